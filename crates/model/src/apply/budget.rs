//! Changes of the budget: applied when what comes of them holds together, and answered with what takes them back.

use crate::budget::{After, Approved, Budget, Item, ItemKind, check, sound, title};
use crate::edit::{BudgetChange, Edit, Refusal};
use crate::ids::LineId;
use crate::production::Production;

/// Applies a change of the budget and returns its inverse.
pub(super) fn change(production: &mut Production, change: BudgetChange) -> Result<Edit, Refusal> {
    let mut budget = production.budget.clone();
    let inverse = match change {
        BudgetChange::Put(item, after) => {
            // Nobody has seen the number of a new line yet.
            let called = title(&item);
            let item = numbered(production, item)?;
            let inverse = put(&mut budget, item.clone(), &after)?;
            check(&budget, Some(production), &item).map_err(|wrong| wrong.refusal(&called))?;
            inverse
        }
        BudgetChange::Restore(item, after) => put(&mut budget, numbered(production, item)?, &after)?,
        BudgetChange::Remove(kind, key) => {
            let holder = ItemKind::ALL.iter().flat_map(|kind| budget.items(*kind)).find(|holder| {
                (holder.kind(), holder.key()) != (kind, key.clone())
                    && crate::budget::needs(&budget, holder).contains(&(kind, key.clone()))
            });
            if let Some(holder) = holder {
                let message = format!("{} {key} is needed by {}", kind.word(), title(&holder));
                return Err(Refusal::new(message, format!("change {} first", title(&holder))));
            }
            let (item, after) = budget.take(kind, &key)?;
            BudgetChange::Restore(item, after)
        }
        BudgetChange::Whole(new) => whole(production, &mut budget, *new, true)?,
        BudgetChange::RestoreAll(new) => whole(production, &mut budget, *new, false)?,
        BudgetChange::Approved(approved) => {
            BudgetChange::Approved(std::mem::replace(&mut budget.approved, figures(approved)?))
        }
        BudgetChange::Closed(closed) => BudgetChange::Closed(std::mem::replace(&mut budget.closed, figures(closed)?)),
    };
    sound(&budget, None).map_err(|(item, wrong)| wrong.refusal(&title(&item)))?;
    production.budget = budget;
    Ok(Edit::Budget(Box::new(inverse)))
}

fn put(budget: &mut Budget, item: Item, after: &After) -> Result<BudgetChange, Refusal> {
    let (kind, key) = (item.kind(), item.key());
    Ok(match budget.put(item, after)? {
        Some(old) => BudgetChange::Restore(old, After::Last),
        None => BudgetChange::Remove(kind, key),
    })
}

/// Another budget in the place of the one there is. `named`: what its formulas name must be there.
fn whole(
    production: &mut Production,
    budget: &mut Budget,
    mut new: Budget,
    named: bool,
) -> Result<BudgetChange, Refusal> {
    for line in &mut new.lines {
        let Item::Line(numbered) = numbered(production, Item::Line(line.clone()))? else { continue };
        *line = numbered;
    }
    new.approved = figures(new.approved.take())?;
    new.closed = figures(new.closed.take())?;
    if named {
        sound(&new, Some(production)).map_err(|(item, wrong)| wrong.refusal(&title(&item)))?;
    }
    Ok(BudgetChange::RestoreAll(Box::new(std::mem::replace(budget, new))))
}

/// A line with an identity of its own.
fn numbered(production: &mut Production, mut item: Item) -> Result<Item, Refusal> {
    if let Item::Line(line) = &mut item {
        match line.id {
            LineId(0) => line.id = production.fresh(),
            id if production.budget.lines.iter().any(|known| known.id == id) => {}
            id => production.claim(id.0)?,
        }
    }
    Ok(item)
}

/// Figures whose amounts are within bounds.
fn figures(approved: Option<Approved>) -> Result<Option<Approved>, Refusal> {
    let wrong = approved.iter().flat_map(|one| one.accounts.iter().chain(&one.charges));
    match wrong.into_iter().find(|one| !(0..=1_000_000_000_000).contains(&one.amount.0)) {
        Some(one) => {
            let message = format!("{}: {} is no amount", one.code, one.amount);
            Err(Refusal::new(message, "amounts lie between 0 and 10,000,000,000"))
        }
        None => Ok(approved),
    }
}

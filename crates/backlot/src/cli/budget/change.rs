//! What changes the budget: each is one edit of the log, refused with place and way out, and taken back by `backlot undo`.

use budget::rows::{cells, fields, item, plain_rate};
use model::budget::{After, Approved, Booked, Item, ItemKind};
use model::edit::{BudgetChange, Edit};
use model::measure::Cents;

use super::{Change, Kind, files};
use crate::app::{self, Opened};
use crate::cli::{Said, find};
use crate::error::Failure;
use crate::names::nearest;

pub(in crate::cli) fn change(change: &Change, mut opened: Opened) -> Result<Said, Failure> {
    let edit = match change {
        Change::Read { toml, replace_approved, .. } => {
            locked(&opened, app::read_budget(toml, &opened.production)?, *replace_approved)?
        }
        Change::Lock { by, date, board, .. } => {
            let by = by.clone().unwrap_or_else(|| opened.author().to_owned());
            lock(&opened, by, date.unwrap_or_else(app::today), board.as_deref())?
        }
        Change::Set { kind, key, pairs, .. } => set(&opened, *kind, Some(key), pairs)?,
        Change::Add { kind, pairs, .. } => set(&opened, *kind, None, pairs)?,
        Change::Remove { kind, key, .. } => {
            known(&opened, *kind, key)?;
            Edit::Budget(Box::new(BudgetChange::Remove(kind.item(), bare(*kind, key).to_owned())))
        }
        Change::Import { table, replace_approved, .. } => {
            locked(&opened, files::import(&opened, table)?, *replace_approved)?
        }
        Change::Remap { chart, table, .. } => return files::remap(&mut opened, chart, table.as_deref()),
        Change::Check { .. } | Change::Export { .. } | Change::Past { .. } => Edit::Batch(Vec::new()),
    };
    let mut lines = vec![opened.change(edit)?];
    if let (Change::Read { .. } | Change::Import { .. }, Some(held)) = (change, &opened.production.budget.approved) {
        lines.push(format!("approved: {} of {} by {}", held.total(), held.date, held.by));
    }
    Ok(Said::lines(lines))
}

/// A budget that is taken in keeps the approved one: a file that approves another is refused, unless a person says so.
fn locked(opened: &Opened, edit: Edit, replace: bool) -> Result<Edit, Failure> {
    let Edit::Budget(change) = edit else { return Ok(edit) };
    let (BudgetChange::Whole(mut budget), Some(held)) = (*change.clone(), &opened.production.budget.approved) else {
        return Ok(Edit::Budget(change));
    };
    if replace || budget.approved.as_ref() == Some(held) {
        return Ok(Edit::Budget(change));
    }
    let title = format!("{} of {} by {}", held.total(), held.date, held.by);
    if let Some(other) = &budget.approved {
        let message = format!(
            "the budget is locked at {title}, and the file approves {} of {} by {}",
            other.total(),
            other.date,
            other.by
        );
        let hint = "take 'approved' out of the file to keep what is locked, or say --replace-approved";
        return Err(Failure::value(message, hint));
    }
    for (kind, booked) in [(ItemKind::Account, &held.accounts), (ItemKind::Charge, &held.charges)] {
        if let Some(gone) = booked.iter().find(|one| budget.item(kind, &one.code).is_none()) {
            let what = kind.word();
            let message = format!(
                "the budget is locked at {title}, with {} on {what} {}, which the file lacks",
                gone.amount, gone.code
            );
            let hint = format!("give the file the {what}, or let the lock go with --replace-approved");
            return Err(Failure::value(message, hint));
        }
    }
    budget.approved = Some(held.clone());
    Ok(Edit::Budget(Box::new(BudgetChange::Whole(budget))))
}

/// The budget as it stands on a board, approved.
fn lock(opened: &Opened, by: String, date: jiff::civil::Date, board: Option<&str>) -> Result<Edit, Failure> {
    let production = &opened.production;
    if production.budget.is_empty() {
        return Err(Failure::value("there is no budget to approve", "take one in with 'backlot budget read'"));
    }
    if by.trim().is_empty() {
        return Err(Failure::value("nobody approves the budget: --by is empty", "name who did"));
    }
    let schedule = opened.schedule(find::board(production, board)?);
    let costs = app::costs(production, &schedule);
    if let Some(problem) = costs.problems.iter().find(|problem| problem.wrong) {
        let message = format!("the budget cannot be approved: {}: {}", problem.about, problem.text);
        return Err(Failure::value(message, problem.hint.clone()));
    }
    let booked = |code: &str, amount: Cents| Booked { code: code.to_owned(), amount, note: String::new() };
    let accounts = costs.accounts.iter().filter(|account| account.own != Cents::ZERO);
    let approved = Approved {
        date,
        by,
        board: schedule.board.name.clone(),
        accounts: accounts.map(|account| booked(&account.code, account.own)).collect(),
        charges: costs.charges.iter().map(|charge| booked(&charge.name, charge.amount)).collect(),
    };
    Ok(Edit::Budget(Box::new(BudgetChange::Approved(Some(approved)))))
}

/// A line may be named `#12`, as it is shown.
fn bare(kind: Kind, key: &str) -> &str {
    if kind == Kind::Line { key.trim_start_matches('#') } else { key }
}

fn known(opened: &Opened, kind: Kind, key: &str) -> Result<Item, Failure> {
    let budget = &opened.production.budget;
    budget.item(kind.item(), bare(kind, key)).ok_or_else(|| {
        let keys: Vec<String> = budget.items(kind.item()).iter().map(Item::key).collect();
        let hint = match kind {
            Kind::Line => "'backlot budget FILE --account CODE' shows the numbers of lines".to_owned(),
            _ => nearest(key, keys.iter().map(String::as_str)),
        };
        Failure::Unknown { what: kind.item().word(), name: key.to_owned(), hint }
    })
}

/// The thing of a key, or a new one, with fields changed.
fn set(opened: &Opened, kind: Kind, key: Option<&String>, pairs: &[String]) -> Result<Edit, Failure> {
    let names = fields(kind.item());
    let old = key.map(|key| known(opened, kind, key)).transpose()?;
    let mut row = old.as_ref().map_or_else(|| vec![String::new(); names.len()], cells);
    for pair in pairs {
        let (field, value) = pair.split_once('=').ok_or_else(|| {
            let hint = format!("write FIELD=VALUE; fields are {}", names.join(", "));
            Failure::value(format!("'{pair}' sets nothing"), hint)
        })?;
        let (field, value) = (field.trim(), value.trim());
        let settable = names.iter().position(|name| *name == field && *name != "id");
        let at = settable.ok_or_else(|| {
            let hint = nearest(field, names.iter().copied().filter(|name| *name != "id"));
            Failure::value(format!("a {} has no field '{field}'", kind.item().word()), hint)
        })?;
        if at == 0 && old.is_some() && kind != Kind::Line {
            let hint = "add another one, let what needs it name that, and remove this one";
            return Err(Failure::value(format!("the {field} of a {} stays", kind.item().word()), hint));
        }
        let list = matches!(field, "groups" | "takes" | "of" | "without") || (field == "fringes" && kind == Kind::Line);
        let list = list || (field == "qualifies" && kind == Kind::Account);
        row[at] = match field {
            "rate" | "amount" => plain_rate(value),
            _ if list => value.replace(',', ";"),
            _ => value.to_owned(),
        };
    }
    let cell = |field: &'static str| names.iter().position(|name| *name == field).map_or("", |at| row[at].as_str());
    let new = item(kind.item(), cell).map_err(|wrong| Failure::value(wrong.message, wrong.hint))?;
    if old.is_none()
        && kind.item() != ItemKind::Line
        && opened.production.budget.item(kind.item(), &new.key()).is_some()
    {
        let message = format!("there is a {} {} already", kind.item().word(), new.key());
        return Err(Failure::value(message, "change it with 'backlot budget set'"));
    }
    let after = beside(opened, &new);
    Ok(Edit::Budget(Box::new(BudgetChange::Put(new, after))))
}

/// A new line comes after the last of its account, a new sub-account after its siblings; everything else comes last.
fn beside(opened: &Opened, new: &Item) -> After {
    let budget = &opened.production.budget;
    let after = match new {
        Item::Line(new) => {
            let last = budget.lines.iter().rev().find(|line| line.account == new.account);
            last.map(|line| line.id.to_string())
        }
        Item::Account(new) => {
            let above = new.code.rsplit_once('-').map_or(new.code.as_str(), |(above, _)| above);
            let last = budget.accounts.iter().rev().find(|one| model::budget::within(&one.code, above));
            last.map(|account| account.code.clone())
        }
        _ => None,
    };
    after.map_or(After::Last, After::Key)
}

//! What each edit touches: by it, assumptions are dropped, conflicts found, and an undo refused when another edit is in its way.

use crate::board::Item as BoardItem;
use crate::budget::Item;
use crate::edit::{BoardChange, BudgetChange, Edit, Touch};
use crate::fields::Field;

impl Edit {
    /// What the edit is about. A thing that has no identity yet touches nothing that anybody else could know.
    pub fn touches(&self) -> Vec<Touch> {
        match self {
            Self::Batch(edits) => edits.iter().flat_map(Self::touches).collect(),
            Self::Production(change) => vec![Touch::of(0, change.field())],
            Self::Scene(id, change) => vec![Touch::of(id.0, change.field())],
            Self::Cast(id, change) => vec![Touch::of(id.0, change.field())],
            Self::Set(id, change) => vec![Touch::of(id.0, change.field())],
            Self::Place(id, change) => vec![Touch::of(id.0, change.field())],
            Self::Put(noun, _) => match noun.name().id() {
                0 => Vec::new(),
                id => vec![Touch::of(id, "")],
            },
            Self::Remove(name) => vec![Touch::of(name.id(), "")],
            Self::Reorder(name, _) => vec![Touch::of(name.id(), "order")],
            Self::Board(board, change) => on_board(change).map(|part| Touch::of(board.0, part)).into_iter().collect(),
            Self::Publish(issue) => vec![Touch::of(0, format!("issue {}", issue.number))],
            Self::Withdraw(number, _) => vec![Touch::of(0, format!("issue {number}"))],
            Self::Budget(change) => on_budget(change).map(|part| Touch::of(0, part)).into_iter().collect(),
            Self::Confirm(touches) => touches.clone(),
            Self::Assume(assumptions) => assumptions.iter().map(|one| one.about.clone()).collect(),
        }
    }
}

/// The part of the production that a change of the budget is about. A line that has no identity yet is nobody's.
fn on_budget(change: &BudgetChange) -> Option<String> {
    Some(match change {
        BudgetChange::Put(Item::Line(line), _) if line.id.0 == 0 => return None,
        BudgetChange::Put(item, _) | BudgetChange::Restore(item, _) => {
            format!("budget.{} {}", item.kind().word(), item.key())
        }
        BudgetChange::Remove(kind, key) => format!("budget.{} {key}", kind.word()),
        BudgetChange::Whole(_) | BudgetChange::RestoreAll(_) => "budget".to_owned(),
        BudgetChange::Approved(_) => "budget.approved".to_owned(),
        BudgetChange::Closed(_) => "budget.closed".to_owned(),
    })
}

/// The part of a board that a change is about. A day's fields are parts of the day.
fn on_board(change: &BoardChange) -> Option<String> {
    match change {
        BoardChange::Rename(_) => Some("name".to_owned()),
        BoardChange::Move(strip, _) | BoardChange::Pin(strip, _) => Some(format!("strip {strip}")),
        BoardChange::Stand(set, _) => Some(format!("set {set}")),
        BoardChange::InsertDay(day, _) => (day.id.0 != 0).then(|| format!("day {}", day.id)),
        BoardChange::RemoveDay(day) => Some(format!("day {day}")),
        BoardChange::Day(day, change) => Some(format!("day {day}.{}", change.field())),
        BoardChange::PutBanner(_, BoardItem::Banner { id, .. }, _) => (*id != 0).then(|| format!("banner {id}")),
        BoardChange::PutBanner(_, BoardItem::Strip(placed), _) => Some(format!("strip {}", placed.strip)),
        BoardChange::RemoveBanner(id) => Some(format!("banner {id}")),
    }
}

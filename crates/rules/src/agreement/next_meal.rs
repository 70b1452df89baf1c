//! The meals turned round: when the next one is due.

use model::measure::Moment;

use super::meals;
use super::work::{Clause, Hire, Work};

/// When the next meal of a day that has come to its end now is due, by the row that asks for it first.
pub(crate) fn next_meal<'t>(hire: &Hire<'t>, work: &Work<'_>) -> Option<(Moment, Clause<'t>)> {
    let hire = &hire.at(work, 0);
    let start = work.event(model::pack::Event::Report)?;
    let due = hire.rows(&hire.terms.meal).filter_map(|held| {
        let due = meals::delays(held.row, work, start).last().map(|delay| delay.due)?;
        Some((due, held.clause()))
    });
    due.min_by_key(|(due, _)| *due)
}

//! A strip goes to another day.

use super::{Change, refilled, target};
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&tour.problem.free)?;
    let from = tour.at[strip]?;
    let to = target(tour, strip, chance)?;
    let days = vec![refilled(tour, from, &[strip], &[], chance), refilled(tour, to, &[], &[strip], chance)];
    Some(Change { days, ..Change::default() })
}

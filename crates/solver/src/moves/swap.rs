//! Two strips of two days change places.

use super::{Change, free, refilled, target};
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &one = chance.pick(&tour.problem.free)?;
    let from = tour.at[one]?;
    let to = target(tour, one, chance)?;
    let mut others = free(tour, to);
    others.retain(|&other| tour.problem.strips[other].can[from]);
    let &other = chance.pick(&others)?;
    let days = vec![refilled(tour, from, &[one], &[other], chance), refilled(tour, to, &[other], &[one], chance)];
    Some(Change { days, ..Change::default() })
}

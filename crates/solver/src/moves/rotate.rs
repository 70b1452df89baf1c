//! A day's content goes to another date, and all days between slide by one; now and then a range turns round.

use super::swap_days::filled;
use super::{Change, free};
use crate::chance::Chance;
use crate::tour::Tour;

/// Days that one rotation may touch at most: longer ones are nearly never better and cost the most to compute.
const LONGEST: usize = 8;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let open = &tour.problem.open;
    let length = 3 + chance.below(LONGEST - 2);
    let first = chance.below((open.len() + 1).checked_sub(length)?);
    let range = open.get(first..first + length)?;
    let mut sources = range.to_vec();
    match chance.below(3) {
        0 => sources.rotate_left(1),
        1 => sources.rotate_right(1),
        _ => sources.reverse(),
    }
    let moved = range.iter().zip(&sources).filter(|(day, from)| day != from);
    let days = moved.map(|(&day, &from)| filled(tour, day, from, &free(tour, from))).collect::<Option<Vec<_>>>()?;
    Some(Change { days, ..Change::default() })
}

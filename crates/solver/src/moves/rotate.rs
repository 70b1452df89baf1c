//! A day's content goes to another date, and all days between slide by one; or a range turns round; or an empty day
//! goes to the end of the shoot, and everything after it comes one day earlier.

use super::swap_days::filled;
use super::{Change, free};
use crate::chance::Chance;
use crate::tour::Tour;

/// Days that one rotation may touch at most: longer ones are nearly never better and cost the most to compute.
const LONGEST: usize = 8;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let open = &tour.problem.open;
    let first = chance.below(open.len());
    if tour.lists[*open.get(first)?].is_empty() && chance.one_in(8) {
        let range = open.get(first..)?;
        let mut sources = range.to_vec();
        sources.rotate_left(1);
        return slid(tour, range, &sources);
    }
    let length = 3 + chance.below(LONGEST - 2);
    let range = open.get(first..first + length)?;
    let mut sources = range.to_vec();
    match chance.below(3) {
        0 => sources.rotate_left(1),
        1 => sources.rotate_right(1),
        _ => sources.reverse(),
    }
    slid(tour, range, &sources)
}

/// Each day of a range gets the content of its source.
fn slid(tour: &Tour<'_, '_>, range: &[usize], sources: &[usize]) -> Option<Change> {
    let same = |day: usize, from: usize| tour.lists[day].is_empty() && tour.lists[from].is_empty();
    let moved = range.iter().zip(sources).filter(|&(&day, &from)| day != from && !same(day, from));
    let days = moved.map(|(&day, &from)| filled(tour, day, from, &free(tour, from))).collect::<Option<Vec<_>>>()?;
    (!days.is_empty()).then(|| Change { days, ..Change::default() })
}

//! A day's content goes to another date, and all days between slide by one; or a range turns round; or an empty day
//! goes to the end of the shoot, and everything after it comes one day earlier.

use super::Change;
use super::swap_days::filled;
use crate::chance::Chance;
use crate::layout::Layout;

/// Days that one rotation of filled days may touch at most: longer ones are nearly never better and cost the most to compute.
const LONGEST: usize = 8;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let open = &layout.problem.open;
    let first = chance.below(open.len());
    if layout.lists[*open.get(first)?].is_empty() && chance.one_in(8) {
        let range = open.get(first..)?;
        let mut sources = range.to_vec();
        sources.rotate_left(1);
        return slid(layout, range, &sources);
    }
    let length = 3 + chance.below(LONGEST - 2);
    let range = open.get(first..first + length)?;
    let mut sources = range.to_vec();
    match chance.below(3) {
        0 => sources.rotate_left(1),
        1 => sources.rotate_right(1),
        _ => sources.reverse(),
    }
    slid(layout, range, &sources)
}

/// Each day of a range gets the content of its source.
fn slid(layout: &Layout<'_>, range: &[usize], sources: &[usize]) -> Option<Change> {
    let same = |day: usize, from: usize| layout.lists[day].is_empty() && layout.lists[from].is_empty();
    let moved = range.iter().zip(sources).filter(|&(&day, &from)| day != from && !same(day, from));
    let days = moved.map(|(&day, &from)| filled(layout, day, from, &layout.free(from))).collect::<Option<Vec<_>>>()?;
    (!days.is_empty()).then(|| Change { days, ..Change::default() })
}

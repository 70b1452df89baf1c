//! Two days change everything that may move, with their shifts.

use super::{Change, without};
use crate::chance::Chance;
use crate::layout::Layout;
use crate::order;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let (&one, &other) = (chance.pick(&layout.problem.open)?, chance.pick(&layout.problem.open)?);
    if one == other {
        return None;
    }
    let (first, second) = (layout.free(one), layout.free(other));
    if first.is_empty() && second.is_empty() {
        return None;
    }
    let days = vec![filled(layout, one, other, &second)?, filled(layout, other, one, &first)?];
    Some(Change { days, ..Change::default() })
}

/// A day with what stays on it and the free strips of another day; nothing when one of them cannot be shot then.
pub(super) fn filled(
    layout: &Layout<'_>,
    day: usize,
    from: usize,
    new: &[usize],
) -> Option<(usize, Vec<usize>, model::board::Shift)> {
    if !new.iter().all(|&strip| layout.problem.strips[strip].can[day]) {
        return None;
    }
    let stay = without(layout, day, &layout.free(day));
    let shift = if stay.is_empty() { layout.shifts[from] } else { layout.shifts[day] };
    let list = match stay.is_empty() {
        true => new.to_vec(),
        false => order::arrange(layout, &[stay, new.to_vec()].concat(), shift),
    };
    Some((day, list, shift))
}

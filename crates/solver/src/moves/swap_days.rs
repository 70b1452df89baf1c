//! Two days change everything that may move, with their shifts.

use super::{Change, free, without};
use crate::chance::Chance;
use crate::order;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let (&one, &other) = (chance.pick(&tour.problem.open)?, chance.pick(&tour.problem.open)?);
    if one == other {
        return None;
    }
    let (first, second) = (free(tour, one), free(tour, other));
    if first.is_empty() && second.is_empty() {
        return None;
    }
    let days = vec![filled(tour, one, other, &second)?, filled(tour, other, one, &first)?];
    Some(Change { days, ..Change::default() })
}

/// A day with what stays on it and the free strips of another day; nothing when one of them cannot be shot then.
pub(super) fn filled(
    tour: &Tour<'_, '_>,
    day: usize,
    from: usize,
    new: &[usize],
) -> Option<(usize, Vec<usize>, model::board::Shift)> {
    if !new.iter().all(|&strip| tour.problem.strips[strip].can[day]) {
        return None;
    }
    let stay = without(tour, day, &free(tour, day));
    let shift = if stay.is_empty() { tour.shift(from) } else { tour.shift(day) };
    let list = match stay.is_empty() {
        true => new.to_vec(),
        false => order::arrange(tour, &[stay, new.to_vec()].concat(), shift),
    };
    Some((day, list, shift))
}

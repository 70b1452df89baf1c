//! The order inside one day changes: a strip goes elsewhere, two change places, or the day is arranged by rule.

use super::Change;
use crate::chance::Chance;
use crate::order;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &day = chance.pick(&tour.problem.open)?;
    let mut list = tour.lists[day].clone();
    if list.len() < 2 {
        return None;
    }
    let (from, to) = (chance.below(list.len()), chance.below(list.len()));
    match chance.below(4) {
        0 => list.swap(from, to),
        1 => list = order::arrange(tour, &list, tour.shift(day)),
        _ => {
            let strip = list.remove(from);
            list.insert(to, strip);
        }
    }
    (list != tour.lists[day]).then(|| Change { days: vec![(day, list, tour.shift(day))], ..Change::default() })
}

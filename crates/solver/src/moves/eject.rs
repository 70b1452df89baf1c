//! A strip leaves for the boneyard: only while the board breaks hard rules, since an illegal day is worse than a strip
//! that waits.

use super::{Change, free, refilled};
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    if tour.total.weight == 0 {
        return None;
    }
    let &day = chance.pick(&tour.problem.open)?;
    let there = free(tour, day);
    let &strip = chance.pick(&there)?;
    let mut boneyard = tour.boneyard.clone();
    boneyard.push(strip);
    Some(Change {
        days: vec![refilled(tour, day, &[strip], &[], chance)],
        boneyard: Some(boneyard),
        ..Change::default()
    })
}

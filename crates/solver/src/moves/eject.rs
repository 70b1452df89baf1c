//! A strip leaves for the boneyard: only while the board breaks hard rules, since an illegal day is worse than a strip
//! that waits.

use super::{Change, refilled};
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    if !layout.broken {
        return None;
    }
    let &day = chance.pick(&layout.problem.open)?;
    let there = layout.free(day);
    let &strip = chance.pick(&there)?;
    let mut boneyard = layout.boneyard.clone();
    boneyard.push(strip);
    Some(Change {
        days: vec![refilled(layout, day, &[strip], &[], chance)],
        boneyard: Some(boneyard),
        ..Change::default()
    })
}

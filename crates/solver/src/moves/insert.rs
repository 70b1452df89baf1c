//! A strip of the boneyard finds a day; now and then another strip of that day makes room for it.

use super::{Change, refilled, target};
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&layout.boneyard)?;
    let to = target(layout, strip, chance)?;
    let mut boneyard = layout.boneyard.clone();
    boneyard.retain(|&one| one != strip);
    let there = layout.free(to);
    let mut gone = Vec::new();
    if chance.one_in(2) {
        gone.extend(chance.pick(&there));
    }
    let mut days = vec![refilled(layout, to, &gone, &[strip], chance)];
    // The one that makes room goes on to a third day when there is one for it.
    for &other in &gone {
        match target(layout, other, chance).filter(|&day| day != to) {
            Some(day) => days.push(refilled(layout, day, &[], &[other], chance)),
            None => boneyard.push(other),
        }
    }
    Some(Change { days, boneyard: Some(boneyard), ..Change::default() })
}

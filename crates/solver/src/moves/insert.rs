//! A strip of the boneyard finds a day; now and then another strip of that day makes room for it.

use super::{Change, free, refilled, target};
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&tour.boneyard)?;
    let to = target(tour, strip, chance)?;
    let mut boneyard = tour.boneyard.clone();
    boneyard.retain(|&one| one != strip);
    let there = free(tour, to);
    let mut gone = Vec::new();
    if chance.one_in(2) {
        gone.extend(chance.pick(&there));
    }
    let mut days = vec![refilled(tour, to, &gone, &[strip], chance)];
    // The one that makes room goes on to a third day when there is one for it.
    for &other in &gone {
        match target(tour, other, chance).filter(|&day| day != to) {
            Some(day) => days.push(refilled(tour, day, &[], &[other], chance)),
            None => boneyard.push(other),
        }
    }
    Some(Change { days, boneyard: Some(boneyard), ..Change::default() })
}

//! A strip goes to another day.

use super::{Change, refilled, target};
use crate::chance::Chance;
use crate::layout::Layout;

/// One strip in so many goes to a day that it does not fit on.
const FULL: usize = 16;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&layout.problem.free)?;
    let from = layout.at[strip]?;
    let to = target(layout, strip, chance)?;
    // Days that are full already are tried too, but seldom: there are many of them.
    if !layout.fits(strip, to, None) && !chance.one_in(FULL) {
        return None;
    }
    let days = vec![refilled(layout, from, &[strip], &[], chance), refilled(layout, to, &[], &[strip], chance)];
    Some(Change { days, ..Change::default() })
}

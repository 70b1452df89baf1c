//! Two strips of two days change places.

use super::{Change, refilled, target};
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &one = chance.pick(&layout.problem.free)?;
    let from = layout.at[one]?;
    let to = target(layout, one, chance)?;
    let mut others = layout.free(to);
    others.retain(|&other| {
        let fits = layout.fits(one, to, Some(other)) && layout.fits(other, from, Some(one));
        fits && layout.problem.strips[other].can[from]
    });
    let &other = chance.pick(&others)?;
    let days = vec![refilled(layout, from, &[one], &[other], chance), refilled(layout, to, &[other], &[one], chance)];
    Some(Change { days, ..Change::default() })
}

//! A set stands at another place that can hold it.

use super::Change;
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &set = chance.pick(&layout.problem.choices)?;
    let &place = chance.pick(&layout.problem.sets[set].at)?;
    (layout.stands_at[set] != Some(place)).then(|| Change { stand: Some((set, place)), ..Change::default() })
}

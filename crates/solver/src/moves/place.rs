//! A set stands at another place that can hold it, unless a day that is locked or pinned is shot there.

use super::Change;
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &set = chance.pick(&layout.problem.choices)?;
    let &place = chance.pick(&layout.problem.sets[set].at)?;
    let stays = |&&day: &&usize| !layout.problem.days[day].open;
    let moves = layout.stands_at[set] != Some(place) && !layout.set_days[set].iter().any(|day| stays(&day));
    moves.then(|| Change { stand: Some((set, place)), ..Change::default() })
}

//! A set stands at another place that can hold it, unless a day that is locked or pinned is shot there.

use super::Change;
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &set = chance.pick(&tour.problem.choices)?;
    let &place = chance.pick(&tour.problem.sets[set].at)?;
    let stays = |&&day: &&usize| !tour.problem.days[day].open;
    let moves = tour.stands_at[set] != Some(place) && !tour.set_days[set].iter().any(|day| stays(&day));
    moves.then(|| Change { stand: Some((set, place)), ..Change::default() })
}

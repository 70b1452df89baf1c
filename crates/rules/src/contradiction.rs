//! What people asked for that cannot be had together: relations that go round in a circle, and days that a relation forbids.
//! Asked only for words.

use std::collections::{BTreeMap, VecDeque};

use model::calendar::{Date, days_between};
use model::ids::{SceneId, StripId};
use model::plan::{Plan, PlanDay};
use model::production::RelationKind;
use model::verdict::Who;

use crate::judge::Judge;
use crate::suits::Bar;
use crate::words::{counted, written};

/// The shortest circle of relations that starts at a scene and contradicts itself: one earlier than itself, or on its own day
/// and not. As `scene 1 is shot before scene 2, which is shot before scene 1`; nothing when there is none.
pub(crate) fn circle(judge: &Judge<'_>, scene: SceneId) -> Option<String> {
    // What was walked over decides what closes the circle: once `before`, or once `not on the day of`.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Walked {
        SameDays,
        Before,
        NotSameDay,
    }
    type Step = (SceneId, Walked);
    let mut from: BTreeMap<Step, (Step, &str)> = BTreeMap::new();
    let start = (scene, Walked::SameDays);
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for relation in judge.relations.iter().map(|one| one.relation) {
            let forth = (relation.first == at.0).then_some(relation.second);
            let back = (relation.second == at.0).then_some(relation.first);
            let (next, walked, word) = match (relation.kind, at.1) {
                (RelationKind::Before { .. }, Walked::SameDays | Walked::Before) => {
                    (forth, Walked::Before, "is shot before")
                }
                (RelationKind::SameDay, walked) => (forth.or(back), walked, "is shot on the day of"),
                (RelationKind::NotSameDay, Walked::SameDays) => {
                    (forth.or(back), Walked::NotSameDay, "is not shot on the day of")
                }
                _ => continue,
            };
            let Some(next) = next.map(|scene| (scene, walked)).filter(|next| *next != start) else { continue };
            if from.contains_key(&next) {
                continue;
            }
            from.insert(next, (at, word));
            if next.0 != scene {
                open.push_back(next);
                continue;
            }
            let mut told = vec![judge.name(Who::Scene(scene))];
            let mut step = next;
            while let Some((before, word)) = from.get(&step) {
                let which = if *before == start { "" } else { ", which" };
                told.push(format!("{}{which} {word} ", judge.name(Who::Scene(before.0))));
                step = *before;
            }
            return Some(told.into_iter().rev().collect());
        }
    }
    None
}

/// What a relation has against a scene on a day, as the board stands; nothing when all allow it.
pub(crate) fn bar(judge: &Judge<'_>, plan: &Plan, scene: SceneId, day: &PlanDay) -> Option<Bar> {
    judge.relations.iter().find_map(|related| {
        let relation = related.relation;
        let (other, strips, first) = match () {
            () if relation.second == scene => (relation.first, &related.first, true),
            () if relation.first == scene => (relation.second, &related.second, false),
            () => return None,
        };
        let placed = placed(plan, strips);
        let (&(from, _), &(to, _)) = (placed.first()?, placed.last()?);
        let (barred, must, on) = match relation.kind {
            RelationKind::Before { gap } => {
                let (apart, way, on) = match first {
                    true => (days_between(to, day.date), "after", to),
                    false => (days_between(day.date, from), "before", from),
                };
                let days =
                    if gap > 0 { format!("{} or more ", counted(i64::from(gap) + 1, "day")) } else { String::new() };
                (apart <= i64::from(gap), format!("it is shot {days}{way}"), on)
            }
            RelationKind::SameDay => (from != day.date || to != day.date, "it is shot on the day of".to_owned(), from),
            RelationKind::NotSameDay => {
                let shared = placed.iter().any(|(date, _)| *date == day.date);
                (shared, "it is not shot on the day of".to_owned(), day.date)
            }
        };
        barred.then(|| {
            let (name, on) = (judge.name(Who::Scene(other)), written(on));
            let pinned = if pinned(judge, plan, strips) { ", pinned" } else { "" };
            let mend = format!("move {name} to another day, or take the relation with it back");
            Bar { why: format!("{must} {name} ({on}{pinned})"), mend }
        })
    })
}

/// Whether a person pinned all of some strips to their days.
pub(crate) fn pinned(judge: &Judge<'_>, plan: &Plan, strips: &[StripId]) -> bool {
    let Some(board) = judge.production.board(plan.board) else { return false };
    let pins = |strip: &StripId| board.days.iter().any(|day| day.strips().any(|one| one.strip == *strip && one.pinned));
    !strips.is_empty() && strips.iter().all(pins)
}

/// When some strips are shot, in order.
fn placed(plan: &Plan, strips: &[StripId]) -> Vec<(Date, StripId)> {
    let days = plan.days.iter().flat_map(|day| day.strips().map(move |strip| (day.date, strip)));
    let mut placed: Vec<_> = days.filter(|(_, strip)| strips.contains(strip)).collect();
    placed.sort_unstable();
    placed
}

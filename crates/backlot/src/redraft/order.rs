//! Scenes and strips into the order of a new draft, and onto the boards or off them.

use std::collections::{BTreeMap, BTreeSet};

use model::edit::{BoardChange, Edit, Name, Neighbour, Noun, Refusal, Spot};
use model::ids::{SceneId, StripId};
use model::measure::Eighths;
use model::production::{Production, Strip};

use super::{Desk, Report, matching};
use crate::past;

/// All scenes in the order of the new draft; one that it no longer has stays behind the scene that it stood behind.
pub(super) fn order(production: &Production, ids: &[SceneId]) -> Vec<SceneId> {
    let there: BTreeSet<SceneId> = ids.iter().copied().collect();
    let mut behind: BTreeMap<Option<SceneId>, Vec<SceneId>> = BTreeMap::new();
    let mut last = None;
    for scene in &production.scenes {
        if there.contains(&scene.id) {
            last = Some(scene.id);
        } else {
            behind.entry(last).or_default().push(scene.id);
        }
    }
    let mut order = behind.remove(&None).unwrap_or_default();
    for id in ids {
        order.push(*id);
        order.extend(behind.remove(&Some(*id)).unwrap_or_default());
    }
    order
}

/// Puts the new scenes and their strips in, each behind the one before it. The strips lie in the boneyard of every board.
pub(super) fn insert_scenes(
    desk: &mut Desk,
    copy: &Production,
    order: &[SceneId],
    made: &BTreeSet<SceneId>,
) -> Result<(), Refusal> {
    let after = |before: Option<u64>| before.map_or(Neighbour::First, Neighbour::After);
    let (mut before, mut strip_before): (Option<u64>, Option<u64>) = (None, None);
    for id in order {
        if let Some(scene) = copy.scene(*id).filter(|scene| made.contains(&scene.id)) {
            desk.make(Edit::Put(Noun::Scene(scene.clone()), after(before)))?;
            for strip in copy.strips.iter().filter(|strip| strip.scene == Some(*id)) {
                desk.make(Edit::Put(Noun::Strip(strip.clone()), after(strip_before)))?;
                strip_before = Some(strip.id.0);
            }
            let assumed: Vec<_> = copy.assumptions.iter().filter(|one| one.about.id == id.0).cloned().collect();
            if !assumed.is_empty() {
                desk.make(Edit::Assume(assumed))?;
            }
        }
        before = Some(id.0);
        let last = desk.production.strips.iter().rev().find(|strip| strip.scene == Some(*id));
        strip_before = last.map(|strip| strip.id.0).or(strip_before);
    }
    Ok(())
}

/// Strips follow their scenes: an omitted one's lie in the boneyard of every board unless they are shot, one that came back has a strip again, and
/// the parts of a scene add up to its length.
pub(super) fn settle_strips(desk: &mut Desk, report: &mut Report) -> Result<(), Refusal> {
    for scene in desk.production.scenes.clone() {
        let strips: Vec<Strip> =
            desk.production.strips.iter().filter(|strip| strip.scene == Some(scene.id)).cloned().collect();
        if scene.omitted {
            for (board, strip) in on_days(&desk.production, &strips) {
                desk.make(Edit::Board(board, BoardChange::Move(strip, Spot::Boneyard(None))))?;
            }
            continue;
        }
        if strips.is_empty() {
            let strip = Strip { scene: Some(scene.id), eighths: scene.eighths, ..Strip::default() };
            let id = StripId(desk.production.next_id);
            desk.make(Edit::Put(Noun::Strip(Strip { id, ..strip }), Neighbour::Last))?;
            continue;
        }
        let (parts, sum) = (strips.len(), strips.iter().map(|strip| strip.eighths).sum::<Eighths>());
        if sum != scene.eighths {
            let (all, whole) = (i64::try_from(parts).unwrap_or(1), scene.eighths.0);
            for (part, strip) in (0_i64..).zip(strips) {
                let eighths = Eighths(whole * (part + 1) / all - whole * part / all);
                desk.make(Edit::Put(Noun::Strip(Strip { eighths, ..strip }), Neighbour::Last))?;
            }
        }
    }
    let board = desk.production.active_board();
    let lies = |strip: &&StripId| desk.production.scene_of(**strip).is_some_and(|scene| !scene.omitted);
    report.waiting = board.map_or(0, |board| board.boneyard.iter().filter(lies).count());
    Ok(())
}

/// The boards on whose days some strips stand.
fn on_days(production: &Production, strips: &[Strip]) -> Vec<(model::ids::BoardId, StripId)> {
    let standing = |board: &model::board::Board| {
        let day = |strip: &Strip| board.day_of(strip.id).and_then(|at| board.days.get(at));
        let to_come = |id| past::shot(production, board, id).is_none();
        let on = strips.iter().filter(|strip| day(strip).is_some_and(|day| to_come(day.id)));
        on.map(|strip| (board.id, strip.id)).collect::<Vec<_>>()
    };
    production.boards.iter().flat_map(standing).collect()
}

/// Moves scenes and their strips into the order of the draft; those that stand right among each other stay.
pub(super) fn reorder(desk: &mut Desk, order: &[SceneId]) -> Result<(), Refusal> {
    let stands: BTreeMap<SceneId, usize> =
        desk.production.scenes.iter().enumerate().map(|(at, scene)| (scene.id, at)).collect();
    let stays = matching::rising(&order.iter().map(|id| stands.get(id).copied()).collect::<Vec<_>>());
    let after = |before: Option<u64>| before.map_or(Neighbour::First, Neighbour::After);
    let mut strip_before: Option<u64> = None;
    for (at, id) in order.iter().enumerate() {
        let strips: Vec<StripId> =
            desk.production.strips.iter().filter(|strip| strip.scene == Some(*id)).map(|strip| strip.id).collect();
        if !stays.contains(&at) {
            let before = at.checked_sub(1).map(|before| order[before].0);
            desk.make(Edit::Reorder(Name::Scene(*id), after(before)))?;
            for strip in &strips {
                desk.make(Edit::Reorder(Name::Strip(*strip), after(strip_before)))?;
                strip_before = Some(strip.0);
            }
        }
        strip_before = strips.last().map(|strip| strip.0).or(strip_before);
    }
    Ok(())
}

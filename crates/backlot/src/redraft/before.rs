//! The production's scenes with what the draft before said of them: the side that a new draft is compared with.

use std::collections::BTreeMap;

use model::breakdown::{Breakdown, SceneDraft};
use model::ids::SceneId;
use model::production::{Production, Scene};
use model::screenplay::Screenplay;

use super::matching::{self, Side};

/// A scene of the production with what the draft before said of it.
pub(super) struct Old {
    pub(super) id: SceneId,
    pub(super) number: String,
    pub(super) draft: SceneDraft,
    pub(super) side: Side,
    pub(super) words_known: bool,
}

pub(super) fn side(draft: &SceneDraft, words: Vec<u64>) -> Side {
    Side {
        number: draft.number_stated.then(|| draft.number.clone()),
        heading: draft.heading.to_uppercase(),
        words,
        omitted: draft.omitted,
    }
}

/// Every scene of the production in its order, with the words of the draft before. One that this draft no longer had is known
/// by number and heading alone.
pub(super) fn old_scenes(production: &Production, base: &Breakdown, screenplay: Option<&Screenplay>) -> Vec<Old> {
    let words = screenplay.map_or(Vec::new(), matching::words);
    let mut drafts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, draft) in base.scenes.iter().enumerate().rev() {
        drafts.entry(&draft.number).or_default().push(at);
    }
    let old = |scene: &Scene| {
        let at = drafts.get_mut(scene.number.as_str()).and_then(Vec::pop);
        let draft = at.map_or_else(|| as_it_stands(production, scene), |at| base.scenes[at].clone());
        let words = at.and_then(|at| words.get(at)).cloned();
        let (words_known, words) = (words.is_some(), words.unwrap_or_default());
        Old { id: scene.id, number: scene.number.clone(), side: side(&draft, words), draft, words_known }
    };
    production.scenes.iter().map(old).collect()
}

/// A scene as a draft would have given it: nothing in it counts as changed by a person.
fn as_it_stands(production: &Production, scene: &Scene) -> SceneDraft {
    SceneDraft {
        number: scene.number.clone(),
        number_stated: true,
        heading: scene.heading.clone(),
        int_ext: scene.int_ext,
        set: production.set(scene.set).map_or(String::new(), |set| set.name.clone()),
        sub_sets: scene.sub_sets.clone(),
        time: scene.time,
        modifiers: scene.modifiers.clone(),
        story_day: scene.story_day.clone(),
        story_day_proposed: scene.story_day_proposed.clone(),
        omitted: scene.omitted,
        page: scene.page,
        stated: scene.stated,
        computed: scene.computed.unwrap_or(scene.eighths),
        synopsis: scene.synopsis.clone(),
        ..SceneDraft::default()
    }
}

//! A new draft of the script into a production: what the writers changed is taken, what people said stays. Three sides
//! meet: the breakdown of the draft before, that of the new one, and the production as people left it.

mod before;
mod matching;
mod numbers;

mod fields;
mod order;
mod unused;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use model::breakdown::{Breakdown, SceneDraft};
use model::edit::{CastChange, Edit, Neighbour, Noun, ProductionChange, Refusal, SceneChange};
use model::ids::SceneId;
use model::production::{Draft, Production, Scene, Strip};
use model::screenplay::Screenplay;
use serde::Serialize;

use self::before::side;
use self::matching::Side;
use crate::setup::{self, Known};

/// One side: a script and its breakdown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    /// The script; its words are not known where it was not kept.
    pub(crate) screenplay: Option<&'a Screenplay>,
    /// Its breakdown.
    pub(crate) breakdown: &'a Breakdown,
}

/// What a new draft did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Report {
    /// Scenes that are not what they were, in the order of the new draft, those that went last.
    pub(crate) scenes: Vec<SceneNews>,
    /// What people had said and what therefore stays, one sentence each.
    pub(crate) kept: Vec<String>,
    /// Characters that are new.
    pub(crate) characters: Vec<String>,
    /// Sets that are new.
    pub(crate) sets: Vec<String>,
    /// Characters, and sets, that no scene uses any more.
    pub(crate) unused: Vec<String>,
    /// Names that look like another name of somebody who is gone: old, new.
    pub(crate) renamed: Vec<(String, String)>,
    /// Sets that look like another name of a set that is gone: old, new.
    pub(crate) renamed_sets: Vec<(String, String)>,
    /// Strips that lie in the boneyard because of the draft.
    pub(crate) waiting: usize,
}

/// What became of one scene.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct SceneNews {
    /// Its number.
    pub(crate) number: String,
    /// new, changed, moved, split, merged, omitted, un-omitted; several where several hold.
    pub(crate) kinds: Vec<&'static str>,
    /// What changed, such as `length 1 2/8 -> 1`; and for split and merged scenes the other scene.
    pub(crate) what: Vec<String>,
}

/// The edit that takes a new draft in, what it does, and its breakdown under the numbers of the production, to be kept as
/// the base of the next one. `renames` are characters who have another name now: old, new.
pub(crate) fn redraft(
    production: &Production,
    before: Text<'_>,
    after: Text<'_>,
    draft: Draft,
    renames: &[(String, String)],
) -> Result<(Edit, Report, Breakdown), Refusal> {
    let mut desk = Desk { production: production.clone(), edits: Vec::new() };
    let mut base = before.breakdown.clone();
    for (old, new) in renames {
        rename(&mut desk, &mut base, old, new)?;
    }
    let old = before::old_scenes(&desk.production, &base, before.screenplay);
    let theirs = &after.breakdown.scenes;
    let words = after.screenplay.map_or(Vec::new(), matching::words);
    let new: Vec<Side> =
        theirs.iter().enumerate().map(|(at, scene)| side(scene, words.get(at).cloned().unwrap_or_default())).collect();
    let sides: Vec<Side> = old.iter().map(|one| one.side.clone()).collect();
    let matched = matching::matched(&sides, &new);
    let number = u32::try_from(production.drafts.len() + 1).unwrap_or(u32::MAX);

    // What is new is made on a copy as at the founding, and comes over as edits.
    let (defaults, ..) = setup::built_in();
    let mut copy = desk.production.clone();
    setup::places_and_sets(&mut copy, after.breakdown, &defaults);
    setup::cast(&mut copy, after.breakdown, &defaults);
    let mut known = Known::of(&copy);
    let fresh = copy.cast.iter().any(|person| person.id.0 >= desk.production.next_id && person.born.is_some());
    for (at, scene) in theirs.iter().enumerate() {
        let Some(was) = matched.old_of[at].map(|was| &old[was]) else { continue };
        let rejected = |category, name: &str| {
            let ours = desk.production.scene(was.id);
            ours.is_some_and(|ours| ours.rejected.iter().any(|one| one.category == category && one.name == name))
        };
        for one in &scene.elements {
            let there = was.draft.elements.iter().any(|other| other.category == one.category && other.name == one.name);
            if !there && !rejected(one.category, &one.name) {
                known.element(&mut copy, one.category, &one.name, one.safety, &defaults);
            }
        }
    }
    if fresh {
        known.element(&mut copy, model::breakdown::Category::LABOUR, setup::TEACHER, None, &defaults);
    }
    let numbers = numbers::numbers(&desk.production, theirs, &matched.old_of, &old);
    let mut ids: Vec<SceneId> = Vec::with_capacity(theirs.len());
    let mut made = BTreeSet::new();
    for (at, scene) in theirs.iter().enumerate() {
        let id = match matched.old_of[at] {
            Some(was) => old[was].id,
            None => {
                let scene = setup::scene(&mut copy, scene, &mut known, &defaults);
                let mut scene = Scene { number: numbers[at].clone(), revision: number, ..scene };
                if scene.omitted && copy.set(scene.set).is_none() {
                    // Its heading names no set, and every scene stands in one: that of the scene before it, until it comes back.
                    let before = ids.last().and_then(|id| copy.scene(*id)).map(|before| before.set);
                    scene.set = before.or(copy.sets.first().map(|set| set.id)).unwrap_or_default();
                }
                let (id, eighths, omitted) = (scene.id, scene.eighths, scene.omitted);
                copy.scenes.push(scene);
                made.insert(id);
                if !omitted {
                    let strip = copy.fresh();
                    copy.strips.push(Strip { id: strip, scene: Some(id), eighths, ..Strip::default() });
                }
                id
            }
        };
        ids.push(id);
    }
    setup::split_long_scenes(&mut copy, Some(&made));
    let mut report = Report::default();
    bring_over(&mut desk, &copy, &mut report)?;
    let order = order::order(&desk.production, &ids);
    order::insert_scenes(&mut desk, &copy, &order, &made)?;

    // Scene by scene.
    let kept_numbers = numbers.clone();
    for (at, scene) in theirs.iter().enumerate() {
        let mut news = SceneNews { number: kept_numbers[at].clone(), ..SceneNews::default() };
        match matched.old_of[at] {
            None => {
                news.kinds.push(if scene.omitted { "omitted" } else { "new" });
                if let Some(from) = matched.split.get(&at) {
                    news.kinds = vec!["split"];
                    news.what.push(format!("from {}", old[*from].number));
                }
            }
            Some(was) => {
                let was = &old[was];
                let reworded =
                    was.words_known && !new[at].words.is_empty() && matching::alike(&was.side, &new[at]) < 1000;
                let renumbered = SceneDraft { number: kept_numbers[at].clone(), ..scene.clone() };
                let sides = fields::Sides { base: &was.draft, theirs: &renumbered, draft: number, reworded };
                fields::merge(&mut desk, was.id, sides, &mut news, &mut report.kept)?;
                if matched.moved.contains(&at) {
                    news.kinds.push("moved");
                    let after = at.checked_sub(1).map(|before| kept_numbers[before].clone());
                    news.what.push(after.map_or("to the beginning".to_owned(), |after| format!("after {after}")));
                }
            }
        }
        if !news.kinds.is_empty() {
            report.scenes.push(news);
        }
    }
    let taken: BTreeSet<usize> = matched.old_of.iter().flatten().copied().collect();
    for at in (0..old.len()).filter(|at| !taken.contains(at)) {
        let one = &old[at];
        if desk.production.scene(one.id).is_some_and(|scene| scene.omitted) {
            continue;
        }
        let mut news = SceneNews { number: one.number.clone(), kinds: vec!["omitted"], what: Vec::new() };
        if let Some(into) = matched.merged.get(&at) {
            news.kinds = vec!["merged"];
            news.what.push(format!("into {}", kept_numbers[*into]));
        }
        // A number that the draft gives to another scene is free for it.
        if kept_numbers.contains(&one.number) {
            desk.make(Edit::Scene(one.id, SceneChange::Number(format!("cut-{}", one.number))))?;
            news.what.push(format!("kept as cut-{}, its number is another scene's now", one.number));
        }
        desk.make(Edit::Scene(one.id, SceneChange::Omitted(true)))?;
        desk.make(Edit::Scene(one.id, SceneChange::Revision(number)))?;
        report.scenes.push(news);
    }
    order::settle_strips(&mut desk, &mut report)?;
    order::reorder(&mut desk, &order)?;
    let drafts = desk.production.drafts.iter().cloned().chain([draft]).collect();
    desk.make(Edit::Production(ProductionChange::Drafts(drafts)))?;
    unused::report(&mut report, production, &desk.production, &old, theirs, &matched.old_of);
    let mut kept = after.breakdown.clone();
    for (scene, number) in kept.scenes.iter_mut().zip(kept_numbers) {
        scene.number = number;
    }
    Ok((Edit::Batch(desk.edits), report, kept))
}

/// A production that is being changed, and the edits that did it.
struct Desk {
    production: Production,
    edits: Vec<Edit>,
}

impl Desk {
    fn make(&mut self, edit: Edit) -> Result<(), Refusal> {
        self.production.apply(edit.clone())?;
        self.edits.push(edit);
        Ok(())
    }
}

/// Gives a character another name, in the draft before too, so that the scenes agree.
fn rename(desk: &mut Desk, base: &mut Breakdown, old: &str, new: &str) -> Result<(), Refusal> {
    let found = desk.production.characters.iter().find(|one| one.name.eq_ignore_ascii_case(old)).cloned();
    let Some(mut character) = found else {
        let names: Vec<&str> = desk.production.characters.iter().map(|one| one.name.as_str()).collect();
        let hint = crate::names::nearest(old, names.into_iter());
        return Err(Refusal::new(format!("there is no character '{old}' to be renamed"), hint));
    };
    let new = new.to_uppercase();
    if desk.production.characters.iter().any(|one| one.name == new) {
        let hint = "both are characters already: change the scenes with 'backlot set FILE scene N cast-=.. cast+=..'";
        return Err(Refusal::new(format!("there is a character '{new}' already"), hint));
    }
    let was = std::mem::replace(&mut character.name, new.clone());
    for one in base.scenes.iter_mut().flat_map(|scene| &mut scene.cast).filter(|one| one.name == was) {
        one.name.clone_from(&new);
    }
    let person = character.played_by.and_then(|id| desk.production.person(id)).filter(|person| person.name == was);
    let person = person.map(|person| person.id);
    desk.make(Edit::Put(Noun::Character(character), Neighbour::Last))?;
    person.map_or(Ok(()), |person| desk.make(Edit::Cast(person, CastChange::Name(new))))
}

/// Brings what was made on the copy over as edits, scenes and strips apart.
fn bring_over(desk: &mut Desk, copy: &Production, report: &mut Report) -> Result<(), Refusal> {
    let from = desk.production.next_id;
    let put = |noun| Edit::Put(noun, Neighbour::Last);
    let places = copy.places.iter().filter(|one| one.id.0 >= from).cloned().map(Noun::Place);
    let sets = copy.sets.iter().filter(|one| one.id.0 >= from).cloned().map(Noun::Set);
    let cast = copy.cast.iter().filter(|one| one.id.0 >= from).cloned().map(Noun::Cast);
    let characters = copy.characters.iter().filter(|one| one.id.0 >= from).cloned().map(Noun::Character);
    let elements = copy.elements.iter().filter(|one| one.id.0 >= from).cloned().map(Noun::Element);
    for noun in places.chain(sets).chain(cast).chain(characters).chain(elements) {
        match &noun {
            Noun::Set(set) => report.sets.push(set.name.clone()),
            Noun::Character(character) => report.characters.push(character.name.clone()),
            _ => {}
        }
        desk.make(put(noun))?;
    }
    let known = |about| desk.production.assumptions.iter().any(|one| one.about == about);
    let scene = |id: u64| copy.scenes.iter().any(|scene| scene.id.0 == id);
    let fresh = copy.assumptions.iter().filter(|one| !known(one.about.clone()) && !scene(one.about.id)).cloned();
    let mut fresh: Vec<_> = fresh.collect();
    fresh.sort_by(|one, other| one.about.cmp(&other.about));
    if fresh.is_empty() { Ok(()) } else { desk.make(Edit::Assume(fresh)) }
}

//! A new draft of the script into a production: what the writers changed is taken, what people said stays. Three sides
//! meet: the breakdown of the draft before, that of the new one, and the production as people left it.

mod fields;
mod matching;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::{Breakdown, SceneDraft};
use model::edit::{BoardChange, CastChange, Edit, Name, Neighbour, Noun, ProductionChange, Refusal, SceneChange, Spot};
use model::ids::{SceneId, StripId};
use model::measure::Eighths;
use model::production::{Draft, Production, Scene, Strip};
use model::screenplay::Screenplay;
use serde::Serialize;

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
    let old = old_scenes(&desk.production, &base, before.screenplay);
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
    let numbers = numbers(&desk.production, theirs, &matched.old_of, &old);
    let mut ids: Vec<SceneId> = Vec::with_capacity(theirs.len());
    let mut made = BTreeSet::new();
    for (at, scene) in theirs.iter().enumerate() {
        let id = match matched.old_of[at] {
            Some(was) => old[was].id,
            None => {
                let scene = setup::scene(&mut copy, scene, &mut known, &defaults);
                let scene = Scene { number: numbers[at].clone(), revision: number, ..scene };
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
    let order = order(&desk.production, &ids);
    insert_scenes(&mut desk, &copy, &order, &made)?;

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
    settle_strips(&mut desk, &mut report)?;
    reorder(&mut desk, &order)?;
    let drafts = desk.production.drafts.iter().cloned().chain([draft]).collect();
    desk.make(Edit::Production(ProductionChange::Drafts(drafts)))?;
    finish(&mut report, production, &desk.production, &old, theirs, &matched.old_of);
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

/// A scene of the production with what the draft before said of it.
struct Old {
    id: SceneId,
    number: String,
    draft: SceneDraft,
    side: Side,
    words_known: bool,
}

fn side(draft: &SceneDraft, words: Vec<u64>) -> Side {
    Side {
        number: draft.number_stated.then(|| draft.number.clone()),
        heading: draft.heading.to_uppercase(),
        words,
        omitted: draft.omitted,
    }
}

/// Every scene of the production in its order, with the words of the draft before. One that this draft no longer had is known
/// by number and heading alone.
fn old_scenes(production: &Production, base: &Breakdown, screenplay: Option<&Screenplay>) -> Vec<Old> {
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

/// The number of each scene of the new draft: its own where the script gives one, else the production's; a new scene of
/// a script without numbers gets the number before it with the next free letter (CONVENTIONS: numbers are locked).
fn numbers(production: &Production, theirs: &[SceneDraft], old_of: &[Option<usize>], old: &[Old]) -> Vec<String> {
    let stated = theirs.iter().filter(|scene| scene.number_stated).map(|scene| scene.number.clone());
    let mut taken: BTreeSet<String> =
        production.scenes.iter().map(|scene| scene.number.clone()).chain(stated).collect();
    let last = theirs.iter().zip(old_of).rposition(|(_, was)| was.is_some()).unwrap_or(0);
    let mut numbers: Vec<String> = Vec::with_capacity(theirs.len());
    for (at, (scene, was)) in theirs.iter().zip(old_of).enumerate() {
        let number = match (scene.number_stated, was) {
            (true, _) => scene.number.clone(),
            (false, Some(was)) => old[*was].number.clone(),
            (false, None) => free_number(numbers.last().map(String::as_str), at > last, &taken),
        };
        taken.insert(number.clone());
        numbers.push(number);
    }
    numbers
}

/// `10A` after 10, `10B` after 10A; at the end of the script the next whole number; before the first scene `A1`.
fn free_number(before: Option<&str>, at_end: bool, taken: &BTreeSet<String>) -> String {
    let digits = |number: &str| number.chars().take_while(char::is_ascii_digit).collect::<String>();
    let letters = (1_u32..).map(|nth| {
        let (mut nth, mut letters) = (nth, String::new());
        while nth > 0 {
            letters.insert(0, char::from(b'A' + u8::try_from((nth - 1) % 26).unwrap_or(0)));
            nth = (nth - 1) / 26;
        }
        letters
    });
    let whole = before.map(digits).filter(|digits| !digits.is_empty());
    let numbered: Box<dyn Iterator<Item = String>> = match (whole, before) {
        (Some(whole), _) if at_end => {
            let from = whole.parse::<u64>().unwrap_or(0);
            Box::new((from + 1..).map(|number| number.to_string()))
        }
        (Some(whole), _) => Box::new(letters.map(move |letters| format!("{whole}{letters}"))),
        (None, Some(before)) => {
            let before = before.to_owned();
            Box::new(letters.map(move |letters| format!("{before}{letters}")))
        }
        (None, None) => Box::new(letters.map(|letters| format!("{letters}1"))),
    };
    numbered.into_iter().find(|number| !taken.contains(number)).unwrap_or_default()
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

/// All scenes in the order of the new draft; one that it no longer has stays behind the scene that it stood behind.
fn order(production: &Production, ids: &[SceneId]) -> Vec<SceneId> {
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
fn insert_scenes(
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

/// Strips follow their scenes: an omitted one's lie in the boneyard of every board, one that came back has a strip again, and
/// the parts of a scene add up to its length.
fn settle_strips(desk: &mut Desk, report: &mut Report) -> Result<(), Refusal> {
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
        let on = strips.iter().filter(|strip| board.day_of(strip.id).is_some());
        on.map(|strip| (board.id, strip.id)).collect::<Vec<_>>()
    };
    production.boards.iter().flat_map(standing).collect()
}

/// Moves scenes and their strips into the order of the draft; those that stand right among each other stay.
fn reorder(desk: &mut Desk, order: &[SceneId]) -> Result<(), Refusal> {
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

/// Who and what is out of use, and under which name it may have gone on.
fn finish(
    report: &mut Report,
    before: &Production,
    after: &Production,
    old: &[Old],
    theirs: &[SceneDraft],
    old_of: &[Option<usize>],
) {
    let shot =
        |production: &Production| production.scenes.iter().filter(|scene| !scene.omitted).cloned().collect::<Vec<_>>();
    let (was, is) = (shot(before), shot(after));
    let plays = |scenes: &[Scene], id| scenes.iter().any(|scene| scene.cast.iter().any(|one| one.character == id));
    let uses = |scenes: &[Scene], id| scenes.iter().any(|scene| scene.set == id);
    let pairs: Vec<(&SceneDraft, &SceneDraft)> =
        old_of.iter().zip(theirs).filter_map(|(was, new)| Some((&old[(*was)?].draft, new))).collect();
    for one in before.characters.iter().filter(|one| plays(&was, one.id) && !plays(&is, one.id)) {
        report.unused.push(format!("character {}", one.name));
        let has = |scene: &SceneDraft, name: &str| scene.cast.iter().any(|other| other.name == name);
        let gone: Vec<&SceneDraft> = pairs.iter().filter(|(old, _)| has(old, &one.name)).map(|(_, new)| *new).collect();
        let instead = |name: &&String| {
            let there = gone.iter().filter(|new| has(new, name)).count();
            there > 0 && there * 10 >= gone.len() * 6
        };
        report.renamed.extend(report.characters.iter().find(instead).map(|new| (one.name.clone(), new.clone())));
    }
    for one in before.sets.iter().filter(|one| uses(&was, one.id) && !uses(&is, one.id)) {
        report.unused.push(format!("set {}", one.name));
        let gone: Vec<&SceneDraft> = pairs.iter().filter(|(old, _)| old.set == one.name).map(|(_, new)| *new).collect();
        let instead = |name: &&String| {
            let there = gone.iter().filter(|new| new.set == **name).count();
            there > 0 && there * 10 >= gone.len() * 6
        };
        report.renamed_sets.extend(report.sets.iter().find(instead).map(|new| (one.name.clone(), new.clone())));
    }
}

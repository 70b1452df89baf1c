//! One scene, field by field: what the writers changed is taken unless a person changed it first.

use model::breakdown::{CastDraft, Category, ElementDraft, SceneDraft};
use model::edit::{Edit, Refusal, SceneChange};
use model::ids::SceneId;
use model::production::{CastUse, ElementUse, Production, Rejected, Scene};

use super::{Desk, SceneNews};
use crate::setup::{self, Known};

/// What two drafts say of a scene.
pub(super) struct Sides<'a> {
    /// The draft before.
    pub(super) base: &'a SceneDraft,
    /// The new one.
    pub(super) theirs: &'a SceneDraft,
    /// Number of the new draft.
    pub(super) draft: u32,
    /// Its words are others.
    pub(super) reworded: bool,
}

/// Takes a scene's changes over, and tells them.
pub(super) fn merge(
    desk: &mut Desk,
    id: SceneId,
    sides: Sides<'_>,
    news: &mut SceneNews,
    kept: &mut Vec<String>,
) -> Result<(), Refusal> {
    let Some(ours) = desk.production.scene(id).cloned() else {
        return Err(Refusal::new(format!("there is no scene with id {id}"), ""));
    };
    let (base, theirs) = (setup::written(sides.base), setup::written(sides.theirs));
    let label = ours.number.clone();
    let mut merging = Merging { label: &label, changes: Vec::new(), what: Vec::new(), kept };
    let text = |text: &String| text.clone();
    merging.field("number", [&base.number, &theirs.number, &ours.number], text, SceneChange::Number);
    merging.field("heading", [&base.heading, &theirs.heading, &ours.heading], text, SceneChange::Heading);
    merging.field(
        "",
        [&base.int_ext, &theirs.int_ext, &ours.int_ext],
        |one| one.word().to_owned(),
        SceneChange::IntExt,
    );
    merging.field("", [&base.time, &theirs.time, &ours.time], |one| one.word().to_owned(), SceneChange::Time);
    let list = |all: &Vec<String>| all.join(", ");
    merging.field("", [&base.sub_sets, &theirs.sub_sets, &ours.sub_sets], list, SceneChange::SubSets);
    merging.field("", [&base.modifiers, &theirs.modifiers, &ours.modifiers], list, SceneChange::Modifiers);
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "none".to_owned());
    merging.field("story day", [&base.story_day, &theirs.story_day, &ours.story_day], day, SceneChange::StoryDay);
    merging.field("length", [&base.eighths, &theirs.eighths, &ours.eighths], ToString::to_string, SceneChange::Eighths);
    merging.field("", [&base.synopsis, &theirs.synopsis, &ours.synopsis], text, SceneChange::Synopsis);
    // These are the script's alone: nobody else can say them.
    merging.own(ours.page != theirs.page, SceneChange::Page(theirs.page));
    merging.own(ours.stated != theirs.stated, SceneChange::Stated(theirs.stated));
    merging.own(ours.computed != theirs.computed, SceneChange::Computed(theirs.computed));
    let proposed = theirs.story_day_proposed.clone();
    merging.own(ours.story_day_proposed != proposed, SceneChange::StoryDayProposed(proposed));

    let known = Known::of(&desk.production);
    if let Some(set) =
        known.set(&sides.theirs.set).filter(|_| sides.base.set != sides.theirs.set && !sides.theirs.omitted)
    {
        let named = |id| desk.production.set(id).map_or(String::new(), |set| set.name.clone());
        let was = known.set(&sides.base.set);
        merging.field("set", [&was.unwrap_or(ours.set), &set, &ours.set], |id| named(*id), SceneChange::Set);
    }
    if sides.theirs.omitted != ours.omitted {
        news.kinds.push(if sides.theirs.omitted { "omitted" } else { "un-omitted" });
        merging.changes.push(SceneChange::Omitted(sides.theirs.omitted));
    }
    // An omitted scene keeps its people and things for the day it comes back.
    if !sides.theirs.omitted {
        let cast = cast(&desk.production, &ours, &sides, &mut merging);
        let elements = elements(&desk.production, &ours, &sides, &mut merging);
        if cast != ours.cast {
            merging.changes.push(SceneChange::Cast(cast.clone()));
        }
        if elements != ours.elements {
            merging.changes.push(SceneChange::Elements(elements));
        }
    }
    let Merging { mut changes, what, .. } = merging;
    if sides.reworded {
        news.what.push("words".to_owned());
    }
    news.what.splice(0..0, what);
    if news.kinds.is_empty() && !news.what.is_empty() {
        news.kinds.push("changed");
    }
    if !news.kinds.is_empty() {
        changes.push(SceneChange::Revision(sides.draft));
    }
    changes.into_iter().try_for_each(|change| desk.make(Edit::Scene(id, change)))?;
    minors(desk, id)
}

/// What is gathered while a scene is merged.
struct Merging<'a> {
    label: &'a str,
    changes: Vec<SceneChange>,
    what: Vec<String>,
    kept: &'a mut Vec<String>,
}

impl Merging<'_> {
    /// Takes theirs where the drafts differ and nobody has changed ours; keeps and tells ours where somebody has. A field without
    /// a name changes with the heading or the words and is not told by itself.
    fn field<T: PartialEq + Clone>(
        &mut self,
        name: &str,
        [base, theirs, ours]: [&T; 3],
        words: impl Fn(&T) -> String,
        change: impl Fn(T) -> SceneChange,
    ) {
        if base == theirs || ours == theirs {
            return;
        }
        if ours == base {
            if !name.is_empty() {
                self.what.push(format!("{name} {} -> {}", words(ours), words(theirs)));
            }
            self.changes.push(change(theirs.clone()));
        } else {
            let name =
                if name.is_empty() { "what a person said".to_owned() } else { format!("{name} {}", words(ours)) };
            let ours = if words(ours).is_empty() { String::new() } else { format!(" ({})", words(ours)) };
            let stays = if name.starts_with("what") { format!("{name}{ours}") } else { name };
            self.kept.push(format!("scene {}: {stays} stays; the script now says {}", self.label, words(theirs)));
        }
    }

    fn own(&mut self, differs: bool, change: SceneChange) {
        if differs {
            self.changes.push(change);
        }
    }
}

/// The people of the scene: those the script adds or drops follow it, unless a person decided about them.
fn cast(production: &Production, ours: &Scene, sides: &Sides<'_>, merging: &mut Merging<'_>) -> Vec<CastUse> {
    let known = Known::of(production);
    let named = |id| production.character(id).map_or(String::new(), |character| character.name.clone());
    let of = |draft: &SceneDraft, name: &str| draft.cast.iter().find(|one| one.name == name).cloned();
    let (mut cast, mut more) = (Vec::new(), Vec::new());
    let mut told = Vec::new();
    for one in &ours.cast {
        let name = named(one.character);
        match (of(sides.base, &name), of(sides.theirs, &name)) {
            (Some(_), None) if one.accepted => {
                merging
                    .kept
                    .push(format!("scene {}: {name} stays as accepted; the script no longer has them", merging.label));
                cast.push(one.clone());
            }
            (Some(_), None) => told.push(format!("-{name}")),
            (base, Some(theirs)) => cast.push(seen(one, base.as_ref(), &theirs)),
            (None, None) => cast.push(one.clone()),
        }
    }
    for one in &sides.theirs.cast {
        let Some(character) = known.character(&one.name) else { continue };
        let there = ours.cast.iter().any(|other| other.character == character);
        // Whom the last draft had and the scene has no more was taken out by a person.
        if there || rejected(ours, Category::CAST, &one.name) || of(sides.base, &one.name).is_some() {
            continue;
        }
        told.push(format!("+{}", one.name));
        more.push(setup::cast_use(one, character));
    }
    cast.extend(more);
    if !told.is_empty() {
        merging.what.push(format!("cast {}", told.join(" ")));
    }
    cast
}

/// Somebody who stays: how they are there follows the script where nobody said otherwise.
fn seen(ours: &CastUse, base: Option<&CastDraft>, theirs: &CastDraft) -> CastUse {
    let Some(base) = base else { return ours.clone() };
    let voice_only = if ours.voice_only == base.voice_only { theirs.voice_only } else { ours.voice_only };
    let off_screen = if ours.off_screen == base.off_screen { theirs.off_screen } else { ours.off_screen };
    if ours.because.is_empty() {
        return CastUse { voice_only, off_screen, ..ours.clone() };
    }
    let CastUse { because, confidence, .. } = setup::cast_use(theirs, ours.character);
    CastUse { voice_only, off_screen, because, confidence, ..ours.clone() }
}

/// The things of the scene, as its people.
fn elements(production: &Production, ours: &Scene, sides: &Sides<'_>, merging: &mut Merging<'_>) -> Vec<ElementUse> {
    let of = |draft: &SceneDraft, category: Category, name: &str| {
        draft.elements.iter().find(|one| one.category == category && one.name == name).cloned()
    };
    let (mut elements, mut more) = (Vec::new(), Vec::new());
    let mut told = Vec::new();
    for one in &ours.elements {
        let Some(element) = production.element(one.element) else { continue };
        let name = &element.name;
        match (of(sides.base, element.category, name), of(sides.theirs, element.category, name)) {
            (Some(_), None) if one.accepted => {
                merging
                    .kept
                    .push(format!("scene {}: {name} stays as accepted; the script no longer has it", merging.label));
                elements.push(one.clone());
            }
            (Some(_), None) => told.push(format!("-{name}")),
            (Some(base), Some(theirs)) => elements.push(counted(one, &base, &theirs)),
            (None, _) => elements.push(one.clone()),
        }
    }
    for one in &sides.theirs.elements {
        let element = production.elements.iter().find(|other| other.category == one.category && other.name == one.name);
        let Some(element) = element.map(|element| element.id) else { continue };
        let there = ours.elements.iter().any(|other| other.element == element);
        if there || rejected(ours, one.category, &one.name) || of(sides.base, one.category, &one.name).is_some() {
            continue;
        }
        told.push(format!("+{}", one.name));
        more.push(setup::element_use(one, element));
    }
    elements.extend(more);
    if !told.is_empty() {
        merging.what.push(format!("elements {}", told.join(" ")));
    }
    elements
}

fn counted(ours: &ElementUse, base: &ElementDraft, theirs: &ElementDraft) -> ElementUse {
    let quantity = if ours.quantity == base.quantity.max(1) { theirs.quantity.max(1) } else { ours.quantity };
    ElementUse { quantity, because: theirs.because.clone(), confidence: theirs.confidence, ..ours.clone() }
}

fn rejected(scene: &Scene, category: Category, name: &str) -> bool {
    scene.rejected.iter().any(|one: &Rejected| one.category == category && one.name == name)
}

/// A minor who came into the scene brings a teacher.
fn minors(desk: &mut Desk, id: SceneId) -> Result<(), Refusal> {
    let production = &desk.production;
    let Some(scene) = production.scene(id).filter(|scene| !scene.omitted) else { return Ok(()) };
    let teacher = production.elements.iter().find(|one| one.category == Category::LABOUR && one.name == setup::TEACHER);
    let Some(teacher) = teacher.map(|teacher| teacher.id) else { return Ok(()) };
    let taught = scene.elements.iter().any(|one| one.element == teacher);
    if taught || rejected(scene, Category::LABOUR, setup::TEACHER) {
        return Ok(());
    }
    let (defaults, ..) = setup::built_in();
    let (mut copy, scene) = (production.clone(), scene.clone());
    let mut known = Known::of(production);
    let Some(brought) = setup::teacher(&mut copy, &scene, &mut known, &defaults) else { return Ok(()) };
    let elements = scene.elements.into_iter().chain([brought]).collect();
    desk.make(Edit::Scene(id, SceneChange::Elements(elements)))
}

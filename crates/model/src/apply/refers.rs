//! Who refers to whom: what an edit names must be there, and what somebody names must stay.

use crate::board::{Board, UnitDay};
use crate::edit::{Name, Noun, ProductionChange, Refusal, SceneChange, SetChange};
use crate::people::Character;
use crate::places::Set;
use crate::production::*;

/// Refuses when something that is named is not there. `own` is the thing that is being put: it may name itself.
pub(super) fn all_there(production: &Production, own: Option<Name>, names: &[Name]) -> Result<(), Refusal> {
    let there = |name: &Name| Some(*name) == own || production.has(*name);
    match names.iter().find(|name| !there(name)) {
        Some(name) => Err(Refusal::missing(name.word(), name.id())),
        None => Ok(()),
    }
}

/// Refuses the removal of a thing that something else refers to, naming who does.
pub(super) fn nobody_needs(production: &Production, name: Name) -> Result<(), Refusal> {
    let what = || production.title_of(name);
    if let Some(holder) = referrer(production, name) {
        let message = format!("{} is needed by {}", what(), production.title_of(holder));
        return Err(Refusal::new(message, format!("change {} first", production.title_of(holder))));
    }
    if matches!(name, Name::Board(id) if production.active == Some(id)) {
        return Err(Refusal::new(format!("{} is the active board", what()), "make another board active first"));
    }
    let printed = |issue: &&crate::issue::Issue| !issue.withdrawn && board(&issue.schedule.board).contains(&name);
    match production.issues.iter().find(printed) {
        Some(issue) => {
            let message = format!("{} is part of issue {} ({})", what(), issue.number, issue.colour);
            Err(Refusal::new(message, "withdraw the issue first, or leave it off the next board"))
        }
        None => Ok(()),
    }
}

/// The first thing that refers to `name`.
fn referrer(production: &Production, name: Name) -> Option<Name> {
    let Production { scenes, strips, elements, characters, crew, sets, relations, boards, .. } = production;
    let needed = |names: Vec<Name>| names.contains(&name);
    let itself = |holder: &Name| *holder != name;
    let scenes = scenes.iter().filter(|one| needed(scene(one))).map(|one| Name::Scene(one.id));
    let strips = strips.iter().filter(|one| needed(strip(one))).map(|one| Name::Strip(one.id));
    let elements = elements.iter().filter(|one| needed(element(one))).map(|one| Name::Element(one.id));
    let characters = characters.iter().filter(|one| needed(character(one))).map(|one| Name::Character(one.id));
    let crew = crew.iter().filter(|one| name == Name::Unit(one.unit)).map(|one| Name::Crew(one.id));
    let sets = sets.iter().filter(|one| needed(set(one))).map(|one| Name::Set(one.id));
    let relations = relations.iter().filter(|one| needed(relation(one))).map(|one| Name::Relation(one.id));
    let boards = boards.iter().filter(|one| needed(board(one))).map(|one| Name::Board(one.id));
    scenes
        .chain(strips)
        .chain(elements)
        .chain(characters)
        .chain(crew)
        .chain(sets)
        .chain(relations)
        .chain(boards)
        .find(itself)
}

/// What a thing refers to.
pub(super) fn noun(noun: &Noun) -> Vec<Name> {
    match noun {
        Noun::Scene(one) => scene(one),
        Noun::Strip(one) => strip(one),
        Noun::Element(one) => element(one),
        Noun::Character(one) => character(one),
        Noun::Set(one) => set(one),
        Noun::Relation(one) => relation(one),
        Noun::Board(one) => board(one),
        Noun::Crew(one) => vec![Name::Unit(one.unit)],
        Noun::Unit(_) | Noun::Episode(_) | Noun::Cast(_) | Noun::Place(_) => Vec::new(),
    }
}

/// What a change of a scene refers to.
pub(super) fn scene_change(change: &SceneChange) -> Vec<Name> {
    match change {
        SceneChange::Set(set) => vec![Name::Set(*set)],
        SceneChange::Cast(cast) => cast.iter().map(|one| Name::Character(one.character)).collect(),
        SceneChange::Elements(elements) => elements.iter().map(|one| Name::Element(one.element)).collect(),
        _ => Vec::new(),
    }
}

/// What a change of a set refers to.
pub(super) fn set_change(change: &SetChange) -> Vec<Name> {
    match change {
        SetChange::At(places) => places.iter().copied().map(Name::Place).collect(),
        _ => Vec::new(),
    }
}

/// What a change of the production refers to.
pub(super) fn production_change(change: &ProductionChange) -> Vec<Name> {
    match change {
        ProductionChange::Active(Some(id)) => vec![Name::Board(*id)],
        _ => Vec::new(),
    }
}

/// What a board refers to: units, strips on its days, sets and places of its stands. The boneyard needs nothing.
pub(super) fn board(board: &Board) -> Vec<Name> {
    let stands = board.stands.iter().flat_map(|(set, place)| [Name::Set(*set), Name::Place(*place)]);
    board.days.iter().flat_map(day).chain(stands).collect()
}

/// What a unit-day refers to.
pub(super) fn day(day: &UnitDay) -> Vec<Name> {
    day.strips().map(|placed| Name::Strip(placed.strip)).chain([Name::Unit(day.unit)]).collect()
}

fn scene(scene: &Scene) -> Vec<Name> {
    let cast = scene.cast.iter().map(|one| Name::Character(one.character));
    let elements = scene.elements.iter().map(|one| Name::Element(one.element));
    scene.episode.map(Name::Episode).into_iter().chain([Name::Set(scene.set)]).chain(cast).chain(elements).collect()
}

fn strip(strip: &Strip) -> Vec<Name> {
    strip.scene.map(Name::Scene).into_iter().collect()
}

fn element(element: &Element) -> Vec<Name> {
    element.brings.iter().copied().map(Name::Element).collect()
}

fn character(character: &Character) -> Vec<Name> {
    character.played_by.map(Name::Cast).into_iter().collect()
}

fn set(set: &Set) -> Vec<Name> {
    set.at.iter().copied().map(Name::Place).collect()
}

fn relation(relation: &Relation) -> Vec<Name> {
    vec![Name::Scene(relation.first), Name::Scene(relation.second)]
}

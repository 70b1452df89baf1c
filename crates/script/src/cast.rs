//! Who is in a scene: cues first, then names that action and headings mention, then the people that the file itself lists.
//!
//! Everybody is proposed with the words that gave it and how sure they are: 100 for a cue, 95 for the file's own list,
//! 90 to 60 for the action, 50 where it says `they` alone. Whose picture is shown, or whose name stands in a letter, is not there.

mod ages;
mod cue;
mod names;
mod presence;

use std::collections::BTreeMap;

use model::breakdown::CastDraft;
use model::screenplay::{Element, ElementKind};

pub(crate) use names::{Match, Names, is_several};

use crate::elements::Table;
use crate::tokens::{Token, clause, tokens};
use cue::{Cue, is_everybody, is_two};
use presence::presence;

/// The text of a scene, its heading first. What belongs to an omitted one inside it is not read.
///
/// It is read paragraph by paragraph by everybody who looks for something: the words of a whole scene take many times its room.
#[derive(Clone, Copy)]
pub(crate) struct SceneText<'a> {
    /// Its paragraphs.
    pub(crate) elements: &'a [Element],
    /// The place of the first one in the script.
    pub(crate) at: usize,
    /// The names of the script.
    pub(crate) names: &'a Names,
    /// The words that are looked for.
    pub(crate) table: &'a Table,
}

impl<'a> SceneText<'a> {
    /// The paragraphs that are read.
    pub(crate) fn kept(self) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(|element| !element.omitted)
    }

    /// The same with their words and names.
    pub(crate) fn read(self) -> impl Iterator<Item = Read<'a>> {
        let kept = self.elements.iter().enumerate().filter(|(_, element)| !element.omitted);
        kept.map(move |(i, element)| {
            let told = is_action(element) || matches!(element.kind, ElementKind::Heading | ElementKind::Parenthetical);
            let tokens = if told { tokens(&element.text, self.table) } else { Vec::new() };
            Read { element, at: self.at + i, names: self.names.matches(&tokens), tokens }
        })
    }
}

/// An element of a scene with its words and the names among them.
pub(crate) struct Read<'a> {
    /// The paragraph.
    pub(crate) element: &'a Element,
    /// Its place in the script.
    pub(crate) at: usize,
    /// Its words, where it is action or a heading.
    pub(crate) tokens: Vec<Token<'a>>,
    /// The names among them.
    pub(crate) names: Vec<Match<'a>>,
}

/// Whether a paragraph shows what happens.
pub(crate) fn is_action(element: &Element) -> bool {
    matches!(element.kind, ElementKind::Action | ElementKind::Shot | ElementKind::Other(_))
}

/// The people of one scene in order of appearance, and the cues that are a crowd's.
pub(crate) fn of_scene(scene: SceneText<'_>, plain_heading: bool, before: &[CastDraft]) -> Scene {
    let SceneText { names, table, .. } = scene;
    let mut people = People { all: Vec::new(), index: BTreeMap::new(), names, speeches: 0 };
    let mut crowd = Vec::new();
    let mut calls = false;
    // What is set in among action is read by somebody, not seen: letters, signs.
    let set_in = |element: &Element| element.text.starts_with("   ");
    let letters = scene.kept().any(|element| is_action(element) && !set_in(element));
    for read in scene.read() {
        let element = read.element;
        calls |= read.tokens.iter().any(|token| token.is(&["DIALS", "HANGS", "RINGS", "SPEAKERPHONE"]));
        match element.kind {
            ElementKind::Character => hear(element, &mut people, &mut crowd),
            ElementKind::Heading => {
                for found in &read.names {
                    if in_heading(&element.text, &read.tokens, found, plain_heading) {
                        let because = || clause(&element.text, &read.tokens, found.from, found.to);
                        people.see(found.name, because, 70);
                    }
                }
            }
            // `(to Lennox)`
            ElementKind::Parenthetical => {
                for found in &read.names {
                    let to = found.from.checked_sub(1).is_some_and(|i| read.tokens[i].is(&["TO", "AT"]));
                    if to && !element.text[read.tokens[found.to].end..].starts_with(['\'', '’']) {
                        people.see(found.name, || element.text.to_string(), 75);
                    }
                }
            }
            _ if letters && set_in(element) => {}
            _ => {
                for found in &read.names {
                    look(&read, found, &mut people, table);
                }
                roles(&read, before, &mut people, table);
            }
        }
    }
    for listed in scene.kept().flat_map(Element::listed_cast) {
        let Some(cue) = Cue::of(listed) else { continue };
        let known = names.behind(&cue.name);
        if known.is_empty() && is_several(&cue.name, table) {
            let many = names.of_many(&cue.name, table);
            many.iter().for_each(|name| people.see(name, || format!("{listed}, listed in the file"), 80));
            if many.is_empty() {
                crowd.push(cue.name);
            }
        }
        for name in known {
            people.get(name, || format!("{listed}, listed in the file"), 95);
        }
    }
    if plain_heading && people.all.is_empty() && crowd.is_empty() {
        go_on(scene, before, &mut people);
    }
    let off = people.all.iter().map(|person| person.off && !person.seen).collect();
    let acted = people.all.iter().filter(|person| person.acted).map(|person| person.draft.name.clone()).collect();
    Scene { off, calls, acted, cast: people.done(), crowd }
}

/// Who is in a scene, and what tells voices from persons once the whole script is read.
pub(crate) struct Scene {
    /// The people, in order of appearance.
    pub(crate) cast: Vec<CastDraft>,
    /// Cues that are a crowd's.
    pub(crate) crowd: Vec<String>,
    /// For each of the cast: their cues are from out of the picture.
    pub(crate) off: Vec<bool>,
    /// Whom the action names as being there.
    pub(crate) acted: Vec<String>,
    /// Somebody is on the telephone.
    pub(crate) calls: bool,
}

/// `the maids`, `the guard`: what several of the cast are, or one who was there before.
fn roles<'a>(read: &Read<'a>, before: &[CastDraft], people: &mut People<'a>, table: &Table) {
    let names = people.names;
    for (i, token) in read.tokens.iter().enumerate().skip(1).filter(|(_, token)| !token.quoted) {
        let found = names.in_role(token, table);
        let the = read.tokens[i - 1].is(&["THE"]) || table.count(read.tokens[i - 1].entry).is_some();
        let owner = read.element.text[token.end..].starts_with(['\'', '’']);
        for name in found {
            let known = people.index.contains_key(name.as_str()) || before.iter().any(|person| person.name == *name);
            if the && !owner && (found.len() > 1 || known && !token.capitalised) {
                people.see(name, || clause(&read.element.text, &read.tokens, i, i), 60);
            }
        }
    }
}

/// Who is meant in a part of a scene that names nobody: `they`, where two were there before, `she`, where one was.
fn go_on<'a>(scene: SceneText<'_>, before: &[CastDraft], people: &mut People<'a>) {
    let words: &[&str] = match before.iter().filter(|person| !person.voice_only).count() {
        1 => &["HE", "SHE"],
        2 => &["THEY", "BOTH", "PAIR", "TWO"],
        _ => return,
    };
    let mut said = scene.read().filter_map(|read| {
        let at = read.tokens.iter().position(|token| token.is(words) && !token.quoted)?;
        Some((read, at))
    });
    let Some((read, at)) = said.next() else { return };
    for person in before.iter().filter(|person| !person.voice_only) {
        for name in people.names.behind(&person.name) {
            people.see(name, || clause(&read.element.text, &read.tokens, at, at), 50);
        }
    }
}

/// Takes a cue into the scene.
fn hear(element: &Element, people: &mut People, crowd: &mut Vec<String>) {
    let Some(cue) = Cue::of(&element.text) else { return };
    let names = people.names.behind(&cue.name);
    if names.is_empty() {
        let mut present: Vec<usize> = people.present().collect();
        if is_two(&cue.name) {
            present.sort_by_key(|i| std::cmp::Reverse(people.all[*i].spoke));
            present.truncate(2);
        } else if !is_everybody(&cue.name) || cue.name.ends_with("CROWD") {
            present.clear();
        }
        if present.len() < 2 {
            crowd.push(cue.name);
            return;
        }
        for i in present {
            let draft = &mut people.all[i].draft;
            if !draft.speaks {
                // Speaks with others alone: whoever reads it shall know.
                (draft.because, draft.confidence) = (format!("{} speak", cue.name), draft.confidence.min(80));
            }
            draft.speaks = true;
        }
        return;
    }
    let several = names.len() > 1;
    for name in names {
        let because = || element.text.split_whitespace().collect::<Vec<_>>().join(" ");
        people.speeches += 1;
        let speeches = people.speeches;
        let person = people.get(name, because, if several { 90 } else { 100 });
        person.draft.speaks = true;
        person.spoke = speeches;
        person.seen |= !cue.voice && !cue.off;
        person.off |= cue.off;
    }
}

/// What a name in the action tells of the person.
fn look<'a>(read: &Read<'a>, found: &Match<'a>, people: &mut People<'a>, table: &Table) {
    let text = &read.element.text;
    let Some((seen, confidence)) = presence(read, found, table) else { return };
    let because = || clause(text, &read.tokens, found.from, found.to);
    if seen {
        people.see(found.name, because, confidence);
        people.get(found.name, String::new, 0).acted |= confidence >= 75;
    } else {
        people.get(found.name, because, confidence);
    }
    if let Some(age) = people.names.age_told(found.name, read.at) {
        people.get(found.name, String::new, 0).draft.age.get_or_insert(age);
    }
}

/// Whether a heading shows the person it names: `ON RAY`, `BACK WITH MARY`; any name where it is no place (`NAK`).
fn in_heading(text: &str, tokens: &[Token], found: &Match, plain_heading: bool) -> bool {
    let owner = text[tokens[found.to].end..].starts_with(['\'', '’']);
    let shown = found.from.checked_sub(1).is_some_and(|i| tokens[i].is(&["ON", "WITH"]));
    !owner && (plain_heading || shown)
}

/// A person of the scene while it is read.
struct Person {
    draft: CastDraft,
    /// Has a cue that is not a voice's, or is mentioned in action.
    seen: bool,
    /// Has a cue from out of the picture.
    off: bool,
    /// Is named by the action.
    acted: bool,
    /// Which speech of the scene was the last.
    spoke: usize,
}

/// The people of the scene, in order, each once.
struct People<'a> {
    all: Vec<Person>,
    index: BTreeMap<&'a str, usize>,
    names: &'a Names,
    speeches: usize,
}

impl<'a> People<'a> {
    /// The person, with the surest words that gave it.
    fn get(&mut self, name: &'a str, because: impl FnOnce() -> String, confidence: u8) -> &mut Person {
        let all = &mut self.all;
        let index = *self.index.entry(name).or_insert_with(|| {
            let draft = CastDraft {
                name: name.to_owned(),
                voice_only: false,
                off_screen: false,
                speaks: false,
                age: None,
                because: String::new(),
                confidence: 0,
            };
            all.push(Person { draft, seen: false, off: false, acted: false, spoke: 0 });
            all.len() - 1
        });
        let person = &mut all[index];
        if confidence > person.draft.confidence {
            (person.draft.because, person.draft.confidence) = (because(), confidence);
        }
        person
    }

    /// Somebody who is there to be seen.
    fn see(&mut self, name: &'a str, because: impl FnOnce() -> String, confidence: u8) {
        self.get(name, because, confidence).seen = true;
    }

    /// Who of them is there, heard or seen, by index.
    fn present(&self) -> impl Iterator<Item = usize> + '_ {
        let there = |person: &Person| person.seen || person.off || person.draft.speaks;
        (0..self.all.len()).filter(move |i| there(&self.all[*i]))
    }

    /// The drafts, told apart by what is seen and heard of them.
    fn done(self) -> Vec<CastDraft> {
        let told = |person: Person| CastDraft {
            voice_only: person.draft.speaks && !person.seen && !person.off,
            off_screen: person.draft.speaks && !person.seen && person.off,
            ..person.draft
        };
        self.all.into_iter().map(told).collect()
    }
}

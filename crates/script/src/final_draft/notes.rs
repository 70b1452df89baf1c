//! Notes of every age: inside their paragraph, at the end of the file with the range that they are about, or anchored nowhere; and what else
//! hangs on a scene without printing: its summary, what a character does in it, bookmarks, other wordings.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use model::screenplay::{Element, ElementKind};

use super::xml::Node;
use super::{Lines, paragraphs};

/// A note with who wrote it, when, under which name, of which sort and colour. `None` when it says nothing.
pub(super) fn note(node: Node, lines: &mut Lines) -> Option<Element> {
    let text = paragraphs(node);
    let mut element = Element::plain(ElementKind::Note, text, lines.of(node));
    for attribute in node.attributes() {
        let value = attribute.value();
        if value.trim().is_empty() {
            continue;
        }
        let field = match attribute.name {
            "Author" | "WriterName" => &mut element.facts_mut().author,
            "Name" => &mut element.facts_mut().title,
            "Type" => &mut element.facts_mut().label,
            "DateTime" => &mut element.facts_mut().date,
            "Color" => &mut element.facts_mut().colour,
            _ => continue,
        };
        *field = value.trim().to_owned();
    }
    let named = element.facts.as_ref().is_some_and(|facts| !facts.title.is_empty());
    (named || !element.text.is_empty()).then_some(element)
}

/// Notes that are about nothing in particular.
pub(super) fn unanchored(root: Node, lines: &mut Lines) -> Vec<Element> {
    let all = root.child("UnanchoredScriptNotes").into_iter().flat_map(|all| all.named("ScriptNote"));
    all.filter_map(|remark| note(remark, lines)).collect()
}

/// A scene's summary, and what the writer says that a character does in it.
pub(super) fn of_scene<'x>(properties: Node<'x>, lines: &mut Lines) -> impl Iterator<Item = Element> + use<'x> {
    let mut found = Vec::new();
    if let Some(summary) = properties.child("Summary") {
        found.push(Element::plain(ElementKind::Synopsis, paragraphs(summary), lines.of(summary)));
    }
    for beat in properties.child("SceneArcBeats").into_iter().flat_map(|beats| beats.named("CharacterArcBeat")) {
        let text = paragraphs(beat);
        if !text.is_empty() {
            let mut note = Element::plain(ElementKind::Note, text, lines.of(beat));
            note.facts_mut().title = beat.attribute("Name").unwrap_or_default().trim().to_owned();
            note.facts_mut().label = "Character Arc Beat".to_owned();
            found.push(note);
        }
    }
    found.into_iter().filter(|element| !element.text.is_empty())
}

/// A bookmark as a note.
pub(super) fn bookmark(name: &str, line: u32) -> Element {
    let mut note = Element::plain(ElementKind::Note, name.trim(), line);
    note.facts_mut().label = "Bookmark".to_owned();
    note
}

/// Other wordings of speeches by their id.
pub(super) fn alternates(root: Node) -> BTreeMap<String, String> {
    let all = root.child("AltCollection").into_iter().flat_map(|all| all.named("Alt"));
    all.filter_map(|other| Some((other.attribute("Id")?.trim().to_owned(), paragraphs(other)))).collect()
}

/// Notes at the end of the file, by where they begin. A range counts UTF-16 units of the script's paragraphs with one unit between two, and two
/// for a dual dialogue or an omitted scene embedded in a paragraph: so it comes out on every note of the samples of Final Draft 12 and 13.
#[derive(Default)]
pub(super) struct Anchored {
    notes: Option<Peekable<IntoIter<(u64, Element)>>>,
    /// Units before the next paragraph.
    units: u64,
}

impl Anchored {
    pub(super) fn read(root: Node, lines: &mut Lines) -> Self {
        let mut notes = Vec::new();
        for remark in root.child("ScriptNotes").into_iter().flat_map(|all| all.named("ScriptNote")) {
            let range = remark.attribute("Range").unwrap_or_default();
            let from = range.split(',').next().and_then(|from| from.trim().parse().ok()).unwrap_or(u64::MAX);
            notes.extend(note(remark, lines).map(|note| (from, note)));
        }
        notes.sort_by_key(|(from, _)| *from);
        let notes = (!notes.is_empty()).then(|| notes.into_iter().peekable());
        Self { notes, units: 0 }
    }
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_none()
    }
    /// The notes that begin in the next so many units.
    pub(super) fn within(&mut self, units: u64) -> Vec<Element> {
        let Some(notes) = &mut self.notes else { return Vec::new() };
        self.units += units;
        std::iter::from_fn(|| notes.next_if(|(from, _)| *from < self.units)).map(|(_, note)| note).collect()
    }
    /// The notes that begin behind the script.
    pub(super) fn rest(&mut self) -> Vec<Element> {
        self.notes.take().into_iter().flatten().map(|(_, note)| note).collect()
    }
}

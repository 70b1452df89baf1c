//! Final Draft's XML to a screenplay: paragraphs with their runs, scene properties, dual dialogue, omitted scenes, notes, tags, revisions.
//!
//! Other programs write the format too, each in its own way; the version attribute is not trusted for anything.

mod xml;

mod front;
mod notes;
mod runs;
mod settings;
mod tagged;

mod write_back;

use std::collections::BTreeMap;

use model::measure::Eighths;
use model::notice::{Notice, Severity};
use model::screenplay::{Element, ElementKind, Revision, Screenplay};

use crate::heading;
use crate::words::{Words, capitals};
use notes::Anchored;
use runs::Runs;
use settings::Settings;
use tagged::Tagged;
use xml::{Node, Xml};

#[cfg(test)]
pub(crate) use write_back::splices;
pub use write_back::{FdxChanges, FdxTag, write_back};

/// Scenes omitted inside of omitted scenes: no program writes one, and a hostile file must not nest them for ever.
const DEEPEST: u32 = 4;

/// Reads an FDX text. XML that is broken or is something else gives an error notice.
pub(crate) fn read(text: &str, words: &Words) -> (Screenplay, Vec<Notice>) {
    match Xml::parse(text) {
        Ok(xml) => {
            let (screenplay, _, notices) = read_tree(text, &xml, words);
            (screenplay, notices)
        }
        Err(broken) => (Screenplay::default(), vec![broken.notice(text)]),
    }
}

/// Reads a parsed text: the screenplay, for each of its elements the index of the paragraph that it was read from (0: none), the notices.
fn read_tree<'x>(text: &str, xml: &'x Xml<'x>, words: &Words) -> (Screenplay, Vec<u32>, Vec<Notice>) {
    let root = xml.root();
    let refuse = |message: String, hint| (Screenplay::default(), Vec::new(), vec![error(message, hint)]);
    if root.name() != "FinalDraft" {
        let name: String = root.name().chars().take(40).collect();
        let message = format!("the XML is not a Final Draft script: its root is '{name}'");
        return refuse(message, "export the script as Final Draft (.fdx) or Fountain");
    }
    let Some(content) = root.child("Content") else {
        let message = "the Final Draft file has no Content".to_owned();
        return refuse(message, "open it in the program that wrote it and save it again");
    };
    let (tags, tagged) = tagged::read(root);
    let revisions = front::revisions(root);
    let sets = revisions.iter().enumerate().map(|(index, set)| (set.id.clone(), number(index)));
    let count = content.named("Paragraph").count();
    let mut reader = Reader {
        table: words,
        settings: Settings::read(root),
        tagged,
        sets: sets.collect(),
        revisions,
        alternates: notes::alternates(root),
        lines: Lines { text, at: 0, line: 1 },
        anchored: Anchored::default(),
        elements: Vec::with_capacity(count),
        places: Vec::with_capacity(count),
        notices: Vec::new(),
        speakers: None,
        omitted: 0,
    };
    reader.anchored = Anchored::read(root, &mut reader.lines);
    for note in notes::unanchored(root, &mut reader.lines) {
        reader.push(note, 0);
    }
    content.named("Paragraph").for_each(|paragraph| reader.scripted(paragraph));
    for note in reader.anchored.rest() {
        reader.push(note, 0);
    }
    let screenplay = Screenplay {
        title_page: front::title_page(root),
        elements: reader.elements,
        layout: reader.settings.layout,
        tags,
        revisions: reader.revisions,
        vocabulary: front::vocabulary(root),
        ..Screenplay::default()
    };
    (screenplay, reader.places, reader.notices)
}

fn error(message: impl Into<String>, hint: &str) -> Notice {
    Notice::at(Severity::Error, 0, 0, message, hint)
}

/// Counts lines once as long as places come in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, node: Node) -> u32 {
        let to = node.from();
        let breaks = |from: usize, to: usize| {
            number(self.text.as_bytes()[from..to].iter().filter(|byte| **byte == b'\n').count())
        };
        self.line = match to.checked_sub(self.at) {
            Some(_) => self.line.saturating_add(breaks(self.at, to)),
            // What stands behind an embedded scene may be read before it: a step back costs no more than a step on.
            None => self.line.saturating_sub(breaks(to, self.at)),
        };
        self.at = to;
        self.line
    }
}

/// Where the reader stands.
struct Reader<'x> {
    table: &'x Words,
    settings: Settings<'x>,
    tagged: Tagged,
    /// ID of a revision set -> its index.
    sets: BTreeMap<String, u32>,
    revisions: Vec<Revision>,
    /// Id of another wording -> the wording; each belongs to one speech and is taken by it.
    alternates: BTreeMap<String, String>,
    lines: Lines<'x>,
    /// Notes that stand at the end of the file and say where they belong.
    anchored: Anchored,
    elements: Vec<Element>,
    /// For each element, the index of the paragraph it was read from.
    places: Vec<u32>,
    notices: Vec<Notice>,
    /// Inside dual dialogue: how many cues were seen.
    speakers: Option<u32>,
    /// How many omitted scenes are around the paragraph.
    omitted: u32,
}

/// What stands in a paragraph beside its runs.
#[derive(Default)]
struct Parts<'x> {
    dual: Option<Node<'x>>,
    omitted: Option<Node<'x>>,
    properties: Option<Node<'x>>,
    alternates: Option<Node<'x>>,
    notes: Vec<Node<'x>>,
}

impl<'x> Reader<'x> {
    /// A paragraph directly in the script, and the notes that are anchored in it.
    fn scripted(&mut self, node: Node<'x>) {
        let length = self.paragraph(node);
        for note in self.anchored.within(length + 1) {
            self.push(note, 0);
        }
    }

    /// A paragraph with what is in it. Its length as notes count it: UTF-16 units of its runs, two for what is embedded.
    fn paragraph(&mut self, node: Node<'x>) -> u64 {
        let (mut parts, mut runs) = (Parts::default(), Vec::new());
        for child in node.children() {
            match child.name() {
                "Text" => runs.push(child),
                "DualDialogue" => parts.dual = Some(child),
                "OmittedScene" => parts.omitted = Some(child),
                "SceneProperties" => parts.properties = Some(child),
                "Alts" => parts.alternates = Some(child),
                "ScriptNote" => parts.notes.push(child),
                _ => {}
            }
        }
        let line = self.lines.of(node);
        let (mut name, mut scene_number, mut colour, mut bookmark) = (None, None, None, None);
        let (mut centred, mut starts_page, mut own) = (false, None, [None, None, None]);
        for attribute in node.attributes() {
            match attribute.name {
                "Type" => name = Some(attribute.value()),
                "Number" => scene_number = Some(attribute.value()).filter(|number| !number.trim().is_empty()),
                "Alignment" => centred = attribute.raw == "Center",
                "StartsNewPage" => starts_page = Some(attribute.raw == "Yes"),
                "LeftIndent" => own[0] = Some(attribute.raw),
                "RightIndent" => own[1] = Some(attribute.raw),
                "SpaceBefore" => own[2] = Some(attribute.raw),
                "Color" => colour = Some(attribute.value()),
                "Bookmark" => bookmark = Some(attribute.value()).filter(|mark| !mark.trim().is_empty()),
                _ => {}
            }
        }
        let name = name.unwrap_or("Action".into());
        let style = self.settings.style(&name);
        let (all_caps, own_page) = (style.is_some_and(|s| s.all_caps), style.is_some_and(|s| s.starts_page));
        let counts = !self.anchored.is_empty();
        let mut spoken = Runs::new(&self.tagged, &mut self.sets, &mut self.revisions, counts);
        runs.iter().for_each(|run| spoken.add(*run, all_caps));
        let (words, marks, mut length) = spoken.done();
        // What carries others is a paragraph itself only when it has words of its own.
        if parts.dual.is_none() || !words.trim().is_empty() {
            let omitted = parts.omitted.is_some();
            let kind = match self.kind(&name, &words, centred) {
                ElementKind::Heading if omitted => ElementKind::Omitted,
                // A heading without words, number or scene is a line that somebody forgot.
                ElementKind::Heading if words.trim().is_empty() && scene_number.is_none() => ElementKind::Action,
                kind => kind,
            };
            if starts_page.unwrap_or(own_page) && kind.prints() && !self.elements.is_empty() {
                self.push(Element::plain(ElementKind::PageBreak, "", line), 0);
            }
            if kind == ElementKind::Character {
                self.speakers = self.speakers.map(|seen| seen + 1);
            }
            let (width, space) = self.settings.room(&name, &kind, own);
            let mut element = Element { marks: marks.into(), ..Element::plain(kind, words, line) };
            if width.is_some() || space.is_some() {
                (element.facts_mut().width, element.facts_mut().space) = (width, space);
            }
            if let Some(number) = &scene_number {
                element.facts_mut().number = Some(number.trim().to_owned());
            }
            if let Some(colour) = colour {
                element.facts_mut().colour = colour.into_owned();
            }
            if let Some(properties) = parts.properties {
                scene_facts(properties, &mut element);
            }
            for id in parts.alternates.into_iter().flat_map(|alternates| alternates.named("AltId")) {
                if let Some(other) = self.alternates.remove(id.words().trim()) {
                    element.facts_mut().alternates.push(other);
                }
            }
            self.push(element, node.index());
        }
        if let Some(properties) = parts.properties {
            notes::of_scene(properties, &mut self.lines).for_each(|note| self.push(note, 0));
        }
        if let Some(bookmark) = bookmark {
            self.push(notes::bookmark(&bookmark, line), 0);
        }
        if let Some(dual) = parts.dual {
            length += 2;
            // Dual dialogue inside of dual dialogue is no format's; its speeches are read as one list.
            if self.speakers.is_none() {
                self.speakers = Some(0);
                dual.named("Paragraph").for_each(|paragraph| _ = self.paragraph(paragraph));
                self.speakers = None;
            }
        }
        for remark in parts.notes {
            if let Some(note) = notes::note(remark, &mut self.lines) {
                self.push(note, 0);
            }
        }
        if let Some(scene) = parts.omitted {
            length += 2;
            if self.omitted < DEEPEST {
                self.omitted += 1;
                scene.named("Paragraph").for_each(|paragraph| _ = self.paragraph(paragraph));
                self.omitted -= 1;
            }
        }
        length
    }

    fn push(&mut self, mut element: Element, place: usize) {
        element.dual = self.speakers.is_some_and(|seen| seen > 1) && element.kind.prints();
        element.omitted = self.omitted > 0;
        self.elements.push(element);
        self.places.push(number(place));
    }

    /// The paragraph's kind by its type's name, else by what its settings say it behaves like.
    fn kind(&self, name: &str, text: &str, centred: bool) -> ElementKind {
        let style = self.settings.style(name);
        let known = match name {
            "Action" | "Character" | "Dialogue" | "Parenthetical" | "Scene Heading" => name,
            _ => &name.to_lowercase(),
        };
        match known {
            "Scene Heading" | "scene heading" if heading::is_omitted(self.table, text) => return ElementKind::Omitted,
            "Scene Heading" | "scene heading" => return ElementKind::Heading,
            "summary" => return ElementKind::Synopsis,
            "outline body" | "note" => return ElementKind::Note,
            _ => {}
        }
        if let Some(depth) = known.strip_prefix("outline ").and_then(|depth| depth.trim().parse().ok()) {
            return ElementKind::Section(depth);
        }
        if style.is_some_and(|style| style.hidden) {
            return ElementKind::Note;
        }
        match known {
            "Action" | "action" if centred => ElementKind::Centred,
            "Action" | "action" => ElementKind::Action,
            "Character" | "character" => ElementKind::Character,
            "Dialogue" | "dialogue" => ElementKind::Dialogue,
            "Parenthetical" | "parenthetical" => ElementKind::Parenthetical,
            "transition" => ElementKind::Transition,
            "shot" => ElementKind::Shot,
            "singing" | "lyrics" => ElementKind::Lyric,
            "general" | "cast list" | "new act" | "end of act" | "act&scene break" | "sequence" => {
                ElementKind::Other(name.into())
            }
            _ => match style.map(|style| style.behaves.as_ref()) {
                Some("Character") => ElementKind::Character,
                Some("Dialogue") => ElementKind::Dialogue,
                Some("Parenthetical") => ElementKind::Parenthetical,
                Some("Transition") => ElementKind::Transition,
                Some("Scene Heading") if heading::opens_scene(self.table, text) => ElementKind::Heading,
                _ => ElementKind::Other(name.into()),
            },
        }
    }
}

/// Stated length and page, title, colour and listed people of a scene.
fn scene_facts(properties: Node, element: &mut Element) {
    let facts = element.facts_mut();
    for attribute in properties.attributes() {
        match attribute.name {
            "Length" => facts.stated = Eighths::parse(&attribute.value()),
            "Page" => facts.page = attribute.value().trim().parse().ok(),
            "Title" => facts.title = attribute.value().trim().to_owned(),
            "Color" => facts.colour = attribute.value().into_owned(),
            _ => {}
        }
    }
    let beats = properties.child("SceneArcBeats");
    let names = beats.into_iter().flat_map(|beats| beats.named("CharacterArcBeat"));
    let names = names.filter_map(|beat| beat.attribute("Name")).map(|name| capitals(&name));
    facts.listed_cast = names.filter(|name| !name.is_empty()).collect();
}

/// The paragraphs under a node as lines.
fn paragraphs(node: Node) -> String {
    let mut lines = String::new();
    for paragraph in node.named("Paragraph") {
        paragraph.named("Text").for_each(|run| lines.push_str(&run.words()));
        lines.push('\n');
    }
    lines.trim().to_owned()
}

/// An index or a length; files are far smaller than its limit.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

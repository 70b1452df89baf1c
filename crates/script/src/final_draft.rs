//! Final Draft's XML to a screenplay: paragraphs, their runs, scene properties, dual dialogue, omitted scenes and tags.
//!
//! Other programs write the format too, each in its own way; the version attribute is not trusted for anything.

mod settings;
mod tagged;

use model::measure::Eighths;
use model::notice::{Notice, Severity};
use model::screenplay::{Element, ElementKind, Mark, MarkKind, Screenplay};
use roxmltree::{Document, Error, Node};

use crate::heading;
use crate::words::{Words, capitals};
use settings::Settings;

/// Reads an FDX text. XML that is broken or is something else gives an error notice.
pub(crate) fn read(text: &str, words: &Words) -> (Screenplay, Vec<Notice>) {
    let refuse = |notice| (Screenplay::default(), vec![notice]);
    if let Some((line, attributes)) = settings::overloaded_tag(text) {
        let message = format!("one XML tag holds {attributes} attributes");
        return refuse(Notice::at(Severity::Error, line, 0, message, "the file is no script; export it again"));
    }
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return refuse(malformed(&error)),
    };
    let root = document.root_element();
    if root.tag_name().name() != "FinalDraft" {
        let name: String = root.tag_name().name().chars().take(40).collect();
        return refuse(Notice::at(
            Severity::Error,
            0,
            0,
            format!("the XML is not a Final Draft script: its root is '{name}'"),
            "export the script as Final Draft (.fdx) or Fountain",
        ));
    }
    let (tags, tagged) = tagged::read(root);
    let mut reader = Reader {
        table: words,
        text,
        settings: Settings::read(root),
        tagged,
        elements: Vec::new(),
        notices: Vec::new(),
        position: (0, 1),
        speakers: None,
    };
    match child(root, "Content") {
        Some(content) => named(content, "Paragraph").for_each(|paragraph| reader.paragraph(paragraph)),
        None => reader.notices.push(Notice::at(
            Severity::Error,
            0,
            0,
            "the Final Draft file has no Content",
            "open it in the program that wrote it and save it again",
        )),
    }
    let layout = reader.settings.layout.clone();
    let title_page = title(root).map(|title| ("Title".to_owned(), title)).into_iter().collect();
    (Screenplay { title_page, elements: reader.elements, layout, tags, ..Screenplay::default() }, reader.notices)
}

/// Why the XML cannot be read, with its place.
fn malformed(error: &Error) -> Notice {
    let at = error.pos();
    let (message, hint) = match error {
        Error::DtdDetected => (
            "the XML declares a document type (DTD), which is refused".to_owned(),
            "remove the <!DOCTYPE …> part; no script needs one",
        ),
        error => {
            let text = error.to_string();
            let words = text.rsplit_once(" at ").map_or(text.as_str(), |(words, _)| words);
            (format!("the XML is malformed: {words}"), "open it in the program that wrote it and save it again")
        }
    };
    Notice::at(Severity::Error, at.row, at.col, message, hint)
}

/// Where the reader stands.
struct Reader<'a> {
    table: &'a Words,
    text: &'a str,
    settings: Settings,
    /// Tag number of a run -> index of its definition.
    tagged: std::collections::BTreeMap<String, usize>,
    elements: Vec<Element>,
    notices: Vec<Notice>,
    /// Byte and line of the last element: nodes come in order of the text, so lines are counted once.
    position: (usize, u32),
    /// Inside dual dialogue: how many cues were seen.
    speakers: Option<u32>,
}

impl Reader<'_> {
    fn paragraph(&mut self, node: Node) {
        if let Some(dual) = child(node, "DualDialogue") {
            self.speakers = Some(0);
            named(dual, "Paragraph").for_each(|paragraph| self.paragraph(paragraph));
            self.speakers = None;
            return;
        }
        let line = self.line_of(node);
        let name = node.attribute("Type").unwrap_or("Action");
        let style = self.settings.style(name);
        let (all_caps, own_page) = (style.is_some_and(|s| s.all_caps), style.is_some_and(|s| s.starts_page));
        let (words, tags) = self.words(node, all_caps);
        let kind = self.kind(node, name, &words);
        let starts_page = node.attribute("StartsNewPage").map_or(own_page, |value| value == "Yes");
        if starts_page && kind.prints() && !self.elements.is_empty() {
            self.elements.push(Element { kind: ElementKind::PageBreak, line, ..Element::default() });
        }
        if kind == ElementKind::Character {
            self.speakers = self.speakers.map(|seen| seen + 1);
        }
        let dual = self.speakers.is_some_and(|seen| seen > 1) && kind.prints();
        let is_scene = matches!(kind, ElementKind::Heading | ElementKind::Omitted);
        let omitted = child(node, "OmittedScene");
        let whole = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let tag = |tag: usize| Mark { from: 0, to: whole, kind: MarkKind::Tag(u32::try_from(tag).unwrap_or(u32::MAX)) };
        let marks = tags.into_iter().map(tag).collect();
        let mut element = Element { kind, text: words, line, dual, marks, ..Element::default() };
        if is_scene {
            scene_facts(node, &mut element);
            if omitted.is_some() {
                element.kind = ElementKind::Omitted;
            }
        }
        self.elements.push(element);
        let note = |text: String, kind| Element { kind, text, line, ..Element::default() };
        if is_scene && let Some(summary) = summary(node) {
            self.elements.push(note(summary, ElementKind::Synopsis));
        }
        for remark in named(node, "ScriptNote") {
            let text = paragraphs(remark);
            if !text.is_empty() {
                self.elements.push(note(text, ElementKind::Note));
            }
        }
        // The body of an omitted scene is kept for the day it comes back, but it neither prints nor counts.
        for paragraph in omitted.into_iter().flat_map(|scene| named(scene, "Paragraph")) {
            let text = run_text(paragraph);
            if !text.trim().is_empty() {
                self.elements.push(note(text, ElementKind::Note));
            }
        }
    }

    /// The paragraph's kind by its type's name, else by what its settings say it behaves like.
    fn kind(&self, node: Node, name: &str, text: &str) -> ElementKind {
        let lower = name.to_lowercase();
        let style = self.settings.style(name);
        let empty = text.trim().is_empty();
        match lower.as_str() {
            "scene heading" if empty && child(node, "OmittedScene").is_none() && node.attribute("Number").is_none() => {
                return ElementKind::Action;
            }
            "scene heading" if heading::is_omitted(self.table, text) => return ElementKind::Omitted,
            "scene heading" => return ElementKind::Heading,
            "summary" | "outline body" | "note" => return ElementKind::Note,
            _ => {}
        }
        if let Some(depth) = lower.strip_prefix("outline ") {
            return ElementKind::Section(depth.trim().parse().unwrap_or(1));
        }
        if style.is_some_and(|style| style.hidden) {
            return ElementKind::Note;
        }
        match lower.as_str() {
            "action" if node.attribute("Alignment") == Some("Center") => ElementKind::Centred,
            "action" => ElementKind::Action,
            "character" => ElementKind::Character,
            "dialogue" => ElementKind::Dialogue,
            "parenthetical" => ElementKind::Parenthetical,
            "transition" => ElementKind::Transition,
            "shot" => ElementKind::Shot,
            "singing" | "lyrics" => ElementKind::Lyric,
            "general" | "cast list" | "new act" | "end of act" | "act&scene break" | "sequence" => {
                ElementKind::Other(name.to_owned())
            }
            _ => match style.map(|style| style.behaves.as_str()) {
                Some("Character") => ElementKind::Character,
                Some("Dialogue") => ElementKind::Dialogue,
                Some("Parenthetical") => ElementKind::Parenthetical,
                Some("Transition") => ElementKind::Transition,
                Some("Scene Heading") if heading::opens_scene(self.table, text) => ElementKind::Heading,
                _ => ElementKind::Other(name.to_owned()),
            },
        }
    }

    /// The words of a paragraph and the tags on its runs. Runs may split words, so nothing is put between them.
    fn words(&self, node: Node, all_caps: bool) -> (String, Vec<usize>) {
        let (mut words, mut tags) = (String::new(), Vec::new());
        for run in named(node, "Text") {
            let text = own_text(run);
            let caps = all_caps || run.attribute("Style").is_some_and(|style| style.contains("AllCaps"));
            words.push_str(&if caps { text.to_uppercase() } else { text });
            let numbers = run.attribute("TagNumber").unwrap_or_default().split(|c: char| !c.is_ascii_digit());
            for index in numbers.filter_map(|number| self.tagged.get(number)) {
                if !tags.contains(index) {
                    tags.push(*index);
                }
            }
        }
        (words.trim_end().to_owned(), tags)
    }

    fn line_of(&mut self, node: Node) -> u32 {
        let (from, line) = self.position;
        let to = node.range().start.max(from);
        let lines = self.text.as_bytes()[from..to].iter().filter(|b| **b == b'\n').count();
        self.position = (to, line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX)));
        self.position.1
    }
}

/// Number, stated length and page, and listed people of a scene.
fn scene_facts(node: Node, element: &mut Element) {
    let number = node.attribute("Number").map(str::trim).filter(|number| !number.is_empty());
    if number.is_some() {
        element.facts_mut().number = number.map(str::to_owned);
    }
    let Some(properties) = child(node, "SceneProperties") else { return };
    let facts = element.facts_mut();
    facts.stated = properties.attribute("Length").and_then(Eighths::parse);
    facts.page = properties.attribute("Page").and_then(|page| page.trim().parse().ok());
    let beats = child(properties, "SceneArcBeats");
    let names = beats.into_iter().flat_map(|beats| named(beats, "CharacterArcBeat"));
    facts.listed_cast =
        names.filter_map(|beat| beat.attribute("Name")).map(capitals).filter(|name| !name.is_empty()).collect();
}

/// The scene's synopsis.
fn summary(node: Node) -> Option<String> {
    let properties = child(node, "SceneProperties")?;
    let text = paragraphs(child(properties, "Summary")?);
    (!text.is_empty()).then_some(text)
}

/// The title: the first centred words of the title page. The rest of that page is people's addresses.
fn title(root: Node) -> Option<String> {
    let page = child(root, "TitlePage")?;
    let all: Vec<Node> = child(page, "Content").into_iter().chain([page]).flat_map(|n| named(n, "Paragraph")).collect();
    let text = |node: &Node| {
        let caps = |run: &Node| run.attribute("Style").is_some_and(|style| style.contains("AllCaps"));
        let words = named(*node, "Text").map(|run| {
            let text = own_text(run);
            if caps(&run) { text.to_uppercase() } else { text }
        });
        let words = words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let called = all.iter().filter(|node| node.attribute("Type") == Some("Title")).find_map(text);
    called.or_else(|| all.iter().filter(|node| node.attribute("Alignment") == Some("Center")).find_map(text))
}

/// The first child with this name.
fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// All children with this name.
fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// The text of a run, without what is nested in it.
fn own_text(run: Node) -> String {
    let text: String = run.children().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect();
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n")
}

/// All runs of one paragraph.
fn run_text(paragraph: Node) -> String {
    named(paragraph, "Text").map(own_text).collect()
}

/// The paragraphs under a node as lines.
fn paragraphs(node: Node) -> String {
    let lines: Vec<String> = named(node, "Paragraph").map(run_text).collect();
    lines.join("\n").trim().to_owned()
}

//! Scene numbers and tags written into the file they came from: text is spliced in, and no other byte of the file changes.

mod tag_data;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::notice::{Notice, Severity};
use model::screenplay::Element;

use super::settings::Settings;
use super::xml::{Node, Xml};
use super::{number, read_tree};
use crate::words::Words;
use tag_data::TagData;

/// What to write into a Final Draft file. Elements are counted as [`crate::read`] gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FdxChanges {
    /// Scene numbers: which of the headings that open a scene, from 0, and its number.
    pub numbers: Vec<(usize, String)>,
    /// Tags.
    pub tags: Vec<FdxTag>,
}

/// A tag on words of the script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FdxTag {
    /// Name of the category; a new one is added to the file where it has none of the name.
    pub category: String,
    /// Label of the tagged thing; things of one category and label are one.
    pub label: String,
    /// Which element of the screenplay.
    pub element: usize,
    /// Bytes of the element's text; all of it where nothing is said.
    pub range: Option<Range<usize>>,
}

/// Writes changes into the text of a Final Draft file. What is already there is not written again.
///
/// The notice says why nothing was written: the text is no Final Draft script, or a change names a place that it does not have.
pub fn write_back(original: &str, changes: &FdxChanges, words: &Words) -> Result<String, Notice> {
    Ok(apply(original, &splices(original, changes, words)?))
}

/// A piece of text in the place of another, which is mostly empty.
#[derive(Clone, Debug)]
pub(crate) struct Splice {
    pub(crate) at: usize,
    pub(crate) removed: usize,
    pub(crate) put: String,
}

/// The text with the pieces in it. They are in order and do not overlap.
pub(crate) fn apply(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len() + splices.iter().map(|splice| splice.put.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.at]);
        out.push_str(&splice.put);
        at = splice.at + splice.removed;
    }
    out.push_str(&text[at..]);
    out
}

/// What has to be put where.
pub(crate) fn splices(original: &str, changes: &FdxChanges, words: &Words) -> Result<Vec<Splice>, Notice> {
    let xml = Xml::parse(original).map_err(|broken| broken.notice(original))?;
    let (screenplay, places, notices) = read_tree(original, &xml, words);
    if let Some(notice) = notices.into_iter().find(|notice| notice.severity == Severity::Error) {
        return Err(notice);
    }
    let mut splices = Vec::new();
    let headings: Vec<usize> = (0..places.len()).filter(|at| screenplay.elements[*at].opens_scene()).collect();
    let numbers: BTreeMap<usize, &str> = changes.numbers.iter().map(|(at, number)| (*at, number.trim())).collect();
    for (ordinal, scene_number) in numbers {
        let Some(element) = headings.get(ordinal) else {
            let message = format!("the file has no scene {}; it has {} scenes", ordinal + 1, headings.len());
            return Err(refused(message, "read the file again before numbers are written into it"));
        };
        splices.extend(numbered(xml.node(places[*element] as usize), scene_number));
    }
    let settings = Settings::read(xml.root());
    let mut data = TagData::read(original, xml.root());
    let mut tags: BTreeMap<usize, Vec<(Range<usize>, String)>> = BTreeMap::new();
    for tag in &changes.tags {
        let range = range_of(tag, screenplay.elements.get(tag.element), places.get(tag.element).copied())?;
        let definition = data.definition(&tag.category, &tag.label);
        tags.entry(tag.element).or_default().push((range, definition));
    }
    for (element, tags) in tags {
        let paragraph = xml.node(places[element] as usize);
        let name = paragraph.attribute("Type").unwrap_or("Action".into());
        let caps = settings.style(&name).is_some_and(|style| style.all_caps);
        let mut at = 0;
        for run in paragraph.named("Text") {
            let run = Run::new(run, caps, &mut at);
            run.tag(&tags, &mut data, &mut splices);
        }
        data.next_paragraph();
    }
    splices.extend(data.splices());
    splices.sort_by_key(|splice| splice.at);
    Ok(splices)
}

fn refused(message: impl Into<String>, hint: &str) -> Notice {
    Notice::at(Severity::Error, 0, 0, message, hint)
}

/// The attribute with a scene's number, where it is another one.
fn numbered(heading: Node, scene_number: &str) -> Option<Splice> {
    match heading.attributes().find(|attribute| attribute.name == "Number") {
        Some(old) if old.value().trim() == scene_number => None,
        Some(old) => Some(Splice { at: old.at, removed: old.raw.len(), put: escaped(scene_number) }),
        None if scene_number.is_empty() => None,
        None => {
            let put = format!(" Number=\"{}\"", escaped(scene_number));
            Some(Splice { at: heading.name_end(), removed: 0, put })
        }
    }
}

/// The words that a tag is on.
fn range_of(tag: &FdxTag, element: Option<&Element>, place: Option<u32>) -> Result<Range<usize>, Notice> {
    let hint = "read the file again before tags are written into it";
    let label = &tag.label;
    if label.trim().is_empty() || tag.category.trim().is_empty() {
        return Err(refused("a tag needs a category and a label", "name what is tagged"));
    }
    let (Some(element), Some(1..)) = (element, place) else {
        let message = format!("'{label}' is tagged on element {}, which is no paragraph of the file", tag.element);
        return Err(refused(message, hint));
    };
    let range = tag.range.clone().unwrap_or(0..element.text.len());
    if range.is_empty() || element.text.get(range.clone()).is_none() {
        let (from, to, length) = (range.start, range.end, element.text.len());
        let message = format!("'{label}' is tagged on bytes {from} to {to} of a text of {length} bytes");
        return Err(refused(message, hint));
    }
    Ok(range)
}

/// One character of a run: its bytes in the file and in the element's text, and whether it stands in a CDATA part.
struct Character {
    raw: Range<usize>,
    text: Range<usize>,
    literal: bool,
}

/// A run with its characters.
struct Run<'x> {
    node: Node<'x>,
    characters: Vec<Character>,
}

impl<'x> Run<'x> {
    /// `at`: bytes of the element's text before the run.
    fn new(node: Node<'x>, all_caps: bool, at: &mut usize) -> Self {
        let caps = all_caps || node.attribute("Style").is_some_and(|style| style.contains("AllCaps"));
        let characters = node.characters().map(|(raw, one, literal)| {
            let length = if caps { one.to_uppercase().map(char::len_utf8).sum() } else { one.len_utf8() };
            let text = *at..*at + length;
            *at += length;
            Character { raw, text, literal }
        });
        Self { node, characters: characters.collect() }
    }

    /// Puts the tags on the run, which is split where a tag begins or ends inside of it.
    fn tag(&self, tags: &[(Range<usize>, String)], data: &mut TagData, splices: &mut Vec<Splice>) {
        let (Some(first), Some(last)) = (self.characters.first(), self.characters.last()) else { return };
        let (start, end) = (first.text.start, last.text.end);
        let own = self.node.attributes().find(|attribute| attribute.name == "TagNumber");
        let carried = own.map_or(BTreeSet::new(), |own| data.definitions_of(&own.value()));
        let mine: Vec<&(Range<usize>, String)> =
            tags.iter().filter(|(range, id)| range.start < end && start < range.end && !carried.contains(id)).collect();
        if mine.is_empty() {
            return;
        }
        // A character that became two in capitals is not split.
        let cuts: BTreeSet<usize> = mine.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        let mut cuts = cuts.into_iter().peekable();
        let mut piece: Option<Option<String>> = None;
        let mut next_is_cut = true;
        for character in &self.characters {
            let mut is_cut = std::mem::take(&mut next_is_cut);
            while let Some(cut) = cuts.next_if(|cut| *cut < character.text.end) {
                is_cut = true;
                next_is_cut |= cut > character.text.start;
            }
            if !is_cut {
                continue;
            }
            let on = |range: &Range<usize>| range.start < character.text.end && character.text.start < range.end;
            let added = mine.iter().filter(|(range, _)| on(range)).map(|(_, id)| id.clone());
            let all: BTreeSet<String> = carried.iter().cloned().chain(added).collect();
            let tag_number = (all.len() > carried.len()).then(|| data.number(all));
            match &piece {
                None => splices.extend(tag_number.as_deref().map(|tag_number| self.numbered(tag_number))),
                Some(before) if *before == tag_number => continue,
                Some(_) => splices.push(self.split(character, tag_number.as_deref())),
            }
            piece = Some(tag_number);
        }
    }

    /// The tag number in the run's own start tag.
    fn numbered(&self, tag_number: &str) -> Splice {
        match self.node.attributes().find(|attribute| attribute.name == "TagNumber") {
            Some(old) => Splice { at: old.at, removed: old.raw.len(), put: tag_number.to_owned() },
            None => Splice { at: self.node.name_end(), removed: 0, put: format!(" TagNumber=\"{tag_number}\"") },
        }
    }

    /// The end of the run before a character and the beginning of another like it.
    fn split(&self, character: &Character, tag_number: Option<&str>) -> Splice {
        let start = format!("<{}>", self.node.tag());
        let start = match tag_number {
            None => start,
            Some(tag_number) => {
                let mut splice = self.numbered(tag_number);
                splice.at -= self.node.from();
                apply(&start, &[splice])
            }
        };
        let (close, open) = if character.literal { ("]]>", "<![CDATA[") } else { ("", "") };
        let put = format!("{close}</{}>{start}{open}", self.node.name());
        Splice { at: character.raw.start, removed: 0, put }
    }
}

/// Text as it stands in a value or between tags. What XML cannot say at all is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => {
                out.push_str(if one == '\n' { "&#10;" } else { "&#9;" });
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            one => out.push(one),
        }
    }
    out
}

/// A number as text.
fn shown(value: usize) -> String {
    number(value).to_string()
}

//! A screenplay as it is written: its title page and its elements in order, before anybody asks what they mean.

use arcstr::{ArcStr, Substr};
use serde::{Deserialize, Serialize};

use crate::measure::Eighths;

/// A script as a reader understood it. Nothing of the source's words is dropped; what does not print is kept as such.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screenplay {
    /// Title page entries in order, key and value; unknown keys are kept.
    pub title_page: Vec<(String, String)>,
    /// Emphasis in the values of the title page, entry by entry; empty where there is none at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<Marks>,
    /// Every element in order of the text.
    pub elements: Vec<Element>,
    /// How the writing program lays out its pages.
    pub layout: Layout,
    /// Tagged breakdown elements of the file (Final Draft's tags), one entry per definition.
    pub tags: Vec<Tag>,
    /// Revision sets of the file in their order; marks name them by index.
    #[serde(default)]
    pub revisions: Vec<Revision>,
    /// The script's own words, where the writing program collects them (Final Draft's SmartType).
    #[serde(default)]
    pub vocabulary: Vocabulary,
}

impl Screenplay {
    /// The title page's `Title` on one line, or an empty string.
    pub fn title(&self) -> String {
        let title = self.title_page.iter().find(|(key, _)| key.eq_ignore_ascii_case("title"));
        title.map_or(String::new(), |(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// One paragraph of a script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// Its words, without marks of the format; lines are separated by `\n`. Elements may share one text, the file's, each a part of it.
    pub text: Substr,
    /// Line of the source on which it starts, from 1.
    pub line: u32,
    /// Right column of a dual dialogue.
    #[serde(default)]
    pub dual: bool,
    /// Part of the body of an omitted scene: kept for the day it comes back, it neither prints nor counts.
    #[serde(default)]
    pub omitted: bool,
    /// Emphasis, revisions and tags on parts of the words, by where they begin.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// What only some elements have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<Facts>>,
}

impl Element {
    /// An element that is nothing but its words.
    pub fn plain(kind: ElementKind, text: impl Into<Substr>, line: u32) -> Self {
        Self { kind, text: text.into(), line, ..Self::default() }
    }
    /// Whether it takes room on a printed page.
    pub fn prints(&self) -> bool {
        self.kind.prints() && !self.omitted
    }
    /// Whether a scene begins with it. A heading inside of an omitted scene begins none.
    pub fn opens_scene(&self) -> bool {
        matches!(self.kind, ElementKind::Heading | ElementKind::Omitted) && !self.omitted
    }
    /// Scene number as written, for headings.
    pub fn number(&self) -> Option<&str> {
        self.facts.as_ref()?.number.as_deref()
    }
    /// For headings: length as the file states it.
    pub fn stated(&self) -> Option<Eighths> {
        self.facts.as_ref()?.stated
    }
    /// For headings: page as the file states it.
    pub fn page(&self) -> Option<u32> {
        self.facts.as_ref()?.page
    }
    /// For headings: the people the file itself lists in the scene (Final Draft's scene arc beats).
    pub fn listed_cast(&self) -> &[String] {
        self.facts.as_ref().map_or(&[], |facts| &facts.listed_cast)
    }
    /// Indices into [`Screenplay::tags`] of the tags on its words, each once.
    pub fn tags(&self) -> impl Iterator<Item = usize> + '_ {
        let tag = |mark: &Mark| match mark.kind {
            MarkKind::Tag(tag) => Some(tag as usize),
            _ => None,
        };
        let mut seen = std::collections::BTreeSet::new();
        self.marks.iter().filter_map(tag).filter(move |tag| seen.insert(*tag))
    }
    /// What only some elements have, to be filled in.
    pub fn facts_mut(&mut self) -> &mut Facts {
        self.facts.get_or_insert_default()
    }
}

/// What only headings, notes and speeches with alternates have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Scene number as written.
    pub number: Option<String>,
    /// Length as the file states it.
    pub stated: Option<Eighths>,
    /// Page as the file states it.
    pub page: Option<u32>,
    /// The people the file itself lists in the scene.
    pub listed_cast: Vec<String>,
    /// A title that the writer gave the scene beside its heading.
    pub title: String,
    /// Colour of the scene or note in the writing program, as the file says it.
    pub colour: String,
    /// Who wrote the note.
    pub author: String,
    /// When the note was written, as the file says it.
    pub date: String,
    /// Other wordings of the speech that the writer kept; they do not print.
    pub alternates: Vec<String>,
    /// What sort of note it is, as the file says (`Producer`, `Bookmark`).
    pub label: String,
    /// Characters on a line, where the paragraph has a width of its own.
    pub width: Option<u16>,
    /// Blank lines above, where they are not those of its kind. An outline paragraph has them where it can be shown on the page.
    pub space: Option<u8>,
}

/// Something that holds for a part of an element's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Byte of the text at which it begins.
    pub from: u32,
    /// Byte of the text before which it ends.
    pub to: u32,
    /// What it is.
    pub kind: MarkKind,
}

/// The marks of one text. It reads and grows like a list, and takes eight bytes where there are none: most texts have
/// none, and a hostile file has millions of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Mark>", into = "Vec<Mark>")]
pub struct Marks(#[expect(clippy::box_collection, reason = "one pointer, not three words")] Option<Box<Vec<Mark>>>);

impl Marks {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().len() == 0
    }
    /// Adds one.
    pub fn push(&mut self, mark: Mark) {
        self.0.get_or_insert_default().push(mark);
    }
}

impl std::ops::Deref for Marks {
    type Target = [Mark];
    fn deref(&self) -> &[Mark] {
        self.0.as_ref().map_or(&[], |marks| marks.as_slice())
    }
}

impl std::ops::DerefMut for Marks {
    fn deref_mut(&mut self) -> &mut [Mark] {
        self.0.as_mut().map_or(&mut [], |marks| marks.as_mut_slice())
    }
}

impl From<Vec<Mark>> for Marks {
    fn from(marks: Vec<Mark>) -> Self {
        Self((!marks.is_empty()).then(|| Box::new(marks)))
    }
}

impl From<Marks> for Vec<Mark> {
    fn from(marks: Marks) -> Self {
        marks.0.map_or_else(Self::new, |marks| *marks)
    }
}

impl Extend<Mark> for Marks {
    fn extend<I: IntoIterator<Item = Mark>>(&mut self, more: I) {
        more.into_iter().for_each(|mark| self.push(mark));
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<I: IntoIterator<Item = Mark>>(marks: I) -> Self {
        marks.into_iter().collect::<Vec<_>>().into()
    }
}

impl<'a> IntoIterator for &'a Marks {
    type Item = &'a Mark;
    type IntoIter = std::slice::Iter<'a, Mark>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Kinds of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck out.
    Strike,
    /// New or changed in the revision with this index into [`Screenplay::revisions`].
    Revision(u32),
    /// Tagged with the element with this index into [`Screenplay::tags`].
    Tag(u32),
}

/// The kinds of paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ElementKind {
    /// A scene heading (slug line).
    Heading,
    /// The heading of an omitted scene: number kept, length nil.
    Omitted,
    /// Action, or anything that the format does not say better.
    #[default]
    Action,
    /// The cue above a speech.
    Character,
    /// Spoken words.
    Dialogue,
    /// A direction inside a speech.
    Parenthetical,
    /// `CUT TO:` and its kin.
    Transition,
    /// A shot line.
    Shot,
    /// Sung words.
    Lyric,
    /// Centred text.
    Centred,
    /// A forced page break.
    PageBreak,
    /// Structure that does not print, with its depth from 1.
    Section(u8),
    /// A synopsis of the scene above it; does not print.
    Synopsis,
    /// A note; does not print.
    Note,
    /// Words that the writer took out of the script but kept in the file (Fountain's boneyard); does not print.
    Boneyard,
    /// A kind of the file's own that prints like action; its name is kept.
    Other(ArcStr),
}

impl ElementKind {
    /// Whether the paragraph takes room on a printed page.
    pub fn prints(&self) -> bool {
        !matches!(self, Self::Section(_) | Self::Synopsis | Self::Note | Self::Boneyard | Self::PageBreak)
    }
}

/// A breakdown element that the writing program tagged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The category's name as the file says it.
    pub category: String,
    /// The element's label.
    pub label: String,
    /// Final Draft's own name of the category where its id is one of the fixed ones, which other programs rename; else empty.
    #[serde(default)]
    pub standard: String,
}

/// A revision set of the file: the pages of one colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its number in the file.
    pub id: String,
    /// Its name, such as `Blue Rev. (4/1/27)`.
    pub name: String,
    /// The sign in the margin of changed lines.
    pub mark: String,
    /// Colour of its pages, as the file says it.
    pub colour: String,
    /// The one in force.
    pub active: bool,
}

/// The script's own words, as the writing program offers them while somebody types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vocabulary {
    /// Characters, with the actor where the file names one.
    pub characters: Vec<(String, String)>,
    /// Extensions behind a cue.
    pub extensions: Vec<String>,
    /// Openings of headings.
    pub intros: Vec<String>,
    /// Sets.
    pub locations: Vec<String>,
    /// Times of day.
    pub times: Vec<String>,
    /// Transitions.
    pub transitions: Vec<String>,
    /// What stands between set and time of day in a heading.
    pub separator: String,
}

/// Page capacity and widths: how long a paragraph is on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Lines a page holds, in hundredths (A4 holds 58.47 lines in Final Draft).
    pub lines_per_page: u32,
    /// Characters on a line of action and of a heading.
    pub action_width: u16,
    /// Characters on a line of dialogue.
    pub dialogue_width: u16,
    /// Characters on a line of a parenthetical.
    pub parenthetical_width: u16,
    /// Characters on a line of a cue.
    #[serde(default = "cue")]
    pub character_width: u16,
    /// Characters on a line of a transition.
    #[serde(default = "transition")]
    pub transition_width: u16,
    /// Blank lines above a heading.
    pub heading_space: u8,
    /// Blank lines above a shot.
    #[serde(default = "one")]
    pub shot_space: u8,
    /// Blank lines above action, a cue and a transition.
    #[serde(default = "one")]
    pub space: u8,
    /// Number of the first page.
    #[serde(default = "first")]
    pub first_page: u32,
    /// Whose rules end a page.
    #[serde(default)]
    pub manner: Manner,
    /// How a program turns lines into eighths.
    pub rounding: Rounding,
    /// Lines that make an eighth, where a person says so; nothing takes them from the page (54 lines: 6.75).
    #[serde(default)]
    pub lines_per_eighth: Option<u8>,
    /// A paragraph that runs over a page is broken at the end of a sentence only.
    #[serde(default)]
    pub break_at_sentences: bool,
}

impl Layout {
    /// Characters on a line and blank lines above, for a kind of paragraph.
    pub fn room(&self, kind: &ElementKind) -> (u16, u8) {
        match kind {
            ElementKind::Heading | ElementKind::Omitted => (self.action_width, self.heading_space),
            ElementKind::Character => (self.character_width, self.space),
            ElementKind::Dialogue => (self.dialogue_width, 0),
            ElementKind::Lyric => (self.dialogue_width, self.space),
            ElementKind::Parenthetical => (self.parenthetical_width, 0),
            ElementKind::Shot => (self.action_width, self.shot_space),
            ElementKind::Transition => (self.transition_width, self.space),
            ElementKind::Other(name) if matches!(name.as_str(), "General" | "Cast List") => (self.action_width, 0),
            _ => (self.action_width, self.space),
        }
    }
}

/// Whose rules say where a page ends (measured, see the handbook on pages).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Final Draft: a transition goes over with the heading below it, paragraphs break at sentences, eighths are of whole lines.
    #[default]
    FinalDraft,
    /// Fade In: a transition may end a page, paragraphs break at any line, eighths are of the exact height of the page.
    FadeIn,
}

fn one() -> u8 {
    1
}
fn first() -> u32 {
    1
}
fn cue() -> u16 {
    Layout::default().character_width
}
fn transition() -> u16 {
    Layout::default().transition_width
}

/// How a scene's lines become eighths: Final Draft rounds up, Fade In to the nearest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Up, at least one eighth.
    #[default]
    Up,
    /// To the nearest, at least one eighth.
    Nearest,
}

/// US Letter as Final Draft sets it: 54 lines, 61/35/25 characters (measured on real files, see the handbook).
impl Default for Layout {
    fn default() -> Self {
        Self {
            lines_per_page: 5400,
            action_width: 61,
            dialogue_width: 35,
            parenthetical_width: 25,
            character_width: 38,
            transition_width: 16,
            heading_space: 2,
            shot_space: 1,
            space: 1,
            first_page: 1,
            manner: Manner::FinalDraft,
            rounding: Rounding::Up,
            lines_per_eighth: None,
            break_at_sentences: true,
        }
    }
}

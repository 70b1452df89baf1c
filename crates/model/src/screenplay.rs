//! A screenplay as it is written: its title page and its elements in order, before anybody asks what they mean.

use serde::{Deserialize, Serialize};

use crate::measure::Eighths;

/// A script as a reader understood it. Nothing of the source's words is dropped; what does not print is kept as such.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screenplay {
    /// Title page entries in order, key and value; unknown keys are kept.
    pub title_page: Vec<(String, String)>,
    /// Every element in order of the text.
    pub elements: Vec<Element>,
    /// How the writing program lays out its pages.
    pub layout: Layout,
    /// Tagged breakdown elements of the file (Final Draft's tags), one entry per definition.
    pub tags: Vec<Tag>,
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
    /// Its words, without marks of the format; lines are separated by `\n`.
    pub text: String,
    /// Line of the source on which it starts, from 1.
    pub line: u32,
    /// Scene number as written, for headings.
    pub number: Option<String>,
    /// Right column of a dual dialogue.
    pub dual: bool,
    /// For headings: length as the file states it.
    pub stated: Option<Eighths>,
    /// For headings: page as the file states it.
    pub page: Option<u32>,
    /// For headings: the people the file itself lists in the scene (Final Draft's scene arc beats).
    pub listed_cast: Vec<String>,
    /// Indices into [`Screenplay::tags`] of the tags on this paragraph.
    pub tags: Vec<usize>,
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
    /// A kind of the file's own that prints like action; its name is kept.
    Other(String),
}

impl ElementKind {
    /// Whether the paragraph takes room on a printed page.
    pub fn prints(&self) -> bool {
        !matches!(self, Self::Section(_) | Self::Synopsis | Self::Note | Self::PageBreak)
    }
}

/// A breakdown element that the writing program tagged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The category's name as the file says it.
    pub category: String,
    /// The element's label.
    pub label: String,
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
    /// Blank lines above a heading.
    pub heading_space: u8,
    /// How a program turns lines into eighths.
    pub rounding: Rounding,
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
            heading_space: 2,
            rounding: Rounding::Up,
        }
    }
}

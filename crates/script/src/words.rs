//! Words that headings and transitions are made of, compiled for look-up. The words themselves are data: `words/*.toml`, a table a language.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use model::breakdown::{IntExt, StoryTime};
use model::notice::Notice;

/// The words by which headings, times of day and transitions are known, language by language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Openings by their first letter in capitals, longest first.
    openings: BTreeMap<char, Vec<Opening>>,
    /// A bit for each ASCII character with which an opening begins, in either case.
    may_open: u128,
    /// For each letter from A to Z with which an opening begins, a bit for each letter that follows it there.
    follows: [u32; 26],
    /// What words and phrases mean in a time.
    senses: BTreeMap<String, Sense>,
    /// Most words in one phrase of a time.
    longest_phrase: usize,
    /// Words that count the days of the story.
    story_days: BTreeSet<String>,
    /// Words in other places of a heading and elsewhere, by where they may stand.
    lists: BTreeMap<List, BTreeSet<String>>,
    shots: Vec<Shot>,
}

/// Lists in which a word either stands or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// Segments that say how or when, not where.
    Modifiers,
    /// Those of them outside the run of story days.
    Elsewhen,
    /// Those of them that lead back into it.
    Present,
    /// Heads of an intercut.
    Intercut,
    /// What one can stand on.
    Surfaces,
    /// Words that lead to a place.
    Leads,
    /// Articles.
    Articles,
    /// Words that say inside.
    Inside,
    /// Words that say outside.
    Outside,
    /// Transitions with a colon or full stop.
    Transitions,
    /// Transitions without either.
    Cuts,
    /// Headings of omitted scenes.
    Omitted,
}

/// A letter from A to Z, in either case, as 0 to 25.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_uppercase() - b'A'))
}

/// An opening of a heading.
#[derive(Clone, Debug)]
struct Opening {
    /// In capitals, with plain slashes.
    word: String,
    /// Its plain letters up to the first other sign.
    head: Head,
    means: Opens,
}

/// The first eight bytes of a text, in capitals, as far as they are of one sort: one look tells nearly all openings apart.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    letters: u64,
    /// Where they are.
    mask: u64,
}

impl Head {
    fn of(text: &str, sort: fn(&u8) -> bool) -> Self {
        let bytes = text.bytes().take(8).take_while(sort);
        bytes.zip((0..64).step_by(8)).fold(Self::default(), |head, (byte, at)| Self {
            letters: head.letters | u64::from(byte.to_ascii_uppercase()) << at,
            mask: head.mask | 0xff << at,
        })
    }

    /// Whether a text with this head can begin with the letters of the other.
    fn may_be(self, other: Self) -> bool {
        (self.letters ^ other.letters) & self.mask & other.mask == 0
    }
}

/// What an opening says, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opens {
    pub(crate) int_ext: IntExt,
    /// It marks an establishing shot.
    pub(crate) establishing: bool,
    pub(crate) sure: Sure,
}

/// What a line needs besides the opening to be a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sure {
    /// Nothing.
    Always,
    /// A dot behind the opening, or no small letters.
    Shy,
    /// A dot behind the opening.
    Dotted,
    /// A dot, no small letters, and a time of day.
    Strict,
}

/// What a word or phrase can mean in a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// It names a time of day.
    pub(crate) time: Option<StoryTime>,
    /// It may stand at the end of a heading without a separator.
    pub(crate) plain: bool,
    /// It goes on from the scene before.
    pub(crate) inherits: bool,
    /// It ends a span of time (LATER).
    pub(crate) later: bool,
    /// It is part of a span of time (MINUTES).
    pub(crate) span: bool,
    /// It is part of a span that brings another day (WEEKS).
    pub(crate) long: bool,
    /// It stands around a time without changing it.
    pub(crate) filler: bool,
    /// It begins another day (NEXT).
    pub(crate) advances: bool,
    /// It says more than a plain time.
    pub(crate) tells: bool,
}

/// A shot: words before and behind what the camera looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shot {
    before: String,
    behind: String,
    /// Whether any words stand between or beside.
    open: bool,
}

impl Words {
    /// The tables that come with the program: English, German, French and Spanish, and the commonest words of some others.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Words> = LazyLock::new(table::standard);
        &STANDARD
    }

    /// The standard tables and a table of a person's own: TOML with the keys of `words/en.toml`, words in any case. Its meaning of a time of day
    /// goes before the standard one; words under `without` are forgotten first.
    ///
    /// # Errors
    /// The first thing wrong with the table, with its line and column.
    pub fn with(text: &str) -> Result<Self, Notice> {
        table::with(Self::standard(), text)
    }

    /// Whether a text may begin with a heading's opening, by its first two letters: the cheap question before any other.
    pub(crate) fn may_open(&self, text: &str) -> bool {
        if let [first, second, ..] = text.as_bytes()
            && let (Some(first), Some(second)) = (letter(*first), letter(*second))
        {
            return self.follows[first] >> second & 1 == 1;
        }
        match text.chars().next() {
            None => false,
            Some(first) if first.is_ascii() => self.may_open >> u32::from(first) & 1 == 1,
            // Full-width letters are letters; others are looked up in capitals.
            Some(first) => {
                ('！'..='～').contains(&first) || upper(first).is_some_and(|first| self.openings.contains_key(&first))
            }
        }
    }

    /// The opening that a text begins with, in any case: what it says and its length in bytes with the dot behind it.
    pub(crate) fn opening(&self, text: &str) -> Option<(Opens, usize)> {
        let first = upper(narrow(text.chars().next()?))?;
        let head = Head::of(text, u8::is_ascii);
        let openings = self.openings.get(&first)?.iter().filter(|opening| head.may_be(opening.head));
        openings.filter_map(|opening| Some((opening.means, matched(text, &opening.word)?))).next()
    }

    pub(crate) fn sense(&self, phrase: &str) -> Option<Sense> {
        self.senses.get(phrase).copied()
    }

    pub(crate) fn longest_phrase(&self) -> usize {
        self.longest_phrase
    }

    pub(crate) fn counts_days(&self, word: &str) -> bool {
        self.story_days.contains(word)
    }

    /// Whether a text stands in a list.
    pub(crate) fn is(&self, list: List, text: &str) -> bool {
        self.lists.get(&list).is_some_and(|words| words.contains(text))
    }

    /// The words behind the longest entry of a list that a text begins with, up to a blank.
    pub(crate) fn strip<'a>(&self, list: List, text: &'a str) -> Option<&'a str> {
        let words = self.lists.get(&list)?;
        let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).take(4).chain([text.len()]);
        let end = ends.filter(|end| words.contains(&text[..*end])).last()?;
        Some(text[end..].trim_start())
    }

    /// Whether a segment tells a shot, not a place.
    pub(crate) fn is_shot(&self, segment: &str) -> bool {
        self.shots.iter().any(|shot| match shot.open {
            false => segment == shot.before,
            true => {
                segment.len() > shot.before.len() + shot.behind.len()
                    && segment.starts_with(&shot.before)
                    && segment.ends_with(&shot.behind)
            }
        })
    }

    /// Where in a segment a shot begins that is closed on both sides (`BOOTH OVER HER SHOULDER`).
    pub(crate) fn shot_within(&self, segment: &str) -> Option<usize> {
        let both = self.shots.iter().filter(|shot| !shot.before.is_empty() && !shot.behind.is_empty());
        both.filter(|shot| segment.ends_with(&shot.behind)).find_map(|shot| {
            let at = segment.find(&format!(" {}", shot.before))?;
            (at + shot.before.len() + shot.behind.len() < segment.len()).then_some(at + 1)
        })
    }
}

/// How many bytes of `text` the opening `word` covers: a dot or spaces may stand before and behind a slash, and a dot,
/// a space or a dash must follow.
fn matched(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    let mut letters = word.chars();
    while let Some(letter) = letters.next() {
        if letter == '/' {
            let gap = text[at..].len() - text[at..].trim_start_matches(|c| matches!(narrow(c), '.' | ' ')).len();
            at += gap;
            let sign = text[at..].chars().next()?;
            if !(narrow(sign) == '/' || sign == '-' && gap == 0) {
                return None;
            }
            at += sign.len_utf8();
            at += text[at..].len() - text[at..].trim_start_matches(' ').len();
            continue;
        }
        let found = text[at..].chars().next()?;
        // `ß` is two letters in capitals.
        let mut capitals = if found == 'ẞ' { 'ß' } else { narrow(found) }.to_uppercase();
        if capitals.next() != Some(letter) || capitals.any(|more| letters.next() != Some(more)) {
            return None;
        }
        at += found.len_utf8();
    }
    let next = text[at..].chars().next()?;
    match narrow(next) {
        '.' => Some(at + next.len_utf8()),
        c if c.is_whitespace() || (matches!(c, ':' | '—' | '–') && word.len() > 1) => Some(at),
        _ => None,
    }
}

/// A full-width or otherwise wide sign as the plain one.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' => '.',
        c => c,
    }
}

/// The first letter of a character in capitals.
fn upper(c: char) -> Option<char> {
    c.to_uppercase().next()
}

/// Whether a line is one of the transitions everybody writes, with or without its colon or full stop.
pub(crate) fn is_transition(words: &Words, text: &str) -> bool {
    let ended = text.strip_suffix([':', '.']);
    let said = ended.unwrap_or(text).trim_end();
    words.is(List::Cuts, said) || (ended.is_some() && words.is(List::Transitions, said))
}

/// Whether there is a capital letter.
pub(crate) fn has_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

/// Whether there is a small letter.
pub(crate) fn has_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// Capitals with single spaces: the form in which names are compared.
pub(crate) fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let from = out.len();
            out.push_str(word);
            out[from..].make_ascii_uppercase();
            continue;
        }
        out.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_uppercase));
    }
    out
}

//! The title page: `Key: value` lines before the first blank one. A script that opens with `FADE IN:` has none.

use super::lines::{Found, Line, Lines};
use crate::heading::opens_scene;
use crate::words::{self, Words};

/// Keys that make a block a title page without doubt.
pub(super) const KNOWN: [&str; 16] = [
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "draft",
    "contact",
    "copyright",
    "notes",
    "revision",
    "format",
    "episode",
    "series",
    "written by",
];

/// How many lines from here on are a title page; none when the script begins at once.
pub(super) fn length(words: &Words, mut lines: Lines<'_>, first: Option<&Line<'_>>) -> usize {
    let (mut count, mut keys, mut sure, mut likely) = (0_usize, 0_usize, false, None);
    let mut unused = Found::default();
    let mut next = None;
    while let Some(line) = if count == 0 { first } else { next.as_ref() } {
        let text = line.text.trim();
        if text.is_empty() && (!line.only_notes || count == 0) {
            break;
        }
        match part(words, line, count == 0) {
            Part::Entry(key, value) => {
                keys += 1;
                sure |= KNOWN.iter().any(|known| key.eq_ignore_ascii_case(known));
                likely = match likely {
                    None => Some((words::has_lower(key), !value.is_empty())),
                    Some((lower, filled)) => Some((lower, filled || (keys == 1 && !value.is_empty()))),
                };
            }
            Part::More => likely = likely.map(|(lower, filled)| (lower, filled || (keys == 1 && !text.is_empty()))),
            Part::Script => break,
        }
        count += 1;
        unused.asides.clear();
        next = lines.next(&mut unused);
    }
    let usable = sure || (keys > 1 && likely == Some((true, true)));
    if usable { count } else { 0 }
}

/// What a line before the first blank one is.
pub(super) enum Part<'a> {
    /// A key with what stands behind it.
    Entry(&'a str, &'a str),
    /// More of the value above.
    More,
    /// Not of the title page.
    Script,
}

/// Tells the parts of a title page.
pub(super) fn part<'a>(words: &Words, line: &'a Line<'_>, first: bool) -> Part<'a> {
    let text = line.text.trim();
    let indented = line.text.starts_with([' ', '\t']);
    if line.only_notes {
        return Part::More;
    }
    match entry(words, text).filter(|_| !indented || first) {
        Some((key, value)) => Part::Entry(key, value),
        None if first
            || (!indented && (opens_scene(words, text) || text.starts_with(['.', '>', '!', '@', '#', '~']))) =>
        {
            Part::Script
        }
        None => Part::More,
    }
}

/// `Key: value`, where the key is a few words.
pub(super) fn entry<'a>(table: &Words, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (key, value) = text.split_once(':')?;
    let key = key.trim_end();
    let wordy = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '\'' | '(' | ')');
    let fits = !key.is_empty() && key.len() <= 40 && key.chars().all(wordy) && key.starts_with(char::is_alphabetic);
    (fits && !words::is_transition(table, text) && !key.ends_with(" TO") && !opens_scene(table, text))
        .then_some((key, value.trim()))
}

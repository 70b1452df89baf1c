//! The title page: `Key: value` lines before the first blank one. A script that opens with `FADE IN:` has none.

use super::marks::plain;
use super::prepare::Line;
use crate::heading;
use crate::words::{self, Words};

/// Keys that make a block a title page without doubt.
const KNOWN: [&str; 16] = [
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

/// The entries and the index of the line after them.
pub(crate) fn read(table: &Words, lines: &[Line]) -> (Vec<(String, String)>, usize) {
    let start = lines.iter().take_while(|line| line.text.trim().is_empty()).count();
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    let mut end = start;
    for line in &lines[start..] {
        let text = line.text.trim();
        if text.is_empty() && !line.only_notes {
            break;
        }
        let indented = line.text.starts_with([' ', '\t']);
        if let Some((key, value)) = entry(table, text).filter(|_| !indented || entries.is_empty()) {
            entries.push((key.to_owned(), vec![value.to_owned()]));
        } else if heading::opens_scene(table, text) || text.starts_with(['.', '>', '!', '@', '#']) && !indented {
            break;
        } else if let Some((_, values)) = entries.last_mut() {
            values.push(text.to_owned());
        } else {
            break;
        }
        end += 1;
    }
    let known = |key: &str| KNOWN.contains(&key.to_lowercase().as_str());
    let sure = entries.iter().any(|(key, _)| known(key));
    let likely =
        entries.first().is_some_and(|(key, values)| words::has_lower(key) && values.iter().any(|v| !v.is_empty()));
    let usable = sure || (likely && entries.len() > 1);
    if !usable {
        return (Vec::new(), start);
    }
    let entries = entries.into_iter().map(|(key, values)| {
        let lines: Vec<_> = values.iter().map(|value| plain(value).trim().to_owned()).collect();
        (key, lines.join("\n").trim().to_owned())
    });
    (entries.collect(), end)
}

/// `Key: value`, where the key is a few words.
fn entry<'a>(table: &Words, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (key, value) = text.split_once(':')?;
    let key = key.trim_end();
    let wordy = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '\'' | '(' | ')');
    let fits = !key.is_empty() && key.len() <= 40 && key.chars().all(wordy) && key.starts_with(char::is_alphabetic);
    (fits && !words::is_transition(table, text) && !key.ends_with(" TO") && !heading::opens_scene(table, text))
        .then_some((key, value.trim()))
}

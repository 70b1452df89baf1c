//! The title page: which page is one, and what its lines say.

use super::lines::Line;
use super::shape::{Shape, heading_left};
use crate::words::Words;

/// Whether the first page is a title page: it begins further down than pages of script do, or has few lines, and no scene begins on it.
pub(crate) fn is_title_page(words: &Words, shape: &Shape, pages: &[Vec<Line>]) -> bool {
    let Some((first, rest)) = pages.split_first() else { return false };
    let opens = |line: &Line| heading_left(words, line).is_some();
    if first.is_empty() || first.len() > 45 || first.iter().any(opens) || !rest.iter().flatten().any(opens) {
        return false;
    }
    let mut tops: Vec<i32> = rest.iter().filter_map(|page| page.first()).map(|line| line.base).collect();
    tops.sort_unstable();
    let top = tops.get(tops.len() / 2).copied().unwrap_or(0);
    first[0].base > top + 4 * shape.pitch
}

/// Keys and values, in the order of Fountain's usual keys.
pub(crate) fn read(shape: &Shape, page: &[Line]) -> Vec<(String, String)> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for (i, line) in page.iter().enumerate() {
        let goes_on = i > 0 && shape.tight(&page[i - 1], line);
        match blocks.last_mut().filter(|_| goes_on) {
            Some(block) => block.push(line.text()),
            None => blocks.push(vec![line.text()]),
        }
    }
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, lines: &[String]| {
        if lines.is_empty() {
            return;
        }
        let value = lines.join("\n");
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, text)) => {
                text.push('\n');
                text.push_str(&value);
            }
            None => entries.push((key.to_owned(), value)),
        }
    };
    let (mut titled, mut author_next) = (false, false);
    for block in &blocks {
        let credit = block.iter().position(|line| is_credit(line));
        if let Some(at) = credit.filter(|_| !author_next) {
            add(if titled { "Notes" } else { "Title" }, &block[..at]);
            titled = true;
            add("Credit", &block[at..=at]);
            add("Author", &block[at + 1..]);
            author_next = block.len() == at + 1;
        } else if author_next {
            add("Author", block);
            author_next = false;
        } else if titled {
            add(key_of(block), block);
        } else {
            add("Title", block);
            titled = true;
        }
    }
    entries
}

/// `written by`, `by`, `a screenplay by`, and the same in a few languages; not `based on the novel by`.
fn is_credit(line: &str) -> bool {
    let line = line.to_lowercase();
    let short = line.split_whitespace().count() <= 4;
    let ends =
        ["by", "von", "par", "de", "por", "&"].iter().any(|word| line.split_whitespace().next_back() == Some(word));
    short && ends && !line.starts_with("based") && !line.starts_with("revis")
}

fn key_of(block: &[String]) -> &'static str {
    let text = block.join(" ").to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if has(&["based on", "story by", "adapted from", "from the novel", "nach dem", "d'après", "basado en"]) {
        "Source"
    } else if has(&["©", "copyright", "(c)"]) {
        "Copyright"
    } else if has(&["draft", "revis", "fassung"]) || (block.len() == 1 && digits >= 4 && text.len() <= 24) {
        "Draft date"
    } else if block.len() > 1 || has(&["@", "tel", "phone", "www."]) {
        "Contact"
    } else {
        "Notes"
    }
}

//! What stands on a page beside the script itself: headers, footers, page numbers, CONTINUED, (MORE), watermarks, and the
//! scene numbers and revision signs in the margins.

use std::collections::BTreeMap;

use super::lines::{Line, Word, text};
use super::shape::{Shape, is_number};
use crate::heading;
use crate::words::{self, Words, has_lower};

/// What was taken off the pages.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    /// The number printed on each page.
    pub(crate) numbers: Vec<Option<u32>>,
    /// Whether a speech says at the foot of each page that it goes on.
    pub(crate) more: Vec<bool>,
    /// Lines that repeat on the pages, each text once.
    pub(crate) repeated: Vec<String>,
}

/// Lines at the head and at the foot of a page that may be furniture.
const ZONE: usize = 4;

/// Takes headers, footers and page numbers off.
pub(crate) fn clear(words: &Words, pages: &mut [Vec<Line>], pitch: i32) -> Furniture {
    let mut furniture =
        Furniture { numbers: vec![None; pages.len()], more: vec![false; pages.len()], repeated: Vec::new() };
    let mut counts: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for page in pages.iter() {
        for line in page {
            *counts.entry(key(line)).or_default() += 1;
        }
    }
    let many = pages.len();
    let count = |line: &Line| {
        let (text, place) = key(line);
        let near = [place - 1, place, place + 1].map(|place| counts.get(&(text.clone(), place)).copied().unwrap_or(0));
        near.iter().sum::<usize>()
    };
    for (i, page) in pages.iter_mut().enumerate() {
        let everywhere = |line: &Line| many >= 4 && count(line) * 10 >= many * 7 && large(line);
        page.retain(|line| !everywhere(line));
        for foot in [false, true] {
            for _ in 0..ZONE {
                let (at, inner) = match (foot, page.len()) {
                    (_, 0) => break,
                    (false, length) => (0, (length > 1).then_some(1)),
                    (true, length) => (length - 1, length.checked_sub(2)),
                };
                let line = &page[at];
                // The script goes on line under line; what belongs to the page stands apart.
                let apart = inner.is_none_or(|inner| (page[inner].base - line.base).abs() * 10 > pitch * 14);
                let repeats = count(line) >= 3 && count(line) * 10 >= many * 3;
                // Of few pages two say enough at the head, where no transition stands.
                let few = !foot && many <= 4 && count(line) >= 2 && !words::is_transition(words, &line.text());
                let repeats = repeats || few;
                let number = page_number(line);
                // Scenes may begin alike, page after page.
                let scene = heading::opens_scene(words, &line.text());
                let chained =
                    inner.is_some_and(|inner| page_number(&page[inner]).is_some() && count(&page[inner]) >= 3);
                if scene || !(apart || chained) || !(repeats || is_page_label(line)) {
                    break;
                }
                let line = page.remove(at);
                furniture.numbers[i] = furniture.numbers[i].or(number);
                let text = without_numbers(&line);
                if !text.is_empty() && !furniture.repeated.contains(&text) && furniture.repeated.len() < 32 {
                    furniture.repeated.push(text);
                }
            }
        }
    }
    furniture
}

/// Takes CONTINUED and (MORE) off; scene numbers and signs in the margins must be off already.
pub(crate) fn clear_continued(pages: &mut [Vec<Line>], furniture: &mut Furniture) {
    for (page, more) in pages.iter_mut().zip(&mut furniture.more) {
        while page.first().is_some_and(|line| is_continued(&line.text())) {
            page.remove(0);
        }
        while let Some(line) = page.last() {
            let text = line.text();
            if is_more(&text) {
                *more = true;
            } else if !is_continued(&text) {
                break;
            }
            page.pop();
        }
    }
}

/// Takes scene numbers and signs of revision out of the margins, onto their lines. Lines of nothing else go.
pub(crate) fn clear_margins(pages: &mut [Vec<Line>], shape: &Shape) {
    for page in pages {
        for line in page.iter_mut() {
            while line.words.last().is_some_and(|word| is_sign(&word.text)) && apart(line, shape) {
                line.words.pop();
                line.revised = true;
            }
            let left =
                line.words.first().filter(|word| is_number(&word.text) && word.right < shape.left - shape.letter / 2);
            let left = left.map(|word| word.text.clone());
            // A long heading may run up to its number; then the one on the left tells.
            let same = |word: &Word| left.as_ref() == Some(&word.text) && word.right > shape.right - shape.letter / 2;
            let right = line.words.last().filter(|word| is_number(&word.text) && (apart(line, shape) || same(word)));
            let right = right.map(|word| word.text.clone());
            if right.is_some() {
                line.words.pop();
            }
            if left.is_some() && !line.words.is_empty() {
                line.words.remove(0);
            }
            line.number = left.or(right).map(|number| number.trim_end_matches('.').to_owned());
        }
        page.retain(|line| !line.words.is_empty());
    }
}

/// Whether the last word stands in the right margin.
fn apart(line: &Line, shape: &Shape) -> bool {
    let Some(word) = line.words.last() else { return false };
    let gap = line.words.len().checked_sub(2).map_or(i32::MAX, |before| word.left - line.words[before].right);
    gap > shape.letter * 3 / 2 && word.right > shape.right && word.left > shape.right - 8 * shape.letter
}

fn is_sign(text: &str) -> bool {
    text.len() <= 3 && text.chars().all(|c| matches!(c, '*' | '+' | '†' | '‡'))
}

fn large(line: &Line) -> bool {
    line.words.iter().all(|word| word.size > 1600)
}

/// A line's words with every number alike and without a page number, and roughly where it stands.
fn key(line: &Line) -> (String, i32) {
    let mut text = String::new();
    for c in without_numbers(line).chars().take(160) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !text.ends_with('#') {
            text.push(c);
        }
    }
    (text, line.base.div_euclid(300))
}

/// A line's words without the page number at one of its ends.
fn without_numbers(line: &Line) -> String {
    let label = |word: &Word| number_in(&word.text).is_some();
    match line.words.as_slice() {
        [rest @ .., last] if label(last) => text(rest),
        [first, rest @ ..] if label(first) => text(rest),
        all => text(all),
    }
}

/// Whether a line is a page number and nothing else.
fn is_page_label(line: &Line) -> bool {
    let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
    match words.as_slice() {
        [only] => number_in(only).is_some(),
        [dash, only, other] => dash == other && matches!(*dash, "-" | "–" | "—") && number_in(only).is_some(),
        [word, only] => {
            ["page", "seite", "página"].contains(&word.to_lowercase().as_str()) && number_in(only).is_some()
        }
        _ => false,
    }
}

/// `12.`, `12`, `- 12 -`, `Page 12`, `12A.`, or such at one end of a longer line.
fn page_number(line: &Line) -> Option<u32> {
    let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
    match words.as_slice() {
        [_, only, _] if is_page_label(line) => number_in(only),
        [.., last] if number_in(last).is_some() => number_in(last),
        [first, ..] => number_in(first),
        [] => None,
    }
}

/// `12`, `12.`, `12A.`, `-12-`.
fn number_in(text: &str) -> Option<u32> {
    let core = text.trim_matches(|c| matches!(c, '.' | '-' | '–' | '(' | ')' | '|'));
    let digits: String = core.chars().take_while(char::is_ascii_digit).collect();
    let rest = &core[digits.len()..];
    let plain = rest.len() <= 2 && rest.chars().all(|c| c.is_ascii_uppercase());
    (plain && (1..=4).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
}

/// `CONTINUED:`, `(CONTINUED)`, `CONTINUED: (2)` and the same in a few languages.
fn is_continued(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
    let known = matches!(plain.trim(), "CONTINUED" | "FORTSETZUNG" | "SUITE" | "CONTINÚA" | "CONTINUA");
    known && text.contains([':', '(']) && text.len() <= 24
}

fn is_more(text: &str) -> bool {
    let plain = text.trim_matches(|c: char| !c.is_alphabetic());
    let bracketed = text.starts_with('(') && text.ends_with(')');
    (bracketed || !has_lower(text))
        && matches!(plain.to_uppercase().as_str(), "MORE" | "WEITER" | "MEHR" | "MÁS" | "SUITE")
}

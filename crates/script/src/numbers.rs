//! Scene numbers: every scene gets one, no two scenes get the same, and an order that is the script's.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::SceneDraft;

/// Gives a number to each scene whose script states none, and makes two of one number two.
pub(crate) fn assign(scenes: &mut [SceneDraft]) {
    let stated: Vec<String> =
        scenes.iter().filter(|scene| scene.number_stated).map(|scene| scene.number.clone()).collect();
    let mut taken: BTreeSet<Cow<str>> = stated.iter().map(|number| number.as_str().into()).collect();
    let mut seen = BTreeSet::new();
    let mut copies: BTreeMap<&str, u32> = BTreeMap::new();
    let mut next = 1_u64;
    let mut numbers = stated.iter().map(String::as_str);
    for scene in scenes {
        if !scene.number_stated {
            // Those given before are all smaller.
            while taken.contains(next.to_string().as_str()) {
                next += 1;
            }
            scene.number = next.to_string();
            next += 1;
        } else if let Some(number) = numbers.next().filter(|number| !seen.insert(*number)) {
            let copy = copies.entry(number).or_insert(0);
            scene.number = loop {
                *copy += 1;
                let candidate = format!("{number}{}", letters(*copy));
                if taken.insert(candidate.clone().into()) {
                    break candidate;
                }
            };
        }
        if let Some(whole) = leading_whole(&scene.number) {
            next = next.max(whole + 1);
        }
    }
}

/// The order of two scene numbers in a script: `A10`, `10`, `10aA`, `10A`, `10AA`, `10B`, `12`, `12pt2`, `15-16`.
///
/// A letter before the number stands for a scene before it. Small letters stand for a scene put in before the capital that follows them, the more
/// of them the earlier. Anything behind comes later than nothing. Numbers without any digit come last, in the order of their letters.
pub fn number_order(a: &str, b: &str) -> Ordering {
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

/// What numbers are compared by: the whole number, the letters before it (none last), and the rest in runs.
fn rank(number: &str) -> (u64, Option<String>, Vec<Run>) {
    let number = number.trim();
    let start = number.find(|c: char| c.is_ascii_digit());
    let Some(start) = start else { return (u64::MAX, None, runs(number)) };
    let end = number[start..].find(|c: char| !c.is_ascii_digit()).map_or(number.len(), |end| start + end);
    let prefix: String = number[..start].chars().filter(|c| c.is_alphanumeric()).collect();
    // Nothing sorts behind every letter.
    let prefix = if prefix.is_empty() { "\u{10ffff}".to_owned() } else { prefix };
    (number[start..end].parse().unwrap_or(u64::MAX), Some(prefix), runs(&number[end..]))
}

/// Letters and digits behind the whole number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    /// Digits behind a sign or letters: the scenes 15 and 16 in one, `15-16`, stand before `15A`.
    Whole(u64),
    /// Letters: small ones before capitals, whichever they are.
    Letter(bool, char),
}

fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(first) = c.to_digit(10) {
            let mut whole = u64::from(first);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                whole = whole.saturating_mul(10).saturating_add(u64::from(digit));
                chars.next();
            }
            out.push(Run::Whole(whole));
        } else if c.is_alphabetic() {
            out.push(Run::Letter(c.is_uppercase(), c));
        }
    }
    out
}

/// Whether a word before an opening can be a scene number: `12`, `A12`, `12AB`, `10aA`, `15-16`, `12pt2`, `12.1`.
pub(crate) fn is_number(word: &str) -> bool {
    let letters = |text: &str| text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if word.len() > 12 || !word.is_ascii() {
        return false;
    }
    let before = letters(word);
    let whole = digits(&word[before..]);
    let behind = letters(&word[before + whole..]);
    let rest = &word[before + whole + behind..];
    let small = word[..before].bytes().any(|b| b.is_ascii_lowercase());
    let tail = rest.strip_prefix(['-', '.', '/']).unwrap_or(rest);
    before <= 2
        && !small
        && (1..=4).contains(&whole)
        && behind <= 3
        && (rest.is_empty()
            || digits(tail) > 0 && letters(&tail[digits(tail)..]) <= 2 && {
                let end = digits(tail) + letters(&tail[digits(tail)..]);
                end == tail.len() && digits(tail) <= 4
            }
            || !tail.is_empty() && tail.len() < rest.len() && tail.len() <= 2 && letters(tail) == tail.len())
}

/// The whole number in a scene number: 12 of `A12B`.
fn leading_whole(number: &str) -> Option<u64> {
    let digits: String =
        number.chars().skip_while(|c| c.is_ascii_uppercase()).take_while(char::is_ascii_digit).collect();
    if digits.len() > 6 { None } else { digits.parse().ok() }
}

/// A, B, … Z, AA, AB.
fn letters(mut count: u32) -> String {
    let mut out = Vec::new();
    while count > 0 {
        count -= 1;
        out.push(char::from(b'A' + u8::try_from(count % 26).unwrap_or(0)));
        count /= 26;
    }
    out.iter().rev().collect()
}

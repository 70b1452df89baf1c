//! Elements that say what they are by their first sign, `.ROOFTOP` or `> CUT`, in plain or full-width signs.

use super::lines::escaped;
use super::marks::plain_sign;

/// What a line is by its first sign, with the words behind the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forced<'a> {
    PageBreak,
    Synopsis(&'a str),
    Section(u8, &'a str),
    Shot(&'a str),
    Action(&'a str),
    Heading(&'a str),
    Cue(&'a str),
    Centred(&'a str),
    Transition(&'a str),
    Lyric(&'a str),
}

/// Reads the first sign of a line without white space at its ends. A sign with nothing to force is a word like any other.
pub(super) fn forced(text: &str) -> Option<Forced<'_>> {
    // Nearly every line begins with a letter.
    let first = *text.as_bytes().first()?;
    if !matches!(first, b'=' | b'#' | b'!' | b'.' | b'@' | b'>' | b'~' | 0xef) {
        return None;
    }
    let (sign, rest) = sign(text)?;
    let words = rest.trim();
    match sign {
        '=' => {
            let (count, after) = repeated('=', text);
            if count >= 3 && after.is_empty() {
                return Some(Forced::PageBreak);
            }
            (!words.is_empty() && !after.is_empty()).then_some(Forced::Synopsis(words))
        }
        '#' => {
            let (depth, words) = repeated('#', text);
            let words = words.trim();
            (!words.is_empty()).then_some(Forced::Section(u8::try_from(depth).unwrap_or(u8::MAX), words))
        }
        '!' => match self::sign(rest) {
            Some(('!', shot)) if !shot.trim().is_empty() => Some(Forced::Shot(shot.trim())),
            _ => Some(Forced::Action(rest.trim_end())),
        },
        '.' => starts_heading(rest).then_some(Forced::Heading(rest)),
        // A caret alone says where a name stands, not which.
        '@' => (!words.trim_matches(['^', '＾']).is_empty()).then_some(Forced::Cue(words)),
        '>' => {
            let centred = words.strip_suffix(['<', '＜']).filter(|inside| !escaped(inside));
            match centred.map(str::trim) {
                Some("") => None,
                Some(inside) => Some(Forced::Centred(inside)),
                None => (!words.is_empty()).then_some(Forced::Transition(words)),
            }
        }
        '~' => Some(Forced::Lyric(words)),
        _ => None,
    }
}

/// The words of a sung line.
pub(super) fn lyric(text: &str) -> Option<&str> {
    match forced(text) {
        Some(Forced::Lyric(words)) => Some(words),
        _ => None,
    }
}

/// The first sign, made plain, and what follows it.
fn sign(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    Some((plain_sign(first).unwrap_or(first), &text[first.len_utf8()..]))
}

/// How often a sign stands at the beginning, and what follows.
fn repeated(wanted: char, mut text: &str) -> (usize, &str) {
    let mut count = 0;
    while let Some((_, rest)) = sign(text).filter(|(found, _)| *found == wanted) {
        (count, text) = (count + 1, rest);
    }
    (count, text)
}

/// After a forcing full stop: not an ellipsis and not a sentence that starts with a full stop and a space.
fn starts_heading(words: &str) -> bool {
    sign(words).is_some_and(|(first, _)| first != '.' && !first.is_whitespace())
}

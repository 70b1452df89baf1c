//! A cheap look at a line before the grammar of headings is asked: most lines cannot be one.

use std::collections::BTreeSet;

use crate::heading;
use crate::words::{self, Words};

/// What the headings of a script may begin with.
pub(super) struct Openings<'a> {
    words: &'a Words,
    /// Beginnings in ASCII, two bytes in small letters; the second is 0 where the first stands alone.
    pairs: [u128; 128],
    /// First letters that are not ASCII, small and capital.
    others: BTreeSet<char>,
}

impl<'a> Openings<'a> {
    pub(super) fn of(words: &'a Words) -> Self {
        let mut openings = Self { words, pairs: [0; 128], others: BTreeSet::new() };
        for (word, ..) in words::OPENINGS {
            openings.add(word);
        }
        openings
    }

    fn add(&mut self, word: &str) {
        let Some(first) = word.chars().next() else { return };
        let second = word.chars().nth(1);
        match second {
            Some(second) if first.is_ascii() && second.is_ascii_alphanumeric() => {
                for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                    for second in [second.to_ascii_lowercase(), second.to_ascii_uppercase()] {
                        self.pairs[first as usize] |= 1 << (second as u32);
                    }
                }
            }
            // A letter that stands alone or before one that is not ASCII: whatever follows may open a scene.
            _ if first.is_ascii() => {
                let any = if second.is_none_or(|second| second.is_ascii()) { SIGNS } else { u128::MAX };
                for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                    self.pairs[first as usize] |= any;
                }
            }
            _ => self.others.extend(first.to_lowercase().chain(first.to_uppercase())),
        }
    }

    /// Whether a line opens a scene by its form.
    pub(super) fn open(&self, text: &str) -> bool {
        self.may_open(text) && heading::opens_scene(self.words, text)
    }

    fn may_open(&self, text: &str) -> bool {
        match text.as_bytes() {
            [first, second, ..] if first.is_ascii() => {
                (second.is_ascii() && self.pairs[usize::from(*first)] >> second & 1 == 1)
                    || (!second.is_ascii() && self.pairs[usize::from(*first)] == u128::MAX)
                    || numbered(text)
            }
            _ => text
                .chars()
                .next()
                .is_some_and(|first| ('\u{ff00}'..='\u{ffef}').contains(&first) || self.others.contains(&first)),
        }
    }
}

/// Signs that may follow a letter which stands alone: `I/E`, `I./E.`, `I / E`.
const SIGNS: u128 = 1 << b'.' | 1 << b'/' | 1 << b' ' | 1 << b'-' | 1 << b'\t';

/// Whether a line begins as a scene number does: `12`, `A12`, `AB12`.
fn numbered(text: &str) -> bool {
    let digit = text.bytes().position(|b| !b.is_ascii_uppercase());
    digit.is_some_and(|at| at <= 2 && text.as_bytes()[at].is_ascii_digit())
}

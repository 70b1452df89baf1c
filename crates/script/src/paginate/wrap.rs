//! Words to lines at a width, as a typewriter face sets them.
//!
//! A line breaks at white space and behind hyphens; a word too long for a line is cut. No-break spaces do not break.

use std::ops::Range;

/// Columns between the stops of a tabulator.
const TAB: usize = 5;

/// The lines of a text as ranges of its bytes, with the white space that ends them. An empty text has one line.
pub(super) struct Lines<'a> {
    text: &'a str,
    width: usize,
    at: Option<usize>,
}

/// Sets a text from a byte of it on.
pub(super) fn lines(text: &str, from: usize, width: u16) -> Lines<'_> {
    Lines { text, width: usize::from(width).max(1), at: Some(from) }
}

/// How many lines a text takes.
pub(super) fn count(text: &str, width: u16) -> u64 {
    if text.len() <= usize::from(width) && !text.bytes().any(|byte| byte == b'\n' || byte == b'\t') {
        return 1;
    }
    lines(text, 0, width).map(|_| 1).sum()
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at?;
        let mut column = 0;
        // Where the next line may begin, once a word stands on this one.
        let mut chance = None;
        let (mut words, mut hyphen) = (false, false);
        for (i, char) in self.text[start..].char_indices() {
            let i = start + i;
            if char == '\n' {
                self.at = Some(i + 1);
                return Some(start..i + 1);
            }
            if breaks(char) {
                column += if char == '\t' { TAB - column % TAB } else { columns(char) };
                (chance, hyphen) = (words.then_some(i + char.len_utf8()), false);
                continue;
            }
            if hyphen && char != '-' {
                chance = Some(i);
            }
            (hyphen, words) = (char == '-', true);
            column += columns(char);
            if column > self.width && i > start {
                let end = chance.unwrap_or(i);
                self.at = Some(end);
                return Some(start..end);
            }
        }
        self.at = None;
        Some(start..self.text.len())
    }
}

/// Places of a line behind which a sentence ends and another word follows on the same or the next line.
pub(super) fn sentence_ends(text: &str, line: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let (mut ended, mut space) = (false, false);
    let base = line.start;
    let words = text[line.clone()].char_indices().filter_map(move |(i, char)| {
        let begins = ended && space && !char.is_whitespace();
        match char {
            '.' | '!' | '?' | '…' => (ended, space) = (true, false),
            '"' | '\'' | '”' | '’' | ')' | ']' if !space => {}
            char if char.is_whitespace() => space = true,
            _ => (ended, space) = (false, false),
        }
        begins.then_some(base + i)
    });
    let whole = &text[line.clone()];
    let closed = whole.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…']);
    let last = (closed && whole.ends_with(char::is_whitespace) && line.end < text.len()).then_some(line.end);
    words.chain(last)
}

fn breaks(char: char) -> bool {
    char.is_whitespace() && !matches!(char, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Columns of a character: East Asian wide ones take two, combining marks none.
fn columns(char: char) -> usize {
    match u32::from(char) {
        0..0x300 => 1,
        0x300..0x370 | 0x200b..=0x200f | 0xfe00..=0xfe0f | 0xfeff => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 => 2,
        0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

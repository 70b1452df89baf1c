//! Text to lines, one at a time and borrowed: comments and notes are taken out of a line and told beside it.
//!
//! What leaves a line leaves it whole: `a [[n]] b` is the line `a  b`, also where the note or comment runs over several lines.

use std::borrow::Cow;

use memchr::{memchr, memchr2_iter, memmem};
use model::notice::Notice;

use super::remarks::{Remark, Remarks};

/// A line of the script.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// Its number in the file, from 1.
    pub(crate) number: u32,
    /// Its words; white space at its ends is kept.
    pub(crate) text: Cow<'a, str>,
    /// There was nothing but notes: the line is not blank, it is not there.
    pub(crate) only_notes: bool,
}

/// A note, or a comment from the boneyard, that stood in a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aside<'a> {
    /// Line on which it opens.
    pub(crate) number: u32,
    /// What stands between its brackets.
    pub(crate) text: &'a str,
    /// Taken out by the writer, not a note.
    pub(crate) boneyard: bool,
}

/// What stood in lines beside their words.
#[derive(Debug, Default)]
pub(crate) struct Found<'a> {
    /// Notes and comments in order.
    pub(crate) asides: Vec<Aside<'a>>,
    /// What is wrong with them.
    pub(crate) remarks: Remarks,
}

/// A place in the text. A copy of it looks ahead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Where the next line begins; past the end after the last.
    at: usize,
    number: u32,
    /// The next `[[` and `/*` at or behind `at`; the end of the text where there is none.
    note: usize,
    comment: usize,
    /// Up to here no note that opens is closed before an empty line.
    hopeless: usize,
}

/// One kind of line end, as far as `\n` with or without `\r` before it. Copies only what has others.
pub(crate) fn unified(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    let odd = memchr2_iter(b'\r', b'\x0c', bytes).any(|at| bytes[at] != b'\r' || lone(at))
        || memmem::find(bytes, "\u{2028}".as_bytes()).is_some()
        || memmem::find(bytes, "\u{2029}".as_bytes()).is_some();
    if !odd {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\r' if lone(at) => out.push('\n'),
            '\u{c}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

impl<'a> Lines<'a> {
    /// The beginning of a text whose line ends are of one kind.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut lines = Self { text, at: 0, number: 1, note: 0, comment: 0, hopeless: 0 };
        lines.note = lines.opener("[[", 0);
        lines.comment = lines.opener("/*", 0);
        lines
    }

    /// How much of the text is read, and how much there is, in bytes.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.at.min(self.text.len()), self.text.len())
    }

    /// The next line; what stood in it is added to `found`.
    pub(crate) fn next(&mut self, found: &mut Found<'a>) -> Option<Line<'a>> {
        if self.at > self.text.len() {
            return None;
        }
        let number = self.number;
        let end = self.end_of_line(self.at);
        if self.note >= end && self.comment >= end {
            let line = &self.text[self.at..end];
            self.at = end + 1;
            self.number = number.saturating_add(1);
            let text = Cow::Borrowed(line.strip_suffix('\r').unwrap_or(line));
            return Some(Line { number, text, only_notes: false });
        }
        Some(self.line_with_asides(end, found))
    }

    fn line_with_asides(&mut self, mut end: usize, found: &mut Found<'a>) -> Line<'a> {
        let number = self.number;
        let (mut words, mut from, mut notes) = (String::new(), self.at, false);
        loop {
            let open = self.note.min(self.comment);
            if open >= end {
                break;
            }
            let boneyard = open == self.comment;
            let close = if boneyard { self.text[open + 2..].find("*/") } else { self.note_length(open + 2) };
            let Some(length) = close else {
                self.unclosed(open, boneyard, found);
                continue;
            };
            words.push_str(&self.text[from..open]);
            let text = &self.text[open + 2..open + 2 + length];
            found.asides.push(Aside { number: self.number, text, boneyard });
            notes |= !boneyard;
            from = open + length + 4;
            self.number = self.number.saturating_add(count_lines(text));
            if self.note < from {
                self.note = self.opener("[[", from);
            }
            if self.comment < from {
                self.comment = self.opener("/*", from);
            }
            // Only where the aside ran over lines: looking for the end anew each time is quadratic on one long line.
            if from > end {
                end = self.end_of_line(from);
            }
        }
        let rest = &self.text[from..end];
        words.push_str(rest.strip_suffix('\r').unwrap_or(rest));
        self.at = end + 1;
        self.number = self.number.saturating_add(1);
        let only_notes = notes && words.trim().is_empty();
        Line { number, text: Cow::Owned(words), only_notes }
    }

    fn end_of_line(&self, from: usize) -> usize {
        memchr(b'\n', &self.text.as_bytes()[from..]).map_or(self.text.len(), |length| from + length)
    }

    /// The next place where an aside opens. A backslash before it takes its meaning.
    fn opener(&self, mark: &str, mut from: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(length) = bytes.get(from..).and_then(|rest| memmem::find(rest, mark.as_bytes())) {
            let at = from + length;
            if !escaped(&self.text[..at]) {
                return at;
            }
            from = at + 1;
        }
        self.text.len()
    }

    /// How long the note is whose words begin here; nothing when no `]]` stands before the next empty line.
    fn note_length(&mut self, from: usize) -> Option<usize> {
        if from <= self.hopeless {
            return None;
        }
        let mut at = from;
        loop {
            let end = self.end_of_line(at);
            let line = &self.text[at..end];
            if at > from && matches!(line, "" | "\r") {
                self.hopeless = at;
                return None;
            }
            if let Some(length) = line.find("]]") {
                return Some(at + length - from);
            }
            if end == self.text.len() {
                self.hopeless = end;
                return None;
            }
            at = end + 1;
        }
    }

    /// Says that an aside is never closed, and passes over what cannot be closed either.
    fn unclosed(&mut self, open: usize, boneyard: bool, found: &mut Found<'a>) {
        let start = self.text[..open].rfind('\n').map_or(0, |at| at + 1);
        let number = self.number;
        let column = || u32::try_from(self.text[start..open].chars().count() + 1).unwrap_or(u32::MAX);
        if boneyard {
            self.comment = self.text.len();
            found.remarks.add(Remark::OpenComment, || {
                Notice::at(
                    model::notice::Severity::Warning,
                    number,
                    column(),
                    "the comment that '/*' opens here is never closed; its words are read as script",
                    "close it with '*/'",
                )
            });
        } else {
            found.remarks.add(Remark::OpenNote, || {
                Notice::at(
                    model::notice::Severity::Warning,
                    number,
                    column(),
                    "the note that '[[' opens here is not closed before the next empty line; it is read as script",
                    "close it with ']]'",
                )
            });
            self.note = self.opener("[[", (open + 1).max(self.hopeless));
        }
    }
}

/// Whether what follows is escaped: an odd number of backslashes stands at the end.
pub(crate) fn escaped(before: &str) -> bool {
    before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|b| *b == b'\n').count()).unwrap_or(u32::MAX)
}

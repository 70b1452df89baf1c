//! The words of the element that is read. Nearly all are a part of the file's own text, which the elements then share.

use std::ops::Range;

use arcstr::{ArcStr, Substr};
use model::screenplay::{Mark, Marks};

use super::marks;

/// Words with their emphasis, line by line.
pub(super) struct Said<'a> {
    source: &'a ArcStr,
    /// The words, as long as they stand in the source just so.
    span: Range<usize>,
    /// The words where they do not.
    made: String,
    marks: Vec<Mark>,
}

impl<'a> Said<'a> {
    pub(super) fn of(source: &'a ArcStr) -> Self {
        Self { source, span: 0..0, made: String::new(), marks: Vec::new() }
    }

    /// The words so far.
    pub(super) fn words(&self) -> &str {
        if self.made.is_empty() { &self.source[self.span.clone()] } else { &self.made }
    }

    /// Adds a line of the notation, below the words so far or behind them.
    pub(super) fn line(&mut self, line: &str, below: bool) {
        if self.made.is_empty() && !marks::has_signs(line) {
            let at = place(self.source, line);
            let ends = self.span.end;
            match at {
                Some(at) if self.span.is_empty() && !below => return self.span = at..at + line.len(),
                Some(at)
                    if below && at == ends + 1 && ends > self.span.start && self.source.as_bytes()[ends] == b'\n' =>
                {
                    return self.span.end = at + line.len();
                }
                _ => {}
            }
        }
        let made = self.made();
        if below {
            made.push('\n');
        }
        marks::read(line, &mut self.made, &mut self.marks);
    }

    /// The words so far, to add plain words to.
    pub(super) fn made(&mut self) -> &mut String {
        let span = std::mem::take(&mut self.span);
        self.made.push_str(&self.source[span]);
        &mut self.made
    }

    /// Takes the last words off.
    pub(super) fn truncate(&mut self, length: usize) {
        if self.made.is_empty() { self.span.end = self.span.start + length } else { self.made.truncate(length) }
    }

    /// The words and their emphasis; what is left is empty.
    pub(super) fn take(&mut self) -> (Substr, Marks) {
        let span = std::mem::take(&mut self.span);
        let words = if self.made.is_empty() { self.source.substr(span) } else { Substr::from(self.made.as_str()) };
        self.made.clear();
        if self.marks.is_empty() {
            return (words, Marks::default());
        }
        let marks = self.marks.as_slice().to_vec().into();
        self.marks.clear();
        (words, marks)
    }
}

/// Where a part of a text begins in it; nothing for a text that stands elsewhere.
fn place(whole: &str, part: &str) -> Option<usize> {
    let at = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    (at + part.len() <= whole.len()).then_some(at)
}

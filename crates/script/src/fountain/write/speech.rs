//! A speech: the cue and what stands below it without a blank line.

use model::screenplay::{Element, ElementKind, Mark};

use super::super::forced::{Forced, forced};
use super::super::{HELD, is_cue};
use super::Writer;
use super::raw::{self, line_of, lines_of};
use crate::heading;

impl Writer<'_> {
    /// Writes the speech that `elements` begin with; how many of them belong to it.
    pub(super) fn speech(&mut self, elements: &[Element]) -> usize {
        let cue = line_of(&elements[0].text, &elements[0].marks);
        if cue.is_empty() {
            return 1;
        }
        let length = length(elements);
        let spoken = length > 1;
        let natural = spoken
            && is_cue(&cue)
            && forced(&cue).is_none()
            && !heading::opens_scene(self.words, &cue)
            && !self.may_be_title(&cue);
        let (name, caret) = match cue.strip_suffix(['^', '＾']) {
            Some(name) => (name, format!("\\{}", &cue[name.len()..])),
            None => (cue.as_str(), String::new()),
        };
        self.one(&[if natural { "" } else { "@" }, name, &caret, if elements[0].dual { " ^" } else { "" }]);
        for pair in elements[..length].windows(2) {
            // Songs in a row would be one; a held line parts them.
            if pair.iter().all(|element| element.kind == ElementKind::Lyric) {
                self.line(&[HELD]);
            }
            self.part(&pair[1]);
        }
        length
    }

    fn part(&mut self, element: &Element) {
        match element.kind {
            ElementKind::Parenthetical => {
                let line = direction(element);
                if !line.is_empty() {
                    self.line(&[&line]);
                }
            }
            ElementKind::Lyric => {
                let lines = lines_of(&element.text, &element.marks);
                lines.iter().for_each(|line| self.line(&["~", line.trim()]));
            }
            ElementKind::Note => self.line(&[&raw::note(&element.text)]),
            ElementKind::Boneyard => {
                // On a line of its own it would be a blank line, and end the speech.
                self.out.pop();
                self.line(&[" ", &raw::comment(&element.text)]);
            }
            _ => {
                let lines = lines_of(&element.text, &element.marks);
                let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
                let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
                let end = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
                for line in &lines[first..end] {
                    let other = matches!(forced(line), Some(Forced::PageBreak | Forced::Lyric(_)));
                    match *line {
                        "" => self.line(&[HELD]),
                        line if other || line.starts_with('(') => self.line(&["\\", line]),
                        line => self.line(&[line]),
                    }
                }
            }
        }
    }
}

/// How many elements stand in the speech, with the cue. Notes at its end stand outside.
fn length(elements: &[Element]) -> usize {
    let mut length = 1;
    for (i, element) in elements.iter().enumerate().skip(1) {
        match element.kind {
            _ if element.omitted => break,
            ElementKind::Lyric if elements[0].dual && !element.dual => break,
            ElementKind::Dialogue | ElementKind::Parenthetical if element.text.trim().is_empty() => {}
            ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Lyric => length = i + 1,
            ElementKind::Note | ElementKind::Boneyard => {}
            _ => break,
        }
    }
    length
}

/// A direction in its brackets; emphasis stands inside them.
fn direction(element: &Element) -> String {
    let text = element.text.trim();
    let from = element.text.len() - element.text.trim_start().len();
    let bracketed = text.len() > 1 && text.starts_with('(') && text.ends_with(')');
    let (from, to) = if bracketed { (from + 1, from + text.len() - 1) } else { (from, from + text.len()) };
    let (low, high) = (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to).unwrap_or(u32::MAX));
    let clipped = |mark: &Mark| Mark {
        from: mark.from.clamp(low, high) - low,
        to: mark.to.clamp(low, high) - low,
        kind: mark.kind,
    };
    let marks: Vec<Mark> = element.marks.iter().map(clipped).collect();
    let inside = line_of(&element.text[from..to], &marks);
    if text.is_empty() { String::new() } else { format!("({inside})") }
}

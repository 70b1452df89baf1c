//! Fountain and plain text to a screenplay, one line at a time, after comments and notes have been taken out.
//!
//! Where the syntax and the way people type disagree, the reader is lenient, and says so in a notice.

mod marks;
mod prepare;
mod title_page;

use model::notice::{Notice, Severity};
use model::screenplay::{Element, ElementKind, Screenplay};

use crate::heading;
use crate::words::{self, Words};
use marks::plain;
use prepare::Line;

/// Reads Fountain. Plain text with scene headings reads too.
pub(crate) fn read(text: &str, words: &Words) -> (Screenplay, Vec<Notice>) {
    let (lines, notices) = prepare::prepare(text);
    let (title_page, start) = title_page::read(words, &lines);
    let mut reader = Reader { words, lines: &lines, at: start, elements: Vec::new(), notices, open: true };
    while reader.at < lines.len() {
        reader.step();
    }
    let screenplay = Screenplay { title_page, elements: reader.elements, ..Screenplay::default() };
    (screenplay, reader.notices)
}

/// Where the reader stands.
struct Reader<'a> {
    words: &'a Words,
    lines: &'a [Line],
    at: usize,
    elements: Vec<Element>,
    notices: Vec<Notice>,
    /// A heading, cue or transition may start here: the line above is blank, or a structure of its own.
    open: bool,
}

impl Reader<'_> {
    /// Reads one element, or skips one blank line.
    fn step(&mut self) {
        let line = &self.lines[self.at];
        let text = marks::forced_mark(line.text.trim());
        if line.only_notes {
            self.at += 1;
            self.push_notes(line);
            return;
        }
        if text.is_empty() {
            self.at += 1;
            self.open = true;
            return;
        }
        if !self.forced(&text) && !self.structural(&text) {
            self.action();
        }
    }

    /// Elements that say what they are by their first character.
    fn forced(&mut self, text: &str) -> bool {
        let rest = |mark: &str| text.strip_prefix(mark).map(str::trim);
        if text.len() >= 3 && text.bytes().all(|b| b == b'=') {
            self.one(ElementKind::PageBreak, "");
        } else if let Some(words) = rest("=") {
            self.one(ElementKind::Synopsis, words);
        } else if text.starts_with('#') {
            let words = text.trim_start_matches('#');
            let depth = u8::try_from(text.len() - words.len()).unwrap_or(u8::MAX);
            self.one(ElementKind::Section(depth), words.trim());
        } else if let Some(words) = rest("!!") {
            self.one(ElementKind::Shot, words);
        } else if text.starts_with('!') {
            self.action();
        } else if let Some(words) = text.strip_prefix('.').filter(|words| starts_heading(words)) {
            self.heading(words);
        } else if let Some(words) = rest("@").filter(|words| !words.is_empty()) {
            self.speech(words);
        } else if let Some(words) = rest(">") {
            match words.strip_suffix('<').or_else(|| words.strip_suffix('＜')) {
                Some(centred) => self.one(ElementKind::Centred, centred.trim()),
                None => self.one(ElementKind::Transition, words),
            }
        } else if text.starts_with('~') {
            self.lyrics();
            self.open = false;
        } else {
            return false;
        }
        true
    }

    /// Elements that are told by their form: heading, transition, cue.
    fn structural(&mut self, text: &str) -> bool {
        let is_heading = heading::opens_scene(self.words, text);
        if !self.open {
            if is_heading && !words::has_lower(text) {
                self.notices.push(Notice::at(
                    Severity::Warning,
                    self.lines[self.at].number,
                    1,
                    format!("'{}' looks like a scene heading but has no blank line above it", short(text)),
                    "put a blank line above it, or a leading full stop before it",
                ));
            }
            return false;
        }
        if is_heading {
            self.heading(text);
            return true;
        }
        let ends_block = self.next().is_none_or(|next| next.text.trim().is_empty());
        let cased = words::has_upper(text) && !words::has_lower(text);
        let to = cased && self.lines[self.at].text.ends_with("TO:");
        if ends_block && (to || words::is_transition(self.words, text)) {
            self.one(ElementKind::Transition, text);
            return true;
        }
        let spoken = !ends_block || self.next().is_some_and(|next| next.text == "  ");
        if spoken && is_cue(text) {
            self.speech(text);
            return true;
        }
        false
    }

    /// The next line that is not only a note.
    fn next(&self) -> Option<&Line> {
        self.lines[self.at + 1..].iter().find(|line| !line.only_notes)
    }

    fn push(&mut self, kind: ElementKind, text: String, line: u32) -> &mut Element {
        self.elements.push(Element { kind, text, line, ..Element::default() });
        let last = self.elements.len() - 1;
        &mut self.elements[last]
    }

    fn push_notes(&mut self, line: &Line) {
        for (number, note) in &line.notes {
            self.push(ElementKind::Note, note.clone(), *number);
        }
    }

    /// An element of one line, with the notes that stood in it.
    fn one(&mut self, kind: ElementKind, text: &str) {
        let line = &self.lines[self.at];
        self.push(kind, plain(text), line.number);
        self.push_notes(line);
        self.at += 1;
        self.open = true;
    }

    fn heading(&mut self, text: &str) {
        let (number, words) = heading::take_number(self.words, text);
        let kind = if heading::is_omitted(self.words, words) { ElementKind::Omitted } else { ElementKind::Heading };
        let number = number.map(str::to_owned);
        let line = &self.lines[self.at];
        let heading = self.push(kind, plain(words), line.number);
        if number.is_some() {
            heading.facts_mut().number = number;
        }
        self.push_notes(line);
        self.at += 1;
        self.open = true;
    }

    /// A cue and everything below it up to a blank line.
    fn speech(&mut self, cue: &str) {
        let line = &self.lines[self.at];
        let (cue, dual) = match cue.strip_suffix('^').or_else(|| cue.strip_suffix('＾')) {
            Some(cue) => (cue.trim_end(), true),
            None => (cue, false),
        };
        let from = self.elements.len();
        self.push(ElementKind::Character, plain(cue), line.number);
        self.push_notes(line);
        self.at += 1;
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            if line.only_notes {
                self.push_notes(line);
                self.at += 1;
            } else if (text.is_empty() && line.text != "  ") || (text.len() >= 3 && text.bytes().all(|b| b == b'=')) {
                break;
            } else if marks::forced_mark(text).starts_with('~') {
                self.lyrics();
            } else if let Some(end) = self.parenthetical() {
                let lines = self.lines;
                let block = &lines[self.at..=end];
                let text = block.iter().map(|line| plain(line.text.trim())).collect::<Vec<_>>().join(" ");
                self.push(ElementKind::Parenthetical, text, line.number);
                block.iter().for_each(|line| self.push_notes(line));
                self.at = end + 1;
            } else {
                self.spoken(line);
            }
        }
        self.elements[from..]
            .iter_mut()
            .filter(|element| element.kind.prints())
            .for_each(|element| element.dual = dual);
        self.open = true;
    }

    /// One line of a speech; it joins the words above it.
    fn spoken(&mut self, line: &Line) {
        let text = plain(line.text.trim());
        match self.elements.last_mut() {
            Some(last) if last.kind == ElementKind::Dialogue => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => {
                self.push(ElementKind::Dialogue, text, line.number);
            }
        }
        if !line.notes.is_empty() {
            self.push_notes(line);
        }
        self.at += 1;
    }

    /// The last line of a direction in brackets that starts here, if one does. Directions run over three lines at most.
    fn parenthetical(&self) -> Option<usize> {
        if !self.lines[self.at].text.trim_start().starts_with('(') {
            return None;
        }
        for (end, line) in self.lines.iter().enumerate().skip(self.at).take(3) {
            let text = line.text.trim();
            if text.is_empty() {
                return None;
            }
            if text.contains(')') {
                return text.ends_with(')').then_some(end);
            }
        }
        None
    }

    /// Lines that start with `~`, joined.
    fn lyrics(&mut self) {
        let lines = self.lines;
        let from = self.at;
        let sung = |line: &Line| marks::forced_mark(line.text.trim()).starts_with('~');
        let end = from + lines[from..].iter().take_while(|line| !line.only_notes && sung(line)).count();
        let block = &lines[from..end];
        let words = |line: &Line| plain(marks::forced_mark(line.text.trim()).trim_start_matches('~').trim());
        let text = block.iter().map(words).collect::<Vec<_>>().join("\n");
        self.push(ElementKind::Lyric, text, block[0].number);
        block.iter().for_each(|line| self.push_notes(line));
        self.at = end;
    }

    /// A paragraph of action: every line up to a blank one or one of another kind.
    fn action(&mut self) {
        let number = self.lines[self.at].number;
        let (mut text, mut notes) = (Vec::new(), Vec::new());
        while let Some(line) = self.lines.get(self.at) {
            let trimmed = line.text.trim();
            let first = text.is_empty();
            if line.only_notes {
                notes.push(line);
                self.at += 1;
                continue;
            }
            if trimmed.is_empty() || (!first && self.interrupts(trimmed)) {
                break;
            }
            let forced = marks::forced_mark(trimmed);
            text.push(match forced.strip_prefix('!') {
                Some(words) => plain(words.trim_end()),
                None => plain(&line.text.trim_end().replace('\t', "    ")),
            });
            notes.push(line);
            self.at += 1;
        }
        self.push(ElementKind::Action, text.join("\n"), number);
        notes.into_iter().for_each(|line| self.push_notes(line));
        self.open = false;
    }

    /// Whether a line inside a paragraph of action starts something else without a blank line above it.
    fn interrupts(&mut self, text: &str) -> bool {
        let text = marks::forced_mark(text);
        if heading::opens_scene(self.words, &text) {
            // The notice comes from there; the words stay action.
            self.open = false;
            let at = self.at;
            self.structural(&text);
            self.at = at;
            return false;
        }
        let forced_heading =
            text.strip_prefix('.').is_some_and(|words| starts_heading(words) && !words::has_lower(words));
        forced_heading
            || text.starts_with(['#', '>', '~', '@'])
            || (text.starts_with('=') && text.len() > 1)
            || text.starts_with("!!")
    }
}

/// After a forcing full stop: not an ellipsis and not a sentence that starts with a full stop and a space.
fn starts_heading(words: &str) -> bool {
    words.chars().next().is_some_and(|c| c != '.' && !c.is_whitespace())
}

/// Whether a line reads as a cue: capitals up to a bracket, with at least one letter that has a case.
fn is_cue(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or(text).trim_end_matches('^').trim();
    words::has_upper(name) && !words::has_lower(name) && !name.ends_with(':')
}

/// The beginning of a line, for a message.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

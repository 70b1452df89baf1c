//! Fountain and plain text to a screenplay, one line at a time, borrowed from the text; and a screenplay to Fountain.
//!
//! Where the syntax and the way people type disagree, the reader is lenient, and says so in a notice.

mod lines;
mod remarks;

mod forced;
mod marks;
mod said;
mod title_page;

mod write;

use arcstr::ArcStr;
use model::notice::{Notice, Severity};
use model::screenplay::{Element, ElementKind, Marks, Screenplay};

use crate::heading;
use crate::words::{self, Words};
use forced::{Forced, forced, lyric};
use lines::{Aside, Found, Line, Lines, escaped};
use remarks::Remark;
use said::Said;
use title_page::Part;

pub use write::to_fountain;

/// A line that keeps a speech open.
const HELD: &str = "  ";

/// Reads Fountain. Plain text with scene headings reads too.
pub(crate) fn read(text: &str, words: &Words) -> (Screenplay, Vec<Notice>) {
    let text = ArcStr::from(&*lines::unified(text));
    let mut reader = Reader::of(&text, words);
    let (title_page, title_marks) = reader.title_page();
    while let Some(line) = reader.take() {
        reader.element(&line);
    }
    reader.elements.shrink_to_fit();
    let screenplay = Screenplay { title_page, title_marks, elements: reader.elements, ..Screenplay::default() };
    (screenplay, reader.found.remarks.done())
}

/// Where the reader stands.
struct Reader<'a> {
    words: &'a Words,
    /// The place behind `line`.
    lines: Lines<'a>,
    /// The line that is not taken yet.
    line: Option<Line<'a>>,
    /// What stood in `line`, and what is wrong so far.
    found: Found<'a>,
    /// What stood in the lines taken, to be told after their paragraph.
    asides: Vec<Aside<'a>>,
    elements: Vec<Element>,
    /// The words of the element that is read, and its emphasis.
    said: Said<'a>,
    /// Blank lines since the last element.
    blank: usize,
    /// A heading, cue or transition may start here: the line above is blank, or a structure of its own.
    open: bool,
}

impl<'a> Reader<'a> {
    fn of(text: &'a ArcStr, words: &'a Words) -> Self {
        let mut reader = Self {
            words,
            lines: Lines::of(text),
            line: None,
            found: Found::default(),
            asides: Vec::new(),
            elements: Vec::new(),
            said: Said::of(text),
            blank: 0,
            open: true,
        };
        reader.line = reader.lines.next(&mut reader.found);
        reader
    }

    /// Takes the line, and loads the next to look at.
    fn take(&mut self) -> Option<Line<'a>> {
        let line = self.line.take()?;
        self.asides.append(&mut self.found.asides);
        self.line = self.lines.next(&mut self.found);
        Some(line)
    }

    /// Passes blank lines, then reads the title page if there is one.
    fn title_page(&mut self) -> (Vec<(String, String)>, Vec<Marks>) {
        while self.line.as_ref().is_some_and(|line| !line.only_notes && line.text.trim().is_empty()) {
            self.take();
            self.blank += 1;
            self.tell_asides();
        }
        let length = title_page::length(self.words, self.lines, self.line.as_ref());
        let (mut entries, mut all_marks): (Vec<(String, String)>, Vec<Marks>) = (Vec::new(), Vec::new());
        for i in 0..length {
            let Some(line) = self.take() else { break };
            let value = match title_page::part(self.words, &line, i == 0) {
                Part::Entry(key, value) => {
                    self.end_value(&mut entries, &mut all_marks);
                    entries.push((key.to_owned(), String::new()));
                    value
                }
                _ => line.text.trim(),
            };
            self.said.line(value, !value.is_empty() && !self.said.words().is_empty());
        }
        self.end_value(&mut entries, &mut all_marks);
        if all_marks.iter().all(|marks| marks.is_empty()) {
            all_marks.clear();
        }
        self.tell_asides();
        if length > 0 {
            self.blank = 0;
        }
        (entries, all_marks)
    }

    /// Ends the value of the last entry of a title page.
    fn end_value(&mut self, entries: &mut [(String, String)], all_marks: &mut Vec<Marks>) {
        if let Some((_, value)) = entries.last_mut() {
            let (words, marks) = self.said.take();
            *value = words.to_string();
            all_marks.push(marks);
        }
    }

    /// Reads one element that starts with `line`, or passes a blank line.
    fn element(&mut self, line: &Line<'a>) {
        let text = line.text.trim();
        if line.only_notes {
            self.tell_asides();
        } else if text.is_empty() {
            self.blank += 1;
            self.open = true;
            self.tell_asides();
        } else if let Some(forced) = forced(text) {
            self.forced(line, forced);
        } else if !self.structural(line, text) {
            self.action(line);
        }
    }

    /// Elements that say what they are by their first character.
    fn forced(&mut self, line: &Line<'a>, forced: Forced<'_>) {
        match forced {
            Forced::PageBreak => self.one(ElementKind::PageBreak, line, ""),
            Forced::Synopsis(words) => self.one(ElementKind::Synopsis, line, words),
            Forced::Section(depth, words) => self.one(ElementKind::Section(depth), line, words),
            Forced::Shot(words) => self.one(ElementKind::Shot, line, words),
            Forced::Centred(words) => self.one(ElementKind::Centred, line, words),
            Forced::Transition(words) => self.one(ElementKind::Transition, line, words),
            Forced::Heading(words) => self.heading(line, words, true),
            Forced::Cue(words) => self.speech(line, words),
            Forced::Lyric(words) => {
                self.lyrics(line, words);
                self.open = false;
            }
            Forced::Action(_) => self.action(line),
        }
    }

    /// Elements that are told by their form: heading, transition, cue.
    fn structural(&mut self, line: &Line<'a>, text: &str) -> bool {
        if !self.open {
            self.tight_heading(line.number, text);
            return false;
        }
        if heading::opens_scene(self.words, text) {
            self.heading(line, text, false);
            return true;
        }
        // Most lines are in small letters, which neither transitions nor names are.
        if text.chars().take_while(|c| *c != '(').any(char::is_lowercase) {
            return false;
        }
        let (ends_block, held) = self.blank_follows();
        if ends_block && is_transition(self.words, &line.text) {
            self.one(ElementKind::Transition, line, text);
            return true;
        }
        if (!ends_block || held) && is_cue(text) {
            self.speech(line, text);
            return true;
        }
        false
    }

    /// Says of a line of action that it looks like a heading.
    fn tight_heading(&mut self, number: u32, text: &str) {
        if heading::opens_scene(self.words, text) && !words::has_lower(text) {
            self.found.remarks.add(Remark::TightHeading, || {
                Notice::at(
                    Severity::Warning,
                    number,
                    1,
                    format!("'{}' looks like a scene heading but has no blank line above it", short(text)),
                    "put a blank line above it, or a leading full stop before it",
                )
            });
        }
    }

    /// Whether the next line that is not only a note is blank, and whether it is one that keeps a speech open.
    fn blank_follows(&self) -> (bool, bool) {
        let told = |line: &Line<'_>| (line.text.trim().is_empty(), line.text == HELD);
        match &self.line {
            None => (true, false),
            Some(line) if !line.only_notes => told(line),
            Some(_) => {
                let (mut ahead, mut unused) = (self.lines, Found::default());
                while let Some(line) = ahead.next(&mut unused) {
                    if !line.only_notes {
                        return told(&line);
                    }
                    unused.asides.clear();
                }
                (true, false)
            }
        }
    }

    /// Ends the element whose words were added.
    fn push(&mut self, kind: ElementKind, line: u32) -> &mut Element {
        if self.elements.len() == self.elements.capacity() {
            self.grow();
        }
        let (text, marks) = self.said.take();
        self.blank = 0;
        let at = self.elements.len();
        self.elements.push(Element { kind, text, line, marks, ..Element::default() });
        &mut self.elements[at]
    }

    /// Makes room for as many elements as the rest of the text will have, if it goes on like the beginning.
    fn grow(&mut self) {
        let count = self.elements.len();
        let (read, all) = self.lines.progress();
        let expected = (count as u128 * all as u128 / read.max(1) as u128 * 33 / 32) as usize;
        let most = if count < 4096 { count * 3 } else { expected };
        self.elements.reserve_exact(expected.saturating_sub(count).clamp(64, most.max(64)));
    }

    /// Tells the notes and comments of the lines taken.
    fn tell_asides(&mut self) {
        if self.asides.is_empty() {
            return;
        }
        let mut asides = std::mem::take(&mut self.asides);
        for aside in asides.drain(..) {
            let lines = aside.text.trim().split('\n').map(str::trim_end).enumerate();
            for (i, line) in lines {
                if i > 0 {
                    self.said.made().push('\n');
                }
                self.said.made().push_str(line);
            }
            self.push(if aside.boneyard { ElementKind::Boneyard } else { ElementKind::Note }, aside.number);
        }
        self.asides = asides;
    }

    /// An element of one line, with what stood in it.
    fn one(&mut self, kind: ElementKind, line: &Line<'a>, words: &str) {
        self.said.line(words, false);
        self.push(kind, line.number);
        self.tell_asides();
        self.open = true;
    }

    fn heading(&mut self, line: &Line<'a>, text: &str, forced: bool) {
        let (number, words) = scene_number(self.words, text, forced);
        let omitted = heading::is_omitted(self.words, words);
        self.said.line(words, false);
        let heading = self.push(if omitted { ElementKind::Omitted } else { ElementKind::Heading }, line.number);
        if let Some(number) = number {
            heading.facts_mut().number = Some(number.to_owned());
        }
        self.tell_asides();
        self.open = true;
    }

    /// A cue and everything below it up to a blank line.
    fn speech(&mut self, line: &Line<'a>, cue: &str) {
        let (cue, dual) = match cue.strip_suffix(['^', '＾']).filter(|cue| !escaped(cue)) {
            Some(cue) => (cue.trim_end(), true),
            None => (cue, false),
        };
        let from = self.elements.len();
        self.said.line(cue, false);
        self.push(ElementKind::Character, line.number);
        self.tell_asides();
        while let Some(next) = &self.line {
            let text = next.text.trim();
            if !next.only_notes && text.is_empty() && next.text != HELD || forced(text) == Some(Forced::PageBreak) {
                break;
            }
            let Some(line) = self.take() else { break };
            let text = line.text.trim();
            if line.only_notes || text.is_empty() {
                self.tell_asides();
            } else if let Some(words) = lyric(text) {
                self.lyrics(&line, words);
            } else if !self.parenthetical(&line) {
                self.spoken(&line);
            }
        }
        self.elements[from..]
            .iter_mut()
            .filter(|element| element.kind.prints())
            .for_each(|element| element.dual = dual);
        self.open = true;
    }

    /// The words of a speech up to its end, a direction, a sung line, or a note.
    fn spoken(&mut self, line: &Line<'a>) {
        let number = line.number;
        self.said.line(line.text.trim(), false);
        let mut held = 0;
        while self.asides.is_empty() {
            let Some(next) = &self.line else { break };
            let text = next.text.trim();
            if !next.only_notes && next.text == HELD {
                held += 1;
                self.take();
                continue;
            }
            let other = text.starts_with('(') && self.direction(next).is_some();
            if text.is_empty() || other || matches!(forced(text), Some(Forced::PageBreak | Forced::Lyric(_))) {
                break;
            }
            let Some(line) = self.take() else { break };
            if held > 0 {
                self.said.made().extend(std::iter::repeat_n('\n', std::mem::take(&mut held)));
            }
            self.said.line(line.text.trim(), true);
        }
        self.push(ElementKind::Dialogue, number);
        self.tell_asides();
    }

    /// How many lines below `line` belong to the direction in brackets that starts with it, if one does: two at most.
    /// `line` is the one not taken yet.
    fn direction(&self, line: &Line<'a>) -> Option<usize> {
        let (mut ahead, mut unused) = (self.lines, Found::default());
        let mut next = None;
        for more in 0..3 {
            let line = if more == 0 { line } else { next.as_ref()? };
            if let Some(ends) = direction_ends(line) {
                return ends.then_some(more);
            }
            next = ahead.next(&mut unused);
        }
        None
    }

    /// A direction in brackets, which may run over three lines.
    fn parenthetical(&mut self, line: &Line<'a>) -> bool {
        if !line.text.trim_start().starts_with('(') {
            return false;
        }
        let more = match (direction_ends(line), &self.line) {
            (Some(true), _) => Some(0),
            (None, Some(next)) => self.direction(next).filter(|more| *more < 2).map(|more| more + 1),
            _ => None,
        };
        let Some(more) = more else { return false };
        let number = line.number;
        self.said.line(line.text.trim(), false);
        for _ in 0..more {
            let Some(line) = self.take() else { break };
            self.said.made().push(' ');
            self.said.line(line.text.trim(), false);
        }
        self.push(ElementKind::Parenthetical, number);
        self.tell_asides();
        true
    }

    /// Lines that start with `~`, joined.
    fn lyrics(&mut self, line: &Line<'a>, words: &str) {
        self.said.line(words, false);
        while self.asides.is_empty() {
            let Some(next) = &self.line else { break };
            if next.only_notes || lyric(next.text.trim()).is_none() {
                break;
            }
            let Some(next) = self.take() else { break };
            self.said.line(lyric(next.text.trim()).unwrap_or_default(), true);
        }
        self.push(ElementKind::Lyric, line.number);
        self.tell_asides();
    }

    /// A paragraph of action: every line up to a blank one or one of another kind.
    fn action(&mut self, line: &Line<'a>) {
        // A blank line above is a matter of course; what the writer left free beyond it is kept.
        let free = if self.elements.is_empty() { 0 } else { self.blank.saturating_sub(1) };
        if free > 0 {
            self.said.made().extend(std::iter::repeat_n('\n', free));
        }
        self.add_action(line, false);
        while let Some(next) = &self.line {
            if !next.only_notes {
                let (text, number) = (next.text.trim(), next.number);
                if text.is_empty() || interrupts(text) {
                    break;
                }
                if heading::opens_scene(self.words, text) && !words::has_lower(text) {
                    let text = text.to_owned();
                    self.tight_heading(number, &text);
                }
            }
            let Some(line) = self.take() else { break };
            if !line.only_notes {
                // A mark that forces nothing is a blank line, but not above the first words.
                self.add_action(&line, self.said.words().len() > free);
            }
        }
        let words = self.said.words().trim_end_matches('\n').len();
        self.said.truncate(words);
        if words > 0 {
            self.push(ElementKind::Action, line.number);
        }
        self.tell_asides();
        self.open = false;
    }

    /// Adds a line of action; white space at its beginning is the writer's.
    fn add_action(&mut self, line: &Line<'a>, below: bool) {
        let words = match forced(line.text.trim()) {
            Some(Forced::Action(_)) => {
                let text = line.text.trim();
                let sign = text.chars().next().map_or(0, char::len_utf8);
                &text[sign..]
            }
            _ => line.text.trim_end(),
        };
        if words.contains('\t') {
            self.said.line(&words.replace('\t', "    "), below);
        } else {
            self.said.line(words, below);
        }
    }
}

/// Whether a line inside a paragraph of action starts something else without a blank line above it.
fn interrupts(text: &str) -> bool {
    match forced(text) {
        Some(Forced::Heading(words)) => !words::has_lower(words),
        Some(Forced::Action(_)) | None => false,
        Some(_) => true,
    }
}

/// Whether a direction that has begun ends on this line; nothing when it may go on.
fn direction_ends(line: &Line<'_>) -> Option<bool> {
    let text = line.text.trim();
    if text.is_empty() {
        return Some(false);
    }
    text.contains(')').then(|| text.ends_with(')'))
}

/// The scene number of a heading and the words without it. A forced heading has the one in `#` only.
fn scene_number<'t>(words: &Words, text: &'t str, forced: bool) -> (Option<&'t str>, &'t str) {
    let text = text.trim();
    let hashed = text.strip_suffix(['#', '＃']);
    if let Some((before, number)) = hashed.filter(|rest| !escaped(rest)).and_then(|rest| rest.rsplit_once(['#', '＃']))
        && number.contains(char::is_alphanumeric)
    {
        return (Some(number.trim()), before.trim_end());
    }
    if forced || hashed.is_some() { (None, text) } else { heading::take_number(words, text) }
}

/// Capitals that end in `TO:` with nothing behind them, and the transitions that everybody writes.
fn is_transition(words: &Words, line: &str) -> bool {
    let text = line.trim_start();
    // A space behind it is how a writer says that such a line is action.
    if text.trim_end().ends_with("TO:") && text.ends_with(char::is_whitespace) {
        return false;
    }
    let cased = words::has_upper(text) && !words::has_lower(text);
    (cased && text.ends_with("TO:")) || words::is_transition(words, text.trim_end())
}

/// A cue up to its bracket.
fn name(text: &str) -> &str {
    text.split('(').next().unwrap_or(text)
}

/// Whether a line reads as a cue: capitals up to a bracket, with at least one letter that has a case.
fn is_cue(text: &str) -> bool {
    let name = name(text).trim_end_matches('^').trim();
    !words::has_lower(name) && words::has_upper(name) && !name.ends_with(':')
}

/// The beginning of a line, for a message.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

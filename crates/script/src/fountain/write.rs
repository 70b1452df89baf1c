//! A screenplay to Fountain that reads back to the same screenplay.
//!
//! What Fountain has no form for is written as the nearest that has one, and reads back as that: a kind of the file's own is action with
//! its name in a note, a line in brackets or speech without a cue is action, the body of an omitted scene goes to the boneyard, an
//! omitted heading with words of its own keeps them in a note. Emphasis never begins or ends in white space; strikes, revisions, tags
//! and facts other than the scene number are not written.

mod raw;
mod speech;

use std::borrow::Cow;

use model::screenplay::{Element, ElementKind, Marks, Screenplay};

use super::forced::{Forced, forced};
use super::{is_cue, is_transition, title_page};
use crate::heading;
use crate::words::{self, Words};
use raw::{line_of, lines_of, plain_start};

/// Writes a screenplay as Fountain. Reading the result gives the same screenplay but for line numbers and what has no form in
/// Fountain; writing that again gives the same text.
pub fn to_fountain(screenplay: &Screenplay) -> String {
    let words = Words::standard();
    let mut writer = Writer { words, out: String::new(), free: 0, begun: false, first: true };
    writer.title_page(screenplay);
    let elements = written(&screenplay.elements);
    let mut rest = &*elements;
    while let Some(element) = rest.first() {
        let taken = if element.kind == ElementKind::Character {
            writer.speech(rest)
        } else {
            writer.element(element);
            1
        };
        rest = &rest[taken..];
    }
    writer.out
}

struct Writer<'a> {
    words: &'a Words,
    out: String,
    /// Lines that the next action leaves free above it, beyond one.
    free: usize,
    /// An element is written.
    begun: bool,
    /// What is written next may be taken for a title page.
    first: bool,
}

impl Writer<'_> {
    fn title_page(&mut self, screenplay: &Screenplay) {
        let entries = &screenplay.title_page;
        let known = |key: &str| title_page::KNOWN.iter().any(|known| key.eq_ignore_ascii_case(known));
        // What no key of these says is written as notes, which are known.
        let sure = entries.iter().any(|(key, _)| known(key) || !self.key_fits(key, ""));
        let likely = entries.len() > 1
            && entries.first().is_some_and(|(key, value)| words::has_lower(key) && !value.trim().is_empty());
        if !entries.is_empty() && !sure && !likely {
            self.out.push_str("Title:\n");
        }
        let none = Marks::default();
        for (i, (key, value)) in entries.iter().enumerate() {
            let marks = screenplay.title_marks.get(i).unwrap_or(&none);
            let mut lines = lines_of(value, marks);
            lines.iter_mut().for_each(|line| *line = line.trim().to_owned());
            lines.retain(|line| !line.is_empty());
            // Several lines stand below the key, which is then alone on its line.
            let fits = self.key_fits(key, if let [line] = lines.as_slice() { line } else { "" });
            if !fits {
                lines.insert(0, line_of(key, &none));
                lines.retain(|line| !line.is_empty());
            }
            self.out.push_str(if fits { key } else { "Notes" });
            self.out.push(':');
            match lines.as_slice() {
                [] => self.out.push('\n'),
                [line] => self.line(&[" ", line]),
                lines => {
                    self.out.push('\n');
                    lines.iter().for_each(|line| self.line(&["    ", line]));
                }
            }
        }
        self.first = entries.is_empty();
    }

    /// Whether a key reads back as itself.
    fn key_fits(&self, key: &str, value: &str) -> bool {
        let line = format!("{key}: {value}");
        let line = line.trim_end();
        title_page::entry(self.words, line).is_some_and(|(read, _)| read == key)
    }

    fn line(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
        self.out.push('\n');
    }

    /// Begins an element with a blank line above it.
    fn begin(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.free = 0;
        self.begun = true;
    }

    /// An element of one line.
    fn one(&mut self, parts: &[&str]) {
        self.begin();
        self.line(parts);
        self.first = false;
    }

    /// Whether a line must say what it is, because it may be taken for a title page.
    fn may_be_title(&self, line: &str) -> bool {
        self.first && (line.starts_with(['\u{feff}', '<']) || line.contains(':'))
    }

    fn element(&mut self, element: &Element) {
        let line = || line_of(&element.text, &element.marks);
        match &element.kind {
            ElementKind::Heading => self.heading(element),
            ElementKind::Omitted => self.omitted_heading(element),
            ElementKind::Action | ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Character => {
                self.action(element);
            }
            ElementKind::Other(name) => {
                self.action(element);
                self.note(name);
            }
            ElementKind::Transition => self.transition(&line()),
            ElementKind::Shot => self.each(element, |writer, line| writer.one(&["!!", line])),
            ElementKind::Centred => self.each(element, |writer, line| {
                writer.one(&["> ", line, " <"]);
            }),
            ElementKind::Lyric => {
                self.begin();
                let lines = lines_of(&element.text, &element.marks);
                lines.iter().for_each(|line| self.line(&["~", line.trim()]));
                self.first = false;
            }
            ElementKind::PageBreak => {
                self.one(&["==="]);
                self.action_unless_empty(element);
            }
            ElementKind::Section(depth) => {
                let line = plain_start(line(), &['#', '＃']);
                if !line.is_empty() {
                    self.one(&[&"#".repeat(usize::from(*depth).max(1)), " ", &line]);
                }
            }
            ElementKind::Synopsis => {
                let line = line();
                if !line.is_empty() {
                    self.one(&["= ", &line]);
                }
            }
            ElementKind::Note => self.note(&element.text),
            ElementKind::Boneyard => {
                self.begin();
                self.line(&[&raw::comment(&element.text)]);
            }
        }
    }

    /// An element for each line of another.
    fn each(&mut self, element: &Element, mut write: impl FnMut(&mut Self, &str)) {
        for line in lines_of(&element.text, &element.marks) {
            let line = line.trim();
            if !line.is_empty() {
                write(self, line);
            }
        }
    }

    fn note(&mut self, text: &str) {
        self.one(&[&raw::note(text)]);
    }

    /// A scene number that Fountain can hold, and one that it cannot.
    fn number(element: &Element) -> (Option<&str>, Option<&str>) {
        let Some(number) = element.number().map(str::trim).filter(|number| !number.is_empty()) else {
            return (None, None);
        };
        let fits = number.contains(char::is_alphanumeric)
            && !number.contains(['#', '＃'])
            && !number.contains(char::is_control)
            && !["[[", "/*", "\u{2028}", "\u{2029}"].iter().any(|mark| number.contains(mark));
        if fits { (Some(number), None) } else { (None, Some(number)) }
    }

    fn heading(&mut self, element: &Element) {
        let (number, odd) = Self::number(element);
        let hash = number.map_or(String::new(), |number| format!(" #{number}#"));
        let line = unnumbered(line_of(&element.text, &element.marks), number);
        let natural = heading::opens_scene(self.words, &line)
            && (number.is_some() || heading::take_number(self.words, &line).0.is_none())
            && forced(&line).is_none()
            && !self.may_be_title(&line);
        if natural {
            self.one(&[&line, &hash]);
        } else if line.is_empty() {
            self.one(&[".", if number.is_some() { hash.trim_start() } else { "-" }]);
        } else {
            self.one(&[".", &plain_start(line, &['.', '．']), &hash]);
        }
        odd.into_iter().for_each(|number| self.note(&format!("scene number: {number}")));
    }

    fn omitted_heading(&mut self, element: &Element) {
        let (number, odd) = Self::number(element);
        let hash = number.map_or(String::new(), |number| format!(" #{number}#"));
        let line = unnumbered(line_of(&element.text, &element.marks), number);
        if heading::is_omitted(self.words, &line) {
            self.one(&[".", &plain_start(line, &['.', '．']), &hash]);
        } else {
            self.one(&[".OMITTED", &hash]);
            if !line.is_empty() {
                self.note(&element.text);
            }
        }
        odd.into_iter().for_each(|number| self.note(&format!("scene number: {number}")));
    }

    fn transition(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        let natural = is_transition(self.words, line)
            && !heading::opens_scene(self.words, line)
            && forced(line).is_none()
            && !self.may_be_title(line);
        if natural {
            return self.one(&[line]);
        }
        match line.strip_suffix(['<', '＜']) {
            Some(inside) => self.one(&["> ", inside, "\\", &line[inside.len()..]]),
            None => self.one(&["> ", line]),
        }
    }

    fn action_unless_empty(&mut self, element: &Element) {
        if !element.text.trim().is_empty() {
            self.action(element);
        }
    }

    /// A paragraph of action. Blank lines above and below its words are free lines of this one and of the next; one between its
    /// words would end it, and is forced.
    fn action(&mut self, element: &Element) {
        let mut lines = lines_of(&element.text, &element.marks);
        lines.iter_mut().for_each(|line| *line = line.trim_end().replace('\t', "    "));
        let words = |line: &String| !line.is_empty();
        let (Some(first), Some(last)) = (lines.iter().position(words), lines.iter().rposition(words)) else {
            self.free += lines.len() + 1;
            return;
        };
        let free = if self.begun { self.free + first } else { 0 };
        self.begin();
        self.out.extend(std::iter::repeat_n('\n', free));
        for (i, line) in lines[first..=last].iter().enumerate() {
            self.action_line(line, i == 0, first == last);
        }
        self.first = false;
        self.free = lines.len() - 1 - last;
    }

    /// A line of action, forced where it would be read as something else.
    fn action_line(&mut self, line: &str, first: bool, alone: bool) {
        let text = line.trim();
        let escaped = matches!(forced(text), Some(Forced::Action(_) | Forced::Shot(_)));
        let plain = if escaped {
            format!("{}\\{text}", &line[..line.len() - line.trim_start().len()])
        } else {
            line.to_owned()
        };
        let text = plain.trim();
        let other = text.is_empty() || forced(text).is_some() || heading::opens_scene(self.words, text);
        let looks = first && (is_transition(self.words, text) || (!alone && is_cue(text)) || self.may_be_title(text));
        self.line(&[if other || looks { "!" } else { "" }, &plain]);
    }
}

/// The line of a heading without a scene number, made so that its end is not read as one.
fn unnumbered(mut line: String, number: Option<&str>) -> String {
    if number.is_none() && line.ends_with(['#', '＃']) {
        let last = line.chars().next_back().map_or(0, char::len_utf8);
        line.insert(line.len() - last, '\\');
    }
    line
}

/// The elements that have a form in Fountain: what is blank has none but as free lines between action, and the body of an omitted
/// scene goes to the boneyard.
fn written(elements: &[Element]) -> Cow<'_, [Element]> {
    let own_kind_only =
        |element: &Element| matches!(element.kind, ElementKind::Other(_)) && element.text.trim().is_empty();
    if !elements.iter().any(|element| element.omitted || is_blank(element) || own_kind_only(element)) {
        return Cow::Borrowed(elements);
    }
    let mut out: Vec<Element> = Vec::with_capacity(elements.len());
    for run in elements.chunk_by(|a, b| a.omitted == b.omitted) {
        if run[0].omitted {
            let body: Vec<&str> = run.iter().map(|element| element.text.as_str()).collect();
            out.push(Element::plain(ElementKind::Boneyard, body.join("\n\n"), run[0].line));
        } else {
            // A kind of the file's own without words is its name in a note, and may stand in a speech as one.
            out.extend(run.iter().map(|element| match &element.kind {
                ElementKind::Other(name) if own_kind_only(element) => {
                    Element::plain(ElementKind::Note, name.as_str(), element.line)
                }
                _ => element.clone(),
            }));
        }
    }
    // From the end: whether what follows is action that can have free lines above it.
    let mut action = false;
    out.reverse();
    out.retain(|element| {
        let kept = !is_blank(element) || (action && element.kind == ElementKind::Action);
        action = if kept { element.kind == ElementKind::Action } else { action };
        kept
    });
    out.reverse();
    Cow::Owned(out)
}

/// Whether an element says nothing, and its being there neither.
fn is_blank(element: &Element) -> bool {
    let says = matches!(
        element.kind,
        ElementKind::Heading
            | ElementKind::Omitted
            | ElementKind::PageBreak
            | ElementKind::Lyric
            | ElementKind::Note
            | ElementKind::Boneyard
            | ElementKind::Other(_)
    );
    !says && element.text.trim().is_empty()
}

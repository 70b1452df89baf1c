//! Lines to elements: what each line is by where it stands and what stands around it, and which lines make one paragraph.

use std::collections::BTreeSet;

use model::screenplay::{Element, ElementKind, Mark, MarkKind};

use super::lines::{BOLD, ITALIC, Line, UNDERLINE, Word};
use super::shape::{Shape, reads_as_cue};
use crate::heading;
use crate::words::{self, Words, has_lower, has_upper};

/// Lines of a page with what the page says about itself.
pub(crate) struct Sheet {
    pub(crate) lines: Vec<Line>,
    /// The page's number, for headings.
    pub(crate) number: u32,
    /// Its last speech goes on over the page.
    pub(crate) more: bool,
}

/// Builds the elements of the whole script.
pub(crate) fn elements(words: &Words, shape: &Shape, sheets: &[Sheet]) -> Vec<Element> {
    let sets = sets(words, shape, sheets);
    let mut builder =
        Builder { words, shape, sets, elements: Vec::new(), open: None, line: 0, page: 1, unfinished: false };
    for sheet in sheets {
        builder.page = sheet.number;
        builder.sheet(sheet);
    }
    builder.close();
    builder.elements
}

/// The sets of the headings that say INT or EXT, where headings are printed like action; nothing where the file tells them by number or look.
fn sets(words: &Words, shape: &Shape, sheets: &[Sheet]) -> Option<BTreeSet<String>> {
    let lines = sheets.iter().flat_map(|sheet| &sheet.lines);
    let opened: Vec<&Line> = lines.filter(|line| heading::opens_scene(words, &line.text())).collect();
    let numbered = opened.iter().filter(|line| line.number.is_some()).count();
    let told = shape.heading_look != 0 || shape.heading_step.is_some() || numbered * 2 > opened.len();
    let sets = || opened.iter().flat_map(|line| heading::sets_of(words, &line.text())).collect();
    (!told).then(sets)
}

/// A paragraph that may go on.
struct Open {
    kind: ElementKind,
    text: String,
    marks: Vec<Mark>,
    line: u32,
    page: u32,
    number: Option<String>,
    dual: bool,
    /// Where its last line ends, and where it could have ended.
    end: i32,
    edge: i32,
}

struct Builder<'a> {
    words: &'a Words,
    shape: &'a Shape,
    /// Names of sets by which a line in capitals is known as a heading.
    sets: Option<BTreeSet<String>>,
    elements: Vec<Element>,
    open: Option<Open>,
    /// Lines read so far.
    line: u32,
    page: u32,
    /// The last page ended within a speech, and said so.
    unfinished: bool,
}

impl Builder<'_> {
    fn sheet(&mut self, sheet: &Sheet) {
        let lines = &sheet.lines;
        let mut at = 0;
        while at < lines.len() {
            let above = at.checked_sub(1).map(|above| &lines[above]);
            let fresh = above.is_none_or(|above| !self.shape.tight(above, &lines[at]));
            if fresh && let Some((length, left, right)) = self.dual(&lines[at..]) {
                let before = self.line;
                self.column(&left, false);
                self.line = before;
                self.column(&right, true);
                self.line = before.saturating_add(u32::try_from(length).unwrap_or(0));
                at += length;
                continue;
            }
            self.line += 1;
            self.one(&lines[at..], above, fresh);
            at += 1;
        }
        self.unfinished = sheet.more;
    }

    /// The first of `lines`. `fresh`: a blank line or the page's edge is above it.
    fn one(&mut self, lines: &[Line], above: Option<&Line>, fresh: bool) {
        let Some(line) = lines.first() else { return };
        let (kind, top) = (self.kind(line, &lines[1..], above, fresh), above.is_none());
        if top && kind == ElementKind::Character && self.goes_on(line) {
            return;
        }
        if self.joins(&kind, line, top, fresh) {
            self.extend(line);
        } else {
            self.close();
            self.start(kind, line, false);
        }
    }

    /// What a line is.
    fn kind(&self, line: &Line, rest: &[Line], above: Option<&Line>, fresh: bool) -> ElementKind {
        let text = line.text();
        let shape = self.shape;
        let (top, below) = (above.is_none(), rest.first());
        let column = shape.columns(line.left());
        let last = self.open.as_ref().map(|open| &open.kind).or(self.elements.last().map(|element| &element.kind));
        let tight_below = below.filter(|below| shape.tight(line, below));
        let capitals = has_upper(&text) && !has_lower(&text);
        if column <= 3 && fresh {
            // DELETED without a number may be anything.
            let omitted = heading::is_omitted(self.words, &text);
            if omitted && (line.number.is_some() || (column == 0 && text.starts_with("OMITTED"))) {
                return ElementKind::Omitted;
            }
            let numbered = line.number.is_some() && capitals && column.abs() <= 1;
            let alone = capitals && column == 0 && tight_below.is_none();
            let named = || self.sets.as_ref().is_some_and(|sets| heading::names_scene(self.words, &text, sets));
            let set_apart = alone && (self.looks_like_heading(line, above) || named());
            if numbered
                || heading::opens_scene(self.words, &text)
                || (set_apart && !words::is_transition(self.words, &text))
            {
                return ElementKind::Heading;
            }
        }
        if !fresh && capitals && column.abs() <= 1 && last == Some(&ElementKind::Heading) {
            return ElementKind::Heading;
        }
        let speaking =
            matches!(last, Some(ElementKind::Character | ElementKind::Dialogue | ElementKind::Parenthetical));
        let within = speaking && (!fresh || top);
        if within && column > 2 {
            let unclosed = self.open.as_ref().is_some_and(|open| {
                open.kind == ElementKind::Parenthetical && !open.text.trim_end().ends_with(')') && !top
            });
            let bracket = text.starts_with('(') && !shape.same(line.left(), shape.speech.0);
            // A long direction may stand at the edge of the speech; then it must close.
            let closes = || std::iter::once(line).chain(rest).take(3).any(|line| line.text().ends_with(')'));
            if unclosed || bracket || (text.starts_with('(') && closes()) {
                return ElementKind::Parenthetical;
            }
        }
        let speech_edge = shape.same(line.left(), shape.speech.0);
        if fresh && column > 4 && (!speech_edge || shape.same(shape.cue, shape.speech.0)) {
            let below_fits = tight_below.is_some_and(|below| {
                let bracket = below.text().starts_with('(') && below.left() > shape.left + 2 * shape.letter;
                shape.same(below.left(), shape.speech.0) || bracket
            });
            let at_cue = shape.same(line.left(), shape.cue);
            if below_fits && (reads_as_cue(&text) || at_cue) && !text.starts_with('(') {
                return ElementKind::Character;
            }
        }
        if within && column > 2 && (speech_edge || !fresh) {
            return ElementKind::Dialogue;
        }
        let alone = fresh && tight_below.is_none();
        let right_half = line.left() > i32::midpoint(shape.left, shape.right);
        let flush = line.right() + shape.letter * 2 > shape.right;
        let ends = text.ends_with([':', '.']) || text.ends_with("TO");
        let transition = words::is_transition(self.words, &text) || (capitals && text.ends_with("TO:"));
        if alone && (transition || (right_half && (flush || (capitals && ends)))) {
            return ElementKind::Transition;
        }
        let off = |middle: i32| (i32::midpoint(line.left(), line.right()) - middle).abs();
        let off_centre = off(shape.middle).min(off(i32::midpoint(shape.left, shape.right)));
        if column > 2 && off_centre <= shape.letter * 3 / 2 && (fresh || last == Some(&ElementKind::Centred)) {
            return ElementKind::Centred;
        }
        if speech_edge && speaking && fresh && column > 2 {
            return ElementKind::Dialogue;
        }
        ElementKind::Action
    }

    /// Whether a line is set as the headings of this file are, and action is not.
    fn looks_like_heading(&self, line: &Line, above: Option<&Line>) -> bool {
        let look = self.shape.heading_look;
        let stepped = self.shape.heading_step.zip(above).is_some_and(|(step, above)| line.base - above.base >= step);
        (look != 0 && line.look() & look == look) || stepped
    }

    /// Whether a cue at the top of a page only repeats the one whose speech ran over from the page before.
    fn goes_on(&mut self, line: &Line) -> bool {
        let bare = |text: &str| text.split('(').next().unwrap_or(text).trim().to_owned();
        let cue = self.elements.iter().rev().find(|element| element.kind == ElementKind::Character);
        let same = cue.is_some_and(|cue| bare(&cue.text) == bare(&line.text()));
        let spoken = |kind: &ElementKind| matches!(kind, ElementKind::Dialogue | ElementKind::Parenthetical);
        let last = self.open.as_ref().map(|open| &open.kind);
        let within = last.is_some_and(spoken);
        let said = {
            let text = line.text().to_uppercase();
            text.contains("CONT") || text.contains("FORTS") || text.contains("SUITE")
        };
        same && within
            && (self.unfinished || (said && self.open.as_ref().is_some_and(|open| !ends_sentence(&open.text))))
    }

    /// Whether a line belongs to the open paragraph.
    fn joins(&self, kind: &ElementKind, line: &Line, top: bool, fresh: bool) -> bool {
        let Some(open) = &self.open else { return false };
        if open.kind != *kind || open.dual || line.number.is_some() {
            return false;
        }
        match kind {
            ElementKind::Character | ElementKind::Transition | ElementKind::Omitted => false,
            ElementKind::Parenthetical => !line.text().starts_with('('),
            ElementKind::Dialogue => !fresh || top,
            ElementKind::Action if top => !ends_sentence(&open.text) && self.full(open, line),
            ElementKind::Heading => !fresh,
            _ => !fresh,
        }
    }

    /// Whether the first word of a line had no room on the line above it.
    fn full(&self, open: &Open, line: &Line) -> bool {
        let Some(word) = line.words.first() else { return false };
        let part = match word.text.split_once('-') {
            Some((part, rest)) if self.shape.breaks_at_hyphens && !rest.is_empty() => part.chars().count() + 1,
            _ => word.looks.len(),
        };
        let part = i32::try_from(part).unwrap_or(0) * (word.right - word.left)
            / i32::try_from(word.looks.len()).unwrap_or(1).max(1);
        open.end + self.shape.letter + part > open.edge + self.shape.letter / 4
    }

    fn start(&mut self, kind: ElementKind, line: &Line, dual: bool) {
        let shape = self.shape;
        let edge = match kind {
            ElementKind::Dialogue => shape.speech.1,
            ElementKind::Parenthetical => shape.direction.1,
            _ => shape.right,
        };
        let (text, marks) = written(&line.words, line.revised);
        let (number, end) = (line.number.clone(), line.right());
        let (line, page) = (self.line, self.page);
        self.open = Some(Open { kind, text, marks, line, page, number, dual, end, edge });
    }

    /// Joins a line to the open paragraph: by a space where the line above was full, by a new line where the writer broke it.
    fn extend(&mut self, line: &Line) {
        let Some(mut open) = self.open.take() else { return };
        let full = self.full(&open, line) || matches!(open.kind, ElementKind::Heading | ElementKind::Parenthetical);
        let full = full && open.kind != ElementKind::Centred;
        let mut ends = open.text.chars().rev();
        let hyphen =
            self.shape.breaks_at_hyphens && ends.next() == Some('-') && ends.next().is_some_and(char::is_alphanumeric);
        match (full, hyphen) {
            (true, true) => {}
            (true, false) => open.text.push(' '),
            (false, _) => open.text.push('\n'),
        }
        let shift = u32::try_from(open.text.len()).unwrap_or(u32::MAX);
        let (text, marks) = written(&line.words, line.revised);
        open.text.push_str(&text);
        for mark in marks {
            let mark = Mark { from: mark.from + shift, to: mark.to + shift, ..mark };
            match open.marks.iter_mut().find(|old| old.kind == mark.kind && old.to + 1 == mark.from) {
                Some(old) => old.to = mark.to,
                None => open.marks.push(mark),
            }
        }
        open.end = line.right();
        if open.number.is_none() {
            open.number.clone_from(&line.number);
        }
        self.open = Some(open);
    }

    /// Makes an element of the open paragraph.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut element =
            Element { kind: open.kind, text: open.text.into(), line: open.line, dual: open.dual, ..Element::default() };
        let whole = u32::try_from(element.text.len()).unwrap_or(u32::MAX);
        let mut marks = open.marks;
        if element.opens_scene() {
            // A whole heading in bold is how the script sets its headings, not what the writer says of this one.
            marks.retain(|mark| matches!(mark.kind, MarkKind::Revision(_)) || (mark.from, mark.to) != (0, whole));
            let facts = element.facts_mut();
            facts.number = open.number;
            facts.page = Some(open.page);
        }
        marks.sort_by_key(|mark| (mark.from, mark.to, mark.kind));
        element.marks = marks.into();
        self.elements.push(element);
    }

    /// Two speeches side by side at the beginning of `lines`: how many lines they take, and the lines of each.
    fn dual(&self, lines: &[Line]) -> Option<(usize, Vec<Line>, Vec<Line>)> {
        let shape = self.shape;
        let first = lines.first()?;
        let (left, right) = split_at_gap(first, shape.letter * 3)?;
        if !reads_as_cue(&left.text()) || !reads_as_cue(&right.text()) || first.left() <= shape.left - shape.letter {
            return None;
        }
        let tight = lines.windows(2).take_while(|pair| shape.tight(&pair[0], &pair[1])).count();
        let block = &lines[..=tight.min(60)];
        if block.len() < 2 || heading::opens_scene(self.words, &first.text()) {
            return None;
        }
        // The columns meet in the widest strip across which no word stands, somewhere between the two cues.
        let covers = |word: &Word| (word.left, word.right);
        let mut covered: Vec<(i32, i32)> = block.iter().flat_map(|line| &line.words).map(covers).collect();
        covered.sort_unstable();
        let (mut reach, mut widest, mut place) = (left.left(), shape.letter * 5 / 4, None);
        for (from, to) in covered {
            let gap = from.min(right.left()) - reach;
            if gap > widest && from <= right.left() {
                (widest, place) = (gap, Some(reach + gap / 2));
            }
            reach = reach.max(to);
        }
        let place = place?;
        let part = |keep: &dyn Fn(&Word) -> bool| -> Vec<Line> {
            let lines = block.iter().map(|line| Line {
                words: line.words.iter().filter(|word| keep(word)).cloned().collect(),
                ..line.clone()
            });
            lines.filter(|line| !line.words.is_empty()).collect()
        };
        let (left, right) = (part(&|word| word.left < place), part(&|word| word.left >= place));
        (left.len() > 1 && right.len() > 1).then_some((block.len(), left, right))
    }

    /// One speech of two: a cue, then directions and words.
    fn column(&mut self, lines: &[Line], dual: bool) {
        let edge = lines.iter().map(Line::right).max().unwrap_or(0);
        for (i, line) in lines.iter().enumerate() {
            self.line += 1;
            let text = line.text();
            let last = self.open.as_ref();
            let unclosed =
                last.is_some_and(|open| open.kind == ElementKind::Parenthetical && !open.text.ends_with(')'));
            let kind = match i {
                0 => ElementKind::Character,
                _ if text.starts_with('(') || unclosed => ElementKind::Parenthetical,
                _ => ElementKind::Dialogue,
            };
            let same =
                last.is_some_and(|open| open.kind == kind && i > 0) && (unclosed || kind == ElementKind::Dialogue);
            if same {
                self.extend(line);
            } else {
                self.close();
                self.start(kind, line, dual);
                if let Some(open) = &mut self.open {
                    open.edge = edge;
                }
            }
        }
        self.close();
    }
}

/// Cuts a line at its first gap of at least `wide`.
fn split_at_gap(line: &Line, wide: i32) -> Option<(Line, Line)> {
    let gap = line.words.windows(2).position(|pair| pair[1].left - pair[0].right >= wide)?;
    let part = |words: &[Word]| Line { words: words.to_vec(), ..Line::default() };
    Some((part(&line.words[..=gap]), part(&line.words[gap + 1..])))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', '»', '*']).ends_with(['.', '!', '?', '…', ':', '-', '–', '—'])
}

/// The words of a line with their marks. A revised line is revised as a whole.
fn written(words: &[Word], revised: bool) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        for (letter, look) in word.text.chars().zip(&word.looks) {
            let from = u32::try_from(text.len()).unwrap_or(u32::MAX);
            text.push(letter);
            let to = u32::try_from(text.len()).unwrap_or(u32::MAX);
            for (bit, kind) in [(BOLD, MarkKind::Bold), (ITALIC, MarkKind::Italic), (UNDERLINE, MarkKind::Underline)] {
                if look & bit == 0 {
                    continue;
                }
                // A space between two marked words is marked with them.
                match marks.iter_mut().rev().find(|mark| mark.kind == kind && mark.to + 1 >= from) {
                    Some(mark) => mark.to = to,
                    None => marks.push(Mark { from, to, kind }),
                }
            }
        }
    }
    if revised {
        let to = u32::try_from(text.len()).unwrap_or(u32::MAX);
        marks.push(Mark { from: 0, to, kind: MarkKind::Revision(0) });
    }
    (text, marks)
}

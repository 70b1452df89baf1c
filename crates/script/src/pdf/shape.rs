//! The shape of a script's pages, learnt from the file itself: pitch, margins, and where speeches and directions begin.

use std::collections::BTreeMap;

use super::lines::{BOLD, Line, UNDERLINE, text};
use crate::heading;
use crate::words::{Words, has_lower, has_upper};

/// Lengths in hundredths of a point.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Width of a letter; the mean one where letters differ.
    pub(crate) letter: i32,
    /// From one line to the next.
    pub(crate) pitch: i32,
    /// Left edge of headings and action.
    pub(crate) left: i32,
    /// Right edge of action.
    pub(crate) right: i32,
    /// Left and right edge of speeches.
    pub(crate) speech: (i32, i32),
    /// Left and right edge of directions.
    pub(crate) direction: (i32, i32),
    /// Left edge of cues, where they have one.
    pub(crate) cue: i32,
    /// The middle of the page.
    pub(crate) middle: i32,
    /// Headings are set in bold, or underlined; a line in capitals that looks like them is one.
    pub(crate) heading_look: u8,
    /// Headings have more room above them than paragraphs have; the least such step from the line above.
    pub(crate) heading_step: Option<i32>,
    /// The writing program breaks lines behind a hyphen.
    pub(crate) breaks_at_hyphens: bool,
}

impl Shape {
    /// Letters between the action's left edge and a place, rounded.
    pub(crate) fn columns(&self, left: i32) -> i32 {
        (left - self.left + self.letter / 2).div_euclid(self.letter)
    }
    /// Whether two edges are the same, but for less than a letter.
    pub(crate) fn same(&self, one: i32, other: i32) -> bool {
        (one - other).abs() * 5 <= self.letter * 4
    }
    /// Whether the second line follows the first without a blank one.
    pub(crate) fn tight(&self, above: &Line, below: &Line) -> bool {
        (below.base - above.base) * 10 <= self.pitch * 14
    }
}

/// Learns a file's shape. Pages that stand further left or right than most are moved first.
pub(crate) fn learn(words: &Words, pages: &mut [Vec<Line>], middle: i32) -> Shape {
    let letter = letter_width(pages);
    let pitch = pitch(pages);
    let left = align(words, pages, letter);
    let mut shape = Shape {
        letter,
        pitch,
        left,
        right: 0,
        speech: (left + 10 * letter, 0),
        direction: (left + 15 * letter, 0),
        cue: left + 20 * letter,
        middle,
        heading_look: 0,
        heading_step: None,
        breaks_at_hyphens: false,
    };
    shape.right = widest(&shape, pages, left).unwrap_or(left + 60 * letter);
    shape
}

/// Learns where speeches, directions and cues stand; margins must have been cleared.
pub(crate) fn learn_speeches(shape: &mut Shape, pages: &[Vec<Line>]) {
    let bin = shape.letter / 4;
    let (mut cues, mut speeches, mut directions) = (Tally::new(bin), Tally::new(bin), Tally::new(bin));
    for page in pages {
        for (i, line) in page.iter().enumerate() {
            let above = i.checked_sub(1).map(|above| &page[above]);
            let (Some(below), true) = (page.get(i + 1), above.is_none_or(|above| !shape.tight(above, line))) else {
                continue;
            };
            // Two cues side by side say nothing of where a single one stands.
            let single = end_of_first(line, shape.letter) == line.right();
            let cue = single && line.left() > shape.left + 5 * shape.letter && reads_as_cue(&line.text());
            if !cue || !shape.tight(line, below) || below.left() < shape.left + 2 * shape.letter {
                continue;
            }
            cues.add(line.left());
            if !below.text().starts_with('(') {
                speeches.add(below.left());
                continue;
            }
            directions.add(below.left());
            let behind = page[i + 1..].iter().take(4).find(|line| line.left() < below.left() - shape.letter * 3 / 2);
            if let Some(behind) = behind.filter(|line| line.left() > shape.left + 2 * shape.letter) {
                speeches.add(behind.left());
            }
        }
    }
    if let Some(left) = speeches.most() {
        shape.speech.0 = left;
    }
    shape.direction.0 = directions.most().unwrap_or(shape.speech.0 + 5 * shape.letter);
    shape.cue = cues.most().unwrap_or(shape.speech.0 + 10 * shape.letter);
    shape.speech.1 = widest(shape, pages, shape.speech.0).unwrap_or(shape.speech.0 + 35 * shape.letter);
    shape.direction.1 = widest(shape, pages, shape.direction.0).unwrap_or(shape.direction.0 + 25 * shape.letter);
    shape.breaks_at_hyphens = !keeps_hyphens(shape, pages);
}

/// Learns how headings are set apart from action: so those are found, too, that begin with neither INT nor EXT.
pub(crate) fn learn_headings(words: &Words, shape: &mut Shape, pages: &[Vec<Line>]) {
    let (mut looks, mut steps, mut paragraphs) = ([0_usize; 8], Vec::new(), Vec::new());
    let mut headings = 0;
    for page in pages {
        for (i, line) in page.iter().enumerate() {
            if !shape.same(line.left(), shape.left) {
                continue;
            }
            let step =
                i.checked_sub(1).map(|above| line.base - page[above].base).filter(|step| *step * 10 > shape.pitch * 14);
            if heading::opens_scene(words, &line.text()) {
                headings += 1;
                looks[usize::from(line.look() & 7)] += 1;
                steps.extend(step);
            } else if has_lower(&line.text()) {
                paragraphs.extend(step);
            }
        }
    }
    if headings < 3 {
        return;
    }
    let look = (1..8_u8).find(|look| looks[usize::from(*look)] * 10 >= headings * 8);
    shape.heading_look = look.map_or(0, |look| look & (BOLD | UNDERLINE));
    steps.sort_unstable();
    paragraphs.sort_unstable();
    let low = steps.get(steps.len() / 10).copied();
    let high = paragraphs.get(paragraphs.len() * 9 / 10).copied();
    if let (Some(low), Some(high)) = (low, high)
        && steps.len() > 2
        && paragraphs.len() > 2
        && low > high + shape.pitch / 2
    {
        shape.heading_step = Some(low - shape.pitch / 4);
    }
}

/// Whether a line reads as a cue: capitals up to a bracket, with a letter that has a case.
pub(crate) fn reads_as_cue(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or(text).trim();
    has_upper(name) && !has_lower(name) && !name.ends_with(':')
}

/// Counts places that are nearly the same as one.
struct Tally {
    bin: i32,
    counts: BTreeMap<i32, u32>,
}

impl Tally {
    fn new(bin: i32) -> Self {
        Self { bin: bin.max(1), counts: BTreeMap::new() }
    }
    fn add(&mut self, place: i32) {
        *self.counts.entry(place.div_euclid(self.bin)).or_default() += 1;
    }
    /// The place that was counted most, with its neighbours; the first of equals.
    fn most(&self) -> Option<i32> {
        let near = |bin: i32| (bin - 1..=bin + 1).filter_map(|bin| self.counts.get(&bin)).sum::<u32>();
        let best = self.counts.iter().max_by_key(|(bin, count)| (near(**bin), **count, -**bin))?;
        Some(best.0 * self.bin + self.bin / 2)
    }
}

/// The width of most letters.
fn letter_width(pages: &[Vec<Line>]) -> i32 {
    let mut widths = Tally::new(10);
    for word in pages.iter().flatten().flat_map(|line| &line.words) {
        let letters = i32::try_from(word.looks.len()).unwrap_or(i32::MAX);
        if letters > 2 {
            widths.add((word.right - word.left) / letters);
        }
    }
    widths.most().unwrap_or(720).clamp(100, 5000)
}

/// The distance of lines that follow closely: the most usual step of about a line's height, or of any where there are none such.
fn pitch(pages: &[Vec<Line>]) -> i32 {
    let (mut close, mut all) = (Tally::new(20), Tally::new(20));
    let (mut few, mut many) = (0, 0);
    for pair in pages.iter().flat_map(|page| page.windows(2)) {
        let (step, size) = (pair[1].base - pair[0].base, pair[0].words.first().map_or(1200, |word| word.size));
        if step * 4 < size * 3 {
            continue;
        }
        all.add(step);
        many += 1;
        if step * 20 <= size * 29 {
            close.add(step);
            few += 1;
        }
    }
    let usual = if few * 20 >= many { close.most() } else { all.most() };
    usual.unwrap_or(1200)
}

/// Moves pages so that headings start at one left edge, and returns it.
fn align(words: &Words, pages: &mut [Vec<Line>], letter: i32) -> i32 {
    let heading_edge = |page: &[Line]| {
        let mut edges = Tally::new(letter / 4);
        page.iter().filter_map(|line| heading_left(words, line)).for_each(|left| edges.add(left));
        edges.most()
    };
    let mut edges = Tally::new(letter / 4);
    let headings = pages.iter().flatten().filter_map(|line| heading_left(words, line));
    headings.for_each(|left| edges.add(left));
    let Some(left) = edges.most() else {
        let mut all = Tally::new(letter / 4);
        pages.iter().flatten().for_each(|line| all.add(line.left()));
        return all.most().unwrap_or(10800);
    };
    // Pages with a heading say where they stand; the others take the place where most of their lines fit these.
    let mut known = Tally::new(letter / 2);
    let placed: Vec<Option<i32>> = pages.iter().map(|page| heading_edge(page).map(|edge| edge - left)).collect();
    for (page, shift) in pages.iter().zip(&placed) {
        if let Some(shift) = shift {
            page.iter().for_each(|line| known.add(line.left() - shift));
        }
    }
    let mut shifts: Vec<i32> = placed.iter().flatten().copied().filter(|shift| shift.abs() > letter * 3 / 4).collect();
    shifts.sort_unstable();
    shifts.dedup_by(|one, other| (*one - *other).abs() < letter / 2);
    shifts.truncate(32);
    for (page, placed) in pages.iter_mut().zip(placed) {
        let fit = |shift: i32| {
            let near = |place: i32| known.counts.get(&place.div_euclid(known.bin)).copied().unwrap_or(0);
            page.iter().map(|line| u64::from(near(line.left() - shift))).sum::<u64>()
        };
        let shift = placed.unwrap_or_else(|| {
            let best = shifts.iter().copied().max_by_key(|shift| fit(*shift));
            best.filter(|best| fit(*best) > 2 * fit(0)).unwrap_or(0)
        });
        if shift.abs() * 4 > letter * 3 {
            page.iter_mut().flat_map(|line| &mut line.words).for_each(|word| {
                word.left -= shift;
                word.right -= shift;
            });
        }
    }
    left
}

/// Where the words of a heading begin, behind a scene number if there is one.
pub(crate) fn heading_left(words: &Words, line: &Line) -> Option<i32> {
    let reads = |from: usize| line.words.len() > from + 1 && heading::opens_scene(words, &text(&line.words[from..]));
    // The number first: a heading with its number before it reads as one, too.
    if line.words.first().is_some_and(|word| is_number(&word.text)) && reads(1) {
        return Some(line.words[1].left);
    }
    reads(0).then(|| line.left())
}

/// `12`, `12A`, `A12`, `12-14`, `12.`, `I-3`.
pub(crate) fn is_number(text: &str) -> bool {
    let core = text.trim_end_matches('.');
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let letters = core.chars().filter(|c| c.is_ascii_uppercase()).count();
    let other = core.chars().any(|c| !c.is_ascii_digit() && !c.is_ascii_uppercase() && !matches!(c, '-' | '.' | '/'));
    (1..=8).contains(&digits) && letters <= 4 && !other && text.len() <= 12
}

/// The right edge of the lines that start at `left`: nearly the largest, so that one strange line decides nothing.
fn widest(shape: &Shape, pages: &[Vec<Line>], left: i32) -> Option<i32> {
    let starts = |line: &&Line| shape.same(line.left(), left);
    let mut ends: Vec<i32> =
        pages.iter().flatten().filter(starts).map(|line| end_of_first(line, shape.letter)).collect();
    ends.sort_unstable();
    let strange = ends.len() / 200 + usize::from(ends.len() >= 12);
    ends.get(ends.len().saturating_sub(1 + strange)).copied()
}

/// Where the words end before the first wide gap.
fn end_of_first(line: &Line, letter: i32) -> i32 {
    let gap = line.words.windows(2).position(|pair| pair[1].left - pair[0].right > letter * 5 / 2);
    gap.map_or(line.right(), |gap| line.words[gap].right)
}

/// Whether there is a word with a hyphen at the beginning of a line whose first part would have fitted on the line above.
fn keeps_hyphens(shape: &Shape, pages: &[Vec<Line>]) -> bool {
    let pairs = pages.iter().flat_map(|page| page.windows(2));
    pairs.into_iter().any(|pair| {
        let edge = if shape.same(pair[0].left(), shape.left) { shape.right } else { shape.speech.1 };
        let together = shape.tight(&pair[0], &pair[1]) && shape.same(pair[0].left(), pair[1].left());
        let part = pair[1].words.first().and_then(|word| {
            let (part, rest) = word.text.split_once('-')?;
            let whole = part.chars().count() > 1 && rest.chars().next().is_some_and(char::is_alphabetic);
            whole.then(|| i32::try_from(part.chars().count()).unwrap_or(0) + 1)
        });
        together && part.is_some_and(|part| pair[0].right() + (part + 1) * shape.letter <= edge)
    })
}

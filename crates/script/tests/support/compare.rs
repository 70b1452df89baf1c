//! Compares what was read from a PDF with the Fountain it was printed from: headings, cues, and what each printed line is.

use model::screenplay::{Element, ElementKind, Screenplay};

/// Counts of one pair, or of many together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agreement {
    /// Headings of the Fountain, and those found in the PDF in the same order with the same words.
    pub(crate) headings: (usize, usize),
    /// Headings of the PDF that the Fountain has not.
    pub(crate) extra_headings: usize,
    /// Cues, likewise, by name.
    pub(crate) cues: (usize, usize),
    /// Printed lines of the Fountain, and those whose words have the same class in the PDF.
    pub(crate) lines: (usize, usize),
    /// Words of the Fountain, and those that the PDF has in the same order.
    pub(crate) words: (usize, usize),
    /// Words of the PDF that the Fountain has not.
    pub(crate) invented: usize,
}

impl Agreement {
    /// Adds another pair.
    pub(crate) fn add(&mut self, other: &Self) {
        let sum = |one: (usize, usize), other: (usize, usize)| (one.0 + other.0, one.1 + other.1);
        self.headings = sum(self.headings, other.headings);
        self.extra_headings += other.extra_headings;
        self.cues = sum(self.cues, other.cues);
        self.lines = sum(self.lines, other.lines);
        self.words = sum(self.words, other.words);
        self.invented += other.invented;
    }
    /// One line of figures.
    pub(crate) fn report(&self) -> String {
        format!(
            "headings {}/{} {:.1} % ({} invented), cues {}/{} {:.1} %, line class {}/{} {:.1} %, words {}/{} {:.1} %, not in the Fountain {}",
            self.headings.1,
            self.headings.0,
            percent(self.headings),
            self.extra_headings,
            self.cues.1,
            self.cues.0,
            percent(self.cues),
            self.lines.1,
            self.lines.0,
            percent(self.lines),
            self.words.1,
            self.words.0,
            percent(self.words),
            self.invented,
        )
    }
}

/// Share of what was found, in percent; all of nothing is all.
pub(crate) fn percent((whole, found): (usize, usize)) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * found as f64 / whole as f64 }
}

/// Compares. The second value tells the lines that differ, for a person.
pub(crate) fn compare(truth: &Screenplay, read: &Screenplay) -> (Agreement, Vec<String>) {
    let (lines, expected) = words_of(truth);
    let (_, found) = words_of(read);
    let plain = |words: &[Placed]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    let pairs = align(&plain(&expected), &plain(&found));
    let mut right = vec![(0_usize, 0_usize); lines.len()];
    expected.iter().for_each(|word| right[word.line].0 += 1);
    let mut classes = vec![String::new(); lines.len()];
    for (one, other) in &pairs {
        let line = expected[*one].line;
        right[line].1 += usize::from(expected[*one].class == found[*other].class);
        if expected[*one].class != found[*other].class {
            classes[line] = format!("read as {}", found[*other].class);
        }
    }
    let counted: Vec<usize> = (0..lines.len()).filter(|line| right[*line].0 > 0).collect();
    let good = |line: &&usize| right[**line].1 * 2 > right[**line].0;
    let mut differences: Vec<String> = Vec::new();
    for line in counted.iter().filter(|line| !good(line)) {
        differences.push(format!("{} | {}", lines[*line], classes[*line]));
    }
    let texts = |screenplay: &Screenplay, kind: fn(&Element) -> bool| {
        let elements = screenplay.elements.iter().filter(|element| !element.omitted && kind(element));
        elements.map(|element| bare(&element.text)).filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let matched = |kind: fn(&Element) -> bool| {
        let (expected, found) = (texts(truth, kind), texts(read, kind));
        (expected.len(), align(&expected, &found).len())
    };
    let headings = matched(Element::opens_scene);
    let agreement = Agreement {
        headings,
        extra_headings: texts(read, Element::opens_scene).len() - headings.1,
        cues: matched(|element| element.kind == ElementKind::Character),
        lines: (counted.len(), counted.iter().filter(good).count()),
        words: (expected.len(), pairs.len()),
        invented: found.len() - pairs.len(),
    };
    (agreement, differences)
}

/// A word with its line and class.
struct Placed {
    text: String,
    line: usize,
    class: &'static str,
}

/// The words that print, and the lines on which they stand when the script is printed.
fn words_of(screenplay: &Screenplay) -> (Vec<String>, Vec<Placed>) {
    let (mut lines, mut words) = (Vec::new(), Vec::new());
    for element in screenplay.elements.iter().filter(|element| element.prints()) {
        let (class, width) = match element.kind {
            ElementKind::Heading | ElementKind::Omitted => ("heading", 61),
            ElementKind::Character => ("cue", 38),
            ElementKind::Dialogue => ("dialogue", 35),
            ElementKind::Parenthetical => ("direction", 25),
            ElementKind::Transition => ("transition", 40),
            ElementKind::Lyric => ("lyric", 35),
            ElementKind::Centred => ("centred", 61),
            _ => ("action", 61),
        };
        for hard in element.text.split('\n') {
            let mut line = String::new();
            for word in hard.split_whitespace() {
                if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                    lines.push(format!("{class}: {line}"));
                    line.clear();
                }
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
                // A dash between two words may or may not be a break.
                for text in word.split('-').map(letters).filter(|text| !text.is_empty()) {
                    words.push(Placed { text, line: lines.len(), class });
                }
            }
            lines.push(format!("{class}: {line}"));
        }
    }
    (lines, words)
}

fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// A heading or a cue in capitals without punctuation; of a cue only the name.
fn bare(text: &str) -> String {
    let cue = text.split('(').next().filter(|name| !name.trim().is_empty()).unwrap_or(text);
    let text = if cue.contains(['.', '-']) { text } else { cue };
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Pairs of equal items in the same order, as many as there can be (Myers, "An O(ND) Difference Algorithm", 1986).
fn align(one: &[String], other: &[String]) -> Vec<(usize, usize)> {
    let (n, m) = (one.len() as isize, other.len() as isize);
    let most = (n + m).min(8000);
    let mut furthest = vec![0_isize; 2 * most as usize + 3];
    let middle = most + 1;
    let mut trace: Vec<Vec<isize>> = Vec::new();
    let mut end = None;
    'search: for d in 0..=most {
        trace.push(furthest[(middle - d - 1) as usize..=(middle + d + 1) as usize].to_vec());
        for k in (-d..=d).step_by(2) {
            let at = |k: isize| furthest[(middle + k) as usize];
            let down = k == -d || (k != d && at(k - 1) < at(k + 1));
            let mut x = if down { at(k + 1) } else { at(k - 1) + 1 };
            while x < n && x - k < m && x - k >= 0 && one[x as usize] == other[(x - k) as usize] {
                x += 1;
            }
            furthest[(middle + k) as usize] = x;
            if x >= n && x - k >= m {
                end = Some(d);
                break 'search;
            }
        }
    }
    let (Some(end), mut x, mut y) = (end, n, m) else { return Vec::new() };
    let mut pairs = Vec::new();
    for d in (0..=end).rev() {
        let before = &trace[d as usize];
        let at = |k: isize| before[(k + d + 1) as usize];
        let k = x - y;
        let down = k == -d || (k != d && at(k - 1) < at(k + 1));
        let from = if down { k + 1 } else { k - 1 };
        let (start_x, start_y) = if d == 0 { (0, 0) } else { (at(from), at(from) - from) };
        while x > start_x && y > start_y && x > 0 && y > 0 && one[(x - 1) as usize] == other[(y - 1) as usize] {
            (x, y) = (x - 1, y - 1);
            pairs.push((x as usize, y as usize));
        }
        (x, y) = (start_x, start_y);
    }
    pairs.reverse();
    pairs
}

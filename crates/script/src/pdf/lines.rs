//! Letters to words and words to lines, by where they stand.

use super::content::{Drawn, Letter, Stroke};

/// What a letter looks like beside being a letter.
pub(crate) const BOLD: u8 = 1;
pub(crate) const ITALIC: u8 = 2;
pub(crate) const UNDERLINE: u8 = 4;

/// Letters without a space between them, in hundredths of a point.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// How each letter looks.
    pub(crate) looks: Vec<u8>,
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) size: i32,
}

/// Words on one baseline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) base: i32,
    pub(crate) words: Vec<Word>,
    /// A scene number that stood in a margin.
    pub(crate) number: Option<String>,
    /// The sign of a revision stood in the margin.
    pub(crate) revised: bool,
}

impl Line {
    pub(crate) fn left(&self) -> i32 {
        self.words.first().map_or(0, |word| word.left)
    }
    pub(crate) fn right(&self) -> i32 {
        self.words.last().map_or(0, |word| word.right)
    }
    pub(crate) fn text(&self) -> String {
        text(&self.words)
    }
    /// What all of its letters look like.
    pub(crate) fn look(&self) -> u8 {
        self.words.iter().flat_map(|word| &word.looks).fold(BOLD | ITALIC | UNDERLINE, |all, look| all & look)
    }
}

pub(crate) fn text(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The lines of a page from top to bottom.
pub(crate) fn lines(drawn: &Drawn) -> Vec<Line> {
    let mut letters = drawn.letters.clone();
    letters.sort_by_key(|letter| (letter.base, letter.left));
    // A watermark in large letters must not mix with the words that it stands behind.
    let usual = usual_size(&letters);
    let (large, small): (Vec<Letter>, Vec<Letter>) =
        letters.into_iter().partition(|letter| letter.size > usual * 8 / 5);
    let mut strokes = drawn.strokes.clone();
    strokes.sort_by_key(|stroke| stroke.y);
    let mut lines: Vec<Line> = [small, large].iter().flat_map(|letters| rows(letters, &strokes)).collect();
    lines.sort_by_key(|line| (line.base, line.left()));
    lines
}

/// The size of most letters.
fn usual_size(letters: &[Letter]) -> i32 {
    let mut sizes: Vec<i32> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(1200)
}

/// Splits sorted letters where the baseline goes down by more than a third of their size.
fn rows(letters: &[Letter], strokes: &[Stroke]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut from = 0;
    while let Some(first) = letters.get(from) {
        let deepest = first.base + first.size / 3;
        let end = from + letters[from..].partition_point(|letter| letter.base <= deepest);
        let mut row = letters[from..end].to_vec();
        row.sort_by_key(|letter| letter.left);
        let base = usual_base(&row);
        let words = words(&row, base, strokes);
        if !words.is_empty() {
            lines.push(Line { base, words, ..Line::default() });
        }
        from = end.max(from + 1);
    }
    lines
}

/// The baseline on which most letters stand.
fn usual_base(row: &[Letter]) -> i32 {
    let mut bases: Vec<i32> = row.iter().map(|letter| letter.base).collect();
    bases.sort_unstable();
    bases.get(bases.len() / 2).copied().unwrap_or(0)
}

/// Words end at a space, or at a gap where the program drew none.
fn words(row: &[Letter], base: i32, strokes: &[Stroke]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut before: Option<Letter> = None;
    let from = strokes.partition_point(|stroke| stroke.y < base - 50);
    let under: Vec<&Stroke> = strokes[from..].iter().take_while(|stroke| stroke.y <= base + 400).take(64).collect();
    for letter in row {
        if letter.letter.is_whitespace() {
            open = false;
            continue;
        }
        if let Some(before) = before {
            // Drawn twice to look bold.
            let width = (before.right - before.left).max(1);
            if before.letter == letter.letter && letter.left - before.left < width / 4 {
                if let Some(look) = words.last_mut().and_then(|word| word.looks.last_mut()) {
                    *look |= BOLD;
                }
                continue;
            }
            open &= letter.left - before.right <= letter.size / 4;
        }
        let middle = i32::midpoint(letter.left, letter.right);
        let underlined = under.iter().any(|stroke| stroke.left <= middle && middle <= stroke.right);
        let look = [(letter.bold, BOLD), (letter.italic, ITALIC), (underlined, UNDERLINE)];
        let look = look.iter().filter(|(is, _)| *is).fold(0, |all, (_, bit)| all | bit);
        if !open {
            words.push(Word { left: letter.left, size: letter.size, ..Word::default() });
        }
        if let Some(word) = words.last_mut() {
            word.text.push(letter.letter);
            word.looks.push(look);
            word.right = word.right.max(letter.right);
        }
        open = true;
        before = Some(*letter);
    }
    words
}

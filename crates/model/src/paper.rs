//! A paper: what is printed and handed out, as blocks and tables of plain text that every printer (PDF, terminal) sets alike.

use serde::{Deserialize, Serialize};

use crate::breakdown::{IntExt, StoryTime};

/// One printed document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Name for files and commands, such as `one-liner`.
    pub name: String,
    /// Title, as it stands in the head of each page.
    pub title: String,
    /// Lines at the left of each page's head: production, board.
    pub left: Vec<String>,
    /// Lines at the right of each page's head: dates, issue.
    pub right: Vec<String>,
    /// One line at the foot of each page, beside page x of y.
    pub foot: String,
    /// Wider than high.
    pub landscape: bool,
    /// What is printed, in order.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "block")]
pub enum Block {
    /// A heading; it stays with what follows.
    Heading {
        /// Its words.
        text: String,
    },
    /// Running text.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A table.
    Table(Table),
    /// What follows begins on a new page.
    NewPage,
}

/// A table. The titles of its columns are repeated on each page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows in order.
    pub rows: Vec<Row>,
    /// A grid of dates: lines between columns too, and its first two columns (number, name) are repeated where a narrow
    /// page or terminal parts it.
    pub grid: bool,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its title; empty prints nothing, `\n` begins a new line.
    pub title: String,
    /// Width in characters; 0 shares what the others leave with the other columns of width 0.
    pub width: u16,
    /// Where its text stands.
    pub align: Align,
    /// Colour behind its title and its cells that have none.
    pub fill: Fill,
    /// Its text is one size larger, to be read at arm's length.
    #[serde(default)]
    pub large: bool,
}

/// Where text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right, as numbers do.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells from the left; what they do not reach stays empty.
    pub cells: Vec<Cell>,
    /// Colour of the row.
    pub fill: Fill,
    /// It heads the rows below it, up to the next such row, and is repeated when they go on on a new page.
    pub heads: bool,
    /// It is not parted from the row below by a new page.
    pub keep: bool,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text; `\n` begins a new line.
    pub text: String,
    /// How many columns it takes.
    pub span: u16,
    /// Its first line is set in bold.
    pub bold: bool,
    /// Its own colour, when it is not the row's.
    pub fill: Fill,
}

/// The colour behind a strip, a bar or a cell, by the colour's name: which one a strip has is [`Fill::of_strip`]'s to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fill {
    /// None of its own.
    #[default]
    Clear,
    /// Interior day.
    White,
    /// Exterior day.
    Yellow,
    /// Interior night, or exterior night on older boards.
    Blue,
    /// Exterior night, or interior night on older boards.
    Green,
    /// Dawn.
    Pink,
    /// Dusk.
    Orange,
    /// A day's bar, white on black.
    Black,
    /// A week's bar, white on dark grey.
    Dark,
    /// A banner, a move, a meal.
    Light,
    /// A day off.
    Grey,
    /// A holiday.
    Red,
}

impl Fill {
    /// The colour of a strip. The pair for nights is contested in the field, so a setting exchanges it; dawn and dusk
    /// have their colour inside and outside, since the letters beside it tell which.
    pub fn of_strip(int_ext: IntExt, time: StoryTime, green_interior_nights: bool) -> Self {
        match (time, int_ext.outside()) {
            (StoryTime::Dawn, _) => Self::Pink,
            (StoryTime::Dusk, _) => Self::Orange,
            (StoryTime::Day, false) => Self::White,
            (StoryTime::Day, true) => Self::Yellow,
            (StoryTime::Night, outside) if outside == green_interior_nights => Self::Blue,
            (StoryTime::Night, _) => Self::Green,
        }
    }

    /// Background and ink as `#rrggbb`, or nothing for the paper's own. Ink on its background passes a contrast of 4.5:1.
    pub fn paint(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Clear => return None,
            Self::White => ("#ffffff", "#111111"),
            Self::Yellow => ("#fff2a8", "#111111"),
            Self::Blue => ("#c3dcf7", "#111111"),
            Self::Green => ("#c6e8c5", "#111111"),
            Self::Pink => ("#fbd3df", "#111111"),
            Self::Orange => ("#ffd3a3", "#111111"),
            Self::Black => ("#111111", "#ffffff"),
            Self::Dark => ("#4a4f57", "#ffffff"),
            Self::Light => ("#eceef0", "#111111"),
            Self::Grey => ("#d3d6da", "#111111"),
            Self::Red => ("#f3b8b3", "#111111"),
        })
    }
}

impl Cell {
    /// A plain cell of one column.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: 1, bold: false, fill: Fill::Clear }
    }
    /// The same with its first line in bold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    /// The same over several columns.
    pub fn over(self, span: usize) -> Self {
        Self { span: u16::try_from(span.max(1)).unwrap_or(u16::MAX), ..self }
    }
    /// The same on a colour of its own.
    pub fn on(self, fill: Fill) -> Self {
        Self { fill, ..self }
    }
}

impl Column {
    /// A column by its title, width in characters (0 shares what is left) and alignment.
    pub fn new(title: &str, width: u16, align: Align) -> Self {
        Self { title: title.to_owned(), width, align, fill: Fill::Clear, large: false }
    }
    /// The same with its text one size larger.
    pub fn large(self) -> Self {
        Self { large: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours after WCAG 2.2 (relative luminance).
    fn contrast(one: &str, other: &str) -> f64 {
        let light = |colour: &str| {
            let part = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or(0)) / 255.0;
                if value <= 0.03928 { value / 12.92 } else { pow_2_4((value + 0.055) / 1.055) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let (a, b) = (light(one), light(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `x` to the power of 2.4 as x² · x^0.4, the fifth root by Newton's steps.
    fn pow_2_4(x: f64) -> f64 {
        let square = x * x;
        let root = (0..60).fold(1.0_f64, |y, _| (4.0 * y + square / (y * y * y * y)) / 5.0);
        square * root
    }

    #[test]
    fn strips_have_the_colours_of_the_field() {
        use Fill::*;
        let check = |int_ext, time, usual, older| {
            assert_eq!(Fill::of_strip(int_ext, time, false), usual);
            assert_eq!(Fill::of_strip(int_ext, time, true), older);
        };
        check(IntExt::Int, StoryTime::Day, White, White);
        check(IntExt::Ext, StoryTime::Day, Yellow, Yellow);
        check(IntExt::Int, StoryTime::Night, Blue, Green);
        check(IntExt::Ext, StoryTime::Night, Green, Blue);
        check(IntExt::Both, StoryTime::Night, Green, Blue);
        check(IntExt::Ext, StoryTime::Dawn, Pink, Pink);
        check(IntExt::Ext, StoryTime::Dusk, Orange, Orange);
    }

    #[test]
    fn ink_stands_out_on_every_colour() {
        use Fill::*;
        for fill in [White, Yellow, Blue, Green, Pink, Orange, Black, Dark, Light, Grey, Red] {
            let (paper, ink) = fill.paint().unwrap_or_default();
            assert!(contrast(paper, ink) >= 4.5, "{fill:?}: {}", contrast(paper, ink));
        }
    }
}

//! A paper as PDF and SVG, set by Typst from one template. The paper goes in as a file of data, so that no word of a user is
//! ever read as markup. The fonts are compiled in and nothing else can be reached: no files, packages, network or date.

use std::fmt;
use std::sync::LazyLock;

use model::paper::{Block, Column, Paper, Row, Table};
use model::production::PaperSize;
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_svg::SvgOptions;

use crate::text::tidy;

/// A paper that could not be set, and Typst's reason. It takes a fault of the template: content alone does not cause it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSet {
    /// Name of the paper.
    pub paper: String,
    /// What Typst said.
    pub why: String,
}

impl fmt::Display for NotSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the paper '{}' cannot be set: {}\nhint: print it as text, and report this", self.paper, self.why)
    }
}
impl std::error::Error for NotSet {}

/// The paper as a PDF file. The same paper gives the same bytes.
pub fn pdf(paper: &Paper, size: PaperSize) -> Result<Vec<u8>, NotSet> {
    let document = set(paper, size)?;
    // Not tagged: tags make grids of thousands of cells twenty times as large.
    let options = PdfOptions { creator: Smart::Custom(Some("Backlot".into())), tagged: false, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| not_set(paper, &errors))
}

/// The paper's pages as SVG files.
pub fn svg(paper: &Paper, size: PaperSize) -> Result<Vec<String>, NotSet> {
    let document = set(paper, size)?;
    Ok(document.pages().iter().map(|page| typst_svg::svg(page, &SvgOptions::default())).collect())
}

fn set(paper: &Paper, size: PaperSize) -> Result<PagedDocument, NotSet> {
    let data = data(paper, size).to_string();
    let desk = Desk { data: Bytes::from_string(data) };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| not_set(paper, &errors));
    // Typst remembers layouts across documents and never forgets them by itself. No two papers share any, and those of a
    // long shooting schedule take hundreds of megabytes.
    typst::comemo::evict(0);
    document
}

fn not_set(paper: &Paper, errors: &[SourceDiagnostic]) -> NotSet {
    let errors = errors.iter().filter(|error| error.severity == Severity::Error);
    let why: Vec<&str> = errors.map(|error| error.message.as_str()).collect();
    NotSet { paper: paper.name.clone(), why: why.join("; ") }
}

/// The paper as the template reads it.
fn data(paper: &Paper, size: PaperSize) -> Value {
    let block = |block: &Block| match block {
        Block::Heading { text } => json!({ "block": "heading", "text": tidy(text) }),
        Block::Paragraph { text } => json!({ "block": "paragraph", "text": tidy(text) }),
        Block::NewPage => json!({ "block": "new-page" }),
        Block::Table(table) => table_data(table, line_width(paper.landscape)),
    };
    let lines = |lines: &[String]| lines.iter().map(|line| tidy(line)).collect::<Vec<_>>();
    json!({
        "paper": match size { PaperSize::Letter => "us-letter", PaperSize::A4 => "a4" },
        "landscape": paper.landscape,
        "title": tidy(&paper.title),
        "left": lines(&paper.left),
        "right": lines(&paper.right),
        "foot": tidy(&paper.foot),
        "blocks": paper.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

/// Characters on a line of a page, for guessing how high a row becomes: the narrower of both paper sizes at 5 pt a character.
fn line_width(landscape: bool) -> usize {
    if landscape { 144 } else { 104 }
}

/// Lines that rows which stay together may take: well below what a page holds, since the guess is rough.
const TOGETHER: usize = 28;

fn table_data(table: &Table, line: usize) -> Value {
    let columns = table.columns.iter().map(|column| {
        let Column { title, width, align, fill, large } = column;
        json!({ "title": tidy(title), "width": width, "align": align, "paint": fill.paint(), "large": large })
    });
    // Larger text takes 11 points where the other takes 9: in width, and in the height of what stays together.
    let large = table.columns.iter().any(|column| column.large);
    let room = |column: &Column| if column.large { usize::from(column.width) * 11 / 9 } else { column.width.into() };
    let fixed: usize = table.columns.iter().map(room).sum();
    let together = if large { TOGETHER * 3 / 4 } else { TOGETHER };
    let open = table.columns.iter().filter(|column| column.width == 0).count().max(1);
    let share = (line.saturating_sub(fixed) / open).max(8);
    let widths: Vec<usize> =
        table.columns.iter().map(|column| if column.width == 0 { share } else { column.width.into() }).collect();
    // Rows that stay together become one block that no page break enters; a block that might not fit a page is parted.
    let mut bound: Vec<usize> = Vec::new();
    let (mut first, mut high) = (0, 0);
    for (at, row) in table.rows.iter().enumerate() {
        let lines = row_lines(row, &widths);
        if at > first && (row.heads || high + lines > together) {
            bound.push(at - first);
            (first, high) = (at, 0);
        }
        high += lines;
        if !row.keep || row.heads {
            bound.push(at + 1 - first);
            (first, high) = (at + 1, 0);
        }
    }
    if first < table.rows.len() {
        bound.push(table.rows.len() - first);
    }
    let mut at = 0;
    let mut rows = Vec::new();
    for count in bound {
        let breaks = count == 1 && table.rows.get(at).is_some_and(|row| row_lines(row, &widths) > together);
        for (nth, row) in table.rows.iter().skip(at).take(count).enumerate() {
            let bind = if nth == 0 { count } else { 0 };
            let cells = row.cells.iter().map(|cell| {
                json!({ "text": tidy(&cell.text), "span": cell.span, "bold": cell.bold, "paint": cell.fill.paint() })
            });
            rows.push(json!({
                "cells": cells.collect::<Vec<_>>(), "paint": row.fill.paint(), "heads": row.heads, "bind": bind, "breaks": breaks,
            }));
        }
        at += count;
    }
    json!({ "block": "table", "columns": columns.collect::<Vec<_>>(), "rows": rows, "grid": table.grid })
}

/// How many lines a row may take, guessed on the high side.
fn row_lines(row: &Row, widths: &[usize]) -> usize {
    let mut column = 0;
    let lines = row.cells.iter().map(|cell| {
        let width: usize = widths.iter().skip(column).take(cell.span.into()).sum();
        column += usize::from(cell.span);
        cell.text.lines().map(|line| line.chars().count() / width.max(1) + 1).sum::<usize>()
    });
    lines.max().unwrap_or(1)
}

/// What Typst can see: the template, the data, the fonts.
struct Desk {
    data: Bytes,
}

/// Everything that is the same for each paper.
struct Fittings {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

static FITTINGS: LazyLock<Fittings> = LazyLock::new(|| {
    // Inter has Latin, Greek and Cyrillic. It has no Chinese, Japanese, Korean or emoji: those print as an empty box.
    let files: [&'static [u8]; 3] = [
        include_bytes!("../fonts/Inter-Regular.otf"),
        include_bytes!("../fonts/Inter-SemiBold.otf"),
        include_bytes!("../fonts/Inter-Italic.otf"),
    ];
    let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    let main = file("paper.typ");
    Fittings {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(main, include_str!("../templates/paper.typ").to_owned()),
        data: file("paper.json"),
    }
});

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|error| unreachable!("{name}: {error:?}"));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &FITTINGS.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &FITTINGS.book
    }
    fn main(&self) -> FileId {
        FITTINGS.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == FITTINGS.template.id() { Ok(FITTINGS.template.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == FITTINGS.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn font(&self, index: usize) -> Option<Font> {
        FITTINGS.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

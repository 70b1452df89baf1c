//! PDF to a screenplay: what was drawn is read back by where it stands on the page.
//!
//! A file becomes objects, a page letters with places, letters words and lines. What belongs to the page and not to the script
//! goes: headers, page numbers, (MORE). The shape of the pages is learnt from the file itself, and says what each line is.

mod assemble;
mod content;
mod file;
mod filters;
mod fonts;
mod furniture;
mod lines;
mod names;
mod objects;
mod shape;
mod title;

use model::notice::{Notice, Severity};
use model::screenplay::{Layout, MarkKind, Revision, Screenplay};

use crate::words::Words;
use assemble::Sheet;
use content::{Drawn, Fonts};
use file::File;
use furniture::Furniture;
use lines::Line;
use shape::Shape;

/// More than this is not read.
const MOST_BYTES: usize = 256 << 20;
/// Letters of the whole file; a script of 120 pages has 250,000.
const MOST_LETTERS: usize = 4_000_000;

/// Reads a PDF that some program printed from a script. An element's line counts the printed lines of the script from 1, and a
/// heading's page is the number printed on its page, or the count of pages from the first of the script where none is printed.
pub(crate) fn read(bytes: &[u8], words: &Words) -> (Screenplay, Vec<Notice>) {
    let refuse =
        |message: String, hint: &str| (Screenplay::default(), vec![Notice::at(Severity::Error, 0, 0, message, hint)]);
    let other_file = "import the Fountain or Final Draft (.fdx) file that the PDF was printed from";
    if bytes.len() > MOST_BYTES {
        return refuse(
            format!("the PDF is {} MB; a screenplay of 120 pages is under 1 MB", bytes.len() >> 20),
            other_file,
        );
    }
    let file = File::open(bytes);
    if file.encrypted {
        let hint = "print it to a new PDF without a password, or import the Fountain or Final Draft (.fdx) file";
        return refuse("the PDF is encrypted".to_owned(), hint);
    }
    let pages = file.pages();
    if pages.is_empty() {
        let found = file.objects();
        return refuse(
            format!("the PDF is damaged: no page found (objects: {found})"),
            "export the PDF again, and check that it opens",
        );
    }
    let mut fonts = Fonts::new();
    let mut letters = 0;
    let (mut drawn, mut lines): (Vec<Drawn>, Vec<Vec<Line>>) = (Vec::new(), Vec::new());
    for page in &pages {
        let mut page = content::draw(&file, page, &mut fonts);
        letters += page.letters.len();
        lines.push(lines::lines(&page));
        // The letters are in the lines now; those of all pages would take many times the file.
        (page.letters, page.strokes) = (Vec::new(), Vec::new());
        drawn.push(page);
        if letters > MOST_LETTERS || file.exhausted() {
            break;
        }
    }
    let images: usize = drawn.iter().map(|page| page.images).sum();
    let mut notices = remarks(&file, &drawn, pages.len(), letters);
    if notices.iter().any(|notice| notice.severity == Severity::Error) {
        return (Screenplay::default(), notices);
    }
    if letters < 40 && letters < pages.len() * 20 {
        let what = if images > 0 {
            "it is a scan, or its text was made into pictures"
        } else {
            "its pages are empty or drawn as curves"
        };
        let hint = "run it through text recognition (OCR) and save it as a PDF with text, or import the Fountain or Final Draft (.fdx) file";
        return refuse(
            format!("the PDF holds no text: {what} (pages: {}, pictures: {images}, letters: {letters})", pages.len()),
            hint,
        );
    }
    drop(fonts);
    drop(file);
    let screenplay = understand(words, lines, &drawn, &mut notices);
    (screenplay, notices)
}

/// From letters to a screenplay.
fn understand(words: &Words, mut pages: Vec<Vec<Line>>, drawn: &[Drawn], notices: &mut Vec<Notice>) -> Screenplay {
    let mut widths: Vec<i32> = drawn.iter().map(|page| page.width).collect();
    widths.sort_unstable();
    let middle = widths.get(widths.len() / 2).copied().unwrap_or(61_200) / 2;
    let mut shape = shape::learn(words, &mut pages, middle);
    let mut furniture = furniture::clear(words, &mut pages, shape.pitch);
    // Margins are measured again without the headers.
    shape = shape::learn(words, &mut pages, middle);
    let title_page = if title::is_title_page(words, &shape, &pages) {
        let page = std::mem::take(&mut pages[0]);
        title::read(&shape, &page)
    } else {
        Vec::new()
    };
    furniture::clear_margins(&mut pages, &shape);
    furniture::clear_continued(&mut pages, &mut furniture);
    shape::learn_speeches(&mut shape, &pages);
    shape::learn_headings(words, &mut shape, &pages);
    let layout = layout(&shape, &pages);
    let first = pages.iter().position(|page| !page.is_empty()).unwrap_or(0);
    let numbers = page_numbers(&furniture, first, pages.len());
    let sheets = pages.into_iter().zip(numbers).zip(&furniture.more);
    let sheets: Vec<Sheet> = sheets.map(|((lines, number), more)| Sheet { lines, number, more: *more }).collect();
    let elements = assemble::elements(words, &shape, &sheets);
    let revised =
        elements.iter().flat_map(|element| &element.marks).any(|mark| matches!(mark.kind, MarkKind::Revision(_)));
    let revisions = if revised { vec![revision(&furniture)] } else { Vec::new() };
    if let Some(text) = watermark(drawn) {
        let message = format!("a watermark was left out: '{text}'");
        notices.push(Notice::at(
            Severity::Note,
            0,
            0,
            message,
            "nothing to do unless these words belong to the script",
        ));
    }
    Screenplay { title_page, elements, layout, revisions, ..Screenplay::default() }
}

/// What the reader had to leave out or could not make out.
fn remarks(file: &File<'_>, drawn: &[Drawn], pages: usize, letters: usize) -> Vec<Notice> {
    let mut notices = Vec::new();
    if file.cut_off() {
        let message = format!("the PDF is damaged or cut off; what it still holds was read (pages: {pages})");
        let hint = "look whether the last scene is the script's last, and export the PDF again if it is not";
        notices.push(Notice::at(Severity::Warning, 0, 0, message, hint));
    }
    let unknown: usize = drawn.iter().map(|page| page.unknown).sum();
    if unknown > 0 {
        let severity = if unknown * 10 > letters { Severity::Error } else { Severity::Warning };
        let message = format!("the PDF does not say which letters {unknown} of its {letters} signs are");
        let hint = "print the PDF with another font or program, or import the Fountain or Final Draft (.fdx) file";
        notices.push(Notice::at(severity, 0, 0, message, hint));
    }
    if drawn.len() < pages || drawn.iter().any(|page| page.cut) || file.exhausted() || file.overfull() {
        let message =
            format!("the PDF is larger than any screenplay; {} of {pages} pages were read, some in part", drawn.len());
        notices.push(Notice::at(Severity::Error, 0, 0, message, "check that the file is the script itself"));
    }
    notices
}

/// The number of each page: as printed, else counted on from the page before.
fn page_numbers(furniture: &Furniture, first: usize, pages: usize) -> Vec<u32> {
    let printed = |page: usize| furniture.numbers.get(page).copied().flatten();
    let mut numbers = Vec::with_capacity(pages);
    let start = (first..pages).find_map(|page| Some((page, printed(page)?)));
    let mut next =
        start.map_or(1, |(page, number)| number.saturating_sub(u32::try_from(page - first).unwrap_or(0)).max(1));
    for page in 0..pages {
        if page < first {
            numbers.push(0);
            continue;
        }
        let number = printed(page).unwrap_or(next);
        numbers.push(number);
        next = number.saturating_add(1);
    }
    numbers
}

/// The pages as they are: lines to a page, widths in letters, blank lines above headings.
fn layout(shape: &Shape, pages: &[Vec<Line>]) -> Layout {
    let usual = Layout::default();
    let letters = |(left, right): (i32, i32), least: u16, most: u16| {
        u16::try_from((right - left + shape.letter / 2) / shape.letter).unwrap_or(most).clamp(least, most)
    };
    let full = pages.iter().filter_map(|page| Some((page.first()?.base, page.last()?.base)));
    let deepest = full.clone().map(|(_, base)| base).max().unwrap_or(0);
    let highest = full.map(|(base, _)| base).min().unwrap_or(0);
    let lines = (deepest - highest) / shape.pitch.max(1) + 1;
    // One page or two do not show how much a page can hold.
    if pages.iter().filter(|page| page.len() > 20).count() < 3 {
        return usual;
    }
    Layout {
        lines_per_page: u32::try_from(lines.clamp(20, 100)).unwrap_or(54) * 100,
        action_width: letters((shape.left, shape.right), 30, 90),
        dialogue_width: letters(shape.speech, 15, 60),
        parenthetical_width: letters(shape.direction, 10, 50),
        ..usual
    }
}

/// The revision of the signs in the margins, named by the header where that names one.
fn revision(furniture: &Furniture) -> Revision {
    let named = |text: &&String| {
        let text = text.to_lowercase();
        ["rev", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry"]
            .iter()
            .any(|word| text.contains(word))
    };
    let name = furniture.repeated.iter().find(named).cloned().unwrap_or_default();
    Revision { id: "1".to_owned(), name, mark: "*".to_owned(), active: true, ..Revision::default() }
}

/// Words that stand askew on at least half of the pages.
fn watermark(drawn: &[Drawn]) -> Option<String> {
    let askew = drawn.iter().filter(|page| page.askew.chars().filter(|c| c.is_alphanumeric()).count() > 2);
    let first = askew.clone().next()?;
    (askew.count() * 2 >= drawn.len())
        .then(|| first.askew.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect())
}

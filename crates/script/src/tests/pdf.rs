//! PDFs made here from pictures of pages: a character of the picture is a column of 7.2 points, a line is a line of 12 points.

use std::fmt::Write as _;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::{refused, write_element, write_notice};

/// A page's operators. `left` is where the picture's first column stands, in points.
fn page(left: f64, picture: &str) -> String {
    let mut content = String::new();
    for (row, line) in picture.lines().enumerate() {
        let mut column = 0;
        for run in line.split("  ") {
            let words = run.trim_start();
            let from = column + run.len() - words.len();
            column += run.len() + 2;
            if !words.is_empty() {
                content.push_str(&at(left + 7.2 * from as f64, 750.0 - 12.0 * row as f64, words));
            }
        }
    }
    content
}

fn at(x: f64, y: f64, words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /F1 12 Tf 1 0 0 1 {x:.1} {y:.1} Tm ({words}) Tj ET\n")
}

/// A file of pages in Courier. `extra` goes into the trailer.
fn file(pages: &[String], size: &str, extra: &str) -> Vec<u8> {
    let mut out = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_owned();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let _ = writeln!(
        out,
        "2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 {size}] >>\nendobj",
        pages.len()
    );
    out.push_str("3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>\nendobj\n");
    for (i, content) in pages.iter().enumerate() {
        let (page, length) = (4 + 2 * i, content.len());
        let resources = "<< /Font << /F1 3 0 R >> /XObject << /X1 5 0 R >> >>";
        let _ = writeln!(
            out,
            "{page} 0 obj\n<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources {resources} >>\nendobj",
            page + 1
        );
        let _ = writeln!(
            out,
            "{} 0 obj\n<< /Length {length} /Subtype /Form >>\nstream\n{content}\nendstream\nendobj",
            page + 1
        );
    }
    let _ = writeln!(out, "trailer\n<< /Root 1 0 R {extra} >>\n%%EOF");
    out.into_bytes()
}

fn letter(pages: &[String]) -> Vec<u8> {
    file(pages, "612 792", "")
}

/// What the reader understood, with pages and marks.
fn read(bytes: &[u8]) -> String {
    let (screenplay, notices) = super::read("a.pdf", bytes);
    let mut out = String::new();
    for (key, value) in &screenplay.title_page {
        let _ = writeln!(out, "{key}: {}", value.replace('\n', " / "));
    }
    for element in &screenplay.elements {
        let mut line = String::new();
        write_element(&mut line, element);
        let page = element.page().map_or(String::new(), |page| format!(" (page {page})"));
        let marks: String = element.marks.iter().fold(String::new(), |mut all, mark| {
            let _ = write!(all, " {:?} {}..{}", mark.kind, mark.from, mark.to);
            all
        });
        let _ = writeln!(out, "{}{page}{marks}", line.trim_end());
    }
    for revision in &screenplay.revisions {
        let _ = writeln!(out, "revision: {}", revision.name);
    }
    notices.iter().for_each(|notice| write_notice(&mut out, notice));
    out
}

const SCENE: &str = "
      INT. MILL - DAY

      Flour hangs in the air. MARA stacks the last of the sacks
      against the far wall.

                         MARA
                    (low)
                Nobody grinds on a Sunday.

      She listens.
";

#[test]
fn a_page_reads_by_where_its_words_stand() {
    let transition = format!(
        "{SCENE}\n                                                     CUT TO:\n\n      EXT. WEIR - NIGHT\n\n      Water.\n"
    );
    assert_snapshot!(read(&letter(&[page(64.8, &transition)])), @"
    1 Heading: INT. MILL - DAY (page 1)
    2 Action: Flour hangs in the air. MARA stacks the last of the sacks against the far wall.
    4 Character: MARA
    5 Parenthetical: (low)
    6 Dialogue: Nobody grinds on a Sunday.
    7 Action: She listens.
    8 Transition: CUT TO:
    9 Heading: EXT. WEIR - NIGHT (page 1)
    10 Action: Water.
    ");
}

#[test]
fn the_header_of_a_short_script_and_the_number_behind_a_long_heading_are_no_words_of_it() {
    let long = "
 14   INT. THE OLD MILL ON THE RIVER BELOW THE WEIR, MINUTES 14
      LATER

      She listens.
";
    let headed = |scene: &str| page(64.8, &format!("      THE MILL BLUE REV\n\n{scene}"));
    let elements = read(&letter(&[page(64.8, SCENE), headed(long), headed(SCENE)]));
    assert!(!elements.contains("BLUE REV"), "{elements}");
    assert!(elements.contains("BELOW THE WEIR, MINUTES LATER"), "{elements}");
    // What ends two pages alike is the script's.
    let cut = format!("{SCENE}\n                                                     CUT TO:\n");
    let elements = read(&letter(&[page(64.8, &cut), page(64.8, &cut)]));
    assert_eq!(elements.matches("CUT TO:").count(), 2, "{elements}");
}

#[test]
fn scene_numbers_signs_and_headers_are_told_from_the_script() {
    let head = |number: u32| format!("      THE MILL      Blue Rev. 4/1/27                    {number}.\n\n");
    let one = format!(
        "{}\
 12   INT. MILL - DAY                                              12

      Flour hangs in the air. MARA stacks the last of the sacks     *
      against the far wall.

                         MARA
                Nobody grinds on a Sunday. Not in
                                (MORE)

                                                     (CONTINUED)
",
        head(7)
    );
    let two = format!(
        "{}\
 12   CONTINUED:                                                   12

                         MARA (CONT'D)
                this valley.

                         TOM
                Then who is that?                                  *

13A   OMITTED                                                     13A

",
        head(8)
    );
    let three =
        format!("{} 14   THE WEIR AT NIGHT                                            14\n\n      Water.\n", head(9));
    assert_snapshot!(read(&letter(&[page(64.8, &one), page(64.8, &two), page(64.8, &three)])), @"
    1 Heading #12: INT. MILL - DAY (page 7)
    2 Action: Flour hangs in the air. MARA stacks the last of the sacks against the far wall. Revision(0) 0..57
    4 Character: MARA
    5 Dialogue: Nobody grinds on a Sunday. Not in this valley.
    8 Character: TOM
    9 Dialogue: Then who is that? Revision(0) 0..17
    10 Omitted #13A: OMITTED (page 8)
    11 Heading #14: THE WEIR AT NIGHT (page 9)
    12 Action: Water.
    revision: THE MILL Blue Rev. 4/1/27
    ");
}

#[test]
fn two_columns_are_two_speeches() {
    let picture = "
      INT. MILL - DAY

      They turn.

                MARA                          TOM
           Run, and do not           (over her)
           look back!                Run!

                         MARA
                Again.
";
    assert_snapshot!(read(&letter(&[page(64.8, picture)])), @"
    1 Heading: INT. MILL - DAY (page 1)
    2 Action: They turn.
    3 Character: MARA
    4 Dialogue: Run, and do not look back!
    3 Character (right): TOM
    4 Parenthetical (right): (over her)
    5 Dialogue (right): Run!
    6 Character: MARA
    7 Dialogue: Again.
    ");
}

#[test]
fn the_shape_is_learnt_from_the_file() {
    // A4, another set of indents, and a second page that stands half an inch further right.
    let narrow = "
INT. MILL - DAY

Flour hangs in the air.

              MARA
      Nobody grinds on a
      Sunday.

              TOM
         (low)
      Then who is that?
";
    let second = narrow.replace("MILL", "WEIR");
    let pages = [page(90.0, narrow), page(126.0, &second)];
    assert_snapshot!(read(&file(&pages, "595 842", "")), @"
    1 Heading: INT. MILL - DAY (page 1)
    2 Action: Flour hangs in the air.
    3 Character: MARA
    4 Dialogue: Nobody grinds on a Sunday.
    6 Character: TOM
    7 Parenthetical: (low)
    8 Dialogue: Then who is that?
    9 Heading: INT. WEIR - DAY (page 2)
    10 Action: Flour hangs in the air.
    11 Character: MARA
    12 Dialogue: Nobody grinds on a Sunday.
    14 Character: TOM
    15 Parenthetical: (low)
    16 Dialogue: Then who is that?
    ");
}

#[test]
fn watermarks_titles_and_looks() {
    let title = "\n\n\n\n\n\n\n\n\n\n                            THE MILL\n\n                           written by\n\n                          Ada Example\n";
    let askew = "q BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (COPY 7) Tj ET Q\n";
    // Underlined, drawn twice to look bold, and words that are apart only by a gap.
    let looks = "BT /F1 12 Tf 1 0 0 1 108 400 Tm (Under) Tj ET 108 398 36 0.6 re f\n\
        BT /F1 12 Tf 1 0 0 1 108 376 Tm (Twice) Tj ET BT /F1 12 Tf 1 0 0 1 108.4 376 Tm (Twice) Tj ET\n\
        BT /F1 12 Tf 1 0 0 1 108 352 Tm [(No) -600 (space)] TJ ET\n";
    let body = format!("{askew}{}{looks}", page(64.8, SCENE));
    assert_snapshot!(read(&letter(&[page(64.8, title), body])), @"
    Title: THE MILL
    Credit: written by
    Author: Ada Example
    1 Heading: INT. MILL - DAY (page 1)
    2 Action: Flour hangs in the air. MARA stacks the last of the sacks against the far wall.
    4 Character: MARA
    5 Parenthetical: (low)
    6 Dialogue: Nobody grinds on a Sunday.
    7 Action: She listens.
    8 Action: Under Underline 0..5
    9 Action: Twice Bold 0..5
    10 Action: No space
    note 0:0 a watermark was left out: 'COPY 7'
    ");
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = letter(&[page(64.8, SCENE)]);
    let scan = "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n".to_owned();
    assert_snapshot!(refused("a.pdf", &letter(&[scan.clone(), scan])), @"
    error 0:0 the PDF holds no text: it is a scan, or its text was made into pictures (pages: 2, pictures: 2, letters: 0)
      hint: run it through text recognition (OCR) and save it as a PDF with text, or import the Fountain or Final Draft (.fdx) file
    ");
    assert_snapshot!(refused("a.pdf", &file(&[page(64.8, SCENE)], "612 792", "/Encrypt 9 0 R")), @"
    error 0:0 the PDF is encrypted
      hint: print it to a new PDF without a password, or import the Fountain or Final Draft (.fdx) file
    ");
    assert_snapshot!(refused("a.pdf", b"%PDF-1.4\nnothing"), @"
    error 0:0 the PDF is damaged: no page found (objects: 0)
      hint: export the PDF again, and check that it opens
    ");
    assert_snapshot!(refused("a.pdf", &letter(&[page(64.8, "      Dear all,\n\n      no scene here, only a letter to the crew.")])), @"
    error 0:0 no scene heading found (paragraphs read: 1)
      hint: import the Fountain or Final Draft (.fdx) file that the PDF was printed from
    ");
    // Cut off behind the page: what is there is read.
    let cut = &whole[..whole.len() - 120];
    assert_snapshot!(read(cut), @"
    1 Heading: INT. MILL - DAY (page 1)
    2 Action: Flour hangs in the air. MARA stacks the last of the sacks against the far wall.
    4 Character: MARA
    5 Parenthetical: (low)
    warning 0:0 the PDF is damaged or cut off; what it still holds was read (pages: 1)
    ");
}

/// Files that make careless readers loop, or take all memory.
#[test]
fn hostile_files_are_read_in_bounded_time() {
    let replaced = |from: &str, to: &str| {
        let text = String::from_utf8(letter(&[page(64.8, SCENE)])).unwrap_or_default();
        assert!(text.contains(from), "{from}");
        text.replace(from, to).into_bytes()
    };
    let zeros = |length: usize| {
        use std::io::Write as _;
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        let _ = packer.write_all(&vec![b' '; length]);
        packer.finish().unwrap_or_default()
    };
    // A bomb of 64 MB, drawn by every page.
    let mut bomb = b"%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [".to_vec();
    bomb.extend(b"4 0 R ".repeat(2000));
    bomb.extend(b"] >> endobj 3 0 obj << /Filter /FlateDecode >> stream\n");
    bomb.extend(zeros(64 << 20));
    bomb.extend(b"\nendstream endobj 4 0 obj << /Contents [");
    bomb.extend(b"3 0 R ".repeat(2000));
    bomb.extend(b"] >> endobj trailer << /Root 1 0 R >>");
    let cases = [
        // A page tree that holds itself, a form that draws itself, a length and a page that are themselves.
        replaced("/Kids [4 0 R ]", "/Kids [2 0 R 4 0 R 2 0 R]"),
        replaced("BT /F1", "/X1 Do /X1 Do BT /F1"),
        replaced("/MediaBox [0 0 612 792]", "/MediaBox 2 0 R /Resources 2 0 R /Rotate 2 0 R"),
        replaced("/Encoding /WinAnsiEncoding", "/Encoding 3 0 R /Widths 3 0 R /ToUnicode 5 0 R /FontDescriptor 3 0 R"),
        replaced("BT /F1", &format!("{} BT /F1", "[ << ".repeat(100_000))),
        replaced("BT /F1", &format!("{} BT /F1", "q ".repeat(100_000))),
        replaced("endstream", ""),
        format!("%PDF-1.4\n{}", "1 0 obj [ ( ".repeat(100_000)).into_bytes(),
        format!("%PDF-1.4\n{}", "1 0 obj << /Length 99 >> stream\n".repeat(100_000)).into_bytes(),
        format!("%PDF-1.4\n{}", "9".repeat(2_000_000)).into_bytes(),
        bomb,
    ];
    for bytes in cases {
        let (screenplay, _) = super::read("a.pdf", &bytes);
        let _ = super::breakdown(&screenplay);
    }
}

proptest! {
    #[test]
    fn damaged_files_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = letter(&[page(64.8, SCENE), page(64.8, SCENE)]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (screenplay, _) = super::read("a.pdf", &bytes);
        let _ = super::breakdown(&screenplay);
    }
}

//! How much is held at once, as a multiple of the file: for real and made scripts, and for shapes that only an attacker writes.

use std::io::Write;

use cpu_time::ThreadTime;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use script::Words;

use crate::Load;
use crate::speed::refusal;

/// Size of a hostile file in bytes.
const SIZE: usize = 1_000_000;

/// What is repeated, between what opens and what ends the file.
const SHAPES: &[(&str, &str, &str, &str)] = &[
    ("shape.fountain", "", "a\n\n", ""),
    ("shape.fountain", "", "a\n", ""),
    ("shape.fountain", "INT. A\n\n", "\n", ""),
    ("shape.fountain", "INT. A\n\n", "a\n\n", ""),
    ("shape.fountain", "INT. A\n\n", "a ", ""),
    ("shape.fountain", "", "A\nb\n\n", ""),
    ("shape.fountain", "", "@a\n\n", ""),
    ("shape.fountain", "", ".a\n\n", ""),
    ("shape.fountain", "", "INT. A\n\n", ""),
    ("shape.fountain", "", "#\n", ""),
    ("shape.fountain", "", "=\n", ""),
    ("shape.fountain", "", "===\n", ""),
    ("shape.fountain", "", "~\n", ""),
    ("shape.fountain", "", "[[a]]\n", ""),
    ("shape.fountain", "", "[[", ""),
    ("shape.fountain", "", "/**/", ""),
    ("shape.fountain", "", "*a*", ""),
    ("shape.fountain", "", "_*a*_ ", ""),
    ("shape.fountain", "", "a:\n", ""),
    ("shape.fountain", "", "x", ""),
    ("shape.fountain", "INT. A\n\n", "A DOG, 9, RUNS. ", ""),
    ("shape.fdx", "<FinalDraft><Content>", "<a/>", "</Content></FinalDraft>"),
    ("shape.fdx", "<FinalDraft><Content>", "<Paragraph/>", "</Content></FinalDraft>"),
    ("shape.fdx", "<FinalDraft><Content>", "<Paragraph><Text/></Paragraph>", "</Content></FinalDraft>"),
    ("shape.fdx", "<FinalDraft><Content>", "<Paragraph><Text>a</Text></Paragraph>", "</Content></FinalDraft>"),
    (
        "shape.fdx",
        "<FinalDraft><Content><Paragraph>",
        "<Text Style=\"Bold\">a</Text>",
        "</Paragraph></Content></FinalDraft>",
    ),
    ("shape.fdx", "<FinalDraft><Content><Paragraph><Text>", "&amp;", "</Text></Paragraph></Content></FinalDraft>"),
    ("shape.fdx", "<FinalDraft><Content>", "<!---->", "</Content></FinalDraft>"),
    ("shape.fdx", "<FinalDraft><Content>", "<Paragraph>", ""),
    ("shape.fdx", "<FinalDraft><Content><Paragraph ", "a='' ", "/></Content></FinalDraft>"),
    (
        "shape.fdx",
        "<FinalDraft><Content>",
        "<Paragraph Type=\"Scene Heading\"><Text>A</Text></Paragraph>",
        "</Content></FinalDraft>",
    ),
    ("shape.fdx", "<FinalDraft><TagData><Tags>", "<Tag Number=\"1\"/>", "</Tags></TagData></FinalDraft>"),
];

/// What is repeated in the compressed page of a PDF. Compression makes these some hundred times smaller than what they hold, so
/// that a reader which takes a page whole holds hundreds of times the file: it must stop, and say so.
const PAGES: &[&str] = &[" ", "(a) Tj ", "1 0 0 1 9 9 Tm (a) Tj\n", "q ", "[", "[(a) 1 "];

/// One line for each file and each shape: most bytes held for one byte of the file, and how fast it went.
pub(crate) fn table(files: &[Load]) {
    let words = Words::standard();
    println!("{:<48}{:>9}{:>9}{:>13}{:>10}", "file or repeated shape", "MB", "read x", "+breakdown x", "MB/s");
    for file in files {
        line(&file.name, &file.name, &file.bytes, words);
    }
    for (name, before, piece, after) in SHAPES {
        let repeats = SIZE / piece.len();
        let text = format!("{before}{}{after}", piece.repeat(repeats));
        line(
            &format!("{} {before:.24}{piece}", name.rsplit('.').next().unwrap_or(name)).escape_debug().to_string(),
            name,
            text.as_bytes(),
            &words,
        );
    }
    for piece in PAGES {
        let content = format!("BT /F1 12 Tf 9 9 Td {} ET", piece.repeat(20 * SIZE / piece.len()));
        line(&format!("pdf, 20 MB packed: {}", piece.escape_debug()), "shape.pdf", &pdf(content.as_bytes()), words);
    }
}

/// A PDF of one page in Courier whose content is compressed, without a table of where its objects are.
fn pdf(content: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).expect("memory takes every byte");
    let packed = packed.finish().expect("memory takes every byte");
    let mut file = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>\nendobj\n\
         4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n",
        packed.len()
    )
    .into_bytes();
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
    file
}

fn line(title: &str, name: &str, bytes: &[u8], words: &Words) {
    let title: String = title.chars().take(47).collect();
    let megabytes = bytes.len() as f64 / 1e6;
    let start = ThreadTime::now();
    let ((screenplay, notices), read) = heap::peak_of(|| script::read(name, bytes, words));
    let nothing = screenplay.elements.is_empty();
    drop(screenplay);
    let (breakdown, both) = heap::peak_of(|| {
        let (screenplay, _) = script::read(name, bytes, words);
        let breakdown = script::breakdown(&screenplay, words);
        (screenplay, breakdown)
    });
    drop(breakdown);
    let times = |peak: usize| peak as f64 / bytes.len() as f64;
    let speed = megabytes * 2.0 / start.elapsed().as_secs_f64();
    let refused = if nothing && refusal(&notices).is_some() { "  (refused)" } else { "" };
    println!("{title:<48}{megabytes:>9.2}{:>9.1}{:>13.1}{speed:>10.1}{refused}", times(read), times(both));
}

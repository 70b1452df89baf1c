//! How much is held at once, as a multiple of the file: for real and made scripts, and for shapes that only an attacker writes.

use cpu_time::ThreadTime;
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
];

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

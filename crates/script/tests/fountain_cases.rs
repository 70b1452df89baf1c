//! Fountain cases as texts: a script and what it reads as. The constructs are those that other parsers test, the words are ours.
//!
//! `BACKLOT_BLESS=1` writes what is read into the case files, to be looked at in review.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads its case files and prints how many pass"
)]

use std::fmt::Write as _;
use std::path::Path;

use model::screenplay::{Element, ElementKind, Mark};

const FILES: [&str; 3] = ["action.txt", "speech.txt", "structure.txt"];

#[test]
fn every_case_reads_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fountain");
    let bless = std::env::var_os("BACKLOT_BLESS").is_some();
    let (mut cases, mut pass, mut differences) = (0, 0, String::new());
    for file in FILES {
        let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let mut parts = text.split("»» ");
        let mut blessed = parts.next().unwrap_or_default().to_owned();
        for case in parts {
            let (head, expected) = case.split_once("««\n").unwrap_or((case, ""));
            let (name, script) = head.split_once('\n').unwrap_or((head, ""));
            let read = shown(script);
            cases += 1;
            if expected.trim_end() == read.trim_end() {
                pass += 1;
            } else {
                let _ = writeln!(differences, "{file}: {name}\n-- expected\n{}\n-- read\n{read}", expected.trim_end());
            }
            let _ = write!(blessed, "»» {head}««\n{read}\n");
        }
        if bless {
            assert!(std::fs::write(folder.join(file), blessed.trim_end().to_owned() + "\n").is_ok());
        }
    }
    println!("fountain: {cases} cases, {pass} pass");
    assert!(cases >= 80, "{cases} cases");
    assert!(bless || differences.is_empty(), "{differences}");
}

/// What a script reads as: the title page, then an element a line with its emphasis.
fn shown(script: &str) -> String {
    let script = script.replace('␠', " ").replace('␉', "\t").replace('␍', "\r");
    let (screenplay, notices) = script::read("case.fountain", script.as_bytes(), script::Words::standard());
    let mut out = String::new();
    for (i, (key, value)) in screenplay.title_page.iter().enumerate() {
        let marks = screenplay.title_marks.get(i).map_or(&[][..], |marks| marks);
        let _ = writeln!(out, "{key} = {}{}", value.replace('\n', " / "), emphasis(value, marks));
    }
    for element in &screenplay.elements {
        out.push_str(&line(element));
    }
    for notice in notices.iter().filter(|notice| notice.line > 0) {
        let _ = writeln!(out, "{} {}:{} {}", notice.severity.word(), notice.line, notice.column, notice.message);
    }
    out
}

fn line(element: &Element) -> String {
    let kind = match &element.kind {
        ElementKind::Section(depth) => format!("Section {depth}"),
        kind => format!("{kind:?}"),
    };
    let number = element.number().map_or(String::new(), |number| format!(" #{number}"));
    let dual = if element.dual { " right" } else { "" };
    let text = element.text.replace('\n', " / ");
    format!("{} {kind}{number}{dual}: {text}{}\n", element.line, emphasis(&element.text, &element.marks))
}

fn emphasis(text: &str, marks: &[Mark]) -> String {
    let mark = |mark: &Mark| format!(" | {:?} «{}»", mark.kind, &text[mark.from as usize..mark.to as usize]);
    marks.iter().map(mark).collect()
}

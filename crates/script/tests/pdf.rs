//! Real PDFs against the Fountain files they were printed from. Where these are absent the test says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

#[path = "support/compare.rs"]
mod compare;

use std::path::{Path, PathBuf};

use compare::{Agreement, percent};

#[test]
fn pdfs_read_like_their_fountain() {
    let Some(folder) = data() else { return };
    let mut all = Agreement::default();
    for name in ["Brick-and-Steel", "The-Last-Birthday-Card"] {
        let read = |path: String| {
            let bytes = std::fs::read(folder.join("screenplays").join(&path)).unwrap_or_default();
            script::read(&path, &bytes, script::Words::standard()).0
        };
        let (truth, pdf) = (read(format!("fountain/{name}.fountain")), read(format!("pdf/{name}.screenplain.pdf")));
        let (agreement, differences) = compare::compare(&truth, &pdf);
        println!("{name}: {}", agreement.report());
        differences.iter().for_each(|line| println!("  {line}"));
        all.add(&agreement);
    }
    // Of the 56 headings 25 are forced: without INT or EXT, and printed exactly like action in capitals. Four of these tell a place by their
    // words; nobody can tell the others (`THE FINGER`).
    assert!(all.headings.1 >= 35 && all.extra_headings == 0, "{}", all.report());
    assert!(percent(all.cues) >= 99.0, "{}", all.report());
    assert!(percent(all.lines) >= 96.5, "{}", all.report());
    assert!(percent(all.words) >= 99.9 && all.invented == 0, "{}", all.report());
}

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("screenplays/pdf").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED pdf: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{line}"));
    }
    None
}

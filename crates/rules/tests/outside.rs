//! The worked examples and sample packs of the outside data. They are not part of the project: where they are absent the test
//! says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and says what is missing")]

use std::path::{Path, PathBuf};

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("rule-packs").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED rule-vectors: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write;
        let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = list.and_then(|mut list| writeln!(list, "{line}"));
    }
    None
}

#[test]
fn the_worked_examples_of_the_sources_come_out_to_the_cent() {
    let Some(folder) = data() else { return };
    let text = std::fs::read_to_string(folder.join("rule-vectors.json")).unwrap();
    let outcomes = rules::cases::run(&text, &rules::packs::library()).unwrap();
    let differs = |one: &rules::cases::Outcome| {
        one.differs.iter().map(|differs| format!("{} {}: {differs}", one.id, one.name)).collect::<Vec<_>>()
    };
    let told: Vec<String> = outcomes.iter().flat_map(differs).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(outcomes.len() >= 12, "{} cases", outcomes.len());
}

#[test]
fn the_sample_packs_are_read() {
    let Some(folder) = data() else { return };
    for entry in std::fs::read_dir(folder.join("rule-packs")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let told = rules::packs::read(&text, &rules::packs::library()).err().unwrap_or_default();
        assert!(told.is_empty(), "{}: {told:?}", path.display());
    }
}

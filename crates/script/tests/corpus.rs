//! Real scripts: nothing panics, scenes are found, every scene has a number of its own. What the files state about themselves: `lengths.rs`.
//!
//! The scripts are not part of the project. Where they are absent the test says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::notice::Severity;

#[test]
fn real_scripts_read() {
    let Some(folder) = data() else { return };
    let mut files = Vec::new();
    walk(&folder.join("screenplays"), &mut files);
    assert!(files.len() > 20, "{} scripts in {}", files.len(), folder.display());
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(path).unwrap_or_default();
        let (screenplay, notices) = script::read(&name, &bytes, script::Words::standard());
        let breakdown = script::breakdown(&screenplay, script::Words::standard());
        let refused = notices.iter().any(|notice| notice.severity == Severity::Error);
        assert_eq!(refused, breakdown.scenes.is_empty(), "{name}: {notices:?}");
        let sum: i64 = breakdown.scenes.iter().map(|scene| scene.computed.0).sum();
        assert_eq!(sum > 0, !breakdown.scenes.iter().all(|scene| scene.omitted), "{name}: {sum} eighths");
        let numbers: BTreeSet<_> = breakdown.scenes.iter().map(|scene| &scene.number).collect();
        assert_eq!(numbers.len(), breakdown.scenes.len(), "{name}: scene numbers repeat");
    }
    println!("{} files", files.len());
}

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("screenplays").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED corpus: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{line}"));
    }
    None
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "fountain" || extension == "fdx") {
            files.push(path);
        }
    }
}

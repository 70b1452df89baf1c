//! Files that once broke a reader, each as small as it can be (`tests/crashes`), and those that the fuzzers start from (`fuzz/seeds`):
//! what is promised of every file holds for them.

#![expect(clippy::disallowed_methods, reason = "a test reads files")]

use std::path::Path;

mod promises;

/// Reads every file of a folder and its folders; answers how many there are.
fn check(folder: &Path) -> usize {
    let mut files = 0;
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += check(&path);
            continue;
        }
        if path.extension().is_none_or(|end| end == "dict" || end == "md") {
            continue;
        }
        let words = script::Words::standard();
        let (screenplay, notices) = script::read(&path.to_string_lossy(), &std::fs::read(&path).unwrap(), words);
        let breakdown = script::breakdown(&screenplay, words);
        promises::hold(&screenplay, &notices, &breakdown);
        files += 1;
    }
    files
}

#[test]
fn files_that_fuzzing_found_keep_the_promises() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crashes"));
}

#[test]
fn files_that_fuzzing_starts_from_keep_the_promises() {
    let files = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds"));
    assert!(files >= 15, "only {files} seeds");
}

//! Real Final Draft files, counted by hand and written back into. They are not part of the project; where they are absent, the test says SKIPPED.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "walks the files lent for testing, and says when they are absent"
)]

use std::path::{Path, PathBuf};

use model::screenplay::ElementKind;

use super::fdx_write::written;
use crate::{FdxChanges, FdxTag};

/// A folder of the data beside the project.
fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/screenplays").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {name}: no real files at {}", folder.display());
    None
}

/// Every file of Final Draft's in the folders that reads, by name.
fn files() -> Vec<(String, String)> {
    let folders = ["fdx", "expected/fountain-fdx-pairs", "expected/screenplain", "expected/screenplay-tools"];
    let mut files = Vec::new();
    for folder in folders.into_iter().filter_map(folder) {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".fdx") && !name.starts_with("malformed") {
                files.push((name, std::fs::read_to_string(entry.path()).expect("the file is text")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn real_files_are_written_back_into_without_another_byte() {
    for (name, text) in files() {
        let (screenplay, _) = super::read(&name, text.as_bytes());
        let headings = screenplay.elements.iter().filter(|element| element.opens_scene()).count();
        let mut changes = FdxChanges::default();
        // What is there already.
        for (ordinal, heading) in screenplay.elements.iter().filter(|element| element.opens_scene()).enumerate() {
            changes.numbers.extend(heading.number().map(|number| (ordinal, number.to_owned())));
        }
        assert_eq!(written(&text, &changes), text, "{name}");
        // Every number another, and tags all over.
        changes.numbers = (0..headings).map(|ordinal| (ordinal, format!("{}B", ordinal * 7))).collect();
        for (at, element) in screenplay.elements.iter().enumerate() {
            let is_paragraph =
                element.kind.prints() && element.kind != ElementKind::PageBreak && !element.text.is_empty();
            if !is_paragraph || at % 3 == 0 {
                continue;
            }
            let mut ends: Vec<usize> = element.text.char_indices().map(|(at, _)| at).collect();
            ends.push(element.text.len());
            let (from, to) = (ends[at % ends.len() / 2], ends[ends.len() - 1 - at % 2 * (ends.len() / 4)]);
            let category = ["Props", "Cast Members", "Odd & \"new\"", "Animal Handler"][at % 4].to_owned();
            let range = (at % 5 != 0).then_some(from..to);
            let tag = FdxTag { category, label: format!("Thing {}", at % 40), element: at, range };
            if tag.range.as_ref().is_none_or(|range| !range.is_empty()) {
                changes.tags.push(tag);
            }
        }
        let result = written(&text, &changes);
        assert!(result.len() > text.len() || headings == 0);
    }
}

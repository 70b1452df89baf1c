//! Real scripts: nothing panics, scenes are found, and what the files state about themselves agrees with what we compute.
//!
//! The scripts are not part of the project. Where they are absent the test says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use model::notice::Severity;

/// Agreement with what the files state.
#[derive(Default)]
struct Measured {
    lengths: usize,
    exact: usize,
    close: usize,
    pages: usize,
    same_page: usize,
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

impl Measured {
    fn report(&self) -> String {
        format!(
            "{} stated lengths, exact {:.1} %, within 1/8 {:.1} %; page {:.1} %",
            self.lengths,
            percent(self.exact, self.lengths),
            percent(self.close, self.lengths),
            percent(self.same_page, self.pages),
        )
    }
}

#[test]
fn real_scripts_read_and_measure_up() {
    let Some(folder) = data() else { return };
    let mut files = Vec::new();
    walk(&folder.join("screenplays"), &mut files);
    assert!(files.len() > 20, "{} scripts in {}", files.len(), folder.display());
    let mut all = Measured::default();
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
        let one = measure(&screenplay, &breakdown);
        if std::env::var_os("BACKLOT_VERBOSE").is_some() {
            println!("{}", disagreements(&screenplay, &breakdown));
        }
        if one.lengths > 20 {
            println!("{name}: {} scenes, {} pages; {}", breakdown.scenes.len(), breakdown.pages, one.report());
        }
        all.add(&one);
    }
    println!("{} files: {}", files.len(), all.report());
    assert!(percent(all.close, all.lengths) >= 99.0);
    assert!(percent(all.exact, all.lengths) >= 95.0);
}

impl Measured {
    fn add(&mut self, other: &Self) {
        self.lengths += other.lengths;
        self.exact += other.exact;
        self.close += other.close;
        self.pages += other.pages;
        self.same_page += other.same_page;
    }
}

/// Compares lengths and pages with what the file states.
fn measure(screenplay: &model::screenplay::Screenplay, breakdown: &model::breakdown::Breakdown) -> Measured {
    let mut measured = Measured::default();
    let headings: Vec<_> = screenplay.elements.iter().filter(|element| is_scene(element)).collect();
    for (scene, heading) in breakdown.scenes.iter().zip(headings) {
        if let Some(stated) = scene.stated {
            measured.lengths += 1;
            measured.exact += usize::from(stated == scene.computed);
            measured.close += usize::from((stated - scene.computed).0.abs() <= 1);
        }
        if let Some(page) = heading.page() {
            measured.pages += 1;
            measured.same_page += usize::from(page == scene.page);
        }
    }
    measured
}

fn is_scene(element: &model::screenplay::Element) -> bool {
    element.opens_scene()
}

/// Where we and the file differ, for a person who works on the rules.
fn disagreements(screenplay: &model::screenplay::Screenplay, breakdown: &model::breakdown::Breakdown) -> String {
    let mut out = String::new();
    let headings = screenplay.elements.iter().filter(|element| is_scene(element));
    for (scene, heading) in breakdown.scenes.iter().zip(headings) {
        let stated = scene.stated.map_or(String::new(), |stated| stated.to_string());
        let _ = writeln!(
            out,
            "{} {} | {} / {} | p {} / {:?}",
            scene.number,
            scene.heading,
            scene.computed,
            stated,
            scene.page,
            heading.page(),
        );
    }
    out
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

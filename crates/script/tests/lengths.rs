//! Scenes' lengths and pages against what the writing programs themselves state in real files.
//!
//! The scripts are not part of the project. Where they are absent the test says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

use std::path::{Path, PathBuf};

use model::screenplay::{Manner, Screenplay};
use script::{Pages, Words};

/// What agrees, in scenes.
#[derive(Clone, Copy, Default)]
struct Row {
    lengths: usize,
    exact: usize,
    close: usize,
    pages: usize,
    same_page: usize,
    near_page: usize,
}

#[test]
fn lengths_and_pages_agree_with_what_files_state() {
    let Some(folder) = data() else { return };
    let (mut final_draft, mut fade_in) = (Row::default(), Row::default());
    println!("| file | scenes | exact | within 1/8 | same page | within one | pages, ours / by the last heading |");
    println!("|---|---|---|---|---|---|---|");
    for path in files(&folder.join("screenplays/fdx")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let (screenplay, _) = script::read(&name, &bytes, Words::standard());
        let pages = script::paginate(&screenplay);
        let row = measure(&screenplay, &pages);
        if row.lengths == 0 {
            continue;
        }
        let last = least_pages(&screenplay);
        let (a, b, c, d) = (row.exact, row.close, row.same_page, row.near_page);
        println!("| {name} | {} | {a} | {b} | {c} | {d} | {} / {last} |", row.lengths, pages.total);
        if std::env::var_os("BACKLOT_VERBOSE").is_some() {
            differences(&screenplay, &pages);
        }
        // The file says on which page its last scene begins and how long that is; it says no total.
        assert!(pages.total.abs_diff(last) <= 1, "{name}: {} pages, the file's last scene ends on {last}", pages.total);
        let all = if screenplay.layout.manner == Manner::FadeIn { &mut fade_in } else { &mut final_draft };
        all.add(row);
    }
    println!("Final Draft: {}\nFade In: {}", final_draft.told(), fade_in.told());
    for all in [final_draft, fade_in] {
        assert_eq!(all.close, all.lengths, "within an eighth");
        assert!(all.near_page * 100 >= all.pages * 99, "start page within one");
    }
    assert!(final_draft.lengths >= 300 && fade_in.lengths >= 200);
    assert!(final_draft.exact * 100 >= final_draft.lengths * 95);
    assert_eq!(fade_in.exact, fade_in.lengths);
}

fn measure(screenplay: &Screenplay, pages: &Pages) -> Row {
    let mut row = Row::default();
    let headings = screenplay.elements.iter().filter(|element| element.opens_scene());
    for (heading, scene) in headings.zip(&pages.scenes) {
        if let Some(stated) = heading.stated() {
            row.lengths += 1;
            row.exact += usize::from(stated == scene.counted);
            row.close += usize::from((stated - scene.counted).0.abs() <= 1);
        }
        if let Some(page) = heading.page() {
            row.pages += 1;
            row.same_page += usize::from(page == scene.page);
            row.near_page += usize::from(page.abs_diff(scene.page) <= 1);
        }
    }
    row
}

/// The page on which the last scene begins, and the whole pages of its length.
fn least_pages(screenplay: &Screenplay) -> u32 {
    let mut headings = screenplay.elements.iter().filter(|element| element.opens_scene());
    let last = headings.next_back().and_then(|heading| Some((heading.page()?, heading.stated()?)));
    last.map_or(1, |(page, length)| page + u32::try_from(length.0 / 8).unwrap_or(0))
}

fn differences(screenplay: &Screenplay, pages: &Pages) {
    let headings = screenplay.elements.iter().filter(|element| element.opens_scene());
    for ((heading, scene), i) in headings.zip(&pages.scenes).zip(1..) {
        let (stated, page) = (heading.stated().unwrap_or_default(), heading.page().unwrap_or_default());
        if stated != scene.counted || page != scene.page || scene.counted != scene.eighths {
            let (ours, counted, on) = (scene.eighths, scene.counted, scene.page);
            println!(
                "scene {i}: {} lines, {ours}, counted {counted}, stated {stated}; page {on}, stated {page}",
                scene.lines
            );
        }
    }
}

impl Row {
    fn add(&mut self, other: Self) {
        self.lengths += other.lengths;
        self.exact += other.exact;
        self.close += other.close;
        self.pages += other.pages;
        self.same_page += other.same_page;
        self.near_page += other.near_page;
    }
    fn told(&self) -> String {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        format!(
            "{} stated lengths, exact {:.1} %, within 1/8 {:.1} %; same page {:.1} %, within one {:.1} %",
            self.lengths,
            percent(self.exact, self.lengths),
            percent(self.close, self.lengths),
            percent(self.same_page, self.pages),
            percent(self.near_page, self.pages),
        )
    }
}

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("screenplays").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED lengths: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{line}"));
    }
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "fdx"));
    paths.sort();
    paths
}

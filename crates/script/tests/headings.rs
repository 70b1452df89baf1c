//! Headings of real scripts against labels made by hand: inside or outside, day or night, set and parts of the set.
//!
//! The scripts are not part of the project. Where they are absent the test says so and passes.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use model::breakdown::{Breakdown, SceneDraft};

/// One row of the labels; `tests/labels/README.md` says what the columns mean.
struct Label<'a> {
    held_out: bool,
    file: &'a str,
    ordinal: usize,
    line: u32,
    int_ext: &'a str,
    set: &'a str,
    sub_sets: &'a str,
    time: &'a str,
    inherits: bool,
    modifiers: &'a str,
    story_day: &'a str,
}

const QUESTIONS: [&str; 6] = ["int/ext", "day/night", "set", "sub-set", "modifiers", "story day"];
/// What at least must be right, in tenths of a percent, in each part of the labels.
const FLOORS: [usize; 6] = [1000, 980, 950, 950, 950, 1000];

/// Right and asked, per question.
type Score = [(usize, usize); 6];

#[test]
fn headings_are_taken_apart_as_a_person_would() {
    let Some(folder) = data() else { return };
    let labels: Vec<Label> = include_str!("labels/headings.tsv").lines().filter_map(label).collect();
    assert!(labels.len() >= 450, "{} labels", labels.len());
    let mut scripts: BTreeMap<&str, Breakdown> = BTreeMap::new();
    // Tuned and held out; each heading of a text counted once (0, 1) and as often as it stands in the scripts (2, 3).
    let mut scores: [Score; 4] = Default::default();
    let mut seen = BTreeSet::new();
    for label in &labels {
        let breakdown = scripts.entry(label.file).or_insert_with(|| {
            let bytes = std::fs::read(folder.join("screenplays").join(label.file)).unwrap_or_default();
            let (screenplay, _) = script::read(label.file, &bytes, script::Words::standard());
            script::breakdown(&screenplay, script::Words::standard())
        });
        let scene = breakdown.scenes.get(label.ordinal - 1);
        let found = scene.filter(|scene| scene.line == label.line);
        let before = label.ordinal.checked_sub(2).and_then(|at| breakdown.scenes.get(at));
        let right = found.map_or([false; 6], |scene| answers(label, scene, before));
        let part = usize::from(label.held_out);
        let heading = found.map_or(String::new(), |scene| scene.heading.to_uppercase());
        let once = seen.insert(heading);
        for (question, right) in right.into_iter().enumerate() {
            for score in [Some(part + 2), once.then_some(part)].into_iter().flatten() {
                scores[score][question].0 += usize::from(right);
                scores[score][question].1 += 1;
            }
        }
        // Whoever tunes the grammar sees what is tuned on, and of the held-out part only the figures.
        if right.contains(&false) && !label.held_out && std::env::var_os("BACKLOT_VERBOSE").is_some() {
            println!("{}", difference(label, right, scene));
        }
    }
    if std::env::var_os("BACKLOT_VERBOSE").is_some() {
        for (file, merge) in scripts.iter().flat_map(|(file, one)| one.merges.iter().map(move |merge| (file, merge))) {
            println!("{file}: {} <- {} ({} %)", merge.keep, merge.merge, merge.confidence);
        }
    }
    for (score, name) in scores.iter().zip(["tuned, distinct", "held out, distinct", "tuned, all", "held out, all"]) {
        println!("headings {name}: {}", said(score));
    }
    for score in &scores {
        for ((right, asked), (floor, question)) in score.iter().zip(FLOORS.iter().zip(QUESTIONS)) {
            assert!(right * 1000 >= asked * floor, "{question}: {right} of {asked}");
        }
    }
}

/// Which of the questions the scene answers as the label does.
fn answers(label: &Label, scene: &SceneDraft, before: Option<&SceneDraft>) -> [bool; 6] {
    let same = |cell: &str, found: &str| cell.split(" | ").any(|reading| reading == found);
    let time = label.time.split(" | ").any(|reading| match reading {
        // What the heading leaves open comes from the scene before and says so.
        "-" => match before {
            Some(before) => scene.time_inherited && scene.time == before.time,
            None => !scene.time_inherited,
        },
        reading => !scene.time_inherited && scene.time.word() == reading,
    });
    let int_ext = match label.int_ext {
        "-" => before.map_or("INT", |before| before.int_ext.word()),
        stated => stated,
    };
    let carried = before.map_or("", |before| &before.set);
    let set = label.set.split(" | ").any(|reading| scene.set == if reading == "=" { carried } else { reading });
    // A scene that goes on in the set before takes that set's parts too.
    let parts =
        if label.set.contains('=') && scene.set == carried { before.map(|scene| &scene.sub_sets) } else { None };
    let sub_sets = if parts == Some(&scene.sub_sets) { String::from("-") } else { listed(&scene.sub_sets, " / ") };
    [
        scene.int_ext.word() == int_ext,
        time && (!label.inherits || scene.time_inherited || before.is_none()),
        set,
        same(label.sub_sets, &sub_sets),
        same(label.modifiers, &listed(&scene.modifiers, ", ")),
        same(label.story_day, scene.story_day.as_deref().unwrap_or("-")),
    ]
}

fn listed(words: &[String], between: &str) -> String {
    if words.is_empty() { "-".to_owned() } else { words.join(between) }
}

fn said(score: &Score) -> String {
    let per = |(right, asked): &(usize, usize)| 100.0 * *right as f64 / (*asked).max(1) as f64;
    let parts = score.iter().zip(QUESTIONS).map(|(one, question)| format!("{question} {:.1} %", per(one)));
    format!("{} headings; {}", score[0].1, parts.collect::<Vec<_>>().join(", "))
}

fn difference(label: &Label, right: [bool; 6], scene: Option<&SceneDraft>) -> String {
    let wrong = right.iter().zip(QUESTIONS).filter(|(right, _)| !**right).map(|(_, question)| question);
    let wrong: Vec<_> = wrong.collect();
    let Some(scene) = scene else { return format!("{} {}: no scene", label.file, label.ordinal) };
    format!(
        "{} {} line {} ({}): {}\n  wrong: {}\n  label {} | {} / {} | {} | {} | {}\n  found {} | {} / {} | {} {} | {} | {}",
        label.file,
        label.ordinal,
        label.line,
        scene.line,
        scene.heading,
        wrong.join(", "),
        label.int_ext,
        label.set,
        label.sub_sets,
        label.time,
        label.modifiers,
        label.story_day,
        scene.int_ext.word(),
        scene.set,
        listed(&scene.sub_sets, " / "),
        scene.time.word(),
        if scene.time_inherited { "inherited" } else { "" },
        listed(&scene.modifiers, ", "),
        scene.story_day.as_deref().unwrap_or("-"),
    )
}

fn label(line: &str) -> Option<Label<'_>> {
    if line.starts_with('#') {
        return None;
    }
    let cells: Vec<&str> = line.split('\t').collect();
    let [part, file, ordinal, at, int_ext, set, sub_sets, time, inherits, modifiers, story_day] = cells[..] else {
        panic!("not a label: {line}")
    };
    let ordinal = ordinal.parse().ok().filter(|ordinal| *ordinal > 0).expect("an ordinal from 1");
    let line = at.parse().expect("a line");
    let (held_out, inherits) = (part == "h", inherits == "yes");
    Some(Label { held_out, file, ordinal, line, int_ext, set, sub_sets, time, inherits, modifiers, story_day })
}

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("screenplays").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED headings: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{line}"));
    }
    None
}

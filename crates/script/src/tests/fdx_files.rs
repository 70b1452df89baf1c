//! Real Final Draft files, counted by hand and written back into. They are not part of the project; where they are absent, the test says SKIPPED.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "walks the files lent for testing, and says when they are absent"
)]

use std::path::{Path, PathBuf};

use std::collections::BTreeMap;
use std::fmt::Write as _;

use model::screenplay::{ElementKind, MarkKind, Screenplay};

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
pub(super) fn files() -> Vec<(String, String)> {
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

/// What a file holds, found without the reader: by walking its tags as plain text.
#[derive(Default)]
struct Counted {
    /// Words of each paragraph of the script, in order, those of dual dialogue and of omitted scenes too.
    paragraphs: Vec<String>,
    runs: usize,
    notes: usize,
    summaries: usize,
    beats: usize,
    beat_notes: usize,
    bookmarks: usize,
    alternates: usize,
    /// Style or revision -> letters and signs that carry it.
    marked: BTreeMap<String, usize>,
}

fn visible(text: &str) -> usize {
    text.to_uppercase().chars().filter(|one| !one.is_whitespace()).count()
}

fn resolved(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("\r\n", "\n").replace("&amp;", "&")
}

fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

fn counted(text: &str) -> Counted {
    let mut found = Counted::default();
    let mut path: Vec<&str> = Vec::new();
    // Words of the note or summary that is open, and the paragraphs of the script that are.
    let (mut aside, mut open): (String, Vec<usize>) = (String::new(), Vec::new());
    // A note may be nothing but its name.
    let mut named = false;
    for piece in text.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').expect("a tag ends");
        if tag.starts_with(['?', '!']) {
            continue;
        }
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\r']).next().unwrap_or_default();
        let place = path.join("/").replace("/OmittedScene/Paragraph", "").replace("/DualDialogue/Paragraph", "");
        let is_script = place == "FinalDraft/Content"
            || place.ends_with("Content/Paragraph/DualDialogue")
            || place.ends_with("Paragraph/OmittedScene");
        let is_script = is_script && place.starts_with("FinalDraft/Content");
        if tag.starts_with('/') {
            path.pop();
            match name {
                "Paragraph" if place == "FinalDraft/Content/Paragraph" => _ = open.pop(),
                "ScriptNote" => found.notes += usize::from(named || !aside.trim().is_empty()),
                "Summary" => found.summaries += usize::from(!aside.trim().is_empty()),
                "CharacterArcBeat" => found.beat_notes += usize::from(!aside.trim().is_empty()),
                _ => {}
            }
            continue;
        }
        match name {
            "Paragraph" if is_script => {
                open.push(found.paragraphs.len());
                found.paragraphs.push(String::new());
                found.bookmarks += usize::from(value(tag, "Bookmark").is_some_and(|mark| !mark.trim().is_empty()));
            }
            "DualDialogue" => {
                // What carries others is no paragraph of its own.
                let outer = open.last().copied().expect("a paragraph is open");
                assert!(found.paragraphs[outer].trim().is_empty());
                found.paragraphs.truncate(outer);
            }
            "ScriptNote" | "Summary" => {
                aside.clear();
                named = value(tag, "Name").is_some_and(|name| !name.trim().is_empty());
            }
            "CharacterArcBeat" => {
                found.beats += 1;
                aside.clear();
            }
            "AltId" => found.alternates += 1,
            "Text" => {
                let words = resolved(words);
                if place == "FinalDraft/Content/Paragraph" {
                    found.runs += 1;
                    let at = *open.last().expect("a paragraph is open");
                    found.paragraphs[at].push_str(&words);
                    let style = value(tag, "Style").unwrap_or_default();
                    let styles =
                        style.split('+').filter(|style| ["Bold", "Italic", "Underline", "Strikeout"].contains(style));
                    let revision = value(tag, "RevisionID").filter(|id| *id != "0");
                    for mark in styles.map(str::to_owned).chain(revision.map(|id| format!("revision {id}"))) {
                        *found.marked.entry(mark).or_default() += visible(&words);
                    }
                } else {
                    aside.push_str(&words);
                }
            }
            _ => {}
        }
        if !tag.ends_with('/') {
            path.push(name);
        } else if name == "Paragraph" && is_script {
            open.pop();
        }
    }
    found.marked.retain(|_, count| *count > 0);
    found
}

/// Style or revision -> letters and signs that carry it, of what was read.
fn marked(screenplay: &Screenplay) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for element in &screenplay.elements {
        for mark in &element.marks {
            let name = match mark.kind {
                MarkKind::Bold => "Bold".to_owned(),
                MarkKind::Italic => "Italic".to_owned(),
                MarkKind::Underline => "Underline".to_owned(),
                MarkKind::Strike => "Strikeout".to_owned(),
                MarkKind::Revision(set) => format!("revision {}", screenplay.revisions[set as usize].id),
                MarkKind::Tag(_) => continue,
            };
            *all.entry(name).or_default() += visible(&element.text[mark.from as usize..mark.to as usize]);
        }
    }
    all.retain(|_, count| *count > 0);
    all
}

#[test]
fn nothing_in_real_files_is_lost_and_nothing_invented() {
    for (name, text) in files() {
        let (screenplay, _) = super::read(&name, text.as_bytes());
        let there = counted(&text);
        let mut told = format!("{name}: {} paragraphs, {} runs", there.paragraphs.len(), there.runs);
        let mut paragraphs = there.paragraphs.iter().peekable();
        let (mut notes, mut breaks) = (0, 0);
        for element in &screenplay.elements {
            let same = |words: &&String| words.trim_end().to_uppercase() == element.text.trim_end().to_uppercase();
            match element.kind {
                ElementKind::PageBreak => breaks += 1,
                _ if paragraphs.peek().is_some_and(same) => _ = paragraphs.next(),
                ElementKind::Note | ElementKind::Synopsis => notes += 1,
                _ => panic!("{name}: {:?} is in no paragraph; the next is {:?}", element.text, paragraphs.peek()),
            }
        }
        assert_eq!(paragraphs.next(), None, "{name}");
        assert_eq!(notes, there.notes + there.summaries + there.beat_notes + there.bookmarks, "{name}");
        let beats: usize = screenplay.elements.iter().map(|element| element.listed_cast().len()).sum();
        assert_eq!(beats, there.beats, "{name}");
        let alternates = screenplay.elements.iter().filter_map(|element| element.facts.as_ref());
        assert_eq!(alternates.map(|facts| facts.alternates.len()).sum::<usize>(), there.alternates, "{name}");
        assert_eq!(marked(&screenplay), there.marked, "{name}");
        let _ = write!(told, ", {} notes, {} beats, {breaks} page breaks", there.notes, there.beats);
        eprintln!("{told}, {} other wordings, marks {:?}", there.alternates, there.marked);
    }
}

/// Where a Fountain file and the Final Draft file of the same script differ for us, and why.
const DIFFERENT: [(&str, &str); 8] = [
    ("testdata__sample-04", THE_END),
    ("testdata__sample-05", THE_END),
    ("testdata__sample-06", THE_END),
    (
        "dialogue-with-blank-line",
        "the empty line in the speech is not in the Final Draft file, and we keep it where it is",
    ),
    ("tests__TestFDX-FD-Write-cpp", NO_NUMBERS),
    ("tests__TestFDX-FD-Write-csharp", NO_NUMBERS),
    ("tests__TestFDX-FD-Write-js", NO_NUMBERS),
    ("tests__TestFDX-FD-Write-py", NO_NUMBERS),
];
const THE_END: &str = "the Fountain file forces the centred words to action, with their signs";
const NO_NUMBERS: &str = "the program that wrote the Final Draft file left the scene numbers out";

/// A Final Draft file and a Fountain file of one script.
const PAIRS: [(&str, &str, &str); 20] = [
    ("expected/fountain-fdx-pairs", "header_note", "header_note"),
    ("expected/fountain-fdx-pairs", "note", "note"),
    ("expected/fountain-fdx-pairs", "testdata__sample-01", "testdata__sample-01"),
    ("expected/fountain-fdx-pairs", "testdata__sample-02", "testdata__sample-02"),
    ("expected/fountain-fdx-pairs", "testdata__sample-03", "testdata__sample-03"),
    ("expected/fountain-fdx-pairs", "testdata__sample-04", "testdata__sample-04"),
    ("expected/fountain-fdx-pairs", "testdata__sample-05", "testdata__sample-05"),
    ("expected/fountain-fdx-pairs", "testdata__sample-06", "testdata__sample-06"),
    ("expected/screenplain", "dialogue-with-blank-line", "dialogue-with-blank-line"),
    ("expected/screenplain", "dialogue", "dialogue"),
    ("expected/screenplain", "forced-action", "forced-action"),
    ("expected/screenplain", "parenthetical", "parenthetical"),
    ("expected/screenplain", "simple", "simple"),
    ("expected/screenplain", "utf-8-bom", "utf-8-bom"),
    ("expected/screenplay-tools", "tests__TestFDX-FD", "tests__TestFDX-FD"),
    ("expected/screenplay-tools", "tests__TestFDX-FI", "tests__TestFDX-FI"),
    ("expected/screenplay-tools", "tests__TestFDX-FD-Write-cpp", "tests__TestFDX-FD"),
    ("expected/screenplay-tools", "tests__TestFDX-FD-Write-csharp", "tests__TestFDX-FD"),
    ("expected/screenplay-tools", "tests__TestFDX-FD-Write-js", "tests__TestFDX-FD"),
    ("expected/screenplay-tools", "tests__TestFDX-FD-Write-py", "tests__TestFDX-FD"),
];

/// Kind and words, a line each. Final Draft has a paragraph for each line of a speech, and files of either kind have empty paragraphs.
fn plain(screenplay: &Screenplay) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut before = None;
    for element in screenplay.elements.iter().filter(|element| !element.text.trim().is_empty()) {
        let more = element.kind == ElementKind::Dialogue && before == Some(&element.kind);
        before = Some(&element.kind);
        let number = element.number().map_or(String::new(), |number| format!(" #{number}"));
        match lines.last_mut().filter(|_| more) {
            Some(last) => *last = format!("{last} / {}", element.text.replace('\n', " / ")),
            None => lines.push(format!("{:?}{number}: {}", element.kind, element.text.replace('\n', " / "))),
        }
    }
    lines
}

#[test]
fn both_formats_of_a_script_read_alike() {
    let mut sums: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = String::new();
    for (suite, fdx, fountain) in PAIRS {
        let Some(folder) = folder(suite) else { continue };
        let read = |name: String| {
            let bytes = std::fs::read(folder.join(&name)).expect("the file of the pair is there");
            plain(&super::read(&name, &bytes).0)
        };
        let (fdx_lines, fountain_lines) = (read(format!("{fdx}.fdx")), read(format!("{fountain}.fountain")));
        let sum = sums.entry(suite).or_default();
        sum.1 += 1;
        let same = fdx_lines == fountain_lines;
        sum.0 += usize::from(same);
        match (same, DIFFERENT.iter().find(|(name, _)| *name == fdx)) {
            (false, Some((_, why))) => eprintln!("{fdx} differs: {why}"),
            (false, None) => {
                let _ = writeln!(wrong, "{fdx} differs:");
                let only = |one: &[String], other: &[String], sign: char| {
                    let lines = one.iter().filter(|line| !other.contains(line));
                    lines.map(|line| format!("  {sign} {line}\n")).collect::<String>()
                };
                wrong += &only(&fdx_lines, &fountain_lines, '-');
                wrong += &only(&fountain_lines, &fdx_lines, '+');
            }
            (true, Some(_)) => _ = writeln!(wrong, "{fdx} is listed as different and is not"),
            (true, None) => {}
        }
    }
    for (suite, (passed, total)) in sums {
        eprintln!("{suite}: {passed} of {total} pairs read alike");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

//! Fountain beside other parsers' own cases, and over real scripts: what they expect, what we read, and why where that differs.
//!
//! Their cases and the scripts are not part of the project. Where they are absent the tests say so and pass. Their outputs keep a
//! blank line above a paragraph as its first line end and ours does not, theirs keep signs of emphasis and ours keeps marks: both
//! sides are brought to words before they are compared, and words are all that is.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a test reads files and prints what it measured")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::screenplay::{Element, ElementKind, Screenplay};

/// Cases that read differently, with the reason. One that no longer differs fails the test, as does one that is not named here.
const DIFFER: [(&str, &str); 6] = [
    (
        "test_lyrics 2",
        "a line of lyrics above action is lyrics by the notation; Jouvence makes both action, with the sign in the words",
    ),
    ("Sections", "a script that begins with CUT TO: has no title page; Screenplay Tools reads an entry with that key"),
    (
        "Tags",
        "words behind # at the end of a line are Screenplay Tools' own and not of the notation: they stay in the text",
    ),
    ("sample-04 pair", FORCED),
    ("sample-05 pair", FORCED),
    ("sample-06 pair", FORCED),
];
const FORCED: &str = "an exclamation mark before centred words forces them to action by the notation; the file beside it has them centred";

#[test]
fn other_parsers_cases_read_as_they_expect() {
    let Some(folder) = data() else { return };
    let expected = folder.join("screenplays/expected");
    let suites = [
        ("jouvence", jouvence(&expected.join("jouvence"))),
        ("screenplain", screenplain(&expected.join("screenplain"))),
        ("screenplay-tools", screenplay_tools(&expected.join("screenplay-tools"))),
        ("scripttool", scripttool(&expected.join("fountain-fdx-pairs"))),
    ];
    let (mut total, mut differ, mut faults) = (0, BTreeSet::new(), String::new());
    for (suite, cases) in suites {
        assert!(!cases.is_empty(), "{suite}");
        let wrong: Vec<&Case> = cases.iter().filter(|case| case.expected != case.read).collect();
        println!("{suite}: {} of {} cases", cases.len() - wrong.len(), cases.len());
        total += cases.len();
        for case in wrong {
            differ.insert(case.name.clone());
            if DIFFER.iter().any(|(name, _)| *name == case.name) {
                continue;
            }
            let (expected, read) = (case.expected.join("\n"), case.read.join("\n"));
            faults.push_str(&format!("{}\n-- expected\n{expected}\n-- read\n{read}\n", case.name));
        }
    }
    for (name, why) in DIFFER {
        if !differ.contains(name) {
            faults.push_str(&format!("{name} no longer differs ({why})\n"));
        }
    }
    println!("all: {} of {total}; {} differ", total - differ.len(), differ.len());
    assert!(faults.is_empty(), "{faults}");
}

/// One case: elements as words, `Kind: text`.
struct Case {
    name: String,
    expected: Vec<String>,
    read: Vec<String>,
}

fn read(text: &str) -> Screenplay {
    script::read("a.fountain", text.as_bytes(), script::Words::standard()).0
}

/// A text on one line without signs of emphasis.
fn words(text: &str) -> String {
    text.replace(['*', '_'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The elements of a screenplay, those in a row that `joins` names made one.
fn told(screenplay: &Screenplay, prints: bool, joins: &[ElementKind]) -> Vec<String> {
    let mut out: Vec<(ElementKind, String)> = Vec::new();
    for element in screenplay.elements.iter().filter(|element| !prints || element.prints()) {
        let kind = element.kind.clone();
        if element.text.is_empty() && kind != ElementKind::PageBreak {
            continue;
        }
        match out.last_mut() {
            Some((last, text)) if *last == kind && joins.contains(&kind) => {
                text.push('\n');
                text.push_str(&element.text);
            }
            _ => out.push((kind, element.text.to_string())),
        }
    }
    out.iter().map(|(kind, text)| format!("{}: {}", name(kind), words(text))).collect()
}

fn name(kind: &ElementKind) -> String {
    match kind {
        ElementKind::Section(_) => "Section".to_owned(),
        kind => format!("{kind:?}"),
    }
}

/// Jouvence: YAML documents of `in`, `title` and `out`, elements behind a sign. Actions in a row are one, and blank lines before
/// anything but action are an action without words.
fn jouvence(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(folder, "yaml") {
        let text = text(&path);
        for (i, document) in text.split("---\n").filter(|document| !document.trim().is_empty()).enumerate() {
            let (input, title, out) = yaml(document);
            let screenplay = read(&input);
            let mut expected: Vec<String> =
                title.iter().map(|(key, value)| format!("{key} = {}", words(value))).collect();
            expected.extend(out.iter().filter_map(|line| jouvence_element(line)));
            let keys = screenplay.title_page.iter();
            let mut ours: Vec<String> =
                keys.map(|(key, value)| format!("{} = {}", key.to_lowercase(), words(value))).collect();
            let mut elements = screenplay.clone();
            elements.elements.retain(|element| element.kind != ElementKind::Boneyard);
            ours.extend(told(&elements, false, &[ElementKind::Action]));
            cases.push(Case { name: format!("{} {}", stem(&path), i + 1), expected, read: ours });
        }
    }
    cases
}

fn jouvence_element(line: &str) -> Option<String> {
    if line == "<pagebreak>" {
        return Some("PageBreak: ".to_owned());
    }
    let kinds = [
        ("!><", "Centred"),
        ("!", "Action"),
        ("@", "Character"),
        ("=", "Dialogue"),
        ("_", "Parenthetical"),
        (".", "Heading"),
        (">", "Transition"),
        ("#", "Section"),
        ("+", "Synopsis"),
        ("~", "Lyric"),
    ];
    let (kind, text) = kinds.iter().find_map(|(sign, kind)| Some((*kind, line.strip_prefix(sign)?)))?;
    let text = words(text);
    (kind != "Action" || !text.is_empty()).then(|| format!("{kind}: {text}"))
}

/// The YAML that those cases are written in: quoted scalars, literal blocks, one list and one map.
fn yaml(document: &str) -> (String, Vec<(String, String)>, Vec<String>) {
    let (mut input, mut title, mut out, mut part) = (String::new(), Vec::new(), Vec::new(), "");
    for line in document.split('\n') {
        if let Some(rest) = line.strip_prefix("in:") {
            part = "in";
            input = if rest.trim() == "|" { String::new() } else { scalar(rest.trim()) };
        } else if line.starts_with("title:") {
            part = "title";
        } else if line.starts_with("out:") {
            part = "out";
        } else if part == "in" {
            input.push_str(line.strip_prefix("    ").unwrap_or(line.trim_start()));
            input.push('\n');
        } else if let Some((key, value)) = line.split_once(':').filter(|_| part == "title" && !line.trim().is_empty()) {
            title.push((key.trim().to_owned(), scalar(value.trim())));
        } else if let Some(item) = line.trim().strip_prefix("- ") {
            out.push(scalar(item));
        }
    }
    let ended = input.ends_with('\n') && part != "in";
    (if ended { format!("{}\n", input.trim_end_matches('\n')) } else { input }, title, out)
}

fn scalar(text: &str) -> String {
    if let Some(text) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return text.replace("''", "'");
    }
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(text) => text.replace("\\n", "\n").replace("\\\"", "\""),
        None => text.to_owned(),
    }
}

/// Screenplain: HTML of the printed elements. A speech's lines are paragraphs; transitions are set in capitals.
fn screenplain(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(folder, "html") {
        let (html, source) = (text(&path), text(&path.with_extension("fountain")));
        let mut expected = Vec::new();
        for line in html.replace("</p><p", "</p>\n<p").replace("<div class=\"dialog\">", "").lines() {
            let plain = line.replace("<br/>", "\n").replace("&nbsp;", " ").replace("&#39;", "'").replace("&amp;", "&");
            let inner: String =
                plain.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
            let kind = match line {
                _ if line.starts_with("<h6") => "Heading",
                _ if line.contains("class=\"action\"") => "Action",
                _ if line.contains("class=\"transition\"") => "Transition",
                _ if line.contains("class=\"character\"") => "Character",
                _ if line.contains("class=\"parenthetical\"") => "Parenthetical",
                _ => "Dialogue",
            };
            match expected.last_mut() {
                Some((last, text)) if *last == "Dialogue" && kind == "Dialogue" => {
                    let text: &mut String = text;
                    text.push('\n');
                    text.push_str(&inner);
                }
                _ => expected.push((kind, inner)),
            }
        }
        let mut screenplay = read(&source);
        for element in screenplay.elements.iter_mut().filter(|element| element.kind == ElementKind::Transition) {
            element.text = element.text.to_uppercase().into();
        }
        let expected = expected.iter().map(|(kind, text)| format!("{kind}: {}", words(text))).collect();
        cases.push(Case { name: stem(&path), expected, read: told(&screenplay, true, &[]) });
    }
    cases
}

/// Screenplay Tools: a line an element, `KIND:"text"` with number, depth or tags behind.
fn screenplay_tools(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(folder, "txt") {
        let source = path.with_extension("fountain");
        if !source.is_file() {
            continue;
        }
        let lines = text(&path);
        let expected = lines.lines().filter_map(|line| {
            let (kind, rest) = line.split_once(":\"")?;
            let (text, behind) = rest.rsplit_once('"')?;
            let kind: String = kind.chars().take(1).chain(kind.to_lowercase().chars().skip(1)).collect();
            let number =
                behind.trim().strip_prefix('(').and_then(|number| number.split_once(')')).map(|(number, _)| number);
            let number = number.filter(|_| kind == "Heading").map_or(String::new(), |number| format!(" #{number}"));
            Some(format!("{kind}: {}{number}", words(text)))
        });
        let screenplay = read(&text(&source));
        let number = |element: &Element| element.number().map_or(String::new(), |number| format!(" #{number}"));
        let ours = screenplay.elements.iter();
        let ours = ours.map(|element| format!("{}: {}{}", name(&element.kind), words(&element.text), number(element)));
        cases.push(Case { name: stem(&path), expected: expected.collect(), read: ours.collect() });
    }
    cases
}

/// Scripttool: the same script as Fountain and as Final Draft, and the list of a script's characters.
fn scripttool(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(folder, "fountain") {
        let name = stem(&path);
        let (source, fdx) = (text(&path), path.with_extension("fdx"));
        let characters = folder.join(format!("{name}-characters.txt"));
        if characters.is_file() {
            let names = text(&characters);
            let expected: BTreeSet<String> = names.lines().map(words).filter(|name| !name.is_empty()).collect();
            let cues = read(&source);
            let cues = cues.elements.iter().filter(|element| element.kind == ElementKind::Character);
            let cues: BTreeSet<String> =
                cues.map(|cue| words(cue.text.split('(').next().unwrap_or_default())).collect();
            cases.push(Case {
                name: format!("{name} characters"),
                expected: expected.into_iter().collect(),
                read: cues.into_iter().collect(),
            });
        }
        if fdx.is_file() {
            let bytes = std::fs::read(&fdx).unwrap_or_default();
            let (other, _) = script::read("a.fdx", &bytes, script::Words::standard());
            let ours = read(&source);
            let tell = |screenplay: &Screenplay| told(screenplay, false, &[]);
            cases.push(Case { name: format!("{name} pair"), expected: tell(&other), read: tell(&ours) });
        }
    }
    cases
}

#[test]
fn real_scripts_lose_no_letter_and_come_back_from_the_writer() {
    let Some(folder) = data() else { return };
    let mut files = files(&folder.join("screenplays/fountain"), "fountain");
    for peer in ["nyousefi", "screenplay-tools", "screenplain", "fountain-fdx-pairs"] {
        files.extend(self::files(&folder.join("screenplays/expected").join(peer), "fountain"));
    }
    assert!(files.len() > 30, "{}", files.len());
    let (mut letters, mut elements) = (0, 0);
    for path in &files {
        let source = text(path);
        let mut screenplay = read(&source);
        let told = words_of(&screenplay);
        assert_eq!(sorted(&source), sorted(&told), "{}", path.display());
        letters += sorted(&source).len();
        elements += screenplay.elements.len();
        let written = script::to_fountain(&screenplay);
        let mut again = read(&written);
        for element in screenplay.elements.iter_mut().chain(&mut again.elements) {
            element.line = 0;
        }
        assert_eq!(screenplay, again, "{}", path.display());
        assert_eq!(script::to_fountain(&again), written);
    }
    println!(
        "{} scripts: {letters} letters and digits in {elements} elements, each once; all come back from the writer",
        files.len()
    );
    let fdx = self::files(&folder.join("screenplays/fdx"), "fdx");
    for path in &fdx {
        let bytes = std::fs::read(path).unwrap_or_default();
        let (screenplay, _) = script::read("a.fdx", &bytes, script::Words::standard());
        let written = script::to_fountain(&screenplay);
        assert_eq!(script::to_fountain(&read(&written)), written, "{}", path.display());
        let bodies = screenplay.elements.iter().map(|element| element.text.as_str()).collect::<String>();
        assert!(holds(&sorted(&written), &sorted(&bodies)), "{}", path.display());
    }
    println!("{} Final Draft files written as Fountain settle", fdx.len());
}

/// Everything a screenplay says.
fn words_of(screenplay: &Screenplay) -> String {
    let title = screenplay.title_page.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    let elements = screenplay.elements.iter();
    title.chain(elements.flat_map(|element| [element.text.as_str(), element.number().unwrap_or_default()])).collect()
}

/// Letters and digits in order of the alphabet: a reader may neither lose nor invent one, for no sign of the notation is one.
fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Whether each letter of `part` is in `all`, as often; both are sorted.
fn holds(all: &[char], part: &[char]) -> bool {
    let mut rest = all.iter();
    part.iter().all(|letter| rest.any(|other| other == letter))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().replace("tests__", "").replace("testdata__", "")
}

fn text(path: &Path) -> String {
    String::from_utf8(std::fs::read(path).unwrap_or_default()).unwrap_or_default()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|other| other == extension)).collect();
    paths.sort();
    paths
}

/// The folder of test data, or `None` after saying that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BACKLOT_DATA").map_or(beside, PathBuf::from);
    if folder.join("screenplays/expected").is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED fountain peers: no test data folder";
    println!("{line}");
    if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{line}"));
    }
    None
}

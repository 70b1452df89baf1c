//! The handbook's pages on kinds of rules are what the rule files and the packs say. `cargo xtask bless` writes them, like any
//! golden file; here they are held fresh.

#![expect(clippy::disallowed_methods, reason = "reads rule files, reads and writes pages of the handbook")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use model::pack::{Pack, Verified};
use serde_json::Value;

/// A page: its name, its title, the rule files that it is made of, and the kinds of rows, a part of a kind after a slash.
const PAGES: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "overtime",
        "Overtime and the day",
        &["overtime", "contracts/days", "agreement/hours", "agreement/flat", "agreement/scheduled", "agreement/week"],
        &["workday", "day_type", "overtime", "day_premium"],
    ),
    ("meals", "Meals", &["meals", "agreement/meals"], &["meal"]),
    ("rest", "Rest from day to day", &["rest", "agreement/rest"], &["rest/daily"]),
    ("weekly-rest", "Rest over days off", &["weekly_rest", "agreement/long_rest"], &["rest/weekly"]),
    ("consecutive-days", "Longest days, weeks and runs", &["day_length", "runs", "agreement/caps"], &["cap"]),
    ("minors", "Minors", &["minors", "agreement/minors"], &["age_cap", "minor"]),
    ("nights", "Nights", &["swing", "agreement/nights"], &["night"]),
    ("breaks", "Breaks beside meals", &["agreement/breaks"], &["break"]),
    ("travel", "Travel", &["agreement/travel"], &["travel"]),
    ("fittings", "Fittings", &["agreement/fittings"], &["fitting"]),
    ("drop-and-pick-up", "Drop and pick-up", &["engagement", "drops"], &["consecutive"]),
    ("safety-duties", "Duties of safety", &["safety"], &["trigger"]),
    ("duty-of-care", "Duties of care", &["duty_of_care"], &["duty_of_care"]),
    ("covered", "Who is covered", &["covered"], &["count"]),
];

/// Scales are amounts and no rule.
const NO_RULE: &str = "rate";

#[test]
fn the_pages_on_rules_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/handbook/rules");
    let packs: Vec<Pack> = rules::packs::TEXTS.iter().map(|text| toml::from_str(text).expect("a pack")).collect();
    let bless = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    let mut stale = Vec::new();
    for (name, title, files, kinds) in PAGES {
        let page = page(title, files, kinds, &packs);
        let path = folder.join(format!("{name}.md"));
        if std::fs::read_to_string(&path).unwrap_or_default() == page {
            continue;
        }
        if bless {
            std::fs::write(&path, page).expect("a page is written");
        } else {
            stale.push(*name);
        }
    }
    assert!(stale.is_empty(), "stale: {}\nhint: cargo xtask bless", stale.join(", "));
}

#[test]
fn every_kind_of_row_has_its_page_and_the_list_names_every_page() {
    let packs = rules::packs::library();
    let told: BTreeSet<&str> =
        PAGES.iter().flat_map(|page| page.3).map(|kind| kind.split('/').next().unwrap_or(kind)).collect();
    for kind in packs.iter().flat_map(Pack::rows).map(|(kind, _)| kind).filter(|kind| *kind != NO_RULE) {
        assert!(told.contains(kind), "no page tells [[{kind}]]");
    }
    let list = include_str!("../../../docs/handbook/rules/packs.md");
    for (name, ..) in PAGES {
        assert!(list.contains(&format!("({name}.md)")), "packs.md does not name {name}.md");
    }
}

fn page(title: &str, files: &[&str], kinds: &[&str], packs: &[Pack]) -> String {
    let paths: Vec<String> = files.iter().map(|file| format!("crates/rules/src/{file}.rs")).collect();
    let says = if paths.len() == 1 { "says" } else { "say" };
    let mut page = format!(
        "# {title}\n\nMade by `cargo xtask bless` from the rows of `packs/agreements` and what\n{} {says}.\n",
        named(&paths)
    );
    for (file, path) in files.iter().zip(&paths) {
        let heading = if file.starts_with("agreement/") { "Under agreements" } else { "In plans" };
        if !page.contains(&format!("\n## {heading}\n")) {
            let _ = write!(page, "\n## {heading}\n");
        }
        let _ = write!(page, "\n{}", purpose(path));
    }
    page += "\n## Rows\n\n";
    let mut sources = Vec::new();
    let rows: String = packs.iter().map(|pack| rows(pack, kinds, &mut sources)).collect();
    if rows.is_empty() {
        return page + "No pack of the program has one.\n";
    }
    let _ =
        write!(page, "| pack | row | for | says | source | known |\n|---|---|---|---|---|---|\n{rows}\n## Sources\n\n");
    sources.dedup();
    for source in &sources {
        let _ = writeln!(page, "- {source}");
    }
    page
}

/// `a`, `a` and `b`.
fn named(paths: &[String]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The text with which a rule file opens.
fn purpose(path: &str) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path));
    let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

/// A line for each row of some kinds, and the sources that they name.
fn rows(pack: &Pack, kinds: &[&str], sources: &mut Vec<String>) -> String {
    let values = serde_json::to_value(pack).expect("a pack is written");
    let mut lines = String::new();
    for kind in kinds {
        let (kind, part) = kind.split_once('/').unwrap_or((kind, ""));
        let of_kind: Vec<_> = pack.rows().into_iter().filter(|(of, _)| *of == kind).map(|(_, row)| row).collect();
        let values = match &values[kind] {
            Value::Array(values) => values.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        };
        for (row, value) in of_kind.into_iter().zip(values) {
            if !part.is_empty() && value["kind"] != part {
                continue;
            }
            let known = match pack.verified(row) {
                Verified::Primary => "primary",
                Verified::Secondary => "secondary",
                Verified::ThirdParty => "third party",
                Verified::Unverified => "unverified",
            };
            let (id, whom, src) = (row.id(), row.classes().join(", "), row.src().join(", "));
            let when = gate(&value["gate"]);
            let _ = writeln!(lines, "| {} | {id} | {whom} | {}{when} | {src} | {known} |", pack.pack.id, says(&value));
            for source in row.src().iter().filter_map(|id| pack.source(id)) {
                let told = format!("{}: {}: {}", pack.pack.id, source.id, source.title);
                if !sources.contains(&told) {
                    sources.push(told);
                }
            }
        }
    }
    lines
}

/// The keys of a row that say something, in short: `after 8 h; mult 1.5`.
fn says(value: &Value) -> String {
    let Some(table) = value.as_object() else { return plain("", value) };
    let common = ["id", "classes", "src", "verified", "gate", "kind"];
    let usual = [("scope", "day"), ("whose", "person"), ("round", "up")];
    let says = |key: &str, value: &Value| {
        !common.contains(&key) && !empty(value) && !usual.contains(&(key, value.as_str().unwrap_or_default()))
    };
    let told = table.iter().filter(|(key, value)| says(key, value));
    let told = told.map(|(key, value)| {
        let name = key.trim_end_matches("_h").trim_end_matches("_min").replace('_', " ");
        if *value == Value::Bool(true) { name } else { format!("{name} {}", plain(key, value)) }
    });
    // How a penalty is reckoned, and the kind of a part, stand before what they count.
    let kind = table.get("kind").and_then(Value::as_str).map(|kind| kind.replace('_', " "));
    kind.into_iter().chain(told).collect::<Vec<_>>().join("; ")
}

fn plain(key: &str, value: &Value) -> String {
    match value {
        Value::Array(list) => list.iter().map(|one| plain(key, one)).collect::<Vec<_>>().join(", "),
        Value::Object(_) => format!("({})", says(value)),
        Value::String(text) if ON_THE_WALL.contains(&key) => text.clone(),
        Value::String(text) => hours(text).unwrap_or_else(|| text.replace('|', " or ")),
        Value::Number(number) if key.ends_with("_min") => format!("{number} min"),
        other => other.to_string(),
    }
}

/// Keys whose values are times of day; elsewhere `12:00` is a number of hours.
const ON_THE_WALL: [&str; 8] =
    ["window", "windows", "earliest", "latest", "before_school_day", "before_non_school_day", "from", "to"];

/// `8 h`, `30 min` of the way in which a pack keeps hours.
fn hours(text: &str) -> Option<String> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(match (hours, minutes) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    })
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(so) => !so,
        Value::Array(list) => list.is_empty(),
        Value::Object(table) => table.is_empty() || table.values().all(empty),
        Value::Number(number) => number.as_i64() == Some(0),
        Value::String(text) => text.is_empty(),
    }
}

/// ` (principal start from 2024-08-04)`.
fn gate(value: &Value) -> String {
    let dates = value.as_object().into_iter().flatten().filter(|(_, date)| !date.is_null());
    let dates: Vec<String> =
        dates.map(|(key, date)| format!("{} {}", key.replace('_', " "), date.as_str().unwrap_or_default())).collect();
    if dates.is_empty() { String::new() } else { format!(" ({})", dates.join(", ")) }
}

//! `bench uss [--seconds S] [--program FILE]`: a first assistant director's own board beside ours, on the sample of the Universal
//! Schedule Standard: the same scenes, days, prices and rules; then her days whole, only reordered, as talent scheduling.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell;

const USAGE: &str = "bench uss [--seconds S] [--program FILE]";
/// The board of the sample that is in days.
const HERS: &str = "First Pass";
const OURS: &str = "Ours";
/// What all guessed times are multiplied with, after they were fitted to her days.
const TIMES: [&str; 3] = ["1", "1.25", "0.75"];

pub(crate) fn run(arguments: &[&str]) -> shell::Done {
    let (mut seconds, mut program) = ("60".to_owned(), None);
    super::flags(arguments, USAGE, |name, value| {
        match name {
            "--seconds" => seconds = value.to_owned(),
            "--program" => program = Some(shell::root().join(value)),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let sample = shell::data_folder().map(|data| data.join("uss/large_sample_schedule.uss"));
    let Some(sample) = sample.filter(|file| file.is_file()) else {
        println!("SKIPPED uss: no test data folder");
        return Ok(());
    };
    let (program, scratch) = super::program(program, "uss")?;
    let mut worse = Vec::new();
    for times in TIMES {
        let compared = Compared { program: &program, file: scratch.join(format!("times-{times}.backlot")) };
        if let Some(what) = compared.run(&sample, times, &seconds)? {
            worse.push(format!("times x {times}: {what}"));
        }
    }
    reordered(&program, &scratch, &sample)?;
    if worse.is_empty() { Ok(()) } else { Err(worse.join("\n")) }
}

/// A production in which her board and ours are compared.
struct Compared<'a> {
    program: &'a Path,
    file: PathBuf,
}

impl Compared<'_> {
    /// Prints the comparison; answers with what is worse on our board, if anything is.
    fn run(&self, sample: &Path, times: &str, seconds: &str) -> Result<Option<String>, String> {
        println!("== all times x {times}, {seconds} s of search ==\n");
        let notes = said(self.command(&["import"]).arg(sample).arg("--output").arg(&self.file))?;
        println!("{notes}");
        said(self.command(&["set"]).arg(&self.file).args(["production", &format!("times={times}")]))?;
        said(self.command(&["solve"]).arg(&self.file).args(["--board", OURS, "--seconds", seconds]))?;
        let boards = self.json(&["board", "list"], &[])?;
        let figures = |name: &str| boards.as_array().into_iter().flatten().find(|one| one["board"] == name).cloned();
        let (hers, ours) = figures(HERS).zip(figures(OURS)).ok_or("the boards are not both there")?;
        println!("{:<34}{:>16}{:>16}", "", "hers", "ours");
        let number = |one: &Value, key: &str| one[key].as_i64().unwrap_or(0);
        let paid = |one: &Value| number(one, "worked") + number(one, "held");
        for (what, key) in [
            ("shooting days", "days"),
            ("cast days worked", "worked"),
            ("cast days on hold", "held"),
            ("drops", "drops"),
            ("split days", "splits"),
            ("night days", "nights"),
            ("swings", "swings"),
            ("errors", "errors"),
            ("warnings", "warnings"),
            ("notes", "notes"),
        ] {
            println!("{what:<34}{:>16}{:>16}", number(&hers, key), number(&ours, key));
        }
        println!("{:<34}{:>16}{:>16}", "paid cast days", paid(&hers), paid(&ours));
        println!("{:<34}{:>16}{:>16}", "money", number(&hers, "total") / 100, number(&ours, "total") / 100);
        let groups = |one: &Value| one["groups"].as_array().cloned().unwrap_or_default();
        for (mine, other) in groups(&hers).iter().zip(groups(&ours)) {
            let cents = |group: &Value| group[1].as_i64().unwrap_or(0) / 100;
            let name = format!("  {}", mine[0].as_str().unwrap_or_default());
            println!("{name:<34}{:>16}{:>16}", cents(mine), cents(&other));
        }
        let (broken_hers, broken_ours) = (self.broken(HERS)?, self.broken(OURS)?);
        for (whose, broken) in [("hers", &broken_hers), ("ours", &broken_ours)] {
            println!("\nwhat {whose} breaks:");
            broken.values().flatten().for_each(|text| println!("  {text}"));
        }
        for name in [HERS, OURS] {
            println!("\n{}", said(self.command(&["board", "show"]).arg(&self.file).args(["--board", name, "--text"]))?);
        }
        self.moved(times)?;
        let count = |broken: &BTreeMap<String, Vec<String>>, code: &str| broken.get(code).map_or(0, Vec::len);
        let mut worse: Vec<String> = broken_ours
            .keys()
            .filter(|code| count(&broken_ours, code) > count(&broken_hers, code))
            .map(|code| format!("{code} {} -> {}", count(&broken_hers, code), count(&broken_ours, code)))
            .collect();
        if number(&ours, "days") != number(&hers, "days") {
            worse.push("another number of days".to_owned());
        }
        if paid(&ours) > paid(&hers) {
            worse.push(format!("paid cast days {} -> {}", paid(&hers), paid(&ours)));
        }
        if number(&ours, "total") > number(&hers, "total") {
            worse.push("more money".to_owned());
        }
        println!("\nworse on ours: {}\n", if worse.is_empty() { "nothing".to_owned() } else { worse.join(", ") });
        Ok((!worse.is_empty()).then(|| worse.join(", ")))
    }

    /// Errors of a board by code.
    fn broken(&self, board: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
        let found = self.json(&["check"], &["--board", board])?;
        let mut broken: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for one in found.as_array().into_iter().flatten().filter(|one| one["severity"] == "error") {
            let code = one["code"].as_str().unwrap_or_default();
            let text = format!("{code}: {}", one["text"].as_str().unwrap_or_default());
            broken.entry(code.to_owned()).or_default().push(text);
        }
        Ok(broken)
    }

    /// Each scene on another day than hers: what it would cost to take it back there, and with whom it stands now.
    fn moved(&self, times: &str) -> shell::Done {
        let apart = self.json(&["board", "diff"], &[HERS, OURS])?;
        let strips = apart["strips"].as_array().cloned().unwrap_or_default();
        println!("{} scenes on another date; back on her day each alone would make:\n", strips.len());
        println!("{:<8}{:>12} -> {:<12}{:>12}{:>8}  with", "scene", "hers", "ours", "money", "errors");
        let ours = said(self.command(&["board", "show"]).arg(&self.file).args(["--board", OURS, "--text"]))?;
        for strip in &strips {
            let label = strip["strip"].as_str().unwrap_or_default();
            let date = |stop: &Value| stop["date"].as_str().unwrap_or("-").to_owned();
            let back = if times == "1" { self.back(label, &strip["from"])? } else { None };
            let (money, errors) = back.map_or(("-".to_owned(), "-".to_owned()), |(money, errors)| {
                (format!("{:+}", money / 100), format!("{errors:+}"))
            });
            println!(
                "{label:<8}{:>12} -> {:<12}{money:>12}{errors:>8}  {}",
                date(&strip["from"]),
                date(&strip["to"]),
                beside(&ours, label).join(" ")
            );
        }
        Ok(())
    }

    /// What a strip costs and breaks more when it goes back to her day of the main unit.
    fn back(&self, label: &str, day: &Value) -> Result<Option<(i64, i64)>, String> {
        let Some(number) = day["number"].as_u64() else { return Ok(None) };
        let file = self.file.to_string_lossy().into_owned();
        let arguments = ["board", "move", &file, label, "--board", OURS, "--json", "--day"];
        // A day of another unit has the same number as one of the main unit: its date tells.
        let text = said(self.command(&arguments).arg(number.to_string()))?;
        let change: Value = serde_json::from_str(&text).map_err(|error| format!("the answer to a move: {error}"))?;
        said(&mut self.command(&["undo", &file]))?;
        let there = change["changes"]["strips"].as_array().into_iter().flatten();
        let there = there.filter(|one| one["strip"] == label).any(|one| one["to"]["date"] == day["date"]);
        let of = |key: &str| change["after"][key].as_i64().zip(change["before"][key].as_i64()).map(|(a, b)| a - b);
        Ok(of("total").zip(of("errors")).filter(|_| there))
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = shell::command(self.program);
        command.args(["--author", "bench"]).args(arguments);
        command
    }

    fn json(&self, words: &[&str], more: &[&str]) -> Result<Value, String> {
        let text = said(self.command(words).arg(&self.file).args(more).arg("--json"))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", words.join(" ")))
    }
}

/// What a command says; a board that breaks rules is an answer too.
fn said(command: &mut std::process::Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{} does not run: {error}", shell::named(command)))?;
    match output.status.code() {
        Some(0 | 1) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => Err(format!("{} failed: {}", shell::named(command), String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// The other strips on a strip's day, by the notation of a board.
fn beside(board: &str, label: &str) -> Vec<String> {
    let mut day: Vec<String> = Vec::new();
    for line in board.lines() {
        let first = line.split_whitespace().next().unwrap_or_default();
        if !line.starts_with(' ') {
            if day.iter().any(|one| one == label) {
                break;
            }
            day.clear();
        } else if first.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
            day.push(first.to_owned());
        }
    }
    day.retain(|one| one != label);
    day
}

/// Her days, each a scene that needs its actors: the order that pays them least, a day being paid from first to last.
fn reordered(program: &Path, scratch: &Path, sample: &Path) -> shell::Done {
    let text = shell::read(sample)?;
    let file: Value = serde_json::from_str(&text).map_err(|error| format!("the sample does not parse: {error}"))?;
    let schedule = &file["universalScheduleStandard"];
    let list = |key: &str| schedule[key].as_array().into_iter().flatten();
    let cast_category = list("categories").find(|one| one["ucid"] == 100).map(|one| &one["id"]);
    let cast: Vec<&Value> =
        list("elements").filter(|one| Some(&one["category"]) == cast_category).map(|one| &one["id"]).collect();
    let sheets: BTreeMap<&str, &Value> =
        list("breakdowns").filter_map(|one| Some((one["id"].as_str()?, one))).collect();
    let board = list("stripboards").find(|one| one["name"] == HERS).ok_or("the sample has no first pass")?;
    let days = board["boards"].as_array().into_iter().flatten().find(|one| one["name"] == "stripboard");
    let days: Vec<Vec<&Value>> = days
        .and_then(|part| part["breakdownIds"].as_array())
        .into_iter()
        .flatten()
        .map(|day| {
            let sheets = day.as_array().into_iter().flatten().filter_map(|id| sheets.get(id.as_str()?));
            sheets.filter_map(|sheet| sheet["elements"].as_array()).flatten().collect()
        })
        .collect();
    let works = |actor: &Value| days.iter().map(|day| day.contains(&actor)).collect::<Vec<bool>>();
    let all: Vec<Vec<bool>> = cast.iter().map(|actor| works(actor)).collect();
    // Whoever comes on one day is paid one day in any order.
    let rows: Vec<&Vec<bool>> = all.iter().filter(|row| row.iter().filter(|works| **works).count() > 1).collect();
    let span = |row: &[bool]| {
        let first = row.iter().position(|works| *works).unwrap_or(0);
        row.iter().rposition(|works| *works).map_or(0, |last| last + 1 - first)
    };
    let hers: usize = rows.iter().map(|row| span(row)).sum();
    let bits = |row: &[bool]| row.iter().map(|works| if *works { "1" } else { "0" }).collect::<Vec<_>>().join(" ");
    let lines: String = rows.iter().map(|row| bits(row) + " 1\n").collect();
    let file = scratch.join("her-days.dat");
    let ones = vec!["1"; days.len()].join(" ");
    shell::write(&file, &format!("her-days\n{}\n{}\n{lines}{ones}\n", days.len(), rows.len()))?;
    let said = shell::output(shell::command(program).arg("talent").arg(&file).arg("--json"))?;
    let said: Value = serde_json::from_str(&said).map_err(|error| format!("the answer does not parse: {error}"))?;
    let row = said.as_array().and_then(|rows| rows.first()).unwrap_or(&said);
    let proven = if row["proven"] == true { "proven" } else { "open" };
    println!("== her days whole, only reordered, equal wages ==\n");
    println!(
        "{} days x {} actors of more than one day: {hers} paid days as she has them, {} at best ({proven}, {:.2} s)",
        days.len(),
        rows.len(),
        row["cost"],
        row["seconds"].as_f64().unwrap_or(0.0)
    );
    Ok(())
}

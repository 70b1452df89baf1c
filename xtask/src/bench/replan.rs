//! `bench replan`: the demo production planned again after each of ten bad mornings: how long the first board takes and
//! whether it is legal, what 10 seconds find beside 60, and how many of the days that remain change.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use toml::Table;

use super::{measure, released};
use crate::shell;

const MORNINGS: &str = "fixtures/cyberhunt/mornings.toml";
const SCRIPT: &str = "fixtures/cyberhunt/cyberhunt.fountain";
const WITH: &str = "fixtures/cyberhunt/production.toml";
/// The search of the board that goes wrong, counted, so that it is the demo's.
const ITERATIONS: &str = "20000";
const LIMIT: Duration = Duration::from_secs(600);

pub(crate) fn run() -> shell::Done {
    let (backlot, scratch) = released("replan")?;
    let text = shell::read(&shell::root().join(MORNINGS))?;
    let mornings: Table = text.parse().map_err(|error| format!("{MORNINGS}: {error}"))?;
    let mornings =
        mornings.get("morning").and_then(toml::Value::as_array).ok_or(format!("{MORNINGS} has no morning"))?;
    let planned = plan(&backlot, &scratch)?;
    let board = shell::output(shell::command(&backlot).args(["board", "show", "--text"]).arg(&planned))?;

    println!(
        "first: seconds of the whole command until a board stands, without a search; cost in the currency of the show,"
    );
    println!("new calls weighed; change: days of those that remain, after 10 s\n");
    println!(
        "{:<58}{:>5}{:>7}{:>7}{:>7}{:>13}{:>13}{:>7}{:>7}{:>8}",
        "morning", "day", "first", "legal", "added", "10 s", "60 s", "apart", "legal", "change"
    );
    for morning in mornings.iter().filter_map(toml::Value::as_table) {
        let name = morning.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        let flags = flags(morning, &board)?;
        let solve = |effort: [&str; 2]| -> Result<(f64, Value), String> {
            let file = scratch.join("morning.backlot");
            std::fs::copy(&planned, &file).map_err(|error| format!("cannot copy {}: {error}", planned.display()))?;
            let mut command = shell::command(&backlot);
            let run =
                measure::run(command.arg("solve").arg(&file).args(&flags).args(effort).arg("--json"), &scratch, LIMIT)?;
            match serde_json::from_str(&run.stdout) {
                Ok(said) if run.planned() => Ok((run.seconds, said)),
                _ => Err(format!("{name}: {}", run.stderr.lines().next().unwrap_or("no answer"))),
            }
        };
        let (seconds, first) = solve(["--iterations", "0"])?;
        let (_, short) = solve(["--seconds", "10"])?;
        let (_, long) = solve(["--seconds", "60"])?;
        let (ten, sixty) = (weighed(&short), weighed(&long));
        println!(
            "{name:<58}{:>5}{seconds:>7.2}{:>7}{:>7}{:>13}{:>13}{:>6.2}%{:>7}{:>7.0}%",
            number(&flags[1]),
            legal(&first),
            whole(&first, &["replan", "days_added"]),
            ten / 100,
            sixty / 100,
            100.0 * (ten - sixty) as f64 / sixty.max(1) as f64,
            legal(&short),
            100.0 * changed(&short),
        );
    }
    Ok(())
}

/// The production planned once and published.
fn plan(backlot: &Path, scratch: &Path) -> Result<PathBuf, String> {
    let out = scratch.join("planned");
    let mut command = shell::command(backlot);
    command.args(["plan", SCRIPT, "--with", WITH, "--iterations", ITERATIONS, "--out"]).arg(&out);
    shell::output(&mut command)?;
    let file = out.join("cyberhunt.backlot");
    shell::output(shell::command(backlot).args(["board", "publish"]).arg(&file))?;
    Ok(file)
}

/// The flags of a morning.
fn flags(morning: &Table, board: &str) -> Result<Vec<String>, String> {
    let day = morning.get("from_day").and_then(toml::Value::as_integer).ok_or("a morning without from_day")?;
    let mut flags = vec!["--from-day".to_owned(), day.to_string()];
    for key in ["lose", "ill"] {
        for value in morning.get(key).and_then(toml::Value::as_array).into_iter().flatten() {
            flags.extend([format!("--{key}"), value.as_str().unwrap_or_default().to_owned()]);
        }
    }
    if let Some(days) = morning.get("rain").and_then(toml::Value::as_integer) {
        flags.push(format!("--rain={days}"));
    }
    if let Some(count) = morning.get("unfinished").and_then(toml::Value::as_integer) {
        let strips = strips(board, day - 1);
        let skipped = strips.len().saturating_sub(usize::try_from(count).unwrap_or(0));
        flags.extend(["--unfinished".to_owned(), strips[skipped..].join(",")]);
    }
    Ok(flags)
}

/// The strips of a day in the notation of boards.
fn strips(board: &str, day: i64) -> Vec<String> {
    let title = format!("day {day} ");
    let lines = board.lines().skip_while(|line| !line.starts_with(&title)).skip(1);
    let lines = lines.take_while(|line| line.starts_with(' ')).filter(|line| !line.trim_start().starts_with("--"));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn at<'a>(said: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(said, |value, key| &value[*key])
}

fn whole(said: &Value, path: &[&str]) -> i64 {
    at(said, path).as_i64().unwrap_or(0)
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

/// Cost with the new calls, in hundredths.
fn weighed(said: &Value) -> i64 {
    whole(said, &["figures", "total"]) + whole(said, &["replan", "new_calls"]) * whole(said, &["replan", "change"])
}

fn legal(said: &Value) -> &'static str {
    if whole(said, &["figures", "errors"]) == 0 { "yes" } else { "NO" }
}

/// The part of the days that remain which changed.
fn changed(said: &Value) -> f64 {
    let changed = at(said, &["replan", "remaining", "changed"]).as_array().map_or(0, Vec::len);
    changed as f64 / whole(said, &["replan", "remaining", "days"]).max(1) as f64
}

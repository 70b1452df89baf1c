//! `bench replan [--seconds S] [--long S] [--program FILE]`: the demo production planned again after each of ten bad mornings:
//! how long the first legal board takes, what a short search finds beside a long one, and how many of the days that remain change.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use toml::Table;

use super::measure;
use crate::shell;

const USAGE: &str = "bench replan [--seconds S] [--long S] [--program FILE]";
const MORNINGS: &str = "fixtures/cyberhunt/mornings.toml";
const SCRIPT: &str = "fixtures/cyberhunt/cyberhunt.fountain";
const WITH: &str = "fixtures/cyberhunt/production.toml";
/// The search of the board that goes wrong, counted, so that it is the demo's.
const ITERATIONS: &str = "20000";
/// Moves after which a legal board is looked for, the fewest first: none is the first board alone.
const LOOKS: [&str; 6] = ["0", "500", "1000", "2000", "4000", "8000"];
const LIMIT: Duration = Duration::from_secs(900);

/// How long a legal board may take, how far the short search may be from the long one, and which part of the days may change.
const GOALS: (f64, f64, f64) = (1.0, 1.0, 1.0 / 3.0);

/// How long to search, and with what.
struct Effort {
    short: String,
    long: String,
    /// A program that is built already, instead of the one that is released.
    program: Option<PathBuf>,
}

pub(crate) fn run(arguments: &[&str]) -> shell::Done {
    let mut effort = Effort { short: "10".into(), long: "60".into(), program: None };
    super::flags(arguments, USAGE, |name, value| {
        match name {
            "--seconds" => effort.short = value.into(),
            "--long" => effort.long = value.into(),
            "--program" => effort.program = Some(shell::root().join(value)),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let (backlot, scratch) = super::program(effort.program.take(), "replan")?;
    let text = shell::read(&shell::root().join(MORNINGS))?;
    let mornings: Table = text.parse().map_err(|error| format!("{MORNINGS}: {error}"))?;
    let mornings =
        mornings.get("morning").and_then(toml::Value::as_array).ok_or(format!("{MORNINGS} has no morning"))?;
    let bench = Bench { planned: plan(&backlot, &scratch)?, backlot, scratch };
    let mut board = shell::command(&bench.backlot);
    let board = shell::output(board.args(["board", "show", "--text"]).arg(&bench.planned))?;

    println!(
        "first: moves of each worker until a legal board stands, none being a first board alone, and seconds of that whole
command; cost in the currency of the show with wishes and what changed weighed; apart: the short search from the
long one; calls and change: new calls, and days that changed of those that remain, after the short search\n"
    );
    let (short, long) = (format!("{} s", effort.short), format!("{} s", effort.long));
    println!(
        "{:<54}{:>4}{:>7}{:>7}{:>6}{short:>13}{long:>13}{:>8}{:>6}{:>6}{:>9}{:>7}",
        "morning", "day", "first", "s", "added", "apart", "legal", "calls", "change", ""
    );
    let mut met = [0; 3];
    let mornings: Vec<&Table> = mornings.iter().filter_map(toml::Value::as_table).collect();
    for morning in &mornings {
        let row = bench.row(morning, &board, &effort)?;
        met.iter_mut().zip(row).for_each(|(met, goal)| *met += usize::from(goal));
    }
    println!(
        "\ngoals met, of {}: {} legal within {} s; {} within {} % of the long search; {} with at most a third of the days changed",
        mornings.len(),
        met[0],
        GOALS.0,
        met[1],
        GOALS.1,
        met[2]
    );
    Ok(())
}

/// The program, the production that is planned and published, and a folder for its copies.
struct Bench {
    backlot: PathBuf,
    planned: PathBuf,
    scratch: PathBuf,
}

impl Bench {
    /// Prints a morning; answers which goals it meets.
    fn row(&self, morning: &Table, board: &str, effort: &Effort) -> Result<[bool; 3], String> {
        let name = morning.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        let flags = flags(morning, board)?;
        let solve = |kind: &str, much: &str| self.solve(&flags, kind, much).map_err(|error| format!("{name}: {error}"));
        let mut first = None;
        for moves in LOOKS {
            let (seconds, said) = solve("--iterations", moves)?;
            if legal(&said) {
                first = Some((moves, seconds));
                break;
            }
        }
        let (_, short) = solve("--seconds", &effort.short)?;
        let (_, long) = solve("--seconds", &effort.long)?;
        let (costs, other) = (weighed(&short), weighed(&long));
        let apart = 100.0 * (costs - other) as f64 / other.max(1) as f64;
        let (changed, days) = changed(&short);
        let share = changed as f64 / days.max(1) as f64;
        let (moves, seconds) = first.map_or(("none", f64::INFINITY), |first| first);
        println!(
            "{name:<54}{:>4}{moves:>7}{:>7}{:>6}{:>13}{:>13}{apart:>7.2}%{:>6}{:>6}{:>9}{:>6.0}%",
            flags[1],
            first.map_or("-".to_owned(), |(_, seconds)| format!("{seconds:.2}")),
            whole(&short, &["replan", "days_added"]),
            costs / 100,
            other / 100,
            if legal(&short) { "yes" } else { "NO" },
            whole(&short, &["replan", "new_calls"]),
            format!("{changed}/{days}"),
            100.0 * share,
        );
        Ok([seconds <= GOALS.0, legal(&short) && apart <= GOALS.1, share <= GOALS.2])
    }

    /// A copy of the production planned again: seconds of the whole command, and what it says.
    fn solve(&self, flags: &[String], kind: &str, much: &str) -> Result<(f64, Value), String> {
        let file = self.scratch.join("morning.backlot");
        std::fs::copy(&self.planned, &file)
            .map_err(|error| format!("cannot copy {}: {error}", self.planned.display()))?;
        let mut command = shell::command(&self.backlot);
        command.arg("solve").arg(&file).args(flags).args([kind, much, "--json"]);
        let run = measure::run(&mut command, &self.scratch, LIMIT)?;
        match serde_json::from_str(&run.stdout) {
            Ok(said) if run.planned() => Ok((run.seconds, said)),
            _ => Err(run.stderr.lines().next().unwrap_or("no answer").to_owned()),
        }
    }
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

/// What the search compares: cost, open wishes, and what changed as it is weighed; in hundredths.
fn weighed(said: &Value) -> i64 {
    whole(said, &["figures", "total"]) + whole(said, &["figures", "wished"]) + whole(said, &["replan", "weight"])
}

fn legal(said: &Value) -> bool {
    whole(said, &["figures", "errors"]) == 0
}

/// How many of the days that remain changed, and how many remain.
fn changed(said: &Value) -> (usize, i64) {
    let changed = at(said, &["replan", "remaining", "changed"]).as_array().map_or(0, Vec::len);
    (changed, whole(said, &["replan", "remaining", "days"]))
}

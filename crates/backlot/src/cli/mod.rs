//! The command line: what can be asked, one file per command. A command returns what it says; only `main` prints it.

mod board;
mod breakdown;
mod budget;
mod check;
mod drafts;
mod find;
mod import;
mod log;
mod pin;
mod plan;
mod price;
mod print;
mod reading;
mod relation;
mod rules;
mod script;
mod set;
mod shoot;
mod solve;
mod talent;
mod unavailable;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;
use model::notice::Severity;
use model::production::Production;
use serde::Serialize;

pub(crate) use reading::Reading;
pub(crate) use shoot::Point;

use crate::app::Opened;
use crate::compare::Stop;
use crate::error::{FINDINGS, FINE, Failure};

/// Plans a film shoot: the cheapest legal order, what it costs and why, and the papers.
#[derive(Debug, Parser)]
#[command(version, after_help = "Exit codes: 0 fine, 1 the plan breaks a hard rule, 2 wrong input.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Who makes the change, for the log [default: the name of the user]
    #[arg(long, global = true, value_name = "NAME")]
    author: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Plan(plan::Args),
    Script(script::Args),
    Import(import::Args),
    Drafts(drafts::Args),
    Breakdown(breakdown::Args),
    Set(set::Args),
    Unavailable(unavailable::Args),
    Pin(pin::Args),
    Relation(relation::Args),
    Solve(solve::Args),
    #[command(subcommand)]
    Board(board::Command),
    Check(check::Args),
    Price(price::Args),
    Budget(budget::Args),
    Print(print::Args),
    #[command(subcommand)]
    Rules(rules::Command),
    Log(log::Args),
    Undo(log::UndoArgs),
    Redo(log::RedoArgs),
    Talent(talent::Args),
    Shoot(shoot::Args),
}

/// The file of a production.
#[derive(Debug, clap::Args)]
struct File {
    /// The production
    #[arg(value_name = "NAME.backlot")]
    file: PathBuf,
}

/// How to print data.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Format {
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// What a command says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// For standard output, every line ended.
    pub(crate) text: String,
    /// The exit code.
    pub(crate) code: u8,
}

impl Said {
    /// Lines of text; all is well.
    fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        Self { text: lines.into_iter().map(|line| line + "\n").collect(), code: FINE }
    }

    /// JSON or lines, as the command line wants it.
    fn data(format: Format, value: &impl Serialize, lines: impl IntoIterator<Item = String>) -> Result<Self, Failure> {
        if !format.json {
            return Ok(Self::lines(lines));
        }
        let json = serde_json::to_string_pretty(value);
        let failed =
            |error: serde_json::Error| Failure::value(format!("cannot print as JSON: {error}"), "leave out --json");
        Ok(Self { text: json.map_err(failed)? + "\n", code: FINE })
    }

    /// The same with the exit code that says whether a hard rule is broken.
    fn judged(self, errors: usize) -> Self {
        Self { code: if errors > 0 { FINDINGS } else { FINE }, ..self }
    }
}

/// Runs a command.
pub(crate) fn run(cli: Cli) -> Result<Said, Failure> {
    let user = || std::env::var("USER").ok().filter(|name| !name.is_empty());
    let author = cli.author.or_else(user).unwrap_or_else(|| "unknown".to_owned());
    let open = |file: &File| Opened::open(&file.file, &author);
    let look = |file: &File| Opened::open_to_read(&file.file, &author);
    match &cli.command {
        Command::Plan(args) => plan::run(args, &author),
        Command::Import(args) => import::run(args, &author),
        Command::Script(args) => script::run(args, &author),
        Command::Drafts(args) => drafts::run(args, &look(&args.file)?),
        Command::Breakdown(args) => match &args.decide {
            None => breakdown::run(args, &look(&args.file()?)?),
            Some(breakdown::Decide::Sets { file, format }) => breakdown::sets(*format, &look(file)?),
            Some(decide) => breakdown::decide(decide, open(decide.file())?),
        },
        Command::Set(args) => set::run(args, open(&args.file)?),
        Command::Unavailable(args) => unavailable::run(args, open(&args.file)?),
        Command::Pin(args) => pin::run(args, open(&args.file)?),
        Command::Relation(args) if args.reads() => relation::run(args, look(&args.file)?),
        Command::Relation(args) => relation::run(args, open(&args.file)?),
        Command::Solve(args) => solve::run(args, open(&args.file)?),
        Command::Board(command) if command.reads() => board::run(command, look(command.file())?),
        Command::Board(command) => board::run(command, open(command.file())?),
        Command::Check(args) => check::run(args, &look(&args.file)?),
        Command::Price(args) => price::run(args, &look(&args.file)?),
        Command::Budget(args) => match &args.change {
            None => budget::run(args, &look(&args.file()?)?),
            Some(budget::Change::Past { files, format }) => budget::past(files, *format),
            Some(change) if change.reads() => budget::look(change, &look(change.file()?)?),
            Some(change) => budget::change(change, open(change.file()?)?),
        },
        Command::Print(args) => print::run(args, &look(&args.file)?),
        Command::Rules(command) => rules::run(command, &open, &look),
        Command::Log(args) => log::run(args, &look(&args.file)?),
        Command::Undo(args) => log::undo(args, open(&args.file)?),
        Command::Redo(args) => log::redo(open(&args.file)?),
        Command::Talent(args) => talent::run(args),
        Command::Shoot(args) => shoot::run(args),
    }
}

/// A date of the command line.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("'{text}' is not a date; write it as 2027-03-01"))
}

/// The number of a shooting day, of the command line.
fn day(text: &str) -> Result<u32, String> {
    let day = text.parse::<u32>().ok().filter(|day| *day > 0);
    day.ok_or_else(|| format!("'{text}' is no number of a shooting day; write it as 8"))
}

/// A shooting day as people name it: `3`, or `Second:3` of another unit than the main one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DayName {
    number: u32,
    /// Nothing for the main unit.
    unit: Option<String>,
}

impl DayName {
    /// The name of a day of a plan; nothing for one that has no number.
    fn of(production: &Production, stop: Stop) -> Option<Self> {
        let other = production.units.iter().skip(1).find(|unit| unit.id == stop.unit);
        Some(Self { number: stop.number?, unit: other.map(|unit| unit.name.clone()) })
    }
}

impl std::fmt::Display for DayName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{unit}:{}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

/// A shooting day of some unit, of the command line.
fn named_day(text: &str) -> Result<DayName, String> {
    let (unit, number) =
        text.rsplit_once(':').map_or((None, text), |(unit, number)| (Some(unit.trim()), number.trim()));
    Ok(DayName { number: day(number)?, unit: unit.map(str::to_owned) })
}

/// A number of shooting days of the command line.
fn days(text: &str) -> Result<u32, String> {
    let days = text.parse::<u32>().map_err(|_| format!("'{text}' is not a whole number of days"))?;
    crate::setup::words::shooting_days(days)
}

/// A name of a new thing, of the command line.
fn new_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("a name needs at least one letter or digit".to_owned()) } else { Ok(name.to_owned()) }
}

/// A severity's word, coloured on a terminal.
fn ink(severity: Severity) -> String {
    let colour = match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Note => "36",
    };
    crate::say::coloured(severity.word(), colour, &std::io::stdout())
}

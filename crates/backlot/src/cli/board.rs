//! `backlot board`: the boards of a production - listed, shown, edited by hand, compared, published.

mod beside;
mod change;
mod why;
mod wish;

use std::path::PathBuf;

use jiff::civil::Time;
use model::board::{Board, Shift};
use model::edit::{DayChange, Edit, ProductionChange};
use model::ids::BoardId;
use model::issue::{Issue, Schedule, colour};
use model::production::Production;
use serde_json::json;

use super::{DayName, File, Format, Said, find};
use crate::app::Opened;
use crate::compare::compare;
use crate::error::Failure;
use crate::figures::Figures;
use crate::{press, say};

/// List, show, edit, compare and publish boards
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// List the boards with days, cost and findings
    List {
        #[command(flatten)]
        file: File,
        #[command(flatten)]
        format: Format,
    },
    /// Show a board as a stripboard
    Show {
        #[command(flatten)]
        file: File,
        #[command(flatten)]
        which: Which,
        /// A published issue, as it was published
        #[arg(long, value_name = "N", conflicts_with = "board")]
        issue: Option<u32>,
        /// In the notation that 'board read' takes back
        #[arg(long, conflicts_with = "json")]
        text: bool,
        #[command(flatten)]
        format: Format,
    },
    /// Take in a board that was edited as text, as a new board or in the place of the one of its name
    Read {
        #[command(flatten)]
        file: File,
        /// The text, as 'board show --text' prints it
        text: PathBuf,
    },
    /// Move a strip and show what that does to hours, cost and findings
    Move {
        #[command(flatten)]
        file: File,
        /// The strip, such as 12 or 14pt1
        strip: String,
        /// Shooting day to which it goes, such as 3, or Second:3 of another unit
        #[arg(long, required_unless_present = "boneyard", value_parser = super::named_day)]
        day: Option<DayName>,
        /// The strip of that day after which it comes [default: last]
        #[arg(long, requires = "day", conflicts_with = "first")]
        after: Option<String>,
        /// As the first strip of the day
        #[arg(long, requires = "day")]
        first: bool,
        /// Off the days, into the boneyard
        #[arg(long, conflicts_with = "day")]
        boneyard: bool,
        /// And the day is worked in this shift from now on: day, split or night
        #[arg(long, requires = "day", value_parser = shift)]
        shift: Option<Shift>,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
    /// Change the shift or the call of a day and show what that does to hours, cost and findings
    Day {
        #[command(flatten)]
        file: File,
        /// Shooting day, such as 3, or Second:3 of another unit
        #[arg(value_parser = super::named_day)]
        day: DayName,
        /// Day, split or night
        #[arg(long, value_parser = shift, required_unless_present = "call")]
        shift: Option<Shift>,
        /// The crew's call on the wall, such as 06:30; 'auto' lets the program find it again
        #[arg(long, value_parser = call)]
        call: Option<Call>,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
    /// Say why a strip stands on its day: what each other day would cost, by group, and what it would break
    Why {
        #[command(flatten)]
        file: File,
        /// The strip, such as 12 or 14pt1
        strip: String,
        /// One other shooting day in full: hours, accounts with their causes, findings; and where it breaks a rule, what
        /// forbids it and the cheapest thing to give up
        #[arg(long, value_parser = super::named_day)]
        day: Option<DayName>,
        /// Moves that each search for a board with it there tries
        #[arg(long, requires = "day", default_value_t = wish::ITERATIONS, value_parser = clap::value_parser!(u64).range(..=1_000_000))]
        iterations: u64,
        /// Keep the board with the strip on that day under this name: where a rule stands against it, the one of the first way
        /// told; the active board stays the active one
        #[arg(long, value_name = "NAME", requires = "day", value_parser = super::new_name)]
        keep: Option<String>,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
    /// Copy a board under a new name, to try something on it; the active board stays the active one
    Copy {
        #[command(flatten)]
        file: File,
        /// The name of the copy
        #[arg(value_parser = super::new_name)]
        name: String,
        #[command(flatten)]
        which: Which,
    },
    /// Compare two boards, or published issues, in days and money
    Diff {
        #[command(flatten)]
        file: File,
        /// The board before, or an issue by number or colour: 'issue 1', 'issue White'
        before: String,
        /// The board after, or an issue
        after: String,
        #[command(flatten)]
        format: Format,
    },
    /// Set boards and published issues side by side in days, money and people, by account and by day
    Compare {
        #[command(flatten)]
        file: File,
        /// The boards, two or more; issues by number or colour: 'issue 1', 'issue White'
        #[arg(required = true, num_args = 2.., value_name = "BOARD")]
        boards: Vec<String>,
        /// Sub-accounts too
        #[arg(long)]
        accounts: bool,
        #[command(flatten)]
        format: Format,
    },
    /// Publish a board as an issue with its own colour, which never changes again
    Publish {
        #[command(flatten)]
        file: File,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
    /// Make a board the one that papers are made of
    Activate {
        #[command(flatten)]
        file: File,
        /// Its name
        board: String,
    },
    /// List the strips that are pinned to their day
    Pins {
        #[command(flatten)]
        file: File,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
}

/// A shift of the command line.
fn shift(text: &str) -> Result<Shift, String> {
    let found = Shift::ALL.into_iter().find(|shift| shift.word().eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("'{text}' is no shift; it is day, split or night"))
}

/// A call that a person enters, or none, so that the program finds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call(Option<Time>);

fn call(text: &str) -> Result<Call, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(Call(None));
    }
    let time = text.parse().map_err(|_| format!("'{text}' is no time of day; write it as 06:30, or auto"))?;
    Ok(Call(Some(time)))
}

/// Names a board.
#[derive(Debug, clap::Args)]
pub(super) struct Which {
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
}

impl Command {
    /// Whether it changes nothing.
    pub(super) fn reads(&self) -> bool {
        match self {
            Self::List { .. } | Self::Show { .. } => true,
            Self::Why { keep, .. } => keep.is_none(),
            Self::Diff { .. } | Self::Compare { .. } | Self::Pins { .. } => true,
            Self::Read { .. } | Self::Move { .. } | Self::Day { .. } | Self::Copy { .. } => false,
            Self::Publish { .. } | Self::Activate { .. } => false,
        }
    }

    pub(super) fn file(&self) -> &File {
        match self {
            Self::List { file, .. }
            | Self::Show { file, .. }
            | Self::Read { file, .. }
            | Self::Move { file, .. }
            | Self::Day { file, .. }
            | Self::Why { file, .. }
            | Self::Copy { file, .. }
            | Self::Diff { file, .. }
            | Self::Compare { file, .. }
            | Self::Publish { file, .. }
            | Self::Activate { file, .. }
            | Self::Pins { file, .. } => file,
        }
    }
}

pub(super) fn run(command: &Command, mut opened: Opened) -> Result<Said, Failure> {
    let found = |opened: &Opened, which: &Which| find::board(&opened.production, which.board.as_deref()).cloned();
    match command {
        Command::List { format, .. } => list(*format, &opened),
        Command::Show { which, issue, text, format, .. } => {
            let schedule = find::schedule(&opened, which.board.as_deref(), *issue)?;
            show(*format, *text, &opened, &schedule)
        }
        Command::Read { text, .. } => read(text, opened),
        Command::Move { file, strip, day, after, first, shift, which, format, .. } => {
            let board = found(&opened, which)?;
            let spot = change::spot(&opened.production, &board, day.as_ref(), after.as_deref(), *first)?;
            change::move_strip(*format, &mut opened, &file.file.display().to_string(), &board, strip, (spot, *shift))
        }
        Command::Day { day, shift, call, which, format, .. } => {
            let board = found(&opened, which)?;
            let shift = shift.map(DayChange::Shift);
            let changes = shift.into_iter().chain(call.map(|call| DayChange::Call(call.0)));
            change::day(*format, &mut opened, &board, day, changes)
        }
        Command::Why { file, strip, day, iterations, keep, which, format } => {
            let board = found(&opened, which)?;
            let file = file.file.display().to_string();
            let Some(day) = day else { return why::run(*format, &opened, &file, &board, strip) };
            let asked = why::Asked { strip, day, iterations: *iterations, keep: keep.as_deref() };
            why::one_day(*format, &mut opened, &file, &board, &asked)
        }
        Command::Copy { file, name, which } => {
            let board = found(&opened, which)?;
            change::copy(&mut opened, &file.file.display().to_string(), &board, name)
        }
        Command::Diff { before, after, format, .. } => diff(*format, &opened, before, after),
        Command::Compare { boards, accounts, format, .. } => beside::run(*format, &opened, boards, *accounts),
        Command::Publish { which, format, .. } => {
            let board = found(&opened, which)?;
            publish(*format, opened, &board)
        }
        Command::Activate { board, .. } => {
            let id = find::board(&opened.production, Some(board))?.id;
            Ok(Said::lines([opened.change(Edit::Production(ProductionChange::Active(Some(id))))?]))
        }
        Command::Pins { which, format, .. } => pins(*format, &opened.production, &found(&opened, which)?),
    }
}

fn list(format: Format, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let active = production.active_board().map(|board| board.id);
    let boards = production.boards.iter().map(|board| (board.id, Figures::of(production, &opened.schedule(board))));
    let boards: Vec<(BoardId, Figures)> = boards.collect();
    let mark = |id: BoardId| if Some(id) == active { "*" } else { " " };
    let told = |(id, figures): &(BoardId, Figures)| {
        let days = say::count(figures.days, "day");
        let money = say::money(production, figures.total);
        format!("{} {:<20} {days:>8}  {money:>16}  {}", mark(*id), figures.board, figures.findings())
    };
    let mut lines: Vec<String> = boards.iter().map(told).collect();
    lines.extend(production.issues.iter().map(|issue| {
        let withdrawn = if issue.withdrawn { ", withdrawn" } else { "" };
        let figures = Figures::of(production, &issue.schedule);
        let (days, money) = (say::count(figures.days, "day"), say::money(production, figures.total));
        format!("  issue {} ({}): board {}, {days}, {money}{withdrawn}", issue.number, issue.colour, figures.board)
    }));
    let figures: Vec<&Figures> = boards.iter().map(|(_, figures)| figures).collect();
    Said::data(format, &figures, lines)
}

fn show(format: Format, text: bool, opened: &Opened, schedule: &Schedule) -> Result<Said, Failure> {
    let text = match text {
        true => press::notation(&opened.production, schedule),
        false => press::terminal(&opened.production, schedule),
    };
    Said::data(format, schedule, text.lines().map(str::to_owned))
}

fn read(path: &std::path::Path, mut opened: Opened) -> Result<Said, Failure> {
    let text = crate::files::read_text(path)?;
    let name = path.display().to_string();
    let board = press::read_notation(&opened.production, &name, &text)?;
    Ok(Said::lines([opened.adopt(board)?]))
}

fn diff(format: Format, opened: &Opened, before: &str, after: &str) -> Result<Said, Failure> {
    let production = &opened.production;
    let (before, _) = find::standing(opened, before)?;
    let (after, _) = find::standing(opened, after)?;
    let changes = compare(production, &before, &after);
    let moved = changes.strips.iter();
    let moved = moved.map(|moved| moved.told(&opened.production));
    let mut lines: Vec<String> = moved.collect();
    lines.push(format!("{} on another day", say::count(changes.strips.len(), "strip")));
    lines.push(format!("cost: {}", changes.money(production)));
    lines.extend(changes.accounts(false));
    let (was, is) = (Figures::of(production, &before), Figures::of(production, &after));
    lines.push(format!("findings: {} -> {}", was.findings(), is.findings()));
    Said::data(format, &changes, lines)
}

fn publish(format: Format, mut opened: Opened, board: &Board) -> Result<Said, Failure> {
    let number = opened.production.issues.last().map_or(1, |issue| issue.number + 1);
    let issue = Issue { number, colour: colour(number), schedule: opened.schedule(board), withdrawn: false };
    let figures = Figures::of(&opened.production, &issue.schedule);
    if figures.days == 0 {
        return Err(Failure::value(
            format!("nothing is planned on board {}", board.name),
            "plan it first with 'backlot solve'",
        ));
    }
    let days = say::count(figures.days, "day");
    let mut lines = vec![format!("issue {number} ({}): board {}, {days}", issue.colour, board.name)];
    lines.push(match figures.errors + figures.warnings + figures.notes {
        0 => "no findings go out with it".to_owned(),
        _ => format!("what goes out with it: {} ('backlot check' tells them)", figures.findings()),
    });
    if figures.boneyard > 0 {
        lines.push(format!("what stays in the boneyard: {}", say::count(figures.boneyard, "strip")));
    }
    opened.change(Edit::Publish(Box::new(issue)))?;
    Said::data(format, &json!({ "number": number, "colour": colour(number), "figures": figures }), lines)
}

fn pins(format: Format, production: &Production, board: &Board) -> Result<Said, Failure> {
    let dates = board.dates(&production.calendar);
    let days = board.days.iter().zip(dates).zip(board.numbers());
    let pinned = days.flat_map(|((day, date), number)| {
        let pinned = day.strips().filter(|placed| placed.pinned).filter_map(|placed| production.strip(placed.strip));
        pinned.map(move |strip| (production.strip_label(strip), date, number))
    });
    let pinned: Vec<_> = pinned.collect();
    let day = |number: &Option<u32>| number.map_or(String::new(), |number| format!("day {number} "));
    let lines = pinned.iter().map(|(strip, date, number)| format!("{strip:<8} {}{}", day(number), say::date(*date)));
    Said::data(format, &pinned, lines)
}

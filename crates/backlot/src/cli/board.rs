//! `backlot board`: the boards of a production - listed, shown, edited by hand, compared, published.

use std::path::PathBuf;

use model::board::Board;
use model::edit::{BoardChange, Edit, ItemKey, ProductionChange, Spot};
use model::ids::BoardId;
use model::issue::{Issue, Schedule, colour};
use model::production::Production;
use serde_json::json;

use super::{File, Format, Said, find};
use crate::app::{NOTHING, Opened};
use crate::compare::{Changes, compare, standing};
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
        /// Shooting day to which it goes
        #[arg(long, required_unless_present = "boneyard")]
        day: Option<u32>,
        /// The strip of that day after which it comes [default: last]
        #[arg(long, requires = "day", conflicts_with = "first")]
        after: Option<String>,
        /// As the first strip of the day
        #[arg(long, requires = "day")]
        first: bool,
        /// Off the days, into the boneyard
        #[arg(long, conflicts_with = "day")]
        boneyard: bool,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        format: Format,
    },
    /// Compare two boards in days and money
    Diff {
        #[command(flatten)]
        file: File,
        /// The board before
        before: String,
        /// The board after
        after: String,
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
        matches!(self, Self::List { .. } | Self::Show { .. } | Self::Diff { .. } | Self::Pins { .. })
    }

    pub(super) fn file(&self) -> &File {
        match self {
            Self::List { file, .. }
            | Self::Show { file, .. }
            | Self::Read { file, .. }
            | Self::Move { file, .. }
            | Self::Diff { file, .. }
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
        Command::Move { file, strip, day, after, first, which, format, .. } => {
            let board = found(&opened, which)?;
            let spot = spot(&opened.production, &board, *day, after.as_deref(), *first)?;
            move_strip(*format, &mut opened, &file.file.display().to_string(), &board, strip, spot)
        }
        Command::Diff { before, after, format, .. } => diff(*format, &opened, before, after),
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

fn spot(
    production: &Production,
    board: &Board,
    day: Option<u32>,
    after: Option<&str>,
    first: bool,
) -> Result<Spot, Failure> {
    let Some(number) = day else { return Ok(Spot::Boneyard(board.boneyard.last().copied())) };
    let day = find::day(production, board, number)?;
    let Some(stands) = board.day(day) else { return Ok(Spot::Day(day, None)) };
    let after = match after {
        Some(label) => {
            let strip = find::strip(production, label)?.id;
            if !stands.strips().any(|placed| placed.strip == strip) {
                let hint = format!("see 'backlot board show'; without --after it comes last on day {number}");
                return Err(Failure::value(format!("strip {label} does not stand on day {number}"), hint));
            }
            Some(strip)
        }
        None if first => None,
        None => stands.strips().last().map(|placed| placed.strip),
    };
    Ok(Spot::Day(day, after.map(ItemKey::Strip)))
}

fn move_strip(
    format: Format,
    opened: &mut Opened,
    file: &str,
    board: &Board,
    strip: &str,
    spot: Spot,
) -> Result<Said, Failure> {
    let id = find::strip(&opened.production, strip)?.id;
    // After itself is where it stands; the edit wants another neighbour.
    let spot = match spot {
        Spot::Day(day, Some(ItemKey::Strip(last))) if last == id => {
            let before =
                board.day(day).into_iter().flat_map(|day| day.strips()).take_while(|placed| placed.strip != id);
            Spot::Day(day, before.last().map(|placed| ItemKey::Strip(placed.strip)))
        }
        Spot::Boneyard(Some(last)) if last == id => Spot::Boneyard(board.boneyard.iter().rev().nth(1).copied()),
        spot => spot,
    };
    let before = opened.schedule(board);
    if let Some(day) = board.days.iter().position(|day| day.strips().any(|placed| placed.strip == id && placed.pinned))
    {
        let day = before.plan.days.get(day);
        let number = day.and_then(|day| day.number).map_or(String::new(), |number| format!("day {number} "));
        let date = day.map_or(String::new(), |day| say::date(day.date));
        let of = if opened.production.active == Some(board.id) {
            String::new()
        } else {
            format!(" --board '{}'", board.name)
        };
        let hint = format!("let it go first: backlot pin {file} {strip} --off{of}");
        return Err(Failure::value(format!("strip {strip} is pinned to {number}{date}"), hint));
    }
    let lies = board.boneyard.contains(&id);
    let says = match spot {
        // Where in the boneyard it lies means nothing.
        Spot::Boneyard(_) if lies => NOTHING.to_owned(),
        spot => opened.change(Edit::Board(board.id, BoardChange::Move(id, spot)))?,
    };
    let production = &opened.production;
    let after = opened.schedule(find::board(production, Some(&board.name))?);
    let changes = compare(production, &before, &after);
    let (was, is) = (Figures::of(production, &before), Figures::of(production, &after));
    if says == NOTHING {
        return Said::data(format, &json!({ "before": was, "after": is, "changes": changes }), [says]);
    }
    let mut lines = vec![match changes.strips.as_slice() {
        [moved, ..] => format!("strip {}: {} -> {}", moved.strip, standing(moved.from), standing(moved.to)),
        [] => format!("strip {strip}: another place on its day"),
    }];
    lines.extend(told(production, &changes));
    lines.push(format!("findings: {} -> {}", was.findings(), is.findings()));
    lines.extend(changes.findings());
    Said::data(format, &json!({ "before": was, "after": is, "changes": changes }), lines)
}

fn diff(format: Format, opened: &Opened, before: &str, after: &str) -> Result<Said, Failure> {
    let production = &opened.production;
    let before = opened.schedule(find::board(production, Some(before))?);
    let after = opened.schedule(find::board(production, Some(after))?);
    let changes = compare(production, &before, &after);
    let moved = changes.strips.iter();
    let moved = moved.map(|moved| format!("strip {}: {} -> {}", moved.strip, standing(moved.from), standing(moved.to)));
    let mut lines: Vec<String> = moved.collect();
    lines.push(format!("{} on another day", say::count(changes.strips.len(), "strip")));
    lines.push(format!("cost: {}", changes.money(production)));
    lines.extend(changes.accounts(false));
    let (was, is) = (Figures::of(production, &before), Figures::of(production, &after));
    lines.push(format!("findings: {} -> {}", was.findings(), is.findings()));
    Said::data(format, &changes, lines)
}

/// Hours and money of a change.
fn told(production: &Production, changes: &Changes) -> Vec<String> {
    let worked =
        |minutes: Option<model::measure::Minutes>| minutes.map_or("-".to_owned(), |minutes| minutes.to_string());
    let hours = changes.hours.iter();
    let mut lines: Vec<String> =
        hours.map(|hours| format!("  {}: {} -> {}", hours.day, worked(hours.from), worked(hours.to))).collect();
    lines.push(format!("cost: {}", changes.money(production)));
    lines.extend(changes.accounts(false));
    lines
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

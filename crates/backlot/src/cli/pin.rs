//! `backlot pin`: a strip stays on a day, whatever the search would like.

use model::edit::{BoardChange, Edit, ItemKey, Spot};

use super::{DayName, File, Said, find};
use crate::app::Opened;
use crate::error::Failure;

/// Pin a strip to a day, so that the search leaves it there
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// The strip, such as 12 or 14pt1
    strip: String,
    /// Shooting day to which it moves, such as 3, or Second:3 of another unit [default: where it stands]
    #[arg(long, conflicts_with = "off", value_parser = super::named_day)]
    day: Option<DayName>,
    /// Let it go again
    #[arg(long)]
    off: bool,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
}

pub(super) fn run(args: &Args, mut opened: Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let board = find::board(production, args.board.as_deref())?;
    let strip = find::strip(production, &args.strip)?.id;
    let stands = board.day_of(strip).and_then(|at| board.days.get(at));
    let mut edits = Vec::new();
    match args.day.as_ref().map(|name| find::day(production, board, name)).transpose()? {
        Some(day) if stands.map(|stands| stands.id) != Some(day) => {
            let last = board.day(day).and_then(|day| day.strips().last()).map(|last| ItemKey::Strip(last.strip));
            edits.push(BoardChange::Move(strip, Spot::Day(day, last)));
        }
        None if stands.is_none() => {
            let message = format!("strip {} lies in the boneyard and can be pinned to no day", args.strip);
            return Err(Failure::value(message, "name a day with --day"));
        }
        _ => {}
    }
    edits.push(BoardChange::Pin(strip, !args.off));
    let id = board.id;
    let edit = Edit::Batch(edits.into_iter().map(|edit| Edit::Board(id, edit)).collect());
    let says = opened.change(edit)?;
    Ok(Said::lines([says]))
}

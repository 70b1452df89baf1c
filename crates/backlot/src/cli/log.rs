//! `backlot log`, `backlot undo` and `backlot redo`: what was changed by whom, taking the last change back, and making it again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::log::Row;

use super::{File, Format, Said};
use crate::app::Opened;
use crate::error::Failure;

/// Show who changed what, the last change first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// Only changes after this number
    #[arg(long, default_value_t = 0)]
    since: u64,
    #[command(flatten)]
    format: Format,
}

/// Take back your own last change
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    #[command(flatten)]
    pub(super) file: File,
    /// Take it back even when no board with a shooting day is left then
    #[arg(long)]
    last_plan: bool,
}

/// Make your own last undone change again, while you have changed nothing else since
#[derive(Debug, clap::Args)]
pub(super) struct RedoArgs {
    #[command(flatten)]
    pub(super) file: File,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let mut rows = opened.store.since(0)?;
    let undoes: BTreeMap<u64, u64> = rows.iter().filter_map(|row| Some((row.number, row.undoes?))).collect();
    rows.retain(|row| row.number > args.since);
    let zone = TimeZone::get(&opened.production.zone).unwrap_or(TimeZone::UTC);
    let told = |row: &Row| {
        let time = Timestamp::from_millisecond(row.time_ms).unwrap_or_default().to_zoned(zone.clone());
        let undoes = row.undoes.map_or(String::new(), |number| match undoes.get(&number) {
            None => format!("undo of {number}: "),
            Some(edit) => format!("redo of {edit}: "),
        });
        format!("{:>4}  {}  {:<12}  {undoes}{}", row.number, time.strftime("%Y-%m-%d %H:%M"), row.author, row.says)
    };
    if rows.is_empty() && !args.format.json {
        let since = match (args.since, opened.imported()?) {
            (0, Some(time)) => {
                let time = Timestamp::from_millisecond(time).unwrap_or_default().to_zoned(zone);
                format!(" since the import on {}", crate::say::date(time.date()))
            }
            (0, None) => String::new(),
            (number, _) => format!(" after change {number}"),
        };
        return Ok(Said::lines([format!("log: no edits yet{since}")]));
    }
    Said::data(args.format, &rows, rows.iter().rev().map(told))
}

pub(super) fn undo(args: &UndoArgs, mut opened: Opened) -> Result<Said, Failure> {
    let (says, now) = opened.undo(args.last_plan)?;
    Ok(Said::lines([format!("taken back: {says}"), format!("now: {now}")]))
}

pub(super) fn redo(mut opened: Opened) -> Result<Said, Failure> {
    Ok(Said::lines([format!("made again: {}", opened.redo()?)]))
}

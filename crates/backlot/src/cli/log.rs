//! `backlot log` and `backlot undo`: what was changed by whom, and taking the last change back.

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

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let rows = opened.store.since(args.since)?;
    let zone = TimeZone::get(&opened.production.zone).unwrap_or(TimeZone::UTC);
    let told = |row: &Row| {
        let time = Timestamp::from_millisecond(row.time_ms).unwrap_or_default().to_zoned(zone.clone());
        let undoes = row.undoes.map_or(String::new(), |number| format!("undo of {number}: "));
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

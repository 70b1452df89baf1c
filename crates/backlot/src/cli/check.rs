//! `backlot check`: what the rules say about a board, judged from scratch.

use model::issue::Schedule;
use model::production::Production;

use super::{File, Format, Said, find, ink};
use crate::app::Opened;
use crate::error::Failure;
use crate::figures::Figures;
use crate::say;

/// Show what the rules say about a board; exits with 1 when a hard rule is broken
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = opened.schedule(find::board(production, args.board.as_deref())?);
    let figures = Figures::of(production, &schedule);
    let mut lines = findings(production, &schedule);
    lines.push(format!("board {}: {}", figures.board, figures.findings()));
    Ok(Said::data(args.format, &schedule.verdict.findings, lines)?.judged(figures.errors))
}

/// Each finding with its day, its clause and what would mend it.
fn findings(production: &Production, schedule: &Schedule) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in &schedule.verdict.findings {
        let day = finding.day.and_then(|id| schedule.plan.days.iter().find(|day| day.day == id));
        let day = day.map_or(String::new(), |day| {
            let number = day.number.map_or(String::new(), |number| format!("day {number} "));
            format!("{number}{}: ", say::date(day.date))
        });
        lines.push(format!("{} {}: {day}{}", ink(finding.severity), finding.code, finding.text));
        // A clause of a pack names its pack; the others are the house's.
        let packed = production.packs.iter().any(|pack| finding.clause.starts_with(&pack.pack.id));
        let house = || format!("{} ({})", finding.clause, production.rulebook.title);
        let rule = if packed { finding.clause.clone() } else { house() };
        lines.push(format!("    rule: {}", if finding.clause.is_empty() { &production.rulebook.title } else { &rule }));
        if !finding.mend.is_empty() {
            lines.push(format!("    mend: {}", finding.mend));
        }
    }
    lines
}

//! `backlot budget`: the top sheet with the approved budget beside the estimate of a board, and what changes the budget.

mod change;
mod files;
mod sheet;

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;
use model::budget::ItemKind;

pub(super) use self::change::change;
pub(super) use self::files::past;
pub(super) use self::sheet::detail;
use super::{File, Format, Said, find};
use crate::app::{self, Opened};
use crate::error::Failure;

/// Show the budget: the approved one beside the estimate of the board; and change it
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) change: Option<Change>,
    /// The production
    #[arg(value_name = "NAME.backlot", required = true)]
    file: Option<PathBuf>,
    /// Every line of one account, such as 2500 or 2500-01
    #[arg(long, value_name = "CODE")]
    account: Option<String>,
    /// Person-weeks of prep, shoot and wrap by account, the crew that the board pays among them, and what they are paid
    #[arg(long, conflicts_with = "account")]
    weeks: bool,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
    #[command(flatten)]
    format: Format,
}

impl Args {
    /// The production that is looked at.
    pub(super) fn file(&self) -> Result<File, Failure> {
        let none = || Failure::value("no production is named", "backlot budget NAME.backlot");
        Ok(File { file: self.file.clone().ok_or_else(none)? })
    }
}

/// What can be done with a budget.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Change {
    /// Take in a budget written as TOML, in the place of the one there is
    Read {
        #[command(flatten)]
        file: File,
        /// The budget
        toml: PathBuf,
        /// Let what the file approves, or that it approves nothing, replace what is locked
        #[arg(long)]
        replace_approved: bool,
    },
    /// Approve the budget as it stands on a board: what estimates are compared with from now on
    Lock {
        #[command(flatten)]
        file: File,
        /// Who approved it [default: the author]
        #[arg(long)]
        by: Option<String>,
        /// When [default: today]
        #[arg(long, value_parser = super::date)]
        date: Option<Date>,
        /// The board [default: the active one]
        #[arg(long)]
        board: Option<String>,
    },
    /// Change fields of a line, a global, a fringe ...: FIELD=VALUE, any number of times
    Set {
        #[command(flatten)]
        file: File,
        /// What it is
        #[arg(value_enum)]
        kind: Kind,
        /// Its name, code or number
        key: String,
        /// FIELD=VALUE
        #[arg(required = true, value_name = "FIELD=VALUE")]
        pairs: Vec<String>,
    },
    /// Add a line, a global, a fringe ...
    Add {
        #[command(flatten)]
        file: File,
        /// What it is
        #[arg(value_enum)]
        kind: Kind,
        /// FIELD=VALUE
        #[arg(required = true, value_name = "FIELD=VALUE")]
        pairs: Vec<String>,
    },
    /// Take out what nothing else needs
    Remove {
        #[command(flatten)]
        file: File,
        /// What it is
        #[arg(value_enum)]
        kind: Kind,
        /// Its name, code or number
        key: String,
    },
    /// Tell what cannot be reckoned on a board, and what wants a look
    Check {
        #[command(flatten)]
        file: File,
        /// The board [default: the active one]
        #[arg(long)]
        board: Option<String>,
        #[command(flatten)]
        format: Format,
    },
    /// Write the budget as a workbook (.xlsx) or as comma-separated values (.csv)
    Export {
        #[command(flatten)]
        file: File,
        /// The file to write
        #[arg(short, long, value_name = "FILE.xlsx|FILE.csv")]
        output: PathBuf,
        /// Overwrite a file that stands there already
        #[arg(long)]
        force: bool,
    },
    /// Take in a budget from a workbook or from comma-separated values, in the place of the one there is
    Import {
        #[command(flatten)]
        file: File,
        /// The file that 'budget export' wrote and people changed
        table: PathBuf,
        /// Let what the file approves, or that it approves nothing, replace what is locked
        #[arg(long)]
        replace_approved: bool,
    },
    /// Put the budget on another chart of accounts, by a table of old and new codes
    Remap {
        #[command(flatten)]
        file: File,
        /// The chart: feature, commercial or uk
        #[arg(long)]
        chart: String,
        /// Old and new codes, one pair a line, such as 2500,B [default: what the new chart takes of the old numbers]
        #[arg(long, value_name = "FILE.csv")]
        table: Option<PathBuf>,
    },
    /// Tell what finished shows cost beside what was approved, and where they went over
    Past {
        /// Budgets of finished shows, written as TOML
        #[arg(required = true, value_name = "BUDGET.toml")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
}

impl Change {
    /// Whether it changes nothing.
    pub(super) fn reads(&self) -> bool {
        matches!(self, Self::Check { .. } | Self::Export { .. })
    }
    /// The production that it is about.
    pub(super) fn file(&self) -> Result<&File, Failure> {
        match self {
            Self::Read { file, .. }
            | Self::Lock { file, .. }
            | Self::Set { file, .. }
            | Self::Add { file, .. }
            | Self::Remove { file, .. }
            | Self::Check { file, .. }
            | Self::Export { file, .. }
            | Self::Import { file, .. }
            | Self::Remap { file, .. } => Ok(file),
            Self::Past { .. } => Err(Failure::value("no production is named", "backlot budget past BUDGET.toml")),
        }
    }
}

/// Kinds of things of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Line,
    Global,
    Group,
    Fringe,
    Account,
    Section,
    Charge,
    Incentive,
    Currency,
    Unit,
}

impl Kind {
    fn item(self) -> ItemKind {
        match self {
            Self::Line => ItemKind::Line,
            Self::Global => ItemKind::Global,
            Self::Group => ItemKind::Group,
            Self::Fringe => ItemKind::Fringe,
            Self::Account => ItemKind::Account,
            Self::Section => ItemKind::Section,
            Self::Charge => ItemKind::Charge,
            Self::Incentive => ItemKind::Incentive,
            Self::Currency => ItemKind::Currency,
            Self::Unit => ItemKind::Unit,
        }
    }
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    if production.budget.is_empty() {
        let hint = "take one in with 'backlot budget read', or begin with 'backlot budget remap --chart feature'";
        return Err(Failure::value("the production has no budget", hint));
    }
    let schedule = opened.schedule(find::board(production, args.board.as_deref())?);
    let costs = app::costs(production, &schedule);
    let lines = match &args.account {
        Some(code) => sheet::account(production, &costs, code)?,
        None if args.weeks => sheet::weeks(production, &schedule, &costs),
        None => sheet::top(production, &costs, &schedule.board.name),
    };
    let shown = sheet::Shown { board: &schedule.board.name, approved: &production.budget.approved, costs: &costs };
    Said::data(args.format, &shown, lines)
}

/// What only looks.
pub(super) fn look(change: &Change, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    match change {
        Change::Check { board, format, .. } => {
            let schedule = opened.schedule(find::board(production, board.as_deref())?);
            let costs = app::costs(production, &schedule);
            let wrong = costs.problems.iter().filter(|problem| problem.wrong).count();
            Ok(Said::data(*format, &costs.problems, sheet::problems(production, &costs))?.judged(wrong))
        }
        Change::Export { output, force, .. } => files::export(opened, output, *force),
        _ => Err(Failure::value("nothing to look at", "backlot budget NAME.backlot")),
    }
}

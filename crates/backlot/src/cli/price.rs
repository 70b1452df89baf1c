//! `backlot price`: what a board costs by group and account, and for each account why.

use std::collections::BTreeMap;

use model::estimate::{Estimate, Group, Line};
use model::measure::Cents;
use model::production::Production;

use super::{File, Format, Said, find};
use crate::app::Opened;
use crate::error::Failure;
use crate::say;

/// Show what a board costs, and why
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// Show every line of one account
    #[arg(long, value_name = "ACCOUNT")]
    why: Option<u16>,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = opened.schedule(find::board(production, args.board.as_deref())?);
    let estimate = &schedule.estimate;
    let Some(account) = args.why else {
        return Said::data(args.format, estimate, sums(production, estimate));
    };
    let lines: Vec<&Line> = estimate.lines.iter().filter(|line| line.account == account).collect();
    if lines.is_empty() {
        let mut known: Vec<u16> = estimate.lines.iter().map(|line| line.account).collect();
        known.dedup();
        let known: Vec<String> = known.iter().map(u16::to_string).collect();
        let hint = format!("accounts with lines are {}", known.join(", "));
        return Err(Failure::value(format!("nothing is booked on account {account}"), hint));
    }
    let date =
        |line: &Line| schedule.plan.days.iter().find(|day| Some(day.day) == line.day).map(|day| say::date(day.date));
    let told = |line: &&Line| {
        let day = date(line).map_or(String::new(), |date| format!("{date}  "));
        let sum = format!("{} {} at {}", line.quantity, line.unit, line.rate);
        [format!("{:>14}  {day}{}: {sum}", line.amount.to_string(), line.text), format!("{:16}from {}", "", line.from)]
    };
    let total: Cents = lines.iter().map(|line| line.amount).sum();
    let mut told: Vec<String> = lines.iter().flat_map(told).collect();
    told.push(format!("{:>14}  account {account} in {}", total.to_string(), production.currency));
    Said::data(args.format, &lines, told)
}

/// Groups, the accounts of each, and the total.
fn sums(production: &Production, estimate: &Estimate) -> Vec<String> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let booked = estimate.lines.iter().filter(|line| line.group == group);
        let mut accounts: BTreeMap<u16, (Cents, usize)> = BTreeMap::new();
        for line in booked {
            let account = accounts.entry(line.account).or_default();
            *account = (account.0 + line.amount, account.1 + 1);
        }
        if accounts.is_empty() {
            continue;
        }
        lines.push(format!("{:<34}{:>16}", group.word(), estimate.group(group).to_string()));
        for (account, (amount, count)) in accounts {
            let name = budget::accounts::name(account).unwrap_or_default();
            lines.push(format!("  {account} {name:<26}{:>16}  {}", amount.to_string(), say::count(count, "line")));
        }
    }
    lines.push(format!("{:<34}{:>16}", format!("total in {}", production.currency), estimate.total.to_string()));
    if estimate.wished() != Cents::ZERO {
        let wishes = format!("wishes left open: {}, never booked", estimate.wishes.len());
        lines.push(format!("{wishes:<34}{:>16}", estimate.wished().to_string()));
    }
    lines
}

//! A budget in files: tables out and in, another chart, and what finished shows have to tell.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use budget::charts;
use model::budget::{Account, Approved, Budget, within};
use model::costs::{Cost, Costs};
use model::edit::{BudgetChange, Edit};
use model::ids::LineId;
use model::measure::Cents;
use model::table::Table;
use serde::Serialize;

use super::sheet::{detail, over, whole};
use crate::app::{self, Opened};
use crate::cli::{Format, Said};
use crate::error::Failure;
use crate::names::nearest;
use crate::{files, say};

/// What kind of table file a name says.
fn workbook(path: &Path) -> Result<bool, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx") => Ok(true),
        Some("csv") => Ok(false),
        _ => {
            let message = format!("'{}' is neither .xlsx nor .csv", path.display());
            Err(Failure::value(message, "the ending of the name says which file it is"))
        }
    }
}

fn refused(path: &Path) -> impl Fn(exchange::Fault) -> Failure {
    let name = path.display().to_string();
    move |fault| Failure::value(format!("{name}: {}", fault.message), fault.hint)
}

/// Writes the budget, and before it the top sheet of the active board when there is one: that is for people, and is passed
/// over when the file comes back.
pub(super) fn export(opened: &Opened, output: &Path, force: bool) -> Result<Said, Failure> {
    let production = &opened.production;
    let workbook = workbook(output)?;
    let mut tables = Vec::new();
    if let Some(board) = production.active_board() {
        let costs = app::costs(production, &opened.schedule(board));
        let approved = production.budget.approved.as_ref();
        let head = ["account", "title", "approved", "lines", "fringes", "total", "over (under)"];
        let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
        let plain = |amount: Cents| amount.to_string().replace(',', "");
        rows.extend(costs.accounts.iter().map(|account| {
            let of = approved.map_or(Cents::ZERO, |approved| approved.account(&account.code));
            let total = account.total();
            let figures = [of, account.lines, account.fringes, total, total - of].map(plain);
            [account.code.clone(), account.title.clone()].into_iter().chain(figures).collect()
        }));
        rows.extend(costs.charges.iter().map(|charge| {
            let of = approved.map_or(Cents::ZERO, |approved| approved.charge(&charge.name));
            let figures = [of, charge.amount, Cents::ZERO, charge.amount, charge.amount - of].map(plain);
            [String::new(), charge.name.clone()].into_iter().chain(figures).collect()
        }));
        tables.push(Table { name: "Top sheet".to_owned(), rows });
    }
    tables.extend(budget::tables(&production.budget));
    let bytes = match workbook {
        true => exchange::xlsx::write(&tables),
        false => exchange::csv::write(&tables).map(String::into_bytes),
    };
    files::write(output, &bytes.map_err(refused(output))?, force)?;
    let lines = say::count(production.budget.lines.len(), "line");
    Ok(Said::lines([format!("{lines} in {}", output.display())]))
}

/// The budget of a table file, as the edit that takes it in. Lines that this production does not know are new ones.
pub(super) fn import(opened: &Opened, table: &Path) -> Result<Edit, Failure> {
    let tables = match workbook(table)? {
        true => exchange::xlsx::read(&files::read(table)?),
        false => exchange::csv::read(&files::read_text(table)?),
    };
    let read = budget::untable(&tables.map_err(refused(table))?);
    let mut budget =
        read.map_err(|fault| Failure::value(format!("{}: {fault}", table.display()), fault.hint.clone()))?;
    let known = |id: LineId| opened.production.budget.lines.iter().any(|line| line.id == id);
    for line in budget.lines.iter_mut().filter(|line| !known(line.id)) {
        line.id = LineId(0);
    }
    Ok(Edit::Budget(Box::new(BudgetChange::Whole(Box::new(budget)))))
}

/// Puts the budget on another chart, and tells what has no place there, line by line, and what the money comes to on the active board.
pub(super) fn remap(opened: &mut Opened, chart: &str, table: Option<&Path>) -> Result<Said, Failure> {
    let new = charts::chart(chart).ok_or_else(|| {
        let hint = nearest(chart, charts::NAMES.iter().copied());
        Failure::Unknown { what: "chart", name: chart.to_owned(), hint }
    })?;
    let said = table.map(|path| pairs(path, &opened.production.budget, &new)).transpose()?.unwrap_or_default();
    let costed = |opened: &Opened| {
        let board = opened.production.active_board().cloned().unwrap_or_default();
        app::costs(&opened.production, &opened.schedule(&board))
    };
    let before = costed(opened);
    let (budget, unplaced) = budget::remap(&opened.production.budget, &new, &said);
    let mut lines = vec![opened.change(Edit::Budget(Box::new(BudgetChange::Whole(Box::new(budget)))))?];
    let after = costed(opened);
    for one in &unplaced {
        let costs: Vec<_> = after.lines.iter().filter(|line| within(&line.account, &one.now)).collect();
        let sum: Cents = costs.iter().map(|line| line.cost).sum();
        let now = if one.now == one.code { String::new() } else { format!(", as {}", one.now) };
        let approved = opened.production.budget.approved.as_ref().map_or(Cents::ZERO, |held| held.account(&one.now));
        let approved = if approved == Cents::ZERO { String::new() } else { format!("; {approved} is approved on it") };
        lines.push(format!("{:>14}  {} {} stays{now}: {}{approved}", sum.to_string(), one.code, one.title, one.why));
        let details = costs.iter().flat_map(|line| detail(line).into_iter().take(1));
        lines.extend(details.map(|line| format!("    {line}")));
    }
    if !unplaced.is_empty() {
        lines.push("say where they go with --table: old code, comma, new code, one pair a line".to_owned());
    }
    let sums = |costs: &Costs| {
        let fringes = costs.lines.iter().map(Cost::fringe).sum();
        let charges = costs.charges.iter().map(|one| one.amount).sum();
        let qualified = costs.incentives.iter().map(|one| one.qualified).sum();
        [("total", costs.total), ("fringes", fringes), ("charges", charges), ("qualified spend", qualified)]
    };
    let told = sums(&before).into_iter().zip(sums(&after)).map(|((name, was), (_, is))| match was == is {
        true => format!("{name} {is}"),
        false => format!("{name} {was} -> {is}"),
    });
    lines.push(format!("on the board: {}", told.collect::<Vec<_>>().join(", ")));
    Ok(Said::lines(lines))
}

/// Pairs of codes, one a line.
fn pairs(path: &Path, old: &Budget, new: &Budget) -> Result<BTreeMap<String, String>, Failure> {
    let text = files::read_text(path)?;
    let mut pairs = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |message: String, hint: String| {
            Failure::value(format!("{}:{}: {message}", path.display(), number + 1), hint)
        };
        let pair = line.split_once([',', ';']).map(|(from, to)| (from.trim(), to.trim()));
        let (from, to) = pair.ok_or_else(|| {
            wrong(format!("'{line}' is no pair"), "write the old code, a comma, the new code".to_owned())
        })?;
        for (code, budget, which) in [(from, old, "budget"), (to, new, "new chart")] {
            if budget.account(code).is_none() {
                let hint = nearest(code, budget.accounts.iter().map(|account: &Account| account.code.as_str()));
                return Err(wrong(format!("the {which} has no account '{code}'"), hint));
            }
        }
        pairs.insert(from.to_owned(), to.to_owned());
    }
    Ok(pairs)
}

/// What a finished show tells.
#[derive(Serialize)]
struct Show {
    file: String,
    approved: Cents,
    closed: Cents,
    accounts: Vec<Lesson>,
}

/// One account of a finished show.
#[derive(Serialize)]
struct Lesson {
    code: String,
    title: String,
    approved: Cents,
    closed: Cents,
    note: String,
}

pub(in crate::cli) fn past(paths: &[PathBuf], format: Format) -> Result<Said, Failure> {
    let mut shows = Vec::new();
    let mut lines = Vec::new();
    for path in paths {
        let text = files::read_text(path)?;
        let name = path.display().to_string();
        let budget = budget::read(&text, None).map_err(|notice| Failure::Text(name.clone(), notice))?;
        let (Some(approved), Some(closed)) = (&budget.approved, &budget.closed) else {
            let hint = "a finished show has [approved] and [closed], with amounts by account";
            return Err(Failure::value(format!("'{name}' is no budget of a finished show"), hint));
        };
        let show = Show {
            file: name,
            approved: approved.total(),
            closed: closed.total(),
            accounts: lessons(&budget, approved, closed),
        };
        lines.extend(told(&show, approved, closed));
        shows.push(show);
    }
    Said::data(format, &shows, lines)
}

fn lessons(budget: &Budget, approved: &Approved, closed: &Approved) -> Vec<Lesson> {
    let note = |code: &str| closed.accounts.iter().find(|one| within(&one.code, code) && !one.note.is_empty());
    let tops = budget.accounts.iter().filter(|account| !account.code.contains('-'));
    let accounts = tops.map(|account| Lesson {
        code: account.code.clone(),
        title: account.title.clone(),
        approved: approved.account(&account.code),
        closed: closed.account(&account.code),
        note: note(&account.code).map_or(String::new(), |one| one.note.clone()),
    });
    let charges = budget.charges.iter().map(|charge| Lesson {
        code: String::new(),
        title: charge.name.clone(),
        approved: approved.charge(&charge.name),
        closed: closed.charge(&charge.name),
        note: closed.charges.iter().find(|one| one.code == charge.name).map_or(String::new(), |one| one.note.clone()),
    });
    let booked = |one: &Lesson| one.approved != Cents::ZERO || one.closed != Cents::ZERO;
    accounts.chain(charges).filter(booked).collect()
}

/// The show by account, then where it went over, the worst first.
fn told(show: &Show, approved: &Approved, closed: &Approved) -> Vec<String> {
    let percent = |from: Cents, to: Cents| match from.0 {
        0 => String::new(),
        from if from == to.0 => String::new(),
        from => format!("{:+} %", ((to.0 - from) * 200 + from * (to.0 - from).signum()) / (2 * from)),
    };
    let row = |title: &str, from: Cents, to: Cents| {
        let difference = over(to - from);
        let row = format!("{title:<40}{:>14}{:>14}{difference:>14}{:>8}", whole(from), whole(to), percent(from, to));
        row.trim_end().to_owned()
    };
    let mut lines = vec![
        format!(
            "{}: approved {} by {}, closed {} by {}",
            show.file, approved.date, approved.by, closed.date, closed.by
        ),
        format!("{:<40}{:>14}{:>14}{:>14}", "", "approved", "final", "over/(under)"),
    ];
    lines.extend(show.accounts.iter().map(|one| row(&format!("{} {}", one.code, one.title), one.approved, one.closed)));
    lines.push(row("GRAND TOTAL", show.approved, show.closed));
    let mut worst: Vec<&Lesson> = show.accounts.iter().filter(|one| one.closed > one.approved).collect();
    worst.sort_by_key(|one| one.approved.0 - one.closed.0);
    lines.push("where it went over, the worst first:".to_owned());
    lines.extend(worst.iter().take(8).map(|one| {
        let note = if one.note.is_empty() { String::new() } else { format!(": {}", one.note) };
        format!("{:>14}  {} {}{note}", whole(one.closed - one.approved), one.code, one.title)
    }));
    lines
}

//! A budget as tables and back, nothing lost: one table for each kind of thing, one for what there is once, and one each for
//! the approved budget and the final cost.

use std::fmt;

use model::budget::*;
use model::measure::Cents;
use model::near::nearest;
use model::table::Table;

use crate::rows::{cells, fields, item};

/// The table of what there is once.
const ONCE: &str = "budget";
/// Tables of the two sets of figures.
const FIGURES: [&str; 2] = ["approved", "closed"];

/// A budget as tables, in the order in which one thing needs the other.
pub fn tables(budget: &Budget) -> Vec<Table> {
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let mut once = vec![owned(&["key", "value"]), owned(&["chart", &budget.chart])];
    once.extend(budget.detailed.iter().map(|text| owned(&["detailed", text])));
    let mut figures = Vec::new();
    for (name, approved) in FIGURES.into_iter().zip([&budget.approved, &budget.closed]) {
        let Some(approved) = approved else { continue };
        for (key, value) in
            [("date", approved.date.to_string()), ("by", approved.by.clone()), ("board", approved.board.clone())]
        {
            once.push(owned(&[&format!("{name} {key}"), &value]));
        }
        let row = |kind: &str, one: &Booked| owned(&[kind, &one.code, &one.amount.to_string(), &one.note]);
        let accounts = approved.accounts.iter().map(|one| row("account", one));
        let charges = approved.charges.iter().map(|one| row("charge", one));
        let head = owned(&["kind", "code", "amount", "note"]);
        let rows = [head].into_iter().chain(accounts).chain(charges).collect();
        figures.push(Table { name: name.to_owned(), rows });
    }
    let mut all = vec![Table { name: ONCE.to_owned(), rows: once }];
    for &kind in ItemKind::ALL {
        let items = budget.items(kind);
        if !items.is_empty() {
            let rows = [owned(fields(kind))].into_iter().chain(items.iter().map(cells)).collect();
            all.push(Table { name: kind.word().to_owned(), rows });
        }
    }
    all.extend(figures);
    all
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// Name of the table, row and column from 1; 0 for the table as a whole.
    pub table: String,
    /// Row, the head counted.
    pub row: usize,
    /// Name of the column.
    pub column: String,
    /// What is wrong, naming the value.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, self.column.as_str()) {
            (0, _) => write!(f, "table '{}': {}", self.table, self.message),
            (row, "") => write!(f, "table '{}', row {row}: {}", self.table, self.message),
            (row, column) => write!(f, "table '{}', row {row}, column '{column}': {}", self.table, self.message),
        }
    }
}

/// The budget that tables say. Tables that are none of a budget's, such as a top sheet, are passed over. What names and
/// formulas mean is for the edit to judge that takes it in.
pub fn untable(tables: &[Table]) -> Result<Budget, Misplaced> {
    let mut budget = Budget::default();
    let known = |table: &&Table| table.name == ONCE || kind(&table.name).is_some();
    if tables.iter().find(known).is_none() {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        return Err(Misplaced {
            table: names.join(", "),
            row: 0,
            column: String::new(),
            message: "this is no budget".to_owned(),
            hint: "write one with 'backlot budget export' and change that".to_owned(),
        });
    }
    for table in tables {
        if let Some(kind) = kind(&table.name) {
            things(&mut budget, kind, table)?;
        } else if table.name == ONCE {
            once(&mut budget, table)?;
        }
    }
    // The figures belong to what stands once, so that their order among the tables does not matter.
    for table in tables {
        let approved = match table.name.as_str() {
            name if name == FIGURES[0] => &mut budget.approved,
            name if name == FIGURES[1] => &mut budget.closed,
            _ => continue,
        };
        let Some(approved) = approved else {
            let hint = format!("add the rows '{0} date' and '{0} by' to the table '{ONCE}'", table.name);
            return Err(wrong(table, 0, "", "nobody says when and by whom", hint));
        };
        booked(approved, table)?;
    }
    Ok(budget)
}

fn kind(name: &str) -> Option<ItemKind> {
    ItemKind::ALL.iter().copied().find(|kind| kind.word() == name)
}

fn wrong(table: &Table, row: usize, column: &str, message: impl Into<String>, hint: impl Into<String>) -> Misplaced {
    let (table, column) = (table.name.clone(), column.to_owned());
    Misplaced { table, row, column, message: message.into(), hint: hint.into() }
}

/// Rows below the head with their number, empty ones left out.
fn below(table: &Table) -> impl Iterator<Item = (usize, &Vec<String>)> {
    let filled = |(_, row): &(usize, &Vec<String>)| row.iter().any(|cell| !cell.trim().is_empty());
    table.rows.iter().enumerate().skip(1).map(|(at, row)| (at + 1, row)).filter(filled)
}

fn things(budget: &mut Budget, kind: ItemKind, table: &Table) -> Result<(), Misplaced> {
    let Some(head) = table.rows.first() else { return Ok(()) };
    let head: Vec<&str> = head.iter().map(|name| name.trim()).collect();
    if let Some(name) = head.iter().find(|name| !name.is_empty() && !fields(kind).contains(name)) {
        return Err(wrong(table, 1, name, "there is no such column", nearest(name, fields(kind).iter().copied())));
    }
    for (number, row) in below(table) {
        let cell = |field: &'static str| {
            let at = head.iter().position(|name| *name == field);
            at.and_then(|at| row.get(at)).map_or("", String::as_str)
        };
        let read = item(kind, cell).map_err(|fault| wrong(table, number, fault.field, fault.message, fault.hint))?;
        if budget.item(kind, &read.key()).is_some() && read.key() != "0" {
            let message = format!("there are two of {} {}", kind.word(), read.key());
            return Err(wrong(table, number, fields(kind)[0], message, "each needs a name of its own"));
        }
        match read {
            // In the order of the table, wherever the chart would put it.
            Item::Account(account) => budget.accounts.push(account),
            read => budget.add(read),
        }
    }
    Ok(())
}

fn once(budget: &mut Budget, table: &Table) -> Result<(), Misplaced> {
    let empty = |date| Approved { date, by: String::new(), board: String::new(), accounts: vec![], charges: vec![] };
    for (number, row) in below(table) {
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        let (key, value) = (cell(0), cell(1));
        let (figures, part) = match key.split_once(' ') {
            Some(("approved", part)) => (&mut budget.approved, part),
            Some(("closed", part)) => (&mut budget.closed, part),
            _ => {
                match key {
                    "chart" => value.clone_into(&mut budget.chart),
                    "detailed" => budget.detailed.push(value.to_owned()),
                    _ => {
                        let known = ["chart", "detailed", "approved date", "approved by", "approved board"];
                        let hint = nearest(key, known.into_iter());
                        return Err(wrong(table, number, "key", format!("there is no key '{key}'"), hint));
                    }
                }
                continue;
            }
        };
        match (part, figures) {
            ("date", figures) => {
                let date = value.parse().map_err(|_| {
                    wrong(table, number, "value", format!("'{value}' is not a date"), "write it as 2027-03-01")
                })?;
                *figures = Some(empty(date));
            }
            ("by", Some(figures)) => value.clone_into(&mut figures.by),
            ("board", Some(figures)) => value.clone_into(&mut figures.board),
            _ => {
                return Err(wrong(
                    table,
                    number,
                    "key",
                    format!("'{key}' comes without a date"),
                    "put the date before it",
                ));
            }
        }
    }
    Ok(())
}

fn booked(approved: &mut Approved, table: &Table) -> Result<(), Misplaced> {
    for (number, row) in below(table) {
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        let amount = Cents::parse(cell(2)).ok_or_else(|| {
            let message = format!("'{}' is no amount", cell(2));
            wrong(table, number, "amount", message, "write an amount such as 2500 or 2,500.50")
        })?;
        let one = Booked { code: cell(1).to_owned(), amount, note: cell(3).to_owned() };
        match cell(0) {
            "account" => approved.accounts.push(one),
            "charge" => approved.charges.push(one),
            other => {
                return Err(wrong(
                    table,
                    number,
                    "kind",
                    format!("there is no kind '{other}'"),
                    "it is account or charge",
                ));
            }
        }
    }
    Ok(())
}

//! `budget.toml`: a budget as people write it beside the script, read with line and column of whatever is wrong.

use std::collections::BTreeMap;
use std::ops::Range;

use model::budget::*;
use model::measure::Cents;
use model::near::nearest;
use model::notice::{Notice, Severity};
use model::production::Production;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::charts;
use crate::rows::{fields, item, plain_rate};

/// Reads a budget. Names are looked up in the production when there is one; a finished show has none.
pub fn read(text: &str, production: Option<&Production>) -> Result<Budget, Notice> {
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().trim().replace('\n', "; ");
        at(text, error.span().unwrap_or_default(), message, HANDBOOK)
    })?;
    let mut reader =
        Reader { text, budget: Budget::default(), places: Vec::new(), sets: BTreeMap::new(), detailed: 0..0 };
    reader.all(table.get_ref())?;
    reader.check(production)?;
    Ok(reader.budget)
}

/// Where to read on about the file.
const HANDBOOK: &str = "docs/handbook/budget.md lists every key";

/// The keys of the file, beside one for each kind of thing.
const KEYS: [&str; 5] = ["chart", "detailed", "fringe_sets", "approved", "closed"];
/// Phases of a line that is written once for all of them.
const PHASES: [&str; 4] = ["prep", "shoot", "wrap", "post"];

type Table<'a> = DeTable<'a>;
type Cells<'a> = BTreeMap<String, (String, Range<usize>)>;

struct Reader<'a> {
    text: &'a str,
    budget: Budget,
    /// Where each thing that was read stands, and its fields.
    places: Vec<Placed>,
    /// Fringes by the name of their set.
    sets: BTreeMap<String, Vec<String>>,
    /// Where the list of what is priced in detail stands.
    detailed: Range<usize>,
}

/// A thing that was read, where it stands, and where its fields do.
struct Placed {
    item: Item,
    span: Range<usize>,
    fields: BTreeMap<String, Range<usize>>,
}

fn at(text: &str, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Notice {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Notice::at(Severity::Error, number(line), number(column), message, hint)
}

impl<'a> Reader<'a> {
    fn wrong(&self, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Notice {
        at(self.text, span, message, hint)
    }

    fn all(&mut self, table: &Table<'a>) -> Result<(), Notice> {
        let kinds = ItemKind::ALL.iter().map(|kind| kind.word());
        let known: Vec<&str> = KEYS.into_iter().chain(kinds).collect();
        for key in table.keys() {
            if !known.contains(&key.get_ref().as_ref()) {
                let hint = nearest(key.get_ref(), known.iter().copied());
                return Err(self.wrong(key.span(), format!("there is no key '{}'", key.get_ref()), hint));
            }
        }
        if let Some(chart) = table.get("chart") {
            let (name, span) = self.cell(chart)?;
            let found = charts::chart(&name);
            let hint = nearest(&name, charts::NAMES.iter().copied());
            self.budget = found.ok_or_else(|| self.wrong(span, format!("there is no chart '{name}'"), hint))?;
        }
        if let Some(detailed) = table.get("detailed") {
            self.detailed = detailed.span();
            self.budget.detailed = self.list(detailed)?.into_iter().map(|(name, _)| name).collect();
        }
        if let Some(sets) = table.get("fringe_sets") {
            for (name, names) in self.table(sets)?.iter() {
                let names = self.list(names)?.into_iter().map(|(name, _)| name).collect();
                self.sets.insert(name.get_ref().to_string(), names);
            }
        }
        for &kind in ItemKind::ALL {
            let Some(all) = table.get(kind.word()) else { continue };
            let DeValue::Array(all) = all.get_ref() else {
                let hint = format!("write [[{}]] for each", kind.word());
                return Err(self.wrong(all.span(), format!("'{}' is a list of tables", kind.word()), hint));
            };
            for one in all.iter() {
                self.item(kind, self.table(one)?, one.span())?;
            }
        }
        self.budget.approved = table.get("approved").map(|one| self.approved(one)).transpose()?;
        self.budget.closed = table.get("closed").map(|one| self.approved(one)).transpose()?;
        Ok(())
    }

    fn item(&mut self, kind: ItemKind, table: &Table<'a>, span: Range<usize>) -> Result<(), Notice> {
        let mut cells: Cells<'_> = BTreeMap::new();
        let mut phases: Vec<(&str, String, Range<usize>)> = Vec::new();
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            if kind == ItemKind::Line && (name == "weeks" || name == "days") {
                for (phase, amount) in self.table(value)?.iter() {
                    let known = PHASES.into_iter().find(|known| known == phase.get_ref());
                    let Some(phase) = known else {
                        let message = format!("there is no phase '{}'", phase.get_ref());
                        return Err(self.wrong(phase.span(), message, format!("phases are {}", PHASES.join(", "))));
                    };
                    let (amount, span) = self.cell(amount)?;
                    phases.push((phase, amount, span));
                }
                let unit = name.trim_end_matches('s').to_owned();
                cells.insert("unit".to_owned(), (unit, value.span()));
                continue;
            }
            if !fields(kind).contains(&name) || (kind == ItemKind::Line && name == "id") {
                let hint = nearest(name, fields(kind).iter().copied());
                return Err(self.wrong(key.span(), format!("a {} has no '{name}'", kind.word()), hint));
            }
            let (mut cell, place) = match value.get_ref() {
                DeValue::Array(_) => {
                    let names = self.list(value)?.into_iter().map(|(name, _)| name);
                    (names.collect::<Vec<_>>().join("; "), value.span())
                }
                _ => self.cell(value)?,
            };
            if kind == ItemKind::Line && name == "fringes" {
                cell = self.fringes(&cell);
            }
            if name == "rate" || name == "amount" {
                cell = plain_rate(&cell);
            }
            cells.insert(name.to_owned(), (cell, place));
        }
        if phases.is_empty() {
            return self.put(kind, &cells, span);
        }
        phases.sort_by_key(|(phase, ..)| PHASES.iter().position(|known| known == phase));
        if phases.len() > 1 && !cells.contains_key("person") {
            let who = cells.get("text").map_or(String::new(), |(text, _)| text.clone());
            let account = cells.get("account").map_or("", |(account, _)| account.as_str());
            cells.insert("person".to_owned(), (format!("{account} {who}"), span.clone()));
        }
        for (phase, amount, place) in phases {
            cells.insert("phase".to_owned(), (phase.to_owned(), place.clone()));
            cells.insert("amount".to_owned(), (amount, place));
            self.put(kind, &cells, span.clone())?;
        }
        Ok(())
    }

    /// Fringes, with the names of sets replaced by what is in them.
    fn fringes(&self, names: &str) -> String {
        let names = names.split(';').map(str::trim);
        let of = |name: &str| self.sets.get(name).cloned().unwrap_or_else(|| vec![name.to_owned()]);
        let mut all: Vec<String> = Vec::new();
        for name in names.flat_map(of) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.join("; ")
    }

    fn put(&mut self, kind: ItemKind, cells: &Cells<'_>, span: Range<usize>) -> Result<(), Notice> {
        let cell = |field: &'static str| cells.get(field).map_or("", |(text, _)| text.as_str());
        let of = |field: &str| cells.get(field).map_or(span.clone(), |(_, span)| span.clone());
        let read = item(kind, cell).map_err(|wrong| self.wrong(of(wrong.field), wrong.message, wrong.hint))?;
        let key = read.key();
        let twice = kind != ItemKind::Line
            && self.places.iter().any(|one| (one.item.kind(), one.item.key()) == (kind, key.clone()));
        if twice {
            let message = format!("there are two of {} {key}", kind.word());
            return Err(self.wrong(of(fields(kind)[0]), message, "each needs a name of its own"));
        }
        let fields = cells.iter().map(|(field, (_, span))| (field.clone(), span.clone())).collect();
        self.places.push(Placed { item: read.clone(), span, fields });
        self.budget.add(read);
        Ok(())
    }

    /// Looks every name up, now that all of them are there.
    fn check(&self, production: Option<&Production>) -> Result<(), Notice> {
        for Placed { item, span, fields } in &self.places {
            check(&self.budget, production, item).map_err(|wrong| {
                let place = fields.get(wrong.field).unwrap_or(span).clone();
                let place = match &wrong.formula {
                    // A formula on one line of the file: its own column counts.
                    Some((text, at)) if self.text.get(place.start + 1..).is_some_and(|rest| rest.starts_with(text)) => {
                        place.start + 1 + at..place.end
                    }
                    _ => place,
                };
                let (message, title) = (wrong.message, title(item));
                self.wrong(place, format!("{title}: {message}"), wrong.hint)
            })?;
        }
        let whole = sound(&self.budget, production);
        whole.map_err(|(_, wrong)| self.wrong(self.detailed.clone(), wrong.message, wrong.hint))
    }

    fn approved(&self, value: &Spanned<DeValue<'a>>) -> Result<Approved, Notice> {
        let table = self.table(value)?;
        let text = |key: &str| table.get(key).map(|one| self.cell(one)).transpose();
        let (date, span) = text("date")?.unwrap_or((String::new(), value.span()));
        let date =
            date.parse().map_err(|_| self.wrong(span, format!("'{date}' is not a date"), "write it as 2027-03-01"))?;
        let text = |key: &str| Ok::<_, Notice>(text(key)?.map_or(String::new(), |(text, _)| text));
        let booked = |key: &str| -> Result<Vec<Booked>, Notice> {
            let Some(all) = table.get(key) else { return Ok(Vec::new()) };
            self.table(all)?.iter().map(|(code, value)| self.booked(key, code, value)).collect()
        };
        for key in table.keys() {
            let known = ["date", "by", "board", "accounts", "charges"];
            if !known.contains(&key.get_ref().as_ref()) {
                let hint = nearest(key.get_ref(), known.into_iter());
                return Err(self.wrong(key.span(), format!("there is no key '{}'", key.get_ref()), hint));
            }
        }
        let (mut accounts, charges) = (booked("accounts")?, booked("charges")?);
        let place = |code: &str| self.budget.accounts.iter().position(|account| account.code == code);
        accounts.sort_by_key(|one| place(&one.code));
        Ok(Approved { date, by: text("by")?, board: text("board")?, accounts, charges })
    }

    fn booked(
        &self,
        kind: &str,
        code: &Spanned<std::borrow::Cow<'a, str>>,
        value: &Spanned<DeValue<'a>>,
    ) -> Result<Booked, Notice> {
        let name = code.get_ref().as_ref();
        let (what, kind) =
            if kind == "accounts" { ("account", ItemKind::Account) } else { ("charge", ItemKind::Charge) };
        if self.budget.item(kind, name).is_none() {
            let known: Vec<String> = self.budget.items(kind).iter().map(Item::key).collect();
            let hint = nearest(name, known.iter().map(String::as_str));
            return Err(self.wrong(code.span(), format!("there is no {what} '{name}'"), hint));
        }
        let ((amount, span), note) = match value.get_ref() {
            DeValue::Table(table) => {
                let cell = |key: &str| table.get(key).map(|one| self.cell(one)).transpose();
                let amount = cell("amount")?.unwrap_or((String::new(), value.span()));
                (amount, cell("note")?.map_or(String::new(), |(note, _)| note))
            }
            _ => (self.cell(value)?, String::new()),
        };
        let amount = Cents::parse(&amount).filter(|amount| amount.0 >= 0).ok_or_else(|| {
            self.wrong(span, format!("'{amount}' is no amount"), "write an amount such as 2500 or \"2,500.50\"")
        })?;
        Ok(Booked { code: name.to_owned(), amount, note })
    }

    fn table<'b>(&self, value: &'b Spanned<DeValue<'a>>) -> Result<&'b Table<'a>, Notice> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            other => {
                Err(self.wrong(value.span(), format!("a table belongs here, not a {}", other.type_str()), HANDBOOK))
            }
        }
    }

    fn list(&self, value: &Spanned<DeValue<'a>>) -> Result<Vec<(String, Range<usize>)>, Notice> {
        match value.get_ref() {
            DeValue::Array(all) => all.iter().map(|one| self.cell(one)).collect(),
            _ => Ok(vec![self.cell(value)?]),
        }
    }

    /// A plain value as text, just as it is written.
    fn cell(&self, value: &Spanned<DeValue<'a>>) -> Result<(String, Range<usize>), Notice> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Array(_) | DeValue::Table(_) => {
                return Err(self.wrong(value.span(), "a plain value belongs here", HANDBOOK));
            }
        };
        Ok((text, value.span()))
    }
}

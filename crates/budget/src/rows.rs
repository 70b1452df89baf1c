//! The things of a budget as rows of plain text, one field a cell: what files, tables and the command line share.

use std::fmt::Display;

use model::budget::*;
use model::currency;
use model::ids::LineId;
use model::measure::{Cents, Ratio};

/// The fields of a kind of thing, in order; the first names it.
pub fn fields(kind: ItemKind) -> &'static [&'static str] {
    match kind {
        ItemKind::Section => &["name", "above", "fringes"],
        ItemKind::Unit => &["name", "hours"],
        ItemKind::Currency => &["code", "rate", "date", "source"],
        ItemKind::Group => &["name", "on", "note"],
        ItemKind::Fringe => &["name", "percent", "cutoff", "hourly", "straight", "source"],
        ItemKind::Incentive => &["name", "percent", "cap", "fringes", "source"],
        ItemKind::Account => &["code", "title", "section", "takes", "qualifies"],
        ItemKind::Global => &["name", "is", "note"],
        ItemKind::Line => &[
            "id",
            "account",
            "text",
            "person",
            "amount",
            "unit",
            "times",
            "rate",
            "currency",
            "phase",
            "groups",
            "fringes",
            "overtime",
            "qualifies",
            "note",
        ],
        ItemKind::Charge => &["name", "percent", "of", "without", "source"],
    }
}

/// The cells of a thing, in order of the fields of its kind.
pub fn cells(item: &Item) -> Vec<String> {
    let text = |text: &String| text.clone();
    let flag = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    let or = |value: Option<Cents>| value.map_or(String::new(), |value| value.to_string());
    let list = |names: &[String]| names.join("; ");
    match item {
        Item::Section(one) => vec![text(&one.name), flag(one.above), text(&one.fringes)],
        Item::Unit(one) => vec![text(&one.name), one.hours.to_string()],
        Item::Currency(one) => vec![text(&one.code), one.rate.to_string(), one.date.to_string(), text(&one.source)],
        Item::Group(one) => vec![text(&one.name), flag(one.on), text(&one.note)],
        Item::Fringe(one) => {
            let (percent, cutoff, hourly) = match one.kind {
                FringeKind::Percent { percent, cutoff } => (percent.to_string(), or(cutoff), String::new()),
                FringeKind::Hourly(rate) => (String::new(), String::new(), rate.to_string()),
            };
            vec![text(&one.name), percent, cutoff, hourly, flag(one.straight), text(&one.source)]
        }
        Item::Incentive(one) => {
            vec![text(&one.name), one.percent.to_string(), or(one.cap), flag(one.fringes), text(&one.source)]
        }
        Item::Account(one) => {
            let takes: Vec<String> = one.takes.iter().map(u16::to_string).collect();
            vec![text(&one.code), text(&one.title), text(&one.section), list(&takes), list(&one.qualifies)]
        }
        Item::Global(one) => vec![text(&one.name), text(&one.is), text(&one.note)],
        Item::Line(one) => vec![
            if one.id.0 == 0 { String::new() } else { one.id.to_string() },
            text(&one.account),
            text(&one.text),
            text(&one.person),
            text(&one.amount),
            text(&one.unit),
            text(&one.times),
            text(&one.rate),
            text(&one.currency),
            one.phase.word().to_owned(),
            list(&one.groups),
            list(&one.fringes),
            flag(one.overtime),
            one.qualifies.map_or(String::new(), flag),
            text(&one.note),
        ],
        Item::Charge(one) => {
            vec![text(&one.name), one.percent.to_string(), list(&one.of), list(&one.without), text(&one.source)]
        }
    }
}

/// The thing that a row says; `cell` answers with the text of a field, empty for one that is not given.
pub fn item<'a>(kind: ItemKind, cell: impl Fn(&'static str) -> &'a str) -> Result<Item, Wrong> {
    let row = Row { cell: &cell };
    Ok(match kind {
        ItemKind::Section => Item::Section(Section {
            name: row.text("name"),
            above: row.flag("above", false)?,
            fringes: row.text("fringes"),
        }),
        ItemKind::Unit => Item::Unit(TimeUnit { name: row.text("name"), hours: row.whole("hours")? }),
        ItemKind::Currency => Item::Currency(Currency {
            code: row.currency("code")?,
            rate: row.ratio("rate")?,
            date: row.date("date")?,
            source: row.text("source"),
        }),
        ItemKind::Group => {
            Item::Group(Switch { name: row.text("name"), on: row.flag("on", true)?, note: row.text("note") })
        }
        ItemKind::Fringe => Item::Fringe(Fringe {
            name: row.text("name"),
            kind: row.fringe()?,
            straight: row.flag("straight", false)?,
            source: row.text("source"),
        }),
        ItemKind::Incentive => Item::Incentive(Incentive {
            name: row.text("name"),
            percent: row.ratio("percent")?,
            cap: row.money("cap")?,
            fringes: row.flag("fringes", false)?,
            source: row.text("source"),
        }),
        ItemKind::Account => Item::Account(Account {
            code: row.text("code"),
            title: row.text("title"),
            section: row.text("section"),
            takes: row.numbers("takes")?,
            qualifies: row.list("qualifies"),
        }),
        ItemKind::Global => Item::Global(Global { name: row.text("name"), is: row.text("is"), note: row.text("note") }),
        ItemKind::Line => Item::Line(row.line()?),
        ItemKind::Charge => Item::Charge(Charge {
            name: row.text("name"),
            percent: row.ratio("percent")?,
            of: row.list("of"),
            without: row.list("without"),
            source: row.text("source"),
        }),
    })
}

struct Row<'r, F> {
    cell: &'r F,
}

impl<'a, F: Fn(&'static str) -> &'a str> Row<'_, F> {
    fn get(&self, field: &'static str) -> &'a str {
        (self.cell)(field).trim()
    }
    fn text(&self, field: &'static str) -> String {
        self.get(field).to_owned()
    }
    fn or(&self, field: &'static str, none: &str) -> String {
        let text = self.get(field);
        if text.is_empty() { none.to_owned() } else { text.to_owned() }
    }
    fn list(&self, field: &'static str) -> Vec<String> {
        self.get(field).split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }
    fn wrong(&self, field: &'static str, hint: &str) -> Wrong {
        let message = match self.get(field) {
            "" => format!("{field} is not given"),
            text => format!("{field} cannot be '{text}'"),
        };
        Wrong { field, formula: None, message, hint: hint.to_owned() }
    }
    fn flag(&self, field: &'static str, none: bool) -> Result<bool, Wrong> {
        match self.get(field).to_lowercase().as_str() {
            "" => Ok(none),
            "yes" | "true" | "on" => Ok(true),
            "no" | "false" | "off" => Ok(false),
            _ => Err(self.wrong(field, "write yes or no")),
        }
    }
    fn currency(&self, field: &'static str) -> Result<String, Wrong> {
        let code = self.text(field);
        if currency::known(&code) {
            return Ok(code);
        }
        let message = format!("there is no currency '{code}'");
        Err(Wrong { field, formula: None, message, hint: currency::HINT.to_owned() })
    }
    fn whole(&self, field: &'static str) -> Result<u32, Wrong> {
        self.get(field).parse().map_err(|_| self.wrong(field, "write a whole number"))
    }
    fn numbers(&self, field: &'static str) -> Result<Vec<u16>, Wrong> {
        let number =
            |text: String| text.parse().map_err(|_| self.wrong(field, "write numbers of the board's accounts"));
        self.list(field).into_iter().map(number).collect()
    }
    fn ratio(&self, field: &'static str) -> Result<Ratio, Wrong> {
        let text = self.get(field).trim_end_matches('%').trim_end();
        Ratio::try_from(text.to_owned()).map_err(|_| self.wrong(field, "write a decimal or a fraction: 6.2, 1/3"))
    }
    fn money(&self, field: &'static str) -> Result<Option<Cents>, Wrong> {
        match self.get(field) {
            "" => Ok(None),
            text => {
                let amount = Cents::parse(text).map(Some);
                amount.ok_or_else(|| self.wrong(field, "write an amount such as 2500 or 2,500.50"))
            }
        }
    }
    fn date(&self, field: &'static str) -> Result<jiff::civil::Date, Wrong> {
        self.get(field).parse().map_err(|_| self.wrong(field, "write a date as 2027-03-01"))
    }
    fn fringe(&self) -> Result<FringeKind, Wrong> {
        match (self.get("percent"), self.money("hourly")?) {
            ("", Some(rate)) => match self.get("cutoff") {
                "" => Ok(FringeKind::Hourly(rate)),
                _ => Err(self.wrong("cutoff", "a fringe by the hour has no cutoff; leave it out")),
            },
            (_, None) => Ok(FringeKind::Percent { percent: self.ratio("percent")?, cutoff: self.money("cutoff")? }),
            _ => Err(self.wrong("hourly", "a fringe is a percentage or a sum by the hour; leave one out")),
        }
    }
    fn line(&self) -> Result<Detail, Wrong> {
        let word = self.get("phase");
        let phase = Phase::ALL.into_iter().find(|phase| phase.word() == word);
        let id = match self.get("id") {
            "" => 0,
            text => text.parse().map_err(|_| self.wrong("id", "leave it out: a line is given its number"))?,
        };
        let qualifies = match self.get("qualifies") {
            "" => None,
            _ => Some(self.flag("qualifies", true)?),
        };
        Ok(Detail {
            id: LineId(id),
            account: self.text("account"),
            text: self.text("text"),
            person: self.text("person"),
            amount: self.or("amount", "1"),
            unit: self.text("unit"),
            times: self.or("times", "1"),
            rate: self.text("rate"),
            currency: self.text("currency"),
            phase: phase.ok_or_else(|| self.wrong("phase", "it is one of prep, shoot, wrap, post, or left out"))?,
            groups: self.list("groups"),
            fringes: self.list("fringes"),
            overtime: self.flag("overtime", false)?,
            qualifies,
            note: self.text("note"),
        })
    }
}

/// `12,345.60` reads as well as `12345.6`: a rate that is only an amount may carry its thousands as people write them.
pub fn plain_rate(text: &str) -> String {
    match Cents::parse(text) {
        Some(cents) if text.contains(',') => shown(cents.0 / 100, cents.0 % 100),
        _ => text.to_owned(),
    }
}

fn shown(whole: impl Display, part: i64) -> String {
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") }
}

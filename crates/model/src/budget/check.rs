//! What is wrong with a thing of a budget: names that lead nowhere, formulas that cannot be, figures out of bounds, cycles.

mod reckon;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::edit::Refusal;
use crate::formula::{
    Among, Exact, Expr, Facts, Fault, Function, Kind, Reference, Takes, Value, parse, refers, selector, unknown, value,
    who,
};
use crate::near::nearest;
use crate::production::Production;

pub use reckon::{moves, week};

/// What is wrong with a thing: which field, and for a formula where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Name of the field, as rows and files have it.
    pub field: &'static str,
    /// The field's text and the byte of it that is meant, when it is a formula.
    pub formula: Option<(String, usize)>,
    /// What is wrong, naming the value.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl Wrong {
    fn new(field: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { field, formula: None, message: message.into(), hint: hint.into() }
    }
    fn formula(field: &'static str, text: &str, fault: Fault) -> Self {
        Self { field, formula: Some((text.to_owned(), fault.at)), message: fault.message, hint: fault.hint }
    }
    /// The refusal of an edit.
    pub fn refusal(self, title: &str) -> Refusal {
        match self.formula {
            Some((text, at)) => {
                let told = Fault::new(at, self.message, self.hint).refusal(self.field, &text);
                Refusal::new(format!("{title}: {}", told.message), told.hint)
            }
            None => Refusal::new(format!("{title}: {}", self.message), self.hint),
        }
    }
}

/// How a thing of a budget is called in messages: `line 12 of 2000-01 (Grips)`, `global prep`.
pub fn title(item: &Item) -> String {
    match item {
        Item::Line(line) if line.id.0 == 0 => format!("a line of {} ({})", line.account, line.text),
        Item::Line(line) => format!("line {} of {} ({})", line.id, line.account, line.text),
        item => format!("{} {}", item.kind().word(), item.key()),
    }
}

/// What is wrong with a thing in front of its budget, the first thing first. Names of the production are looked up when
/// there is one; without it only what the budget itself holds.
pub fn check(budget: &Budget, production: Option<&Production>, item: &Item) -> Result<(), Wrong> {
    let checker = Checker { budget, production, open: RefCell::default(), done: RefCell::default() };
    for (field, text) in texts(item) {
        let whole = text.trim() == text && !text.chars().any(char::is_control) && text.len() <= MOST_TEXT;
        let hint = "one line of text without blanks around it";
        require(whole, field, || format!("'{}' is no {field}", text.escape_debug()), hint)?;
    }
    match item {
        Item::Section(one) => {
            named("name", &one.name)?;
            match one.fringes.as_str() {
                "" => Ok(()),
                code => checker.known("fringes", ItemKind::Account, code),
            }
        }
        Item::Unit(one) => {
            named("name", &one.name)?;
            let holds = one.hours <= 1_000;
            require(holds, "hours", || format!("{} hours", one.hours), "a unit counts as 0 to 1,000 hours")
        }
        Item::Currency(one) => {
            let iso = one.code.len() == 3 && one.code.bytes().all(|letter| letter.is_ascii_uppercase());
            require(iso, "code", || format!("currency '{}'", one.code), "write its ISO 4217 code, such as GBP")?;
            let holds = one.rate > Ratio::new(0, 1);
            require(
                holds,
                "rate",
                || format!("rate {}", one.rate),
                "write what one of it is in the base currency, above 0",
            )?;
            dated("date", one.date)
        }
        Item::Group(one) => named("name", &one.name),
        Item::Fringe(one) => {
            named("name", &one.name)?;
            match one.kind {
                FringeKind::Percent { percent: part, cutoff } => {
                    percent("percent", part)?;
                    cutoff.map_or(Ok(()), |cutoff| money("cutoff", cutoff))
                }
                FringeKind::Hourly(rate) => money("hourly", rate),
            }
        }
        Item::Incentive(one) => {
            named("name", &one.name)?;
            percent("percent", one.percent)?;
            one.cap.map_or(Ok(()), |cap| money("cap", cap))
        }
        Item::Account(one) => checker.account(one),
        Item::Global(one) => checker.global(one),
        Item::Line(one) => checker.line(one),
        Item::Charge(one) => {
            named("name", &one.name)?;
            percent("percent", one.percent)?;
            checker.bases("of", one, &one.of)?;
            checker.bases("without", one, &one.without)
        }
    }
}

/// What is wrong with a budget as a whole: a name that stands there twice, a thing that is wrong by itself, a cycle.
pub fn sound(budget: &Budget, production: Option<&Production>) -> Result<(), (Box<Item>, Wrong)> {
    for &kind in ItemKind::ALL {
        let mut seen = BTreeSet::new();
        for item in budget.items(kind) {
            let numbered = !matches!(&item, Item::Line(line) if line.id.0 == 0);
            if numbered && !seen.insert(item.key()) {
                let field = if kind == ItemKind::Account || kind == ItemKind::Currency { "code" } else { "name" };
                let message = format!("there are two of {}", title(&item));
                return Err((Box::new(item), Wrong::new(field, message, "each needs a name of its own")));
            }
            check(budget, production, &item).map_err(|wrong| (Box::new(item), wrong))?;
        }
    }
    for text in &budget.detailed {
        if let (Some(production), Some(section)) = (production, budget.sections.first()) {
            let wrong = |(message, hint): (String, String)| {
                (Box::new(Item::Section(section.clone())), Wrong::new("detailed", format!("'{text}': {message}"), hint))
            };
            selector(production, text).map_err(wrong)?;
        }
    }
    Ok(())
}

/// What a thing refers to in its budget.
pub(crate) fn needs(budget: &Budget, item: &Item) -> Vec<(ItemKind, String)> {
    let all = |kind, names: &[String]| names.iter().map(|name| (kind, name.clone())).collect::<Vec<_>>();
    let of = |text: &str| -> Vec<(ItemKind, String)> {
        let Ok(expr) = parse(text) else { return Vec::new() };
        let refers = refers(&expr).into_iter().map(|(to, _)| match to {
            Reference::Global(name) => (ItemKind::Global, name.to_owned()),
            Reference::Account(code) => (ItemKind::Account, code.to_owned()),
        });
        refers.collect()
    };
    match item {
        Item::Section(one) if !one.fringes.is_empty() => vec![(ItemKind::Account, one.fringes.clone())],
        Item::Account(one) => {
            let above = one.code.rsplit_once('-').map(|(above, _)| (ItemKind::Account, above.to_owned()));
            let section = (!one.section.is_empty()).then(|| (ItemKind::Section, one.section.clone()));
            above.into_iter().chain(section).chain(all(ItemKind::Incentive, &one.qualifies)).collect()
        }
        Item::Global(one) => of(&one.is),
        Item::Line(one) => {
            let mut needs = vec![(ItemKind::Account, one.account.clone())];
            needs.extend([&one.amount, &one.times, &one.rate].into_iter().flat_map(|text| of(text)));
            needs.extend(all(ItemKind::Group, &one.groups));
            needs.extend(all(ItemKind::Fringe, &one.fringes));
            needs.extend((!one.currency.is_empty()).then(|| (ItemKind::Currency, one.currency.clone())));
            needs
        }
        Item::Charge(one) => {
            let kind = |name: &String| {
                let kinds = [ItemKind::Section, ItemKind::Account, ItemKind::Charge];
                kinds.into_iter().find(|kind| budget.item(*kind, name).is_some())
            };
            one.of.iter().chain(&one.without).filter_map(|name| Some((kind(name)?, name.clone()))).collect()
        }
        _ => Vec::new(),
    }
}

/// The longest text of a field, in bytes (assumption; a cell of a workbook holds eight times as much).
const MOST_TEXT: usize = 4_000;

/// The texts of a thing that people write freely.
fn texts(item: &Item) -> Vec<(&'static str, &str)> {
    match item {
        Item::Section(_) | Item::Unit(_) => Vec::new(),
        Item::Currency(one) => vec![("source", &one.source)],
        Item::Group(one) => vec![("note", &one.note)],
        Item::Fringe(one) => vec![("source", &one.source)],
        Item::Incentive(one) => vec![("source", &one.source)],
        Item::Account(one) => vec![("title", &one.title)],
        Item::Global(one) => vec![("is", &one.is), ("note", &one.note)],
        Item::Line(one) => vec![
            ("person", &one.person),
            ("amount", &one.amount),
            ("unit", &one.unit),
            ("times", &one.times),
            ("rate", &one.rate),
            ("note", &one.note),
        ],
        Item::Charge(one) => vec![("source", &one.source)],
    }
}

struct Checker<'a> {
    budget: &'a Budget,
    production: Option<&'a Production>,
    /// What is being reckoned, outermost first.
    open: RefCell<Vec<String>>,
    /// What was reckoned already.
    done: RefCell<BTreeMap<String, Result<Value, Fault>>>,
}

/// Globals and accounts that stand on each other, at most (assumption: nobody follows more).
const DEEPEST: usize = 40;

/// Words that charges may be percentages of, beside sections, accounts and earlier charges.
pub const TOTALS: [&str; 3] = ["above the line", "below the line", "total"];

impl Checker<'_> {
    fn known(&self, field: &'static str, kind: ItemKind, name: &str) -> Result<(), Wrong> {
        if self.budget.item(kind, name).is_some() {
            return Ok(());
        }
        let known: Vec<String> = self.budget.items(kind).iter().map(Item::key).collect();
        let hint = nearest(name, known.iter().map(String::as_str));
        Err(Wrong::new(field, format!("there is no {} '{name}'", kind.word()), hint))
    }

    fn all_known(&self, field: &'static str, kind: ItemKind, names: &[String]) -> Result<(), Wrong> {
        names.iter().try_for_each(|name| self.known(field, kind, name))
    }

    fn account(&self, one: &Account) -> Result<(), Wrong> {
        named("code", &one.code)?;
        let part = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
        let holds = one.code.split('-').all(part);
        let hint = "letters and digits; a sub-account is its account, a dash and its own: 2000-01";
        require(holds, "code", || format!("account '{}'", one.code), hint)?;
        match one.code.rsplit_once('-') {
            Some((above, _)) => self.known("code", ItemKind::Account, above)?,
            None if one.section.is_empty() => {
                return Err(Wrong::new("section", "an account stands in a section", "name it in 'section'"));
            }
            None => {}
        }
        if !one.section.is_empty() {
            self.known("section", ItemKind::Section, &one.section)?;
        }
        self.all_known("qualifies", ItemKind::Incentive, &one.qualifies)
    }

    fn global(&self, one: &Global) -> Result<(), Wrong> {
        let mut letters = one.name.chars();
        let first = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
        let holds = first && letters.all(|one| one.is_alphanumeric() || one == '_');
        let hint = "a letter first, then letters, digits and _";
        require(holds, "name", || format!("'{}' is no name that a formula can write", one.name), hint)?;
        let free = Function::find(&one.name).is_none();
        require(free, "name", || format!("'{}' is a function of formulas", one.name), "give it another name")?;
        self.open.borrow_mut().push(one.name.clone());
        let value = self.formula("is", &one.is)?;
        self.open.borrow_mut().pop();
        held("is", &one.is, value)
    }

    fn line(&self, one: &Detail) -> Result<(), Wrong> {
        named("text", &one.text)?;
        self.known("account", ItemKind::Account, &one.account)?;
        if !one.currency.is_empty() {
            let base = self.production.is_some_and(|production| production.currency == one.currency);
            if !base && self.budget.item(ItemKind::Currency, &one.currency).is_none() {
                let message = format!("the rate is in {}, which has no rate itself", one.currency);
                let hint = format!("add a currency {} with rate and date", one.currency);
                return Err(Wrong::new("currency", message, hint));
            }
        }
        let among = [("cast ", Among::Cast), ("crew ", Among::Crew)];
        let among = among.into_iter().find(|(word, _)| one.person.starts_with(word));
        if let Some((production, (_, among))) = self.production.zip(among) {
            who(production, &[among], &one.person).map_err(|(message, hint)| Wrong::new("person", message, hint))?;
        }
        self.all_known("groups", ItemKind::Group, &one.groups)?;
        self.all_known("fringes", ItemKind::Fringe, &one.fringes)?;
        self.open.borrow_mut().push(format!("account {}", one.account));
        let amount = self.formula("amount", &one.amount)?;
        let fits = match amount.kind {
            Kind::Number => true,
            Kind::Money => false,
            kind => kind.word().trim_end_matches('s') == one.unit.trim_end_matches('s'),
        };
        if !fits {
            let message =
                format!("{} are no {}", amount.kind.word(), if one.unit.is_empty() { "amount" } else { &one.unit });
            let hint = "make unit and formula agree: weeks(..) turns days into weeks, count(..) takes the kind off";
            return Err(Wrong::formula("amount", &one.amount, Fault::new(0, message, hint)));
        }
        held("amount", &one.amount, amount)?;
        let times = self.formula("times", &one.times)?;
        if times.kind != Kind::Number {
            let message = format!("{} are no number of persons or pieces", times.kind.word());
            let fault = Fault::new(0, message, "put the time into amount; count(..) takes the kind off");
            return Err(Wrong::formula("times", &one.times, fault));
        }
        held("times", &one.times, times)?;
        let rate = self.rate(one)?;
        self.open.borrow_mut().pop();
        if !matches!(rate.kind, Kind::Money | Kind::Number) {
            let fault = Fault::new(0, format!("{} are no money", rate.kind.word()), "a rate is an amount of money");
            return Err(Wrong::formula("rate", &one.rate, fault));
        }
        held("rate", &one.rate, rate)
    }

    /// The rate; the board's own lines stand there alone, once.
    fn rate(&self, one: &Detail) -> Result<Value, Wrong> {
        let parsed = parse(&one.rate).map_err(|fault| Wrong::formula("rate", &one.rate, fault))?;
        let Expr::Ask(Function::Board, name, at) = &parsed else { return self.formula("rate", &one.rate) };
        if (one.amount.trim(), one.times.trim(), one.currency.as_str()) != ("1", "1", "") {
            let message = "the board's own lines come as they are: amount and times are 1, in the base currency";
            let fault = Fault::new(*at, message, "cost(..) gives the same money to reckon with");
            return Err(Wrong::formula("rate", &one.rate, fault));
        }
        self.ask(Function::Board, name, *at).map_err(|fault| Wrong::formula("rate", &one.rate, fault))
    }

    fn formula(&self, field: &'static str, text: &str) -> Result<Value, Wrong> {
        let reckoned = parse(text).and_then(|expr| match alone(&expr) {
            Some(at) => {
                let hint = "write it alone as the rate of a line; cost(..) gives the same money to reckon with";
                Err(Fault::new(at, "board(..) cannot be a part of a formula", hint))
            }
            None => value(&expr, self),
        });
        reckoned.map_err(|fault| Wrong::formula(field, text, fault))
    }

    fn bases(&self, field: &'static str, charge: &Charge, names: &[String]) -> Result<(), Wrong> {
        let at = self.budget.charges.iter().position(|one| one.name == charge.name).unwrap_or(usize::MAX);
        let earlier = self.budget.charges.iter().take(at.min(self.budget.charges.len()));
        let earlier: Vec<&str> = earlier.map(|one| one.name.as_str()).collect();
        for name in names {
            let known = TOTALS.contains(&name.as_str())
                || earlier.contains(&name.as_str())
                || self.budget.item(ItemKind::Section, name).is_some()
                || self.budget.item(ItemKind::Account, name).is_some();
            if !known {
                let sections = self.budget.sections.iter().map(|one| one.name.as_str());
                let accounts = self.budget.accounts.iter().map(|one| one.code.as_str());
                let hint =
                    nearest(name, TOTALS.into_iter().chain(sections).chain(earlier.iter().copied()).chain(accounts));
                let message = format!("there is no total, section, account or earlier charge '{name}'");
                return Err(Wrong::new(field, message, hint));
            }
        }
        Ok(())
    }

    /// Reckons `inner` under a name, unless that name is being reckoned already: then the cycle is shown.
    fn within(&self, name: String, at: usize, inner: impl Fn() -> Result<Value, Fault>) -> Result<Value, Fault> {
        if let Some(first) = self.open.borrow().iter().position(|open| *open == name) {
            let path = self.open.borrow().iter().skip(first).cloned().chain([name]).collect::<Vec<_>>().join(" -> ");
            return Err(Fault::new(at, format!("this goes round in a circle: {path}"), "take one of the steps out"));
        }
        if let Some(done) = self.done.borrow().get(&name) {
            return done.clone().map_err(|fault| Fault { at, ..fault });
        }
        if self.open.borrow().len() > DEEPEST {
            let message = format!("'{name}' stands on more than {DEEPEST} others, one on the other");
            return Err(Fault::new(at, message, "shorten the chain"));
        }
        self.open.borrow_mut().push(name.clone());
        let value = inner();
        self.open.borrow_mut().pop();
        self.done.borrow_mut().insert(name, value.clone());
        value
    }
}

/// Where `board(..)` stands inside a formula.
fn alone(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Ask(Function::Board, _, at) => Some(*at),
        Expr::Minus(part) => alone(part),
        Expr::Join(left, _, _, right) => alone(left).or_else(|| alone(right)),
        Expr::Call(_, args, _) => args.iter().find_map(alone),
        _ => None,
    }
}

/// Refuses what is negative, as far as that is known without a plan.
fn held(field: &'static str, text: &str, value: Value) -> Result<(), Wrong> {
    match value.amount {
        Some(amount) if amount.is_negative() => {
            let hint = "a budget has no negative lines; take it off the line it lowers, or use an incentive";
            Err(Wrong::formula(field, text, Fault::new(0, format!("{amount} is less than nothing"), hint)))
        }
        Some(amount) if amount > Exact::whole(10_000_000_000_i64) => {
            let hint = "figures lie between 0 and 10,000,000,000";
            Err(Wrong::formula(field, text, Fault::new(0, format!("{amount} is no figure of a budget"), hint)))
        }
        _ => Ok(()),
    }
}

fn require(holds: bool, field: &'static str, message: impl FnOnce() -> String, hint: &str) -> Result<(), Wrong> {
    if holds { Ok(()) } else { Err(Wrong::new(field, message(), hint)) }
}

fn named(field: &'static str, name: &str) -> Result<(), Wrong> {
    let whole =
        !name.trim().is_empty() && name.trim() == name && !name.chars().any(|one| one.is_control() || one == ';');
    let hint = "write a word or more, without ; and line breaks, and no blanks around";
    require(whole, field, || format!("'{name}' is no {field}"), hint)
}

fn percent(field: &'static str, part: Ratio) -> Result<(), Wrong> {
    let holds = part >= Ratio::new(0, 1) && part <= Ratio::new(100, 1);
    require(holds, field, || format!("{part} %"), "it lies between 0 and 100; 6.2 is 6.2 %")
}

fn money(field: &'static str, amount: Cents) -> Result<(), Wrong> {
    let holds = (0..=1_000_000_000_000).contains(&amount.0);
    require(holds, field, || format!("{field} {amount}"), "amounts lie between 0 and 10,000,000,000")
}

fn dated(field: &'static str, date: Date) -> Result<(), Wrong> {
    let holds = (1900..2200).contains(&date.year());
    require(holds, field, || format!("date {date}"), "dates lie in the years 1900 to 2199")
}

//! The formulas of a budget reckoned on a board: globals, lines and accounts, each once, each with what went wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;

use model::budget::{Budget, Currency, Detail, week, within};
use model::formula::{self, Exact, Expr, Fault, Function, Kind, Value, parse, unknown, value};
use model::measure::Cents;

use crate::facts::Facts;

/// What a line came to.
#[derive(Clone, Debug)]
pub(crate) struct Reckoned {
    pub(crate) amount: Value,
    pub(crate) times: Exact,
    /// In the currency of the line.
    pub(crate) rate: Exact,
    /// In the base currency, rounded once.
    pub(crate) cost: Cents,
}

/// A fault in a field of a line.
pub(crate) type Broken = (&'static str, Fault);

/// Whose a line of the board's ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The line of the budget at this place books it.
    Line(usize),
    /// Lines of the budget price it in detail, as this entry of `detailed` says.
    Detailed(usize),
    /// The board books it by itself.
    Board,
}

/// A budget on a board.
pub(crate) struct Sheet<'a> {
    pub(crate) budget: &'a Budget,
    pub(crate) facts: Facts<'a>,
    /// Whose each ledger line is.
    pub(crate) owners: Vec<Owner>,
    values: RefCell<BTreeMap<String, Result<Value, Fault>>>,
    lines: RefCell<BTreeMap<usize, Result<Reckoned, Broken>>>,
    open: RefCell<Vec<String>>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(facts: Facts<'a>) -> Self {
        let budget = &facts.production.budget;
        let chosen = |text: &String| facts.chosen(text).ok();
        let detailed: Vec<_> = budget.detailed.iter().map(chosen).collect();
        let claims = budget.lines.iter().enumerate().filter(|(_, line)| on(budget, line));
        let claims: Vec<_> = claims.filter_map(|(at, line)| Some((at, facts.chosen(&claim(line)?).ok()?))).collect();
        let owner = |line| {
            let detailed = detailed.iter().position(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.meets(line)));
            let claim = claims.iter().find(|(_, chosen)| chosen.meets(line));
            match (detailed, claim) {
                (Some(at), _) => Owner::Detailed(at),
                (None, Some((at, _))) => Owner::Line(*at),
                (None, None) => Owner::Board,
            }
        };
        let owners = facts.ledger.iter().map(owner).collect();
        Self { budget, facts, owners, values: RefCell::default(), lines: RefCell::default(), open: RefCell::default() }
    }

    /// The money of the ledger lines of an owner, and their places.
    pub(crate) fn owned(&self, owner: Owner) -> (Cents, Vec<usize>) {
        let places: Vec<usize> = (0..self.owners.len()).filter(|at| self.owners[*at] == owner).collect();
        (places.iter().map(|at| self.facts.ledger[*at].amount).sum(), places)
    }

    /// The account of the chart that takes an account of the board.
    pub(crate) fn account_of(&self, board: u16) -> Option<&'a str> {
        booked(self.budget, board)
    }

    /// What a line of the budget comes to, whether it is switched on or not.
    pub(crate) fn line(&self, at: usize) -> Result<Reckoned, Broken> {
        if let Some(done) = self.lines.borrow().get(&at) {
            return done.clone();
        }
        let reckoned = match self.budget.lines.get(at) {
            Some(line) => self.reckon(at, line),
            None => Err(("line", Fault::new(0, "there is no such line", ""))),
        };
        self.lines.borrow_mut().insert(at, reckoned.clone());
        reckoned
    }

    fn reckon(&self, at: usize, line: &Detail) -> Result<Reckoned, Broken> {
        if claim(line).is_some() {
            let cost = self.owned(Owner::Line(at)).0;
            let amount = Value::of(Kind::Number, Exact::ONE);
            // The name may have gone since the line was written.
            self.formula("rate", &line.rate)?;
            return Ok(Reckoned { amount, times: Exact::ONE, rate: Exact::money(cost), cost });
        }
        let amount = self.formula("amount", &line.amount)?;
        let (times, rate) = (self.known("times", &line.times)?, self.known("rate", &line.rate)?);
        let many = amount.amount.unwrap_or(Exact::ZERO);
        for (field, value) in [("amount", many), ("times", times), ("rate", rate)] {
            if value.is_negative() {
                let hint = "keep it above zero, as in max(0, ..)";
                return Err((field, Fault::new(0, format!("{value} is less than nothing"), hint)));
            }
        }
        let exchange =
            self.currency(line).map_err(|fault| ("currency", fault))?.map_or(Exact::ONE, |one| one.rate.into());
        let cost = many.times(times).and_then(|one| one.times(rate)).and_then(|one| one.times(exchange));
        let cost = cost.and_then(Exact::cents);
        let hint = "amounts lie below 10,000,000,000";
        let cost = cost.ok_or_else(|| ("rate", Fault::new(0, "the line is larger than any budget's", hint)))?;
        Ok(Reckoned { amount, times, rate, cost })
    }

    /// The foreign currency of a line.
    pub(crate) fn currency(&self, line: &Detail) -> Result<Option<&'a Currency>, Fault> {
        if line.currency.is_empty() || line.currency == self.facts.production.currency {
            return Ok(None);
        }
        let found = self.budget.currencies.iter().find(|one| one.code == line.currency);
        let missing = || {
            let hint = format!("add a currency {} with rate and date", line.currency);
            Fault::new(0, format!("{} has no rate", line.currency), hint)
        };
        found.map(Some).ok_or_else(missing)
    }

    fn known(&self, field: &'static str, text: &str) -> Result<Exact, Broken> {
        Ok(self.formula(field, text)?.amount.unwrap_or(Exact::ZERO))
    }

    fn formula(&self, field: &'static str, text: &str) -> Result<Value, Broken> {
        parse(text).and_then(|expr| value(&expr, self)).map_err(|fault| (field, fault))
    }

    /// Reckons a global or an account once; what stands on itself is a fault that shows the circle.
    fn once(&self, name: String, at: usize, inner: impl FnOnce() -> Result<Value, Fault>) -> Result<Value, Fault> {
        if let Some(done) = self.values.borrow().get(&name) {
            return done.clone().map_err(|fault| Fault { at, ..fault });
        }
        let first = self.open.borrow().iter().position(|open| *open == name);
        if let Some(first) = first {
            let path = self.open.borrow().iter().skip(first).cloned().chain([name]).collect::<Vec<_>>().join(" -> ");
            return Err(Fault::new(at, format!("this goes round in a circle: {path}"), "take one of the steps out"));
        }
        if self.open.borrow().len() > 40 {
            return Err(Fault::new(at, format!("'{name}' stands on too many others"), "shorten the chain"));
        }
        self.open.borrow_mut().push(name.clone());
        let value = inner();
        self.open.borrow_mut().pop();
        self.values.borrow_mut().insert(name, value.clone());
        value
    }

    /// The lines of an account and of those under it, without fringes.
    fn account(&self, code: &str, at: usize) -> Result<Value, Fault> {
        if self.budget.account(code).is_none() {
            let known = self.budget.accounts.iter().map(|account| account.code.as_str());
            return Err(unknown(at, "account", code, known));
        }
        let mut sum = Cents::ZERO;
        for (place, line) in self.budget.lines.iter().enumerate() {
            if within(&line.account, code) && on(self.budget, line) {
                // A line that is broken is told of where it stands.
                sum += self.line(place).map_or(Cents::ZERO, |line| line.cost);
            }
        }
        let own = self.owners.iter().zip(self.facts.ledger).filter(|(owner, _)| **owner == Owner::Board);
        let own = own.filter(|(_, line)| self.account_of(line.account).is_some_and(|booked| within(booked, code)));
        sum += own.map(|(_, line)| line.amount).sum();
        Ok(Value::of(Kind::Money, Exact::money(sum)))
    }

    /// What the formulas of a line came to, and what they stand on, where they are more than numbers.
    pub(crate) fn because(&self, line: &Detail) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(at) = self.budget.lines.iter().position(|one| one == line).filter(|_| claim(line).is_some()) {
            let cost = self.owned(Owner::Line(at)).0;
            return vec![format!("rate: {} = {cost}, what no line before it books", line.rate)];
        }
        for (field, text) in [("amount", &line.amount), ("times", &line.times), ("rate", &line.rate)] {
            self.explain(field, text, &mut told, 0);
        }
        told
    }

    fn explain(&self, name: &str, text: &str, told: &mut Vec<String>, depth: usize) {
        let Ok(expr) = parse(text) else { return };
        if matches!(expr, Expr::Number(_)) && depth == 0 || depth > 4 {
            return;
        }
        let Ok(reckoned) = value(&expr, self) else { return };
        let line = format!("{name}: {text} = {}", words(reckoned));
        if !told.contains(&line) {
            told.push(line);
        }
        for (to, _) in formula::refers(&expr) {
            if let formula::Reference::Global(name) = to
                && let Some(global) = self.budget.globals.iter().find(|global| global.name == name)
            {
                self.explain(&global.name, &global.is, told, depth + 1);
            }
        }
    }
}

/// A value in words: `12 days`, `4,000`.
fn words(value: Value) -> String {
    let amount = value.amount.unwrap_or(Exact::ZERO);
    match value.kind {
        Kind::Money => amount.cents().map_or_else(|| amount.to_string(), |cents| cents.to_string()),
        Kind::Number => amount.to_string(),
        kind if amount == Exact::ONE => format!("1 {}", kind.word().trim_end_matches('s')),
        kind => format!("{amount} {}", kind.word()),
    }
}

impl formula::Facts for Sheet<'_> {
    fn global(&self, name: &str, at: usize) -> Result<Value, Fault> {
        let Some(global) = self.budget.globals.iter().find(|global| global.name == name) else {
            return Err(unknown(at, "global", name, self.budget.globals.iter().map(|global| global.name.as_str())));
        };
        self.once(name.to_owned(), at, || {
            parse(&global.is).and_then(|expr| value(&expr, self)).map_err(|fault| Fault { at, ..fault })
        })
    }

    fn ask(&self, function: Function, name: &str, at: usize) -> Result<Value, Fault> {
        match function {
            Function::Account => self.once(format!("account {name}"), at, || self.account(name, at)),
            Function::Board => self.facts.answer(Function::Cost, name, at),
            _ => self.facts.answer(function, name, at),
        }
    }

    fn week(&self) -> i128 {
        week(self.facts.production)
    }
}

/// The account of a chart that takes an account of the board.
pub(crate) fn booked(budget: &Budget, board: u16) -> Option<&str> {
    let said = budget.accounts.iter().find(|account| account.takes.contains(&board));
    said.or_else(|| budget.account(&board.to_string())).map(|account| account.code.as_str())
}

/// Whether all groups of a line are on.
pub(crate) fn on(budget: &Budget, line: &Detail) -> bool {
    line.groups.iter().all(|name| budget.groups.iter().find(|group| group.name == *name).is_none_or(|group| group.on))
}

/// What of the board's ledger a line books, when it does.
fn claim(line: &Detail) -> Option<String> {
    match parse(&line.rate) {
        Ok(Expr::Ask(Function::Board, name, _)) => Some(name),
        _ => None,
    }
}

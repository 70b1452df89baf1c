//! Formulas of a budget: numbers, `+ - * /`, globals, and functions over plan, verdict and estimate, such as
//! `paid_days(cast 3) * 2`. A formula is typed: money, days and hours do not add up. Exact, and bounded in length and depth.

mod exact;
mod function;
mod parse;
mod who;

pub use exact::Exact;
pub use function::{Among, Function, Takes};
pub use parse::parse;
pub use who::{Selector, selector, who};

use crate::edit::Refusal;
use crate::near::nearest;

/// A formula, taken apart. `at` is the byte at which a part begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A number as it stands.
    Number(Exact),
    /// A global by its name.
    Global(String, usize),
    /// The negative of a part.
    Minus(Box<Expr>),
    /// Two parts joined.
    Join(Box<Expr>, Operator, usize, Box<Expr>),
    /// A function of values.
    Call(Function, Vec<Expr>, usize),
    /// A function that asks the plan about a name; the name may be empty.
    Ask(Function, String, usize),
}

/// What joins two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the operator of that name")]
pub enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

/// What a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A plain number: it takes the kind of what it is joined with.
    Number,
    /// Money, in units of a currency.
    Money,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Hours.
    Hours,
    /// Pages of script.
    Pages,
}

impl Kind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Money => "money",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Hours => "hours",
            Self::Pages => "pages",
        }
    }
}

/// A value: its kind, and how much when that is known. Before there is a plan only the kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is of.
    pub kind: Kind,
    /// How much.
    pub amount: Option<Exact>,
}

impl Value {
    /// A known value.
    pub fn of(kind: Kind, amount: Exact) -> Self {
        Self { kind, amount: Some(amount) }
    }
}

/// What is wrong with a formula, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which it stands.
    pub at: usize,
    /// What is wrong, naming the value.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl Fault {
    /// A fault with its way out.
    pub fn new(at: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, message: message.into(), hint: hint.into() }
    }
    /// Line and column, from 1, in the text of the formula.
    pub fn place(&self, text: &str) -> (u32, u32) {
        let before = text.get(..self.at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }
    /// The fault of a field, as the refusal of an edit: `rate 'a + b', column 5: there is no global 'b'`.
    pub fn refusal(&self, field: &str, text: &str) -> Refusal {
        let place = match self.place(text) {
            (1, column) => format!("column {column}"),
            (line, column) => format!("line {line}, column {column}"),
        };
        Refusal::new(format!("{field} '{text}', {place}: {}", self.message), self.hint.clone())
    }
}

/// What a formula stands on: the globals, and the answers to what it asks.
pub trait Facts {
    /// The value of a global.
    fn global(&self, name: &str, at: usize) -> Result<Value, Fault>;
    /// The value of a function that asks about a name.
    fn ask(&self, function: Function, name: &str, at: usize) -> Result<Value, Fault>;
    /// Working days of a week, by which days become weeks.
    fn week(&self) -> i128;
}

/// The value of a formula.
pub fn value(expr: &Expr, facts: &impl Facts) -> Result<Value, Fault> {
    match expr {
        Expr::Number(number) => Ok(Value::of(Kind::Number, *number)),
        Expr::Global(name, at) => facts.global(name, *at),
        Expr::Ask(function, name, at) => facts.ask(*function, name, *at),
        Expr::Minus(part) => {
            let part = value(part, facts)?;
            Ok(Value { amount: part.amount.map(Exact::negative), ..part })
        }
        Expr::Join(left, operator, at, right) => join(value(left, facts)?, *operator, *at, value(right, facts)?),
        Expr::Call(function, args, at) => {
            let args = args.iter().map(|arg| value(arg, facts)).collect::<Result<Vec<_>, _>>()?;
            call(*function, &args, *at, facts.week())
        }
    }
}

fn join(left: Value, operator: Operator, at: usize, right: Value) -> Result<Value, Fault> {
    use Kind::{Money, Number};
    let kind = match (operator, left.kind, right.kind) {
        (Operator::Plus | Operator::Minus, one, other) => alike(one, other).ok_or_else(|| {
            let verb = if operator == Operator::Plus { "added to" } else { "taken from" };
            let (what, to) = if operator == Operator::Plus { (one, other) } else { (other, one) };
            let message = format!("{} cannot be {verb} {}", what.word(), to.word());
            Fault::new(
                at,
                message,
                "bring both to one kind: weeks(..) and days(..) convert, count(..) takes the kind off",
            )
        })?,
        (Operator::Times, Number, kind) | (Operator::Times | Operator::Over, kind, Number) => kind,
        (Operator::Times, Money, other) | (Operator::Times, other, Money) if other != Money => Money,
        (Operator::Over, one, other) if one == other => Number,
        (Operator::Over, Money, _) => Money,
        (Operator::Over, _, other) if other != Money => Number,
        (_, one, other) => {
            let verb = if operator == Operator::Times { "multiplied by" } else { "divided by" };
            let message = format!("{} cannot be {verb} {}", one.word(), other.word());
            return Err(Fault::new(at, message, "count(..) takes the kind off a value"));
        }
    };
    let amount = match (left.amount, right.amount) {
        (Some(left), Some(right)) => Some(match operator {
            Operator::Plus => left.plus(right).ok_or_else(|| too_large(at))?,
            Operator::Minus => left.plus(right.negative()).ok_or_else(|| too_large(at))?,
            Operator::Times => left.times(right).ok_or_else(|| too_large(at))?,
            Operator::Over if right == Exact::ZERO => {
                let hint = "keep it above zero, as in max(1, ..)";
                return Err(Fault::new(at, "this divides by zero", hint));
            }
            Operator::Over => left.over(right).ok_or_else(|| too_large(at))?,
        }),
        _ => None,
    };
    Ok(Value { kind, amount })
}

/// The one kind of two values that can be added.
fn alike(one: Kind, other: Kind) -> Option<Kind> {
    match (one, other) {
        (Kind::Number, kind) | (kind, Kind::Number) => Some(kind),
        (one, other) => (one == other).then_some(one),
    }
}

fn too_large(at: usize) -> Fault {
    Fault::new(at, "the value is larger than any budget's", "check the figures; amounts lie below 10,000,000,000")
}

fn call(function: Function, args: &[Value], at: usize, week: i128) -> Result<Value, Fault> {
    let Some(first) = args.first().copied() else {
        return Err(Fault::new(at, format!("{}() of nothing", function.name()), function.usage()));
    };
    let with = |change: fn(Exact) -> Exact| Ok(Value { amount: first.amount.map(change), ..first });
    let only = |kinds: &[Kind], kind: Kind, factor: Exact| {
        if !kinds.contains(&first.kind) {
            let message = format!("{}() takes no {}", function.name(), first.kind.word());
            return Err(Fault::new(at, message, function.usage()));
        }
        let amount = first.amount.map(|amount| match first.kind {
            kind if kind == kinds[0] => amount.times(factor).ok_or_else(|| too_large(at)),
            _ => Ok(amount),
        });
        Ok(Value { kind, amount: amount.transpose()? })
    };
    match function {
        Function::Ceil => with(Exact::ceil),
        Function::Floor => with(Exact::floor),
        Function::Round => with(Exact::round),
        Function::Count => Ok(Value { kind: Kind::Number, ..first }),
        Function::Weeks => only(&[Kind::Days, Kind::Number], Kind::Weeks, Exact::new(1, week)),
        Function::Days => only(&[Kind::Weeks, Kind::Number], Kind::Days, Exact::new(week, 1)),
        _ => args.iter().skip(1).try_fold(first, |best, &next| {
            let kind = alike(best.kind, next.kind).ok_or_else(|| {
                let message = format!("{} and {} cannot be compared", best.kind.word(), next.kind.word());
                Fault::new(at, message, "bring both to one kind: weeks(..) and days(..) convert")
            })?;
            let amount = best.amount.zip(next.amount).map(|(best, next)| match function {
                Function::Min => best.min(next),
                _ => best.max(next),
            });
            Ok(Value { kind, amount })
        }),
    }
}

/// A fault that names what is near.
pub fn unknown<'a>(at: usize, what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    Fault::new(at, format!("there is no {what} '{name}'"), nearest(name, known))
}

/// What a formula refers to inside the budget: globals, and accounts by `account(..)`, with their place.
pub fn refers(expr: &Expr) -> Vec<(Reference<'_>, usize)> {
    match expr {
        Expr::Number(_) => Vec::new(),
        Expr::Global(name, at) => vec![(Reference::Global(name), *at)],
        Expr::Ask(Function::Account, code, at) => vec![(Reference::Account(code), *at)],
        Expr::Ask(..) => Vec::new(),
        Expr::Minus(part) => refers(part),
        Expr::Join(left, _, _, right) => refers(left).into_iter().chain(refers(right)).collect(),
        Expr::Call(_, args, _) => args.iter().flat_map(refers).collect(),
    }
}

/// Something of the budget that a formula refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference<'a> {
    /// A global.
    Global(&'a str),
    /// An account with those under it.
    Account(&'a str),
}

#[cfg(test)]
mod tests;

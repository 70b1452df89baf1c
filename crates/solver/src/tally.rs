//! What the search adds up instead of words: the weight of broken rules, money, wishes; and how two boards compare.

use std::ops::{AddAssign, SubAssign};

use budget::Ledger;
use model::estimate::{Line, Wish};
use model::measure::Cents;
use model::notice::Severity;
use model::verdict::{Excess, Finding, PayLine};
use rules::{Code, Report};

/// What one scope of the judge and the price adds to a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Broken hard rules, strips without a day not counted.
    pub(crate) errors: i64,
    /// The same, weighed by how far each limit is passed.
    pub(crate) weight: i64,
    /// Booked money in cents.
    pub(crate) price: i64,
    /// Price of open wishes in cents.
    pub(crate) wishes: i64,
    /// Price in cents of what people have to be told anew.
    pub(crate) change: i64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.weight += other.weight;
        self.price += other.price;
        self.wishes += other.wishes;
        self.change += other.change;
    }
}
impl SubAssign for Tally {
    fn sub_assign(&mut self, other: Self) {
        self.errors -= other.errors;
        self.weight -= other.weight;
        self.price -= other.price;
        self.wishes -= other.wishes;
        self.change -= other.change;
    }
}

impl Report for Tally {
    fn finding(&mut self, code: Code, severity: Severity, by: Excess, _words: impl FnOnce() -> Finding) {
        if severity == Severity::Error && code != Code::Unplaced {
            self.errors += 1;
            self.weight += weigh(by);
        }
    }
    /// The price books the amount of a line of pay as it is.
    fn pay(&mut self, amount: Cents, _words: impl FnOnce() -> PayLine) {
        self.price += amount.0;
    }
}

impl Ledger for Tally {
    fn line(&mut self, amount: Cents, _words: impl FnOnce() -> Line) {
        self.price += amount.0;
    }
    fn wish(&mut self, price: Cents, _words: impl FnOnce() -> Wish) {
        self.wishes += price.0;
    }
}

/// What every scope adds, and the sum; steps can be taken back.
#[derive(Debug)]
pub(crate) struct Sums {
    scopes: Vec<Tally>,
    pub(crate) total: Tally,
    journal: Vec<(usize, Tally)>,
}

impl Sums {
    /// Scopes that add nothing yet.
    pub(crate) fn of(scopes: usize) -> Self {
        Self { scopes: vec![Tally::default(); scopes], total: Tally::default(), journal: Vec::new() }
    }

    /// Sets what a scope adds.
    pub(crate) fn book(&mut self, scope: usize, tally: Tally) {
        let old = self.set(scope, tally);
        self.journal.push((scope, old));
    }

    fn set(&mut self, scope: usize, tally: Tally) -> Tally {
        let old = std::mem::replace(&mut self.scopes[scope], tally);
        self.total -= old;
        self.total += tally;
        old
    }

    /// Accepts what was booked.
    pub(crate) fn keep(&mut self) {
        self.journal.clear();
    }

    /// How much was booked since then.
    pub(crate) fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Takes back what was booked since a mark.
    pub(crate) fn undo(&mut self, mark: usize) {
        while self.journal.len() > mark {
            let Some((scope, tally)) = self.journal.pop() else { break };
            self.set(scope, tally);
        }
    }
}

/// How far a limit is passed, in minutes and their like: a day weighs as four hours, a piece as one, and every breach
/// has a floor, so that many small breaches are never worth one that is gone. Pieces may be square feet and flatten out.
pub(crate) fn weigh(by: Excess) -> i64 {
    match by {
        Excess::Minutes(minutes) => 30 + minutes.0.max(0),
        Excess::Days(days) => 30 + 240 * i64::from(days.min(1_000)),
        Excess::Count(count) => 30 + 60 * i64::from(count.min(8)) + i64::from(count / 16),
    }
}

/// The value of a board, compared in this order: hard rules, strips without a day, then money with wishes and change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Value {
    pub(crate) weight: i64,
    pub(crate) unplaced: i64,
    pub(crate) money: i64,
}

impl Value {
    /// One number for the acceptance of moves, in cents.
    pub(crate) fn cents(self, weights: Weights) -> i64 {
        self.weight
            .saturating_mul(weights.error)
            .saturating_add(self.unplaced.saturating_mul(weights.unplaced))
            .saturating_add(self.money)
    }
}

/// What a broken rule and a strip without a day are worth in cents while the search walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    /// Of one unit of [`Value::weight`].
    pub(crate) error: i64,
    /// Of one strip.
    pub(crate) unplaced: i64,
}

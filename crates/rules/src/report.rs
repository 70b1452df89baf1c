//! Where rules report to: a verdict keeps every word, the search only counts. Words are made when somebody asks for them.

use model::ids::DayId;
use model::measure::{Cents, Ratio};
use model::notice::Severity;
use model::verdict::{Excess, Finding, PayCode, PayLine, Verdict, Who};

use crate::code::Code;

/// Receives what the rules find and what the hours pay.
pub trait Report {
    /// A rule has something to say; `words` writes it out.
    fn finding(&mut self, code: Code, severity: Severity, by: Excess, words: impl FnOnce() -> Finding)
    where
        Self: Sized;

    /// Somebody is paid; `words` gives the whole line, whose amount is `amount`.
    fn pay(&mut self, amount: Cents, words: impl FnOnce() -> PayLine)
    where
        Self: Sized;
}

/// A verdict takes every finding and every line.
impl Report for Verdict {
    fn finding(&mut self, _: Code, _: Severity, _: Excess, words: impl FnOnce() -> Finding) {
        self.findings.push(words());
    }
    fn pay(&mut self, _: Cents, words: impl FnOnce() -> PayLine) {
        self.pay.push(words());
    }
}

/// What is wrong, without words.
#[derive(Clone, Copy)]
pub(crate) struct Breach {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) who: Who,
    pub(crate) day: Option<DayId>,
    pub(crate) by: Excess,
}

/// The words of a breach.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) clause: String,
    pub(crate) mend: String,
}

impl Breach {
    /// Hands the breach in.
    pub(crate) fn tell(self, report: &mut impl Report, words: impl FnOnce() -> Words) {
        let Self { code, severity, who, day, by } = self;
        report.finding(code, severity, by, || {
            let Words { text, clause, mend } = words();
            Finding { code: code.as_str().to_owned(), severity, who, day, by, text, clause, mend }
        });
    }
}

/// What is paid, without the rule that says so.
#[derive(Clone, Copy)]
pub(crate) struct Due {
    pub(crate) who: Who,
    pub(crate) day: Option<DayId>,
    pub(crate) code: PayCode,
    pub(crate) quantity: Ratio,
    pub(crate) rate: Cents,
    pub(crate) times: Ratio,
}

impl Due {
    /// Hands the line in, unless it pays for nothing.
    pub(crate) fn tell(self, report: &mut impl Report, rule: impl FnOnce() -> String) {
        let Self { who, day, code, quantity, rate, times } = self;
        if quantity.num() == 0 || times.num() == 0 {
            return;
        }
        let amount = rate.times(quantity.by(times));
        report.pay(amount, || PayLine::new(who, day, code, quantity, rate, times, rule()));
    }
}

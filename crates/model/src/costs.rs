//! What a budget comes to on a board: its lines and the board's own, account by account, up to the grand total.

use serde::{Deserialize, Serialize};

use crate::budget::Phase;
use crate::ids::LineId;
use crate::measure::{Cents, Ratio};

/// The costs of a production on one board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// Lines in order of the chart; lines that are switched off come with nothing.
    pub lines: Vec<Cost>,
    /// Every account and sub-account of the chart in order, and last what has no account.
    pub accounts: Vec<AccountCost>,
    /// Sections in order.
    pub sections: Vec<SectionCost>,
    /// Sum of the sections above the line.
    pub above: Cents,
    /// Sum of the sections below the line.
    pub below: Cents,
    /// Contractual charges in order.
    pub charges: Vec<ChargeCost>,
    /// Grand total.
    pub total: Cents,
    /// What incentives bring back, not taken off the total.
    pub incentives: Vec<IncentiveCost>,
    /// What of the board's ledger the lines price in detail, and what the board prices it at. Not booked.
    pub detailed: Vec<(String, Cents)>,
    /// What could not be reckoned, or wants a look.
    pub problems: Vec<Problem>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Code of the account on which it is booked.
    pub account: String,
    /// The line of the budget; nothing when the board booked it by itself.
    pub line: Option<LineId>,
    /// What it is.
    pub text: String,
    /// When it is paid.
    pub phase: Phase,
    /// How many units, as a decimal.
    pub amount: String,
    /// The unit.
    pub unit: String,
    /// How many persons or pieces, as a decimal.
    pub times: String,
    /// Money for one, rounded for reading.
    pub rate: Cents,
    /// Amount x times x rate, rounded half-up once.
    pub cost: Cents,
    /// The same in the currency of the line, with the rate and its date, when that is a foreign one.
    pub foreign: Option<Foreign>,
    /// Fringes: name, the pay they are reckoned on, and what they come to.
    pub fringes: Vec<FringeCost>,
    /// Switched off.
    pub off: bool,
    /// The places in the estimate of the board's ledger lines that it stands for.
    pub ledger: Vec<usize>,
    /// What its formulas came to, where they are more than numbers: `paid_days(cast 3) = 12 days`.
    pub because: Vec<String>,
}

impl Cost {
    /// All its fringes.
    pub fn fringe(&self) -> Cents {
        self.fringes.iter().map(|one| one.amount).sum()
    }
}

/// Money of a foreign line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foreign {
    /// Code of the currency.
    pub currency: String,
    /// Amount in it, in hundredths.
    pub amount: Cents,
    /// Units of the base currency for one.
    pub rate: Ratio,
    /// The date of the rate.
    pub date: crate::calendar::Date,
}

/// One fringe of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FringeCost {
    /// Name.
    pub name: String,
    /// Pay on which it is reckoned, what lies beyond the cutoff left out.
    pub on: Cents,
    /// What it comes to.
    pub amount: Cents,
}

/// One account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountCost {
    /// Code; empty for what has no account.
    pub code: String,
    /// Title.
    pub title: String,
    /// Section.
    pub section: String,
    /// Its lines and those of its sub-accounts, without fringes.
    pub lines: Cents,
    /// Fringes booked on it and its sub-accounts.
    pub fringes: Cents,
    /// What was booked on it alone, sub-accounts apart: lines and fringes.
    pub own: Cents,
}

impl AccountCost {
    /// Lines and fringes.
    pub fn total(&self) -> Cents {
        self.lines + self.fringes
    }
    /// Whether it is an account of the top sheet, no sub-account.
    pub fn top(&self) -> bool {
        !self.code.contains('-')
    }
}

/// One section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionCost {
    /// Name.
    pub name: String,
    /// Above the line.
    pub above: bool,
    /// Sum of its accounts.
    pub total: Cents,
}

/// One contractual charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeCost {
    /// Name.
    pub name: String,
    /// What it is a percentage of.
    pub on: Cents,
    /// What it comes to.
    pub amount: Cents,
}

/// One incentive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncentiveCost {
    /// Name.
    pub name: String,
    /// Qualified spend.
    pub qualified: Cents,
    /// What it brings back.
    pub amount: Cents,
}

/// Something that could not be reckoned, or wants a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Whether figures are wrong because of it; else it only wants a look.
    pub wrong: bool,
    /// What it is about: `line 12 of 2000 (Grips)`, `global prep`.
    pub about: String,
    /// What it is, with place and value.
    pub text: String,
    /// The way out.
    pub hint: String,
}

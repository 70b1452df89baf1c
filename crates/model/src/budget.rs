//! The budget of a production: chart of accounts, globals, fringes, detail lines, contractual charges, and the approved one.
//!
//! Whatever a person counts is a formula ([`crate::formula`]); what it comes to on a board, the budget engine says
//! ([`crate::costs`]). Things of a budget are known by a name that is unique among its kind, lines by an identity.

mod check;
mod items;

use serde::{Deserialize, Serialize};

pub(crate) use check::needs;
pub use check::{TOTALS, Wrong, check, moves, sound, title, week};
pub use items::{After, Item, ItemKind};

use crate::calendar::Date;
use crate::ids::LineId;
use crate::measure::{Cents, Ratio};

/// A budget. The empty one is that of a production which has none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Name of the chart of accounts.
    pub chart: String,
    /// Sections of the top sheet in order.
    pub sections: Vec<Section>,
    /// Accounts and sub-accounts in order of the chart.
    pub accounts: Vec<Account>,
    /// Units of lines that last a time.
    pub units: Vec<TimeUnit>,
    /// Values by name.
    pub globals: Vec<Global>,
    /// Foreign currencies.
    pub currencies: Vec<Currency>,
    /// Sets of lines that are switched together.
    pub groups: Vec<Switch>,
    /// Fringes.
    pub fringes: Vec<Fringe>,
    /// Incentives.
    pub incentives: Vec<Incentive>,
    /// Detail lines, by account and then in order.
    pub lines: Vec<Detail>,
    /// Contractual charges in order.
    pub charges: Vec<Charge>,
    /// What of the board's own ledger the lines price in detail, so that it is not booked again: `crew`, `1400`.
    pub detailed: Vec<String>,
    /// The approved budget: what the estimate is compared with.
    pub approved: Option<Approved>,
    /// The final cost of a finished show.
    pub closed: Option<Approved>,
}

impl Budget {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
    /// The account of this code.
    pub fn account(&self, code: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.code == code)
    }
    /// The account, or the one above it, for which `wanted` answers something.
    pub fn up<'a, T>(&'a self, code: &'a str, wanted: impl Fn(&'a Account) -> Option<T>) -> Option<T> {
        let above = |code: &&'a str| code.rsplit_once('-').map(|(above, _)| above);
        std::iter::successors(Some(code), above).filter_map(|code| self.account(code)).find_map(wanted)
    }
    /// The section of an account: its own, or that of the account above it.
    pub fn section_of(&self, code: &str) -> Option<&Section> {
        let named = |account: &Account| (!account.section.is_empty()).then(|| account.section.clone());
        let name = self.up(code, named)?;
        self.sections.iter().find(|section| section.name == name)
    }
}

/// A section of the top sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Name, such as `Production`.
    pub name: String,
    /// Above the line.
    pub above: bool,
    /// The account on which fringes of its lines are booked; empty: each on its line's own account.
    pub fringes: String,
}

/// An account of the chart. A sub-account has the code of its account, a dash and its own: `2000-01`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Code: `2000`, `2000-01`, `A`.
    pub code: String,
    /// Title.
    pub title: String,
    /// Section; empty for a sub-account, which stands in its account's.
    pub section: String,
    /// Numbers of the board's own accounts that are booked here. The account whose code is the number takes it anyway,
    /// unless another says so.
    pub takes: Vec<u16>,
    /// Incentives for which its cost qualifies; a line may say otherwise. Sub-accounts follow their account.
    pub qualifies: Vec<String>,
}

/// A unit that lasts a time, for fringes that are paid by the hour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeUnit {
    /// Name: hour, day, week.
    pub name: String,
    /// Hours that it counts as.
    pub hours: u32,
}

/// A value by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Global {
    /// Name, as formulas write it.
    pub name: String,
    /// Formula.
    pub is: String,
    /// What it is, or where it comes from.
    pub note: String,
}

/// A foreign currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: String,
    /// Units of the base currency for one of it.
    pub rate: Ratio,
    /// The date of the rate.
    pub date: Date,
    /// Who says so.
    pub source: String,
}

/// A set of lines that is switched on and off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Name.
    pub name: String,
    /// Whether its lines count.
    pub on: bool,
    /// What it is for.
    pub note: String,
}

/// A fringe: what an employer pays on top of pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fringe {
    /// Name.
    pub name: String,
    /// How much.
    pub kind: FringeKind,
    /// Straight time only: lines of overtime and penalties are left out.
    pub straight: bool,
    /// Where it comes from.
    pub source: String,
}

/// How much a fringe is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FringeKind {
    /// A part of the pay of each person, up to a ceiling of that pay over the whole engagement.
    Percent {
        /// Percent of the pay, 0 to 100.
        percent: Ratio,
        /// Pay of one person beyond which nothing is paid any more.
        cutoff: Option<Cents>,
    },
    /// A sum for each hour.
    Hourly(Cents),
}

/// An incentive for what is spent in some place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incentive {
    /// Name.
    pub name: String,
    /// Percent of the qualified spend, 0 to 100.
    pub percent: Ratio,
    /// The most that is paid.
    pub cap: Option<Cents>,
    /// Whether fringes of qualified lines qualify too.
    pub fringes: bool,
    /// Where it comes from.
    pub source: String,
}

/// Part of the show in which something is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// No one part.
    #[default]
    Any,
    /// Before shooting.
    Prep,
    /// While shooting.
    Shoot,
    /// After shooting.
    Wrap,
    /// While the film is finished.
    Post,
}

impl Phase {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Any, Self::Prep, Self::Shoot, Self::Wrap, Self::Post];
    /// Its word; none for no one part.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Prep => "prep",
            Self::Shoot => "shoot",
            Self::Wrap => "wrap",
            Self::Post => "post",
        }
    }
}

/// A detail line: amount x unit x times x rate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Identity.
    pub id: LineId,
    /// Code of its account.
    pub account: String,
    /// What it is.
    pub text: String,
    /// Who is paid, when several lines pay one person or group of persons: cutoffs count over all of them. Empty: the
    /// line by itself. A cast member of the board is meant by `cast 3`.
    pub person: String,
    /// How many units; a formula.
    pub amount: String,
    /// The unit: week, day, allow.
    pub unit: String,
    /// How many persons or pieces; a formula.
    pub times: String,
    /// Money for one; a formula. `board(..)` alone: the board's own lines.
    pub rate: String,
    /// Code of its currency; empty for the base currency.
    pub currency: String,
    /// When it is paid.
    pub phase: Phase,
    /// Groups; the line counts while all of them are on.
    pub groups: Vec<String>,
    /// Fringes.
    pub fringes: Vec<String>,
    /// Overtime or a penalty: fringes on straight time leave it out.
    pub overtime: bool,
    /// Whether it qualifies for incentives; nothing: as its account does.
    pub qualifies: Option<bool>,
    /// Where it comes from.
    pub note: String,
}

/// A contractual charge: percent of totals, below the sum of the sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Name.
    pub name: String,
    /// Percent, 0 to 100.
    pub percent: Ratio,
    /// What it is a percentage of: sections, accounts, charges before it, `above the line`, `below the line`, `total`.
    pub of: Vec<String>,
    /// What is left out of that: sections, accounts.
    pub without: Vec<String>,
    /// Where it comes from.
    pub source: String,
}

/// Amounts by account that were approved, or that a show cost in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// When.
    pub date: Date,
    /// By whom.
    pub by: String,
    /// On which board it stood; empty when on none.
    pub board: String,
    /// Amounts by account, in order of the chart; what stands on a sub-account is not in its account's amount.
    pub accounts: Vec<Booked>,
    /// Amounts of the contractual charges.
    pub charges: Vec<Booked>,
}

/// An amount under a code or name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// Code of an account, or name of a charge.
    pub code: String,
    /// Amount.
    pub amount: Cents,
    /// Why it is what it is, where that is worth a word.
    #[serde(default)]
    pub note: String,
}

impl Approved {
    /// The sum of everything.
    pub fn total(&self) -> Cents {
        self.accounts.iter().chain(&self.charges).map(|one| one.amount).sum()
    }
    /// The sum of an account and those under it.
    pub fn account(&self, code: &str) -> Cents {
        self.accounts.iter().filter(|one| within(&one.code, code)).map(|one| one.amount).sum()
    }
    /// The amount of a charge.
    pub fn charge(&self, name: &str) -> Cents {
        self.charges.iter().filter(|one| one.code == name).map(|one| one.amount).sum()
    }
}

/// Whether an account is this one or stands under it.
pub fn within(code: &str, account: &str) -> bool {
    code.strip_prefix(account).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

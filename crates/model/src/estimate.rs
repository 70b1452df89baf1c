//! What the price answers: ledger lines by account, each with where it comes from.

use serde::{Deserialize, Serialize};

use crate::ids::DayId;
use crate::measure::{Cents, Ratio};
use crate::verdict::Who;

/// What a plan costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Every line, by account and then in order of the plan.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub total: Cents,
    /// Wishes that the plan leaves open, with the price that a person put on each. Never booked, not in the total.
    pub wishes: Vec<Wish>,
}

impl Estimate {
    /// The sum of one group.
    pub fn group(&self, group: Group) -> Cents {
        self.lines.iter().filter(|line| line.group == group).map(|line| line.amount).sum()
    }
    /// The sum of all wishes left open.
    pub fn wished(&self) -> Cents {
        self.wishes.iter().map(|wish| wish.price).sum()
    }
}

/// One ledger line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Account number in the chart of accounts.
    pub account: u16,
    /// Group for short sums.
    pub group: Group,
    /// What it is.
    pub text: String,
    /// Whom or what it is for.
    pub who: Who,
    /// The unit-day it falls on, when it falls on one.
    pub day: Option<DayId>,
    /// How many units.
    pub quantity: Ratio,
    /// The unit.
    pub unit: String,
    /// Money for one unit.
    pub rate: Cents,
    /// The amount, rounded half-up once.
    pub amount: Cents,
    /// The rule, contract or rate it comes from.
    pub from: String,
}

/// Groups of accounts, for one breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Crew days and shift premiums.
    Crew,
    /// Overtime and penalties of the crew.
    Overtime,
    /// Cast.
    Cast,
    /// Crowd.
    Crowd,
    /// Stages, backlot, locations.
    Places,
    /// Building, pre-lighting, holding and striking sets.
    Sets,
    /// Company moves.
    Moves,
    /// Hired equipment.
    Equipment,
}

impl Group {
    /// All groups, in the order in which they are told.
    pub const ALL: [Self; 8] =
        [Self::Crew, Self::Overtime, Self::Cast, Self::Crowd, Self::Places, Self::Sets, Self::Moves, Self::Equipment];
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Crew => "crew",
            Self::Overtime => "overtime",
            Self::Cast => "cast",
            Self::Crowd => "crowd",
            Self::Places => "places",
            Self::Sets => "sets",
            Self::Moves => "moves",
            Self::Equipment => "equipment",
        }
    }
}

/// A wish that a plan leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which wish, such as `set-split`.
    pub code: String,
    /// What is left open, as a sentence.
    pub text: String,
    /// The price that a person put on it.
    pub price: Cents,
}

//! What the judge answers: findings, what the hours pay, and each person's engagement.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::ids::{CrewId, DayId, ElementId, PersonId, PlaceId, SceneId, SetId, StripId, UnitId};
use crate::measure::{Cents, Minutes, Ratio};
use crate::notice::Severity;

/// The judge's answer to a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What is wrong or worth a look, worst first, then by day.
    pub findings: Vec<Finding>,
    /// What hours, days and penalties pay.
    pub pay: Vec<PayLine>,
    /// Each cast member's days, by board order of the cast.
    pub engagements: Vec<Engagement>,
}

impl Verdict {
    /// How many findings weigh this much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Something that a rule says about a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code, such as `rest-daily`; the handbook has a page on each kind.
    pub code: String,
    /// An error breaks a hard rule.
    pub severity: Severity,
    /// Whom or what it concerns.
    pub who: Who,
    /// On which unit-day, when it is about one.
    pub day: Option<DayId>,
    /// By how much.
    pub by: Excess,
    /// The whole finding as a sentence, with names, times and the limit.
    pub text: String,
    /// The clause and its source.
    pub clause: String,
    /// What would mend it, as a sentence; empty when nothing is known to.
    pub mend: String,
}

/// Whom or what something concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// A cast member.
    Person(PersonId),
    /// A unit's crew.
    Unit(UnitId),
    /// A position of the crew.
    Crew(CrewId),
    /// A strip.
    Strip(StripId),
    /// A scene.
    Scene(SceneId),
    /// A set.
    Set(SetId),
    /// A place.
    Place(PlaceId),
    /// A breakdown element.
    Element(ElementId),
    /// The production as a whole.
    Production,
}

/// By how much a limit is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excess {
    /// A length of time.
    Minutes(Minutes),
    /// Days.
    Days(u32),
    /// Pieces: places, strips, square feet.
    Count(u32),
}

impl Excess {
    /// Its size as a plain number, for sorting and for the search.
    pub fn size(self) -> i64 {
        match self {
            Self::Minutes(minutes) => minutes.0,
            Self::Days(count) | Self::Count(count) => i64::from(count),
        }
    }
}

/// One line of pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayLine {
    /// Who is paid.
    pub who: Who,
    /// The unit-day it is for; nothing for lines about a whole engagement.
    pub day: Option<DayId>,
    /// What for.
    pub code: PayCode,
    /// How many units.
    pub quantity: Ratio,
    /// The rate of one unit.
    pub rate: Cents,
    /// Multiple of the rate.
    pub times: Ratio,
    /// Quantity times rate times multiple, rounded half-up once.
    pub amount: Cents,
    /// The rule that says so, with its source.
    pub rule: String,
}

impl PayLine {
    /// A line whose amount follows from quantity, rate and multiple.
    pub fn new(
        who: Who,
        day: Option<DayId>,
        code: PayCode,
        quantity: Ratio,
        rate: Cents,
        times: Ratio,
        rule: String,
    ) -> Self {
        Self { who, day, code, quantity, rate, times, amount: rate.times(quantity.by(times)), rule }
    }
}

/// What a line of pay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayCode {
    /// Days at the day rate.
    Day,
    /// Weeks at the weekly rate.
    Week,
    /// The sum for the run of the picture.
    Run,
    /// Days on hold.
    Hold,
    /// Days that the guarantee adds.
    Guarantee,
    /// Hours at the straight rate.
    Hours,
    /// Hours beyond the paid day.
    Overtime,
    /// Parts of a day's pay that a long day owes.
    LongDay,
    /// Hours paid for a rest that was too short.
    ShortRest,
    /// Parts of a day's pay for a rest that was too short.
    ShortRestDays,
    /// A sum for a rest that was too short.
    ForcedCall,
    /// Hours paid for a meal that came late.
    MealHours,
    /// Split or night work.
    Shift,
    /// A sixth or seventh day.
    ExtraDay,
    /// A late meal.
    MealPenalty,
    /// Travel of an engagement.
    Travel,
}

impl PayCode {
    /// The unit of the quantity.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Day | Self::Hold | Self::Guarantee | Self::Shift | Self::ExtraDay => "day",
            Self::Week => "week",
            Self::Run => "run",
            Self::Hours | Self::Overtime | Self::ShortRest | Self::MealHours => "hour",
            Self::LongDay | Self::ShortRestDays => "day",
            Self::ForcedCall => "penalty",
            Self::MealPenalty => "penalty",
            Self::Travel => "trip",
        }
    }
    /// What the line is for, in words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Run => "run of picture",
            Self::Hold => "hold days",
            Self::Guarantee => "guaranteed days",
            Self::Hours => "hours",
            Self::Overtime => "overtime",
            Self::LongDay => "long day",
            Self::ShortRest | Self::ShortRestDays => "short rest",
            Self::ForcedCall => "forced call",
            Self::MealHours => "meal premium",
            Self::Shift => "shift premium",
            Self::ExtraDay => "sixth or seventh day",
            Self::MealPenalty => "meal penalty",
            Self::Travel => "travel",
        }
    }
}

/// A cast member's time on the production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engagement {
    /// Who.
    pub person: PersonId,
    /// What each date is, from start to finish, in order. Dates off and dropped dates are not listed.
    pub dates: Vec<(Date, DayUse)>,
    /// Days worked.
    pub worked: u32,
    /// Days on hold.
    pub held: u32,
    /// Times dropped and picked up again.
    pub drops: u32,
}

/// What a date is for a cast member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayUse {
    /// Works.
    Work,
    /// Works, and is dropped after it.
    WorkDrop,
    /// Works as the first day after a drop.
    PickUp,
    /// Picked up and dropped again on one day.
    PickUpDrop,
    /// Paid, not called.
    Hold,
}

impl DayUse {
    /// Whether the person works on it.
    pub fn works(self) -> bool {
        self != Self::Hold
    }
}

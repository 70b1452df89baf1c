//! A rule pack: one agreement, statute or guideline as data. Nothing in it is code: what it can say is the closed list of
//! rows below, so that somebody who does not program can audit it against the text it comes from.
//!
//! A pack is written in TOML. Hours, money and multiples are decimal texts (`"8"`, `"950.00"`, `"1.5"`), dates are dates.

mod conditions;
mod parts;
mod rows;
mod values;
mod words;

pub use conditions::*;
pub use parts::*;
pub use rows::*;
pub use values::*;
pub use words::*;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// One agreement, statute or guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What it is.
    pub pack: Identity,
    /// Where its rows come from.
    #[serde(default)]
    pub source: Vec<Source>,
    /// Scale minimums.
    #[serde(default)]
    pub rate: Vec<Scale>,
    /// How a shift is classified by where it is worked; the first that fits.
    #[serde(default)]
    pub place: Vec<PlaceClass>,
    /// What counts as the day.
    #[serde(default)]
    pub workday: Vec<Workday>,
    /// Kinds of day with their own length.
    #[serde(default)]
    pub day_type: Vec<DayType>,
    /// Hours beyond the day.
    #[serde(default)]
    pub overtime: Vec<Overtime>,
    /// Sixth and seventh days, holidays.
    #[serde(default)]
    pub day_premium: Vec<DayPremium>,
    /// Premiums for hours of a window of the night.
    #[serde(default)]
    pub night: Vec<Night>,
    /// Meals.
    #[serde(default)]
    pub meal: Vec<Meals>,
    /// Rest.
    #[serde(default)]
    pub rest: Vec<Rest>,
    /// The longest day, week and run of days that are allowed at all.
    #[serde(default)]
    pub cap: Vec<Cap>,
    /// Minors by age.
    #[serde(default)]
    pub age_cap: Vec<AgeCap>,
    /// Minors of any age.
    pub minor: Option<Minor>,
    /// Drop and pick-up, and days between.
    #[serde(default)]
    pub consecutive: Vec<Consecutive>,
    /// Fittings.
    #[serde(default)]
    pub fitting: Vec<Fitting>,
    /// Travel.
    #[serde(default)]
    pub travel: Vec<Travel>,
    /// Breaks beside meals.
    #[serde(default, rename = "break")]
    pub pause: Vec<Pause>,
    /// How many of a day are covered by the agreement.
    #[serde(default)]
    pub count: Vec<Count>,
    /// Duties of safety that a breakdown element triggers.
    #[serde(default)]
    pub trigger: Vec<Trigger>,
    /// What is owed to people after a long day.
    #[serde(default)]
    pub duty_of_care: Vec<DutyOfCare>,
    /// Questions on which good sources differ.
    #[serde(default)]
    pub ambiguity: Vec<Ambiguity>,
}

/// What a pack is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Short name, such as `us-iatse-wcs-2024`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Version of the pack, not of the agreement.
    pub version: String,
    /// Currency of its money by its ISO 4217 code.
    pub currency: String,
    /// What it binds with.
    pub authority: Authority,
    /// Whether a person with the text in hand has signed it.
    pub status: Status,
    /// When it holds.
    pub effective: Effective,
    /// To what it applies; one of them must fit.
    #[serde(default)]
    pub applies: Vec<Applies>,
    /// The pack whose rows it takes over; a row of the same kind and name replaces the parent's.
    pub extends: Option<String>,
}

/// What a pack binds with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// Law: what breaks it is illegal, and the strictest of all laws counts.
    Statute,
    /// An agreement: what breaks it is paid for, by the person's own contract only.
    Contract,
    /// Advice: told, never priced.
    Guideline,
}

/// How far a pack can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has signed it.
    Draft,
    /// A person with the text in hand has signed each row.
    Reviewed,
    /// No longer in use.
    Retired,
}

/// When a pack holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effective {
    /// Which date is asked.
    pub basis: Basis,
    /// First date.
    pub from: Day,
    /// Last date; nothing while no end is known.
    pub until: Option<Day>,
}

/// Which date decides whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The date of the work.
    WorkDate,
    /// The date on which principal photography began.
    PrincipalStart,
    /// The date on which the contract was signed.
    ContractDate,
}

/// To what a pack applies. An empty list is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Applies {
    /// Kinds of production: `theatrical`, `tv_one_hour`.
    pub production: Vec<String>,
    /// Regions: `us-ca`, `uk`; `us` holds for `us-ca` too.
    pub regions: Vec<String>,
    /// Smallest budget in whole units of the currency.
    pub budget_min: Option<i64>,
    /// Budgets from here on are too large.
    pub budget_max: Option<i64>,
    /// Classes of people: `principal.day`, `iatse.hourly.*`.
    pub classes: Vec<String>,
    /// The rules go with a resident who works elsewhere.
    pub residency_follows: bool,
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short name that rows refer to.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: String,
    /// Where in it.
    #[serde(default)]
    pub locator: String,
    /// When it was read.
    pub retrieved: Option<Day>,
    /// What kind of source it is.
    pub verified: Verified,
}

/// How well something is known, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// The text itself was read.
    Primary,
    /// A page of a union, a guild, a government, or a trade's digest.
    Secondary,
    /// Somebody's account of it.
    ThirdParty,
    /// General knowledge, a derivation or a guess.
    Unverified,
}

/// A question on which good sources differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    /// Short name.
    pub id: String,
    /// The question.
    pub question: String,
    /// The readings.
    pub readings: Vec<String>,
    /// The reading that counts until a person says otherwise.
    pub default: String,
}

impl Pack {
    /// The source that rows name by this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.source.iter().find(|source| source.id == id)
    }

    /// Every row with the kind it is of.
    pub fn rows(&self) -> Vec<(&'static str, &dyn Row)> {
        fn each<'p, R: Row>(kind: &'static str, rows: &'p [R]) -> impl Iterator<Item = (&'static str, &'p dyn Row)> {
            rows.iter().map(move |row| (kind, row as &dyn Row))
        }
        each("rate", &self.rate)
            .chain(each("workday", &self.workday))
            .chain(each("day_type", &self.day_type))
            .chain(each("overtime", &self.overtime))
            .chain(each("day_premium", &self.day_premium))
            .chain(each("night", &self.night))
            .chain(each("meal", &self.meal))
            .chain(each("rest", &self.rest))
            .chain(each("cap", &self.cap))
            .chain(each("age_cap", &self.age_cap))
            .chain(each("minor", self.minor.as_slice()))
            .chain(each("consecutive", &self.consecutive))
            .chain(each("fitting", &self.fitting))
            .chain(each("travel", &self.travel))
            .chain(each("break", &self.pause))
            .chain(each("count", &self.count))
            .chain(each("trigger", &self.trigger))
            .chain(each("duty_of_care", &self.duty_of_care))
            .collect()
    }

    /// How well a row is known: what it says itself, else the best of its sources.
    pub fn verified(&self, row: &dyn Row) -> Verified {
        let best = || row.src().iter().filter_map(|id| self.source(id)).map(|source| source.verified).min();
        row.verified().or_else(best).unwrap_or(Verified::Unverified)
    }

    /// The date on which its terms ended, when the work lies behind it.
    pub fn ended(&self, date: Date) -> Option<Date> {
        self.pack.effective.until.map(|day| day.0).filter(|&until| date > until)
    }
}

/// Packs inside a document stand as their own texts: a pack is a format of its own, that people read and write.
pub(crate) mod texts {
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Pack;

    pub(crate) fn serialize<S: Serializer>(packs: &[Pack], serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Result<Vec<String>, _> = packs.iter().map(toml::to_string).collect();
        texts.map_err(S::Error::custom)?.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Pack>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| toml::from_str(text).map_err(D::Error::custom)).collect()
    }
}

/// Whether a pattern such as `principal.*` or `*` names a class or a kind of production; a name without a star names
/// whatever begins with it at a dot too, so that `iatse.hourly` holds for `iatse.hourly.daily`.
pub fn names(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(front) => name.starts_with(front) || name == front.trim_end_matches('.'),
        None => name == pattern || name.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('.')),
    }
}

/// The same for a list, in which nothing means everything.
pub fn any_names(patterns: &[String], name: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| names(pattern, name))
}

/// Whether a row that names the places it holds at holds at this one; nothing and `*` mean everywhere.
pub fn holds_at(places: &[String], place: &str) -> bool {
    places.is_empty() || places.iter().any(|one| one == "*" || one == place)
}

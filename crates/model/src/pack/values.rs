//! The values of a pack: hours, money and dates as texts, by place where they differ, and the gates of a row.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Time};
use crate::measure::{Cents, Minutes, Ratio};

/// A length of time, written in hours as `"8"`, `"9.5"` or `"0:20"`. A decimal counts to the nearest minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours(pub Minutes);

impl TryFrom<String> for Hours {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not a number of hours\nhint: write \"8\", \"9.5\" or \"0:20\"");
        if let Some((hours, minutes)) = text.split_once(':') {
            let hours: u16 = hours.parse().map_err(|_| wrong())?;
            let minutes: u8 = minutes.parse().ok().filter(|&minutes| minutes < 60).ok_or_else(wrong)?;
            return Ok(Self(Minutes(i64::from(hours) * 60 + i64::from(minutes))));
        }
        let hours = Ratio::try_from(text.clone()).map_err(|_| wrong())?;
        let minutes = hours.by(Ratio::new(60, 1)).of(1);
        if (0..=60 * 24 * 366).contains(&minutes) { Ok(Self(Minutes(minutes))) } else { Err(wrong()) }
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        format!("{}:{:02}", hours.0.0 / 60, hours.0.0 % 60)
    }
}

/// An amount of money, written as `"950"` or `"7.50"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money(pub Cents);

impl TryFrom<String> for Money {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not an amount of money\nhint: write \"950\" or \"7.50\"");
        Cents::parse(&text).filter(|cents| cents.0 >= 0).map(Self).ok_or_else(wrong)
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        format!("{}.{:02}", money.0.0 / 100, money.0.0 % 100)
    }
}

/// A date, written in TOML without quotes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "String")]
pub struct Day(pub Date);

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a date such as 2027-03-01")]
enum Written {
    Date(toml::value::Datetime),
    Text(String),
}

impl TryFrom<Written> for Day {
    type Error = String;
    fn try_from(written: Written) -> Result<Self, String> {
        let text = match written {
            Written::Date(date) => date.to_string(),
            Written::Text(text) => text,
        };
        let date = text.parse().ok().filter(|_| text.len() == 10);
        date.map(Self).ok_or_else(|| format!("'{text}' is not a date\nhint: write 2027-03-01"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0.to_string()
    }
}

/// A time on the wall, written as `"22:00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wall(pub Time);

impl TryFrom<String> for Wall {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not a time\nhint: write \"22:00\"");
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let (hour, minute) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
        Time::new(hour, minute, 0, 0).map(Self).map_err(|_| wrong())
    }
}

impl From<Wall> for String {
    fn from(wall: Wall) -> Self {
        format!("{:02}:{:02}", wall.0.hour(), wall.0.minute())
    }
}

/// A value that may differ by class of place or kind of day: one for all, or a table with `default`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected one value, or a table of values by place with default")]
pub enum By<T> {
    /// The same everywhere.
    All(T),
    /// By place.
    Each(BTreeMap<String, T>),
}

impl<T> By<T> {
    /// The value at a place; nothing where the table has neither the place nor a default.
    pub fn at(&self, place: &str) -> Option<&T> {
        match self {
            Self::All(value) => Some(value),
            Self::Each(table) => table.get(place).or_else(|| table.get("default")),
        }
    }

    /// Every value of the table.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        let (one, table) = match self {
            Self::All(value) => (Some(value), None),
            Self::Each(table) => (None, Some(table.values())),
        };
        one.into_iter().chain(table.into_iter().flatten())
    }
}

/// When a row holds, beside the dates of its pack: every date that is given must fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gate {
    /// Principal photography began on this date or later.
    pub principal_start_from: Option<Day>,
    /// Principal photography began on this date or earlier.
    pub principal_start_until: Option<Day>,
    /// The work is done on this date or later.
    pub work_date_from: Option<Day>,
    /// The work is done on this date or earlier.
    pub work_date_until: Option<Day>,
    /// The contract was signed on this date or later.
    pub contract_date_from: Option<Day>,
    /// The contract was signed on this date or earlier.
    pub contract_date_until: Option<Day>,
}

/// The three dates that gates ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// First day of principal photography.
    pub principal_start: Date,
    /// The day on which the person's contract was signed.
    pub contract: Date,
}

impl Gate {
    /// Whether the gate is open on a date of work.
    pub fn open(&self, dates: Dates, work: Date) -> bool {
        let inside = |date: Date, from: Option<Day>, until: Option<Day>| {
            from.is_none_or(|from| from.0 <= date) && until.is_none_or(|until| date <= until.0)
        };
        inside(dates.principal_start, self.principal_start_from, self.principal_start_until)
            && inside(work, self.work_date_from, self.work_date_until)
            && inside(dates.contract, self.contract_date_from, self.contract_date_until)
    }
}

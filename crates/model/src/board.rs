//! A board: an ordered list of unit-days, the strips of each, and the boneyard..

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Date, Time, plus_days};
use crate::ids::{BoardId, DayId, PlaceId, SetId, StripId, UnitId};
use crate::measure::Minutes;

/// One way to order the shoot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Identity.
    pub id: BoardId,
    /// Name, such as `Blue 2`.
    pub name: String,
    /// Unit-days in order.
    pub days: Vec<UnitDay>,
    /// Strips that stand on no day.
    pub boneyard: Vec<StripId>,
    /// Where each set stands; a set that is not named stands at the first place that can hold it.
    pub stands: BTreeMap<SetId, PlaceId>,
}

/// One day of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDay {
    /// Identity.
    pub id: DayId,
    /// What kind of day it is.
    pub kind: DayKind,
    /// Whose day it is.
    pub unit: UnitId,
    /// When it is worked.
    pub shift: Shift,
    /// The call that a person entered, on the wall clock; nothing lets the clock derive it.
    pub call: Option<Time>,
    /// The date that a person pinned; nothing takes the calendar's next working day.
    pub date: Option<Date>,
    /// A name that a person gave it.
    pub label: Option<String>,
    /// Strips and banners in order.
    pub items: Vec<Item>,
}

/// What stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A strip.
    Strip(Placed),
    /// A free line, which may take time.
    Banner {
        /// Identity, from the document's counter.
        id: u64,
        /// Its words.
        text: String,
        /// Time it takes.
        minutes: Minutes,
    },
}

/// A strip on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Which strip.
    pub strip: StripId,
    /// A person pinned it to this day: the search leaves it there.
    pub pinned: bool,
}

/// Kinds of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// A shooting day.
    #[default]
    Shoot,
    /// Rehearsal.
    Rehearsal,
    /// Pre-lighting without camera.
    PreLight,
    /// Travel.
    Travel,
    /// A company move that takes the day.
    CompanyMove,
    /// Off, by decision.
    Hiatus,
    /// Off, by the calendar.
    Holiday,
    /// A shooting day on the next calendar day even when the calendar rests.
    SixthDay,
}

impl DayKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Shoot,
        Self::Rehearsal,
        Self::PreLight,
        Self::Travel,
        Self::CompanyMove,
        Self::Hiatus,
        Self::Holiday,
        Self::SixthDay,
    ];
    /// The word of the notation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shoot => "shoot",
            Self::Rehearsal => "rehearsal",
            Self::PreLight => "pre-light",
            Self::Travel => "travel",
            Self::CompanyMove => "company-move",
            Self::Hiatus => "hiatus",
            Self::Holiday => "holiday",
            Self::SixthDay => "sixth-day",
        }
    }
    /// Whether scenes are shot.
    pub fn shoots(self) -> bool {
        matches!(self, Self::Shoot | Self::SixthDay)
    }
    /// Whether the crew works at all.
    pub fn works(self) -> bool {
        !matches!(self, Self::Hiatus | Self::Holiday)
    }
}

/// When in the day a unit works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shift {
    /// By day.
    #[default]
    Day,
    /// Half by day, half by night.
    Split,
    /// By night.
    Night,
}

impl Shift {
    /// All three, in order.
    pub const ALL: [Self; 3] = [Self::Day, Self::Split, Self::Night];
    /// The word of the notation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Split => "split",
            Self::Night => "night",
        }
    }
}

impl UnitDay {
    /// The strips of the day in order.
    pub fn strips(&self) -> impl Iterator<Item = &Placed> {
        self.items.iter().filter_map(|item| match item {
            Item::Strip(placed) => Some(placed),
            Item::Banner { .. } => None,
        })
    }
}

impl Board {
    /// The day with this identity.
    pub fn day(&self, id: DayId) -> Option<&UnitDay> {
        self.days.iter().find(|day| day.id == id)
    }

    /// The position of the day on which a strip stands, or nothing when it lies in the boneyard.
    pub fn day_of(&self, strip: StripId) -> Option<usize> {
        self.days.iter().position(|day| day.strips().any(|placed| placed.strip == strip))
    }

    /// The date of each day: a pinned date stands, any other is the next working day of its unit after the day before.
    pub fn dates(&self, calendar: &Calendar) -> Vec<Date> {
        let mut last: BTreeMap<UnitId, Date> = BTreeMap::new();
        let mut dates = Vec::with_capacity(self.days.len());
        for day in &self.days {
            let next = last.get(&day.unit).map_or(calendar.start, |&date| plus_days(date, 1));
            let date = match (day.date, day.kind) {
                (Some(pinned), _) => pinned,
                (None, DayKind::SixthDay) => next,
                (None, _) => calendar.working_from(next),
            };
            last.insert(day.unit, date);
            dates.push(date);
        }
        dates
    }

    /// The number of each shooting day, counted for each unit from 1; nothing for other days.
    pub fn numbers(&self) -> Vec<Option<u32>> {
        let mut count: BTreeMap<UnitId, u32> = BTreeMap::new();
        let number = |day: &UnitDay| {
            day.kind.shoots().then(|| {
                let number = count.entry(day.unit).or_default();
                *number += 1;
                *number
            })
        };
        self.days.iter().map(number).collect()
    }
}

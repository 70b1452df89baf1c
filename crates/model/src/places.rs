//! Sets of the story, the places where they can stand, and what it takes to move between places.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, DateRange, Time};
use crate::ids::{PlaceId, SetId};
use crate::measure::{Cents, Minutes};
use crate::production::LeadTimes;

/// A set of the story: where the scene plays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// Identity.
    pub id: SetId,
    /// Name in capitals, as the headings have it.
    pub name: String,
    /// Other spellings of the headings that mean this set.
    #[serde(default)]
    pub also: Vec<String>,
    /// Places that can hold it, the preferred one first. Empty: no place can.
    pub at: Vec<PlaceId>,
    /// Floor it takes, in square feet.
    pub floor: u32,
    /// Working days of building, dressing and pre-lighting before it is shot, in this order.
    pub build_days: u32,
    /// Working days of dressing after the build.
    pub dress_days: u32,
    /// Working days of pre-lighting and rigging after the dressing.
    pub prelight_days: u32,
    /// Working days of striking after its last shooting day.
    pub strike_days: u32,
    /// Cost of the whole build and dressing.
    pub build_cost: Cents,
    /// Cost of the whole pre-light.
    pub prelight_cost: Cents,
    /// Cost of the whole strike.
    pub strike_cost: Cents,
    /// Cost of a day on which it stands and is not shot, between first and last shooting day.
    pub hold_cost: Cents,
    /// Dates on which nothing can be shot on it.
    #[serde(default)]
    pub closed: Vec<DateRange>,
}

impl Set {
    /// Working days between the start of the build and the first shooting day.
    pub fn lead_days(&self) -> u32 {
        self.build_days.saturating_add(self.dress_days).saturating_add(self.prelight_days)
    }
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A sound stage: any light at any hour, a floor of limited size.
    #[default]
    Stage,
    /// A street or square of the lot: real light, rebuilt for each show.
    Backlot,
    /// A real room on the lot or nearby, used as it is.
    Practical,
    /// A location away from the lot.
    Location,
}

impl PlaceKind {
    /// `stage`, `backlot`, `practical`, `location`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Backlot => "backlot",
            Self::Practical => "practical",
            Self::Location => "location",
        }
    }
}

/// A stage, a backlot street, a practical room, a location.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Identity.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: PlaceKind,
    /// Places of one area are reached on foot (stage change); between areas trucks move.
    pub area: String,
    /// Where on earth; sun times follow from it. Nothing: the production's own position.
    pub position: Option<Position>,
    /// The crew sleeps there: moves to and from it are overnight moves.
    pub distant: bool,
    /// Floor in square feet; 0 when it does not matter.
    pub floor: u32,
    /// Rent by kind of day.
    pub rates: DayRates,
    /// Paid once for each visit (a run of working days on which the place is used).
    pub load_in: Cents,
    /// Dates on which it cannot be had.
    pub closed: Vec<DateRange>,
    /// Hours of the day inside which work is permitted, as opening and closing time; over midnight when closing is earlier.
    pub hours: Option<(Time, Time)>,
    /// Dates on which nothing can be shot there though it is the production's: no power, water on the floor. What stands
    /// there stays.
    #[serde(default)]
    pub lost: Vec<DateRange>,
    /// Working days that pass before it can be had when nobody has asked for it yet; nothing: as the production has it.
    #[serde(default)]
    pub lead: Option<u32>,
}

impl Place {
    /// Working days that pass before it can be had: its own, else those that a location takes; the lot takes none.
    pub fn lead_days(&self, usual: LeadTimes) -> u32 {
        self.lead.unwrap_or(if self.kind == PlaceKind::Location { usual.location } else { 0 })
    }

    /// Why the place cannot be used on `date`, or nothing when it can.
    pub fn closure(&self, date: Date) -> Option<String> {
        let closed = self.shut_on(date)?;
        Some(if closed.why.is_empty() { "closed".to_owned() } else { closed.why.clone() })
    }

    /// The dates around `date` on which nothing can be shot there, if any.
    pub fn shut_on(&self, date: Date) -> Option<&DateRange> {
        self.closed.iter().chain(&self.lost).find(|range| range.holds(date))
    }

    /// Whether scenes there are lit by the sky, so that day and night are those of the calendar.
    pub fn open_air(&self) -> bool {
        matches!(self.kind, PlaceKind::Backlot | PlaceKind::Location)
    }
}

/// Rent of a place by kind of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRates {
    /// Building, dressing and pre-lighting.
    pub prep: Cents,
    /// Shooting.
    pub shoot: Cents,
    /// Standing dark between shooting days.
    pub hold: Cents,
    /// Striking.
    pub strike: Cents,
}

/// A point on earth in ten-thousandths of a degree, north and east positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Latitude, -900,000 to 900,000.
    pub lat: i32,
    /// Longitude, -1,800,000 to 1,800,000.
    pub lon: i32,
}

impl Position {
    /// Whole miles between two positions on a plane, near enough for the zones of agreements. The cosine of the latitude is
    /// Bhaskara's, which is off by less than two in a thousand.
    pub fn miles_from(self, other: Self) -> i64 {
        let latitude = i64::from(self.lat).abs() / 100;
        let square = latitude * latitude / 10_000;
        let (up, down) = (32_400 - 4 * square, 32_400 + square);
        let north = (i64::from(self.lat) - i64::from(other.lat)) * 69;
        let east = (i64::from(self.lon) - i64::from(other.lon)) * 69 * up / down.max(1);
        (north * north + east * east).isqrt() / 10_000
    }
}

/// The four kinds of move inside a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Another set or another time of day at the same place.
    Relight,
    /// Another place of the same area.
    StageChange,
    /// Another area, by truck.
    Truck,
    /// To or from a distant location.
    Overnight,
}

impl MoveKind {
    /// All four, cheapest first.
    pub const ALL: [Self; 4] = [Self::Relight, Self::StageChange, Self::Truck, Self::Overnight];

    /// `re-light`, `stage change`, `truck move`, `overnight move`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relight => "re-light",
            Self::StageChange => "stage change",
            Self::Truck => "truck move",
            Self::Overnight => "overnight move",
        }
    }
}

/// What a move takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveCost {
    /// Time of the day that it takes.
    pub minutes: Minutes,
    /// Trucks, drivers, fuel.
    pub cost: Cents,
}

/// What each kind of move takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Another set or time of day at the same place.
    pub relight: MoveCost,
    /// Another place of the same area.
    pub stage_change: MoveCost,
    /// Another area.
    pub truck: MoveCost,
    /// To or from a distant location.
    pub overnight: MoveCost,
}

impl Moves {
    /// What a move of this kind takes.
    pub fn of(&self, kind: MoveKind) -> MoveCost {
        match kind {
            MoveKind::Relight => self.relight,
            MoveKind::StageChange => self.stage_change,
            MoveKind::Truck => self.truck,
            MoveKind::Overnight => self.overnight,
        }
    }

    /// The kind of move between two places; `None` when they are the same place.
    pub fn between(from: &Place, to: &Place) -> Option<MoveKind> {
        if from.id == to.id {
            None
        } else if from.distant || to.distant {
            Some(MoveKind::Overnight)
        } else if from.area == to.area {
            Some(MoveKind::StageChange)
        } else {
            Some(MoveKind::Truck)
        }
    }
}

//! A board laid on the clock: calls, moves, set-ups, meals, wraps, and each person's hours.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::board::{DayKind, Shift};
use crate::calendar::{Date, Time};
use crate::ids::{BoardId, DayId, PersonId, PlaceId, SetId, StripId, UnitId};
use crate::measure::{Minutes, Moment};
use crate::places::MoveKind;

/// A whole board on the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which board.
    pub board: BoardId,
    /// Its days in order, one for each unit-day.
    pub days: Vec<PlanDay>,
    /// How long each set that is shot stands, by set.
    pub stands: Vec<Stand>,
    /// Strips that stand on no day.
    pub unplaced: Vec<StripId>,
}

/// One unit-day on the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDay {
    /// Which unit-day.
    pub day: DayId,
    /// Whose.
    pub unit: UnitId,
    /// Its kind.
    pub kind: DayKind,
    /// Its shift.
    pub shift: Shift,
    /// The date on which it begins.
    pub date: Date,
    /// Shooting day number, when it is one.
    pub number: Option<u32>,
    /// Time zone by its IANA name.
    pub zone: String,
    /// Crew call.
    pub call: Moment,
    /// Camera wrap: end of the last strip.
    pub camera_wrap: Moment,
    /// Crew wrap.
    pub wrap: Moment,
    /// What happens, in order and without overlap.
    pub entries: Vec<Entry>,
    /// Hours of each cast member who is called, by person.
    pub people: Vec<PersonDay>,
    /// Sun times at the first place of the day.
    pub sun: Sun,
    /// Places that the unit works at, in order of first use.
    pub places: Vec<PlaceId>,
    /// Time of strips, moves and banners: what the planned length of a day is compared with.
    pub load: Minutes,
}

/// Something that takes time on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// What it is.
    pub what: Happening,
}

/// What an entry of the day is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Happening {
    /// A strip is shot. A strip that a meal interrupts has two entries, with the meal between, which share its set-ups.
    Strip {
        /// Which.
        strip: StripId,
        /// Where; nothing when no place can hold its set.
        place: Option<PlaceId>,
        /// Set-ups planned.
        setups: u32,
        /// The light it needs there.
        light: LightNeed,
        /// Shooting time of this entry that lies outside that light; the lead to the first shot does not count.
        off_light: Minutes,
    },
    /// The company moves.
    Move {
        /// How.
        how: MoveKind,
        /// From where.
        from: PlaceId,
        /// To where.
        to: PlaceId,
    },
    /// A meal.
    Meal {
        /// First, second, ...
        nth: u32,
    },
    /// A banner of the board that takes time.
    Banner {
        /// Its words.
        text: String,
    },
    /// Nothing can be shot until the light comes.
    Wait,
}

/// The light that a strip needs where it is shot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LightNeed {
    /// Any: a stage, or a room that can be blacked out.
    #[default]
    Any,
    /// Between sunrise and sunset.
    Daylight,
    /// Between dusk and dawn.
    Dark,
    /// The window around sunrise.
    Dawn,
    /// The window around sunset.
    Dusk,
}

/// How long the low sun before dusk, or after dawn, passes for it in the closer shots of a scene (assumption).
pub const LOW_SUN: Minutes = Minutes(150);
/// The longest shooting that one dawn or one dusk can hold: the low sun and half of a short window. A longer scene is
/// shot on several days.
pub const LONGEST_AT_DUSK: Minutes = Minutes(LOW_SUN.0 + 30);

/// The hours of one cast member on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDay {
    /// Who.
    pub person: PersonId,
    /// Report to make-up.
    pub report: Moment,
    /// Ready on set.
    pub on_set: Moment,
    /// Last scene done.
    pub done: Moment,
    /// Dismissed, make-up off.
    pub dismissed: Moment,
    /// Meals inside those hours; they are not worked.
    pub meals: Minutes,
    /// Time before the camera: the sum of the strips the person is in.
    pub on_camera: Minutes,
}

impl PersonDay {
    /// Worked time: report to dismissal without meals.
    pub fn worked(&self) -> Minutes {
        self.dismissed.since(self.report) - self.meals
    }
}

impl PlanDay {
    /// Worked time of the crew: call to wrap without meals.
    pub fn worked(&self) -> Minutes {
        self.wrap.since(self.call) - self.meals()
    }

    /// Time of all meals of the day.
    pub fn meals(&self) -> Minutes {
        let meals = self.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
        meals.map(|entry| entry.end.since(entry.start)).sum()
    }

    /// The strips shot on the day, in order, each once even when a meal interrupts it.
    pub fn strips(&self) -> impl Iterator<Item = StripId> {
        let mut last = None;
        self.entries.iter().filter_map(move |entry| match entry.what {
            Happening::Strip { strip, .. } if last != Some(strip) => {
                last = Some(strip);
                last
            }
            _ => None,
        })
    }

    /// A moment as the clock on the wall shows it there. A zone that nobody knows counts as UTC.
    pub fn wall(&self, moment: Moment) -> Time {
        wall(&self.zone, moment).time()
    }
}

/// Date and time on the wall of a zone at a moment; UTC when the zone is unknown or the moment out of range.
pub fn wall(zone: &str, moment: Moment) -> jiff::civil::DateTime {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let instant = jiff::Timestamp::from_second(moment.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone.to_datetime(instant)
}

/// The moment at which a wall of the zone shows this date and time. A time that a clock change skips counts as the
/// moment after it, one that occurs twice as the first.
pub fn moment(zone: &str, date: Date, time: Time) -> Moment {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let instant = zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
    Moment(instant.map_or(0, |instant| instant.as_second().div_euclid(60)))
}

/// Sun times of a day at a place. Where the sun never rises, rise equals set; where it never sets, they lie 24 hours apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sun {
    /// Civil dawn: first usable light.
    pub dawn: Moment,
    /// Sunrise.
    pub rise: Moment,
    /// Sunset.
    pub set: Moment,
    /// Civil dusk: dark enough for night.
    pub dusk: Moment,
}

/// How long a set stands at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Which set.
    pub set: SetId,
    /// Where.
    pub place: PlaceId,
    /// First day of the build (or the first shooting day, when nothing is built).
    pub from: Date,
    /// First day of the pre-light; equals `first` when there is none.
    pub prelight: Date,
    /// First shooting day.
    pub first: Date,
    /// Last shooting day.
    pub last: Date,
    /// Last day of the strike; equals `last` when nothing is struck.
    pub to: Date,
    /// Dates on which it is shot, in order.
    pub shot: Vec<Date>,
    /// Working days between first and last on which it stands and is not shot.
    pub held: u32,
}

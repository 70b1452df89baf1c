//! The bounds of every measure that an edit or a loaded document may bring, so that no engine has to fear an overflow.
//! The bounds are assumptions: far beyond any real shoot, far below what the whole-number types hold.

use crate::calendar::{Date, DateRange};
use crate::edit::Refusal;
use crate::measure::{Cents, Eighths, Minutes, Ratio};
use crate::people::CastMember;
use crate::places::Position;
use crate::production::TimeSpan;

/// Something that holds measures.
pub(crate) trait Measured {
    /// Shows each measure, with its name, to the check.
    fn measures(&self, check: &mut Limits);
}

/// Refuses a thing of which a measure lies out of bounds, naming thing, measure and bounds.
pub(crate) fn check(thing: &impl Measured, called: impl FnOnce() -> String) -> Result<(), Refusal> {
    let mut limits = Limits::default();
    thing.measures(&mut limits);
    match limits.first {
        Some((message, hint)) => Err(Refusal::new(format!("{}: {message}", called()), hint)),
        None => Ok(()),
    }
}

/// Refuses a date of birth after the first shooting day: nobody works before birth.
pub(crate) fn birth(person: &CastMember, born: Option<Date>, start: Date) -> Result<(), Refusal> {
    match born.filter(|&born| born > start) {
        Some(born) => Err(Refusal::new(
            format!("{}: born {born}, after the first shooting day {start}", person.name),
            "check the year of birth, and the first shooting day",
        )),
        None => Ok(()),
    }
}

/// Remembers the first measure that is out of bounds.
#[derive(Default)]
pub(crate) struct Limits {
    first: Option<(String, String)>,
}

impl Limits {
    /// Remembers what is wrong and what is right instead.
    pub(crate) fn require(&mut self, holds: bool, message: impl FnOnce() -> String, hint: &str) {
        if !holds && self.first.is_none() {
            self.first = Some((message(), hint.to_owned()));
        }
    }
    /// Money that is paid or hired for: 0 to 10^12 hundredths.
    pub(crate) fn cents(&mut self, name: &str, value: Cents) {
        let holds = (0..=1_000_000_000_000).contains(&value.0);
        self.require(holds, || format!("{name} {value}"), "amounts lie between 0 and 10,000,000,000");
    }
    /// A length of time: 0 to 10^6 minutes.
    pub(crate) fn minutes(&mut self, name: &str, value: Minutes) {
        let holds = (0..=1_000_000).contains(&value.0);
        self.require(holds, || format!("{name} {} minutes", value.0), "times lie between 0 and 1,000,000 minutes");
    }
    /// A length of time by which something is divided.
    pub(crate) fn unit(&mut self, name: &str, value: Minutes) {
        self.minutes(name, value);
        self.require(value.0 > 0, || format!("{name} {} minutes", value.0), "a unit of time is at least a minute");
    }
    /// A length of time between two others, with the words that say which.
    pub(crate) fn minutes_between(&mut self, name: &str, value: Minutes, from: Minutes, to: Minutes, hint: &str) {
        self.require(from <= value && value <= to, || format!("{name} {} minutes", value.0), hint);
    }
    /// Script length: 0 to 10^6 eighths.
    pub(crate) fn eighths(&mut self, name: &str, value: Eighths) {
        let holds = (0..=1_000_000).contains(&value.0);
        self.require(holds, || format!("{name} {} eighths", value.0), "lengths lie between 0 and 1,000,000 eighths");
    }
    /// A number of days: up to ten years.
    pub(crate) fn days(&mut self, name: &str, value: u32) {
        self.require(value <= 3_660, || format!("{name} {value}"), "numbers of days lie between 0 and 3,660");
    }
    /// Any other number of pieces, heads, square feet.
    pub(crate) fn count(&mut self, name: &str, value: u32) {
        self.require(value <= 10_000_000, || format!("{name} {value}"), "counts lie between 0 and 10,000,000");
    }
    /// A ratio of parts up to 10^6.
    pub(crate) fn ratio(&mut self, name: &str, value: Ratio) {
        let holds = value.num() >= 0 && value.num() <= 1_000_000 && value.den() <= 1_000_000;
        self.require(
            holds,
            || format!("{name} {value}"),
            "ratios are not negative, and their parts lie below 1,000,000",
        );
    }
    /// A part of a whole: more than 0 and not more than `most`.
    pub(crate) fn part(&mut self, name: &str, value: Ratio, most: Ratio) {
        self.ratio(name, value);
        let holds = value.num() > 0 && value <= most;
        self.require(holds, || format!("{name} {value}"), &format!("it is more than 0 and at most {most}"));
    }
    /// A date of the years 1900 to 2199.
    pub(crate) fn date(&mut self, name: &str, value: Date) {
        let holds = (1900..2200).contains(&value.year());
        self.require(holds, || format!("{name} {value}"), "dates lie in the years 1900 to 2199");
    }
    /// Ranges whose ends stand in order.
    pub(crate) fn ranges(&mut self, name: &str, ranges: &[DateRange]) {
        for range in ranges {
            self.date(name, range.from);
            self.date(name, range.to);
            let words = || format!("{name} {}..{}", range.from, range.to);
            self.require(range.from <= range.to, words, "the first date comes first");
        }
    }
    /// Low, likely and high in order, each from a minute to a day.
    pub(crate) fn span(&mut self, name: &str, span: Option<TimeSpan>) {
        let Some(TimeSpan { low, likely, high }) = span else { return };
        for value in [low, likely, high] {
            let hint = "a scene takes between 1 minute and 24 hours";
            self.minutes_between(name, value, Minutes(1), Minutes(1440), hint);
        }
        let words = || format!("{name} low {}, likely {}, high {}", low.0, likely.0, high.0);
        self.require(low <= likely && likely <= high, words, "low, likely and high rise");
    }
    /// A point on earth.
    pub(crate) fn position(&mut self, position: Position) {
        let holds = position.lat.unsigned_abs() <= 900_000 && position.lon.unsigned_abs() <= 1_800_000;
        self.require(
            holds,
            || format!("position {}, {}", position.lat, position.lon),
            "latitude lies between -900,000 and 900,000, longitude between -1,800,000 and 1,800,000, in ten-thousandths of a degree",
        );
    }
}

//! Dates and windows: which days are worked, and what date a board's day falls on.

pub use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

/// A range of dates, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateRange {
    /// First date.
    pub from: Date,
    /// Last date.
    pub to: Date,
    /// Why, in the words of the person who entered it; may be empty.
    #[serde(default)]
    pub why: String,
}

impl DateRange {
    /// Whether `date` lies in the range.
    pub fn holds(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// Ranges without the dates of another one; what is left of a range keeps its reason.
    pub fn without(ranges: &[Self], gone: &Self) -> Vec<Self> {
        let parts = ranges.iter().flat_map(|range| {
            let before = Self { to: range.to.min(plus_days(gone.from, -1)), ..range.clone() };
            let after = Self { from: range.from.max(plus_days(gone.to, 1)), ..range.clone() };
            [before, after]
        });
        let mut left: Vec<Self> = parts.filter(|part| part.from <= part.to).collect();
        left.sort();
        left.dedup();
        left
    }
}

/// The calendar of a shoot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// First shooting day; a working day.
    pub start: Date,
    /// First day on which anybody may build or dress.
    pub prep: Date,
    /// Which weekdays are worked, Monday first.
    pub week: [bool; 7],
    /// Days off by name: holidays, a hiatus.
    pub off: Vec<DateRange>,
    /// Dates on which no school is held, beside weekends: a minor's hours differ then.
    pub school_holidays: Vec<DateRange>,
    /// Dates of such weather that nothing outside can be shot in the open.
    #[serde(default)]
    pub rain: Vec<DateRange>,
}

impl Calendar {
    /// A five-day week from `start`, with `prep_days` calendar days before it, and no holidays.
    pub fn five_day(start: Date, prep_days: i64) -> Self {
        Self {
            start,
            prep: plus_days(start, -prep_days),
            week: [true, true, true, true, true, false, false],
            off: Vec::new(),
            school_holidays: Vec::new(),
            rain: Vec::new(),
        }
    }

    /// Whether `date` is worked.
    pub fn works(&self, date: Date) -> bool {
        self.week[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())] && self.off_on(date).is_none()
    }

    /// The named day off on `date`, if any.
    pub fn off_on(&self, date: Date) -> Option<&DateRange> {
        self.off.iter().find(|range| range.holds(date))
    }

    /// The weather on `date` that keeps the company inside, if any.
    pub fn rain_on(&self, date: Date) -> Option<&DateRange> {
        self.rain.iter().find(|range| range.holds(date))
    }

    /// The first working day on or after `date`; `date` itself when none comes within ten years.
    pub fn working_from(&self, date: Date) -> Date {
        (0..3660).map(|ahead| plus_days(date, ahead)).find(|&day| self.works(day)).unwrap_or(date)
    }

    /// The working day `count` working days before `date`, for work that must be done before it.
    pub fn working_before(&self, date: Date, count: u32) -> Date {
        let mut day = date;
        let mut left = count;
        for _ in 0..3660 {
            if left == 0 {
                break;
            }
            day = plus_days(day, -1);
            left -= u32::from(self.works(day));
        }
        day
    }

    /// The working day `count` working days after `date`.
    pub fn working_after(&self, date: Date, count: u32) -> Date {
        let mut day = date;
        let mut left = count;
        for _ in 0..3660 {
            if left == 0 {
                break;
            }
            day = plus_days(day, 1);
            left -= u32::from(self.works(day));
        }
        day
    }

    /// Whether school is held on `date`: a weekday that is no school holiday.
    pub fn school_on(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.school_holidays.iter().any(|range| range.holds(date))
    }
}

/// `date` plus `days`, held inside the years that are supported (1 to 9999).
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000)))
}

/// Calendar days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

//! A stretch of work from call to dismissal, of a crew or of one person: what rules about rest, weeks and runs compare.

use model::board::Shift;
use model::calendar::{Date, days_between, plus_days};
use model::measure::{Minutes, Moment};
use model::plan::PlanDay;
use model::production::Production;

/// One day's work of somebody.
#[derive(Clone, Copy)]
pub(crate) struct Span<'p> {
    /// Call or report.
    pub(crate) start: Moment,
    /// Wrap or dismissal.
    pub(crate) end: Moment,
    /// Worked time, without meals.
    pub(crate) worked: Minutes,
    /// Number of the calendar day on which it begins.
    pub(crate) date: i64,
    /// Number of the week in which it begins.
    pub(crate) week: i64,
    /// The unit-day.
    pub(crate) day: &'p PlanDay,
}

impl Span<'_> {
    /// Whether it is worked by night.
    pub(crate) fn nightly(&self) -> bool {
        self.day.shift == Shift::Night
    }
}

/// Calendar days and working days by number, so that nobody walks the calendar while a search runs.
pub(crate) struct Days {
    zero: Date,
    week_start: i64,
    /// Working days before each numbered day, beginning with `zero`.
    before: Vec<u32>,
}

/// Days that are counted ahead on each side of the first shooting day; beyond them the calendar is walked.
const AHEAD: i64 = 1_200;

impl Days {
    /// Counts the calendar of a production.
    pub(crate) fn new(production: &Production) -> Self {
        let zero = plus_days(production.calendar.start, -AHEAD / 2);
        let mut before = vec![0];
        let mut sum = 0;
        for number in 0..AHEAD {
            sum += u32::from(production.calendar.works(plus_days(zero, number)));
            before.push(sum);
        }
        Self { zero, week_start: week_start(production.calendar.week), before }
    }

    /// The number of a date.
    pub(crate) fn number(&self, date: Date) -> i64 {
        days_between(self.zero, date)
    }

    /// The date with a number.
    pub(crate) fn date(&self, number: i64) -> Date {
        plus_days(self.zero, number)
    }

    /// The number of the working week in which a numbered day lies.
    pub(crate) fn week(&self, number: i64) -> i64 {
        // Any origin serves: only equality and distance of weeks count.
        let monday = i64::from(self.zero.weekday().to_monday_zero_offset());
        (number + monday - self.week_start).div_euclid(7)
    }

    /// Working days strictly between two numbered days.
    pub(crate) fn working_between(&self, production: &Production, from: i64, to: i64) -> u32 {
        let counted = |number: i64| usize::try_from(number).ok().and_then(|number| self.before.get(number));
        match (counted(from + 1), counted(to)) {
            (Some(low), Some(high)) => high.saturating_sub(*low),
            _ => {
                let days = (from + 1..to).take(10_000).filter(|&number| production.calendar.works(self.date(number)));
                u32::try_from(days.count()).unwrap_or(0)
            }
        }
    }
}

/// The weekday, Monday 0, on which the working week begins: the first one worked after one that is not. Monday when
/// every day is worked, or none.
fn week_start(week: [bool; 7]) -> i64 {
    let begins = |&day: &usize| week[day] && !week[(day + 6) % 7];
    (0..7).find(begins).map_or(0, |day| i64::try_from(day).unwrap_or(0))
}

/// The time that two stretches share.
pub(crate) fn shared(a: (Moment, Moment), b: (Moment, Moment)) -> Minutes {
    Minutes((a.1.min(b.1).0 - a.0.max(b.0).0).max(0))
}

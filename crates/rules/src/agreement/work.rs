//! The days of a person as agreements see them, what the person is hired for, and what the walk over them hands on.

use jiff::tz::TimeZone;
use model::calendar::{Calendar, Date};
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::pack::{Dates, Event, Pack, Per, RestFrom, RestTo, Row, Verified};
use model::verdict::PayCode;

use super::terms::{Held, Setting, Terms};

/// One day of one person, as far as it is known. What is not known is not judged.
#[derive(Clone, Debug)]
pub struct Work<'w> {
    /// The date on which it begins.
    pub date: Date,
    /// The number of its week.
    pub week: i64,
    /// What day of the week's work it is.
    pub kind: Kind,
    /// The kind of day by its length, such as `CWD`; empty where the agreement knows none.
    pub day_type: &'w str,
    /// The class of place, by its name in the pack; empty where nobody says.
    pub place: &'w str,
    /// The person's own call.
    pub report: Option<Moment>,
    /// The crew's call.
    pub general_call: Option<Moment>,
    /// First shot.
    pub shooting_call: Option<Moment>,
    /// The camera's wrap.
    pub camera_wrap: Option<Moment>,
    /// The unit's wrap.
    pub unit_wrap: Option<Moment>,
    /// The person is let go.
    pub dismissed: Option<Moment>,
    /// Time at the end that goes into taking make-up off.
    pub makeup_off: Minutes,
    /// Meals, in order.
    pub meals: Vec<Meal>,
    /// Stretches of the day that somebody is on the way, in order.
    pub travels: Vec<(Moment, Moment)>,
    /// The day is of travel alone.
    pub travel_only: bool,
    /// Miles that are paid.
    pub miles: u32,
    /// How long a fitting took; on a day without work it is all there is.
    pub fitting: Option<Minutes>,
    /// Time of breaks beside meals, where it is known.
    pub breaks: Option<Minutes>,
    /// A grace for the meal was called on the day.
    pub grace_called: bool,
    /// An extension for wrapping up was called.
    pub extension_called: bool,
    /// The camera was rolling when the meal fell due.
    pub camera_rolling: bool,
    /// What else is so, by the names that packs use.
    pub facts: Vec<String>,
    /// What is known of a minor's day.
    pub minor: Option<MinorDay>,
    /// The zone of the wall clock.
    pub zone: &'w TimeZone,
}

impl<'w> Work<'w> {
    /// A day of which nothing is known but its date.
    pub fn on(date: Date, week: i64, zone: &'w TimeZone) -> Self {
        Self {
            date,
            week,
            kind: Kind::Ordinary,
            day_type: "",
            place: "",
            report: None,
            general_call: None,
            shooting_call: None,
            camera_wrap: None,
            unit_wrap: None,
            dismissed: None,
            makeup_off: Minutes::ZERO,
            meals: Vec::new(),
            travels: Vec::new(),
            travel_only: false,
            miles: 0,
            fitting: None,
            breaks: None,
            grace_called: false,
            extension_called: false,
            camera_rolling: false,
            facts: Vec::new(),
            minor: None,
            zone,
        }
    }

    /// Whether somebody only comes to be fitted.
    pub(crate) fn only_fitted(&self) -> bool {
        self.fitting.is_some() && self.begin().is_none()
    }

    /// Whether both ends of the day are known.
    pub(super) fn known(&self) -> bool {
        self.begin().is_some() && self.dismissed.or(self.unit_wrap).or(self.camera_wrap).is_some()
    }

    fn begin(&self) -> Option<Moment> {
        self.report.or(self.general_call).or(self.shooting_call)
    }

    /// When an event of the day was.
    pub(super) fn event(&self, event: Event) -> Option<Moment> {
        let general = self.general_call.or(self.report);
        let wrap = self.unit_wrap.or(self.camera_wrap).or(self.dismissed);
        match event {
            Event::Report | Event::FirstCall | Event::Call => self.begin(),
            Event::GeneralCall | Event::UnitCall => general,
            Event::EarliestCall => [self.report, self.general_call].into_iter().flatten().min(),
            Event::ShootingCall => self.shooting_call.or(general),
            Event::Dismissal => self.dismissed.or(wrap),
            Event::CameraWrap => self.camera_wrap.or(wrap),
            Event::HourAfterCameraWrap => self.camera_wrap.or(wrap).map(|at| at.after(Minutes(60))),
            Event::UnitWrap | Event::CompanyWrap => wrap,
        }
    }

    pub(super) fn rest_from(&self, from: RestFrom) -> Option<Moment> {
        self.event(match from {
            RestFrom::Dismissal | RestFrom::IndividualWrap | RestFrom::ZonePerimeter | RestFrom::PlaceOfReporting => {
                Event::Dismissal
            }
            RestFrom::CameraWrap => Event::CameraWrap,
            RestFrom::Wrap | RestFrom::UnitWrap | RestFrom::CompanyWrap => Event::UnitWrap,
        })
    }

    pub(super) fn rest_to(&self, to: RestTo) -> Option<Moment> {
        self.event(match to {
            RestTo::Call | RestTo::FirstCall | RestTo::IndividualCall => Event::Report,
            RestTo::GeneralCall | RestTo::UnitCall => Event::GeneralCall,
            RestTo::ShootingCall => Event::ShootingCall,
        })
    }

    /// A moment on the wall.
    pub(super) fn wall(&self, at: Moment) -> jiff::civil::DateTime {
        let instant = jiff::Timestamp::from_second(at.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(instant)
    }

    /// The moment at which the wall shows a date and time.
    pub(super) fn moment(&self, date: Date, time: jiff::civil::Time) -> Moment {
        let instant = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        Moment(instant.map_or(0, |instant| instant.as_second().div_euclid(60)))
    }
}

/// What day of the week's work a day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of the first five.
    #[default]
    Ordinary,
    /// The sixth.
    Sixth,
    /// The seventh.
    Seventh,
    /// A holiday.
    Holiday,
    /// A Sunday, where the weekday counts.
    Sunday,
}

/// A meal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meal {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// What kind.
    pub kind: MealKind,
}

/// Kinds of meal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MealKind {
    /// Off the clock.
    Deductible,
    /// A breakfast on the clock that brings early people into step with the crew.
    Ndb,
    /// Eaten while working: on the clock, and no meal for the rules.
    Walking,
}

/// What is known of a minor's day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MinorDay {
    /// Time of work.
    pub work: Option<Minutes>,
    /// Time of schooling.
    pub school: Option<Minutes>,
    /// Time of rest and recreation.
    pub rest: Option<Minutes>,
    /// Time on site without work, where nobody has planned what it is for: school and recreation must find room in it, or in
    /// the time that the minor may still stay.
    pub spare: Option<Minutes>,
    /// The day began at the minor's own school.
    pub own_school: bool,
    /// School is in session.
    pub in_session: bool,
    /// The next day is a school day.
    pub before_school_day: bool,
}

/// What somebody is hired for, and under which terms.
#[derive(Clone)]
pub struct Hire<'t> {
    /// The terms of the class.
    pub terms: &'t Terms<'t>,
    /// What is known of the production.
    pub setting: &'t Setting,
    /// The rate.
    pub rate: Cents,
    /// What it pays.
    pub per: Per,
    /// When the contract was signed.
    pub dates: Dates,
    /// Date of birth of a minor.
    pub born: Option<Date>,
    /// The production's calendar, for somebody who is kept on its working days between days of work: those are no days off.
    pub calendar: Option<&'t Calendar>,
    /// Somebody who is paid by the week has a fifth of it for each day beyond five, as the engagement of a plan pays.
    pub extra_days_paid: bool,
    /// The day that is looked at, by its place in the order.
    pub(super) day: usize,
    /// The next day of work, by its place in the order.
    pub(super) next: usize,
    /// The date of the day that is looked at.
    pub(super) date: Date,
}

impl<'t> Hire<'t> {
    /// Somebody under some terms.
    pub fn new(terms: &'t Terms<'t>, setting: &'t Setting, rate: Cents, per: Per) -> Self {
        let dates = Dates { principal_start: setting.principal_start, contract: setting.principal_start };
        Self {
            terms,
            setting,
            rate,
            per,
            dates,
            born: None,
            calendar: None,
            extra_days_paid: false,
            day: 0,
            next: 1,
            date: Date::ZERO,
        }
    }

    pub(crate) fn at(&self, work: &Work<'_>, day: usize) -> Self {
        let hire = Self { day, next: day + 1, date: work.date, ..self.clone() };
        // Nobody is paid below scale.
        Self { rate: hire.rate.max(hire.scale().unwrap_or_default()), ..hire }
    }

    /// The scale of the day, where the pack has one for what the rate pays.
    pub(super) fn scale(&self) -> Option<Cents> {
        let mut rows = self.rows(&self.terms.scale).filter(|held| held.row.unit == self.per);
        rows.find_map(|held| held.row.steps.iter().rev().find(|step| step.from.0 <= self.date))
            .map(|step| step.amount.0)
    }

    /// The rows of a kind that hold on the day.
    pub(super) fn rows<'r, R: Row>(&'r self, rows: &'r [Held<'t, R>]) -> impl Iterator<Item = Held<'t, R>> + 'r {
        rows.iter().copied().filter(|held| !held.gated || held.row.gate().open(self.dates, self.date))
    }

    /// Hours that the rate is divided by for one of them, at a place.
    pub(super) fn divisor(&self, place: &str) -> Minutes {
        let Some(Held { row: day, .. }) = self.rows(&self.terms.workday).next() else { return Minutes(480) };
        let hours = match self.per {
            Per::Hour => return Minutes(60),
            Per::Day => day.hourly_divisor.as_ref().and_then(|by| by.at(place)).copied().or(day.pay_hours),
            Per::Week => {
                let of = day.hourly_divisor.as_ref().or(day.weekly_straight_h.as_ref());
                of.and_then(|by| by.at(place)).copied()
            }
        };
        hours.map(|hours| hours.0).filter(|minutes| minutes.0 > 0).unwrap_or(match self.per {
            Per::Week => Minutes(2_400),
            _ => Minutes(480),
        })
    }

    /// What part of the rate a day's pay is, as a multiple of it.
    pub(super) fn day_pay(&self) -> Ratio {
        let day = self.rows(&self.terms.workday).next().map(|held| held.row);
        match self.per {
            Per::Day => Ratio::ONE,
            Per::Week => day.and_then(|day| day.day_part).unwrap_or(Ratio::new(1, 5)),
            Per::Hour => {
                let least = day.and_then(|day| day.min_call_h.as_ref()).and_then(|by| by.at(""));
                Ratio::new(least.map_or(480, |hours| hours.0.0), 60)
            }
        }
    }

    /// A line by the hour: so many minutes at a multiple.
    pub(super) fn hours<'c>(
        &self,
        what: PayCode,
        code: &'c str,
        minutes: Minutes,
        place: &str,
        times: Ratio,
    ) -> Line<'c> {
        Line {
            what,
            code,
            multiple: None,
            day: self.day,
            quantity: Ratio::new(minutes.0, 60),
            unit: Unit::Hour,
            rate: self.rate,
            scales: true,
            per: Ratio::new(60, self.divisor(place).0),
            times,
        }
    }

    /// A line by the day's pay.
    pub(super) fn days<'c>(&self, what: PayCode, code: &'c str, days: Ratio, times: Ratio) -> Line<'c> {
        let (rate, per) = (self.rate, self.day_pay());
        Line {
            what,
            code,
            multiple: None,
            day: self.day,
            quantity: days,
            unit: Unit::Day,
            rate,
            scales: true,
            per,
            times,
        }
    }

    /// A line of so much.
    pub(super) fn sum<'c>(&self, what: PayCode, code: &'c str, unit: Unit, amount: Cents) -> Line<'c> {
        let one = Ratio::ONE;
        Line {
            what,
            code,
            multiple: None,
            day: self.day,
            quantity: one,
            unit,
            rate: amount,
            scales: false,
            per: one,
            times: one,
        }
    }
}

/// A line of pay: quantity x (rate x per) x times, rounded half-up once.
#[derive(Clone, Copy, Debug)]
pub struct Line<'c> {
    /// What it is for.
    pub what: PayCode,
    /// Its code in the pack.
    pub code: &'c str,
    /// The multiple that belongs to the code, where the pack gives none: `OT` and 1.5.
    pub multiple: Option<Ratio>,
    /// The day, by its place in the order.
    pub day: usize,
    /// How many units.
    pub quantity: Ratio,
    /// Which.
    pub unit: Unit,
    /// The contract's rate, or the pack's amount.
    pub rate: Cents,
    /// Whether it is the contract's, so that others on the same terms are paid by their own.
    pub scales: bool,
    /// Which part of the rate one unit is.
    pub per: Ratio,
    /// The multiple.
    pub times: Ratio,
}

impl Line<'_> {
    /// The amount.
    pub fn amount(&self) -> Cents {
        self.rate.times(self.part())
    }

    /// How often it pays the rate.
    pub(crate) fn part(&self) -> Ratio {
        self.quantity.by(self.per).by(self.times)
    }

    /// The code in full.
    pub fn name(&self) -> String {
        self.multiple.map_or_else(|| self.code.to_owned(), |multiple| format!("{}{multiple}", self.code))
    }
}

/// Units of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Steps of a penalty.
    Step,
    /// Violations.
    Violation,
    /// Miles.
    Mile,
}

impl Unit {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "h",
            Self::Day => "day",
            Self::Week => "week",
            Self::Step => "unit",
            Self::Violation => "violation",
            Self::Mile => "mile",
        }
    }
}

/// A rule that is broken.
#[derive(Clone, Copy, Debug)]
pub struct Breach {
    /// What it is about, such as `rest.daily`.
    pub code: &'static str,
    /// The day, by its place in the order.
    pub day: usize,
    /// Whether it makes the plan illegal; else it costs, or is told.
    pub hard: bool,
    /// By how much.
    pub over: Minutes,
    /// When it should have been instead: the meal, the next call, leaving the place.
    pub legal: Option<Moment>,
}

/// The row that a line or a breach comes from.
#[derive(Clone, Copy)]
pub struct Clause<'t> {
    /// Its pack.
    pub pack: &'t Pack,
    /// The row.
    pub row: &'t dyn Row,
}

impl Clause<'_> {
    /// How well it is known.
    pub fn verified(&self) -> Verified {
        self.pack.verified(self.row)
    }
}

/// Receives lines and breaches, each with the row it comes from.
pub trait Sink<'t> {
    /// Somebody is paid.
    fn pay(&mut self, line: Line<'_>, clause: Clause<'t>);
    /// A rule is broken.
    fn breach(&mut self, breach: Breach, clause: Clause<'t>);
}

//! The days of a plan as agreements see them.
//!
//! What somebody does on one date is one day of work, for however many units: she has one employer, and work time runs from the
//! first call to the last dismissal, less meals (SAG-AFTRA, sagaftra.org/overtime). Time between two units is work time
//! too, unless a meal of one of them lies in it. A date counts once towards a week, a guarantee and days in a row. Two
//! days of one unit on one date are two calls of its crew; rests between calls are the agreement's.

use model::board::DayKind;
use model::calendar::{Weekday, plus_days};
use model::ids::PlaceId;
use model::measure::{Minutes, Moment};
use model::plan::{Entry, Happening, PersonDay, PlanDay};

use super::{Walk, Whom};
use crate::agreement::{Kind, Meal, MealKind, MinorDay, Terms, Work};
use crate::force;
use crate::judge::Judge;
use crate::span::Span;

/// What somebody does on one date: at least one stretch of work, in order.
pub(crate) type Day<'s, 'p> = &'s [Span<'p>];

impl Walk<'_> {
    /// A day of a plan as a day of work.
    pub(crate) fn work<'w>(&'w self, judge: &'w Judge<'w>, day: Day<'_, 'w>, kind: Kind) -> Work<'w> {
        let mut work = joined(judge, self.hire.terms, day, kind);
        if kind != Kind::Holiday && work.date.weekday() == Weekday::Sunday && self.hire.terms.knows_sundays() {
            work.kind = Kind::Sunday;
        }
        work.report = work.report.map(|at| at.before(self.before));
        work.dismissed = work.dismissed.map(|at| at.after(self.after));
        let Whom::Cast(member) = self.whom else { return work };
        let own = || day.iter().filter_map(|part| part.day.people.iter().find(|hours| hours.person == member.id));
        let Some(last) = own().max_by_key(|hours| hours.dismissed) else { return work };
        work.makeup_off = last.dismissed.since(last.done);
        let date = day[0].day.date;
        let young = member.age_on(date).filter(|age| *age < 18);
        work.minor = young.map(|_| {
            let sum = |of: fn(&PersonDay) -> Minutes| own().map(of).sum::<Minutes>();
            let camera = sum(|hours| hours.on_camera);
            // Make-up is no room for school.
            let chair = sum(|hours| hours.on_set.since(hours.report) + hours.dismissed.since(hours.done));
            let between = work.meals.iter().filter(|meal| day.iter().all(|part| !meets(part, meal.start, meal.end)));
            let meals = sum(|hours| hours.meals) + between.map(|meal| meal.end.since(meal.start)).sum();
            let whole = last.dismissed.since(day[0].start);
            MinorDay {
                work: Some(camera),
                school: None,
                rest: None,
                spare: Some(whole - meals - camera - chair),
                own_school: false,
                in_session: judge.production.calendar.school_on(date),
                before_school_day: judge.production.calendar.school_on(plus_days(date, 1)),
            }
        });
        work.breaks = work.minor.and_then(|minor| minor.spare);
        work
    }

    /// Everything that [`Self::work`] reads of a day of somebody: days with the same facts are the same days of work.
    pub(crate) fn facts(&self, day: Day<'_, '_>, kind: Kind, facts: &mut Vec<i64>) {
        // Scale may have raised the rate.
        facts.extend([kind as i64, self.hire.rate.0]);
        for part in day {
            facts.extend([part.date, part.week, part.start.0, part.end.0]);
            facts.extend(of_day(part.day));
            facts.extend(of_place(part.day));
            if let Whom::Cast(member) = self.whom
                && let Some(hours) = part.day.people.iter().find(|hours| hours.person == member.id)
            {
                facts.extend([hours.done.0, hours.on_set.0, hours.meals.0, hours.on_camera.0]);
            }
            facts.push(i64::MIN);
        }
    }

    /// What the day before reads of a day: its date, its calls and its place.
    pub(crate) fn beginning(day: Day<'_, '_>, facts: &mut Vec<i64>) {
        let first = &day[0];
        let shot = day.iter().filter_map(|part| first_shot(part.day)).min();
        facts.extend([first.date, first.week, first.start.0, first.day.call.0, shot.map_or(-1, |at| at.0)]);
        day.iter().for_each(|part| facts.extend(of_place(part.day)));
    }
}

/// What somebody does on one date as one day of work.
fn joined<'w>(judge: &'w Judge<'_>, terms: &'w Terms<'_>, day: Day<'_, 'w>, kind: Kind) -> Work<'w> {
    let mut joined = work(judge, terms, &day[0], kind);
    for part in &day[1..] {
        let work = work(judge, terms, part, kind);
        joined.travel_only &= work.travel_only;
        joined.shooting_call = [joined.shooting_call, work.shooting_call].into_iter().flatten().min();
        if work.dismissed >= joined.dismissed {
            joined.dismissed = work.dismissed;
            (joined.camera_wrap, joined.unit_wrap) = (work.camera_wrap, work.unit_wrap);
        }
    }
    if day.len() > 1 {
        let places: Vec<PlaceId> = day.iter().flat_map(|part| part.day.places.iter().copied()).collect();
        joined.place = place(judge, terms, &places);
        joined.meals.retain(|meal| meal.kind == MealKind::Ndb);
        let whole = (day[0].start, joined.dismissed.unwrap_or(day[0].end));
        for (at, part) in day.iter().enumerate() {
            // She eats with any of her units while she is at work for no other.
            let free = |meal: &Meal| {
                let mut others = day.iter().enumerate().filter(|(other, _)| *other != at);
                others.all(|(_, other)| !meets(other, meal.start, meal.end))
            };
            joined.meals.extend(meals(part.day, whole).filter(free));
        }
        joined.meals.sort_by_key(|meal| meal.start);
        // Two meals in one gap are one.
        joined.meals.dedup_by(|later, earlier| {
            later.start < earlier.end || day.iter().all(|part| !meets(part, earlier.start, later.end))
        });
    }
    joined
}

fn meets(part: &Span<'_>, start: Moment, end: Moment) -> bool {
    start < part.end && end > part.start
}

/// One day of a unit as somebody's day of work.
fn work<'w>(judge: &'w Judge<'_>, terms: &'w Terms<'_>, span: &Span<'w>, kind: Kind) -> Work<'w> {
    let day = span.day;
    let mut work = Work::on(day.date, span.week, judge.zone());
    work.kind = kind;
    work.place = place(judge, terms, &day.places);
    work.travel_only = day.kind == DayKind::Travel;
    work.report = Some(span.start);
    work.general_call = Some(day.call);
    work.shooting_call = first_shot(day);
    work.camera_wrap = Some(day.camera_wrap);
    work.unit_wrap = Some(day.wrap);
    work.dismissed = Some(span.end);
    // Who comes before the crew is fed before the crew's call, at the latest two hours after the own one.
    if span.start < day.call {
        let end = day.call.min(span.start.after(Minutes(120)));
        work.meals.push(Meal { start: end.before(Minutes(15)).max(span.start), end, kind: MealKind::Ndb });
    }
    work.meals.extend(meals(day, (span.start, span.end)));
    work
}

/// The meals of a unit in a stretch of time.
fn meals(day: &PlanDay, (start, end): (Moment, Moment)) -> impl Iterator<Item = Meal> {
    let inside = of_meals(day).filter(move |entry| entry.end > start && entry.start < end);
    inside.map(|entry| Meal { start: entry.start, end: entry.end, kind: MealKind::Deductible })
}

fn of_meals(day: &PlanDay) -> impl Iterator<Item = &Entry> {
    day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }))
}

fn first_shot(day: &PlanDay) -> Option<Moment> {
    day.entries.iter().find(|entry| matches!(entry.what, Happening::Strip { .. })).map(|entry| entry.start)
}

/// The class of place of a day's work at some places, in the pack that pays.
pub(super) fn place<'t>(judge: &Judge<'_>, terms: &Terms<'t>, places: &[PlaceId]) -> &'t str {
    terms.payer().map_or("", |pack| force::place(judge, pack, places))
}

/// Whether two versions of a unit-day say the same of everything that [`work`] reads beside a person's own hours.
pub(crate) fn alike(a: &PlanDay, b: &PlanDay) -> bool {
    of_place(a).eq(of_place(b)) && of_day(a).eq(of_day(b))
}

/// What sort of day it is and where, for [`work`].
fn of_place(day: &PlanDay) -> impl Iterator<Item = i64> {
    let places = day.places.iter().map(|place| place.0.cast_signed());
    [i64::from(day.kind == DayKind::Travel), -1].into_iter().chain(places)
}

/// The hours of a unit-day that [`work`] reads, in minutes.
fn of_day(day: &PlanDay) -> impl Iterator<Item = i64> {
    [day.call.0, day.camera_wrap.0, day.wrap.0, first_shot(day).map_or(-1, |at| at.0)]
        .into_iter()
        .chain(of_meals(day).flat_map(|entry| [entry.start.0, entry.end.0]))
}

/// What day of the week's work each day is.
pub(crate) fn kinds(judge: &Judge<'_>, days: &[Day<'_, '_>]) -> Vec<Kind> {
    let mut nth = Nth::default();
    days.iter().map(|day| nth.of(judge, &day[0])).collect()
}

/// Counts somebody's days of a week.
#[derive(Default)]
struct Nth {
    week: i64,
    date: i64,
    days: u32,
}

impl Nth {
    fn of(&mut self, judge: &Judge<'_>, span: &Span<'_>) -> Kind {
        if self.days == 0 || span.week != self.week {
            *self = Self { week: span.week, date: span.date, days: 1 };
        } else if span.date != self.date {
            (self.date, self.days) = (span.date, self.days + 1);
        }
        match self.days {
            _ if span.day.kind == DayKind::Holiday || judge.production.calendar.off_on(span.day.date).is_some() => {
                Kind::Holiday
            }
            6 => Kind::Sixth,
            7.. => Kind::Seventh,
            _ => Kind::Ordinary,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::production::Production;

    use crate::agreed::contracted;
    use crate::tests::{check, second_unit};

    fn two_units(production: &mut Production) {
        contracted(production);
        second_unit(production);
    }

    /// 11 hours and a half from the first report to the last dismissal, less the lunch of the main unit, which she takes between the
    /// two: 8 + 2 x 1.5 + 1 x 2. The other unit's lunch lies in the same gap, and the rest of two hours is none.
    #[test]
    fn a_date_for_two_units_is_one_day_of_work() {
        check(
            &["rest-daily", "meal-late", "forced call", "meal penalty", "overtime", "hours", "sixth or seventh day"],
            two_units,
            "
                2027-03-01 07:00-18:00; meal 12:00-12:30; DOC 07:00-12:00
                2027-03-01 10:00-19:00; unit second; meal 13:00-13:30; DOC 14:00-18:30
                2027-03-02 07:00-15:00; meal 12:30-13:00; DOC 07:00-15:00
            ",
            "
                DOC: 2 hour x 1,500 x 0.1875 = 562.50
                DOC: 1 hour x 1,500 x 0.25 = 375
            ",
        );
    }

    /// Between two units nobody eats where no meal is planned: of 11 hours 3 are overtime, and ten half-hours
    /// without a meal pay 25 + 35 + 8 x 50.
    #[test]
    fn a_gap_is_work() {
        check(
            &["rest-daily", "meal-late", "overtime"],
            two_units,
            "
                2027-03-01 07:00-12:00; DOC 07:00-12:00
                2027-03-01 13:30-18:00; unit second; DOC 13:30-18:00
            ",
            "
                warning 300: DOC's first meal is missing on day 1 of unit main and day 1 of unit second, 5 h past the time it is due; it costs 460
                mend: break for it by 13:00 (saves 460), or wrap by then (saves 1,397.50)
                DOC: 2 hour x 1,500 x 0.1875 = 562.50
                DOC: 1 hour x 1,500 x 0.25 = 375
            ",
        );
    }

    /// The rest before such a day ends with its first report.
    #[test]
    fn the_rest_before_it_ends_with_the_first_report() {
        check(
            &["rest-daily", "forced call"],
            two_units,
            "
                2027-03-01 10:00-22:00; meal 15:00-15:30; meal 21:00-21:30; DOC 10:00-22:00
                2027-03-02 09:00-15:00; DOC 09:00-12:00
                2027-03-02 12:00-18:00; unit second; DOC 12:00-14:00
            ",
            "
                warning 60: DOC's daily rest before day 2 of unit main and day 1 of unit second is 1 h too short; it costs 950
                mend: call DOC at 10:00, 1 h later (saves 950), or dismiss 1 h earlier the day before (saves 1,137.50)
                DOC: 1 penalty x 950 x 1 = 950
            ",
        );
    }

    /// From Monday's dismissal to Wednesday's call are 35 hours. On Tuesday the unit works and DOC is on hold: no day off, of which 36
    /// hours would be due.
    #[test]
    fn a_day_on_hold_is_no_day_off() {
        check(
            &["rest-daily", "rest-weekly", "forced call"],
            contracted,
            "
                2027-03-01 10:00-22:00; meal 15:00-15:30; meal 21:00-21:30; DOC 10:00-22:00
                2027-03-02 10:00-18:00; meal 15:00-15:30; KANE 10:00-18:00
                2027-03-03 09:00-15:00; meal 12:00-12:30; DOC 09:00-12:00
            ",
            "",
        );
    }

    /// Nine hours on site and five of work are allowed to a child of eleven: 10 h 30 and 5 h 30, for both units together.
    #[test]
    fn the_hours_of_a_minor_are_of_the_whole_date() {
        check(
            &["minor-site", "minor-work", "minor-date"],
            |production| {
                two_units(production);
                production.cast[2].contract.class = "principal.weekly".to_owned();
            },
            "
                2027-03-01 08:00-14:00; JUNO 08:00-13:00 camera 160
                2027-03-01 14:00-18:00; unit second; JUNO 14:00-18:30 camera 170
            ",
            "
                error 90: JUNO is at the place of work on day 1 of unit main and day 1 of unit second 1 h 30 longer than allowed
                mend: take 1 h 30 of JUNO's scenes off day 1 of unit main and day 1 of unit second, so that it is 17:00
                error 30: JUNO works 30 min too long on day 1 of unit main and day 1 of unit second
                mend: take 30 min of JUNO's scenes off day 1 of unit main and day 1 of unit second
            ",
        );
    }
}

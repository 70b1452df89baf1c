//! Minors: time on site, work, school, rest and recreation by age; earliest, latest, meals, and rest to the next call.

use model::calendar::{Date, days_between, plus_days};
use model::measure::{Minutes, Moment};
use model::pack::{AgeCap, Minor, SchoolTerm};

use super::terms::Held;
use super::work::{Breach, Clause, Hire, MealKind, Sink, Work};

pub(super) fn check<'t>(hire: &Hire<'t>, work: &Work<'_>, sink: &mut impl Sink<'t>) {
    let Some(born) = hire.born else { return };
    let (Some(start), Some(end)) =
        (work.rest_to(model::pack::RestTo::Call), work.rest_from(model::pack::RestFrom::Dismissal))
    else {
        return;
    };
    for held in hire.rows(&hire.terms.age).filter(|held| speaks(held.row, born, work)) {
        let minor =
            hire.terms.minors.iter().find(|minor| minor.pack.pack.id == held.pack.pack.id).map(|minor| minor.row);
        hours(hire, work, held, minor, (start, end), sink);
    }
    for held in hire.rows(&hire.terms.minors).filter(|_| age_years(born, work.date) < 18) {
        whole(hire, work, held, (start, end), sink);
    }
}

/// Whether a row is about this age and this part of the school year.
fn speaks(row: &AgeCap, born: Date, work: &Work<'_>) -> bool {
    let in_session = work.minor.is_some_and(|minor| minor.in_session);
    let term = match row.school {
        SchoolTerm::Any => true,
        SchoolTerm::InSession => in_session,
        SchoolTerm::Out => !in_session,
    };
    let [from, to] = &row.age;
    term && birthday(born, from).is_some_and(|from| from <= work.date)
        && birthday(born, to).is_some_and(|to| work.date < to)
}

/// The date on which somebody reaches an age such as `15d`, `6w`, `6m`, `2y`.
pub(crate) fn birthday(born: Date, age: &str) -> Option<Date> {
    let (number, unit) = age.split_at_checked(age.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|number| (0..=40_000).contains(number))?;
    let span = match unit {
        "d" => jiff::Span::new().days(number),
        "w" => jiff::Span::new().weeks(number),
        "m" => jiff::Span::new().months(number),
        "y" => jiff::Span::new().years(number.min(200)),
        _ => return None,
    };
    born.checked_add(span).ok()
}

fn age_years(born: Date, date: Date) -> i64 {
    days_between(born, date) * 4 / 1_461
}

fn hours<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    held: Held<'t, AgeCap>,
    minor: Option<&Minor>,
    (start, end): (Moment, Moment),
    sink: &mut impl Sink<'t>,
) {
    let row = held.row;
    let day = work.minor.unwrap_or_default();
    let leave = on_site(work, row, minor, start);
    let clause = held.clause();
    tell(hire, "minor.on_site", end.since(leave), Some(leave), clause, sink);
    let most = |hours: Option<model::pack::Hours>, time: Option<Minutes>| {
        hours.zip(time).map_or(Minutes::ZERO, |(most, time)| time - most.0)
    };
    tell(hire, "minor.work", most(row.work_h, day.work), None, clause, sink);
    if let (Some(spare), false) = (day.spare, day.own_school) {
        let need = |hours: Option<model::pack::Hours>| hours.unwrap_or_default().0;
        let school = if day.in_session { need(row.school_h) } else { Minutes::ZERO };
        let room = spare + leave.since(end).max(Minutes::ZERO);
        tell(hire, "minor.school", school + need(row.rest_h) - room, None, clause, sink);
    }
    if !day.own_school {
        if day.in_session || row.school == SchoolTerm::Any {
            tell(hire, "minor.school", -most(row.school_h, day.school), None, clause, sink);
        }
        tell(hire, "minor.rest_recreation", -most(row.rest_h, day.rest), None, clause, sink);
    }
    if !row.windows.is_empty() {
        let outside = row.windows.iter().map(|[from, to]| {
            let (from, to) = (work.moment(work.date, from.0), work.moment(work.date, to.0));
            from.since(start).max(Minutes::ZERO) + end.since(to).max(Minutes::ZERO)
        });
        tell(hire, "minor.window", outside.min().unwrap_or(Minutes::ZERO), None, clause, sink);
    }
    edges(hire, work, (row.earliest.map(|wall| wall.0), row.latest.map(|wall| wall.0)), (start, end), clause, sink);
}

fn whole<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    held: Held<'t, Minor>,
    (start, end): (Moment, Moment),
    sink: &mut impl Sink<'t>,
) {
    let row = held.row;
    let clause = held.clause();
    let before_school = work.minor.is_none_or(|minor| minor.before_school_day);
    let latest = row
        .latest
        .as_ref()
        .map(|latest| if before_school { latest.before_school_day } else { latest.before_non_school_day });
    edges(hire, work, (row.earliest.map(|wall| wall.0), latest.map(|wall| wall.0)), (start, end), clause, sink);
    if let Some(most) = row.work_h_per_day_max {
        let time = work.minor.and_then(|minor| minor.work);
        tell(hire, "minor.work", time.map_or(Minutes::ZERO, |time| time - most.0), None, clause, sink);
    }
    if let Some(meal) = &row.meal {
        let mut due = start.after(meal.first_within_h.0);
        for taken in work.meals.iter().filter(|taken| taken.kind == MealKind::Deductible && taken.start < end) {
            if taken.end.since(taken.start).0 < meal.min_minutes {
                continue;
            }
            tell(hire, "minor.meal", taken.start.since(due), Some(due), clause, sink);
            due = taken.end.after(meal.first_within_h.0);
        }
        tell(hire, "minor.meal", end.since(due), Some(due), clause, sink);
    }
}

/// Earliest and latest time on site. A latest hour in the small hours belongs to the next date.
fn edges<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    (earliest, latest): (Option<jiff::civil::Time>, Option<jiff::civil::Time>),
    (start, end): (Moment, Moment),
    clause: Clause<'t>,
    sink: &mut impl Sink<'t>,
) {
    if let Some(earliest) = earliest {
        let at = work.moment(work.date, earliest);
        tell(hire, "minor.early", at.since(start), Some(at), clause, sink);
    }
    if let Some(latest) = latest {
        let at = latest_on(work, latest);
        tell(hire, "minor.late", end.since(at), Some(at), clause, sink);
    }
}

fn tell<'t>(
    hire: &Hire<'t>,
    code: &'static str,
    over: Minutes,
    legal: Option<Moment>,
    clause: Clause<'t>,
    sink: &mut impl Sink<'t>,
) {
    if over > Minutes::ZERO {
        sink.breach(Breach { code, day: hire.day, hard: true, over, legal }, clause);
    }
}

/// A minor's rest to the next call, which nobody can waive.
pub(super) fn rest<'t>(hire: &Hire<'t>, work: &Work<'_>, next: &Work<'_>, sink: &mut impl Sink<'t>) {
    if hire.born.is_none_or(|born| age_years(born, work.date) >= 18) {
        return;
    }
    let gone = work.rest_from(model::pack::RestFrom::Dismissal);
    let Some((gone, back)) = gone.zip(next.rest_to(model::pack::RestTo::Call)) else { return };
    for held in hire.rows(&hire.terms.minors) {
        let Some(legal) = held.row.rest.as_ref().map(|rest| gone.after(rest.hours.0)) else { continue };
        tell(&hire.at(next, hire.next), "minor.rest", legal.since(back), Some(legal), held.clause(), sink);
    }
}

/// A minor's week, and the days in a row.
pub(super) fn week<'t>(hire: &Hire<'t>, worked: Minutes, sink: &mut impl Sink<'t>) {
    for held in hire.rows(&hire.terms.minors).filter(|_| hire.born.is_some()) {
        let over = held.row.work_h_per_week_max.map_or(Minutes::ZERO, |most| worked - most.0);
        tell(hire, "minor.week", over, None, held.clause(), sink);
    }
}

/// When the time on site ends.
fn on_site(work: &Work<'_>, row: &AgeCap, minor: Option<&Minor>, start: Moment) -> Moment {
    let free = Minutes(minor.map_or(0, |minor| minor.on_site_excludes_meal_up_to_min));
    let meals = work.meals.iter().filter(|meal| meal.kind == MealKind::Deductible);
    let meal: Minutes = meals.map(|meal| meal.end.since(meal.start)).sum();
    let day = work.minor.unwrap_or_default();
    let school = minor.and_then(|minor| minor.own_school_counts_as_h).filter(|_| day.own_school);
    start.after(row.on_site_h.0 - school.map_or(Minutes::ZERO, |hours| hours.0)).after(meal.min(free))
}

/// A latest hour of a day; one in the small hours belongs to the next date.
fn latest_on(work: &Work<'_>, latest: jiff::civil::Time) -> Moment {
    let small = latest < jiff::civil::Time::constant(12, 0, 0, 0);
    work.moment(if small { plus_days(work.date, 1) } else { work.date }, latest)
}

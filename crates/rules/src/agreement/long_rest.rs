//! Rest over days off: longer the more days are off, or the more were worked before.

use model::calendar::{Calendar, Date, days_between, plus_days};
use model::measure::Minutes;
use model::pack::{QuotaPer, RestCase, RestKind};

use super::hours::Carry;
use super::rest::{gap, hours, tell};
use super::week::Week;
use super::work::{Hire, Sink, Work};

/// Judges the rest over the days off between two days of work. False where no row speaks of so many days off.
pub(super) fn check<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    next: &Work<'_>,
    week: &Week,
    used: &mut Vec<Date>,
    sink: &mut impl Sink<'t>,
) -> bool {
    let off = days_off(hire, work.date, next.date);
    if off <= 0 {
        return false;
    }
    let mut spoken = false;
    for held in hire.rows(&hire.terms.rest).filter(|held| held.row.kind == RestKind::Weekly) {
        let Some(gap) = gap(held.row, work, next) else { continue };
        let cases = || held.row.cases.iter().filter(|case| meant(case, off, week.days));
        let plain = cases().filter(|case| case.needs.is_empty() && case.quota.is_none()).map(|case| case.hours.0).min();
        let whole = || if held.row.cases.is_empty() { hours(hire, held.row, work.place) } else { None };
        let Some(full) = plain.or_else(whole) else { continue };
        spoken = true;
        if gap.rest >= full {
            continue;
        }
        let fits = |case: &&RestCase| {
            let needs = case.needs.iter().all(|need| holds(need, work, next, week));
            let quota = case.quota.as_ref().is_none_or(|quota| {
                let counts = |date: &&Date| quota.per == QuotaPer::Production || days_between(**date, next.date) < 7;
                u32::try_from(used.iter().filter(counts).count()).unwrap_or(u32::MAX) < quota.max
            });
            case.hours.0 <= gap.rest && needs && quota
        };
        if let Some(case) = cases().find(fits) {
            if case.quota.is_some() {
                used.push(next.date);
            }
            continue;
        }
        tell(hire, held, (work, next), None, (&gap, full), &mut Carry::default(), sink);
    }
    spoken
}

/// Days between two days of work that are days off: for somebody who is kept, a day on which the production works is none.
fn days_off(hire: &Hire<'_>, from: Date, to: Date) -> i64 {
    let between = days_between(from, to) - 1;
    // Rows speak of a few days off; after two weeks any rest is long enough.
    let kept = |calendar: &Calendar| (1..=between.min(14)).filter(|&day| calendar.works(plus_days(from, day))).count();
    between - hire.calendar.map_or(0, kept) as i64
}

/// Whether a case speaks of this many days off after so many days of work.
fn meant(case: &RestCase, off: i64, days: u32) -> bool {
    let off_fits = case.days_off.is_none_or(|wanted| i64::from(wanted) == off);
    // Five days of work are followed by two days off, six by one; a shorter week counts as the five.
    let after_fits = case.after_days.is_none_or(|after| if after >= 6 { days >= after } else { days < 6 && off >= 2 });
    off_fits && after_fits
}

/// Whether something that a case needs is so: a fact of either day, one of several, or a comparison that the pack knows.
fn holds(need: &str, work: &Work<'_>, next: &Work<'_>, week: &Week) -> bool {
    let fact = |name: &str| work.facts.iter().chain(&next.facts).any(|fact| fact == name);
    if let Some(any) = need.strip_prefix("any:") {
        return any.split('|').any(fact);
    }
    if let Some(time) = need.strip_prefix("next_call_not_before=") {
        let earliest = model::pack::Wall::try_from(time.to_owned());
        let call = next.rest_to(model::pack::RestTo::Call).map(|at| next.wall(at).time());
        return earliest.is_ok_and(|earliest| call.is_some_and(|call| call >= earliest.0));
    }
    if let Some(hours) = need.strip_prefix("fifth_day_worked_h<=") {
        let most = model::pack::Hours::try_from(hours.to_owned()).map_or(Minutes::ZERO, |hours| hours.0);
        return week.last <= most;
    }
    fact(need)
}

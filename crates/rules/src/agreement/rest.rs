//! Rest from one day to the next: how long it must be, what a shorter one pays, and what it does to the next day's gold.

use model::calendar::{Date, days_between};
use model::measure::{Minutes, Moment, Ratio};
use model::pack::{
    Penalty, PenaltyKind, QuotaPer, Rest, RestException, RestKind, Severity, any_names, holds_at, names,
};
use model::verdict::PayCode;

use super::hours::{Carry, Sweep, Worked};
use super::terms::{Held, read};
use super::work::{Breach, Hire, Sink, Unit, Work};

/// Judges the rest between two days in a row, and tells what the second takes over from the first.
pub(super) fn check<'t>(
    hire: &Hire<'t>,
    (work, next): (&Work<'_>, &Work<'_>),
    worked: Option<&Worked>,
    used: &mut Vec<Date>,
    sink: &mut impl Sink<'t>,
) -> Carry {
    let mut carry = Carry::default();
    let given = work.rest_from(model::pack::RestFrom::Dismissal).zip(next.rest_to(model::pack::RestTo::Call));
    if let (Some(worked), Some((gone, back))) = (worked, given) {
        carry.gold = worked.gold.filter(|(_, until)| back.since(gone) < *until).map(|(times, _)| times);
    }
    for held in hire.rows(&hire.terms.rest).filter(|held| held.row.kind == RestKind::Daily) {
        let Some(gap) = gap(held.row, work, next) else { continue };
        let Some(full) = hours(hire, held.row, work.place) else { continue };
        let least = shorter(hire, held.row, (work, next), full, gap.rest, used);
        if gap.rest >= least {
            continue;
        }
        tell(hire, held, (work, next), worked, (&gap, least), &mut carry, sink);
    }
    carry
}

/// The rest between two days, from when to when.
pub(super) struct Gap {
    from: Moment,
    to: Moment,
    /// How long it is.
    pub(super) rest: Minutes,
}

pub(super) fn gap(row: &Rest, work: &Work<'_>, next: &Work<'_>) -> Option<Gap> {
    let from = work.rest_from(*row.from.at(work.place)?)?.after(Minutes(row.from_plus_min));
    let to = next.rest_to(*row.to.at(next.place)?)?.before(Minutes(row.to_minus_min));
    Some(Gap { from, to, rest: to.since(from) })
}

/// How long the rest must be for somebody at a place.
pub(super) fn hours(hire: &Hire<'_>, row: &Rest, place: &str) -> Option<Minutes> {
    let class = row.hours_by_class.iter().find(|(class, _)| names(class, &hire.terms.class));
    class.map(|(_, hours)| hours.0).or_else(|| row.hours.as_ref()?.at(place).map(|hours| hours.0))
}

/// The shortest rest that is allowed this time. An exception that is needed is used up.
fn shorter(
    hire: &Hire<'_>,
    row: &Rest,
    (work, next): (&Work<'_>, &Work<'_>),
    full: Minutes,
    rest: Minutes,
    used: &mut Vec<Date>,
) -> Minutes {
    let fits = |exception: &&RestException| {
        exception.hours.0 <= rest
            && holds_at(&exception.places, work.place)
            && any_names(&exception.production, &hire.setting.production)
            && exception.needs.iter().all(|need| next.facts.contains(need) || work.facts.contains(need))
            && allowed(exception, next, used)
    };
    if rest >= full {
        return full;
    }
    let Some(exception) = row.exceptions.iter().find(fits) else { return full };
    used.push(next.date);
    exception.hours.0
}

/// Whether an exception may be used once more.
fn allowed(exception: &RestException, next: &Work<'_>, used: &[Date]) -> bool {
    let cool = |days: u32| used.iter().all(|&date| days_between(date, next.date) > i64::from(days));
    let quota = exception.quota.as_ref().is_none_or(|quota| {
        let counts = |date: &&Date| quota.per == QuotaPer::Production || days_between(**date, next.date) < 7;
        let often = u32::try_from(used.iter().filter(counts).count()).unwrap_or(u32::MAX);
        often < quota.max && (!quota.nonconsecutive || cool(1))
    });
    quota && exception.cooldown_days.is_none_or(cool)
}

/// Tells a rest that is too short, and pays for it.
pub(super) fn tell<'t>(
    hire: &Hire<'t>,
    held: Held<'t, Rest>,
    (work, next): (&Work<'_>, &Work<'_>),
    worked: Option<&Worked>,
    (gap, least): (&Gap, Minutes),
    carry: &mut Carry,
    sink: &mut impl Sink<'t>,
) {
    let row = held.row;
    let invaded = least - gap.rest;
    let code = if row.kind == RestKind::Daily { "rest.daily" } else { "rest.weekly" };
    let legal = gap.from.after(least).after(Minutes(row.to_minus_min));
    let hard = row.severity == Some(Severity::Hard);
    sink.breach(Breach { code, day: hire.next, hard, over: invaded, legal: Some(legal) }, held.clause());
    let holds = |penalty: &&Penalty| {
        penalty.gate.open(hire.dates, next.date) && penalty.when.is_none_or(|when| when.holds(gap.rest, invaded))
    };
    let Some(penalty) = row.penalties.iter().chain(&row.penalty).find(holds) else { return };
    let started = |time: Minutes| {
        let unit = penalty.increment_min.unwrap_or(1).max(1);
        Minutes((time.0 + unit - 1) / unit * unit)
    };
    let next_hire = &hire.at(next, hire.next);
    let clause = held.clause();
    match penalty.kind {
        PenaltyKind::LesserOf => {
            let amounts = penalty
                .options
                .iter()
                .filter(|one| one.reading.as_ref().is_none_or(|reading| read(held.pack, hire.setting, reading)));
            let amount = amounts.filter_map(|one| match (one.day_pay, one.amount) {
                (Some(days), _) => Some(hire.rate.times(hire.day_pay().by(days))),
                (None, amount) => amount.map(|money| money.0),
            });
            if let Some(least) = amount.min() {
                sink.pay(next_hire.sum(PayCode::ForcedCall, "FORCED", Unit::Violation, least), clause);
            }
        }
        PenaltyKind::DayFractionPerHour => {
            let hours = (invaded.0 + 59) / 60;
            let part = penalty.fraction.unwrap_or(Ratio::ONE).by(Ratio::new(hours, 1));
            sink.pay(next_hire.days(PayCode::ShortRestDays, "REST", part, Ratio::ONE), clause);
        }
        PenaltyKind::DayRatePerHourOrFraction => {
            sink.pay(
                next_hire.days(PayCode::ShortRestDays, "REST", Ratio::new((invaded.0 + 59) / 60, 1), Ratio::ONE),
                clause,
            );
        }
        PenaltyKind::ExtraOnInvaded => {
            let time = started(invaded).max(penalty.min_h.unwrap_or_default().0);
            sink.pay(
                next_hire.hours(PayCode::ShortRest, "REST", time, next.place, penalty.mult.unwrap_or(Ratio::ONE)),
                clause,
            );
        }
        PenaltyKind::PrevailingPlus => {
            // The invaded hours are paid as they are worked; the penalty is what comes on top.
            let times = penalty.extra_mult.unwrap_or(Ratio::ONE);
            sink.pay(next_hire.hours(PayCode::ShortRest, "REST", started(invaded), next.place, times), clause);
        }
        PenaltyKind::JoinShiftsForGolden => {
            if let Some(worked) = worked {
                (carry.worked, carry.elapsed) = (worked.worked, worked.elapsed);
            }
        }
        PenaltyKind::GapCountsAsWork => {
            if let Some(worked) = worked {
                let before = Carry { worked: worked.worked, elapsed: worked.elapsed, gold: carry.gold };
                let mut sweep = Sweep::new(hire, work, &before, worked.base);
                sweep.walk(gap.from, gap.to, &[]);
                sweep.tell_as("REST", next_hire, next, clause, sink);
                (carry.worked, carry.elapsed) = (worked.worked + gap.rest, worked.elapsed + gap.rest);
            }
        }
        _ => {}
    }
}

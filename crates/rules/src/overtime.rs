//! What a day's hours pay: the crew's day, the premium of its shift, and overtime of crew and cast by tiers.
//!
//! A day rate pays `paid` hours of worked time (meals out). Beyond each tier's hours its multiple of the hourly rate is
//! due, the hourly rate being the day rate over its paid hours; tiers do not compound. Time beyond the first tier is
//! counted in started units of `increment`. A weekly rate's day is a fifth of it; a sum for the run of the picture
//! includes its overtime. Split and night work pay the crew a part of the day rate on top.

use model::measure::{Minutes, Ratio};
use model::people::{CastMember, Form};
use model::plan::PlanDay;
use model::rulebook::DayRule;
use model::verdict::{PayCode, Who};

use crate::judge::Judge;
use crate::report::{Due, Report};
use crate::span::Span;

pub(crate) fn crew(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let Some(&unit) = judge.units.get(day.unit) else { return };
    let book = &judge.production.rulebook;
    let due = Due {
        who: Who::Unit(unit.id),
        day: Some(day.day),
        code: PayCode::Day,
        quantity: Ratio::ONE,
        rate: unit.crew_day,
        times: Ratio::ONE,
    };
    due.tell(report, || judge.clause(&format!("a day rate pays {} worked", book.crew.paid), &book.crew.source));
    let premium = book.shifts.of(day.shift).premium;
    Due { code: PayCode::Shift, times: premium, ..due }.tell(report, || {
        judge.clause(&format!("{} work pays {premium} of the day rate on top", day.shift.word()), &book.shifts.source)
    });
    overtime(judge, &book.crew, day.worked(), due, report);
}

/// Overtime of a cast member, date by date: work for two units on one date counts together.
pub(crate) fn person(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(of_rate) = part_of_rate(member.contract.form) else { return };
    for date in spans.chunk_by(|a, b| a.date == b.date) {
        let worked = date.iter().map(|span| span.worked).sum();
        let day = date.last().map(|span| span.day.day);
        let rate = member.contract.rate;
        let who = Who::Person(member.id);
        let due = Due { who, day, code: PayCode::Day, quantity: Ratio::ONE, rate, times: of_rate };
        overtime(judge, &judge.production.rulebook.cast, worked, due, report);
    }
}

/// What part of the contract's rate a day is; nothing where the rate knows no days.
pub(crate) fn part_of_rate(form: Form) -> Option<Ratio> {
    match form {
        Form::Daily => Some(Ratio::ONE),
        Form::Weekly => Some(Ratio::new(1, 5)),
        Form::RunOfPicture => None,
    }
}

/// One line for each tier that is reached. `day` is the line of the day itself: its rate and the part that is a day.
fn overtime(judge: &Judge<'_>, rule: &DayRule, worked: Minutes, day: Due, report: &mut impl Report) {
    let hour = Ratio::new(60, rule.paid.0.max(1));
    for (index, tier) in rule.overtime.iter().enumerate() {
        let next = rule.overtime.get(index + 1).map(|next| next.after);
        let minutes = in_tier(worked, tier.after, next, rule.increment);
        let times = day.times.by(hour).by(tier.times);
        let due = Due { code: PayCode::Overtime, quantity: Ratio::new(minutes.0, 60), times, ..day };
        due.tell(report, || {
            let (after, multiple) = (tier.after, tier.times);
            let part = day.times.by(hour);
            let limit = format!("{multiple} times the hourly rate after {after} worked; an hour is {part} of the rate");
            judge.clause(&limit, &rule.source)
        });
    }
}

/// Paid time in one tier: all of it below the next tier, the last one's in started increments.
fn in_tier(worked: Minutes, after: Minutes, next: Option<Minutes>, increment: Minutes) -> Minutes {
    if worked <= after {
        return Minutes::ZERO;
    }
    match next {
        Some(next) if worked > next => Minutes((next.0 - after.0).max(0)),
        _ => started(worked - after, increment),
    }
}

/// `time` in started units, as whole units of time.
pub(crate) fn started(time: Minutes, unit: Minutes) -> Minutes {
    let (time, unit) = (time.0.max(0), unit.0.max(1));
    let units = time / unit + i64::from(time % unit > 0);
    Minutes(units.saturating_mul(unit))
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["days", "overtime", "shift premium"], change, plan, expected);
    }

    #[test]
    fn tiers_do_not_compound_and_the_last_counts_started_tenths() {
        told(
            as_is,
            "
                2027-03-01 07:00-22:10; meal 13:00-13:30
            ",
            "
                the crew: 1 day x 50,000 x 1 = 50,000
                the crew: 2 hour x 50,000 x 0.125 = 12,500
                the crew: 0.7 hour x 50,000 x 1/6 = 5,833.33
            ",
        );
    }

    #[test]
    fn night_work_pays_a_premium() {
        told(
            as_is,
            "
                2027-03-01 night 18:00-29:00
            ",
            "
                the crew: 1 day x 50,000 x 1 = 50,000
                the crew: 1 day x 50,000 x 0.1 = 5,000
            ",
        );
    }

    #[test]
    fn weekly_cast_by_a_fifth_and_run_of_picture_not_at_all() {
        told(
            as_is,
            "
                2027-03-01 07:00-18:00; MAYA 07:00-18:00; JUNO 07:00-18:00; WU 07:00-20:00
            ",
            "
                the crew: 1 day x 50,000 x 1 = 50,000
                MAYA: 1 hour x 15,000 x 0.03 = 450
                JUNO: 1 hour x 1,200 x 0.15 = 180
                JUNO: 1 day x 1,200 x 1 = 1,200
            ",
        );
    }
}

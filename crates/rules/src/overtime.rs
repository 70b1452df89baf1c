//! What a day's hours pay: the crew's day, the premium of its shift, and overtime of crew and cast by tiers.
//!
//! A day rate pays `paid` hours of worked time (meals out). Beyond each tier's hours its multiple of the hourly rate is
//! due, the hourly rate being the day rate over its paid hours; tiers do not compound. Time beyond the first tier is
//! counted in started units of `increment`. A weekly rate's day is a fifth of it; a sum for the run of the picture
//! includes its overtime. Split and night work pay the crew a part of the day rate on top. A position whose class no pack
//! knows is paid so head by head, by its own rate, from its own call to its own dismissal; by the hour, as many as are worked.

use model::measure::{Minutes, Ratio};
use model::pack::Per;
use model::people::{CastMember, CrewMember, Form};
use model::plan::PlanDay;
use model::rulebook::DayRule;
use model::verdict::{PayCode, Who};

use crate::judge::Judge;
use crate::report::{Due, Report};
use crate::span::Span;

/// The day of a unit's crew, and those of its positions that the house rules pay.
pub(crate) fn crew(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let rule = &judge.production.rulebook.crew;
    if let Some(&unit) = judge.units.get(day.unit).filter(|unit| !judge.contracts.pays(unit.id)) {
        let due = Due {
            who: Who::Unit(unit.id),
            day: Some(day.day),
            code: PayCode::Day,
            quantity: Ratio::ONE,
            rate: unit.crew_day,
            times: Ratio::ONE,
        };
        due.tell(report, || judge.clause(&format!("a day rate pays {} worked", rule.paid), &rule.source));
        on_top(judge, day, due, (day.worked(), an_hour(rule)), report);
    }
    for member in judge.contracts.house(day.unit) {
        let due = position(rule, member, day);
        let hour = if member.per == Per::Hour { Ratio::ONE } else { due.times.by(an_hour(rule)) };
        // Hours are a line of hours; days, and parts of a week's pay, of days.
        let (quantity, times) =
            if member.per == Per::Hour { (due.quantity.by(due.times), Ratio::ONE) } else { (due.quantity, due.times) };
        Due { quantity, times, ..due }.tell(report, || {
            let paid = match member.per {
                Per::Hour => "hours are paid as they are worked".to_owned(),
                Per::Day => format!("a day rate pays {} worked", rule.paid),
                Per::Week => format!("a week pays five days of {} worked", rule.paid),
            };
            judge.clause(&paid, &rule.source)
        });
        on_top(judge, day, due, (worked(member, day), hour), report);
    }
}

/// The premium of the shift and the overtime beside a day of somebody of the crew, who works so long; an hour is so much of
/// the rate.
fn on_top(judge: &Judge<'_>, day: &PlanDay, due: Due, (worked, hour): (Minutes, Ratio), report: &mut impl Report) {
    let book = &judge.production.rulebook;
    let premium = book.shifts.of(day.shift).premium;
    Due { code: PayCode::Shift, times: due.times.by(premium), ..due }.tell(report, || {
        judge.clause(&format!("{} work pays {premium} of the day rate on top", day.shift.word()), &book.shifts.source)
    });
    overtime(judge, &book.crew, (worked, hour), due, report);
}

/// The day of a position that the house rules pay, of each of its heads: for those by the hour, the hours before overtime.
pub(crate) fn position(rule: &DayRule, member: &CrewMember, day: &PlanDay) -> Due {
    let worked = worked(member, day);
    let (code, times) = match member.per {
        Per::Hour => {
            let straight = rule.overtime.first().map_or(worked, |tier| worked.min(tier.after));
            (PayCode::Hours, Ratio::new(straight.0, 60))
        }
        Per::Day => (PayCode::Day, Ratio::ONE),
        Per::Week => (PayCode::Day, Ratio::new(1, 5)),
    };
    let quantity = Ratio::new(i64::from(member.heads), 1);
    Due { who: Who::Crew(member.id), day: Some(day.day), code, quantity, rate: member.rate, times }
}

/// The worked time of a position that is called before the unit and let go after it.
fn worked(member: &CrewMember, day: &PlanDay) -> Minutes {
    day.worked() + member.before + member.after
}

/// Which part of a day's pay an hour is.
fn an_hour(rule: &DayRule) -> Ratio {
    Ratio::new(60, rule.paid.0.max(1))
}

/// Overtime of a cast member, date by date: work for two units on one date counts together.
pub(crate) fn person(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(of_rate) = part_of_rate(member.contract.form) else { return };
    let rule = &judge.production.rulebook.cast;
    for date in spans.chunk_by(|a, b| a.date == b.date) {
        let worked = date.iter().map(|span| span.worked).sum();
        let day = date.last().map(|span| span.day.day);
        let rate = member.contract.rate;
        let who = Who::Person(member.id);
        let due = Due { who, day, code: PayCode::Day, quantity: Ratio::ONE, rate, times: of_rate };
        overtime(judge, rule, (worked, of_rate.by(an_hour(rule))), due, report);
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

/// One line for each tier that is reached. `day` is the line of the day itself; an hour is `hour` of its rate.
fn overtime(judge: &Judge<'_>, rule: &DayRule, (worked, hour): (Minutes, Ratio), day: Due, report: &mut impl Report) {
    for (index, tier) in rule.overtime.iter().enumerate() {
        let next = rule.overtime.get(index + 1).map(|next| next.after);
        let minutes = in_tier(worked, tier.after, next, rule.increment);
        let quantity = day.quantity.by(Ratio::new(minutes.0, 60));
        let due = Due { code: PayCode::Overtime, quantity, times: hour.by(tier.times), ..day };
        due.tell(report, || {
            let (after, multiple) = (tier.after, tier.times);
            let limit = format!("{multiple} times the hourly rate after {after} worked; an hour is {hour} of the rate");
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

    /// Six grips by the hour, fed and rested like the crew: 13 h 10 are worked, of which 12 h are straight, and the started tenths
    /// beyond are 1.2 h. A driver by the day comes half an hour before the crew and leaves an hour after it: 14 h 40, 2 h and 0.7 h.
    #[test]
    fn positions_that_no_pack_knows_are_paid_by_the_house_rules_head_by_head() {
        let crew = |production: &mut model::production::Production| {
            let unit = production.units[0].id;
            let one = |id: u64, position: &str, heads, rate, per| model::people::CrewMember {
                id: model::ids::CrewId(id),
                unit,
                position: position.to_owned(),
                heads,
                rate: model::measure::Cents(rate),
                per,
                ..model::people::CrewMember::default()
            };
            let (before, after) = (model::measure::Minutes(30), model::measure::Minutes(60));
            let driver = one(6_001, "driver", 1, 60_000, model::pack::Per::Day);
            production.crew = vec![
                one(6_000, "grips", 6, 5_000, model::pack::Per::Hour),
                model::people::CrewMember { class: "nobody.knows".to_owned(), before, after, ..driver },
            ];
        };
        check(
            &[
                "days",
                "hours",
                "overtime",
                "shift premium",
                "sixth or seventh day",
                "meal penalty",
                "meal-late",
                "rest-daily",
            ],
            crew,
            "
                2027-03-01 night 18:00-31:40; meal 24:40-25:10
                2027-03-02 night 18:00-23:00
            ",
            "
                error 70: driver is dismissed 08:40 on day 1 and is called 17:30 on day 2: 8 h 50 of 10 h rest
                mend: move the call of day 2 to 19:10, so that driver is called 18:40, or end day 1 1 h 10 earlier
                warning 90: driver works from 01:10 to 08:40 on day 1 without a meal, 1 h 30 past the time it is due
                mend: break for the meal at 07:10 on day 1, or wrap by then
                warning 40: the crew works from 18:00 to 00:40 on day 1 without a meal, 40 min past the time it is due
                mend: break for the meal at 00:00 on day 1, or wrap by then
                grips: 72 hour x 50 x 1 = 3,600
                grips: 6 day x 50 x 1.2 = 360
                grips: 7.2 hour x 50 x 1.5 = 540
                driver: 1 day x 600 x 1 = 600
                driver: 1 day x 600 x 0.1 = 60
                driver: 2 hour x 600 x 0.125 = 150
                driver: 0.7 hour x 600 x 1/6 = 70
                grips: 6 penalty x 17.50 x 1 = 105
                driver: 1 penalty x 17.50 x 1 = 17.50
                driver: 1 penalty x 30 x 1 = 30
                grips: 30 hour x 50 x 1 = 1,500
                grips: 6 day x 50 x 0.5 = 150
                driver: 1 day x 600 x 1 = 600
                driver: 1 day x 600 x 0.1 = 60
            ",
        );
    }
}

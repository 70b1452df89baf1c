//! `meal-late`: the first meal within the pack's time of call, each next within it of the end of the one before.
//!
//! A wrap may come a grace later than the time at which a next meal falls due before that meal is owed. A late meal is a
//! warning, and pays each head the pack's penalty for each started unit of delay: the steps rise, the last one repeats.
//! The crew counts from its call. A cast member counts from the crew's call or from her own report, whichever is later:
//! who is in make-up before the call is fed there (assumption: the breakfast sets the clock of the first meal). So does a
//! position whose class no pack knows, until its own dismissal; it is paid by its heads.

use model::measure::{Cents, Minutes, Moment, Ratio};
use model::notice::Severity;
use model::plan::{Happening, PlanDay};
use model::rulebook::MealRule;
use model::verdict::{Excess, PayCode, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::overtime::started;
use crate::report::{Breach, Due, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    if day.wrap <= day.call {
        return;
    }
    let heads = judge.units.get(day.unit).map_or(0, |unit| unit.heads);
    let mut hungry = Vec::new();
    let (pays, house) = (judge.contracts.pays(day.unit), judge.contracts.house(day.unit));
    if !pays || !house.is_empty() {
        late(judge, day, (day.call, day.wrap), |delay| {
            let who = Who::Unit(day.unit);
            if !pays {
                pay(judge, day, who, heads, delay, report);
            }
            tell(judge, day, who, delay, report);
            hungry.push(delay.since);
        });
    }
    for member in house {
        let who = Who::Crew(member.id);
        late(judge, day, (day.call, day.wrap.after(member.after)), |delay| {
            pay(judge, day, who, member.heads, delay, report);
            if !hungry.contains(&delay.since) {
                tell(judge, day, who, delay, report);
            }
        });
    }
    let own = |id| judge.cast.get(id).is_some_and(|member| judge.contracts.of(member).is_some());
    for person in day.people.iter().filter(|person| !own(person.person)) {
        let who = Who::Person(person.person);
        late(judge, day, (person.report.max(day.call), person.dismissed), |delay| {
            pay(judge, day, who, 1, delay, report);
            // Who waits for the crew's own late meal needs no finding of her own.
            if !hungry.contains(&delay.since) {
                tell(judge, day, who, delay, report);
            }
        });
    }
}

/// A meal that comes late: since when nobody has eaten, when it was due, and when it came or the day ended.
#[derive(Clone, Copy)]
struct Delay {
    since: Moment,
    due: Moment,
    until: Moment,
}

/// Walks the meals inside a stay and hands on each that is late.
fn late(judge: &Judge<'_>, day: &PlanDay, (start, end): (Moment, Moment), mut each: impl FnMut(Delay)) {
    let rule = &judge.production.rulebook.meals;
    let mut since = start;
    for entry in day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. })) {
        if entry.end <= start || entry.start >= end {
            continue;
        }
        let due = since.after(rule.within);
        if entry.start > due {
            each(Delay { since, due, until: entry.start });
        }
        since = entry.end;
    }
    let due = since.after(rule.within);
    if end > due.after(rule.wrap_grace) {
        each(Delay { since, due, until: end });
    }
}

fn tell(judge: &Judge<'_>, day: &PlanDay, who: Who, delay: Delay, report: &mut impl Report) {
    let Delay { since, due, until } = delay;
    let by = Excess::Minutes(until.since(due));
    Breach { code: Code::MealLate, severity: Severity::Warning, who, day: Some(day.day), by }.tell(report, || {
        let (name, title, late) = (judge.name(who), judge.title(day), until.since(due));
        let (from, to, at) = (judge.at(day, since), judge.at(day, until), judge.at(day, due));
        Words {
            text: format!("{name} works from {from} to {to} on {title} without a meal, {late} past the time it is due"),
            clause: clause(judge, &judge.production.rulebook.meals),
            mend: format!("break for the meal at {at} on {title}, or wrap by then"),
        }
    });
}

fn pay(judge: &Judge<'_>, day: &PlanDay, who: Who, heads: u32, delay: Delay, report: &mut impl Report) {
    let rule = &judge.production.rulebook.meals;
    let rate = penalty(rule, delay.until.since(delay.due));
    if rate > Cents::ZERO {
        let quantity = Ratio::new(i64::from(heads), 1);
        Due { who, day: Some(day.day), code: PayCode::MealPenalty, quantity, rate, times: Ratio::ONE }
            .tell(report, || clause(judge, rule));
    }
}

/// What a delay pays one head: the steps one after another, the last one for each further unit.
fn penalty(rule: &MealRule, delay: Minutes) -> Cents {
    let units = started(delay, rule.penalty_unit).0 / rule.penalty_unit.0.max(1);
    let steps = i64::try_from(rule.penalty.len()).unwrap_or(i64::MAX);
    let rising: Cents = rule.penalty.iter().take(usize::try_from(units).unwrap_or(0)).copied().sum();
    let last = rule.penalty.last().copied().unwrap_or(Cents::ZERO);
    Cents(rising.0.saturating_add(last.0.saturating_mul((units - steps).max(0))))
}

fn clause(judge: &Judge<'_>, rule: &MealRule) -> String {
    judge.clause(&format!("a meal within {} of call and of the meal before", rule.within), &rule.source)
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["meal-late", "meal penalty"], change, plan, expected);
    }

    #[test]
    fn a_late_meal_pays_each_head_by_started_half_hours() {
        told(
            as_is,
            "
                2027-03-01 07:00-18:00; meal 13:40-14:10; MAYA 06:15-18:15
            ",
            "
                warning 40: the crew works from 07:00 to 13:40 on day 1 without a meal, 40 min past the time it is due
                mend: break for the meal at 13:00 on day 1, or wrap by then
                the crew: 50 penalty x 17.50 x 1 = 875
                MAYA: 1 penalty x 17.50 x 1 = 17.50
            ",
        );
    }

    #[test]
    fn a_second_meal_is_owed_after_the_grace() {
        told(
            as_is,
            "
                2027-03-01 07:00-19:30; meal 12:30-13:00
                2027-03-02 07:00-19:31; meal 12:30-13:00
            ",
            "
                warning 31: the crew works from 13:00 to 19:31 on day 2 without a meal, 31 min past the time it is due
                mend: break for the meal at 19:00 on day 2, or wrap by then
                the crew: 50 penalty x 17.50 x 1 = 875
            ",
        );
    }

    #[test]
    fn the_last_step_repeats() {
        told(
            as_is,
            "
                2027-03-01 07:00-15:05
            ",
            "
                warning 125: the crew works from 07:00 to 15:05 on day 1 without a meal, 2 h 05 past the time it is due
                mend: break for the meal at 13:00 on day 1, or wrap by then
                the crew: 50 penalty x 55 x 1 = 2,750
            ",
        );
    }
}

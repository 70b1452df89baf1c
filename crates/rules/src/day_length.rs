//! `day-length`: the longest day, from call to dismissal, meals included.
//!
//! The crew's day runs from call to wrap, that of a position which the house rules pay from its own call to its own dismissal, a cast member's from report to dismissal with make-up off. Beyond the pack's
//! `max_elapsed` the plan is illegal, whatever it pays.

use model::measure::{Minutes, Moment};
use model::notice::Severity;
use model::people::CrewMember;
use model::plan::PlanDay;
use model::rulebook::DayRule;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let book = &judge.production.rulebook;
    length(judge, day, Who::Unit(day.unit), &book.crew, (day.call, day.wrap), report);
    let house = judge.contracts.house(day.unit);
    for (index, member) in house.iter().enumerate() {
        // Those with the same hours are told once.
        let hours = |one: &CrewMember| (one.before, one.after);
        let told = house[..index].iter().any(|other| hours(other) == hours(member));
        if !told && hours(member) != (Minutes::ZERO, Minutes::ZERO) {
            let own = (day.call.before(member.before), day.wrap.after(member.after));
            length(judge, day, Who::Crew(member.id), &book.crew, own, report);
        }
    }
    for person in &day.people {
        let who = Who::Person(person.person);
        length(judge, day, who, &book.cast, (person.report, person.dismissed), report);
    }
}

fn length(
    judge: &Judge<'_>,
    day: &PlanDay,
    who: Who,
    rule: &DayRule,
    (start, end): (Moment, Moment),
    report: &mut impl Report,
) {
    let over = end.since(start) - rule.max_elapsed;
    if over <= Minutes::ZERO {
        return;
    }
    let by = Excess::Minutes(over);
    Breach { code: Code::DayLength, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, title) = (judge.name(who), judge.title(day));
        let (from, to) = (judge.at(day, start), judge.at(day, end));
        let (elapsed, max) = (end.since(start), rule.max_elapsed);
        let latest = judge.at(day, start.after(rule.max_elapsed));
        Words {
            text: format!("the day of {name} on {title} runs from {from} to {to}: {elapsed}, {over} more than {max}"),
            clause: judge.clause(&format!("longest day {max}, meals included"), &rule.source),
            mend: format!("take {over} off {title}, so that {name} can leave at {latest}"),
        }
    });
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["day-length"], change, plan, expected);
    }

    #[test]
    fn crew_and_cast_each_have_their_own_day() {
        told(
            as_is,
            "
                2027-03-01 07:00-21:30; MAYA 06:15-20:30; KANE 07:00-21:00
            ",
            "
                error 30: the day of the crew on day 1 runs from 07:00 to 21:30: 14 h 30, 30 min more than 14 h
                mend: take 30 min off day 1, so that the crew can leave at 21:00
                error 15: the day of MAYA on day 1 runs from 06:15 to 20:30: 14 h 15, 15 min more than 14 h
                mend: take 15 min off day 1, so that MAYA can leave at 20:15
            ",
        );
    }

    #[test]
    fn a_position_that_the_house_rules_pay_has_its_own_day() {
        told(
            |production| {
                let one = |id: u64, position: &str| model::people::CrewMember {
                    id: model::ids::CrewId(id),
                    unit: production.units[0].id,
                    position: position.to_owned(),
                    heads: 1,
                    before: model::measure::Minutes(120),
                    after: model::measure::Minutes(120),
                    ..model::people::CrewMember::default()
                };
                production.crew = vec![one(6_000, "driver"), one(6_001, "captain")];
            },
            "
                2027-03-01 07:00-20:00
            ",
            "
                error 180: the day of driver on day 1 runs from 05:00 to 22:00: 17 h, 3 h more than 14 h
                mend: take 3 h off day 1, so that driver can leave at 19:00
            ",
        );
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_not_worked() {
        told(
            as_is,
            "
                2027-03-13 night 17:00-32:00
            ",
            "",
        );
    }
}

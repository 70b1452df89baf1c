//! The sixth and the seventh day of a week: what they pay on top of the day that is paid anyway.
//!
//! The week begins on the weekday on which the calendar's working week does. The sixth date that a crew or a cast member
//! works in one week pays the pack's multiple of the day rate, the seventh its own; the first part of it is the day
//! itself, so the line says the rest.

use model::measure::Ratio;
use model::people::CastMember;
use model::plan::PlanDay;
use model::rulebook::DayRule;
use model::verdict::{PayCode, Who};

use crate::judge::Judge;
use crate::overtime::{part_of_rate, position};
use crate::report::{Due, Report};
use crate::span::Span;

pub(crate) fn crew(judge: &Judge<'_>, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(id) = spans.first().map(|span| span.day.unit) else { return };
    let rule = &judge.production.rulebook.crew;
    if let Some(&unit) = judge.units.get(id).filter(|unit| !judge.contracts.pays(unit.id)) {
        let due = Due {
            who: Who::Unit(unit.id),
            day: None,
            code: PayCode::Day,
            quantity: Ratio::ONE,
            rate: unit.crew_day,
            times: Ratio::ONE,
        };
        extra(judge, rule, spans, |_| due, report);
    }
    for member in judge.contracts.house(id) {
        extra(judge, rule, spans, |day| position(rule, member, day), report);
    }
}

pub(crate) fn person(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(part) = part_of_rate(member.contract.form) else { return };
    let (who, rate) = (Who::Person(member.id), member.contract.rate);
    let due = Due { who, day: None, code: PayCode::Day, quantity: Ratio::ONE, rate, times: part };
    extra(judge, &judge.production.rulebook.cast, spans, |_| due, report);
}

/// `due` is the line of the day itself.
fn extra(
    judge: &Judge<'_>,
    rule: &DayRule,
    spans: &[Span<'_>],
    due: impl Fn(&PlanDay) -> Due,
    report: &mut impl Report,
) {
    for week in spans.chunk_by(|a, b| a.week == b.week) {
        for (index, date) in week.chunk_by(|a, b| a.date == b.date).enumerate() {
            let (nth, multiple) = match index {
                5 => ("sixth", rule.sixth_day),
                6 => ("seventh", rule.seventh_day),
                _ => continue,
            };
            let on_top = Ratio::new(multiple.num() - multiple.den(), multiple.den());
            let Some(day) = date.first().map(|span| span.day) else { continue };
            let due = due(day);
            let (day, code) = (Some(day.day), PayCode::ExtraDay);
            Due { day, code, times: due.times.by(on_top), ..due }.tell(report, || {
                judge.clause(&format!("the {nth} day of a week pays {multiple} times the day"), &rule.source)
            });
        }
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["sixth or seventh day"], change, plan, expected);
    }

    #[test]
    fn six_and_seven_dates_in_one_week() {
        told(
            as_is,
            "
                2027-03-01 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-02 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-03 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-04 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-05 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-06 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
                2027-03-07 07:00-17:00; DOC 07:00-17:00; MAYA 07:00-17:00
            ",
            "
                the crew: 1 day x 50,000 x 0.5 = 25,000
                the crew: 1 day x 50,000 x 1 = 50,000
                MAYA: 1 day x 15,000 x 0.1 = 1,500
                MAYA: 1 day x 15,000 x 0.2 = 3,000
                DOC: 1 day x 1,500 x 0.5 = 750
                DOC: 1 day x 1,500 x 1 = 1,500
            ",
        );
    }

    #[test]
    fn six_dates_over_two_weeks_pay_nothing_more() {
        told(
            as_is,
            "
                2027-03-03 07:00-17:00; DOC 07:00-17:00
                2027-03-04 07:00-17:00; DOC 07:00-17:00
                2027-03-05 07:00-17:00; DOC 07:00-17:00
                2027-03-06 07:00-17:00; DOC 07:00-17:00
                2027-03-07 07:00-17:00; DOC 07:00-17:00
                2027-03-08 07:00-17:00; DOC 07:00-17:00
            ",
            "",
        );
    }
}

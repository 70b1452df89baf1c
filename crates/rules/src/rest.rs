//! `rest-daily`, `minor-rest`: rest between one day's dismissal and the next day's report.
//!
//! Real elapsed time, also through a change of the clocks. The crew rests from wrap to call; each cast member for
//! herself from dismissal, make-up off, to report, make-up on; a minor by the rule of minors where that asks for more.
//! A position whose class no pack knows rests from its own dismissal to its own call; those of the same hours are told once.
//! Two calls of one person on one date are no two days: between them no rest is owed.

use model::measure::Minutes;
use model::notice::Severity;
use model::people::{CastMember, CrewMember};
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::minors;
use crate::report::{Breach, Report, Words};
use crate::span::Span;

pub(crate) fn crew(judge: &Judge<'_>, spans: &[Span<'_>], report: &mut impl Report) {
    let rule = &judge.production.rulebook.rest;
    for pair in spans.windows(2) {
        let [a, b] = pair else { continue };
        rest(judge, Who::Unit(b.day.unit), (a, b), (Code::RestDaily, rule.crew, &rule.source), report);
    }
    let Some(unit) = spans.first().map(|span| span.day.unit) else { return };
    let house = judge.contracts.house(unit);
    for (index, member) in house.iter().enumerate() {
        let hours = |one: &CrewMember| (one.before, one.after);
        let told = house[..index].iter().any(|other| hours(other) == hours(member));
        if told || hours(member) == (Minutes::ZERO, Minutes::ZERO) {
            continue;
        }
        let own = |span: &Span<'_>| (span.start.before(member.before), span.end.after(member.after));
        for pair in spans.windows(2) {
            let [a, b] = pair else { continue };
            let (a, b) = (&Span { end: own(a).1, ..*a }, &Span { start: own(b).0, ..*b });
            rest(judge, Who::Crew(member.id), (a, b), (Code::RestDaily, rule.crew, &rule.source), report);
        }
    }
}

pub(crate) fn person(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    let book = &judge.production.rulebook;
    for pair in spans.windows(2) {
        let [a, b] = pair else { continue };
        if a.date == b.date {
            continue;
        }
        let minor = minors::band(judge, member, b.day).is_some() && book.minors.rest > book.rest.cast;
        let limit = match minor {
            true => (Code::MinorRest, book.minors.rest, &book.minors.source),
            false => (Code::RestDaily, book.rest.cast, &book.rest.source),
        };
        rest(judge, Who::Person(member.id), (a, b), limit, report);
    }
}

fn rest(
    judge: &Judge<'_>,
    who: Who,
    (a, b): (&Span<'_>, &Span<'_>),
    (code, limit, source): (Code, Minutes, &String),
    report: &mut impl Report,
) {
    let rested = b.start.since(a.end);
    let short = limit - rested;
    if short <= Minutes::ZERO {
        return;
    }
    let by = Excess::Minutes(short);
    Breach { code, severity: Severity::Error, who, day: Some(b.day.day), by }.tell(report, || {
        let (name, first, second) = (judge.name(who), judge.title(a.day), judge.title(b.day));
        let (end, start) = (judge.at(a.day, a.end), judge.at(b.day, b.start));
        let left = match who {
            Who::Unit(_) => "wraps",
            _ => "is dismissed",
        };
        // Whoever is called before or after the crew keeps that distance when the call moves.
        let call = judge.at(b.day, b.day.call.after(short));
        let then = match who {
            Who::Person(_) | Who::Crew(_) if b.start != b.day.call => {
                format!(", so that {name} is called {}", judge.at(b.day, b.start.after(short)))
            }
            _ => String::new(),
        };
        let between = match who {
            Who::Unit(_) => "wrap and call",
            _ => "dismissal and report",
        };
        Words {
            text: format!("{name} {left} {end} on {first} and is called {start} on {second}: {rested} of {limit} rest"),
            clause: judge.clause(&format!("{limit} of rest between {between}"), source),
            mend: format!("move the call of {second} to {call}{then}, or end {first} {short} earlier"),
        }
    });
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check, second_unit};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["rest-daily", "minor-rest"], change, plan, expected);
    }

    #[test]
    fn the_crew_and_each_person_for_herself() {
        told(
            as_is,
            "
                2027-03-01 10:00-23:00; MAYA 11:00-22:40; KANE 11:00-20:00
                2027-03-02 08:30-18:00; MAYA 08:30-17:00; KANE 08:30-17:00
            ",
            "
                error 130: MAYA is dismissed 22:40 on day 1 and is called 08:30 on day 2: 9 h 50 of 12 h rest
                mend: move the call of day 2 to 10:40, or end day 1 2 h 10 earlier
                error 30: the crew wraps 23:00 on day 1 and is called 08:30 on day 2: 9 h 30 of 10 h rest
                mend: move the call of day 2 to 09:00, or end day 1 30 min earlier
            ",
        );
    }

    #[test]
    fn the_hour_that_the_clocks_skip_is_not_rested() {
        told(
            as_is,
            "
                2027-03-13 07:00-21:00
                2027-03-14 07:30-18:00
            ",
            "
                error 30: the crew wraps 21:00 on day 1 and is called 07:30 on day 2: 9 h 30 of 10 h rest
                mend: move the call of day 2 to 08:00, or end day 1 30 min earlier
            ",
        );
    }

    #[test]
    fn the_hour_that_comes_twice_is_rested() {
        told(
            as_is,
            "
                2027-11-06 07:00-21:30
                2027-11-07 06:30-18:00
            ",
            "",
        );
    }

    #[test]
    fn two_calls_on_one_date_need_no_rest_between() {
        told(
            second_unit,
            "
                2027-03-01 07:00-12:00; MAYA 07:00-12:00
                2027-03-01 13:00-18:00; unit second; MAYA 13:00-18:00
            ",
            "",
        );
    }

    #[test]
    fn minors_by_their_own_rule() {
        told(
            |p| p.rulebook.minors.rest = model::measure::Minutes(780),
            "
                2027-03-01 07:00-19:00; JUNO 10:00-19:00
                2027-03-02 07:00-17:00; JUNO 07:30-16:00
            ",
            "
                error 30: JUNO is dismissed 19:00 on day 1 and is called 07:30 on day 2: 12 h 30 of 13 h rest
                mend: move the call of day 2 to 07:30, so that JUNO is called 08:00, or end day 1 30 min earlier
            ",
        );
    }
}

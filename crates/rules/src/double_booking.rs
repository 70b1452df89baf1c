//! `double-booking`: two units call one person at the same time.
//!
//! A person may work for two units on one date when the hours do not overlap.

use model::measure::Minutes;
use model::notice::Severity;
use model::people::CastMember;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::Span;

pub(crate) fn check(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    for pair in spans.windows(2) {
        let [a, b] = pair else { continue };
        let overlap = a.end.min(b.end).since(b.start);
        if a.date != b.date || overlap <= Minutes::ZERO {
            continue;
        }
        let (who, by) = (Who::Person(member.id), Excess::Minutes(overlap));
        let breach = Breach { code: Code::DoubleBooking, severity: Severity::Error, who, day: Some(b.day.day), by };
        breach.tell(report, || {
            let (name, first, second) = (&member.name, judge.title(a.day), judge.title(b.day));
            let (until, from) = (judge.at(a.day, a.end), judge.at(b.day, b.start));
            Words {
                text: format!(
                    "{name} is on {first} until {until} and called {from} on {second}: {overlap} of both at once"
                ),
                clause: "one person works for one unit at a time".to_owned(),
                mend: format!("call {name} for {second} at {until} or later, or on another date"),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{check, second_unit};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["double-booking"], change, plan, expected);
    }

    #[test]
    fn one_unit_at_a_time() {
        told(
            second_unit,
            "
                2027-03-01 07:00-12:00; MAYA 07:00-12:00; KANE 07:00-10:00
                2027-03-01 11:00-18:00; unit second; MAYA 11:20-18:00; KANE 10:00-12:00
            ",
            "
                error 40: MAYA is on day 1 of unit main until 12:00 and called 11:20 on day 1 of unit second: 40 min of both at once
                mend: call MAYA for day 1 of unit second at 12:00 or later, or on another date
            ",
        );
    }
}

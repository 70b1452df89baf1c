//! `run-days`, `run-nights`: how many days, and how many nights, a unit works in a row.
//!
//! Calendar days are in a row when none is free between them; nights are when each day of the row is a night. A run that
//! is too long is an error, once for the run, by as many days as it is too long.

use model::notice::Severity;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::Span;

pub(crate) fn check(judge: &Judge<'_>, spans: &[Span<'_>], report: &mut impl Report) {
    let rule = &judge.production.rulebook.runs;
    for run in spans.chunk_by(|a, b| b.date - a.date <= 1) {
        long(judge, run, (Code::RunDays, rule.days, "days"), report);
        for nights in run.chunk_by(|a, b| a.nightly() == b.nightly()) {
            if nights.first().is_some_and(Span::nightly) {
                long(judge, nights, (Code::RunNights, rule.nights, "nights"), report);
            }
        }
    }
}

fn long(judge: &Judge<'_>, run: &[Span<'_>], (code, limit, what): (Code, u32, &'static str), report: &mut impl Report) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let length = u32::try_from(last.date - first.date + 1).unwrap_or(0);
    if length <= limit {
        return;
    }
    let (who, by) = (Who::Unit(last.day.unit), Excess::Days(length - limit));
    Breach { code, severity: Severity::Error, who, day: Some(last.day.day), by }.tell(report, || {
        let (name, from, to) = (judge.name(who), judge.title(first.day), judge.title(last.day));
        // The day on which the run passes the limit is the one that has to be free.
        let free = run.iter().find(|span| span.date - first.date >= i64::from(limit)).unwrap_or(last);
        let free = judge.title(free.day);
        Words {
            text: format!("{name} works {length} {what} in a row, from {from} to {to}; {limit} are allowed"),
            clause: judge.clause(&format!("at most {limit} {what} in a row"), &judge.production.rulebook.runs.source),
            mend: format!("leave a day free before {free}"),
        }
    });
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["run-days", "run-nights"], change, plan, expected);
    }

    #[test]
    fn seven_days_in_a_row() {
        told(
            as_is,
            "
                2027-03-03 07:00-17:00
                2027-03-04 07:00-17:00
                2027-03-05 07:00-17:00
                2027-03-06 07:00-17:00
                2027-03-07 07:00-17:00
                2027-03-08 07:00-17:00
                2027-03-09 07:00-17:00
            ",
            "
                error 1: the crew works 7 days in a row, from day 1 to day 7; 6 are allowed
                mend: leave a day free before day 7
            ",
        );
    }

    #[test]
    fn six_nights_in_a_row() {
        told(
            as_is,
            "
                2027-03-01 night 17:00-27:00
                2027-03-02 night 17:00-27:00
                2027-03-03 night 17:00-27:00
                2027-03-04 night 17:00-27:00
                2027-03-05 night 17:00-27:00
                2027-03-06 night 17:00-27:00
            ",
            "
                error 1: the crew works 6 nights in a row, from day 1 to day 6; 5 are allowed
                mend: leave a day free before day 6
            ",
        );
    }

    #[test]
    fn a_free_day_breaks_the_run() {
        told(
            as_is,
            "
                2027-03-01 07:00-17:00
                2027-03-02 07:00-17:00
                2027-03-03 07:00-17:00
                2027-03-04 07:00-17:00
                2027-03-05 07:00-17:00
                2027-03-06 07:00-17:00
                2027-03-08 07:00-17:00
                2027-03-09 07:00-17:00
                2027-03-10 07:00-17:00
            ",
            "",
        );
    }
}

//! `rest-weekly`: once in each week of work a long rest.
//!
//! Of the rests that follow the days of one week, one must reach the weekly rest: the longer one after five worked
//! dates or fewer, the shorter one after six or more. Crew and cast alike; the last week of work rests for ever.

use model::ids::PersonId;
use model::measure::Minutes;
use model::notice::Severity;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::Span;
use crate::words::counted;

/// Checks the weeks of a person, or of the crew when `person` is nothing.
pub(crate) fn check(judge: &Judge<'_>, spans: &[Span<'_>], person: Option<PersonId>, report: &mut impl Report) {
    let rule = &judge.production.rulebook.rest;
    let mut end = 0;
    for week in spans.chunk_by(|a, b| a.week == b.week) {
        let begin = end;
        end += week.len();
        let Some(next) = spans.get(end) else { return };
        let dates = week.chunk_by(|a, b| a.date == b.date).count();
        let limit = if dates <= 5 { rule.weekly } else { rule.weekly_after_six };
        let following = spans.get(begin + 1..=end).unwrap_or_default();
        let rests = week.iter().zip(following).map(|(day, next)| next.start.since(day.end));
        let longest = rests.max().unwrap_or(Minutes::ZERO);
        let short = limit - longest;
        if short <= Minutes::ZERO {
            continue;
        }
        let who = person.map_or(Who::Unit(next.day.unit), Who::Person);
        let by = Excess::Minutes(short);
        Breach { code: Code::RestWeekly, severity: Severity::Error, who, day: Some(next.day.day), by }.tell(report, || {
            let (name, next_day) = (judge.name(who), judge.title(next.day));
            let last = week.last().unwrap_or(next);
            let dates = counted(i64::try_from(dates).unwrap_or(i64::MAX), "day");
            let (ended, starts) = (judge.at(last.day, last.end), judge.at(next.day, next.start));
            let missing = limit - next.start.since(last.end);
            let call = judge.at(next.day, next.day.call.after(missing));
            let last = judge.title(last.day);
            Words {
                text: format!(
                    "{name} works {dates} in the week to {last}, leaves at {ended} and is called {starts} on {next_day}: \
                     at most {longest} of {limit} weekly rest"
                ),
                clause: judge.clause(&format!("{limit} of rest once in a week of {dates}"), &rule.source),
                mend: format!("move the call of {next_day} to {call}, or end {last} {missing} earlier"),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["rest-weekly"], change, plan, expected);
    }

    #[test]
    fn a_weekend_after_nights_is_short() {
        told(
            as_is,
            "
                2027-03-03 night 17:00-29:00; MAYA 18:00-29:15
                2027-03-04 night 17:00-29:00; MAYA 18:00-29:15
                2027-03-05 night 19:00-33:00; MAYA 18:00-29:15
                2027-03-08 07:00-17:00; KANE 07:00-17:00
            ",
            "
                error 120: the crew works 3 days in the week to day 3, leaves at 09:00 and is called 07:00 on day 4: at most 46 h of 48 h weekly rest
                mend: move the call of day 4 to 09:00, or end day 3 2 h earlier
            ",
        );
    }

    #[test]
    fn after_six_days_a_shorter_one_serves() {
        told(
            as_is,
            "
                2027-03-01 07:00-19:00
                2027-03-02 07:00-19:00
                2027-03-03 07:00-19:00
                2027-03-04 07:00-19:00
                2027-03-05 07:00-19:00
                2027-03-06 07:00-19:00
                2027-03-08 07:00-17:00
            ",
            "",
        );
    }

    #[test]
    fn a_free_day_inside_the_week_serves() {
        told(
            as_is,
            "
                2027-03-01 07:00-19:00
                2027-03-04 07:00-19:00
                2027-03-06 07:00-19:00
                2027-03-08 06:00-17:00
            ",
            "",
        );
    }
}

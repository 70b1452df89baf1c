//! `date-length`, `minor-date`: the hours of a cast member who works for two units on one date count together.
//!
//! Each unit-day alone is judged by the rules of the day. Together they may be no longer, from the first report to the
//! last dismissal, than the longest day; and the hours of a minor at the place of work, and before the camera, add up. Packs
//! that know minors judge such a date as one day of theirs.

use model::measure::Minutes;
use model::notice::Severity;
use model::people::CastMember;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::minors;
use crate::report::{Breach, Report, Words};
use crate::span::Span;
use crate::words::{joined, written};

pub(crate) fn check(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    for date in spans.chunk_by(|a, b| a.date == b.date) {
        if date.len() > 1 {
            length(judge, member, date, report);
            if !judge.contracts.knows_minors(member) {
                minor(judge, member, date, report);
            }
        }
    }
}

fn length(judge: &Judge<'_>, member: &CastMember, date: &[Span<'_>], report: &mut impl Report) {
    let (Some(first), Some(last)) = (date.first(), date.last()) else { return };
    let rule = &judge.production.rulebook.cast;
    let elapsed = last.end.since(first.start);
    let over = elapsed - rule.max_elapsed;
    if over <= Minutes::ZERO {
        return;
    }
    let (who, day, by) = (Who::Person(member.id), Some(last.day.day), Excess::Minutes(over));
    Breach { code: Code::DateLength, severity: Severity::Error, who, day, by }.tell(report, || {
        let (name, max) = (&member.name, rule.max_elapsed);
        let (from, to) = (judge.at(first.day, first.start), judge.at(last.day, last.end));
        let titles = joined(date.iter().map(|span| judge.title(span.day)));
        Words {
            text: format!("{name} works from {from} to {to} on {titles}: {elapsed}, {over} more than {max}"),
            clause: judge.clause(&format!("longest day {max}, meals included, for all units together"), &rule.source),
            mend: format!("move {name}'s scenes of one unit to another date"),
        }
    });
}

fn minor(judge: &Judge<'_>, member: &CastMember, date: &[Span<'_>], report: &mut impl Report) {
    let Some(last) = date.last() else { return };
    let Some((age, band)) = minors::band(judge, member, last.day) else { return };
    let school = judge.production.calendar.school_on(last.day.date);
    let people = date.iter().flat_map(|span| &span.day.people);
    let camera: Minutes = people.filter(|hours| hours.person == member.id).map(|hours| hours.on_camera).sum();
    let site: Minutes = date.iter().map(|span| span.worked).sum();
    let limits = [
        (site, band.on_site, "at the place of work"),
        (camera, if school { band.work } else { band.work_no_school }, "before the camera"),
    ];
    for (has, limit, doing) in limits {
        let over = has - limit;
        if over <= Minutes::ZERO {
            continue;
        }
        let (who, day, by) = (Who::Person(member.id), Some(last.day.day), Excess::Minutes(over));
        Breach { code: Code::MinorDate, severity: Severity::Error, who, day, by }.tell(report, || {
            let (name, on) = (&member.name, written(last.day.date));
            let kind = if school { "a school day" } else { "a day without school" };
            Words {
                text: format!("{name}, aged {age}, is {has} {doing} for two units on {on}, {over} more than {limit}"),
                clause: judge.clause(
                    &format!("up to age {} on {kind}: {limit} {doing}, for all units together", band.to_age),
                    &judge.production.rulebook.minors.source,
                ),
                mend: format!("move {over} of {name}'s scenes to another date"),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{check, second_unit};

    #[track_caller]
    fn told(plan: &str, expected: &str) {
        check(&["date-length", "day-length", "minor-date", "minor-site", "minor-work"], second_unit, plan, expected);
    }

    #[test]
    fn a_date_for_two_units_is_one_day() {
        told(
            "
                2027-03-01 06:00-14:00; MAYA 06:00-14:00; KANE 06:00-14:00
                2027-03-01 15:00-21:00; unit second; MAYA 15:00-20:30; KANE 15:00-20:00
            ",
            "
                error 30: MAYA works from 06:00 to 20:30 on day 1 of unit main and day 1 of unit second: 14 h 30, 30 min more than 14 h
                mend: move MAYA's scenes of one unit to another date
            ",
        );
    }

    #[test]
    fn the_hours_of_a_child_add_up() {
        told(
            "
                2027-03-01 08:00-14:00; JUNO 08:00-13:00 camera 160
                2027-03-01 14:00-18:00; unit second; JUNO 14:00-18:30 camera 170
                2027-03-02 08:00-14:00; JUNO 08:00-13:00 camera 170
            ",
            "
                error 30: JUNO, aged 11, is 9 h 30 at the place of work for two units on Mon 2027-03-01, 30 min more than 9 h
                mend: move 30 min of JUNO's scenes to another date
                error 30: JUNO, aged 11, is 5 h 30 before the camera for two units on Mon 2027-03-01, 30 min more than 5 h
                mend: move 30 min of JUNO's scenes to another date
            ",
        );
    }
}

//! `minor-site`, `minor-work`, `minor-school`, `minor-early`, `minor-late`: the hours of children by age.
//!
//! The band of a minor's age on the date gives how long she may be at the place of work (meals out), how long before
//! the camera, and how much schooling must find room on a school day: the time at the place of work less make-up and
//! camera must hold it. She reports and is dismissed inside the pack's hours, which end later before a day without
//! school. A cast member whose date of birth nobody entered counts as an adult.

use model::calendar::plus_days;
use model::measure::{Minutes, Moment};
use model::notice::Severity;
use model::people::CastMember;
use model::plan::{PersonDay, PlanDay};
use model::rulebook::AgeBand;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    for hours in &day.people {
        let Some(&member) = judge.cast.get(hours.person) else { continue };
        if judge.contracts.knows_minors(member) {
            continue;
        }
        let Some((age, band)) = band(judge, member, day) else { continue };
        amounts(judge, day, hours, member, (age, band), report);
        times(judge, day, hours, report);
    }
}

/// Age and band of a cast member on a day; nothing for an adult.
pub(crate) fn band<'a>(judge: &'a Judge<'_>, member: &CastMember, day: &PlanDay) -> Option<(u32, &'a AgeBand)> {
    let age = member.age_on(day.date)?;
    Some((age, judge.production.rulebook.minors.band(age)?))
}

fn amounts(
    judge: &Judge<'_>,
    day: &PlanDay,
    hours: &PersonDay,
    member: &CastMember,
    (age, band): (u32, &AgeBand),
    report: &mut impl Report,
) {
    let school = judge.production.calendar.school_on(day.date);
    let work = if school { band.work } else { band.work_no_school };
    let schooling = if school { band.school } else { Minutes::ZERO };
    // Nobody is taught in the make-up chair, so schooling needs what make-up and camera leave of the time allowed.
    let busy = hours.on_camera + if schooling > Minutes::ZERO { member.makeup + member.unmake } else { Minutes::ZERO };
    let limits = [
        (Code::MinorSite, hours.worked(), band.on_site, "at the place of work"),
        (Code::MinorWork, hours.on_camera, work, "before the camera"),
        (Code::MinorSchool, busy, band.on_site - schooling, "in make-up and before the camera"),
    ];
    for (code, has, limit, doing) in limits {
        let over = has - limit;
        if over <= Minutes::ZERO || (code == Code::MinorSchool && schooling == Minutes::ZERO) {
            continue;
        }
        let (who, by) = (Who::Person(member.id), Excess::Minutes(over));
        Breach { code, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
            let (name, title) = (judge.name(who), judge.title(day));
            let (so, other) = match code {
                Code::MinorSite => (String::new(), ", or shoot them one after another"),
                Code::MinorSchool => (format!(", so that {schooling} of school finds no room"), ""),
                _ => (String::new(), ""),
            };
            let kind = if school { "a school day" } else { "a day without school" };
            Words {
                text: format!("{name}, aged {age}, is {has} {doing} on {title}, {over} more than {limit}{so}"),
                clause: judge.clause(
                    &format!("up to age {} on {kind}: {limit} {doing}", band.to_age),
                    &judge.production.rulebook.minors.source,
                ),
                mend: format!("take {over} of {name}'s scenes off {title}{other}"),
            }
        });
    }
}

/// The earliest report and the latest dismissal of a minor on a day.
pub(crate) fn allowed(judge: &Judge<'_>, day: &PlanDay) -> (Moment, Moment) {
    let rule = &judge.production.rulebook.minors;
    let tomorrow = plus_days(day.date, 1);
    let latest = if judge.production.calendar.school_on(tomorrow) { rule.latest } else { rule.latest_no_school };
    // A latest hour in the small hours belongs to the next date, as half past midnight before a free day does.
    let late_date = if latest <= rule.earliest { tomorrow } else { day.date };
    (judge.moment(day, day.date, rule.earliest), judge.moment(day, late_date, latest))
}

fn times(judge: &Judge<'_>, day: &PlanDay, hours: &PersonDay, report: &mut impl Report) {
    let rule = &judge.production.rulebook.minors;
    let school = judge.production.calendar.school_on(plus_days(day.date, 1));
    let (earliest, latest) = allowed(judge, day);
    let limits = [
        (Code::MinorEarly, earliest.since(hours.report), hours.report, earliest, "reports", "before"),
        (Code::MinorLate, hours.dismissed.since(latest), hours.dismissed, latest, "is dismissed", "after"),
    ];
    for (code, over, at, limit, does, than) in limits {
        if over <= Minutes::ZERO {
            continue;
        }
        let (who, by) = (Who::Person(hours.person), Excess::Minutes(over));
        Breach { code, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
            let (name, title) = (judge.name(who), judge.title(day));
            let (at, limit) = (judge.at(day, at), judge.at(day, limit));
            let tomorrow = if school { "a school day" } else { "a day without school" };
            let (before, mend) = match code {
                Code::MinorEarly => (String::new(), format!("shoot {name}'s scenes {over} later on {title}")),
                _ => (format!(" before {tomorrow}"), format!("shoot {name}'s scenes {over} earlier on {title}")),
            };
            Words {
                text: format!("{name} {does} at {at} on {title}, {over} {than} {limit}"),
                clause: judge.clause(&format!("a minor {does} not {than} {limit}{before}"), &rule.source),
                mend,
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["minor-site", "minor-work", "minor-school", "minor-early", "minor-late"], change, plan, expected);
    }

    #[test]
    fn a_child_of_eleven_on_a_school_day() {
        told(
            as_is,
            "
                2027-03-01 07:00-18:00; JUNO 07:30-17:00 camera 320
            ",
            "
                error 20: JUNO, aged 11, is 6 h 20 in make-up and before the camera on day 1, 20 min more than 6 h, so that 3 h of school finds no room
                mend: take 20 min of JUNO's scenes off day 1
                error 30: JUNO, aged 11, is 9 h 30 at the place of work on day 1, 30 min more than 9 h
                mend: take 30 min of JUNO's scenes off day 1, or shoot them one after another
                error 20: JUNO, aged 11, is 5 h 20 before the camera on day 1, 20 min more than 5 h
                mend: take 20 min of JUNO's scenes off day 1
            ",
        );
    }

    #[test]
    fn and_on_a_day_without_school() {
        told(
            as_is,
            "
                2027-03-06 07:00-18:00; JUNO 07:30-16:00 camera 420
            ",
            "",
        );
    }

    #[test]
    fn too_early_and_too_late() {
        told(
            as_is,
            "
                2027-03-01 05:00-18:00; JUNO 04:45-13:00
                2027-03-02 split 12:00-22:30; JUNO 14:00-22:15
            ",
            "
                error 15: JUNO reports at 04:45 on day 1, 15 min before 05:00
                mend: shoot JUNO's scenes 15 min later on day 1
                error 15: JUNO is dismissed at 22:15 on day 2, 15 min after 22:00
                mend: shoot JUNO's scenes 15 min earlier on day 2
            ",
        );
    }

    #[test]
    fn later_before_a_free_day() {
        told(
            as_is,
            "
                2027-03-05 split 12:00-22:30; JUNO 14:00-22:15
            ",
            "",
        );
    }

    #[test]
    fn school_needs_room_besides_make_up() {
        told(
            |p| {
                p.rulebook.minors.bands[3].work = model::measure::Minutes(540);
            },
            "
                2027-03-01 07:00-18:00; JUNO 07:30-16:00 camera 330
            ",
            "
                error 30: JUNO, aged 11, is 6 h 30 in make-up and before the camera on day 1, 30 min more than 6 h, so that 3 h of school finds no room
                mend: take 30 min of JUNO's scenes off day 1
            ",
        );
    }

    #[test]
    fn without_a_date_of_birth_nobody_is_a_minor() {
        told(
            |p| p.cast[2].born = None,
            "
                2027-03-01 07:00-18:00; JUNO 03:00-17:00 camera 320
            ",
            "",
        );
    }
}

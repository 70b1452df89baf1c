//! `not-a-shooting-day`, `omitted`, `day-off`: scenes are shot on shooting days, and people work on working days.
//!
//! A strip of a scene on a travel day, a rehearsal or a day off is an error. A unit-day that works on a date on which the
//! calendar rests is a warning: somebody may have pinned it there on purpose, but a sixth day says so and is paid as one.
//! A scene that the script omits takes no time, but while it stands on a day its cast is called and its set is built, so
//! that it is told too, unless it was shot before the script omitted it.

use model::board::DayKind;
use model::notice::Severity;
use model::plan::PlanDay;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::{joined, written};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let (who, at) = (Who::Unit(day.unit), Some(day.day));
    if !day.kind.shoots() {
        let has_scene =
            |strip: &model::ids::StripId| judge.strips.get(*strip).is_some_and(|facts| facts.scene.is_some());
        let count = day.strips().filter(has_scene).count();
        if count > 0 {
            let by = Excess::Count(u32::try_from(count).unwrap_or(u32::MAX));
            let breach = Breach { code: Code::NotAShootingDay, severity: Severity::Error, who, day: at, by };
            breach.tell(report, || {
                let strips = joined(day.strips().filter(has_scene).map(|strip| judge.strip_name(strip)));
                let title = judge.title(day);
                Words {
                    text: format!("{strips} cannot be shot on {title}"),
                    clause: "scenes are shot on shooting days".to_owned(),
                    mend: format!("move {strips} to a shooting day, or make {title} one"),
                }
            });
        }
    }
    let shot = judge.production.told.as_ref().is_some_and(|told| day.date < told.from);
    for strip in day.strips().filter(|_| !shot) {
        let omitted = judge.strips.get(strip).and_then(|facts| facts.scene).is_some_and(|scene| scene.omitted);
        if !omitted {
            continue;
        }
        let (who, by) = (Who::Strip(strip), Excess::Count(1));
        Breach { code: Code::Omitted, severity: Severity::Warning, who, day: at, by }.tell(report, || {
            let (name, title) = (judge.strip_name(strip), judge.title(day));
            Words {
                text: format!("{name} is omitted from the script and still stands on {title}, with its cast called"),
                clause: "nothing is shot of a scene that the script omits".to_owned(),
                mend: format!("move {name} to the boneyard"),
            }
        });
    }
    let calendar = &judge.production.calendar;
    if day.kind.works() && day.kind != DayKind::SixthDay && !calendar.works(day.date) {
        let by = Excess::Days(1);
        Breach { code: Code::DayOff, severity: Severity::Warning, who, day: at, by }.tell(report, || {
            let (title, date) = (judge.title(day), written(day.date));
            let off = calendar.off_on(day.date).map(|range| range.why.clone()).filter(|why| !why.is_empty());
            let next = written(calendar.working_from(day.date));
            Words {
                text: format!(
                    "{title} is pinned to {date}, a day off: {}",
                    off.as_deref().unwrap_or("not a working weekday")
                ),
                clause: "working days of the calendar".to_owned(),
                mend: format!("pin {title} to {next}, or make it a sixth day"),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["not-a-shooting-day", "omitted", "day-off"], change, plan, expected);
    }

    #[test]
    fn scenes_need_a_shooting_day() {
        told(
            as_is,
            "
                2027-03-01 travel 07:00-16:00; sc 1 08:00-12:00
            ",
            "
                error 1: scene 1 cannot be shot on the travel day of Mon 2027-03-01
                mend: move scene 1 to a shooting day, or make the travel day of Mon 2027-03-01 one
            ",
        );
    }

    #[test]
    fn an_omitted_scene_has_no_business_on_a_day() {
        told(
            |p| p.scenes[0].omitted = true,
            "
                2027-03-01 07:00-16:00; sc 1 07:00-07:00; sc 2 07:00-12:00
            ",
            "
                warning 1: scene 1 is omitted from the script and still stands on day 1, with its cast called
                mend: move scene 1 to the boneyard
            ",
        );
    }

    #[test]
    fn a_sixth_day_says_that_it_is_one() {
        told(
            as_is,
            "
                2027-03-06 07:00-16:00; sc 1 08:00-12:00
                2027-03-13 sixth-day 07:00-16:00; sc 2 08:00-12:00
            ",
            "
                warning 1: day 1 is pinned to Sat 2027-03-06, a day off: not a working weekday
                mend: pin day 1 to Mon 2027-03-08, or make it a sixth day
            ",
        );
    }
}

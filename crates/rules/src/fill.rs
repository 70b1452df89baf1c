//! `day-fill`, `long-scene`: a day is planned to its planned length and fill.
//!
//! Strips, moves and banners of a shooting day may take `fill` of the `planned_day` (85 % of ten hours unless the
//! production says otherwise); the rest is for what goes wrong. A fuller day is an error, and a note where the production
//! allows overtime, since its hours are then priced. Once the shoot was planned again (`Production::told`) something has
//! gone wrong, and days may use the rest: a note up to the planned length, an error beyond it; unless that re-plan keeps the
//! fill (`Told::keep_fill`). A day whose only strip is
//! longer than the fill cannot be mended by moving strips: it is a warning, and the scene should be split.

use model::ids::StripId;
use model::measure::Minutes;
use model::notice::Severity;
use model::plan::{Happening, PlanDay};
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    if day.kind.shoots() && day.load > judge.fill {
        let most = most(judge, day);
        let cap = if day.load > most { most } else { judge.fill };
        over(judge, day, cap, Code::DayFill, report);
    }
}

/// What a day may hold at most. A day that was shot before a re-plan that keeps the fill may have been planned by one that
/// did not.
pub(crate) fn most(judge: &Judge<'_>, day: &PlanDay) -> Minutes {
    let shot = judge.production.told.as_ref().is_some_and(|told| day.date < told.from);
    if shot { judge.cap.max(judge.production.settings.planned_day) } else { judge.cap }
}

/// Reports a day that is fuller than `cap`; shared with the rule of the first day, which has a cap of its own.
pub(crate) fn over(judge: &Judge<'_>, day: &PlanDay, cap: Minutes, code: Code, report: &mut impl Report) {
    let by = Excess::Minutes(day.load - cap);
    let (who, at) = (Who::Unit(day.unit), Some(day.day));
    let strips = lengths(day);
    if let [(strip, time)] = strips[..]
        && time > cap
    {
        let breach = Breach { code: Code::LongScene, severity: Severity::Warning, who: Who::Strip(strip), day: at, by };
        return breach.tell(report, || {
            let (name, day) = (judge.strip_name(strip), judge.title(day));
            Words {
                text: format!("{name} alone takes {time} of {day}, which is planned to hold {cap}"),
                clause: clause(judge),
                mend: format!("split {name} in two, or say a shorter time for it"),
            }
        });
    }
    let spare = code == Code::DayFill && day.load <= most(judge, day);
    let severity = if spare || judge.production.settings.allow_overtime { Severity::Note } else { Severity::Error };
    Breach { code, severity, who, day: at, by }.tell(report, || {
        let (title, load, over) = (judge.title(day), day.load, day.load - cap);
        let first = match code {
            Code::FirstDay => ", being the first day",
            _ if spare => ", and the rest is what was kept free for what goes wrong",
            _ => "",
        };
        // The shortest strip that makes enough room, or the longest when none does alone.
        let enough = strips.iter().filter(|(_, time)| *time >= over).min_by_key(|(_, time)| *time);
        let such = enough.or_else(|| strips.iter().max_by_key(|(_, time)| *time));
        let such =
            such.map_or(String::new(), |&(strip, time)| format!(", such as {} ({time})", judge.strip_name(strip)));
        Words {
            text: format!("{title} holds {load} of strips and moves; {cap} is planned{first}"),
            clause: clause(judge),
            mend: format!("take {over} off {title}{such}"),
        }
    });
}

/// The time of each strip of the day; the parts before and after a meal count together.
fn lengths(day: &PlanDay) -> Vec<(StripId, Minutes)> {
    let mut lengths: Vec<(StripId, Minutes)> = Vec::new();
    for entry in &day.entries {
        let Happening::Strip { strip, .. } = entry.what else { continue };
        let time = entry.end.since(entry.start);
        match lengths.last_mut() {
            Some((last, sum)) if *last == strip => *sum += time,
            _ => lengths.push((strip, time)),
        }
    }
    lengths
}

fn clause(judge: &Judge<'_>) -> String {
    let settings = &judge.production.settings;
    let again = if judge.cap > judge.fill { ", and to its whole length once the shoot is planned again" } else { "" };
    format!("a day of {} is filled to {}{again} (settings of the production)", settings.planned_day, settings.fill)
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["day-fill", "long-scene"], change, plan, expected);
    }

    #[test]
    fn a_day_is_planned_to_its_fill() {
        told(
            as_is,
            "
                2027-03-01 07:00-19:00; sc 1 08:00-12:00; meal 12:00-12:30; sc 2 12:30-18:00
                2027-03-02 07:00-16:00; sc 3 07:00-15:30
            ",
            "
                error 60: day 1 holds 9 h 30 of strips and moves; 8 h 30 is planned
                mend: take 1 h off day 1, such as scene 1 (4 h)
            ",
        );
    }

    #[test]
    fn a_shoot_that_was_planned_again_uses_what_was_kept_free() {
        let plan = "
            2027-03-01 07:00-19:00; sc 1 08:00-12:00; meal 12:00-12:30; sc 2 12:30-18:00
            2027-03-02 07:00-19:00; sc 3 08:00-12:00; meal 12:00-12:30; sc 4 12:30-19:00
        ";
        told(
            |p| {
                let told = crate::tests::plan(p, plan);
                p.told = Some(model::issue::Told::by(p, &told, model::calendar::Date::MIN));
            },
            plan,
            "
                error 30: day 2 holds 10 h 30 of strips and moves; 10 h is planned
                mend: take 30 min off day 2, such as scene 3 (4 h)
                note 60: day 1 holds 9 h 30 of strips and moves; 8 h 30 is planned, and the rest is what was kept free for what goes wrong
                mend: take 1 h off day 1, such as scene 1 (4 h)
            ",
        );
    }

    #[test]
    fn a_re_plan_that_keeps_the_fill_allows_more_only_where_it_was_shot() {
        let plan = "
            2027-03-01 07:00-19:00; sc 1 08:00-12:00; meal 12:00-12:30; sc 2 12:30-18:00
            2027-03-02 07:00-19:00; sc 3 08:00-12:00; meal 12:00-12:30; sc 4 12:30-18:00
        ";
        told(
            |p| {
                let told = crate::tests::plan(p, plan);
                let told = model::issue::Told::by(p, &told, jiff::civil::date(2027, 3, 2));
                p.told = Some(model::issue::Told { keep_fill: true, ..told });
            },
            plan,
            "
                error 60: day 2 holds 9 h 30 of strips and moves; 8 h 30 is planned
                mend: take 1 h off day 2, such as scene 3 (4 h)
                note 60: day 1 holds 9 h 30 of strips and moves; 8 h 30 is planned, and the rest is what was kept free for what goes wrong
                mend: take 1 h off day 1, such as scene 1 (4 h)
            ",
        );
    }

    #[test]
    fn a_single_long_scene_is_to_be_split() {
        told(
            as_is,
            "
                2027-03-01 07:00-19:00; sc 2 08:00-13:00; meal 13:00-13:30; sc 2 13:30-18:00
            ",
            "
                warning 60: scene 2 alone takes 9 h 30 of day 1, which is planned to hold 8 h 30
                mend: split scene 2 in two, or say a shorter time for it
            ",
        );
    }

    #[test]
    fn allowed_overtime_makes_it_a_note() {
        told(
            |p| p.settings.allow_overtime = true,
            "
                2027-03-01 07:00-19:00; sc 1 08:00-12:00; sc 2 12:30-18:00
            ",
            "
                note 60: day 1 holds 9 h 30 of strips and moves; 8 h 30 is planned
                mend: take 1 h off day 1, such as scene 1 (4 h)
            ",
        );
    }
}

//! `light`: a strip is shot in the light that it needs.
//!
//! Real exteriors need the sky of their hour, real rooms by day need daylight in their windows, a stage gives any light.
//! The clock says how many minutes of a strip's shooting miss its light; the lead to the first shot does not count.

use model::measure::{Minutes, Moment};
use model::notice::Severity;
use model::plan::{Happening, LightNeed, PlanDay, Sun};
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    // A strip that a meal interrupts has several entries; it is reported at its last one that misses light.
    let missing = |what: &Happening| match what {
        Happening::Strip { strip, light, off_light, .. } if *off_light > Minutes::ZERO => Some((*strip, *light)),
        _ => None,
    };
    for (index, entry) in day.entries.iter().enumerate() {
        let Some((strip, light)) = missing(&entry.what) else { continue };
        let later = day.entries.get(index + 1..).unwrap_or_default();
        if later.iter().any(|entry| missing(&entry.what).is_some_and(|(other, _)| other == strip)) {
            continue;
        }
        let off: Minutes = day
            .entries
            .iter()
            .filter_map(|entry| match entry.what {
                Happening::Strip { strip: other, off_light, .. } if other == strip => Some(off_light),
                _ => None,
            })
            .sum();
        let (who, by) = (Who::Strip(strip), Excess::Minutes(off));
        Breach { code: Code::Light, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
            let (name, title) = (judge.strip_name(strip), judge.title(day));
            let (need, limit) = words(light, day.sun, |moment| judge.at(day, moment));
            let end = judge.at(day, entry.end);
            Words {
                text: format!("{name} needs {need}, {limit}, and {off} of it on {title} is shot outside, until {end}"),
                clause: "light as heading and place, or a person, ask for it; sun times of the place".to_owned(),
                mend: format!("shoot {name} {limit}, or at a place where any light can be made"),
            }
        });
    }
}

/// A need, and when it is met on the day.
fn words(light: LightNeed, sun: Sun, at: impl Fn(Moment) -> String) -> (&'static str, String) {
    match light {
        LightNeed::Any => ("any light", "at any time".to_owned()),
        LightNeed::Daylight => ("daylight", format!("between {} and {}", at(sun.rise), at(sun.set))),
        LightNeed::Dark => ("darkness", format!("after {} or before {}", at(sun.dusk), at(sun.dawn))),
        LightNeed::Dawn => ("dawn", format!("around sunrise at {}", at(sun.rise))),
        LightNeed::Dusk => ("dusk", format!("around sunset at {}", at(sun.set))),
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["light"], change, plan, expected);
    }

    #[test]
    fn a_strip_that_a_meal_interrupts_is_told_once() {
        told(
            as_is,
            "
                2027-03-01 11:00-20:00; sc 3 16:00-18:00 off 10; meal 18:00-18:30; sc 3 18:30-19:00 off 30
            ",
            "
                error 40: scene 3 needs daylight, between 06:20 and 17:50, and 40 min of it on day 1 is shot outside, until 19:00
                mend: shoot scene 3 between 06:20 and 17:50, or at a place where any light can be made
            ",
        );
    }

    #[test]
    fn in_its_light_there_is_nothing_to_say() {
        told(
            as_is,
            "
                2027-03-01 07:00-18:00; sc 3 10:00-12:00 off 0
            ",
            "",
        );
    }
}

//! `weather`, `set-closed`, `element-lost`: what keeps single scenes off a date.
//!
//! On dates of bad weather nothing that plays outside is shot at a place in the open; stages, rooms and what plays inside
//! on location are the cover. A set may be lost for some dates while its place is not. What a scene needs, or what that
//! brings along, may be lost too: a crane, a car, an animal.

use model::ids::StripId;
use model::notice::Severity;
use model::plan::{Happening, PlanDay};
use model::production::Element;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::written;

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let rain = judge.production.calendar.rain_on(day.date);
    let mut last = None;
    for entry in &day.entries {
        let Happening::Strip { strip, place, .. } = entry.what else { continue };
        // A strip that a meal interrupts is told once.
        if last.replace(strip) == Some(strip) {
            continue;
        }
        let Some((facts, scene)) = judge.strips.get(strip).and_then(|facts| Some((facts, facts.scene?))) else {
            continue;
        };
        for &element in &facts.lost {
            if let Some(range) = element.lost.iter().find(|range| range.holds(day.date)) {
                missing(judge, day, (strip, element, &range.why), report);
            }
        }
        let place = place.and_then(|place| judge.places.get(place));
        let set = judge.sets.get(scene.set).copied();
        let exposed = scene.int_ext.outside() && place.is_some_and(|place| place.open_air());
        let lost = set.and_then(|set| set.closed.iter().find(|range| range.holds(day.date)));
        for (code, range) in [(Code::Weather, rain.filter(|_| exposed)), (Code::SetClosed, lost)] {
            let Some(range) = range else { continue };
            let (who, by) = (Who::Strip(strip), Excess::Days(1));
            Breach { code, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
                let (name, title, date) = (judge.strip_name(strip), judge.title(day), written(day.date));
                let why = |usual: &str| if range.why.is_empty() { usual.to_owned() } else { range.why.clone() };
                let (text, clause, mend) = match (code, place, set) {
                    (Code::Weather, Some(place), _) => (
                        format!("{name} is shot outside at {} on {title}, {date}: {}", place.name, why("bad weather")),
                        "dates of bad weather (calendar)".to_owned(),
                        format!("shoot what plays inside, and move {name} to another date"),
                    ),
                    (_, _, Some(set)) => (
                        format!("{name} is shot in {} on {title}, {date}: {}", set.name, why("it cannot be used")),
                        format!("dates on which {} cannot be used", set.name),
                        format!("move {name} to another date"),
                    ),
                    _ => Default::default(),
                };
                Words { text, clause, mend }
            });
        }
    }
}

/// A strip whose element cannot be had.
fn missing(
    judge: &Judge<'_>,
    day: &PlanDay,
    (strip, element, why): (StripId, &Element, &str),
    report: &mut impl Report,
) {
    let (who, by) = (Who::Strip(strip), Excess::Days(1));
    Breach { code: Code::ElementLost, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, title, date, what) = (judge.strip_name(strip), judge.title(day), written(day.date), &element.name);
        let why = if why.is_empty() { "lost" } else { why };
        Words {
            text: format!("{name} is shot on {title}, {date}, and needs {what}, which cannot be had: {why}"),
            clause: format!("dates on which {what} cannot be had"),
            mend: format!("move {name} to another date, or take {what} out of its scene"),
        }
    });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::calendar::DateRange;

    use crate::tests::check;

    fn first_of_march(why: &str) -> DateRange {
        let day = date(2027, 3, 1);
        DateRange { from: day, to: day, why: why.to_owned() }
    }

    /// A day on a stage, in the open and on location, and the same again a day later.
    const DAYS: &str = "
        2027-03-01 07:00-17:00; sc 1 08:00-10:00; sc 7 11:00-12:00; sc 4 13:00-15:00
        2027-03-02 07:00-17:00; sc 1 08:00-10:00; sc 7 11:00-12:00; sc 4 13:00-15:00
    ";

    #[test]
    fn rain_keeps_what_is_outside_and_in_the_open_off_the_day() {
        check(
            &["weather", "set-closed"],
            |p| p.calendar.rain.push(first_of_march("rain")),
            DAYS,
            "
                error 1: scene 4 is shot outside at Beach on day 1, Mon 2027-03-01: rain
                mend: shoot what plays inside, and move scene 4 to another date
                error 1: scene 7 is shot outside at Backlot Street on day 1, Mon 2027-03-01: rain
                mend: shoot what plays inside, and move scene 7 to another date
            ",
        );
    }

    #[test]
    fn what_is_lost_is_missed_by_every_scene_that_needs_it_or_what_brings_it() {
        check(
            &["element-lost"],
            |p| {
                // Scene 7 uses the market's crowd; scene 4 uses a boat that brings it along.
                let crowd = p.elements[0].id;
                p.elements[0].lost.push(first_of_march("the agency is closed"));
                let boat = model::production::Element { id: p.fresh(), name: "BOAT".to_owned(), ..p.elements[0].clone() };
                let boat = model::production::Element { brings: vec![crowd], lost: Vec::new(), ..boat };
                p.scenes[3].elements.push(model::production::ElementUse::entered(boat.id, 1));
                p.elements.push(boat);
            },
            DAYS,
            "
                error 1: scene 4 is shot on day 1, Mon 2027-03-01, and needs MARKET CROWD, which cannot be had: the agency is closed
                mend: move scene 4 to another date, or take MARKET CROWD out of its scene
                error 1: scene 7 is shot on day 1, Mon 2027-03-01, and needs MARKET CROWD, which cannot be had: the agency is closed
                mend: move scene 7 to another date, or take MARKET CROWD out of its scene
            ",
        );
    }

    #[test]
    fn a_set_that_is_lost_is_not_shot() {
        check(
            &["weather", "set-closed"],
            |p| p.sets[0].closed.push(first_of_march("water on the floor")),
            DAYS,
            "
                error 1: scene 1 is shot in OFFICE on day 1, Mon 2027-03-01: water on the floor
                mend: move scene 1 to another date
            ",
        );
    }
}

//! `max-places`, `no-place`, `wrong-place`, `place-closed`, `place-hours`: where a unit works on a day.
//!
//! A unit uses no more places in a day than the production allows. Every scene's set stands somewhere, and at a place
//! that can hold it, whatever a board says. A place is not used on dates on which it cannot be had, and strips there are
//! shot inside its permitted hours, which may run over midnight. A strip that a meal interrupts is told once.

use model::calendar::{Time, plus_days};
use model::ids::StripId;
use model::measure::{Minutes, Moment};
use model::notice::Severity;
use model::places::Place;
use model::plan::{Entry, Happening, PlanDay};
use model::production::Scene;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::shared;
use crate::words::{counted, joined, written};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let max = judge.production.settings.max_places;
    let used = u32::try_from(day.places.len()).unwrap_or(u32::MAX);
    if used > max {
        let (who, by) = (Who::Unit(day.unit), Excess::Count(used - max));
        Breach { code: Code::MaxPlaces, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
            let names = joined(day.places.iter().map(|&place| judge.place_name(place)));
            let title = judge.title(day);
            Words {
                text: format!("{title} is shot at {used} places, {names}; at most {max} allowed"),
                clause: format!("at most {max} places for a unit in a day (settings of the production)"),
                mend: format!("move the strips of {} off {title}", counted(i64::from(used - max), "place")),
            }
        });
    }
    for &id in &day.places {
        let Some(&place) = judge.places.get(id) else { continue };
        if place.shut_on(day.date).is_some() {
            closed(judge, day, place, report);
        }
    }
    let mut last = None;
    for (index, entry) in day.entries.iter().enumerate() {
        let Happening::Strip { strip, place, .. } = entry.what else { continue };
        if last.replace(strip) == Some(strip) {
            continue;
        }
        let facts = judge.strips.get(strip);
        let known = place.and_then(|place| judge.places.get(place));
        if let Some(&place) = known
            && let Some(hours) = place.hours
        {
            permitted(judge, day, (strip, index, place), hours, report);
        }
        let Some((facts, scene)) = facts.and_then(|facts| Some((facts, facts.scene?))) else { continue };
        match known {
            Some(place) if !facts.at.contains(&place.id) => elsewhere(judge, day, (strip, scene, place), report),
            Some(_) => {}
            None => nowhere(judge, day, (strip, scene), report),
        }
    }
}

/// A set that stands at no place.
fn nowhere(judge: &Judge<'_>, day: &PlanDay, (strip, scene): (StripId, &Scene), report: &mut impl Report) {
    let (who, by) = (Who::Strip(strip), Excess::Count(1));
    Breach { code: Code::NoPlace, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, set) = (judge.strip_name(strip), judge.set_name(scene.set));
        let title = judge.title(day);
        Words {
            text: format!("{name} is planned on {title}, but its set {set} stands nowhere"),
            clause: "every set is shot at a place that can hold it".to_owned(),
            mend: format!("name a place that can hold {set}"),
        }
    });
}

/// A set that a board puts where it cannot stand.
fn elsewhere(
    judge: &Judge<'_>,
    day: &PlanDay,
    (strip, scene, place): (StripId, &Scene, &Place),
    report: &mut impl Report,
) {
    let (who, by) = (Who::Strip(strip), Excess::Count(1));
    Breach { code: Code::WrongPlace, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, set) = (judge.strip_name(strip), judge.set_name(scene.set));
        let (title, at) = (judge.title(day), &place.name);
        let instead = judge.places_of(scene.set);
        let instead = if instead.is_empty() { String::new() } else { format!("put {set} at {instead}, or ") };
        Words {
            text: format!("{name} is planned on {title} with its set {set} at {at}, which cannot hold it"),
            clause: "every set is shot at a place that can hold it".to_owned(),
            mend: format!("{instead}name {at} among the places that can hold {set}"),
        }
    });
}

fn closed(judge: &Judge<'_>, day: &PlanDay, place: &Place, report: &mut impl Report) {
    let (who, by) = (Who::Place(place.id), Excess::Days(1));
    Breach { code: Code::PlaceClosed, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (title, date) = (judge.title(day), written(day.date));
        let why = place.closure(day.date).unwrap_or_default();
        let reopens = place
            .closed
            .iter()
            .chain(&place.lost)
            .filter(|range| range.holds(day.date))
            .map(|range| plus_days(range.to, 1))
            .max();
        let here = |what: &Happening| matches!(what, Happening::Strip { place: Some(at), .. } if *at == place.id);
        let strips = judge.strips_named(day, here);
        Words {
            text: format!("{title} works at {} on {date}, which cannot be had: {why}", place.name),
            clause: format!("dates on which {} is closed", place.name),
            mend: format!("move {strips} to a date from {} on", reopens.map_or(String::new(), written)),
        }
    });
}

fn permitted(
    judge: &Judge<'_>,
    day: &PlanDay,
    (strip, first, place): (StripId, usize, &Place),
    (opens, closes): (Time, Time),
    report: &mut impl Report,
) {
    let windows = [-1, 0, 1].map(|ahead| window(judge, day, ahead, opens, closes));
    let later = day.entries.get(first..).unwrap_or_default().iter();
    let pieces: Vec<&Entry> = later
        .filter(|entry| matches!(entry.what, Happening::Strip { .. }))
        .take_while(|entry| matches!(entry.what, Happening::Strip { strip: other, .. } if other == strip))
        .collect();
    let (Some(begin), Some(end)) = (pieces.first(), pieces.last()) else { return };
    let inside = |entry: &Entry| windows.iter().map(|&window| shared(window, (entry.start, entry.end))).sum();
    let outside: Minutes = pieces.iter().map(|entry| entry.end.since(entry.start) - inside(entry)).sum();
    if outside <= Minutes::ZERO {
        return;
    }
    let (who, by) = (Who::Place(place.id), Excess::Minutes(outside));
    Breach { code: Code::PlaceHours, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, title) = (judge.strip_name(strip), judge.title(day));
        let (from, to) = (judge.at(day, begin.start), judge.at(day, end.end));
        let hours = format!("between {} and {}", opens.strftime("%H:%M"), closes.strftime("%H:%M"));
        let at = &place.name;
        Words {
            text: format!(
                "{name} is shot {from} to {to} on {title} at {at}, where work is permitted {hours}: {outside} outside"
            ),
            clause: format!("permitted hours of {at}: {hours}"),
            mend: format!("shoot {name} {hours}"),
        }
    });
}

/// The permitted hours that begin on the day's date plus `ahead`; over midnight when closing is not later than opening.
pub(crate) fn window(judge: &Judge<'_>, day: &PlanDay, ahead: i64, opens: Time, closes: Time) -> (Moment, Moment) {
    let date = plus_days(day.date, ahead);
    let until = if closes <= opens { plus_days(date, 1) } else { date };
    (judge.moment(day, date, opens), judge.moment(day, until, closes))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use model::calendar::DateRange;

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["max-places", "no-place", "wrong-place", "place-closed", "place-hours"], change, plan, expected);
    }

    #[test]
    fn two_places_are_enough() {
        told(
            |p| p.settings.max_places = 1,
            "
                2027-03-01 07:00-18:00; sc 1 08:00-10:00; sc 3 11:00-12:00; sc 4 13:00-15:00
            ",
            "
                error 2: day 1 is shot at 3 places, Stage 1, Backlot Street and Beach; at most 1 allowed
                mend: move the strips of 2 places off day 1
            ",
        );
    }

    #[test]
    fn a_set_that_nothing_holds() {
        told(
            |p| p.sets[0].at.clear(),
            "
                2027-03-01 07:00-18:00; sc 1 08:00-10:00
            ",
            "
                error 1: scene 1 is planned on day 1, but its set OFFICE stands nowhere
                mend: name a place that can hold OFFICE
            ",
        );
    }

    #[test]
    fn a_place_that_cannot_hold_the_set() {
        told(
            |p| p.sets[3].at.clear(),
            "
                2027-03-01 07:00-18:00; sc 1 08:00-10:00; sc 3 10:00-12:00 at Beach; sc 4 12:00-13:00 at Beach
            ",
            "
                error 1: scene 3 is planned on day 1 with its set MARKET at Beach, which cannot hold it
                mend: put MARKET at Backlot Street, or name Beach among the places that can hold MARKET
                error 1: scene 4 is planned on day 1 with its set SHORE at Beach, which cannot hold it
                mend: name Beach among the places that can hold SHORE
            ",
        );
    }

    #[test]
    fn a_strip_that_a_meal_interrupts_is_told_once() {
        told(
            |p| {
                p.places[1].hours = Some((time(9, 0, 0, 0), time(14, 0, 0, 0)));
                p.sets[0].at.clear();
            },
            "
                2027-03-01 07:00-18:00; sc 3 08:00-13:00; meal 13:00-13:30; sc 3 13:30-15:00; sc 1 15:00-16:00; meal 16:00-16:30; sc 1 16:30-17:00
            ",
            "
                error 1: scene 1 is planned on day 1, but its set OFFICE stands nowhere
                mend: name a place that can hold OFFICE
                error 120: scene 3 is shot 08:00 to 15:00 on day 1 at Backlot Street, where work is permitted between 09:00 and 14:00: 2 h outside
                mend: shoot scene 3 between 09:00 and 14:00
            ",
        );
    }

    #[test]
    fn closed_dates() {
        told(
            |p| {
                let (from, to) = (date(2027, 3, 1), date(2027, 3, 2));
                p.places[2].closed.push(DateRange { from, to, why: "the tide".to_owned() });
            },
            "
                2027-03-02 07:00-18:00; sc 4 08:00-10:00; sc 8 11:00-12:00
            ",
            "
                error 1: day 1 works at Beach on Tue 2027-03-02, which cannot be had: the tide
                mend: move scene 4 and scene 8 to a date from Wed 2027-03-03 on
            ",
        );
    }

    #[test]
    fn permitted_hours_over_midnight() {
        told(
            |p| p.places[1].hours = Some((time(18, 0, 0, 0), time(2, 0, 0, 0))),
            "
                2027-03-02 night 17:00-28:00; sc 3 17:30-20:00; sc 7 23:00-27:10; sc 10 19:00-26:00
            ",
            "
                error 70: scene 7 is shot 23:00 to 03:10 on day 1 at Backlot Street, where work is permitted between 18:00 and 02:00: 1 h 10 outside
                mend: shoot scene 7 between 18:00 and 02:00
                error 30: scene 3 is shot 17:30 to 20:00 on day 1 at Backlot Street, where work is permitted between 18:00 and 02:00: 30 min outside
                mend: shoot scene 3 between 18:00 and 02:00
            ",
        );
    }
}

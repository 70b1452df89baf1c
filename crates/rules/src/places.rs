//! `max-places`, `no-place`, `place-closed`, `place-hours`: where a unit works on a day.
//!
//! A unit uses no more places in a day than the production allows. Every scene's set stands somewhere. A place is not
//! used on dates on which it cannot be had, and strips there are shot inside its permitted hours, which may run over
//! midnight.

use model::calendar::{Time, plus_days};
use model::ids::StripId;
use model::measure::{Minutes, Moment};
use model::notice::Severity;
use model::places::Place;
use model::plan::{Entry, Happening, PlanDay};
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
        if place.closed.iter().any(|range| range.holds(day.date)) {
            closed(judge, day, place, report);
        }
    }
    for entry in &day.entries {
        let Happening::Strip { strip, place, .. } = entry.what else { continue };
        match place.and_then(|place| judge.places.get(place)) {
            Some(&place) => {
                if let Some(hours) = place.hours {
                    permitted(judge, day, (strip, entry, place), hours, report);
                }
            }
            None => {
                let Some(scene) = judge.strips.get(strip).and_then(|facts| facts.scene) else { continue };
                let (who, by) = (Who::Strip(strip), Excess::Count(1));
                let breach = Breach { code: Code::NoPlace, severity: Severity::Error, who, day: Some(day.day), by };
                breach.tell(report, || {
                    let (name, set) = (judge.strip_name(strip), judge.set_name(scene.set));
                    let title = judge.title(day);
                    Words {
                        text: format!("{name} is planned on {title}, but its set {set} stands nowhere"),
                        clause: "every set is shot at a place that can hold it".to_owned(),
                        mend: format!("name a place that can hold {set}"),
                    }
                });
            }
        }
    }
}

fn closed(judge: &Judge<'_>, day: &PlanDay, place: &Place, report: &mut impl Report) {
    let (who, by) = (Who::Place(place.id), Excess::Days(1));
    Breach { code: Code::PlaceClosed, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (title, date) = (judge.title(day), written(day.date));
        let why = place.closure(day.date).unwrap_or_default();
        let reopens =
            place.closed.iter().filter(|range| range.holds(day.date)).map(|range| plus_days(range.to, 1)).max();
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
    (strip, entry, place): (StripId, &Entry, &Place),
    (opens, closes): (Time, Time),
    report: &mut impl Report,
) {
    let stretch = (entry.start, entry.end);
    let windows = [-1, 0, 1].map(|ahead| window(judge, day, ahead, opens, closes));
    let outside = entry.end.since(entry.start) - windows.iter().map(|&window| shared(window, stretch)).sum();
    if outside <= Minutes::ZERO {
        return;
    }
    let (who, by) = (Who::Place(place.id), Excess::Minutes(outside));
    Breach { code: Code::PlaceHours, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, title) = (judge.strip_name(strip), judge.title(day));
        let (from, to) = (judge.at(day, entry.start), judge.at(day, entry.end));
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
fn window(judge: &Judge<'_>, day: &PlanDay, ahead: i64, opens: Time, closes: Time) -> (Moment, Moment) {
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
        check(&["max-places", "no-place", "place-closed", "place-hours"], change, plan, expected);
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

//! The hours of each cast member on a day: make-up, on set, dismissed.

use model::measure::Minutes;
use model::plan::{Entry, Happening, PersonDay};

use crate::Clock;

/// The hours of everybody who is in a strip of the day, by person. Nobody is called for a voice alone.
/// Make-up ends when the first strip that the person is in begins, also when that puts the report before crew call.
pub(crate) fn people(clock: &Clock<'_>, entries: &[Entry]) -> Vec<PersonDay> {
    let mut people: Vec<PersonDay> = Vec::new();
    for entry in entries {
        let Happening::Strip { strip, .. } = entry.what else { continue };
        let length = entry.end.since(entry.start);
        for called in clock.facts(strip).map_or(&[][..], |facts| &facts.cast) {
            match people.binary_search_by_key(&called.person, |day| day.person) {
                Ok(known) => {
                    let day = &mut people[known];
                    day.done = entry.end;
                    day.dismissed = entry.end.after(called.unmake);
                    day.on_camera += length;
                }
                Err(place) => people.insert(
                    place,
                    PersonDay {
                        person: called.person,
                        report: entry.start.before(called.makeup),
                        on_set: entry.start,
                        done: entry.end,
                        dismissed: entry.end.after(called.unmake),
                        meals: Minutes::ZERO,
                        on_camera: length,
                    },
                ),
            }
        }
    }
    for meal in entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. })) {
        for day in people.iter_mut().filter(|day| day.report <= meal.start && meal.end <= day.dismissed) {
            day.meals += meal.end.since(meal.start);
        }
    }
    people
}

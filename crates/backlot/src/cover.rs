//! Cover: what is shot inside when the weather forbids what was to be shot in the open. Which sets served as cover, and
//! which days in the open keep none.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::board::Shift;
use model::ids::{DayId, PersonId, SetId};
use model::issue::Schedule;
use model::plan::{Happening, LightNeed, PlanDay};
use model::production::Production;
use serde::Serialize;

use crate::compare::Stop;

/// A set that was shot on a day that lost what it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Cover {
    /// The date.
    pub(crate) date: Date,
    /// The set.
    pub(crate) set: String,
    /// Its strips on that day.
    pub(crate) strips: Vec<String>,
}

/// Days in the open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Exposed {
    /// Days on which something is shot outside at a place in the open.
    pub(crate) days: Vec<Stop>,
    /// Those of them that keep no cover.
    pub(crate) bare: Vec<Stop>,
}

/// The sets that were not to be shot on these days and are.
pub(crate) fn served(production: &Production, was: &Schedule, is: &Schedule, days: &[DayId]) -> Vec<Cover> {
    let sets = |schedule: &Schedule, date: Date| {
        let mut sets: BTreeMap<SetId, Vec<String>> = BTreeMap::new();
        for day in schedule.plan.days.iter().filter(|day| day.date == date) {
            for entry in &day.entries {
                let Happening::Strip { strip, .. } = entry.what else { continue };
                let (Some(scene), Some(strip)) = (production.scene_of(strip), production.strip(strip)) else {
                    continue;
                };
                let (strips, label) = (sets.entry(scene.set).or_default(), production.strip_label(strip));
                if strips.last() != Some(&label) {
                    strips.push(label);
                }
            }
        }
        sets
    };
    let dates: BTreeSet<Date> =
        was.plan.days.iter().filter(|day| days.contains(&day.day)).map(|day| day.date).collect();
    let mut cover = Vec::new();
    for date in dates {
        let old = sets(was, date);
        for (id, mut strips) in sets(is, date).into_iter().filter(|(set, _)| !old.contains_key(set)) {
            // What is built again elsewhere is shot as before.
            strips.retain(|strip| !old.values().flatten().any(|known| known == strip));
            if strips.is_empty() {
                continue;
            }
            let set = production.set(id).map(|set| set.name.clone()).unwrap_or_default();
            cover.push(Cover { date, set, strips });
        }
    }
    cover
}

/// The days in the open from a date on, and which of them keep no cover. A cover is a strip of a later day that plays under a
/// roof, where its set is shot for the first time by then or needs no build and where nothing is closed, in a light that the
/// day's shift has; whose cast can come and has begun to work.
pub(crate) fn exposed(production: &Production, schedule: &Schedule, from: Date) -> Exposed {
    let plan = &schedule.plan;
    let mut begun: BTreeMap<PersonId, Date> = BTreeMap::new();
    for day in &plan.days {
        for one in &day.people {
            let first = begun.entry(one.person).or_insert(day.date);
            *first = day.date.min(*first);
        }
    }
    let covers = |day: &PlanDay, later: &PlanDay, what: &Happening| {
        let &Happening::Strip { strip, place: Some(place), light, .. } = what else { return false };
        let (Some(scene), Some(place)) = (production.scene_of(strip), production.place(place)) else { return false };
        let date = day.date;
        let stand = plan.stands.iter().find(|stand| stand.set == scene.set && stand.place == place.id);
        let stands = stand.is_some_and(|stand| stand.first <= date || stand.from == stand.first);
        let set_open = production.set(scene.set).is_some_and(|set| !set.closed.iter().any(|range| range.holds(date)));
        let lit = match light {
            LightNeed::Any => true,
            LightNeed::Daylight => day.shift != Shift::Night,
            LightNeed::Dark | LightNeed::Dawn | LightNeed::Dusk => false,
        };
        let comes = |person: PersonId| {
            let absent = production.person(person).is_none_or(|person| person.absence(date).is_some());
            !absent && begun.get(&person).is_some_and(|first| *first <= date)
        };
        let inside = !(scene.int_ext.outside() && place.open_air());
        let there = stands && set_open && place.closure(date).is_none();
        later.date > date && inside && there && lit && production.called(scene).into_iter().all(comes)
    };
    let in_the_open = |day: &&PlanDay| {
        let outside = |what: &Happening| match what {
            Happening::Strip { strip, place: Some(place), .. } => {
                let open = production.place(*place).is_some_and(|place| place.open_air());
                open && production.scene_of(*strip).is_some_and(|scene| scene.int_ext.outside())
            }
            _ => false,
        };
        day.date >= from && day.entries.iter().any(|entry| outside(&entry.what))
    };
    let covered =
        |day: &PlanDay| plan.days.iter().any(|later| later.entries.iter().any(|entry| covers(day, later, &entry.what)));
    let stop = |day: &&PlanDay| Stop { date: day.date, unit: day.unit, number: day.number };
    let days: Vec<&PlanDay> = plan.days.iter().filter(in_the_open).collect();
    Exposed { bare: days.iter().filter(|day| !covered(day)).map(stop).collect(), days: days.iter().map(stop).collect() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::calendar::DateRange;
    use model::sample::boarded;

    use super::*;

    /// The days of March in the open that keep no cover. Scenes 1, 9 and 12 play in the office by day, with MAYA and KANE, JUNO
    /// and DOC, and MAYA, KANE and JUNO; 3 and 10 on the market, with MAYA and JUNO, and with WU.
    fn bare(days: &[&[&str]], change: impl FnOnce(&mut Production)) -> Vec<i8> {
        let days: Vec<(Shift, &[&str])> = days.iter().map(|&scenes| (Shift::Day, scenes)).collect();
        let mut production = boarded(&days);
        change(&mut production);
        let schedule = crate::app::schedule(&production, production.boards[0].clone());
        exposed(&production, &schedule, date(2027, 3, 1)).bare.iter().map(|day| day.date.day()).collect()
    }

    #[test]
    fn a_set_that_stands_with_its_cast_is_a_cover_until_it_is_shot() {
        assert_eq!(bare(&[&["1"], &["3"], &["12"], &["10"]], |_| ()), [4]);
    }

    #[test]
    fn a_set_that_is_still_built_and_a_cast_that_has_not_begun_are_none() {
        assert_eq!(bare(&[&["10"], &["1"]], |_| ()), [1]);
        // MAYA and KANE have begun, JUNO and DOC have not.
        assert_eq!(bare(&[&["1"], &["10"], &["9"]], |_| ()), [2]);
    }

    #[test]
    fn what_cannot_be_had_that_day_is_none() {
        let shut = DateRange { from: date(2027, 3, 2), to: date(2027, 3, 2), why: String::new() };
        let days: [&[&str]; 3] = [&["1"], &["3"], &["12"]];
        assert!(bare(&days, |_| ()).is_empty());
        assert_eq!(bare(&days, |production| production.places[0].lost = vec![shut.clone()]), [2]);
        assert_eq!(bare(&days, |production| production.sets[0].closed = vec![shut.clone()]), [2]);
        assert_eq!(bare(&days, |production| production.cast[1].unavailable = vec![shut.clone()]), [2]);
    }

    #[test]
    fn outside_is_no_cover_for_outside() {
        assert_eq!(bare(&[&["3"], &["10"]], |_| ()), [1, 2]);
    }
}

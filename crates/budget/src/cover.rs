//! Cover for bad weather: which days in the open keep something that could be shot inside instead.

use std::collections::BTreeMap;

use model::board::Shift;
use model::calendar::Date;
use model::ids::{PersonId, StripId};
use model::people::CastMember;
use model::places::{Place, Set};
use model::plan::{Happening, LightNeed, Plan, PlanDay};
use model::production::{Production, Strip};

use crate::pricer::found;

/// Tells of plans of one production which days keep a cover. Make it once and ask it often.
pub struct Cover<'a> {
    production: &'a Production,
    /// What is shot of each strip with a scene and a set, by strip.
    strips: Vec<(StripId, Facts<'a>)>,
}

/// What a strip is, whatever the plan.
struct Facts<'a> {
    outside: bool,
    set: &'a Set,
    cast: Vec<&'a CastMember>,
}

/// A strip that plays under a roof, and the dates between which it could be shot instead of something else: from the first
/// one on which its set stands and its cast has begun to work, before its own.
struct Inside<'a> {
    facts: &'a Facts<'a>,
    place: &'a Place,
    by_day: bool,
    from: Date,
    until: Date,
}

impl<'a> Cover<'a> {
    /// What never changes of a production while its plan does.
    pub fn new(production: &'a Production) -> Self {
        let facts = |strip: &Strip| {
            let scene = strip.scene.and_then(|id| production.scene(id))?;
            let set = production.set(scene.set)?;
            let called = production.called(scene);
            let cast = production.cast.iter().filter(|person| called.contains(&person.id)).collect();
            Some((strip.id, Facts { outside: scene.int_ext.outside(), set, cast }))
        };
        let mut strips: Vec<(StripId, Facts<'a>)> = production.strips.iter().filter_map(facts).collect();
        strips.sort_by_key(|(strip, _)| *strip);
        Self { production, strips }
    }

    /// The days on which something is shot outside at a place in the open, in order of the plan, and whether each keeps a
    /// cover. Days before the morning from which the shoot was planned again have happened and are left out.
    ///
    /// A cover is a strip of a later day that plays under a roof, where its set is shot for the first time by then or needs
    /// no build and where nothing is closed, in a light that the day's shift has; whose cast can come and has begun to
    /// work. One is enough, however short.
    pub fn exposed<'p>(&self, plan: &'p Plan) -> Vec<(&'p PlanDay, bool)> {
        let from = self.production.told.as_ref().map_or(Date::MIN, |told| told.from);
        let open =
            |what: &Happening| self.shot(what).is_some_and(|(facts, place, _)| facts.outside && place.open_air());
        let exposed = |day: &&PlanDay| day.date >= from && day.entries.iter().any(|entry| open(&entry.what));
        let days: Vec<&PlanDay> = plan.days.iter().filter(exposed).collect();
        let inside = if days.is_empty() { Vec::new() } else { self.inside(plan) };
        days.into_iter().map(|day| (day, inside.iter().any(|one| one.covers(day)))).collect()
    }

    /// Everything that could be shot inside on some day before its own.
    fn inside(&self, plan: &Plan) -> Vec<Inside<'_>> {
        let mut begun: BTreeMap<PersonId, Date> = BTreeMap::new();
        for day in &plan.days {
            for one in &day.people {
                let first = begun.entry(one.person).or_insert(day.date);
                *first = day.date.min(*first);
            }
        }
        let inside = |day: &PlanDay, what: &Happening| {
            let (facts, place, light) = self.shot(what)?;
            let by_day = match light {
                LightNeed::Any => false,
                LightNeed::Daylight => true,
                LightNeed::Dark | LightNeed::Dawn | LightNeed::Dusk => return None,
            };
            if facts.outside && place.open_air() {
                return None;
            }
            let stand = plan.stands.iter().find(|stand| stand.set == facts.set.id && stand.place == place.id)?;
            let mut from = if stand.from == stand.first { Date::MIN } else { stand.first };
            for person in &facts.cast {
                from = from.max(*begun.get(&person.id)?);
            }
            (from < day.date).then_some(Inside { facts, place, by_day, from, until: day.date })
        };
        plan.days.iter().flat_map(|day| day.entries.iter().filter_map(move |entry| inside(day, &entry.what))).collect()
    }

    /// The strip of an entry, where it is shot and in which light.
    fn shot(&self, what: &Happening) -> Option<(&Facts<'a>, &'a Place, LightNeed)> {
        let &Happening::Strip { strip, place: Some(place), light, .. } = what else { return None };
        Some((found(&self.strips, strip)?, self.production.place(place)?, light))
    }
}

impl Inside<'_> {
    fn covers(&self, day: &PlanDay) -> bool {
        let date = day.date;
        self.from <= date
            && date < self.until
            && !(self.by_day && day.shift == Shift::Night)
            && self.place.shut_on(date).is_none()
            && !self.facts.set.closed.iter().any(|range| range.holds(date))
            && self.facts.cast.iter().all(|person| person.absence(date).is_none())
    }
}

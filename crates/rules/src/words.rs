//! The words that findings share: names, days and times of the wall clock. Used only when a finding is written out.

use model::calendar::Date;
use model::ids::{PlaceId, SetId, StripId};
use model::measure::Moment;
use model::plan::{Happening, PlanDay};
use model::verdict::Who;

use crate::judge::Judge;

impl Judge<'_> {
    /// `day 4`, or `the travel day of Tue 2027-03-02`; with its unit when there are several.
    pub(crate) fn title(&self, day: &PlanDay) -> String {
        let name = match day.number {
            Some(number) => format!("day {number}"),
            None => format!("the {} day of {}", day.kind.word(), written(day.date)),
        };
        match self.production.unit(day.unit) {
            Some(unit) if self.production.units.len() > 1 => format!("{name} of unit {}", unit.name),
            _ => name,
        }
    }

    /// A moment on the wall clock of a day, as papers print it: `22:40`, or `10:40 pm`.
    pub(crate) fn at(&self, day: &PlanDay, moment: Moment) -> String {
        let time = self.wall(day, moment).time();
        let twelve = self.production.settings.twelve_hour_clock;
        time.strftime(if twelve { "%-I:%M %P" } else { "%H:%M" }).to_string()
    }

    /// The name of whom something concerns.
    pub(crate) fn name(&self, who: Who) -> String {
        let unknown = || "somebody unknown".to_owned();
        match who {
            Who::Person(id) => self.production.person(id).map_or_else(unknown, |person| person.name.clone()),
            Who::Unit(id) => match self.production.unit(id) {
                Some(unit) if self.production.units.len() > 1 => format!("the crew of unit {}", unit.name),
                _ => "the crew".to_owned(),
            },
            Who::Crew(id) => self.production.position_of(id).map_or_else(unknown, |one| one.position.clone()),
            Who::Strip(id) => self.strip_name(id),
            Who::Scene(id) => {
                let scene = self.production.scene(id);
                scene.map_or_else(unknown, |scene| format!("scene {}", self.production.scene_label(scene)))
            }
            Who::Set(id) => self.set_name(id),
            Who::Place(id) => self.place_name(id),
            Who::Element(id) => self.production.element(id).map_or_else(unknown, |element| element.name.clone()),
            Who::Production => self.production.title.clone(),
        }
    }

    /// `scene 12`, `scene 14pt1`, or the name of a strip without scene.
    pub(crate) fn strip_name(&self, id: StripId) -> String {
        match self.production.strip(id) {
            Some(strip) if strip.scene.is_some() => format!("scene {}", self.production.strip_label(strip)),
            Some(strip) => strip.name.clone(),
            None => "an unknown strip".to_owned(),
        }
    }

    /// The name of a place.
    pub(crate) fn place_name(&self, id: PlaceId) -> String {
        self.places.get(id).map_or_else(|| "an unknown place".to_owned(), |place| place.name.clone())
    }

    /// The name of a set.
    pub(crate) fn set_name(&self, id: SetId) -> String {
        self.sets.get(id).map_or_else(|| "an unknown set".to_owned(), |set| set.name.clone())
    }

    /// The places that can hold a set, as `Stage 1 or Beach`; nothing when no place can.
    pub(crate) fn places_of(&self, set: SetId) -> String {
        let at = self.sets.get(set).map_or(&[][..], |set| &set.at);
        at.iter().map(|&place| self.place_name(place)).collect::<Vec<_>>().join(" or ")
    }

    /// The strips of a day that satisfy `wanted`, as `scenes 3 and 7`.
    pub(crate) fn strips_named(&self, day: &PlanDay, wanted: impl Fn(&Happening) -> bool) -> String {
        let strip_of = |what: &Happening| match what {
            Happening::Strip { strip, .. } if wanted(what) => Some(*strip),
            _ => None,
        };
        let names: Vec<_> = day.entries.iter().filter_map(|entry| strip_of(&entry.what)).collect();
        joined(names.into_iter().map(|strip| self.strip_name(strip)))
    }

    /// A clause of the rule pack in force, with its source.
    pub(crate) fn clause(&self, limit: &str, source: &str) -> String {
        format!("{limit} ({}: {source})", self.production.rulebook.id)
    }
}

/// `Tue 2027-03-02`.
pub(crate) fn written(date: Date) -> String {
    date.strftime("%a %Y-%m-%d").to_string()
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn joined(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `1 day`, `3 days`.
pub(crate) fn counted(count: i64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

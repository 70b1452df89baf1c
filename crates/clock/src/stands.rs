//! How long each set stands: built, dressed and pre-lit before its first day, held between, struck after its last.

use std::collections::BTreeMap;

use model::calendar::Date;
use model::ids::{PlaceId, SetId};
use model::plan::{Happening, PlanDay, Stand};

use crate::Clock;

impl Clock<'_> {
    /// How long each set that the days shoot stands, by set. A set that no place can hold stands nowhere.
    pub fn stands(&self, days: &[PlanDay]) -> Vec<Stand> {
        let mut shot: BTreeMap<(SetId, PlaceId), Vec<Date>> = BTreeMap::new();
        for day in days {
            for entry in &day.entries {
                let Happening::Strip { strip, place: Some(place), .. } = entry.what else { continue };
                let Some(scene) = self.facts(strip).and_then(|facts| facts.scene) else { continue };
                let dates = shot.entry((scene.set, place)).or_default();
                if dates.last() != Some(&day.date) {
                    dates.push(day.date);
                }
            }
        }
        shot.into_iter().filter_map(|((set, place), dates)| self.stand(set, place, dates)).collect()
    }

    /// How long a set stands at a place when it is shot on these dates, in any order; nothing without a date or a set.
    pub fn stand(&self, set: SetId, place: PlaceId, mut shot: Vec<Date>) -> Option<Stand> {
        let terms = self.sets.get(&set)?;
        shot.sort_unstable();
        shot.dedup();
        let (&first, &last) = (shot.first()?, shot.last()?);
        let calendar = &self.production.calendar;
        // A sixth day is shot but is no working day, so that only the working days among the shot ones are taken off.
        let shot_working = shot.iter().filter(|&&date| date != last && calendar.works(date)).count();
        let held = self.worked(first, last).saturating_sub(u32::try_from(shot_working).unwrap_or(u32::MAX));
        Some(Stand {
            set,
            place,
            from: calendar.working_before(first, terms.lead_days()),
            prelight: calendar.working_before(first, terms.prelight_days),
            first,
            last,
            to: calendar.working_after(last, terms.strike_days),
            held,
            shot,
        })
    }
}

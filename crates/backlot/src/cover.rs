//! Cover: what is shot inside when the weather forbids what was to be shot in the open. Which sets served as cover, and
//! which days in the open keep none.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::ids::{DayId, SetId};
use model::issue::Schedule;
use model::plan::{Happening, PlanDay};
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

impl Exposed {
    /// What a plan's days in the open keep, those that have happened left out.
    pub(crate) fn of(production: &Production, schedule: &Schedule) -> Self {
        let exposed = budget::Cover::new(production).exposed(&schedule.plan);
        let stop = |day: &PlanDay| Stop { date: day.date, unit: day.unit, number: day.number };
        let days = exposed.iter().map(|(day, _)| stop(day)).collect();
        Self { days, bare: exposed.iter().filter(|(_, covered)| !covered).map(|(day, _)| stop(day)).collect() }
    }
}

//! Where the sets of a bare script go: onto a stage, a backlot street or a location, by their headings.

use model::breakdown::{Breakdown, IntExt, SceneDraft};
use model::edit::{Edit, PlaceChange, SetChange};
use model::ids::PlaceId;
use model::measure::Eighths;
use model::places::{DayRates, Place, PlaceKind, Set};
use model::production::Production;

use super::defaults::{Defaults, PlaceDefaults, SetDefaults};
use super::found::assume;

/// Where a narrative set goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Stage,
    Backlot,
    Location,
}

/// Stages, backlot and locations for the sets of the script that the production does not know yet.
pub(crate) fn places_and_sets(production: &mut Production, breakdown: &Breakdown, defaults: &Defaults) {
    let mut homes = homes(breakdown, defaults);
    homes.retain(|(name, _)| !production.sets.iter().any(|set| set.name == *name || set.also.contains(name)));
    let of_home = |home: Home| homes.iter().filter(move |(_, found)| *found == home).count();
    let stands = |place: &&Place| place.kind == PlaceKind::Stage;
    let mut stages: Vec<PlaceId> = production.places.iter().filter(stands).map(|place| place.id).collect();
    if stages.is_empty() {
        for index in 0..of_home(Home::Stage).div_ceil(defaults.stage.sets_each.max(1)) {
            let kind = PlaceKind::Stage;
            stages.push(place(production, format!("Stage {}", index + 1), kind, "lot", &defaults.stage));
        }
    }
    let mut on_stage = 0;
    for (name, home) in homes {
        let (at, terms) = match home {
            Home::Stage => {
                // Sets take the stages in turn, and each may stand on any of them.
                let mut at = stages.clone();
                at.rotate_left(on_stage % stages.len().max(1));
                on_stage += 1;
                (at, Some(&defaults.stage_set))
            }
            Home::Backlot => {
                let kind = PlaceKind::Backlot;
                let street =
                    place(production, format!("Backlot: {}", title_case(&name)), kind, "lot", &defaults.backlot);
                (vec![street], Some(&defaults.backlot_set))
            }
            Home::Location => {
                let (kind, area) = (PlaceKind::Location, format!("location {name}"));
                (vec![place(production, title_case(&name), kind, &area, &defaults.location)], None)
            }
        };
        set(production, &name, at, terms, &defaults.location.source);
    }
}

/// Every set of the script in order of first appearance, with its home.
fn homes(breakdown: &Breakdown, defaults: &Defaults) -> Vec<(String, Home)> {
    let mut order: Vec<&str> = Vec::new();
    for scene in breakdown.scenes.iter().filter(|scene| !scene.omitted) {
        if !order.contains(&scene.set.as_str()) {
            order.push(&scene.set);
        }
    }
    let home = |name: &str| {
        let scenes: Vec<&SceneDraft> = breakdown.scenes.iter().filter(|scene| scene.set == name).collect();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |list: &[String]| list.iter().any(|word| words.contains(&word.as_str()));
        let eighths: Eighths = scenes.iter().map(|scene| scene.computed).sum();
        let inside = scenes.iter().all(|scene| scene.int_ext == IntExt::Int);
        let vehicle = has(&defaults.stage_set.vehicles) && scenes.iter().all(|scene| scene.int_ext != IntExt::Ext);
        if vehicle || (inside && eighths.0 >= defaults.stage_set.min_eighths) {
            Home::Stage
        } else if scenes.iter().all(|scene| scene.int_ext == IntExt::Ext) && has(&defaults.backlot.words) {
            Home::Backlot
        } else {
            Home::Location
        }
    };
    order.into_iter().map(|name| (name.to_owned(), home(name))).collect()
}

/// A place on the terms of the defaults, which are assumed.
pub(super) fn place(
    production: &mut Production,
    name: String,
    kind: PlaceKind,
    area: &str,
    terms: &PlaceDefaults,
) -> PlaceId {
    let id = production.fresh();
    let rates = DayRates::from(terms.rates);
    production.places.push(Place {
        id,
        name: name.clone(),
        kind,
        area: area.to_owned(),
        floor: terms.floor,
        rates,
        load_in: terms.load_in.0,
        ..Place::default()
    });
    let text = format!("{name} is a {} at {} a shooting day", kind.word(), rates.shoot);
    assume(production, &Edit::Place(id, PlaceChange::Rates(rates)), text, &terms.source);
    id
}

/// A set at the places that can hold it, on the terms of the defaults, which are assumed.
pub(super) fn set(
    production: &mut Production,
    name: &str,
    at: Vec<PlaceId>,
    terms: Option<&SetDefaults>,
    location_source: &str,
) {
    let id = production.fresh();
    let mut set = Set { id, name: name.to_owned(), at, ..Set::default() };
    let where_to =
        set.at.first().and_then(|id| production.place(*id)).map_or(String::new(), |place| place.name.clone());
    let mut text = format!("{name} stands at {where_to}");
    if let Some(terms) = terms {
        set.floor = terms.floor;
        (set.build_days, set.dress_days, set.prelight_days) = (terms.build, terms.dress, terms.prelight);
        set.strike_days = terms.strike;
        (set.build_cost, set.prelight_cost) = (terms.build_cost.0, terms.prelight_cost.0);
        (set.strike_cost, set.hold_cost) = (terms.strike_cost.0, terms.hold_cost.0);
        text += &format!(
            ", built in {} for {}",
            crate::say::count(set.lead_days() as usize, "day"),
            set.build_cost + set.prelight_cost
        );
    }
    let edit = Edit::Set(id, SetChange::At(set.at.clone()));
    production.sets.push(set);
    assume(production, &edit, text, terms.map_or(location_source, |terms| &terms.source));
}

/// `MOVIE THEATER` as `Movie Theater`.
pub(super) fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_string() + &letters.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

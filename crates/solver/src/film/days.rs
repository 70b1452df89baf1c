//! How many shooting days a production needs when nobody has said: strips packed into days by their light and place.

use std::cmp::Reverse;

use model::ids::PlaceId;
use model::plan::LightNeed;
use model::production::{Production, light_need};

/// A day as it fills: minutes, places, and the light that its strips need.
#[derive(Default)]
struct Bin {
    minutes: i64,
    places: Vec<PlaceId>,
    light: Option<LightNeed>,
}

/// The number of shooting days of one unit that hold all strips at planned length and fill, first fit by light, place, set and size.
/// Every change of set counts a re-light, every change of place a stage change. Cast, rest and dates may ask for more.
pub fn days_needed(production: &Production) -> u32 {
    let settings = &production.settings;
    let room = settings.fill.of(settings.planned_day.0).max(1);
    let mut strips: Vec<_> = production
        .strips
        .iter()
        .filter_map(|strip| {
            let scene = strip.scene.and_then(|id| production.scene(id));
            if scene.is_some_and(|scene| scene.omitted) {
                return None;
            }
            let set = scene.and_then(|scene| production.set(scene.set));
            let place = set.and_then(|set| set.at.first()).and_then(|&place| production.place(place));
            let light = match scene.map_or(LightNeed::Any, |scene| light_need(scene, place)) {
                LightNeed::Dark => Some(LightNeed::Dark),
                LightNeed::Any => None,
                LightNeed::Daylight | LightNeed::Dawn | LightNeed::Dusk => Some(LightNeed::Daylight),
            };
            let load = clock::estimate(production, strip).span.likely.0;
            Some((set.map(|set| set.id), place.map(|place| place.id), light, load))
        })
        .collect();
    // Strips that need the sky first, so that the others fill the days around them.
    strips.sort_by_key(|&(set, place, light, load)| (light.is_none(), light, place, set, Reverse(load)));
    let most_places = usize::try_from(settings.max_places).unwrap_or(usize::MAX).max(1);
    let mut bins: Vec<(Bin, Option<model::ids::SetId>)> = Vec::new();
    for (set, place, light, load) in strips {
        let cost = |bin: &Bin, last: &Option<model::ids::SetId>| {
            let new_place = place.is_some_and(|place| !bin.places.contains(&place));
            let move_minutes = match (bin.places.is_empty(), new_place, *last == set) {
                (true, ..) | (false, false, true) => 0,
                (false, true, _) => production.moves.stage_change.minutes.0,
                (false, false, false) => production.moves.relight.minutes.0,
            };
            let fits = bin.minutes + move_minutes + load <= room
                && (bin.light.is_none() || light.is_none() || bin.light == light)
                && (!new_place || bin.places.len() < most_places);
            fits.then_some(move_minutes)
        };
        let at = bins.iter().position(|(bin, last)| cost(bin, last).is_some());
        let at = at.unwrap_or_else(|| {
            bins.push((Bin::default(), None));
            bins.len() - 1
        });
        if let Some((bin, last)) = bins.get_mut(at) {
            bin.minutes += load + cost(bin, last).unwrap_or(0);
            bin.light = bin.light.or(light);
            bin.places.extend(place.filter(|place| !bin.places.contains(place)));
            *last = set;
        }
    }
    u32::try_from(bins.len()).unwrap_or(u32::MAX).max(1)
}

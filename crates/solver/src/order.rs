//! The order of strips inside a day, and its shift, by rule: light first, places and sets together, minors early, the
//! story's order inside a set. The search begins from this order and improves on it.

use model::board::Shift;
use model::plan::LightNeed;

use crate::layout::Layout;

/// What decides where a strip comes in its day.
#[derive(Clone, Copy)]
struct Key {
    strip: usize,
    place: Option<usize>,
    set: Option<usize>,
    /// When its light comes; strips of any light have none.
    light: Option<u8>,
    adult: bool,
    story: usize,
}

/// Where strips of any light come among those that need the sky: after the sun's, before the night's.
const ANY_LIGHT: u8 = 2;

/// Strips in the order of the rule.
pub(crate) fn arrange(layout: &Layout<'_>, strips: &[usize], shift: Shift) -> Vec<usize> {
    if !layout.problem.ordered {
        return strips.to_vec();
    }
    let keys: Vec<Key> = strips.iter().map(|&strip| key(layout, strip, shift)).collect();
    // The first light, the youngest and the earliest scene of a group decide where the whole group comes.
    let first = |of: &dyn Fn(&Key) -> bool| {
        let group = || keys.iter().filter(|key| of(key));
        let light = group().filter_map(|key| key.light).min().unwrap_or(ANY_LIGHT);
        let adult = group().all(|key| key.adult);
        (light, adult, group().map(|key| key.story).min())
    };
    let mut ranked: Vec<_> = keys
        .iter()
        .map(|key| {
            let place = first(&|one| one.place == key.place);
            let set = first(&|one| one.place == key.place && one.set == key.set);
            ((place, key.place, set, key.set, key.light.unwrap_or(ANY_LIGHT), key.story), key.strip)
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, strip)| strip).collect()
}

/// Puts one more strip where the rule would among a day's strips: beside its set, else its place, else its light.
pub(crate) fn insert(layout: &Layout<'_>, strips: &mut Vec<usize>, strip: usize, shift: Shift) {
    if !layout.problem.ordered {
        strips.push(strip);
        return;
    }
    let new = key(layout, strip, shift);
    let order = |key: &Key| (key.light.unwrap_or(ANY_LIGHT), key.story);
    let keys: Vec<Key> = strips.iter().map(|&strip| key(layout, strip, shift)).collect();
    let after = |of: &dyn Fn(&Key) -> bool| {
        let first = keys.iter().position(of)?;
        let earlier = keys.iter().rposition(|key| of(key) && order(key) <= order(&new));
        Some(earlier.map_or(first, |at| at + 1))
    };
    let at = after(&|key| key.set == new.set)
        .or_else(|| after(&|key| key.place == new.place))
        .or_else(|| keys.iter().position(|key| order(key).0 > order(&new).0))
        .unwrap_or(keys.len());
    strips.insert(at, strip);
}

/// The shift that the light of strips asks for: nights for the dark, a split for both, days for the sun; nothing when
/// any shift serves.
pub(crate) fn shift_for(layout: &Layout<'_>, strips: impl IntoIterator<Item = usize>) -> Option<Shift> {
    let (mut dark, mut sun) = (false, false);
    for strip in strips {
        let light = layout.light(strip);
        dark |= light == LightNeed::Dark;
        sun |= matches!(light, LightNeed::Daylight | LightNeed::Dawn);
    }
    match (dark, sun) {
        (false, false) => None,
        (false, true) => Some(Shift::Day),
        (true, false) => Some(Shift::Night),
        (true, true) => Some(Shift::Split),
    }
}

fn key(layout: &Layout<'_>, strip: usize, shift: Shift) -> Key {
    let facts = &layout.problem.strips[strip];
    let light = match layout.light(strip) {
        LightNeed::Dawn if shift == Shift::Night => Some(5),
        LightNeed::Dawn => Some(0),
        LightNeed::Daylight => Some(1),
        LightNeed::Any => None,
        LightNeed::Dusk => Some(3),
        LightNeed::Dark => Some(4),
    };
    Key { strip, place: layout.place(strip), set: facts.set, light, adult: !facts.minor, story: facts.story }
}

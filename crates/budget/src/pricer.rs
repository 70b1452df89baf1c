//! The production made ready for pricing: what each strip needs, found without searching the document each time.

use model::edit::Touch;
use model::estimate::{Group, Line, Wish};
use model::ids::{DayId, PersonId, PlaceId, SetId, StripId};
use model::measure::{Cents, Ratio};
use model::places::{Place, Set};
use model::production::{Element, Production, Strip};
use model::verdict::Who;

use crate::cover::Cover;

/// Where prices go: into an estimate with words, or into a sum that never asks for them.
pub trait Ledger {
    /// A line of this amount, never zero. `words` makes the line itself.
    fn line(&mut self, amount: Cents, words: impl FnOnce() -> Line)
    where
        Self: Sized;
    /// A wish left open, with the price that a person put on it, never zero. It is not booked.
    fn wish(&mut self, price: Cents, words: impl FnOnce() -> Wish)
    where
        Self: Sized;
}

/// Prices the scopes of a plan of one production. Make it once and ask it often.
pub struct Pricer<'a> {
    pub(crate) production: &'a Production,
    /// What each strip needs, by strip.
    needs: Vec<(StripId, Needs)>,
    /// Elements that cost something; `Needs::hires` holds positions in it.
    pub(crate) elements: Vec<&'a Element>,
    /// Sets by identity.
    sets: Vec<(SetId, &'a Set)>,
    /// Places by identity.
    places: Vec<(PlaceId, &'a Place)>,
    /// Which days keep a cover; nothing while nobody put a price on days that keep none.
    pub(crate) cover: Option<Cover<'a>>,
}

/// What a strip needs that has a price or a wish on it.
pub(crate) struct Needs {
    /// Position of its scene in the script.
    pub(crate) order: usize,
    /// Position of its set in the document.
    pub(crate) set: Option<usize>,
    /// Who is called for it, in board order; empty while nobody put a price on single-scene calls.
    pub(crate) cast: Vec<PersonId>,
    /// Elements that cost something, and how many.
    pub(crate) hires: Vec<(usize, u32)>,
}

impl<'a> Pricer<'a> {
    /// The pricer of a production.
    pub fn new(production: &'a Production) -> Self {
        let priced = |element: &&Element| element.day_rate != Cents::ZERO || element.delivery != Cents::ZERO;
        let elements: Vec<&Element> = production.elements.iter().filter(priced).collect();
        let calls_count = production.settings.wishes.single_scene_call != Cents::ZERO;
        let needs = |strip: &Strip| {
            let order = production.scenes.iter().position(|scene| Some(scene.id) == strip.scene)?;
            let scene = production.scenes.get(order)?;
            let hire = |(id, count)| Some((elements.iter().position(|element| element.id == id)?, count));
            let needs = Needs {
                order,
                set: production.sets.iter().position(|set| set.id == scene.set),
                cast: if calls_count { production.called(scene) } else { Vec::new() },
                hires: production.elements_of(scene).into_iter().filter_map(hire).collect(),
            };
            Some((strip.id, needs))
        };
        let mut needs: Vec<(StripId, Needs)> = production.strips.iter().filter_map(needs).collect();
        needs.sort_by_key(|(strip, _)| *strip);
        let mut sets: Vec<(SetId, &Set)> = production.sets.iter().map(|set| (set.id, set)).collect();
        sets.sort_by_key(|(id, _)| *id);
        let mut places: Vec<(PlaceId, &Place)> = production.places.iter().map(|place| (place.id, place)).collect();
        places.sort_by_key(|(id, _)| *id);
        let cover = production.settings.wishes.uncovered_day != Cents::ZERO;
        let cover = cover.then(|| Cover::new(production));
        Self { production, needs, elements, sets, places, cover }
    }

    /// What a strip needs; nothing for a strip without a scene.
    pub(crate) fn needs(&self, strip: StripId) -> Option<&Needs> {
        found(&self.needs, strip)
    }
    /// The set with this identity.
    pub(crate) fn set(&self, id: SetId) -> Option<&'a Set> {
        found(&self.sets, id).copied()
    }
    /// The place with this identity.
    pub(crate) fn place_of(&self, id: PlaceId) -> Option<&'a Place> {
        found(&self.places, id).copied()
    }

    /// Where a rate comes from, in words: what it is, and whatever the document assumes about that part of the thing.
    pub(crate) fn source(&self, what: &str, thing: u64, part: &str) -> String {
        let touch = Touch::of(thing, part);
        let mut from = what.to_owned();
        for one in self.production.assumptions.iter().filter(|one| one.about.meets(&touch)) {
            from += &format!("; assumption: {}", one.text);
        }
        from
    }
}

/// What stands under a key of a sorted list.
pub(crate) fn found<K: Ord + Copy, T>(all: &[(K, T)], key: K) -> Option<&T> {
    let at = all.binary_search_by_key(&key, |(key, _)| *key).ok()?;
    all.get(at).map(|(_, one)| one)
}

/// The figures of a line; its amount follows from them.
pub(crate) struct Figures {
    pub(crate) account: u16,
    pub(crate) group: Group,
    pub(crate) who: Who,
    pub(crate) day: Option<DayId>,
    pub(crate) quantity: u32,
    pub(crate) unit: &'static str,
    pub(crate) rate: Cents,
}

/// Puts a line on a ledger, unless it costs nothing. `words` gives its text and where it comes from.
pub(crate) fn post<L: Ledger>(ledger: &mut L, figures: Figures, words: impl FnOnce() -> (String, String)) {
    let Figures { account, group, who, day, quantity, unit, rate } = figures;
    if quantity == 0 || rate == Cents::ZERO {
        return;
    }
    let quantity = Ratio::new(i64::from(quantity), 1);
    let amount = rate.times(quantity);
    ledger.line(amount, || {
        let (text, from) = words();
        Line { account, group, text, who, day, quantity, unit: unit.to_owned(), rate, amount, from }
    });
}

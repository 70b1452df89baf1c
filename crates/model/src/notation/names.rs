//! How things are written in the notation: by their name where that is one clear word, else by `#` and their identity.

use std::collections::BTreeMap;

use crate::calendar::{Date, Time};
use crate::ids::{PlaceId, SetId, StripId, UnitId};
use crate::production::Production;

/// The words with which a line begins when it is no strip.
pub(super) const KEYWORDS: [&str; 4] = ["board", "set", "day", "boneyard"];

/// How each strip, unit, set and place of a production is written.
pub(super) struct Names {
    pub(super) strips: BTreeMap<StripId, String>,
    pub(super) units: BTreeMap<UnitId, String>,
    pub(super) sets: BTreeMap<SetId, String>,
    pub(super) places: BTreeMap<PlaceId, String>,
}

impl Names {
    /// Reads them off the production, each kind once.
    pub(super) fn of(production: &Production) -> Self {
        let strips = production.strips.iter().map(|strip| (strip.id, production.strip_label(strip)));
        let units = production.units.iter().map(|unit| (unit.id, unit.name.clone()));
        let sets = production.sets.iter().map(|set| (set.id, set.name.clone()));
        let places = production.places.iter().map(|place| (place.id, place.name.clone()));
        let keyword = |label: &str| KEYWORDS.contains(&label) || label.starts_with("--") || label.starts_with("**");
        Self {
            strips: clear(strips, |label| one_word(label) && !keyword(label)),
            units: clear(units, one_word),
            sets: clear(sets, line),
            places: clear(places, line),
        }
    }
}

/// Who is written so.
pub(super) fn written<I: Copy>(names: &BTreeMap<I, String>, text: &str) -> Option<I> {
    names.iter().find(|(_, name)| *name == text).map(|(&id, _)| id)
}

/// Keeps the names that are unique and read back unchanged; the others become `#` and the identity.
fn clear<I: Copy + Ord + std::fmt::Display>(
    all: impl Iterator<Item = (I, String)>,
    reads_back: impl Fn(&str) -> bool,
) -> BTreeMap<I, String> {
    let all: BTreeMap<I, String> = all.collect();
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for name in all.values() {
        *count.entry(name).or_default() += 1;
    }
    let name = |id: I, name: &String| match count.get(name.as_str()) == Some(&1) && reads_back(name) {
        true => name.clone(),
        false => format!("#{id}"),
    };
    all.iter().map(|(&id, known)| (id, name(id, known))).collect()
}

/// No blanks, nothing that reads as an identity.
fn one_word(name: &str) -> bool {
    !name.is_empty() && !name.contains(|one: char| one.is_whitespace() || one.is_control() || one == '#')
}

/// Words with one blank between, nothing that reads as an identity or as the word before a place.
fn line(name: &str) -> bool {
    !name.contains('#') && name.split(' ').all(|word| one_word(word) && word != "at")
}

/// A time as people write it; with seconds only where somebody entered them.
pub(super) fn time_word(time: Time) -> String {
    match (time.second(), time.subsec_nanosecond()) {
        (0, 0) => time.strftime("%H:%M").to_string(),
        _ => time.to_string(),
    }
}

/// `Wed 2027-03-10`.
pub(super) fn date_words(date: Date) -> String {
    format!("{} {date}", weekday_word(date))
}

/// `Mon` to `Sun`.
pub(super) fn weekday_word(date: Date) -> &'static str {
    let at = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    WEEKDAYS.get(at).copied().unwrap_or("Sun")
}

/// The weekdays, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

//! Headings that begin with neither INT nor EXT and are printed like any line in capitals: what tells them from action.

use std::collections::BTreeSet;

use super::{Heading, parse, time::time_of};
use crate::words::{List, Words, capitals};

/// The set and its parts that a heading names, for `names_scene`.
pub(crate) fn sets_of(words: &Words, text: &str) -> Vec<String> {
    let Heading { set, sub_sets, .. } = parse(words, text);
    let bare = |set: String| words.strip(List::Articles, &set).unwrap_or(&set).to_owned();
    std::iter::once(set).chain(sub_sets).map(bare).filter(|set| set.len() > 3).collect()
}

/// Whether a line in capitals that stands by itself can be nothing but a heading: `CLEARING - NIGHT`, `LATER`, `BACK IN THE HALL`, or the
/// name of a set that has a heading elsewhere in the file. Camera directions, sounds and capitals of action are none.
pub(crate) fn names_scene(words: &Words, text: &str, sets: &BTreeSet<String>) -> bool {
    let text = capitals(text);
    if text.ends_with(['.', ':', '!', '?', '"', '”']) || text.chars().count() > 60 {
        return false;
    }
    let heading = parse(words, &text);
    let crossed = |modifier: &String| words.is(List::Intercut, modifier) && heading.time.is_none();
    let shot = heading.modifiers.iter().any(|modifier| words.is_shot(modifier) || crossed(modifier));
    if shot || words.is(List::Modifiers, &text) {
        return false;
    }
    if heading.set.is_empty() {
        // Nothing but a time, or INSIDE. CONTINUED alone says none and is the page's.
        let told = heading.time.is_some() || heading.int_ext.is_some();
        return told || heading.modifiers.iter().any(|part| time_of(words, part).is_some());
    }
    let dashed = [" - ", "--", " – ", " — "].iter().any(|dash| text.contains(dash));
    let last = text.rsplit(['-', '–', '—', '(']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let last = last.trim_end_matches(')');
    let when = time_of(words, last).is_some() || words.is(List::Modifiers, last);
    let timed = dashed && (heading.time.is_some() || heading.moves_on || when);
    let entered = heading.int_ext.is_some() || text.starts_with("BACK ") && words.strip(List::Leads, &text).is_some();
    timed || entered || sets.contains(words.strip(List::Articles, &heading.set).unwrap_or(&heading.set))
}

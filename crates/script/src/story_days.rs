//! Days of the story, proposed where the heading states none. Nothing here is more than a proposal: a person decides.
//!
//! The rule, scene by scene in script order:
//! 1. The first scene is day 1. A stated day (`D3`, `DAY 3`, `[SD4]`) is never touched; the count goes on from it.
//! 2. Another day comes when the heading says so (NEXT MORNING, ANOTHER DAY, TWO WEEKS LATER), when DAY or DAWN is stated after NIGHT or DUSK,
//!    and when DAWN is stated after DAY. DAY after DAWN, DUSK after DAY and NIGHT after all of them stay in the day.
//! 3. CONTINUOUS, LATER and a heading without a time stay in the day of the scene before.
//! 4. Flashbacks, dreams and the like, and scenes that state a year, get none, nor do the scenes that continue them; PRESENT or a heading
//!    with a time of its own leads back to the day that was left.
//!
//! Proposals read `D1` and `N1`: the number is the day's, the letter says whether it is night.

use model::breakdown::{SceneDraft, StoryTime};

use crate::heading;
use crate::words::{List, Words};

/// Fills in [`SceneDraft::story_day_proposed`].
pub(crate) fn propose(words: &Words, scenes: &mut [SceneDraft]) {
    let (mut day, mut last, mut away, mut left) = (1_u32, None, false, false);
    for scene in scenes.iter_mut().filter(|scene| !scene.omitted) {
        let heading = heading::parse(words, &scene.heading);
        let elsewhen = |said: &String| words.strip(List::Elsewhen, said).is_some() || heading::is_year(said);
        let present = heading.modifiers.iter().any(|said| words.is(List::Present, said));
        away = !present && (heading.modifiers.iter().any(elsewhen) || away && heading.time.is_none());
        if let Some(stated) = scene.story_day.as_deref().and_then(count) {
            (day, last, left) = (stated, heading.time.or(last), true);
            continue;
        }
        if away {
            continue;
        }
        let over = matches!(
            (last, heading.time),
            (Some(StoryTime::Night | StoryTime::Dusk), Some(StoryTime::Day | StoryTime::Dawn))
                | (Some(StoryTime::Day), Some(StoryTime::Dawn))
        );
        if left && (over || heading.moves_on) {
            day = day.saturating_add(1);
        }
        (last, left) = (heading.time.or(last), true);
        let letter = if scene.time == StoryTime::Night { 'N' } else { 'D' };
        scene.story_day_proposed = Some(format!("{letter}{day}"));
    }
}

/// The number in a stated day: 3 in `DAY 3`.
fn count(stated: &str) -> Option<u32> {
    stated.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

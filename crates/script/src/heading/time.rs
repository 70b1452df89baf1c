//! Times of day in a heading, and the days of the story.

use model::breakdown::StoryTime;

use crate::words::{Sense, Words};

/// What a segment says about when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Time {
    /// The time of day; none when the scene before gives it.
    pub(super) time: Option<StoryTime>,
    /// Its words say more than a time of day or than that the scene goes on, and are kept.
    pub(super) telling: bool,
    /// Another day has come.
    pub(super) moves_on: bool,
    /// The day of the story, as stated.
    pub(super) story_day: Option<String>,
}

/// The longest segment that is looked at, in bytes: no time is longer.
const LONGEST: usize = 96;

/// What a segment in capitals says about when; nothing when any of its words is no word of a time.
pub(super) fn time_of(words: &Words, segment: &str) -> Option<Time> {
    let segment = segment.trim_matches(|c: char| c.is_whitespace() || ",:-".contains(c)).trim_end_matches("..");
    if segment.len() > LONGEST {
        return None;
    }
    if let Some((time, day)) = day_of_story(words, segment) {
        return Some(Time { time, story_day: Some(day.to_owned()), ..Time::default() });
    }
    if let Some(time) = clock(segment) {
        return Some(Time { time: Some(time), telling: true, ..Time::default() });
    }
    let undotted = segment.trim_end_matches('.');
    let said: Vec<&str> = undotted.split_whitespace().collect();
    let ends_later = said.iter().enumerate().take(6).any(|(at, _)| {
        let tail = said.len().saturating_sub(at + 1);
        words.sense(&said[tail..].join(" ")).is_some_and(|sense| sense.later)
    });
    let mut time = Time::default();
    let (mut inherits, mut later, mut spans) = (false, false, false);
    let mut i = 0;
    while i < said.len() {
        let Some((sense, length)) = phrase(words, &said[i..]) else {
            if counts(said[i]) {
                time.telling = true;
            } else if let Some((_, day)) = day_of_story(words, said[i]) {
                time.story_day = Some(day.to_owned());
            } else {
                return None;
            }
            i += 1;
            continue;
        };
        i += length;
        if ends_later && sense.span && !sense.later {
            time.moves_on |= sense.long;
            spans |= !sense.filler;
        } else if sense.time.is_some() {
            time.time = sense.time;
        } else if sense.inherits {
            inherits = true;
        } else if sense.later || sense.tells {
            later |= sense.later;
            time.telling = true;
        } else if sense.advances {
            (time.telling, time.moves_on) = (true, true);
        } else if sense.span && !sense.filler {
            return None;
        }
    }
    if time.time.is_some() {
        time.telling |= inherits;
        return Some(time);
    }
    time.telling |= said.len() > 1;
    (later || inherits && !spans).then_some(time)
}

/// The longest phrase with a meaning at the beginning of these words, and how many of them it takes.
fn phrase(words: &Words, said: &[&str]) -> Option<(Sense, usize)> {
    let longest = words.longest_phrase().min(said.len());
    (1..=longest).rev().find_map(|length| Some((words.sense(&said[..length].join(" "))?, length)))
}

/// A count: `5`, `#3`, `10+`, `2ND`.
fn counts(word: &str) -> bool {
    let bare = ["ST", "ND", "RD", "TH"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    bare.len() <= 3
        && bare.contains(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || "#+".contains(c))
}

/// A day of the story (`D3`, `DAY 3`, `SD4`, `NIGHT 2`): the time of day that it says by the way, and its words.
pub(super) fn day_of_story<'a>(words: &Words, segment: &'a str) -> Option<(Option<StoryTime>, &'a str)> {
    let digits = segment.len() - segment.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let front = &segment[..segment.len() - digits];
    let word = front.trim_end().trim_end_matches(['#', '-', ' ']);
    // Only letters stand close: `D3`, but never `DAY3` for a name such as `NIGHT7`.
    let close = word.len() == front.len();
    if !words.counts_days(word) || close && word.chars().count() > 2 {
        return None;
    }
    let time = match (words.sense(word).and_then(|sense| sense.time), word) {
        (Some(time), _) => Some(time),
        (None, "N") => Some(StoryTime::Night),
        (None, letter) if letter.chars().count() == 1 => Some(StoryTime::Day),
        _ => None,
    };
    Some((time, segment))
}

/// A time on the clock: `3:15 AM`, `11 P.M.`, `14:30`. From six in the morning until six in the evening it is day.
fn clock(segment: &str) -> Option<StoryTime> {
    let plain: String = segment.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let (digits, half) = match (plain.strip_suffix("AM"), plain.strip_suffix("PM")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (plain.as_str(), None),
    };
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, if half.is_some() { "00" } else { "" }));
    let fits = (1..=2).contains(&hour.len()) && minute.len() == 2 && minute.bytes().all(|b| b.is_ascii_digit());
    let hour: u8 = hour.parse().ok().filter(|hour| fits && *hour < 24)?;
    let hour = half.map_or(hour, |half| hour % 12 + half);
    Some(if (6..18).contains(&hour) { StoryTime::Day } else { StoryTime::Night })
}

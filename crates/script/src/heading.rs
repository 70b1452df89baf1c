//! The grammar of a scene heading: number, inside or outside, set and its parts, time of day, and what stands in brackets.

mod segments;
mod time;
mod unopened;

use model::breakdown::{IntExt, StoryTime};

use crate::numbers;
use crate::words::{self, List, Sure, Words, capitals, narrow};

use segments::{outer_trim, parts, split_dashes, take_brackets};
use time::{day_of_story, time_of};
pub(crate) use unopened::{names_scene, sets_of};

/// A heading taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Inside, outside or both, when the heading says so.
    pub(crate) int_ext: Option<IntExt>,
    /// The set in capitals; empty when the heading names no place: it is nothing but a time or a shot.
    pub(crate) set: String,
    /// Parts of the set.
    pub(crate) sub_sets: Vec<String>,
    /// The time of day, when the heading says so.
    pub(crate) time: Option<StoryTime>,
    /// Everything that is neither place nor plain time.
    pub(crate) modifiers: Vec<String>,
    /// The day of the story as the heading states it.
    pub(crate) story_day: Option<String>,
    /// It says that another day has come: NEXT MORNING, TWO WEEKS LATER.
    pub(crate) moves_on: bool,
}

/// Takes a heading apart.
pub(crate) fn parse(words: &Words, text: &str) -> Heading {
    let (_, text) = take_number(words, text);
    let plain: String = text.chars().map(narrow).collect();
    let text = capitals(without_hashtags(&plain));
    let mut heading = Heading::default();
    let mut rest = text.as_str();
    if let Some((opens, length)) = opening(words, rest) {
        heading.int_ext = Some(opens.int_ext);
        if opens.establishing {
            heading.modifiers.push("ESTABLISHING".to_owned());
        }
        rest = rest[length..].trim_start_matches(|c: char| c.is_whitespace() || "-–—.:".contains(c));
    }
    let (text, brackets) = take_brackets(rest);
    let mut text = text.as_str();
    if let Some(crossed) = words.strip(List::Intercut, text).filter(|rest| !rest.is_empty()) {
        heading.modifiers.push("INTERCUT".to_owned());
        text = outer_trim(crossed);
    }
    let mut segments: Vec<Vec<String>> = split_dashes(text).iter().map(|segment| parts(segment)).collect();
    segments.retain(|parts| !parts.is_empty());
    let mut found = Vec::new();
    take_times(words, &mut segments, &mut heading, &mut found);
    if heading.time.is_none() {
        take_loose_time(words, &mut segments, &mut heading, &mut found);
    }
    let parts: Vec<String> = segments.into_iter().flatten().collect();
    place(words, parts, &mut heading);
    heading.modifiers.extend(found.into_iter().rev());
    for bracket in brackets {
        note(words, bracket, &mut heading);
    }
    heading
}

/// Whether a line opens with INT., EXT. and their kin, perhaps behind a scene number.
pub(crate) fn opens_scene(words: &Words, text: &str) -> bool {
    // A cheap look first: most lines are not headings.
    let Some(first) = text.chars().next() else { return false };
    if words.may_open(text) && opening(words, text).is_some() {
        return true;
    }
    let mut head = text.bytes().skip_while(u8::is_ascii_uppercase);
    (first.is_ascii_digit() || first.is_ascii_uppercase())
        && head.next().is_some_and(|b| b.is_ascii_digit())
        && take_leading_number(words, text).0.is_some()
}

/// Whether the heading says that the scene is gone.
pub(crate) fn is_omitted(words: &Words, text: &str) -> bool {
    let text = capitals(text);
    let said = text.trim_matches(|c: char| !c.is_alphanumeric());
    words.is(List::Omitted, said)
        || opening(words, said).is_some_and(|(_, length)| words.is(List::Omitted, said[length..].trim()))
}

/// The scene number of a heading (`#12A#` behind it, or `12A` before and perhaps behind it) and the words without it.
pub(crate) fn take_number<'a>(words: &Words, text: &'a str) -> (Option<&'a str>, &'a str) {
    let text = text.trim();
    if let Some(rest) = text.strip_suffix(['#', '＃'])
        && let Some((words, number)) = rest.rsplit_once(['#', '＃'])
        && !number.trim().is_empty()
    {
        return (Some(number.trim()), words.trim_end());
    }
    let (number, rest) = take_leading_number(words, text);
    let Some(number) = number else { return (None, text) };
    let end = rest.trim_end_matches('.');
    match end.strip_suffix(number) {
        Some(words) if words.ends_with(char::is_whitespace) => (Some(number), words.trim_end()),
        _ => (Some(number), rest),
    }
}

/// A scene number that stands before the opening: `12`, `A12`, `12A.`.
fn take_leading_number<'a>(words: &Words, text: &'a str) -> (Option<&'a str>, &'a str) {
    let Some((first, rest)) = text.split_once(char::is_whitespace) else { return (None, text) };
    let number = first.trim_end_matches(['.', ')']);
    let rest = rest.trim_start();
    if numbers::is_number(number) && opening(words, rest).is_some() { (Some(number), rest) } else { (None, text) }
}

/// The opening of a heading, where the rest of the line bears it out, and its length in bytes.
fn opening(words: &Words, text: &str) -> Option<(words::Opens, usize)> {
    let (opens, length) = words.opening(text)?;
    let dotted = text[..length].ends_with(['.', '。', '．']) || text[..length].contains('.');
    let sure = match opens.sure {
        Sure::Always => true,
        Sure::Shy => dotted || !words::has_lower(text),
        Sure::Dotted => dotted,
        Sure::Strict => dotted && !words::has_lower(text) && ends_in_time(words, &text[length..]),
    };
    sure.then_some((opens, length))
}

/// Whether the last words of a line are a time of day.
fn ends_in_time(words: &Words, text: &str) -> bool {
    let text = capitals(text);
    let mut ends = text.rsplit(['-', '–', '—', '.', ',', '/', ' ']).map(str::trim);
    ends.find(|end| !end.is_empty()).is_some_and(|end| words.sense(end).is_some_and(|sense| sense.time.is_some()))
}

/// The words before the hashtags that some programs put behind a heading: `#night #stunts`, and a number before them.
fn without_hashtags(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((before, last)) = text.rsplit_once(char::is_whitespace) {
        let tag = last
            .strip_prefix('#')
            .is_some_and(|tag| tag.ends_with('#') || tag.len() > 2 && tag.starts_with(|c: char| c.is_alphabetic()));
        if !tag {
            break;
        }
        text = before.trim_end();
    }
    text
}

/// Takes times and modifiers off the right end, the last one first. A plain time of day wins over LATER and CONTINUOUS.
fn take_times(words: &Words, segments: &mut Vec<Vec<String>>, heading: &mut Heading, found: &mut Vec<String>) {
    while let Some(last) = segments.last() {
        let only = segments.len() == 1;
        // `DAY / HEAVY RAIN`: what follows a time in its segment is no place.
        if !only && last.len() > 1 && heading.time.is_none() && time_of(words, &last[0]).is_some() {
            let mut pieces = segments.pop().unwrap_or_default().into_iter();
            let time = pieces.next().unwrap_or_default();
            found.extend(pieces.rev());
            take_time(words, time, heading, found);
            continue;
        }
        let sole = only && last.len() == 1;
        let Some(part) = last.last() else { break };
        let time = time_of(words, part);
        let second = heading.time.is_some() && time.as_ref().is_some_and(|time| time.time.is_some());
        let known = words.is(List::Modifiers, part) || is_year(part) || second;
        if known && !sole {
            let day = day_of_story(words, part).is_some() && heading.story_day.is_none();
            let part = pop(segments);
            if day { heading.story_day = Some(part) } else { found.push(part) }
        } else if time.is_some() && !second {
            let part = pop(segments);
            take_time(words, part, heading, found);
        } else if !sole && is_shot(words, part) {
            found.push(pop(segments));
        } else {
            break;
        }
    }
}

/// Takes the last part off.
fn pop(segments: &mut Vec<Vec<String>>) -> String {
    let part = segments.last_mut().and_then(Vec::pop).unwrap_or_default();
    while segments.last().is_some_and(Vec::is_empty) {
        segments.pop();
    }
    part
}

/// Puts a time that was recognised where it belongs.
fn take_time(words: &Words, part: String, heading: &mut Heading, found: &mut Vec<String>) {
    let Some(time) = time_of(words, &part) else { return found.push(part) };
    heading.time = heading.time.or(time.time);
    heading.moves_on |= time.moves_on;
    if time.story_day.is_some() {
        heading.story_day = time.story_day;
    }
    if time.telling {
        found.push(part);
    }
}

/// A time without a dash before it: `HOUSE. NIGHT`, `HOUSE NIGHT`, `HOUSE-NIGHT`.
fn take_loose_time(words: &Words, segments: &mut [Vec<String>], heading: &mut Heading, found: &mut Vec<String>) {
    let Some(last) = segments.last_mut().and_then(|parts| parts.last_mut()) else { return };
    for separator in [". ", "-", " "] {
        let Some((front, back)) = last.rsplit_once(separator) else { continue };
        let plain = words.sense(back).is_some_and(|sense| sense.plain);
        let stands = plain || separator == ". ";
        if outer_trim(front).is_empty() || !stands || time_of(words, back).is_none() {
            continue;
        }
        let (front, back) = (outer_trim(front).to_owned(), back.to_owned());
        *last = front;
        take_time(words, back, heading, found);
        return;
    }
}

/// The parts that are left: set, sub-sets and shots.
fn place(words: &Words, mut parts: Vec<String>, heading: &mut Heading) {
    if let Some(at) = parts.first().and_then(|first| words.shot_within(first)) {
        let shot = parts[0].split_off(at);
        let end = parts[0].trim_end().len();
        parts[0].truncate(end);
        parts.insert(1, shot);
    }
    if heading.int_ext.is_none() {
        lead_in(words, &mut parts, heading);
    }
    let mut places = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        let aims = words.strip(List::Leads, &part).is_some_and(|rest| words.strip(List::Articles, rest).is_some());
        let shot = is_shot(words, &part) && !(i == 0 && aims);
        if part.is_empty() {
        } else if shot || (i > 0 && words.is(List::Modifiers, &part)) {
            heading.modifiers.push(part);
        } else {
            places.push(part);
        }
    }
    let mut places = places.into_iter();
    heading.set = places.next().unwrap_or_default();
    heading.sub_sets = places.collect();
}

/// Where nothing says INT or EXT: `BACK AT THE CAMP` is the camp, `OUTSIDE THE BANK` the bank from outside, and `MARA, IN THE HALL` the hall.
fn lead_in(words: &Words, parts: &mut Vec<String>, heading: &mut Heading) {
    let inside = |rest: &str| words.strip(List::Leads, rest).filter(|place| !place.is_empty()).map(str::to_owned);
    if let Some(at) = parts.iter().skip(1).position(|part| inside(part).is_some() && !is_shot(words, part)) {
        heading.modifiers.extend(parts.drain(..=at));
        let place = inside(&parts[0]).unwrap_or_default();
        parts[0] = words.strip(List::Articles, &place).unwrap_or(&place).to_owned();
        return;
    }
    let Some(first) = parts.first_mut() else { return };
    for (list, int_ext) in [(List::Inside, IntExt::Int), (List::Outside, IntExt::Ext)] {
        if let Some(rest) = words.strip(list, first) {
            heading.int_ext = Some(int_ext);
            *first = words.strip(List::Articles, rest).unwrap_or(rest).to_owned();
            return;
        }
    }
    let Some(rest) = words.strip(List::Leads, first) else { return };
    let lead = &first[..first.len() - rest.len()];
    let named = words.strip(List::Articles, rest).filter(|place| !place.is_empty());
    if let Some(place) = named {
        *first = place.to_owned();
    } else if lead.trim_end().contains(' ') && !rest.is_empty() && !is_shot(words, first) {
        *first = rest.to_owned();
    }
}

/// Whether a part says what the camera looks at. `ON THE ROOF` is a place: one can stand there.
fn is_shot(words: &Words, part: &str) -> bool {
    let last = part.rsplit(' ').next().unwrap_or(part);
    let pair = part.rmatch_indices(' ').nth(1).map_or(part, |(at, _)| &part[at + 1..]);
    let stands =
        words.strip(List::Leads, part).is_some() && (words.is(List::Surfaces, last) || words.is(List::Surfaces, pair));
    !stands && words.is_shot(part)
}

/// What a bracket says: a day of the story, a time, or anything else.
fn note(words: &Words, bracket: String, heading: &mut Heading) {
    match time_of(words, &bracket) {
        Some(time) if time.story_day.is_some() && heading.story_day.is_none() => {
            heading.story_day = time.story_day;
            heading.time = heading.time.or(time.time);
        }
        Some(time) if time.time.is_some() && heading.time.is_none() => {
            heading.time = time.time;
            heading.moves_on |= time.moves_on;
            if time.telling {
                heading.modifiers.push(bracket);
            }
        }
        time => {
            heading.moves_on |= time.is_some_and(|time| time.moves_on);
            heading.modifiers.push(bracket);
        }
    }
}

/// A year of the story: `1977`.
pub(crate) fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()) && ("1000".."2200").contains(&part)
}

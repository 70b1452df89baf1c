//! The grammar of a scene heading: number, inside or outside, set and its parts, time of day, and what stands in brackets.

use model::breakdown::{IntExt, StoryTime};

use crate::words::{self, Words, capitals};

/// A heading taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Inside, outside or both, when the heading says so.
    pub(crate) int_ext: Option<IntExt>,
    /// The set in capitals; empty when the heading is nothing but a time.
    pub(crate) set: String,
    /// Parts of the set.
    pub(crate) sub_sets: Vec<String>,
    /// The time of day, when the heading says so.
    pub(crate) time: Option<StoryTime>,
    /// Everything that is neither place nor plain time.
    pub(crate) modifiers: Vec<String>,
}

/// Takes a heading apart.
pub(crate) fn parse(words: &Words, text: &str) -> Heading {
    let (_, text) = take_number(words, text);
    let mut text = capitals(&narrow(text));
    let mut heading = Heading::default();
    if let Some((int_ext, establishing, length)) = opening(words, &text) {
        heading.int_ext = Some(int_ext);
        if establishing {
            heading.modifiers.push("ESTABLISHING".to_owned());
        }
        text = text[length..].trim_start_matches(|c: char| c.is_whitespace() || "-–—.:".contains(c)).to_owned();
    }
    let (text, brackets) = take_brackets(&text);
    let mut text = text.as_str();
    for word in ["INTERCUT BETWEEN ", "INTERCUT WITH ", "INTERCUT -- ", "INTERCUT - ", "INTERCUT: ", "INTERCUT "] {
        if let Some(rest) = text.strip_prefix(word) {
            heading.modifiers.push("INTERCUT".to_owned());
            text = rest;
            break;
        }
    }
    let mut segments = split_dashes(text);
    take_times(words, &mut segments, &mut heading);
    if heading.time.is_none() {
        take_loose_time(words, &mut segments, &mut heading);
    }
    for bracket in brackets {
        match time_of(words, &bracket) {
            Some((Some(time), telling)) if heading.time.is_none() => {
                heading.time = Some(time);
                if telling {
                    heading.modifiers.push(bracket);
                }
            }
            _ => heading.modifiers.push(bracket),
        }
    }
    let parts = segments.iter().flat_map(|segment| segment.split(['/', ',', ':']));
    let mut parts =
        parts.map(|part| part.trim_matches(|c: char| c.is_whitespace() || "-–—.,:/".contains(c)).to_owned());
    heading.set = parts.by_ref().find(|part| !part.is_empty()).unwrap_or_default();
    heading.sub_sets = parts.filter(|part| !part.is_empty()).collect();
    heading
}

/// Whether a line opens with INT., EXT. and their kin, perhaps behind a scene number.
pub(crate) fn opens_scene(words: &Words, text: &str) -> bool {
    // A cheap look first: most lines are not headings.
    let head: String = text.chars().take(48).collect();
    let head = narrow(&head);
    let (_, rest) = take_leading_number(words, &head);
    let upper = rest.to_uppercase();
    let Some((_, establishing, length)) = opening(words, &upper) else { return false };
    let word = &upper[..length];
    // `est` begins a French sentence, the short Slavic words are dots or nothing.
    let shy = establishing || ["I/A", "A/I", "WN", "PL"].iter().any(|shy| word.starts_with(shy));
    !shy || word.contains('.') || !words::has_lower(rest)
}

/// Whether the heading says that the scene is gone.
pub(crate) fn is_omitted(words: &Words, text: &str) -> bool {
    let text = capitals(text);
    let said = text.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(said, "OMITTED" | "OMIT" | "SCENE OMITTED" | "SCENES OMITTED" | "DELETED" | "SCENE DELETED" | "ENTFÄLLT")
        || opening(words, said).is_some_and(|(_, _, length)| said[length..].trim() == "OMITTED")
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
    let letters = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    let start = number.find(|c: char| c.is_ascii_digit()).unwrap_or(number.len());
    let end = number[start..].find(|c: char| !c.is_ascii_digit()).map_or(number.len(), |i| start + i);
    let fits = end > start && end - start <= 4 && letters(&number[..start]) && letters(&number[end..]);
    let rest = rest.trim_start();
    if fits && opening(words, &rest.chars().take(40).collect::<String>().to_uppercase()).is_some() {
        (Some(number), rest)
    } else {
        (None, text)
    }
}

/// The opening of a heading in capitals: what it says, whether it establishes, and its length in bytes.
fn opening(_words: &Words, text: &str) -> Option<(IntExt, bool, usize)> {
    words::OPENINGS.iter().find_map(|(word, int_ext, establishing)| {
        let length = matched(text, word)?;
        Some((*int_ext, *establishing, length))
    })
}

/// How many bytes of `text` the opening `word` covers: a dot or spaces may stand before and behind a slash, and a dot,
/// a space or a dash must follow.
fn matched(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    for (i, part) in word.split('/').enumerate() {
        if i > 0 {
            let gap = text[at..].len() - text[at..].trim_start_matches(['.', ' ']).len();
            at += gap;
            if !text[at..].starts_with(['/', '-']) || (text[at..].starts_with('-') && gap > 0) {
                return None;
            }
            at += 1;
            at += text[at..].len() - text[at..].trim_start_matches(' ').len();
        }
        if !text[at..].starts_with(part) {
            return None;
        }
        at += part.len();
    }
    match text[at..].chars().next() {
        Some('.') => Some(at + 1),
        Some(c) if c.is_whitespace() || (matches!(c, ':' | '—' | '–') && word.len() > 1) => Some(at),
        _ => None,
    }
}

/// Full-width letters and signs as plain ones.
fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' => '.',
        c => c,
    };
    text.chars().map(plain).collect()
}

/// Takes bracketed groups out of a heading.
fn take_brackets(text: &str) -> (String, Vec<String>) {
    let (mut out, mut groups) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(start) = rest.find(['(', '[']) {
        let close = if rest[start..].starts_with('(') { ')' } else { ']' };
        let Some(end) = rest[start..].find(close) else { break };
        out.push_str(&rest[..start]);
        let group = rest[start + 1..start + end].trim();
        if !group.is_empty() {
            groups.push(group.to_owned());
        }
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    (capitals(&out), groups)
}

/// Cuts at dashes that separate: `--`, an em dash, or a dash with a space on a side.
fn split_dashes(text: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let dashes = chars[i..].iter().take_while(|c| matches!(c, '-' | '–' | '—')).count();
        let space = |at: Option<&char>| at.is_none_or(|c| c.is_whitespace());
        let separates = dashes > 1
            || (dashes == 1 && (chars[i] == '—' || space(chars.get(i + 1)) || i == 0 || space(chars.get(i - 1))));
        if separates {
            segments.push(String::new());
        } else if dashes == 1 {
            segments.last_mut().into_iter().for_each(|last| last.push(chars[i]));
        }
        if dashes == 0 {
            segments.last_mut().into_iter().for_each(|last| last.push(chars[i]));
            i += 1;
        } else {
            i += dashes;
        }
    }
    segments.iter().map(|segment| segment.trim().to_owned()).filter(|segment| !segment.is_empty()).collect()
}

/// Takes times and modifiers off the right end. A plain time of day wins over LATER and CONTINUOUS.
fn take_times(words: &Words, segments: &mut Vec<String>, heading: &mut Heading) {
    let mut found = Vec::new();
    while let Some(last) = segments.last() {
        let only = segments.len() == 1 && heading.set.is_empty();
        let mut pieces = last.split(['/', ',']).map(str::trim);
        let first = pieces.next().unwrap_or_default();
        if words::MODIFIERS.contains(&last.as_str()) && !only {
            found.push(last.clone());
        } else if let Some((time, telling)) =
            time_of(words, last).or_else(|| time_of(words, first).filter(|_| last.contains('/')))
        {
            if heading.time.is_some() && time.is_some() {
                break;
            }
            heading.time = heading.time.or(time);
            let whole = time_of(words, last).is_some();
            if telling || (time.is_none() && last.as_str() != "CONTINUOUS" && last.as_str() != "SAME") {
                found.push(if whole { last.clone() } else { first.to_owned() });
            }
            if !whole {
                found.extend(pieces.filter(|piece| !piece.is_empty()).map(str::to_owned));
            }
        } else {
            break;
        }
        segments.pop();
    }
    found.reverse();
    heading.modifiers.extend(found);
}

/// A time without a dash before it: `HOUSE. NIGHT`, `HOUSE, NIGHT`, `HOUSE NIGHT`, `HOUSE-NIGHT`, `NIGHT / RAIN`.
fn take_loose_time(words: &Words, segments: &mut [String], heading: &mut Heading) {
    let Some(last) = segments.last_mut() else { return };
    for separator in [". ", ", ", " / ", "/", "-", " "] {
        let Some((front, back)) = last.rsplit_once(separator) else { continue };
        let sure = separator != " " && separator != "-";
        let plain = ["DAY", "NIGHT", "MORNING", "EVENING", "AFTERNOON", "DAWN", "DUSK", "TAG", "NACHT", "JOUR", "NUIT"];
        let Some((time, telling)) = time_of(words, back) else { continue };
        if front.trim().is_empty() || !(sure || plain.contains(&back)) || (time.is_none() && !sure) {
            continue;
        }
        heading.time = time;
        if telling || (time.is_none() && back != "CONTINUOUS" && back != "SAME") {
            heading.modifiers.push(back.to_owned());
        }
        *last = front.trim_end_matches(|c: char| c.is_whitespace() || "-.,/".contains(c)).to_owned();
        return;
    }
}

/// Whether a segment is a time: the time of day if it names one, and whether its words say more than that.
fn time_of(_words: &Words, segment: &str) -> Option<(Option<StoryTime>, bool)> {
    let segment = segment.trim_matches(|c: char| c.is_whitespace() || ".,:".contains(c));
    if segment.len() > 48 {
        return None;
    }
    if let Some((_, time)) = words::TIMES.iter().find(|(word, _)| *word == segment) {
        return Some((Some(*time), false));
    }
    if words::INHERITING.contains(&segment) {
        return Some((None, false));
    }
    // A day of the story: `D3`, `N2`, `SD4`.
    let day = segment.trim_start_matches("S").strip_prefix(['D', 'N']);
    if day.is_some_and(|day| matches!(day.len(), 1 | 2) && day.bytes().all(|b| b.is_ascii_digit())) {
        let time = if segment.contains('N') { StoryTime::Night } else { StoryTime::Day };
        return Some(((!segment.starts_with('S')).then_some(time), true));
    }
    let parts: Vec<&str> = segment.split_whitespace().collect();
    let last = parts.last()?;
    let counts = |word: &str| word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit() || "#+".contains(c));
    let span = |word: &&str| counts(word) || words::SPANS.contains(word) || words::QUALIFIERS.contains(word);
    if matches!(*last, "LATER" | "EARLIER" | "SPÄTER") && parts[..parts.len() - 1].iter().all(span) {
        return Some((None, true));
    }
    let (mut time, mut telling) = (None, false);
    let mut i = 0;
    while i < parts.len() {
        let pair = parts[i..].get(..2).map(|pair| pair.join(" "));
        let named = |text: &str| words::TIMES.iter().find(|(word, _)| *word == text).map(|(_, time)| *time);
        if let Some(known) = pair.as_deref().and_then(named) {
            time = Some(known);
            i += 2;
            continue;
        }
        if let Some(known) = named(parts[i]) {
            time = Some(known);
        } else if counts(parts[i]) || words::TELLING.contains(&parts[i]) || words::INHERITING.contains(&parts[i]) {
            telling = true;
        } else if !words::QUALIFIERS.contains(&parts[i]) {
            return None;
        }
        i += 1;
    }
    time.map(|time| (Some(time), telling))
}

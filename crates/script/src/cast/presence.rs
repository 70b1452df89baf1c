//! Whether somebody whom the action names is there, or only talked of, pictured, written of.

use super::{Match, Read};
use crate::elements::{Class, Table};
use crate::tokens::{Token, breaks};

/// How many words of a sentence are looked at, before or behind a name.
const NEAR: usize = 40;

/// The name that a word is part of.
fn name_at<'r, 'a>(read: &'r Read<'a>, word: usize) -> Option<&'r Match<'a>> {
    let next = read.names.partition_point(|name| name.to < word);
    read.names.get(next).filter(|name| name.from <= word)
}

/// Whether somebody named in the action is there to be seen (or heard only), and how sure that is; nothing for who is
/// only talked of.
pub(super) fn presence(read: &Read<'_>, found: &Match<'_>, table: &Table) -> Option<(bool, u8)> {
    let (text, tokens) = (&read.element.text, &read.tokens);
    let (first, last) = (&tokens[found.from], &tokens[found.to]);
    if first.quoted {
        return None;
    }
    // The words before, within the phrase, nearest first.
    let mut before = [0_u32; 3];
    let mut names_before = [None; 3];
    let the = found.from.checked_sub(1).is_some_and(|i| tokens[i].is(&["THE"]));
    let start = found.from - usize::from(the);
    for (n, slot) in before.iter_mut().enumerate() {
        let Some(i) = start.checked_sub(n + 1) else { break };
        if breaks(text, &tokens[i], &tokens[i + 1]) {
            break;
        }
        *slot = tokens[i].entry;
        names_before[n] = Some(&tokens[i]);
    }
    if table.is(before[0], Class::MENTION) && !last.caps {
        return None;
    }
    let of = names_before[0].is_some_and(|token| token.is(&["OF"]));
    if pictured(read, found, table) || talked_of(names_before, &tokens[found.to + 1..]) {
        return None;
    }
    if of && names_before[1..].iter().flatten().any(|token| token.is(&["SIGN", "TRACE", "SIGHT"])) {
        return None;
    }
    if of && names_before[1..].iter().flatten().any(|token| token.is(&["VOICE"])) {
        return Some((false, 80));
    }
    // `Is this somehow the Creature?`
    let gaps = (found.to..tokens.len()).take(6).map(|i| {
        let end = tokens.get(i + 1).map_or(text.len(), |next| next.start);
        text[tokens[i].end..end].chars().find(|char| ".!?;:—…\n".contains(*char))
    });
    let asked = gaps.into_iter().flatten().next() == Some('?');
    if asked && !last.caps {
        return None;
    }
    let absent = (found.to + 1..tokens.len()).take(3).take_while(|i| !breaks(text, &tokens[i - 1], &tokens[*i]));
    if absent.into_iter().any(|i| tokens[i].is(&["NOWHERE", "ABSENT", "MISSING", "GONE", "VANISHED", "DISAPPEARED"])) {
        return None;
    }
    // `Joe and Kate's bedroom`: what is owned is owned by both.
    let both = tokens.get(found.to + 1).is_some_and(|next| next.is(&["AND"]));
    let both = both.then(|| name_at(read, found.to + 2)).flatten();
    let owners = both.map_or(found.to, |name| name.to);
    let owner = ["'s", "’s", "'S", "’S"].iter().any(|mark| text[tokens[owners].end..].starts_with(mark));
    if !owner {
        return Some((true, if last.caps { 90 } else { 85 }));
    }
    // `a GUARD's torch`
    if last.caps && names_before[0].is_some_and(|token| token.is(&["A", "AN"])) {
        return Some((true, 70));
    }
    // `Ray's right foot`: the foot tells that he is there; his car does not.
    for (n, i) in (owners + 2..tokens.len()).take(4).enumerate() {
        if breaks(text, &tokens[i - 1], &tokens[i]) {
            break;
        }
        let token = &tokens[i];
        if token.is(&["VOICE", "VOICES"]) {
            return Some((false, 70));
        }
        if table.is(token.entry, Class::BODY) {
            // `Mossy's face rushes past in memories`
            let whole = |j: &usize| !text[tokens[*j - 1].end..tokens[*j].start].contains(['.', '!', '?', '\n']);
            let mut rest = (i + 1..tokens.len() - 1).take(NEAR).take_while(whole);
            let picture = rest.any(|j| tokens[j].is(&["IN"]) && table.is(tokens[j + 1].entry, Class::PICTURE));
            return (!picture).then_some((true, 80));
        }
        let verb = token.word.ends_with("ing") || token.word.ends_with("ed") && token.word.len() > 4;
        if n == 0 && token.is(&["GONE", "MISSING"]) {
            return None;
        }
        if n == 0 && !token.capitalised && (table.is(token.entry, Class::IS) || verb) {
            return Some((true, 75));
        }
    }
    None
}

/// Whether a picture or letters show the person: `a picture of Joe and Kate`, `photographs on the wall: Joe, Kate`, `it shows Joe`.
fn pictured(read: &Read<'_>, found: &Match<'_>, table: &Table) -> bool {
    let (text, tokens) = (&read.element.text, &read.tokens);
    let gap = |i: usize| &text[tokens[i].end..tokens[i + 1].start];
    let named = |i: usize| name_at(read, i).is_some();
    // The first of several names in a row.
    let mut first = found.from;
    while first > 0 && first + NEAR > found.from && matches!(gap(first - 1), " " | ", ") {
        let and = tokens[first - 1].is(&["AND"]) && first > 1 && gap(first - 2) == " ";
        if !and && !named(first - 1) && !tokens[first - 1].is(&["THE", "YOUNG", "A"]) {
            break;
        }
        first -= 1;
    }
    let Some(link) = first.checked_sub(1) else { return false };
    let picture = |i: usize| table.is(tokens[i].entry, Class::PICTURE);
    let near = link.saturating_sub(NEAR);
    let sentence = (near..link).rev().take_while(|i| !gap(*i).contains(['.', '!', '?', '\n'])).last().unwrap_or(link);
    if gap(link).contains(':') {
        // `SUPER: RAY`, `a sign reads: RAY` are letters.
        let letters = tokens[link].is(&["SUPER", "TITLE", "CAPTION", "SUBTITLE", "READS", "SAYS"]);
        return letters || (sentence..=link).any(picture);
    }
    if tokens[link].is(&["OF"]) {
        return (link.saturating_sub(2)..link).any(picture) || link > 0 && tokens[link - 1].is(&["ANOTHER"]);
    }
    let shows = tokens[link].is(&["SHOW", "SHOWS", "SHOWING"]) && gap(link) == " ";
    let person = |i: usize| named(i) || tokens[i].is(&["HE", "SHE", "WHO", "WE"]);
    shows && (near..link).any(picture) && !person(sentence) && !(link > 0 && gap(link - 1) == " " && person(link - 1))
}

/// Whether the words around a name only talk of the person: `waiting for Ray`, `a letter from Ray`, `the tune Ray was playing`.
fn talked_of(before: [Option<&Token<'_>>; 3], after: &[Token<'_>]) -> bool {
    const SEEK: [&str; 20] = [
        "LOOK",
        "LOOKS",
        "LOOKING",
        "SEARCH",
        "SEARCHES",
        "SEARCHING",
        "WAIT",
        "WAITS",
        "WAITING",
        "ASKS",
        "ASKING",
        "CALLS",
        "CALLING",
        "SHOUTS",
        "SHOUTING",
        "YELLS",
        "YELLING",
        "SCREAMS",
        "LONGS",
        "HUNTING",
    ];
    const SENT: [&str; 8] = ["LETTER", "CALL", "TEXT", "MESSAGE", "NOTE", "CARD", "EMAIL", "POSTCARD"];
    let is = |at: usize, words: &[&str]| before[at].is_some_and(|token| token.is(words));
    const THINK: [&str; 9] =
        ["THINK", "THINKS", "THINKING", "DREAMS", "DREAMING", "SPEAKS", "TALKS", "INSTEAD", "BECAUSE"];
    let sought = is(0, &["FOR"]) && is(1, &SEEK)
        || is(0, &["FROM"]) && is(1, &SENT)
        || is(0, &["OF"]) && (is(1, &THINK) || is(2, &["REMINDS", "REMINDED"]));
    // Action tells in the present; what was is told of another time.
    let past = after.first().is_some_and(|token| token.is(&["WAS", "WERE", "HAD"]));
    sought || past && before[0].is_some() && !is(0, &["AND", "BUT", "THEN", "AS", "WHILE"])
}

//! Word tables as people write them: TOML, lists of words by what they mean.

use std::ops::Range;

use model::breakdown::{IntExt, StoryTime};
use model::notice::{Notice, Severity};
use serde::Deserialize;
use toml::Spanned;

use super::{Head, List, Opening, Opens, Sense, Shot, Sure, Words, capitals, letter, narrow};

/// The tables that come with the program. Where two languages differ about a word, the first wins.
const TABLES: [&str; 12] = [
    include_str!("../../words/en.toml"),
    include_str!("../../words/de.toml"),
    include_str!("../../words/fr.toml"),
    include_str!("../../words/es.toml"),
    include_str!("../../words/it.toml"),
    include_str!("../../words/pt.toml"),
    include_str!("../../words/nl.toml"),
    include_str!("../../words/pl.toml"),
    include_str!("../../words/cs.toml"),
    include_str!("../../words/ru.toml"),
    include_str!("../../words/fi.toml"),
    include_str!("../../words/zh.toml"),
];

/// The standard words. A table that cannot be read is left out; a test reads each.
pub(super) fn standard() -> Words {
    let mut words = Words::default();
    // Later tables go before earlier ones, so the first comes last.
    for text in TABLES.iter().rev() {
        if let Ok(table) = read(text) {
            add(&mut words, &table);
        }
    }
    words
}

/// The words of `base` and a table of a person's own.
pub(super) fn with(base: &Words, text: &str) -> Result<Words, Notice> {
    let table = read(text)?;
    let mut words = base.clone();
    for word in &table.without {
        forget(&mut words, &capitals(word.get_ref()));
    }
    add(&mut words, &table);
    Ok(words)
}

/// Words with their places in the file.
type Listed = Vec<Spanned<String>>;
/// What a list makes of its words in a time.
type Means = fn(&mut Sense);

/// A table as it stands in a file. Words are in any case; a key that is not here is an error.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Table {
    int: Listed,
    ext: Listed,
    both: Listed,
    establishing: Listed,
    shy: Listed,
    dotted: Listed,
    strict_int: Listed,
    strict_ext: Listed,
    day: Listed,
    night: Listed,
    dawn: Listed,
    dusk: Listed,
    plain: Listed,
    inheriting: Listed,
    later: Listed,
    spans: Listed,
    long_spans: Listed,
    numbers: Listed,
    qualifiers: Listed,
    advancing: Listed,
    telling: Listed,
    story_days: Listed,
    modifiers: Listed,
    elsewhen: Listed,
    present: Listed,
    intercut: Listed,
    shots: Listed,
    surfaces: Listed,
    leads: Listed,
    articles: Listed,
    inside: Listed,
    outside: Listed,
    transitions: Listed,
    cuts: Listed,
    omitted: Listed,
    without: Listed,
}

impl Table {
    fn openings(&self) -> [(&Listed, IntExt, bool, Option<Sure>); 6] {
        [
            (&self.int, IntExt::Int, false, None),
            (&self.ext, IntExt::Ext, false, None),
            (&self.both, IntExt::Both, false, None),
            (&self.establishing, IntExt::Ext, true, None),
            (&self.strict_int, IntExt::Int, false, Some(Sure::Strict)),
            (&self.strict_ext, IntExt::Ext, false, Some(Sure::Strict)),
        ]
    }
    fn times(&self) -> [(&Listed, StoryTime); 4] {
        let (day, night, dawn, dusk) = (&self.day, &self.night, &self.dawn, &self.dusk);
        [(day, StoryTime::Day), (night, StoryTime::Night), (dawn, StoryTime::Dawn), (dusk, StoryTime::Dusk)]
    }
    /// What each list makes of its words in a time.
    fn senses(&self) -> [(&Listed, Means); 9] {
        [
            (&self.plain, |sense| sense.plain = true),
            (&self.inheriting, |sense| sense.inherits = true),
            (&self.later, |sense| sense.later = true),
            (&self.spans, |sense| sense.span = true),
            (&self.long_spans, |sense| (sense.span, sense.long) = (true, true)),
            (&self.numbers, |sense| (sense.span, sense.filler) = (true, true)),
            (&self.qualifiers, |sense| (sense.span, sense.filler) = (true, true)),
            (&self.advancing, |sense| sense.advances = true),
            (&self.telling, |sense| sense.tells = true),
        ]
    }
    fn lists(&self) -> [(&Listed, List); 14] {
        [
            (&self.modifiers, List::Modifiers),
            (&self.elsewhen, List::Modifiers),
            (&self.elsewhen, List::Elsewhen),
            (&self.present, List::Modifiers),
            (&self.present, List::Present),
            (&self.intercut, List::Intercut),
            (&self.surfaces, List::Surfaces),
            (&self.leads, List::Leads),
            (&self.articles, List::Articles),
            (&self.inside, List::Inside),
            (&self.outside, List::Outside),
            (&self.transitions, List::Transitions),
            (&self.cuts, List::Cuts),
            (&self.omitted, List::Omitted),
        ]
    }
}

fn read(text: &str) -> Result<Table, Notice> {
    let table: Table = toml::from_str(text).map_err(|error| {
        let message = error.message().trim().replace('\n', "; ");
        notice(
            text,
            error.span().unwrap_or_default(),
            message,
            "words stand in lists under keys, such as night = [\"EVENING\"]",
        )
    })?;
    check(text, &table)?;
    Ok(table)
}

/// What the reader of TOML cannot know: a word is not empty and has one time of day, an opening begins with a letter, `plain` words are times.
fn check(text: &str, table: &Table) -> Result<(), Notice> {
    let blank = |word: &&Spanned<String>| capitals(word.get_ref()).is_empty();
    let openings = table.openings().into_iter().flat_map(|(list, ..)| list);
    let meant = table.senses().into_iter().flat_map(|(list, _)| list);
    let listed = table.lists().into_iter().flat_map(|(list, _)| list).chain(&table.shots).chain(&table.story_days);
    let timed = table.times().into_iter().flat_map(|(list, _)| list);
    let mut all = openings.clone().chain(meant).chain(listed).chain(timed);
    if let Some(word) = all.find(blank) {
        return Err(notice(text, word.span(), "this word is empty", "write the word, or take it out of its list"));
    }
    let unlike = |word: &&Spanned<String>| !capitals(word.get_ref()).starts_with(char::is_alphabetic);
    if let Some(word) = openings.clone().find(unlike) {
        let message = format!("an opening begins with a letter, not as '{}' does", word.get_ref());
        return Err(notice(text, word.span(), message, "write it as INT or INT/EXT, without dots"));
    }
    for (i, (list, time)) in table.times().into_iter().enumerate() {
        let others = table.times();
        for word in list {
            let said = capitals(word.get_ref());
            let twice = others[..i].iter().find(|(other, _)| other.iter().any(|one| capitals(one.get_ref()) == said));
            if let Some((_, other)) = twice {
                let (one, two) = (other.word().to_lowercase(), time.word().to_lowercase());
                let message = format!("'{said}' is both {one} and {two}");
                return Err(notice(text, word.span(), message, "keep it in one of the two lists"));
            }
        }
    }
    Ok(())
}

fn notice(text: &str, span: Range<usize>, message: impl Into<String>, hint: &str) -> Notice {
    let before = text.get(..span.start).unwrap_or(text);
    let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Notice::at(Severity::Error, line, u32::try_from(column).unwrap_or(u32::MAX), message, hint)
}

fn add(words: &mut Words, table: &Table) {
    let contains = |list: &Listed, word: &str| list.iter().any(|one| slashed(one.get_ref()) == word);
    for (list, int_ext, establishing, sure) in table.openings() {
        for word in list {
            let word = slashed(word.get_ref());
            let sure = sure.unwrap_or(match () {
                () if contains(&table.dotted, &word) => Sure::Dotted,
                () if contains(&table.shy, &word) => Sure::Shy,
                () => Sure::Always,
            });
            let head = Head::of(&word, u8::is_ascii_alphabetic);
            add_opening(words, Opening { word, head, means: Opens { int_ext, establishing, sure } });
        }
    }
    for (list, time) in table.times() {
        for word in list {
            let sense = words.senses.entry(capitals(word.get_ref())).or_default();
            *sense = Sense { time: Some(time), inherits: false, ..*sense };
        }
    }
    for (list, means) in table.senses() {
        list.iter().for_each(|word| means(words.senses.entry(capitals(word.get_ref())).or_default()));
    }
    words.longest_phrase = words.senses.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or(1);
    for (list, at) in table.lists() {
        words.lists.entry(at).or_default().extend(list.iter().map(|word| capitals(word.get_ref())));
    }
    words.story_days.extend(table.story_days.iter().map(|word| capitals(word.get_ref())));
    for word in &table.shots {
        let word = capitals(word.get_ref());
        let (before, behind) = word.split_once('*').unwrap_or((&word, ""));
        let shot = Shot { before: before.to_owned(), behind: behind.to_owned(), open: word.contains('*') };
        if !words.shots.contains(&shot) {
            words.shots.push(shot);
        }
    }
}

/// Puts an opening in its place: longest first, the newer meaning of a word instead of the older.
fn add_opening(words: &mut Words, opening: Opening) {
    let Some(first) = opening.word.chars().next() else { return };
    for case in [first, first.to_ascii_lowercase()] {
        if case.is_ascii() {
            words.may_open |= 1 << u32::from(case);
        }
    }
    if let [one, two, ..] = opening.word.as_bytes()
        && let (Some(one), Some(two)) = (letter(*one), letter(*two))
    {
        words.follows[one] |= 1 << two;
    }
    let openings = words.openings.entry(first).or_default();
    openings.retain(|other| other.word != opening.word);
    openings.push(opening);
    openings.sort_by_key(|opening| std::cmp::Reverse(opening.word.len()));
}

fn forget(words: &mut Words, word: &str) {
    words.senses.remove(word);
    words.story_days.remove(word);
    words.lists.values_mut().for_each(|list| {
        list.remove(word);
    });
    words.shots.retain(|shot| shot.before.trim() != word && shot.behind.trim() != word);
    let plain = slashed(word);
    words.openings.values_mut().for_each(|openings| openings.retain(|opening| opening.word != plain));
}

/// An opening in capitals, its slash without dots and blanks: `Int. / Ext.` becomes `INT/EXT`.
fn slashed(word: &str) -> String {
    capitals(word).chars().map(narrow).filter(|c| !matches!(c, '.' | ' ')).collect()
}

#[cfg(test)]
mod tests {
    //! Every table reads, and what is wrong with one is said with its place.

    use super::*;

    #[test]
    fn every_table_that_comes_with_the_program_reads() {
        for text in TABLES {
            assert_eq!(read(text).err(), None, "{text}");
        }
    }

    #[test]
    fn a_table_of_ones_own_is_checked() {
        let wrong = |text: &str| {
            let notice = Words::with(text).expect_err("the table is wrong");
            format!("{}:{} {}", notice.line, notice.column, notice.message)
        };
        assert_eq!(wrong("day = [\"DAY\"]\nnight = [\n  \"EVENING\", \"day\"]"), "3:14 'DAY' is both day and night");
        assert_eq!(wrong("int = [\"  \"]"), "1:8 this word is empty");
        assert_eq!(wrong("int = [\".INT\"]"), "1:8 an opening begins with a letter, not as '.INT' does");
        assert!(wrong("times = [\"DAY\"]").starts_with("1:1 unknown field"), "{}", wrong("times = [\"DAY\"]"));
        assert!(wrong("day = \"DAY\"").starts_with("1:7 "), "{}", wrong("day = \"DAY\""));
        assert!(wrong("day = [").starts_with("1:"), "{}", wrong("day = ["));
    }
}

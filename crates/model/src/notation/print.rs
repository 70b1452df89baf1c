//! Prints a board.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::names::{Names, date_words, time_word};
use crate::board::{Board, Item, UnitDay};
use crate::ids::{PlaceId, StripId};
use crate::measure::{Eighths, Minutes};
use crate::plan::{Happening, Plan};
use crate::production::Production;

/// The board as text. With a plan, the moves between strips are printed as comments.
pub fn print(production: &Production, board: &Board, plan: Option<&Plan>) -> String {
    let names = Names::of(production);
    let moves = plan.map_or_else(BTreeMap::new, |plan| moves(plan, &names));
    let mut text = format!("board {}  {}\n", quoted(&board.name), comment(&production.title));
    for (set, place) in &board.stands {
        let set = names.sets.get(set).cloned().unwrap_or_else(|| format!("#{set}"));
        let place = names.places.get(place).cloned().unwrap_or_else(|| format!("#{place}"));
        let _ = writeln!(text, "set {set} at {place}");
    }
    let columns = Columns::of(production, &names);
    let dates = board.dates(&production.calendar);
    for (at, (day, date)) in board.days.iter().zip(dates).enumerate() {
        let _ = writeln!(text, "day {}  {}  {}", at + 1, date_words(date), day_words(production, board, &names, day));
        for item in &day.items {
            match item {
                Item::Strip(placed) => {
                    text.extend(moves.get(&placed.strip).map(String::as_str));
                    let pinned = if placed.pinned { "   pinned" } else { "" };
                    let _ = writeln!(text, "  {}{pinned}", columns.line(placed.strip));
                }
                Item::Banner { text: words, minutes, .. } => {
                    let _ = writeln!(text, "  ** {}", banner(words, *minutes));
                }
            }
        }
    }
    text.push_str("boneyard\n");
    for &strip in &board.boneyard {
        let _ = writeln!(text, "  {}", columns.line(strip));
    }
    text
}

/// A day's line after its number and date.
fn day_words(production: &Production, board: &Board, names: &Names, day: &UnitDay) -> String {
    let unit = names.units.get(&day.unit).cloned().unwrap_or_else(|| format!("#{}", day.unit));
    let mut words = format!("{}  unit {unit}  shift {}", day.kind.word(), day.shift.word());
    if let Some(call) = day.call {
        let _ = write!(words, "  call {}", time_word(call));
    }
    if day.date.is_some() {
        words.push_str("  pinned date");
    }
    if let Some(label) = &day.label {
        let _ = write!(words, "  label {}", quoted(label));
    }
    let first = day.strips().find_map(|placed| production.place_of(board, production.scene_of(placed.strip)?.set));
    if let Some(place) = first.and_then(|place| names.places.get(&place)) {
        let _ = write!(words, "  at {place}");
    }
    words
}

/// The comment lines of the moves before each strip.
fn moves(plan: &Plan, names: &Names) -> BTreeMap<StripId, String> {
    let place = |id: PlaceId| names.places.get(&id).map_or("?", String::as_str);
    let mut all = BTreeMap::new();
    for day in &plan.days {
        let mut before = String::new();
        for entry in &day.entries {
            match entry.what {
                Happening::Move { how, to, .. } => {
                    let how = how.word().trim_end_matches(" move");
                    let _ = writeln!(before, "  -- move ({how}) to {}", place(to));
                }
                Happening::Strip { strip, .. } => {
                    all.insert(strip, std::mem::take(&mut before));
                }
                _ => (),
            }
        }
    }
    all
}

/// The columns of strips, as wide as the production needs them.
pub(super) struct Columns {
    lines: BTreeMap<StripId, String>,
}

impl Columns {
    /// Lays out every strip of the production once.
    pub(super) fn of(production: &Production, names: &Names) -> Self {
        let widest = |all: &mut dyn Iterator<Item = &String>| all.map(|one| one.chars().count()).max().unwrap_or(0);
        let label_width = widest(&mut names.strips.values());
        let sets: Vec<String> = production.sets.iter().map(|set| comment(&set.name)).collect();
        let set_width = widest(&mut sets.iter());
        let mut lines = BTreeMap::new();
        for strip in &production.strips {
            let Some(label) = names.strips.get(&strip.id) else { continue };
            let scene = strip.scene.and_then(|id| production.scene(id));
            let set = scene.and_then(|scene| production.set(scene.set));
            let set = set.map_or(String::new(), |set| comment(&set.name));
            let (int_ext, time) = scene.map_or(("", ""), |scene| (scene.int_ext.word(), scene.time.letter()));
            let cast =
                scene.map_or(String::new(), |scene| cast_numbers(production, production.called(scene).as_slice()));
            let eighths = eighths_column(strip.eighths);
            let line = format!("{label:label_width$}  {int_ext:3}  {set:set_width$}  {time:4}  {eighths:>7}  {cast}");
            lines.insert(strip.id, line.trim_end().to_owned());
        }
        Self { lines }
    }

    /// A strip's line; a strip that the production does not have is written by its identity.
    pub(super) fn line(&self, strip: StripId) -> String {
        self.lines.get(&strip).cloned().unwrap_or_else(|| format!("#{strip}"))
    }
}

/// Cast numbers with commas. The word of a pinned strip never stands there alone.
fn cast_numbers(production: &Production, people: &[crate::ids::PersonId]) -> String {
    let numbers = people.iter().filter_map(|&id| production.person(id));
    let numbers: Vec<String> = numbers.map(|person| comment(&person.number).replace(' ', "_")).collect();
    let cast = numbers.join(",");
    if cast == super::parse::PINNED { format!("{cast},") } else { cast }
}

/// Eighths with the pages apart from the parts, so that both line up: `2 3/8`, `  3/8`, `4    `.
fn eighths_column(eighths: Eighths) -> String {
    let text = eighths.to_string();
    if text.contains('/') { text } else { format!("{text}    ") }
}

/// A banner's words and time. Words that would read back differently are quoted.
fn banner(text: &str, minutes: Minutes) -> String {
    let plain = !text.is_empty()
        && text.trim() == text
        && !text.starts_with('"')
        && !text.ends_with(')')
        && !text.contains(char::is_control);
    let words = if plain { text.to_owned() } else { quoted(text) };
    match minutes {
        Minutes::ZERO => words,
        Minutes(minutes) => format!("{words} ({minutes} min)"),
    }
}

/// A text in quotation marks, with the escapes of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Words for the reader on one line, with one blank between.
fn comment(text: &str) -> String {
    text.split(|one: char| one.is_whitespace() || one.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

//! Rule packs as text: read with line and column of what is wrong, joined with the pack they extend, and those that come
//! with the program.

mod sound;

use std::ops::Range;

use model::measure::{Cents, Ratio};
use model::notice::{Notice, Severity};
use model::pack::{Money, Pack, Row, Scale, Step};
use toml::de::{DeTable, DeValue};

/// The texts of the packs that come with the program.
pub const TEXTS: &[&str] = &[
    include_str!("../../../packs/agreements/au-mppa.toml"),
    include_str!("../../../packs/agreements/csatf-bulletins.toml"),
    include_str!("../../../packs/agreements/de-tv-ffs-2018.toml"),
    include_str!("../../../packs/agreements/eu-working-time-2003.toml"),
    include_str!("../../../packs/agreements/house.toml"),
    include_str!("../../../packs/agreements/uk-minors-2014.toml"),
    include_str!("../../../packs/agreements/uk-pact-bectu-mmpa-2018.toml"),
    include_str!("../../../packs/agreements/us-ca-minors.toml"),
    include_str!("../../../packs/agreements/us-ca-wage-order-12.toml"),
    include_str!("../../../packs/agreements/us-dga-ba-2023.toml"),
    include_str!("../../../packs/agreements/us-iatse-low-budget-2023.toml"),
    include_str!("../../../packs/agreements/us-iatse-wcs-2024.toml"),
    include_str!("../../../packs/agreements/us-ny-minors.toml"),
    include_str!("../../../packs/agreements/us-sag-aftra-low-budget.toml"),
    include_str!("../../../packs/agreements/us-sag-aftra-moderate-low-budget.toml"),
    include_str!("../../../packs/agreements/us-sag-aftra-theatrical-2023.toml"),
    include_str!("../../../packs/agreements/us-sag-aftra-ultra-low-budget.toml"),
    include_str!("../../../packs/agreements/us-teamsters-399-2024.toml"),
];

/// The packs that come with the program, each joined with its parent.
pub fn library() -> Vec<Pack> {
    let mut packs: Vec<Pack> = TEXTS.iter().filter_map(|text| toml::from_str(text).ok()).collect();
    for index in 0..packs.len() {
        if let Some(parent) = packs[index].pack.extends.clone() {
            let parent = packs.iter().find(|pack| pack.pack.id == parent).cloned();
            if let Some(parent) = parent {
                packs[index] = join(&packs[index], &parent);
            }
        }
    }
    packs
}

/// As many problems of reading are told at once.
const MOST: usize = 50;

/// Reads a pack. A pack that extends another is joined with it, which must be among those that are known. What cannot be read
/// is told row by row; what is wrong with the other rows is told beside it.
pub fn read(text: &str, known: &[Pack]) -> Result<Pack, Vec<Notice>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut notices = Vec::new();
    // Rows that cannot be read are blanked, so that all others stay on their lines.
    let mut left = text.to_owned();
    let mut whole = true;
    let (pack, table) = loop {
        let error = match toml::from_str::<Pack>(&left) {
            Ok(pack) => match DeTable::parse(&left) {
                Ok(table) => break (pack, table),
                Err(error) => error,
            },
            Err(error) => error,
        };
        let (message, hint) = told(error.message());
        notices.push(at(text, error.span(), message, &hint));
        let row = row(&left, error.span().unwrap_or_default().start);
        let Some((range, kind)) = row.filter(|(_, kind)| *kind != "pack" && notices.len() < MOST) else {
            return Err(notices);
        };
        whole &= !matches!(kind, "source" | "ambiguity");
        // As many bytes as there were, so that places stay true.
        let blank: String = left[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        left.replace_range(range, &blank);
    };
    let found =
        |problem: sound::Problem| at(text, locate(table.get_ref(), &problem.path), problem.message, &problem.hint);
    // Rows name sources and questions: without one of these, nothing is known of them.
    if whole {
        notices.extend(sound::problems(&pack).into_iter().map(found));
    }
    let parent = pack.pack.extends.as_ref().map(|id| (id, known.iter().find(|pack| pack.pack.id == *id)));
    if let Some((id, None)) = parent {
        let names: Vec<&str> = known.iter().map(|pack| pack.pack.id.as_str()).collect();
        let path = [sound::Step::Key("pack"), sound::Step::Key("extends")];
        let message = format!("there is no pack '{id}' to extend");
        notices.push(at(text, locate(table.get_ref(), &path), message, &format!("known are {}", names.join(", "))));
    }
    if notices.iter().any(|notice| notice.severity == Severity::Error) {
        notices.sort_by_key(|notice| (notice.line, notice.column));
        return Err(notices);
    }
    Ok(parent.and_then(|(_, parent)| parent).map_or(pack.clone(), |parent| join(&pack, parent)))
}

/// The row in which a byte of a text stands, with the tables inside it, and its kind. Nothing before the first one.
fn row(text: &str, byte: usize) -> Option<(Range<usize>, &str)> {
    let mut start = 0;
    let mut heads: Vec<(usize, &str)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line.split('#').next().unwrap_or("").trim().trim_start_matches('[').trim_end_matches(']');
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if line.trim_start().starts_with('[') && !name.is_empty() && name.chars().all(plain) {
            heads.push((start, name));
        }
        start += line.len();
    }
    // A table with a point in its name belongs to the row before it.
    heads.retain(|(_, name)| !name.contains('.'));
    let (from, kind) = *heads.iter().rev().find(|(at, _)| *at <= byte)?;
    let to = heads.iter().find(|(at, _)| *at > byte).map_or(text.len(), |(at, _)| *at);
    Some((from..to, kind))
}

/// A pack with the rows of its parent that it does not replace: a row of the same kind and name is replaced, and a kind
/// whose rows have no names is replaced whole.
fn join(pack: &Pack, parent: &Pack) -> Pack {
    fn rows<R: Row + Clone>(own: &[R], parent: &[R]) -> Vec<R> {
        if own.iter().any(|row| row.id().is_empty()) {
            return own.to_vec();
        }
        let kept = parent.iter().filter(|row| !own.iter().any(|one| one.id() == row.id()));
        kept.chain(own).cloned().collect()
    }
    fn named<T: Clone>(own: &[T], parent: &[T], id: impl Fn(&T) -> &str) -> Vec<T> {
        let kept = parent.iter().filter(|one| !own.iter().any(|other| id(other) == id(one)));
        kept.chain(own).cloned().collect()
    }
    let mut joined = Pack {
        pack: pack.pack.clone(),
        source: named(&pack.source, &parent.source, |one| &one.id),
        rate: rows(&pack.rate, &parent.rate),
        place: named(&pack.place, &parent.place, |one| &one.id),
        workday: rows(&pack.workday, &parent.workday),
        day_type: rows(&pack.day_type, &parent.day_type),
        overtime: rows(&pack.overtime, &parent.overtime),
        day_premium: rows(&pack.day_premium, &parent.day_premium),
        night: rows(&pack.night, &parent.night),
        meal: rows(&pack.meal, &parent.meal),
        rest: rows(&pack.rest, &parent.rest),
        cap: rows(&pack.cap, &parent.cap),
        age_cap: rows(&pack.age_cap, &parent.age_cap),
        minor: pack.minor.clone().or_else(|| parent.minor.clone()),
        consecutive: rows(&pack.consecutive, &parent.consecutive),
        fitting: rows(&pack.fitting, &parent.fitting),
        travel: rows(&pack.travel, &parent.travel),
        pause: rows(&pack.pause, &parent.pause),
        count: rows(&pack.count, &parent.count),
        trigger: rows(&pack.trigger, &parent.trigger),
        duty_of_care: rows(&pack.duty_of_care, &parent.duty_of_care),
        ambiguity: named(&pack.ambiguity, &parent.ambiguity, |one| &one.id),
    };
    for row in &mut joined.rate {
        scale(row, parent);
    }
    joined
}

/// A scale that is a part of the parent's gets its amounts, in whole units of money as the letters print them.
fn scale(row: &mut Scale, parent: &Pack) {
    let (Some(of), Some(part), true) = (&row.of, row.part, row.steps.is_empty()) else { return };
    let class = of.strip_prefix(&format!("{}/", parent.pack.id)).unwrap_or(of);
    let whole = parent.rate.iter().find(|other| other.class == class && other.unit == row.unit);
    let amount = |amount: Cents| Cents(part.by(Ratio::new(amount.0, 100)).of(1) * 100);
    let step = |step: &Step| Step { from: step.from, amount: Money(amount(step.amount.0)) };
    row.steps = whole.into_iter().flat_map(|whole| &whole.steps).map(step).collect();
}

/// The classes of people that a pack's workdays name, as patterns.
pub fn classes(pack: &Pack) -> Vec<String> {
    let mut classes: Vec<String> = pack.workday.iter().flat_map(|row| row.classes.iter().cloned()).collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// Whether rows of a pack change with the reading of a question; else it is only told.
pub fn follows(pack: &Pack, question: &str) -> bool {
    let tiers = pack.overtime.iter().filter_map(|row| row.reading.as_ref());
    let penalties = pack.rest.iter().flat_map(|row| row.penalty.iter().chain(&row.penalties));
    let amounts = penalties.flat_map(|penalty| &penalty.options).filter_map(|option| option.reading.as_ref());
    let graces = pack.meal.iter().filter_map(|row| row.grace.as_ref()?.relates_back.as_deref());
    tiers.chain(amounts).map(|reading| reading.of.as_str()).chain(graces).any(|of| of == question)
}

/// What the reader of TOML says, and the way out.
fn told(error: &str) -> (String, String) {
    let (message, hint) = error.trim().split_once("\nhint: ").unwrap_or((error.trim(), ""));
    let hint = if hint.is_empty() { "docs/handbook/rules/packs.md lists the rows and their keys" } else { hint };
    (message.trim().replace('\n', "; "), hint.trim().to_owned())
}

fn at(text: &str, span: Option<Range<usize>>, message: String, hint: &str) -> Notice {
    let before = text.get(..span.unwrap_or_default().start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let (line, column) = (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
    Notice::at(Severity::Error, line, column, message, hint)
}

/// Where in the text something stands: the last step of its path that the text has.
fn locate(table: &DeTable<'_>, path: &[sound::Step]) -> Option<Range<usize>> {
    let mut span = None;
    let mut at: Option<&DeValue<'_>> = None;
    for step in path {
        let next = match (step, at) {
            (sound::Step::Key(key), None) => table.get(*key),
            (sound::Step::Key(key), Some(value)) => value.as_table().and_then(|table| table.get(*key)),
            (sound::Step::Row(row), Some(value)) => value.as_array().and_then(|rows| rows.get(*row)),
            (sound::Step::Row(_), None) => None,
        };
        let Some(next) = next else { break };
        span = Some(next.span());
        at = Some(next.get_ref());
    }
    span
}

#[cfg(test)]
mod tests;

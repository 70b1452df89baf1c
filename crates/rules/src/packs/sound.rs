//! What a pack says that cannot be: each problem with the way to the place where it stands.

use model::breakdown::{Category, Safety};
use model::measure::Ratio;
use model::pack::{FlatPay, Overtime, Pack, Penalty, PenaltyFor, PenaltyKind, Row, names};

use crate::agreement::birthday;

/// A step on the way to a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A key of a table.
    Key(&'static str),
    /// A row of a list.
    Row(usize),
}

/// Something that cannot be.
pub(super) struct Problem {
    pub(super) path: Vec<Step>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// Everything that cannot be.
pub(super) fn problems(pack: &Pack) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut problem = |path: &[Step], message: String, hint: &str| {
        found.push(Problem { path: path.to_vec(), message, hint: hint.to_owned() });
    };
    identity(pack, &mut problem);
    rows(pack, &mut problem);
    for (index, row) in pack.overtime.iter().enumerate() {
        overtime(pack, index, row, &mut problem);
    }
    for (index, row) in pack.meal.iter().enumerate() {
        for (whom, penalty) in &row.penalty {
            let whom = match whom {
                PenaltyFor::Default => "default",
                PenaltyFor::Principal => "principal",
                PenaltyFor::Background => "background",
                PenaltyFor::FeatureOrLocation => "feature_or_location",
                PenaltyFor::TvInStudio => "tv_in_studio",
            };
            let path = [Step::Key("meal"), Step::Row(index), Step::Key("penalty"), Step::Key(whom)];
            complete(penalty, &path, &mut problem);
        }
    }
    for (index, row) in pack.rest.iter().enumerate() {
        let path = [Step::Key("rest"), Step::Row(index)];
        if row.hours.is_none() && row.cases.is_empty() && row.hours_by_class.is_empty() {
            problem(&path, "a rest that says no hours".to_owned(), "give hours, or cases with hours");
        }
        if let Some(penalty) = &row.penalty {
            complete(penalty, &[path[0], path[1], Step::Key("penalty")], &mut problem);
        }
        for (nth, penalty) in row.penalties.iter().enumerate() {
            complete(penalty, &[path[0], path[1], Step::Key("penalties"), Step::Row(nth)], &mut problem);
        }
    }
    for (index, row) in pack.rate.iter().enumerate() {
        let path = [Step::Key("rate"), Step::Row(index), Step::Key("steps")];
        if let Some(pair) = row.steps.windows(2).find(|pair| pair[1].from <= pair[0].from) {
            let message = format!("the rate of {:?} does not come after that of {:?}", pair[1].from, pair[0].from);
            problem(&path, message, "write the steps in the order of their dates");
        }
        if row.steps.is_empty() && (row.of.is_none() || row.part.is_none()) {
            problem(&path[..2], "a rate that says no amount".to_owned(), "give steps, or of and part");
        }
    }
    ages(pack, &mut problem);
    triggers(pack, &mut problem);
    small(pack, &mut problem);
    found
}

/// Breaks, fittings, travel and counts that say nothing, or something without end.
fn small(pack: &Pack, problem: &mut impl FnMut(&[Step], String, &str)) {
    for (index, row) in pack.pause.iter().enumerate() {
        let path = |key| [Step::Key("break"), Step::Row(index), Step::Key(key)];
        if row.every_h.0.0 <= 0 {
            problem(&path("every_h"), "a break in every stretch of no length".to_owned(), "write hours, such as \"4\"");
        }
        if row.minutes <= 0 {
            problem(&path("minutes"), format!("a break of {} min is none", row.minutes), "write minutes from 1 on");
        }
    }
    for (index, row) in pack.fitting.iter().enumerate() {
        for (key, terms) in [("prior_day", &row.prior_day), ("same_day", &row.same_day)] {
            let Some(terms) = terms else { continue };
            let path = [Step::Key("fitting"), Step::Row(index), Step::Key(key)];
            if terms.per_h.is_some_and(|hours| hours.0.0 <= 0) || terms.unit_min.is_some_and(|unit| unit <= 0) {
                let message = "a fitting is paid by stretches of no length".to_owned();
                problem(&path, message, "write per_h, such as \"2\", or unit_min from 1 on");
            }
        }
    }
    for (index, row) in pack.travel.iter().enumerate() {
        if let Some(most) = row.mult_max.filter(|most| *most < Ratio::ONE) {
            let path = [Step::Key("travel"), Step::Row(index), Step::Key("mult_max")];
            problem(&path, format!("{most} pays less than straight time"), "write a multiple of 1 or more");
        }
    }
    for (index, row) in pack.count.iter().enumerate().filter(|(_, row)| row.scope != crate::covered::SPAN) {
        let path = [Step::Key("count"), Step::Row(index), Step::Key("scope")];
        problem(&path, format!("nothing is counted over '{}'", row.scope), "write \"shoot_day\"");
    }
}

/// Elements that no breakdown has.
fn triggers(pack: &Pack, problem: &mut impl FnMut(&[Step], String, &str)) {
    for (index, row) in pack.trigger.iter().enumerate() {
        for (nth, name) in row.element.iter().enumerate() {
            let safety = Safety::ALL.iter().any(|safety| safety.word() == name);
            if name != "*" && !safety && Category::by_name(name).is_none() {
                let words = Safety::ALL.map(Safety::word).join(", ");
                let path = [Step::Key("trigger"), Step::Row(index), Step::Key("element"), Step::Row(nth)];
                let hint = format!("write one of {words}, a category such as \"Background Actors\", or \"*\"");
                problem(&path, format!("no breakdown has the element '{name}'"), &hint);
            }
        }
    }
}

fn identity(pack: &Pack, problem: &mut impl FnMut(&[Step], String, &str)) {
    let key = |key| [Step::Key("pack"), Step::Key(key)];
    let one = &pack.pack;
    if one.id.is_empty() || !one.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let hint = "write small letters, digits and hyphens, such as \"us-iatse-wcs-2024\"";
        problem(&key("id"), format!("'{}' is no name of a pack", one.id), hint);
    }
    if !model::currency::known(&one.currency) {
        problem(&key("currency"), format!("'{}' is no currency", one.currency), model::currency::HINT);
    }
    let dates = &one.effective;
    if let Some(until) = dates.until.filter(|until| *until < dates.from) {
        let message = format!("it ends on {until:?}, before it begins on {:?}", dates.from);
        problem(&[key("effective")[0], Step::Key("effective"), Step::Key("until")], message, "swap the dates");
    }
    for (index, ambiguity) in pack.ambiguity.iter().enumerate() {
        if !ambiguity.readings.contains(&ambiguity.default) {
            let path = [Step::Key("ambiguity"), Step::Row(index), Step::Key("default")];
            let message = format!("'{}' is none of the readings of '{}'", ambiguity.default, ambiguity.id);
            problem(&path, message, &format!("write one of {}", ambiguity.readings.join(", ")));
        }
    }
}

/// Names that occur twice, and sources that are not listed.
fn rows(pack: &Pack, problem: &mut impl FnMut(&[Step], String, &str)) {
    let all = pack.rows();
    for of_kind in all.chunk_by(|a, b| a.0 == b.0) {
        let kind = of_kind[0].0;
        let rows: Vec<&dyn Row> = of_kind.iter().map(|(_, row)| *row).collect();
        for (index, row) in rows.iter().enumerate() {
            let twice = !row.id().is_empty() && rows[..index].iter().any(|other| other.id() == row.id());
            if twice {
                let path = [Step::Key(kind), Step::Row(index), Step::Key("id")];
                problem(&path, format!("there are two rows '{}' of {kind}", row.id()), "give each its own name");
            }
            for (nth, src) in row.src().iter().enumerate() {
                if pack.source(src).is_none() && pack.pack.extends.is_none() {
                    let path = [Step::Key(kind), Step::Row(index), Step::Key("src"), Step::Row(nth)];
                    let known: Vec<&str> = pack.source.iter().map(|source| source.id.as_str()).collect();
                    problem(&path, format!("there is no source '{src}'"), &format!("known are {}", known.join(", ")));
                }
            }
        }
    }
}

fn overtime(pack: &Pack, index: usize, row: &Overtime, problem: &mut impl FnMut(&[Step], String, &str)) {
    let path = |key| [Step::Key("overtime"), Step::Row(index), Step::Key(key)];
    if row.pay.is_none() && row.mult.is_none() {
        problem(&path("mult")[..2], format!("'{}' pays nothing", row.id), "give mult, such as \"1.5\", or pay");
    }
    for (key, mult) in [("mult", row.mult), ("sixth", row.sixth), ("seventh", row.seventh), ("holiday", row.holiday)] {
        if let Some(mult) = mult.filter(|mult| *mult < Ratio::ONE) {
            problem(&path(key), format!("{mult} pays less than straight time"), "write a multiple of 1 or more");
        }
    }
    if let Some(FlatPay::DayPart { part, .. }) = &row.pay
        && part.num() <= 0
    {
        problem(&path("pay"), format!("a part of {part} pays nothing"), "write a part such as \"0.5\"");
    }
    if let Some(reading) = &row.reading
        && !pack.ambiguity.iter().any(|one| one.id == reading.of && one.readings.contains(&reading.is))
        && pack.pack.extends.is_none()
    {
        let message = format!("there is no reading '{}' of a question '{}'", reading.is, reading.of);
        problem(&path("reading"), message, "list the question under [[ambiguity]]");
    }
    for other in pack.overtime[..index].iter().filter(|other| meet(row, other)) {
        let (Some(mine), Some(theirs)) = (row.mult, other.mult) else { continue };
        let (after, before) = (row.after_h.unwrap_or_default(), other.after_h.unwrap_or_default());
        if after == before && mine != theirs {
            let message = format!("'{}' and '{}' overlap: both count after {}", row.id, other.id, after.0);
            problem(
                &path("after_h"),
                message,
                "let one of them begin later, or hold for other classes, places or dates",
            );
        } else if (after > before && mine < theirs) || (after < before && mine > theirs) {
            let message = format!(
                "the ladder falls: '{}' pays {mine} after {}, '{}' {theirs} after {}",
                row.id, after.0, other.id, before.0
            );
            problem(&path("mult"), message, "a later tier pays the same or more");
        }
    }
}

/// Whether two rows can hold for the same hours of the same person.
fn meet(a: &Overtime, b: &Overtime) -> bool {
    let lists = |a: &[String], b: &[String]| {
        let all = |list: &[String]| list.is_empty() || list.iter().any(|one| one == "*");
        all(a) || all(b) || a.iter().any(|one| b.iter().any(|other| names(one, other) || names(other, one)))
    };
    a.pay.is_none()
        && b.pay.is_none()
        && (a.basis, a.scope) == (b.basis, b.scope)
        && a.gate == b.gate
        && a.when == b.when
        && a.reading == b.reading
        && lists(&a.classes, &b.classes)
        && lists(&a.places, &b.places)
        && lists(&a.production, &b.production)
}

/// That a penalty has what its kind needs, and that its steps rise.
fn complete(penalty: &Penalty, path: &[Step], problem: &mut impl FnMut(&[Step], String, &str)) {
    let missing = match penalty.kind {
        PenaltyKind::Ladder if penalty.steps.is_empty() => Some("steps"),
        PenaltyKind::LesserOf if penalty.options.is_empty() => Some("options"),
        PenaltyKind::DayFractionPerHour if penalty.fraction.is_none() => Some("fraction"),
        PenaltyKind::ExtraOnInvaded | PenaltyKind::OtUntilBreak if penalty.mult.is_none() => Some("mult"),
        PenaltyKind::PrevailingPlus if penalty.extra_mult.is_none() => Some("extra_mult"),
        PenaltyKind::AddMultiplierUntilBreak if penalty.add.is_none() => Some("add"),
        PenaltyKind::TimeOff if penalty.hours.is_none() => Some("hours"),
        _ => None,
    };
    if let Some(missing) = missing {
        problem(
            path,
            format!("a penalty of this kind needs {missing}"),
            "docs/handbook/rules/packs.md lists the kinds",
        );
    }
    if let Some(unit) = penalty.unit_min.or(penalty.increment_min).filter(|unit| *unit <= 0) {
        problem(path, format!("a unit of {unit} min counts nothing"), "write minutes from 1 on");
    }
    if let Some(pair) = penalty.steps.windows(2).find(|pair| pair[1] < pair[0]) {
        let message = format!("the ladder falls: {} after {}", pair[1].0, pair[0].0);
        let path: Vec<Step> = path.iter().copied().chain([Step::Key("steps")]).collect();
        problem(&path, message, "a later step pays the same or more");
    }
}

/// Ages that are none, and bands that overlap.
fn ages(pack: &Pack, problem: &mut impl FnMut(&[Step], String, &str)) {
    let born = model::calendar::Date::constant(2000, 1, 1);
    for (index, row) in pack.age_cap.iter().enumerate() {
        let path = [Step::Key("age_cap"), Step::Row(index), Step::Key("age")];
        let band = |row: &model::pack::AgeCap| birthday(born, &row.age[0]).zip(birthday(born, &row.age[1]));
        let Some((from, to)) = band(row).filter(|(from, to)| from < to) else {
            let message = format!("from '{}' to '{}' is no band of ages", row.age[0], row.age[1]);
            problem(&path, message, "write [\"6m\", \"2y\"], the younger age first");
            continue;
        };
        let same = |other: &&model::pack::AgeCap| {
            other.school == row.school && other.classes == row.classes && other.gate == row.gate
        };
        if pack.age_cap[..index].iter().filter(same).filter_map(band).any(|(low, high)| from < high && low < to) {
            problem(
                &path,
                format!("the band from {} to {} overlaps another", row.age[0], row.age[1]),
                "let one end where the next begins",
            );
        }
    }
}

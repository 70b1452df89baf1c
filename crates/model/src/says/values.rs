//! The values of fields in film words, as the log says them.

use std::fmt::Display;

use crate::calendar::DateRange;
use crate::edit::{CastChange, DayChange, Name, PlaceChange, ProductionChange, SceneChange, SetChange};
use crate::production::{LeadTimes, Production, TimeSpan, WishPrices};

/// The value of a field of a production; empty when it is too large for a line.
pub(super) fn value_of_production(change: &ProductionChange, production: &Production) -> String {
    match change {
        ProductionChange::Title(text) | ProductionChange::Zone(text) | ProductionChange::Currency(text) => text.clone(),
        ProductionChange::Days(days) => or(days.as_ref(), "not given"),
        ProductionChange::Rulebook(rulebook) => rulebook.id.clone(),
        ProductionChange::Active(board) => board.map_or("none".to_owned(), |id| production.title_of(Name::Board(id))),
        ProductionChange::Drafts(drafts) => listed(drafts, |draft| draft.called()),
        ProductionChange::Apart(apart) => listed(apart, |pair| format!("{} and {}", pair.one, pair.other)),
        ProductionChange::Packs(packs) => listed(packs, |pack| pack.pack.id.clone()),
        ProductionChange::Ground(ground) => {
            let words = [ground.kind.as_str(), ground.region.as_str()];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
        }
        ProductionChange::Lead(LeadTimes { call, hire, location }) => {
            format!("{call} for a call, {hire} for a hire, {location} for a location")
        }
        ProductionChange::Wishes(WishPrices { set_split, swing, out_of_order, single_scene_call, uncovered_day }) => {
            format!(
                "{set_split} a set split, {swing} a swing, {out_of_order} a scene out of order, \
                 {single_scene_call} a single-scene call, {uncovered_day} an uncovered day"
            )
        }
        ProductionChange::Told(told) => told.as_ref().map_or("nothing".to_owned(), |told| told.from.to_string()),
        ProductionChange::Position(_)
        | ProductionChange::Calendar(_)
        | ProductionChange::Settings(_)
        | ProductionChange::Factors(_)
        | ProductionChange::Moves(_) => String::new(),
    }
}

/// The value of a field of a scene; empty when it is too large for a line.
pub(super) fn value_of_scene(change: &SceneChange, production: &Production) -> String {
    match change {
        SceneChange::Minutes(span) => span.map_or("guessed".to_owned(), |TimeSpan { low, likely, high }| {
            if low == likely && likely == high {
                likely.0.to_string()
            } else {
                format!("{} ({}..{})", likely.0, low.0, high.0)
            }
        }),
        SceneChange::Setups(setups) => or(setups.as_ref(), "guessed"),
        SceneChange::Set(set) => production.set(*set).map_or(String::new(), |set| set.name.clone()),
        SceneChange::IntExt(int_ext) => int_ext.word().to_owned(),
        SceneChange::Time(time) => time.word().to_owned(),
        SceneChange::Light(light) => {
            light.map_or("from the heading".to_owned(), |light| format!("{light:?}").to_lowercase())
        }
        SceneChange::StoryDay(day) => or(day.as_ref(), "none"),
        SceneChange::Synopsis(_) => String::new(),
        SceneChange::Eighths(eighths) => eighths.to_string(),
        SceneChange::Cast(cast) => {
            listed(cast, |one| production.character(one.character).map_or("?".to_owned(), |one| one.name.clone()))
        }
        SceneChange::Elements(all) => {
            listed(all, |one| production.element(one.element).map_or("?".to_owned(), |one| one.name.clone()))
        }
        SceneChange::Rejected(all) => listed(all, |one| one.name.clone()),
        SceneChange::Number(text) | SceneChange::Heading(text) => text.clone(),
        SceneChange::SubSets(all) | SceneChange::Modifiers(all) => listed(all, String::clone),
        SceneChange::Page(number) | SceneChange::Revision(number) => number.to_string(),
        SceneChange::Stated(length) | SceneChange::Computed(length) => or(length.as_ref(), "not given"),
        SceneChange::StoryDayProposed(day) => or(day.as_ref(), "none"),
        SceneChange::Omitted(omitted) => if *omitted { "yes" } else { "no" }.to_owned(),
    }
}

/// The value of a field of a cast member; empty when it is too large for a line.
pub(super) fn value_of_cast(change: &CastChange) -> String {
    match change {
        CastChange::Number(text) | CastChange::Name(text) => text.clone(),
        CastChange::Born(date) | CastChange::From(date) | CastChange::Until(date) => or(date.as_ref(), "not given"),
        CastChange::Contract(contract) => {
            let class = if contract.class.is_empty() { String::new() } else { format!(" as {}", contract.class) };
            format!("{} at {}{class}", contract.form.word(), contract.rate)
        }
        CastChange::Unavailable(ranges) => ranges_words(ranges),
        CastChange::Makeup(minutes) | CastChange::Unmake(minutes) => minutes.to_string(),
    }
}

/// The value of a field of a set; empty when it is too large for a line.
pub(super) fn value_of_set(change: &SetChange, production: &Production) -> String {
    match change {
        SetChange::Name(text) => text.clone(),
        SetChange::Also(names) => listed(names, String::clone),
        SetChange::At(places) => {
            listed(places, |place| production.place(*place).map_or("?".to_owned(), |place| place.name.clone()))
        }
        SetChange::Floor(count)
        | SetChange::BuildDays(count)
        | SetChange::DressDays(count)
        | SetChange::PrelightDays(count)
        | SetChange::StrikeDays(count) => count.to_string(),
        SetChange::BuildCost(cost)
        | SetChange::PrelightCost(cost)
        | SetChange::StrikeCost(cost)
        | SetChange::HoldCost(cost) => cost.to_string(),
        SetChange::Closed(ranges) => ranges_words(ranges),
    }
}

/// The value of a field of a place; empty when it is too large for a line.
pub(super) fn value_of_place(change: &PlaceChange) -> String {
    match change {
        PlaceChange::Name(text) | PlaceChange::Area(text) => text.clone(),
        PlaceChange::Kind(kind) => kind.word().to_owned(),
        PlaceChange::Position(_) | PlaceChange::Rates(_) => String::new(),
        PlaceChange::Distant(distant) => if *distant { "yes" } else { "no" }.to_owned(),
        PlaceChange::Floor(count) => count.to_string(),
        PlaceChange::LoadIn(cost) => cost.to_string(),
        PlaceChange::Closed(ranges) | PlaceChange::Lost(ranges) => ranges_words(ranges),
        PlaceChange::Lead(days) => or(days.as_ref(), "as the production has it"),
        PlaceChange::Hours(hours) => {
            hours.map_or("any".to_owned(), |(from, to)| format!("{}..{}", from.strftime("%H:%M"), to.strftime("%H:%M")))
        }
    }
}

/// The value of a field of a unit-day; empty when it is too large for a line.
pub(super) fn value_of_day(change: &DayChange, production: &Production) -> String {
    match change {
        DayChange::Kind(kind) => kind.word().to_owned(),
        DayChange::Unit(id) => production.unit(*id).map_or("?".to_owned(), |unit| unit.name.clone()),
        DayChange::Shift(shift) => shift.word().to_owned(),
        DayChange::Call(call) => call.map_or("by the clock".to_owned(), |call| call.strftime("%H:%M").to_string()),
        DayChange::Date(date) => or(date.as_ref(), "by the calendar"),
        DayChange::Label(label) => or(label.as_ref(), "none"),
    }
}

fn or(value: Option<&impl Display>, none: &str) -> String {
    value.map_or(none.to_owned(), ToString::to_string)
}

fn ranges_words(ranges: &[DateRange]) -> String {
    listed(ranges, |range| match range.from == range.to {
        true => range.from.to_string(),
        false => format!("{}..{}", range.from, range.to),
    })
}

/// `one, two, three`, or `nothing`.
pub(super) fn listed<T>(all: &[T], words: impl Fn(&T) -> String) -> String {
    match all {
        [] => "nothing".to_owned(),
        all => all.iter().map(words).collect::<Vec<_>>().join(", "),
    }
}

//! Which fields can be set of each thing, and the edit that each of them is.

use model::calendar::{Calendar, days_between, plus_days};
use model::edit::{CastChange, Edit, Neighbour, Noun, PlaceChange, ProductionChange, SceneChange, SetChange};
use model::people::{CastMember, Contract, DropTerms};
use model::places::{DayRates, Place, Set};
use model::production::{CastUse, Ground, LeadTimes, Production, Scene, Settings, TimeSpan, Unit, WishPrices};

use super::super::find;
use super::Kind;
use super::values::Given;
use crate::error::Failure;
use crate::names::nearest;
use crate::say;

/// The fields of a kind of thing.
pub(super) fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Scene => &[
            "minutes",
            "low",
            "high",
            "setups",
            "time",
            "int-ext",
            "set",
            "pages",
            "light",
            "story-day",
            "synopsis",
            "cast+",
            "cast-",
        ],
        Kind::Cast => &[
            "number",
            "name",
            "born",
            "form",
            "rate",
            "guarantee",
            "drop",
            "drops",
            "class",
            "signed",
            "travel",
            "makeup",
            "unmake",
            "from",
            "until",
        ],
        Kind::Place => &[
            "name", "kind", "area", "position", "distant", "floor", "prep", "shoot", "hold", "strike", "load-in",
            "closed", "hours", "lost", "lead",
        ],
        Kind::Set => &[
            "name",
            "at",
            "floor",
            "build",
            "dress",
            "prelight",
            "strike",
            "build-cost",
            "prelight-cost",
            "strike-cost",
            "hold",
            "closed",
        ],
        Kind::Unit => &["name", "crew-day", "heads"],
        Kind::Production => &[
            "title",
            "zone",
            "position",
            "currency",
            "start",
            "prep",
            "off",
            "rain",
            "call-lead",
            "hire-lead",
            "location-lead",
            "days",
            "planned-day",
            "fill",
            "max-places",
            "first-day",
            "day-pages",
            "times",
            "overtime",
            "green-interior-nights",
            "twelve-hour-clock",
            "paper",
            "colours",
            "set-split",
            "swing",
            "out-of-order",
            "single-scene-call",
            "uncovered-day",
            "kind",
            "region",
            "budget",
            "crew-day",
            "heads",
        ],
    }
}

/// The fields of a production that rule packs ask about.
pub(super) const GROUND: [&str; 3] = ["kind", "region", "budget"];

/// All fields, for the help.
pub(super) fn help() -> String {
    use clap::ValueEnum;
    let line = |kind: &Kind| {
        let word = kind.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
        format!("  {word}: {}", names(*kind).join(", "))
    };
    let lines: Vec<String> = Kind::value_variants().iter().map(line).collect();
    format!("Fields:\n{}\nThe value 'none' takes back what was said, where that can be.", lines.join("\n"))
}

fn no_field(kind: Kind, what: &str, field: &str) -> Failure {
    let hint = nearest(field, names(kind).iter().copied());
    Failure::value(format!("{what} has no field '{field}'"), hint)
}

pub(super) fn scene(production: &Production, scene: &Scene, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let said = || {
        let hint = "give the likely time first: minutes=150 low=120 high=200";
        scene.minutes.ok_or_else(|| Failure::value(format!("{field} of a time that nobody said"), hint))
    };
    let same = |likely| TimeSpan { low: likely, likely, high: likely };
    let cast = |present: bool| {
        let name = find::person(production, value)?;
        let played = production.characters.iter().find(|character| {
            // A person may play several characters; the one that was named is meant.
            character.name.eq_ignore_ascii_case(value) || character.played_by == Some(name.id)
        });
        let character = played.map(|character| character.id).unwrap_or_default();
        let mut cast = scene.cast.clone();
        cast.retain(|one| one.character != character);
        if present {
            cast.push(CastUse::entered(character));
        }
        Ok::<_, Failure>(cast)
    };
    let change = match field {
        "minutes" => SceneChange::Minutes(given.or_none(Given::minutes)?.map(same)),
        "low" => SceneChange::Minutes(Some(rising(TimeSpan { low: given.minutes()?, ..said()? })?)),
        "high" => SceneChange::Minutes(Some(rising(TimeSpan { high: given.minutes()?, ..said()? })?)),
        "setups" => SceneChange::Setups(given.or_none(Given::whole)?),
        "time" => SceneChange::Time(given.story_time()?),
        "int-ext" => SceneChange::IntExt(given.int_ext()?),
        "set" => SceneChange::Set(find::set(production, value)?.id),
        "pages" => SceneChange::Eighths(given.eighths()?),
        "light" => SceneChange::Light(given.or_none(Given::light)?),
        "story-day" => SceneChange::StoryDay(given.or_none(Given::text)?),
        "synopsis" => SceneChange::Synopsis(value.to_owned()),
        "cast+" => SceneChange::Cast(cast(true)?),
        "cast-" => SceneChange::Cast(cast(false)?),
        _ => return Err(no_field(Kind::Scene, "a scene", field)),
    };
    Ok(Edit::Scene(scene.id, change))
}

fn rising(span: TimeSpan) -> Result<TimeSpan, Failure> {
    if span.low <= span.likely && span.likely <= span.high {
        return Ok(span);
    }
    let message = format!("low {}, likely {} and high {} do not rise", span.low, span.likely, span.high);
    Err(Failure::value(message, "low may not be above minutes, and minutes not above high"))
}

/// A class that some pack in force knows; `none` for the house rules alone.
fn class(production: &Production, given: Given<'_>) -> Result<String, Failure> {
    if given.value == "none" {
        return Ok(String::new());
    }
    let known: Vec<String> = production.packs.iter().flat_map(rules::packs::classes).collect();
    if known.iter().any(|pattern| model::pack::names(pattern, given.value)) {
        return Ok(given.value.to_owned());
    }
    let hint = match known.is_empty() {
        true => "bring packs into force first with 'backlot rules use'".to_owned(),
        false => format!("known are {}", known.join(", ")),
    };
    Err(Failure::value(format!("no pack in force knows the class '{}'", given.value), hint))
}

pub(super) fn cast(production: &Production, person: &CastMember, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let contract = || person.contract.clone();
    let drop =
        || contract().drop.ok_or_else(|| Failure::value("drops of somebody who is not dropped", "give drop=10 first"));
    let change = match field {
        "number" => CastChange::Number(given.text()?),
        "name" => CastChange::Name(given.text()?),
        "born" => CastChange::Born(given.or_none(Given::date)?),
        "form" => CastChange::Contract(Contract { form: given.form()?, ..contract() }),
        "rate" => CastChange::Contract(Contract { rate: given.money()?, ..contract() }),
        "guarantee" => CastChange::Contract(Contract { guarantee: given.whole()?, ..contract() }),
        "drop" => {
            let max = contract().drop.map_or(1, |drop| drop.max);
            let drop = given.or_none(Given::whole)?.map(|min_gap| DropTerms { min_gap, max });
            CastChange::Contract(Contract { drop, ..contract() })
        }
        "drops" => {
            let drop = Some(DropTerms { max: given.whole()?, ..drop()? });
            CastChange::Contract(Contract { drop, ..contract() })
        }
        "class" => CastChange::Contract(Contract { class: class(production, given)?, ..contract() }),
        "signed" => CastChange::Contract(Contract { signed: given.or_none(Given::date)?, ..contract() }),
        "travel" => CastChange::Contract(Contract { travel: given.money()?, ..contract() }),
        "makeup" => CastChange::Makeup(given.minutes()?),
        "unmake" => CastChange::Unmake(given.minutes()?),
        "from" => CastChange::From(given.or_none(Given::date)?),
        "until" => CastChange::Until(given.or_none(Given::date)?),
        _ => return Err(no_field(Kind::Cast, "a cast member", field)),
    };
    Ok(Edit::Cast(person.id, change))
}

pub(super) fn place(place: &Place, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let rates = place.rates;
    let change = match field {
        "name" => PlaceChange::Name(given.text()?),
        "kind" => PlaceChange::Kind(given.place_kind()?),
        "area" => PlaceChange::Area(given.text()?),
        "position" => PlaceChange::Position(given.or_none(Given::position)?),
        "distant" => PlaceChange::Distant(given.flag()?),
        "floor" => PlaceChange::Floor(given.whole()?),
        "prep" => PlaceChange::Rates(DayRates { prep: given.money()?, ..rates }),
        "shoot" => PlaceChange::Rates(DayRates { shoot: given.money()?, ..rates }),
        "hold" => PlaceChange::Rates(DayRates { hold: given.money()?, ..rates }),
        "strike" => PlaceChange::Rates(DayRates { strike: given.money()?, ..rates }),
        "load-in" => PlaceChange::LoadIn(given.money()?),
        "closed" => {
            let closed = given.or_none(Given::range)?;
            PlaceChange::Closed(
                closed.map_or(Vec::new(), |range| place.closed.iter().cloned().chain([range]).collect()),
            )
        }
        "hours" => PlaceChange::Hours(given.or_none(Given::times)?),
        "lost" => {
            let lost = given.or_none(Given::range)?;
            PlaceChange::Lost(lost.map_or(Vec::new(), |range| place.lost.iter().cloned().chain([range]).collect()))
        }
        "lead" => PlaceChange::Lead(given.or_none(Given::whole)?),
        _ => return Err(no_field(Kind::Place, "a place", field)),
    };
    Ok(Edit::Place(place.id, change))
}

pub(super) fn set(production: &Production, set: &Set, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let change = match field {
        "name" => SetChange::Name(given.text()?),
        "at" => {
            let places = value.split(',').map(|name| find::place(production, name.trim()).map(|place| place.id));
            SetChange::At(places.collect::<Result<_, _>>()?)
        }
        "floor" => SetChange::Floor(given.whole()?),
        "build" => SetChange::BuildDays(given.whole()?),
        "dress" => SetChange::DressDays(given.whole()?),
        "prelight" => SetChange::PrelightDays(given.whole()?),
        "strike" => SetChange::StrikeDays(given.whole()?),
        "build-cost" => SetChange::BuildCost(given.money()?),
        "prelight-cost" => SetChange::PrelightCost(given.money()?),
        "strike-cost" => SetChange::StrikeCost(given.money()?),
        "hold" => SetChange::HoldCost(given.money()?),
        "closed" => {
            let closed = given.or_none(Given::range)?;
            SetChange::Closed(closed.map_or(Vec::new(), |range| set.closed.iter().cloned().chain([range]).collect()))
        }
        _ => return Err(no_field(Kind::Set, "a set", field)),
    };
    Ok(Edit::Set(set.id, change))
}

/// A unit by its name; one that is not there yet is made.
pub(super) fn unit(production: &Production, name: &str, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let known = production.units.iter().find(|unit| unit.name.eq_ignore_ascii_case(name));
    let unit = known.cloned().unwrap_or_else(|| Unit { name: name.to_owned(), ..Unit::default() });
    let unit = match field {
        "name" => {
            let name = given.text()?;
            if production.units.iter().any(|other| other.id != unit.id && other.name.eq_ignore_ascii_case(&name)) {
                return Err(Failure::value(format!("another unit is called '{name}'"), "give it a name of its own"));
            }
            Unit { name, ..unit }
        }
        "crew-day" => Unit { crew_day: given.money()?, ..unit },
        "heads" => Unit { heads: given.whole()?, ..unit },
        _ => return Err(no_field(Kind::Unit, "a unit", field)),
    };
    Ok(Edit::Put(Noun::Unit(unit), Neighbour::Last))
}

pub(super) fn production(production: &Production, field: &str, value: &str) -> Result<Edit, Failure> {
    let given = Given { field, value };
    let settings = || production.settings.clone();
    let calendar = || production.calendar.clone();
    let unit = |change: &dyn Fn(Unit) -> Unit| {
        let unit = production.units.first().cloned();
        let unit = unit.ok_or_else(|| Failure::value("the production has no unit", ""))?;
        Ok::<_, Failure>(Edit::Put(Noun::Unit(change(unit)), Neighbour::Last))
    };
    let wishes = production.settings.wishes;
    Ok(Edit::Production(match field {
        "title" => ProductionChange::Title(given.text()?),
        "zone" => ProductionChange::Zone(zone(given)?),
        "position" => ProductionChange::Position(given.position()?),
        "currency" => ProductionChange::Currency(given.currency()?),
        "start" => ProductionChange::Calendar(starting(calendar(), given)?),
        "prep" => ProductionChange::Calendar(Calendar { prep: given.date()?, ..calendar() }),
        "off" => {
            let mut calendar = calendar();
            calendar.off.push(given.range()?);
            ProductionChange::Calendar(calendar)
        }
        "rain" => {
            let mut calendar = calendar();
            calendar.rain = given
                .or_none(Given::range)?
                .map_or(Vec::new(), |range| calendar.rain.iter().cloned().chain([range]).collect());
            ProductionChange::Calendar(calendar)
        }
        "call-lead" => ProductionChange::Lead(LeadTimes { call: given.whole()?, ..production.settings.lead }),
        "hire-lead" => ProductionChange::Lead(LeadTimes { hire: given.whole()?, ..production.settings.lead }),
        "location-lead" => ProductionChange::Lead(LeadTimes { location: given.whole()?, ..production.settings.lead }),
        "days" => ProductionChange::Days(given.or_none(Given::days)?),
        "planned-day" => ProductionChange::Settings(Settings { planned_day: given.hours()?, ..settings() }),
        "fill" => ProductionChange::Settings(Settings { fill: given.ratio()?, ..settings() }),
        "max-places" => ProductionChange::Settings(Settings { max_places: given.whole()?, ..settings() }),
        "first-day" => ProductionChange::Settings(Settings { first_day: given.ratio()?, ..settings() }),
        "day-pages" => ProductionChange::Settings(Settings { day_pages: given.or_none(Given::pages)?, ..settings() }),
        // Said of what was guessed until now: twice 1.25 is 1.5625.
        "times" => ProductionChange::Factors(production.factors.clone().scaled(given.multiple()?)),
        "overtime" => ProductionChange::Settings(Settings { allow_overtime: given.flag()?, ..settings() }),
        "green-interior-nights" => {
            ProductionChange::Settings(Settings { green_interior_nights: given.flag()?, ..settings() })
        }
        "twelve-hour-clock" => ProductionChange::Settings(Settings { twelve_hour_clock: given.flag()?, ..settings() }),
        "paper" => ProductionChange::Settings(Settings { paper: given.paper()?, ..settings() }),
        "colours" => {
            let colours = given.or_none(Given::colours)?.unwrap_or_default();
            ProductionChange::Settings(Settings { colours, ..settings() })
        }
        "set-split" => ProductionChange::Wishes(WishPrices { set_split: given.money()?, ..wishes }),
        "swing" => ProductionChange::Wishes(WishPrices { swing: given.money()?, ..wishes }),
        "out-of-order" => ProductionChange::Wishes(WishPrices { out_of_order: given.money()?, ..wishes }),
        "single-scene-call" => ProductionChange::Wishes(WishPrices { single_scene_call: given.money()?, ..wishes }),
        "uncovered-day" => ProductionChange::Wishes(WishPrices { uncovered_day: given.money()?, ..wishes }),
        "kind" => ProductionChange::Ground(Ground { kind: given.text()?, ..production.ground.clone() }),
        "region" => ProductionChange::Ground(Ground { region: given.text()?, ..production.ground.clone() }),
        "budget" => ProductionChange::Ground(Ground {
            budget: given.or_none(Given::whole)?.map(i64::from),
            ..production.ground.clone()
        }),
        "crew-day" => {
            let crew_day = given.money()?;
            return unit(&|unit| Unit { crew_day, ..unit });
        }
        "heads" => {
            let heads = given.whole()?;
            return unit(&|unit| Unit { heads, ..unit });
        }
        _ => return Err(no_field(Kind::Production, "a production", field)),
    }))
}

fn zone(given: Given<'_>) -> Result<String, Failure> {
    let known = jiff::tz::TimeZone::get(given.value).is_ok();
    let wrong =
        || Failure::value(format!("there is no time zone '{}'", given.value), "write it as America/Los_Angeles");
    if known { Ok(given.value.to_owned()) } else { Err(wrong()) }
}

/// The calendar with another first shooting day, the preparation as long as before.
fn starting(calendar: Calendar, given: Given<'_>) -> Result<Calendar, Failure> {
    let start = given.date()?;
    if !calendar.works(start) {
        let hint = format!("the next working day is {}", say::date(calendar.working_from(start)));
        return Err(Failure::value(format!("{} is no working day of the calendar", say::date(start)), hint));
    }
    let prep = plus_days(start, -days_between(calendar.prep, calendar.start));
    Ok(Calendar { start, prep, ..calendar })
}

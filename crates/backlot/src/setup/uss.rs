//! A production from another program's schedule: its sheets as scenes, its cast and calendar, and its stripboards as boards.
//!
//! A stripboard says more than its strips. Sets that its maker shoots on one day are near each other; so many places and
//! so many pages are what she gives a day; a banner `GREECE UNIT` begins the days of a unit that is elsewhere; stock
//! footage is nothing to shoot. All of that is guessed, and each guess is an assumption.

mod boards;
mod drafts;

use std::collections::BTreeMap;

use exchange::uss::{Schedule, Stripboard};
use model::board::Board;
use model::breakdown::{Breakdown, Category};
use model::calendar::{DateRange, plus_days};
use model::edit::{CastChange, Edit, Neighbour, Noun, PlaceChange, ProductionChange, SceneChange};
use model::ids::{PlaceId, UnitId};
use model::notice::{Notice, Severity};
use model::people::{DropTerms, Form};
use model::places::PlaceKind;
use model::production::{Production, Unit};

use self::boards::Groups;
pub(crate) use self::drafts::{Drafts, drafts};
use super::defaults::Defaults;
use super::found::{Remarks, Wanted, assume, assume_lead, bare, cast, check_start, scenes, split_long_scenes};
use super::{homes, sheet};

/// Where guesses about a board come from.
const BOARD: &str = "assumption: the schedule's own board shows it";

/// Founds a production on a schedule whose sheets were made drafts of scenes. `with` is the text of a file beside it.
/// Scenes that stand on a day stay whole: whoever put them there saw to that.
pub(crate) fn found(
    schedule: &Schedule,
    drafts: &Drafts,
    with: Option<&str>,
    wanted: Wanted,
) -> Result<(Production, Remarks), Notice> {
    let main = schedule.boards.iter().rev().max_by_key(|board| board.days.len());
    let calendar = main.and_then(|board| board.calendar.as_ref());
    let start = wanted.start.or(calendar.and_then(|calendar| calendar.start));
    let (mut production, defaults) = bare(&drafts.breakdown.title, Wanted { start, ..wanted });
    let mut remarks = Remarks::default();
    calendar_of(&mut production, main, &mut remarks);
    let groups = main.map(|board| Groups::of(schedule, board, drafts)).unwrap_or_default();
    let places = places(&mut production, &drafts.breakdown, &groups, &defaults);
    cast(&mut production, &drafts.breakdown, &defaults);
    terms(&mut production, schedule, drafts, main.map_or(0, |board| board.days.len()));
    scenes(&mut production, &drafts.breakdown, &defaults);
    for (scene, draft) in production.scenes.clone().iter().zip(&drafts.breakdown.scenes) {
        if draft.omitted {
            let edit = Edit::Scene(scene.id, SceneChange::Omitted(true));
            let text = format!("scene {} is stock footage and nothing to shoot", scene.number);
            assume(&mut production, &edit, text, "assumption: its one line says STOCK and nobody is in it");
        }
    }
    for (scene, minutes) in production.scenes.iter_mut().zip(&drafts.minutes) {
        scene.minutes = minutes.map(|time| model::production::TimeSpan { low: time, likely: time, high: time });
    }
    let units = units(&mut production, &groups, &places);
    if let Some(text) = with {
        remarks.file = sheet::dress(&mut production, text, &wanted)?;
    }
    assume_lead(&mut production);
    check_start(&production, &wanted)?;
    for board in &schedule.boards {
        // One list of everything beside a board in days is the script's order.
        let days =
            if board.days.len() < 2 && main.is_some_and(|main| main.days.len() > 1) { 0 } else { board.days.len() };
        if days > 0 {
            let made = boards::board(&mut production, schedule, board, drafts, &units, &mut remarks.script);
            if main.is_some_and(|main| std::ptr::eq(main, board)) {
                production.active = Some(made.id);
            }
            production.boards.push(made);
        }
    }
    if production.boards.is_empty() {
        remarks.script.extend(split_long_scenes(&mut production, None));
        let boneyard = production.strips.iter().map(|strip| strip.id).collect();
        let board = Board { id: production.fresh(), name: "Script".to_owned(), boneyard, ..Board::default() };
        production.active = Some(board.id);
        production.boards.push(board);
    }
    settings(&mut production);
    production.assumptions.sort_by(|a, b| a.about.cmp(&b.about));
    Ok((production, remarks))
}

/// The calendar of the main board: weekdays off, days off; what else it says is told.
fn calendar_of(production: &mut Production, board: Option<&Stripboard>, remarks: &mut Remarks) {
    let Some(said) = board.and_then(|board| board.calendar.as_ref()) else { return };
    let calendar = &mut production.calendar;
    if !said.week_off.iter().all(|off| *off) {
        calendar.week = said.week_off.map(|off| !off);
    }
    for &date in said.off.iter().filter(|&&date| date >= calendar.start) {
        match calendar.off.last_mut() {
            Some(last) if plus_days(last.to, 1) == date => last.to = date,
            _ => calendar.off.push(DateRange { from: date, to: date, why: "day off".to_owned() }),
        }
    }
    calendar.start = calendar.working_from(calendar.start);
    for (date, what) in &said.events {
        let message = format!("the calendar has '{what}' on {date}, which is on no board of ours");
        let hint = "a day that the crew is paid for can be put on the board as text: 'backlot board show --text', then 'board read'";
        remarks.script.push(Notice::at(Severity::Note, 0, 0, message, hint));
    }
    let prep = production.calendar.prep;
    let about = Edit::Production(ProductionChange::Calendar(production.calendar.clone())).touches();
    for one in production.assumptions.iter_mut().filter(|one| about.contains(&one.about)) {
        one.text = format!("building and dressing may begin on {prep}");
    }
}

/// Every set at a place of its own, near the sets of the same days; those of a unit elsewhere at the unit's place. Answers
/// with the places of units, by name.
fn places(
    production: &mut Production,
    breakdown: &Breakdown,
    groups: &Groups,
    defaults: &Defaults,
) -> BTreeMap<String, PlaceId> {
    let mut of_units = BTreeMap::new();
    let source = "assumption: a schedule does not say where sets stand";
    for draft in breakdown.scenes.iter().filter(|draft| !draft.omitted) {
        let name = draft.set.as_str();
        if production.sets.iter().any(|set| set.name == name) {
            continue;
        }
        let away = groups.away.get(name);
        let title = away.map_or_else(|| homes::title_case(name), Clone::clone);
        let known = away.and_then(|unit| of_units.get(unit)).copied();
        let at = known.unwrap_or_else(|| {
            let area = groups.area(name).map_or_else(|| format!("location {name}"), |area| format!("around {area}"));
            let area = away.cloned().unwrap_or(area);
            homes::place(production, title, PlaceKind::Location, &area, &defaults.location)
        });
        if let Some(unit) = away.filter(|_| known.is_none()) {
            of_units.insert(unit.clone(), at);
            if let Some(place) = production.places.iter_mut().find(|place| place.id == at) {
                place.distant = true;
            }
            let text = format!("the {unit} unit sleeps where it shoots: moves to {unit} are overnight");
            assume(production, &Edit::Place(at, PlaceChange::Distant(true)), text, BOARD);
        } else if away.is_none() {
            let area = production.place(at).map(|place| place.area.clone()).unwrap_or_default();
            let text = format!("{name} is {area}, reached on foot from the other sets there");
            assume(production, &Edit::Place(at, PlaceChange::Area(area)), text, BOARD);
        }
        homes::set(production, name, vec![at], None, source);
    }
    of_units
}

/// Units that a banner of the board names, each with the main unit's crew; the places they shoot at cannot be had before.
fn units(production: &mut Production, groups: &Groups, places: &BTreeMap<String, PlaceId>) -> BTreeMap<String, UnitId> {
    let mut units = BTreeMap::new();
    let main = production.units[0].clone();
    units.insert(String::new(), main.id);
    for (name, first) in &groups.units {
        let unit = Unit { id: production.fresh(), name: name.clone(), ..main.clone() };
        units.insert(name.clone(), unit.id);
        production.units.push(unit.clone());
        let text = format!("the {name} unit costs {} a day for {} heads, as the main unit", unit.crew_day, unit.heads);
        assume(
            production,
            &Edit::Put(Noun::Unit(unit), Neighbour::Last),
            text,
            "assumption: a banner of the board names it",
        );
        let date = boards::date_of(production, *first);
        let Some(place) = places.get(name).and_then(|id| production.places.iter_mut().find(|place| place.id == *id))
        else {
            continue;
        };
        let until = plus_days(date, -1);
        let closed =
            DateRange { from: plus_days(date, -366), to: until, why: format!("the unit is there from {date}") };
        place.closed = vec![closed];
        let edit = Edit::Place(place.id, PlaceChange::Closed(place.closed.clone()));
        let text = format!("{name} cannot be had before {date}");
        assume(production, &edit, text, BOARD);
    }
    units
}

/// Board numbers, drops and dates off of the cast, and the ages that marks such as `(k)` stand for.
fn terms(production: &mut Production, schedule: &Schedule, drafts: &Drafts, days: usize) {
    let names: BTreeMap<&str, usize> = drafts.cast.iter().map(|(name, element)| (name.as_str(), *element)).collect();
    let (start, week) = (production.calendar.start, production.calendar.week);
    let span = i64::try_from(days).unwrap_or(0) * 2 + 60;
    let taken: Vec<String> =
        drafts.cast.iter().map(|(_, element)| schedule.elements[*element].number.clone()).collect();
    let mut free = (1_u32..).map(|number| number.to_string()).filter(|number| !taken.contains(number));
    for member in &mut production.cast {
        let Some(element) = names.get(member.name.as_str()).map(|&element| &schedule.elements[element]) else {
            continue;
        };
        member.number = match element.number.as_str() {
            "" => free.next().unwrap_or_default(),
            number => number.to_owned(),
        };
        if member.contract.form == Form::Daily {
            member.contract.drop = element.drop.filter(|gap| *gap > 0).map(|min_gap| DropTerms { min_gap, max: 1 });
        }
        let weekday = |ahead: &i64| {
            let day = usize::from(plus_days(start, *ahead).weekday().to_monday_zero_offset().unsigned_abs());
            week[day] && element.week_off[day]
        };
        let weekly = (0..span).filter(weekday).map(|ahead| plus_days(start, ahead));
        let off = element.off.iter().copied().chain(weekly);
        member.unavailable = off.map(|date| DateRange { from: date, to: date, why: "day off".to_owned() }).collect();
    }
    let order = |number: &str| number.parse::<u32>().unwrap_or(u32::MAX);
    production.cast.sort_by(|a, b| (order(&a.number), &a.number).cmp(&(order(&b.number), &b.number)));
    for (id, age, mark) in production
        .cast
        .iter()
        .filter_map(|member| {
            let element = names.get(member.name.as_str())?;
            let (age, mark) = drafts::age(&schedule.elements[*element].name)?;
            Some((Edit::Cast(member.id, CastChange::Born(member.born)).touches(), age, mark))
        })
        .collect::<Vec<_>>()
    {
        if age == 0 {
            // Nobody shoots with one infant alone: while one works, the other rests.
            let text = format!("an infant, '{mark}', is played by twins, whose hours are not held");
            let source = "assumption: infants are cast in twos".to_owned();
            production.assumptions.extend(id.into_iter().map(|about| model::production::Assumption {
                about,
                text: text.clone(),
                source: source.clone(),
            }));
            continue;
        }
        for one in production.assumptions.iter_mut().filter(|one| id.contains(&one.about)) {
            one.source = format!("assumption: '{mark}' marks a child; {age} is a guess");
        }
    }
}

/// What the boards show of a day: places and pages. The first day is as light as any.
fn settings(production: &mut Production) {
    let Some(board) = production.active_board().filter(|board| !board.days.is_empty()).cloned() else { return };
    let eighths = |day: &model::board::UnitDay| {
        let strips = day.strips().filter_map(|placed| production.strip(placed.strip));
        strips.map(|strip| strip.eighths).sum::<model::measure::Eighths>()
    };
    let shooting: Vec<_> = board.days.iter().filter(|day| day.kind.shoots()).collect();
    let range = shooting.iter().map(|day| eighths(day)).min().zip(shooting.iter().map(|day| eighths(day)).max());
    let places = |day: &&model::board::UnitDay| {
        let sets = day.strips().filter_map(|placed| production.scene_of(placed.strip)).map(|scene| scene.set);
        let mut places: Vec<_> = sets.filter_map(|set| production.place_of(&board, set)).collect();
        places.sort_unstable();
        places.dedup();
        places.len()
    };
    let places = shooting.iter().map(places).max().and_then(|places| u32::try_from(places).ok()).unwrap_or(0);
    let main = production.units[0].id;
    let days = shooting.iter().filter(|day| day.unit == main).count();
    let settings = &mut production.settings;
    settings.max_places = settings.max_places.max(places);
    settings.day_pages = range;
    settings.first_day = model::measure::Ratio::ONE;
    settings.days = settings.days.or(u32::try_from(days).ok());
    let settings = settings.clone();
    let Some((least, most)) = range else { return };
    let text = format!(
        "a day is planned to {} and filled to {}, the first one too; it holds {least} to {most} pages and {} places at most, as on board {}",
        settings.planned_day, settings.fill, settings.max_places, board.name
    );
    let about = Edit::Production(ProductionChange::Settings(settings)).touches();
    production.assumptions.retain(|one| !about.contains(&one.about));
    let Some(about) = about.into_iter().next() else { return };
    production.assumptions.push(model::production::Assumption { about, text, source: BOARD.to_owned() });
}

/// Whether a category is words of the heading or of the sheet, and no element.
fn of_sheet(category: Category) -> bool {
    category.0 < 100 || (123..=124).contains(&category.0) || category == Category::CAST
}

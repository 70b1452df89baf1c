//! Things by the names that people type: each is found without regard to case, or the nearest known names are told.

use model::board::Board;
use model::ids::{DayId, PersonId};
use model::issue::{Issue, Schedule};
use model::people::CastMember;
use model::places::{Place, Set};
use model::production::{Element, Production, Scene, Strip};

use super::DayName;
use crate::app::Opened;
use crate::error::Failure;
use crate::names::{near, nearest};
use crate::past;

/// The strip of a label such as `12` or `14pt1`.
pub(super) fn strip<'a>(production: &'a Production, label: &str) -> Result<&'a Strip, Failure> {
    let labels = || production.strips.iter().map(|strip| (production.strip_label(strip), strip));
    let part = format!("{}pt", label.to_lowercase());
    let parts: Vec<String> =
        labels().map(|(name, _)| name).filter(|name| name.to_lowercase().starts_with(&part)).collect();
    if !parts.is_empty() && labels().all(|(name, _)| !name.eq_ignore_ascii_case(label)) {
        let hint = format!("name one of them: {}", parts.join(", "));
        return Err(Failure::value(format!("scene {label} is split into {} strips", parts.len()), hint));
    }
    by_name("strip", label, labels())
}

/// The scene of a number such as `12`, with its episode before it where there are several.
pub(super) fn scene<'a>(production: &'a Production, label: &str) -> Result<&'a Scene, Failure> {
    by_name("scene", label, production.scenes.iter().map(|scene| (production.scene_label(scene), scene)))
}

/// The cast member who plays a character, has a name or has a board number.
pub(super) fn person<'a>(production: &'a Production, name: &str) -> Result<&'a CastMember, Failure> {
    let plays = |id: PersonId| production.characters.iter().filter(move |character| character.played_by == Some(id));
    let names = |person: &'a CastMember| {
        let characters = plays(person.id).map(|character| character.name.clone());
        characters.chain([person.name.clone(), person.number.clone()]).map(move |name| (name, person))
    };
    by_name("cast member", name, production.cast.iter().flat_map(names)).map_err(|_| {
        // Of each person one name is enough of a hint, and no board number is.
        let role = |person: &'a CastMember| plays(person.id).next().map_or(&person.name, |role| &role.name).as_str();
        let called = || production.characters.iter().map(|role| role.name.as_str());
        let all = production.cast.iter().map(|person| person.name.as_str()).chain(called());
        let hint = near(name, all).unwrap_or_else(|| nearest(name, production.cast.iter().map(role)));
        Failure::Unknown { what: "cast member", name: name.to_owned(), hint }
    })
}

/// The place of a name.
pub(super) fn place<'a>(production: &'a Production, name: &str) -> Result<&'a Place, Failure> {
    by_name("place", name, production.places.iter().map(|place| (place.name.clone(), place)))
}

/// The set of a name.
pub(super) fn set<'a>(production: &'a Production, name: &str) -> Result<&'a Set, Failure> {
    by_name("set", name, production.sets.iter().map(|set| (set.name.clone(), set)))
}

/// The element of a name.
pub(super) fn element<'a>(production: &'a Production, name: &str) -> Result<&'a Element, Failure> {
    by_name("element", name, production.elements.iter().map(|element| (element.name.clone(), element)))
}

/// The board of a name, or the active one when none is named.
pub(super) fn board<'a>(production: &'a Production, name: Option<&str>) -> Result<&'a Board, Failure> {
    match name {
        Some(name) => by_name("board", name, production.boards.iter().map(|board| (board.name.clone(), board))),
        None => production
            .active_board()
            .ok_or_else(|| Failure::value("the production has no board", "make one with 'backlot solve'")),
    }
}

/// The schedule of a published issue, or else of the board of a name or the active one.
pub(super) fn schedule(opened: &Opened, board_name: Option<&str>, issue: Option<u32>) -> Result<Schedule, Failure> {
    let production = &opened.production;
    let Some(number) = issue else { return Ok(opened.schedule(board(production, board_name)?)) };
    let found = production.issues.iter().find(|issue| issue.number == number);
    found.map(|issue| issue.schedule.clone()).ok_or_else(|| {
        let known: Vec<String> = production.issues.iter().map(|issue| issue.number.to_string()).collect();
        let hint = match known.is_empty() {
            true => "nothing is published yet; 'backlot board publish' makes the first issue".to_owned(),
            false => format!("issues are {}", known.join(", ")),
        };
        Failure::value(format!("there is no issue {number}"), hint)
    })
}

/// The schedule of a board, or of a published issue by its number or its colour: `Plan`, `issue 2`, `2`, `Blue`. A name that
/// both have is the board's, unless `issue` stands before it. An issue is as it was published, and its board has the name
/// of the issue; it comes with its number.
pub(super) fn standing(opened: &Opened, name: &str) -> Result<(Schedule, Option<u32>), Failure> {
    let production = &opened.production;
    let boards = || production.boards.iter().map(|board| board.name.as_str());
    let of_issue = name.split_once(' ').filter(|(word, _)| word.eq_ignore_ascii_case("issue"));
    let named = |wanted: &str| {
        let is = |issue: &&Issue| issue.number.to_string() == wanted || issue.colour.eq_ignore_ascii_case(wanted);
        production.issues.iter().find(is)
    };
    let wanted = of_issue.map_or(name, |(_, rest)| rest.trim());
    let issue = match (of_issue.and_then(|_| named(wanted)), board(production, Some(name))) {
        (None, Ok(board)) => return Ok((opened.schedule(board), None)),
        (issue, _) => issue.or_else(|| named(name)),
    };
    if let Some(issue) = issue {
        let mut schedule = issue.schedule.clone();
        schedule.board.name = called(issue);
        return Ok((schedule, Some(issue.number)));
    }
    let issues: Vec<String> = production.issues.iter().map(called).collect();
    let colours = production.issues.iter().map(|issue| issue.colour.as_str());
    let hint = near(wanted, boards().chain(colours));
    let hint = hint.unwrap_or_else(|| nearest(name, boards().chain(issues.iter().map(String::as_str))));
    let what = if issues.is_empty() { "board" } else { "board or issue" };
    Err(Failure::Unknown { what, name: name.to_owned(), hint })
}

/// `issue 2 (Blue)`.
fn called(issue: &Issue) -> String {
    let withdrawn = if issue.withdrawn { ", withdrawn" } else { "" };
    format!("issue {} ({}{withdrawn})", issue.number, issue.colour)
}

/// The day of a board by its name; without a unit named, the main one's.
pub(super) fn day(production: &Production, board: &Board, name: &DayName) -> Result<DayId, Failure> {
    let units = || production.units.iter().map(|unit| (unit.name.clone(), unit.id));
    let unit = name.unit.as_deref().map(|unit| by_name("unit", unit, units())).transpose()?;
    let unit = unit.or(production.units.first().map(|unit| unit.id));
    let days = || board.days.iter().zip(board.numbers());
    let found = days().find(|(day, known)| unit.is_none_or(|unit| unit == day.unit) && *known == Some(name.number));
    found.map(|(day, _)| day.id).ok_or_else(|| {
        let last = |of| days().filter(|(day, _)| day.unit == of).filter_map(|(_, known)| known).max();
        let each = production.units.iter().enumerate().filter_map(|(at, unit)| {
            let last = DayName { number: last(unit.id)?, unit: (at > 0).then(|| unit.name.clone()) };
            let first = DayName { number: 1, ..last.clone() };
            Some(if last.number == 1 { first.to_string() } else { format!("{first} to {last}") })
        });
        let each: Vec<String> = each.collect();
        let hint = match each.is_empty() {
            true => "plan it first with 'backlot solve'".to_owned(),
            false => format!("its days are {}", each.join(", ")),
        };
        Failure::value(format!("board '{}' has no shooting day {name}", board.name), hint)
    })
}

/// The day of a board by its name, as long as it is to come.
pub(super) fn open_day(production: &Production, board: &Board, name: &DayName) -> Result<DayId, Failure> {
    let id = day(production, board, name)?;
    past::shot(production, board, id).map_or(Ok(id), |shot| Err(past::later(Some(shot))))
}

/// Refuses a strip whose day was shot.
pub(super) fn open_strip(production: &Production, board: &Board, strip: &Strip) -> Result<(), Failure> {
    let day = board.day_of(strip.id).and_then(|at| board.days.get(at));
    let shot = day.and_then(|day| past::shot(production, board, day.id));
    shot.map_or(Ok(()), |shot| Err(past::unfinished(&production.strip_label(strip), Some(shot))))
}

fn by_name<T: Copy>(
    what: &'static str,
    wanted: &str,
    all: impl Iterator<Item = (String, T)> + Clone,
) -> Result<T, Failure> {
    let exact = all.clone().find(|(name, _)| name == wanted);
    let found = exact.or_else(|| all.clone().find(|(name, _)| name.to_lowercase() == wanted.to_lowercase()));
    found.map(|(_, one)| one).ok_or_else(|| {
        let names: Vec<String> = all.map(|(name, _)| name).collect();
        let hint = nearest(wanted, names.iter().map(String::as_str));
        Failure::Unknown { what, name: wanted.to_owned(), hint }
    })
}

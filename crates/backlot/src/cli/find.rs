//! Things by the names that people type: each is found without regard to case, or the nearest known names are told.

use model::board::Board;
use model::ids::{DayId, PersonId};
use model::issue::Schedule;
use model::people::CastMember;
use model::places::{Place, Set};
use model::production::{Element, Production, Scene, Strip};

use super::DayName;
use crate::app::Opened;
use crate::error::Failure;
use crate::names::nearest;
use crate::say;

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
    by_name("cast member", name, production.cast.iter().flat_map(names))
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

/// The day of a board by its name; of several units' days without a unit named, the main one's.
pub(super) fn day(production: &Production, board: &Board, name: &DayName) -> Result<DayId, Failure> {
    let units = || production.units.iter().map(|unit| (unit.name.clone(), unit.id));
    let unit = name.unit.as_deref().map(|unit| by_name("unit", unit, units())).transpose()?;
    let days = || board.days.iter().zip(board.numbers()).filter(|(day, _)| unit.is_none_or(|unit| unit == day.unit));
    let numbered = || days().filter(|(_, known)| *known == Some(name.number));
    let main = production.units.first().map(|unit| unit.id);
    let found = numbered().find(|(day, _)| Some(day.unit) == main).or_else(|| numbered().next());
    found.map(|(day, _)| day.id).ok_or_else(|| {
        let last = days().filter_map(|(_, known)| known).max().unwrap_or(0);
        Failure::value(
            format!("board '{}' has no shooting day {name}", board.name),
            if last == 0 {
                "plan it first with 'backlot solve'".to_owned()
            } else {
                format!("its days are 1 to {last}")
            },
        )
    })
}

/// The day of a board by its name, as long as it is to come.
pub(super) fn open_day(production: &Production, board: &Board, name: &DayName) -> Result<DayId, Failure> {
    let id = day(production, board, name)?;
    match shot(production, board, id) {
        Some((_, shot)) => Err(Failure::value(format!("day {name}, {shot}"), "name a day from then on")),
        None => Ok(id),
    }
}

/// Refuses a strip whose day was shot.
pub(super) fn open_strip(production: &Production, board: &Board, strip: &Strip) -> Result<(), Failure> {
    let day = board.day_of(strip.id).and_then(|at| board.days.get(at));
    let Some((number, shot)) = day.and_then(|day| shot(production, board, day.id)) else { return Ok(()) };
    let label = production.strip_label(strip);
    let day = number.map_or(String::new(), |number| format!("day {number}, "));
    let hint = "was it not finished: 'backlot solve --from-day N --unfinished STRIP' plans it again";
    Err(Failure::value(format!("strip {label} stands on {day}{shot}"), hint))
}

/// The number of a day that was shot when the shoot was last planned again, and that it was, in words.
pub(super) fn shot(production: &Production, board: &Board, day: DayId) -> Option<(Option<u32>, String)> {
    let from = production.told.as_ref()?.from;
    let at = board.days.iter().position(|one| one.id == day)?;
    let date = board.dates(&production.calendar).get(at).copied().filter(|date| *date < from)?;
    let words = format!("{}, which is shot: the shoot was planned again from {} on", say::date(date), say::date(from));
    Some((board.numbers().get(at).copied().flatten(), words))
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

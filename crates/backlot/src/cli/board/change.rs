//! What changes a board by hand: a strip or a day is moved, with what that does to hours, money and findings; a board is copied.

use model::board::{Board, Shift};
use model::edit::{BoardChange, DayChange, Edit, ItemKey, Neighbour, Noun, Spot};
use model::ids::StripId;
use model::issue::Schedule;
use model::plan::LightNeed;
use model::production::{Production, light_need};
use serde_json::json;

use crate::app::{self, NOTHING, Opened};
use crate::cli::{DayName, Format, Said, find};
use crate::compare::{Changes, Stop, compare, standing};
use crate::error::Failure;
use crate::figures::Figures;
use crate::say;

/// Where a strip goes by the words of the command line.
pub(super) fn spot(
    production: &Production,
    board: &Board,
    day: Option<&DayName>,
    after: Option<&str>,
    first: bool,
) -> Result<Spot, Failure> {
    let Some(name) = day else { return Ok(Spot::Boneyard(board.boneyard.last().copied())) };
    let day = find::day(production, board, name)?;
    let Some(stands) = board.day(day) else { return Ok(Spot::Day(day, None)) };
    let after = match after {
        Some(label) => {
            let strip = find::strip(production, label)?.id;
            if !stands.strips().any(|placed| placed.strip == strip) {
                let hint = format!("see 'backlot board show'; without --after it comes last on day {name}");
                return Err(Failure::value(format!("strip {label} does not stand on day {name}"), hint));
            }
            Some(strip)
        }
        None if first => None,
        None => stands.strips().last().map(|placed| placed.strip),
    };
    Ok(Spot::Day(day, after.map(ItemKey::Strip)))
}

/// Moves a strip, and with it the shift of its new day when that is wanted.
pub(super) fn move_strip(
    format: Format,
    opened: &mut Opened,
    file: &str,
    board: &Board,
    strip: &str,
    (spot, shift): (Spot, Option<Shift>),
) -> Result<Said, Failure> {
    let moved = find::strip(&opened.production, strip)?;
    find::open_strip(&opened.production, board, moved)?;
    let id = moved.id;
    // After itself is where it stands; the edit wants another neighbour.
    let spot = match spot {
        Spot::Day(day, Some(ItemKey::Strip(last))) if last == id => {
            let before =
                board.day(day).into_iter().flat_map(|day| day.strips()).take_while(|placed| placed.strip != id);
            Spot::Day(day, before.last().map(|placed| ItemKey::Strip(placed.strip)))
        }
        Spot::Boneyard(Some(last)) if last == id => Spot::Boneyard(board.boneyard.iter().rev().nth(1).copied()),
        spot => spot,
    };
    let before = opened.schedule(board);
    if let Some(day) = board.days.iter().position(|day| day.strips().any(|placed| placed.strip == id && placed.pinned))
    {
        let day = before.plan.days.get(day);
        let number = day.and_then(|day| day.number).map_or(String::new(), |number| format!("day {number} "));
        let date = day.map_or(String::new(), |day| say::date(day.date));
        let of = if opened.production.active == Some(board.id) {
            String::new()
        } else {
            format!(" --board '{}'", board.name)
        };
        let hint = format!("let it go first: backlot pin {file} {strip} --off{of}");
        return Err(Failure::value(format!("strip {strip} is pinned to {number}{date}"), hint));
    }
    let lies = board.boneyard.contains(&id);
    let says = match (spot, shift) {
        // Where in the boneyard it lies means nothing.
        (Spot::Boneyard(_), _) if lies => NOTHING.to_owned(),
        (Spot::Day(day, _), Some(shift)) => opened.change(Edit::Batch(vec![
            Edit::Board(board.id, BoardChange::Move(id, spot)),
            Edit::Board(board.id, BoardChange::Day(day, DayChange::Shift(shift))),
        ]))?,
        _ => opened.change(Edit::Board(board.id, BoardChange::Move(id, spot)))?,
    };
    let mut said = effect(format, opened, &before, &says, |changes| {
        vec![match changes.strips.iter().find(|moved| moved.strip.eq_ignore_ascii_case(strip)) {
            Some(moved) => moved.told(&opened.production),
            None => format!("strip {strip}: another place on its day"),
        }]
    })?;
    let after = opened.schedule(find::board(&opened.production, Some(&board.name))?);
    if let (Some(hint), false) = (other_shift(opened, &after, id, file), format.json) {
        said.text += &format!("{hint}\n");
    }
    Ok(said)
}

/// How to change the shift of a day onto which a strip came that wants the other one.
fn other_shift(opened: &Opened, after: &Schedule, id: StripId, file: &str) -> Option<String> {
    let day = after.plan.days.get(after.board.day_of(id)?)?;
    let stop = Stop { date: day.date, unit: day.unit, number: day.number };
    let (name, scene) = (DayName::of(&opened.production, stop)?, opened.production.scene_of(id)?);
    let place = opened.production.place_of(&after.board, scene.set);
    let wanted = match light_need(scene, place.and_then(|place| opened.production.place(place))) {
        LightNeed::Dark => Shift::Night,
        LightNeed::Daylight | LightNeed::Dawn => Shift::Day,
        LightNeed::Any | LightNeed::Dusk => return None,
    };
    let of = if opened.production.active == Some(after.board.id) {
        String::new()
    } else {
        format!(" --board '{}'", after.board.name)
    };
    let fits = day.shift == wanted || day.shift == Shift::Split;
    (!fits).then(|| {
        format!(
            "day {name} is worked in the {} shift: 'backlot board day {file} {} --shift {}{of}' changes it",
            day.shift.word(),
            say::quoted(&name.to_string()),
            wanted.word()
        )
    })
}

/// Changes shift and call of a day.
pub(super) fn day(
    format: Format,
    opened: &mut Opened,
    board: &Board,
    name: &DayName,
    changes: impl Iterator<Item = DayChange>,
) -> Result<Said, Failure> {
    let day = find::day(&opened.production, board, name)?;
    let edits = changes.map(|change| Edit::Board(board.id, BoardChange::Day(day, change)));
    let before = opened.schedule(board);
    let says = opened.change(Edit::Batch(edits.collect()))?;
    effect(format, opened, &before, &says, |_| vec![says.clone()])
}

/// What a change did to a board: hours, cost and findings, below the lines that say the change itself.
fn effect(
    format: Format,
    opened: &Opened,
    before: &Schedule,
    says: &str,
    head: impl FnOnce(&Changes) -> Vec<String>,
) -> Result<Said, Failure> {
    let production = &opened.production;
    let after = opened.schedule(find::board(production, Some(&before.board.name))?);
    let changes = compare(production, before, &after);
    let (was, is) = (Figures::of(production, before), Figures::of(production, &after));
    let data = json!({ "before": was, "after": is, "changes": changes });
    if says == NOTHING {
        return Said::data(format, &data, [says.to_owned()]);
    }
    let mut lines = head(&changes);
    lines.extend(told(production, &changes, false));
    lines.push(format!("findings: {} -> {}", was.findings(), is.findings()));
    lines.extend(changes.findings());
    Said::data(format, &data, lines)
}

/// A board beside another one, to try something on it.
pub(super) fn copy(opened: &mut Opened, file: &str, board: &Board, name: &str) -> Result<Said, Failure> {
    keep(opened, board, name)?;
    Ok(Said::lines([
        format!("board {name}, a copy of {}; the active board stays the active one", board.name),
        format!("  try on it:     backlot board move {file} STRIP --day N --board '{name}'"),
        format!("  what it does:  backlot price {file} --board '{name}' --against '{}'", board.name),
        format!("  take it:       backlot board activate {file} '{name}'"),
    ]))
}

/// Refuses a name that a board has already.
pub(super) fn untaken(production: &Production, name: &str) -> Result<(), Failure> {
    if production.boards.iter().any(|other| other.name.eq_ignore_ascii_case(name)) {
        let hint = "'backlot board list' shows the names that are taken";
        return Err(Failure::value(format!("there is a board '{name}' already"), hint));
    }
    Ok(())
}

/// Takes a copy of a board in under a new name.
pub(super) fn keep(opened: &mut Opened, board: &Board, name: &str) -> Result<(), Failure> {
    untaken(&opened.production, name)?;
    let (_, copy) = app::new_board(&opened.production, Some(board), name);
    opened.change(Edit::Put(Noun::Board(copy), Neighbour::Last))?;
    Ok(())
}

/// Hours and money of a change, and on request what makes each account's difference.
pub(super) fn told(production: &Production, changes: &Changes, causes: bool) -> Vec<String> {
    let worked =
        |minutes: Option<model::measure::Minutes>| minutes.map_or("-".to_owned(), |minutes| minutes.to_string());
    let hours = changes.hours.iter();
    let mut lines: Vec<String> = hours
        .map(|hours| {
            format!("  {}: {} -> {}", standing(production, Some(hours.day)), worked(hours.from), worked(hours.to))
        })
        .collect();
    lines.push(format!("cost: {}", changes.money(production)));
    lines.extend(changes.accounts(causes));
    lines
}

//! What is shot: the days dated before the morning from which on the shoot was last planned again. A re-plan says so, and
//! nothing but a re-plan changes them.

use jiff::civil::Date;
use model::board::{Board, Item, Placed, UnitDay};
use model::edit::{Edit, ProductionChange};
use model::ids::{DayId, PlaceId, SetId, StripId};
use model::production::Production;

use crate::error::Failure;
use crate::say;

/// Refuses an edit that changes a day which is shot: its date, shift or call, or what stands on it. The board that becomes the
/// active one must have the past of the one before. A re-plan says itself what is shot, and its undo takes that back.
pub(crate) fn keep(edit: &Edit, before: &Production, after: &Production) -> Result<(), Failure> {
    if before.told.is_none() || plans_again(edit) {
        return Ok(());
    }
    for was in &before.boards {
        if let Some(failure) = after.board(was.id).and_then(|is| apart((before, was), (after, is))) {
            return Err(failure);
        }
    }
    let active = before.active_board().zip(after.active_board()).filter(|(was, is)| was.id != is.id);
    active.map_or(Ok(()), |(was, is)| becomes((before, was), (after, is)))
}

/// Refuses to plan again from a board on which what is shot is not as on the active one.
pub(crate) fn same(production: &Production, base: &Board) -> Result<(), Failure> {
    production.active_board().map_or(Ok(()), |active| becomes((production, active), (production, base)))
}

fn becomes(before: (&Production, &Board), after: (&Production, &Board)) -> Result<(), Failure> {
    match apart(before, after) {
        Some(Failure::Value(message, _)) => Err(Failure::value(
            format!("on board {} it is not as it was shot: {message}", after.1.name),
            "change a copy of the active board ('backlot board copy'), or take the re-plan back with 'backlot undo'",
        )),
        _ => Ok(()),
    }
}

/// Whether an edit says anew what people were told, and so what is shot.
fn plans_again(edit: &Edit) -> bool {
    match edit {
        Edit::Batch(edits) => edits.iter().any(plans_again),
        edit => matches!(edit, Edit::Production(ProductionChange::Told(_))),
    }
}

/// The first day that is shot and another one on the board after.
fn apart(before: (&Production, &Board), after: (&Production, &Board)) -> Option<Failure> {
    let from = before.0.told.as_ref()?.from;
    // Sets that are made one, or renamed by a new draft, stood where they stood.
    let same = |strip: StripId| {
        let set = |production: &Production| production.scene_of(strip).map(|scene| scene.set);
        set(before.0).filter(|_| set(before.0) == set(after.0))
    };
    let (was, is) = (days(before, same, from), days(after, same, from));
    if was.is_empty() {
        return None;
    }
    let both = |at: usize| was.get(at).zip(is.get(at)).map(|((_, was), (_, is))| (was, is));
    let alike = |at: &usize| both(*at).is_some_and(|(was, is)| was.day == is.day && was.elsewhere(is).is_none());
    let at = (0..was.len().max(is.len())).find(|at| !alike(at))?;
    let Some((day, _)) = was.get(at) else {
        // A day more is told as it would be.
        return is.get(at).map(|(day, _)| later(shot(before.0, after.1, day.id)));
    };
    let (now, told) = (is.get(at).map_or(day, |(now, _)| now), shot(before.0, before.1, day.id));
    if let Some((strip, place)) = both(at).and_then(|(was, is)| was.elsewhere(is)) {
        return Some(stood(before.0, strip, place, told));
    }
    let on = |strip: StripId, of: &UnitDay| of.strips().any(|placed| placed.strip == strip);
    let stays = |placed: &&Placed| {
        let own = after.1.day(day.id).is_some_and(|own| on(placed.strip, own));
        own || (now.id != day.id && on(placed.strip, now))
    };
    let gone = day.strips().find(|placed| !stays(placed)).and_then(|placed| before.0.strip(placed.strip));
    Some(match gone {
        Some(strip) => unfinished(&before.0.strip_label(strip), told),
        None => later(told),
    })
}

/// The refusal of a day that is shot.
pub(crate) fn later(shot: Option<String>) -> Failure {
    Failure::value(shot.unwrap_or_default(), "name a day from then on")
}

/// The refusal of a strip whose day is shot.
pub(crate) fn unfinished(label: &str, shot: Option<String>) -> Failure {
    let hint = "was it not finished: 'backlot solve --from-day N --unfinished STRIP' plans it again";
    Failure::value(format!("strip {label} stands on {}", shot.unwrap_or_default()), hint)
}

/// The refusal of another place for a set of which something is shot.
fn stood(production: &Production, strip: StripId, place: PlaceId, shot: Option<String>) -> Failure {
    let set = production.scene_of(strip).and_then(|scene| production.set(scene.set));
    let set = set.map_or("the set", |set| set.name.as_str());
    let place = production.place(place).map_or("its place", |place| place.name.as_str());
    let hint =
        "leave it there: what is left of a set moves where its place is lost ('backlot solve --from-day N --lose')";
    Failure::value(format!("{set} stood at {place} on {}", shot.unwrap_or_default()), hint)
}

/// What was shot on a day, and where the sets of its strips stood; pins, names and identities do not count.
struct Shot {
    day: UnitDay,
    /// Of each strip: the place that the board says, and the one where the set stands.
    places: Vec<(Option<PlaceId>, Option<PlaceId>)>,
}

impl Shot {
    /// The strip whose set stands elsewhere now than the board said, where what was shot is the same, and where it stood. A place that
    /// no board says is what people know about a set, which they may correct.
    fn elsewhere(&self, now: &Shot) -> Option<(StripId, PlaceId)> {
        let mut stood = self.day.strips().zip(self.places.iter().zip(&now.places));
        let moved = stood.find_map(|(placed, ((said, _), (_, stands)))| {
            said.filter(|said| *stands != Some(*said)).map(|said| (placed.strip, said))
        });
        moved.filter(|_| self.day == now.day)
    }
}

/// The days of a board before a date, in order of date and unit, each with what was shot; `set` is a strip's, as far as it counts.
fn days<'b>(
    (production, board): (&Production, &'b Board),
    set: impl Fn(StripId) -> Option<SetId>,
    from: Date,
) -> Vec<(&'b UnitDay, Shot)> {
    let shot = |date: Date, day: &UnitDay| {
        let mut bare = UnitDay { id: DayId(0), label: None, date: Some(date), ..day.clone() };
        for item in &mut bare.items {
            match item {
                Item::Strip(placed) => placed.pinned = false,
                Item::Banner { id, .. } => *id = 0,
            }
        }
        let stood = |placed: &Placed| match set(placed.strip) {
            Some(set) => (board.stands.get(&set).copied(), production.place_of(board, set)),
            None => (None, None),
        };
        let places = day.strips().map(stood).collect();
        Shot { day: bare, places }
    };
    let dated = board.dates(&production.calendar).into_iter().zip(&board.days);
    let mut days: Vec<_> = dated.filter(|(date, _)| *date < from).map(|(date, day)| (day, shot(date, day))).collect();
    days.sort_by_key(|(_, shot)| (shot.day.date, shot.day.unit));
    days
}

/// A day that was shot when the shoot was last planned again, in words: `day 1, Mon 2027-03-01, which is shot: ..`.
pub(crate) fn shot(production: &Production, board: &Board, id: DayId) -> Option<String> {
    let from = production.told.as_ref()?.from;
    let dates = board.dates(&production.calendar);
    let days = board.days.iter().zip(board.numbers()).zip(dates);
    let ((day, number), date) = days.into_iter().find(|((day, _), date)| day.id == id && *date < from)?;
    let unit = production.units.iter().skip(1).find(|unit| unit.id == day.unit);
    let unit = unit.map_or(String::new(), |unit| format!("{}:", unit.name));
    let day = number.map_or(String::new(), |number| format!("day {unit}{number}, "));
    let (date, from) = (say::date(date), say::date(from));
    Some(format!("{day}{date}, which is shot: the shoot was planned again from {from} on"))
}

/// The number of the main unit's first shooting day that is not shot, once the shoot was planned again; the next number where all
/// are.
pub(crate) fn first_open(production: &Production, board: &Board) -> Option<u32> {
    let (from, main) = (production.told.as_ref()?.from, production.units.first()?.id);
    let days = board.days.iter().zip(board.numbers()).zip(board.dates(&production.calendar));
    let mut last = 0;
    for ((_, number), date) in days.filter(|((day, _), _)| day.unit == main) {
        match number {
            Some(number) if date >= from => return Some(number),
            number => last = number.unwrap_or(last),
        }
    }
    (last > 0).then_some(last + 1)
}

/// The command that plans again what is not shot.
pub(crate) fn solve(production: &Production, board: &Board) -> String {
    first_open(production, board)
        .map_or("'backlot solve'".to_owned(), |day| format!("'backlot solve --from-day {day}'"))
}

/// Refuses to plan a board anew of which days are shot: more may be shot by now than were when the shoot was last planned
/// again, and only a person knows.
pub(crate) fn whole(production: &Production, board: &Board, file: &str) -> Result<(), Failure> {
    let shot = board.days.iter().filter_map(|day| shot(production, board, day.id)).next_back();
    let Some(shot) = shot else { return Ok(()) };
    let day = first_open(production, board).map_or("N".to_owned(), |day| day.to_string());
    let hint = format!(
        "'backlot solve {file} --from-day {day}' plans what is left; where more is shot by now, name the first day that is not"
    );
    Err(Failure::value(format!("board {} has {shot}", board.name), hint))
}

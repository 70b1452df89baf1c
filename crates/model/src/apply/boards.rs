//! Changes on a board: strips move, days come and go, banners are written. A board holds every strip exactly once.

use std::collections::BTreeSet;
use std::mem::{replace, take};

use super::{limits, refers};
use crate::board::{Board, Item, Placed, UnitDay};
use crate::edit::{BoardChange, DayChange, Edit, ItemKey, MAX_ID, Name, Refusal, Spot};
use crate::fields::Field;
use crate::ids::{BoardId, DayId, StripId};
use crate::production::Production;

/// Applies one change to a board and returns its inverse.
pub(super) fn change(production: &mut Production, id: BoardId, change: BoardChange) -> Result<Edit, Refusal> {
    refers::all_there(production, None, &names(&change))?;
    let at = production.boards.iter().position(|board| board.id == id);
    let at = at.ok_or_else(|| Refusal::missing("board", id))?;
    // Out of the document for a moment, so that the change can look at both.
    let mut board = take(&mut production.boards[at]);
    let inverse = apply(production, &mut board, change);
    production.boards[at] = board;
    let mut inverse: Vec<Edit> = inverse?.into_iter().map(|inverse| Edit::Board(id, inverse)).collect();
    Ok(match inverse.len() {
        1 => inverse.remove(0),
        _ => Edit::Batch(inverse),
    })
}

/// Makes a whole board fit to stand in the document: days and banners of identity 0 get fresh ones, everything is there
/// once.
pub(super) fn settle(production: &mut Production, board: &mut Board) -> Result<(), Refusal> {
    let mut days = BTreeSet::new();
    let mut banners = BTreeSet::new();
    for day in &mut board.days {
        give_ids(production, day)?;
        let twice = |what: &str, id: u64| Refusal::new(format!("{what} {id} is on the board twice"), "");
        if !days.insert(day.id) {
            return Err(twice("day", day.id.0));
        }
        for item in &day.items {
            if let Item::Banner { id, .. } = item
                && !banners.insert(*id)
            {
                return Err(twice("banner", *id));
            }
        }
    }
    let mut left: BTreeSet<StripId> = production.strips.iter().map(|strip| strip.id).collect();
    let on_days = board.days.iter().flat_map(|day| day.strips().map(|placed| placed.strip));
    for strip in on_days.chain(board.boneyard.iter().copied()) {
        if !left.remove(&strip) {
            let Some(strip) = production.strip(strip) else { return Err(Refusal::missing("strip", strip)) };
            let message = format!("strip {} is on the board twice", production.strip_label(strip));
            return Err(Refusal::new(message, "a board holds every strip once; split the scene to shoot it in parts"));
        }
    }
    match left.first().and_then(|&strip| production.strip(strip)) {
        Some(strip) => {
            let message = format!("strip {} is not on the board", production.strip_label(strip));
            Err(Refusal::new(message, "a board holds every strip once; put it in the boneyard"))
        }
        None => Ok(()),
    }
}

/// Applies the change and returns what takes it back, in order.
fn apply(production: &mut Production, board: &mut Board, change: BoardChange) -> Result<Vec<BoardChange>, Refusal> {
    Ok(match change {
        BoardChange::Rename(name) => vec![BoardChange::Rename(replace(&mut board.name, name))],
        BoardChange::Move(strip, spot) => move_strip(production, board, strip, spot)?,
        BoardChange::Pin(strip, pinned) => {
            let strips = board.days.iter_mut().flat_map(|day| &mut day.items).filter_map(|item| match item {
                Item::Strip(placed) => Some(placed),
                Item::Banner { .. } => None,
            });
            let placed = strips.into_iter().find(|placed| placed.strip == strip).ok_or_else(|| {
                let message = format!("{} stands on no day", production.title_of(Name::Strip(strip)));
                Refusal::new(message, "move it to a day before you pin it there")
            })?;
            vec![BoardChange::Pin(strip, replace(&mut placed.pinned, pinned))]
        }
        BoardChange::Stand(set, place) => {
            let old = match place {
                Some(place) => board.stands.insert(set, place),
                None => board.stands.remove(&set),
            };
            vec![BoardChange::Stand(set, old)]
        }
        BoardChange::InsertDay(mut day, after) => {
            if day.strips().next().is_some() {
                return Err(Refusal::new("a new day brings no strips", "insert it empty, then move the strips there"));
            }
            limits::check(&day, || "the new day".to_owned())?;
            give_ids(production, &mut day)?;
            let known = |one: &UnitDay| one.id == day.id || day.items.iter().any(|item| holds(one, key(item)));
            if board.days.iter().any(known) {
                let message = format!("day {} or one of its banners is on the board already", day.id);
                return Err(Refusal::new(message, "leave the id at 0 to be given the next one"));
            }
            let at = after.map_or(Ok(0), |after| day_at(board, after).map(|at| at + 1))?;
            let id = day.id;
            board.days.insert(at, day);
            vec![BoardChange::RemoveDay(id)]
        }
        BoardChange::RemoveDay(id) => {
            let at = day_at(board, id)?;
            if let Some(placed) = board.days[at].strips().next() {
                let strip = production.title_of(Name::Strip(placed.strip));
                let message = format!("day {} cannot be removed: {strip} stands on it", at + 1);
                return Err(Refusal::new(message, "move its strips first"));
            }
            let after = at.checked_sub(1).map(|before| board.days[before].id);
            vec![BoardChange::InsertDay(board.days.remove(at), after)]
        }
        BoardChange::Day(id, change) => {
            let at = day_at(board, id)?;
            let old = change.swap(&mut board.days[at]);
            if let Err(refusal) = limits::check(&board.days[at], || format!("day {}", at + 1)) {
                old.swap(&mut board.days[at]);
                return Err(refusal);
            }
            vec![BoardChange::Day(id, old)]
        }
        BoardChange::PutBanner(day, item, after) => put_banner(production, board, day, item, after)?,
        BoardChange::RemoveBanner(id) => {
            let (day, item, after) = lift(board, ItemKey::Banner(id)).ok_or_else(|| Refusal::missing("banner", id))?;
            vec![BoardChange::PutBanner(day, item, after)]
        }
    })
}

fn move_strip(
    production: &Production,
    board: &mut Board,
    strip: StripId,
    spot: Spot,
) -> Result<Vec<BoardChange>, Refusal> {
    // Everything that can be refused comes before the first change.
    let own = ItemKey::Strip(strip);
    match spot {
        Spot::Boneyard(None) => (),
        Spot::Boneyard(Some(after)) if after != strip && board.boneyard.contains(&after) => (),
        Spot::Boneyard(Some(after)) => {
            let message = format!("{} does not lie in the boneyard", production.title_of(Name::Strip(after)));
            return Err(Refusal::new(message, "it may have been moved since; look at the log"));
        }
        Spot::Day(day, after) => has_neighbour(production, board, day, own, after)?,
    }
    let pinned = board.days.iter().flat_map(UnitDay::strips).any(|placed| placed.strip == strip && placed.pinned);
    let from = match lift(board, own) {
        Some((day, _, after)) => Spot::Day(day, after),
        None => {
            let at = board.boneyard.iter().position(|&one| one == strip);
            let at = at.ok_or_else(|| Refusal::missing("strip", strip))?;
            board.boneyard.remove(at);
            Spot::Boneyard(at.checked_sub(1).map(|before| board.boneyard[before]))
        }
    };
    match spot {
        Spot::Boneyard(after) => {
            let after = after.and_then(|after| board.boneyard.iter().position(|&one| one == after));
            board.boneyard.insert(after.map_or(0, |at| at + 1), strip);
        }
        // Who moves a pinned strip pins it to the new day.
        Spot::Day(day, after) => insert(board, day, Item::Strip(Placed { strip, pinned }), after),
    }
    let mut inverse = vec![BoardChange::Move(strip, from)];
    if pinned && matches!(spot, Spot::Boneyard(_)) {
        inverse.push(BoardChange::Pin(strip, true));
    }
    Ok(inverse)
}

fn put_banner(
    production: &mut Production,
    board: &mut Board,
    day: DayId,
    item: Item,
    after: Option<ItemKey>,
) -> Result<Vec<BoardChange>, Refusal> {
    let Item::Banner { id, text, minutes } = item else {
        return Err(Refusal::new("a strip is no banner", "move the strip instead"));
    };
    let id = own_id(production, id)?;
    let item = Item::Banner { id, text, minutes };
    limits::check(&UnitDay { items: vec![item.clone()], ..UnitDay::default() }, || "the banner".to_owned())?;
    has_neighbour(production, board, day, ItemKey::Banner(id), after)?;
    let inverse = match lift(board, ItemKey::Banner(id)) {
        Some((day, old, after)) => BoardChange::PutBanner(day, old, after),
        None => BoardChange::RemoveBanner(id),
    };
    insert(board, day, item, after);
    Ok(vec![inverse])
}

/// Takes an item off its day: the day, the item, and the item before it.
fn lift(board: &mut Board, wanted: ItemKey) -> Option<(DayId, Item, Option<ItemKey>)> {
    board.days.iter_mut().find_map(|day| {
        let at = day.items.iter().position(|item| key(item) == wanted)?;
        let after = at.checked_sub(1).map(|before| key(&day.items[before]));
        Some((day.id, day.items.remove(at), after))
    })
}

/// Puts an item on a day that is known to have the neighbour.
fn insert(board: &mut Board, id: DayId, item: Item, after: Option<ItemKey>) {
    if let Some(day) = board.days.iter_mut().find(|day| day.id == id) {
        let after = after.and_then(|after| day.items.iter().position(|one| key(one) == after));
        day.items.insert(after.map_or(0, |at| at + 1), item);
    }
}

/// Refuses a spot whose day or neighbour is not there, or whose neighbour is the very thing that moves.
fn has_neighbour(
    production: &Production,
    board: &Board,
    id: DayId,
    own: ItemKey,
    after: Option<ItemKey>,
) -> Result<(), Refusal> {
    let at = day_at(board, id)?;
    let Some(after) = after else { return Ok(()) };
    if after != own && holds(&board.days[at], after) {
        return Ok(());
    }
    let called = match after {
        ItemKey::Strip(strip) => production.title_of(Name::Strip(strip)),
        ItemKey::Banner(id) => format!("banner {id}"),
    };
    let message = match after == own {
        true => format!("{called} cannot stand after itself"),
        false => format!("{called} does not stand on day {}", at + 1),
    };
    Err(Refusal::new(message, "it may have been moved since; look at the log"))
}

fn day_at(board: &Board, id: DayId) -> Result<usize, Refusal> {
    board.days.iter().position(|day| day.id == id).ok_or_else(|| Refusal::missing("day", id))
}

fn holds(day: &UnitDay, wanted: ItemKey) -> bool {
    day.items.iter().any(|item| key(item) == wanted)
}

/// The name of an item.
fn key(item: &Item) -> ItemKey {
    match item {
        Item::Strip(placed) => ItemKey::Strip(placed.strip),
        Item::Banner { id, .. } => ItemKey::Banner(*id),
    }
}

/// Gives fresh identities to a day and its banners where they are 0.
fn give_ids(production: &mut Production, day: &mut UnitDay) -> Result<(), Refusal> {
    day.id = DayId(own_id(production, day.id.0)?);
    for item in &mut day.items {
        if let Item::Banner { id, .. } = item {
            *id = own_id(production, *id)?;
        }
    }
    Ok(())
}

/// The identity itself, or a fresh one for 0; the counter never gives it out again. Days and banners are known by it only
/// inside their board, so that a copied board keeps those of its origin.
fn own_id(production: &mut Production, id: u64) -> Result<u64, Refusal> {
    if id > MAX_ID {
        let hint = "leave the id at 0 to be given the next one";
        return Err(Refusal::new(format!("id {id} is larger than any that is given out ({MAX_ID})"), hint));
    }
    if id == 0 {
        return Ok(production.fresh());
    }
    production.next_id = production.next_id.max(id + 1);
    Ok(id)
}

/// The things that a change names, beside what is on the board itself.
fn names(change: &BoardChange) -> Vec<Name> {
    match change {
        BoardChange::Move(strip, _) | BoardChange::Pin(strip, _) => vec![Name::Strip(*strip)],
        BoardChange::Stand(set, place) => [Name::Set(*set)].into_iter().chain(place.map(Name::Place)).collect(),
        BoardChange::InsertDay(day, _) => refers::day(day),
        BoardChange::Day(_, DayChange::Unit(unit)) => vec![Name::Unit(*unit)],
        _ => Vec::new(),
    }
}

//! What single moves would do to a board, one by one: a board under a person's hand, answered in well under a millisecond.

use model::board::{Board, Shift};
use model::ids::{DayId, StripId};
use model::measure::Cents;
use model::production::Production;

use super::{Film, Laid};
use crate::layout::Layout;
use crate::moves::Change;
use crate::options::Options;
use crate::order;
use crate::tour::Tour;

/// What one move would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which strip.
    pub strip: StripId,
    /// To which day.
    pub day: DayId,
    /// Broken hard rules of the whole board after the move.
    pub errors: i64,
    /// Price of the whole board after the move.
    pub price: Cents,
    /// Price of the wishes that it leaves open.
    pub wishes: Cents,
}

/// Tells for each strip and day what the board would be if that strip alone stood on that day, where the rule of order
/// puts it. The board itself stays as it is between them. A strip or day that the board does not have is passed over.
pub fn what_if(
    production: &Production,
    board: &Board,
    moves: impl IntoIterator<Item = (StripId, DayId)>,
    mut tell: impl FnMut(Moved),
) {
    let film = as_it_is(production, board);
    let mut tour = Tour::new(&film.problem, Laid::new(&film));
    for (strip, day) in moves {
        let to = board.days.iter().position(|one| one.id == day);
        let (Some(index), Some(to)) = (film.strip(strip), to) else { continue };
        let change = moved(&tour.layout, index, to, tour.layout.shifts[to]);
        let mark = tour.mark();
        tour.apply(change);
        let (total, wishes) = (tour.sums.total, Cents(tour.sums.total.wishes));
        tell(Moved { strip, day, errors: total.errors, price: Cents(total.price), wishes });
        tour.undo(mark);
    }
}

/// The board with a strip on each of some days in turn, where the rule of order puts it: in the day's own shift or in the
/// one that the light of its strips asks for, whichever serves the whole board better. Days that the board does not have
/// are passed over.
pub fn on_each_day(
    production: &Production,
    board: &Board,
    strip: StripId,
    days: impl IntoIterator<Item = DayId>,
) -> Vec<(DayId, Board)> {
    let film = as_it_is(production, board);
    let mut tour = Tour::new(&film.problem, Laid::new(&film));
    let Some(index) = film.strip(strip) else { return Vec::new() };
    let mut all = Vec::new();
    for day in days {
        let Some(to) = board.days.iter().position(|one| one.id == day) else { continue };
        let kept = tour.layout.shifts[to];
        let lit = order::shift_for(&tour.layout, tour.layout.lists[to].iter().copied().chain([index]));
        let mut best = None;
        for shift in [kept].into_iter().chain(lit.filter(|&lit| lit != kept)) {
            let mark = tour.mark();
            let change = moved(&tour.layout, index, to, shift);
            tour.apply(change);
            if best.as_ref().is_none_or(|(known, _)| tour.value() < *known) {
                best = Some((tour.value(), tour.engine.board(&tour.layout)));
            }
            tour.undo(mark);
        }
        all.extend(best.map(|(_, board)| (day, board)));
    }
    all
}

/// A board compiled with its own days, so that none is added or taken away.
fn as_it_is<'a>(production: &'a Production, board: &Board) -> Film<'a> {
    let shooting = board.days.iter().filter(|day| day.kind.shoots()).count();
    let main = production.units.first().map(|unit| unit.id);
    let own = board.days.iter().filter(|day| day.kind.shoots() && Some(day.unit) == main).count();
    let days = (shooting == 0 || own > 0).then_some(u32::try_from(own).unwrap_or(0));
    Film::new(production, board, &Options { days, ..Options::default() })
}

/// The change that takes a strip from where it stands and puts it on a day, in that shift.
fn moved(layout: &Layout<'_>, strip: usize, to: usize, shift: Shift) -> Change {
    let without = |list: &[usize]| list.iter().copied().filter(|&one| one != strip).collect::<Vec<_>>();
    let mut list = without(&layout.lists[to]);
    order::insert(layout, &mut list, strip, shift);
    let mut days = vec![(to, list, shift)];
    if let Some(from) = layout.at[strip].filter(|&from| from != to) {
        days.push((from, without(&layout.lists[from]), layout.shifts[from]));
    }
    Change { days, boneyard: Some(without(&layout.boneyard)), ..Change::default() }
}

//! What single moves would do to a board, one by one: a board under a person's hand, answered in well under a millisecond.

use model::board::Board;
use model::ids::{DayId, StripId};
use model::measure::Cents;
use model::production::Production;

use super::{Film, Laid};
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
    let shooting = board.days.iter().filter(|day| day.kind.shoots()).count();
    let main = production.units.first().map(|unit| unit.id);
    let own = board.days.iter().filter(|day| day.kind.shoots() && Some(day.unit) == main).count();
    // The board's own days, so that none is added or taken away.
    let days = (shooting == 0 || own > 0).then_some(u32::try_from(own).unwrap_or(0));
    let film = Film::new(production, board, &Options { days, ..Options::default() });
    let mut tour = Tour::new(&film.problem, Laid::new(&film));
    for (strip, day) in moves {
        let to = board.days.iter().position(|one| one.id == day);
        let (Some(index), Some(to)) = (film.strip(strip), to) else { continue };
        let without = |list: &[usize]| list.iter().copied().filter(|&one| one != index).collect::<Vec<_>>();
        let shift = tour.layout.shifts[to];
        let mut list = without(&tour.layout.lists[to]);
        order::insert(&tour.layout, &mut list, index, shift);
        let mut days = vec![(to, list, shift)];
        if let Some(from) = tour.layout.at[index].filter(|&from| from != to) {
            days.push((from, without(&tour.layout.lists[from]), tour.layout.shifts[from]));
        }
        let mark = tour.mark();
        tour.apply(Change { days, boneyard: Some(without(&tour.layout.boneyard)), ..Change::default() });
        let (total, wishes) = (tour.sums.total, Cents(tour.sums.total.wishes));
        tell(Moved { strip, day, errors: total.errors, price: Cents(total.price), wishes });
        tour.undo(mark);
    }
}

//! A whole board on the clock: each day in order, then how long each set stands. The search calls the same two functions.

use model::board::Board;
use model::plan::Plan;
use model::production::Production;

use crate::Clock;

/// Lays a board on the clock.
pub fn lay(production: &Production, board: &Board) -> Plan {
    let clock = Clock::new(production);
    let dates = board.dates(&production.calendar);
    let days = board.days.iter().zip(dates).zip(board.numbers());
    let days: Vec<_> = days
        .map(|((day, date), number)| clock.day(day, date, number, &|set| production.place_of(board, set)))
        .collect();
    let stands = clock.stands(&days);
    Plan { board: board.id, days, stands, unplaced: board.boneyard.clone() }
}

//! What a search is asked for, and what it answers.

use model::board::Board;
use model::measure::Cents;

/// What a search is asked for. The same options on the same production and board give the same board on any machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Number of shooting days of the main unit. Nothing: the board's own days, else `settings.days`, else [`crate::days_needed`].
    pub days: Option<u32>,
    /// Where chance begins.
    pub seed: u64,
    /// Moves that each of the four workers tries.
    pub iterations: u64,
    /// Moves of each worker that its coolings are planned for, where that is another number: what a search by the clock says at its end.
    pub planned: Option<u64>,
    /// Threads that share the four workers; changes how long the search takes, never what it finds.
    pub threads: usize,
    /// The first shooting day of the main unit (by its number) that may still change: every day dated before it stays as it is.
    pub from_day: Option<u32>,
    /// What it costs to call one person on a date on which she was not called: against what people have been told
    /// (`Production::told`) in a re-plan, else against the given board. Beside that a strip that stands on another
    /// day than on the given board costs a tenth of it (one of its boneyard nothing), and a day whose strips, order,
    /// shift or places differ twice as much as a call. Weighed by the search, never booked.
    pub change: Cents,
}

impl Default for Options {
    fn default() -> Self {
        Self { days: None, seed: 1, iterations: 20_000, planned: None, threads: 2, from_day: None, change: Cents::ZERO }
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The board. New days have identities from the document's counter on: adopt it through an edit, which moves the counter.
    pub board: Board,
    /// How many hard rules it breaks, by the judge, beyond what the locked days break by themselves; strips without a day are not among
    /// them.
    pub errors: u32,
    /// How many strips stand on no day, omitted scenes apart.
    pub unplaced: u32,
    /// What it costs, equal to the estimate's total to the cent.
    pub price: Cents,
    /// Price of the wishes that it leaves open, never booked.
    pub wishes: Cents,
    /// How many strips stand on another day than on the given board.
    pub changed: u32,
    /// How many calls are new, person by person and date by date: each costs `Options::change`. Counted only while that
    /// is more than nothing.
    pub calls: u32,
    /// What all that changed weighs: calls, strips and days, as `Options::change` says.
    pub change: Cents,
    /// Moves that each worker tried: with what was planned they replay this search.
    pub iterations_done: u64,
    /// Moves of each worker that its coolings were planned for, where that is another number.
    pub planned: Option<u64>,
}

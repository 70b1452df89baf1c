//! The search for a better board: the cheapest legal order in which to shoot, found by counted work from a seed.

pub mod options;
pub mod stop;

pub use options::{Options, Solution};
pub use stop::{NoGain, Progress, Stop, Watch};

pub mod sample;
pub mod shoot;
pub mod talent;

// What is searched, and how it is walked.
mod layout;
mod legible;
mod moves;
mod order;
mod problem;

// Who prices it.
mod engine;
mod film;
mod tally;

// How little it can cost.
mod bound;

mod chance;
mod construct;
mod cooling;
mod ruin;
mod search;
mod sets;
mod tour;

pub use film::{
    Bound, MOST_PINS, MOST_WAYS, Moved, Thing, Untried, Wish, days_needed, forbidden, give_up, in_words, on_each_day,
    solve, thing, what_if,
};

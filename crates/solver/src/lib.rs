//! The search for a better board: the cheapest legal order in which to shoot, found by counted work from a seed.

pub mod options;
pub mod stop;

pub use options::{Options, Solution};
pub use stop::{NoGain, Progress, Stop, Watch};

mod alone;
mod chance;
mod construct;
mod days;
mod legible;
mod moves;
mod order;
mod problem;
pub mod sample;
mod scopes;
mod search;
pub mod talent;
mod tally;
mod tour;
mod what_if;

pub use days::days_needed;
pub use search::solve;
pub use what_if::{Moved, what_if};

#[cfg(test)]
mod equality;

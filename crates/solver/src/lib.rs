//! The search for a better board: the cheapest legal order in which to shoot, found by counted work from a seed.

pub mod options;
pub mod stop;

pub use options::{Options, Solution};
pub use stop::{NoGain, Progress, Stop, Watch};

mod chance;
mod construct;
mod days;
mod moves;
mod order;
mod polish;
mod problem;
pub mod sample;
mod scopes;
mod search;
mod tally;
mod tour;

pub use days::days_needed;
pub use search::solve;

#[cfg(test)]
mod equality;

//! The search for a better board: the cheapest legal order in which to shoot, found by counted work from a seed.

pub mod options;
pub mod stop;

pub use options::{Options, Solution};
pub use stop::{NoGain, Progress, Stop, Watch};

//! Talent scheduling, exactly.

mod instance;
mod problem;
mod sets;

mod bound;
mod dominance;
mod layers;
mod orders;
mod search;
mod view;

pub use instance::{Actor, Instance, Refused};

use problem::{WIDEST, compiled};
use search::{Found, search};

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Threads, which change nothing but the time.
    pub threads: usize,
    /// The most states that are held at a time.
    pub room: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 1, room: 8 << 20 }
    }
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// States looked at.
    pub nodes: u64,
    /// What the best order known costs.
    pub cost: u64,
    /// What every order costs at least.
    pub bound: u64,
}

/// An order, and how good it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Every scene once, first to last.
    pub order: Vec<usize>,
    /// How far the search came: what the order costs, what every order costs at least, states looked at.
    pub reached: Progress,
}

/// Finds.
pub fn solve(instance: &Instance, options: &Options, mut stop: impl FnMut(&Progress) -> bool) -> Solution {
    let problem = compiled(instance);
    let work = instance.work();
    let progress = |found: &Found| Progress {
        nodes: found.nodes,
        cost: work + found.waiting.unsigned_abs(),
        bound: work + found.least.unsigned_abs(),
    };
    let order: Vec<usize> = (0..instance.durations().len()).collect();
    let waiting = i64::try_from(instance.cost(&order) - work).unwrap_or(i64::MAX);
    let known = Found { order, waiting, least: 0, nodes: 0 };
    let mut stop = |found: &Found| stop(&progress(found));
    let found = match problem.size() {
        0..=64 => search::<1>(&problem.narrowed(), known, options, &mut stop),
        65..=128 => search::<2>(&problem.narrowed(), known, options, &mut stop),
        _ => search::<WIDEST>(&problem, known, options, &mut stop),
    };
    let reached = progress(&found);
    Solution { order: found.order, reached }
}

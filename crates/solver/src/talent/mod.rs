//! Talent scheduling, exactly: the order of scenes for which the cast is paid least, and the proof.
//!
//! Every actor is paid from the start of their first scene to the end of their last; what they do not play they wait. The
//! search places scenes from both ends towards the middle. What it has placed matters only by who is here already and who is
//! still to come (a state), so each state is gone on with once; it is left out when a lower bound says that it leads to
//! nothing better. A local search finds a good order at once, narrow passes mend it, and the last pass, which leaves nothing
//! out, is the proof.
//!
//! After de la Banda, Stuckey and Chu (Solving talent scheduling with dynamic programming, 2011) and Qin, Zhang, Lim and Liang
//! (An enhanced branch-and-bound algorithm for the talent scheduling problem, 2016): both ends, merged scenes, dominance, the
//! bound by pairs. The passes, the choice of the end and what the bound leaves spare are ours.

mod instance;
mod read;

mod problem;

mod search;

mod crew;
mod expand;
mod improve;
mod layers;

mod dominance;
mod pairs;
mod rows;
mod view;

pub use instance::{Actor, Instance, Refused};
pub use read::{Unread, read};

use problem::{WIDEST, compiled};
use search::{Found, search};

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Threads, which change nothing but the time.
    pub threads: usize,
    /// The most open states that are held at a time, and the most whose way back is kept. What finds no room is left out, and
    /// nothing is proven then. An open state takes some 90 bytes up to 64 scenes and actors, a way back 16.
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
    /// What the cast is paid in the best order known.
    pub cost: u64,
    /// What it is paid in every order at least: the order is the best there is when both are equal.
    pub bound: u64,
}

impl Progress {
    /// Whether no order costs less.
    pub fn proven(&self) -> bool {
        self.bound == self.cost
    }
}

/// An order, and how good it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Every scene once, first to last.
    pub order: Vec<usize>,
    /// How far the search came.
    pub reached: Progress,
}

/// Searches for the best order until it is proven, there is no more room, or `stop` says so. `stop` is asked after each few
/// hundred nodes, a fixed number, so that a search stopped after some nodes answers the same on any number of threads.
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

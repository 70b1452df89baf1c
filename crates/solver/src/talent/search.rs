//! The search itself: layer by layer through the states, narrow first, then wider, until nothing had to be left out.

use std::sync::Arc;

use super::Options;
use super::crew::Crew;
use super::expand::Next;
use super::improve::Improver;
use super::layers::{Layer, Open, Step, Trail};
use super::problem::Problem;
use super::view::{End, State};
use crate::sets::Set;

/// States that go on in each layer, pass by pass; the last pass takes all that there is room for.
const WIDTHS: [usize; 4] = [16, 512, 8192, usize::MAX];
/// Fewer blocks than this need no narrow pass.
const FEW: usize = 24;
/// How often an order is shaken up that the first pass did not prove: a better one saves more than it takes.
const KICKS: usize = 384;
/// States looked at between two questions whether to stop: a fixed number, so that threads change nothing.
const SLICE: usize = 256;

/// What was found: the order of scenes with its pay for waiting, the least that any order pays, and the work done.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) order: Vec<usize>,
    pub(super) waiting: i64,
    pub(super) least: i64,
    /// States that were looked at.
    pub(super) nodes: u64,
}

/// Searches on from a known order until the best one is proven, or `stop` says so.
pub(super) fn search<const W: usize>(
    problem: &Problem<W>,
    known: Found,
    options: &Options,
    stop: &mut dyn FnMut(&Found) -> bool,
) -> Found {
    let narrow = if problem.casts.len() < FEW { 1 } else { 0 };
    std::thread::scope(|scope| {
        let crew = Crew::new(problem, options.threads, scope);
        let mut search = Search { problem, room: options.room, crew, found: known, stop, stopped: false };
        search.improve((problem.casts.len().pow(2) / 32).clamp(24, 128));
        let mut gained = true;
        for (at, width) in WIDTHS.iter().enumerate().skip(narrow) {
            // An order that a narrow pass could not mend is most likely the best one, and only the proof is missing.
            if at == WIDTHS.len() - 2 && !gained {
                continue;
            }
            if at == 1 && narrow == 0 {
                search.improve(KICKS);
            }
            let before = search.found.waiting;
            search.pass(*width);
            gained = search.found.waiting < before;
            if gained {
                search.improve(0);
            }
            if search.stopped || search.found.least >= search.found.waiting {
                break;
            }
        }
        search.found
    })
}

struct Search<'a, 'b, const W: usize> {
    problem: &'a Problem<W>,
    room: usize,
    crew: Crew<'a, W>,
    found: Found,
    stop: &'b mut dyn FnMut(&Found) -> bool,
    stopped: bool,
}

impl<'a, const W: usize> Search<'a, '_, W> {
    /// Improves the order known by moving blocks, shaken up so many times.
    fn improve(&mut self, kicks: usize) {
        let mut improver = Improver::new(self.problem, &self.found.order, 1 + self.found.nodes);
        improver.descend();
        for kick in 0..=kicks {
            if improver.waiting < self.found.waiting {
                self.found.waiting = improver.waiting;
                self.found.order = improver.order();
            }
            if kick < kicks && !self.stopped {
                improver.kick();
                self.ask(0);
            }
        }
    }

    /// One walk through all layers, the best `width` states of each.
    fn pass(&mut self, width: usize) {
        let blocks = self.problem.casts.len();
        let mut layers: Arc<Vec<Layer<W>>> = Arc::new(vec![Layer::default(); blocks + 1]);
        let mut trail = Trail::default();
        let state = State { rest: (0..blocks).collect(), left: Set::EMPTY, right: Set::EMPTY };
        let step = Step { from: Step::FIRST, end: End::Front, turned: false };
        let offer =
            |layers: &mut Arc<Vec<Layer<W>>>, one: &Open<W>| Arc::make_mut(layers)[one.state.rest.len()].offer(one);
        offer(&mut layers, &Open { state, paid: 0, low: self.found.least, step });
        let mut held = 1;
        // The least that orders pay which were left out for want of width, room or time.
        let mut left_out = i64::MAX;
        for count in (0..=blocks).rev() {
            let mut open = std::mem::take(&mut Arc::make_mut(&mut layers)[count]).open;
            held -= open.len();
            if open.len() > width {
                open.select_nth_unstable_by_key(width, |one| (one.low, one.state.key()));
                left_out = open.drain(width..).map(|one| one.low).fold(left_out, i64::min);
            }
            // Whoever has paid little first: more of those who have paid more are overtaken then.
            open.sort_unstable_by_key(|one| (one.paid, one.state.key()));
            for slice in open.chunks(SLICE) {
                if self.stopped {
                    left_out = slice.iter().map(|one| one.low).fold(left_out, i64::min);
                    continue;
                }
                let shares = self.crew.each(slice, self.found.waiting, &layers);
                // The layers are ours alone again.
                let answers = shares.into_iter().map(|share| (share.states, share.next, share.told));
                for (states, next, told) in answers.collect::<Vec<_>>() {
                    let mut told = told.as_slice();
                    for (one, next) in states.iter().zip(next) {
                        let count = match next {
                            Next::Settled if one.paid < self.found.waiting => {
                                self.found.waiting = one.paid;
                                self.found.order = trail.order(self.problem, one);
                                continue;
                            }
                            Next::Settled => continue,
                            Next::Open(count) => count,
                        };
                        let children;
                        (children, told) = told.split_at(count);
                        let children = children.iter().filter(|child| child.low < self.found.waiting);
                        let Some(low) = children.clone().map(|child| child.low).min() else { continue };
                        if trail.len() >= self.room {
                            left_out = left_out.min(low);
                            continue;
                        }
                        let from = trail.keep(one);
                        for child in children {
                            let child = Open { step: Step { from, ..child.step }, ..*child };
                            if held < self.room || layers[child.state.rest.len()].find(&child.state).is_some() {
                                held += usize::from(offer(&mut layers, &child));
                            } else {
                                left_out = left_out.min(child.low);
                            }
                        }
                    }
                }
                self.ask(slice.len());
            }
        }
        self.found.least = self.found.least.max(left_out.min(self.found.waiting));
    }

    fn ask(&mut self, looked_at: usize) {
        self.found.nodes += looked_at as u64;
        self.stopped = self.stopped || (self.stop)(&self.found);
    }
}

//! The search itself: layer by layer through the states, narrow first, then wider, until nothing had to be left out.

use super::Options;
use super::bound::Bound;
use super::dominance::dominated;
use super::layers::{Layer, Open, Step, Trail};
use super::orders::{self, Orders};
use super::problem::Problem;
use super::sets::Set;
use super::view::{End, State, View};

/// States that go on in each layer, pass by pass; the last pass takes all that there is room for.
const WIDTHS: [usize; 6] = [1, 8, 64, 512, 8192, usize::MAX];
/// States looked at between two questions whether to stop: a fixed number, so that threads change nothing.
const SLICE: usize = 512;
/// How many times the width are looked at before the layer is narrowed to it.
const GLANCES: usize = 4;
/// Fewer states than this are not worth a thread.
const SHARED: usize = 64;

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
    let table = orders::all();
    let workers = (0..options.threads.max(1)).map(|_| Worker::new(problem, &table)).collect();
    let mut search = Search { problem, room: options.room, workers, found: known, stop, stopped: false };
    for width in WIDTHS {
        search.pass(width);
        if search.stopped || search.found.least >= search.found.waiting {
            break;
        }
    }
    search.found
}

struct Search<'a, 'b, const W: usize> {
    problem: &'a Problem<W>,
    room: usize,
    workers: Vec<Worker<'a, W>>,
    found: Found,
    stop: &'b mut dyn FnMut(&Found) -> bool,
    stopped: bool,
}

impl<'a, const W: usize> Search<'a, '_, W> {
    /// One walk through all layers, the best `width` states of each.
    fn pass(&mut self, width: usize) {
        let blocks = self.problem.casts.len();
        let mut layers: Vec<Layer<W>> = vec![Layer::default(); blocks + 1];
        let mut trail = Trail::default();
        let state = State { rest: (0..blocks).collect(), left: Set::EMPTY, right: Set::EMPTY };
        let step = Step { from: Step::FIRST, end: End::Front, turned: false };
        layers[blocks].offer(&Open { state, paid: 0, low: self.found.least, step });
        let mut held = 1;
        // The least that orders pay which were left out for want of width, room or time.
        let mut left_out = i64::MAX;
        for count in (0..=blocks).rev() {
            let mut open = std::mem::take(&mut layers[count]).open;
            held -= open.len();
            if open.len() > width {
                left_out = left_out.min(self.narrow(&mut open, width));
            }
            for slice in open.chunks(SLICE) {
                if self.stopped {
                    left_out = slice.iter().map(|one| one.low).fold(left_out, i64::min);
                    continue;
                }
                for (one, next) in slice.iter().zip(self.each(slice, Worker::go_on)) {
                    let children = match next {
                        Next::Settled if one.paid < self.found.waiting => {
                            self.found.waiting = one.paid;
                            self.found.order = trail.order(self.problem, one);
                            continue;
                        }
                        Next::Settled => continue,
                        Next::Open(children) => children,
                    };
                    let children: Vec<_> =
                        children.into_iter().filter(|child| child.low < self.found.waiting).collect();
                    let Some(low) = children.iter().map(|child| child.low).min() else { continue };
                    if trail.len() >= self.room {
                        left_out = left_out.min(low);
                        continue;
                    }
                    let from = trail.keep(one);
                    for mut child in children {
                        child.step.from = from;
                        let layer = &mut layers[child.state.rest.len()];
                        if held < self.room || layer.holds(&child.state) {
                            held += usize::from(layer.offer(&child));
                        } else {
                            left_out = left_out.min(child.low);
                        }
                    }
                }
                self.ask(slice.len());
            }
        }
        self.found.least = self.found.least.max(left_out.min(self.found.waiting));
    }

    /// Keeps the states of a layer that promise most; answers the least that orders through the others pay.
    fn narrow(&mut self, open: &mut Vec<Open<W>>, width: usize) -> i64 {
        let promise = |one: &Open<W>| (one.low, one.state.rest, one.state.left, one.state.right);
        let mut left_out = i64::MAX;
        let mut keep = |open: &mut Vec<Open<W>>, most: usize| {
            if open.len() > most {
                open.select_nth_unstable_by_key(most, promise);
                left_out = left_out.min(open.drain(most..).map(|one| one.low).min().unwrap_or(i64::MAX));
            }
        };
        keep(open, width.saturating_mul(GLANCES));
        for from in (0..open.len()).step_by(SLICE) {
            let to = open.len().min(from + SLICE);
            if !self.stopped {
                let lows = self.each(&open[from..to], Worker::low);
                open[from..to].iter_mut().zip(lows).for_each(|(one, low)| one.low = low);
                self.ask(to - from);
            }
        }
        open.retain(|one| one.low < self.found.waiting);
        keep(open, width);
        open.sort_unstable_by_key(promise);
        left_out
    }

    /// Does the work for each state, shared among the workers; the answers come in the order of the states.
    fn each<R: Send>(&mut self, open: &[Open<W>], work: fn(&mut Worker<'a, W>, &Open<W>, i64) -> R) -> Vec<R> {
        let best = self.found.waiting;
        let workers = if open.len() < SHARED { &mut self.workers[..1] } else { &mut self.workers[..] };
        let share = open.len().div_ceil(workers.len()).max(1);
        let shares = open.chunks(share).zip(workers);
        let done = |open: &[Open<W>], worker: &mut Worker<'a, W>| -> Vec<R> {
            open.iter().map(|one| work(worker, one, best)).collect()
        };
        if open.len() <= share {
            return shares.flat_map(|(open, worker)| done(open, worker)).collect();
        }
        std::thread::scope(|scope| {
            let running: Vec<_> = shares.map(|(open, worker)| scope.spawn(move || done(open, worker))).collect();
            running
                .into_iter()
                .flat_map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        })
    }

    fn ask(&mut self, looked_at: usize) {
        self.found.nodes += looked_at as u64;
        self.stopped = self.stopped || (self.stop)(&self.found);
    }
}

/// What comes after a state.
enum Next<const W: usize> {
    /// Nobody waits any more, in whatever order the rest is shot.
    Settled,
    /// These states; their `from` is still to be set.
    Open(Vec<Open<W>>),
}

/// What one thread needs.
struct Worker<'a, const W: usize> {
    problem: &'a Problem<W>,
    table: &'a [Orders],
    view: View<W>,
    bound: Bound,
    /// The same of a state one step ahead.
    ahead: View<W>,
    glance: Bound,
}

impl<'a, const W: usize> Worker<'a, W> {
    fn new(problem: &'a Problem<W>, table: &'a [Orders]) -> Self {
        Self {
            problem,
            table,
            view: View::new(problem),
            bound: Bound::default(),
            ahead: View::new(problem),
            glance: Bound::default(),
        }
    }

    /// What orders through the state pay at least, as far as it matters beside `best`.
    fn low(&mut self, one: &Open<W>, best: i64) -> i64 {
        if one.low >= best {
            return one.low;
        }
        self.view.look(self.problem, &one.state);
        self.bound.raise(self.table, self.problem, &self.view, best - one.paid);
        one.low.max(one.paid + self.bound.least)
    }

    /// The states after a state which may lead to less than `best`: those of the end where there are fewer.
    fn go_on(&mut self, one: &Open<W>, best: i64) -> Next<W> {
        let low = self.low(one, best);
        if low >= best {
            return Next::Open(Vec::new());
        }
        if self.view.is_settled() {
            return Next::Settled;
        }
        let front = self.children(one, low, best, End::Front);
        // Before anybody has been seen both ends are the same.
        if front.is_empty() || (self.view.left.is_empty() && self.view.right.is_empty()) {
            return Next::Open(front);
        }
        let back = self.children(one, low, best, End::Back);
        let worth = |children: &[Open<W>]| {
            let least = children.iter().map(|child| child.low).min().unwrap_or(i64::MAX);
            (children.len(), std::cmp::Reverse(least))
        };
        Next::Open(if worth(&front) <= worth(&back) { front } else { back })
    }

    /// The states after placing one group at this end.
    fn children(&mut self, one: &Open<W>, low: i64, best: i64, end: End) -> Vec<Open<W>> {
        let mut children = Vec::new();
        for at in 0..self.view.groups.len() {
            let group = self.view.groups[at];
            let low = low.max(one.paid + self.bound.value + self.bound.spare(&self.view, end, at));
            if low >= best || dominated(self.problem, &self.view, end, at) {
                continue;
            }
            let State { rest, left, right } = self.view.placed(&one.state, end, &group);
            let turned = left > right;
            let state = State { rest, left: left.min(right), right: left.max(right) };
            let paid = one.paid + self.view.price(self.problem, end, &group);
            self.ahead.look(self.problem, &state);
            self.glance.by_pairs(self.problem, &self.ahead, best - paid);
            let low = low.max(paid + self.glance.least);
            if low < best {
                children.push(Open { state, paid, low, step: Step { from: Step::FIRST, end, turned } });
            }
        }
        children
    }
}

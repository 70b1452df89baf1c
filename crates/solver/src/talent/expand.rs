//! What one worker does with a state: bounds it, and finds the states after it.

use super::dominance::dominated;
use super::layers::{Layer, Open, Step};
use super::pairs::Pairs;
use super::problem::Problem;
use super::rows::Rows;
use super::view::{End, State, View};

/// What comes after a state.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// Nobody waits any more, in whatever order the rest is shot.
    Settled,
    /// So many states, which are told in turn.
    Open(usize),
}

/// What one thread needs.
#[derive(Debug)]
pub(super) struct Worker<'a, const W: usize> {
    problem: &'a Problem<W>,
    view: View<W>,
    rows: Rows,
    pairs: Pairs,
    ahead: Pairs,
    /// Spare pay of those on the left, and of those on the right, by group; of each row in all.
    columns: [Vec<i64>; 2],
    whole: Vec<i64>,
}

impl<'a, const W: usize> Worker<'a, W> {
    pub(super) fn new(problem: &'a Problem<W>) -> Self {
        Self {
            problem,
            view: View::new(problem),
            rows: Rows::default(),
            pairs: Pairs::default(),
            ahead: Pairs::default(),
            columns: Default::default(),
            whole: Vec::new(),
        }
    }

    /// What orders through the state pay at least, as far as it matters beside `best`.
    fn low(&mut self, one: &Open<W>, best: i64) -> i64 {
        if one.low >= best {
            return one.low;
        }
        let (problem, enough) = (self.problem, best - one.paid);
        self.view.look(problem, &one.state);
        self.rows.lay(problem, &self.view, one.state.rest);
        self.pairs.bound(&self.rows, (self.view.left, self.view.right), None, enough);
        one.low.max(one.paid + self.pairs.least)
    }

    /// Tells the states after a state which may lead to less than `best`: those of the end where there are fewer.
    pub(super) fn go_on(&mut self, one: &Open<W>, best: i64, layers: &[Layer<W>], told: &mut Vec<Open<W>>) -> Next {
        let low = self.low(one, best);
        if low >= best {
            return Next::Open(0);
        }
        if self.view.is_settled() {
            return Next::Settled;
        }
        self.add_up();
        let from = told.len();
        let front = self.children(one, (low, best), End::Front, i64::MAX, layers, told);
        let middle = told.len();
        // Before anybody has been seen both ends are the same.
        if middle == from || (self.view.left.is_empty() && self.view.right.is_empty()) {
            return Next::Open(middle - from);
        }
        let back = self.children(one, (low, best), End::Back, front, layers, told);
        if front <= back {
            told.truncate(middle);
        } else {
            told.drain(from..middle);
        }
        Next::Open(told.len() - from)
    }

    /// Tells the states after placing one group at this end, and answers how much less than `best` the new ones may lead to, in
    /// all: what there is left to look at. Stops with more than `most`.
    fn children(
        &mut self,
        one: &Open<W>,
        (low, best): (i64, i64),
        end: End,
        most: i64,
        layers: &[Layer<W>],
        told: &mut Vec<Open<W>>,
    ) -> i64 {
        let mut open = 0_i64;
        for at in 0..self.view.groups.len() {
            let group = self.view.groups[at];
            let low = low.max(one.paid + self.pairs.least + self.paid_for_sure(end, at));
            if low >= best || dominated(self.problem, &self.view, end, at) {
                continue;
            }
            let State { rest, left, right } = self.view.placed(&one.state, end, &group);
            let paid = one.paid + self.view.price(self.problem, end, &group);
            let turned = left > right;
            let state = State { rest, left: left.min(right), right: left.max(right) };
            let known = layers[rest.len()].find(&state);
            let least = match known {
                Some(known) if known.paid <= paid => continue,
                Some(known) => known.low - known.paid,
                None => {
                    let placed = Some((at, group.cast, group.duration));
                    self.ahead.bound(&self.rows, (left, right), placed, best - paid);
                    self.ahead.least
                }
            };
            let low = low.max(paid + least);
            if low < best {
                told.push(Open { state, paid, low, step: Step { from: Step::FIRST, end, turned } });
                if known.is_none() {
                    open = open.saturating_add(best - low);
                }
                if open > most {
                    break;
                }
            }
        }
        open
    }

    /// Adds up spare pay by columns and rows.
    fn add_up(&mut self) {
        let stride = self.rows.stride;
        for column in &mut self.columns {
            column.clear();
            column.resize(stride, 0);
        }
        self.whole.clear();
        for (row, actor) in self.rows.actors.iter().enumerate() {
            let spare = &self.pairs.spare[row * stride..(row + 1) * stride];
            self.whole.push(spare.iter().map(|spare| i64::from(*spare)).sum());
            let side = match () {
                () if self.view.left.contains(*actor) => 0,
                () if self.view.right.contains(*actor) => 1,
                () => continue,
            };
            self.columns[side].iter_mut().zip(spare).for_each(|(sum, spare)| *sum += i64::from(*spare));
        }
    }

    /// Spare pay of what is paid for sure when the group is placed at this end: it adds to the bound.
    fn paid_for_sure(&self, end: End, at: usize) -> i64 {
        let (_, far) = self.view.sides(end);
        let whole = |actor: usize| self.whole.get(usize::from(self.rows.of[actor])).copied().unwrap_or(0);
        let settled: i64 = (far & self.view.groups[at].cast).iter().map(whole).sum();
        (self.columns[usize::from(end == End::Back)][at] + settled) << self.problem.shift
    }
}

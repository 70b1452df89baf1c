//! The waits that a state still leaves open, laid out flat: a row for each actor, a column for each group.

use super::problem::Problem;
use super::view::View;
use crate::sets::Set;

/// The most actors that get a row: those seen on a side come first.
pub(super) const MOST: usize = 64;
/// No row.
pub(super) const NONE: u8 = u8::MAX;

/// Rows of a view. Pay is in units of 2^`shift`, rounded down, so that all of it fits 32 bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The actor of each row.
    pub(super) actors: Vec<usize>,
    /// The row of each actor, or [`NONE`].
    pub(super) of: Vec<u8>,
    /// Columns, rounded up so that a row is a whole number of machine vectors.
    pub(super) stride: usize,
    /// What an actor is paid for waiting through a group: nothing in their own.
    pub(super) pay: Vec<i32>,
    /// All bits where the actor is needed in the group, else none.
    pub(super) needs: Vec<i32>,
    /// What each actor costs.
    pub(super) costs: Vec<i64>,
    pairs: Vec<Pair>,
    /// How long all groups last.
    pub(super) total: i64,
    /// Of a product of cost and duration, this many bits are left out.
    pub(super) shift: u32,
}

impl Rows {
    /// Lays a view out.
    pub(super) fn lay<const W: usize>(&mut self, problem: &Problem<W>, view: &View<W>, rest: Set<W>) {
        let seen = view.left | view.right;
        self.actors.clear();
        self.actors.extend(seen.iter().chain(view.live.minus(seen).iter()).take(MOST));
        self.of.clear();
        self.of.resize(problem.costs.len(), NONE);
        self.costs.clear();
        for (row, actor) in self.actors.iter().enumerate() {
            self.of[*actor] = row as u8;
            self.costs.push(problem.costs[*actor]);
        }
        self.stride = view.groups.len().next_multiple_of(8);
        (self.total, self.shift) = (view.total, problem.shift);
        let size = self.actors.len() * self.stride;
        self.pay.clear();
        self.pay.resize(size, 0);
        self.needs.clear();
        self.needs.resize(size, 0);
        if self.stride > 0 {
            let rows = self.pay.chunks_exact_mut(self.stride).zip(self.needs.chunks_exact_mut(self.stride));
            for ((pay, needs), (actor, cost)) in rows.zip(self.actors.iter().zip(&self.costs)) {
                for ((pay, needs), group) in pay.iter_mut().zip(needs).zip(&view.groups) {
                    *needs = -i32::from(group.cast.contains(*actor));
                    *pay = ((cost * group.duration) >> problem.shift) as i32 & !*needs;
                }
            }
        }
        let count = self.actors.len();
        self.pairs.clear();
        self.pairs.resize(count * count, Pair::default());
        for one in 0..count {
            let needs = problem.needs[self.actors[one]] & rest;
            self.pairs[one * count + one].common = problem.duration(needs);
            for other in 0..one {
                let common = problem.duration(needs & problem.needs[self.actors[other]]);
                let (own, others) = (self.pair(one, one).common, self.pair(other, other).common);
                let cheaper = self.costs[one].min(self.costs[other]);
                let neither = if common == 0 { 0 } else { self.total - own - others + common };
                let alike = self.alike((one, own), (other, others), common);
                let pair = Pair { common, alike, apart: cheaper * neither };
                self.pairs[one * count + other] = pair;
                self.pairs[other * count + one] = pair;
            }
        }
    }

    pub(super) fn pair(&self, one: usize, other: usize) -> &Pair {
        &self.pairs[one * self.actors.len() + other]
    }

    /// What two pay at least who were seen on the same side, with how long their own groups last: whoever stays longer waits in
    /// all groups that the other one has alone.
    pub(super) fn alike(&self, (one, own): (usize, i64), (other, others): (usize, i64), common: i64) -> i64 {
        (self.costs[one] * (others - common)).min(self.costs[other] * (own - common))
    }
}

/// What is known of two actors.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    /// How long the groups last that need both.
    pub(super) common: i64,
    /// What they pay at least when they were seen on the same side.
    pub(super) alike: i64,
    /// What they pay at least when they were seen on different sides: where they have a group in common, one of them waits in
    /// each group without them.
    pub(super) apart: i64,
}

/// Two different rows of a table.
pub(super) fn two(table: &mut [i32], stride: usize, one: usize, other: usize) -> (&mut [i32], &mut [i32]) {
    let (low, high) = (one.min(other), one.max(other));
    let (head, tail) = table.split_at_mut(high * stride);
    let (low, high) = (&mut head[low * stride..(low + 1) * stride], &mut tail[..stride]);
    if one < other { (low, high) } else { (high, low) }
}

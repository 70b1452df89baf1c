//! Open states by the number of blocks that are not placed, each state once, and the way back from a state to the order.

use super::problem::Problem;
use super::view::{End, State, View};
use crate::sets::Set;

/// How a state came from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Which of the states that were gone on with, or [`Step::FIRST`].
    pub(super) from: u32,
    /// At which end the difference was placed.
    pub(super) end: End,
    /// Whether front and back were exchanged afterwards, since a film shot backwards costs the same.
    pub(super) turned: bool,
}

impl Step {
    pub(super) const FIRST: u32 = u32::MAX;
}

/// A state to go on with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<const W: usize> {
    pub(super) state: State<W>,
    /// What is paid for waiting already.
    pub(super) paid: i64,
    /// What any order from here pays at least, the paid included.
    pub(super) low: i64,
    pub(super) step: Step,
}

/// States with the same number of open blocks, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer<const W: usize> {
    pub(super) open: Vec<Open<W>>,
    /// A number one above the state's, or nothing.
    slots: Vec<u32>,
}

impl<const W: usize> Layer<W> {
    /// Whether the state is new here; of two equal states the one that has paid less stays.
    pub(super) fn offer(&mut self, one: &Open<W>) -> bool {
        if (self.open.len() + 1) * 2 > self.slots.len() {
            self.slots = vec![0; (self.slots.len() * 2).max(64)];
            for at in 0..self.open.len() {
                let slot = self.slot(&self.open[at].state);
                self.slots[slot] = at as u32 + 1;
            }
        }
        let slot = self.slot(&one.state);
        let found = self.slots[slot] as usize;
        if found == 0 {
            self.open.push(*one);
            self.slots[slot] = self.open.len() as u32;
        } else if one.paid < self.open[found - 1].paid {
            self.open[found - 1] = *one;
        }
        found == 0
    }

    /// The state, where it stands here.
    pub(super) fn find(&self, state: &State<W>) -> Option<&Open<W>> {
        let number = *self.slots.get(self.slot(state))?;
        self.open.get((number as usize).wrapping_sub(1))
    }

    /// Where the state stands, or is to stand.
    fn slot(&self, state: &State<W>) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = state.right.mixed(state.left.mixed(state.rest.mixed(0))) as usize & mask;
        while self.slots.get(slot).is_some_and(|number| *number != 0)
            && self.open[self.slots[slot] as usize - 1].state != *state
        {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

/// The states that were gone on with, as far as the way back needs them.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail<const W: usize> {
    passed: Vec<(Set<W>, Step)>,
}

impl<const W: usize> Trail<W> {
    pub(super) fn len(&self) -> usize {
        self.passed.len()
    }

    /// Keeps a state; answers its number.
    pub(super) fn keep(&mut self, one: &Open<W>) -> u32 {
        self.passed.push((one.state.rest, one.step));
        self.passed.len() as u32 - 1
    }

    /// The order of the scenes that leads to a state, its open blocks between front and back.
    pub(super) fn order(&self, problem: &Problem<W>, one: &Open<W>) -> Vec<usize> {
        let mut way = vec![(one.state.rest, one.step)];
        while let Some((_, Step { from, .. })) = way.last().filter(|(_, step)| step.from != Step::FIRST) {
            way.push(self.passed[*from as usize]);
        }
        let mut view = View::new(problem);
        let (mut front, mut back) = (Vec::new(), Vec::new());
        let mut place = |rest: Set<W>, blocks: Set<W>, front: &[usize], back: &[usize]| {
            let seen = |blocks: &[usize]| blocks.iter().fold(Set::EMPTY, |seen, block| seen | problem.casts[*block]);
            let (seen, seen_last) = (seen(front), seen(back));
            let state = State { rest, left: seen.minus(seen_last), right: seen_last.minus(seen) };
            view.in_order(problem, &state, blocks)
        };
        let mut turned = false;
        for pair in way.windows(2).rev() {
            let ((rest, step), (before, _)) = (pair[0], pair[1]);
            let placed = place(before, before.minus(rest), &front, &back);
            if (step.end == End::Front) != turned {
                front.extend(placed)
            } else {
                back.extend(placed)
            }
            turned ^= step.turned;
        }
        let middle = place(one.state.rest, one.state.rest, &front, &back);
        let blocks = front.iter().chain(&middle).chain(back.iter().rev());
        blocks.flat_map(|block| problem.scenes[*block].iter().copied()).collect()
    }
}

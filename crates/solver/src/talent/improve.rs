//! A good order soon: one block at a time goes where it costs least, until none can; then the order is shaken up and it starts again.

use super::problem::Problem;
use crate::sets::Set;

/// An order of blocks that is made better.
#[derive(Debug)]
pub(super) struct Improver<'a, const W: usize> {
    problem: &'a Problem<W>,
    order: Vec<usize>,
    /// What it pays for waiting.
    pub(super) waiting: i64,
    /// Actors seen up to each place of an order, that place included; and from each place on.
    before: Vec<Set<W>>,
    after: Vec<Set<W>>,
    /// What a block that is moved lets wait at each place before its actors are seen.
    late: Vec<i64>,
    chance: u64,
}

impl<'a, const W: usize> Improver<'a, W> {
    /// Begins with an order of scenes, and a number from which chance goes on.
    pub(super) fn new(problem: &'a Problem<W>, scenes: &[usize], chance: u64) -> Self {
        let mut place = vec![0; scenes.len()];
        scenes.iter().enumerate().for_each(|(at, scene)| place[*scene] = at);
        let mut order: Vec<usize> = (0..problem.casts.len()).collect();
        order.sort_by_key(|block| problem.scenes[*block].iter().map(|scene| place[*scene]).min());
        Self { problem, order, waiting: i64::MAX, before: Vec::new(), after: Vec::new(), late: Vec::new(), chance }
    }

    /// The scenes in the order found.
    pub(super) fn order(&self) -> Vec<usize> {
        self.order.iter().flat_map(|block| self.problem.scenes[*block].iter().copied()).collect()
    }

    /// Moves blocks to better places until none has one.
    pub(super) fn descend(&mut self) {
        let mut still = 0;
        let mut block = 0;
        while still < self.order.len() {
            still = if self.settle(block) { 0 } else { still + 1 };
            block = (block + 1) % self.order.len();
        }
        self.waiting = self.cost();
    }

    /// Exchanges two neighbouring parts of the order, one of them turned, and descends; keeps what is no worse.
    pub(super) fn kick(&mut self) {
        let known = (self.order.clone(), self.waiting);
        let count = self.order.len() + 1;
        let mut cuts = [0; 3].map(|_: usize| self.below(count));
        cuts.sort_unstable();
        let [from, middle, to] = cuts;
        self.order[from..middle].reverse();
        self.order[from..to].rotate_left(middle - from);
        self.descend();
        if self.waiting > known.1 {
            (self.order, self.waiting) = known;
        }
    }

    /// Moves a block to its best place; answers whether that is cheaper.
    fn settle(&mut self, block: usize) -> bool {
        let Some(at) = self.order.iter().position(|other| *other == block) else { return false };
        self.order.remove(at);
        self.look();
        let problem = self.problem;
        let cast = problem.casts[block];
        // Before the first place whatever comes holds the block's actors until they are seen, behind the last one likewise.
        let late = |place: usize| problem.durations[self.order[place]] * problem.cost(cast.minus(self.before[place]));
        let early = |place: usize| problem.durations[self.order[place]] * problem.cost(cast.minus(self.after[place]));
        self.late.clear();
        self.late.extend((0..self.order.len()).map(late));
        let mut held: i64 = self.late.iter().sum();
        let mut best = (i64::MAX, 0);
        let mut now = 0;
        for place in 0..=self.order.len() {
            let seen = if place == 0 { Set::EMPTY } else { self.before[place - 1] };
            let to_come = self.after.get(place).copied().unwrap_or(Set::EMPTY);
            let cost = held + problem.durations[block] * problem.cost((seen & to_come).minus(cast));
            best = best.min((cost, place));
            if place == at {
                now = cost;
            }
            if place < self.order.len() {
                held += early(place) - self.late[place];
            }
        }
        let better = best.0 < now;
        self.order.insert(if better { best.1 } else { at }, block);
        better
    }

    fn look(&mut self) {
        let casts = &self.problem.casts;
        self.before.clear();
        self.before.extend(self.order.iter().scan(Set::EMPTY, |seen, block| {
            *seen = *seen | casts[*block];
            Some(*seen)
        }));
        self.after.clear();
        self.after.extend(self.order.iter().rev().scan(Set::EMPTY, |seen, block| {
            *seen = *seen | casts[*block];
            Some(*seen)
        }));
        self.after.reverse();
    }

    fn cost(&mut self) -> i64 {
        self.look();
        let wait = |(at, block): (usize, &usize)| {
            let here = (self.before[at] & self.after[at]).minus(self.problem.casts[*block]);
            self.problem.durations[*block] * self.problem.cost(here)
        };
        self.order.iter().enumerate().map(wait).sum()
    }

    /// A number below the end, the same in each search (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.chance ^ self.chance >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % end as u64) as usize
    }
}

//! What is left to decide at a state of the search: the blocks that are not placed, merged by the actors who still matter.

use super::problem::Problem;
use crate::sets::Set;

/// Some blocks are placed at the front and some at the back; what comes between is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State<const W: usize> {
    /// Blocks that are not placed.
    pub(super) rest: Set<W>,
    /// Actors needed in the front and in the rest, not in the back, as far as they matter.
    pub(super) left: Set<W>,
    /// Actors needed in the back and in the rest, not in the front, as far as they matter.
    pub(super) right: Set<W>,
}

impl<const W: usize> State<W> {
    /// What tells states apart, to put them in order.
    pub(super) fn key(&self) -> (Set<W>, Set<W>, Set<W>) {
        (self.rest, self.left, self.right)
    }

    /// The same state or, since a film shot backwards costs the same, front and back exchanged: the lesser side left.
    pub(super) fn turned(self) -> Self {
        Self { rest: self.rest, left: self.left.min(self.right), right: self.left.max(self.right) }
    }
}

/// Open blocks with the same cast, as far as it matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<const W: usize> {
    pub(super) cast: Set<W>,
    pub(super) blocks: Set<W>,
    pub(super) duration: i64,
}

/// A state made small.
#[derive(Clone, Debug)]
pub(super) struct View<const W: usize> {
    pub(super) groups: Vec<Group<W>>,
    pub(super) left: Set<W>,
    pub(super) right: Set<W>,
    /// How long all groups last.
    pub(super) total: i64,
    /// Actors who can still have to wait.
    pub(super) live: Set<W>,
    /// How long the groups last that need each actor, by actor.
    pub(super) own: Vec<i64>,
    /// Actors in one group only.
    once: Set<W>,
    /// Actors in all groups but one.
    all_but_once: Set<W>,
    /// Where groups are found by their cast: a number one above theirs, or nothing.
    slots: Vec<u16>,
}

impl<const W: usize> View<W> {
    pub(super) fn new(problem: &Problem<W>) -> Self {
        Self {
            groups: Vec::new(),
            left: Set::EMPTY,
            right: Set::EMPTY,
            total: 0,
            live: Set::EMPTY,
            own: vec![0; problem.costs.len()],
            once: Set::EMPTY,
            all_but_once: Set::EMPTY,
            slots: vec![0; (2 * problem.casts.len()).next_power_of_two().max(8)],
        }
    }

    /// Looks at a state: merges, and leaves out who cannot wait any more, until nothing changes.
    pub(super) fn look(&mut self, problem: &Problem<W>, state: &State<W>) {
        self.look_stage_by_stage(problem, state, |_| ());
    }

    /// The blocks of some groups of a state, in an order in which nobody waits who was left out: who is in one group only
    /// must not wait within it when it is merged with others later on.
    pub(super) fn in_order(&mut self, problem: &Problem<W>, state: &State<W>, blocks: Set<W>) -> Vec<usize> {
        let mut stages: Vec<Vec<usize>> = Vec::new();
        self.look_stage_by_stage(problem, state, |groups| {
            let mut stage = vec![0; problem.casts.len()];
            for (at, group) in groups.iter().enumerate() {
                group.blocks.iter().for_each(|block| stage[block] = at);
            }
            stages.push(stage);
        });
        let mut blocks: Vec<usize> = blocks.iter().collect();
        blocks.sort_by_key(|block| stages.iter().rev().map(|stage| stage[*block]).collect::<Vec<_>>());
        blocks
    }

    fn look_stage_by_stage(&mut self, problem: &Problem<W>, state: &State<W>, mut stage: impl FnMut(&[Group<W>])) {
        let mut placed = Set::EMPTY;
        let mut open = Set::EMPTY;
        for (block, cast) in problem.casts.iter().enumerate() {
            if state.rest.contains(block) { open = open | *cast } else { placed = placed | *cast }
        }
        let mut live = open & (state.left | state.right | !placed);
        self.groups.clear();
        for block in state.rest.iter() {
            let blocks = [block].into_iter().collect();
            let group = Group { cast: problem.casts[block], blocks, duration: problem.durations[block] };
            self.groups.push(group);
        }
        loop {
            self.merge(live);
            stage(&self.groups);
            let (mut some, mut more, mut lacking, mut lacking_more) = (Set::EMPTY, Set::EMPTY, Set::EMPTY, Set::EMPTY);
            for group in &self.groups {
                more = more | (some & group.cast);
                some = some | group.cast;
                lacking_more = lacking_more | lacking.minus(group.cast);
                lacking = lacking | !group.cast;
            }
            self.once = some.minus(more);
            self.all_but_once = lacking.minus(lacking_more);
            let idle = self.once.minus(state.left | state.right) | live.minus(lacking);
            if idle.is_empty() {
                break;
            }
            live = live.minus(idle);
        }
        self.live = live;
        (self.left, self.right) = (state.left & live, state.right & live);
        self.total = self.groups.iter().map(|group| group.duration).sum();
        for actor in live.iter() {
            self.own[actor] = 0;
        }
        for group in &self.groups {
            for actor in group.cast.iter() {
                self.own[actor] += group.duration;
            }
        }
    }

    /// Puts groups whose casts differ only in actors who do not matter together.
    fn merge(&mut self, live: Set<W>) {
        self.slots.fill(0);
        let mask = self.slots.len() - 1;
        let mut kept = 0;
        for at in 0..self.groups.len() {
            let mut group = self.groups[at];
            group.cast = group.cast & live;
            let mut slot = group.cast.mixed(0) as usize & mask;
            loop {
                match self.slots[slot] {
                    0 => {
                        self.groups[kept] = group;
                        kept += 1;
                        self.slots[slot] = kept as u16;
                        break;
                    }
                    found if self.groups[usize::from(found) - 1].cast == group.cast => {
                        let same = &mut self.groups[usize::from(found) - 1];
                        same.blocks = same.blocks | group.blocks;
                        same.duration += group.duration;
                        break;
                    }
                    _ => slot = (slot + 1) & mask,
                }
            }
        }
        self.groups.truncate(kept);
    }

    /// Whether no actor can wait any more, in whatever order the rest comes.
    pub(super) fn is_settled(&self) -> bool {
        self.groups.iter().all(|group| group.cast.is_empty())
    }

    /// Pay for the whole wait of an actor who is needed on both sides.
    pub(super) fn whole_wait(&self, problem: &Problem<W>, actor: usize) -> i64 {
        problem.costs[actor] * (self.total - self.own[actor])
    }

    /// The actors on each side, that of the end first.
    pub(super) fn sides(&self, end: End) -> (Set<W>, Set<W>) {
        match end {
            End::Front => (self.left, self.right),
            End::Back => (self.right, self.left),
        }
    }

    /// The state after the group has been placed at this end.
    pub(super) fn placed(&self, state: &State<W>, end: End, group: &Group<W>) -> State<W> {
        let (near, far) = self.sides(end);
        let over = self.over(group);
        let near = (near | group.cast.minus(far)).minus(over);
        let far = far.minus(group.cast).minus(over);
        let (left, right) = if end == End::Front { (near, far) } else { (far, near) };
        State { rest: state.rest.minus(group.blocks), left, right }
    }

    /// The same state, were the group not needed at all.
    pub(super) fn without(&self, state: &State<W>, group: &Group<W>) -> State<W> {
        let over = self.over(group);
        State { rest: state.rest.minus(group.blocks), left: self.left.minus(over), right: self.right.minus(over) }
    }

    /// Who cannot wait any more once the group is placed: who was needed in it only, and who is needed in all others.
    pub(super) fn over(&self, group: &Group<W>) -> Set<W> {
        (group.cast & self.once) | self.all_but_once.minus(group.cast)
    }

    /// What is paid for waiting as soon as the group is placed at this end.
    pub(super) fn price(&self, problem: &Problem<W>, end: End, group: &Group<W>) -> i64 {
        let (near, far) = self.sides(end);
        let settled: i64 = (group.cast & far).iter().map(|actor| self.whole_wait(problem, actor)).sum();
        group.duration * problem.cost(near.minus(group.cast)) + settled
    }
}

/// Where the next group goes: to the end of what is placed at the front, or before what is placed at the back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Front,
    Back,
}

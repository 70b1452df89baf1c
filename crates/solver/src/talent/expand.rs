//! What one worker does with a state: bounds it, and finds the states after it.

use super::dominance::dominated;
use super::layers::{Layer, Open, Step};
use super::pairs::Pairs;
use super::problem::Problem;
use super::rows::Rows;
use super::view::{End, View};

/// An end with so many times more to look at than the other one, before new states are bounded, is no choice.
const CLOSE: i64 = 2;

/// What comes after a state.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// Nobody waits any more, in whatever order the rest is shot.
    Settled,
    /// So many states, which are told in turn.
    Open(usize),
}

/// States that may come next at one end.
#[derive(Debug)]
struct Likely<const W: usize> {
    /// Each with the group that was placed and what is paid then for sure, if nobody has met the state yet.
    states: Vec<(Open<W>, Option<(usize, i64)>)>,
    /// How much less than the best order known the new ones may lead to, in all: what there is left to look at.
    open: i64,
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

    /// Tells the states after a state which may lead to less than `best`: those of the end where there is less to look at.
    pub(super) fn go_on(&mut self, one: &Open<W>, best: i64, layers: &[Layer<W>], told: &mut Vec<Open<W>>) -> Next {
        if one.low >= best {
            return Next::Open(0);
        }
        self.view.look(self.problem, &one.state);
        if self.view.is_settled() {
            return Next::Settled;
        }
        if self.overtaken(one, layers) {
            return Next::Open(0);
        }
        self.rows.lay(self.problem, &self.view, one.state.rest);
        self.pairs.bound(&self.rows, (self.view.left, self.view.right), best - one.paid);
        let low = one.low.max(one.paid + self.pairs.least);
        if low >= best {
            return Next::Open(0);
        }
        self.add_up();
        let mut ends = [End::Front, End::Back].map(|end| self.likely(one, (low, best), end, layers));
        // Before anybody has been seen both ends are the same.
        if self.view.left.is_empty() && self.view.right.is_empty() {
            ends[1].open = i64::MAX;
        }
        ends.sort_by_key(|likely| likely.open);
        let [near, far] = ends;
        let from = told.len();
        let open = self.bounded(&near, best, i64::MAX, told);
        if far.open < near.open.saturating_mul(CLOSE) {
            let middle = told.len();
            if self.bounded(&far, best, open, told) < open {
                told.drain(from..middle);
            } else {
                told.truncate(middle);
            }
        }
        Next::Open(told.len() - from)
    }

    /// Whether another way has come as far with a group less to shoot, and has paid no more: whatever follows here costs no less
    /// there (de la Banda, Stuckey and Chu 2011, theorem 2).
    fn overtaken(&self, one: &Open<W>, layers: &[Layer<W>]) -> bool {
        let view = &self.view;
        view.groups.iter().any(|group| {
            let cast = group.cast.minus(view.over(group));
            // Elsewhere some of its cast were seen on other sides.
            let likely = cast.within(view.left) || cast.within(view.right);
            let state = view.without(&one.state, group).turned();
            likely && layers[state.rest.len()].find(&state).is_some_and(|known| known.paid <= one.paid)
        })
    }

    /// The states after placing one group at this end, as far as the bound of the state itself tells.
    fn likely(&self, one: &Open<W>, (low, best): (i64, i64), end: End, layers: &[Layer<W>]) -> Likely<W> {
        let mut likely = Likely { states: Vec::new(), open: 0 };
        for (at, group) in self.view.groups.iter().enumerate() {
            let sure = one.paid + self.pairs.least + self.paid_for_sure(end, at);
            let low = low.max(sure);
            if low >= best || dominated(self.problem, &self.view, end, at) {
                continue;
            }
            let placed = self.view.placed(&one.state, end, group);
            let paid = one.paid + self.view.price(self.problem, end, group);
            let state = placed.turned();
            let step = Step { from: Step::FIRST, end, turned: state != placed };
            let known = layers[state.rest.len()].find(&state);
            let low = match known {
                Some(known) if known.paid <= paid => continue,
                Some(known) => low.max(paid + known.low - known.paid),
                None => low.max(paid),
            };
            if low < best {
                let new = known.is_none().then_some((at, sure));
                likely.states.push((Open { state, paid, low, step }, new));
                likely.open = likely.open.saturating_add(if new.is_some() { best - low } else { 0 });
            }
        }
        likely
    }

    /// Tells those which may lead to less than `best` by their own bounds too, and answers how much is open then; stops with more
    /// than `most`.
    fn bounded(&mut self, likely: &Likely<W>, best: i64, most: i64, told: &mut Vec<Open<W>>) -> i64 {
        let mut open = 0_i64;
        for (one, new) in &likely.states {
            let mut low = one.low;
            if let Some((at, sure)) = *new {
                let group = &self.view.groups[at];
                let placed = (at, group, one.step.end == End::Front);
                let seen = one.state.left | one.state.right;
                self.ahead.bound_after(&self.rows, &self.pairs, seen, placed, (sure - one.paid, best - one.paid));
                low = low.max(one.paid + self.ahead.least);
                if low >= best {
                    continue;
                }
                open = open.saturating_add(best - low);
            }
            told.push(Open { low, ..*one });
            if open > most {
                break;
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

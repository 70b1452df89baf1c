//! What the actors have to wait for at least, whatever the order of the rest.
//!
//! Every unit of waiting (an actor, a group that does not need them) has its pay. For two or three actors the least that they
//! pay together is known: the best of all orders in which they come and go ([`super::orders`]). That least is taken out of
//! their units, as little of each as keeps it the least, and the next actors are looked at with what is spare. The sum holds
//! for any order, and so does the sum plus the spare pay of units that are paid for sure. (Saturated cost partitioning, Seipp,
//! Keller and Helmert 2020, over projections to few actors.)

use super::orders::{self, Order, Orders, Side};
use super::problem::Problem;
use super::sets::Set;
use super::view::{End, Group, View};

/// How many actors are looked at in threes: those with the dearest waits, where there are more.
const IN_THREES: usize = 12;
/// How many are looked at in pairs: the first, where there are more.
const IN_PAIRS: usize = 40;
/// Threes are looked at where pairs reach this part of what is needed, in hundredths: else they would hardly reach it.
const NEAR: i64 = 60;

/// A lower bound of the pay for waiting, and the pay that it does not need.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    /// What is paid for waiting at least.
    pub(super) least: i64,
    /// The part of it that stands beside what is spare.
    pub(super) value: i64,
    who: Vec<usize>,
    /// Pay that is spare, actor by actor, group by group.
    spare: Vec<i64>,
    /// Actors by what they pay together, by their places in `who`.
    list: Vec<(i64, [u16; 3])>,
    trimmed: Vec<[i64; 3]>,
    /// Orders of the three at hand, by their numbers, with what they cost.
    sums: Vec<(i64, usize)>,
}

impl Bound {
    /// The bound of a view by pairs alone, up to `enough`.
    pub(super) fn by_pairs<const W: usize>(&mut self, problem: &Problem<W>, view: &View<W>, enough: i64) {
        self.who.clear();
        self.who.extend((view.left | view.right).iter().take(IN_PAIRS));
        self.reset(problem, view);
        self.list.clear();
        for (at, one) in self.who.iter().enumerate() {
            for (next, other) in self.who[..at].iter().enumerate() {
                let both = view.needs[*one] & view.needs[*other];
                let common: i64 = both.iter().map(|group| view.groups[group].duration).sum();
                let (cost, other_cost) = (problem.costs[*one], problem.costs[*other]);
                let value = match view.left.contains(*one) == view.left.contains(*other) {
                    // Whoever stays longer waits in all scenes that the other has alone.
                    true => (cost * (view.own[*other] - common)).min(other_cost * (view.own[*one] - common)),
                    // Both are here in a scene that both are in: in every scene without them one of them waits.
                    false if both.is_empty() => 0,
                    false => cost.min(other_cost) * (view.total - view.own[*one] - view.own[*other] + common),
                };
                if value > 0 {
                    self.list.push((value, [at as u16, next as u16, 0]));
                }
            }
        }
        self.list.sort_unstable_by(|one, other| other.cmp(one));
        let stride = view.groups.len();
        for index in 0..self.list.len() {
            let (one, other) = (usize::from(self.list[index].1[0]), usize::from(self.list[index].1[1]));
            let (needs, others) = (view.needs[self.who[one]], view.needs[self.who[other]]);
            let (one_row, other_row) = (one * stride, other * stride);
            if view.left.contains(self.who[one]) == view.left.contains(self.who[other]) {
                let (first, second) = (others.minus(needs), needs.minus(others));
                let pay = |row: usize, groups: Set<W>| groups.iter().map(|group| self.spare[row + group]).sum::<i64>();
                let value = pay(one_row, first).min(pay(other_row, second));
                for (row, groups) in [(one_row, first), (other_row, second)] {
                    let mut due = value;
                    for group in groups.iter() {
                        let taken = due.min(self.spare[row + group]);
                        self.spare[row + group] -= taken;
                        due -= taken;
                    }
                }
                self.value += value;
            } else {
                for group in view.all.minus(needs | others).iter() {
                    let taken = self.spare[one_row + group].min(self.spare[other_row + group]);
                    self.spare[one_row + group] -= taken;
                    self.spare[other_row + group] -= taken;
                    self.value += taken;
                }
            }
            if self.value >= enough {
                break;
            }
        }
        self.least = self.value;
    }

    /// The bound by pairs and, where they come near `enough`, by threes.
    pub(super) fn raise<const W: usize>(
        &mut self,
        table: &[Orders],
        problem: &Problem<W>,
        view: &View<W>,
        enough: i64,
    ) {
        self.by_pairs(problem, view, enough);
        if self.least >= enough || self.least < enough / 100 * NEAR {
            return;
        }
        let live = view.groups.iter().fold(Set::<W>::EMPTY, |live, group| live | group.cast);
        if live.len() < 3 {
            return;
        }
        self.who.clear();
        self.who.extend(live.iter());
        if self.who.len() > IN_THREES {
            self.who.sort_by_key(|actor| std::cmp::Reverse(view.whole_wait(problem, *actor)));
        }
        self.reset(problem, view);
        let waits = |at: usize| view.left.contains(self.who[at]) || view.right.contains(self.who[at]);
        let mut list = std::mem::take(&mut self.list);
        list.clear();
        for one in 2..self.who.len().min(IN_THREES) {
            for other in 1..one {
                for third in 0..other {
                    let cast = [one, other, third];
                    // Three who may all still come and go hardly ever have to wait for each other.
                    if cast.into_iter().any(waits) {
                        let few = Few::of(cast, &self.who, table, view);
                        let value = few.least(&few.alone(cast.map(|at| problem.costs[self.who[at]]), view));
                        list.extend((value > 0).then(|| (value, cast.map(|at| at as u16))));
                    }
                }
            }
        }
        list.sort_unstable_by(|one, other| other.cmp(one));
        for (_, cast) in &list {
            let cast = cast.map(usize::from);
            self.value += self.take(cast, &Few::of(cast, &self.who, table, view));
            if self.value >= enough {
                break;
            }
        }
        self.list = list;
        self.least = self.least.max(self.value);
    }

    /// Nothing is taken out yet.
    fn reset<const W: usize>(&mut self, problem: &Problem<W>, view: &View<W>) {
        self.value = 0;
        self.spare.clear();
        for actor in &self.who {
            let (needs, cost) = (view.needs[*actor], problem.costs[*actor]);
            let pay = |(at, group): (usize, &Group<W>)| if needs.contains(at) { 0 } else { cost * group.duration };
            self.spare.extend(view.groups.iter().enumerate().map(pay));
        }
    }

    /// Takes the least that these actors pay together out of what is spare, and answers it.
    fn take<const W: usize>(&mut self, cast: [usize; 3], few: &Few<'_, W>) -> i64 {
        let stride = self.spare.len() / self.who.len();
        let rows = cast.map(|at| at * stride);
        let mut values = [[0; WAYS]; 8];
        for kind in few.kinds() {
            for group in few.groups[kind].iter() {
                let pays = together(rows.map(|row| self.spare[row + group]));
                for (way, value) in few.table.ways[kind].iter().zip(&mut values[kind][1..]) {
                    *value += cheapest(*way, &pays);
                }
            }
        }
        let least = few.least(&values);
        if least == 0 {
            return 0;
        }
        // Where another actor may wait instead, no more than the cheapest of them is needed.
        let mut used = [[0; 8]; 3];
        self.trimmed.clear();
        for kind in few.kinds() {
            for group in few.groups[kind].iter() {
                let spare = rows.map(|row| self.spare[row + group]);
                let pays = together(spare);
                let mut trimmed = [0; 3];
                for way in &few.table.ways[kind] {
                    let value = cheapest(*way, &pays);
                    for set in members(*way) {
                        for actor in (0..3).filter(|actor| set >> actor & 1 == 1) {
                            let needed = if set == 1 << actor { value } else { spare[actor] };
                            trimmed[actor] = needed.max(trimmed[actor]);
                        }
                    }
                }
                (0..3).for_each(|actor| used[actor][kind] += trimmed[actor]);
                self.trimmed.push(trimmed);
            }
        }
        // What an actor pays in a kind of scenes goes down until an order that they wait in costs no more than the least.
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.extend(few.sums(&values));
        for kind in few.kinds() {
            for actor in (0..3).filter(|actor| kind >> actor & 1 == 0) {
                let waits = |order: &usize| few.table.orders[*order].waits[actor] >> kind & 1 == 1;
                let over = sums.iter().filter(|(_, order)| waits(order)).map(|(sum, _)| sum - least).min();
                let over = over.unwrap_or(i64::MAX).min(used[actor][kind]);
                sums.iter_mut().filter(|(_, order)| waits(order)).for_each(|(sum, _)| *sum -= over);
                used[actor][kind] -= over;
            }
        }
        self.sums = sums;
        let mut trimmed = self.trimmed.iter();
        for kind in few.kinds() {
            for (group, trimmed) in few.groups[kind].iter().zip(&mut trimmed) {
                for actor in 0..3 {
                    let taken = trimmed[actor].min(used[actor][kind]);
                    used[actor][kind] -= taken;
                    self.spare[rows[actor] + group] -= taken;
                }
            }
        }
        least
    }

    /// Spare pay of what is paid for sure when the group is placed at this end: it adds to the bound.
    pub(super) fn spare<const W: usize>(&self, view: &View<W>, end: End, at: usize) -> i64 {
        let (near, far) = view.sides(end);
        let far = far & view.groups[at].cast;
        let stride = view.groups.len();
        let paid = |(row, actor): (usize, &usize)| match () {
            () if near.contains(*actor) => self.spare[row * stride + at],
            () if far.contains(*actor) => self.spare[row * stride..(row + 1) * stride].iter().sum(),
            () => 0,
        };
        self.who.iter().enumerate().map(paid).sum()
    }
}

/// Three actors in a view.
struct Few<'a, const W: usize> {
    table: &'a Orders,
    /// The groups by their kinds.
    groups: [Set<W>; 8],
    /// The kinds that there are, as bits.
    there: u8,
}

impl<'a, const W: usize> Few<'a, W> {
    fn of(cast: [usize; 3], who: &[usize], table: &'a [Orders], view: &View<W>) -> Self {
        let actors = cast.map(|at| who[at]);
        let side = |actor| match () {
            () if view.left.contains(actor) => Side::Left,
            () if view.right.contains(actor) => Side::Right,
            () => Side::Open,
        };
        let mut groups = [view.all; 8];
        let mut there = 0;
        for (kind, groups) in groups.iter_mut().enumerate() {
            for (at, actor) in actors.iter().enumerate() {
                let needs = view.needs[*actor];
                *groups = if kind >> at & 1 == 1 { *groups & needs } else { groups.minus(needs) };
            }
            there |= u8::from(!groups.is_empty()) << kind;
        }
        Self { table: &table[orders::index(actors.map(side))], groups, there }
    }

    /// The kinds of scenes in which somebody may have to wait.
    fn kinds(&self) -> impl Iterator<Item = usize> + use<W> {
        let there = self.there;
        (0..7).filter(move |kind| there >> kind & 1 == 1)
    }

    /// What each way to shoot a kind of scenes costs when nothing is taken out yet.
    fn alone(&self, costs: [i64; 3], view: &View<W>) -> [[i64; WAYS]; 8] {
        let pays = together(costs);
        let mut values = [[0; WAYS]; 8];
        for kind in self.kinds() {
            let duration: i64 = self.groups[kind].iter().map(|group| view.groups[group].duration).sum();
            for (way, value) in self.table.ways[kind].iter().zip(&mut values[kind][1..]) {
                *value = duration * cheapest(*way, &pays);
            }
        }
        values
    }

    /// What the possible orders cost, with their numbers.
    fn sums(&self, values: &[[i64; WAYS]; 8]) -> impl Iterator<Item = (i64, usize)> {
        let possible = self.table.orders.iter().enumerate().filter(|(_, order)| order.impossible & self.there == 0);
        let sum =
            move |order: &Order| order.way.iter().zip(values).map(|(way, values)| values[usize::from(*way)]).sum();
        possible.map(move |(number, order)| (sum(order), number))
    }

    /// What the cheapest of them costs.
    fn least(&self, values: &[[i64; WAYS]; 8]) -> i64 {
        self.sums(values).map(|(sum, _)| sum).min().unwrap_or(0)
    }
}

/// One more than the ways there can be to shoot a kind of scenes: no three actors have more.
const WAYS: usize = 20;

/// What each set of actors pays together.
fn together(pays: [i64; 3]) -> [i64; 8] {
    let mut sums = [0; 8];
    for (actor, pay) in pays.iter().enumerate() {
        for set in 0..1 << actor {
            sums[set | 1 << actor] = sums[set] + pay;
        }
    }
    sums
}

fn cheapest(way: u8, pays: &[i64; 8]) -> i64 {
    members(way).map(|set| pays[set]).min().unwrap_or(0)
}

fn members(mut sets: u8) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let set = sets.trailing_zeros() as usize;
        (sets != 0).then(|| {
            sets &= sets - 1;
            set
        })
    })
}

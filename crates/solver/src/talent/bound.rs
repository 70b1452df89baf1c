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

/// Actors looked at in pairs, and in threes: those with the dearest waits, where there are more.
const IN_PAIRS: usize = 48;
const IN_THREES: usize = 24;

/// All orders of two and of three actors.
#[derive(Debug)]
pub(super) struct Tables {
    pairs: Vec<Orders<4>>,
    threes: Vec<Orders<8>>,
}

impl Tables {
    pub(super) fn new() -> Self {
        Self { pairs: orders::all::<2, 4>(), threes: orders::all::<3, 8>() }
    }
}

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
    list: Vec<(i64, [u16; 3])>,
    trimmed: Vec<[i64; 3]>,
}

impl Bound {
    /// Raises the bound of a view until it reaches `enough` or knows no better.
    pub(super) fn raise<const W: usize>(&mut self, tables: &Tables, problem: &Problem<W>, view: &View<W>, enough: i64) {
        self.least = 0;
        self.who.clear();
        self.who.extend(view.groups.iter().fold(Set::<W>::EMPTY, |live, group| live | group.cast).iter());
        if self.who.len() > IN_THREES {
            self.who.sort_by_key(|actor| std::cmp::Reverse(view.whole_wait(problem, *actor)));
        }
        self.reset(problem, view);
        self.pack::<2, 4, W>(&tables.pairs, problem, view, IN_PAIRS, enough);
        if self.value < enough && self.who.len() > 2 {
            self.least = self.value;
            self.reset(problem, view);
            self.pack::<3, 8, W>(&tables.threes, problem, view, IN_THREES, enough);
        }
        self.least = self.least.max(self.value);
    }

    fn reset<const W: usize>(&mut self, problem: &Problem<W>, view: &View<W>) {
        self.value = 0;
        self.spare.clear();
        for actor in &self.who {
            let (needs, cost) = (view.needs[*actor], problem.costs[*actor]);
            let pay = |(at, group): (usize, &Group<W>)| if needs.contains(at) { 0 } else { cost * group.duration };
            self.spare.extend(view.groups.iter().enumerate().map(pay));
        }
    }

    /// Takes out what each `N` actors have to pay together, the dearest first.
    fn pack<const N: usize, const T: usize, const W: usize>(
        &mut self,
        tables: &[Orders<T>],
        problem: &Problem<W>,
        view: &View<W>,
        most: usize,
        enough: i64,
    ) {
        let count = self.who.len().min(most);
        let mut list = std::mem::take(&mut self.list);
        list.clear();
        let mut cast: [usize; N] = std::array::from_fn(|at| at);
        while cast[N - 1] < count {
            let few = Few::of(cast, &self.who, tables, view);
            let costs = cast.map(|at| problem.costs[self.who[at]]);
            let value = few.least(&few.alone(costs, view));
            if value > 0 {
                list.push((value, std::array::from_fn(|at| cast.get(at).map_or(0, |at| *at as u16))));
            }
            let next = (0..N - 1).find(|at| cast[*at] + 1 < cast[at + 1]).unwrap_or(N - 1);
            cast[next] += 1;
            (0..next).for_each(|at| cast[at] = at);
        }
        list.sort_unstable_by(|one, other| other.cmp(one));
        for (_, cast) in &list {
            let cast = std::array::from_fn(|at| usize::from(cast[at]));
            self.value += self.take(cast, &Few::<N, T, W>::of(cast, &self.who, tables, view));
            if self.value >= enough {
                break;
            }
        }
        self.list = list;
    }

    /// Takes the least that these actors pay together out of what is spare, and answers it.
    fn take<const N: usize, const T: usize, const W: usize>(&mut self, cast: [usize; N], few: &Few<'_, N, T, W>) -> i64 {
        let stride = self.spare.len() / self.who.len();
        let rows = cast.map(|at| at * stride);
        let mut values = [[0; WAYS]; T];
        for kind in few.kinds() {
            for group in few.groups[kind].iter() {
                let pays = together::<N, T>(rows.map(|row| self.spare[row + group]));
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
        let mut used = [[0; T]; N];
        self.trimmed.clear();
        for kind in few.kinds() {
            for group in few.groups[kind].iter() {
                let spare = rows.map(|row| self.spare[row + group]);
                let pays = together::<N, T>(spare);
                let mut trimmed = [0; 3];
                for way in &few.table.ways[kind] {
                    let value = cheapest(*way, &pays);
                    for set in members(*way) {
                        for actor in (0..N).filter(|actor| set >> actor & 1 == 1) {
                            let needed = if set == 1 << actor { value } else { spare[actor] };
                            trimmed[actor] = needed.max(trimmed[actor]);
                        }
                    }
                }
                (0..N).for_each(|actor| used[actor][kind] += trimmed[actor]);
                self.trimmed.push(trimmed);
            }
        }
        // What an actor pays in a kind of scenes goes down until an order that they wait in costs no more than the least.
        let mut sums: Vec<(i64, &Order<T>)> = few.sums(&values).collect();
        for kind in few.kinds() {
            for actor in (0..N).filter(|actor| kind >> actor & 1 == 0) {
                let waits = |order: &Order<T>| order.waits[actor] >> kind & 1 == 1;
                let over = sums.iter().filter(|(_, order)| waits(order)).map(|(sum, _)| sum - least).min();
                let over = over.unwrap_or(i64::MAX).min(used[actor][kind]);
                sums.iter_mut().filter(|(_, order)| waits(order)).for_each(|(sum, _)| *sum -= over);
                used[actor][kind] -= over;
            }
        }
        let mut trimmed = self.trimmed.iter();
        for kind in few.kinds() {
            for (group, trimmed) in few.groups[kind].iter().zip(&mut trimmed) {
                for actor in 0..N {
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

/// Few actors in a view.
struct Few<'a, const N: usize, const T: usize, const W: usize> {
    table: &'a Orders<T>,
    /// The groups by their kinds.
    groups: [Set<W>; T],
    /// The kinds that there are, as bits.
    there: u16,
}

impl<'a, const N: usize, const T: usize, const W: usize> Few<'a, N, T, W> {
    fn of(cast: [usize; N], who: &[usize], tables: &'a [Orders<T>], view: &View<W>) -> Self {
        let actors = cast.map(|at| who[at]);
        let side = |actor| match () {
            () if view.left.contains(actor) => Side::Left,
            () if view.right.contains(actor) => Side::Right,
            () => Side::Open,
        };
        let mut groups = [view.all; T];
        let mut there = 0;
        for (kind, groups) in groups.iter_mut().enumerate() {
            for (at, actor) in actors.iter().enumerate() {
                let needs = view.needs[*actor];
                *groups = if kind >> at & 1 == 1 { *groups & needs } else { groups.minus(needs) };
            }
            there |= u16::from(!groups.is_empty()) << kind;
        }
        Self { table: &tables[orders::index(actors.map(side))], groups, there }
    }

    /// The kinds of scenes in which somebody may have to wait.
    fn kinds(&self) -> impl Iterator<Item = usize> + use<N, T, W> {
        let there = self.there;
        (0..T - 1).filter(move |kind| there >> kind & 1 == 1)
    }

    /// What each way to shoot a kind of scenes costs when nothing is taken out yet.
    fn alone(&self, costs: [i64; N], view: &View<W>) -> [[i64; WAYS]; T] {
        let pays = together::<N, T>(costs);
        let mut values = [[0; WAYS]; T];
        for kind in self.kinds() {
            let duration: i64 = self.groups[kind].iter().map(|group| view.groups[group].duration).sum();
            for (way, value) in self.table.ways[kind].iter().zip(&mut values[kind][1..]) {
                *value = duration * cheapest(*way, &pays);
            }
        }
        values
    }

    /// What the possible orders cost.
    fn sums<'v>(&self, values: &'v [[i64; WAYS]; T]) -> impl Iterator<Item = (i64, &'a Order<T>)> + use<'a, 'v, N, T, W> {
        let there = self.there;
        let possible = self.table.orders.iter().filter(move |order| order.impossible & there == 0);
        possible.map(move |order| (order.way.iter().zip(values).map(|(way, values)| values[usize::from(*way)]).sum(), order))
    }

    /// What the cheapest of them costs.
    fn least(&self, values: &[[i64; WAYS]; T]) -> i64 {
        self.sums(values).map(|(sum, _)| sum).min().unwrap_or(0)
    }
}

/// One more than the ways there can be to shoot a kind of scenes: no three actors have more.
const WAYS: usize = 20;

/// What each set of actors pays together.
fn together<const N: usize, const T: usize>(pays: [i64; N]) -> [i64; T] {
    let mut sums = [0; T];
    for (actor, pay) in pays.iter().enumerate() {
        for set in 0..1 << actor {
            sums[set | 1 << actor] = sums[set] + pay;
        }
    }
    sums
}

fn cheapest<const T: usize>(way: u16, pays: &[i64; T]) -> i64 {
    members(way).map(|set| pays[set]).min().unwrap_or(0)
}

fn members(mut sets: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let set = sets.trailing_zeros() as usize;
        (sets != 0).then(|| {
            sets &= sets - 1;
            set
        })
    })
}

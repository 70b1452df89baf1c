//! What a shoot costs at least, whatever the order: every schedule is a set of days, and each day pays at least for its crew,
//! its places and moves, its hours, and everybody and everything that works on it. What hangs on the order of days is left
//! out: holds, returns to a place, rest, floors, windows, relations.
//!
//! A day's scenes are a pattern. Prices of scenes for which no pattern is cheaper than its scenes add up to a bound; they are
//! raised over the patterns known, and patterns that are cheaper than their scenes are searched until
//! there are none (column generation; Farley 1990 for prices that are not there yet, place by place, Wentges 1997 for smoothing). Floats
//! only propose prices: they are rounded down to whole numbers, and the bound is reckoned in those.

mod close;
mod dive;
mod pattern;
mod prices;

use std::collections::BTreeSet;

use pattern::Combination;
pub(crate) use pattern::{Item, LIGHTS, Need, Pattern, Place, Relaxed, ShiftCost};
use prices::Prices;

/// Branches that are followed for one combination in one round, at first and at most; what is left then counts at its bound.
const FEW: u32 = 200;
const MOST: u32 = 200_000;
/// Rounds in which the bound may rise by less than a thousandth before more branches are followed.
const PATIENCE: u32 = 3;
/// Hundredths of the best prices so far in the prices that are tried.
const SMOOTH: i64 = 60;

/// A bound that is raised step by step.
pub(crate) struct Bound {
    relaxed: Relaxed,
    combinations: Vec<Combination>,
    prices: Prices,
    seen: BTreeSet<Vec<usize>>,
    /// The prices of the best bound, and what a day may be worth beyond its cost by them at most.
    center: Vec<i64>,
    over: i64,
    best: i64,
    /// Branches followed in a round, and rounds with next to no gain.
    branches: u32,
    stale: u32,
    /// Branches that may be followed in all.
    left: u64,
    smoothed: bool,
    /// No day that is known or found undercuts the prices that are proposed, or nothing is left to follow.
    done: bool,
}

impl Bound {
    pub(crate) fn new(relaxed: Relaxed) -> Self {
        let items = relaxed.items.len();
        let mut bound = Self {
            best: relaxed.constant,
            combinations: relaxed.combinations(),
            prices: Prices::new(items, relaxed.scale()),
            seen: BTreeSet::new(),
            center: vec![0; items],
            over: 0,
            branches: FEW,
            stale: 0,
            left: u64::MAX,
            smoothed: true,
            done: false,
            relaxed,
        };
        (0..items).for_each(|item| bound.learn(vec![item]));
        // A scene that fits on no day at all has no price.
        bound.done = items == 0 || bound.seen.len() < items;
        bound
    }

    /// What any schedule costs at least, as far as is known.
    pub(crate) fn best(&self) -> i64 {
        self.best
    }

    /// Follows so many branches in all at most: work that is counted, whatever the machine.
    pub(crate) fn limit(&mut self, branches: u64) {
        self.left = branches;
    }

    /// Whether no further step can raise it.
    pub(crate) fn done(&self) -> bool {
        self.done
    }

    /// Takes what is known from elsewhere.
    pub(crate) fn raise(&mut self, bound: i64) {
        self.best = self.best.max(bound);
    }

    /// The shifts that hold these scenes by their light, and what each costs beyond the cheapest of them.
    pub(crate) fn shifts(&self, items: &[usize]) -> Vec<(usize, i64)> {
        self.relaxed.shifts(items)
    }

    /// Whether the first day is told apart, since it has to be light.
    pub(crate) fn opens(&self) -> bool {
        self.relaxed.opening.is_some()
    }

    /// Takes a day of some schedule as a pattern.
    pub(crate) fn learn(&mut self, mut items: Vec<usize>) {
        items.sort_unstable();
        if let Some(cost) = self.relaxed.cost(&items)
            && self.seen.insert(items.clone())
        {
            self.prices.learn(&Pattern { items, cost });
        }
    }

    /// Raises the bound by one round, if that is possible; `stop` ends it with what is known then.
    pub(crate) fn step(&mut self, stop: &dyn Fn() -> bool) {
        if self.done {
            return;
        }
        let wanted = self.prices.raised();
        let smooth = if self.smoothed && self.best > self.relaxed.constant { SMOOTH } else { 0 };
        let prices: Vec<i64> =
            wanted.iter().zip(&self.center).map(|(new, old)| (new * (100 - smooth) + old * smooth) / 100).collect();
        let found = self.relaxed.search(&self.combinations, &prices, (self.branches, &mut self.left), stop);
        let bound = self.relaxed.bound(&prices, found.most);
        let lowered = self.relaxed.constant + found.lowered.iter().sum::<i64>();
        let (bound, prices, over) =
            if lowered > bound { (lowered, found.lowered, 0) } else { (bound, prices, found.most.max(0)) };
        self.stale = if bound > self.best + self.best / 1_000 { 0 } else { self.stale + 1 };
        if bound > self.best {
            self.best = bound;
            self.center = prices;
            self.over = over;
        }
        let before = self.seen.len();
        let sum = |items: &[usize]| items.iter().map(|&item| wanted[item]).sum::<i64>();
        let mut useful = false;
        for pattern in found.patterns {
            useful |= sum(&pattern.items) > pattern.cost;
            self.learn(pattern.items);
        }
        if self.left == 0 {
            self.done = true;
            return;
        }
        let fresh = self.seen.len() > before && useful;
        if (!fresh || self.stale > PATIENCE) && found.cut && self.branches < MOST {
            // What was cut off is what holds the bound down.
            self.branches = (self.branches * 4).min(MOST);
            self.stale = 0;
            self.smoothed = true;
            return;
        }
        // Nothing that is not known: the prices themselves are tried, and if they are, this is the end.
        self.done = !fresh && smooth == 0;
        self.smoothed = fresh;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scenes of 100 minutes each, as many as given, at a place or at any.
    fn shoot(
        places: &[Option<usize>],
        light: Option<(usize, i64)>,
        shifts: &[(i64, [i64; LIGHTS])],
        most: i64,
    ) -> Relaxed {
        let item = |&place| Item { minutes: 100, light, place, needs: Vec::new(), early: false };
        let shift = |&(cost, caps)| ShiftCost { cost, caps, night: false };
        Relaxed {
            items: places.iter().map(item).collect(),
            places: vec![Place { fee: 5_000 }],
            moves: vec![vec![(0, 0)]],
            shifts: shifts.iter().map(shift).collect(),
            most,
            max_places: 2,
            days: places.len() as i64,
            ..Relaxed::default()
        }
    }

    #[track_caller]
    fn check(relaxed: Relaxed, cheapest: i64) {
        let mut bound = Bound::new(relaxed);
        while !bound.done() {
            bound.step(&|| false);
            assert!(bound.best() <= cheapest, "{} above {cheapest}", bound.best());
        }
        assert_eq!(bound.best(), cheapest);
    }

    #[test]
    fn a_day_without_a_place_pays_no_fee() {
        let any_light = [(1_000, [600; LIGHTS])];
        check(shoot(&[Some(0), None, None, None], None, &any_light, 100), 4 * 1_000 + 5_000);
    }

    #[test]
    fn the_first_day_is_as_light_as_it_has_to_be() {
        let five = |first| {
            let mut relaxed = shoot(&[None; 5], None, &[(1_000, [600; LIGHTS])], 600);
            relaxed.open(first);
            relaxed
        };
        // Five scenes fill a day, which may be the first one, or else none of them may be shot on that. Where it holds two, a day of each
        // two by a fifth and the five by three fifths cost least. Prices are rounded down.
        for (first, least) in [(600, 1_000), (50, 2_000), (250, 1_600)] {
            let mut bound = Bound::new(five(first));
            while !bound.done() {
                bound.step(&|| false);
            }
            assert!((least - 10..=least).contains(&bound.best()), "{first}: {} instead of {least}", bound.best());
        }
    }

    #[test]
    fn counted_work_ends_with_what_holds_so_far() {
        let mut bound = Bound::new(shoot(&[Some(0), None, None, None], None, &[(1_000, [600; LIGHTS])], 300));
        bound.limit(1);
        bound.step(&|| false);
        assert!(bound.done() && bound.best() <= 2 * 1_000 + 5_000);
    }

    #[test]
    fn the_cheapest_shift_serves_only_where_it_has_as_much_of_every_light() {
        let shifts = [(1_000, [600, 0, 100, 0]), (1_100, [600, 0, 240, 0])];
        check(shoot(&[None, None], Some((2, 100)), &shifts, 300), 1_100);
    }
}

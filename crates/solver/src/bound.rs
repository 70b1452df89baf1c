//! What a shoot costs at least, whatever the order: every schedule is a set of days, and each day pays at least for its crew,
//! its places and moves, its hours, and everybody and everything that works on it. What hangs on the order of days is left
//! out: holds, returns to a place, rest, floors, windows, relations.
//!
//! A day's scenes are a pattern. Prices of scenes for which no pattern is cheaper than its scenes add up to a bound; they are
//! raised by a linear program over the patterns known, and patterns that are cheaper than their scenes are searched until
//! there are none (column generation; Farley 1990 for prices that are not there yet, Wentges 1997 for smoothing). The program's
//! floats only propose prices: they are rounded down to whole numbers, and the bound is reckoned in those.

mod close;
mod pattern;

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use pattern::Combination;
pub(crate) use pattern::Pattern;
pub(crate) use pattern::{Item, LIGHTS, Need, Place, Relaxed, ShiftCost};

/// Hundredths of the best prices so far in the prices that are tried.
const SMOOTH: i64 = 60;

/// A bound that is raised step by step.
pub(crate) struct Bound {
    relaxed: Relaxed,
    combinations: Vec<Combination>,
    patterns: Vec<Pattern>,
    seen: BTreeSet<Vec<usize>>,
    /// The prices of the best bound, and what a day may be worth beyond its cost by them at most.
    center: Vec<i64>,
    over: i64,
    best: i64,
    smoothed: bool,
    /// No day is known or found that would raise it: this relaxation gives no more, or too much was left unsearched.
    done: bool,
}

impl Bound {
    pub(crate) fn new(relaxed: Relaxed) -> Self {
        let items = relaxed.items.len();
        let best = relaxed.constant;
        let combinations = relaxed.combinations();
        let mut bound = Self {
            relaxed,
            combinations,
            patterns: Vec::new(),
            seen: BTreeSet::new(),
            center: vec![0; items],
            over: 0,
            best,
            smoothed: true,
            done: items == 0,
        };
        (0..items).for_each(|item| bound.learn(vec![item]));
        bound
    }

    /// What any schedule costs at least, as far as is known.
    pub(crate) fn best(&self) -> i64 {
        self.best
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

    /// Takes a day of some schedule as a pattern.
    pub(crate) fn learn(&mut self, mut items: Vec<usize>) {
        items.sort_unstable();
        if let Some(cost) = self.relaxed.cost(&items)
            && self.seen.insert(items.clone())
        {
            self.patterns.push(Pattern { items, cost });
        }
    }

    /// Raises the bound by one round, if that is possible.
    pub(crate) fn step(&mut self) {
        if self.done {
            return;
        }
        let Some(wanted) = self.prices() else {
            // The program failed for its numbers: what is known stays known.
            self.done = true;
            return;
        };
        let smooth = if self.smoothed && self.best > self.relaxed.constant { SMOOTH } else { 0 };
        let prices: Vec<i64> =
            wanted.iter().zip(&self.center).map(|(new, old)| (new * (100 - smooth) + old * smooth) / 100).collect();
        let found = self.relaxed.search(&self.combinations, &prices);
        let bound = self.relaxed.bound(&prices, found.most);
        if bound > self.best {
            self.best = bound;
            self.center = prices;
            self.over = found.most.max(0);
        }
        let before = self.patterns.len();
        let sum = |items: &[usize]| items.iter().map(|&item| wanted[item]).sum::<i64>();
        let mut useful = false;
        for pattern in found.patterns {
            useful |= sum(&pattern.items) > pattern.cost;
            self.learn(pattern.items);
        }
        let fresh = self.patterns.len() > before && useful;
        // Nothing that the program does not know: the prices themselves are tried, and if they are, this is the end.
        self.done = !fresh && smooth == 0;
        self.smoothed = fresh;
    }

    /// The highest prices of scenes that no known pattern undercuts.
    fn prices(&self) -> Option<Vec<i64>> {
        let mut program = Problem::new(OptimizationDirection::Maximize);
        let scale = self.relaxed.scale();
        let items: Vec<_> = (0..self.relaxed.items.len()).map(|_| program.add_var(1.0, (0.0, f64::INFINITY))).collect();
        for pattern in &self.patterns {
            let sum: Vec<_> = pattern.items.iter().map(|&item| (items[item], 1.0)).collect();
            program.add_constraint(sum, ComparisonOp::Le, pattern.cost as f64 / scale);
        }
        let solution = program.solve().ok()?.into_solution().ok()?;
        Some(items.iter().map(|&item| (solution.var_value(item) * scale).floor().max(0.0) as i64).collect())
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
            bound.step();
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
    fn the_cheapest_shift_serves_only_where_it_has_as_much_of_every_light() {
        let shifts = [(1_000, [600, 0, 100, 0]), (1_100, [600, 0, 240, 0])];
        check(shoot(&[None, None], Some((2, 100)), &shifts, 300), 1_100);
    }
}

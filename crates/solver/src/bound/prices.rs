//! Prices of scenes that no known pattern undercuts, as high in all as a subgradient finds them (Held and Karp 1971), and then mended:
//! floats that only propose. An exact linear program finds prices in a corner of what is possible, which say little of the patterns that
//! are not known yet; these lie further inside, so that fewer rounds are needed, and each takes milliseconds.

use super::pattern::Pattern;

/// Steps along the subgradient at most, and how many of them may go by without a gain of one in `GAIN` before they are halved.
const STEPS: usize = 300;
const PATIENCE: usize = 15;
const GAIN: f64 = 2_000.0;
/// Steps shorter than this end the walk.
const SHORTEST: f64 = 0.005;
/// The steps aim so far above the best sum known.
const AIM: f64 = 1.05;

/// The patterns known, and prices.
pub(super) struct Prices {
    /// What patterns cost is told in parts of this, so that the numbers are near one.
    scale: f64,
    patterns: Vec<(Vec<usize>, f64)>,
    /// The prices of each scene, from which the next walk goes on.
    prices: Vec<f64>,
}

impl Prices {
    pub(super) fn new(scenes: usize, scale: f64) -> Self {
        Self { scale, patterns: Vec::new(), prices: vec![0.0; scenes] }
    }

    pub(super) fn learn(&mut self, pattern: &Pattern) {
        self.patterns.push((pattern.items.clone(), pattern.cost as f64 / self.scale));
    }

    /// The best prices found, rounded down.
    pub(super) fn raised(&mut self) -> Vec<i64> {
        self.walk();
        let mut prices = self.prices.clone();
        self.lower(&mut prices);
        self.fill(&mut prices);
        // What floats lose below a whole number is given back.
        prices.iter().map(|price| (price * self.scale + 1e-6).floor().max(0.0) as i64).collect()
    }

    /// Raises what prices give when each pattern that they pay too much for is taken once.
    fn walk(&mut self) {
        let mut prices = self.prices.clone();
        let mut open = vec![0.0; prices.len()];
        let (mut best, mut by, mut stale) = (f64::MIN, 1.0, 0);
        for _ in 0..STEPS {
            let mut value: f64 = prices.iter().sum();
            open.fill(1.0);
            for (items, cost) in &self.patterns {
                let beyond = sum(items, &prices) - cost;
                if beyond > 0.0 {
                    value -= beyond;
                    items.iter().for_each(|&item| open[item] -= 1.0);
                }
            }
            stale = if value > best + best.abs() / GAIN { 0 } else { stale + 1 };
            if value > best {
                best = value;
                self.prices.clone_from(&prices);
            }
            let norm: f64 = open.iter().map(|open| open * open).sum();
            if norm == 0.0 || by < SHORTEST {
                return;
            }
            if stale >= PATIENCE {
                (by, stale) = (by / 2.0, 0);
                prices.clone_from(&self.prices);
            } else {
                let step = by * (AIM * best.max(1.0) - value) / norm;
                prices.iter_mut().zip(&open).for_each(|(price, open)| *price = (*price + step * open).max(0.0));
            }
        }
    }

    /// Lowers prices, where patterns undercut them most first, until none does.
    fn lower(&self, prices: &mut [f64]) {
        let paid = |prices: &[f64], (items, cost): &(Vec<usize>, f64)| sum(items, prices) / cost;
        let mut over: Vec<(f64, usize)> =
            self.patterns.iter().enumerate().map(|(at, pattern)| (paid(prices, pattern), at)).collect();
        over.retain(|(paid, _)| *paid > 1.0);
        over.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        for (_, at) in over {
            let paid = paid(prices, &self.patterns[at]).max(1.0);
            self.patterns[at].0.iter().for_each(|&item| prices[item] /= paid);
        }
    }

    /// Raises each price in turn as far as the patterns with it allow.
    fn fill(&self, prices: &mut [f64]) {
        let mut room: Vec<f64> = self.patterns.iter().map(|(items, cost)| cost - sum(items, prices)).collect();
        let mut with = vec![Vec::new(); prices.len()];
        for (at, (items, _)) in self.patterns.iter().enumerate() {
            items.iter().for_each(|&item| with[item].push(at));
        }
        for (price, with) in prices.iter_mut().zip(with) {
            let more = with.iter().map(|&at| room[at]).reduce(f64::min).unwrap_or(0.0).max(0.0);
            *price += more;
            with.iter().for_each(|&at| room[at] -= more);
        }
    }
}

fn sum(items: &[usize], prices: &[f64]) -> f64 {
    items.iter().map(|&item| prices[item]).sum()
}

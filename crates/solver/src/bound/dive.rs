//! The search for days that are worth more than they cost at given prices of scenes: branch and bound, place by place and shift by
//! shift.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{Combination, LIGHTS, NEEDS, Pattern, Relaxed, overtime};

/// Scenes that are not decided in branches that wait, at most: what bounds the memory of a search.
const WAITING: usize = 20_000_000;
/// Patterns of one combination that are kept of a round, at most: the last that were better than those before.
const KEPT: usize = 4;

/// What a search found.
pub(crate) struct Found {
    /// The best patterns of each combination that are worth more than they cost.
    pub(crate) patterns: Vec<Pattern>,
    /// No pattern is worth more than it costs by more than this.
    pub(crate) most: i64,
    /// The prices, lowered until no pattern is worth more than it costs.
    pub(crate) lowered: Vec<i64>,
    /// Whether some combination may have more than was found there, because branches were cut off.
    pub(crate) cut: bool,
}

impl Relaxed {
    /// Every pattern that may be worth `least` or more beyond its cost; nothing when there are more than `most`.
    pub(crate) fn all(
        &self,
        combinations: &[Combination],
        prices: &[i64],
        least: i64,
        most: usize,
    ) -> Option<Vec<Pattern>> {
        let mut seen = BTreeSet::new();
        for combination in combinations {
            let mut dive = Dive::new(self, combination, prices);
            dive.least = least;
            let items: Vec<usize> = (0..combination.items.len()).collect();
            if !dive.all(NONE, &items, &mut Vec::new(), &mut seen, most) {
                return None;
            }
        }
        Some(seen.into_iter().filter_map(|items| self.cost(&items).map(|cost| Pattern { items, cost })).collect())
    }

    /// The patterns of each combination that are worth most beyond their cost, where so many branches are followed of each
    /// at most, of all only those that are left, and none after `stop`.
    pub(crate) fn search(
        &self,
        combinations: &[Combination],
        prices: &[i64],
        (branches, left): (u32, &mut u64),
        stop: &dyn Fn() -> bool,
    ) -> Found {
        let mut found = Found { patterns: Vec::new(), lowered: prices.to_vec(), most: 0, cut: false };
        let mut order: Vec<(i64, usize)> = combinations
            .iter()
            .enumerate()
            .map(|(at, combination)| (Dive::new(self, combination, prices).root(), at))
            .filter(|(most, _)| *most > 0)
            .collect();
        order.sort_unstable_by_key(|&(most, at)| (Reverse(most), at));
        let mut best = 0;
        for (root, at) in order {
            let combination = &combinations[at];
            let mut dive = Dive::new(self, combination, prices);
            // Patterns worth less than a quarter of the best are not worth a row.
            dive.least = best / 4;
            dive.run(branches, left, stop);
            best = best.max(dive.best);
            let over = dive.best.max(dive.open).max(root.min(dive.least));
            found.most = found.most.max(over);
            found.cut |= dive.cut();
            for (&item, lowered) in combination.items.iter().zip(dive.lowered(over)) {
                found.lowered[item] = found.lowered[item].min(lowered);
            }
            for items in dive.items.into_iter().rev().take(KEPT) {
                let items: Vec<usize> = items.iter().map(|&at| combination.items[at]).collect();
                found.patterns.extend(self.cost(&items).map(|cost| Pattern { items, cost }));
            }
        }
        found
    }
}

/// The places of the bits that are set.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        bit
    })
}

/// The search of one combination.
struct Dive<'a> {
    relaxed: &'a Relaxed,
    combination: &'a Combination,
    /// The price of each scene of the combination.
    prices: Vec<i64>,
    best: i64,
    /// Each pattern that was better than those before.
    items: Vec<Vec<usize>>,
    /// Nothing below this is looked for.
    least: i64,
    /// The highest bound of what was not followed.
    open: i64,
}

/// What is decided next.
enum Next {
    Scene(usize),
    /// Whether a need is paid, by its bit.
    Need(usize),
}

/// A part of what there is to choose from: what was chosen, what is not decided yet, and what is decided next.
struct Branch {
    /// What it can be worth at most.
    most: i64,
    chosen: Chosen,
    rest: Vec<usize>,
    path: Vec<usize>,
    next: Next,
}

/// What a scene is worth beyond its part of what nobody pays yet, and the minutes that it takes with its part.
#[derive(Clone, Copy)]
struct Gain {
    worth: i64,
    minutes: i64,
    at: usize,
}

impl Gain {
    fn by_minute(&self) -> (i64, i64) {
        (self.worth, self.minutes)
    }
}

/// Compares what two numbers are by two others, which are above zero.
fn ratio(one: (i64, i64), other: (i64, i64)) -> Ordering {
    (i128::from(one.0) * i128::from(other.1)).cmp(&(i128::from(other.0) * i128::from(one.1)))
}

/// Scenes chosen so far.
#[derive(Clone, Copy)]
struct Chosen {
    /// Their prices less the needs that they pay.
    worth: i64,
    minutes: i64,
    by_light: [i64; LIGHTS],
    needs: u128,
}

/// Nothing chosen yet.
const NONE: Chosen = Chosen { worth: 0, minutes: 0, by_light: [0; LIGHTS], needs: 0 };

impl<'a> Dive<'a> {
    fn new(relaxed: &'a Relaxed, combination: &'a Combination, prices: &[i64]) -> Self {
        Self {
            relaxed,
            combination,
            prices: combination.items.iter().map(|&item| prices[item]).collect(),
            best: 0,
            items: Vec::new(),
            least: 0,
            open: 0,
        }
    }

    /// What a pattern can be worth at most.
    fn root(&self) -> i64 {
        self.ranked(&NONE, &mut self.priced(), 0).0
    }

    /// The scenes that have a price and fit.
    fn priced(&self) -> Vec<usize> {
        (0..self.prices.len()).filter(|&at| self.prices[at] > 0 && self.fits(&NONE, at)).collect()
    }

    /// Follows what promises most, each time down to its end, so that what is cut off promises as little as can be: so many branches at
    /// most, of all only those that are left, and none after `stop`.
    fn run(&mut self, branches: u32, left: &mut u64, stop: &dyn Fn() -> bool) {
        let most = u64::try_from(WAITING / self.prices.len().max(1)).unwrap_or(u64::MAX);
        let mut allowed = if stop() { 0 } else { most.min(u64::from(branches)).min(*left) };
        // By what they are worth at most, the latest first where that is the same.
        let mut waiting = BTreeMap::new();
        let mut next = self.branch(NONE, self.priced(), Vec::new());
        while let Some(branch) = next.take().or_else(|| waiting.pop_last().map(|(_, branch)| branch)) {
            if branch.most <= self.best.max(self.least) {
                continue;
            }
            if allowed == 0 || allowed.is_multiple_of(1_024) && stop() {
                self.open = waiting.last_key_value().map_or(0, |((most, _), _)| *most).max(branch.most);
                return;
            }
            (allowed, *left) = (allowed - 1, *left - 1);
            let (with, without) = self.split(branch);
            waiting.extend(without.map(|branch| ((branch.most, u64::MAX - *left), branch)));
            next = with;
        }
    }

    /// Whether more may be worth more than what was found, because branches were cut off.
    fn cut(&self) -> bool {
        self.open > self.best.max(self.least)
    }

    /// Prices of its scenes that no pattern undercuts, where none is worth more than `over` beyond its cost. A pattern with a scene costs at
    /// least what the scene alone does here: as it is to that and `over` together, so is what is left of the price.
    fn lowered(&self, over: i64) -> Vec<i64> {
        let lower = |(at, &price): (usize, &i64)| {
            let alone = price - self.value(&self.with(&NONE, at));
            if over <= 0 || !self.fits(&NONE, at) {
                return price;
            }
            let lowered = i128::from(price) * i128::from(alone) / (i128::from(alone) + i128::from(over));
            i64::try_from(lowered).unwrap_or(0)
        };
        self.prices.iter().enumerate().map(lower).collect()
    }

    /// What scenes are worth beyond what their day costs.
    fn value(&self, chosen: &Chosen) -> i64 {
        chosen.worth - self.combination.base - overtime(&self.combination.overtime, chosen.minutes)
    }

    /// Both ways on: with what is decided next, and without it; nothing where no way is worth enough.
    fn split(&mut self, branch: Branch) -> (Option<Branch>, Option<Branch>) {
        let Branch { chosen, mut rest, path, next, .. } = branch;
        let mut longer = path.clone();
        let with = match next {
            Next::Scene(first) => {
                rest.retain(|&at| at != first);
                longer.push(first);
                self.with(&chosen, first)
            }
            Next::Need(bit) => self.paid(&chosen, 1 << bit),
        };
        let fits = rest.iter().copied().filter(|&at| self.fits(&with, at)).collect();
        if let Next::Need(bit) = next {
            rest.retain(|&at| self.combination.needs[at] >> bit & 1 == 0);
        }
        let with = self.branch(with, fits, longer);
        (with, self.branch(chosen, rest, path))
    }

    /// What may be chosen further, where that may be worth enough.
    fn branch(&mut self, chosen: Chosen, mut rest: Vec<usize>, path: Vec<usize>) -> Option<Branch> {
        let value = self.value(&chosen);
        if value > self.best {
            self.best = value;
            self.items.push(path.clone());
        }
        let limit = self.best.max(self.least);
        let (most, next) = self.ranked(&chosen, &mut rest, limit);
        let next = next.filter(|_| most > limit)?;
        rest.shrink_to_fit();
        Some(Branch { most, chosen, rest, path, next })
    }

    /// Notes every set of scenes below that may be worth enough; whether there are no more than `most`.
    fn all(
        &self,
        chosen: Chosen,
        rest: &[usize],
        path: &mut Vec<usize>,
        seen: &mut BTreeSet<Vec<usize>>,
        most: usize,
    ) -> bool {
        if !path.is_empty() {
            seen.insert(path.iter().map(|&at| self.combination.items[at]).collect());
        }
        rest.iter().enumerate().all(|(nth, &at)| {
            let with = self.with(&chosen, at);
            let mut later: Vec<usize> = rest[nth + 1..].iter().copied().filter(|&one| self.fits(&with, one)).collect();
            if self.ranked(&with, &mut later, self.least - 1).0 < self.least {
                return true;
            }
            path.push(at);
            let few = self.all(with, &later, path, seen, most);
            path.pop();
            few && seen.len() <= most
        })
    }

    /// One scene more.
    fn with(&self, chosen: &Chosen, at: usize) -> Chosen {
        let item = &self.relaxed.items[self.combination.items[at]];
        let mut with = *chosen;
        with.minutes += item.minutes;
        if let Some((light, minutes)) = item.light {
            with.by_light[light] += minutes;
        }
        with.worth += self.prices[at];
        self.paid(&with, self.combination.needs[at])
    }

    /// Pays needs that are not paid yet.
    fn paid(&self, chosen: &Chosen, needs: u128) -> Chosen {
        let mut with = *chosen;
        for bit in bits(needs & !chosen.needs) {
            let need = self.combination.told[bit];
            with.worth -= need.cost;
            with.minutes += need.minutes;
        }
        with.needs |= needs;
        with
    }

    fn fits(&self, chosen: &Chosen, at: usize) -> bool {
        let caps = &self.relaxed.shifts[self.combination.shift].caps;
        let with = self.with(chosen, at);
        with.minutes <= self.combination.most && (0..LIGHTS).all(|light| with.by_light[light] <= caps[light])
    }

    /// What can be reached at most with more scenes, and which of them promises most for its minutes; scenes that are in no set worth
    /// more than `limit` are left out. Each scene bears at least its minutes' part of every need that nobody pays yet: all scenes with
    /// a need that are still open together last no longer than they do, or than what is left of the day.
    fn ranked(&self, chosen: &Chosen, rest: &mut Vec<usize>, limit: i64) -> (i64, Option<Next>) {
        loop {
            let before = rest.len();
            let found = self.ranked_once(chosen, rest, limit);
            // Where many fell, the others bear more.
            if (before - rest.len()) * 8 <= before {
                return found;
            }
        }
    }

    fn ranked_once(&self, chosen: &Chosen, rest: &mut Vec<usize>, limit: i64) -> (i64, Option<Next>) {
        let combination = self.combination;
        let minutes = |at: usize| self.relaxed.items[combination.items[at]].minutes;
        let unpaid = |at: usize| bits(combination.needs[at] & !chosen.needs);
        let mut lasts = [0; NEEDS];
        rest.iter().for_each(|&at| unpaid(at).for_each(|bit| lasts[bit] += minutes(at)));
        lasts.iter_mut().for_each(|last| *last = (*last).min(combination.most - chosen.minutes).max(1));
        let gain = |&at: &usize| {
            let mut gain = Gain { worth: self.prices[at], minutes: minutes(at), at };
            for bit in unpaid(at) {
                let share = |of: i64| of * minutes(at) / lasts[bit];
                gain.worth -= share(combination.told[bit].cost);
                gain.minutes += share(combination.told[bit].minutes);
            }
            gain
        };
        let all: Vec<Gain> = rest.iter().map(gain).collect();
        let mut gains: Vec<Gain> = all.iter().copied().filter(|gain| gain.worth > 0).collect();
        // What is worth most for its minutes comes first.
        gains.sort_unstable_by(|one, other| ratio(other.by_minute(), one.by_minute()).then(one.at.cmp(&other.at)));
        let mut worth = self.value(chosen);
        // Stretches of the day in order: up to which minute, and what a minute costs there.
        let steps = &combination.overtime;
        let ends = steps.iter().map(|&(after, _)| after).chain([combination.most]);
        let prices = [0].into_iter().chain(steps.iter().scan(0, |sum, &(_, price)| {
            *sum += price;
            Some(*sum)
        }));
        let mut stretches = ends.zip(prices).filter(|&(end, _)| end > chosen.minutes);
        let (mut at, mut stretch) = (chosen.minutes, stretches.next());
        // What the last minute that is taken costs, and what one minute more would be worth.
        let mut last = 0;
        let mut more = (0, 1);
        let mut taken = 0;
        'all: for gain in &gains {
            let mut left = gain.minutes;
            while left > 0 {
                let Some((end, price)) = stretch.filter(|&(_, price)| ratio(gain.by_minute(), (price, 1)).is_gt())
                else {
                    more = gain.by_minute();
                    break 'all;
                };
                let part = left.min(end - at);
                // A part of a scene is worth its part, rounded up.
                let (of, per) = (i128::from(gain.worth) * i128::from(part), i128::from(gain.minutes));
                worth += i64::try_from((of + per - 1) / per).unwrap_or(i64::MAX) - part * price;
                last = price;
                taken += usize::from(left == gain.minutes);
                (at, left) = (at + part, left - part);
                if at == end {
                    stretch = stretches.next();
                }
            }
        }
        // With a scene that is worth less than its minutes would be otherwise, so much less can be reached (weak duality).
        let (of, per) = if ratio(more, (last, 1)).is_gt() { more } else { (last, 1) };
        let spare = i128::from(worth - limit) * i128::from(per);
        let loses = |gain: &Gain| i128::from(of) * i128::from(gain.minutes) - i128::from(gain.worth) * i128::from(per);
        let mut all = all.iter();
        rest.retain(|_| all.next().is_some_and(|gain| loses(gain) < spare));
        (worth, self.next(chosen, &lasts, &gains, taken))
    }

    /// Where scenes that are taken bear much less of a need than it costs, whether it is paid tells most; elsewhere the first scene does.
    fn next(&self, chosen: &Chosen, lasts: &[i64; NEEDS], gains: &[Gain], taken: usize) -> Option<Next> {
        let first = gains.first()?;
        let (told, needs) = (&self.combination.told, &self.combination.needs);
        let mut borne = [0; NEEDS];
        for gain in &gains[..taken] {
            let minutes = self.relaxed.items[self.combination.items[gain.at]].minutes;
            bits(needs[gain.at] & !chosen.needs).for_each(|bit| borne[bit] += minutes);
        }
        let missing = |bit: usize| told[bit].cost - told[bit].cost * borne[bit] / lasts[bit];
        let open = (0..told.len()).filter(|&bit| chosen.needs >> bit & 1 == 0 && borne[bit] > 0);
        let need = open.max_by_key(|&bit| (missing(bit), Reverse(bit))).filter(|&bit| missing(bit) > first.worth);
        Some(need.map_or(Next::Scene(first.at), Next::Need))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::bound::{Item, Need, Place, ShiftCost};

    prop_compose! {
        /// Up to eight scenes at up to three places, with needs that cost and take time, in the sun or in the dark, and their prices.
        fn shoot()(
            scenes in vec((20_i64..300, 0_usize..4, 0_usize..3, vec(0_usize..5, 0..4), any::<bool>(), 0_i64..3_000), 1..9),
            needs in vec((0_i64..800, 0_i64..40), 5),
            fees in vec(0_i64..500, 3),
            (cost, max_places) in (prop_oneof![Just(0_i64), Just(1_000)], 1_usize..4),
            (most, after, price, spared) in (300_i64..700, 100_i64..300, 0_i64..5, prop_oneof![Just(0_i64), 1_i64..40]),
        ) -> (Relaxed, Vec<i64>) {
            let item = |(minutes, place, light, needs, early, _): &(i64, usize, usize, Vec<usize>, bool, i64)| {
                let mut needs = needs.clone();
                needs.sort_unstable();
                needs.dedup();
                let light = (*light < 2).then_some((*light, *minutes));
                Item { minutes: *minutes, light, place: (*place < 3).then_some(*place), needs, early: *early }
            };
            let relaxed = Relaxed {
                items: scenes.iter().map(item).collect(),
                needs: needs.into_iter().map(|(cost, minutes)| Need { cost, minutes }).collect(),
                places: fees.into_iter().map(|fee| Place { fee }).collect(),
                spared,
                shifts: vec![
                    ShiftCost { cost, caps: [500, 0, 0, 0], night: false },
                    ShiftCost { cost: cost + 200, caps: [200, 250, 0, 0], night: false },
                    ShiftCost { cost: cost + 300, caps: [0, 600, 0, 0], night: true },
                ],
                most,
                overtime: vec![(after, price), (after + 100, 2)],
                moves: vec![vec![(30, 100); 3]; 3],
                max_places,
                days: 9,
                ..Relaxed::default()
            };
            (relaxed, scenes.into_iter().map(|(.., price)| price).collect())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is cut off, no set of scenes is worth more than is said; where nothing is, the best one is found.
        #[test]
        fn no_day_is_worth_more_than_is_said((relaxed, prices) in shoot(), few in 0_u32..20) {
            let combinations = relaxed.combinations();
            let sets = || (1_usize..1 << prices.len()).map(|set| {
                (0..prices.len()).filter(|item| set >> item & 1 == 1).collect::<Vec<usize>>()
            });
            let beyond = |prices: &[i64], items: &[usize]| {
                relaxed.cost(items).map_or(0, |cost| items.iter().map(|&item| prices[item]).sum::<i64>() - cost)
            };
            let all = relaxed.all(&combinations, &prices, -500, usize::MAX).unwrap_or_default();
            for items in sets().filter(|items| relaxed.cost(items).is_some() && beyond(&prices, items) >= -500) {
                prop_assert!(all.iter().any(|pattern| pattern.items == items), "{items:?} is missing");
            }
            let best = sets().map(|items| beyond(&prices, &items)).max().unwrap_or(0).max(0);
            for branches in [few, 1_000_000] {
                let found = relaxed.search(&combinations, &prices, (branches, &mut { u64::MAX }), &|| false);
                prop_assert!(found.most >= best, "{} below {best}", found.most);
                // What is spared, and places where a day may have many, are told of those that there are: more may be said then.
                let exact = relaxed.spared == 0 && relaxed.max_places < 3 && branches > few;
                prop_assert!(!exact || found.most == best, "{} above {best}", found.most);
                for items in sets() {
                    prop_assert!(beyond(&found.lowered, &items) <= 0, "{items:?} by {:?}", found.lowered);
                }
            }
        }
    }
}

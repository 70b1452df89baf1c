//! Days as patterns: what a set of scenes costs at least when it is shot on one day, and which set is worth most beyond that
//! at given prices of scenes (branch and bound, place by place and shift by shift).

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Needs that one combination tells apart; cheaper ones are left out there, which only lowers the bound.
const NEEDS: usize = 128;

/// Patterns of one combination that are kept of a round, at most: the last that were better than those before.
const KEPT: usize = 4;

/// Lights that are told apart: the sun, the dark, dawn, dusk.
pub(crate) const LIGHTS: usize = 4;
const DARK: usize = 1;

/// A shoot without its order.
#[derive(Debug, Default)]
pub(crate) struct Relaxed {
    pub(crate) items: Vec<Item>,
    pub(crate) needs: Vec<Need>,
    pub(crate) places: Vec<Place>,
    /// Minutes of needs that each place of a day is spared: its first look is not lit anew.
    pub(crate) spared: i64,
    pub(crate) shifts: Vec<ShiftCost>,
    /// Minutes of a day at most; after how many each minute costs how much more, in order.
    pub(crate) most: i64,
    pub(crate) overtime: Vec<(i64, i64)>,
    /// Minutes and price of a move between each two places.
    pub(crate) moves: Vec<Vec<(i64, i64)>>,
    /// Places that a day can have; where it can have more than two, fees and moves are left out.
    pub(crate) max_places: usize,
    /// Days that there are.
    pub(crate) days: i64,
    /// What every schedule pays.
    pub(crate) constant: i64,
}

/// A scene.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) minutes: i64,
    /// It needs one of the lights for so many minutes.
    pub(crate) light: Option<(usize, i64)>,
    /// Nothing where it may be shot at several.
    pub(crate) place: Option<usize>,
    pub(crate) needs: Vec<usize>,
    /// It cannot be shot by night.
    pub(crate) early: bool,
}

/// What a day that has it pays, and takes, once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    pub(crate) cost: i64,
    pub(crate) minutes: i64,
}

#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) fee: i64,
}

/// A shift: what its day costs, how many minutes of each light it has.
#[derive(Debug)]
pub(crate) struct ShiftCost {
    pub(crate) cost: i64,
    pub(crate) caps: [i64; LIGHTS],
    pub(crate) night: bool,
}

/// Scenes of one day, and what they cost at least.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) items: Vec<usize>,
    pub(crate) cost: i64,
}

/// What a search found.
pub(crate) struct Found {
    /// The best patterns of each combination that are worth more than they cost.
    pub(crate) patterns: Vec<Pattern>,
    /// No pattern is worth more than it costs by more than this.
    pub(crate) most: i64,
    /// Whether that is more than what was found, because branches were cut off.
    pub(crate) cut: bool,
}

/// Places and a shift, with the scenes that they can have.
pub(crate) struct Combination {
    shift: usize,
    items: Vec<usize>,
    /// The day before anything is shot.
    base: i64,
    most: i64,
    overtime: Vec<(i64, i64)>,
    /// The needs told apart; those of each scene as bits.
    told: Vec<Need>,
    needs: Vec<u128>,
    /// Of each scene and each of its needs: what of the need falls on it at least.
    shares: Vec<Vec<(u32, Need)>>,
}

impl Relaxed {
    /// What these scenes cost on one day at least; nothing when no day can hold them.
    pub(crate) fn cost(&self, items: &[usize]) -> Option<i64> {
        let mut needs: Vec<usize> = items.iter().flat_map(|&item| self.items[item].needs.iter().copied()).collect();
        needs.sort_unstable();
        needs.dedup();
        let mut places: Vec<usize> = items.iter().filter_map(|&item| self.items[item].place).collect();
        places.sort_unstable();
        places.dedup();
        let (moved, moves) = self.moves(&places)?;
        let taken = needs.iter().map(|&need| self.needs[need].minutes).sum::<i64>() - self.spared(&places);
        let minutes = moved + taken + items.iter().map(|&item| self.items[item].minutes).sum::<i64>();
        let shift = self.shifts.iter().filter(|shift| self.holds(shift, items)).map(|shift| shift.cost).min()?;
        let overtime = overtime(&self.overtime, minutes);
        let needed: i64 = needs.iter().map(|&need| self.needs[need].cost).sum();
        let fees: i64 = places.iter().map(|&place| self.places[place].fee).sum();
        (minutes <= self.most).then_some(shift + moves + overtime + needed + fees)
    }

    /// The shifts that hold these scenes by their light, and what each costs beyond the cheapest of them.
    pub(crate) fn shifts(&self, items: &[usize]) -> Vec<(usize, i64)> {
        let holding = || self.shifts.iter().enumerate().filter(|(_, shift)| self.holds(shift, items));
        let cheapest = holding().map(|(_, shift)| shift.cost).min().unwrap_or(0);
        holding().map(|(at, shift)| (at, shift.cost - cheapest)).collect()
    }

    fn holds(&self, shift: &ShiftCost, items: &[usize]) -> bool {
        let of = |light: usize| {
            let of = items.iter().filter_map(|&item| self.items[item].light.filter(|(one, _)| *one == light));
            of.map(|(_, minutes)| minutes).sum::<i64>()
        };
        (0..LIGHTS).all(|light| of(light) <= shift.caps[light])
            && !(shift.night && items.iter().any(|&item| self.items[item].early))
    }

    /// Minutes and price of the moves between places; nothing when they are too many.
    fn moves(&self, places: &[usize]) -> Option<(i64, i64)> {
        match places.len() {
            0 | 1 => Some((0, 0)),
            2 if self.max_places == 2 => Some(self.moves[places[0]][places[1]]),
            many => (many <= self.max_places).then_some((0, 0)),
        }
    }

    /// Minutes of needs that a day at these places is spared.
    fn spared(&self, places: &[usize]) -> i64 {
        let sure = self.max_places <= 2 && self.items.iter().all(|item| item.place.is_some());
        let places = if sure { places.len() } else { self.max_places.min(self.items.len()) };
        self.spared * i64::try_from(places).unwrap_or(0)
    }

    /// What a scene costs alone in the mean: a sum that keeps numbers near one.
    pub(crate) fn scale(&self) -> f64 {
        let alone: Vec<i64> = (0..self.items.len()).filter_map(|item| self.cost(&[item])).collect();
        (alone.iter().map(|&cost| cost as f64).sum::<f64>() / alone.len().max(1) as f64).max(1.0)
    }

    /// The bound that prices give when no pattern is worth more than it costs by more than `most`.
    pub(crate) fn bound(&self, prices: &[i64], most: i64) -> i64 {
        let sum: i64 = prices.iter().sum();
        let over = most.max(0);
        let cheapest = self.shifts.iter().map(|shift| shift.cost).min().unwrap_or(0);
        // No more days than there are can be worth more; or all prices are lowered until none is.
        let farley = match cheapest {
            ..=0 => 0,
            cheapest => i128::from(sum) * i128::from(cheapest) / i128::from(cheapest + over),
        };
        self.constant + (sum - self.days * over).max(i64::try_from(farley).unwrap_or(0))
    }

    /// Every place alone, every two, and the shifts that they need.
    pub(crate) fn combinations(&self) -> Vec<Combination> {
        let used = |place: &usize| self.items.iter().any(|item| item.place == Some(*place));
        let used: Vec<usize> = (0..self.places.len()).filter(used).collect();
        let mut groups: Vec<Vec<usize>> = used.iter().map(|&place| vec![place]).collect();
        match self.max_places {
            0 | 1 => {}
            2 => {
                for (at, &one) in used.iter().enumerate() {
                    groups.extend(used[..at].iter().map(|&other| vec![other, one]));
                }
            }
            _ => groups = vec![used],
        }
        // Days of scenes alone that may be shot anywhere.
        if groups.is_empty() || self.items.iter().any(|item| item.place.is_none()) {
            groups.push(Vec::new());
        }
        let mut combinations = Vec::new();
        for places in groups {
            let here = |item: &&Item| item.place.is_none_or(|place| places.contains(&place));
            let dark = self.items.iter().filter(here).any(|item| item.light.is_some_and(|(light, _)| light == DARK));
            let cheapest = self.shifts.iter().enumerate().min_by_key(|(_, shift)| shift.cost);
            for (at, shift) in self.shifts.iter().enumerate() {
                // Without the dark the cheapest shift serves, if it has as much of every other light.
                let served = |(best, other): (usize, &ShiftCost)| {
                    let lit = (0..LIGHTS).all(|light| light == DARK || other.caps[light] >= shift.caps[light]);
                    best != at && !dark && !other.night && lit
                };
                if !cheapest.is_some_and(served) {
                    combinations.push(self.combination(&places, at));
                }
            }
        }
        combinations
    }

    fn combination(&self, places: &[usize], at: usize) -> Combination {
        let shift = &self.shifts[at];
        let can = |item: &usize| {
            let item = &self.items[*item];
            let light = item.light.is_none_or(|(light, minutes)| minutes <= shift.caps[light]);
            let here = item.place.is_none_or(|place| places.contains(&place));
            here && light && !(shift.night && item.early)
        };
        let items: Vec<usize> = (0..self.items.len()).filter(can).collect();
        let (moved, moves) = self.moves(places).unwrap_or((0, 0));
        // Where a day may have more than two places, all are one combination, and which of them are used is not known.
        let together = self.max_places > 2 && places.len() > 1;
        let fees: i64 = if together { 0 } else { places.iter().map(|&one| self.places[one].fee).sum() };
        // What is spared is room for needs alone, which more room for all only widens.
        let wider = self.spared(places) - moved;
        let most = self.most + wider;
        let mut needs: Vec<usize> = items.iter().flat_map(|&item| self.items[item].needs.iter().copied()).collect();
        needs.sort_unstable();
        needs.dedup();
        needs.sort_by_key(|&need| (Reverse(self.needs[need].cost), Reverse(self.needs[need].minutes), need));
        needs.truncate(NEEDS);
        let bit = |need: usize| needs.iter().position(|&one| one == need);
        // All scenes with a need last no longer than a day, or than they do: each minute bears its part of the cost.
        let minutes = |need: usize| {
            let all: i64 = items
                .iter()
                .filter(|&&one| self.items[one].needs.contains(&need))
                .map(|&one| self.items[one].minutes)
                .sum();
            all.min(most).max(1)
        };
        let length: Vec<i64> = needs.iter().map(|&need| minutes(need)).collect();
        let of = |item: &usize| self.items[*item].needs.iter().filter_map(|&need| bit(need)).collect::<Vec<usize>>();
        let share = |item: &usize| {
            let part = |bit: usize| {
                let (need, minutes) = (self.needs[needs[bit]], self.items[*item].minutes);
                let part = |of: i64| of * minutes / length[bit];
                (bit as u32, Need { cost: part(need.cost), minutes: part(need.minutes) })
            };
            of(item).into_iter().map(part).collect()
        };
        Combination {
            shift: at,
            base: shift.cost + moves + fees,
            most,
            overtime: self.overtime.iter().map(|&(after, price)| (after + wider, price)).collect(),
            told: needs.iter().map(|&need| self.needs[need]).collect(),
            needs: items.iter().map(|item| of(item).into_iter().fold(0, |bits, bit| bits | 1 << bit)).collect(),
            shares: items.iter().map(share).collect(),
            items,
        }
    }

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
        let mut found = Found { patterns: Vec::new(), most: 0, cut: false };
        let mut order: Vec<(i64, usize)> = combinations
            .iter()
            .enumerate()
            .map(|(at, combination)| (Dive::new(self, combination, prices).root(), at))
            .filter(|(most, _)| *most > 0)
            .collect();
        order.sort_unstable_by_key(|&(most, at)| (Reverse(most), at));
        let mut best = 0;
        for (_, at) in order {
            let combination = &combinations[at];
            let mut dive = Dive::new(self, combination, prices);
            // Patterns worth less than a half of the best are not worth a row.
            dive.least = best / 2;
            let allowed = if stop() { 0 } else { branches.min(u32::try_from(*left).unwrap_or(u32::MAX)) };
            dive.branches = allowed;
            dive.run(stop);
            *left -= u64::from(allowed - dive.branches);
            best = best.max(dive.best);
            found.most = found.most.max(dive.best).max(dive.open);
            for items in dive.items.into_iter().rev().take(KEPT) {
                let items: Vec<usize> = items.iter().map(|&at| combination.items[at]).collect();
                found.patterns.extend(self.cost(&items).map(|cost| Pattern { items, cost }));
            }
        }
        // What was not looked for is worth less than half of the best, which is counted.
        found.cut = found.most > best;
        found.most = found.most.max(best);
        found
    }
}

/// What the minutes of a day cost beyond its first ones.
fn overtime(steps: &[(i64, i64)], minutes: i64) -> i64 {
    steps.iter().map(|&(after, price)| (minutes - after).max(0) * price).sum()
}

/// The search of one combination.
struct Dive<'a> {
    relaxed: &'a Relaxed,
    combination: &'a Combination,
    /// Scenes with a price, by their place in the combination, and their prices.
    prices: Vec<i64>,
    best: i64,
    /// Each pattern that was better than those before.
    items: Vec<Vec<usize>>,
    /// Nothing below this is looked for.
    least: i64,
    /// The highest bound of what was not followed.
    open: i64,
    /// Branches that may still be followed.
    branches: u32,
}

/// What is decided next.
enum Next {
    Scene(usize),
    /// Whether a need is paid, by its bit.
    Need(usize),
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
            branches: 0,
        }
    }

    /// What a pattern can be worth at most.
    fn root(&self) -> i64 {
        let rest: Vec<usize> = (0..self.prices.len()).filter(|&at| self.prices[at] > 0).collect();
        self.ranked(&NONE, &rest).0
    }

    fn run(&mut self, stop: &dyn Fn() -> bool) {
        let rest: Vec<usize> = (0..self.prices.len()).filter(|&at| self.prices[at] > 0).collect();
        let mut path = Vec::new();
        self.dive(NONE, rest, &mut path, stop);
    }

    fn dive(&mut self, chosen: Chosen, mut rest: Vec<usize>, path: &mut Vec<usize>, stop: &dyn Fn() -> bool) {
        let value = chosen.worth - self.combination.base - overtime(&self.combination.overtime, chosen.minutes);
        if value > self.best {
            self.best = value;
            self.items.push(path.clone());
        }
        loop {
            let (most, next) = self.ranked(&chosen, &rest);
            let Some(next) = next.filter(|_| most > self.best.max(self.least)) else { return };
            if self.branches == 0 || self.branches.is_multiple_of(1_024) && stop() {
                self.branches = 0;
                self.open = self.open.max(most);
                return;
            }
            self.branches -= 1;
            match next {
                Next::Scene(first) => {
                    rest.retain(|&at| at != first);
                    let with = self.with(&chosen, first);
                    path.push(first);
                    let fits: Vec<usize> = rest.iter().copied().filter(|&at| self.fits(&with, at)).collect();
                    self.dive(with, fits, path, stop);
                    path.pop();
                }
                Next::Need(bit) => {
                    let with = self.paid(&chosen, 1 << bit);
                    let fits: Vec<usize> = rest.iter().copied().filter(|&at| self.fits(&with, at)).collect();
                    self.dive(with, fits, path, stop);
                    rest.retain(|&at| self.combination.needs[at] >> bit & 1 == 0);
                }
            }
        }
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
            let later: Vec<usize> = rest[nth + 1..].iter().copied().filter(|&one| self.fits(&with, one)).collect();
            if self.ranked(&with, &later).0 < self.least {
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
        let mut new = needs & !chosen.needs;
        with.needs |= new;
        while new != 0 {
            let need = self.combination.told[new.trailing_zeros() as usize];
            with.worth -= need.cost;
            with.minutes += need.minutes;
            new &= new - 1;
        }
        with
    }

    fn fits(&self, chosen: &Chosen, at: usize) -> bool {
        let caps = &self.relaxed.shifts[self.combination.shift].caps;
        let with = self.with(chosen, at);
        with.minutes <= self.combination.most && (0..LIGHTS).all(|light| with.by_light[light] <= caps[light])
    }

    /// What can be reached at most with more scenes, and which of them promises most for its minutes. Each scene bears at least
    /// its minutes' part of every need that nobody pays yet.
    fn ranked(&self, chosen: &Chosen, rest: &[usize]) -> (i64, Option<Next>) {
        let combination = self.combination;
        let mut gains: Vec<(i64, i64, usize)> = Vec::with_capacity(rest.len());
        for &at in rest {
            let unpaid = combination.shares[at].iter().filter(|(bit, _)| chosen.needs >> bit & 1 == 0);
            let mut gain = self.prices[at];
            let mut minutes = self.relaxed.items[combination.items[at]].minutes;
            for (_, share) in unpaid {
                gain -= share.cost;
                minutes += share.minutes;
            }
            if gain > 0 {
                gains.push((gain, minutes, at));
            }
        }
        // What is worth most for its minutes comes first.
        gains.sort_unstable_by(|one, other| (other.0 * one.1).cmp(&(one.0 * other.1)).then(one.2.cmp(&other.2)));
        let mut worth = chosen.worth - combination.base - overtime(&combination.overtime, chosen.minutes);
        // Stretches of the day in order: up to which minute, and what a minute costs there.
        let steps = &combination.overtime;
        let ends = steps.iter().map(|&(after, _)| after).chain([combination.most]);
        let prices = [0].into_iter().chain(steps.iter().scan(0, |sum, &(_, price)| {
            *sum += price;
            Some(*sum)
        }));
        let mut stretches = ends.zip(prices).filter(|&(end, _)| end > chosen.minutes);
        let (mut at, mut stretch) = (chosen.minutes, stretches.next());
        let mut whole = 0;
        'all: for &(gain, minutes, _) in &gains {
            let mut left = minutes;
            while left > 0 {
                let Some((end, price)) = stretch else { break 'all };
                let taken = left.min(end - at);
                // A part of a scene is worth its part, rounded up.
                let part = (i128::from(gain) * i128::from(taken) + i128::from(minutes) - 1) / i128::from(minutes);
                let more = i64::try_from(part).unwrap_or(i64::MAX) - taken * price;
                if more <= 0 {
                    break 'all;
                }
                worth += more;
                whole += usize::from(left == minutes);
                (at, left) = (at + taken, left - taken);
                if at == end {
                    stretch = stretches.next();
                }
            }
        }
        (worth, self.next(chosen, &gains, whole))
    }

    /// Where scenes that are taken bear much less of a need than it costs, whether it is paid tells most; elsewhere the first scene does.
    fn next(&self, chosen: &Chosen, gains: &[(i64, i64, usize)], taken: usize) -> Option<Next> {
        let &(gain, _, first) = gains.first()?;
        let told = &self.combination.told;
        let mut borne = [0; NEEDS];
        for &(.., at) in &gains[..taken] {
            self.combination.shares[at].iter().for_each(|(bit, share)| borne[*bit as usize] += share.cost);
        }
        let missing = |bit: usize| told[bit].cost - borne[bit];
        let open = (0..told.len()).filter(|&bit| chosen.needs >> bit & 1 == 0 && borne[bit] > 0);
        let need = open.max_by_key(|&bit| (missing(bit), Reverse(bit))).filter(|&bit| missing(bit) > gain);
        Some(need.map_or(Next::Scene(first), Next::Need))
    }
}

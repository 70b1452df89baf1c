//! Days as patterns: what a set of scenes costs at least when it is shot on one day, and which set is worth most beyond that
//! at given prices of scenes (branch and bound, place by place and shift by shift).

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Branches that are followed for one combination in one round; what is left then counts at its bound.
const BRANCHES: u32 = 20_000;
/// Needs that one combination tells apart; cheaper ones are left out there, which only lowers the bound.
const NEEDS: usize = 128;

/// A shoot without its order.
#[derive(Debug, Default)]
pub(crate) struct Relaxed {
    pub(crate) items: Vec<Item>,
    /// What each need costs on a day that has it.
    pub(crate) needs: Vec<i64>,
    pub(crate) places: Vec<Place>,
    pub(crate) shifts: Vec<ShiftCost>,
    /// Minutes without overtime, minutes at most, and the price of a minute between.
    pub(crate) standard: i64,
    pub(crate) most: i64,
    pub(crate) overtime: i64,
    /// Minutes and price of a move inside the lot and of a far one.
    pub(crate) moves: [(i64, i64); 2],
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
    /// It needs the sun, or the dark.
    pub(crate) light: Option<usize>,
    pub(crate) place: usize,
    pub(crate) needs: Vec<usize>,
    /// It cannot be shot by night.
    pub(crate) early: bool,
}

#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) fee: i64,
    pub(crate) far: bool,
}

/// A shift: what its day costs, how many minutes of sun and of dark it has.
#[derive(Debug)]
pub(crate) struct ShiftCost {
    pub(crate) cost: i64,
    pub(crate) caps: [i64; 2],
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
    /// The best pattern of each combination that is worth more than it costs.
    pub(crate) patterns: Vec<Pattern>,
    /// No pattern is worth more than it costs by more than this.
    pub(crate) most: i64,
}

/// Places and a shift, with the scenes that they can have.
pub(crate) struct Combination {
    shift: usize,
    items: Vec<usize>,
    /// The day before anything is shot.
    base: i64,
    standard: i64,
    most: i64,
    /// The needs told apart, with their costs; those of each scene as bits.
    costs: Vec<i64>,
    needs: Vec<u128>,
    /// Of each scene and each of its needs: what of the need's cost falls on it at least.
    shares: Vec<Vec<(u32, i64)>>,
}

impl Relaxed {
    /// What these scenes cost on one day at least; nothing when no day can hold them.
    pub(crate) fn cost(&self, items: &[usize]) -> Option<i64> {
        let mut needs: Vec<usize> = items.iter().flat_map(|&item| self.items[item].needs.iter().copied()).collect();
        needs.sort_unstable();
        needs.dedup();
        let mut places: Vec<usize> = items.iter().map(|&item| self.items[item].place).collect();
        places.sort_unstable();
        places.dedup();
        let (moved, moves) = self.moves(&places)?;
        let minutes: i64 = moved + items.iter().map(|&item| self.items[item].minutes).sum::<i64>();
        let shift = self.shifts.iter().filter(|shift| self.holds(shift, items)).map(|shift| shift.cost).min()?;
        let overtime = (minutes - self.standard).max(0) * self.overtime;
        let needed: i64 = needs.iter().map(|&need| self.needs[need]).sum();
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
            let of = items.iter().filter(|&&item| self.items[item].light == Some(light));
            of.map(|&item| self.items[item].minutes).sum::<i64>()
        };
        (0..2).all(|light| of(light) <= shift.caps[light])
            && !(shift.night && items.iter().any(|&item| self.items[item].early))
    }

    /// Minutes and price of the moves between places; nothing when they are too many.
    fn moves(&self, places: &[usize]) -> Option<(i64, i64)> {
        match places.len() {
            0 | 1 => Some((0, 0)),
            2 if self.max_places == 2 => Some(self.moves[usize::from(places.iter().any(|&one| self.places[one].far))]),
            many => (many <= self.max_places).then_some((0, 0)),
        }
    }

    /// A sum that keeps the program's numbers near one.
    pub(crate) fn scale(&self) -> f64 {
        self.shifts.iter().map(|shift| shift.cost).max().unwrap_or(1).max(1) as f64
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
        let used: Vec<usize> =
            (0..self.places.len()).filter(|&place| self.items.iter().any(|item| item.place == place)).collect();
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
        let mut combinations = Vec::new();
        for places in groups {
            let here = |item: &usize| places.contains(&self.items[*item].place);
            let dark = (0..self.items.len()).filter(here).any(|item| self.items[item].light == Some(1));
            let cheapest = self.shifts.iter().enumerate().min_by_key(|(_, shift)| shift.cost);
            for (at, shift) in self.shifts.iter().enumerate() {
                // Without the dark the cheapest shift serves, if it has as much sun.
                let served = |(best, other): (usize, &ShiftCost)| {
                    best != at && !dark && !other.night && other.caps[0] >= shift.caps[0]
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
            let light = item.light.is_none_or(|light| item.minutes <= shift.caps[light]);
            places.contains(&item.place) && light && !(shift.night && item.early)
        };
        let items: Vec<usize> = (0..self.items.len()).filter(can).collect();
        let (moved, moves) = self.moves(places).unwrap_or((0, 0));
        // Where a day may have more than two places, all are one combination, and which of them are used is not known.
        let together = self.max_places > 2 && places.len() > 1;
        let fees: i64 = if together { 0 } else { places.iter().map(|&one| self.places[one].fee).sum() };
        let most = self.most - moved;
        let mut needs: Vec<usize> = items.iter().flat_map(|&item| self.items[item].needs.iter().copied()).collect();
        needs.sort_unstable();
        needs.dedup();
        needs.sort_by_key(|&need| (Reverse(self.needs[need]), need));
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
            let part = |bit: usize| (bit as u32, self.needs[needs[bit]] * self.items[*item].minutes / length[bit]);
            of(item).into_iter().map(part).collect()
        };
        Combination {
            shift: at,
            base: shift.cost + moves + fees,
            standard: self.standard - moved,
            most,
            costs: needs.iter().map(|&need| self.needs[need]).collect(),
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

    /// The pattern of each combination that is worth most beyond its cost.
    pub(crate) fn search(&self, combinations: &[Combination], prices: &[i64]) -> Found {
        let mut found = Found { patterns: Vec::new(), most: 0 };
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
            dive.run();
            best = best.max(dive.best);
            found.most = found.most.max(dive.best).max(dive.open);
            if let Some(items) = dive.items {
                let items: Vec<usize> = items.iter().map(|&at| combination.items[at]).collect();
                found.patterns.extend(self.cost(&items).map(|cost| Pattern { items, cost }));
            }
        }
        // What was not looked for is worth less than half of the best, which is counted.
        found.most = found.most.max(best);
        found
    }
}

/// The search of one combination.
struct Dive<'a> {
    relaxed: &'a Relaxed,
    combination: &'a Combination,
    /// Scenes with a price, by their place in the combination, and their prices.
    prices: Vec<i64>,
    best: i64,
    items: Option<Vec<usize>>,
    /// Nothing below this is looked for.
    least: i64,
    /// The highest bound of what was not followed.
    open: i64,
    branches: u32,
}

/// Scenes chosen so far.
#[derive(Clone, Copy)]
struct Chosen {
    /// Their prices less the needs that they pay.
    worth: i64,
    minutes: i64,
    by_light: [i64; 2],
    needs: u128,
}

/// Nothing chosen yet.
const NONE: Chosen = Chosen { worth: 0, minutes: 0, by_light: [0; 2], needs: 0 };

impl<'a> Dive<'a> {
    fn new(relaxed: &'a Relaxed, combination: &'a Combination, prices: &[i64]) -> Self {
        Self {
            relaxed,
            combination,
            prices: combination.items.iter().map(|&item| prices[item]).collect(),
            best: 0,
            items: None,
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

    fn run(&mut self) {
        let rest: Vec<usize> = (0..self.prices.len()).filter(|&at| self.prices[at] > 0).collect();
        let mut path = Vec::new();
        self.dive(NONE, rest, &mut path);
    }

    fn dive(&mut self, chosen: Chosen, mut rest: Vec<usize>, path: &mut Vec<usize>) {
        let overtime = (chosen.minutes - self.combination.standard).max(0) * self.relaxed.overtime;
        let value = chosen.worth - self.combination.base - overtime;
        if value > self.best {
            self.best = value;
            self.items = Some(path.clone());
        }
        loop {
            let (most, first) = self.ranked(&chosen, &rest);
            let Some(first) = first.filter(|_| most > self.best.max(self.least)) else { return };
            self.branches += 1;
            if self.branches > BRANCHES {
                self.open = self.open.max(most);
                return;
            }
            rest.retain(|&at| at != first);
            let with = self.with(&chosen, first);
            path.push(first);
            let fits: Vec<usize> = rest.iter().copied().filter(|&at| self.fits(&with, at)).collect();
            self.dive(with, fits, path);
            path.pop();
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
        if let Some(light) = item.light {
            with.by_light[light] += item.minutes;
        }
        let mut new = self.combination.needs[at] & !chosen.needs;
        with.needs |= new;
        with.worth += self.prices[at];
        while new != 0 {
            with.worth -= self.combination.costs[new.trailing_zeros() as usize];
            new &= new - 1;
        }
        with
    }

    fn fits(&self, chosen: &Chosen, at: usize) -> bool {
        let item = &self.relaxed.items[self.combination.items[at]];
        let caps = &self.relaxed.shifts[self.combination.shift].caps;
        chosen.minutes + item.minutes <= self.combination.most
            && item.light.is_none_or(|light| chosen.by_light[light] + item.minutes <= caps[light])
    }

    /// What can be reached at most with more scenes, and which of them promises most for its minutes. Each scene bears at least
    /// its minutes' part of every need that nobody pays yet.
    fn ranked(&self, chosen: &Chosen, rest: &[usize]) -> (i64, Option<usize>) {
        let combination = self.combination;
        let mut gains: Vec<(i64, i64, usize)> = Vec::with_capacity(rest.len());
        for &at in rest {
            let unpaid = combination.shares[at].iter().filter(|(bit, _)| chosen.needs >> bit & 1 == 0);
            let gain = self.prices[at] - unpaid.map(|(_, share)| share).sum::<i64>();
            if gain > 0 {
                let minutes = self.relaxed.items[combination.items[at]].minutes;
                gains.push((gain, minutes, at));
            }
        }
        // What is worth most for its minutes comes first.
        gains.sort_unstable_by(|one, other| (other.0 * one.1).cmp(&(one.0 * other.1)).then(one.2.cmp(&other.2)));
        let overtime = self.relaxed.overtime;
        let mut worth = chosen.worth - combination.base;
        worth -= (chosen.minutes - combination.standard).max(0) * overtime;
        let mut free = (combination.standard - chosen.minutes).max(0);
        let mut left = combination.most - chosen.minutes - free;
        for &(gain, minutes, _) in &gains {
            // A part of a scene is worth its part, rounded up.
            let part = |of: i64| {
                let part = (i128::from(gain) * i128::from(of) + i128::from(minutes) - 1) / i128::from(minutes);
                i64::try_from(part).unwrap_or(i64::MAX)
            };
            let in_time = minutes.min(free);
            let later = (minutes - in_time).min(left.max(0));
            free -= in_time;
            left -= later;
            let more = part(in_time + later) - later * overtime;
            let plain = part(in_time);
            worth += more.max(plain);
            if free == 0 && left <= 0 {
                break;
            }
        }
        (worth, gains.first().map(|&(.., at)| at))
    }
}

//! Days as patterns: what a set of scenes costs at least when it is shot on one day, place by place and shift by shift.

use std::cmp::Reverse;

/// Needs that one combination tells apart; cheaper ones are left out there, which only lowers the bound.
pub(super) const NEEDS: usize = 128;

/// Lights that are told apart: the sun, the dark, dawn, dusk.
pub(crate) const LIGHTS: usize = 4;
const DARK: usize = 1;

/// A shoot without its order.
#[derive(Debug, Default)]
pub(crate) struct Relaxed {
    /// Its scenes; the opening comes last.
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
    /// The item that stands for the opening.
    pub(crate) opening: Option<usize>,
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

/// Places and a shift, with the scenes that they can have.
pub(crate) struct Combination {
    pub(super) shift: usize,
    pub(super) items: Vec<usize>,
    /// The day before anything is shot.
    pub(super) base: i64,
    pub(super) most: i64,
    pub(super) overtime: Vec<(i64, i64)>,
    /// The needs told apart; those of each scene as bits.
    pub(super) told: Vec<Need>,
    pub(super) needs: Vec<u128>,
}

impl Relaxed {
    /// The first day holds so many minutes at most. That is one item more, which a day of every schedule has: it takes the minutes from
    /// there to where overtime begins, so that no first day which is as light as it has to be costs more with it.
    pub(crate) fn open(&mut self, most: i64) {
        let full = self.overtime.first().map_or(self.most, |&(after, _)| after.min(self.most));
        if most < full && !self.items.is_empty() {
            self.opening = Some(self.items.len());
            self.items.push(Item { minutes: full - most, light: None, place: None, needs: Vec::new(), early: false });
        }
    }

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
        let known = |(at, item): (usize, &Item)| item.place.is_some() || self.opening == Some(at);
        let sure = self.max_places <= 2 && self.items.iter().enumerate().all(known);
        let places = if sure { places.len() } else { self.max_places.min(self.items.len()) };
        self.spared * i64::try_from(places).unwrap_or(0)
    }

    /// What a scene costs alone in the mean: a sum that keeps numbers near one.
    pub(crate) fn scale(&self) -> f64 {
        let alone: Vec<i64> = (0..self.items.len()).filter_map(|item| self.cost(&[item])).collect();
        (alone.iter().map(|&cost| cost as f64).sum::<f64>() / alone.len().max(1) as f64).max(1.0)
    }

    /// The bound that prices give when no pattern is worth more than it costs by more than `most`: there are only so many days.
    pub(crate) fn bound(&self, prices: &[i64], most: i64) -> i64 {
        let sum: i64 = prices.iter().sum();
        self.constant + sum - self.days * most.max(0)
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
        let of = |item: &usize| self.items[*item].needs.iter().filter_map(|&need| bit(need));
        Combination {
            shift: at,
            base: shift.cost + moves + fees,
            most,
            overtime: self.overtime.iter().map(|&(after, price)| (after + wider, price)).collect(),
            told: needs.iter().map(|&need| self.needs[need]).collect(),
            needs: items.iter().map(|item| of(item).fold(0, |bits, bit| bits | 1 << bit)).collect(),
            items,
        }
    }
}

/// What the minutes of a day cost beyond its first ones.
pub(super) fn overtime(steps: &[(i64, i64)], minutes: i64) -> i64 {
    steps.iter().map(|&(after, price)| (minutes - after).max(0) * price).sum()
}

//! What is left when the bound has come close to a schedule: every way to share the scenes out to days that may be cheaper.
//! Where there are few, each can be looked at, and then the schedule is proven.

use std::collections::BTreeMap;

use super::Bound;
use super::pattern::Pattern;

/// Days and steps that are looked at, and sets of scenes that are remembered, at most: counted, so that the answer is always the same.
const MOST_DAYS: usize = 50_000;
const MOST_KNOWN: usize = 1_000_000;
const MOST_STEPS: usize = 20_000_000;

/// A day that a cheaper schedule could have.
struct Choice {
    scenes: u128,
    /// What it costs beyond the prices of its scenes, which is never below zero.
    beyond: i64,
    /// Whether it is the first day.
    opens: bool,
    pattern: Pattern,
}

/// The search for ways to share out.
struct Shared<'a, F> {
    /// Days by their first scene.
    choices: &'a [Vec<Choice>],
    /// What open scenes cost beyond prices at least, where it was asked before.
    known: BTreeMap<u128, i64>,
    constant: i64,
    all: u128,
    most_days: usize,
    steps: usize,
    least: i64,
    look: &'a mut F,
    stop: &'a dyn Fn() -> bool,
}

impl Bound {
    /// Hands every way to share the scenes out to days whose known cost is below `known` to `look`, with that cost, the first day first
    /// where that has to be light; it answers
    /// the cost of the cheapest schedule made of them, or nothing when it cannot say. Answers what every schedule costs at least:
    /// `known`, or the least that was found below it; nothing when there are too many ways to look at all, or `stop` said so.
    pub(crate) fn close(
        &self,
        known: i64,
        stop: &dyn Fn() -> bool,
        look: &mut impl FnMut(&[&Pattern], i64, i64) -> Option<i64>,
    ) -> Option<i64> {
        let (scenes, opening) = (self.relaxed.items.len(), self.relaxed.opening);
        if scenes == 0 || scenes > 128 {
            return None;
        }
        let sum: i64 = self.center.iter().sum();
        let most_days = usize::try_from(self.relaxed.days).unwrap_or(0);
        // Days together may cost so much beyond their scenes' prices.
        let spare = known - 1 - self.relaxed.constant - sum + self.relaxed.days * self.over;
        let patterns = self.relaxed.all(&self.combinations, &self.center, self.over - spare, MOST_DAYS)?;
        let beyond = |pattern: &Pattern| {
            pattern.cost + self.over - pattern.items.iter().map(|&item| self.center[item]).sum::<i64>()
        };
        let patterns: Vec<(i64, Pattern)> = patterns.into_iter().map(|pattern| (beyond(&pattern), pattern)).collect();
        let patterns: Vec<(i64, Pattern)> = patterns.into_iter().filter(|(beyond, _)| *beyond <= spare).collect();
        // The scene that the fewest days can have comes first, so that there is little to choose from.
        let with = |scene: usize| patterns.iter().filter(move |(_, pattern)| pattern.items.contains(&scene));
        let mut order: Vec<usize> = (0..scenes).collect();
        order.sort_by_key(|&scene| (with(scene).count(), scene));
        let mut rank = vec![0; scenes];
        order.iter().enumerate().for_each(|(at, &scene)| rank[scene] = at);
        let mut choices: Vec<Vec<Choice>> = (0..scenes).map(|_| Vec::new()).collect();
        for (beyond, mut pattern) in patterns {
            let set: u128 = pattern.items.iter().fold(0, |set, &item| set | 1 << rank[item]);
            let opens = opening.is_some_and(|opening| pattern.items.contains(&opening));
            pattern.items.retain(|&item| Some(item) != opening);
            // A day that only opens the shoot is none, and one that costs more for it is too long to be the first.
            if opens && (pattern.items.is_empty() || self.relaxed.cost(&pattern.items) != Some(pattern.cost)) {
                continue;
            }
            choices[set.trailing_zeros() as usize].push(Choice { scenes: set, beyond, opens, pattern });
        }
        for choices in &mut choices {
            choices.sort_by(|one, other| (one.beyond, &one.pattern.items).cmp(&(other.beyond, &other.pattern.items)));
        }
        let all = if scenes == 128 { u128::MAX } else { (1 << scenes) - 1 };
        let constant = self.relaxed.constant;
        let mut shared = Shared {
            choices: &choices,
            known: BTreeMap::new(),
            constant,
            all,
            most_days,
            steps: 0,
            least: known,
            look,
            stop,
        };
        shared.follow(0, spare, &mut Vec::new()).then_some(shared.least)
    }
}

impl<'a, F: FnMut(&[&Pattern], i64, i64) -> Option<i64>> Shared<'a, F> {
    /// What days that hold the open scenes cost beyond prices at least.
    fn rest(&mut self, open: u128) -> i64 {
        if open == 0 {
            return 0;
        }
        if let Some(&known) = self.known.get(&open) {
            return known;
        }
        if self.known.len() > MOST_KNOWN || (self.stop)() {
            return 0;
        }
        let choices: &'a [Choice] = &self.choices[open.trailing_zeros() as usize];
        let mut least = i64::MAX / 4;
        for choice in choices.iter() {
            if choice.beyond >= least {
                break;
            }
            if choice.scenes & !open == 0 {
                least = least.min(choice.beyond + self.rest(open & !choice.scenes));
            }
        }
        self.known.insert(open, least);
        least
    }

    /// Whether everything below was looked at.
    fn follow(&mut self, taken: u128, spare: i64, days: &mut Vec<&'a Pattern>) -> bool {
        self.steps += 1;
        let open = self.all & !taken;
        if open == 0 {
            let cost = self.constant + days.iter().map(|day| day.cost).sum::<i64>();
            if cost < self.least {
                let Some(found) = (self.look)(days, cost, self.least) else { return false };
                self.least = found.min(self.least);
            }
            return true;
        }
        if days.len() == self.most_days || self.rest(open) > spare {
            return true;
        }
        let choices: &'a [Choice] = &self.choices[open.trailing_zeros() as usize];
        for choice in choices.iter().take_while(|choice| choice.beyond <= spare) {
            if choice.scenes & taken == 0 {
                days.insert(if choice.opens { 0 } else { days.len() }, &choice.pattern);
                let looked = self.follow(taken | choice.scenes, spare - choice.beyond, days);
                days.remove(if choice.opens { 0 } else { days.len() - 1 });
                if !looked {
                    return false;
                }
            }
        }
        self.steps <= MOST_STEPS && !(self.stop)()
    }
}

//! Where to drop a cast member and pick her up again so that the engagement pays least: an exact dynamic program.
//!
//! For each number of drops the days paid are made as few as possible; pay rises with the days, so the cheapest number
//! of drops with its fewest days is the cheapest engagement.

/// A gap between two dates that are worked, one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    /// Working days strictly between, paid unless the person is dropped.
    pub(crate) held: u32,
    /// Whether the contract lets the gap be dropped.
    pub(crate) droppable: bool,
}

/// What decides whether a drop pays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Days that each part of the engagement pays at least: 1 by the day, 5 by the week.
    pub(crate) least: i64,
    /// Days that the engagement pays at least in all.
    pub(crate) guarantee: i64,
    /// How often the person may be dropped.
    pub(crate) max: usize,
    /// Pay of a day, and travel of each part, in one unit of money.
    pub(crate) day: i64,
    /// Travel of each part of the engagement.
    pub(crate) travel: i64,
}

impl Terms {
    /// What an engagement of so many paid days in so many parts pays.
    pub(crate) fn pay(&self, days: i64, parts: usize) -> i128 {
        let parts = i128::try_from(parts).unwrap_or(0);
        i128::from(days.max(self.guarantee)) * i128::from(self.day) + i128::from(self.travel) * parts
    }
}

/// The gaps to drop, in order, and the days that are then paid before the guarantee adds any. Of equally cheap choices
/// the one with the fewest drops.
pub(crate) fn choose(gaps: &[Gap], terms: &Terms) -> (Vec<usize>, i64) {
    // Days paid from the first date worked to each date worked, both included, when nobody is dropped.
    let mut paid = vec![1_i64];
    for gap in gaps {
        paid.push(paid.last().copied().unwrap_or(1) + i64::from(gap.held) + 1);
    }
    let total = paid.last().copied().unwrap_or(1);
    let droppable: Vec<usize> = (0..gaps.len()).filter(|&gap| gaps[gap].droppable).collect();
    // Days of the part that begins after gap `after` (or at the start) and ends before gap `until` (or at the end).
    let part = |after: Option<usize>, until: Option<usize>| {
        let before = after.map_or(0, |gap| paid[gap + 1] - 1);
        (until.map_or(total, |gap| paid[gap]) - before).max(terms.least)
    };

    let mut best = (Vec::new(), part(None, None));
    let mut value = terms.pay(best.1, 1);
    // fewest[j]: fewest days up to droppable gap j when it is the last of the drops so far; from[drops][j]: the one before.
    let mut fewest: Vec<Option<i64>> = droppable.iter().map(|&gap| Some(part(None, Some(gap)))).collect();
    let mut from: Vec<Vec<usize>> = vec![vec![0; droppable.len()]];
    for drops in 1..=terms.max.min(droppable.len()) {
        if drops > 1 {
            let mut next = vec![None; droppable.len()];
            let mut before = vec![0; droppable.len()];
            for (j, &gap) in droppable.iter().enumerate() {
                let reach = |i: usize| fewest[i].map(|days| (days + part(Some(droppable[i]), Some(gap)), i));
                if let Some((days, i)) = (0..j).filter_map(reach).min() {
                    (next[j], before[j]) = (Some(days), i);
                }
            }
            fewest = next;
            from.push(before);
        }
        let whole = |j: usize| fewest[j].map(|days| (days + part(Some(droppable[j]), None), j));
        let Some((days, last)) = (0..droppable.len()).filter_map(whole).min() else { break };
        if terms.pay(days, drops + 1) < value {
            value = terms.pay(days, drops + 1);
            best = (path(&from, &droppable, drops, last), days);
        }
    }
    best
}

/// The drops that lead to `last`, in order.
fn path(from: &[Vec<usize>], droppable: &[usize], drops: usize, last: usize) -> Vec<usize> {
    let mut path = vec![droppable[last]];
    let mut at = last;
    for level in (1..drops).rev() {
        at = from[level][at];
        path.push(droppable[at]);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pay of an engagement when the gaps of a set of bits are dropped, counted part by part; an independent account.
    fn by_hand(gaps: &[Gap], terms: &Terms, dropped: u32) -> Option<i128> {
        let is = |gap: usize| dropped >> gap & 1 == 1;
        if (0..gaps.len()).any(|gap| is(gap) && !gaps[gap].droppable) || dropped.count_ones() as usize > terms.max {
            return None;
        }
        let (mut days, mut part, mut parts) = (0, 1, 1);
        for (index, gap) in gaps.iter().enumerate() {
            if is(index) {
                days += part.max(terms.least);
                (part, parts) = (1, parts + 1);
            } else {
                part += i64::from(gap.held) + 1;
            }
        }
        days += part.max(terms.least);
        Some(i128::from(days.max(terms.guarantee) * terms.day) + parts * i128::from(terms.travel))
    }

    proptest! {
        #[test]
        fn no_other_choice_of_drops_pays_less(
            gaps in proptest::collection::vec((0_u32..30, any::<bool>()), 0..9),
            weekly in any::<bool>(), guarantee in 0_i64..40, max in 0_usize..5, day in 0_i64..1_000, travel in 0_i64..5_000,
        ) {
            let gaps: Vec<Gap> = gaps.into_iter().map(|(held, droppable)| Gap { held, droppable }).collect();
            let terms = Terms { least: if weekly { 5 } else { 1 }, guarantee, max, day, travel };
            let (drops, days) = choose(&gaps, &terms);
            let dropped = drops.iter().fold(0, |bits, gap| bits | 1 << gap);
            let pay = terms.pay(days, drops.len() + 1);
            prop_assert_eq!(by_hand(&gaps, &terms, dropped), Some(pay));
            let least = (0..1_u32 << gaps.len()).filter_map(|bits| by_hand(&gaps, &terms, bits)).min();
            prop_assert_eq!(least, Some(pay));
        }
    }
}

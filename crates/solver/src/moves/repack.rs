//! Two or three days are emptied and packed anew: whole sets in chance order fill one day after the other.

use super::{Change, without};
use crate::chance::Chance;
use crate::layout::Layout;
use crate::order;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &first = chance.pick(&layout.problem.open)?;
    let seed = layout.free(first);
    let mut days = vec![first];
    for _ in 0..1 + chance.below(2) {
        let &strip = chance.pick(&seed)?;
        let other = super::target(layout, strip, chance)?;
        if !days.contains(&other) {
            days.push(other);
        }
    }
    let mut strips: Vec<usize> = days.iter().flat_map(|&day| layout.free(day)).collect();
    chance.shuffle(&mut strips);
    let facts = |strip: usize| &layout.problem.strips[strip];
    // Sets come in the order in which chance drew their first strip; the largest strips of each first.
    let drawn = strips.clone();
    let rank = |strip: usize| drawn.iter().position(|&one| facts(one).set == facts(strip).set);
    strips.sort_by_key(|&strip| (rank(strip), std::cmp::Reverse(facts(strip).load), strip));
    chance.shuffle(&mut days);
    let mut packed: Vec<Vec<usize>> = days.iter().map(|&day| without(layout, day, &layout.free(day))).collect();
    let load = |list: &[usize]| list.iter().map(|&strip| facts(strip).load).sum::<i64>();
    for strip in strips {
        let can = |at: &usize| facts(strip).can[days[*at]];
        let fits = |at: &usize| can(at) && load(&packed[*at]) + facts(strip).load <= layout.problem.room;
        let at =
            (0..days.len()).find(fits).or_else(|| (0..days.len()).filter(can).min_by_key(|&at| load(&packed[at])))?;
        packed[at].push(strip);
    }
    let filled = days.iter().zip(packed).map(|(&day, list)| {
        let shift = order::shift_for(layout, list.iter().copied()).unwrap_or(layout.shifts[day]);
        (day, order::arrange(layout, &list, shift), shift)
    });
    Some(Change { days: filled.collect(), ..Change::default() })
}

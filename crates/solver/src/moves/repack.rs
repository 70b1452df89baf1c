//! Two or three days are emptied and packed anew: whole sets in chance order fill one day after the other.

use super::{Change, free, without};
use crate::chance::Chance;
use crate::order;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &first = chance.pick(&tour.problem.open)?;
    let seed = free(tour, first);
    let mut days = vec![first];
    for _ in 0..1 + chance.below(2) {
        let &strip = chance.pick(&seed)?;
        let other = super::target(tour, strip, chance)?;
        if !days.contains(&other) {
            days.push(other);
        }
    }
    let mut strips: Vec<usize> = days.iter().flat_map(|&day| free(tour, day)).collect();
    chance.shuffle(&mut strips);
    let facts = |strip: usize| &tour.problem.strips[strip];
    // Sets come in the order in which chance drew their first strip; the largest strips of each first.
    let drawn = strips.clone();
    let rank = |strip: usize| drawn.iter().position(|&one| facts(one).set == facts(strip).set);
    strips.sort_by_key(|&strip| (rank(strip), std::cmp::Reverse(facts(strip).load), strip));
    chance.shuffle(&mut days);
    let mut packed: Vec<Vec<usize>> = days.iter().map(|&day| without(tour, day, &free(tour, day))).collect();
    let load = |list: &[usize]| list.iter().map(|&strip| facts(strip).load).sum::<i64>();
    for strip in strips {
        let can = |at: &usize| facts(strip).can[days[*at]];
        let fits = |at: &usize| can(at) && load(&packed[*at]) + facts(strip).load <= tour.problem.room;
        let at =
            (0..days.len()).find(fits).or_else(|| (0..days.len()).filter(can).min_by_key(|&at| load(&packed[at])))?;
        packed[at].push(strip);
    }
    let filled = days.iter().zip(packed).map(|(&day, list)| {
        let shift = order::shift_for(tour, &list).unwrap_or(tour.shift(day));
        (day, order::arrange(tour, &list, shift), shift)
    });
    Some(Change { days: filled.collect(), ..Change::default() })
}

//! A first legal board: nights in blocks at the end of weeks, then every strip of the boneyard on the best day that
//! takes it without breaking a rule, tight sets first, the largest before the small. What fits nowhere stays there.

use std::cmp::Reverse;

use model::board::Shift;
use model::plan::LightNeed;

use crate::moves::Change;
use crate::order;
use crate::tour::Tour;

/// Days that are tried for one strip at most, the likeliest first. An assumption, so that large boards begin in seconds.
const TRIED: usize = 14;

/// Fills the open days of a tour from its boneyard.
pub(crate) fn fill(tour: &mut Tour<'_, '_>) {
    block_nights(tour);
    for strip in insertion_order(tour) {
        place(tour, strip);
    }
    // What found no day while days were half full may find one beside what came later.
    for strip in tour.boneyard.clone() {
        place(tour, strip);
    }
}

/// Gives empty days at the ends of weeks to the night, as many as the strips that need the dark will fill.
fn block_nights(tour: &mut Tour<'_, '_>) {
    let problem = tour.problem;
    let dark: Vec<usize> =
        tour.boneyard.iter().copied().filter(|&strip| tour.light(strip) == LightNeed::Dark).collect();
    let minutes: i64 = dark.iter().map(|&strip| problem.strips[strip].load).sum();
    let mut wanted = usize::try_from(minutes.div_euclid(problem.room.max(1)) + i64::from(minutes > 0)).unwrap_or(0);
    let mut weeks: Vec<(usize, Vec<usize>)> = Vec::new();
    for days in problem.open.chunk_by(|&a, &b| problem.days[a].week == problem.days[b].week) {
        let mut block: Vec<usize> = days.iter().rev().copied().take_while(|&day| tour.lists[day].is_empty()).collect();
        block.truncate(usize::try_from(problem.production.rulebook.runs.nights).unwrap_or(usize::MAX));
        let can = |day: &usize| dark.iter().filter(|&&strip| problem.strips[strip].can[*day]).count();
        weeks.push((block.iter().map(can).max().unwrap_or(0), block));
    }
    // The weeks in which most night strips can be shot; the sort is stable, so that earlier weeks come first.
    weeks.sort_by_key(|(can, block)| Reverse((*can, block.len())));
    let mut days = Vec::new();
    for (_, block) in weeks {
        let taken = wanted.min(block.len());
        days.extend(block.into_iter().take(taken).map(|day| (day, Vec::new(), Shift::Night)));
        wanted -= taken;
    }
    if !days.is_empty() {
        tour.apply(Change { days, ..Change::default() });
        tour.keep();
    }
}

/// Strips of the boneyard by set: sets with the fewest possible days first, then the longest; in a set the longest first.
fn insertion_order(tour: &Tour<'_, '_>) -> Vec<usize> {
    let problem = tour.problem;
    let facts = |strip: usize| &problem.strips[strip];
    let days = |strip: usize| facts(strip).can.iter().filter(|&&can| can).count();
    // A strip that half of the days or more can take is not tight.
    let tight = |strip: usize| days(strip).min(problem.open.len().div_ceil(2));
    let mut sets = vec![(usize::MAX, 0_i64); problem.sets.len() + 1];
    let of = |strip: usize| facts(strip).set.unwrap_or(problem.sets.len());
    for &strip in &tour.boneyard {
        let (fewest, load) = &mut sets[of(strip)];
        *fewest = tight(strip).min(*fewest);
        *load += facts(strip).load;
    }
    let mut order = tour.boneyard.clone();
    order.sort_by_key(|&strip| {
        let (fewest, load) = sets[of(strip)];
        (fewest, Reverse(load), of(strip), Reverse(facts(strip).load), facts(strip).story)
    });
    order
}

/// Puts a strip of the boneyard on the day where it breaks nothing and adds the least money; leaves it when there is none.
fn place(tour: &mut Tour<'_, '_>, strip: usize) {
    let mut boneyard = tour.boneyard.clone();
    boneyard.retain(|&one| one != strip);
    let before = tour.value();
    let mut best = None;
    for day in candidates(tour, strip) {
        let all = [tour.lists[day].clone(), vec![strip]].concat();
        let mut shifts = vec![tour.shift(day)];
        shifts.extend(order::shift_for(tour, &all).filter(|&shift| shift != tour.shift(day)));
        // An empty day takes the shift that the light asks for: no other can be better.
        if shifts.len() > 1 && all.len() == 1 {
            shifts.remove(0);
        }
        for shift in shifts {
            let days = vec![(day, order::arrange(tour, &all, shift), shift)];
            let change = Change { days, boneyard: Some(boneyard.clone()), ..Change::default() };
            tour.apply(change.clone());
            let value = tour.value();
            tour.undo();
            if value.weight <= before.weight && best.as_ref().is_none_or(|(known, _)| value < *known) {
                best = Some((value, change));
            }
        }
    }
    if let Some((_, change)) = best {
        tour.apply(change);
        tour.keep();
    }
}

/// Days worth a try: with room, first those of the same set, then of the same place, then empty ones, then the rest.
fn candidates(tour: &Tour<'_, '_>, strip: usize) -> Vec<usize> {
    let problem = tour.problem;
    let facts = &problem.strips[strip];
    let place = facts.set.and_then(|set| tour.stands_at[set]);
    let load = |day: usize| tour.lists[day].iter().map(|&one| problem.strips[one].load).sum::<i64>();
    let fits = |&day: &usize| facts.can[day] && (tour.lists[day].is_empty() || load(day) + facts.load <= problem.room);
    let likely = |day: usize| {
        let same = |of: &dyn Fn(usize) -> bool| tour.lists[day].iter().any(|&one| of(one));
        match () {
            () if same(&|one| problem.strips[one].set == facts.set) => 0,
            () if same(&|one| problem.strips[one].set.and_then(|set| tour.stands_at[set]) == place) => 1,
            () if tour.lists[day].is_empty() => 2,
            () => 3,
        }
    };
    let dark = tour.light(strip) == LightNeed::Dark;
    let mut days: Vec<usize> = problem.open.iter().copied().filter(fits).collect();
    days.sort_by_key(|&day| (likely(day), (tour.shift(day) == Shift::Night) != dark));
    // Half of the tries go to the likeliest; the others are spread over what is left, so that no part of the shoot is missed.
    let rest = days.split_off(days.len().min(TRIED / 2));
    let step = rest.len().div_ceil(TRIED / 2).max(1);
    days.extend(rest.into_iter().step_by(step));
    days
}

//! A first legal board: nights in blocks at the end of weeks, then every strip of the boneyard on the best day that
//! takes it without breaking a rule, tight sets first, the largest before the small. What fits nowhere stays there.

use std::cmp::Reverse;

use model::board::Shift;
use model::plan::LightNeed;

use crate::chance::Chance;
use crate::engine::Engine;
use crate::layout::{Layout, State};
use crate::moves::Change;
use crate::order;
use crate::tally::Value;
use crate::tour::Tour;

/// One day in so many is overlooked while strips are put back by chance (Christiaens and Vanden Berghe, Slack Induction by
/// String Removals for Vehicle Routing Problems, 2020, who call it blinks).
const BLINK: usize = 64;

/// Fills the open days of a tour from its boneyard.
pub(crate) fn fill<E: Engine>(tour: &mut Tour<'_, E>) {
    block_nights(tour);
    for strip in insertion_order(&tour.layout) {
        place(tour, strip, None);
        tour.keep();
    }
    // What found no day while days were half full may find one beside what came later.
    for strip in tour.layout.boneyard.clone() {
        place(tour, strip, None);
        tour.keep();
    }
}

/// Finds days for strips that fit on none: one or two strips of a day make room, and find other days themselves, at the
/// second step again by displacing others. At the first step each takes the cheapest way that breaks nothing more, at the
/// second the first one. Gives up when enough boards were priced.
pub(crate) fn displace<E: Engine>(tour: &mut Tour<'_, E>) {
    let mut left = PATIENCE;
    for depth in 1..=2 {
        for strip in insertion_order(&tour.layout) {
            make_room(tour, strip, depth, &mut left);
            tour.keep();
        }
    }
}

/// Puts a strip of the boneyard on a day by displacing others, where there is a way; answers whether there was one. The
/// tour keeps nothing yet.
pub(crate) fn make_room<E: Engine>(tour: &mut Tour<'_, E>, strip: usize, depth: u32, left: &mut u64) -> bool {
    let Some(state) = way(tour, strip, depth, left) else { return false };
    let days = tour.layout.apart(&state);
    tour.apply(Change { days, boneyard: Some(state.boneyard), ..Change::default() });
    true
}

/// Boards that are priced to make room, at most. An assumption: some tenths of a second on a feature.
const PATIENCE: u64 = 2_000;

/// A board on which a strip of the boneyard has a day and nobody lost one: the cheapest, or the first at depth 2. The tour
/// comes back as it was.
fn way<E: Engine>(tour: &mut Tour<'_, E>, strip: usize, depth: u32, left: &mut u64) -> Option<State> {
    let problem = tour.layout.problem;
    let before = tour.value();
    let mut best: Option<(Value, State)> = None;
    for &day in problem.open.iter().filter(|&&day| problem.strips[strip].can[day]) {
        for gone in makers_of_room(&tour.layout, strip, day, depth) {
            if *left == 0 {
                return best.map(|(_, state)| state);
            }
            let list: Vec<usize> = tour.layout.lists[day].iter().copied().filter(|one| !gone.contains(one)).collect();
            let kept = tour.layout.shifts[day];
            let shift = order::shift_for(&tour.layout, list.iter().copied().chain([strip])).unwrap_or(kept);
            let list = order::arrange(&tour.layout, &[&list[..], &[strip]].concat(), shift);
            let rest = tour.layout.boneyard.iter().copied().filter(|&one| one != strip);
            let boneyard = Some(rest.chain(gone.iter().copied()).collect());
            let mark = tour.mark();
            tour.apply(Change { days: vec![(day, list, shift)], boneyard, ..Change::default() });
            *left = left.saturating_sub(1);
            let fits = tour.value().weight <= before.weight && gone.iter().all(|&one| settle(tour, one, depth, left));
            let value = tour.value();
            if fits && best.as_ref().is_none_or(|(known, _)| value < *known) {
                best = Some((value, tour.layout.state()));
            }
            tour.undo(mark);
            if depth > 1 && best.is_some() {
                return best.map(|(_, state)| state);
            }
        }
    }
    best.map(|(_, state)| state)
}

/// Which strips of a day may leave it for another one: one, or two where no single one is long enough. At the last step
/// each of them has a day with room by its minutes.
fn makers_of_room(layout: &Layout<'_>, strip: usize, day: usize, depth: u32) -> Vec<Vec<usize>> {
    let problem = layout.problem;
    let load = |strip: usize| problem.strips[strip].load;
    let room = |gone: &[usize]| {
        let left = layout.loads[day] - gone.iter().map(|&one| load(one)).sum::<i64>();
        left == 0 || left + load(strip) <= problem.most
    };
    let elsewhere = |&one: &usize| {
        let fits = |&to: &usize| to != day && problem.strips[one].can[to] && layout.fits(one, to, None);
        depth > 1 || problem.open.iter().any(fits)
    };
    let free: Vec<usize> = layout.free(day).into_iter().filter(elsewhere).collect();
    let singles: Vec<Vec<usize>> = free.iter().map(|&one| vec![one]).filter(|gone| room(gone)).collect();
    if !singles.is_empty() {
        return singles;
    }
    let pairs = free.iter().enumerate().flat_map(|(at, &one)| free[at + 1..].iter().map(move |&two| vec![one, two]));
    pairs.filter(|gone| room(gone)).collect()
}

/// Puts a displaced strip on another day, at the second step by displacing others; answers whether it found one.
fn settle<E: Engine>(tour: &mut Tour<'_, E>, strip: usize, depth: u32, left: &mut u64) -> bool {
    *left = left.saturating_sub(place(tour, strip, None));
    tour.layout.at[strip].is_some() || (depth > 1 && make_room(tour, strip, depth - 1, left))
}

/// Gives empty days at the ends of weeks to the night, as many as the strips that need the dark will fill.
fn block_nights<E: Engine>(tour: &mut Tour<'_, E>) {
    let layout = &tour.layout;
    let problem = layout.problem;
    let dark: Vec<usize> =
        layout.boneyard.iter().copied().filter(|&strip| layout.light(strip) == LightNeed::Dark).collect();
    let minutes: i64 = dark.iter().map(|&strip| problem.strips[strip].load).sum();
    let mut wanted = usize::try_from(minutes.div_euclid(problem.room.max(1)) + i64::from(minutes > 0)).unwrap_or(0);
    let mut weeks: Vec<(usize, Vec<usize>)> = Vec::new();
    for days in problem.open.chunk_by(|&a, &b| problem.days[a].week == problem.days[b].week) {
        let mut block: Vec<usize> =
            days.iter().rev().copied().take_while(|&day| layout.lists[day].is_empty()).collect();
        block.truncate(problem.nights);
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
fn insertion_order(layout: &Layout<'_>) -> Vec<usize> {
    let problem = layout.problem;
    let facts = |strip: usize| &problem.strips[strip];
    let days = |strip: usize| facts(strip).can.iter().filter(|&&can| can).count();
    // A strip that half of the days or more can take is not tight.
    let tight = |strip: usize| days(strip).min(problem.open.len().div_ceil(2));
    let mut sets = vec![(usize::MAX, 0_i64); problem.sets.len() + 1];
    let of = |strip: usize| facts(strip).set.unwrap_or(problem.sets.len());
    for &strip in &layout.boneyard {
        let (fewest, load) = &mut sets[of(strip)];
        *fewest = tight(strip).min(*fewest);
        *load += facts(strip).load;
    }
    let mut order = layout.boneyard.clone();
    order.sort_by_key(|&strip| {
        let (fewest, load) = sets[of(strip)];
        (fewest, Reverse(load), of(strip), Reverse(facts(strip).load), facts(strip).story)
    });
    order
}

/// Puts a strip of the boneyard on the day where it breaks nothing more and adds the least; leaves it when there is none.
/// Answers how many boards were priced. With chance, a day is now and then overlooked.
pub(crate) fn place<E: Engine>(tour: &mut Tour<'_, E>, strip: usize, mut chance: Option<&mut Chance>) -> u64 {
    let before = tour.value().weight;
    let mut tried = 0;
    let mut best: Option<(Value, usize, Shift)> = None;
    for day in candidates(&tour.layout, strip, E::TRIED) {
        if chance.as_deref_mut().is_some_and(|chance| chance.one_in(BLINK)) {
            continue;
        }
        let kept = tour.layout.shifts[day];
        let all = tour.layout.lists[day].iter().copied().chain([strip]);
        let wanted = order::shift_for(&tour.layout, all).filter(|&shift| shift != kept);
        // An empty day takes the shift that the light asks for: no other can be better.
        let own = Some(kept).filter(|_| wanted.is_none() || !tour.layout.lists[day].is_empty());
        for shift in own.into_iter().chain(wanted) {
            let mark = tour.mark();
            let change =
                Change { days: vec![(day, with(&tour.layout, day, strip, shift), shift)], ..Change::default() };
            if before == 0 && tour.engine.breaks(&tour.layout, &change) {
                continue;
            }
            tour.apply(change);
            let value = tour.value();
            tour.undo(mark);
            tried += 1;
            if value.weight <= before && best.is_none_or(|(known, ..)| value < known) {
                best = Some((value, day, shift));
            }
        }
    }
    if let Some((_, day, shift)) = best {
        let boneyard = tour.layout.boneyard.iter().copied().filter(|&one| one != strip).collect();
        let days = vec![(day, with(&tour.layout, day, strip, shift), shift)];
        tour.apply(Change { days, boneyard: Some(boneyard), ..Change::default() });
        tried += 1;
    }
    tried
}

/// A day's strips with one more, in the order of the rule.
fn with(layout: &Layout<'_>, day: usize, strip: usize, shift: Shift) -> Vec<usize> {
    let mut list = layout.lists[day].clone();
    list.push(strip);
    order::arrange(layout, &list, shift)
}

/// Days worth a try: with room, first those of the same set, then of the same place, then empty ones, then the rest.
fn candidates(layout: &Layout<'_>, strip: usize, most: usize) -> Vec<usize> {
    let problem = layout.problem;
    let facts = &problem.strips[strip];
    let fits = |&day: &usize| facts.can[day] && layout.fits(strip, day, None);
    let mut days: Vec<usize> = problem.open.iter().copied().filter(fits).collect();
    if days.len() <= most {
        return days;
    }
    let place = layout.place(strip);
    let likely = |day: usize| {
        let same = |of: &dyn Fn(usize) -> bool| layout.lists[day].iter().any(|&one| of(one));
        match () {
            () if same(&|one| problem.strips[one].set == facts.set) => 0,
            () if same(&|one| layout.place(one) == place) => 1,
            () if layout.lists[day].is_empty() => 2,
            () => 3,
        }
    };
    let dark = layout.light(strip) == LightNeed::Dark;
    days.sort_by_key(|&day| (likely(day), (layout.shifts[day] == Shift::Night) != dark));
    // Half of the tries go to the likeliest; the others are spread over what is left, so that no part of the shoot is missed.
    let rest = days.split_off(most / 2);
    let step = rest.len().div_ceil(most / 2).max(1);
    days.extend(rest.into_iter().step_by(step));
    days
}

//! A part of the board is taken off and put back strip by strip, each where it costs least: large steps that single moves
//! do not find. After Schrimpf et al., Record Breaking Optimization Results Using the Ruin and Recreate Principle, 2000.

use model::board::Shift;

use crate::chance::Chance;
use crate::construct::place;
use crate::engine::Engine;
use crate::layout::Layout;
use crate::moves::{Change, target};
use crate::order;
use crate::tour::Tour;

/// Strips that are taken off at most, and on average about half of them. An assumption, set by trial.
const MOST: usize = 16;

/// Takes strips off the board and puts them back; answers how many boards were priced. The tour keeps nothing yet.
pub(crate) fn ruin<E: Engine>(tour: &mut Tour<'_, E>, chance: &mut Chance) -> u64 {
    let taken = if chance.one_in(4) { slid(&tour.layout, chance) } else { related(&tour.layout, chance) };
    let Some((days, mut gone)) = taken else { return 1 };
    let boneyard = tour.layout.boneyard.iter().chain(&gone).copied().collect();
    tour.apply(Change { days, boneyard: Some(boneyard), ..Change::default() });
    let strips = &tour.layout.problem.strips;
    match chance.below(3) {
        0 => {}
        1 => gone.sort_by_key(|&strip| std::cmp::Reverse(strips[strip].load)),
        _ => gone.sort_by_key(|&strip| (strips[strip].set, std::cmp::Reverse(strips[strip].load))),
    }
    let mut tried = 1;
    for strip in gone {
        tried += place(tour, strip, Some(chance));
    }
    tried
}

/// Days as they become, and the strips that lost theirs.
type Taken = Option<(Vec<(usize, Vec<usize>, Shift)>, Vec<usize>)>;

/// A day goes, and all later ones come one day earlier; or a day opens, and they come one day later.
fn slid(layout: &Layout<'_>, chance: &mut Chance) -> Taken {
    let problem = layout.problem;
    let open = &problem.open;
    let first = chance.below(open.len());
    let last = open.iter().rposition(|&day| !layout.lists[day].is_empty())?;
    let earlier = last + 1 == open.len() || chance.one_in(2);
    if first > last {
        return None;
    }
    let mut gone = if earlier { layout.free(open[first]) } else { Vec::new() };
    let mut days = Vec::new();
    for at in first..=if earlier { last } else { last + 1 } {
        let day = open[at];
        let from = match earlier {
            true => open.get(at + 1).filter(|_| at < last),
            false => at.checked_sub(1).filter(|_| at > first).map(|at| &open[at]),
        };
        let mut list: Vec<usize> = layout.lists[day].iter().copied().filter(|&one| problem.strips[one].fixed).collect();
        let mut shift = layout.shifts[day];
        if let Some(&from) = from {
            let (can, cannot): (Vec<usize>, Vec<usize>) =
                layout.free(from).into_iter().partition(|&one| problem.strips[one].can[day]);
            if list.is_empty() {
                shift = layout.shifts[from];
            }
            list.extend(can);
            gone.extend(cannot);
        }
        days.push((day, order::arrange(layout, &list, shift), shift));
    }
    Some((days, gone))
}

/// Some of the strips that have a day, days in a row, a place, a person or a set in common with one of them.
fn related(layout: &Layout<'_>, chance: &mut Chance) -> Taken {
    let gone = alike(layout, chance)?;
    let mut days: Vec<usize> = gone.iter().filter_map(|&strip| layout.at[strip]).collect();
    days.sort_unstable();
    days.dedup();
    let left = |day: usize| layout.lists[day].iter().copied().filter(|strip| !gone.contains(strip)).collect();
    Some((days.into_iter().map(|day| (day, left(day), layout.shifts[day])).collect(), gone))
}

fn alike(layout: &Layout<'_>, chance: &mut Chance) -> Option<Vec<usize>> {
    let problem = layout.problem;
    let &seed = chance.pick(&problem.free)?;
    let day = layout.at[seed]?;
    let place = layout.place(seed);
    let person = chance.pick(&problem.strips[seed].cast).copied();
    let mut days = vec![day];
    for _ in 0..1 + chance.below(2) {
        let &strip = chance.pick(&layout.lists[day])?;
        days.extend(target(layout, strip, chance));
    }
    let width = 1 + chance.below(3);
    let kind = chance.below(8);
    let alike = |&&strip: &&usize| match (kind, layout.at[strip]) {
        (_, None) => false,
        (0, Some(at)) => at == day,
        (1, Some(at)) => at.abs_diff(day) < width,
        (2, _) => layout.place(strip) == place,
        (3, Some(at)) => person.is_some_and(|person| problem.strips[strip].cast.contains(&person)) || at == day,
        (4, _) => problem.strips[strip].set == problem.strips[seed].set,
        (_, Some(at)) => days.contains(&at),
    };
    let mut strips: Vec<usize> = problem.free.iter().filter(alike).copied().collect();
    chance.shuffle(&mut strips);
    strips.truncate(2 + chance.below(MOST - 1));
    Some(strips)
}

//! A part of the board is taken off and put back strip by strip, each where it costs least: large steps that single moves
//! do not find. After Schrimpf et al., Record Breaking Optimization Results Using the Ruin and Recreate Principle, 2000.

use model::board::Shift;

use crate::chance::Chance;
use crate::construct::{make_room, place};
use crate::engine::Engine;
use crate::layout::Layout;
use crate::moves::{Change, target};
use crate::order;
use crate::tour::Tour;

/// Strips that are taken off at most, and on average about half of them. An assumption, set by trial.
const MOST: usize = 10;

/// Boards that are priced to make room for strips that found no day when others went back to theirs, at most. An assumption.
const PATIENCE: u64 = 300;

/// Takes strips off the board and puts them back; answers how many boards were priced. The tour keeps nothing yet.
pub(crate) fn ruin<E: Engine>(tour: &mut Tour<'_, E>, chance: &mut Chance) -> u64 {
    // Where change has a price, what was changed is taken back as often as anything else is tried.
    let back = tour.layout.problem.change_price > 0 && chance.one_in(2);
    let lacking = !tour.layout.boneyard.is_empty();
    let taken = match back {
        _ if lacking && chance.one_in(2) => cleared(&tour.layout, chance),
        true => told_again(&tour.layout, chance),
        false if chance.one_in(4) => slid(&tour.layout, chance),
        false => related(&tour.layout, chance),
    };
    let Some((days, mut gone)) = taken else { return 1 };
    let mut waiting = tour.layout.boneyard.clone();
    chance.shuffle(&mut waiting);
    waiting.truncate(MOST);
    let placed = |strip: &usize| days.iter().any(|(_, list, _)| list.contains(strip));
    let boneyard = tour.layout.boneyard.iter().chain(&gone).copied().filter(|strip| !placed(strip)).collect();
    tour.apply(Change { days, boneyard: Some(boneyard), ..Change::default() });
    let strips = &tour.layout.problem.strips;
    match chance.below(3) {
        0 => {}
        1 => gone.sort_by_key(|&strip| std::cmp::Reverse(strips[strip].load)),
        _ => gone.sort_by_key(|&strip| (strips[strip].set, std::cmp::Reverse(strips[strip].load))),
    }
    let mut tried = 1;
    // Who had no day before comes first: the others have found one already.
    for strip in waiting.into_iter().chain(gone) {
        if tour.layout.at[strip].is_some() {
            continue;
        }
        tried += place(tour, strip, Some(chance));
    }
    if back {
        let mut left = PATIENCE;
        for strip in tour.layout.boneyard.clone() {
            make_room(tour, strip, 1, &mut left);
        }
        tried += PATIENCE - left;
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

/// A day on which a strip of the boneyard could stand loses everything else.
fn cleared(layout: &Layout<'_>, chance: &mut Chance) -> Taken {
    let &strip = chance.pick(&layout.boneyard)?;
    let day = target(layout, strip, chance)?;
    let gone = layout.free(day);
    let left = layout.lists[day].iter().copied().filter(|one| !gone.contains(one)).collect();
    (!gone.is_empty()).then(|| (vec![(day, left, layout.shifts[day])], gone))
}

/// Some of the days that changed become what they were on the given board, as far as it can be shot on them: their own strips
/// come back from wherever they stand, and what stands there instead comes off.
fn told_again(layout: &Layout<'_>, chance: &mut Chance) -> Taken {
    let problem = layout.problem;
    let mut changed: Vec<usize> = problem.open.iter().copied().filter(|&day| layout.differs(day)).collect();
    chance.shuffle(&mut changed);
    changed.truncate(1 + chance.below(changed.len()));
    let own = |&day: &usize| {
        let facts = |strip: &usize| &problem.strips[*strip];
        let list = problem.days[day].given.iter().copied();
        let list: Vec<usize> = list.filter(|strip| facts(strip).fixed || facts(strip).can[day]).collect();
        (day, list, problem.days[day].shift)
    };
    let mut days: Vec<(usize, Vec<usize>, Shift)> = changed.iter().map(own).collect();
    let back: Vec<usize> = days.iter().flat_map(|(_, list, _)| list).copied().collect();
    let there = changed.iter().flat_map(|&day| &layout.lists[day]).copied();
    let gone: Vec<usize> = there.filter(|strip| !back.contains(strip)).collect();
    let mut from: Vec<usize> = back.iter().filter_map(|&strip| layout.at[strip]).collect();
    from.sort_unstable();
    from.dedup();
    let left = |day: usize| layout.lists[day].iter().copied().filter(|strip| !back.contains(strip)).collect();
    let rest = from.into_iter().filter(|day| !changed.contains(day));
    days.extend(rest.map(|day| (day, left(day), layout.shifts[day])));
    (!changed.is_empty()).then_some((days, gone))
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

#[cfg(test)]
mod tests {
    use model::measure::Cents;

    use super::*;
    use crate::film::{Film, Laid};
    use crate::options::Options;
    use crate::sample::generated;

    #[test]
    fn what_changed_goes_back_where_it_was() {
        let (mut production, given) = generated(8, 40);
        production.boards.push(given.clone());
        let options = Options { from_day: Some(3), change: Cents(500_000), ..Options::default() };
        let film = Film::new(&production, &given, &options);
        let mut tour = Tour::new(&film.problem, Laid::new(&film));
        let mut chance = Chance::new(1, 2, 3);
        assert!(told_again(&tour.layout, &mut chance).is_none(), "nothing changed");
        let (state, unchanged) = (tour.layout.state(), tour.value());
        let open = film.problem.open.clone();
        let (here, there) = (open[0], open[1]);
        let swapped = [(here, there), (there, here)].map(|(day, from)| {
            let list = tour.layout.lists[from].clone();
            (day, list, tour.layout.shifts[from])
        });
        tour.apply(Change { days: swapped.to_vec(), ..Change::default() });
        tour.keep();
        assert_eq!(tour.layout.changed() / 20, 2);
        for _ in 0..8 {
            let (days, gone) = told_again(&tour.layout, &mut chance).unwrap();
            // One of the two days alone leaves the other one's own strips without a day, both together none.
            let both = days.iter().all(|(day, list, _)| *list == film.problem.days[*day].given);
            assert_eq!(gone.is_empty(), both, "{days:?} {gone:?}");
            let mark = tour.mark();
            tour.apply(Change { days, boneyard: Some(gone), ..Change::default() });
            assert_eq!(tour.layout.state() == state && tour.value() == unchanged, both);
            tour.undo(mark);
        }
    }
}

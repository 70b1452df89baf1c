//! Which places are left to sets: one that is shot on a locked day stays where it stands; any other can only stand where
//! something can be shot on an open day, and begins there.

use super::Film;

/// Takes from each set the places at which it cannot stand. A set that no place is left to keeps them all, and the judge
/// says what is broken.
pub(crate) fn restrict(film: &mut Film<'_>) {
    let problem = &mut film.problem;
    let mut stays = vec![false; problem.sets.len()];
    for day in problem.days.iter().filter(|day| !day.open) {
        day.strips.iter().filter_map(|&strip| problem.strips[strip].set).for_each(|set| stays[set] = true);
    }
    let places = &film.production.places;
    let open = |&place: &usize| problem.open.iter().any(|&day| places[place].closure(film.dates[day]).is_none());
    for (set, stays) in problem.sets.iter_mut().zip(stays) {
        if stays {
            set.at = set.stands_at.into_iter().collect();
            continue;
        }
        let left: Vec<usize> = set.at.iter().copied().filter(open).collect();
        if !left.is_empty() {
            set.stands_at = set.stands_at.filter(open).or(left.first().copied());
            set.at = left;
        }
    }
    problem.choices.retain(|&set| problem.sets[set].at.len() > 1);
}

#[cfg(test)]
mod tests {
    use model::board::{Board, UnitDay};
    use model::calendar::DateRange;
    use model::edit::{BoardChange, Edit, Spot};
    use model::ids::DayId;

    use super::*;
    use crate::film::Laid;
    use crate::moves::Change;
    use crate::options::Options;
    use crate::tour::Tour;

    /// Places of the first set, and where it begins, of a shoot of two days of which the first is locked; its own place is
    /// closed from the second on, and a scene of it may be shot before.
    fn places(shot: bool) -> (Vec<usize>, Option<usize>, bool) {
        let mut production = model::sample::small();
        let set = production.sets[0].clone();
        let own = production.places.iter().position(|place| place.id == set.at[0]).unwrap();
        let other = production.places.iter().position(|place| !set.at.contains(&place.id)).unwrap();
        production.sets[0].at = vec![production.places[own].id, production.places[other].id];
        let (from, to) = (jiff::civil::date(2027, 3, 2), jiff::civil::date(2028, 3, 2));
        production.places[own].lost = vec![DateRange { from, to, why: "no power".to_owned() }];
        let day = |id| UnitDay { id: DayId(id), unit: production.units[0].id, ..UnitDay::default() };
        let board = &mut production.boards[0];
        board.days = vec![day(9_001), day(9_002)];
        let (id, strip) = (board.id, board.boneyard[0]);
        if shot {
            let first = Spot::Day(DayId(9_001), None);
            production.apply(Edit::Board(id, BoardChange::Move(strip, first))).unwrap();
        }
        let board: &Board = &production.boards[0];
        let options = Options { from_day: Some(2), ..Options::default() };
        let mut film = Film::new(&production, board, &options);
        restrict(&mut film);
        let facts = &film.problem.sets[0];
        let name = |place: usize| usize::from(place != own);
        (
            facts.at.iter().map(|&place| name(place)).collect(),
            facts.stands_at.map(name),
            film.problem.choices.contains(&0),
        )
    }

    #[test]
    fn a_set_that_moves_changes_the_days_on_which_it_is_shot() {
        let (mut production, given) = crate::sample::generated(8, 40);
        let all: Vec<_> = production.places.iter().map(|place| place.id).collect();
        for set in &mut production.sets {
            let first = set.at[0];
            set.at.extend(all.iter().filter(|&&place| place != first));
        }
        let options = Options { change: model::measure::Cents(500_000), ..Options::default() };
        let mut film = Film::new(&production, &given, &options);
        restrict(&mut film);
        let mut tour = Tour::new(&film.problem, Laid::new(&film));
        assert_eq!(tour.layout.changed(), 0);
        let shot = |set: &&usize| tour.layout.set_days[**set].len() > 1;
        let set = *film.problem.choices.iter().find(shot).unwrap();
        let facts = &film.problem.sets[set];
        let place = *facts.at.iter().find(|place| Some(**place) != facts.stands_at).unwrap();
        tour.apply(Change { stand: Some((set, place)), ..Change::default() });
        let days: Vec<usize> = (0..film.problem.days.len()).filter(|&day| tour.layout.differs(day)).collect();
        assert_eq!(days, tour.layout.set_days[set]);
    }

    #[test]
    fn a_set_begins_where_something_can_be_shot() {
        assert_eq!(places(false), (vec![1], Some(1), false));
    }

    #[test]
    fn what_is_shot_on_a_locked_day_stays_where_it_was() {
        assert_eq!(places(true), (vec![0], Some(0), false));
    }
}

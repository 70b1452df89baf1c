//! Which days the relations leave to strips: who must be shot before somebody else cannot stand on the last day that the
//! other one has, nor after it. What no legal board can have the search need not try.

use model::calendar::Date;
use model::ids::SceneId;
use model::production::Relation;

use super::Film;
use super::wish::against;

/// Takes from each free strip the days on which a strip that it is related to has no day left, until nothing changes (arc
/// consistency; Mackworth, Consistency in Networks of Relations, 1977). A relation that would leave a strip without a day
/// contradicts others: it takes nothing then, as if it were not there, and the judge says what is broken.
pub(crate) fn restrict(film: &mut Film<'_>) {
    let given: Vec<Vec<bool>> = film.problem.strips.iter().map(|facts| facts.can.clone()).collect();
    let mut relations: Vec<&Relation> = film.production.relations.iter().collect();
    while let Err(at) = settle(film, &relations) {
        relations.remove(at);
        film.problem.strips.iter_mut().zip(&given).for_each(|(facts, can)| facts.can.clone_from(can));
    }
}

/// Takes days until no relation takes any; tells which one leaves a strip none.
fn settle(film: &mut Film<'_>, relations: &[&Relation]) -> Result<(), usize> {
    loop {
        let mut taken = false;
        for (at, relation) in relations.iter().enumerate() {
            taken |= bind(film, relation).ok_or(at)?;
        }
        if !taken {
            return Ok(());
        }
    }
}

/// Takes the days that one relation leaves to no strip of it; answers whether there were any, or nothing where a strip has none left.
fn bind(film: &mut Film<'_>, relation: &Relation) -> Option<bool> {
    let mut taken = false;
    for (scene, other) in [(relation.first, relation.second), (relation.second, relation.first)] {
        let (mut free, others) = (strips(film, scene), strips(film, other));
        free.retain(|&strip| !film.problem.strips[strip].fixed);
        for strip in free {
            for &other in &others {
                let theirs = dates(film, other);
                let meets = |date| theirs.iter().any(|&other| !against(relation, scene, date, other));
                let can = &film.problem.strips[strip].can;
                let left: Vec<bool> = can.iter().zip(&film.dates).map(|(&can, &date)| can && meets(date)).collect();
                // Who has no day at all binds nobody.
                if left == *can || theirs.is_empty() {
                    continue;
                }
                if !left.contains(&true) {
                    return None;
                }
                film.problem.strips[strip].can = left;
                taken = true;
            }
        }
    }
    Some(taken)
}

/// The strips of a scene that must be shot, and those that were: an omitted scene that still stands on a day may go.
fn strips(film: &Film<'_>, scene: SceneId) -> Vec<usize> {
    let omitted = film.production.scene(scene).is_some_and(|scene| scene.omitted);
    let all = film.production.strips.iter().zip(&film.problem.strips).enumerate();
    let shot = |facts: &crate::problem::StripFacts| facts.fixed || !omitted;
    all.filter(|(_, (strip, facts))| strip.scene == Some(scene) && shot(facts)).map(|(at, _)| at).collect()
}

/// The dates on which a strip can be shot; of one that does not move, its own.
fn dates(film: &Film<'_>, strip: usize) -> Vec<Date> {
    let facts = &film.problem.strips[strip];
    let stands = |day: usize| match facts.fixed {
        true => film.problem.days[day].strips.contains(&strip),
        false => facts.can[day],
    };
    (0..film.dates.len()).filter(|&day| stands(day)).map(|day| film.dates[day]).collect()
}

#[cfg(test)]
mod tests {
    use model::ids::{RelationId, StripId};
    use model::production::{Production, RelationKind, Strip};
    use proptest::prelude::*;

    use super::*;
    use crate::options::Options;
    use crate::problem::StripFacts;

    /// The days, of eight, that are left to the first strips of the sample by relations between its first scenes, each
    /// strip having those of a text to begin with: `x` a day that it has. Monday to Friday, then Monday to Wednesday.
    fn left(relations: &[(usize, RelationKind, usize)], can: &[&str]) -> Vec<String> {
        let production = related(relations, false);
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        for (facts, can) in film.problem.strips.iter_mut().zip(can) {
            facts.can = can.chars().map(|day| day == 'x').collect();
        }
        restrict(&mut film);
        let days = |facts: &StripFacts| facts.can.iter().map(|&can| if can { 'x' } else { '.' }).collect();
        film.problem.strips[..can.len()].iter().map(days).collect()
    }

    /// The sample on eight days with relations between scenes, and, where it is split, a second part of the first one.
    fn related(relations: &[(usize, RelationKind, usize)], split: bool) -> Production {
        let mut production = model::sample::small();
        production.settings.days = Some(8);
        let scenes: Vec<SceneId> = production.scenes.iter().map(|scene| scene.id).collect();
        if split {
            let part = Strip { id: StripId(production.next_id), part: 2, ..production.strips[0].clone() };
            production.strips.push(part);
            production.next_id += 1;
        }
        production.relations = relations
            .iter()
            .zip(1..)
            .map(|(&(first, kind, second), id)| Relation {
                id: RelationId(id),
                kind,
                first: scenes[first],
                second: scenes[second],
                why: String::new(),
            })
            .collect();
        production
    }

    const BEFORE: RelationKind = RelationKind::Before { gap: 0 };

    #[test]
    fn who_comes_first_leaves_the_last_day_to_the_other() {
        assert_eq!(left(&[(0, BEFORE, 1)], &["......xx", ".....xxx"]), ["......x.", ".......x"]);
    }

    #[test]
    fn a_chain_binds_both_ways_with_whole_days_between() {
        // A whole day lies between Friday and Monday.
        let chain = [(0, BEFORE, 1), (1, RelationKind::Before { gap: 1 }, 2)];
        assert_eq!(left(&chain, &["xxxxxxxx"; 3]), ["xxxxx...", ".xxxxx..", "...xxxxx"]);
        assert_eq!(left(&chain, &["xxxxxxxx", "xxxxxxxx", "xxxx...."]), ["x.......", ".x......", "...x...."]);
    }

    #[test]
    fn one_day_is_one_that_both_have_and_another_one_is_not_the_last_that_is_left() {
        assert_eq!(left(&[(0, RelationKind::SameDay, 1)], &["xxx.....", ".xxx...."]), [".xx.....", ".xx....."]);
        assert_eq!(left(&[(0, RelationKind::NotSameDay, 1)], &["xx......", "x......."]), [".x......", "x......."]);
    }

    #[test]
    fn what_cannot_be_met_takes_nothing() {
        assert_eq!(left(&[(0, BEFORE, 1)], &[".xxxxxxx", "xx......"]), [".xxxxxxx", "xx......"]);
        // Of a circle the first relation is left out, and the others take what they take without it.
        let circle = [(0, BEFORE, 1), (1, BEFORE, 0), (1, BEFORE, 2)];
        assert_eq!(left(&circle, &["xxxxxxxx"; 3]), [".xxxxxxx", "xxxxxxx.", ".xxxxxxx"]);
    }

    #[test]
    fn a_scene_that_is_omitted_binds_nobody() {
        let mut production = related(&[(0, BEFORE, 1)], false);
        production.scenes[1].omitted = true;
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        restrict(&mut film);
        assert_eq!(film.problem.strips[0].can, [true; 8]);
    }

    fn kind() -> impl Strategy<Value = RelationKind> {
        prop_oneof![
            (0..3_u32).prop_map(|gap| RelationKind::Before { gap }),
            Just(RelationKind::SameDay),
            Just(RelationKind::NotSameDay),
        ]
    }

    proptest! {
        /// No day that a legal board has is ever taken: all boards of three scenes, the first of them in two parts, are
        /// looked at.
        #[test]
        fn nothing_is_taken_that_a_legal_board_needs(
            relations in prop::collection::vec((0..3_usize, kind(), 0..3_usize), 1..4),
            can in prop::collection::vec(prop::collection::vec(prop::bool::ANY, 5), 4),
        ) {
            let relations: Vec<_> = relations.into_iter().filter(|(first, _, second)| first != second).collect();
            let production = related(&relations, true);
            let mut film = Film::new(&production, &production.boards[0], &Options::default());
            // The second part is the last strip of the production.
            let strips = [0, 1, 2, film.problem.strips.len() - 1];
            for (&strip, can) in strips.iter().zip(&can) {
                film.problem.strips[strip].can.iter_mut().zip(can.iter().chain([&false; 3])).for_each(|(one, &can)| *one = can);
            }
            restrict(&mut film);
            for board in 0..5_usize.pow(4) {
                let days: Vec<usize> = (0..4).map(|at| board / 5_usize.pow(at) % 5).collect();
                let scene = |at: usize| production.scenes[if at == 3 { 0 } else { at }].id;
                let broken = |relation: &Relation| {
                    let pairs = (0..4).flat_map(|one| (0..4).map(move |two| (one, two)));
                    let mut pairs = pairs.filter(|&(one, two)| (scene(one), scene(two)) == (relation.first, relation.second));
                    pairs.any(|(one, two)| against(relation, scene(one), film.dates[days[one]], film.dates[days[two]]))
                };
                let legal = (0..4).all(|at| can[at][days[at]]) && !production.relations.iter().any(broken);
                if legal {
                    prop_assert!(strips.iter().zip(&days).all(|(&strip, &day)| film.problem.strips[strip].can[day]));
                }
            }
        }
    }
}

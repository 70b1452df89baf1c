//! The tour's totals equal the whole walk: after each of many random changes, accepted or taken back.

use model::board::Board;
use model::notice::Severity;
use model::production::Production;
use proptest::prelude::*;

use crate::chance::Chance;
use crate::options::Options;
use crate::problem::Problem;
use crate::sample::generated;
use crate::scopes::Engines;
use crate::tally::Tally;
use crate::tour::Tour;
use crate::{construct, moves};

/// Price, wishes, errors and their weight of a board, from scratch.
fn whole(production: &Production, board: &Board) -> (i64, i64, usize) {
    let plan = clock::lay(production, board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    let hard =
        |one: &&model::verdict::Finding| one.severity == Severity::Error && one.code != rules::Code::Unplaced.as_str();
    (estimate.total.0, estimate.wished().0, verdict.findings.iter().filter(hard).count())
}

fn check(production: &Production, board: &Board, seed: u64, steps: usize) {
    let options = Options::default();
    let problem = Problem::new(production, board, &options);
    let engines = Engines::new(production);
    let mut tour = Tour::new(&problem, &engines);
    construct::fill(&mut tour);
    let mut chance = Chance::new(seed, 9, 9);
    for step in 0..steps {
        let Some(change) = moves::propose(&tour, &mut chance) else { continue };
        let (before, state) = (tour.total, tour.state());
        tour.apply(change.clone());
        if chance.one_in(2) {
            tour.keep();
        } else {
            tour.undo();
            assert_eq!(tour.total, before, "undo of step {step}: {change:?}");
            assert!(tour.state() == state, "undo of step {step}: {change:?}");
        }
        let Tally { price, wishes, errors, .. } = tour.total;
        let board = tour.board();
        let plan = clock::lay(production, &board);
        assert_eq!(tour.plan, plan, "plan after step {step}: {change:?}");
        let (whole_price, whole_wishes, whole_errors) = whole(production, &board);
        assert_eq!((price, wishes), (whole_price, whole_wishes), "money after step {step}: {change:?}");
        assert_eq!(usize::try_from(errors), Ok(whole_errors), "errors after step {step}: {change:?}");
        let fresh = Tour::new(&Problem::new(production, &board, &options), &engines).total;
        assert_eq!(fresh, tour.total, "weight after step {step}: {change:?}");
    }
}

/// Wishes with prices, so that they are compared too.
fn wishing(mut production: Production) -> Production {
    use model::measure::Cents;
    production.settings.wishes = model::production::WishPrices {
        set_split: Cents(11_003),
        swing: Cents(20_007),
        out_of_order: Cents(1_001),
        single_scene_call: Cents(5_009),
    };
    production
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_equal_the_whole_walk_on_the_small_production(seed in 0_u64..1_000) {
        let mut production = wishing(model::sample::small());
        production.settings.days = Some(6);
        check(&production, &production.boards[0].clone(), seed, 150);
    }

    #[test]
    fn totals_equal_the_whole_walk_on_generated_productions(seed in 0_u64..1_000) {
        let (mut production, _) = generated(seed, 40);
        production.elements[0].delivery = model::measure::Cents(30_000);
        let production = wishing(production);
        check(&production, &production.boards[0].clone(), seed, 60);
    }
}

//! The tour's totals equal the whole walk: after each of many random changes, accepted or taken back.

use model::board::{Board, DayKind, Item, UnitDay};
use model::ids::{DayId, RelationId, UnitId};
use model::measure::{Cents, Minutes};
use model::notice::Severity;
use model::production::{Production, Relation, RelationKind};
use proptest::prelude::*;

use super::{Film, Laid};
use crate::chance::Chance;
use crate::options::Options;
use crate::ruin::ruin;
use crate::sample::{agreed, generated};
use crate::tally::Tally;
use crate::tour::Tour;
use crate::{construct, moves};

/// Price, wishes and errors of a board, from scratch.
fn whole(production: &Production, board: &Board) -> (i64, i64, usize) {
    let plan = clock::lay(production, board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    let hard =
        |one: &&model::verdict::Finding| one.severity == Severity::Error && one.code != rules::Code::Unplaced.as_str();
    (estimate.total.0, estimate.wished().0, verdict.findings.iter().filter(hard).count())
}

fn check(production: &Production, board: &Board, seed: u64, steps: usize) {
    check_with(production, board, &Options::default(), seed, steps);
}

/// The same while a board is planned again: new calls are counted as they would be from scratch.
fn check_with(production: &Production, board: &Board, options: &Options, seed: u64, steps: usize) {
    let film = Film::new(production, board, options);
    let mut tour = Tour::new(&film.problem, Laid::new(&film));
    construct::fill(&mut tour);
    let mut chance = Chance::new(seed, 9, 9);
    for step in 0..steps {
        let (before, state) = (tour.sums.total, tour.layout.state());
        let mark = tour.mark();
        // A ruin is many changes, kept or taken back as one.
        let change = match step % 10 {
            9 => None,
            _ => moves::propose(&tour.layout, &mut chance),
        };
        match change.clone() {
            Some(change) => tour.apply(change),
            None => drop(ruin(&mut tour, &mut chance)),
        }
        if chance.one_in(2) {
            tour.keep();
        } else {
            tour.undo(mark);
            assert_eq!(tour.sums.total, before, "undo of step {step}: {change:?}");
            assert!(tour.layout.state() == state, "undo of step {step}: {change:?}");
        }
        let Tally { price, wishes, errors, .. } = tour.sums.total;
        let board = tour.engine.board(&tour.layout);
        let plan = clock::lay(production, &board);
        assert_eq!(tour.engine.plan, plan, "plan after step {step}: {change:?}");
        let (whole_price, whole_wishes, whole_errors) = whole(production, &board);
        assert_eq!((price, wishes), (whole_price, whole_wishes), "money after step {step}: {change:?}");
        assert_eq!(usize::try_from(errors), Ok(whole_errors), "errors after step {step}: {change:?}");
        assert_eq!(tour.sums.total.change, news(production, &plan, options), "calls after step {step}: {change:?}");
        let fresh = Film::new(production, &board, options);
        let fresh = Tour::new(&fresh.problem, Laid::new(&fresh)).sums.total;
        // Without what was told, calls are new against the board that a search begins with.
        let change = if production.told.is_some() { fresh.change } else { tour.sums.total.change };
        assert_eq!(Tally { change, ..fresh }, tour.sums.total, "weight after step {step}: {change:?}");
    }
}

/// The price of calls that nobody was told of, person by person and date by date.
fn news(production: &Production, plan: &model::plan::Plan, options: &Options) -> i64 {
    let Some(told) = &production.told else { return 0 };
    let calls = plan.days.iter().flat_map(|day| day.people.iter().map(|one| (one.person, day.date)));
    let mut calls: Vec<_> = calls.filter(|(_, date)| *date >= told.from).collect();
    calls.sort_unstable();
    calls.dedup();
    calls.retain(|(person, date)| !told.calls.get(person).is_some_and(|dates| dates.contains(date)));
    options.change.0 * i64::try_from(calls.len()).unwrap()
}

/// 100,000 random edits of small productions, every tenth of them under agreements, half of them taken back: after each, price,
/// open wishes and broken rules equal those of the board laid, judged and priced from scratch.
#[test]
fn a_hundred_thousand_edits_cost_and_break_what_the_whole_walk_says() {
    let mut edits = 0;
    for seed in 0..200 {
        let (production, _) = generated(seed, 12);
        let production = if seed % 10 == 9 { agreed(wishing(production)) } else { wishing(production) };
        let options = Options::default();
        let film = Film::new(&production, &production.boards[0], &options);
        let mut tour = Tour::new(&film.problem, Laid::new(&film));
        construct::fill(&mut tour);
        let mut chance = Chance::new(seed, 7, 7);
        let mut made = 0;
        while made < 500 {
            let Some(change) = moves::propose(&tour.layout, &mut chance) else { continue };
            let mark = tour.mark();
            tour.apply(change);
            let board = tour.engine.board(&tour.layout);
            let Tally { price, wishes, errors, .. } = tour.sums.total;
            let found = (price, wishes, usize::try_from(errors).unwrap());
            assert_eq!(found, whole(&production, &board), "seed {seed}, edit {made}");
            if chance.one_in(2) {
                tour.keep();
            } else {
                tour.undo(mark);
            }
            made += 1;
        }
        edits += made;
    }
    assert_eq!(edits, 100_000);
}

/// Wishes with prices, so that they are compared too.
fn wishing(mut production: Production) -> Production {
    production.settings.wishes = model::production::WishPrices {
        set_split: Cents(11_003),
        swing: Cents(20_007),
        out_of_order: Cents(1_001),
        single_scene_call: Cents(5_009),
        uncovered_day: Cents(7_013),
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
        production.elements[0].delivery = Cents(30_000);
        let production = wishing(production);
        check(&production, &production.boards[0].clone(), seed, 60);
    }

    #[test]
    fn totals_equal_the_whole_walk_on_a_bad_morning(seed in 0_u64..1_000) {
        let (production, board) = generated(seed, 40);
        let mut production = wishing(production);
        let from = board.dates(&production.calendar)[2];
        let plan = clock::lay(&production, &board);
        production.told = Some(model::issue::Told::by(&production, &plan, from));
        production.calendar.rain.push(model::calendar::DateRange { from, to: from, why: "rain".to_owned() });
        let away = model::calendar::DateRange { from, to: model::calendar::plus_days(from, 2), why: "ill".to_owned() };
        production.cast[0].unavailable.push(away);
        let options = Options { from_day: Some(3), change: Cents(500_000), ..Options::default() };
        check_with(&production, &board, &options, seed, 60);
        // A search tells how many calls its answer makes that nobody was told of.
        let options = Options { iterations: 0, ..options };
        let found = crate::solve(&production, &board, &options, &mut ());
        let plan = clock::lay(&production, &found.board);
        let calls = news(&production, &plan, &options);
        prop_assert_eq!(i64::from(found.calls) * options.change.0, calls);
    }

    #[test]
    fn totals_equal_the_whole_walk_under_agreements(seed in 0_u64..1_000) {
        let (production, planted) = generated(seed, 40);
        let mut production = agreed(wishing(production));
        if seed % 2 == 1 {
            // A low budget pays the days between by the place of the day before them.
            production.ground.budget = Some(1_000_000);
            production.places[5].distant = true;
        }
        check(&production, &production.boards[0].clone(), seed, 30);
        check(&production, &crowded(planted, &mut Chance::new(seed, 5, 5)), seed, 30);
    }

    #[test]
    fn totals_equal_the_whole_walk_on_a_board_with_everything(seed in 0_u64..1_000) {
        let (mut production, planted) = generated(seed, 40);
        let mut chance = Chance::new(seed, 5, 5);
        production.elements[0].delivery = Cents(30_000);
        production.elements[0].available = 20;
        let scene = |at: usize| production.scenes[at].id;
        let relation = |id: u64, kind, first, second| {
            Relation { id: RelationId(id), kind, first: scene(first), second: scene(second), why: String::new() }
        };
        production.relations = vec![
            relation(1, RelationKind::Before { gap: 3 }, 0, 1),
            relation(2, RelationKind::SameDay, 2, 3),
            relation(3, RelationKind::NotSameDay, 4, 5),
        ];
        production.scenes[6].omitted = true;
        let production = wishing(production);
        let board = crowded(planted, &mut chance);
        check(&production, &board, seed, 60);
        let options = Options { from_day: Some(3), iterations: 200, ..Options::default() };
        let found = crate::solve(&production, &board, &options, &mut ());
        let (dates, numbers) = (board.dates(&production.calendar), board.numbers());
        let third = |at: &usize| board.days[*at].unit == production.units[0].id && numbers[*at] >= Some(3);
        let from = (0..dates.len()).find(third).map(|at| dates[at]);
        for (at, day) in board.days.iter().enumerate().filter(|(at, _)| Some(dates[*at]) < from) {
            prop_assert_eq!(found.board.days.get(at), Some(day), "a locked day changed");
        }
        let others = |board: &Board| -> Vec<UnitDay> {
            board.days.iter().filter(|day| !day.kind.shoots()).cloned().collect()
        };
        prop_assert_eq!(others(&found.board), others(&board));
        let banners = |board: &Board| {
            let items = board.days.iter().flat_map(|day| day.items.iter().map(|item| (day.id, item.clone())));
            items.filter(|(_, item)| matches!(item, Item::Banner { .. })).collect::<Vec<_>>()
        };
        prop_assert_eq!(banners(&found.board), banners(&board));
    }
}

/// A planted board with a second unit, days that are not shot, banners, an entered call and a date that a person pinned.
fn crowded(mut board: Board, chance: &mut Chance) -> Board {
    let second = UnitId(9_000);
    for day in &mut board.days {
        if chance.one_in(5) {
            day.unit = second;
        }
        if chance.one_in(4) {
            day.items.insert(0, Item::Banner { id: 7_000, text: "safety briefing".to_owned(), minutes: Minutes(20) });
        }
        if chance.one_in(6) {
            day.call = Some(jiff::civil::time(9, 30, 0, 0));
        }
        if let Some(Item::Strip(placed)) = day.items.last_mut().filter(|_| chance.one_in(5)) {
            placed.pinned = true;
        }
    }
    board.days[1].date = Some(jiff::civil::date(2027, 3, 6));
    let other = |id: u64, kind| UnitDay { id: DayId(id), kind, unit: board.days[0].unit, ..UnitDay::default() };
    let (hiatus, travel, sixth) =
        (other(8_000, DayKind::Hiatus), other(8_001, DayKind::Travel), other(8_002, DayKind::SixthDay));
    board.days.insert(4, hiatus);
    board.days.insert(7, travel);
    board.days.insert(9, sixth);
    board
}

//! What a first AD asks of a found board: legal where a legal one is known, pins and the past untouched, nights in
//! blocks, nobody held for one line, and the same board on any number of threads.

use std::collections::BTreeSet;

use model::board::{Board, Item, Shift, UnitDay};
use model::calendar::DateRange;
use model::ids::{DayId, RelationId, StripId, UnitId};
use model::measure::{Cents, Eighths};
use model::notice::Severity;
use model::plan::Plan;
use model::production::{Production, Relation, RelationKind};
use model::verdict::Verdict;
use solver::sample::generated;
use solver::{NoGain, Options, Solution, Stop, Watch, days_needed, solve};

fn options(iterations: u64) -> Options {
    Options { iterations, ..Options::default() }
}

/// A solution with the whole walk over it, which must say the same.
fn solved(production: &Production, given: &Board, options: &Options) -> (Solution, Plan, Verdict) {
    let found = solve(production, given, options, &mut ());
    let plan = clock::lay(production, &found.board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    assert_eq!(found.price, estimate.total);
    assert_eq!(found.wishes, estimate.wished());
    let mut strips: Vec<StripId> = found.board.days.iter().flat_map(|day| day.strips().map(|one| one.strip)).collect();
    strips.extend(&found.board.boneyard);
    strips.sort_unstable();
    let mut all: Vec<StripId> = production.strips.iter().map(|strip| strip.id).collect();
    all.sort_unstable();
    assert_eq!(strips, all, "every strip stands somewhere once");
    (found, plan, verdict)
}

#[test]
fn a_board_is_legal_where_a_legal_one_is_known_and_costs_no_more() {
    for (seed, scenes) in [(0, 30), (1, 40), (2, 50), (3, 60), (4, 35), (5, 45)] {
        let (production, planted) = generated(seed, scenes);
        let plan = clock::lay(&production, &planted);
        let verdict = rules::judge(&production, &plan);
        assert_eq!(
            verdict.count(Severity::Error),
            0,
            "the planted board of seed {seed}: {:?}",
            verdict.findings.first()
        );
        let known = budget::price(&production, &plan, &verdict).total;
        let (found, _, verdict) = solved(&production, &production.boards[0], &options(2_000));
        assert_eq!(verdict.count(Severity::Error), 0, "seed {seed}: {:?}", verdict.findings.first());
        assert_eq!((found.errors, found.unplaced), (0, 0), "seed {seed}");
        assert!(found.price < known, "seed {seed}: {} is not below the planted {known}", found.price);
        assert!(found.board.days.len() <= planted.days.len());
    }
}

#[test]
fn the_same_seed_gives_the_same_board_on_any_number_of_threads() {
    let (production, _) = generated(6, 35);
    let on = |threads| solve(&production, &production.boards[0], &Options { threads, ..options(2_500) }, &mut ());
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(3));
    assert_eq!(one, on(4));
    assert_ne!(one, solve(&production, &production.boards[0], &Options { seed: 2, ..options(2_500) }, &mut ()));
}

/// Stops after a number of epochs, as a deadline would, and tells at the end of a cooling how many moves there will be.
struct After(u64, Option<u64>);
impl Stop for After {
    fn should_stop(&mut self, best: &solver::Progress) -> bool {
        best.epoch >= self.0
    }
}
impl Watch for After {
    fn planned(&mut self, _best: &solver::Progress) -> Option<u64> {
        self.1
    }
}

#[test]
fn a_stopped_search_is_replayed_by_its_count() {
    let (production, _) = generated(7, 30);
    let run = |options: &Options, watch: &mut dyn Watch| solve(&production, &production.boards[0], options, watch);
    for mut deadline in [After(3, None), After(6, Some(40_000)), After(11, Some(20_000)), After(16, Some(16_000))] {
        let stopped = run(&options(u64::MAX), &mut deadline);
        let replay = Options { planned: stopped.planned, ..options(stopped.iterations_done) };
        assert_eq!(stopped, run(&replay, &mut ()));
    }
}

/// Stops without a gain, and remembers whether that was at the end of a cooling.
struct Patient(NoGain, bool);
impl Stop for Patient {
    fn should_stop(&mut self, best: &solver::Progress) -> bool {
        self.1 = best.cooled;
        self.0.should_stop(best)
    }
}
impl Watch for Patient {}

#[test]
fn a_search_without_gain_ends_with_a_cooling_and_goes_further_with_more_patience() {
    let (production, _) = generated(7, 30);
    let done = |patience: u64| {
        let mut watch = Patient(NoGain::after(patience), false);
        let found = solve(&production, &production.boards[0], &options(u64::MAX), &mut watch);
        assert!(watch.1, "patience {patience}");
        found.iterations_done
    };
    let quick = done(2);
    assert!(done(24) > quick);
}

#[test]
fn pins_stay_and_so_does_the_past() {
    let (mut production, planted) = generated(8, 40);
    let mut given = planted.clone();
    let Some(Item::Strip(placed)) = given.days[6].items.first_mut() else {
        panic!("a planted day begins with a strip")
    };
    placed.pinned = true;
    let pinned = placed.strip;
    given.boneyard.clear();
    production.boards.push(given.clone());
    let (found, ..) = solved(&production, &given, &Options { from_day: Some(4), ..options(2_000) });
    assert_eq!(found.board.day_of(pinned), Some(6));
    assert!(found.board.days[6].strips().any(|one| one.strip == pinned && one.pinned));
    assert_eq!(found.board.days[..3], given.days[..3]);
    assert_ne!(found.board.days[3..], given.days[3..]);
}

#[test]
fn locked_days_are_those_of_the_main_unit() {
    let (mut production, mut given) = generated(8, 40);
    given.boneyard.clear();
    let first = given.dates(&production.calendar)[0];
    let second =
        |id: u64| UnitDay { id: DayId(8_000 + id), unit: UnitId(9_000), date: Some(first), ..UnitDay::default() };
    given.days.splice(..0, (0..4).map(second));
    production.boards.push(given.clone());
    let (found, ..) = solved(&production, &given, &Options { from_day: Some(4), ..options(500) });
    assert_eq!(found.board.days[4..7], given.days[4..7]);
    assert_ne!(found.board.days[7..], given.days[7..]);
}

#[test]
fn what_shot_days_break_changes_nothing_of_the_rest() {
    let (mut production, given) = generated(8, 40);
    production.boards.push(given.clone());
    let replan = Options { from_day: Some(4), change: Cents(300_000), ..options(500) };
    let (before, plan, _) = solved(&production, &given, &replan);
    let (person, date) = (plan.days[0].people[0].person, plan.days[0].date);
    let member = production.cast.iter_mut().find(|one| one.id == person).unwrap();
    member.unavailable.push(DateRange { from: date, to: date, why: "entered late".to_owned() });
    let (after, _, verdict) = solved(&production, &given, &replan);
    assert_eq!(verdict.count(Severity::Error), 1, "what was shot is told");
    assert_eq!((before.errors, before.board), (after.errors, after.board));
}

/// What binds a shot scene to one that is not shot is no fault of the shot day alone, though the finding names that day.
#[test]
fn a_scene_that_comes_too_late_for_a_shot_one_is_told() {
    let (mut production, mut given) = generated(8, 40);
    let scene = |day: usize| given.days[day].strips().find_map(|one| production.strip(one.strip)?.scene).unwrap();
    let (first, second) = (scene(5), scene(1));
    let kind = RelationKind::Before { gap: 0 };
    production.relations.push(Relation { id: RelationId(9_000), kind, first, second, why: String::new() });
    for item in &mut given.days[5].items {
        if let Item::Strip(placed) = item {
            placed.pinned = true;
        }
    }
    production.boards.push(given.clone());
    let (found, _, verdict) = solved(&production, &given, &Options { from_day: Some(4), ..options(500) });
    let order: Vec<_> = verdict.findings.iter().filter(|one| one.code == "order").collect();
    assert_eq!(order.iter().map(|one| one.day).collect::<Vec<_>>(), [Some(given.days[1].id)]);
    assert_eq!(found.errors, 1);
}

/// Days without strips break a rule on pages: that must hide no fault of a day that is shot.
#[test]
fn a_legal_board_stays_legal_where_days_have_to_be_full() {
    let (mut production, given) = generated(8, 40);
    let pages = |day: &UnitDay| day.strips().filter_map(|one| production.strip(one.strip)).map(|one| one.eighths).sum();
    let pages: Vec<Eighths> = given.days.iter().map(pages).collect();
    production.settings.day_pages = pages.iter().min().copied().zip(pages.iter().max().copied());
    production.boards.push(given.clone());
    for from_day in [None, Some(4)] {
        let (found, _, verdict) = solved(&production, &given, &Options { from_day, ..options(1_000) });
        assert_eq!((found.errors, verdict.count(Severity::Error)), (0, 0), "{:?}", verdict.findings.first());
    }
}

#[test]
fn a_person_ill_for_two_days_changes_only_part_of_the_rest() {
    let (mut production, _) = generated(9, 50);
    let (before, plan, _) = solved(&production, &production.boards[0].clone(), &options(4_000));
    // The busiest person falls ill on two days of hers in the middle.
    let worked = |person| plan.days.iter().filter(move |day| day.people.iter().any(|one| one.person == person));
    let Some(ill) = production.cast.iter().map(|one| one.id).max_by_key(|&one| worked(one).count()) else { return };
    let days: Vec<_> = worked(ill).collect();
    let (from, to) = (days[days.len() / 2], days[days.len() / 2 + 1]);
    let first = from.number;
    let (from, to) = (from.date, to.date.max(model::calendar::plus_days(from.date, 1)));
    for member in production.cast.iter_mut().filter(|one| one.id == ill) {
        member.unavailable.push(DateRange { from, to, why: "ill".to_owned() });
    }
    let shown = rules::judge(&production, &clock::lay(&production, &before.board));
    assert!(shown.findings.iter().any(|one| one.code == "not-available"), "the illness breaks the board");
    let replan = Options { from_day: first, change: Cents(300_000), ..options(4_000) };
    let (after, _, verdict) = solved(&production, &before.board, &replan);
    assert_eq!((after.errors, after.unplaced), (0, 0), "{:?}", verdict.findings.first());
    let strips = production.strips.len();
    assert!(after.changed > 0 && (after.changed as usize) < strips / 4, "{} of {strips} changed", after.changed);
    let given = |strip: StripId| before.board.day_of(strip);
    let changed = production.strips.iter().filter(|one| given(one.id) != after.board.day_of(one.id)).count();
    assert_eq!(changed, after.changed as usize);
}

#[test]
fn nights_come_in_blocks_and_nobody_is_held_a_week_for_one_line() {
    for seed in [10, 11] {
        let (production, _) = generated(seed, 50);
        let (found, _, verdict) = solved(&production, &production.boards[0], &options(6_000));
        let shifts: Vec<Shift> = found
            .board
            .days
            .iter()
            .filter(|day| !day.items.is_empty() && day.shift != Shift::Split)
            .map(|day| day.shift)
            .collect();
        let swings = shifts.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let weeks = found.board.days.len().div_ceil(5);
        assert!(swings <= weeks, "seed {seed}: {swings} swings in {weeks} weeks");
        for engagement in &verdict.engagements {
            assert!(
                engagement.worked > 1 || engagement.held == 0,
                "seed {seed}: {} works {} days and is held {}",
                engagement.person,
                engagement.worked,
                engagement.held
            );
        }
    }
}

#[test]
fn sets_are_grouped() {
    let (production, _) = generated(12, 50);
    let (_, plan, _) = solved(&production, &production.boards[0], &options(6_000));
    // Blocks of one set in the order of the shoot, against the sets there are.
    let sets: Vec<_> = plan
        .days
        .iter()
        .flat_map(|day| day.strips())
        .filter_map(|strip| Some(production.scene_of(strip)?.set))
        .collect();
    let blocks = 1 + sets.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let distinct = sets.iter().collect::<BTreeSet<_>>().len();
    assert!(blocks <= distinct * 5 / 2, "{blocks} blocks of {distinct} sets");
}

#[test]
fn a_price_keeps_cover_for_days_in_the_open() {
    let bare = |price: i64| -> usize {
        let of_seed = |seed| {
            let (mut production, _) = generated(seed, 30);
            production.settings.wishes.uncovered_day = Cents(price);
            let (found, plan, _) = solved(&production, &production.boards[0], &options(1_000));
            assert_eq!((found.errors, found.unplaced), (0, 0), "seed {seed}");
            budget::Cover::new(&production).exposed(&plan).iter().filter(|(_, covered)| !covered).count()
        };
        (0..4).map(of_seed).sum()
    };
    let (without, with) = (bare(0), bare(2_000_000));
    assert!(with < without, "{with} days without cover, {without} where nobody asks");
}

#[test]
fn what_cannot_be_lies_in_the_boneyard() {
    let mut production = model::sample::small();
    let scene = production.scenes[3].clone();
    for set in production.sets.iter_mut().filter(|set| set.id == scene.set) {
        set.at.clear();
    }
    production.settings.days = Some(8);
    let (found, _, verdict) = solved(&production, &production.boards[0], &options(1_000));
    let lost =
        production.strips.iter().filter(|strip| production.scene_of(strip.id).is_some_and(|one| one.set == scene.set));
    let lost: Vec<StripId> = lost.map(|strip| strip.id).collect();
    assert_eq!(found.board.boneyard, lost);
    assert_eq!((found.errors, found.unplaced as usize), (0, lost.len()));
    assert!(verdict.findings.iter().any(|one| one.code == "unplaced" && one.text.contains("place")));
}

#[test]
fn an_empty_production_has_an_empty_board() {
    let production = model::sample::empty();
    let found = solve(&production, &Board::default(), &options(500), &mut ());
    assert_eq!((found.errors, found.unplaced, found.price), (0, 0, Cents(0)));
}

#[test]
fn days_that_nobody_needs_are_not_on_the_board() {
    let (production, planted) = generated(13, 30);
    let more = u32::try_from(planted.days.len() + 9).ok();
    let (found, ..) = solved(&production, &production.boards[0], &Options { days: more, ..options(0) });
    assert_eq!(found.unplaced, 0);
    assert!(found.board.days.len() < planted.days.len() + 9);
    assert!(found.board.days.last().is_some_and(|day| !day.items.is_empty()));
}

#[test]
fn the_days_needed_hold_every_strip() {
    for seed in 0..4 {
        let (mut production, planted) = generated(seed, 40);
        production.settings.days = None;
        let days = days_needed(&production);
        assert!(days as usize <= planted.days.len() + 1, "seed {seed}: {days} days against {}", planted.days.len());
        let (found, ..) =
            solved(&production, &production.boards[0], &Options { days: Some(days + 2), ..options(2_000) });
        assert_eq!((found.errors, found.unplaced), (0, 0), "seed {seed} on {days} and two more days");
    }
}

//! What forbids a day of the sample, and that nothing does once it is given up.

use jiff::civil::date;
use model::board::Shift;
use model::production::RelationKind;
use model::sample::boarded;

use super::*;
use crate::options::Options;
use crate::solve;

/// The sample on three days: scenes 1 and 5 in the office, 3 and 10 in the market, 4 and 8 at the beach.
fn sample() -> Production {
    boarded(&[(Shift::Day, &["1", "5"]), (Shift::Day, &["3", "10"]), (Shift::Day, &["4", "8"])])
}

/// Asks for a scene on a day, both from 1.
fn asked(production: &Production, scene: usize, day: usize) -> Wish {
    let board = &production.boards[0];
    forbidden(production, board, production.strips[scene - 1].id, board.days[day - 1].id)
}

/// The sets of a wish in words.
fn told(wish: &Wish, sets: &[Vec<Thing>]) -> Vec<String> {
    sets.iter().map(|set| set.iter().map(|thing| wish.words[thing].as_str()).collect::<Vec<_>>().join(" + ")).collect()
}

#[track_caller]
fn check(production: &Production, (scene, day): (usize, usize), forbid: &[&str], ways: &[&str]) {
    let wish = asked(production, scene, day);
    assert_eq!(told(&wish, &wish.forbid), forbid);
    assert_eq!(told(&wish, &wish.ways), ways);
    // What is named suffices: without it nothing forbids the day.
    let board = &production.boards[0];
    let (strip, day) = (production.strips[scene - 1].id, board.days[day - 1].id);
    for way in &wish.ways {
        let (copy, board) = give_up(production, board, strip, day, way);
        assert_eq!(forbidden(&copy, &board, strip, day), Wish::default(), "{way:?}");
        // Each of them is needed.
        for left in way {
            let less: Vec<Thing> = way.iter().copied().filter(|thing| thing != left).collect();
            let (copy, board) = give_up(production, &production.boards[0], strip, day, &less);
            assert!(!forbidden(&copy, &board, strip, day).forbid.is_empty(), "{left:?}");
        }
    }
}

fn away(production: &mut Production, person: usize, day: i8) {
    let on = date(2027, 3, day);
    production.cast[person].unavailable.push(DateRange { from: on, to: on, why: "at sea".to_owned() });
}

fn closed(production: &mut Production, place: usize, day: i8) {
    let on = date(2027, 3, day);
    production.places[place].closed.push(DateRange { from: on, to: on, why: "a wedding".to_owned() });
}

const AWAY: &str = "DOC cannot work on day 2, Tue 2027-03-02: at sea";
const CLOSED: &str = "day 2 works at Beach on Tue 2027-03-02, which cannot be had: a wedding";

#[test]
fn nothing_forbids_a_day_that_is_only_full() {
    check(&sample(), (4, 2), &[], &[]);
}

#[test]
fn somebody_who_cannot_come() {
    let mut production = sample();
    away(&mut production, 3, 2);
    check(&production, (4, 2), &[AWAY], &[AWAY]);
}

#[test]
fn a_place_that_is_closed() {
    let mut production = sample();
    closed(&mut production, 2, 2);
    check(&production, (4, 2), &[CLOSED], &[CLOSED]);
}

#[test]
fn two_reasons_are_two_sets_that_both_go() {
    let mut production = sample();
    away(&mut production, 3, 2);
    closed(&mut production, 2, 2);
    let wish = asked(&production, 4, 2);
    assert_eq!(wish.forbid.len(), 2, "{wish:?}");
    assert!(wish.forbid.iter().all(|set| set.len() == 1));
    check(&production, (4, 2), &[CLOSED, AWAY], &[&format!("{CLOSED} + {AWAY}")]);
}

#[test]
fn another_place_of_the_set_is_a_way_out() {
    let mut production = sample();
    closed(&mut production, 2, 2);
    production.sets[3].at.push(production.places[1].id);
    check(&production, (4, 2), &[], &[]);
}

#[test]
fn a_relation_to_a_pinned_scene_needs_both() {
    let mut production = sample();
    let (first, second) = (production.scenes[3].id, production.scenes[0].id);
    let relation = RelationKind::Before { gap: 0 };
    let id = production.fresh();
    production.relations.push(Relation { id, kind: relation, first, second, why: "the haircut".to_owned() });
    check(&production, (4, 2), &[], &[]);
    pin(&mut production.boards[0], production.strips[0].id, true);
    let (order, pin) = ("scene 4 is shot on a day before scene 1 (the haircut)", "strip 1 is pinned to Mon 2027-03-01");
    check(&production, (4, 2), &[&format!("{order} + {pin}")], &[order, pin]);
}

#[test]
fn pinned_strips_that_fill_the_day() {
    let mut production = sample();
    for strip in [2, 9] {
        let minutes = model::measure::Minutes(240);
        let span = model::production::TimeSpan { low: minutes, likely: minutes, high: minutes };
        production.strips[strip].minutes = Some(span);
        pin(&mut production.boards[0], production.strips[strip].id, true);
    }
    production.settings.max_places = 3;
    let wish = asked(&production, 1, 2);
    let ways = told(&wish, &wish.ways);
    // Either pin may go.
    assert!(ways.contains(&"strip 3 is pinned to that day".to_owned()), "{ways:?}");
    assert!(ways.contains(&"strip 10 is pinned to that day".to_owned()), "{ways:?}");
    assert!(ways.iter().any(|way| way.starts_with("day 2 holds ")), "{ways:?}");
    assert_eq!(wish.forbid.len(), 1, "{wish:?}");
}

#[test]
fn days_in_a_row_forbid_no_day() {
    // Seven days in a row, of which the last holds nothing: it breaks the run, and whatever else the board holds it need not.
    let numbers = [&["1"][..], &["3"], &["5"], &["7"], &["4"], &["8"], &[]];
    let mut production = boarded(&numbers.map(|strips| (Shift::Day, strips)));
    for (at, day) in production.boards[0].days.iter_mut().enumerate() {
        day.date = Some(plus_days(date(2027, 3, 1), i64::try_from(at).unwrap()));
    }
    let (strip, last) = (production.strips[3].id, production.boards[0].days[6].id);
    let runs = |board: &Board| {
        let verdict = rules::judge(&production, &clock::lay(&production, board));
        verdict.findings.iter().filter(|one| one.code == Code::RunDays.as_str()).count()
    };
    // The move leaves the fifth day empty, and its crew is there all the same.
    let (_, moved) = on_each_day(&production, &production.boards[0], strip, [last]).pop().unwrap();
    assert!(moved.days[4].strips().next().is_none() && moved.days[6].strips().count() == 1);
    assert_eq!(runs(&moved), 1);
    check(&production, (4, 7), &[], &[]);
    // Without the day that the move empties no run is too long: it is the board that breaks the rule, not the wish.
    let mut free = moved;
    free.days.remove(4);
    assert_eq!(runs(&free), 0);
}

/// Pins scenes to a day of the sample, all with nothing to do.
fn crowded(production: &mut Production, scenes: &[usize], day: usize) {
    let board = &mut production.boards[0];
    for scene in scenes {
        let strip = production.strips[scene - 1].id;
        board.boneyard.retain(|one| *one != strip);
        board.days.iter_mut().for_each(|day| {
            day.items.retain(|item| !matches!(item, Item::Strip(placed) if placed.strip == strip));
        });
        board.days[day - 1].items.push(Item::Strip(Placed { strip, pinned: true }));
    }
}

#[test]
fn too_many_pins_are_told_and_what_is_proven_without_them_stands() {
    let mut production = sample();
    crowded(&mut production, &[3, 10, 7, 1], 2);
    assert_eq!(asked(&production, 4, 2).untried, None);
    crowded(&mut production, &[5], 2);
    assert_eq!(asked(&production, 4, 2).untried, Some(Untried::Pins(5)));
    away(&mut production, 3, 2);
    let wish = asked(&production, 4, 2);
    assert_eq!((told(&wish, &wish.forbid), wish.untried), (vec![AWAY.to_owned()], Some(Untried::Pins(5))));
}

#[test]
fn too_many_ways_are_told() {
    let mut production = sample();
    // Each of seven scenes is pinned to the first day and to be shot after scene 4: either the relation or the pin goes.
    let others = [1, 2, 3, 5, 6, 7, 8];
    crowded(&mut production, &others, 1);
    let relate = |production: &mut Production, scene: usize| {
        let (first, second) = (production.scenes[3].id, production.scenes[scene - 1].id);
        let id = production.fresh();
        let kind = RelationKind::Before { gap: 0 };
        production.relations.push(Relation { id, kind, first, second, why: String::new() });
    };
    others[..6].iter().for_each(|&scene| relate(&mut production, scene));
    let wish = asked(&production, 4, 2);
    assert_eq!((wish.ways.len(), wish.untried), (64, None));
    relate(&mut production, 8);
    let wish = asked(&production, 4, 2);
    assert_eq!(wish, Wish { untried: Some(Untried::Ways), ..Wish::default() });
}

#[test]
fn too_many_ways_are_told_where_no_relation_adds_to_them() {
    let pin = |id: u64| Thing::Pin(StripId(id));
    let ways = |count: u64| (0..count).map(|id| BTreeSet::from([pin(id)])).collect::<Vec<_>>();
    assert_eq!(joined(&[ways(64)]).map(|ways| ways.len()), Some(64));
    assert_eq!(joined(&[ways(65)]), None);
}

#[test]
fn too_many_sets_that_meet_the_ways_are_told() {
    let pair = |id: u64| BTreeSet::from([Thing::Pin(StripId(id)), Thing::Relation(RelationId(id))]);
    let pairs = |count: u64| (0..count).map(pair).collect::<Vec<_>>();
    assert_eq!(meeting(&pairs(10)).map(|met| met.len()), Some(1_024));
    assert_eq!(meeting(&pairs(11)), None);
}

#[test]
fn a_board_is_found_when_it_is_given_up() {
    let mut production = sample();
    production.settings.days = Some(8);
    away(&mut production, 3, 2);
    let board = &production.boards[0];
    let (strip, day) = (production.strips[3].id, board.days[1].id);
    let (copy, board) = give_up(&production, board, strip, day, &asked(&production, 4, 2).ways[0]);
    let options = Options { iterations: 200, days: Some(8), ..Options::default() };
    let found = solve(&copy, &board, &options, &mut ());
    assert_eq!((found.errors, found.unplaced), (0, 0));
    assert_eq!(found.board.day_of(strip).map(|at| found.board.days[at].id), Some(day));
}

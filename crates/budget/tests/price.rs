//! Prices of the small production as texts: boards are laid by the clock and judged by the rules, lines are read here.

use budget::price;
use model::board::Shift::{self, Day, Night, Split};
use model::breakdown::Category;
use model::edit::Touch;
use model::estimate::{Estimate, Group, Line};
use model::measure::{Cents, Ratio};
use model::people::CastMember;
use model::plan::Plan;
use model::production::{Assumption, Element, ElementUse, Production, Scene, Strip, WishPrices};
use model::sample::boarded;
use model::verdict::{PayCode, PayLine, Verdict, Who};

/// The only code of this file that knows the engines: lays, judges and prices the first board.
fn priced(production: &Production) -> Estimate {
    let plan = clock::lay(production, &production.boards[0]);
    let verdict = rules::judge(production, &plan);
    price(production, &plan, &verdict)
}

/// Compares the lines of some groups, as `account what: quantity unit x rate = amount`, with the expected text.
fn check(production: &Production, groups: &[Group], expected: &str) {
    let estimate = priced(production);
    let lines = estimate.lines.iter().filter(|line| groups.contains(&line.group));
    same(&lines.map(shown).collect::<Vec<_>>(), expected);
}

fn shown(line: &Line) -> String {
    let Line { account, text, quantity, unit, rate, amount, .. } = line;
    format!("{account} {text}: {quantity} {unit} x {rate} = {amount}")
}

fn same(lines: &[String], expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.join("\n"), expected.join("\n"));
}

/// The small production on day-shift days.
fn by_day(days: &[&[&str]]) -> Production {
    boarded(&days.iter().map(|&scenes| (Day, scenes)).collect::<Vec<(Shift, &[&str])>>())
}

fn scene<'a>(production: &'a mut Production, number: &str) -> &'a mut Scene {
    production.scenes.iter_mut().find(|scene| scene.number == number).expect("the sample has the scene")
}

/// Adds an element to scenes, so many to each.
fn use_element(production: &mut Production, element: Element, scenes: &[(&str, u32)]) {
    let id = production.fresh();
    for &(number, quantity) in scenes {
        scene(production, number).elements.push(ElementUse::entered(id, quantity));
    }
    production.elements.push(Element { id, ..element });
}

#[test]
fn a_place_is_rented_once_a_date_by_the_busiest_state_of_its_sets() {
    // Monday to Wednesday. ALLEY is built from 19 February and struck on Tuesday; OFFICE is built from 23 February,
    // stands dark on Tuesday, when the alley's strike counts, and is struck on Thursday.
    check(
        &by_day(&[&["1", "2"], &["3"], &["5"]]),
        &[Group::Places],
        "3800 Stage 1: prep rent: 6 day x 600 = 3,600
         3800 Stage 1: shoot rent: 2 day x 1,000 = 2,000
         3800 Stage 1: strike rent: 2 day x 600 = 1,200
         3800 Stage 1: load-in: 2 visit x 2,000 = 4,000
         3800 Backlot Street: prep rent: 3 day x 600 = 1,800
         3800 Backlot Street: shoot rent: 1 day x 1,000 = 1,000
         3800 Backlot Street: strike rent: 1 day x 600 = 600
         3800 Backlot Street: load-in: 1 visit x 2,000 = 2,000",
    );
}

#[test]
fn a_built_set_keeps_its_stage_and_a_found_place_is_given_back() {
    check(
        &by_day(&[&["1"], &["4"], &["3"], &["8"], &["9"]]),
        &[Group::Places, Group::Sets],
        "2300 OFFICE: build and dressing: 1 set x 30,000 = 30,000
         2300 MARKET: build and dressing: 1 set x 20,000 = 20,000
         2400 OFFICE: strike: 1 set x 1,000 = 1,000
         2400 MARKET: strike: 1 set x 1,000 = 1,000
         2400 SHORE: strike: 1 set x 1,000 = 1,000
         2500 OFFICE: hold: 3 day x 200 = 600
         3600 Beach: shoot rent: 2 day x 1,000 = 2,000
         3600 Beach: load-in: 2 visit x 2,000 = 4,000
         3800 Stage 1: prep rent: 4 day x 600 = 2,400
         3800 Stage 1: shoot rent: 2 day x 1,000 = 2,000
         3800 Stage 1: hold rent: 3 day x 300 = 900
         3800 Stage 1: strike rent: 1 day x 600 = 600
         3800 Stage 1: load-in: 2 visit x 2,000 = 4,000
         3800 Backlot Street: prep rent: 3 day x 600 = 1,800
         3800 Backlot Street: shoot rent: 1 day x 1,000 = 1,000
         3800 Backlot Street: strike rent: 1 day x 600 = 600
         3800 Backlot Street: load-in: 1 visit x 2,000 = 2,000",
    );
}

#[test]
fn a_weekend_does_not_end_a_visit_and_is_not_rented() {
    // Friday and Monday, the rest of the week at the beach.
    check(
        &by_day(&[&["4"], &["8"], &[], &[], &["1"], &["5"]]),
        &[Group::Places],
        "3600 Beach: shoot rent: 2 day x 1,000 = 2,000
         3600 Beach: load-in: 1 visit x 2,000 = 2,000
         3800 Stage 1: prep rent: 4 day x 600 = 2,400
         3800 Stage 1: shoot rent: 2 day x 1,000 = 2,000
         3800 Stage 1: strike rent: 1 day x 600 = 600
         3800 Stage 1: load-in: 1 visit x 2,000 = 2,000",
    );
}

#[test]
fn pre_light_is_paid_once_and_its_days_are_rented_as_prep() {
    let mut production = by_day(&[&["2"]]);
    production.sets[1].prelight_cost = Cents(450_050);
    check(
        &production,
        &[Group::Sets],
        "2300 ALLEY: build and dressing: 1 set x 50,000 = 50,000
         2400 ALLEY: strike: 1 set x 1,000 = 1,000
         2500 ALLEY: pre-light: 1 set x 4,500.50 = 4,500.50",
    );
}

#[test]
fn crowd_pays_the_most_heads_of_a_day_and_not_their_sum() {
    let mut production = boarded(&[(Day, &["3", "10"]), (Night, &["7"])]);
    scene(&mut production, "10").elements[0].quantity = 35;
    check(
        &production,
        &[Group::Crowd],
        "2100 MARKET CROWD: 35 head x 224 = 7,840
         2100 MARKET CROWD: 20 head x 224 = 4,480",
    );
}

#[test]
fn equipment_is_hired_by_the_day_and_delivered_once_a_run() {
    let mut production = by_day(&[&["1", "5"], &["9"], &["3"], &["12"]]);
    let crane = Element {
        category: Category::EQUIPMENT,
        name: "CRANE".to_owned(),
        day_rate: Cents(90_000),
        delivery: Cents(40_000),
        ..Element::default()
    };
    use_element(&mut production, crane, &[("1", 1), ("5", 2), ("9", 1), ("12", 1)]);
    let car =
        Element { category: Category::VEHICLES, name: "CAR".to_owned(), day_rate: Cents(30_000), ..Element::default() };
    use_element(&mut production, car, &[("3", 3)]);
    check(
        &production,
        &[Group::Equipment],
        "3300 CRANE: 2 piece x 900 = 1,800
         3300 CRANE: 1 piece x 900 = 900
         3300 CRANE: 1 piece x 900 = 900
         3300 CRANE: delivery and return: 2 delivery x 400 = 800
         3500 CAR: 3 piece x 300 = 900",
    );
}

#[test]
fn what_an_element_brings_is_hired_with_it() {
    let mut production = by_day(&[&["3"]]);
    let teacher = production.fresh();
    let name = "TEACHER".to_owned();
    production.elements.push(Element {
        id: teacher,
        category: Category::LABOUR,
        name,
        day_rate: Cents(45_000),
        ..Element::default()
    });
    production.elements[0].brings = vec![teacher];
    scene(&mut production, "3").elements[0].quantity = 2;
    check(
        &production,
        &[Group::Crowd, Group::Equipment],
        "2000 TEACHER: 2 piece x 450 = 900
         2100 MARKET CROWD: 2 head x 224 = 448",
    );
}

#[test]
fn moves_cost_what_their_kind_costs() {
    let mut production = by_day(&[&["1", "5", "3"], &["9", "4"]]);
    production.moves.relight.cost = Cents(1_000);
    check(
        &production,
        &[Group::Moves],
        "3500 re-light at Stage 1: 1 move x 10 = 10
         3500 stage change, Stage 1 to Backlot Street: 1 move x 400 = 400
         3500 truck move, Stage 1 to Beach: 1 move x 2,500 = 2,500",
    );
}

#[test]
fn pay_is_booked_as_the_judge_gives_it() {
    let production = by_day(&[&["1"]]);
    let (unit, maya, day) = (production.units[0].id, production.cast[0].id, Some(production.boards[0].days[0].id));
    let whole = |number| Ratio::new(number, 1);
    let line = |who, day, code, quantity, rate, times| {
        PayLine::new(who, day, code, quantity, Cents(rate), times, "a rule".to_owned())
    };
    let (crew, cast) = (Who::Unit(unit), Who::Person(maya));
    let pay = vec![
        line(cast, None, PayCode::Week, Ratio::new(6, 5), 1_500_000, Ratio::ONE),
        line(cast, None, PayCode::Travel, whole(1), 80_000, Ratio::ONE),
        line(cast, day, PayCode::Overtime, Ratio::new(1, 2), 30_000, Ratio::new(3, 2)),
        line(crew, day, PayCode::Day, whole(1), 5_000_000, Ratio::ONE),
        line(crew, day, PayCode::Shift, whole(1), 5_000_000, Ratio::new(1, 10)),
        line(crew, day, PayCode::Overtime, Ratio::new(11, 10), 416_667, Ratio::new(3, 2)),
        line(crew, day, PayCode::MealPenalty, whole(50), 750, Ratio::ONE),
        line(crew, day, PayCode::ExtraDay, whole(1), 0, Ratio::ONE),
    ];
    let estimate = price(&production, &Plan::default(), &Verdict { pay, ..Verdict::default() });
    same(
        &estimate.lines.iter().map(|line| format!("{} {}", line.group.word(), shown(line))).collect::<Vec<_>>(),
        "cast 1400 MAYA: weeks: 1.2 week x 15,000 = 18,000
         cast 1400 MAYA: overtime (0.5 x 1.5): 0.75 hour x 300 = 225
         cast 1500 MAYA: travel: 1 trip x 800 = 800
         crew 2000 main unit: days: 1 day x 50,000 = 50,000
         crew 2000 main unit: shift premium (1 x 0.1): 0.1 day x 50,000 = 5,000
         overtime 2000 main unit: overtime (1.1 x 1.5): 1.65 hour x 4,166.67 = 6,875.01
         overtime 2000 main unit: meal penalty: 50 penalty x 7.50 = 375",
    );
}

#[test]
fn every_line_says_where_it_comes_from_and_what_is_assumed() {
    let mut production = by_day(&[&["1"]]);
    let (stage, maya) = (production.places[0].id, &production.cast[0]);
    let assume = |about, text: &str| Assumption { about, text: text.to_owned(), source: "assumption".to_owned() };
    production.assumptions = vec![
        assume(Touch::of(stage.0, "rates"), "Stage 1 costs 1,000 a day"),
        assume(Touch::of(maya.id.0, "contract"), "MAYA is paid by the week"),
        assume(Touch::of(maya.id.0, "born"), "MAYA is 30"),
    ];
    let estimate = priced(&production);
    let from = |who| {
        let line = estimate.lines.iter().find(|line| line.who == who);
        line.map_or("no such line", |line| line.from.as_str())
    };
    assert_eq!(from(Who::Place(stage)), "prep rent of the place; assumption: Stage 1 costs 1,000 a day");
    let maya = from(Who::Person(maya.id));
    assert!(maya.ends_with("; assumption: MAYA is paid by the week"), "{maya}");
    assert!(estimate.lines.iter().all(|line| !line.from.is_empty()));
}

/// Compares the wishes that a board leaves open with the expected text.
fn check_wishes(production: &mut Production, prices: WishPrices, expected: &str) {
    production.settings.wishes = prices;
    let estimate = priced(production);
    same(&estimate.wishes.iter().map(|w| format!("{} {}: {}", w.price, w.code, w.text)).collect::<Vec<_>>(), expected);
    production.settings.wishes = WishPrices::default();
    let unwished = priced(production);
    assert_eq!(unwished.total, estimate.total, "a wish is never booked");
    assert_eq!(unwished.wishes, Vec::new(), "a wish without a price is not listed");
}

#[test]
fn a_set_that_is_left_and_returned_to_is_a_split() {
    check_wishes(
        &mut by_day(&[&["1"], &["5", "3", "9"], &["12", "4"]]),
        WishPrices { set_split: Cents(50_000), ..WishPrices::default() },
        "500 set-split: OFFICE is left and returned to on 2027-03-02 for scene 9",
    );
}

#[test]
fn a_swing_is_counted_once_even_through_split_shifts() {
    check_wishes(
        &mut boarded(&[(Day, &["3"]), (Split, &["1"]), (Night, &["7"]), (Night, &["2"]), (Day, &["4"])]),
        WishPrices { swing: Cents(70_000), ..WishPrices::default() },
        "700 swing: work swings from day on 2027-03-01 to night on 2027-03-03
         700 swing: work swings from night on 2027-03-04 to day on 2027-03-05",
    );
}

#[test]
fn a_scene_is_out_of_order_when_an_earlier_one_of_its_set_is_still_to_come() {
    check_wishes(
        &mut by_day(&[&["12", "2"], &["5"], &["9"], &["1"]]),
        WishPrices { out_of_order: Cents(1_000), ..WishPrices::default() },
        "10 out-of-order: scene 12 is shot before scene 1 of OFFICE
         10 out-of-order: scene 5 is shot before scene 1 of OFFICE
         10 out-of-order: scene 9 is shot before scene 1 of OFFICE",
    );
}

#[test]
fn a_call_for_a_single_scene_counts_parts_of_it_as_one() {
    let mut production = by_day(&[&["1", "5"], &["3"]]);
    let whole = production.strips[2].clone();
    let second = production.fresh();
    production.strips[2].part = 1;
    production.strips.push(Strip { id: second, part: 2, ..whole });
    let placed = model::board::Placed { strip: second, pinned: false };
    production.boards[0].days[1].items.push(model::board::Item::Strip(placed));
    check_wishes(
        &mut production,
        WishPrices { single_scene_call: Cents(2_000), ..WishPrices::default() },
        "20 single-scene-call: MAYA comes for scene 1 alone on 2027-03-01
         20 single-scene-call: ROOK comes for scene 5 alone on 2027-03-01
         20 single-scene-call: MAYA comes for scene 3 alone on 2027-03-02
         20 single-scene-call: JUNO comes for scene 3 alone on 2027-03-02",
    );
}

#[test]
fn a_day_in_the_open_keeps_a_cover_while_something_is_left_to_shoot_inside() {
    check_wishes(
        &mut by_day(&[&["1"], &["3"], &["12"], &["10"]]),
        WishPrices { uncovered_day: Cents(1_000_000), ..WishPrices::default() },
        "10,000 uncovered-day: the day in the open on 2027-03-04 keeps no cover for bad weather",
    );
}

#[test]
fn a_document_with_absurd_figures_is_priced_without_a_panic() {
    let mut production = by_day(&[&["3"], &["1"], &["10"]]);
    scene(&mut production, "3").elements[0].quantity = u32::MAX;
    scene(&mut production, "10").elements[0].quantity = u32::MAX;
    production.elements[0].day_rate = Cents(1_000_000_000_000);
    production.sets[0].build_cost = Cents(i64::MAX);
    production.places.clear();
    production.cast.iter_mut().for_each(|one: &mut CastMember| one.name.clear());
    let estimate = priced(&production);
    let groups: Cents = Group::ALL.into_iter().map(|group| estimate.group(group)).sum();
    assert!(estimate.total > Cents::ZERO && estimate.total == groups);
}

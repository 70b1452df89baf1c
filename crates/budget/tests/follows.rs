//! One moved strip moves every account that follows from it. What lines and fringes must come to is reckoned here anew, from the
//! board's own days, what the judge says of people's dates and hours, and the ledger.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use budget::{cost, price, read};
use model::board::Shift;
use model::costs::Costs;
use model::edit::{BoardChange, Edit, Spot};
use model::estimate::{Estimate, Group};
use model::ids::CrewId;
use model::measure::{Cents, Minutes};
use model::pack::{Pack, Per};
use model::people::CrewMember;
use model::production::Production;
use model::sample::boarded;
use model::verdict::{DayUse, PayCode, Verdict, Who};
use proptest::prelude::*;

/// Beyond it nothing is owed for a person.
const CUTOFF: Cents = Cents(2_500_000);

const BUDGET: &str = r#"
chart = "feature"
fringe = [{ name = "Pension", percent = 10, cutoff = "25,000" }]
charge = [{ name = "Contingency", percent = 10, of = "total" }]
line = [
    { account = "1400", text = "Coach", amount = "paid_days(cast MAYA)", unit = "day", rate = 400, person = "cast MAYA", fringes = "Pension" },
    { account = "1400", text = "Hotel", amount = "hold_days(cast KANE)", unit = "day", rate = "150.01" },
    { account = "1400", text = "MAYA", rate = "board(cast MAYA)", fringes = "Pension" },
    { account = "1400", text = "Others", rate = "board(cast)", fringes = "Pension" },
    { account = "2300", text = "Buses", amount = "heads(crowd.market crowd) / 50", unit = "allow", rate = 500 },
    { account = "2500", text = "Grip truck", amount = "ot_hours(department Grip)", unit = "hour", rate = 60 },
    { account = "3800", text = "Stage manager", amount = "shoot_days(stage 1)", unit = "day", rate = 720 },
]"#;

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(rules::packs::library);

/// Scenes on days: for each of the small production's scenes, in order, the day; beyond the last day is the boneyard.
#[derive(Clone, Debug)]
struct Layout {
    shifts: Vec<Shift>,
    days: Vec<Vec<usize>>,
}

impl Layout {
    /// The same with a scene moved to the front of a day.
    fn moved(&self, scene: usize, day: usize) -> Self {
        let mut moved = self.clone();
        moved.days.iter_mut().for_each(|on| on.retain(|&one| one != scene));
        moved.days[day].insert(0, scene);
        moved
    }

    /// The small production on this board, made afresh: grips under an agreement, a crowd of another size in each scene, the budget.
    fn production(&self) -> Production {
        let numbers: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
        let labels: Vec<Vec<&str>> =
            self.days.iter().map(|on| on.iter().map(|&scene| numbers[scene].as_str()).collect()).collect();
        let days: Vec<(Shift, &[&str])> =
            self.shifts.iter().zip(&labels).map(|(shift, on)| (*shift, &on[..])).collect();
        let mut production = boarded(&days);
        for (at, scene) in production.scenes.iter_mut().enumerate() {
            for element in &mut scene.elements {
                element.quantity = heads(at);
            }
        }
        production.packs.clone_from(&PACKS);
        production.ground.region = "us-ca".to_owned();
        production.ground.budget = Some(20_000_000);
        let grip = |id, heads, rate| CrewMember {
            id: CrewId(id),
            unit: production.units[0].id,
            department: "Grip".to_owned(),
            position: format!("Grip {id}"),
            heads,
            class: "iatse.hourly.daily".to_owned(),
            rate: Cents(rate),
            per: Per::Hour,
            before: Minutes(30),
            ..CrewMember::default()
        };
        production.crew = vec![grip(6_001, 1, 5_140), grip(6_002, 4, 4_707)];
        production.budget = read(BUDGET, Some(&production)).unwrap_or_else(|notice| panic!("{notice:?}"));
        production
    }

    /// Days of the board with a scene of these.
    fn days_with(&self, scenes: &[usize]) -> i64 {
        let days = self.days.iter().filter(|on| on.iter().any(|scene| scenes.contains(scene)));
        i64::try_from(days.count()).expect("a few days")
    }
}

/// Scenes of the market are 3, 7 and 10.
const MARKET: [usize; 3] = [2, 6, 9];
/// All scenes of OFFICE and ALLEY.
const STAGE: [usize; 7] = [0, 1, 4, 5, 8, 10, 11];

/// The crowd of a scene.
fn heads(scene: usize) -> u32 {
    if MARKET.contains(&scene) { u32::try_from(5 * scene).expect("a small number") } else { 0 }
}

fn walked(production: &Production) -> (Verdict, Estimate, Costs) {
    let plan = clock::lay(production, &production.boards[0]);
    let verdict = rules::judge(production, &plan);
    let priced = price(production, &plan, &verdict);
    let costs = cost(production, &plan, &verdict, &priced);
    (verdict, priced, costs)
}

/// What each line comes to, with its fringe.
fn lines(costs: &Costs) -> BTreeMap<&str, (Cents, Cents)> {
    let own = costs.lines.iter().filter(|line| line.line.is_some());
    own.map(|line| (line.text.as_str(), (line.cost, line.fringe()))).collect()
}

/// The same, reckoned from the board, the people's dates and hours, and the ledger.
fn reckoned(
    layout: &Layout,
    production: &Production,
    verdict: &Verdict,
    priced: &Estimate,
) -> BTreeMap<&'static str, (Cents, Cents)> {
    let person = |name: &str| production.cast.iter().find(|one| one.name == name).expect(name).id;
    let (maya, kane) = (person("MAYA"), person("KANE"));
    let dates = |person| verdict.engagements.iter().filter(move |one| one.person == person).flat_map(|one| &one.dates);
    let count = |number: usize| i64::try_from(number).expect("a small number");
    let crowd: u32 = layout.days.iter().map(|on| on.iter().map(|&scene| heads(scene)).max().unwrap_or(0)).sum();
    let grips = verdict.pay.iter().filter(|pay| matches!(pay.who, Who::Crew(_)) && pay.code == PayCode::Overtime);
    // At 60 an hour a minute is 1.
    let minutes = grips.map(|pay| {
        assert_eq!(pay.quantity.num() * 60 % pay.quantity.den(), 0, "whole minutes");
        pay.quantity.num() * 60 / pay.quantity.den()
    });
    // Each person's pay, in the order of the lines that book it.
    let mut booked: BTreeMap<Who, Cents> = BTreeMap::new();
    let others = |who: &Who| *who != Who::Person(maya);
    for line in &priced.lines {
        if !others(&line.who) || line.group == Group::Cast {
            *booked.entry(line.who).or_default() += line.amount;
        }
    }
    let coach = Cents(40_000) * count(dates(maya).count());
    let own = booked.get(&Who::Person(maya)).copied().unwrap_or_default();
    let first = coach.min(CUTOFF);
    let rest: Cents = booked.iter().filter(|(who, _)| others(who)).map(|(_, pay)| *pay).sum();
    let capped = booked.iter().filter(|(who, _)| others(who)).map(|(_, pay)| (*pay).min(CUTOFF)).sum();
    let tenth = |pay: Cents| Cents((pay.0 + 5).div_euclid(10));
    BTreeMap::from([
        ("Coach", (coach, tenth(first))),
        ("Hotel", (Cents(15_001) * count(dates(kane).filter(|(_, on)| *on == DayUse::Hold).count()), Cents::ZERO)),
        ("MAYA", (own, tenth(own.min(CUTOFF - first)))),
        ("Others", (rest, tenth(capped))),
        ("Buses", (Cents(1_000) * i64::from(crowd), Cents::ZERO)),
        ("Grip truck", (Cents(100) * minutes.sum::<i64>(), Cents::ZERO)),
        ("Stage manager", (Cents(72_000) * layout.days_with(&STAGE), Cents::ZERO)),
    ])
}

/// Holds a board's costs against everything that they follow from.
fn hold(layout: &Layout, production: &Production) -> Costs {
    let (verdict, priced, costs) = walked(production);
    assert_eq!(costs.problems, Vec::new());
    assert_eq!(lines(&costs), reckoned(layout, production, &verdict, &priced), "{layout:?}");
    let mut booked: Vec<usize> = costs.lines.iter().flat_map(|line| line.ledger.clone()).collect();
    booked.sort_unstable();
    assert_eq!(booked, (0..priced.lines.len()).collect::<Vec<_>>(), "each line of the board once");
    let of_board: Cents = costs.lines.iter().filter(|line| !line.ledger.is_empty()).map(|line| line.cost).sum();
    assert_eq!(of_board, priced.total);
    let accounts: Cents = costs.accounts.iter().map(|account| account.own).sum();
    let top: Cents = costs.accounts.iter().filter(|account| account.top()).map(model::costs::AccountCost::total).sum();
    let all: Cents = costs.lines.iter().map(|line| line.cost + line.fringe()).sum();
    let charge = Cents((all.0 + 5).div_euclid(10));
    assert_eq!((accounts, top, costs.total), (all, all, all + charge), "accounts, top sheet, total");
    costs
}

/// Moves a scene by the edit that a person makes, and holds the costs before and after; the new ones are those of a production
/// that never had another board.
fn follow(layout: &Layout, scene: usize, day: usize) -> (Costs, Costs) {
    let mut production = layout.production();
    let before = hold(layout, &production);
    let board = &production.boards[0];
    let (strip, spot) = (production.strips[scene].id, Spot::Day(board.days[day].id, None));
    production.apply(Edit::Board(board.id, BoardChange::Move(strip, spot))).expect("a move");
    let layout = layout.moved(scene, day);
    let after = hold(&layout, &production);
    assert_eq!(after, walked(&layout.production()).2, "what is remembered of another board");
    (before, after)
}

fn layout() -> impl Strategy<Value = Layout> {
    let shifts = prop::collection::vec(prop::sample::select(&[Shift::Day, Shift::Night][..]), 6);
    (shifts, prop::collection::vec(0_usize..7, 12)).prop_map(|(shifts, scenes)| {
        let on = |day| (0..12).filter(|&scene| scenes[scene] == day).collect();
        let days = (0..shifts.len()).map(on).collect();
        Layout { shifts, days }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_moved_strip_moves_every_account_that_follows_from_it(layout in layout(), scene in 0_usize..12, day in 0_usize..6) {
        follow(&layout, scene, day);
    }
}

/// Else the property could hold of lines that never change.
#[test]
fn every_line_and_fringe_is_moved_by_some_strip() {
    let days = vec![vec![0, 1, 2], vec![3, 5], vec![4, 8], vec![6, 7, 10], vec![9], vec![11]];
    let layout = Layout { shifts: vec![Shift::Day; days.len()], days };
    let mut still: Vec<&str> = vec!["Coach", "Hotel", "MAYA", "Others", "Buses", "Grip truck", "Stage manager"];
    let mut fringes = vec!["Coach", "Others"];
    for (scene, day) in (0..12).flat_map(|scene| (0..layout.days.len()).map(move |day| (scene, day))) {
        let (before, after) = follow(&layout, scene, day);
        let (before, after) = (lines(&before), lines(&after));
        still.retain(|line| before[line].0 == after[line].0);
        fringes.retain(|line| before[line].1 == after[line].1);
    }
    assert_eq!((still, fringes), (vec![], vec![]), "never moved");
}

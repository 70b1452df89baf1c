//! Contracts in whole plans, and properties of the walk over a person's days: what must hold of any agreement is held.

use model::ids::CrewId;
use model::measure::{Cents, Minutes, Ratio};
use model::pack::Per;
use model::people::CrewMember;
use model::production::Production;
use proptest::prelude::*;

use crate::agreement::{Before, Breach, Clause, Hire, Line, Sink, Terms, Work, run};
use crate::brute::{self, pack, setting};
use crate::tests::check;

pub(crate) fn contracted(production: &mut Production) {
    production.packs = crate::packs::library();
    production.ground.region = "us-ca".to_owned();
    production.ground.budget = Some(20_000_000);
    production.cast[0].contract.class = "principal.weekly".to_owned();
    production.cast[3].contract.class = "principal.day".to_owned();
}

#[track_caller]
fn told(plan: &str, expected: &str) {
    let words = [
        "rest-daily",
        "rest-weekly",
        "meal-late",
        "overtime",
        "forced call",
        "meal penalty",
        "short rest",
        "hours",
        "sixth or seventh day",
        "long day",
    ];
    check(&words, contracted, plan, expected);
}

#[test]
fn a_forced_call_is_legal_and_costs_what_the_clause_says() {
    told(
        "
            2027-03-01 10:00-22:00; meal 15:00-15:30; meal 21:00-21:30; DOC 10:00-22:00
            2027-03-02 09:00-15:00; DOC 09:00-14:00
        ",
        "
            warning 60: DOC's daily rest before day 2 is 1 h too short; it costs 950
            mend: call DOC at 10:00, 1 h later (saves 950), or dismiss 1 h earlier the day before (saves 1,137.50)
            DOC: 2 hour x 1,500 x 0.1875 = 562.50
            DOC: 1 hour x 1,500 x 0.25 = 375
            DOC: 1 penalty x 950 x 1 = 950
        ",
    );
}

/// 9 hours and a half on a sixth day at time and a half are 1.78125 days; the engagement pays one of them.
#[test]
fn a_sixth_day_pays_all_its_hours_at_its_multiple() {
    let day = |date: u32| format!("2027-03-{date:02} 07:00-17:00; meal 12:00-12:30; DOC 07:00-17:00\n");
    let mut production = model::sample::small();
    contracted(&mut production);
    let plan = crate::tests::plan(&production, &(1..7).map(day).collect::<String>());
    let doc = model::verdict::Who::Person(production.cast[3].id);
    let verdict = crate::judge(&production, &plan);
    let extra = verdict.pay.iter().find(|line| line.who == doc && line.code == model::verdict::PayCode::ExtraDay);
    let extra = extra.map(|line| (line.quantity, line.rate, line.amount));
    assert_eq!(extra, Some((Ratio::new(25, 32), Cents(150_000), Cents(117_188))));
}

/// Under the moderate low budget letter a sixth day pays no premium. MAYA has six fifths of her week for six days of 9 hours; of
/// 54 hours 10 are beyond 44. A fifth pays 8.8 hours of the sixth day straight, and half of each comes on top: 15,000 / 44
/// x 8.8 x 0.5. The other 1.2 hours pay one and a half.
#[test]
fn a_sixth_day_that_is_paid_straight_is_not_paid_so_again() {
    let moderate = |production: &mut Production| {
        contracted(production);
        production.ground.budget = Some(500_000);
    };
    let day = |date: u32| format!("2027-03-{date:02} 07:00-16:30; meal 12:00-12:30; MAYA 07:00-16:30\n");
    let mut production = model::sample::small();
    moderate(&mut production);
    let plan = crate::tests::plan(&production, &(1..7).map(day).collect::<String>());
    let maya = model::verdict::Who::Person(production.cast[0].id);
    let mut verdict = crate::judge(&production, &plan);
    verdict.pay.retain(|line| line.who == maya);
    let expected = "
        MAYA: 1.2 hour x 15,000 x 3/88 = 613.64
        MAYA: 8.8 hour x 15,000 x 1/88 = 1,500
        MAYA: 1.2 week x 15,000 x 1 = 18,000
    ";
    crate::tests::compare(&production, &verdict, &["overtime", "weeks", "hours", "sixth or seventh day"], expected);
}

#[test]
fn nobody_is_paid_below_scale() {
    let mut production = model::sample::small();
    contracted(&mut production);
    production.cast[3].contract.rate = Cents(10_000);
    let plan = crate::tests::plan(&production, "2027-03-01 07:00-12:00; DOC 07:00-12:00");
    let verdict = crate::judge(&production, &plan);
    let doc = model::verdict::Who::Person(production.cast[3].id);
    let day = verdict.pay.iter().find(|line| line.who == doc && line.code == model::verdict::PayCode::Day);
    let day = day.map(|line| (line.rate, line.rule.as_str()));
    assert_eq!(day, Some((Cents(124_600), "scale, above the contract: daily, days worked")));
}

#[test]
fn an_adult_whose_birth_date_is_known_is_no_minor() {
    let mut production = model::sample::small();
    contracted(&mut production);
    production.cast[3].born = Some(jiff::civil::date(1980, 1, 1));
    let plan = crate::tests::plan(&production, "2027-03-01 07:00-12:00; DOC 07:00-12:00");
    let codes: Vec<String> = crate::judge(&production, &plan).findings.into_iter().map(|one| one.code).collect();
    assert!(!codes.iter().any(|code| code == "breaks"), "{codes:?}");
}

/// What a mend is said to save is what the changed days pay less, judged anew.
#[test]
fn what_a_mend_saves_is_what_the_changed_plan_pays_less() {
    let mut production = model::sample::small();
    contracted(&mut production);
    let pays = |text: &str| -> Cents {
        let verdict = crate::judge(&production, &crate::tests::plan(&production, text));
        let doc = model::verdict::Who::Person(production.cast[3].id);
        verdict.pay.iter().filter(|line| line.who == doc).map(|line| line.amount).sum()
    };
    let first = "2027-03-01 10:00-22:00; meal 15:00-15:30; meal 21:00-21:30; DOC 10:00-22:00\n";
    let second = "2027-03-02 09:00-15:00; DOC 09:00-14:00";
    let told = pays(&format!("{first}{second}"));
    assert_eq!(told - pays(&format!("{first}2027-03-02 09:00-15:00; DOC 10:00-14:00")), Cents(95_000));
    let earlier = first.replace("DOC 10:00-22:00", "DOC 10:00-21:00");
    assert_eq!(told - pays(&format!("{earlier}{second}")), Cents(113_750));
}

/// A meal that is half an hour late costs one step, which an earlier one saves; unless the next meal is then due before the wrap
/// and costs the same. One that is missing costs its steps: eaten, the same is worked, and the wrap comes half an hour later.
#[test]
fn a_late_meal_says_what_the_earlier_one_saves() {
    let mut production = model::sample::small();
    contracted(&mut production);
    let mends = |text: &str| -> Vec<String> {
        let verdict = crate::judge(&production, &crate::tests::plan(&production, text));
        let doc = model::verdict::Who::Person(production.cast[3].id);
        verdict.findings.into_iter().filter(|one| one.who == doc).map(|one| one.mend).collect()
    };
    assert_eq!(
        mends("2027-03-01 07:00-19:30; meal 13:30-14:00; DOC 07:00-19:30"),
        ["break for it by 13:00 (saves 25), or wrap by then"]
    );
    assert_eq!(
        mends("2027-03-01 07:00-20:00; meal 13:30-14:00; DOC 07:00-20:00"),
        ["break for it by 13:00, or wrap by then"]
    );
    // 12 h 15 worked count as 12.3, of which 2.3 pay 375; 45 minutes are two steps, 25 and 35. With the meal the same is
    // worked until 20:15, and there is no step; at 19:00 11.5 are worked, 0.8 less, and there is none.
    let missing = "2027-03-01 07:00-19:45; meal 12:30-13:00; DOC 07:00-19:45";
    assert_eq!(mends(missing), ["break for it by 19:00 (saves 60), or wrap by then (saves 360)"]);
    let pays = |text: &str| -> Cents {
        let verdict = crate::judge(&production, &crate::tests::plan(&production, text));
        let doc = model::verdict::Who::Person(production.cast[3].id);
        verdict.pay.iter().filter(|line| line.who == doc).map(|line| line.amount).sum()
    };
    let eaten = "2027-03-01 07:00-20:15; meal 12:30-13:00; meal 19:00-19:30; DOC 07:00-20:15";
    assert_eq!(pays(missing) - pays(eaten), Cents(6_000));
    let wrapped = "2027-03-01 07:00-19:00; meal 12:30-13:00; DOC 07:00-19:00";
    assert_eq!(pays(missing) - pays(wrapped), Cents(36_000));
}

/// Nine hours on site and half an hour that she may still stay, 290 minutes before the camera: 280 are left for three hours
/// of school and one of recreation. An hour in the make-up chair leaves 220.
#[test]
fn a_minor_s_school_finds_room_beside_make_up_and_camera() {
    let mut production = model::sample::small();
    contracted(&mut production);
    production.cast[2].contract.class = "principal.weekly".to_owned();
    production.cast[2].contract.form = model::people::Form::Weekly;
    let mut plan =
        crate::tests::plan(&production, "2027-03-01 07:00-18:00; meal 13:00-13:30; JUNO 07:30-16:30 camera 290");
    let words = ["minor-site", "minor-work", "minor-school"];
    crate::tests::compare(&production, &crate::judge(&production, &plan), &words, "");
    let juno = &mut plan.days[0].people[0];
    (juno.on_set, juno.done) = (juno.report.after(Minutes(45)), juno.dismissed.before(Minutes(15)));
    let expected = "
        error 20: JUNO's schooling and recreation lack 20 min on day 1
        mend: take 20 min of JUNO's scenes off day 1
    ";
    crate::tests::compare(&production, &crate::judge(&production, &plan), &words, expected);
}

/// Nine hours on site owe a child in England a meal of 45 minutes and two breaks of 15. Of the 540 minutes the camera and the
/// meal take all but 15.
#[test]
fn a_child_s_breaks_find_room_beside_the_camera() {
    let english = |production: &mut Production| {
        production.packs = crate::packs::library();
        production.ground.region = "uk".to_owned();
        production.cast[2].contract.class = "house.cast".to_owned();
        production.cast[2].born = Some(jiff::civil::date(2015, 1, 1));
    };
    let mut production = model::sample::small();
    english(&mut production);
    let text = "2027-03-01 09:00-18:00; meal 13:00-13:45; JUNO 09:00-18:00 camera 480";
    let mut plan = crate::tests::plan(&production, text);
    plan.days[0].people[0].meals = Minutes(45);
    let expected = "
        warning 15: JUNO's breaks on day 1 lack 15 min of the time that is owed
        mend: take 15 min of JUNO's scenes off day 1
    ";
    crate::tests::compare(&production, &crate::judge(&production, &plan), &["breaks"], expected);
    plan.days[0].people[0].on_camera = Minutes(465);
    crate::tests::compare(&production, &crate::judge(&production, &plan), &["breaks"], "");
}

#[test]
fn a_crew_is_paid_by_its_positions() {
    let crew = |production: &mut Production| {
        contracted(production);
        let unit = production.units[0].id;
        production.crew.push(CrewMember {
            id: CrewId(6_000),
            unit,
            department: "Grip".to_owned(),
            position: "grip".to_owned(),
            heads: 4,
            class: "iatse.hourly.daily".to_owned(),
            rate: Cents(5_000),
            per: Per::Hour,
            ..CrewMember::default()
        });
    };
    check(
        &["hours", "overtime", "days", "meal penalty"],
        crew,
        "2027-03-01 07:00-20:00; meal 13:00-13:30; meal 19:15-19:45",
        "
            grip: 32 hour x 50 x 1 = 1,600
            grip: 14 hour x 50 x 1.5 = 1,050
            grip: 4 hour x 50 x 2 = 400
        ",
    );
}

/// A travel day of the board is a day of travel alone: 13 hours on the way pay what the row lets them.
#[test]
fn a_travel_day_pays_no_more_than_its_row() {
    let crew = |most: Option<i64>| {
        move |production: &mut Production| {
            contracted(production);
            for pack in &mut production.packs {
                for row in &mut pack.travel {
                    row.day_max_h = most.map(|minutes| model::pack::Hours(Minutes(minutes)));
                }
            }
            let unit = production.units[0].id;
            production.crew.push(CrewMember {
                id: CrewId(6_000),
                unit,
                position: "grip".to_owned(),
                heads: 1,
                class: "iatse.hourly.daily".to_owned(),
                rate: Cents(5_000),
                per: Per::Hour,
                ..CrewMember::default()
            });
        }
    };
    let plan = "2027-03-01 travel 07:00-20:00; meal 13:00-13:30; meal 19:15-19:45";
    let words = ["hours", "overtime", "meal penalty"];
    check(&words, crew(Some(480)), plan, "grip: 8 hour x 50 x 1 = 400");
    let whole = "
        grip: 8 hour x 50 x 1 = 400
        grip: 3.5 hour x 50 x 1.5 = 262.50
        grip: 1 hour x 50 x 2 = 100
    ";
    check(&words, crew(None), plan, whole);
}

/// Sums money, and counts breaches.
#[derive(Default)]
struct Sum {
    cents: i64,
    breaches: usize,
}

impl<'t> Sink<'t> for Sum {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        self.cents += line.amount().0;
    }
    fn breach(&mut self, _: Breach, _: Clause<'t>) {
        self.breaches += 1;
    }
}

/// A day of a number, from a minute on, so long, with meals of half an hour where they fall inside.
fn day(number: i64, start: i64, long: i64, meals: &[i64]) -> Work<'static> {
    let meals: Vec<(i64, i64)> = meals.iter().map(|&from| (from, 30)).collect();
    brute::day(number * 1_440 + start, long, &meals)
}

fn pay(id: &str, class: &str, rate: i64, per: Per, works: &[Work<'_>]) -> Sum {
    let (pack, setting) = (pack(id), setting());
    let terms = Terms::of(&[pack], class, false, &setting);
    let hire = Hire::new(&terms, &setting, Cents(rate), per);
    let mut sum = Sum::default();
    run(&hire, works, &Before::default(), &mut sum);
    sum
}

/// Seven days in a row where six are allowed, from a date on; a run is told once, on the day from which the row holds.
#[test]
fn days_in_a_row_ask_for_the_dates_of_their_row() {
    let works: Vec<Work<'_>> = (0..9).map(|number| day(number, 480, 300, &[])).collect();
    let told = |gate: model::pack::Gate| {
        let mut pack = pack("house").clone();
        pack.cap.iter_mut().for_each(|row| row.gate = gate);
        let setting = setting();
        let terms = Terms::of(&[&pack], "house.crew", false, &setting);
        let mut runs = Runs::default();
        run(&Hire::new(&terms, &setting, Cents(5_000), Per::Day), &works, &Before::default(), &mut runs);
        runs.0
    };
    let from = |number: usize| Some(model::pack::Day(works[number].date));
    let gate = model::pack::Gate::default();
    assert_eq!(told(gate), [6]);
    assert_eq!(told(model::pack::Gate { work_date_from: from(8), ..gate }), [8]);
    // Photography began before the first of these days.
    assert!(told(model::pack::Gate { principal_start_from: from(0), ..gate }).is_empty());
}

/// The days on which a run is too long.
#[derive(Default)]
struct Runs(Vec<usize>);

impl<'t> Sink<'t> for Runs {
    fn pay(&mut self, _: Line<'_>, _: Clause<'t>) {}
    fn breach(&mut self, breach: Breach, _: Clause<'t>) {
        if breach.code.ends_with(".days") {
            self.0.push(breach.day);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_later_wrap_never_pays_less(start in 0_i64..1_440, long in 30_i64..1_200, more in 1_i64..180, meal in 120_i64..500) {
        for (id, class, rate, per) in EVERYBODY {
            let short = pay(id, class, *rate, *per, &[day(0, start, long, &[meal])]).cents;
            let longer = pay(id, class, *rate, *per, &[day(0, start, long + more, &[meal])]).cents;
            // A meal that a later wrap makes a meal of the day is off the clock, and saves the penalty of a missing one.
            if meal + 30 <= long || meal + 30 > long + more {
                prop_assert!(longer >= short, "{}: {} after {}", id, longer, short);
            }
        }
    }

    #[test]
    fn a_longer_rest_never_adds_a_penalty(first in 300_i64..900, rest in 60_i64..900, more in 1_i64..300) {
        for (id, class, rate, per) in EVERYBODY {
            let two = |rest: i64| {
                let second = 420 + first + rest;
                let works = [day(0, 420, first, &[330]), day(second.div_euclid(1_440), second.rem_euclid(1_440), 480, &[330])];
                pay(id, class, *rate, *per, &works)
            };
            let (short, long) = (two(rest), two(rest + more));
            prop_assert!(long.breaches <= short.breaches, "{}", id);
        }
    }

    #[test]
    fn weeks_add_up_where_nothing_is_remembered_across_them(days in proptest::collection::vec((0_i64..300, 300_i64..840), 10)) {
        let works: Vec<_> = (0..).zip(&days).map(|(number, (late, long))| {
            // Five days a week, two off between.
            day(number + 2 * (number / 5), 420 + late, *long, &[330])
        }).collect();
        for (id, class, rate, per) in EVERYBODY.iter().filter(|one| one.0 == "us-ca-wage-order-12") {
            let whole = pay(id, class, *rate, *per, &works).cents;
            let (one, other) = works.split_at(5);
            let parts = pay(id, class, *rate, *per, one).cents + pay(id, class, *rate, *per, other).cents;
            prop_assert_eq!(whole, parts, "{}", id);
        }
    }
}

const EVERYBODY: &[(&str, &str, i64, Per)] = &[
    ("us-sag-aftra-theatrical-2023", "principal.day", 124_600, Per::Day),
    ("us-sag-aftra-theatrical-2023", "principal.weekly", 500_000, Per::Week),
    ("us-sag-aftra-theatrical-2023", "background.general", 22_400, Per::Day),
    ("us-iatse-wcs-2024", "iatse.hourly.daily", 5_140, Per::Hour),
    ("us-teamsters-399-2024", "teamsters.driver.daily", 4_433, Per::Hour),
    ("us-ca-wage-order-12", "nonunion.crew", 2_333, Per::Hour),
    ("us-dga-ba-2023", "dga.1st_ad", 120_000, Per::Day),
];

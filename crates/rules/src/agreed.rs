//! Contracts in whole plans, and properties of the walk over a person's days: a second, simple evaluator goes minute by
//! minute, and what must hold of any agreement is held.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::calendar::plus_days;
use model::ids::CrewId;
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::pack::{Clock, Pack, Per};
use model::people::CrewMember;
use model::production::Production;
use proptest::prelude::*;

use crate::agreement::{Before, Breach, Clause, Hire, Line, Meal, MealKind, Setting, Sink, Terms, Work, run};
use crate::tests::check;

fn contracted(production: &mut Production) {
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
/// and costs the same. A meal that is missing costs more than its steps: the half-hour of double time in which it is not eaten.
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
    // 12 h 15 worked count as 12.3, of which 2.3 pay 375; 45 minutes are two steps, 25 and 35. With the meal 11.8 count, at
    // 19:00 11.5: 0.5 and 0.8 less, and no step.
    assert_eq!(
        mends("2027-03-01 07:00-19:45; meal 12:30-13:00; DOC 07:00-19:45"),
        ["break for it by 19:00 (saves 247.50), or wrap by then (saves 360)"]
    );
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

/// Sums money in exact parts of a cent, and counts breaches.
#[derive(Default)]
struct Sum {
    cents: i64,
    hours: i64,
    breaches: usize,
    penalties: i64,
}

impl<'t> Sink<'t> for Sum {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        self.cents += line.amount().0;
        if line.what == model::verdict::PayCode::Hours || line.what == model::verdict::PayCode::Overtime {
            self.hours += line.amount().0;
        } else {
            self.penalties += line.amount().0;
        }
    }
    fn breach(&mut self, _: Breach, _: Clause<'t>) {
        self.breaches += 1;
    }
}

/// The packs of the program, read once.
static LIBRARY: LazyLock<Vec<Pack>> = LazyLock::new(crate::packs::library);

fn pack(id: &str) -> &'static Pack {
    LIBRARY.iter().find(|pack| pack.pack.id == id).unwrap()
}

fn setting() -> Setting {
    let principal_start = jiff::civil::date(2025, 1, 6);
    Setting { production: "theatrical".to_owned(), principal_start, readings: Default::default() }
}

static UTC: TimeZone = TimeZone::UTC;

/// A day of a number, from a minute on, so long, with meals of half an hour where they fall inside.
fn day(number: i64, start: i64, long: i64, meals: &[i64]) -> Work<'static> {
    let date = plus_days(jiff::civil::date(2025, 3, 3), number);
    let at = |minute: i64| Moment(model::plan::moment("UTC", date, jiff::civil::Time::midnight()).0 + minute);
    let mut work = Work::on(date, number.div_euclid(7), &UTC);
    work.place = "studio";
    (work.report, work.dismissed) = (Some(at(start)), Some(at(start + long)));
    let inside = meals.iter().filter(|&&from| from + 30 <= long);
    work.meals = inside
        .map(|from| Meal { start: at(start + from), end: at(start + from + 30), kind: MealKind::Deductible })
        .collect();
    work
}

fn pay(id: &str, class: &str, rate: i64, per: Per, works: &[Work<'_>]) -> Sum {
    let (pack, setting) = (pack(id), setting());
    let terms = Terms::of(&[pack], class, false, &setting);
    let hire = Hire::new(&terms, &setting, Cents(rate), per);
    let mut sum = Sum::default();
    run(&hire, works, &Before::default(), &mut sum);
    sum
}

/// The same hours of one day minute by minute, straight from the rows of the pack: at each minute the highest multiple of
/// the rows whose hours are reached, meals off unless gold pays them; time in whole units, the minimum of a call at least.
fn minute_by_minute(id: &str, class: &str, rate: i64, hours_of_rate: i64, work: &Work<'_>) -> i64 {
    let pack = pack(id);
    let rows: Vec<_> = pack
        .overtime
        .iter()
        .filter(|row| model::pack::any_names(&row.classes, class) && row.pay.is_none())
        .filter(|row| row.scope == model::pack::Span::Day && model::pack::any_names(&row.production, "theatrical"))
        .filter(|row| row.places.is_empty() || row.places.iter().any(|place| place == "*" || place == work.place))
        .filter(|row| row.when.is_none() || row.when.as_ref().is_some_and(|when| when.rate_above.is_none()))
        .collect();
    let (start, end) = (work.report.unwrap(), work.dismissed.unwrap());
    let (mut worked, mut elapsed, mut tenths) = (0, 0, std::collections::BTreeMap::<Ratio, i64>::new());
    let mut at = start;
    let meals = |at: Moment| work.meals.iter().any(|meal| meal.start <= at && at < meal.end);
    let off: i64 = work.meals.iter().map(|meal| meal.end.since(meal.start).0).sum();
    let real = end.since(start).0 - off;
    let day = pack.workday.iter().find(|row| model::pack::any_names(&row.classes, class)).unwrap();
    let least = day.min_call_h.as_ref().and_then(|by| by.at(work.place)).map_or(0, |hours| hours.0.0);
    let unit = day.increment_min.unwrap_or(1);
    let target = ((real + unit - 1) / unit * unit).max(least);
    // A meal with which the day ends is still of the day: gold pays it.
    while worked < target || at < end {
        let meal = at < end && meals(at);
        let reached = |row: &&&model::pack::Overtime| {
            let count = if row.basis == Clock::Elapsed { elapsed } else { worked };
            count >= row.after_h.unwrap_or_default().0.0
        };
        let best = rows.iter().filter(reached).max_by_key(|row| row.mult);
        let pays = !meal || best.is_some_and(|row| row.sticky.as_ref().is_some_and(|sticky| sticky.meals_paid));
        if pays {
            *tenths.entry(best.and_then(|row| row.mult).unwrap_or(Ratio::ONE)).or_default() += 1;
        }
        worked += i64::from(!meal);
        elapsed += 1;
        at = at.after(Minutes(1));
    }
    let line = |(times, minutes): (Ratio, i64)| Cents(rate).times(Ratio::new(minutes, 60 * hours_of_rate).by(times)).0;
    tenths.into_iter().map(line).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Three agreements with different clocks, 10,200 times in all.
    #[test]
    fn hours_agree_with_an_evaluator_that_goes_minute_by_minute(
        start in 0_i64..1_440, long in 30_i64..1_200, first in 150_i64..420, second in 480_i64..900,
    ) {
        // One meal is taken off within the hours of the minimum call; the second begins later.
        let works = [day(0, start, long, &[first, second])];
        for (id, class, rate, per, hours) in [
            ("us-iatse-wcs-2024", "iatse.hourly.daily", 5_140, Per::Hour, 1),
            ("us-ca-wage-order-12", "nonunion.crew", 2_333, Per::Hour, 1),
            ("us-teamsters-399-2024", "teamsters.driver.daily", 4_433, Per::Hour, 1),
        ] {
            let ours = pay(id, class, rate, per, &works).hours;
            prop_assert_eq!(ours, minute_by_minute(id, class, rate, hours, &works[0]), "{}", id);
        }
    }
}

/// Twelve hours are worked 750 minutes after the call; from there to the end gold pays, the meal of the last half-hour too.
#[test]
fn a_meal_at_the_end_of_the_day_is_paid_by_gold() {
    let works = [day(0, 0, 828, &[150, 798])];
    let (id, class) = ("us-iatse-wcs-2024", "iatse.hourly.daily");
    let ours = pay(id, class, 5_140, Per::Hour, &works).hours;
    assert_eq!(ours, minute_by_minute(id, class, 5_140, 1, &works[0]));
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

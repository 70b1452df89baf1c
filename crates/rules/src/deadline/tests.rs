//! Deadlines as texts, with the arithmetic beside them.

use std::sync::LazyLock;

use model::calendar::DateRange;
use model::ids::CrewId;
use model::pack::{Pack, Per};
use model::people::CrewMember;
use model::plan::moment;
use proptest::prelude::*;

use super::*;
use crate::tests::plan;

static LIBRARY: LazyLock<Vec<Pack>> = LazyLock::new(crate::packs::library);

/// The small production in California, with positions: name, heads, class, rate an hour.
fn production(crew: &[(&str, u32, &str, i64)]) -> Production {
    let mut production = model::sample::small();
    production.packs.clone_from(&LIBRARY);
    production.ground.region = "us-ca".to_owned();
    production.ground.budget = Some(20_000_000);
    let unit = production.units[0].id;
    let member = |(nth, (position, heads, class, rate)): (u64, &(&str, u32, &str, i64))| CrewMember {
        id: CrewId(7_000 + nth),
        unit,
        department: "Grip".to_owned(),
        position: (*position).to_owned(),
        heads: *heads,
        class: (*class).to_owned(),
        rate: Cents(rate * 100),
        per: Per::Hour,
        ..CrewMember::default()
    };
    production.crew = (0..).zip(crew).map(member).collect();
    production
}

/// One row for each: who, meal, wrap, next call, what an hour costs.
fn told(production: &Production, plan_of: &str, now: &str) -> String {
    let at: jiff::civil::DateTime = now.parse().expect("date and time");
    let now = moment(&production.zone, at.date(), at.time());
    let wall = |at: Option<Moment>| match at {
        Some(at) => model::plan::wall(&production.zone, at).strftime("%d %H:%M").to_string(),
        None => "-".to_owned(),
    };
    let name = |who: Who| match who {
        Who::Crew(id) => production.position_of(id).expect("a position").position.clone(),
        Who::Person(id) => production.person(id).expect("a person").name.clone(),
        _ => "crew".to_owned(),
    };
    let row = |one: Deadline| {
        let gone = one.gone.map_or(String::new(), |at| format!(" gone {}", wall(Some(at))));
        let (meal, wrap, call) = (wall(one.meal), wall(one.wrap), wall(one.next_call));
        format!("{} ({}){gone}: meal {meal}, wrap {wrap}, call {call}, hour {}", name(one.who), one.heads, one.hour)
    };
    let rows: Vec<String> = deadlines(production, &plan(production, plan_of), now).into_iter().map(row).collect();
    rows.join("\n")
}

#[track_caller]
fn check(production: &Production, plan: &str, now: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(told(production, plan, now), expected.join("\n"), "{now}");
}

const TWO_DAYS: &str = "2027-03-01 07:00-19:00; meal 13:00-13:30
    2027-03-02 07:00-19:00; meal 13:00-13:30";

#[test]
fn every_position_is_told_with_all_its_heads() {
    // California's wage order: eight hours straight, to twelve at one and a half, then double; a meal within six hours, or an hour of
    // pay. It has no rest and no longest day for a crew.
    let crew = production(&[("key grip", 1, "nonunion.crew", 50), ("grips", 6, "nonunion.crew", 40)]);
    // 14:30 less the half hour of the meal is the seventh hour, and the eighth is straight: 50, and 6 x 40.
    check(
        &crew,
        TWO_DAYS,
        "2027-03-01T14:30",
        "key grip (1): meal 01 19:30, wrap -, call -, hour 50
         grips (6): meal 01 19:30, wrap -, call -, hour 240",
    );
    // The ninth hour at one and a half: 75, and 6 x 40 x 1.5.
    check(
        &crew,
        TWO_DAYS,
        "2027-03-01T15:30",
        "key grip (1): meal 01 19:30, wrap -, call -, hour 75
         grips (6): meal 01 19:30, wrap -, call -, hour 360",
    );
    // Half an hour past the wrap, after twelve hours: double, and the second meal missed: 2 x 50 + 50, 6 x (2 x 40 + 40).
    check(
        &crew,
        TWO_DAYS,
        "2027-03-01T19:30",
        "key grip (1): meal 01 19:30, wrap -, call -, hour 150
         grips (6): meal 01 19:30, wrap -, call -, hour 720",
    );
    // Before the meal that is planned for 13:00 the hour is the first: straight.
    check(
        &crew,
        TWO_DAYS,
        "2027-03-01T08:00",
        "key grip (1): meal 01 13:00, wrap -, call -, hour 50
         grips (6): meal 01 13:00, wrap -, call -, hour 240",
    );
}

#[test]
fn terms_stand_beside_each_other_and_who_has_none_has_the_house_rules() {
    // IATSE rests ten hours; the wage order none; who has no class has the house's rest, meals and overtime.
    let crew = production(&[
        ("grips", 6, "iatse.hourly.daily", 40),
        ("assistants", 2, "nonunion.crew", 20),
        ("runner", 1, "", 15),
    ]);
    check(
        &crew,
        TWO_DAYS,
        "2027-03-01T15:30",
        "grips (6): meal 01 19:30, wrap 01 21:00, call 02 01:30, hour 360
         assistants (2): meal 01 19:30, wrap -, call -, hour 60
         runner (1): meal 01 19:30, wrap 01 21:00, call 02 01:30, hour 15",
    );
}

#[test]
fn the_limit_is_that_of_the_rest_that_follows_and_no_far_off_one() {
    let crew = production(&[("grips", 6, "iatse.hourly.daily", 40)]);
    // No later call: nothing limits the wrap. A call on the next date comes ten hours after now.
    check(
        &crew,
        "2027-03-01 07:00-17:00; meal 12:00-12:30",
        "2027-03-01T15:30",
        "grips (6): meal 01 18:30, wrap -, call 02 01:30, hour 360",
    );
    // A Friday, five days worked: 54 hours before Monday's call at six are Saturday 00:00; and after a wrap at half past three the
    // next call may come on Sunday 21:30.
    let week: Vec<String> = (1..=5).map(|day| format!("2027-03-0{day} 07:00-15:30; meal 12:00-12:30")).collect();
    check(
        &crew,
        &format!("{}\n2027-03-08 06:00-15:00", week.join("\n")),
        "2027-03-05T15:30",
        "grips (6): meal 05 18:30, wrap 06 00:00, call 07 21:30, hour 360",
    );
    // A day off between, which no row makes a weekend: the ten hours end on Wednesday at one, long before Thursday's call. The
    // next half hour still lies in the eight of the day's call, the one after it is the ninth: 6 x 40 x 1.5 / 2.
    check(
        &crew,
        "2027-03-02 07:00-15:30; meal 12:00-12:30\n2027-03-04 07:00-15:30",
        "2027-03-02T15:00",
        "grips (6): meal 02 18:30, wrap -, call 03 01:00, hour 180",
    );
}

#[test]
fn a_sixth_day_and_a_holiday_cost_what_they_pay() {
    let mut crew = production(&[("grips", 6, "iatse.hourly.daily", 40)]);
    // Five days of eight hours, and a sixth: its hours are at one and a half from the first on; beyond the eight of the call that
    // is guaranteed, the ninth costs 6 x 40 x 1.5 on any day.
    let days = |last: u32| -> String {
        let day = |day| format!("2027-03-0{day} 07:00-15:30; meal 12:00-12:30");
        (1..=last).map(day).collect::<Vec<_>>().join("\n")
    };
    let hour = |production: &Production, last| {
        let now = format!("2027-03-0{last}T15:30");
        told(production, &days(last), &now).rsplit_once(' ').map(|(_, hour)| hour.to_owned()).expect("an hour")
    };
    assert_eq!(hour(&crew, 5), "360");
    assert_eq!(hour(&crew, 6), "360");
    // The seventh pays double: 6 x 40 x 2; a holiday too.
    assert_eq!(hour(&crew, 7), "480");
    let date = jiff::civil::date(2027, 3, 3);
    crew.calendar.off.push(DateRange { from: date, to: date, why: "Founders' day".to_owned() });
    assert_eq!(hour(&crew, 3), "480");
}

#[test]
fn who_has_gone_home_is_told_as_gone() {
    let mut production = production(&[("grips", 6, "nonunion.crew", 40)]);
    production.packs.clear();
    production.crew.clear();
    let plan = "2027-03-01 07:00-19:00; meal 13:00-13:30; MAYA 07:00-14:00 camera 200; KANE 07:00-19:00 camera 200; JUNO 16:00-18:00 camera 30
        2027-03-02 09:00-19:00; MAYA 09:00-14:00 camera 200";
    // House rules: rest of the crew ten hours, of the cast twelve; meals every six hours; fourteen hours at most. JUNO is not called yet.
    let book = &production.rulebook;
    assert_eq!((book.rest.crew, book.rest.cast, book.meals.within), (Minutes(600), Minutes(720), Minutes(360)));
    let told = |now: &str| told(&production, plan, now);
    let rows =
        |now: &str| told(now).lines().map(|row| row.split(',').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
    assert_eq!(
        rows("2027-03-01T13:45"),
        ["crew (50): meal 01 19:30", "MAYA (1): meal 01 19:30", "KANE (1): meal 01 19:30"]
    );
    let at_three = told("2027-03-01T15:00");
    assert!(at_three.contains("MAYA (1) gone 01 14:00: meal -, wrap -, call 02 02:00, hour 0"), "{at_three}");
    // The day runs over: who was there until the wrap is still there.
    let late = rows("2027-03-01T19:15");
    assert!(late.iter().any(|row| row == "KANE (1): meal 01 19:30"), "{late:?}");
}

#[test]
fn a_minor_may_stay_longer_before_a_day_without_school() {
    let mut production = production(&[]);
    production.ground.kind = "theatrical".to_owned();
    for member in production.cast.iter_mut().filter(|member| member.name == "JUNO") {
        member.contract.class = "principal.day".to_owned();
    }
    // JUNO is eleven: nine hours on site besides half an hour of meal. Until 22:00 before a day of school, else until 00:30.
    let day = |date: &str| format!("{date} 14:00-23:00; meal 18:00-18:30; JUNO 15:30-21:00 camera 60");
    let wrap = |date: &str| {
        let told = told(&production, &day(date), &format!("{date}T19:00"));
        told.lines().find(|row| row.starts_with("JUNO")).expect("JUNO").split(", ").nth(1).expect("a wrap").to_owned()
    };
    assert_eq!(wrap("2027-03-04"), "wrap 04 22:00", "a Thursday");
    assert_eq!(wrap("2027-03-05"), "wrap 06 00:30", "a Friday");
    production.calendar.school_holidays.push(DateRange {
        from: jiff::civil::date(2027, 3, 5),
        to: jiff::civil::date(2027, 3, 5),
        why: String::new(),
    });
    let wrap = told(&production, &day("2027-03-04"), "2027-03-04T19:00");
    assert!(wrap.contains("wrap 05 00:30"), "no school on the Friday: {wrap}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// A wrap at the limit breaks no rest and no longest day, a minute later does; and an hour more never pays less.
    #[test]
    fn the_judge_agrees_with_the_limit(
        class in prop::sample::select(&["iatse.hourly.daily", "teamsters.driver.daily", "dga.1st_ad", "nonunion.crew", "iatse.l600.operator"][..]),
        call in 300_i64..660, next in 300_i64..660, asked in 60_i64..660, off in 1_i64..4,
    ) {
        let production = production(&[("grips", 3, class, 41)]);
        let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let plan_of = |wrap: i64| format!(
            "2027-03-01 {}-{}; meal {}-{}\n2027-03-0{} {}-{}",
            clock(call), clock(wrap), clock(call + 330), clock(call + 360), 1 + off, clock(next), clock(next + 480),
        );
        let planned = plan(&production, &plan_of(call + 660));
        let now = planned.days[0].call.after(Minutes(asked));
        let told = &deadlines(&production, &planned, now)[0];
        prop_assert!(told.hour >= Cents::ZERO, "{:?}", told);
        let broken = |wrap: i64| {
            let mut plan = plan(&production, &plan_of(wrap));
            for day in &mut plan.days {
                day.camera_wrap = day.wrap;
            }
            let verdict = crate::judge(&production, &plan);
            let late = |code: &str| ["rest", "day-length"].iter().any(|word| code.contains(word));
            verdict.findings.iter().filter(|one| late(one.code.as_str()) && one.who == Who::Unit(production.units[0].id)).count()
        };
        let packs = |wrap: i64| broken(wrap) - broken_by_house(&production, &plan_of(wrap));
        if let Some(wrap) = told.wrap {
            let wrap = wrap.since(planned.days[0].call).0 + call;
            prop_assert_eq!((packs(wrap), packs(wrap + 1)), (0, 1), "{:?}", told);
        } else {
            prop_assert_eq!(packs(call + 1_439), 0, "{:?}", told);
        }
    }
}

/// Findings of the house's own rules about the crew, which hold beside those of packs.
fn broken_by_house(production: &Production, plan_of: &str) -> usize {
    let alone = Production { packs: Vec::new(), crew: Vec::new(), ..production.clone() };
    let mut plan = plan(&alone, plan_of);
    for day in &mut plan.days {
        day.camera_wrap = day.wrap;
    }
    let late = |code: &str| ["rest", "day-length"].iter().any(|word| code.contains(word));
    let unit = Who::Unit(alone.units[0].id);
    crate::judge(&alone, &plan).findings.iter().filter(|one| late(one.code.as_str()) && one.who == unit).count()
}

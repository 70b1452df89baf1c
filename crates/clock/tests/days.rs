//! Days on the clock as texts: a board in, one line for each day out.

use clock::lay;
use model::board::{DayKind, Item, Shift};
use model::measure::Minutes;
use model::plan::{Happening, PlanDay, wall};
use model::production::Production;
use model::sample::boarded;

/// Lays the active board and compares its days with a text: one day on a line, lit or unlit, with its people behind.
fn check(production: &Production, expected: &str) {
    let board = production.active_board().expect("the sample has a board");
    let plan = lay(production, board);
    let shown: Vec<String> = plan.days.iter().map(|day| line(production, day)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown.join("\n"), expected.join("\n"), "\n{}\n", shown.join("\n"));
}

/// `call 07:00 | 07:00-08:10 1 | 08:10-08:25 re-light | wrap 08:55`; `off 20` is shooting time in the wrong light.
fn line(production: &Production, day: &PlanDay) -> String {
    let at = |moment| wall(&day.zone, moment).strftime("%H:%M").to_string();
    let entry = |entry: &model::plan::Entry| {
        let what = match &entry.what {
            Happening::Strip { strip, off_light, .. } => {
                let label = production.strip(*strip).map_or(String::new(), |strip| production.strip_label(strip));
                if off_light.0 > 0 { format!("{label} off {}", off_light.0) } else { label }
            }
            Happening::Move { how, .. } => how.word().to_owned(),
            Happening::Meal { nth } => format!("meal {nth}"),
            Happening::Banner { text } => format!("\"{text}\""),
            Happening::Wait => "wait".to_owned(),
        };
        format!("{}-{} {what}", at(entry.start), at(entry.end))
    };
    let entries: String = day.entries.iter().map(|one| format!("{} | ", entry(one))).collect();
    format!("call {} | {entries}wrap {}", at(day.call), at(day.wrap))
}

/// The people of the first day: `MAYA 06:15 07:00-12:40 12:55`, report, on set, done, dismissed.
fn check_people(production: &Production, expected: &str) {
    let plan = lay(production, production.active_board().expect("the sample has a board"));
    let day = &plan.days[0];
    let at = |moment| wall(&day.zone, moment).strftime("%H:%M").to_string();
    let hours = |one: &model::plan::PersonDay| {
        let name = production.person(one.person).map_or("", |person| &person.name);
        let (report, on_set, done, out) = (at(one.report), at(one.on_set), at(one.done), at(one.dismissed));
        format!("{name} {report} {on_set}-{done} {out} meals {} camera {}", one.meals.0, one.on_camera.0)
    };
    let shown: Vec<String> = day.people.iter().map(hours).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown.join("\n"), expected.join("\n"), "\n{}\n", shown.join("\n"));
}

#[test]
fn a_meal_interrupts_a_strip_where_the_boundary_before_would_cost_a_second_meal() {
    check(&boarded(&[(Shift::Day, &["1", "5", "9", "2"])]), "
        call 07:00 | 07:00-09:30 1 | 09:30-09:45 re-light | 09:45-11:40 5 | 11:40-11:55 re-light | 11:55-13:00 9 | 13:00-13:30 meal 1 | 13:30-14:55 9 | 14:55-15:10 re-light | 15:10-19:30 2 | wrap 20:00
        ");
}

#[test]
fn the_same_set_in_the_same_light_takes_half_the_lead() {
    check(
        &boarded(&[(Shift::Day, &["1", "9"]), (Shift::Day, &["9", "1"])]),
        "
        call 07:00 | 07:00-09:30 1 | 09:30-11:45 9 | wrap 12:15
        call 07:00 | 07:00-09:30 9 | 09:30-11:50 1 | wrap 12:20
        ",
    );
}

#[test]
fn a_meal_stands_at_the_last_boundary_before_it_falls_due() {
    check(
        &boarded(&[(Shift::Day, &["1", "5", "12"])]),
        "call 07:00 | 07:00-09:30 1 | 09:30-09:45 re-light | 09:45-11:40 5 | 11:40-11:55 re-light | 11:55-12:25 meal 1 | 12:25-17:00 12 | wrap 17:30",
    );
}

#[test]
fn a_call_slides_towards_dusk_and_the_company_eats_and_waits() {
    check(
        &boarded(&[(Shift::Day, &["10", "8"])]),
        "call 09:00 | 09:00-12:05 10 | 12:05-13:20 truck move | 13:20-13:50 meal 1 | 13:50-16:30 wait | 16:30-18:25 8 | wrap 18:55",
    );
}

#[test]
fn a_second_meal_is_laid_when_it_falls_due_before_wrap() {
    check(
        &boarded(&[(Shift::Day, &["2", "6", "12"])]),
        "call 07:00 | 07:00-11:20 2 | 11:20-11:50 meal 1 | 11:50-15:05 6 | 15:05-15:20 re-light | 15:20-15:50 meal 2 | 15:50-20:25 12 | wrap 20:55",
    );
}

#[test]
fn a_set_that_can_stand_nowhere_is_shot_without_a_move() {
    let mut production = boarded(&[(Shift::Day, &["3", "1"])]);
    production.sets[2].at.clear();
    check(&production, "call 07:00 | 07:00-10:50 3 | 10:50-11:20 meal 1 | 11:20-13:50 1 | wrap 14:20");
}

#[test]
fn a_night_begins_when_it_is_dark() {
    check(
        &boarded(&[(Shift::Night, &["7", "11"])]),
        "
        call 17:40 | 17:40-22:25 7 | 22:25-22:55 stage change | 22:55-23:25 meal 1 | 23:25-01:00 11 | wrap 01:30
        ",
    );
}

#[test]
fn a_night_scene_by_day_is_shot_in_the_wrong_light() {
    check(
        &boarded(&[(Shift::Day, &["7"])]),
        "
        call 07:00 | 07:00-11:45 7 off 250 | wrap 12:15
        ",
    );
}

#[test]
fn daylight_after_sunset_is_laid_and_missed() {
    check(
        &boarded(&[(Shift::Night, &["7", "3"])]),
        "
        call 17:40 | 17:40-22:25 7 | 22:25-22:40 re-light | 22:40-23:10 meal 1 | 23:10-03:00 3 off 195 | wrap 03:30
        ",
    );
}

#[test]
fn an_entered_call_stands_even_when_the_company_waits() {
    let mut production = boarded(&[(Shift::Night, &["7"])]);
    production.boards[0].days[0].call = Some(jiff::civil::time(16, 0, 0, 0));
    check(
        &production,
        "
        call 16:00 | 16:00-17:40 wait | 17:40-22:00 7 | 22:00-22:30 meal 1 | 22:30-22:55 7 | wrap 23:25
        ",
    );
}

#[test]
fn a_scene_longer_than_the_meal_window_is_interrupted() {
    let mut production = boarded(&[(Shift::Day, &["12", "1"])]);
    let long = Minutes(480);
    production.scenes[11].minutes = Some(model::production::TimeSpan { low: long, likely: long, high: long });
    check(
        &production,
        "
        call 07:00 | 07:00-13:00 12 | 13:00-13:30 meal 1 | 13:30-15:30 12 | 15:30-17:50 1 | wrap 18:20
        ",
    );
    let plan = lay(&production, &production.boards[0]);
    let setups = |day: &PlanDay| {
        let of = |entry: &model::plan::Entry| match entry.what {
            Happening::Strip { setups, .. } => Some(setups),
            _ => None,
        };
        day.entries.iter().filter_map(of).collect::<Vec<_>>()
    };
    assert_eq!(plan.days[0].strips().count(), 2, "an interrupted strip is one strip");
    assert_eq!(setups(&plan.days[0]), [9, 3, 7]);
}

#[test]
fn banners_take_time_and_days_without_camera_have_the_planned_length() {
    let mut production = boarded(&[(Shift::Day, &["1"]), (Shift::Day, &[]), (Shift::Day, &[]), (Shift::Day, &[])]);
    let banner = |text: &str, minutes| Item::Banner { id: 0, text: text.to_owned(), minutes: Minutes(minutes) };
    let days = &mut production.boards[0].days;
    days[0].items.insert(0, banner("safety talk", 20));
    days[1].kind = DayKind::PreLight;
    days[2].kind = DayKind::Travel;
    days[2].items.push(banner("drive to the coast", 90));
    days[3].kind = DayKind::Holiday;
    days[3].items.push(banner("spring holiday", 0));
    check(
        &production,
        r#"
        call 07:00 | 07:00-07:20 "safety talk" | 07:20-09:50 1 | wrap 10:20
        call 07:00 | 13:00-13:30 meal 1 | wrap 17:30
        call 07:00 | 07:00-08:30 "drive to the coast" | 13:00-13:30 meal 1 | wrap 17:30
        call 07:00 | wrap 07:00
        "#,
    );
}

#[test]
fn the_night_of_the_spring_change_is_an_hour_shorter_on_the_clock() {
    // Los Angeles sets its clocks forward on Sunday 2027-03-14 at 02:00.
    let mut production = boarded(&[(Shift::Night, &["2", "6", "11"])]);
    production.boards[0].days[0].date = Some(jiff::civil::date(2027, 3, 13));
    check(
        &production,
        "
        call 16:30 | 16:30-20:50 2 | 20:50-21:20 meal 1 | 21:20-00:35 6 | 00:35-03:00 11 | wrap 03:30
        ",
    );
    let spring = lay(&production, &production.boards[0]);
    production.boards[0].days[0].date = Some(jiff::civil::date(2027, 3, 12));
    let before = lay(&production, &production.boards[0]);
    let elapsed = |plan: &model::plan::Plan| plan.days[0].wrap.since(plan.days[0].call);
    assert_eq!(elapsed(&spring), elapsed(&before), "real time is the same, whatever the wall shows");
}

#[test]
fn people_come_for_make_up_and_leave_without_it() {
    check_people(
        &boarded(&[(Shift::Day, &["1", "5", "9", "2"])]),
        "
        MAYA 06:15 07:00-19:30 19:45 meals 30 camera 410
        KANE 06:15 07:00-19:30 19:45 meals 30 camera 525
        JUNO 11:10 11:55-14:55 15:10 meals 30 camera 150
        DOC 11:10 11:55-14:55 15:10 meals 30 camera 150
        ROOK 09:00 09:45-11:40 11:55 meals 0 camera 115
        ",
    );
}

#[test]
fn a_voice_alone_calls_nobody() {
    let mut production = boarded(&[(Shift::Day, &["1"])]);
    production.scenes[0].cast[1].voice_only = true;
    check_people(
        &production,
        "
        MAYA 06:15 07:00-09:30 09:45 meals 0 camera 150
        ",
    );
}

#[test]
fn sets_are_built_on_working_days_and_held_between() {
    let production = boarded(&[(Shift::Day, &["1"]), (Shift::Day, &["2"]), (Shift::Day, &["5", "9"])]);
    let plan = lay(&production, &production.boards[0]);
    let stand = |stand: &model::plan::Stand| {
        let name = production.set(stand.set).map_or("", |set| &set.name);
        let (from, prelight, first) = (stand.from, stand.prelight, stand.first);
        format!("{name} {from} {prelight} {first} .. {} {} held {}", stand.last, stand.to, stand.held)
    };
    let shown: Vec<String> = plan.stands.iter().map(stand).collect();
    assert_eq!(
        shown,
        [
            "OFFICE 2027-02-23 2027-02-26 2027-03-01 .. 2027-03-03 2027-03-04 held 1",
            "ALLEY 2027-02-22 2027-03-01 2027-03-02 .. 2027-03-02 2027-03-03 held 0",
        ]
    );
}

#[test]
fn a_scene_longer_than_dusk_begins_in_the_low_sun_and_a_dawn_brings_the_call_forward() {
    let mut production = boarded(&[(Shift::Split, &["8"]), (Shift::Day, &["8"]), (Shift::Day, &["7"])]);
    let minutes = |likely| Some(model::production::TimeSpan { low: Minutes(1), likely, high: likely });
    production.scenes[7].minutes = minutes(Minutes(170));
    production.scenes[6].time = model::breakdown::StoryTime::Dawn;
    production.scenes[6].minutes = minutes(Minutes(100));
    check(
        &production,
        "
        call 13:30 | 13:30-15:00 wait | 15:00-17:50 8 | wrap 18:20
        call 07:00 | 07:00-09:50 8 off 135 | wrap 10:20
        call 05:05 | 05:05-06:45 7 | wrap 07:15
        ",
    );
}

#[test]
fn a_dawn_before_the_earliest_call_is_met_as_early_as_may_be() {
    let mut production = boarded(&[(Shift::Day, &["7"])]);
    production.boards[0].days[0].date = Some(jiff::civil::date(2027, 6, 21));
    production.scenes[6].time = model::breakdown::StoryTime::Dawn;
    let likely = Minutes(100);
    production.scenes[6].minutes = Some(model::production::TimeSpan { low: likely, likely, high: likely });
    check(&production, "call 04:30 | 04:30-06:10 7 | wrap 06:40");
}

#[test]
fn nobody_waits_for_the_light_of_an_omitted_scene() {
    let mut production = boarded(&[(Shift::Split, &["1", "8"])]);
    production.scenes[7].omitted = true;
    check(&production, "call 11:00 | 11:00-13:30 1 | 13:30-14:45 truck move | 14:45-14:45 8 | wrap 15:15");
}

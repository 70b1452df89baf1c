//! A bad morning: what is lost, what is planned again, whom to call; and every way to say it wrong.

use serde_json::Value;

use crate::bench::Bench;

/// A plan of three days, published.
pub(crate) fn planned() -> Bench {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 200 --out p");
    bench.ok("board publish p/alley.backlot");
    bench
}

/// The shooting day of a strip, as the board has it; 0 for the boneyard.
pub(crate) fn day_of(bench: &Bench, strip: &str) -> u32 {
    let text = bench.ok("board show p/alley.backlot --text");
    let mut day = 0;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("day ") {
            day = rest.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        } else if line.starts_with("boneyard") {
            day = 0;
        } else if line.split_whitespace().next() == Some(strip) {
            return day;
        }
    }
    panic!("no strip {strip} in {text}")
}

#[test]
fn what_is_lost_is_an_edit_that_can_be_taken_back() {
    let bench = planned();
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 2 --ill MAYA=2 --rain --iterations 50");
    assert!(said.contains("MAYA Tue 2027-03-02 to Wed 2027-03-03: ill"), "{said}");
    assert!(said.contains("nothing outside can be shot on Tue 2027-03-02: rain"), "{said}");
    let says = "planned again from day 2 as board Plan 2: MAYA ill 2027-03-02..2027-03-03; rain 2027-03-02";
    let log = bench.ok("log p/alley.backlot");
    assert!(log.lines().next().is_some_and(|line| line.ends_with(says)), "{log}");
    // The board, the rain, the absence and what was told come off at once.
    let undone = bench.ok("undo p/alley.backlot");
    let now = "now: production: active board Plan (was board Plan 2); board Plan 2 is gone again; ";
    assert!(undone.starts_with(&format!("taken back: {says}\n{now}")), "{undone}");
    assert!(!bench.ok("board list p/alley.backlot").contains("Plan 2"));
    let checked = bench.judged("check p/alley.backlot").0;
    assert!(!checked.contains("not-available") && !checked.contains("weather"), "{checked}");
}

#[test]
fn a_strip_that_was_not_finished_is_planned_again_and_the_past_stays() {
    let bench = planned();
    let strip = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 1).unwrap();
    let later = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 3).unwrap();
    bench.wrong(
        &format!("solve p/alley.backlot --from-day 2 --unfinished {later}"),
        &format!("strip {later} stands on"),
        "before Tue 2027-03-02",
    );
    let (said, _) = bench.judged(&format!("solve p/alley.backlot --from-day 2 --unfinished {strip} --iterations 200"));
    assert!(said.contains(&format!("strip {strip} was not finished and is planned again")), "{said}");
    assert_ne!(day_of(&bench, strip), 1);
    let board = bench.ok("board show p/alley.backlot --text");
    assert!(board.contains(&format!("{strip} not finished")), "{board}");
    // The board before still tells what was planned.
    assert!(!bench.ok("board show p/alley.backlot --board Plan --text").contains("not finished"));
}

#[test]
fn what_was_shot_is_neither_moved_nor_asked_about() {
    let bench = planned();
    let shot = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 1).unwrap();
    let later = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 3).unwrap();
    bench.ok(&format!("board move p/alley.backlot {later} --day 1"));
    bench.ok("undo p/alley.backlot");
    bench.ok(&format!("pin p/alley.backlot {shot}"));
    bench.judged("solve p/alley.backlot --from-day 2 --rain --iterations 0");
    let day = "day 1, Mon 2027-03-01, which is shot: the shoot was planned again from Tue 2027-03-02 on";
    for line in ["board move p/alley.backlot {} --day 1", "board why p/alley.backlot {} --day 1"] {
        bench.wrong(&line.replace("{}", later), day, "name a day from then on");
    }
    bench.wrong("board day p/alley.backlot 1 --shift night", day, "name a day from then on");
    bench.wrong(&format!("pin p/alley.backlot {later} --day 1"), day, "name a day from then on");
    bench.wrong(
        &format!("pin p/alley.backlot {shot} --day 3"),
        &format!("strip {shot} stands on {day}"),
        "--unfinished",
    );
    for line in [
        "board move p/alley.backlot {} --day 3",
        "board move p/alley.backlot {} --boneyard",
        "board why p/alley.backlot {}",
    ] {
        bench.wrong(&line.replace("{}", shot), &format!("strip {shot} stands on {day}"), "--unfinished");
    }
    let (why, _) = bench.judged(&format!("board why p/alley.backlot {later}"));
    assert!(!why.contains("day 1 Mon"), "{why}");
    let said = bench.ok("unavailable p/alley.backlot MAYA 2027-03-02..2027-03-05");
    assert!(said.contains("plan again with 'backlot solve --from-day 2'"), "{said}");
}

#[test]
fn a_re_plan_before_the_first_day_shoots_nothing() {
    let bench = planned();
    bench.judged("solve p/alley.backlot --from-day 1 --rain --iterations 0");
    bench.ok("set p/alley.backlot production start=2027-02-22");
}

#[test]
fn no_way_of_changing_a_board_changes_what_was_shot() {
    let bench = planned();
    let shot = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 1).unwrap();
    bench.ok("board copy p/alley.backlot Empty");
    bench.judged(&format!("board move p/alley.backlot {shot} --boneyard --board Empty"));
    bench.judged("solve p/alley.backlot --from-day 2 --rain --iterations 0");
    let log = bench.ok("log p/alley.backlot");
    let day = "day 1, Mon 2027-03-01, which is shot: the shoot was planned again from Tue 2027-03-02 on";
    // A board that is planned anew asks from which day on; more may be shot by now.
    for board in ["", " --board Plan", " --board New --days 4"] {
        let line = format!("solve p/alley.backlot{board} --iterations 0");
        bench.wrong(&line, day, "'backlot solve p/alley.backlot --from-day 2' plans what is left");
    }
    bench.wrong("solve p/alley.backlot --allow overtime --iterations 0", day, "--from-day 2");
    bench.wrong(
        "solve p/alley.backlot --board Empty --from-day 3 --iterations 0",
        "on board Empty it is not as it was shot",
        "'backlot board copy'",
    );
    // A board that is read.
    let text = bench.ok("board show p/alley.backlot --text");
    let row = text.lines().find(|line| line.split_whitespace().next() == Some(shot)).unwrap();
    let cut = text.replace(&format!("{row}\n"), "").replace("boneyard\n", &format!("boneyard\n{row}\n"));
    bench.write("cut.txt", cut.as_bytes());
    let stands = format!("strip {shot} stands on {day}");
    bench.wrong("board read p/alley.backlot cut.txt", &stands, "--unfinished");
    bench.write("cut.txt", cut.replace("board \"Plan 2\"", "board \"Other\"").as_bytes());
    bench.wrong(
        "board read p/alley.backlot cut.txt",
        &format!("on board Other it is not as it was shot: {stands}"),
        "",
    );
    bench.write("same.txt", text.replace("board \"Plan 2\"", "board \"Other\"").as_bytes());
    bench.ok("board read p/alley.backlot same.txt");
    bench.ok("undo p/alley.backlot");
    // One that had another past, and dates that move.
    bench.wrong("board activate p/alley.backlot Empty", "on board Empty it is not as it was shot", "'backlot undo'");
    bench.wrong("set p/alley.backlot production start=2027-03-08", day, "");
    bench.ok("board activate p/alley.backlot Plan");
    bench.ok("undo p/alley.backlot");
    assert!(bench.ok("log p/alley.backlot").ends_with(&log));
    // A re-plan says anew what is shot, also when it says the same, and its undo takes that back.
    let again = format!("solve p/alley.backlot --from-day 2 --rain --unfinished {shot} --iterations 0");
    bench.judged(&again);
    bench.ok("undo p/alley.backlot");
    let said = bench.judged("solve p/alley.backlot --from-day 1 --iterations 0").0;
    assert!(said.contains("what is dated Mon 2027-03-01 and later is not shot after all; Tue 2027-03-02"), "{said}");
    bench.judged(&format!("board move p/alley.backlot {shot} --day 3"));
}

#[test]
fn what_was_undone_is_made_again_until_something_new_is_made() {
    let bench = planned();
    let bytes = |bench: &Bench| bench.ok("board show p/alley.backlot --json") + &bench.ok("board list p/alley.backlot");
    bench.wrong("redo p/alley.backlot", "tester has undone nothing that is still undone", "--author");
    bench.judged("solve p/alley.backlot --from-day 2 --ill MAYA=2 --rain --iterations 50");
    let after = bytes(&bench);
    bench.ok("undo p/alley.backlot");
    let says = "planned again from day 2 as board Plan 2: MAYA ill 2027-03-02..2027-03-03; rain 2027-03-02";
    assert_eq!(bench.ok("redo p/alley.backlot"), format!("made again: {says}\n"));
    assert_eq!(bytes(&bench), after);
    // The log tells each in one line, by the words of the re-plan.
    let log = bench.ok("log p/alley.backlot");
    let told: Vec<&str> = log.lines().take(2).map(|line| line.split_once("tester").unwrap().1.trim()).collect();
    assert_eq!(told, [format!("redo of 3: {says}"), format!("undo of 3: taken back: {says}")]);
    assert!(bench.ok("log p/alley.backlot --since 4").contains("redo of 3: "));
    bench.ok("undo p/alley.backlot");
    bench.ok("pin p/alley.backlot 4");
    bench.wrong("redo p/alley.backlot", "cannot be made again: edit 7 of tester", "make it again by hand");
    bench.wrong("redo none.backlot", "there is no file", "");
}

#[test]
fn calls_are_told_with_their_dates_and_counted_against_the_issue() {
    let bench = planned();
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 2 --ill MAYA=1 --days 4 --iterations 200 --json");
    let said: Value = serde_json::from_str(&said).unwrap();
    let replan = &said["replan"];
    assert_eq!(replan["issue"], 1);
    let calls = replan["calls"].as_array().unwrap();
    let dates: Vec<&str> = calls.iter().map(|call| call["date"].as_str().unwrap()).collect();
    assert!(dates.is_sorted() && dates.iter().all(|date| *date >= "2027-03-02"), "{dates:?}");
    let new = |call: &&Value| call["what"] == "cast" && call["change"] == "new";
    assert_eq!(replan["new_calls"].as_u64().unwrap(), calls.iter().filter(new).count() as u64);
    // MAYA was called on the second day, or nothing was lost.
    let gone = |call: &&Value| call["name"] == "MAYA" && call["date"] == "2027-03-02";
    assert!(calls.iter().filter(gone).all(|call| call["change"] == "cancelled"));
}

/// What a re-plan says that puts scene 1, of the first day, on the third, with what is written beside the script.
fn again(beside: &str) -> String {
    let bench = Bench::new();
    bench.write("with.toml", beside.as_bytes());
    bench.ok("plan alley.fountain --with with.toml --start 2027-03-01 --days 3 --iterations 200 --out p");
    assert_eq!((day_of(&bench, "1"), day_of(&bench, "3")), (1, 3));
    bench.ok("set p/alley.backlot production call-lead=0 hire-lead=0 location-lead=0");
    bench.judged("solve p/alley.backlot --from-day 3 --days 3 --unfinished 1 --iterations 200").0
}

#[test]
fn a_teacher_is_called_with_a_child_and_told_beside_the_new_calls() {
    let said = again("[[cast]]\ncharacter = \"MAYA\"\nborn = 2017-05-01\n");
    assert!(said.contains("\n1 new call of cast (and of 1 teacher, not counted) against the board before"), "{said}");
    let calls = said.split_once("  Wed 2027-03-03\n").expect(&said).1;
    assert!(calls.contains("    new call: MAYA ") && calls.contains("    new call: teacher of MAYA "), "{said}");
    assert!(!calls.contains("order: STUDIO TEACHER"), "{said}");
    // One whom a scene has without a minor of the cast is hired as others are.
    let said = again("[[element]]\nname = \"STUDIO TEACHER\"\nrate = 650\nscenes = [1]\n");
    assert!(said.contains("\n1 new call of cast against") && said.contains("    order: STUDIO TEACHER\n"), "{said}");
}

#[test]
fn a_lost_place_and_a_lost_set() {
    let bench = planned();
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 2 --lose 'set=rain alley=1' --iterations 50");
    assert!(said.contains("RAIN ALLEY on Tue 2027-03-02: lost"), "{said}");
    let sets = bench.ok("board show p/alley.backlot --text");
    let place = sets.lines().find_map(|line| line.split_once(" at ")).unwrap().1;
    let line = format!("solve p/alley.backlot --from-day 2 --lose 'place={place}' --iterations 50");
    let (said, _) = bench.judged(&line);
    assert!(said.contains(&format!("{place} from Tue 2027-03-02 on: lost until the end of the shoot")), "{said}");
}

#[test]
fn what_a_scene_needs_is_lost_for_a_day() {
    let bench = planned();
    let lost = day_of(&bench, "2");
    let line = format!("solve p/alley.backlot --from-day {lost} --lose 'equipment=crowd=1' --iterations 50");
    let (said, _) = bench.judged(&line);
    assert!(said.contains("CROWD on ") && said.contains(": lost"), "{said}");
    // The day that lost all that it had is one of those that remain: it, the day after it, and the one that was added.
    assert!(said.contains("(2 of 3 that remain, 66 %)"), "{said}");
    assert!(bench.ok("log p/alley.backlot").contains("as board Plan 2: CROWD lost 2027-03-"));
    assert_ne!(day_of(&bench, "2"), lost, "{said}");
    // On the board before it is missed, and on the new one it is not.
    let before = bench.judged("check p/alley.backlot --board Plan").0;
    assert!(before.contains("element-lost: day 2") && before.contains("scene 2 is shot on day 2"), "{before}");
    assert!(!bench.judged("check p/alley.backlot").0.contains("element-lost"));
}

#[test]
fn what_is_lost_for_good_leaves_its_scenes_in_the_boneyard_with_the_reason() {
    let bench = planned();
    let lost = day_of(&bench, "2");
    let line = format!("solve p/alley.backlot --from-day {lost} --lose element=CROWD --iterations 50");
    let (said, _) = bench.judged(&line);
    assert!(said.contains("lost until the end of the shoot"), "{said}");
    // No day more could hold it.
    assert!(!said.contains("added at the end"), "{said}");
    assert_eq!(day_of(&bench, "2"), 0, "{said}");
    assert!(
        said.contains(
            "no board that was seen breaks nothing; a short look with overtime found none either, which is no proof"
        ),
        "{said}"
    );
    let checked = bench.judged("check p/alley.backlot").0;
    assert!(checked.contains("scene 2 stands on no day") && checked.contains("CROWD cannot be had"), "{checked}");
}

#[test]
fn a_morning_that_only_overtime_saves_says_what_it_costs() {
    let bench = planned();
    let lost = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 2).unwrap();
    // One strip fits on the last day, two do not; whom and what it takes can come that morning.
    bench.ok("set p/alley.backlot production planned-day=2h first-day=1 call-lead=0 hire-lead=0 location-lead=0");
    let line = format!("solve p/alley.backlot --from-day 3 --unfinished {lost} --days 3 --iterations 200");
    let (said, _) = bench.judged(&line);
    let told = "after 'backlot undo p/alley.backlot', with '--allow overtime' there is one of 3 shooting days for ";
    let price = said.split_once(told).unwrap_or_else(|| panic!("{said}")).1;
    assert_eq!(day_of(&bench, lost), 0, "{said}");
    bench.ok("undo p/alley.backlot");
    let (said, _) = bench.judged(&format!("{line} --allow overtime"));
    assert_eq!(day_of(&bench, lost), 3, "{said}");
    assert!(said.contains(&format!("cost: {} = ", price.lines().next().unwrap())), "{said}");
    assert!(!said.contains("there is one of") && said.contains("days that take more than their fill: 3"), "{said}");
}

#[test]
fn a_day_more_is_told_where_it_is_cheaper() {
    let bench = planned();
    let lost = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 2).unwrap();
    // Both strips fit on the last day, with a move to a second place; a day of this crew costs less than that.
    let production = "planned-day=2h first-day=1 call-lead=0 hire-lead=0 location-lead=0 crew-day=10";
    bench.ok(&format!("set p/alley.backlot production {production}"));
    let line =
        format!("solve p/alley.backlot --from-day 3 --unfinished {lost} --allow overtime --change 0 --iterations 200");
    let said = bench.ok(&line);
    let told = "with a day more at the end it would cost USD 2,490 less, all that changes weighed, and 1 of 2 days would change: \
        '--days 4' after 'backlot undo p/alley.backlot'";
    assert!(said.contains(told) && said.contains("cost: USD 41,906 -> 44,406 "), "{said}");
    assert!(!said.contains("none was found that is better"), "{said}");
    bench.ok("undo p/alley.backlot");
    // Who gives the days is told of no other number.
    assert!(!bench.ok(&format!("{line} --days 3")).contains("a day more"));
    bench.ok("undo p/alley.backlot");
    let said = bench.ok(&format!("{line} --days 4"));
    assert!(said.contains("cost: USD 41,906 -> 41,916 "), "{said}");
}

#[test]
fn the_morning_after_the_last_day_plans_what_it_left() {
    let bench = planned();
    let lost = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 3).unwrap();
    bench.ok("set p/alley.backlot production call-lead=0 hire-lead=0 location-lead=0");
    bench.wrong("solve p/alley.backlot --from-day 5 --unfinished 4", "has no shooting day 5", "its days are 1 to 3");
    bench.wrong("solve p/alley.backlot --from-day 4 --days 3", "leaves no day to plan", "ask for 4 or more");
    let (said, _) = bench.judged(&format!("solve p/alley.backlot --from-day 4 --unfinished {lost} --iterations 50"));
    assert_eq!(day_of(&bench, lost), 4, "{said}");
    assert!(said.contains("1 day added at the end: a first board finds no room"), "{said}");
    assert!(said.contains("days that changed: 4 (1 of 1 that remain, 100 %)\ndays that did not: none\n"), "{said}");
    let board = bench.ok("board show p/alley.backlot --text");
    assert!(board.contains("day 4  Thu 2027-03-04"), "{board}");
    // Nothing is left of that morning, and the next one is asked about.
    bench.ok("undo p/alley.backlot");
    bench.judged("solve p/alley.backlot --from-day 4 --iterations 0");
    bench.wrong("solve p/alley.backlot --iterations 0", "is shot", "--from-day 4' plans what is left");
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 4 --iterations 0");
    assert!(said.contains("days that changed: none (0 of 0 that remain, 0 %)"), "{said}");
}

#[test]
fn days_are_counted_against_the_board_before_and_calls_against_the_issue() {
    let bench = planned();
    let lost = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 2).unwrap();
    bench.ok("set p/alley.backlot production call-lead=0 hire-lead=0 location-lead=0");
    bench.judged(&format!("solve p/alley.backlot --from-day 3 --unfinished {lost} --days 4 --iterations 200"));
    let again = "solve p/alley.backlot --from-day 3 --iterations 0 --change";
    let said: Value = serde_json::from_str(&bench.judged(&format!("{again} 5000 --json")).0).unwrap();
    let replan = &said["replan"];
    assert_eq!(replan["remaining"]["changed"], serde_json::json!([]), "{said}");
    assert!(replan["new_calls"].as_u64().unwrap() > 0, "{said}");
    // What a call weighs does not change how many are new.
    bench.ok("undo p/alley.backlot");
    let free: Value = serde_json::from_str(&bench.judged(&format!("{again} 0 --json")).0).unwrap();
    assert_eq!(free["replan"]["new_calls"], replan["new_calls"]);
    assert_eq!(free["replan"]["weight"], 0);
}

#[test]
fn a_re_plan_can_keep_the_fill() {
    let bench = planned();
    let lost = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 2).unwrap();
    // Either strip fits on the last day, both take more than its fill.
    bench.ok("set p/alley.backlot production fill=0.25 first-day=1 call-lead=0 hire-lead=0 location-lead=0");
    let line = format!("solve p/alley.backlot --from-day 3 --unfinished {lost} --days 3 --iterations 200");
    let (said, _) = bench.judged(&line);
    assert!(said.contains("days that take more than their fill: 3"), "{said}");
    assert_eq!(day_of(&bench, lost), 3, "{said}");
    bench.ok("undo p/alley.backlot");
    let (said, _) = bench.judged(&format!("{line} --keep-fill"));
    assert!(!said.contains("take more than their fill: 3"), "{said}");
    assert_eq!(day_of(&bench, lost), 0, "{said}");
    assert!(bench.ok("log p/alley.backlot").lines().next().unwrap().ends_with("not finished; days to their fill"));
    // It holds for a move by hand too, until the shoot is planned again without it.
    let (said, _) = bench.judged(&format!("board move p/alley.backlot {lost} --day 3"));
    assert!(said.contains("error day-fill"), "{said}");
    bench.judged("solve p/alley.backlot --from-day 3 --days 3 --iterations 50");
    let checked = bench.judged("check p/alley.backlot").0;
    assert!(!checked.contains("error   day-fill") && !checked.contains("error day-fill"), "{checked}");
    bench.wrong("solve p/alley.backlot --keep-fill", "--from-day", "--from-day");
}

#[test]
fn a_re_plan_is_taken_back_whole_or_not_at_all() {
    let bench = planned();
    bench.judged("solve p/alley.backlot --from-day 2 --ill MAYA=1 --rain --iterations 0");
    bench.ok("unavailable p/alley.backlot MAYA 2027-03-20 --author ana");
    let says = "('planned again from day 2 as board Plan 2: MAYA ill 2027-03-02; rain 2027-03-02') cannot be undone";
    bench.wrong("undo p/alley.backlot", says, "ask ana to undo edit 4 first");
    assert!(bench.ok("board list p/alley.backlot").contains("Plan 2"));
    bench.ok("undo p/alley.backlot --author ana");
    bench.ok("undo p/alley.backlot");
    assert!(!bench.ok("board list p/alley.backlot").contains("Plan 2"));
}

#[test]
fn what_is_lost_again_is_lost_once() {
    let bench = planned();
    let lose = |from: u32, what: &str| {
        let place = "Backlot: Market";
        bench.judged(&format!("solve p/alley.backlot --from-day {from} --lose 'place={place}{what}' --iterations 0")).0
    };
    assert!(lose(1, "=2").contains("Backlot: Market Mon 2027-03-01 to Tue 2027-03-02: lost\n"));
    assert!(lose(1, "=1").contains("Backlot: Market on Mon 2027-03-01: lost (known already)\n"));
    assert!(lose(2, "=2").contains("Backlot: Market Tue 2027-03-02 to Wed 2027-03-03: lost\n"));
    let lost = || {
        let json: Value = serde_json::from_str(&bench.ok("log p/alley.backlot --json")).unwrap();
        let text = json.as_array().unwrap().last().unwrap()["edit"].to_string();
        text.split_once("\"lost\":").map(|(_, rest)| rest.split_once(']').unwrap().0.to_owned())
    };
    assert_eq!(lost().as_deref(), Some("[{\"from\":\"2027-03-01\",\"to\":\"2027-03-03\",\"why\":\"lost\"}"));
    lose(3, "");
    let for_good = lost().unwrap();
    assert!(
        for_good.matches("from").count() == 1 && for_good.contains("lost until the end of the shoot"),
        "{for_good}"
    );
    assert!(for_good.contains("\"from\":\"2027-03-01\""), "{for_good}");
}

#[test]
fn days_in_the_open_say_whether_they_keep_a_cover() {
    let bench = planned();
    // The market is shot before the office, which could be shot instead while nothing has to be built there.
    let (market, office) = (day_of(&bench, "2"), day_of(&bench, "3"));
    assert!(1 < market && market < office);
    let line = format!("solve p/alley.backlot --from-day {market} --iterations 0");
    assert!(bench.ok(&line).contains("1 day in the open, each with a cover for bad weather"));
    bench.ok("undo p/alley.backlot");
    bench.ok("set p/alley.backlot set OFFICE build=1");
    let said = bench.judged(&line).0;
    assert!(said.contains(&format!("1 day in the open, without a cover for bad weather: {market} ")), "{said}");
    // With a price it is a wish that is left open.
    bench.ok("set p/alley.backlot production uncovered-day=10,800 swing=0");
    let priced = bench.ok("price p/alley.backlot");
    assert!(
        priced.lines().any(|line| line.starts_with("  uncovered-day ") && line.ends_with("10,800  1 open")),
        "{priced}"
    );
    let wishes = bench.ok("price p/alley.backlot --why wishes");
    assert!(wishes.contains("uncovered-day: the day in the open on ") && wishes.contains("never booked"), "{wishes}");
    let wrong = "set p/alley.backlot production uncovered-day=";
    bench.wrong(&format!("{wrong}much"), "uncovered-day cannot be 'much'", "2,500.50");
    bench.wrong(&format!("{wrong}-1"), "price of a wish -1", "between 0 and");
    // What lies behind is not asked about.
    let said = bench.judged(&format!("solve p/alley.backlot --from-day {office} --iterations 0")).0;
    assert!(!said.contains("in the open,"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_made_is_told_before_anything_is_written() {
    let bench = planned();
    let log = bench.ok("log p/alley.backlot");
    let line = "solve p/alley.backlot --from-day 2 --ill MAYA=1 --iterations 0 --out p/alley.backlot/papers";
    bench.wrong(line, "cannot write", "");
    assert_eq!(bench.ok("log p/alley.backlot"), log);
}

#[test]
fn wrong_mornings() {
    let bench = planned();
    let wrong = |flags: &str, message: &str, hint: &str| {
        bench.wrong(&format!("solve p/alley.backlot {flags} --iterations 0"), message, hint);
    };
    wrong("--ill MAYA=2", "--from-day", "--from-day");
    wrong("--from-day 9 --rain", "has no shooting day 9", "its days are 1 to 3");
    wrong("--from-day 2 --ill MAJA=2", "'MAJA'", "MAYA");
    wrong("--from-day 2 --ill ZEBRA=2", "there is no cast member 'ZEBRA'", "hint: known are MAYA, KANE\n");
    wrong("--from-day 2 --ill MAYA", "does not say for how long", "'MAYA=2'");
    wrong("--from-day 2 --ill MAYA=0", "'0' is no number of days", "from 1 to 366");
    wrong("--from-day 2 --ill MAYA=soon", "'soon' is no number of days", "from 1 to 366");
    wrong("--from-day 2 --rain=0", "'0' is no number of days", "from 1 to 366");
    wrong("--from-day 2 --lose alley", "does not say what it is", "stage=NAME");
    wrong("--from-day 2 --lose weather=X", "nothing of that kind", "stage=NAME");
    wrong("--from-day 2 --lose 'set=RAIN ALEY'", "'RAIN ALEY'", "RAIN ALLEY");
    wrong("--from-day 2 --lose 'stage=Stage 99'", "'Stage 99'", "");
    wrong("--from-day 2 --lose equipment=CRAWD", "'CRAWD'", "CROWD");
    wrong("--from-day 2 --unfinished 99", "'99'", "");
    wrong("--from-day 2 --allow overtime --ill MAYA=2 --lose set=X", "'X'", "");
    // Nothing of it was written.
    assert_eq!(bench.ok("log p/alley.backlot").lines().count(), 2);
}

#[test]
fn a_number_of_days_that_leaves_none_to_plan_is_refused_and_another_number_is_told() {
    let bench = planned();
    let log = bench.ok("log p/alley.backlot");
    bench.wrong(
        "solve p/alley.backlot --from-day 3 --days 2 --rain --unfinished 4",
        "'--days 2' leaves no day to plan: 2 days lie before day 3",
        "ask for 3 or more",
    );
    assert_eq!(bench.ok("log p/alley.backlot"), log);
    bench.wrong("solve p/alley.backlot --from-day 0", "'0' is no number of a shooting day", "write it as 8");
    // A pinned day stays, and its date moves when days before it go.
    bench.ok("pin p/alley.backlot 4 --day 3");
    let (said, _) = bench.judged("solve p/alley.backlot --days 1 --iterations 200");
    assert!(
        said.contains("strip 4 stays pinned to its day, which has another date: day 3, Wed 2027-03-03 -> "),
        "{said}"
    );
}

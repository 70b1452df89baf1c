//! A place that is lost for good: what is left of a set that was shot there is built again elsewhere. A set that is lost
//! itself is built anew, also where it stood.

use serde_json::Value;

use crate::bench::Bench;
use crate::replan::{day_of, planned};

/// RAIN ALLEY is shot on the first day and on the last, and takes a day to build; places that can hold it.
fn two_visits(at: &str) -> Bench {
    let bench = planned();
    bench.ok("board move p/alley.backlot 4 --day 3");
    let set = "build=1 build-cost=5000 strike-cost=700";
    bench.ok(&format!("set p/alley.backlot set 'RAIN ALLEY' 'at={at}' {set}"));
    bench.ok("board publish p/alley.backlot");
    bench
}

#[test]
fn what_is_left_of_a_set_is_built_again_at_another_place() {
    let bench = two_visits("Rain Alley,Office");
    let line = "solve p/alley.backlot --from-day 2 --lose 'place=Rain Alley' --iterations 100";
    let said = bench.ok(line);
    let scene = "RAIN ALLEY (moved): 1 scene of RAIN ALLEY that can no longer be shot where it was";
    let stands = "RAIN ALLEY (moved) stands at Office: built from Tue 2027-03-02, shot from Wed 2027-03-03; \
        build, pre-light and strike cost USD 5,700";
    assert!(said.contains(scene) && said.contains(stands), "{said}");
    assert!(said.contains("boneyard: 0 strips"), "{said}");
    // What was shot stays where it was, the rest is shot at the other place, and the whole is legal.
    assert_eq!((day_of(&bench, "1"), day_of(&bench, "4")), (1, 3));
    let board = bench.ok("board show p/alley.backlot --text");
    assert!(board.contains("shift day  at Rain Alley\n") && board.contains("RAIN ALLEY (moved)"), "{board}");
    bench.ok("check p/alley.backlot");
    // The build is booked, and it is one of the calls to make.
    let price = bench.ok("price p/alley.backlot --why 'RAIN ALLEY (moved)'");
    assert!(price.contains("5,700  RAIN ALLEY (moved) on the board"), "{price}");
    assert!(
        price.contains("assumption: the build of RAIN ALLEY (moved) costs as much as that of RAIN ALLEY"),
        "{price}"
    );
    assert!(said.contains("2027-03-02") && said.contains("build of RAIN ALLEY (moved)"), "{said}");
    // The next morning it is known: nothing is moved a second time.
    bench.ok("board publish p/alley.backlot");
    let again = bench.judged(&line.replace("--from-day 2", "--from-day 3")).0;
    assert!(!again.contains("(moved 2)") && !again.contains("no longer be shot"), "{again}");
}

#[test]
fn where_a_set_can_stand_is_put_right_after_it_was_shot() {
    let bench = two_visits("Rain Alley,Office");
    bench.judged("solve p/alley.backlot --from-day 2 --rain --iterations 0");
    bench.ok("set p/alley.backlot set 'RAIN ALLEY' at=Office");
    bench.ok("undo p/alley.backlot");
}

#[test]
fn undo_brings_a_moved_set_back_in_one_step() {
    let bench = two_visits("Rain Alley,Office");
    let before = bench.ok("board show p/alley.backlot --text");
    let line = "solve p/alley.backlot --from-day 2 --lose 'place=Rain Alley' --iterations 100 --json";
    let said: Value = serde_json::from_str(&bench.ok(line)).unwrap();
    let moved = &said["replan"]["moved"][0];
    assert_eq!((&moved["set"], &moved["place"]), (&"RAIN ALLEY (moved)".into(), &"Office".into()));
    assert_eq!((&moved["build"], &moved["cost"]), (&"2027-03-02".into(), &570_000.into()));
    bench.ok("undo p/alley.backlot");
    assert_eq!(bench.judged("board show p/alley.backlot --text").0, before);
    assert!(!bench.judged("check p/alley.backlot").0.contains("place-closed"));
}

#[test]
fn where_no_other_place_is_entered_one_is_asked_for() {
    let bench = two_visits("Rain Alley");
    let line = "solve p/alley.backlot --from-day 2 --lose 'place=Rain Alley' --iterations 50";
    let (said, _) = bench.judged(line);
    let asked = "RAIN ALLEY can stand nowhere else: enter another place with \
        backlot set FILE set 'RAIN ALLEY' 'at=Rain Alley,..', and plan again";
    assert!(said.contains(asked), "{said}");
    assert_eq!(day_of(&bench, "4"), 0, "{said}");
    // Once one is entered, the same morning finds it.
    bench.ok("set p/alley.backlot set 'RAIN ALLEY' 'at=Rain Alley,Office'");
    let (said, _) = bench.judged(line);
    assert!(said.contains("RAIN ALLEY (moved) stands at Office"), "{said}");
    assert_eq!(day_of(&bench, "4"), 3, "{said}");
}

#[test]
fn a_place_that_comes_back_moves_nothing() {
    let bench = two_visits("Rain Alley,Office");
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 2 --lose 'place=Rain Alley=1' --iterations 100");
    assert!(!said.contains("(moved)"), "{said}");
    assert_eq!(day_of(&bench, "4"), 3, "{said}");
}

#[test]
fn a_set_of_which_nothing_was_shot_goes_as_a_whole() {
    let bench = planned();
    // Otherwise it would have to be built first, and whoever asks for the office that morning would wait for it.
    bench.ok("set p/alley.backlot set MARKET 'at=Backlot: Market,Office' build=0 dress=0 prelight=0");
    bench.ok("set p/alley.backlot production location-lead=0");
    let day = day_of(&bench, "2");
    assert!(day > 1, "the first day is shot before");
    // The first board has it there already.
    let said = bench.ok("solve p/alley.backlot --from-day 2 --lose 'place=Backlot: Market' --iterations 0");
    assert!(!said.contains("(moved)"), "{said}");
    assert_eq!(day_of(&bench, "2"), day);
    assert!(bench.ok("board show p/alley.backlot --text").contains("set MARKET at Office"));
}

#[test]
fn a_set_that_is_lost_itself_is_built_anew_where_it_stood() {
    let bench = two_visits("Rain Alley");
    let board = bench.ok("board show p/alley.backlot --text");
    let line = "solve p/alley.backlot --from-day 2 --lose 'set=RAIN ALLEY' --iterations 100";
    let said = bench.ok(line);
    assert!(said.contains("RAIN ALLEY from Tue 2027-03-02 on: lost until the end of the shoot\n"), "{said}");
    assert!(said.contains("RAIN ALLEY (rebuilt): 1 scene of RAIN ALLEY, in a set built anew\n"), "{said}");
    for what in ["takes as many days", "costs as much"] {
        let assumed = format!("assumed: the build of RAIN ALLEY (rebuilt) {what} as that of RAIN ALLEY\n");
        assert!(said.contains(&assumed), "{said}");
    }
    let stands = "RAIN ALLEY (rebuilt) stands at Rain Alley: built from Tue 2027-03-02, shot from Wed 2027-03-03; \
        build, pre-light and strike cost USD 5,700";
    assert!(said.contains(stands) && said.contains("boneyard: 0 strips"), "{said}");
    assert_eq!((day_of(&bench, "1"), day_of(&bench, "4")), (1, 3));
    bench.ok("check p/alley.backlot");
    let log = bench.ok("log p/alley.backlot");
    assert!(log.lines().next().unwrap().ends_with("as board Plan 2: RAIN ALLEY lost for good"), "{log}");
    // One step takes it back: the loss, the set and the board.
    bench.ok("undo p/alley.backlot");
    assert_eq!(bench.ok("board show p/alley.backlot --text"), board);
    // The next morning it is known: nothing is built a second time.
    bench.ok(line);
    bench.ok("board publish p/alley.backlot");
    let again = bench.judged(&line.replace("--from-day 2", "--from-day 3")).0;
    assert!(!again.contains("(rebuilt 2)") && !again.contains("built anew"), "{again}");
}

#[test]
fn a_set_that_was_built_and_never_shot_is_built_anew_and_its_first_build_is_told() {
    let bench = two_visits("Rain Alley");
    // MARKET is built before the first day and shot later.
    bench.ok("set p/alley.backlot set MARKET build=3 build-cost=800 dress=0 prelight=0");
    let day = day_of(&bench, "2");
    assert!(day > 1, "the first day is shot before");
    let said = bench.judged("solve p/alley.backlot --from-day 2 --lose set=MARKET --iterations 100").0;
    assert!(said.contains("MARKET (rebuilt): 1 scene of MARKET, in a set built anew\n"), "{said}");
    assert!(
        said.contains("what the first build of MARKET has cost is in no price: nothing was shot in it\n"),
        "{said}"
    );
}

#[test]
fn a_lost_set_that_can_stand_nowhere_again_asks_for_a_place() {
    let bench = two_visits("Rain Alley");
    let line = "solve p/alley.backlot --from-day 2 --lose 'set=RAIN ALLEY' --lose 'place=Rain Alley' --iterations 50";
    let (said, _) = bench.judged(line);
    assert!(said.contains("RAIN ALLEY can stand nowhere again: enter another place with"), "{said}");
    assert_eq!(day_of(&bench, "4"), 0, "{said}");
    bench.ok("set p/alley.backlot set 'RAIN ALLEY' 'at=Rain Alley,Office'");
    let (said, _) = bench.judged(line);
    assert!(said.contains("lost until the end of the shoot (known already)"), "{said}");
    assert!(said.contains("RAIN ALLEY (rebuilt) stands at Office"), "{said}");
}

#[test]
fn a_lost_set_without_a_build_is_not_there_again_the_same_morning() {
    let bench = two_visits("Rain Alley");
    bench.ok("set p/alley.backlot set 'RAIN ALLEY' build=0 dress=0 prelight=0");
    let line = "solve p/alley.backlot --from-day 2 --lose 'set=RAIN ALLEY' --iterations 50";
    let (said, _) = bench.judged(line);
    let asked = "RAIN ALLEY can stand nowhere again: enter another place with backlot set FILE set 'RAIN ALLEY' \
        'at=Rain Alley,..', or days of build with build=DAYS, and plan again";
    assert!(said.contains(asked) && !said.contains("(rebuilt)"), "{said}");
    assert_eq!(day_of(&bench, "4"), 0, "{said}");
}

//! Relations between scenes: said, listed, broken by the board, taken back.

use crate::bench::Bench;

const FILE: &str = "p/alley.backlot";

/// A plan of three days, and the day of a strip on it.
fn planned() -> Bench {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 200 --out p");
    bench
}

#[test]
fn a_relation_is_said_listed_and_taken_back() {
    let bench = planned();
    let list = || bench.ok(&format!("relation {FILE}"));
    assert_eq!(list(), "no relations between scenes are entered\n");
    // Scenes 1 and 4 share a set and a day, so that this breaks something at once.
    let said = bench.ok(&format!("relation {FILE} 4 before 1 --gap 2 --why 'the haircut'"));
    let words = "scene 4 is shot before scene 1, with 2 whole days between (the haircut)";
    assert!(said.starts_with(words) && said.contains("  + error order: "), "{said}");
    assert!(said.ends_with("plan again with 'backlot solve'\n"), "{said}");
    assert_eq!(list(), format!("4 before 1   {words}\n"));
    assert_eq!(bench.ok(&format!("relation {FILE} 4 before 1")), "nothing to change\n");
    // Said again with something else, it is the same relation.
    assert!(
        bench.ok(&format!("relation {FILE} 4 before 1 --gap 1")).contains(", with 1 whole day between (the haircut)")
    );
    assert!(bench.ok(&format!("relation {FILE} 4 before 1 --gap 0")).contains("on a day before scene 1 (the haircut)"));
    bench.ok(&format!("relation {FILE} 2 not-same-day 3"));
    assert_eq!(list().lines().count(), 2);
    assert!(bench.ok(&format!("relation {FILE} --json")).contains("\"kind\": \"not-same-day\""));
    assert!(bench.ok(&format!("relation {FILE} 2 before 3 --json")).contains("\"broken\": ["));
    bench.ok(&format!("relation {FILE} 2 before 3 --off"));
    let said = bench.ok(&format!("relation {FILE} 4 before 1 --off"));
    assert!(
        said.starts_with("no longer: scene 4 is shot on a day before scene 1") && said.contains("  - error order: "),
        "{said}"
    );
    // What is no order holds both ways.
    bench.ok(&format!("relation {FILE} 3 not-same-day 2 --off"));
    assert_eq!(list(), "no relations between scenes are entered\n");
    assert_eq!(
        bench.ok(&format!("undo {FILE}")),
        "taken back: no longer: scenes 2 and 3 are never shot on one day\nnow: relation between scenes 2 and 3 is there again\n"
    );
    assert!(list().starts_with("2 not-same-day 3   scenes 2 and 3 are never shot on one day"), "{}", list());
    assert!(bench.ok(&format!("log {FILE}")).contains("no longer: scenes 2 and 3 are never shot on one day"));
}

#[test]
fn a_relation_that_cannot_be() {
    let bench = planned();
    let wrong =
        |words: &str, message: &str, hint: &str| bench.wrong(&format!("relation {FILE} {words}"), message, hint);
    wrong("4 before 1 --off", "there is no relation '4 before 1'", "lists them");
    bench.ok(&format!("relation {FILE} 1 before 4"));
    wrong("4 before 1 --off", "there is no relation '4 before 1'", "these scenes have 1 before 4");
    wrong("4 before 99", "there is no scene '99'", "");
    wrong("4 before 4", "a scene stands in no relation with itself", "name another one");
    wrong("4 same-day 1 --gap 2", "'4 same-day 1' leaves no days between", "--gap");
    wrong("4 before 1 --gap 9999", "days between 9999", "3,660");
    wrong("4 near 1", "invalid value 'near'", "before, same-day, not-same-day");
    wrong("4 before", "required", "OTHER");
    wrong("--off", "required", "");
}

#[test]
fn a_wish_names_the_command_that_takes_the_relation_back() {
    let bench = planned();
    let shot = |strip: &str| {
        let why: serde_json::Value =
            serde_json::from_str(&bench.ok(&format!("board why {FILE} {strip} --json"))).unwrap();
        why["stands"]["number"].as_u64().unwrap()
    };
    let (own, other) = (shot("2"), shot("1"));
    assert_ne!(own, other);
    bench.ok(&format!("pin {FILE} 1"));
    bench.ok(&format!("relation {FILE} 2 not-same-day 1 --why 'the wig'"));
    let ask = format!("board why {FILE} 2 --day {other} --iterations 50");
    let said = bench.ok(&ask);
    let command = format!("backlot relation {FILE} 2 not-same-day 1 --off");
    assert!(said.contains("impossible, whatever else") && said.contains(&command), "{said}");
    bench.ok(command.strip_prefix("backlot ").unwrap());
    assert!(!bench.ok(&ask).contains("impossible, whatever"), "{}", bench.ok(&ask));
}

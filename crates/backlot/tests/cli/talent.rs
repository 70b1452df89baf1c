//! Talent scheduling from the outside: one line a file, JSON, and files that are none.

use serde_json::Value;

use crate::bench::Bench;

/// Two actors who meet in the second scene; the third one alone in the last of four.
const NIGHT: &str = "night\n4\n3\n1 1 0 0 5\n0 1 1 0 7\n0 0 0 1 2\n2 3 4 1\n";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("night.dat", NIGHT.as_bytes());
    bench.write("broken.dat", NIGHT.replace("0 1 1 0 7", "0 1 2 0 7").as_bytes());
    bench
}

#[test]
fn one_line_a_file() {
    let said = bench().ok("talent night.dat night.dat");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    // Nobody has to wait: 5 x (2 + 3) + 7 x (3 + 4) + 2 x 1.
    assert!(lines[0].starts_with("night.dat  cost 76  bound 76  proven  "), "{said}");
    assert!(lines[0].contains("  order "), "{said}");
}

#[test]
fn the_same_as_json() {
    let rows: Value = serde_json::from_str(&bench().ok("talent night.dat --json --threads 1")).unwrap();
    let row = &rows[0];
    assert_eq!((&row["cost"], &row["bound"], &row["proven"]), (&76.into(), &76.into(), &true.into()));
    let mut order: Vec<u64> = row["order"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    order.sort_unstable();
    assert_eq!(order, [1, 2, 3, 4]);
}

#[test]
fn files_that_are_none_do_not_keep_the_others_from_being_solved() {
    let bench = bench();
    let expected = "broken.dat:5: expected 0 or 1 for scene 3 of actor 2, found '2'";
    let output = bench.run("talent broken.dat night.dat");
    let (said, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains(expected) && error.contains("a duration a scene"), "{error}");
    assert!(said.starts_with("night.dat  cost 76 "), "{said}");
    bench.wrong("talent nothing.dat", "there is no file 'nothing.dat'", "check the name");
    bench.wrong("talent night.dat --seconds soon", "'soon' is no number of seconds", "");
}

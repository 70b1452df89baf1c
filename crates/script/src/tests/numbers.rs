//! Scene numbers: which words are numbers, and their order.

use model::breakdown::SceneDraft;

use crate::numbers::{assign, is_number, number_order};

#[test]
fn numbers_sort_as_the_script_runs() {
    let sorted = [
        "1", "2", "A10", "AA10", "B10", "10", "10aaA", "10aA", "10bA", "10A", "10AA", "10B", "12", "12pt2", "15-16",
        "15A", "71E", "100", "OPENING",
    ];
    let mut numbers = sorted;
    numbers.reverse();
    numbers.sort_by(|a, b| number_order(a, b));
    assert_eq!(numbers, sorted);
}

#[test]
fn every_form_of_number_is_known_before_a_heading() {
    for number in ["1", "12A", "A12", "AB12", "10aA", "15-16", "12pt2", "12.1", "71E", "12A-14B", "1-A", "9999"] {
        assert!(is_number(number), "{number}");
    }
    for word in ["", "A", "TWELVE", "12345", "a12", "12-", "-12", "ABC12", "12A-14BCD", "1.2.3", "٣", "12ABCD"] {
        assert!(!is_number(word), "{word}");
    }
}

#[test]
fn every_scene_gets_a_number_of_its_own() {
    let check = |stated: &[&str], expected: &[&str]| {
        let scene = |number: &&str| SceneDraft {
            number: (*number).to_owned(),
            number_stated: !number.is_empty(),
            ..SceneDraft::default()
        };
        let mut scenes: Vec<SceneDraft> = stated.iter().map(scene).collect();
        assign(&mut scenes);
        assert_eq!(scenes.iter().map(|scene| scene.number.as_str()).collect::<Vec<_>>(), expected);
    };
    check(&["", "", ""], &["1", "2", "3"]);
    // A number that comes later is left to its scene.
    check(&["", "", "2"], &["1", "3", "2"]);
    check(&["", "3", "", "3", "3A", ""], &["1", "3", "4", "3B", "3A", "5"]);
    // Counting goes on past the numbers that any script states.
    check(&["999999", "", "", ""], &["999999", "1000000", "1000001", "1000002"]);
}

//! Scene numbers: which words are numbers, and their order.

use crate::numbers::{is_number, number_order};

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

//! Ranges of dates, as people write them: dates taken out of them.

use model::calendar::DateRange;

/// `3-5` is from the third to the fifth of March.
fn range(text: &str) -> DateRange {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let on = |day: &str| jiff::civil::date(2027, 3, day.parse().unwrap());
    DateRange { from: on(from), to: on(to), why: "at sea".to_owned() }
}

#[track_caller]
fn check(ranges: &[&str], gone: &str, left: &[&str]) {
    let ranges: Vec<DateRange> = ranges.iter().map(|text| range(text)).collect();
    let left: Vec<DateRange> = left.iter().map(|text| range(text)).collect();
    assert_eq!(DateRange::without(&ranges, &range(gone)), left);
}

#[test]
fn dates_are_taken_out_of_ranges() {
    check(&["3-9"], "5-6", &["3-4", "7-9"]);
    check(&["3-9"], "3", &["4-9"]);
    check(&["3-9"], "8-12", &["3-7"]);
    check(&["3-9"], "1-12", &[]);
    check(&["3-5", "4-9"], "4", &["3", "5", "5-9"]);
    check(&["3-5", "8-9"], "6", &["3-5", "8-9"]);
    check(&["3-5"], "10-12", &["3-5"]);
    check(&["10-12"], "3-5", &["10-12"]);
}

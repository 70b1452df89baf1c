//! Productions founded from small scripts: what goes where, what is assumed, what is split, what is refused.

use jiff::civil::date;
use model::notice::Notice;
use model::production::Production;

use super::{Wanted, found};

const WANTED: Wanted = Wanted { start: None, days: None, today: date(2027, 1, 4) };

fn founded(script: &str, with: &str, wanted: Wanted) -> Result<Production, Notice> {
    let (screenplay, _) = script::read("test.fountain", script.as_bytes(), script::Words::standard());
    let breakdown = script::breakdown(&screenplay, script::Words::standard());
    found(&breakdown, (!with.is_empty()).then_some(with), wanted).map(|(production, _)| production)
}

fn check_refused(with: &str, line: u32, column: u32, message: &str) {
    let notice = founded("INT. BAR - DAY\n\nMAYA\nHello.\n", with, WANTED).expect_err("it should be refused");
    assert_eq!((notice.line, notice.column, notice.message.as_str()), (line, column, message), "{}", notice.hint);
}

/// A scene of so many short speeches.
fn scene(heading: &str, speeches: usize) -> String {
    format!("{heading}\n\n{}", "MAYA\nSome words that fill a line of the page.\n\nJUNO\nNo.\n\n".repeat(speeches))
}

#[test]
fn a_scene_that_no_day_can_hold_is_split() {
    let parts = |script: &str| {
        let production = founded(script, "", WANTED).expect("a script");
        production.strips.iter().map(|strip| production.strip_label(strip)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(parts(&scene("EXT. DESERT - DAY", 30)), "1");
    assert_eq!(parts(&scene("EXT. DESERT - DUSK", 30)), "1pt1 1pt2 1pt3");
    let child = scene("EXT. DESERT - DAY\n\nJUNO, 9, waits.", 30);
    assert_eq!(parts(&child), "1pt1 1pt2");
}

#[test]
fn parts_share_the_eighths_of_their_scene() {
    let production = founded(&scene("EXT. DESERT - DUSK", 30), "", WANTED).expect("a script");
    let whole = production.scenes[0].eighths;
    assert_eq!(production.strips.iter().map(|strip| strip.eighths).sum::<model::measure::Eighths>(), whole);
}

#[test]
fn headings_decide_where_sets_stand() {
    let script = [scene("INT. HOUSE - DAY", 30), scene("EXT. STREET - DAY", 1), scene("EXT. BEACH - DAY", 1)];
    let more = [scene("INT. SHOP - DAY", 1), scene("INT. TAXI - NIGHT", 1), scene("INT. OMNIBUS - NIGHT", 1)];
    let production = founded(&(script.concat() + &more.concat()), "", WANTED).expect("a script");
    let stands = |set: &model::places::Set| {
        let place = production.place(set.at[0]).expect("a place");
        format!("{}: {}", set.name, place.kind.word())
    };
    let all: Vec<String> = production.sets.iter().map(stands).collect();
    assert_eq!(
        all.join(", "),
        "HOUSE: stage, STREET: backlot, BEACH: location, SHOP: location, TAXI: stage, OMNIBUS: location"
    );
    assert!(production.assumptions.iter().any(|one| one.text.starts_with("SHOP stands at Shop")));
}

#[test]
fn what_the_file_says_is_assumed_no_more() {
    let script = scene("INT. HOUSE - DAY", 2);
    let about =
        |production: &Production, words: &str| production.assumptions.iter().any(|one| one.text.contains(words));
    assert!(about(&founded(&script, "", WANTED).expect("a script"), "MAYA is engaged"));
    let with = "start = 2027-03-01\n[[cast]]\ncharacter = \"maya\"\nrate = \"2,500.50\"\n";
    let production = founded(&script, with, WANTED).expect("a script");
    assert!(!about(&production, "MAYA is engaged"));
    assert!(about(&production, "JUNO is engaged"));
    assert_eq!(production.calendar.start, date(2027, 3, 1));
    assert_eq!(production.cast.iter().find(|one| one.name == "MAYA").map(|one| one.contract.rate.0), Some(250_050));
}

#[test]
fn wrong_words_of_the_file_are_named_with_their_place() {
    check_refused("[[cast]]\ncharacter = \"MYA\"", 2, 13, "there is no character 'MYA'");
    check_refused("[[set]]\nname = \"BAR\"\nat = [\"Moon\"]", 3, 7, "there is no place 'Moon'");
    check_refused("zone = \"Mars/Olympus\"", 1, 8, "there is no time zone 'Mars/Olympus'");
    check_refused("position = [91.0, 0.0]", 1, 12, "[91, 0] is no point on earth");
    check_refused(
        "[calendar]\noff = [{ from = 2027-03-02, to = 2027-03-01 }]",
        2,
        34,
        "the range ends 2027-03-01, before it begins 2027-03-02",
    );
    check_refused("start = 2027-03-01T10:00:00", 1, 9, "'2027-03-01T10:00:00' is not a date");
}

#[test]
fn a_start_on_a_day_off_names_the_next_working_day() {
    let wanted = Wanted { start: Some(date(2027, 3, 6)), ..WANTED };
    let notice = founded("INT. BAR - DAY\n\nMAYA\nHello.\n", "", wanted).expect_err("a Saturday");
    assert_eq!(notice.message, "--start Sat 2027-03-06 is no working day of the calendar");
    assert_eq!(notice.hint, "the next working day is Mon 2027-03-08");
}

#[test]
fn a_child_brings_one_teacher_a_scene() {
    let script = "INT. BAR - DAY\n\nJUNO, 11, waits. TICK, 9, too.\n\nJUNO\nNo.\n\nTICK\nYes.\n\nMAYA\nHello.\n";
    let production = founded(script, "", WANTED).expect("a script");
    let teacher = production.elements.iter().find(|one| one.name == super::TEACHER).expect("a teacher").id;
    let uses = production.scenes[0].elements.iter().filter(|one| one.element == teacher);
    let uses: Vec<_> = uses.map(|one| (one.quantity, one.confidence, one.because.as_str())).collect();
    assert_eq!(uses, [(2, 100, "a minor in the scene")]);
}

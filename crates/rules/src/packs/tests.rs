//! Packs that come with the program are sound; what is wrong with a pack is named with line, column and way out.

use super::{library, read};

#[test]
fn the_packs_of_the_program_are_sound() {
    let library = library();
    assert_eq!(library.len(), super::TEXTS.len(), "every text is read");
    for text in super::TEXTS {
        let told = read(text, &library).err().unwrap_or_default();
        assert!(told.is_empty(), "{}: {told:?}", text.lines().take(9).collect::<Vec<_>>().join(" "));
    }
}

/// Changes the pack of IATSE in one place, and compares what is told of it.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    changed("us-iatse-wcs-2024", from, to, expected);
}

/// The same with any pack of the program.
#[track_caller]
fn changed(pack: &str, from: &str, to: &str, expected: &str) {
    let text = super::TEXTS.iter().find(|text| text.contains(&format!("\nid = \"{pack}\""))).unwrap();
    assert!(text.contains(from), "{from}");
    let told = read(&text.replacen(from, to, 1), &library()).err().unwrap_or_default();
    let lines = told.iter().map(|one| format!("{}:{}: {}; {}", one.line, one.column, one.message, one.hint));
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected);
}

#[test]
fn an_unknown_key_is_named() {
    check(
        "[[overtime]]\nid = \"ia-15\"",
        "[[overtime]]\nid = \"ia-15\"\nafter = \"8\"",
        "104:1: unknown field `after`, expected one of `id`, `classes`, `code`, `places`, `production`, `basis`, `scope`, `after_h`, `mult`, `sixth`, `seventh`, `holiday`, `increment_min`, `round`, `grace_min`, `sticky`, `exclude_hours_paid_daily_ot`, `when`, `pay`, `reading`, `src`, `verified`, `gate`; docs/handbook/rules/packs.md lists the rows and their keys",
    );
}

#[test]
fn tiers_that_overlap_are_named() {
    check(
        "basis = \"worked\"\nafter_h = \"8\"\nmult = \"1.5\"",
        "basis = \"elapsed\"\nafter_h = \"12\"\nmult = \"1.5\"",
        "133:11: 'ia-gold-studio-feature' and 'ia-15' overlap: both count after 12 h; let one of them begin later, or hold for other classes, places or dates",
    );
}

#[test]
fn a_ladder_that_falls_is_named() {
    check(
        "steps = [\"7.50\"",
        "steps = [\"99\"",
        "281:73: the ladder falls: 10 after 99; a later step pays the same or more",
    );
}

#[test]
fn a_source_that_is_not_listed_is_named() {
    check(
        "src = [\"jeff24\", \"moa24\"]",
        "src = [\"jeff42\"]",
        "109:8: there is no source 'jeff42'; known are moa24, l892, l871, history, jeff24",
    );
}

#[test]
fn a_date_that_is_none_is_named() {
    check("retrieved = 2026-11-22", "retrieved = \"soon\"", "27:13: 'soon' is not a date; write 2027-03-01");
}

#[test]
fn what_has_no_length_or_says_nothing_is_named() {
    let sag = "us-sag-aftra-theatrical-2023";
    let hours = "111:11: a break in every stretch of no length; write hours, such as \"4\"";
    changed("us-ca-wage-order-12", "every_h = \"4\"", "every_h = \"0\"", hours);
    changed(
        sag,
        "per_h = \"2\"",
        "per_h = \"0\"",
        "482:13: a fitting is paid by stretches of no length; write per_h, such as \"2\", or unit_min from 1 on",
    );
    let times = "489:12: 0.5 pays less than straight time; write a multiple of 1 or more";
    changed(sag, "mult_max = \"1.5\"", "mult_max = \"0.5\"", times);
    let span = "497:9: nothing is counted over 'week'; write \"shoot_day\"";
    changed(sag, "scope = \"shoot_day\"", "scope = \"week\"", span);
    changed(
        "csatf-bulletins",
        "element = [\"rail\"]",
        "element = [\"railway\"]",
        "157:12: no breakdown has the element 'railway'; write one of firearms, weapons, stunts, vehicles, aircraft, water, pyrotechnics, smoke, animals, minors, heights, rail, weather, intimacy, a category such as \"Background Actors\", or \"*\"",
    );
}

/// A row that cannot be read hides no other: four that cannot, and one that is read and cannot be.
#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = super::TEXTS.iter().find(|text| text.contains("\nid = \"us-iatse-wcs-2024\"")).unwrap();
    let text = text
        .replacen("[[overtime]]\nid = \"ia-15\"", "[[overtime]]\nid = \"ia-15\"\nafter = \"8\"", 1)
        .replacen("first_within_h = \"6\"", "first_within_h = \"six\"", 1)
        .replacen("[[rest]]\nid = \"ia-daily\"", "[[rest]]\nid = \"ia-daily\"\nsrc = [\"jeff42\"", 1)
        .replacen("max = 2, per = \"production\"", "max = 2, per = \"show\"", 1)
        .replacen("after_h = \"40\"\nmult = \"1.5\"", "after_h = \"40\"\nmult = \"0.5\"", 1);
    let told = read(&text, &library()).err().unwrap_or_default();
    let start = |one: &model::notice::Notice| one.message.chars().take(40).collect::<String>();
    let lines: Vec<String> = told.iter().map(|one| format!("{}:{}: {}", one.line, one.column, start(one))).collect();
    let expected = [
        "104:1: unknown field `after`, expected one of `",
        "120:8: 0.5 pays less than straight time",
        "271:18: 'six' is not a number of hours",
        "290:1: missing comma between array elements, ex",
        "327:149: unknown variant `show`, expected `week` ",
    ];
    assert_eq!(lines, expected);
}

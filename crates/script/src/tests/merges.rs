//! Sets that may be one, spelled differently.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{breakdown, read};

/// The proposals for a script of these sets: what is kept, what goes into it, how sure.
fn check(sets: &str) -> String {
    let sets = sets.split(',').map(str::trim);
    let text: String = sets.map(|set| format!("INT. {set} - DAY\n\nShe waits.\n\n")).collect();
    let (screenplay, _) = read("sets.fountain", text.as_bytes());
    let mut out = String::new();
    for merge in breakdown(&screenplay).merges {
        let _ = writeln!(out, "{} <- {} ({} %)", merge.keep, merge.merge, merge.confidence);
    }
    out
}

#[test]
fn spellings_of_one_set_are_proposed() {
    let sets = "BIG-TOP, BIG TOP, BIG TOP, HOSPITAL HALLWAY, HOSPITAL - HALLWAY, THE AMERICAN EMBASSY, AMERICAN EMBASSY, RACE TRACK, RACETRACK, MAIDS QUARTERS,
        MAID'S QUARTERS, BACK STREET, BACK STREETS, CEMETERY GATE, CEMETARY GATE, MÉTRO CAR, METRO CAR, VAN & BIKE, BIKE & VAN, HUT / KITCHEN, HUT / KITHCEN, WAREHOUSE, WAERHOUSE";
    assert_snapshot!(check(sets), @"
    BIG TOP <- BIG-TOP (95 %)
    HOSPITAL HALLWAY <- HOSPITAL / HALLWAY (95 %)
    MAIDS QUARTERS <- MAID'S QUARTERS (95 %)
    MÉTRO CAR <- METRO CAR (95 %)
    RACE TRACK <- RACETRACK (95 %)
    THE AMERICAN EMBASSY <- AMERICAN EMBASSY (95 %)
    BACK STREET <- BACK STREETS (85 %)
    CEMETERY GATE <- CEMETARY GATE (80 %)
    VAN & BIKE <- BIKE & VAN (80 %)
    WAREHOUSE <- WAERHOUSE (80 %)
    HUT / KITCHEN <- HUT / KITHCEN (70 %)
    ");
}

#[test]
fn different_sets_are_not() {
    let sets = "ROOM 12, ROOM 14, STAGE 7, STAGE 9, CELL A, CELL B, FIRST LANDING, FIFTH LANDING, HENRY II HALL, HENRY III HALL, MOTEL, HOTEL, MARA'S ROOM, MARIA'S ROOM, EAST WING,
        WEST WING, HUT / HALL, BARN / HALLS, CAR, CAT, HOUSE, HOUSE BOAT, 1 12TH STREET, 11 2ND STREET, UNIT 1, UNIT 1A, UPSTAIRS, DOWNSTAIRS";
    assert_snapshot!(check(sets), @"");
}

#[test]
fn thousands_of_like_sets_are_compared_in_time_that_grows_with_their_number() {
    let letter = |at: u32| char::from_u32(u32::from('A') + at % 26).unwrap_or('A');
    let alike = (0..3000).map(|at| format!("WAREHOUSE{}{}{}", letter(at / 676), letter(at / 26), letter(at)));
    let alike: Vec<String> = alike.collect();
    // Each with each would give about three million pairs that are two letters apart or less; neighbours both ways give eighty a set at most.
    let found = check(&alike.join(",")).lines().count();
    assert!((1..=3000 * 80).contains(&found), "{found}");
}

//! Scene headings taken apart.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::heading;

/// Each heading: inside or outside, set and its parts, time, modifiers.
fn check(headings: &str) -> String {
    let mut out = String::new();
    for line in headings.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parsed = heading::parse(crate::Words::standard(), line);
        let int_ext = parsed.int_ext.map_or("-", |int_ext| int_ext.word());
        let sets: Vec<_> = std::iter::once(parsed.set).chain(parsed.sub_sets).collect();
        let time = parsed.time.map_or("-", |time| time.word());
        let _ = writeln!(out, "{int_ext} | {} | {time} | {}", sets.join(" / "), parsed.modifiers.join(", "));
    }
    out
}

#[test]
fn openings_are_found_in_every_spelling() {
    let lines = "INT. HOUSE - DAY\next house - day\nINT./EXT. CAR - DAY\nEXT/INT VAN - DAY\nI/E. CAR - DAY\nI./E. CAR - DAY
        E/I CAR - DAY\nINT. / EXT. CAR - DAY\nEST. CITY - DAY\nINT - HOUSE - DAY\nEXT. -- PIER\nInt.Cellar - Night\nＩＮＴ．CELLAR - NIGHT";
    assert_snapshot!(check(lines), @"
    INT | HOUSE | DAY | 
    EXT | HOUSE | DAY | 
    I/E | CAR | DAY | 
    I/E | VAN | DAY | 
    I/E | CAR | DAY | 
    I/E | CAR | DAY | 
    I/E | CAR | DAY | 
    I/E | CAR | DAY | 
    EXT | CITY | DAY | ESTABLISHING
    INT | HOUSE | DAY | 
    EXT | PIER | - | 
    INT | CELLAR | NIGHT | 
    INT | CELLAR | NIGHT |
    ");
}

#[test]
fn times_are_read_from_the_right() {
    let lines = "EXT. LIBRARY--DAY\nINT. BIG-TOP - NIGHT\nINT. BARN – DAWN\nINT. BARN — DUSK\nINT. BARN. NIGHT\nINT. BARN, NIGHT
        INT BARN NIGHT\nINT. BARN-NIGHT\nINT. NIGHT CLUB - LATE NIGHT\nINT. VAULT -- ON MARA\nEXT. PIER - MAGIC HOUR
        EXT. PIER - EARLY MORNING\nINT. HUT - CONTINUOUS\nINT. HUT - MOMENTS LATER\nINT. HUT - 5 YEARS LATER\nINT. HUT - NEXT MORNING
        INT. HUT - DAY - LATER\nINT. HUT - SAME TIME\nINT. HUT\nLATER\nINT. NIGHT\nEXT. FIELD - DAY FOR NIGHT";
    assert_snapshot!(check(lines), @"
    EXT | LIBRARY | DAY | 
    INT | BIG-TOP | NIGHT | 
    INT | BARN | DAWN | 
    INT | BARN | DUSK | 
    INT | BARN | NIGHT | 
    INT | BARN | NIGHT | 
    INT | BARN | NIGHT | 
    INT | BARN | NIGHT | 
    INT | NIGHT CLUB | NIGHT | 
    INT | VAULT / ON MARA | - | 
    EXT | PIER | DUSK | 
    EXT | PIER | DAY | 
    INT | HUT | - | 
    INT | HUT | - | MOMENTS LATER
    INT | HUT | - | 5 YEARS LATER
    INT | HUT | DAY | NEXT MORNING
    INT | HUT | DAY | LATER
    INT | HUT | - | SAME TIME
    INT | HUT | - | 
    - |  | - | LATER
    INT |  | NIGHT | 
    EXT | FIELD | NIGHT | DAY FOR NIGHT
    ");
}

#[test]
fn parts_brackets_and_markers_are_kept() {
    let lines = "INT. BLOOM HOUSE / STAIRS - DAY\nINT. BLOOM HOUSE: ATTIC - DAY\nINT. BLOOM HOUSE - ATTIC - DAY\nINT. CAR (MOVING) - DAY
        INT. HUT (1977) - NIGHT\nINT. HUT - DAY [LATER]\nINT. HUT (PRESENT) DAY\nEXT. ROAD - DAY / DRIVING\nINT. HUT - NIGHT - FLASHBACK
        INT. HUT - DAY (D3)\nINT. HUT - DAY 3\nINT. HUT - N2\nINTERCUT -- CAR & HUT -- NIGHT\nHUT - NIGHT (FLASHBACK)";
    assert_snapshot!(check(lines), @"
    INT | BLOOM HOUSE / STAIRS | DAY | 
    INT | BLOOM HOUSE / ATTIC | DAY | 
    INT | BLOOM HOUSE / ATTIC | DAY | 
    INT | CAR | DAY | MOVING
    INT | HUT | NIGHT | 1977
    INT | HUT | DAY | LATER
    INT | HUT | DAY | PRESENT
    EXT | ROAD | DAY | DRIVING
    INT | HUT | NIGHT | FLASHBACK
    INT | HUT | DAY | D3
    INT | HUT | DAY | DAY 3
    INT | HUT | NIGHT | N2
    - | CAR & HUT | NIGHT | INTERCUT
    - | HUT | NIGHT | FLASHBACK
    ");
}

#[test]
fn other_languages_have_small_tables() {
    let lines = "INNEN. KÜCHE - TAG\nAUSSEN. HAFEN - NACHT\nINNEN/AUSSEN. WAGEN - MORGENDÄMMERUNG\nI/A. WAGEN - ABEND
        INT. CUISINE - JOUR\nEXT. QUAI - NUIT\nEXT. QUAI - AUBE\nINT. COCINA - NOCHE\nEXT. PLAYA - DÍA\nEXT. PLAYA - AMANECER\nWNĘTRZE. KUCHNIA - NOC";
    assert_snapshot!(check(lines), @"
    INT | KÜCHE | DAY | 
    EXT | HAFEN | NIGHT | 
    I/E | WAGEN | DAWN | 
    I/E | WAGEN | DUSK | 
    INT | CUISINE | DAY | 
    EXT | QUAI | NIGHT | 
    EXT | QUAI | DAWN | 
    INT | COCINA | NIGHT | 
    EXT | PLAYA | DAY | 
    EXT | PLAYA | DAWN | 
    INT | KUCHNIA | NIGHT |
    ");
}

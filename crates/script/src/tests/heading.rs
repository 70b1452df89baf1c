//! Scene headings taken apart.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::heading;

/// Each heading: inside or outside, set and its parts, time with the day of the story (`@`) and `>` where another day comes, modifiers.
fn check(headings: &str) -> String {
    let mut out = String::new();
    for line in headings.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parsed = heading::parse(crate::Words::standard(), line);
        let int_ext = parsed.int_ext.map_or("-", |int_ext| int_ext.word());
        let sets: Vec<_> = std::iter::once(parsed.set).chain(parsed.sub_sets).collect();
        let time = parsed.time.map_or("-", |time| time.word());
        let day = parsed.story_day.map_or(String::new(), |day| format!(" @{day}"));
        let on = if parsed.moves_on { " >" } else { "" };
        let _ = writeln!(out, "{int_ext} | {} | {time}{day}{on} | {}", sets.join(" / "), parsed.modifiers.join(", "));
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
    INT | VAULT | - | ON MARA
    EXT | PIER | DUSK | 
    EXT | PIER | DAY | 
    INT | HUT | - | 
    INT | HUT | - | MOMENTS LATER
    INT | HUT | - > | 5 YEARS LATER
    INT | HUT | DAY > | NEXT MORNING
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
    INT | HUT | DAY @D3 | 
    INT | HUT | DAY @DAY 3 | 
    INT | HUT | NIGHT @N2 | 
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

#[test]
fn spans_of_time_go_on_and_named_times_do_not() {
    let lines = "INT. HUT, A MOMENT LATER\nINT. HUT, LATER THAT MORNING\nINT. HUT, LATER THAT EVENING\nINT. HUT, TWO DAYS LATER\nINT. HUT - A DAY LATER
        INT. HUT, A SECOND LATER\nINT. HUT - HALF AN HOUR LATER\nINT. HUT - THE NEXT DAY\nINT. HUT - THE FOLLOWING NIGHT\nINT. HUT - ANOTHER DAY
        INT. HUT - SAME NIGHT\nINT. HUT - SHORTLY AFTER DAWN\nINT. HUT - JUST BEFORE SUNRISE\nINT. HUT - SATURDAY MORNING\nINT. HUT - 3:15 AM\nINT. HUT - 11 P.M.
        INT. HUT - 14:30\nINT. HUT, CONTINUED\nINT. HUT - CONT'D\nINT. HUT - NIGHT - CONTINUOUS\nINT. HUT - DAY / NIGHT\nINT. HUT - DAY / HEAVY RAIN\nINT. HUT CONTINUOUS";
    assert_snapshot!(check(lines), @"
    INT | HUT | - | A MOMENT LATER
    INT | HUT | DAY | LATER THAT MORNING
    INT | HUT | DUSK | LATER THAT EVENING
    INT | HUT | - > | TWO DAYS LATER
    INT | HUT | - > | A DAY LATER
    INT | HUT | - | A SECOND LATER
    INT | HUT | - | HALF AN HOUR LATER
    INT | HUT | DAY > | THE NEXT DAY
    INT | HUT | NIGHT > | THE FOLLOWING NIGHT
    INT | HUT | DAY > | ANOTHER DAY
    INT | HUT | NIGHT | SAME NIGHT
    INT | HUT | DAWN | SHORTLY AFTER DAWN
    INT | HUT | DAWN | JUST BEFORE SUNRISE
    INT | HUT | DAY | SATURDAY MORNING
    INT | HUT | NIGHT | 3:15 AM
    INT | HUT | NIGHT | 11 P.M.
    INT | HUT | DAY | 14:30
    INT | HUT | - | 
    INT | HUT | - | 
    INT | HUT | NIGHT | 
    INT | HUT | DAY | NIGHT
    INT | HUT | DAY | HEAVY RAIN
    INT | HUT | - |
    ");
}

#[test]
fn dots_digits_and_hyphens_inside_names_stay() {
    let lines = "EXT. L.A. SKYLINE - NIGHT\nEXT. PLACE ST. MARC -- LATE AFTERNOON\nINT. 24/7 SHOP - DAY\nINT. ROOM 12 - DAY\nINT. ROOM #3 - DAY\nINT. D3 HEADQUARTERS - DAY
        INT. PRE-OP ROOM - DAY\nINT. ALFA-ROMEO -- DAY\nINT. CAR 54, NIGHT\nINT. \"ROYAL\" PLATFORM - NIGHT\nEXT. - PIER\nEXT. -- PIER\nINT. DAYCARE - DAY\nINT. EVENING STAR - DAY
        EXT. SUNSET - DAY\nINT. HOUSE - DEN\nINT. HOTEL - SUITE\nINT. HUT - DAY #night #stunts\nINT. HUT #3# #tag\nINT. HUT (DRIVING\n12 INT. HUT - DAY 12\nA12-14. INT. HUT - DAY";
    assert_snapshot!(check(lines), @r#"
    EXT | L.A. SKYLINE | NIGHT | 
    EXT | PLACE ST. MARC | DAY | 
    INT | 24/7 SHOP | DAY | 
    INT | ROOM 12 | DAY | 
    INT | ROOM #3 | DAY | 
    INT | D3 HEADQUARTERS | DAY | 
    INT | PRE-OP ROOM | DAY | 
    INT | ALFA-ROMEO | DAY | 
    INT | CAR 54 | NIGHT | 
    INT | "ROYAL" PLATFORM | NIGHT | 
    EXT | PIER | - | 
    EXT | PIER | - | 
    INT | DAYCARE | DAY | 
    INT | EVENING STAR | DAY | 
    EXT | SUNSET | DAY | 
    INT | HOUSE / DEN | - | 
    INT | HOTEL / SUITE | - | 
    INT | HUT | DAY | 
    INT | HUT | - | 
    INT | HUT | - | DRIVING
    INT | HUT | DAY | 
    INT | HUT | DAY |
    "#);
}

#[test]
fn a_shot_is_no_part_of_the_set() {
    let lines = "INT. CAR -- ON MARA\nINT. CAR -- THRU WINDSHIELD -- REVERSED\nINT. BOOTH OVER MARA'S SHOULDER\nINT. CAR - ON MARA UNDER A BLANKET\nEXT. HOTEL - ON THE ROOF
        EXT. ROAD - ON THE VAN\nON MARA\nREVERSE ON\nBACK ON MARA AND TOM\nEXT. TIGHT ON TUG\nINT. CAR -- SIDE MIRROR\nEXT. CAR -- IN THE TRUNK\nINT. CAR - MARA'S POV - DAY\nINT. HUT (THROUGH KEYHOLE) - DAY";
    assert_snapshot!(check(lines), @"
    INT | CAR | - | ON MARA
    INT | CAR | - | THRU WINDSHIELD, REVERSED
    INT | BOOTH | - | OVER MARA'S SHOULDER
    INT | CAR | - | ON MARA UNDER A BLANKET
    EXT | HOTEL / ON THE ROOF | - | 
    EXT | ROAD | - | ON THE VAN
    - |  | - | ON MARA
    - |  | - | REVERSE ON
    - |  | - | BACK ON MARA AND TOM
    EXT |  | - | TIGHT ON TUG
    INT | CAR / SIDE MIRROR | - | 
    EXT | CAR / IN THE TRUNK | - | 
    INT | CAR | DAY | MARA'S POV
    INT | HUT | DAY | THROUGH KEYHOLE
    ");
}

#[test]
fn headings_without_an_opening_still_say_where() {
    let lines = "KITCHEN - NIGHT (FLASHBACK)\nHOME LIBRARY - PRESENT TIME\nON THE GRAVEL ROAD - DUSK\nBACK AT THE CAMPSITE - CONTINUOUS\nBACK IN THE FLAT\nOUTSIDE THE BANK\nINSIDE\nOUTSIDE,
        MARA, IN TOM'S KITCHEN\nDAWN\nLATER\nTHE WOODS\nTHE FINGER\nDOWN THE SLOPE\nVARIOUS SPOTS - TIME LAPSE (DAY TO NIGHT)\nOPENING TITLES\nROOF. NIGHT\nA VAN AND A BIKE.";
    assert_snapshot!(check(lines), @"
    - | KITCHEN | NIGHT | FLASHBACK
    - | HOME LIBRARY | - | PRESENT TIME
    - | GRAVEL ROAD | DUSK | 
    - | CAMPSITE | - | 
    - | FLAT | - | 
    EXT | BANK | - | 
    INT |  | - | 
    EXT |  | - | 
    - | TOM'S KITCHEN | - | MARA
    - |  | DAWN | 
    - |  | - | LATER
    - | THE WOODS | - | 
    - | THE FINGER | - | 
    - | DOWN THE SLOPE | - | 
    - | VARIOUS SPOTS | - | TIME LAPSE, DAY TO NIGHT
    - | OPENING TITLES | - | 
    - | ROOF | NIGHT | 
    - | A VAN AND A BIKE | - |
    ");
}

#[test]
fn days_of_the_story_are_taken_as_stated() {
    let lines = "INT. HUT - DAY 3 - NIGHT\nINT. HUT - NIGHT [SD4]\nINT. HUT - NIGHT (STORY DAY 12)\nINT. HUT - NIGHT D2\nINT. HUT - DAY (DAY 1)\nINNEN. HÜTTE - TAG 2\nINT. CABANE - JOUR 5";
    assert_snapshot!(check(lines), @"
    INT | HUT | NIGHT @DAY 3 | 
    INT | HUT | NIGHT @SD4 | 
    INT | HUT | NIGHT @STORY DAY 12 | 
    INT | HUT | NIGHT @D2 | 
    INT | HUT | DAY @DAY 1 | 
    INT | HÜTTE | DAY @TAG 2 | 
    INT | CABANE | DAY @JOUR 5 | 
    ");
}

#[test]
fn german_headings_are_known() {
    let lines = "INNEN. KÜCHE - TAG\nAußen. Hafen - Nacht\nI. KÜCHE - TAG\nA. HAFEN - ABENDDÄMMERUNG\nI./A. WAGEN - NACHT\nINNEN. HAUS / FLUR - SPÄTER ABEND\nINNEN. HAUS - AM NÄCHSTEN MORGEN
        INNEN. HAUS - EINIGE STUNDEN SPÄTER\nINNEN. HAUS - GLEICHZEITIG\nINNEN. HAUS - NACHT - RÜCKBLENDE\nAUSSEN. STRASSE - DREI TAGE SPÄTER\nINNEN. AUTO (FAHREND) - TAG";
    assert_snapshot!(check(lines), @"
    INT | KÜCHE | DAY | 
    EXT | HAFEN | NIGHT | 
    INT | KÜCHE | DAY | 
    EXT | HAFEN | DUSK | 
    I/E | WAGEN | NIGHT | 
    INT | HAUS / FLUR | DUSK | SPÄTER ABEND
    INT | HAUS | DAY > | AM NÄCHSTEN MORGEN
    INT | HAUS | - | EINIGE STUNDEN SPÄTER
    INT | HAUS | - | 
    INT | HAUS | NIGHT | RÜCKBLENDE
    EXT | STRASSE | - > | DREI TAGE SPÄTER
    INT | AUTO | DAY | FAHREND
    ");
}

#[test]
fn french_and_spanish_headings_are_known() {
    let lines = "INT. CUISINE - JOUR\nINTÉRIEUR. SALON - SOIR\nEXT. QUAI - FIN D'APRÈS-MIDI\nEXT. QUAI - TOMBÉE DE LA NUIT\nINT. BAR - PLUS TARD\nINT. BAR - QUELQUES HEURES PLUS TARD\nINT. BAR - LE LENDEMAIN MATIN
        INT. BAR - EN MÊME TEMPS\nINT. BAR / CUISINE - NUIT (FLASHBACK)\nINT. COCINA - DÍA\nEXT. PLAYA - ATARDECER\nEXT. PLAYA - MÁS TARDE\nINT. CASA - AL DÍA SIGUIENTE\nINT. CASA - UNAS HORAS DESPUÉS\nINT. CASA - MADRUGADA\nEXT. CALLE - TARDE\nINT. CASA - CONTINUO";
    assert_snapshot!(check(lines), @"
    INT | CUISINE | DAY | 
    INT | SALON | DUSK | 
    EXT | QUAI | DAY | 
    EXT | QUAI | DUSK | 
    INT | BAR | - | PLUS TARD
    INT | BAR | - | QUELQUES HEURES PLUS TARD
    INT | BAR | DAY > | LE LENDEMAIN MATIN
    INT | BAR | - | EN MÊME TEMPS
    INT | BAR / CUISINE | NIGHT | FLASHBACK
    INT | COCINA | DAY | 
    EXT | PLAYA | DUSK | 
    EXT | PLAYA | - | MÁS TARDE
    INT | CASA | DAY > | AL DÍA SIGUIENTE
    INT | CASA | - | UNAS HORAS DESPUÉS
    INT | CASA | NIGHT | 
    EXT | CALLE | DAY | 
    INT | CASA | - |
    ");
}

#[test]
fn other_languages_have_the_commonest_words() {
    let lines = "WN. KUCHNIA - NOC\nИНТ. КВАРТИРА – КУХНЯ – ДЕНЬ\nНАТ. УЛИЦА - ВЕЧЕР\nINT./EST. MACCHINA - NOTTE\nINT. COZINHA - NOITE\nSIS. KEITTIÖ - YÖ\nINTERIÉR. KUCHYNĚ - NOC\nBINNEN. KEUKEN - AVOND\nINT。 医院-天\n内景. 厨房 - 夜";
    assert_snapshot!(check(lines), @"
    INT | KUCHNIA | NIGHT | 
    INT | КВАРТИРА / КУХНЯ | DAY | 
    EXT | УЛИЦА | DUSK | 
    I/E | MACCHINA | NIGHT | 
    INT | COZINHA | NIGHT | 
    INT | KEITTIÖ | NIGHT | 
    INT | KUCHYNĚ | NIGHT | 
    INT | KEUKEN | DUSK | 
    INT | 医院 | DAY | 
    INT | 厨房 | NIGHT |
    ");
}

#[test]
fn long_headings_take_time_that_grows_with_their_length() {
    // Anything that looks at every part for every part would not end within the hour.
    let many = |piece: &str| format!("INT. HUT{}", piece.repeat(400_000));
    for (piece, parts, said) in [
        (" - NIGHT", 0, 399_999),
        (" / A", 400_000, 0),
        (", L.A.", 400_000, 0),
        (" - DRIVING", 0, 400_000),
        (" (1977)", 0, 400_000),
        ("((", 0, 1),
        (" #tag", 0, 0),
    ] {
        let heading = heading::parse(crate::Words::standard(), &many(piece));
        assert_eq!((heading.sub_sets.len(), heading.modifiers.len()), (parts, said), "{piece}");
    }
}

#[test]
fn lines_in_capitals_are_headings_where_they_tell_a_time_or_a_known_set() {
    let words = crate::Words::standard();
    let sets = heading::sets_of(words, "INT. THE OLD MILL / STAIRS - DAY").into_iter().collect();
    let named = |text: &str| heading::names_scene(words, text, &sets);
    let scenes = [
        "CLEARING - NIGHT",
        "FOYER - 5 YEARS LATER",
        "GRAVEL ROAD - CONTINUOUS",
        "VARIOUS SPOTS - TIME LAPSE (DAY TO NIGHT)",
        "INTERCUT - DODGE & MUSTANG -- NIGHT",
        "LATER",
        "DAWN",
        "THE NEXT MORNING",
        "THE OLD MILL",
        "STAIRS",
        "BACK IN THE APARTMENT",
        "OUTSIDE THE BANK",
        "INSIDE",
    ];
    for text in scenes {
        assert!(named(text), "{text}");
    }
    let none = [
        "A LAND ROVER DEFENDER 90 AND A VOLKSWAGON GTI.",
        "REVERSE SHOT -- PHONE BOOTH -- NIGHT",
        "MED. SHOT -- DOOR",
        "ANOTHER ANGLE",
        "BACK TO SCENE",
        "CONTINUED",
        "MAYA",
        "THE FINGER",
        "THE END",
        "BANG",
        "OPENING TITLES",
        "RAY'S P.O.V.",
        "INTERCUT - DODGE & MUSTANG",
    ];
    for text in none {
        assert!(!named(text), "{text}");
    }
}

//! Breakdowns: numbers, sets, cast, ages, proposals.

use insta::assert_snapshot;
use model::breakdown::Category;

use super::broken_down as check;

#[test]
fn scenes_get_numbers_that_nobody_else_has() {
    assert_snapshot!(check("INT. A - DAY\n\nINT. B - DAY #1#\n\nINT. C - DAY\n\nINT. D - DAY #7A#\n\nINT. E - DAY #7A#\n\nINT. F - DAY\n\nINT. G - DAY #7A#\n\n.OMITTED #9#"), @"
    2* INT A - DAY, 1/8 p1
    1 INT B - DAY, 1/8 p1
    3* INT C - DAY, 1/8 p1
    7A INT D - DAY, 1/8 p1
    7AA INT E - DAY, 1/8 p1
    8* INT F - DAY, 1/8 p1
    7AB INT G - DAY, 1/8 p1
    9 INT OMITTED - DAY*, 0 p1 omitted
    ");
}

#[test]
fn what_a_heading_leaves_open_comes_from_the_scene_before() {
    assert_snapshot!(check("EXT. Pier  - DUSK\n\nx\n\nINT. HUT - CONTINUOUS\n\nx\n\n.LATER\n\nx\n\n.KITCHEN\n\nx\n\nINT. hut - NIGHT\n\nx"), @"
    1* EXT PIER - DUSK, 1/8 p1
    2* INT HUT - DUSK*, 1/8 p1
    3* INT HUT - DUSK* [LATER], 1/8 p1
    4* INT KITCHEN - DUSK*, 1/8 p1
    5* INT HUT - NIGHT, 1/8 p1
    ");
}

#[test]
fn cues_become_cast() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA (V.O.)\nHi.\n\nTOM (O.S.) (CONT'D)\nHi.\n\nMARA AND TOM\nHi.\n\nROCK AND ROLL\nHi.\n\nALL\nHi.\n\nCROWD\nBoo.\n\nTOM ^\nHi.\n\nOLD TOM\nHi.\n\nTOM'S VOICE\nHi."), @"
    1* INT A - DAY, 4/8 p1
      MARA
      TOM
      ROCK AND ROLL
      OLD TOM
      Background Actors: CROWD x1, 80 %, CROWD speaks or is listed
    ");
}

#[test]
fn known_names_in_action_are_present() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA\nHi.\n\nOLD TOM\nHi.\n\nSHERIFF BARNES\nHi.\n\nINT. B - DAY\n\nMara's coat. A mara. Old Tom sleeps; Tom does not. Barnes waits. BANG. A KEY.\n\nINT. C - DAY\n\nBarn swallows."), @"
    1* INT A - DAY, 2/8 p1
      MARA
      OLD TOM
      SHERIFF BARNES
    2* INT B - DAY, 1/8 p1
      OLD TOM (silent)
      SHERIFF BARNES (silent)
      Props: KEY x1, 80 %, KEY
    3* INT C - DAY, 1/8 p1
    ");
}

#[test]
fn ages_stand_by_the_first_appearance() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA REYES, 34, a driver, and JUNO (11) wait. OSCAR, late 30s. IDA, 8.5 m up. VERA, aged 70, knits. TWO MEN, 40, smoke. THE DOG, 3, barks.\n\nMARA\nHi.\n\nOSCAR\nHi."), @"
    1* INT A - DAY, 2/8 p1
      MARA, 34
      JUNO, 11 (silent)
      OSCAR, 38
      VERA, 70 (silent)
      Background Actors: MEN x2, 80 %, TWO MEN
      Special Effects: SMOKE x1, 60 %, smoke
      Animals: DOG x1, 80 %, DOG
      Additional Labor: STUDIO TEACHER x1, 90 %, JUNO, 11
    ");
}

#[test]
fn proposals_name_the_words_that_gave_them() {
    assert_snapshot!(check("INT. TAXI - NIGHT\n\nRain. TWENTY GUARDS draw two pistols. Several old nuns watch a CAR explode. Pedestrians scatter, a dog barks.\n\nA man falls from the roof. Night falls. He falls asleep by the fire escape. THREE GUNSHOTS. TWO HOLOGRAMS flicker."), @"
    1* INT TAXI - NIGHT, 2/8 p1
      Vehicles: TAXI x1, 80 %, TAXI
      Background Actors: GUARDS x20, 80 %, TWENTY GUARDS
      Background Actors: NUNS x4, 65 %, Several old nuns
      Background Actors: PEDESTRIANS x1, 60 %, Pedestrians
      Special Effects: RAIN x1, 60 %, Rain
      Props: PISTOL x2, 60 %, two pistols
      Vehicles: CAR x1, 80 %, CAR explode
      Special Effects: EXPLOSION x1, 60 %, explode
      Animals: DOG x1, 60 %, dog barks
      Stunts: FALL x1, 60 %, falls from the
      Miscellaneous: ROOFTOP x1, 60 %, roof
      Miscellaneous: FIRE ESCAPE x1, 60 %, fire escape
      Special Effects: GUNFIRE x3, 80 %, THREE GUNSHOTS
      Visual Effects: HOLOGRAM x2, 80 %, TWO HOLOGRAMS
    ");
}

/// The cast of the last scene with what gave it.
fn people(text: &str) -> String {
    let (screenplay, _) = super::read("a.fountain", text.as_bytes());
    let scene = super::breakdown(&screenplay).scenes.pop().unwrap_or_default();
    let line = |person: &model::breakdown::CastDraft| {
        let how = match (person.voice_only, person.off_screen, person.speaks) {
            (true, _, _) => " voice",
            (_, true, _) => " off",
            (_, _, false) => " silent",
            _ => "",
        };
        let age = person.age.map_or(String::new(), |age| format!(" {age}"));
        format!("{}{age}{how}: {} ({} %)", person.name, person.because, person.confidence)
    };
    scene.cast.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn extensions_tell_who_is_heard_and_who_is_unseen() {
    assert_snapshot!(people("INT. A - DAY\n\nMara enters. Ida too. Deb. Ash.\n\nINT. B - DAY\n\nMARA (O.S.) (CONT'D)\nHi.\n\nIDA (V.O.)(SUBTITLED)\nHi.\n\nDEB [O.C.]\nHi.\n\nASH (V.O.)\nHi.\n\nASH\nHi.\n\nTOM (INTO PHONE) ^\nHi.\n\nVAL (FILTERED)\nHi."), @"
    MARA off: MARA (O.S.) (CONT'D) (100 %)
    IDA voice: IDA (V.O.)(SUBTITLED) (100 %)
    DEB off: DEB [O.C.] (100 %)
    ASH: ASH (V.O.) (100 %)
    TOM: TOM (INTO PHONE) (100 %)
    VAL voice: VAL (FILTERED) (100 %)
    ");
}

#[test]
fn who_is_never_seen_is_a_voice() {
    assert_snapshot!(people("INT. A - DAY\n\nMara dials.\n\nMARA\nHi.\n\nDEB (O.S.)\nHi.\n\nBURTON\nHello?"), @"
    MARA: MARA (100 %)
    DEB voice: DEB (O.S.) (100 %)
    BURTON voice: BURTON (100 %)
    ");
}

#[test]
fn groups_are_those_who_are_there() {
    let three = "INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\nIDA\nHi.\n\n";
    assert_snapshot!(people(&format!("{three}BOTH\nHi.\n\nALL\nHi.")), @"
    MARA: MARA (100 %)
    TOM: TOM (100 %)
    IDA: IDA (100 %)
    ");
    assert_snapshot!(people(&format!("{three}INT. B - DAY\n\nMara waits. Tom and Ida wait.\n\nALL\nHi.")), @"
    MARA: ALL speak (80 %)
    TOM: ALL speak (80 %)
    IDA: ALL speak (80 %)
    ");
    assert_snapshot!(people(&format!("{three}INT. B - DAY\n\nMARA & TOM\nHi.\n\nTOM/IDA\nHi.")), @"
    MARA: MARA & TOM (90 %)
    TOM: MARA & TOM (90 %)
    IDA: TOM/IDA (90 %)
    ");
    assert_snapshot!(people("INT. A - DAY\n\nANNA BELL\nHi.\n\nTOM REED\nHi.\n\nINT. B - DAY\n\nANNA AND TOM\nHi."), @"
    ANNA BELL: ANNA AND TOM (90 %)
    TOM REED: ANNA AND TOM (90 %)
    ");
}

#[test]
fn a_title_makes_nobody_else_and_an_age_does() {
    assert_snapshot!(people("INT. A - DAY\n\nDR. BENNET\nHi.\n\nBENNET\nHi.\n\nBENNET\nHi.\n\nYOUNG BENNET\nHi.\n\nBENNET (AGE 10)\nHi."), @"
    BENNET: DR. BENNET (100 %)
    YOUNG BENNET: YOUNG BENNET (100 %)
    BENNET AGE 10: BENNET (AGE 10) (100 %)
    ");
}

#[test]
fn introductions_in_capitals_are_people() {
    assert_snapshot!(people("INT. A - DAY\n\nA WAITER bows. MARGARET, 37, sits by ANNA (30s), PIA, early 20s, teenage LEO, 15, and his seven-year-old son, BEN LOW, 7. A GUARD's torch. WORKER #2 naps. A sign: NO ENTRY. CLOSE ON a KEY. Mr. Hoff nods."), @"
    WAITER silent: WAITER bows (90 %)
    MARGARET 37 silent: MARGARET (90 %)
    ANNA 35 silent: ANNA (90 %)
    PIA 22 silent: PIA (90 %)
    LEO 15 silent: LEO (90 %)
    BEN LOW 7 silent: BEN LOW (90 %)
    GUARD silent: GUARD's torch (70 %)
    WORKER #2 silent: WORKER #2 naps (85 %)
    MR. HOFF silent: Mr. Hoff nods (85 %)
    ");
}

#[test]
fn who_is_talked_of_is_not_there() {
    assert_snapshot!(people("INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\nIDA\nHi.\n\nLEO\nHi.\n\nNED\nHi.\n\nINT. B - DAY\n\nMara's coat hangs here. Tom's left hand waves. No sign of Ida. A picture of Leo. She thinks about Ned. \"Ned was here\", it says. Is that Ida?"), @"
    TOM silent: Tom's left hand (80 %)
    ");
}

/// People of the first scene, whom the second one only mentions.
fn mentioned(action: &str) -> String {
    people(&format!("INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\nIDA\nHi.\n\nINT. B - DAY\n\n{action}"))
}

#[test]
fn who_is_pictured_or_written_of_is_not_there() {
    let pictures = [
        "He holds up a picture of Mara and Tom.",
        "A wall of photographs: Mara, Tom, a plan.",
        "Old pictures on the mantle. One shows Ida laughing.",
        "A photo of Tom. Another of Mara, Tom, Ida.",
        "He reads the card.\n\n          Dear friend --\n\n          Ida",
        "SUPER: MARA",
        "The top picture, taken without Mara, shows Ida.",
        "Ida's face flickers by in memories.",
    ];
    for action in pictures {
        assert_eq!(mentioned(action), "", "{action}");
    }
    assert_snapshot!(mentioned("Photos everywhere. Ida shows Mara the album."), @"
    IDA silent: Ida shows Mara the (85 %)
    MARA silent: Mara the album (85 %)
    ");
    // All of the action may be set in: then nothing is a letter.
    assert_snapshot!(mentioned("          Ida waits."), @"IDA silent: Ida waits (85 %)");
}

#[test]
fn what_was_and_whom_one_waits_for_is_elsewhere() {
    let elsewhere = [
        "The same tune Tom was whistling.",
        "She waits for Tom.",
        "He rips up a letter from Ida.",
        "Mara and Tom's bedroom, empty.",
        "The bed is made. Ida is gone.",
        "He is thinking of Ida.",
        "A hat that reminds her of Ida.",
        "He shouts for Mara.",
        "Ida's gone.",
    ];
    for action in elsewhere {
        assert_eq!(mentioned(action), "", "{action}");
    }
    assert_snapshot!(mentioned("He opens the door for Tom. Mara was right: snow."), @"
    TOM silent: Tom (85 %)
    MARA silent: Mara was right (85 %)
    ");
}

#[test]
fn a_part_of_a_scene_that_names_nobody_goes_on_with_whom_it_had() {
    let two = "INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\n";
    assert_snapshot!(people(&format!("{two}.LATER\n\nThey sleep.")), @"
    MARA silent: They sleep (50 %)
    TOM silent: They sleep (50 %)
    ");
    assert_eq!(people(&format!("{two}.LATER\n\nShe sleeps.")), "", "one of two, nobody knows which");
    assert_eq!(people(&format!("{two}INT. B - DAY\n\nThey sleep.")), "", "a place of its own");
}

#[test]
fn roles_name_people_too() {
    assert_snapshot!(people("INT. A - DAY\n\nFIRST MAID\nHi.\n\nSECOND MAID\nHi.\n\nThe CHIEF GUARD waits.\n\nINT. B - DAY\n\nThe maids run in; the guard follows."), @"
    FIRST MAID silent: maids run in (60 %)
    SECOND MAID silent: maids run in (60 %)
    CHIEF GUARD silent: guard follows (60 %)
    ");
}

#[test]
fn headings_without_a_place_show_whom_they_name() {
    assert_snapshot!(people("INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\n.BACK ON MARA\n\nSmiles. (sadly)"), @"
    MARA silent: MARA (70 %)
    ");
}

/// The duties of safety of one scene.
fn duties(text: &str) -> String {
    let (screenplay, _) = super::read("a.fountain", text.as_bytes());
    let scene = super::breakdown(&screenplay).scenes.pop().unwrap_or_default();
    let told = |element: &model::breakdown::ElementDraft| Some(format!("{:?}: {}", element.safety?, element.because));
    scene.elements.iter().filter_map(told).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_needs_care_says_so() {
    assert_snapshot!(duties("EXT. LAKE - NIGHT\n\nMara, who swims, draws a pistol and a knife. She falls from the roof. An explosion; smoke. A horse. KIM, 9, boards a boat, then a helicopter and the train. A car races off. A parked van. Rain."), @"
    Water: LAKE
    Water: swims
    Firearms: pistol and a
    Weapons: knife
    Stunts: falls from the
    Heights: roof
    Pyrotechnics: explosion
    Smoke: smoke
    Animals: horse
    Water: boat
    Aircraft: helicopter and the
    Rail: train
    Vehicles: car races off
    Weather: Rain
    Minors: KIM, 9
    ");
}

#[test]
fn likeness_and_absence_need_nothing() {
    assert_snapshot!(check("INT. A - DAY\n\nHe pats her as you would a horse. She laughs like a drunk hyena, like a dog. No gun. A bottle falls. A hot dog."), @"
    1* INT A - DAY, 1/8 p1
      Props: BOTTLE x1, 60 %, bottle falls
    ");
}

#[test]
fn crowds_are_counted() {
    assert_snapshot!(check("INT. A - DAY\n\nTwenty fishermen wait. A crowd of reporters. RIOT OFFICERS and TWENTY BOUNTY HUNTERS. Six accordionists. Two people. Three computers. He guards the door. 300 extras. A dozen kids."), @"
    1* INT A - DAY, 1/8 p1
      Background Actors: FISHERMEN x20, 65 %, Twenty fishermen
      Background Actors: REPORTERS x20, 65 %, crowd of reporters
      Background Actors: RIOT OFFICERS x2, 60 %, RIOT OFFICERS
      Background Actors: BOUNTY HUNTERS x20, 80 %, TWENTY BOUNTY HUNTERS
      Background Actors: ACCORDIONISTS x6, 50 %, Six accordionists
      Background Actors: EXTRAS x300, 85 %, 300 extras
      Background Actors: KIDS x12, 65 %, dozen kids
    ");
}

#[test]
fn cast_is_not_proposed_as_a_thing() {
    assert_snapshot!(check("EXT. PARK - DAY\n\nA small DOG runs.\n\nDOG\nWoof."), @"
    1* EXT PARK - DAY, 1/8 p1
      DOG
    ");
}

#[test]
fn length_counts_lines() {
    let lines = |count: usize| format!("INT. A - DAY\n\n{}\n\nINT. B - DAY\n\nx", vec!["x"; count].join("\n\n"));
    let first = |text: &str| {
        let (screenplay, _) = super::read("a.fountain", text.as_bytes());
        let scene = super::breakdown(&screenplay).scenes.swap_remove(0);
        scene.computed.0
    };
    // Two lines an action; the heading is at the top of the page: 1 + 2n of 54 lines, rounded up to eighths of 6.75.
    assert_eq!([1, 2, 3, 6, 7].map(|count| first(&lines(count))), [1, 1, 2, 2, 3]);
    assert_eq!(first(&lines(60)), 18);
}

#[test]
fn headings_and_what_leads_to_them_go_over_together() {
    // 25 actions fill lines 1 to 51 with the heading: a transition, a heading and its first words need 6 more.
    let text = format!(
        "INT. A - DAY\n\n{}\n\nCUT TO:\n\nINT. B - DAY\n\nx\n\n===\n\nINT. C - DAY\n\nx",
        vec!["x"; 25].join("\n\n")
    );
    assert_snapshot!(check(&text), @"
    1* INT A - DAY, 1 p1
    2* INT B - DAY, 1/8 p2
    3* INT C - DAY, 1/8 p3
    ");
}

#[test]
fn a_synopsis_stays_with_its_scene() {
    assert_snapshot!(check("INT. A - DAY\n\n= They meet\n= at last.\n\nx\n\nINT. B - DAY\n\nx"), @"
    1* INT A - DAY, 1/8 p1
      = They meet at last.
    2* INT B - DAY, 1/8 p1
      = x
    ");
}

#[test]
fn a_scene_without_synopsis_takes_the_first_sentence_of_its_action() {
    let check = |scene: &str, expected: &str| {
        let (screenplay, _) = super::read("a.fountain", format!("INT. A - DAY\n\n{scene}\n").as_bytes());
        let synopsis = super::breakdown(&screenplay).scenes.first().map(|scene| scene.synopsis.clone());
        assert_eq!(synopsis.as_deref(), Some(expected), "{scene}");
    };
    check("", "");
    check("MAYA\nHello.", "");
    check("MAYA\nHello.\n\nShe leaves. A door slams.", "She leaves.");
    check("= They meet.\n\nShe leaves.", "They meet.");
    check("...\n\nRain\nfalls!  Hard.", "Rain falls!");
    check(
        "Mr. Lee and J. R. Fox wait until 3 a.m. at the gate. Nobody comes.",
        "Mr. Lee and J. R. Fox wait until 3 a.m. at the gate.",
    );
    check("She whispers \"Run.\" Then nothing.", "She whispers \"Run.\"");
    check("She waits... and waits. Dawn.", "She waits... and waits.");
    check("No end to it", "No end to it");
    let long =
        "The crowd pushes through the narrow gate, past the guards, and over the bridge, until the planks give way.";
    check(long, "The crowd pushes through the narrow gate, past the guards, and over the bridge, until the…");
    check(&"x".repeat(200), &format!("{}…", "x".repeat(89)));
    let exact = format!("{} end.", "x".repeat(85));
    check(&exact, &exact);
}

/// The stunts of a scene with the words that gave them.
fn stunts(action: &str) -> String {
    let text = format!("INT. A - DAY\n\nMARA\nHi.\n\nTOM\nHi.\n\n{action}");
    let (screenplay, _) = super::read("a.fountain", text.as_bytes());
    let scenes = super::breakdown(&screenplay).scenes;
    let stunts = scenes.iter().flat_map(|scene| &scene.elements).filter(|element| element.category == Category::STUNTS);
    stunts.map(|stunt| format!("{}: {}", stunt.name, stunt.because)).collect::<Vec<_>>().join("; ")
}

#[test]
fn stunts_are_done_by_somebody_or_to_somebody() {
    assert_snapshot!(stunts("Mara slugs the startled Tom."), @"FIGHT: slugs the startled");
    assert_snapshot!(stunts("Mara turns and, one shoe off, leaps across the gap."), @"LEAP: leaps across the");
    assert_snapshot!(stunts("She shuts her eyes. And jumps."), @"LEAP: jumps");
    assert_snapshot!(stunts("Tom catches fire."), @"FIRE BURN: catches fire");
    assert_snapshot!(stunts("Tom hangs from the gutter."), @"HANG: hangs from the");
    assert_snapshot!(stunts("The car smashes through the gate."), @"COLLISION: smashes through the gate");
    let none = [
        "Mara's coat hangs here.",
        "A bottle stops and, late, falls.",
        "Mara stabs at her salad. Tom kicks the wheel of her car.",
        "He hangs up his coat. She hangs it back.",
        "Mara jumps in alarm.",
        "They shoot out the window.",
    ];
    for action in none {
        assert_eq!(stunts(action), "", "{action}");
    }
}

//! Breakdowns: numbers, sets, cast, ages, proposals.

use insta::assert_snapshot;

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
      Background Actors: CROWD x1, 80 %, CROWD speaks
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
      MARA (silent)
      OLD TOM (silent)
      SHERIFF BARNES (silent)
    3* INT C - DAY, 1/8 p1
    ");
}

#[test]
fn ages_stand_by_the_first_appearance() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA REYES, 34, a driver, and JUNO (11) wait. OSCAR, late 30s. IDA, 8.5 m up. VERA, aged 70, knits. TWO MEN, 40, smoke. THE DOG, 3, barks.\n\nMARA\nHi.\n\nOSCAR\nHi."), @"
    1* INT A - DAY, 2/8 p1
      MARA, 34
      JUNO, 11 (silent)
      OSCAR
      VERA, 70 (silent)
      DOG, 3 (silent)
      Background Actors: MEN x2, 80 %, TWO MEN
      Special Effects: SMOKE x1, 60 %, smoke
    ");
}

#[test]
fn proposals_name_the_words_that_gave_them() {
    assert_snapshot!(check("INT. TAXI - NIGHT\n\nRain. TWENTY GUARDS draw two pistols. Several old nuns watch a CAR explode. Pedestrians scatter, a dog barks.\n\nA man falls from the roof. Night falls. He falls asleep by the fire escape. THREE GUNSHOTS. TWO HOLOGRAMS flicker."), @"
    1* INT TAXI - NIGHT, 2/8 p1
      Vehicles: TAXI x1, 80 %, TAXI - NIGHT
      Background Actors: GUARDS x20, 80 %, TWENTY GUARDS
      Background Actors: NUNS x4, 65 %, Several old nuns
      Background Actors: PEDESTRIANS x1, 60 %, Pedestrians
      Special Effects: RAIN x1, 60 %, Rain
      Props: PISTOL x2, 60 %, two pistols
      Vehicles: CAR x1, 80 %, CAR
      Special Effects: EXPLOSION x1, 60 %, explode
      Animals: DOG x1, 60 %, dog barks
      Stunts: FALL x1, 60 %, falls from the
      Special Effects: GUNFIRE x3, 80 %, THREE GUNSHOTS
      Visual Effects: HOLOGRAM x2, 80 %, TWO HOLOGRAMS
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

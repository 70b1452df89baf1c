//! A new draft goes into a production: what the writers changed is told and taken, what people said stays, one undo takes
//! all of it back.

use crate::bench::{Bench, SCRIPT};
use crate::replan::day_of;

/// A production with a plan, into which the script with some words replaced goes as the next draft.
fn redrafted(changes: &[(&str, &str)], before: &[&str]) -> (Bench, String) {
    let bench = Bench::new();
    bench.judged("plan alley.fountain --start 2027-03-01 --days 3 --iterations 50 --out p");
    for line in before {
        bench.ok(line);
    }
    let mut text = SCRIPT.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    bench.write("blue.fountain", text.as_bytes());
    let said = bench.ok("import blue.fountain --into p/alley.backlot");
    (bench, said)
}

const OFFICE: &str = "INT. OFFICE - DAY #3#\n\nKANE (50) alone with the posters.\n\nKANE\nDone. Not perfect. Done.\n\n";

#[test]
fn new_omitted_and_changed_scenes_are_told() {
    let roof = "EXT. ROOF - NIGHT #3A#\n\nA helicopter over MAYA.\n\nINT. RAIN ALLEY - NIGHT #4#";
    let changes = [
        (OFFICE, ""),
        ("INT. RAIN ALLEY - NIGHT #4#", roof),
        ("It is empty.", "It is full of rain, of letters and of old money. She counts it twice."),
    ];
    let (bench, said) = redrafted(&changes, &[]);
    assert!(said.starts_with("draft 2 (Blue), blue.fountain: 1 new, 1 changed, 1 omitted\n"), "{said}");
    assert!(said.contains("  3A       new\n") && said.contains("  3        omitted\n"), "{said}");
    assert!(said.contains("  4        changed: ") && said.contains("words\n"), "{said}");
    assert!(said.contains("new set: ROOF") && said.contains("no scene has any more: set OFFICE"), "{said}");
    assert!(said.contains("scenes: 4 -> 4; pages:") && said.contains("cast days:"), "{said}");
    let board = bench.ok("board show p/alley.backlot --text");
    let boneyard = board.split("boneyard").nth(1).unwrap_or_default();
    assert!(boneyard.contains("3A"), "{board}");
    let drafts = bench.ok("drafts p/alley.backlot");
    assert!(drafts.contains("1  White") && drafts.contains("2  Blue") && drafts.contains("next: Pink"), "{drafts}");

    // The omitted scene comes back with the script, and so does its strip.
    bench.write("pink.fountain", SCRIPT.as_bytes());
    let said = bench.ok("import pink.fountain --into p/alley.backlot --date 2027-02-01");
    assert!(said.starts_with("draft 3 (Pink), pink.fountain: ") && said.contains("  3        un-omitted"), "{said}");
    let (findings, _) = bench.judged("check p/alley.backlot");
    assert!(!findings.contains("neither on a day nor in the boneyard"), "{findings}");
}

#[test]
fn a_scene_that_was_shot_before_it_was_omitted_keeps_its_day() {
    let bench = Bench::new();
    bench.judged("plan alley.fountain --start 2027-03-01 --days 3 --iterations 50 --out p");
    bench.judged("board move p/alley.backlot 3 --day 1");
    bench.judged("solve p/alley.backlot --from-day 2 --rain --iterations 0");
    let (findings, _) = bench.judged("check p/alley.backlot");
    bench.write("blue.fountain", SCRIPT.replace(OFFICE, "").as_bytes());
    let said = bench.ok("import blue.fountain --into p/alley.backlot");
    assert!(said.contains("  3        omitted\n"), "{said}");
    assert_eq!(day_of(&bench, "3"), 1);
    // Nobody is asked to take it off the day on which it was shot.
    assert_eq!(bench.judged("check p/alley.backlot").0, findings);
}

#[test]
fn one_undo_takes_a_draft_back_whole() {
    let bench = Bench::new();
    bench.judged("plan alley.fountain --start 2027-03-01 --days 3 --iterations 50 --out p");
    let look = |bench: &Bench| {
        [
            "board show p/alley.backlot --text",
            "breakdown p/alley.backlot --json",
            "breakdown p/alley.backlot --scene 3",
            "drafts p/alley.backlot",
        ]
        .map(|line| bench.ok(line))
    };
    let before = look(&bench);
    bench.write("blue.fountain", SCRIPT.replace(OFFICE, "").replace("MAYA", "MAIA").as_bytes());
    bench.ok("import blue.fountain --into p/alley.backlot --dry-run");
    assert_eq!(look(&bench), before, "a dry run changes nothing");
    bench.ok("import blue.fountain --into p/alley.backlot");
    assert_ne!(look(&bench), before);
    bench.ok("undo p/alley.backlot");
    assert_eq!(look(&bench), before);
}

#[test]
fn what_people_said_stays() {
    let before = [
        "set p/alley.backlot scene 1 minutes=150 setups=8 pages=3",
        "set p/alley.backlot scene 2 cast+=KANE",
        "breakdown reject p/alley.backlot --scene 2 --category crowd",
    ];
    let before: Vec<&str> = before.into_iter().filter(|line| !line.contains("category")).collect();
    let longer = "KANE comes out of the dark. ".to_owned() + &"He walks slowly. ".repeat(60);
    let (bench, said) = redrafted(&[("KANE comes out of the dark.", longer.as_str())], &before);
    assert!(said.contains("kept: scene 1: length 3 stays; the script now says"), "{said}");
    let scene = bench.ok("breakdown p/alley.backlot --scene 1");
    assert!(scene.contains("said: 8 set-ups, 2 h 30") && scene.contains("3 pages"), "{scene}");
    assert!(bench.ok("breakdown p/alley.backlot --scene 2").contains("KANE"));
}

#[test]
fn scenes_are_known_by_their_words_when_the_script_has_no_numbers() {
    let bench = Bench::new();
    let bare: String =
        SCRIPT.lines().map(|line| line.split(" #").next().unwrap_or_default().to_owned() + "\n").collect();
    bench.write("bare.fountain", bare.as_bytes());
    bench.ok("import bare.fountain --start 2027-03-01 -o b.backlot");
    // A scene before the office; the market after it.
    let market = "EXT. MARKET - DAY\n\nA crowd of thirty. MAYA runs through them, KANE behind her.\n\n";
    let moved = bare
        .replace(market, "INT. CELLAR - NIGHT\n\nWater drips on a stone.\n\n")
        .replace("INT. RAIN ALLEY - NIGHT\n\nMAYA opens", &format!("{market}INT. RAIN ALLEY - NIGHT\n\nMAYA opens"));
    bench.write("moved.fountain", moved.as_bytes());
    let said = bench.ok("import moved.fountain --into b.backlot");
    assert!(said.contains("  1A       new\n"), "{said}");
    assert!(said.contains("  2        moved: after 3\n") || said.contains("  3        moved: after 1A\n"), "{said}");
    assert!(!said.contains("omitted"), "{said}");
    let order: Vec<String> = bench
        .ok("breakdown b.backlot")
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(order, ["1", "1A", "3", "2", "4"]);
}

#[test]
fn somebody_with_another_name_is_proposed_and_renamed() {
    let (bench, said) = redrafted(&[("MAYA", "MAIA")], &[]);
    assert!(said.contains("MAYA may be MAIA now"), "{said}");
    bench.ok("undo p/alley.backlot");
    let said = bench.ok("import blue.fountain --into p/alley.backlot --rename MAYA=MAIA");
    assert!(!said.contains("new character") && !said.contains("any more"), "{said}");
    assert!(
        bench.ok("breakdown p/alley.backlot").contains("1.MAIA")
            || bench.ok("breakdown p/alley.backlot").contains("2.MAIA")
    );
}

#[test]
fn a_draft_with_wrong_words_changes_nothing() {
    let bench = Bench::new();
    bench.ok("import alley.fountain --start 2027-03-01 -o a.backlot");
    bench.wrong("import alley.fountain --into a.backlot --colour Mauve", "no revision colour 'Mauve'", "Goldenrod");
    bench.wrong("import alley.fountain --into a.backlot --rename MYA=MAIA", "no character 'MYA'", "MAYA");
    bench.wrong("import alley.fountain --into a.backlot --rename MAYA", "renames nobody", "OLD=NEW");
    bench.wrong("import alley.fountain --into none.backlot", "no file 'none.backlot'", "check the name");
    bench.wrong("import alley.fountain", "--output", "");
    let said = bench.ok("import alley.fountain --into a.backlot --colour second-pink");
    assert!(said.starts_with("draft 2 (Second Pink), alley.fountain: no scene changed\n"), "{said}");
}

/// The demo's script with a scene cut, one added, one moved and one rewritten: derived here, so that no second script is kept.
#[test]
fn a_new_draft_of_cyberhunt() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cyberhunt");
    let white = std::fs::read_to_string(format!("{folder}/cyberhunt.fountain")).unwrap();
    let bench = Bench::new();
    bench.write("cyberhunt.fountain", white.as_bytes());
    bench.ok("import cyberhunt.fountain --start 2027-03-01 -o c.backlot");
    let (mut head, mut scenes): (String, Vec<String>) = (String::new(), Vec::new());
    for line in white.lines() {
        let opens =
            ["INT.", "EXT.", "INT/EXT", "I/E", "."].iter().any(|intro| line.starts_with(intro)) && line.ends_with('#');
        if opens {
            scenes.push(String::new());
        }
        let into = scenes.last_mut().unwrap_or(&mut head);
        into.push_str(line);
        into.push('\n');
    }
    let at = |scenes: &[String], number: &str| {
        scenes.iter().position(|one| one.lines().next().unwrap().ends_with(&format!("#{number}#"))).unwrap()
    };
    let cut = at(&scenes, "13");
    scenes.remove(cut);
    let from = at(&scenes, "20");
    let moved = scenes.remove(from);
    let to = at(&scenes, "25") + 1;
    scenes.insert(to, moved);
    let to = at(&scenes, "14") + 1;
    scenes.insert(to, "INT. CLINIC - BACK ROOM - NIGHT #14A#\n\nROOK sews his own arm by candle light.\n\n".to_owned());
    bench.write("blue.fountain", (head + &scenes.concat()).as_bytes());
    let said = bench.ok("import blue.fountain --into c.backlot");
    assert!(said.contains("  14A      new\n") && said.contains("  13       omitted\n"), "{said}");
    assert!(said.contains("  20       moved: after 25\n"), "{said}");
    assert!(!said.contains("split") && !said.contains("merged") && !said.contains("kept:"), "{said}");
}

#[test]
fn a_production_has_its_own_order_of_colours() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    let next = |bench: &Bench, expected: &str| {
        let drafts = bench.ok("drafts alley.backlot");
        assert!(drafts.ends_with(&format!("next: {expected}\n")), "{drafts}");
    };
    next(&bench, "Blue");
    bench.ok("set alley.backlot production colours=White,Rosa,Gelb");
    next(&bench, "Rosa");
    bench.write("rosa.fountain", SCRIPT.replace(OFFICE, "").as_bytes());
    let said = bench.ok("import rosa.fountain --into alley.backlot");
    assert!(said.starts_with("draft 2 (Rosa)"), "{said}");
    next(&bench, "Gelb");
    for wrong in ["White", "White,,Blue", "White,white", "White,Light-Blue"] {
        let line = format!("set alley.backlot production colours={wrong}");
        bench.wrong(&line, &format!("colours cannot be '{wrong}'"), "White,Blue,Pink");
    }
    bench.ok("set alley.backlot production colours=none");
    next(&bench, "Blue");
}

#[test]
fn an_omitted_scene_that_no_draft_had_before_comes_in() {
    let omitted = "INT. RAIN ALLEY - NIGHT #4#";
    let (bench, said) = redrafted(&[(omitted, &format!(".OMITTED #33#\n\n{omitted}"))], &[]);
    assert!(said.contains("  33       omitted\n"), "{said}");
    // The next draft brings it back, in a set of its own.
    let back = SCRIPT.replace(omitted, &format!("INT. CELLAR - DAY #33#\n\nWater drips.\n\n{omitted}"));
    bench.write("pink.fountain", back.as_bytes());
    let said = bench.ok("import pink.fountain --into p/alley.backlot");
    assert!(said.contains("  33       un-omitted"), "{said}");
    assert!(bench.ok("breakdown p/alley.backlot --scene 33").contains("CELLAR"));
    bench.ok("undo p/alley.backlot");
    bench.ok("undo p/alley.backlot");
}

#[test]
fn new_scenes_before_the_first_are_counted_in_front() {
    let bench = Bench::new();
    let bare: String =
        SCRIPT.lines().map(|line| line.split(" #").next().unwrap_or_default().to_owned() + "\n").collect();
    bench.write("bare.fountain", bare.as_bytes());
    bench.ok("import bare.fountain --start 2027-03-01 -o b.backlot");
    let new = "INT. CELLAR - NIGHT\n\nWater drips.\n\nINT. ATTIC - DAY\n\nDust.\n\nEXT. QUAY - DAY\n\nGulls.\n\n";
    let first = "INT. RAIN ALLEY - NIGHT\n\nMAYA waits";
    bench.write("new.fountain", bare.replace(first, &format!("{new}{first}")).as_bytes());
    let said = bench.ok("import new.fountain --into b.backlot");
    for number in ["A1", "B1", "C1"] {
        assert!(said.contains(&format!("  {number}       new\n")), "{said}");
    }
}

//! What the script proposes is listed, accepted, rejected and exported; sets are made one or kept apart.

use crate::bench::Bench;

fn founded() -> Bench {
    let bench = Bench::new();
    bench.write("d.fountain", b"INT. CAR - DAY #1#\n\nMAYA drives the CAR. A DOG barks. She draws a GUN.\n\nMAYA\nQuiet.\n\nEXT. STREET - NIGHT #2#\n\nA DOG. KANE fires a GUN.\n\nKANE\nStop.\n");
    bench.ok("import d.fountain --start 2027-03-01 -o d.backlot");
    bench
}

/// The state of the dog in each scene.
fn dogs(bench: &Bench) -> Vec<String> {
    let json: serde_json::Value =
        serde_json::from_str(&bench.ok("breakdown d.backlot --category animals --json")).unwrap();
    let rows = json.as_array().unwrap().iter().filter(|row| row["name"] == "DOG");
    rows.map(|row| format!("{} {}", row["scene"].as_str().unwrap(), row["state"].as_str().unwrap())).collect()
}

#[test]
fn a_proposal_is_decided_logged_and_undone() {
    let bench = founded();
    assert_eq!(dogs(&bench), ["1 proposed", "2 proposed"]);
    assert_eq!(bench.ok("breakdown reject d.backlot DOG --scene 1 --author ana"), "rejected 1 proposal: DOG in 1\n");
    assert_eq!(bench.ok("breakdown accept d.backlot dog --scene 2 --author ben"), "accepted 1 proposal: DOG in 2\n");
    assert_eq!(dogs(&bench), ["1 rejected", "2 accepted"]);
    assert!(!bench.ok("breakdown d.backlot --scene 1").lines().any(|line| line.contains("Animals")));
    let log = bench.ok("log d.backlot");
    assert!(log.contains("ana") && log.contains("rejected 1 proposal: DOG in 1"), "{log}");

    // The next draft does not bring it back, nor take away what was accepted.
    bench.write("e.fountain", b"INT. CAR - DAY #1#\n\nMAYA drives the CAR. A DOG barks again. She draws a GUN.\n\nMAYA\nQuiet.\n\nEXT. STREET - NIGHT #2#\n\nKANE fires a GUN.\n\nKANE\nStop.\n");
    let said = bench.ok("import e.fountain --into d.backlot");
    assert!(said.contains("kept: scene 2: DOG stays as accepted"), "{said}");
    assert_eq!(dogs(&bench), ["1 rejected", "2 accepted"]);
    bench.ok("undo d.backlot");
    bench.ok("undo d.backlot --author ana");
    assert_eq!(dogs(&bench), ["1 proposed", "2 accepted"]);
    bench.ok("breakdown reject d.backlot DOG");
    assert_eq!(dogs(&bench), ["1 rejected", "2 rejected"]);
    bench.ok("breakdown accept d.backlot DOG --scene 1");
    assert_eq!(dogs(&bench), ["1 accepted", "2 rejected"]);
    assert_eq!(bench.ok("breakdown accept d.backlot DOG --scene 1"), "nothing to change\n");
}

#[test]
fn filters_and_export() {
    let bench = founded();
    let csv = bench.ok("breakdown d.backlot --csv");
    assert!(
        csv.starts_with("scene,category,name,quantity,confidence,state,voice only,off screen,safety,because\r\n"),
        "{csv}"
    );
    assert!(csv.contains("1,Cast Members,MAYA,1,100,") && csv.contains(",DOG,1,"), "{csv}");
    let sure = bench.ok("breakdown d.backlot --proposed --below 1");
    assert_eq!(sure, "nothing like this in the breakdown\n");
    bench.ok("breakdown accept d.backlot --from 0");
    assert_eq!(bench.ok("breakdown d.backlot --proposed"), "nothing like this in the breakdown\n");
    assert!(bench.ok("breakdown d.backlot --accepted --scene 2").lines().all(|line| line.starts_with("2 ")));
}

#[test]
fn sets_are_made_one_or_kept_apart() {
    let bench = founded();
    bench.wrong("breakdown merge d.backlot CAR STRET", "no set 'STRET'", "STREET");
    bench.wrong("breakdown merge d.backlot CAR car", "is one set already", "two sets");
    assert_eq!(bench.ok("breakdown apart d.backlot CAR STREET"), "sets CAR and STREET are two\n");
    assert_eq!(bench.ok("breakdown apart d.backlot STREET CAR"), "nothing to change\n");
    assert!(bench.ok("breakdown sets d.backlot").contains("two:  CAR  /  STREET"));
    assert_eq!(bench.ok("breakdown merge d.backlot CAR STREET"), "set STREET is CAR: 1 scene moved\n");
    assert!(bench.ok("breakdown sets d.backlot").contains("one:  CAR  =  STREET"));

    // The next draft knows the other spelling.
    let said = bench.ok("import d.fountain --into d.backlot");
    assert!(said.contains("no scene changed") && !said.contains("new set"), "{said}");
    bench.ok("undo d.backlot");
    bench.ok("undo d.backlot");
    assert!(bench.ok("breakdown d.backlot").contains("EXT STREET"));
}

#[test]
fn decisions_about_nothing_are_refused() {
    let bench = founded();
    bench.wrong("breakdown accept d.backlot", "nothing is named", "--from 0");
    bench.wrong("breakdown reject d.backlot DGO", "'DGO'", "DOG");
    bench.wrong("breakdown d.backlot --category beasts", "no breakdown category 'beasts'", "");
    bench.wrong("breakdown d.backlot --below 150", "150", "");
    bench.wrong("breakdown accept d.backlot --scene 9 DOG", "no scene '9'", "");
    bench.wrong("breakdown", "NAME.backlot", "");
}

#[test]
fn a_scene_is_shown_with_its_words_and_notes() {
    let bench = Bench::new();
    bench.write("n.fountain", b"INT. CAR - DAY #1#\n\nMAYA drives. [[Which car?\nThe red one.]]\n\nMAYA\nQuiet.\n\nEXT. STREET - NIGHT #2#\n\nRain.\n");
    let note =
        |text: &str| format!("<ScriptNote Author=\"R. P.\"><Paragraph><Text>{text}</Text></Paragraph></ScriptNote>");
    let scene = "<Paragraph Type=\"Scene Heading\" Number=\"1\"><Text>INT. CAR - DAY</Text>";
    let action = "<Paragraph Type=\"Action\"><Text>MAYA drives.</Text></Paragraph>";
    let fdx = format!("<FinalDraft><Content>{scene}{}</Paragraph>{action}</Content></FinalDraft>", note("Which car?"));
    bench.write("n.fdx", fdx.as_bytes());
    bench.ok("import n.fountain -o n.backlot");
    bench.ok("import n.fdx -o f.backlot");
    let shown = |file: &str| {
        let said = bench.ok(&format!("breakdown {file} --scene 1"));
        said.split_once("\n\n").map(|(_, words)| words.to_owned()).unwrap_or_default()
    };
    assert_eq!(
        shown("n.backlot"),
        "MAYA drives.\n[[Which car?\nThe red one.]]\n                    MAYA\n          Quiet.\n"
    );
    assert_eq!(shown("f.backlot"), "[[R. P.: Which car?]]\nMAYA drives.\n");
}

//! A word table of a person's own.

use model::breakdown::{IntExt, StoryTime};

use crate::heading::{opens_scene, parse};
use crate::words::Words;

#[test]
fn a_table_of_ones_own_goes_before_the_standard_ones() {
    let text = "int = [\"Loc. Int\", \"studio\"]\nnight = [\"evening\", \"Graveyard Shift\"]\ninheriting = [\"ongoing\"]\nmodifiers = [\"drone\"]\nwithout = [\"DRIVING\"]\n";
    let words = Words::with(text).expect("the table is right");
    let heading = parse(&words, "Studio. Flat 3 - evening - drone");
    assert_eq!(
        (heading.int_ext, heading.set.as_str(), heading.time),
        (Some(IntExt::Int), "FLAT 3", Some(StoryTime::Night))
    );
    assert_eq!(heading.modifiers, ["DRONE"]);
    assert_eq!(parse(&words, "INT. CAR - GRAVEYARD SHIFT").time, Some(StoryTime::Night));
    assert_eq!(parse(&words, "INT. CAR - ONGOING").sub_sets, Vec::<String>::new());
    assert_eq!(parse(&words, "INT. CAR - DRIVING").sub_sets, ["DRIVING"]);
    assert!(opens_scene(&words, "studio. flat") && !opens_scene(Words::standard(), "studio. flat"));
}

#[test]
fn a_line_of_prose_does_not_open_a_scene() {
    let prose = "She enters.\nI am here.\nA. A man.\nA man.\nIn the hall.\nEst-ce que tu dors ?\nest ici\nExterior lights come on.\nPlan B.\nExit, slowly.\nSis (V.O.)\nSIS (V.O.)
        12 angry men wait\nE. coli\nI/O error\nWn we leave\nExtra. Extra.\nInter alia\nAussen hin ist er ruhig\nINTERVIEW ROOM\nA12 is closed";
    for line in prose.lines().map(str::trim) {
        assert!(!opens_scene(Words::standard(), line), "{line}");
    }
    let headings = "INT. HUT\nint hut\nExt. Hut\n12 INT. HUT\nA12. ext hut\n10aA INT. HUT\nINT/EXT. HUT\nI. HÜTTE - NACHT\nEST. CITY\nAußen. Hafen\nＩＮＴ．HUT\nsis. keittiö - yö\nНат. Улица";
    for line in headings.lines() {
        assert!(opens_scene(Words::standard(), line), "{line}");
    }
}

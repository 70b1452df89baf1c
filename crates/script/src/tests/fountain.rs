//! Fountain: every element of the notation, and the ways people type it.

use arcstr::ArcStr;
use insta::assert_snapshot;

use super::{broken_down, shown};

/// Reads a Fountain text.
fn check(text: &str) -> String {
    shown("case.fountain", text)
}

#[test]
fn a_page_of_everything() {
    let text = "Title:\n    **NIGHT** _BUS_\n    Part One\nAuthor: R. Penn\nMood: wet\n\nFADE IN:\n\n# One\n\n= They meet.\n\nINT. DEPOT - NIGHT #12A#\n= She waits.\n\nRain on *tin*.\nA door.\n\nMARA (O.S.)\n(quietly)\nWho is it?\n(beat)\nGo away.\n\n> CUT TO BLACK\n\n>The End<\n\n===\n\n~La la\n~lo lo\n\n!INT. SHOUTED NOTE\n\n@McBride\nAye.\n\n!!CLOSE ON the key\n\n.ROOFTOP #A1-b#\n\nCUT TO:\n\nEXT/INT VAN - DAY\n";
    assert_snapshot!(check(text), @"
    Title: NIGHT BUS / Part One
    Author: R. Penn
    Mood: wet
    7 Transition: FADE IN:
    9 Section1: One
    11 Synopsis: They meet.
    13 Heading #12A: INT. DEPOT - NIGHT
    14 Synopsis: She waits.
    16 Action: Rain on tin. / A door.
    19 Character: MARA (O.S.)
    20 Parenthetical: (quietly)
    21 Dialogue: Who is it?
    22 Parenthetical: (beat)
    23 Dialogue: Go away.
    25 Transition: CUT TO BLACK
    27 Centred: The End
    29 PageBreak: 
    31 Lyric: La la / lo lo
    34 Action: INT. SHOUTED NOTE
    36 Character: McBride
    37 Dialogue: Aye.
    39 Shot: CLOSE ON the key
    41 Heading #A1-b: ROOFTOP
    43 Transition: CUT TO:
    45 Heading: EXT/INT VAN - DAY
    ");
}

#[test]
fn title_pages_are_told_from_scripts() {
    assert_snapshot!(check("FADE IN:\n\nINT. A - DAY\n\nx"), @"
    1 Transition: FADE IN:
    3 Heading: INT. A - DAY
    5 Action: x
    ");
    assert_snapshot!(check("CUT TO:\n\nINT. A - DAY\n\nx"), @"
    1 Transition: CUT TO:
    3 Heading: INT. A - DAY
    5 Action: x
    ");
    assert_snapshot!(check("Title: T\nContact:\n\tnobody\n\tnowhere\n\nINT. A - DAY\n\nx"), @"
    Title: T
    Contact: nobody / nowhere
    6 Heading: INT. A - DAY
    8 Action: x
    ");
    assert_snapshot!(check("Title: T\nINT. A - DAY\n\nx"), @"
    Title: T
    2 Heading: INT. A - DAY
    4 Action: x
    ");
    assert_snapshot!(check("\n\nEpisode: 3\nTitle: T\n\nINT. A - DAY\n\nx"), @"
    Episode: 3
    Title: T
    6 Heading: INT. A - DAY
    8 Action: x
    ");
}

#[test]
fn headings_need_a_blank_line_above_but_none_below() {
    assert_snapshot!(check("INT. A - DAY\nShe runs.\nEXT. B - DAY\n\nMore.\n\nint b - day\n\nEXTRA WORK AHEAD.\n\n... no heading\n\n. no heading"), @"
    1 Heading: INT. A - DAY
    2 Action: She runs. / EXT. B - DAY
    5 Action: More.
    7 Heading: int b - day
    9 Action: EXTRA WORK AHEAD.
    11 Action: ... no heading
    13 Action: . no heading
    warning 3:1 'EXT. B - DAY' looks like a scene heading but has no blank line above it
    ");
}

#[test]
fn scene_numbers_take_any_form_and_either_side() {
    assert_snapshot!(check("INT. A - DAY #1#\n\nINT. A - DAY #1-A#\n\nINT. A - DAY #I.1.A#\n\nINT. A - DAY #110.#\n\n12A INT. A - DAY 12A\n\n7. EXT. B - NIGHT\n\n.OMITTED #33#\n\nINT. OMITTED #34#"), @"
    1 Heading #1: INT. A - DAY
    3 Heading #1-A: INT. A - DAY
    5 Heading #I.1.A: INT. A - DAY
    7 Heading #110.: INT. A - DAY
    9 Heading #12A: INT. A - DAY
    11 Heading #7: EXT. B - NIGHT
    13 Omitted #33: OMITTED
    15 Omitted #34: INT. OMITTED
    ");
}

#[test]
fn cues_are_capitals_over_words() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA\nHello.\n\nMARA\n\nNo speech.\n\n23\nNot a cue.\n\n3CPO\nBeep.\n\nHANS (on the radio)\nOver.\n\nHans (O.S.)\nNot a cue.\n\nМАША (V.O.)(CONT'D)\nДа.\n\nŁUCJA\nTak.\n\n小明\n不是。\n\n@小明\n你好。"), @"
    1 Heading: INT. A - DAY
    3 Character: MARA
    4 Dialogue: Hello.
    6 Action: MARA
    8 Action: No speech.
    10 Action: 23 / Not a cue.
    13 Character: 3CPO
    14 Dialogue: Beep.
    16 Character: HANS (on the radio)
    17 Dialogue: Over.
    19 Action: Hans (O.S.) / Not a cue.
    22 Character: МАША (V.O.)(CONT'D)
    23 Dialogue: Да.
    25 Character: ŁUCJA
    26 Dialogue: Tak.
    28 Action: 小明 / 不是。
    31 Character: 小明
    32 Dialogue: 你好。
    ");
}

#[test]
fn a_line_of_two_spaces_keeps_a_speech_open() {
    assert_snapshot!(check("INT. A - DAY\n\nDEALER\nSeven.\n  \nHit or stand?\n\nShe stands."), @"
    1 Heading: INT. A - DAY
    3 Character: DEALER
    4 Dialogue: Seven. /  / Hit or stand?
    8 Action: She stands.
    ");
}

#[test]
fn dual_dialogue_goes_right() {
    assert_snapshot!(check("INT. A - DAY\n\nMARA\nYes!\n\nTOM ^\n(same time)\nNo!\n\nMARA\nWell."), @"
    1 Heading: INT. A - DAY
    3 Character: MARA
    4 Dialogue: Yes!
    6 Character (right): TOM
    7 Parenthetical (right): (same time)
    8 Dialogue (right): No!
    10 Character: MARA
    11 Dialogue: Well.
    ");
}

#[test]
fn transitions_stand_alone_and_end_in_to() {
    assert_snapshot!(check("INT. A - DAY\n\nA.\n\n            SMASH CUT TO:\n\nB.\n\nCUT TO: \n\nC.\n\nHE TALKS TO:\nThe wall.\n\n> fade\n\nFADE OUT."), @"
    1 Heading: INT. A - DAY
    3 Action: A.
    5 Transition: SMASH CUT TO:
    7 Action: B.
    9 Action: CUT TO:
    11 Action: C.
    13 Action: HE TALKS TO: / The wall.
    16 Transition: fade
    18 Transition: FADE OUT.
    ");
}

#[test]
fn comments_go_and_notes_stay_beside_their_scene() {
    assert_snapshot!(check("INT. A - DAY\n\nA /* gone */ word. [[first]]\n\n/*\nINT. B - DAY\n\nGone.\n*/\n\n[[a long\n  \nnote]]\n\nMARA\n[[aside]]\nHi [[two]] there.\n\nEnd [[open\n\n]] still here."), @"
    1 Heading: INT. A - DAY
    3 Action: A  word.
    3 Boneyard: gone
    3 Note: first
    5 Boneyard: INT. B - DAY /  / Gone.
    11 Note: a long /  / note
    15 Character: MARA
    16 Note: aside
    17 Dialogue: Hi  there.
    17 Note: two
    19 Action: End [[open
    21 Action: ]] still here.
    warning 19:5 the note that '[[' opens here is not closed before the next empty line; it is read as script
    ");
    assert_snapshot!(check("INT. A - DAY\n\nA /* never closed.\n\nB."), @"
    1 Heading: INT. A - DAY
    3 Action: A /* never closed.
    5 Action: B.
    warning 3:3 the comment that '/*' opens here is never closed; its words are read as script
    ");
}

#[test]
fn emphasis_goes_and_words_stay() {
    assert_snapshot!(check("INT. A - DAY\n\n***Both*** **bold *and* italic** _under_ 2 * 3 * 4 \\*kept\\* snake_case_name *open\nend* **a\n\n***x** y*"), @"
    1 Heading: INT. A - DAY
    3 Action: Both bold and italic under 2 * 3 * 4 *kept* snake_case_name *open / end* **a
    6 Action: x y
    ");
}

#[test]
fn line_ends_marks_and_encodings() {
    let script = "INT. A - DAY\n\nMARA\nOuí.\n\nExit.";
    let unix = check(script);
    assert_eq!(check(&script.replace('\n', "\r\n")), unix);
    assert_eq!(check(&script.replace('\n', "\r")), unix);
    assert_eq!(check(&format!("\u{feff}{script}")), unix);
    let wide: Vec<u8> = "\u{feff}"
        .chars()
        .chain(script.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (from_wide, notices) = super::read("a.txt", &wide);
    assert_eq!((from_wide.elements[2].text.as_str(), notices.len()), ("Ouí.", 0));
    let latin: Vec<u8> = script.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let (from_latin, notices) = super::read("a.txt", &latin);
    assert_eq!((from_latin.elements[2].text.as_str(), notices.len()), ("Ouí.", 1));
    assert_snapshot!(check("．倉庫\n\n！ACTION\n\n＠小明\n你好。\n\n＃＃ Two\n\n～la"), @"
    1 Heading: 倉庫
    3 Action: ACTION
    5 Character: 小明
    6 Dialogue: 你好。
    8 Section2: Two
    10 Lyric: la
    ");
}

#[test]
fn indented_text_reads_like_any_other() {
    let script = "   INT. A - DAY\n\n\tShe waits.\n\n                MARA\n        (low)\n    Hello.\n\n                    CUT TO:\n\nINT. B - DAY\n\nx";
    assert_snapshot!(check(script), @"
    1 Heading: INT. A - DAY
    3 Action:     She waits.
    5 Character: MARA
    6 Parenthetical: (low)
    7 Dialogue: Hello.
    9 Transition: CUT TO:
    11 Heading: INT. B - DAY
    13 Action: x
    ");
}

#[test]
fn structures_may_touch() {
    assert_snapshot!(check("# Act\n## Part\nINT. A - DAY\n= Sum.\nMARA\nHi.\n===\n\nINT. B - DAY\nx\n> THE END <\n[[n]]"), @"
    1 Section1: Act
    2 Section2: Part
    3 Heading: INT. A - DAY
    4 Synopsis: Sum.
    5 Character: MARA
    6 Dialogue: Hi.
    7 PageBreak: 
    9 Heading: INT. B - DAY
    10 Action: x
    11 Centred: THE END
    12 Note: n
    ");
}

#[test]
fn words_before_the_first_heading_stay_in_the_script_only() {
    let text = "A dog waits.\n\nINT. A - DAY\n\nNothing.";
    assert_snapshot!(check(text), @"
    1 Action: A dog waits.
    3 Heading: INT. A - DAY
    5 Action: Nothing.
    ");
    assert_snapshot!(broken_down(text), @"1* INT A - DAY, 1/8 p1");
}

#[test]
fn elements_share_the_text_of_the_file_where_their_words_stand_in_it() {
    let shared = |text: &str| {
        let (screenplay, _) = crate::read("case.fountain", text.as_bytes(), crate::Words::standard());
        let whole = screenplay.elements[0].text.parent();
        let all = screenplay.elements.iter();
        all.map(|one| (one.text.as_str().to_owned(), ArcStr::ptr_eq(one.text.parent(), whole))).collect::<Vec<_>>()
    };
    let own = |text: &str| (text.to_owned(), false);
    let part = |text: &str| (text.to_owned(), true);
    assert_eq!(
        shared("INT. A - DAY\n\nRain.\nMore.\n\nMARA ^\n(low)\nQuiet *now*.\n\n!One [[two]] three\n"),
        [
            part("INT. A - DAY"),
            part("Rain.\nMore."),
            part("MARA"),
            part("(low)"),
            own("Quiet now."),
            own("One  three"),
            own("two")
        ]
    );
    assert_eq!(
        shared("INT. A - DAY\r\n\r\nRain.\r\nMore.\r\n\r\n\r\n  Wet.\r\n"),
        [part("INT. A - DAY"), own("Rain.\nMore."), own("\n  Wet.")]
    );
}

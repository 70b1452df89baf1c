//! Days of the story: stated ones are kept, the others proposed.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{breakdown, read};

/// Each heading of a script with its day: stated, proposed (`?`) or none.
fn check(headings: &str) -> String {
    let text: String = headings.lines().map(|line| format!(".{}\n\nShe waits.\n\n", line.trim())).collect();
    let (screenplay, _) = read("days.fountain", text.as_bytes());
    let mut out = String::new();
    for scene in breakdown(&screenplay).scenes {
        let proposed = scene.story_day_proposed.map(|day| format!("{day}?"));
        let day = scene.story_day.or(proposed).unwrap_or_else(|| "-".to_owned());
        let _ = writeln!(out, "{day} {}", scene.heading);
    }
    out
}

#[test]
fn another_day_comes_after_a_night_or_when_the_heading_says_so() {
    let lines = "INT. HUT - DAY\nINT. HUT - NIGHT\nINT. BARN - CONTINUOUS\nINT. BARN - DAWN\nINT. BARN - DAY\nINT. BARN\nINT. BARN - DUSK\nINT. BARN - NIGHT
        INT. HUT - MORNING\nINT. HUT - THE NEXT MORNING\nINT. HUT - A MOMENT LATER\nINT. HUT - TWO WEEKS LATER\nINT. HUT - ANOTHER NIGHT\nINT. HUT - DAY - DAWN\nINT. HUT - DAWN";
    assert_snapshot!(check(lines), @"
    D1? INT. HUT - DAY
    N1? INT. HUT - NIGHT
    N1? INT. BARN - CONTINUOUS
    D2? INT. BARN - DAWN
    D2? INT. BARN - DAY
    D2? INT. BARN
    D2? INT. BARN - DUSK
    N2? INT. BARN - NIGHT
    D3? INT. HUT - MORNING
    D4? INT. HUT - THE NEXT MORNING
    D4? INT. HUT - A MOMENT LATER
    D5? INT. HUT - TWO WEEKS LATER
    N6? INT. HUT - ANOTHER NIGHT
    D7? INT. HUT - DAY - DAWN
    D7? INT. HUT - DAWN
    ");
}

#[test]
fn flashbacks_and_dreams_have_no_day_and_lead_back() {
    let lines = "INT. HUT - NIGHT\nINT. SCHOOL - DAY (FLASHBACK)\nINT. SCHOOL - LATER\nINT. HUT - NIGHT\nINT. TOWER - DREAM\nINT. HUT - PRESENT\nINT. HALL - DAY (1977)\nINT. HUT - DAY";
    assert_snapshot!(check(lines), @"
    N1? INT. HUT - NIGHT
    - INT. SCHOOL - DAY (FLASHBACK)
    - INT. SCHOOL - LATER
    N1? INT. HUT - NIGHT
    - INT. TOWER - DREAM
    N1? INT. HUT - PRESENT
    - INT. HALL - DAY (1977)
    D2? INT. HUT - DAY
    ");
}

#[test]
fn stated_days_are_never_touched_and_the_count_goes_on_from_them() {
    let lines = "INT. HUT - DAY (D4)\nINT. HUT - LATER\nINT. HUT - NIGHT\nINT. HUT - DAY 7\nINT. HUT - N7\nINT. HUT - MORNING\nOMITTED\nINT. HUT - NIGHT [SD2]";
    assert_snapshot!(check(lines), @"
    D4 INT. HUT - DAY (D4)
    D4? INT. HUT - LATER
    N4? INT. HUT - NIGHT
    DAY 7 INT. HUT - DAY 7
    N7 INT. HUT - N7
    D8? INT. HUT - MORNING
    - OMITTED
    SD2 INT. HUT - NIGHT [SD2]
    ");
}

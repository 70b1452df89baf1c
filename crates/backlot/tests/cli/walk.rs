//! The program as people run it: the whole walk in a folder of its own, and what it says to input that is wrong.

use crate::bench::Bench;

#[test]
fn a_screenplay_becomes_a_folder_with_a_plan() {
    let bench = Bench::new();
    let said = bench.ok("plan alley.fountain --start 2027-03-01 --days 2 --iterations 200");
    insta::assert_snapshot!("ten_lines", said);
    let made = [
        "alley.backlot",
        "assumptions.txt",
        "board.html",
        "board.txt",
        "day-out-of-days.pdf",
        "one-liner.pdf",
        "shooting-schedule.pdf",
        "stripboard.pdf",
    ];
    assert_eq!(bench.files("alley-plan"), made);
    for paper in made.iter().filter(|name| name.ends_with(".pdf")) {
        assert!(bench.bytes(&format!("alley-plan/{paper}")).starts_with(b"%PDF"), "{paper}");
    }

    // The same seed and count give the same board; what stands there is not overwritten by mistake.
    let board = bench.bytes("alley-plan/board.txt");
    bench.wrong("plan alley.fountain --iterations 200", "exists already", "--force");
    bench.ok("plan alley.fountain --start 2027-03-01 --days 2 --iterations 200 --threads 1 --force");
    assert_eq!(bench.bytes("alley-plan/board.txt"), board);
}

#[test]
fn without_a_number_of_days_other_numbers_are_priced_too() {
    let bench = Bench::new();
    let said = bench.ok("plan alley.fountain --start 2027-03-01 --iterations 100");
    assert!(said.contains("<- this plan"), "{said}");
    let rows = said.lines().filter(|line| line.contains(" days  USD ") || line.contains(" day   USD ")).count();
    assert!((3..=5).contains(&rows), "{said}");
}

#[test]
fn facts_are_entered_logged_and_undone() {
    let bench = Bench::new();
    bench.ok("import alley.fountain --start 2027-03-01 -o alley.backlot");
    bench.ok("set alley.backlot scene 1 minutes=150 setups=8 --author maya");
    bench.ok("set alley.backlot cast MAYA rate=2500 form=weekly born=2015-04-02 drop=10 makeup=45 --author ben");
    bench.ok("set alley.backlot production days=3 planned-day=10h title=Rain --author maya");
    let said = bench.ok("breakdown alley.backlot --scene 1");
    assert!(said.contains("said: 8 set-ups, 2 h 30"), "{said}");
    assert!(said.contains("Give me the case."), "{said}");
    let log = bench.ok("log alley.backlot");
    assert_eq!(log.lines().count(), 3, "{log}");
    bench.ok("undo alley.backlot --author ben");
    bench.ok("undo alley.backlot --author maya");
    bench.ok("undo alley.backlot --author maya");
    bench.wrong("undo alley.backlot --author maya", "nothing left to undo", "");
    let said = bench.ok("breakdown alley.backlot --scene 1");
    assert!(!said.contains("said:"), "{said}");
    assert_eq!(bench.ok("log alley.backlot").lines().count(), 6);

    // All fields of one command or none of them.
    bench.wrong("set alley.backlot scene 1 setups=4 minutes=soon", "minutes cannot be 'soon'", "150, 45min, 2h30");
    assert_eq!(bench.ok("log alley.backlot").lines().count(), 6);
}

#[test]
fn names_that_nobody_has_are_answered_with_near_ones() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    bench.wrong("set alley.backlot cast MYA rate=2500", "no cast member 'MYA'", "MAYA");
    bench.wrong("set alley.backlot scene 99 setups=2", "no scene '99'", "");
    bench.wrong("set alley.backlot scene 1 minuts=2", "no field 'minuts'", "minutes");
    bench.wrong("unavailable alley.backlot MAYA 2027-13-01", "'2027-13-01' is not a date", "2027-03-08");
    bench.wrong("unavailable alley.backlot MAYA 2027-03-09..2027-03-08", "lies before", "earlier date first");
    bench.wrong("board show alley.backlot --board Blue", "no board 'Blue'", "Script");
    bench.wrong("pin alley.backlot 1 --day 3", "no shooting day 3", "solve");
    bench.wrong("print poster alley.backlot", "poster", "stripboard");
    bench.wrong("set alley.backlot production start=2027-03-06", "Sat 2027-03-06 is no working day", "Mon 2027-03-08");
}

#[test]
fn a_board_is_edited_compared_and_published() {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 100 --out p");
    let file = "p/alley.backlot";
    let board = bench.ok(&format!("board show {file} --text"));
    let strip = board.lines().skip_while(|line| !line.starts_with("day 1 ")).nth(1).unwrap();
    let strip = strip.split_whitespace().next().unwrap();
    bench.ok(&format!("solve {file} --board Blue --iterations 50"));
    let moved = bench.ok(&format!("board move {file} {strip} --day 2 --board Blue"));
    assert!(moved.contains(&format!("strip {strip}: day 1 ")) && moved.contains("cost: USD"), "{moved}");
    let diff = bench.ok(&format!("board diff {file} Plan Blue"));
    assert!(diff.contains(&format!("strip {strip}: ")), "{diff}");
    let pinned = bench.ok(&format!("pin {file} {strip} --day 3 --board Blue"));
    assert!(pinned.contains("day 3"), "{pinned}");
    assert!(bench.ok(&format!("board pins {file} --board Blue")).starts_with(strip));

    // The search leaves a pinned strip where it is.
    bench.judged(&format!("solve {file} --board Blue --iterations 200"));
    let text = bench.ok(&format!("board show {file} --board Blue --text"));
    let day =
        text.split("\nday ").find(|day| day.lines().skip(1).any(|line| line.split_whitespace().next() == Some(strip)));
    assert!(day.is_some_and(|day| day.starts_with('3')), "{text}");

    // The text reads back as the same board.
    bench.write("blue.txt", text.as_bytes());
    bench.ok(&format!("board read {file} blue.txt"));
    assert_eq!(bench.ok(&format!("board show {file} --board Blue --text")), text);

    assert!(bench.ok(&format!("board publish {file}")).starts_with("issue 1 (White)"));
    assert!(bench.ok(&format!("board publish {file} --board Plan")).starts_with("issue 2 (Blue)"));
    let list = bench.ok(&format!("board list {file}"));
    assert!(list.contains("* Blue") && list.contains("issue 2 (Blue): board Plan"), "{list}");
}

#[test]
fn what_a_board_costs_is_told_down_to_the_line() {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 2 --iterations 50 --out p");
    let groups = bench.ok("price p/alley.backlot");
    assert!(groups.contains("total in USD"), "{groups}");
    let account = groups.lines().find_map(|line| line.strip_prefix("  ")?.split(' ').next()).unwrap();
    assert!(bench.ok(&format!("price p/alley.backlot --why {account}")).contains("from "));
    bench.wrong(
        "price p/alley.backlot --why 9999",
        "nothing is booked on account 9999",
        "'backlot price' lists accounts",
    );

    // The sum of the lines is the total, in data too.
    let json: serde_json::Value = serde_json::from_str(&bench.ok("price p/alley.backlot --json")).unwrap();
    let lines = json["lines"].as_array().unwrap().iter();
    assert_eq!(json["total"].as_i64().unwrap(), lines.map(|line| line["amount"].as_i64().unwrap()).sum::<i64>());
    for command in ["check", "log", "breakdown", "board list", "board show", "board pins"] {
        let (json, _) = bench.judged(&format!("{command} p/alley.backlot --json"));
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{command}: {json}");
    }
}

#[test]
fn papers_come_in_the_form_that_is_asked_for() {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 2 --iterations 50 --out p --paper a4");
    assert!(bench.ok("print one-liner p/alley.backlot --format txt").contains("RAIN ALLEY"));
    assert_eq!(bench.ok("print one-liner p/alley.backlot --format svg"), "alley-one-liner-1.svg\n");
    assert!(bench.bytes("alley-one-liner-1.svg").starts_with(b"<svg"));
    bench.ok("print stripboard p/alley.backlot -o s.pdf --paper letter");
    bench.wrong("print stripboard p/alley.backlot -o s.pdf", "'s.pdf' exists already", "--force");
    bench.ok("print board p/alley.backlot");
    assert!(String::from_utf8_lossy(&bench.bytes("alley-board.html")).contains("<html"));
    bench.wrong("print board p/alley.backlot --format pdf", "not made in this form", "html or txt");
}

#[test]
fn a_bad_morning_changes_only_what_is_left() {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 200 --out p");
    let before = bench.ok("board show p/alley.backlot --text");
    bench.ok("unavailable p/alley.backlot MAYA 2027-03-02 --why ill");
    let (said, _) = bench.judged("solve p/alley.backlot --from-day 2 --iterations 200");
    assert!(said.contains("days that did not: 3\n"), "{said}");
    let after = bench.ok("board show p/alley.backlot --text");
    let day_one = |text: &str| text.split("\nday ").nth(1).unwrap_or_default().to_owned();
    assert_eq!(day_one(&after), day_one(&before));
}

#[test]
fn an_impossible_production_is_planned_as_far_as_it_goes() {
    let bench = Bench::new();
    bench.write("with.toml", b"[[cast]]\ncharacter = \"MAYA\"\nuntil = 2027-01-31\n");
    let (said, code) =
        bench.judged("plan alley.fountain --with with.toml --start 2027-03-01 --days 1 --iterations 50 --out p");
    assert_eq!(code, 1, "{said}");
    assert!(!said.contains("findings: 0 errors") || !said.contains("boneyard: 0 strips"), "{said}");
    assert!(bench.files("p").contains(&"stripboard.pdf".to_owned()));
}

#[test]
fn the_plan_itself_is_not_undone_by_the_way() {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 100 --out p");
    bench.ok("set p/alley.backlot scene 2 minutes=90");
    bench.ok("undo p/alley.backlot");
    let board = bench.ok("board show p/alley.backlot --text");
    bench.wrong(
        "undo p/alley.backlot",
        "to undo 'added board Plan and made it the active one' would leave no board",
        "--last-plan",
    );
    assert_eq!(bench.ok("board show p/alley.backlot --text"), board);
    // Another board with days keeps the production planned.
    bench.ok("solve p/alley.backlot --iterations 10 --author ana");
    assert!(bench.ok("undo p/alley.backlot --author ana").contains("board Plan 2 is gone again"));
    assert!(bench.ok("undo p/alley.backlot --last-plan").contains("board Plan is gone again"));
}

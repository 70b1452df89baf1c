//! What a person meets in the first hour: names that are empty, changes that change nothing, issues, notes, currencies.

use crate::bench::Bench;

/// A planned production in `p/alley.backlot`, three days long.
fn planned() -> (Bench, &'static str) {
    let bench = Bench::new();
    bench.judged("plan alley.fountain --start 2027-03-01 --days 3 --iterations 100 --out p");
    (bench, "p/alley.backlot")
}

/// What a command says on standard error.
fn aside(bench: &Bench, line: &str) -> String {
    String::from_utf8(bench.run(line).stderr).unwrap()
}

#[test]
fn looking_leaves_the_file_as_it_is() {
    let (bench, file) = planned();
    let before = bench.bytes(file);
    let print = format!("print one-liner {file} --format txt");
    let commands = ["check", "log", "price", "breakdown", "board list", "board show", "board pins"];
    for command in commands.iter().map(|command| format!("{command} {file}")).chain([print]) {
        bench.judged(&command);
    }
    bench.ok(&format!("board diff {file} Plan Script"));
    assert_eq!(bench.bytes(file), before);
}

#[test]
fn a_board_has_a_name() {
    let (bench, file) = planned();
    let board = bench.run(&format!("solve {file} --iterations 0 --board "));
    assert_eq!(board.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&board.stderr).contains("a name needs at least one letter or digit"));
    bench.write("none.txt", b"day 1\n1\n");
    bench.wrong(&format!("board read {file} none.txt"), "'none.txt' names no board", "board NAME");
}

#[test]
fn what_changes_nothing_is_not_logged() {
    let (bench, file) = planned();
    let text = bench.ok(&format!("board show {file} --text"));
    let strip = text.lines().skip_while(|line| !line.starts_with("day 1 ")).nth(1).unwrap();
    let strip = strip.split_whitespace().next().unwrap();
    bench.ok(&format!("set {file} cast MAYA rate=2500 form=daily"));
    let rows = bench.ok(&format!("log {file}")).lines().count();
    for line in [
        format!("set {file} cast MAYA rate=2500 form=daily"),
        format!("board move {file} {strip} --day 1 --first"),
        format!("board move {file} {strip} --day 1 --after {strip}"),
        format!("pin {file} {strip} --off"),
        format!("board activate {file} Plan"),
    ] {
        assert_eq!(bench.ok(&line), "nothing to change\n", "{line}");
    }
    assert_eq!(bench.ok(&format!("log {file}")).lines().count(), rows);
    bench.ok(&format!("board move {file} {strip} --boneyard"));
    assert_eq!(bench.ok(&format!("board move {file} {strip} --boneyard")), "nothing to change\n");
    assert_eq!(bench.ok(&format!("log {file}")).lines().count(), rows + 1);
}

#[test]
fn a_pinned_strip_is_not_moved_by_hand() {
    let (bench, file) = planned();
    bench.ok(&format!("pin {file} 1 --day 2"));
    let line = format!("board move {file} 1 --day 3");
    bench.wrong(&line, "strip 1 is pinned to day 2 Tue 2027-03-02", &format!("backlot pin {file} 1 --off"));
    bench.ok(&format!("pin {file} 1 --off"));
    bench.ok(&line);
}

#[test]
fn an_issue_is_published_with_its_findings_and_shown_again() {
    let (bench, file) = planned();
    bench.wrong(&format!("board publish {file} --board Script"), "nothing is planned on board Script", "solve");
    bench.wrong(&format!("board show {file} --issue 1"), "there is no issue 1", "board publish");
    let said = bench.ok(&format!("board publish {file}"));
    assert!(said.contains("goes out with it") || said.contains("go out with it"), "{said}");
    let issued = bench.ok(&format!("board show {file} --text"));
    bench.ok(&format!("board move {file} 1 --boneyard"));
    assert_ne!(bench.ok(&format!("board show {file} --text")), issued);
    assert_eq!(bench.ok(&format!("board show {file} --text --issue 1")), issued);
    let paper = bench.ok(&format!("print one-liner {file} --issue 1 --format txt"));
    assert!(paper.contains("RAIN ALLEY"), "{paper}");
    bench.wrong(&format!("print one-liner {file} --issue 7"), "there is no issue 7", "issues are 1");
}

#[test]
fn numbers_of_days_that_no_shoot_has() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    for line in ["plan alley.fountain --days 0", "solve alley.backlot --days 0"] {
        bench.wrong(line, "a shoot has at least 1 shooting day", "");
    }
    bench.wrong("plan alley.fountain --days 367", "at most 366", "");
    bench.wrong("set alley.backlot production days=0", "at least 1 shooting day", "from 1 to 366");
    bench.write("with.toml", b"days = 0\n");
    bench.wrong("plan alley.fountain --with with.toml", "with.toml:1:8: days = 0", "1 to 366");
}

#[test]
fn the_file_beside_the_script_may_leave_out_quotes_of_numbers() {
    let bench = Bench::new();
    let text = "[day]\nfill = 0.85\n[[cast]]\ncharacter = \"MAYA\"\nnumber = 10\n[[scene]]\nnumber = 2\nsetups = 4\n";
    bench.write("with.toml", text.as_bytes());
    bench.ok("import alley.fountain --with with.toml -o alley.backlot");
    assert!(bench.ok("breakdown alley.backlot --scene 2").contains("10.MAYA"));
    bench.write("with.toml", b"start = \"2027-03-01\"\n");
    bench.wrong("import alley.fountain --with with.toml -o x.backlot", "with.toml:1:9", "dates without quotes");
    bench.write("with.toml", b"[day]\nfill = \"85%\"\n");
    let said = aside(&bench, "import alley.fountain --with with.toml -o x.backlot");
    assert_eq!(said.matches("hint:").count(), 1, "{said}");
    assert!(said.contains("docs/handbook/production-file.md"), "{said}");
}

#[test]
fn a_new_production_has_an_empty_log_and_says_so() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    assert!(bench.ok("log alley.backlot").starts_with("log: no edits yet since the import on "));
    assert_eq!(bench.ok("log alley.backlot --json"), "[]\n");
    bench.wrong("undo alley.backlot", "tester has nothing left to undo", "--author");
    bench.wrong("log .", "'.' is a folder, not a file", "");
    bench.wrong("import alley.fountain -o . --force", "'.' is a folder, not a file", "");
    bench.wrong("plan .", "'.' is a folder, not a file", "");
}

#[test]
fn what_is_assumed_in_another_currency_says_so() {
    let bench = Bench::new();
    bench.write("with.toml", b"currency = \"EUR\"\n");
    bench.ok("import alley.fountain --with with.toml -o alley.backlot");
    let said = bench.ok("print assumptions alley.backlot --format txt");
    assert!(said.contains("; the figure was made for USD\n"), "{said}");
    assert!(said.contains("    each is engaged weekly at 4,326:\n        "), "{said}");

    // Each source is told once, with everything that was taken from it.
    let sources: Vec<&str> = said.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    let mut once = sources.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), sources.len(), "{said}");
}

#[test]
fn a_price_is_asked_for_by_account_or_by_group() {
    let (bench, file) = planned();
    let said = bench.ok(&format!("price {file} --why cast"));
    assert!(said.contains("group cast in USD"), "{said}");
    let all = "hint: groups with lines are crew, cast, crowd, places, sets; 'backlot price' lists accounts, '--help' says what else can be named\n";
    for name in ["actors", "cast zebra"] {
        let message = format!("there is no account, group or name '{name}'");
        bench.wrong(&format!("price {file} --why '{name}'"), &message, all);
    }
    bench.wrong(&format!("price {file} --why 'cast kan'"), "there is no account", "did you mean KANE?");
}

#[test]
fn notes_on_how_a_script_was_read_are_told() {
    let bench = Bench::new();
    bench.write(
        "with.toml",
        b"[[place]]\nname = \"Barn\"\nkind = \"location\"\nrates = { prep = 1, shoot = 1, hold = 1, strike = 1 }\n",
    );
    let said = aside(&bench, "import alley.fountain --with with.toml -o alley.backlot");
    assert!(said.contains("note: with.toml: no place is given for MARKET"), "{said}");
}

#[test]
fn a_second_unit_can_be_made_and_is_paid() {
    let (bench, file) = planned();
    let said = bench.ok(&format!("set {file} unit second crew-day=1,234 heads=9"));
    assert!(said.contains("second"), "{said}");
    let text = bench.ok(&format!("board show {file} --text"));
    let last = text.rfind("unit main").unwrap();
    let changed = format!("{}unit second{}", &text[..last], &text[last + "unit main".len()..]);
    bench.write("second.txt", changed.as_bytes());
    bench.judged(&format!("board read {file} second.txt"));
    let cast = bench.ok(&format!("price {file} --why crew --board Plan"));
    assert!(cast.contains("1,234"), "{cast}");
    bench.wrong(&format!("set {file} unit second colour=red"), "a unit has no field 'colour'", "heads");
    bench.wrong(&format!("set {file} unit second crew-day=1,5"), "crew-day cannot be '1,5'", "2,500.50");
    bench.ok(&format!("set {file} unit third heads=2"));
    bench.wrong(&format!("set {file} unit third name=SECOND"), "another unit is called 'SECOND'", "of its own");
}

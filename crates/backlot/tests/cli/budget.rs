//! The budget as a line producer uses it: read, locked, a strip moved, told why; changed, taken out and back, undone.

use crate::bench::Bench;

/// A small budget for the script of the bench.
const BUDGET: &str = r#"
chart = "feature"
detailed = ["crew"]
global = [{ name = "weeks_shot", is = "weeks(shoot)" }]
fringe = [{ name = "FICA", percent = "6.2", cutoff = 6000 }]
charge = [{ name = "Contingency", percent = 10, of = "total" }]
group = [{ name = "splinter", on = false }]
line = [
    { account = "1300", text = "Director", rate = "50,000" },
    { account = "1400", text = "Maya", rate = "board(cast MAYA)", fringes = "FICA" },
    { account = "2500", text = "Grips", amount = "shoot_days()", unit = "day", times = 4, rate = 500, fringes = "FICA" },
    { account = "3300", text = "Camera", amount = "weeks_shot", unit = "week", rate = 9000 },
    { account = "3300", text = "Splinter camera", rate = 4000, groups = "splinter" },
    { account = "2100", text = "Coach", amount = "work_days(cast MAYA)", unit = "day", rate = 400 },
]
"#;

fn planned() -> Bench {
    let bench = Bench::new();
    bench.write("budget.toml", BUDGET.as_bytes());
    bench.ok("plan alley.fountain --start 2027-03-01 --days 2 --iterations 200 --budget budget.toml");
    bench
}

const FILE: &str = "alley-plan/alley.backlot";

#[test]
fn a_budget_is_locked_and_a_moved_strip_shows_what_it_does() {
    let bench = planned();
    insta::assert_snapshot!("top_sheet", bench.ok(&format!("budget {FILE}")));
    insta::assert_snapshot!("account", bench.ok(&format!("budget {FILE} --account 2500")));
    let said = bench.ok(&format!("budget lock {FILE} --by Studio --date 2027-01-29"));
    assert!(said.contains("approved at") && said.contains("by Studio on 2027-01-29"), "{said}");
    let top = bench.ok(&format!("budget {FILE}"));
    assert!(top.contains("approved 2027-01-29 by Studio"), "{top}");
    assert!(top.lines().any(|line| line.starts_with("GRAND TOTAL") && line.trim_end().ends_with('-')), "{top}");
    let moved = bench.ok(&format!("board move {FILE} 2 --boneyard"));
    assert!(moved.contains("2300 Set construction") && moved.contains("Contingency"), "{moved}");
    let top = bench.ok(&format!("budget {FILE}"));
    assert!(top.lines().any(|line| line.starts_with("GRAND TOTAL") && line.trim_end().ends_with(')')), "{top}");
    bench.ok(&format!("undo {FILE}"));
    bench.ok(&format!("undo {FILE}"));
    assert!(!bench.ok(&format!("budget {FILE}")).contains("approved 2027"));
}

#[test]
fn why_goes_down_to_strip_and_clause_and_two_boards_are_told_apart() {
    let bench = planned();
    insta::assert_snapshot!("why", bench.ok(&format!("price {FILE} --why 1400")));
    let why = bench.ok(&format!("price {FILE} --why 3300"));
    assert!(why.contains("amount: weeks_shot = ") && why.contains("weeks_shot: weeks(shoot) = "), "{why}");
    bench.ok(&format!("solve {FILE} --board Long --days 3 --iterations 200"));
    let against = bench.ok(&format!("price {FILE} --against Plan"));
    assert!(against.contains("Plan -> Long") && against.contains("2500 Set operations"), "{against}");
    assert!(against.contains("Grips: amount: shoot_days() = 2 days -> 3 days"), "{against}");
    let json = bench.ok(&format!("price {FILE} --against Plan --json"));
    assert!(json.contains("\"causes\""), "{json}");
}

#[test]
fn a_budget_is_changed_by_edits_and_taken_back() {
    let bench = planned();
    let line = |text: &str| {
        let budget = bench.ok(&format!("budget {FILE} --json"));
        let json: serde_json::Value = serde_json::from_str(&budget).unwrap();
        let lines = json["costs"]["lines"].as_array().unwrap().clone();
        let found = lines.iter().find(|line| line["text"] == text);
        found.map(|line| (line["line"].to_string(), line["cost"].as_i64().unwrap()))
    };
    let (grips, cost) = line("Grips").unwrap();
    assert_eq!(cost, 400_000);
    bench.ok(&format!("budget set {FILE} line {grips} rate=1,000 times=2*3"));
    assert_eq!(line("Grips").unwrap().1, 1_200_000);
    bench.ok(&format!("budget set {FILE} group splinter on=yes"));
    assert_eq!(line("Splinter camera").unwrap().1, 400_000);
    bench.ok(&format!("budget add {FILE} line account=2500 text=Crane amount=nights() unit=day rate=3950"));
    assert!(line("Crane").is_some());
    bench.ok(&format!("budget remove {FILE} line #{}", line("Crane").unwrap().0));
    assert!(line("Crane").is_none());
    for _ in 0..4 {
        bench.ok(&format!("undo {FILE}"));
    }
    assert_eq!(line("Grips").unwrap(), (grips.clone(), 400_000));
    assert_eq!(line("Splinter camera").unwrap().1, 0);

    bench.wrong(
        &format!("budget set {FILE} line {grips} rate=paid_days(cast"),
        "a parenthesis is not closed",
        "write )",
    );
    bench.wrong(&format!("budget set {FILE} line {grips} amount=work_days(NOBODY)"), "'NOBODY' names nobody", "MAYA");
    bench.wrong(&format!("budget set {FILE} line {grips} rat=5"), "a line has no field 'rat'", "rate");
    bench.wrong(&format!("budget set {FILE} line 99999 rate=5"), "there is no line '99999'", "--account");
    bench.wrong(
        &format!("budget set {FILE} global weeks_shot is=weeks_shot+1"),
        "weeks_shot -> weeks_shot",
        "take one",
    );
    bench.wrong(&format!("budget set {FILE} fringe FICA percent=106"), "106 %", "between 0 and 100");
    bench.wrong(&format!("budget add {FILE} group name=splinter"), "already", "budget set");
    bench.wrong(&format!("budget remove {FILE} fringe FICA"), "is needed by line", "change line");
    bench.wrong(&format!("budget {FILE} --account 2501"), "there is no account '2501'", "2500");
}

#[test]
fn a_budget_goes_out_as_tables_and_comes_back() {
    let bench = planned();
    bench.ok(&format!("budget lock {FILE} --by Studio --date 2027-01-29"));
    let before = bench.ok(&format!("budget {FILE} --json"));
    for name in ["out.xlsx", "out.csv"] {
        bench.ok(&format!("budget export {FILE} -o {name}"));
        bench.wrong(&format!("budget export {FILE} -o {name}"), "exists already", "--force");
        bench.ok(&format!("budget remove {FILE} charge Contingency"));
        bench.ok(&format!("budget import {FILE} {name}"));
        assert_eq!(bench.ok(&format!("budget {FILE} --json")), before, "{name}");
    }
    bench.wrong(&format!("budget export {FILE} -o out.pdf"), "neither .xlsx nor .csv", "ending");
    bench.write("wrong.csv", b"[fringe]\nname,percent\nFICA,six\n");
    bench.wrong(&format!("budget import {FILE} wrong.csv"), "row 2, column 'percent': percent cannot be 'six'", "6.2");
    bench.write("no.xlsx", b"no workbook");
    bench.wrong(&format!("budget import {FILE} no.xlsx"), "no workbook", "CSV");
}

/// What a budget comes to on the active board: total, all fringes, charges, qualified spend.
fn money(bench: &Bench, file: &str) -> [i64; 4] {
    let json: serde_json::Value = serde_json::from_str(&bench.ok(&format!("budget {file} --json"))).unwrap();
    let costs = &json["costs"];
    let all = |list: &str| costs[list].as_array().unwrap().clone();
    let sum = |list: &[serde_json::Value], field: &str| list.iter().map(|one| one[field].as_i64().unwrap()).sum();
    let fringes: Vec<_> = all("lines").iter().flat_map(|line| line["fringes"].as_array().unwrap().clone()).collect();
    let total = costs["total"].as_i64().unwrap();
    [total, sum(&fringes, "amount"), sum(&all("charges"), "amount"), sum(&all("incentives"), "qualified")]
}

#[test]
fn another_chart_keeps_the_money() {
    let bench = planned();
    let before = money(&bench, FILE);
    let said = bench.ok(&format!("budget remap {FILE} --chart uk"));
    assert_eq!(money(&bench, FILE), before);
    assert!(said.contains("50,000  1300 Director stays: no account of the new chart takes it"), "{said}");
    assert!(
        said.lines().any(|line| line.trim_start().starts_with("50,000  #") && line.contains("Director: 1 at 50,000")),
        "{said}"
    );
    assert!(said.contains("on the board: total ") && !said.contains("->"), "{said}");
    assert!(bench.ok(&format!("budget {FILE}")).contains("04 Principal artistes"));
    bench.wrong(&format!("budget remap {FILE} --chart aicp"), "there is no chart 'aicp'", "commercial");
}

#[test]
fn a_locked_budget_is_not_replaced_by_reading_another() {
    let bench = planned();
    bench.ok(&format!("budget lock {FILE} --by Studio --date 2027-01-29"));
    let changed = BUDGET.replace("rate = 9000", "rate = 9900");
    bench.write("again.toml", changed.as_bytes());
    let said = bench.ok(&format!("budget read {FILE} again.toml"));
    assert!(said.contains("of 2027-01-29 by Studio"), "{said}");
    assert!(bench.ok(&format!("budget {FILE}")).contains("approved 2027-01-29 by Studio"));
    let other = "\n[approved]\ndate = 2027-02-01\nby = \"Bond\"\naccounts = { \"1300\" = 40000 }\n";
    bench.write("other.toml", format!("{changed}{other}").as_bytes());
    let read = format!("budget read {FILE} other.toml");
    bench.wrong(&read, "approves 40,000 of 2027-02-01 by Bond", "--replace-approved");
    bench.write(
        "fewer.toml",
        changed.replace("charge = [{ name = \"Contingency\", percent = 10, of = \"total\" }]", "").as_bytes(),
    );
    bench.wrong(
        &format!("budget read {FILE} fewer.toml"),
        "on charge Contingency, which the file lacks",
        "--replace-approved",
    );
    bench.ok(&format!("{read} --replace-approved"));
    assert!(bench.ok(&format!("budget {FILE}")).contains("approved 2027-02-01 by Bond"));
    bench.ok(&format!("undo {FILE}"));
    assert!(bench.ok(&format!("budget {FILE}")).contains("approved 2027-01-29 by Studio"));
}

#[test]
fn wrong_budgets_are_refused_with_their_place() {
    let bench = Bench::new();
    bench.write("budget.toml", BUDGET.replace("work_days(cast MAYA)", "work_days(cast MYA)").as_bytes());
    let wrong = "plan alley.fountain --start 2027-03-01 --days 2 --iterations 20 --budget budget.toml";
    bench.wrong(wrong, "budget.toml:14:51: a line of 2100 (Coach): 'cast MYA' names nobody", "MAYA");
    bench.ok("import alley.fountain -o alley.backlot");
    bench.wrong("budget alley.backlot", "the production has no budget", "budget read");
    bench.wrong("budget past budget.toml", "is no budget of a finished show", "[closed]");
}

/// The file of the project's fixtures.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)).unwrap()
}

#[test]
fn the_demo_is_reckoned_without_a_fault() {
    let bench = Bench::new();
    for name in ["cyberhunt.fountain", "production.toml", "budget.toml"] {
        bench.write(name, &fixture(&format!("cyberhunt/{name}")));
    }
    bench.ok("import cyberhunt.fountain --with production.toml --budget budget.toml -o cyberhunt.backlot");
    bench.judged("solve cyberhunt.backlot --iterations 300");
    asked_about_people(&bench);
    let (said, code) = bench.judged("budget check cyberhunt.backlot");
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("error:"), "{said}");
    let top = bench.ok("budget cyberhunt.backlot");
    assert!(top.contains("over/(under)") && top.contains("GRAND TOTAL"), "{top}");
    assert!(!top.contains("Without an account"), "{top}");
}

/// A person, a position, a department that is named like one of its positions; weeks; other charts; a second board.
fn asked_about_people(bench: &Bench) {
    let file = "cyberhunt.backlot";
    let why = |name: &str| bench.ok(&format!("price {file} --why '{name}'"));
    let maya = why("cast 1");
    assert!(maya.contains("cast 1 on the board in USD") && maya.contains("MAYA: contract on the board"), "{maya}");
    assert_eq!(why("MAYA").lines().next(), maya.lines().next());
    assert!(why("key grip").contains("key grip: "), "a position");
    let department = why("department Craft service");
    assert!(department.contains("set medic: ") && department.contains("craft service: "), "{department}");
    let position = why("crew craft service");
    assert!(!position.contains("set medic: ") && position.contains("craft service: "), "{position}");
    assert!(why("Craft service").contains("'department Craft service' or 'crew Craft service' means one"));
    bench.wrong(&format!("price {file} --why 'kee grip'"), "no account, group or name 'kee grip'", "key grip");
    bench.wrong(&format!("price {file} --why equipmnt"), "no account, group or name 'equipmnt'", "equipment");

    let weeks = bench.ok(&format!("budget {file} --weeks"));
    let total = |text: &str| text.lines().find(|line| line.starts_with("above and below the line")).unwrap().to_owned();
    let last = |line: &str| line.split_whitespace().last().unwrap().to_owned();
    assert_eq!(
        last(&total(&weeks)),
        total(&bench.ok(&format!("budget {file}"))).split_whitespace().nth_back(1).unwrap()
    );

    let before = money(bench, file);
    for chart in ["commercial", "uk"] {
        let said = bench.ok(&format!("budget remap {file} --chart {chart}"));
        assert_eq!(money(bench, file), before, "{chart}: {said}");
        bench.ok(&format!("budget remap {file} --chart feature"));
        assert_eq!(money(bench, file), before, "{chart} and back");
        bench.ok(&format!("undo {file}"));
        bench.ok(&format!("undo {file}"));
    }
}

#[test]
fn a_board_is_copied_to_try_a_move_with_its_shift() {
    let bench = planned();
    let said = bench.ok(&format!("board copy {FILE} 'What if'"));
    assert!(said.contains("board What if, a copy of Plan"), "{said}");
    bench.ok(&format!("undo {FILE}"));
    assert!(!bench.ok(&format!("board list {FILE}")).contains("What if"), "the copy is an edit");
    bench.ok(&format!("board copy {FILE} 'What if'"));
    bench.wrong(&format!("board copy {FILE} 'what if'"), "there is a board 'what if' already", "board list");
    // The market is an exterior by day; on a day that is worked by night the way back is told.
    bench.ok(&format!("board day {FILE} 1 --shift night --board 'What if'"));
    let hint = format!("'backlot board day {FILE} 1 --shift day --board 'What if'' changes it");
    assert!(bench.ok(&format!("board move {FILE} 2 --day 1 --first --board 'What if'")).contains(&hint));
    bench.ok(&format!("board day {FILE} 1 --shift day --board 'What if'"));
    let moved = bench.ok(&format!("board move {FILE} 2 --day 1 --shift night --board 'What if'"));
    assert!(moved.contains("strip 2") && moved.contains("findings: "), "{moved}");
    assert!(bench.ok(&format!("board show {FILE} --text --board 'What if'")).contains("shift night"));
    assert!(!bench.ok(&format!("board show {FILE} --text")).contains("shift night"), "the active one stays");
    let against = bench.ok(&format!("price {FILE} --board 'What if' --against Plan"));
    assert!(against.starts_with("Plan -> What if: "), "{against}");
    bench.ok(&format!("undo {FILE}"));
    assert!(!bench.ok(&format!("board show {FILE} --text --board 'What if'")).contains("shift night"), "one edit");
    bench.ok(&format!("board day {FILE} 1 --shift split --call 11:00 --board 'What if'"));
    let text = bench.ok(&format!("board show {FILE} --text --board 'What if'"));
    assert!(text.contains("shift split") && text.contains("11:00"), "{text}");
    bench.wrong(&format!("board day {FILE} 1 --shift evening"), "'evening' is no shift", "");
    bench.wrong(&format!("board day {FILE} 9 --shift night"), "has no shooting day 9", "its days are 1 to");
}

#[test]
fn a_finished_show_tells_where_it_went_over() {
    let bench = Bench::new();
    bench.write("requiem.toml", &fixture("celestial-requiem/budget.toml"));
    insta::assert_snapshot!("past", bench.ok("budget past requiem.toml"));
}

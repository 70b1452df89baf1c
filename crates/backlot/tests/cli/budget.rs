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

#[test]
fn another_chart_keeps_the_money() {
    let bench = planned();
    let total = || {
        let json: serde_json::Value = serde_json::from_str(&bench.ok(&format!("budget {FILE} --json"))).unwrap();
        json["costs"]["total"].as_i64().unwrap()
    };
    let before = total();
    bench.ok(&format!("budget remap {FILE} --chart uk"));
    assert_eq!(total(), before);
    assert!(bench.ok(&format!("budget {FILE}")).contains("04 Principal artistes"));
    bench.wrong(&format!("budget remap {FILE} --chart aicp"), "there is no chart 'aicp'", "commercial");
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
    let (said, code) = bench.judged("budget check cyberhunt.backlot");
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("error:"), "{said}");
    let top = bench.ok("budget cyberhunt.backlot");
    assert!(top.contains("over/(under)") && top.contains("GRAND TOTAL"), "{top}");
    assert!(!top.contains("Without an account"), "{top}");
}

#[test]
fn a_finished_show_tells_where_it_went_over() {
    let bench = Bench::new();
    bench.write("requiem.toml", &fixture("celestial-requiem/budget.toml"));
    insta::assert_snapshot!("past", bench.ok("budget past requiem.toml"));
}

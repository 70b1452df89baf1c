//! Rule packs in force on a production: listed with what their open questions are worth.

use crate::bench::Bench;

#[test]
fn packs_in_force_tell_what_their_open_questions_are_worth() {
    let bench = Bench::new();
    bench.write(
        "production.toml",
        b"[agreements]\npacks = [\"us-sag-aftra-theatrical-2023\"]\nregion = \"us-ca\"\nbudget = 20000000\n",
    );
    bench.ok("plan alley.fountain --with production.toml --start 2027-03-01 --days 2 --iterations 200");
    let said = bench.ok("rules list alley-plan/alley.backlot");
    assert!(said.contains("us-sag-aftra-theatrical-2023 "), "{said}");
    assert!(said.contains("    open: money-break: Above twice scale:"), "{said}");
    // Nobody has a class yet, so that no reading changes anything.
    let total = said.lines().find_map(|line| line.strip_prefix("        after_8 (counts): ")).expect(&said);
    assert!(said.contains(&format!("        after_10: {total}, the same")), "{said}");
    assert!(said.contains("only told: no row changes with the reading"), "{said}");
    let json = bench.ok("rules list alley-plan/alley.backlot --json");
    assert!(json.contains("\"followed\": true"), "{json}");
    // Without a production there is no board to price.
    assert!(!bench.ok("rules list").contains("open:"));
}

#[test]
fn the_floor_is_told_its_deadlines_position_by_position() {
    let bench = Bench::new();
    bench.write(
        "with.toml",
        br#"
[agreements]
packs = ["us-iatse-wcs-2024", "us-ca-wage-order-12"]
region = "us-ca"
kind = "theatrical"
budget = 20000000

[[crew_position]]
department = "Grip"
position = "grips"
heads = 6
class = "iatse.hourly.daily"
rate = "40"
per = "hour"

[[crew_position]]
department = "Grip"
position = "runner"
class = "nonunion.crew"
rate = "20"
per = "hour"
"#,
    );
    bench.judged("plan alley.fountain --with with.toml --start 2027-03-01 --days 2 --iterations 100");
    let file = "alley-plan/alley.backlot";
    let ask = |more: &str| bench.ok(&format!("rules deadline {file} --at 2027-03-01T16:00{more}"));
    let said = ask("");
    let row =
        |who: &str| said.lines().find(|line| line.starts_with(who)).unwrap_or_else(|| panic!("{said}")).to_owned();
    assert!(row("Grip: grips (6)").ends_with(" USD") && row("Grip: runner").contains("no limit"), "{said}");
    assert!(said.contains("one more hour of all") && said.contains("no limit: no row asks"), "{said}");
    assert!(!ask(" --person grips").contains("runner") && ask(" --person 'department Grip'").contains("runner"));
    bench.wrong(&format!("rules deadline {file} --at 2027-03-01T16:00 --person grps"), "'grps' names nobody", "grips");
    bench.wrong(&format!("rules deadline {file} --at 2027-03-01T03:00"), "nobody who is asked for works", "one-liner");
}

#[test]
fn the_example_of_the_help_runs() {
    let bench = Bench::new();
    let help = bench.ok("rules run --help");
    let example =
        help.split_once("A file of examples:\n").and_then(|(_, rest)| rest.split_once("\nSeveral ")).expect(&help).0;
    bench.write("cases.json", example.as_bytes());
    let said = bench.ok("rules run cases.json");
    assert!(said.contains("late"), "{said}");
    bench.write("cases.json", example.replace("\"over_min\": 30", "\"over_min\": 20").as_bytes());
    let (said, code) = bench.judged("rules run cases.json");
    assert!(code == 1 && said.contains("minor.late is over by 30 min, expected 20"), "{said}");
}

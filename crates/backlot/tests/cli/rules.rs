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

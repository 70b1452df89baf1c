//! The worked examples of the field, and our own, through the walk that plans go through.

use super::run;

/// Runs a file of cases and compares all of it.
#[track_caller]
fn check(text: &str) -> usize {
    let outcomes = run(text, &crate::packs::library()).unwrap();
    let told: Vec<String> = outcomes
        .iter()
        .flat_map(|one| one.differs.iter().map(move |differs| format!("{} {}: {differs}", one.id, one.name)))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    outcomes.len()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "reads the worked examples of the outside data")]
fn the_worked_examples_of_the_sources_come_out_to_the_cent() {
    let data = std::env::var("BACKLOT_DATA").unwrap_or_else(|_| "../../../shared/data".to_owned());
    let Ok(text) = std::fs::read_to_string(format!("{data}/rule-vectors.json")) else {
        println!("SKIPPED: no worked examples of the outside data");
        return;
    };
    assert!(check(&text) >= 12);
}

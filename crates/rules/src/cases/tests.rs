//! Our own worked examples, through the walk that plans go through. Those of the outside data: `tests/outside.rs`.

use super::run;

/// Our own cases, worked out by hand from the sources of the packs.
const OWN: &[(&str, &str)] = &[
    ("au-mppa", include_str!("../../tests/cases/au-mppa.json")),
    ("de-tv-ffs-2018", include_str!("../../tests/cases/de-tv-ffs-2018.json")),
    ("eu-working-time-2003", include_str!("../../tests/cases/eu-working-time-2003.json")),
    ("house", include_str!("../../tests/cases/house.json")),
    ("uk-minors-2014", include_str!("../../tests/cases/uk-minors-2014.json")),
    ("uk-pact-bectu-mmpa-2018", include_str!("../../tests/cases/uk-pact-bectu-mmpa-2018.json")),
    ("us-ca-minors", include_str!("../../tests/cases/us-ca-minors.json")),
    ("us-ca-wage-order-12", include_str!("../../tests/cases/us-ca-wage-order-12.json")),
    ("us-dga-ba-2023", include_str!("../../tests/cases/us-dga-ba-2023.json")),
    ("us-iatse-low-budget-2023", include_str!("../../tests/cases/us-iatse-low-budget-2023.json")),
    ("us-iatse-wcs-2024", include_str!("../../tests/cases/us-iatse-wcs-2024.json")),
    ("us-ny-minors", include_str!("../../tests/cases/us-ny-minors.json")),
    ("us-sag-aftra-low-budget", include_str!("../../tests/cases/us-sag-aftra-low-budget.json")),
    ("us-sag-aftra-moderate-low-budget", include_str!("../../tests/cases/us-sag-aftra-moderate-low-budget.json")),
    ("us-sag-aftra-theatrical-2023", include_str!("../../tests/cases/us-sag-aftra-theatrical-2023.json")),
    ("us-sag-aftra-ultra-low-budget", include_str!("../../tests/cases/us-sag-aftra-ultra-low-budget.json")),
    ("us-teamsters-399-2024", include_str!("../../tests/cases/us-teamsters-399-2024.json")),
];

#[test]
fn the_cases_worked_out_by_hand_come_out_to_the_cent() {
    let told: Vec<String> = OWN
        .iter()
        .flat_map(|(name, text)| run(text, &crate::packs::library()).unwrap_or_else(|told| panic!("{name}: {told:?}")))
        .flat_map(|one| one.differs.into_iter().map(move |differs| format!("{} {}: {differs}", one.id, one.name)))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_pack_that_pays_or_forbids_has_four_cases_at_least() {
    for (name, text) in OWN {
        let count = run(text, &crate::packs::library()).unwrap().len();
        assert!(count >= 4, "{name} has {count}");
    }
}

//! Every pack of `packs/agreements` is read by the schema, and its rows point at what is there: names, sources, parents,
//! questions.

use std::collections::{BTreeMap, BTreeSet};

use model::pack::{Authority, Pack, Reading, Row, Status, Verified};

#[expect(clippy::disallowed_methods, reason = "walks the folder of packs, so that a new one is read too")]
fn packs() -> BTreeMap<String, Pack> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/agreements");
    let files = std::fs::read_dir(folder).expect("the folder of packs").map(|file| file.expect("a file").path());
    files
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a pack is text");
            let pack = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_stem().expect("a name").to_string_lossy().into_owned(), pack)
        })
        .collect()
}

fn rows(pack: &Pack) -> Vec<(&'static str, &dyn Row)> {
    fn of<'a>(kind: &'static str, rows: &'a [impl Row + 'a]) -> Vec<(&'static str, &'a dyn Row)> {
        rows.iter().map(|row| (kind, row as &dyn Row)).collect()
    }
    let minor = pack.minor.as_slice();
    [
        of("rate", &pack.rate),
        of("workday", &pack.workday),
        of("day_type", &pack.day_type),
        of("overtime", &pack.overtime),
        of("day_premium", &pack.day_premium),
        of("night", &pack.night),
        of("meal", &pack.meal),
        of("rest", &pack.rest),
        of("cap", &pack.cap),
        of("age_cap", &pack.age_cap),
        of("minor", minor),
        of("consecutive", &pack.consecutive),
        of("fitting", &pack.fitting),
        of("travel", &pack.travel),
        of("break", &pack.pause),
        of("count", &pack.count),
        of("trigger", &pack.trigger),
        of("duty_of_care", &pack.duty_of_care),
    ]
    .concat()
}

#[test]
fn every_row_has_a_name_of_its_own_and_sources_that_are_listed() {
    for (file, pack) in packs() {
        assert_eq!(file, pack.pack.id, "a pack is named as its file");
        assert_eq!(pack.pack.status, Status::Draft, "{file}: nobody has signed a pack yet");
        let mut names = BTreeSet::new();
        for (kind, row) in rows(&pack) {
            let here = format!("{file}: {kind} '{}'", row.id());
            assert!(!row.id().is_empty() && names.insert((kind, row.id())), "{here}: the name is missing or taken");
            assert!(!row.src().is_empty(), "{here}: no source");
            for source in row.src() {
                assert!(pack.source(source).is_some(), "{here}: source '{source}' is not listed");
            }
        }
    }
}

#[test]
fn parents_scales_and_readings_point_at_what_is_there() {
    let packs = packs();
    for (file, pack) in &packs {
        let parent = pack.pack.extends.as_ref().map(|id| packs.get(id).expect("the parent is a pack"));
        for scale in &pack.rate {
            let Some((of, class)) = scale.of.as_deref().and_then(|of| of.split_once('/')) else { continue };
            let known = packs.get(of).is_some_and(|pack| pack.rate.iter().any(|rate| rate.class == class));
            assert!(known, "{file}: no scale {of}/{class}");
        }
        for question in &pack.ambiguity {
            assert!(question.readings.contains(&question.default), "{file}: '{}' has no such reading", question.id);
        }
        let tiers = pack.overtime.iter().filter_map(|row| row.reading.as_ref());
        let penalties = pack.rest.iter().flat_map(|row| row.penalty.iter().chain(&row.penalties));
        let amounts = penalties.flat_map(|penalty| &penalty.options).filter_map(|option| option.reading.as_ref());
        for Reading { of, is } in tiers.chain(amounts) {
            let mut asked = [Some(pack), parent].into_iter().flatten().flat_map(|pack| &pack.ambiguity);
            assert!(
                asked.any(|one| one.id == *of && one.readings.contains(is)),
                "{file}: '{of}' is not read as '{is}'"
            );
        }
    }
}

/// The handbook says of each pack how many of its rows are known how well.
#[test]
fn the_page_on_trust_counts_the_rows_as_they_are() {
    let page = include_str!("../../../docs/handbook/rules/trust.md");
    for (file, pack) in packs() {
        let of = |mark| rows(&pack).iter().filter(|(_, row)| pack.verified(*row) == mark).count();
        let marks = [Verified::Primary, Verified::Secondary, Verified::ThirdParty, Verified::Unverified].map(of);
        let authority = match pack.pack.authority {
            Authority::Statute => "statute",
            Authority::Contract => "contract",
            Authority::Guideline => "guideline",
        };
        let [primary, secondary, third, unverified] = marks;
        let questions = pack.ambiguity.len();
        let line = format!("| {file} | {authority} | {primary} | {secondary} | {third} | {unverified} | {questions} |");
        assert!(page.contains(&line), "the page lacks this line:\n{line}");
    }
}

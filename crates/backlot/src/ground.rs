//! What kind, region and budget of a production mean for its rule packs: which packs in force apply to nobody, whom those that
//! apply do not know, and which words no pack knows.

use std::collections::BTreeSet;

use model::notice::{Notice, Severity};
use model::pack::{Applies, Pack, Per, any_names, names};
use model::people::{CastMember, Form};
use model::production::{Ground, Production};
use model::verdict::Who;
use rules::Classless;

/// A warning for each pack in force that does not apply to the production, with what it asks for. `way` tells how to give a
/// field of the production a value.
pub(crate) fn idle(production: &Production, way: impl Fn(&str, &str) -> String) -> Vec<Notice> {
    let told = |pack: &Pack| {
        if rules::applies(pack, None, &production.ground) {
            return None;
        }
        let (asked, has, [field, value]) = missed(&pack.pack.applies, &production.ground)?;
        let text = format!("{} applies to {asked}; the production {has}", pack.pack.id);
        Some(Notice::at(Severity::Warning, 0, 0, text, way(&field, &value)))
    };
    production.packs.iter().filter_map(told).collect()
}

/// As many names stand in a line.
const NAMES: usize = 12;

/// Warnings for those whom the house rules alone judge and pay while an agreement applies: those without a class in one line,
/// and one for each class that no pack that applies knows. `way` tells how to give a class to one of the cast.
pub(crate) fn classless(production: &Production, way: impl Fn(&str) -> String) -> Vec<Notice> {
    let all = rules::classless(production);
    let classes: BTreeSet<&str> = all.iter().map(|one| one.class).collect();
    let packs = production.packs.iter().filter(|pack| rules::applies(pack, None, &production.ground));
    let known: BTreeSet<String> = packs.flat_map(rules::packs::classes).collect();
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    let told = |class: &str| {
        let these: Vec<&Classless<'_>> = all.iter().filter(|one| one.class == class).collect();
        let cast = these.iter().find(|one| matches!(one.who, Who::Person(_))).map(|one| way(one.name));
        let crew = these.iter().any(|one| matches!(one.who, Who::Crew(_)));
        let crew = crew.then(|| "write class = \"..\" under its [[crew_position]]".to_owned());
        let ways: Vec<String> = cast.into_iter().chain(crew).collect();
        let more = if these.len() > NAMES { format!(" and {} more", these.len() - NAMES) } else { String::new() };
        let names: Vec<&str> = these.iter().take(NAMES).map(|one| one.name).collect();
        let names = names.join(", ");
        let text = match class {
            "" => format!("the house rules alone judge and pay who has no class: {names}{more}"),
            class => format!(
                "no rule pack that applies knows the class '{class}' of {names}{more}: the house rules alone hold"
            ),
        };
        Notice::at(Severity::Warning, 0, 0, text, format!("{}; known are {known}", ways.join(", or ")))
    };
    classes.into_iter().map(told).collect()
}

/// A warning for each of the cast whose contract pays by the day while the scales of her class are by the week, or the other way
/// round: no scale is held then.
pub(crate) fn unscaled(production: &Production, way: impl Fn(&str) -> String) -> Vec<Notice> {
    let told = |member: &CastMember| {
        let (per, other, form) = match member.contract.form {
            Form::Weekly => (Per::Week, Per::Day, "week"),
            Form::Daily => (Per::Day, Per::Week, "day"),
            _ => return None,
        };
        let class = member.contract.class.as_str();
        let packs = production.packs.iter().filter(|pack| rules::applies(pack, Some(class), &production.ground));
        let units: Vec<Per> =
            packs.flat_map(|pack| &pack.rate).filter(|row| row.class == class).map(|row| row.unit).collect();
        let text =
            format!("{} is hired by the {form}, and the scales of {class} are not: no scale is held", member.name);
        let hint = format!("{}, or another form", way(&member.name));
        (units.contains(&other) && !units.contains(&per)).then(|| Notice::at(Severity::Warning, 0, 0, text, hint))
    };
    production.cast.iter().filter_map(told).collect()
}

/// A note for the kind and for the region when no pack, of the program or in force, knows it.
pub(crate) fn unknown(production: &Production) -> Vec<Notice> {
    let library = rules::packs::library();
    let all = || library.iter().chain(&production.packs).flat_map(|pack| &pack.pack.applies);
    let kinds: BTreeSet<&str> = all().flat_map(|one| &one.production).map(String::as_str).collect();
    let regions: BTreeSet<&str> = all().flat_map(|one| &one.regions).map(String::as_str).collect();
    let Ground { kind, region, .. } = &production.ground;
    let told = |field: &str, value: &str, known: BTreeSet<&str>| {
        let known: Vec<&str> = known.into_iter().collect();
        let hint = format!("known are {}", known.join(", "));
        Notice::at(Severity::Note, 0, 0, format!("no rule pack knows the {field} '{value}'"), hint)
    };
    let strange_kind = !kind.is_empty() && !kinds.iter().any(|known| names(known, kind));
    let strange_region =
        !region.is_empty() && !regions.iter().any(|known| lies_in(region, known) || lies_in(known, region));
    let kind = strange_kind.then(|| told("kind", kind, kinds));
    kind.into_iter().chain(strange_region.then(|| told("region", region, regions))).collect()
}

/// Whether a region is another or lies in it: `us-ca` in `us`.
fn lies_in(region: &str, other: &str) -> bool {
    region.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// What a pack that does not apply asks for, what the production has, and the field with a value that would fit.
fn missed(applies: &[Applies], ground: &Ground) -> Option<(String, String, [String; 2])> {
    let Ground { kind, region, budget, .. } = ground;
    let kind = if kind.is_empty() { "theatrical" } else { kind };
    let here = |one: &&Applies| one.regions.is_empty() || one.regions.iter().any(|asked| lies_in(region, asked));
    let alike = |one: &&Applies| here(one) && any_names(&one.production, kind);
    let is = |value: &str, what: &str| match value {
        "" => format!("has no {what}"),
        value => format!("is {value}"),
    };
    let of = |field: &str, asked: BTreeSet<&str>, has: String| {
        let plain = asked.iter().find(|one| !one.contains('*')).map_or("..", |one| *one).to_owned();
        let asked: Vec<&str> = asked.into_iter().collect();
        Some((format!("{field} {}", asked.join(", ")), has, [field.to_owned(), plain]))
    };
    if !applies.iter().any(|one| here(&one)) {
        let asked = applies.iter().flat_map(|one| &one.regions).map(String::as_str).collect();
        of("region", asked, is(region, "region"))
    } else if !applies.iter().any(|one| alike(&one)) {
        let asked = applies.iter().filter(here).flat_map(|one| &one.production).map(String::as_str).collect();
        of("kind", asked, is(kind, "kind"))
    } else {
        let one = applies.iter().find(alike)?;
        let from = one.budget_min.map(|least| format!(" from {least}"));
        let below = one.budget_max.map(|most| format!(" below {most}"));
        let asked = format!("budgets{}{}", from.unwrap_or_default(), below.unwrap_or_default());
        let has = budget.map_or(String::new(), |budget| format!("has one of {budget}"));
        Some((asked, has, ["budget".to_owned(), "..".to_owned()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of the packs named, on a ground of kind, region and budget.
    fn told(packs: &[&str], kind: &str, region: &str, budget: Option<i64>) -> Vec<String> {
        let library = rules::packs::library().into_iter();
        let packs = library.filter(|pack| packs.contains(&pack.pack.id.as_str())).collect();
        let ground = Ground { kind: kind.to_owned(), region: region.to_owned(), budget, ..Ground::default() };
        let production = Production { packs, ground, ..model::sample::small() };
        let all = idle(&production, |field, value| format!("{field}={value}")).into_iter().chain(unknown(&production));
        all.map(|notice| format!("{}: {}; {}", notice.severity.word(), notice.message, notice.hint)).collect()
    }

    #[test]
    fn a_pack_that_applies_to_nobody_says_what_it_asks_for() {
        let check = |packs: &[&str], kind: &str, region: &str, budget, expected: &[&str]| {
            assert_eq!(told(packs, kind, region, budget), expected);
        };
        let no_region = "warning: us-ca-minors applies to region us-ca; the production has no region; region=us-ca";
        check(&["us-ca-minors"], "", "", None, &[no_region]);
        check(&["us-ca-minors"], "", "us-ca", None, &[]);
        check(&["csatf-bulletins"], "", "us-ca", None, &[]);
        let wide = "warning: us-ca-minors applies to region us-ca; the production is us; region=us-ca";
        check(&["us-ca-minors"], "", "us", None, &[wide]);
        check(&["us-dga-ba-2023"], "tv_one_hour", "us-ny", None, &[]);
        let film = "warning: us-sag-aftra-theatrical-2023 applies to kind theatrical; the production is tv_one_hour; \
                    kind=theatrical";
        check(&["us-sag-aftra-theatrical-2023"], "tv_one_hour", "us-ca", None, &[film]);
        let small = "warning: us-sag-aftra-low-budget applies to budgets from 700000 below 2000000; \
                     the production has one of 5000; budget=..";
        check(&["us-sag-aftra-low-budget"], "", "us-ca", Some(5000), &[small]);
        check(&["us-sag-aftra-low-budget"], "", "us-ca", Some(700_000), &[]);
    }

    #[test]
    fn who_has_no_class_that_a_pack_knows_is_named_once() {
        let told = |production: &Production| -> Vec<String> {
            let notices = classless(production, |name| format!("set cast {name} class=.."));
            notices.into_iter().map(|notice| format!("{}; {}", notice.message, notice.hint)).collect()
        };
        let mut production = model::sample::small();
        production.packs = rules::packs::library();
        production.packs.retain(|pack| pack.pack.id == "us-iatse-wcs-2024" || pack.pack.id == "csatf-bulletins");
        production.cast.truncate(2);
        let position = |id: u64, position: &str, class: &str| model::people::CrewMember {
            id: model::ids::CrewId(id),
            unit: production.units[0].id,
            position: position.to_owned(),
            heads: 1,
            class: class.to_owned(),
            ..model::people::CrewMember::default()
        };
        production.crew = vec![
            position(1, "gaffer", "iatse.hourly.daily"),
            position(2, "grip", "iatse.hourley"),
            position(3, "medic", ""),
        ];
        // The agreement asks for a region: it applies to nobody yet, and the bulletins pay nobody.
        assert!(told(&production).is_empty());
        production.ground.region = "us-ca".to_owned();
        let known = "known are iatse.hourly.*, iatse.l600.*, iatse.on_call.*";
        assert_eq!(
            told(&production),
            [
                format!(
                    "the house rules alone judge and pay who has no class: MAYA, KANE, medic; \
                     set cast MAYA class=.., or write class = \"..\" under its [[crew_position]]; {known}"
                ),
                format!(
                    "no rule pack that applies knows the class 'iatse.hourley' of grip: the house rules alone hold; \
                     write class = \"..\" under its [[crew_position]]; {known}"
                ),
            ]
        );
    }

    #[test]
    fn a_kind_or_region_that_no_pack_knows_is_noted() {
        let all = told(&[], "movie", "mars", None);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[0].starts_with("note: no rule pack knows the kind 'movie'; known are mini_series, theatrical"));
        assert!(all[1].starts_with("note: no rule pack knows the region 'mars'; known are "), "{all:?}");
        assert!(told(&[], "tv_pilot", "us-tx", None).is_empty() && told(&[], "", "", None).is_empty());
    }
}

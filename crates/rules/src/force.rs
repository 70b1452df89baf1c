//! Which packs hold for a production and for a class of people, how much their words weigh, and how they are cited.

use model::calendar::Date;
use model::ids::PlaceId;
use model::notice::Severity;
use model::pack::{Applies, Authority, Dates, Pack, PlaceRule, Verified, any_names};
use model::places::{Place, PlaceKind};
use model::production::{Ground, Production};

use crate::agreement::Clause;
use crate::judge::Judge;

/// The kind of a production: theatrical where nobody says.
pub(crate) fn kind(ground: &Ground) -> &str {
    if ground.kind.is_empty() { "theatrical" } else { &ground.kind }
}

/// Whether a pack applies to a production, and to people of a class where one is asked for.
pub fn applies(pack: &Pack, class: Option<&str>, ground: &Ground) -> bool {
    let region = &ground.region;
    let regional = |regions: &[String]| {
        regions.is_empty() || regions.iter().any(|one| *region == *one || region.starts_with(&format!("{one}-")))
    };
    let affordable = |one: &Applies| {
        let Some(budget) = ground.budget else { return true };
        one.budget_min.is_none_or(|least| budget >= least) && one.budget_max.is_none_or(|most| budget < most)
    };
    let fits = |one: &Applies| {
        any_names(&one.production, kind(ground))
            && regional(&one.regions)
            && class.is_none_or(|class| any_names(&one.classes, class))
            && affordable(one)
    };
    pack.pack.applies.is_empty() || pack.pack.applies.iter().any(fits)
}

/// The packs that apply to a production, whatever the class.
pub(crate) fn packs(production: &Production) -> impl Iterator<Item = &Pack> {
    production.packs.iter().filter(|pack| applies(pack, None, &production.ground))
}

/// The dates that gates ask for, where nobody's own contract is asked.
pub(crate) fn dates(production: &Production) -> Dates {
    let start = production.calendar.start;
    Dates { principal_start: start, contract: start }
}

/// How much it weighs that something which a pack asks for is not seen to: advice is a note, the others warn.
pub(crate) fn weight(pack: &Pack) -> Severity {
    if pack.pack.authority == Authority::Guideline { Severity::Note } else { Severity::Warning }
}

/// Pack and row with the sources, and how far they can be trusted.
pub(crate) fn cited(clause: Clause<'_>, date: Option<Date>) -> String {
    let (pack, row) = (clause.pack, clause.row);
    let mut text = format!("{} {}", pack.pack.id, row.id()).trim_end().to_owned();
    let sources: Vec<&str> = row.src().iter().filter_map(|id| pack.source(id)).map(|one| one.title.as_str()).collect();
    if !sources.is_empty() {
        text += &format!(" ({})", sources.join("; "));
    }
    if clause.verified() > Verified::Secondary {
        text += ", unverified";
    }
    if let Some(until) = date.and_then(|date| pack.ended(date)) {
        text += &format!(", terms ended {until}, assumed");
    }
    text
}

/// The class of place of a day's work at some places, by its name in a pack; empty where it knows none.
pub(crate) fn place<'p>(judge: &Judge<'_>, pack: &'p Pack, places: &[PlaceId]) -> &'p str {
    let rule = place_rule(judge, pack, places);
    pack.place.iter().find(|place| place.rule == rule).map_or("", |place| &place.id)
}

/// Miles around the studio within which people report, where a pack says nothing else.
const ZONE: u32 = 30;

/// How a day's work is classified by where it is done.
fn place_rule(judge: &Judge<'_>, pack: &Pack, places: &[PlaceId]) -> PlaceRule {
    let places = || places.iter().filter_map(|&id| judge.places.get(id)).copied();
    let on_lot = |place: &Place| matches!(place.kind, PlaceKind::Stage | PlaceKind::Backlot);
    if places().any(|place| place.distant) {
        return PlaceRule::LodgedOvernight;
    }
    if places().all(on_lot) {
        return PlaceRule::WholeShiftOnLot;
    }
    if places().any(on_lot) {
        return PlaceRule::TransportedFromStudioOrMixedShift;
    }
    let zone = i64::from(pack.travel.iter().find_map(|row| row.zone_miles).unwrap_or(ZONE));
    let far = |place: &Place| place.position.is_some_and(|at| at.miles_from(judge.production.position) > zone);
    if places().any(far) { PlaceRule::OutsideZoneHomeAtNight } else { PlaceRule::ReportsInZone }
}

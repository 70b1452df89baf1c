//! A generated production under contracts: everybody has a class, and all packs of the library are in force where they apply.

use model::ids::CrewId;
use model::measure::{Cents, Minutes};
use model::pack::Per;
use model::people::{CrewMember, Form};
use model::production::Production;

/// Department, class, heads, cents, what they pay, minutes before the unit's call.
type Position = (&'static str, &'static str, u32, i64, Per, i64);

/// Sixty heads of several agreements, some of them on the same terms at other rates, and a class that no pack knows.
const CREW: &[Position] = &[
    ("Camera", "iatse.l600.dp", 1, 11_900, Per::Hour, 0),
    ("Camera", "iatse.l600.operator", 1, 7_111, Per::Hour, 0),
    ("Camera", "iatse.l600.assistant", 4, 5_307, Per::Hour, 0),
    ("Grip", "iatse.hourly.daily", 1, 5_140, Per::Hour, 30),
    ("Grip", "iatse.hourly.daily", 5, 4_707, Per::Hour, 30),
    ("Electric", "iatse.hourly.daily", 6, 4_711, Per::Hour, 45),
    ("Make-up", "iatse.hourly.daily", 6, 5_003, Per::Hour, 90),
    ("Wardrobe", "iatse.hourly.daily", 4, 4_801, Per::Hour, 60),
    ("Property", "iatse.hourly.daily", 8, 4_513, Per::Hour, 0),
    ("Sound", "iatse.hourly.daily", 3, 5_209, Per::Hour, 0),
    ("Transportation", "teamsters.driver.daily", 12, 4_433, Per::Hour, 60),
    ("Production", "dga.1st_ad", 1, 120_000, Per::Day, 0),
    ("Production", "dga.2nd_ad.several", 2, 80_000, Per::Day, 0),
    ("Production", "dga.upm", 1, 120_000, Per::Day, 0),
    ("Craft service", "nobody.knows", 5, 30_000, Per::Day, 0),
];

/// Everybody under contracts in California: cast by the day and by the week, a minor among them, and a crew by positions.
pub fn agreed(mut production: Production) -> Production {
    production.packs = rules::packs::library();
    production.ground.region = "us-ca".to_owned();
    production.ground.budget = Some(20_000_000);
    for member in &mut production.cast {
        let class = if member.contract.form == Form::Weekly { "principal.weekly" } else { "principal.day" };
        member.contract.class = class.to_owned();
    }
    let Some(unit) = production.units.first().map(|unit| unit.id) else { return production };
    let position = |(id, &(department, class, heads, rate, per, before)): (u64, &Position)| CrewMember {
        id: CrewId(6_000 + id),
        unit,
        department: department.to_owned(),
        position: format!("{department} {id}"),
        heads,
        class: class.to_owned(),
        rate: Cents(rate),
        per,
        before: Minutes(before),
        after: Minutes(before / 2),
        ..CrewMember::default()
    };
    production.crew = (1..).zip(CREW).map(position).collect();
    production
}

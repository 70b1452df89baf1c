//! `covered`: how many of a class an agreement covers on a shooting day; the others work off it.
//!
//! The `[[count]]` rows of the packs in force count background on each unit-day: a group of crowd goes from scene to scene, so
//! that the day has the most heads that any of its scenes needs, and groups add up. Groups whose name has one of the words that
//! a row leaves out (stand-in, dancer) do not count. A note says how many work off the agreement; the price pays all alike.

use model::breakdown::Category;
use model::ids::ElementId;
use model::notice::Severity;
use model::pack::{Count, Pack};
use model::plan::PlanDay;
use model::production::{Production, Scene};
use model::verdict::{Excess, Who};

use crate::agreement::Clause;
use crate::code::Code;
use crate::force::{self, cited};
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

/// The only span over which a row counts.
pub(crate) const SPAN: &str = "shoot_day";

/// The rows in force.
pub(crate) fn counted(production: &Production) -> Vec<(&Pack, &Count)> {
    let rows = force::packs(production).flat_map(|pack| pack.count.iter().map(move |row| (pack, row)));
    let holds = |&(pack, row): &(&Pack, &Count)| {
        row.scope == SPAN && force::applies(pack, Some(&row.class), &production.ground)
    };
    rows.filter(holds).collect()
}

/// The crowd of a scene.
pub(crate) fn crowd(production: &Production, scene: &Scene) -> Vec<(ElementId, u32)> {
    let mut crowd = production.elements_of(scene);
    crowd.retain(|&(id, _)| production.element(id).is_some_and(|element| element.category == Category::CROWD));
    crowd
}

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let open = |row: &Count| row.gate.open(force::dates(judge.production), day.date);
    for &(pack, row) in judge.counted.iter().filter(|(_, row)| open(row)) {
        let heads = heads(judge, day, row);
        let off = heads.saturating_sub(row.covered_first);
        if off == 0 {
            continue;
        }
        let (who, by) = (Who::Unit(day.unit), Excess::Count(off));
        let breach = Breach { code: Code::Covered, severity: Severity::Note, who, day: Some(day.day), by };
        breach.tell(report, || Words {
            text: format!(
                "{} has {heads} background; {} are covered by the agreement, {off} work off it",
                judge.title(day),
                row.covered_first
            ),
            clause: cited(Clause { pack, row }, Some(day.date)),
            mend: format!("hire the first {} on the terms of {}", row.covered_first, pack.pack.id),
        });
    }
}

/// The heads of a unit-day that a row counts.
fn heads(judge: &Judge<'_>, day: &PlanDay, row: &Count) -> u32 {
    let mut most: Vec<(ElementId, u32)> = Vec::new();
    for &(id, heads) in day.strips().filter_map(|strip| judge.strips.get(strip)).flat_map(|facts| &facts.crowd) {
        match most.iter_mut().find(|(known, _)| *known == id) {
            Some((_, known)) => *known = heads.max(*known),
            None => most.push((id, heads)),
        }
    }
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let counts = |id: ElementId| {
        let name = judge.production.element(id).map_or_else(String::new, |element| plain(&element.name));
        !row.exclude.iter().any(|word| name.contains(&plain(word)))
    };
    most.into_iter().filter(|&(id, _)| counts(id)).fold(0, |sum, (_, heads)| sum.saturating_add(heads))
}

#[cfg(test)]
mod tests {
    use model::breakdown::Category;
    use model::production::{Element, ElementUse, Production};

    use crate::tests::check;

    /// So many in the market of scene 10, and others of a name in the office of scene 9.
    fn crowded(heads: u32, name: &str, others: u32) -> impl FnOnce(&mut Production) {
        move |p| {
            p.packs = crate::packs::library();
            p.ground.region = "us-ca".to_owned();
            p.ground.budget = Some(20_000_000);
            p.scenes[9].elements[0].quantity = heads;
            let id = p.fresh();
            let name = name.to_owned();
            p.elements.push(Element { id, category: Category::CROWD, name, ..Element::default() });
            p.scenes[8].elements.push(ElementUse::entered(id, others));
        }
    }

    #[track_caller]
    fn told(change: impl FnOnce(&mut Production), expected: &str) {
        // Scene 3 needs 20 of the crowd of scene 10: the day has the most of the two.
        let plan = "2027-03-01 07:00-16:00; sc 3 07:00-09:00; sc 10 09:00-11:00; sc 9 12:00-13:00";
        check(&["covered"], change, plan, expected);
    }

    #[test]
    fn the_first_eighty_five_are_covered() {
        told(crowded(60, "CLERKS", 25), "");
        told(
            crowded(90, "CLERKS", 5),
            "
                note 10: day 1 has 95 background; 85 are covered by the agreement, 10 work off it
                mend: hire the first 85 on the terms of us-sag-aftra-theatrical-2023
            ",
        );
    }

    #[test]
    fn stand_ins_do_not_count() {
        told(crowded(85, "STAND-INS", 5), "");
    }
}

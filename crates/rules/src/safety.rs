//! `safety`: what a scene needs asks for bulletins, a safety meeting, staff or a permit, and some of it long before.
//!
//! The `[[trigger]]` rows of the packs in force name duties of safety as breakdowns know them (firearms, stunts, water),
//! categories of the breakdown, or `*` for any shooting at all. Each scene on a day whose elements, or those that they bring
//! along, have such a duty is told with what the row asks for; a cast member under age counts as `minors`. Some rows count
//! from a number of heads on. Advice of a guideline is a note, what an agreement or a law asks is a warning. Where a row says
//! how long ahead, the finding says by when, and is a warning when that lies before the first day of photography. What holds
//! for any shooting is told once.

use model::breakdown::Safety;
use model::measure::Moment;
use model::notice::Severity;
use model::pack::{Pack, Trigger};
use model::plan::{Plan, PlanDay};
use model::production::{Element, Production, Scene};
use model::verdict::{Excess, Who};

use crate::agreement::Clause;
use crate::code::Code;
use crate::contracts::minor;
use crate::force::{self, cited};
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::{joined, written};

/// A row that a scene triggers, and by what.
pub(crate) struct Duty<'a> {
    pack: &'a Pack,
    row: &'a Trigger,
    by: Vec<Who>,
}

/// The rows that a scene triggers.
pub(crate) fn duties<'a>(production: &'a Production, packs: &[&'a Pack], scene: &Scene) -> Vec<Duty<'a>> {
    let rows = packs.iter().flat_map(|&pack| pack.trigger.iter().map(move |row| (pack, row)));
    rows.filter_map(|(pack, row)| duty(production, pack, row, scene)).collect()
}

fn duty<'a>(production: &'a Production, pack: &'a Pack, row: &'a Trigger, scene: &Scene) -> Option<Duty<'a>> {
    let (mut by, mut heads) = (Vec::new(), 0_u32);
    for (id, quantity) in production.elements_of(scene) {
        if production.element(id).is_some_and(|element| row.element.iter().any(|name| means(name, element))) {
            by.push(Who::Element(id));
            heads = heads.saturating_add(quantity);
        }
    }
    if row.element.iter().any(|name| name == Safety::Minors.word()) {
        let called = production.called(scene).into_iter().filter_map(|id| production.person(id));
        let minors = called.filter(|member| minor(member, production.calendar.start));
        by.extend(minors.map(|member| Who::Person(member.id)));
    }
    let enough = row.from.is_none_or(|from| heads >= from);
    (enough && !by.is_empty()).then_some(Duty { pack, row, by })
}

/// Whether a name of a row means an element: by its duty of safety, or by its category.
fn means(name: &str, element: &Element) -> bool {
    element.safety.is_some_and(|safety| safety.word() == name) || element.category.name() == name
}

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    for strip in day.strips() {
        let Some(facts) = judge.strips.get(strip).filter(|facts| !facts.duties.is_empty()) else { continue };
        if facts.scene.is_none_or(|scene| scene.omitted) {
            continue;
        }
        for duty in facts.duties.iter().filter(|duty| open(judge, duty.row, day)) {
            let by_when = duty.row.lead_h.map(|lead| day.call.before(lead.0));
            let early = |at: Moment| judge.wall(day, at).date() < judge.production.calendar.start;
            let early = by_when.is_some_and(early);
            let severity = if early { Severity::Warning } else { force::weight(duty.pack) };
            let by = Excess::Count(u32::try_from(duty.by.len()).unwrap_or(u32::MAX));
            let breach = Breach { code: Code::Safety, severity, who: Who::Strip(strip), day: Some(day.day), by };
            breach.tell(report, || {
                let (name, title) = (judge.strip_name(strip), judge.title(day));
                let whom = joined(duty.by.iter().map(|&who| judge.name(who)));
                let when = by_when.map(|at| format!("{} {}", written(judge.wall(day, at).date()), judge.at(day, at)));
                let lead = match (&when, duty.row.lead_h) {
                    (Some(when), Some(lead)) if early => {
                        format!(", {} ahead: that is {when}, before photography begins", lead.0)
                    }
                    (Some(_), Some(lead)) => format!(", {} ahead", lead.0),
                    _ => String::new(),
                };
                Words {
                    text: format!("{name} on {title} has {whom}: {}{lead}", asked(duty.row)),
                    clause: cited(Clause { pack: duty.pack, row: duty.row }, Some(day.date)),
                    mend: mend(duty.row, &title, when),
                }
            });
        }
    }
}

/// What holds for any shooting, once for the plan.
pub(crate) fn always(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    let Some(first) = plan.days.iter().filter(|day| day.kind.shoots()).min_by_key(|day| day.call) else { return };
    for pack in &judge.packs {
        let any = |row: &&Trigger| row.element.iter().any(|name| name == "*");
        for row in pack.trigger.iter().filter(any).filter(|row| open(judge, row, first)) {
            let (who, by) = (Who::Production, Excess::Count(1));
            let breach = Breach { code: Code::Safety, severity: force::weight(pack), who, day: None, by };
            breach.tell(report, || Words {
                text: format!("every shooting day: {}", asked(row)),
                clause: cited(Clause { pack, row }, Some(first.date)),
                mend: mend(row, "each day", None),
            });
        }
    }
}

fn open(judge: &Judge<'_>, row: &Trigger, day: &PlanDay) -> bool {
    row.gate.open(force::dates(judge.production), day.date)
}

/// `armourer and safety meeting; bulletins 1 and 2`.
fn asked(row: &Trigger) -> String {
    let needs = (!row.needs.is_empty()).then(|| joined(row.needs.iter().cloned()));
    needs.into_iter().chain(bulletins(row)).collect::<Vec<_>>().join("; ")
}

fn bulletins(row: &Trigger) -> Option<String> {
    match row.bulletins.as_slice() {
        [] => None,
        [one] => Some(format!("bulletin {one}")),
        several => Some(format!("bulletins {}", joined(several.iter().cloned()))),
    }
}

fn mend(row: &Trigger, title: &str, when: Option<String>) -> String {
    let arrange = (!row.needs.is_empty()).then(|| match when {
        Some(when) => format!("arrange what is needed by {when}"),
        None => "arrange what is needed".to_owned(),
    });
    let attach = bulletins(row).map(|bulletins| format!("attach {bulletins} to the call sheet of {title}"));
    joined(arrange.into_iter().chain(attach))
}

#[cfg(test)]
mod tests {
    use model::breakdown::{Category, Safety};
    use model::pack::Hours;
    use model::production::{Element, ElementUse, Production};

    use crate::tests::check;

    /// A pistol in scene 1, in force the bulletins and nothing else.
    fn armed(production: &mut Production) {
        production.packs = crate::packs::library();
        production.packs.retain(|pack| pack.pack.id == "csatf-bulletins");
        // What is asked for every shooting day has a test of its own.
        production.packs[0].trigger.retain(|row| row.id != "any");
        production.ground.region = "us-ca".to_owned();
        let id = production.fresh();
        production.elements.push(Element {
            id,
            category: Category::PROPS,
            name: "PISTOL".to_owned(),
            safety: Some(Safety::Firearms),
            ..Element::default()
        });
        production.scenes[0].elements.push(ElementUse::entered(id, 1));
    }

    #[track_caller]
    fn told(change: impl FnOnce(&mut Production), plan: &str, expected: &str) {
        check(&["safety"], change, plan, expected);
    }

    #[test]
    fn a_pistol_asks_for_an_armourer() {
        told(
            armed,
            "2027-03-01 07:00-16:00; sc 1 08:00-10:00; sc 2 10:00-12:00",
            "
                note 1: scene 1 on day 1 has PISTOL: armourer, safety meeting, bulletin on the call sheet and no live ammunition; bulletins 1 and 2
                mend: arrange what is needed and attach bulletins 1 and 2 to the call sheet of day 1
            ",
        );
    }

    #[test]
    fn what_an_agreement_asks_is_a_warning_and_elsewhere_nothing_is_asked() {
        let contract = |p: &mut Production| {
            armed(p);
            p.packs[0].pack.authority = model::pack::Authority::Contract;
            p.packs[0].trigger[0].bulletins.clear();
        };
        let plan = "2027-03-01 07:00-16:00; sc 1 08:00-10:00";
        told(
            contract,
            plan,
            "
                warning 1: scene 1 on day 1 has PISTOL: armourer, safety meeting, bulletin on the call sheet and no live ammunition
                mend: arrange what is needed
            ",
        );
        let abroad = |p: &mut Production| {
            armed(p);
            p.ground.region = "uk".to_owned();
        };
        told(abroad, plan, "");
    }

    #[test]
    fn a_lead_time_says_by_when_and_whether_that_is_too_early() {
        let leading = |p: &mut Production| {
            armed(p);
            p.packs[0].trigger[0].lead_h = Some(Hours(model::measure::Minutes(48 * 60)));
        };
        told(
            leading,
            "
                2027-03-02 07:00-16:00; sc 2 08:00-10:00
                2027-03-04 07:00-16:00; sc 1 08:00-10:00
            ",
            "
                note 1: scene 1 on day 2 has PISTOL: armourer, safety meeting, bulletin on the call sheet and no live ammunition; bulletins 1 and 2, 48 h ahead
                mend: arrange what is needed by Tue 2027-03-02 07:00 and attach bulletins 1 and 2 to the call sheet of day 2
            ",
        );
        told(
            leading,
            "2027-03-01 07:00-16:00; sc 1 08:00-10:00",
            "
                warning 1: scene 1 on day 1 has PISTOL: armourer, safety meeting, bulletin on the call sheet and no live ammunition; bulletins 1 and 2, 48 h ahead: that is Sat 2027-02-27 07:00, before photography begins
                mend: arrange what is needed by Sat 2027-02-27 07:00 and attach bulletins 1 and 2 to the call sheet of day 1
            ",
        );
    }

    #[test]
    fn a_minor_counts_without_an_element() {
        told(
            armed,
            "2027-03-01 07:00-16:00; sc 9 08:00-10:00",
            "
                note 1: scene 9 on day 1 has JUNO: studio teacher, nurse for infants and 20 minutes of work at most for infants; bulletins 33 and Procedural 1
                mend: arrange what is needed and attach bulletins 33 and Procedural 1 to the call sheet of day 1
            ",
        );
    }

    #[test]
    fn a_crowd_counts_from_its_number_on() {
        let crowded = |heads: u32| {
            move |p: &mut Production| {
                armed(p);
                p.scenes[9].elements[0].quantity = heads;
            }
        };
        let plan = "2027-03-01 07:00-16:00; sc 10 08:00-10:00";
        told(crowded(249), plan, "");
        told(
            crowded(250),
            plan,
            "
                note 1: scene 10 on day 1 has MARKET CROWD: fire safety officer for each 250 people
                mend: arrange what is needed
            ",
        );
    }

    #[test]
    fn what_any_shooting_asks_for_is_told_once() {
        let any = |p: &mut Production| {
            armed(p);
            let library = crate::packs::library();
            let bulletins = library.into_iter().find(|pack| pack.pack.id == "csatf-bulletins").unwrap();
            p.packs[0].trigger = bulletins.trigger.into_iter().filter(|row| row.id == "any").collect();
        };
        told(
            any,
            "
                2027-03-01 07:00-16:00; sc 1 08:00-10:00
                2027-03-02 07:00-16:00; sc 2 08:00-10:00
            ",
            "
                note 1: every shooting day: safety meeting: start of day, new location, change of cast or crew, stunts or effects, fatigue, change of plan; bulletins 5 and General Code
                mend: arrange what is needed and attach bulletins 5 and General Code to the call sheet of each day
            ",
        );
    }
}

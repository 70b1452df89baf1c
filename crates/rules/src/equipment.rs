//! `equipment`: no more of an element is used on a date than can be had.
//!
//! Strips of one unit-day use an element one after another, so the day counts the most that any of them uses; units that
//! work on one date use theirs at the same time, so these add up. An element whose number does not matter has 0.

use std::collections::BTreeMap;

use model::calendar::Date;
use model::ids::{DayId, ElementId};
use model::notice::Severity;
use model::plan::Plan;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::written;

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    if !judge.limited {
        return;
    }
    let mut used: BTreeMap<(Date, ElementId), (u32, DayId)> = BTreeMap::new();
    for day in &plan.days {
        let mut most: BTreeMap<ElementId, u32> = BTreeMap::new();
        for strip in day.strips() {
            for &(element, quantity) in judge.strips.get(strip).map_or(&[][..], |facts| &facts.limited) {
                let most = most.entry(element).or_default();
                *most = quantity.max(1).max(*most);
            }
        }
        for (element, quantity) in most {
            let sum = used.entry((day.date, element)).or_insert((0, day.day));
            *sum = (sum.0.saturating_add(quantity), day.day);
        }
    }
    for ((date, id), (quantity, day)) in used {
        let available = judge.production.element(id).map_or(0, |element| element.available);
        if available == 0 || quantity <= available {
            continue;
        }
        let (who, by) = (Who::Element(id), Excess::Count(quantity - available));
        Breach { code: Code::Equipment, severity: Severity::Error, who, day: Some(day), by }.tell(report, || {
            let (name, on) = (judge.name(who), written(date));
            Words {
                text: format!("{quantity} of {name} are used on {on}; {available} can be had"),
                clause: format!("number of {name} that can be had at once"),
                mend: format!("move a scene with {name} to another date, or find {} more", quantity - available),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{check, second_unit};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["equipment"], change, plan, expected);
    }

    #[test]
    fn units_on_one_date_add_up_and_strips_of_a_day_do_not() {
        told(
            |p| {
                second_unit(p);
                p.elements[0].available = 30;
            },
            "
                2027-03-01 07:00-17:00; sc 3 08:00-10:00; sc 7 11:00-12:00
                2027-03-02 07:00-17:00; sc 3 08:00-10:00
                2027-03-02 07:00-17:00; unit second; sc 10 08:00-10:00
            ",
            "
                error 10: 40 of MARKET CROWD are used on Tue 2027-03-02; 30 can be had
                mend: move a scene with MARKET CROWD to another date, or find 10 more
            ",
        );
    }
}

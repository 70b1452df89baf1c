//! `duty-of-care`: what is owed to people after a day that is longer than a row says: a room, a ride, a meeting on fatigue.
//!
//! The `[[duty_of_care]]` rows of the packs in force count the day from call to dismissal, or the time worked in it, by place
//! where they say so. An agreement's row holds for those under it; a row of a guideline without classes for everybody, a crew
//! without positions among them. All whom one row is about on one day are told together, with the longest of their days.
//! Advice is a note, what an agreement asks a warning. A row that says in words alone when it is owed is not told. How long
//! somebody drives home is not in a plan, and does not count.

use model::measure::Minutes;
use model::pack::{Authority, Clock, DutyOfCare, Pack, any_names};
use model::plan::PlanDay;
use model::production::Production;
use model::verdict::{Excess, Who};

use crate::agreement::Clause;
use crate::code::Code;
use crate::force::{self, cited};
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::joined;

/// A row, with the shortest day that it can be about.
pub(crate) struct Owed<'a> {
    pack: &'a Pack,
    row: &'a DutyOfCare,
    least: Minutes,
}

/// The rows in force.
pub(crate) fn owed(production: &Production) -> Vec<Owed<'_>> {
    let rows = force::packs(production).flat_map(|pack| pack.duty_of_care.iter().map(move |row| (pack, row)));
    let least = |row: &DutyOfCare| row.after_h.as_ref()?.all().map(|hours| hours.0).min();
    rows.filter_map(|(pack, row)| Some(Owed { pack, row, least: least(row)? })).collect()
}

/// Somebody's day.
struct Day<'d> {
    who: Who,
    class: &'d str,
    elapsed: Minutes,
    worked: Minutes,
}

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    if judge.owed.is_empty() {
        return;
    }
    let days = days(judge, day);
    for one in &judge.owed {
        let (pack, row) = (one.pack, one.row);
        let time = |day: &Day<'_>| if row.basis == Clock::Worked { day.worked } else { day.elapsed };
        if days.iter().all(|day| time(day) <= one.least) || !row.gate.open(force::dates(judge.production), day.date) {
            continue;
        }
        let place = force::place(judge, pack, &day.places);
        let Some(after) = row.after_h.as_ref().and_then(|by| by.at(place)).map(|hours| hours.0) else { continue };
        let long = days.iter().filter(|day| time(day) > after && about(judge, one, day.class));
        let long: Vec<&Day<'_>> = long.collect();
        let Some(most) = long.iter().map(|day| time(day)).max() else { continue };
        let who = if let [only] = long.as_slice() { only.who } else { Who::Unit(day.unit) };
        let by = Excess::Minutes(most - after);
        let breach = Breach { code: Code::DutyOfCare, severity: force::weight(pack), who, day: Some(day.day), by };
        breach.tell(report, || {
            let mut names: Vec<String> = long.iter().map(|day| judge.name(day.who)).collect();
            names.dedup();
            let title = judge.title(day);
            Words {
                text: format!("{title} is {most} long for {}, {} more than {after}", joined(names), most - after),
                clause: cited(Clause { pack, row }, Some(day.date)),
                mend: row.action.clone(),
            }
        });
    }
}

/// Everybody's day: cast, positions of the crew, and a crew without positions as one.
fn days<'d>(judge: &'d Judge<'_>, day: &'d PlanDay) -> Vec<Day<'d>> {
    let crew = |who, class, more: Minutes| {
        let (elapsed, worked) = (day.wrap.since(day.call) + more, day.worked() + more);
        Day { who, class, elapsed, worked }
    };
    let positions = judge.production.crew.iter().filter(|one| one.unit == day.unit && one.heads > 0);
    let mut days: Vec<Day<'_>> =
        positions.map(|one| crew(Who::Crew(one.id), one.class.as_str(), one.before + one.after)).collect();
    if days.is_empty() {
        days.push(crew(Who::Unit(day.unit), "", Minutes::ZERO));
    }
    days.extend(day.people.iter().map(|hours| Day {
        who: Who::Person(hours.person),
        class: judge.cast.get(hours.person).map_or("", |member| &member.contract.class),
        elapsed: hours.dismissed.since(hours.report),
        worked: hours.worked(),
    }));
    days
}

/// Whether a row is about people of a class.
fn about(judge: &Judge<'_>, owed: &Owed<'_>, class: &str) -> bool {
    let contract = owed.pack.pack.authority == Authority::Contract;
    any_names(&owed.row.classes, class)
        && force::applies(owed.pack, (contract || !class.is_empty()).then_some(class), &judge.production.ground)
        && !(contract && class.is_empty())
}

#[cfg(test)]
mod tests {
    use model::ids::CrewId;
    use model::measure::{Cents, Minutes};
    use model::pack::Per;
    use model::people::CrewMember;
    use model::production::Production;

    use crate::tests::check;

    fn advised(production: &mut Production) {
        production.packs = crate::packs::library();
        production.ground.region = "us-ca".to_owned();
    }

    #[track_caller]
    fn told(change: impl FnOnce(&mut Production), plan: &str, expected: &str) {
        check(&["duty-of-care"], change, plan, expected);
    }

    #[test]
    fn more_than_fourteen_hours_from_call_to_wrap() {
        let plan = "
            2027-03-01 07:00-21:00; meal 13:00-13:30; MAYA 07:00-21:00
            2027-03-02 08:00-22:20; meal 14:00-14:30; MAYA 07:00-22:30; KANE 09:00-20:00
        ";
        told(
            advised,
            plan,
            "
                note 90: day 2 is 15 h 30 long for the crew and MAYA, 1 h 30 more than 14 h
                mend: hold a safety meeting on fatigue; offer a room, or a ride home and back; write the duties into the call sheet
            ",
        );
        told(|_| (), plan, "");
    }

    #[test]
    fn an_agreement_s_row_holds_for_those_under_it() {
        let crew = |production: &mut Production| {
            advised(production);
            let unit = production.units[0].id;
            production.crew.push(CrewMember {
                id: CrewId(6_000),
                unit,
                position: "grip".to_owned(),
                heads: 4,
                class: "iatse.hourly.daily".to_owned(),
                rate: Cents(5_000),
                per: Per::Hour,
                after: Minutes(30),
                ..CrewMember::default()
            });
        };
        // 14 h 30 from call to wrap and half an hour more, of which a meal of half an hour is not worked.
        told(
            crew,
            "2027-03-01 07:00-21:30; meal 13:00-13:30; MAYA 09:00-20:00",
            "
                warning 30: day 1 is 14 h 30 long for grip, 30 min more than 14 h
                mend: offer a room or a ride home and back, and print whom to ask on the call sheet
                note 60: day 1 is 15 h long for grip, 1 h more than 14 h
                mend: hold a safety meeting on fatigue; offer a room, or a ride home and back; write the duties into the call sheet
            ",
        );
    }
}

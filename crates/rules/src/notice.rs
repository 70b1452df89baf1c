//! `short-notice`: a re-plan uses what cannot be had by then.
//!
//! On the morning of a re-plan people have been told a plan (`model::issue::Told`). Whoever is called, whatever is hired
//! and wherever the company works on a date that they were not told of takes its lead time in working days
//! (`LeadTimes`, a place's own lead). A build that had not begun, or was to begin later, begins that morning at the
//! earliest. What is dated before that morning has happened and is not asked for.

use model::calendar::{Date, days_between};
use model::issue::Told;
use model::notice::Severity;
use model::places::Place;
use model::plan::{Plan, PlanDay, Stand};
use model::production::{LeadTimes, Production, Scene};
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::suits::{Bar, standing};
use crate::words::{counted, joined, written};

/// The first date that no lead time of a re-plan reaches; the earliest date there is when nothing was planned again.
pub(crate) fn end(production: &Production) -> Date {
    let Some(told) = &production.told else { return Date::MIN };
    let LeadTimes { call, hire, location } = production.settings.lead;
    let own = production.places.iter().filter_map(|place| place.lead).max().unwrap_or(0);
    production.calendar.working_after(told.from, call.max(hire).max(location).max(own))
}

/// People, places and hired elements of a day.
pub(crate) fn day(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let production = judge.production;
    let Some(told) = &production.told else { return };
    if day.date < told.from || day.date >= judge.notice {
        return;
    }
    let lead = production.settings.lead;
    let knows = |dates: Option<&Vec<Date>>| dates.is_some_and(|dates| dates.binary_search(&day.date).is_ok());
    for person in day.people.iter().filter(|one| !knows(told.calls.get(&one.person))) {
        late(judge, told, day, Who::Person(person.person), lead.call, report);
    }
    for &id in day.places.iter().filter(|place| !knows(told.places.get(place))) {
        let days = judge.places.get(id).map_or(0, |place| place.lead_days(lead));
        late(judge, told, day, Who::Place(id), days, report);
    }
    let mut asked = Vec::new();
    for scene in day.strips().filter_map(|strip| judge.strips.get(strip)?.scene) {
        for (id, _) in production.elements_of(scene) {
            let hired = production.element(id).is_some_and(|element| element.hired());
            if hired && !asked.contains(&id) && !knows(told.elements.get(&id)) {
                asked.push(id);
                late(judge, told, day, Who::Element(id), lead.hire, report);
            }
        }
    }
}

/// What of a scene cannot be had on a date so soon after the morning of a re-plan, at any of these places.
pub(crate) fn bar(judge: &Judge<'_>, plan: &Plan, scene: &Scene, places: &[&Place], date: Date) -> Option<Bar> {
    let production = judge.production;
    let told = production.told.as_ref().filter(|told| date >= told.from)?;
    let (calendar, lead) = (&production.calendar, production.settings.lead);
    let late = |dates: Option<&Vec<Date>>, lead: u32| {
        let knows = dates.is_some_and(|dates| dates.binary_search(&date).is_ok());
        !knows && date < calendar.working_after(told.from, lead)
    };
    let called = production.called(scene).into_iter();
    let mut who: Vec<Who> = called.filter(|id| late(told.calls.get(id), lead.call)).map(Who::Person).collect();
    let used = production.elements_of(scene).into_iter().filter_map(|(id, _)| production.element(id));
    let hired = used.filter(|one| one.hired() && late(told.elements.get(&one.id), lead.hire));
    who.extend(hired.map(|one| Who::Element(one.id)));
    if !places.is_empty() && places.iter().all(|one| late(told.places.get(&one.id), one.lead_days(lead))) {
        who.extend(places.iter().map(|one| Who::Place(one.id)));
    }
    if !who.is_empty() {
        let each = joined(who.into_iter().map(|who| judge.name(who)));
        let mend = format!("add a later day, or get {each} at short notice all the same");
        return Some(Bar { why: format!("{each} cannot be had at such short notice"), mend });
    }
    let set = judge.sets.get(scene.set).filter(|set| set.lead_days() > 0 && !standing(plan, set, date))?;
    let begun = told.builds.get(&set.id).filter(|(place, _)| places.iter().any(|one| one.id == *place));
    let earliest = begun.map_or(told.from, |(_, from)| told.from.min(*from));
    (calendar.working_before(date, set.lead_days()) < earliest).then(|| {
        let mend = format!("add a later day: its build can begin on {}", written(earliest));
        Bar { why: format!("{} cannot be built in time", set.name), mend }
    })
}

fn late(judge: &Judge<'_>, told: &Told, day: &PlanDay, who: Who, lead: u32, report: &mut impl Report) {
    let ready = judge.production.calendar.working_after(told.from, lead);
    let missing = days_between(day.date, ready);
    if missing <= 0 {
        return;
    }
    let by = Excess::Days(u32::try_from(missing).unwrap_or(u32::MAX));
    Breach { code: Code::ShortNotice, severity: Severity::Error, who, day: Some(day.day), by }.tell(report, || {
        let (name, title, date) = (judge.name(who), judge.title(day), written(day.date));
        let verb = match who {
            Who::Person(_) => "is called for",
            Who::Place(_) => "is worked at on",
            _ => "is used on",
        };
        let days = counted(i64::from(lead), "working day");
        Words {
            text: format!(
                "{name} {verb} {title}, {date}, and was not told of it; that takes {days} from {}",
                written(told.from)
            ),
            clause: format!("lead time of {name}: {days} (settings of the production)"),
            mend: format!("use {name} on {} or later, or on a date that was told", written(ready)),
        }
    });
}

/// The build of a set.
pub(crate) fn build(judge: &Judge<'_>, stand: &Stand, report: &mut impl Report) {
    let Some(told) = &judge.production.told else { return };
    // What is shot as it is, or shot for the first time before that morning, is there.
    if stand.from == stand.first || stand.from >= told.from || stand.first < told.from {
        return;
    }
    let begun = told.builds.get(&stand.set).filter(|(place, _)| *place == stand.place).map(|(_, from)| *from);
    let earliest = begun.filter(|from| *from < told.from).unwrap_or(told.from);
    let missing = days_between(stand.from, earliest);
    if missing <= 0 {
        return;
    }
    let (who, by) = (Who::Set(stand.set), Excess::Days(u32::try_from(missing).unwrap_or(u32::MAX)));
    Breach { code: Code::ShortNotice, severity: Severity::Error, who, day: None, by }.tell(report, || {
        let (name, first, from) = (judge.set_name(stand.set), written(stand.first), written(stand.from));
        let days = counted(missing, "day");
        Words {
            text: format!(
                "{name} is shot from {first} and must be built from {from}, {days} before its build can begin, {}",
                written(earliest)
            ),
            clause: format!(
                "no build begins before {} (the morning of the re-plan, or the build that was told)",
                written(earliest)
            ),
            mend: format!("shoot {name} {days} later"),
        }
    });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::issue::Told;
    use model::places::PlaceKind;
    use model::production::Production;

    use crate::tests::{check, check_stands, compare, plan, stand};

    /// What was told: MAYA and KANE on the stage on Tuesday, MAYA on the street on Friday; it is Tuesday morning.
    fn told(production: &mut Production) {
        let days = "
            2027-03-02 07:00-17:00; sc 1 08:00-10:00; MAYA 07:00-12:00; KANE 07:00-10:00
            2027-03-05 07:00-17:00; sc 7 08:00-10:00; MAYA 07:00-12:00
        ";
        production.told = Some(Told::by(production, &plan(production, days), date(2027, 3, 2)));
        production.elements[0].day_rate = model::measure::Cents(100);
    }

    #[test]
    fn a_call_takes_a_day_a_hire_two_a_location_three() {
        check(
            &["short-notice"],
            told,
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00; DOC 07:00-12:00
                2027-03-02 07:00-17:00; sc 1 08:00-10:00; MAYA 07:00-12:00; DOC 07:00-12:00
                2027-03-03 07:00-17:00; sc 7 08:00-10:00; DOC 07:00-12:00
                2027-03-04 07:00-17:00; sc 4 08:00-10:00; DOC 07:00-12:00
                2027-03-05 07:00-17:00; sc 4 08:00-10:00; DOC 07:00-12:00
            ",
            "
                error 1: DOC is called for day 2, Tue 2027-03-02, and was not told of it; that takes 1 working day from Tue 2027-03-02
                mend: use DOC on Wed 2027-03-03 or later, or on a date that was told
                error 1: MARKET CROWD is used on day 3, Wed 2027-03-03, and was not told of it; that takes 2 working days from Tue 2027-03-02
                mend: use MARKET CROWD on Thu 2027-03-04 or later, or on a date that was told
                error 1: Beach is worked at on day 4, Thu 2027-03-04, and was not told of it; that takes 3 working days from Tue 2027-03-02
                mend: use Beach on Fri 2027-03-05 or later, or on a date that was told
            ",
        );
    }

    #[test]
    fn nothing_is_late_while_nobody_planned_again() {
        check(&["short-notice"], |_| (), "2027-03-02 07:00-17:00; sc 4 08:00-10:00; DOC 07:00-12:00", "");
    }

    #[test]
    fn a_place_has_its_own_lead() {
        let change = |p: &mut Production| {
            told(p);
            p.places
                .iter_mut()
                .filter(|place| place.kind == PlaceKind::Location)
                .for_each(|place| place.lead = Some(1));
            p.places[1].lead = Some(2);
            p.elements[0].day_rate = model::measure::Cents::ZERO;
        };
        let days = "
            2027-03-03 07:00-17:00; sc 7 08:00-10:00; sc 4 11:00-12:00
            2027-03-04 07:00-17:00; sc 7 08:00-10:00
        ";
        check(
            &["short-notice"],
            change,
            days,
            "
                error 1: Backlot Street is worked at on day 1, Wed 2027-03-03, and was not told of it; that takes 2 working days from Tue 2027-03-02
                mend: use Backlot Street on Thu 2027-03-04 or later, or on a date that was told
            ",
        );
    }

    #[test]
    fn what_was_shot_before_that_morning_is_not_built_again() {
        let mut production = model::sample::small();
        told(&mut production);
        production.settings.lead.location = 0;
        production.strips.retain(|strip| [0, 4].map(|at| production.scenes[at].id).contains(&strip.scene.unwrap()));
        let days = "
            2027-03-01 07:00-17:00; sc 1 08:00-10:00; MAYA 07:00-12:00; KANE 07:00-10:00
            2027-03-04 07:00-17:00
        ";
        let mut plan = plan(&production, days);
        // Three days of build before the second day would begin on the day before that morning.
        let built = "
            error 1: scene 5 stands on no day: on every shooting day of the board, OFFICE cannot be built in time
            mend: add a later day: its build can begin on Tue 2027-03-02
        ";
        compare(&production, &crate::judge(&production, &plan), &["unplaced"], built);
        // By hand it was put on a day on which nobody had been told of it, and stands since.
        plan.stands.push(stand(&production, "OFFICE", ["2027-02-24", "2027-03-01", "2027-03-01", "2027-03-02"]));
        let standing = "
            error 1: scene 5 stands on no day: day 2 would serve it best, with 10 h still free
            mend: move scene 5 to day 2 if that is enough, split it, or add a day
        ";
        compare(&production, &crate::judge(&production, &plan), &["unplaced"], standing);
    }

    #[test]
    fn a_build_begins_that_morning_at_the_earliest() {
        let change = |p: &mut Production| {
            told(p);
            let office = p.sets[0].id;
            if let Some(told) = &mut p.told {
                told.builds.insert(office, (p.sets[0].at[0], date(2027, 2, 26)));
            }
        };
        check_stands(
            &["short-notice"],
            change,
            &[
                ("OFFICE", ["2027-02-25", "2027-03-02", "2027-03-04", "2027-03-05"]),
                ("ALLEY", ["2027-02-26", "2027-03-05", "2027-03-05", "2027-03-06"]),
                ("MARKET", ["2027-03-02", "2027-03-04", "2027-03-04", "2027-03-05"]),
            ],
            "
                error 4: ALLEY is shot from Fri 2027-03-05 and must be built from Fri 2027-02-26, 4 days before its build can begin, Tue 2027-03-02
                mend: shoot ALLEY 4 days later
                error 1: OFFICE is shot from Tue 2027-03-02 and must be built from Thu 2027-02-25, 1 day before its build can begin, Fri 2027-02-26
                mend: shoot OFFICE 1 day later
            ",
        );
    }
}

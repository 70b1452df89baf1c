//! Why a ledger line costs what it costs: the dates and strips it stands on, down from the line to the strip and the clause.

use std::collections::BTreeMap;

use model::calendar::Date;
use model::estimate::Line;
use model::ids::StripId;
use model::issue::Schedule;
use model::plan::PlanDay;
use model::production::Production;
use model::verdict::{DayUse, Who};

use crate::say::date;

/// What a line stands on, one date or span a row: `Mon 2027-03-01: strips 1, 2`.
pub(crate) fn stands_on(production: &Production, schedule: &Schedule, line: &Line) -> Vec<String> {
    let day = schedule.plan.days.iter().find(|day| Some(day.day) == line.day);
    match (line.who, day) {
        (who, Some(day)) => vec![on_day(production, day, Some(who))],
        (Who::Person(person), None) => {
            let engagement = schedule.verdict.engagements.iter().find(|one| one.person == person);
            // Lines of days worked and of days on hold stand on those dates alone, all others on the whole engagement.
            let works = match line.text.rsplit(": ").next() {
                Some("days") => Some(true),
                Some("hold days") => Some(false),
                _ => None,
            };
            let dates = engagement.iter().flat_map(|one| &one.dates);
            let dates = dates.filter(|(_, used)| works.is_none_or(|works| used.works() == works));
            dates.map(|used| dated(production, schedule, line.who, used)).collect()
        }
        (Who::Set(set), None) => {
            let stands = schedule.plan.stands.iter().filter(|stand| stand.set == set);
            stands.flat_map(|stand| stood(production, schedule, stand)).collect()
        }
        (Who::Place(place), None) => {
            let stands = schedule.plan.stands.iter().filter(|stand| stand.place == place);
            stands.flat_map(|stand| stood(production, schedule, stand)).collect()
        }
        (Who::Element(_), None) => {
            let days = schedule.plan.days.iter().filter(|day| !strips(production, day, Some(line.who)).is_empty());
            days.map(|day| on_day(production, day, Some(line.who))).collect()
        }
        _ => Vec::new(),
    }
}

/// A date of an engagement.
fn dated(production: &Production, schedule: &Schedule, who: Who, (on, what): &(Date, DayUse)) -> String {
    let word = match what {
        DayUse::Work => "works",
        DayUse::WorkDrop => "works and is dropped",
        DayUse::PickUp => "is picked up and works",
        DayUse::PickUpDrop => "is picked up, works and is dropped",
        DayUse::Hold => return format!("{}: on hold", date(*on)),
    };
    let days = schedule.plan.days.iter().filter(|day| day.date == *on);
    let strips: Vec<String> = days.flat_map(|day| strips(production, day, Some(who))).collect();
    format!("{}: {word}, {}", date(*on), named(&strips))
}

/// A set's time at its place, and the days on which it is shot.
fn stood(production: &Production, schedule: &Schedule, stand: &model::plan::Stand) -> Vec<String> {
    let name = production.set(stand.set).map_or("a set that is gone", |set| &set.name);
    let held = if stand.held > 0 { format!(", {} days on hold", stand.held) } else { String::new() };
    let mut rows = vec![format!("{name} stands {} to {}{held}", date(stand.from), date(stand.to))];
    let days = schedule.plan.days.iter().filter(|day| stand.shot.contains(&day.date));
    let shot = days.map(|day| (day.date, strips(production, day, Some(Who::Set(stand.set)))));
    let mut by_date: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    shot.for_each(|(on, strips)| by_date.entry(on).or_default().extend(strips));
    by_date.retain(|_, strips| !strips.is_empty());
    rows.extend(by_date.iter().map(|(on, strips)| format!("{}: {}", date(*on), named(strips))));
    rows
}

fn on_day(production: &Production, day: &PlanDay, who: Option<Who>) -> String {
    let number = day.number.map_or(String::new(), |number| format!("day {number} "));
    format!("{number}{}: {}", date(day.date), named(&strips(production, day, who)))
}

/// The strips of a day that call for somebody or something.
pub(crate) fn strips(production: &Production, day: &PlanDay, who: Option<Who>) -> Vec<String> {
    let wanted = |strip: &StripId| {
        let Some(scene) = production.scene_of(*strip) else {
            return !matches!(who, Some(Who::Person(_) | Who::Element(_)));
        };
        match who {
            Some(Who::Person(person)) => production.called(scene).contains(&person),
            Some(Who::Set(set)) => scene.set == set,
            Some(Who::Element(element)) => production.elements_of(scene).iter().any(|(id, _)| *id == element),
            _ => true,
        }
    };
    let label = |strip| production.strip(strip).map(|strip| production.strip_label(strip));
    day.strips().filter(wanted).filter_map(label).collect()
}

fn named(strips: &[String]) -> String {
    match strips {
        [] => "no strips".to_owned(),
        [one] => format!("strip {one}"),
        all => format!("strips {}", all.join(", ")),
    }
}

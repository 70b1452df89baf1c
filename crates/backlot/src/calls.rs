//! Whom to call after a re-plan: what changes for people, places, hired elements and builds, the nearest date first; which
//! days changed, and which sets served as cover.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::calendar::days_between;
use model::ids::{PlaceId, SetId, UnitId};
use model::issue::{Schedule, Told};
use model::measure::{Minutes, Moment};
use model::plan::PlanDay;
use model::production::Production;
use serde::Serialize;

use crate::compare::Stop;
use crate::say;
use crate::setup::TEACHER;

/// Hours that move by less need no call of their own (assumption).
const HOURS: Minutes = Minutes(30);

/// One call to make.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Call {
    /// The date that it is about, of several in a row the first.
    pub(crate) date: Date,
    /// The last of several dates in a row: a place or a hire is asked for once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Date>,
    /// Whom or what it is about.
    pub(crate) what: What,
    /// The name.
    pub(crate) name: String,
    /// What changes.
    #[serde(flatten)]
    pub(crate) change: Change,
}

/// Whom or what a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum What {
    /// A cast member.
    Cast,
    /// The studio teacher of a minor.
    Teacher,
    /// A place.
    Place,
    /// The build of a set.
    Build,
    /// A hired element.
    Hire,
}

/// What changes. Hours are report and dismissal, on the wall.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub(crate) enum Change {
    /// Wanted, and was not.
    New {
        /// From when to when, of a person.
        hours: String,
    },
    /// No longer wanted.
    Cancelled,
    /// Wanted at other hours.
    Hours {
        /// As told.
        was: String,
        /// As planned now.
        hours: String,
    },
}

/// Unit-days that remain and shoot something, or were to: a day that lost all that it had is one of them. One that is gone has no
/// number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Remaining {
    /// Other strips are shot, or at other places, or the hours of the crew move by half an hour or more.
    pub(crate) changed: Vec<Stop>,
    /// The others.
    pub(crate) unchanged: Vec<Stop>,
    /// How many there are.
    pub(crate) days: usize,
}

/// The calls to make from a date on, by date.
pub(crate) fn calls(production: &Production, was: &Schedule, is: &Schedule, from: Date) -> Vec<Call> {
    let mut calls = cast(production, was, is, from);
    let (mut old, mut new) = (Told::by(production, &was.plan, from), Told::by(production, &is.plan, from));
    // A minor's teacher is called with her; one whom a scene has without a minor of the cast is hired as others are.
    let days = || was.plan.days.iter().chain(&is.plan.days);
    let with_a_minor: BTreeSet<Date> = days().filter(|day| minor(production, day)).map(|day| day.date).collect();
    for teacher in production.elements.iter().filter(|element| element.name == TEACHER) {
        for told in [&mut old, &mut new] {
            told.elements.entry(teacher.id).or_default().retain(|date| !with_a_minor.contains(date));
        }
    }
    let place = |id: PlaceId| production.place(id).map(|place| place.name.clone());
    let hired = |id| {
        let element = production.element(id).filter(|element| element.hired());
        element.map(|element| element.name.clone())
    };
    apart(&old.places, &new.places, from, What::Place, place, &mut calls);
    apart(&old.elements, &new.elements, from, What::Hire, hired, &mut calls);
    let builds = |told: &Told| -> BTreeMap<SetId, Vec<Date>> {
        let built = |set: &SetId| production.set(*set).is_some_and(|set| set.lead_days() > 0);
        told.builds.iter().filter(|(set, _)| built(set)).map(|(set, (_, from))| (*set, vec![*from])).collect()
    };
    let set = |id: SetId| production.set(id).map(|set| set.name.clone());
    apart(&builds(&old), &builds(&new), from, What::Build, set, &mut calls);
    calls.sort();
    calls
}

/// Whether a day calls a minor of the cast.
fn minor(production: &Production, day: &PlanDay) -> bool {
    let people = day.people.iter().filter_map(|one| production.person(one.person));
    people.filter_map(|person| person.age_on(day.date)).any(|age| age < 18)
}

/// What comes on a date and did not, and the other way round; dates in a row are one call.
fn apart<I: Ord + Copy>(
    old: &BTreeMap<I, Vec<Date>>,
    new: &BTreeMap<I, Vec<Date>>,
    from: Date,
    what: What,
    name: impl Fn(I) -> Option<String>,
    calls: &mut Vec<Call>,
) {
    for (these, those, change) in [(new, old, Change::New { hours: String::new() }), (old, new, Change::Cancelled)] {
        for (&id, dates) in these {
            let Some(name) = name(id) else { continue };
            let known = those.get(&id).map_or(&[][..], Vec::as_slice);
            let apart = dates.iter().copied().filter(|date| *date >= from && !known.contains(date));
            for run in apart.collect::<Vec<_>>().chunk_by(|a, b| days_between(*a, *b) == 1) {
                let until = (run.len() > 1).then(|| run[run.len() - 1]);
                calls.push(Call { date: run[0], until, what, name: name.clone(), change: change.clone() });
            }
        }
    }
}

/// Cast members, and the teachers of minors.
fn cast(production: &Production, was: &Schedule, is: &Schedule, from: Date) -> Vec<Call> {
    let mut calls = Vec::new();
    for member in &production.cast {
        let hours = |schedule: &Schedule| {
            let mut all: BTreeMap<Date, (Moment, Moment, String)> = BTreeMap::new();
            for day in schedule.plan.days.iter().filter(|day| day.date >= from) {
                for one in day.people.iter().filter(|one| one.person == member.id) {
                    let (mut report, mut dismissed) = (one.report, one.dismissed);
                    if let Some((first, last, _)) = all.get(&day.date) {
                        (report, dismissed) = (report.min(*first), dismissed.max(*last));
                    }
                    let wall = |moment| day.wall(moment).strftime("%H:%M").to_string();
                    all.insert(day.date, (report, dismissed, format!("{}-{}", wall(report), wall(dismissed))));
                }
            }
            all
        };
        let (old, new) = (hours(was), hours(is));
        let role = production.characters.iter().find(|character| character.played_by == Some(member.id));
        let name = match role.filter(|role| role.name != member.name) {
            Some(role) => format!("{} ({})", member.name, role.name),
            None => member.name.clone(),
        };
        let dates: BTreeSet<Date> = old.keys().chain(new.keys()).copied().collect();
        for date in dates {
            let change = match (old.get(&date), new.get(&date)) {
                (None, Some((.., hours))) => Change::New { hours: hours.clone() },
                (Some(_), None) => Change::Cancelled,
                (Some((report, dismissed, was)), Some((reports, leaves, hours))) => {
                    let far = |a: Moment, b: Moment| b.since(a).0.abs() >= HOURS.0;
                    if !far(*report, *reports) && !far(*dismissed, *leaves) {
                        continue;
                    }
                    Change::Hours { was: was.clone(), hours: hours.clone() }
                }
                (None, None) => continue,
            };
            if member.age_on(date).is_some_and(|age| age < 18) {
                calls.push(Call { date, until: None, what: What::Teacher, name: name.clone(), change: change.clone() });
            }
            calls.push(Call { date, until: None, what: What::Cast, name: name.clone(), change });
        }
    }
    calls
}

impl Call {
    /// `new call: Tom Vesterholt (KANE) 06:00-17:30`, `book: Studio cafeteria until Mon 2027-03-29`.
    pub(crate) fn told(&self) -> String {
        let name = &self.name;
        let (subject, new, cancelled) = match self.what {
            What::Cast => (name.clone(), "new call", "call cancelled"),
            What::Teacher => (format!("teacher of {name}"), "new call", "call cancelled"),
            What::Place => (name.clone(), "book", "release"),
            What::Build => (format!("build of {name}"), "begin", "do not begin"),
            What::Hire => (name.clone(), "order", "cancel"),
        };
        let until = self.until.map_or(String::new(), |until| format!(" until {}", say::date(until)));
        match &self.change {
            Change::New { hours } => format!("{new}: {subject} {hours}").trim_end().to_owned() + &until,
            Change::Cancelled => format!("{cancelled}: {subject}{until}"),
            Change::Hours { was, hours } => format!("other hours: {subject} {was} -> {hours}"),
        }
    }
}

/// The calls one a line, under their dates.
pub(crate) fn lines(calls: &[Call]) -> Vec<String> {
    let mut lines = Vec::new();
    for day in calls.chunk_by(|a, b| a.date == b.date) {
        lines.push(format!("  {}", say::date(day[0].date)));
        lines.extend(day.iter().map(|call| format!("    {}", call.told())));
    }
    lines
}

/// Which of the days that remain changed.
pub(crate) fn remaining(was: &Schedule, is: &Schedule, from: Date) -> Remaining {
    let days = |schedule: &Schedule| {
        let mut days: BTreeMap<(Date, UnitId), Vec<PlanDay>> = BTreeMap::new();
        for day in schedule.plan.days.iter().filter(|day| day.date >= from && day.strips().next().is_some()) {
            days.entry((day.date, day.unit)).or_default().push(day.clone());
        }
        days
    };
    let same = |a: &PlanDay, b: &PlanDay| {
        let strips = |day: &PlanDay| day.strips().collect::<BTreeSet<_>>();
        let near = |a: Moment, b: Moment| b.since(a).0.abs() < HOURS.0;
        let places = |day: &PlanDay| day.places.iter().copied().collect::<BTreeSet<_>>();
        strips(a) == strips(b) && places(a) == places(b) && near(a.call, b.call) && near(a.wrap, b.wrap)
    };
    let (old, new) = (days(was), days(is));
    let all: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let (mut changed, mut unchanged) = (Vec::new(), Vec::new());
    for &(date, unit) in &all {
        let alike = match (old.get(&(date, unit)), new.get(&(date, unit))) {
            (Some(old), Some(new)) => old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new)),
            _ => false,
        };
        let day = is.plan.days.iter().find(|day| (day.date, day.unit) == (date, unit));
        let stop = Stop { date, unit, number: day.and_then(|day| day.number) };
        (if alike { &mut unchanged } else { &mut changed }).push(stop);
    }
    Remaining { changed, unchanged, days: all.len() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::board::{Board, Item, Placed, UnitDay};
    use model::ids::{DayId, StripId};

    use super::*;

    #[test]
    fn two_units_on_one_date_are_two_days_and_one_that_is_gone_has_no_number() {
        let mut production = model::sample::small();
        let (main, second) = (production.units[0].clone(), UnitId(production.next_id));
        production.units.push(model::production::Unit { id: second, name: "SECOND".to_owned(), ..main.clone() });
        let strips: Vec<_> = production.strips.iter().map(|strip| strip.id).take(3).collect();
        let board = |on: [&[StripId]; 3]| {
            let units = [main.id, second, main.id];
            let days =
                (9_001..).zip(units).zip(on).filter(|(_, strips)| !strips.is_empty()).map(|((id, unit), strips)| {
                    let strip = |&strip| Item::Strip(Placed { strip, pinned: false });
                    UnitDay { id: DayId(id), unit, items: strips.iter().map(strip).collect(), ..UnitDay::default() }
                });
            let board = Board { days: days.collect(), boneyard: Vec::new(), ..production.boards[0].clone() };
            crate::app::schedule(&production, board)
        };
        let was = board([&strips[..1], &strips[1..2], &strips[2..]]);
        let is = board([&strips[..1], &strips[1..], &[]]);
        let remain = remaining(&was, &is, was.plan.days[0].date);
        let days = |stops: &[Stop]| stops.iter().map(|stop| (stop.unit, stop.number)).collect::<Vec<_>>();
        assert_eq!(days(&remain.unchanged), [(main.id, Some(1))]);
        assert_eq!(days(&remain.changed), [(second, Some(1)), (main.id, None)]);
        assert_eq!((remain.days, remain.changed[0].date), (3, was.plan.days[0].date));
        assert_eq!(remaining(&was, &is, was.plan.days[2].date).days, 1);
    }

    #[test]
    fn dates_in_a_row_are_one_call() {
        let on = |days: &[i8]| BTreeMap::from([(1, days.iter().map(|&day| date(2027, 3, day)).collect::<Vec<_>>())]);
        let (old, new) = (on(&[9, 10, 16]), on(&[8, 10, 11, 12, 13, 15]));
        let mut calls = Vec::new();
        apart(&old, &new, date(2027, 3, 9), What::Place, |_| Some("Cafeteria".to_owned()), &mut calls);
        calls.sort();
        let told: Vec<String> = calls.iter().map(|call| format!("{} {}", call.date, call.told())).collect();
        assert_eq!(
            told,
            [
                "2027-03-09 release: Cafeteria",
                "2027-03-11 book: Cafeteria until Sat 2027-03-13",
                "2027-03-15 book: Cafeteria",
                "2027-03-16 release: Cafeteria",
            ]
        );
    }
}

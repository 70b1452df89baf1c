//! A notation for plans by hand, and the one check that the tests of all rules use.
//!
//! A line is a unit-day: date, then parts separated by `;`. The first part is the crew's `07:00-19:00`, with the shift and
//! the kind of day before it when they are not `day` and `shoot`; the others are `MAYA 08:00-18:00 camera 300`,
//! `meal 13:00-13:30`, `unit second`, and `sc 3 08:00-10:00`, with ` at Beach` and ` off 20` where wanted. Hours past
//! midnight go on counting: `26:30` is half past two of the next date, on the wall clock.

use model::board::{DayKind, Shift};
use model::calendar::{Date, plus_days};
use model::ids::DayId;
use model::measure::{Minutes, Moment};
use model::plan::{Entry, Happening, LightNeed, PersonDay, Plan, PlanDay, Stand, Sun, moment};
use model::production::Production;
use model::sample;
use model::verdict::Verdict;

use crate::judge;

/// Judges a plan on the small production after `change`, and compares what bears one of the words (a finding's code or
/// a pay line's purpose) with the lines expected.
#[track_caller]
pub(crate) fn check(words: &[&str], change: impl FnOnce(&mut Production), plan: &str, expected: &str) {
    let mut production = sample::small();
    change(&mut production);
    let verdict = judge(&production, &self::plan(&production, plan));
    compare(&production, &verdict, words, expected);
}

#[track_caller]
pub(crate) fn compare(production: &Production, verdict: &Verdict, words: &[&str], expected: &str) {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(told(production, verdict, words), lines(expected));
}

/// No change.
pub(crate) fn as_is(_: &mut Production) {}

/// A second unit beside the main one.
pub(crate) fn second_unit(production: &mut Production) {
    let (id, main) = (production.fresh(), production.units[0].clone());
    production.units.push(model::production::Unit { id, name: "second".to_owned(), heads: 10, ..main });
}

fn told(production: &Production, verdict: &Verdict, words: &[&str]) -> String {
    let mut lines = Vec::new();
    for finding in verdict.findings.iter().filter(|finding| words.contains(&finding.code.as_str())) {
        lines.push(format!("{} {}: {}", finding.severity.word(), finding.by.size(), finding.text));
        lines.push(format!("mend: {}", finding.mend));
    }
    let judge = crate::Judge::new(production);
    for line in verdict.pay.iter().filter(|line| words.contains(&line.code.word())) {
        let (who, quantity, unit) = (judge.name(line.who), line.quantity, line.code.unit());
        lines.push(format!("{who}: {quantity} {unit} x {} x {} = {}", line.rate, line.times, line.amount));
    }
    lines.join("\n")
}

/// Reads the notation.
pub(crate) fn plan(production: &Production, text: &str) -> Plan {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut plan = Plan { board: production.boards[0].id, ..Plan::default() };
    let mut count = std::collections::BTreeMap::new();
    for (index, line) in lines.enumerate() {
        let mut day = day(production, line);
        day.day = DayId(9_000 + u64::try_from(index).unwrap());
        if day.kind.shoots() {
            let number = count.entry(day.unit).or_insert(0);
            *number += 1;
            day.number = Some(*number);
        }
        plan.days.push(day);
    }
    let placed: Vec<_> = plan.days.iter().flat_map(|day| day.strips()).collect();
    plan.unplaced = production.strips.iter().map(|strip| strip.id).filter(|id| !placed.contains(id)).collect();
    plan
}

fn day(production: &Production, line: &str) -> PlanDay {
    let (date, rest) = line.split_once(' ').expect("a date, then the day");
    let date: Date = date.parse().expect("a date");
    let stretch = |hours: &str| -> (Moment, Moment) {
        let (from, to) = hours.split_once('-').expect("from-to");
        (at(production, date, from), at(production, date, to))
    };
    let mut day = PlanDay {
        day: DayId(0),
        unit: production.units[0].id,
        kind: DayKind::Shoot,
        shift: Shift::Day,
        date,
        number: None,
        zone: production.zone.clone(),
        call: Moment(0),
        camera_wrap: Moment(0),
        wrap: Moment(0),
        entries: Vec::new(),
        people: Vec::new(),
        sun: Sun {
            dawn: at(production, date, "05:55"),
            rise: at(production, date, "06:20"),
            set: at(production, date, "17:50"),
            dusk: at(production, date, "18:15"),
        },
        places: Vec::new(),
        load: Minutes::ZERO,
    };
    let mut parts = rest.split(';').map(|part| part.split_whitespace().collect::<Vec<_>>());
    for word in parts.next().expect("the crew's hours") {
        if let Some(shift) = Shift::ALL.into_iter().find(|shift| shift.word() == word) {
            day.shift = shift;
        } else if let Some(kind) = DayKind::ALL.into_iter().find(|kind| kind.word() == word) {
            day.kind = kind;
        } else {
            (day.call, day.wrap) = stretch(word);
        }
    }
    for part in parts {
        match part[..] {
            ["unit", name] => {
                day.unit = production.units.iter().find(|unit| unit.name == name).expect("a unit").id;
            }
            ["meal", hours] => {
                let (start, end) = stretch(hours);
                day.entries.push(Entry { start, end, what: Happening::Meal { nth: 1 } });
            }
            ["sc", number, hours, ref more @ ..] => strip(production, &mut day, number, stretch(hours), more),
            [name, hours, ref more @ ..] => {
                let (report, dismissed) = stretch(hours);
                let on_camera = Minutes(more.get(1).map_or(0, |minutes| minutes.parse().expect("minutes")));
                let person = production.cast.iter().find(|one| one.name == name).expect("a cast member").id;
                let (meals, on_set, done) = (Minutes::ZERO, report, dismissed);
                day.people.push(PersonDay { person, report, on_set, done, dismissed, meals, on_camera });
            }
            _ => panic!("{part:?}"),
        }
    }
    day
}

fn strip(production: &Production, day: &mut PlanDay, number: &str, (start, end): (Moment, Moment), more: &[&str]) {
    let strip = production.strips.iter().find(|strip| production.strip_label(strip) == number).expect("a strip").id;
    let set = production.scene_of(strip).map(|scene| scene.set);
    let mut place = set.and_then(|set| production.place_of(&production.boards[0], set));
    let (mut light, mut off_light) = (LightNeed::Any, Minutes::ZERO);
    let mut words = more.iter();
    while let (Some(&word), Some(&value)) = (words.next(), words.next()) {
        match word {
            "at" => place = Some(production.places.iter().find(|one| one.name == value).expect("a place").id),
            _ => (light, off_light) = (LightNeed::Daylight, Minutes(value.parse().expect("minutes"))),
        }
    }
    if let Some(place) = place.filter(|place| !day.places.contains(place)) {
        day.places.push(place);
    }
    day.load += end.since(start);
    day.entries.push(Entry { start, end, what: Happening::Strip { strip, place, setups: 1, light, off_light } });
}

fn at(production: &Production, date: Date, time: &str) -> Moment {
    let (hours, minutes) = time.split_once(':').expect("hh:mm");
    let (hours, minutes): (i64, i8) = (hours.parse().expect("hours"), minutes.parse().expect("minutes"));
    let hour = i8::try_from(hours % 24).expect("an hour");
    moment(&production.zone, plus_days(date, hours / 24), jiff::civil::time(hour, minutes, 0, 0))
}

/// Compares what the scope of a set's place says, when the sets stand as given: first day of the build, first and last
/// day of shooting, last day of the strike.
#[track_caller]
pub(crate) fn check_stands(
    words: &[&str],
    change: impl FnOnce(&mut Production),
    stands: &[(&str, [&str; 4])],
    expected: &str,
) {
    let mut production = sample::small();
    change(&mut production);
    let stands = stands.iter().map(|(set, dates)| stand(&production, set, *dates)).collect();
    let verdict = judge(&production, &Plan { stands, ..Plan::default() });
    compare(&production, &verdict, words, expected);
}

pub(crate) fn stand(production: &Production, set: &str, dates: [&str; 4]) -> Stand {
    let set = production.sets.iter().find(|one| one.name == set).expect("a set");
    let [from, first, last, to] = dates.map(|date| date.parse::<Date>().expect("a date"));
    Stand { set: set.id, place: set.at[0], from, prelight: first, first, last, to, shot: vec![first, last], held: 0 }
}

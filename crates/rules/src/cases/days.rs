//! A case turned into days: whatever it says of calls, meals and wraps becomes the days of one person.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use model::calendar::{Date, plus_days};
use model::measure::{Cents, Minutes, Moment};
use model::pack::{Dates, Hours, Money, Pack, Per, names};
use serde_json::{Map, Value};

use crate::agreement::{Before, Hire, Kind, Meal, MealKind, MinorDay, Setting, Sink, Terms, Work, run};

/// What a case says: a problem, and the way out.
type Wrong = (String, String);

/// Every key that says something.
const KEYS: &[&str] = &[
    "production",
    "place",
    "cls",
    "day_kind",
    "day_type",
    "grace_called",
    "extension_called",
    "camera_rolling",
    "principal_start",
    "contract_date",
    "meal_penalties_so_far_this_week",
    "extra_days_paid",
    "hours_earlier_this_week",
    "age",
    "school",
    "before_school_day",
    "own_school",
    "zone",
    "readings",
    "facts",
    "reductions_used",
    "day_rate",
    "weekly_rate",
    "hourly",
    "call",
    "general_call",
    "unit_call",
    "shooting_call",
    "camera_wrap",
    "unit_wrap",
    "company_wrap",
    "dismiss",
    "next_call",
    "next_shooting_call",
    "meals",
    "meal",
    "worked_h_by_day",
    "work_min",
    "school_min",
    "rest_min",
    "breaks_min",
    "travel",
    "travel_only",
    "miles",
    "fitting",
    "days",
];

/// The zone of a day until its case's own is borrowed.
static UTC: TimeZone = TimeZone::UTC;

/// A case, read.
pub(super) struct Given<'c> {
    pub(super) zone: TimeZone,
    pub(super) unused: Vec<String>,
    pack: &'c Pack,
    class: String,
    setting: Setting,
    contract: Date,
    rate: Cents,
    per: Per,
    born: Option<Date>,
    extra_days_paid: bool,
    before: Before,
    days: Vec<Read>,
}

/// A day, read: what [`Work`] borrows is owned here.
struct Read {
    date: Date,
    place: String,
    day_type: String,
    work: Work<'static>,
}

/// The layers in which a key is looked up, the nearest first.
struct Layers<'c>(Vec<&'c Map<String, Value>>);

impl<'c> Layers<'c> {
    fn get(&self, key: &str) -> Option<&'c Value> {
        self.0.iter().find_map(|layer| layer.get(key)).filter(|value| !value.is_null())
    }

    fn read<T>(&self, key: &str, what: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, Wrong> {
        let Some(value) = self.get(key) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| (format!("{key}: {value} is not {what}"), format!("write {what}")))
    }

    fn text(&self, key: &str) -> Result<Option<String>, Wrong> {
        self.read(key, "a text in quotes", |value| value.as_str().map(str::to_owned))
    }

    fn flag(&self, key: &str) -> Result<bool, Wrong> {
        Ok(self.read(key, "true or false", Value::as_bool)?.unwrap_or(false))
    }

    fn minutes(&self, key: &str) -> Result<Option<Minutes>, Wrong> {
        self.read(key, "a whole number of minutes", |value| value.as_i64().map(Minutes))
    }

    fn date(&self, key: &str) -> Result<Option<Date>, Wrong> {
        self.read(key, "a date such as \"2025-09-08\"", |value| value.as_str()?.parse().ok())
    }

    fn texts(&self, key: &str) -> Result<Vec<String>, Wrong> {
        let texts = |value: &Value| value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect();
        Ok(self.read(key, "a list of texts", texts)?.unwrap_or_default())
    }

    fn at(&self, key: &str, zone: &TimeZone) -> Result<Option<Moment>, Wrong> {
        let what = "a time on the wall such as \"2025-09-08T07:00\"";
        self.read(key, what, |value| moment(value.as_str()?, zone))
    }
}

fn moment(text: &str, zone: &TimeZone) -> Option<Moment> {
    instant(text.parse().ok()?, zone)
}

fn instant(wall: DateTime, zone: &TimeZone) -> Option<Moment> {
    let instant = zone.to_ambiguous_timestamp(wall).compatible().ok()?;
    Some(Moment(instant.as_second().div_euclid(60)))
}

impl<'c> Given<'c> {
    pub(super) fn read(layers: &[&'c Map<String, Value>], pack: &'c Pack) -> Result<Self, Wrong> {
        let all = Layers(layers.to_vec());
        let zone = match all.text("zone")? {
            None => TimeZone::UTC,
            Some(name) => TimeZone::get(&name).map_err(|_| {
                (format!("zone: there is no zone '{name}'"), "write \"America/Los_Angeles\"".to_owned())
            })?,
        };
        let mut days = Vec::new();
        let listed: Vec<&'c Value> = all.get("days").and_then(Value::as_array).into_iter().flatten().collect();
        for (index, day) in listed.iter().enumerate() {
            let day = day.as_object().ok_or_else(|| {
                (format!("days: entry {} is no object", index + 1), "write {\"call\": .., \"dismiss\": ..}".to_owned())
            })?;
            let layers = std::iter::once(day).chain(layers.iter().copied()).collect();
            days.push(Read::day(&Layers(layers), &zone)?);
        }
        let lengths = all.texts("worked_h_by_day")?;
        for (index, hours) in lengths.iter().enumerate() {
            let worked = Hours::try_from(hours.clone()).map_err(|_| {
                (format!("worked_h_by_day: '{hours}' is no number of hours"), "write \"9.5\"".to_owned())
            })?;
            days.push(Read::length(&all, i64::try_from(index).unwrap_or(0), worked.0, &zone)?);
        }
        if days.is_empty() {
            days.push(Read::day(&all, &zone)?);
        }
        for (key, first_shot) in [("next_call", false), ("next_shooting_call", true)] {
            if let Some(at) = all.at(key, &zone)? {
                days.push(Read::next(&all, at, first_shot, &zone)?);
            }
        }
        let first = days.first().map_or(Date::ZERO, |day| day.date);
        let age = all.text("age")?;
        let born = age.as_deref().map(|age| born(first, age)).transpose()?;
        let (rate, per) = rate(&all)?;
        let hours = |text: Option<String>| text.and_then(|text| Hours::try_from(text).ok()).unwrap_or_default().0;
        let whole = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
        let known = |key: &&String| !KEYS.contains(&key.as_str());
        let of_days = listed.iter().filter_map(|day| day.as_object()).flat_map(Map::keys);
        let mut unused: Vec<String> =
            layers.iter().flat_map(|layer| layer.keys()).chain(of_days).filter(known).cloned().collect();
        unused.sort_unstable();
        unused.dedup();
        let used = all.texts("reductions_used")?.iter().filter_map(|date| date.parse().ok()).collect();
        let readings = |value: &Value| serde_json::from_value::<BTreeMap<String, String>>(value.clone()).ok();
        let start = all.date("principal_start")?.unwrap_or(first);
        Ok(Self {
            unused,
            pack,
            class: all
                .text("cls")?
                .unwrap_or_else(|| if born.is_some() { "minor.child".to_owned() } else { String::new() }),
            setting: Setting {
                production: all.text("production")?.unwrap_or_else(|| "theatrical".to_owned()),
                principal_start: start,
                readings: all.read("readings", "readings by question", readings)?.unwrap_or_default(),
            },
            contract: all.date("contract_date")?.unwrap_or(start),
            rate,
            per,
            born,
            extra_days_paid: all.flag("extra_days_paid")?,
            before: Before {
                week: hours(all.text("hours_earlier_this_week")?),
                penalties: all.read("meal_penalties_so_far_this_week", "a whole number", whole)?.unwrap_or(0),
                reductions: used,
            },
            days,
            zone,
        })
    }

    /// What is wrong with a class that no workday of the pack names.
    pub(super) fn strange(&self) -> Option<Wrong> {
        let known = crate::packs::classes(self.pack);
        let knows = self.class.is_empty() || known.is_empty() || known.iter().any(|known| names(known, &self.class));
        let hint = || format!("known are {}", known.join(", "));
        (!knows).then(|| (format!("cls: no workday of {} names the class '{}'", self.pack.pack.id, self.class), hint()))
    }

    /// The terms of the case's class.
    pub(super) fn terms(&self) -> Terms<'_> {
        Terms::of(&[self.pack], &self.class, self.born.is_some(), &self.setting)
    }

    /// Walks the days as a plan's are walked.
    pub(super) fn walk<'t>(&'t self, terms: &'t Terms<'t>, sink: &mut impl Sink<'t>) {
        let mut hire = Hire::new(terms, &self.setting, self.rate, self.per);
        hire.dates = Dates { principal_start: self.setting.principal_start, contract: self.contract };
        hire.born = self.born;
        hire.extra_days_paid = self.extra_days_paid;
        let works: Vec<Work<'_>> = self
            .days
            .iter()
            .map(|day| Work { place: &day.place, day_type: &day.day_type, zone: &self.zone, ..day.work.clone() })
            .collect();
        run(&hire, &works, &self.before, sink);
    }
}

/// The date of birth of somebody who is of this age on a date.
fn born(on: Date, age: &str) -> Result<Date, Wrong> {
    let wrong = || (format!("age: '{age}' is no age"), "write \"10y\", \"8m\" or \"20d\"".to_owned());
    let (number, unit) = age.split_at_checked(age.len().saturating_sub(1)).ok_or_else(wrong)?;
    let number: i64 = number.parse().ok().filter(|number| (0..=40_000).contains(number)).ok_or_else(wrong)?;
    let span = match unit {
        "d" => jiff::Span::new().days(number),
        "w" => jiff::Span::new().weeks(number),
        "m" => jiff::Span::new().months(number),
        "y" if number <= 200 => jiff::Span::new().years(number),
        _ => return Err(wrong()),
    };
    on.checked_sub(span).map_err(|_| wrong())
}

fn rate(all: &Layers<'_>) -> Result<(Cents, Per), Wrong> {
    for (key, per) in [("hourly", Per::Hour), ("day_rate", Per::Day), ("weekly_rate", Per::Week)] {
        let money = |value: &Value| Money::try_from(value.as_str()?.to_owned()).ok();
        if let Some(money) = all.read(key, "an amount such as \"1246.00\"", money)? {
            return Ok((money.0, per));
        }
    }
    Ok((Cents::ZERO, Per::Day))
}

/// The number of the week that begins on a Monday.
fn week(date: Date) -> i64 {
    model::calendar::days_between(Date::constant(2000, 1, 3), date).div_euclid(7)
}

impl Read {
    fn plain(all: &Layers<'_>, date: Date) -> Result<Self, Wrong> {
        let kind = match all.text("day_kind")?.as_deref() {
            None | Some("weekday") => Kind::Ordinary,
            Some("sixth") => Kind::Sixth,
            Some("seventh") => Kind::Seventh,
            Some("holiday") => Kind::Holiday,
            Some("sunday") => Kind::Sunday,
            Some(other) => {
                let hint = "write weekday, sixth, seventh, holiday or sunday";
                return Err((format!("day_kind: '{other}' is no kind of day"), hint.to_owned()));
            }
        };
        let minor = all.get("age").map(|_| {
            Ok::<_, Wrong>(MinorDay {
                work: all.minutes("work_min")?,
                school: all.minutes("school_min")?,
                rest: all.minutes("rest_min")?,
                spare: None,
                own_school: all.flag("own_school")?,
                in_session: all.text("school")?.is_none_or(|school| school == "in_session"),
                before_school_day: all.read("before_school_day", "true or false", Value::as_bool)?.unwrap_or(true),
            })
        });
        let work = Work {
            kind,
            grace_called: all.flag("grace_called")?,
            extension_called: all.flag("extension_called")?,
            camera_rolling: all.flag("camera_rolling")?,
            facts: all.texts("facts")?,
            breaks: all.minutes("breaks_min")?,
            minor: minor.transpose()?,
            ..Work::on(date, week(date), &UTC)
        };
        Ok(Self {
            date,
            place: all.text("place")?.unwrap_or_default(),
            day_type: all.text("day_type")?.unwrap_or_default(),
            work,
        })
    }

    /// A day by its events.
    fn day(all: &Layers<'_>, zone: &TimeZone) -> Result<Self, Wrong> {
        let at = |key: &str| all.at(key, zone);
        let (report, general) = (at("call")?, at("general_call")?.or(at("unit_call")?));
        let (shooting_call, camera_wrap) = (at("shooting_call")?, at("camera_wrap")?);
        let (unit_wrap, dismissed) = (at("unit_wrap")?.or(at("company_wrap")?), at("dismiss")?);
        let begin = report.or(general).or(shooting_call);
        let end = dismissed.or(unit_wrap).or(camera_wrap);
        let wall = |at: Moment| {
            let instant = jiff::Timestamp::from_second(at.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
            zone.to_datetime(instant)
        };
        let fitting = stretches(all, "fitting", zone)?.first().copied();
        let date = match (begin.or(fitting.map(|(start, _)| start)).map(wall), end.map(wall)) {
            (Some(begin), _) => begin.date(),
            // Who is let go in the morning worked the night before.
            (None, Some(end)) if end.hour() < 12 => plus_days(end.date(), -1),
            (None, Some(end)) => end.date(),
            (None, None) => {
                return Err((
                    "there is neither a call nor a wrap".to_owned(),
                    "give call and dismiss, general_call and camera_wrap, worked_h_by_day, or a fitting".to_owned(),
                ));
            }
        };
        if let (Some(begin), Some(end)) = (begin, end)
            && end < begin
        {
            return Err(("the day ends before it begins".to_owned(), "write the date of each time in full".to_owned()));
        }
        let mut read = Self::plain(all, date)?;
        read.work.meals = meals(all, zone)?;
        read.work.fitting = fitting.map(|(start, end)| end.since(start));
        read.work.travels = stretches(all, "travel", zone)?;
        read.work.travel_only = all.flag("travel_only")?;
        let whole = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
        read.work.miles = all.read("miles", "a whole number of miles", whole)?.unwrap_or(0);
        read.work =
            Work { report, general_call: general, shooting_call, camera_wrap, unit_wrap, dismissed, ..read.work };
        Ok(read)
    }

    /// A day of which only the length is known: it begins at eight, with half an hour's meal after each five and a half hours.
    fn length(all: &Layers<'_>, index: i64, worked: Minutes, zone: &TimeZone) -> Result<Self, Wrong> {
        let monday = Date::constant(2025, 1, 6);
        let date = plus_days(all.date("principal_start")?.unwrap_or(monday), index);
        let mut read = Self::plain(all, date)?;
        let start = instant(date.at(8, 0, 0, 0), zone).unwrap_or(Moment(0));
        let (mut at, mut left) = (start, worked);
        let stretch = Minutes(330);
        while left > stretch {
            let meal = at.after(stretch);
            at = meal.after(Minutes(30));
            read.work.meals.push(Meal { start: meal, end: at, kind: MealKind::Deductible });
            left -= stretch;
        }
        (read.work.report, read.work.dismissed) = (Some(start), Some(at.after(left)));
        Ok(read)
    }

    /// The day after, of which only the call is known.
    fn next(all: &Layers<'_>, at: Moment, first_shot: bool, zone: &TimeZone) -> Result<Self, Wrong> {
        let instant = jiff::Timestamp::from_second(at.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let mut read = Self::plain(all, zone.to_datetime(instant).date())?;
        *if first_shot { &mut read.work.shooting_call } else { &mut read.work.report } = Some(at);
        Ok(read)
    }
}

/// One or several stretches of time, in order.
fn stretches(all: &Layers<'_>, key: &str, zone: &TimeZone) -> Result<Vec<(Moment, Moment)>, Wrong> {
    let listed = |value: &'_ Value| match value {
        Value::Array(several) => several.clone(),
        one => vec![one.clone()],
    };
    let mut stretches = Vec::new();
    for one in all.get(key).map(listed).unwrap_or_default() {
        let at = |key: &str| one.get(key).and_then(Value::as_str).and_then(|text| moment(text, zone));
        let (Some(start), Some(end)) = (at("start"), at("end")) else {
            let hint = "write {\"start\": \"2025-09-08T13:00\", \"end\": \"2025-09-08T14:30\"}";
            return Err((format!("{key}: {one} has no start and end"), hint.to_owned()));
        };
        stretches.push((start, end));
    }
    stretches.sort_unstable();
    Ok(stretches)
}

fn meals(all: &Layers<'_>, zone: &TimeZone) -> Result<Vec<Meal>, Wrong> {
    let listed = all.get("meals").and_then(Value::as_array).into_iter().flatten().chain(all.get("meal"));
    let mut meals = Vec::new();
    for meal in listed {
        let at = |key: &str| meal.get(key).and_then(Value::as_str).and_then(|text| moment(text, zone));
        let kind = match meal.get("kind").and_then(Value::as_str) {
            None | Some("deductible") => Some(MealKind::Deductible),
            Some("ndb") => Some(MealKind::Ndb),
            Some("walking") => Some(MealKind::Walking),
            Some(_) => None,
        };
        let (Some(start), Some(end), Some(kind)) = (at("start"), at("end"), kind) else {
            let hint =
                "write {\"start\": \"2025-09-08T13:00\", \"end\": \"2025-09-08T13:30\", \"kind\": \"deductible\"}";
            return Err((format!("meals: {meal} is no meal"), hint.to_owned()));
        };
        meals.push(Meal { start, end, kind });
    }
    meals.sort_by_key(|meal| meal.start);
    Ok(meals)
}

//! A second evaluator for the tests: somebody's days minute by minute, straight from the rows of a pack and by no function of
//! the walk. What hours, nights, meals, rests and weeks pay is the same to the cent, and what is broken is the same.
//!
//! At each minute the highest multiple of the rows whose hours are reached is paid, meals off unless gold pays them; time in
//! whole units, the minimum of a call at least. It knows the agreements whose hours go by the clock; what goes by parts of a
//! day or by a scheduled day has worked cases alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use model::calendar::plus_days;
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::pack::{
    Clock, Meals, Overtime, Pack, Penalty, PenaltyFor, PenaltyKind, Per, Reading, RestKind, Span, any_names,
};
use model::verdict::PayCode;
use proptest::prelude::*;

use crate::agreement::{Before, Breach, Clause, Hire, Line, Meal, MealKind, Setting, Sink, Terms, Work, run};

/// The packs of the program, read once.
static LIBRARY: LazyLock<Vec<Pack>> = LazyLock::new(crate::packs::library);
static UTC: TimeZone = TimeZone::UTC;
const PLACE: &str = "studio";

pub(crate) fn pack(id: &str) -> &'static Pack {
    LIBRARY.iter().find(|pack| pack.pack.id == id).unwrap()
}

pub(crate) fn setting() -> Setting {
    let principal_start = jiff::civil::date(2025, 1, 6);
    Setting { production: "theatrical".to_owned(), principal_start, readings: BTreeMap::new() }
}

/// A day from a minute on, counted from a Monday, so long, with meals of so many minutes where they fall inside.
pub(crate) fn day(start: i64, long: i64, meals: &[(i64, i64)]) -> Work<'static> {
    let monday = jiff::civil::date(2025, 3, 3);
    let number = start.div_euclid(1_440);
    let at = |minute: i64| Moment(model::plan::moment("UTC", monday, jiff::civil::Time::midnight()).0 + start + minute);
    let mut work = Work::on(plus_days(monday, number), number.div_euclid(7), &UTC);
    work.place = PLACE;
    (work.report, work.dismissed) = (Some(at(0)), Some(at(long)));
    let inside = meals.iter().filter(|(from, lasts)| from + lasts <= long);
    work.meals = inside
        .map(|(from, lasts)| Meal { start: at(*from), end: at(from + lasts), kind: MealKind::Deductible })
        .collect();
    work
}

/// Somebody on the terms of a class, and the hours that the rate is divided by.
struct Person {
    pack: &'static str,
    class: &'static str,
    rate: i64,
    per: Per,
    hours: i64,
}

const PEOPLE: [Person; 7] = [
    Person { pack: "us-iatse-wcs-2024", class: "iatse.hourly.daily", rate: 5_140, per: Per::Hour, hours: 1 },
    Person { pack: "us-ca-wage-order-12", class: "nonunion.crew", rate: 2_333, per: Per::Hour, hours: 1 },
    Person { pack: "us-teamsters-399-2024", class: "teamsters.driver.daily", rate: 4_433, per: Per::Hour, hours: 1 },
    Person { pack: "us-sag-aftra-theatrical-2023", class: "principal.day", rate: 150_001, per: Per::Day, hours: 8 },
    Person {
        pack: "us-sag-aftra-theatrical-2023",
        class: "principal.weekly",
        rate: 500_003,
        per: Per::Week,
        hours: 44,
    },
    Person { pack: "au-mppa", class: "mppa.crew", rate: 4_777, per: Per::Hour, hours: 1 },
    Person { pack: "de-tv-ffs-2018", class: "ffs.crew", rate: 3_119, per: Per::Hour, hours: 1 },
];

/// Cents by what they are for, and what is broken: code, day, minutes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Bill {
    hours: i64,
    night: i64,
    meals: i64,
    rest: i64,
    weeks: i64,
    broken: Vec<(String, usize, i64)>,
}

impl<'t> Sink<'t> for Bill {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        let sum = match line.what {
            PayCode::Overtime if line.code == "NIGHT" => &mut self.night,
            PayCode::MealPenalty | PayCode::MealHours => &mut self.meals,
            PayCode::ForcedCall | PayCode::ShortRest | PayCode::ShortRestDays => &mut self.rest,
            PayCode::Week => &mut self.weeks,
            _ => &mut self.hours,
        };
        *sum += line.amount().0;
    }
    fn breach(&mut self, breach: Breach, _: Clause<'t>) {
        if breach.code.starts_with("meal.") || breach.code == "rest.daily" {
            self.broken.push((breach.code.to_owned(), breach.day, breach.over.0));
        }
    }
}

fn judged(one: &Person, works: &[Work<'_>]) -> Bill {
    let setting = setting();
    let terms = Terms::of(&[pack(one.pack)], one.class, false, &setting);
    let mut hire = Hire::new(&terms, &setting, Cents(one.rate), one.per);
    hire.extra_days_paid = true;
    let mut bill = Bill::default();
    run(&hire, works, &Before::default(), &mut bill);
    bill
}

/// What goes on from day to day: shifts that count together for gold, and gold that no rest has ended.
#[derive(Clone, Copy, Default)]
struct Carried {
    worked: i64,
    elapsed: i64,
    gold: Option<Ratio>,
}

#[derive(Default)]
struct Week {
    straight: i64,
    /// Of it what a fifth of the week's pay holds already.
    beside: i64,
    penalties: u32,
    dates: BTreeSet<model::calendar::Date>,
}

/// What the minutes of a day came to.
struct Minuted {
    paid: BTreeMap<Ratio, i64>,
    /// The multiple in force at each.
    times: Vec<Ratio>,
    worked: i64,
    elapsed: i64,
}

impl Person {
    fn pack(&self) -> &'static Pack {
        pack(self.pack)
    }

    /// Minutes of work at a multiple.
    fn minutes(&self, minutes: i64, times: Ratio) -> i64 {
        Cents(self.rate).times(Ratio::new(minutes, 60 * self.hours).by(times)).0
    }

    fn reads(&self, reading: &Reading) -> bool {
        self.pack().ambiguity.iter().any(|one| one.id == reading.of && one.default == reading.is)
    }

    fn tiers(&self, scope: Span) -> Vec<&'static Overtime> {
        let fits = |row: &&Overtime| {
            any_names(&row.classes, self.class)
                && any_names(&row.production, "theatrical")
                && (row.places.is_empty() || row.places.iter().any(|place| place == "*" || place == PLACE))
                && (row.pay.is_none() && row.scope == scope)
                // Nobody here has twice the scale.
                && row.when.as_ref().is_none_or(|when| when.rate_above.is_none())
                && row.reading.as_ref().is_none_or(|reading| self.reads(reading))
        };
        self.pack().overtime.iter().filter(fits).collect()
    }

    fn meal(&self) -> Option<&'static Meals> {
        self.pack().meal.iter().find(|row| any_names(&row.classes, self.class))
    }

    /// Minutes of a day that are off the clock.
    fn off(&self, work: &Work<'_>, long: i64, least_call: i64) -> Vec<bool> {
        let row = self.meal();
        let (first, few) = match row.and_then(|row| row.deductible_in_first_8h) {
            Some(few) => (480, Some(few)),
            None => (if least_call > 0 { least_call } else { 480 }, row.and_then(|row| row.deductible_in_min_call)),
        };
        let (mut off, mut early) = (vec![false; usize::try_from(long).unwrap()], 0);
        for (from, to) in long_enough(row, work) {
            if from < first {
                early += 1;
                if few.is_some_and(|few| early > few) {
                    continue;
                }
            }
            let most = row.and_then(|row| row.max_deductible_minutes).unwrap_or(i64::MAX);
            for minute in from..to.min(from.saturating_add(most)) {
                off[usize::try_from(minute).unwrap()] = true;
            }
        }
        off
    }

    fn hours(&self, tiers: &[&Overtime], work: &Work<'_>, carried: Carried) -> Minuted {
        let row = self.pack().workday.iter().find(|row| any_names(&row.classes, self.class)).unwrap();
        let call = row.min_call_h.as_ref().and_then(|by| by.at(PLACE)).map_or(0, |hours| hours.0.0);
        let long = work.dismissed.unwrap().since(work.report.unwrap()).0;
        let off = self.off(work, long, call);
        let real = i64::try_from(off.iter().filter(|off| !**off).count()).unwrap();
        let unit = row.increment_min.unwrap_or(1);
        let target = ((real + unit - 1) / unit * unit).max(if self.per == Per::Week { 0 } else { call });
        let mut day = Minuted { paid: BTreeMap::new(), times: Vec::new(), worked: 0, elapsed: 0 };
        while day.worked < target || day.elapsed < long {
            let meal = off.get(day.times.len()).copied().unwrap_or(false);
            let (times, pays) = at(tiers, carried, (day.worked, day.elapsed), meal);
            day.times.push(times);
            if pays {
                *day.paid.entry(times).or_default() += 1;
            }
            day.worked += i64::from(!meal);
            day.elapsed += 1;
        }
        (day.worked, day.elapsed) = (real, long);
        day
    }

    fn nights(&self, work: &Work<'_>) -> i64 {
        let (start, end) = (work.report.unwrap(), work.dismissed.unwrap());
        let rows = self.pack().night.iter().filter(|row| any_names(&row.classes, self.class));
        let minutes = |row: &model::pack::Night| {
            let wall = |wall: &model::pack::Wall| i64::from(wall.0.hour()) * 60 + i64::from(wall.0.minute());
            let [from, to] = [wall(&row.window[0]), wall(&row.window[1])];
            let night =
                |minute: i64| if from < to { from <= minute && minute < to } else { from <= minute || minute < to };
            let eats = |at: i64| work.meals.iter().any(|meal| meal.start.0 <= at && at < meal.end.0);
            (start.0..end.0).filter(|at| night(at.rem_euclid(1_440)) && !eats(*at)).count()
        };
        rows.map(|row| self.minutes(i64::try_from(minutes(row)).unwrap(), row.add.unwrap())).sum()
    }

    /// Meals of a day that came late or not at all: which, when it was due, when it came, and whether none came.
    fn late(&self, work: &Work<'_>) -> Vec<(usize, i64, i64, bool)> {
        let Some(row) = self.meal() else { return Vec::new() };
        let long = work.dismissed.unwrap().since(work.report.unwrap()).0;
        let (mut late, mut nth, mut due) = (Vec::new(), 0, row.first_within_h.0.0);
        let eaten = long_enough(Some(row), work);
        for minute in 0..=long {
            if let Some((from, to)) = eaten.iter().find(|(from, _)| *from == minute) {
                if minute > due {
                    late.push((nth, due, *from, false));
                }
                nth += 1;
                due = to + row.next_within_h.unwrap_or(row.first_within_h).0.0;
            }
        }
        if long > due + row.wrap_grace_min {
            late.push((nth, due, long, true));
        }
        late
    }

    fn penalty(&self) -> Option<&'static Penalty> {
        let own =
            if self.class.starts_with("principal") { PenaltyFor::Principal } else { PenaltyFor::FeatureOrLocation };
        let penalties = &self.meal()?.penalty;
        penalties.get(&own).or_else(|| penalties.get(&PenaltyFor::Default))
    }

    /// What a late meal pays.
    fn starved(&self, day: &Minuted, (due, came): (i64, i64), week: &mut Week, once: &mut bool) -> i64 {
        let Some(penalty) = self.penalty() else { return 0 };
        let started = |unit: i64| (came - due + unit - 1) / unit;
        match penalty.kind {
            PenaltyKind::Ladder => {
                let unit = penalty.unit_min.unwrap();
                let step = |nth: i64| {
                    let steps = &penalty.steps;
                    let switch = self
                        .meal()
                        .and_then(|row| row.week_switch.as_ref())
                        .filter(|switch| week.penalties >= switch.after_count);
                    week.penalties += 1;
                    match switch {
                        Some(switch) => {
                            self.minutes(switch.pay_h.0.0, day.times[usize::try_from(due + nth * unit).unwrap()])
                        }
                        None => steps[usize::try_from(nth).unwrap().min(steps.len() - 1)].0.0,
                    }
                };
                (0..started(unit)).map(step).sum()
            }
            PenaltyKind::HourOfPayOncePerDay if std::mem::replace(once, true) => 0,
            PenaltyKind::HourOfPayOncePerDay => self.minutes(60, Ratio::ONE),
            PenaltyKind::AddMultiplierUntilBreak => {
                let unit = penalty.increment_min.unwrap();
                self.minutes(started(unit) * unit, penalty.add.unwrap())
            }
            other => panic!("{other:?}"),
        }
    }

    /// The rest to the next day: what a short one pays, by how much it is short, and what the next day takes over.
    fn rest(
        &self,
        tiers: &[&Overtime],
        day: &Minuted,
        works: [&Work<'_>; 2],
        before: Carried,
    ) -> (i64, Option<i64>, Carried) {
        let gap = works[1].report.unwrap().since(works[0].dismissed.unwrap()).0;
        let gold = day.paid.keys().next_back().copied().unwrap_or(Ratio::ONE);
        let sticky = tiers.iter().find(|row| row.mult == Some(gold)).and_then(|row| row.sticky.as_ref());
        let gold = sticky.filter(|sticky| gap < sticky.until_rest_h.0.0).map(|_| gold);
        let mut carried = Carried { gold, ..Carried::default() };
        let joined = Carried { worked: before.worked + day.worked, elapsed: before.elapsed + day.elapsed, gold };
        let daily = |row: &&model::pack::Rest| row.kind == RestKind::Daily && any_names(&row.classes, self.class);
        let Some(row) = self.pack().rest.iter().find(daily) else { return (0, None, carried) };
        let short = row.hours.as_ref().and_then(|by| by.at(PLACE)).unwrap().0.0 - gap;
        if short <= 0 {
            return (0, None, carried);
        }
        let dates =
            model::pack::Dates { principal_start: setting().principal_start, contract: setting().principal_start };
        let holds = |one: &&Penalty| {
            one.gate.open(dates, works[1].date) && one.when.is_none_or(|when| when.holds(Minutes(gap), Minutes(short)))
        };
        let Some(penalty) = row.penalties.iter().chain(&row.penalty).find(holds) else {
            return (0, Some(short), carried);
        };
        let paid = match penalty.kind {
            PenaltyKind::LesserOf => {
                let options = penalty.options.iter().filter(|one| one.reading.as_ref().is_none_or(|of| self.reads(of)));
                let day = if self.per == Per::Week { Ratio::new(1, 5) } else { Ratio::ONE };
                let cents = |one: &model::pack::Amount| {
                    one.day_pay.map_or_else(|| one.amount.unwrap().0.0, |days| Cents(self.rate).times(day.by(days)).0)
                };
                options.map(cents).min().unwrap()
            }
            PenaltyKind::ExtraOnInvaded => {
                let unit = penalty.increment_min.unwrap_or(1);
                let time = ((short + unit - 1) / unit * unit).max(penalty.min_h.map_or(0, |hours| hours.0.0));
                self.minutes(time, penalty.mult.unwrap())
            }
            PenaltyKind::JoinShiftsForGolden => {
                carried = Carried { gold, ..joined };
                0
            }
            PenaltyKind::GapCountsAsWork => {
                let mut paid: BTreeMap<Ratio, i64> = BTreeMap::new();
                for minute in 0..gap {
                    *paid.entry(at(tiers, joined, (minute, minute), false).0).or_default() += 1;
                }
                carried = Carried { worked: joined.worked + gap, elapsed: joined.elapsed + gap, gold };
                paid.into_iter().map(|(times, minutes)| self.minutes(minutes, times)).sum()
            }
            other => panic!("{other:?}"),
        };
        (paid, Some(short), carried)
    }

    /// The overtime of a week: each straight minute pays the tier that it reaches; what is paid straight already, the rest.
    fn weekly(&self, week: &Week) -> i64 {
        let mut tiers = self.tiers(Span::Week);
        tiers.sort_by_key(|row| row.after_h);
        let mut paid: BTreeMap<(usize, bool), i64> = BTreeMap::new();
        for minute in 0..week.straight {
            let reached = tiers.iter().rposition(|row| minute >= row.after_h.unwrap().0.0);
            let straight = self.per != Per::Week || minute >= week.straight - week.beside;
            if let Some(tier) = reached {
                *paid.entry((tier, straight)).or_default() += 1;
            }
        }
        let line = |((tier, straight), minutes): ((usize, bool), i64)| {
            let mult = tiers[tier].mult.unwrap();
            let less = if straight { mult.den() } else { 0 };
            self.minutes(minutes, Ratio::new(mult.num() - less, mult.den()))
        };
        paid.into_iter().map(line).sum()
    }

    fn by_the_minute(&self, works: &[Work<'_>]) -> Bill {
        let tiers = self.tiers(Span::Day);
        let (mut bill, mut carried, mut week) = (Bill::default(), Carried::default(), Week::default());
        for (index, work) in works.iter().enumerate() {
            if self.per == Per::Week && week.dates.is_empty() {
                bill.weeks += self.rate;
            }
            let day = self.hours(&tiers, work, carried);
            let lines = day.paid.iter().filter(|(times, _)| self.per != Per::Week || **times > Ratio::ONE);
            bill.hours += lines.map(|(times, minutes)| self.minutes(*minutes, *times)).sum::<i64>();
            bill.night += self.nights(work);
            let straight = day.paid.get(&Ratio::ONE).copied().unwrap_or(0);
            week.straight += straight;
            if self.per == Per::Week && week.dates.len() >= 5 {
                week.beside += straight.min(self.hours * 60 / 5);
            }
            week.dates.insert(work.date);
            let mut once = false;
            for (nth, due, came, missing) in self.late(work) {
                let which = ["first", "second", "third", "later"][nth.min(3)];
                let code = format!("meal.{which}_{}", if missing { "missing" } else { "late" });
                bill.broken.push((code, index, came - due));
                bill.meals += self.starved(&day, (due, came), &mut week, &mut once);
            }
            let next = works.get(index + 1);
            if next.is_none_or(|next| next.week != work.week) {
                bill.hours += self.weekly(&week);
                week = Week::default();
            }
            let Some(next) = next else { break };
            let (paid, short, on) = self.rest(&tiers, &day, [work, next], carried);
            bill.rest += paid;
            bill.broken.extend(short.map(|short| ("rest.daily".to_owned(), index + 1, short)));
            carried = on;
        }
        bill
    }
}

/// The multiple at a minute of so much worked and elapsed time, and whether it is paid.
fn at(tiers: &[&Overtime], carried: Carried, (worked, elapsed): (i64, i64), meal: bool) -> (Ratio, bool) {
    let reached = |row: &&&Overtime| {
        let (own, joined) =
            if row.basis == Clock::Elapsed { (elapsed, carried.elapsed) } else { (worked, carried.worked) };
        let gold = row.sticky.is_some();
        let count = own + if gold { joined } else { 0 };
        count >= row.after_h.unwrap().0.0 || (gold && carried.gold.is_some_and(|floor| row.mult.unwrap() <= floor))
    };
    let best = tiers.iter().filter(reached).max_by_key(|row| row.mult);
    let times = best.and_then(|row| row.mult).unwrap_or(Ratio::ONE);
    (times, !meal || best.is_some_and(|row| row.sticky.as_ref().is_some_and(|sticky| sticky.meals_paid)))
}

/// The meals of a day that are long enough, in minutes from its start.
fn long_enough(row: Option<&Meals>, work: &Work<'_>) -> Vec<(i64, i64)> {
    let least = row.and_then(|row| row.min_minutes.as_ref()).and_then(|by| by.at("")).copied().unwrap_or(0);
    let start = work.report.unwrap();
    let stretches = work.meals.iter().map(|meal| (meal.start.since(start).0, meal.end.since(start).0));
    stretches.filter(|(from, to)| to - from >= least).collect()
}

/// The rest before a day beyond the least, its length, and when each meal begins and which length it has.
type Drawn = (i64, i64, [(i64, usize); 2]);

/// Days in a row. From one start to the next is a day at most, so that
/// no date is free between two.
fn week(first: i64, days: &[Drawn]) -> Vec<Work<'static>> {
    const LONG: [i64; 5] = [0, 20, 30, 45, 75];
    let mut start = first;
    let mut works = Vec::new();
    for &(rest, long, meals) in days {
        let meals: Vec<(i64, i64)> =
            meals.iter().map(|&(from, lasts)| (from, LONG[lasts])).filter(|one| one.1 > 0).collect();
        works.push(day(start, long, &meals));
        start += long + 100 + rest.rem_euclid(1_440 - long - 100);
    }
    works
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// 2,000 times five to seven days: more than 10,000 days for each of seven people.
    #[test]
    fn the_walk_agrees_with_an_evaluator_that_goes_minute_by_minute(
        first in 0_i64..4_000,
        days in proptest::collection::vec(
            (0_i64..1_440, 30_i64..1_250, [(120_i64..420, 0_usize..5), (500_i64..900, 0_usize..5)]),
            5..8,
        ),
    ) {
        let works = week(first, &days);
        for one in &PEOPLE {
            prop_assert_eq!(judged(one, &works), one.by_the_minute(&works), "{} {}", one.pack, one.class);
        }
    }
}

/// Twelve hours are worked 750 minutes after the call; from there to the end gold pays, the meal of the last half-hour too.
#[test]
fn a_meal_at_the_end_of_the_day_is_paid_by_gold() {
    let works = [day(0, 828, &[(150, 30), (798, 30)])];
    assert_eq!(judged(&PEOPLE[0], &works), PEOPLE[0].by_the_minute(&works));
}

/// The random days meet everything that is compared: each kind of money and of breach comes up.
#[test]
fn random_days_meet_every_kind_of_pay() {
    let works = week(
        0,
        &[
            (0, 1_100, [(400, 2), (800, 1)]),
            (300, 1_000, [(410, 2), (850, 2)]),
            (0, 900, [(150, 4), (500, 3)]),
            (0, 1_200, [(0, 0), (0, 0)]),
            (200, 1_200, [(0, 0), (0, 0)]),
            (0, 700, [(300, 2), (0, 0)]),
        ],
    );
    let bills: Vec<Bill> = PEOPLE.iter().map(|one| judged(one, &works)).collect();
    let met = |kind: fn(&Bill) -> i64| bills.iter().filter(|bill| kind(bill) > 0).count();
    let broken = |bill: &Bill| i64::try_from(bill.broken.len()).unwrap();
    let kinds = [
        met(|bill| bill.hours),
        met(|bill| bill.meals),
        met(|bill| bill.rest),
        met(|bill| bill.night),
        met(|bill| bill.weeks),
        met(broken),
    ];
    assert_eq!(kinds, [7, 6, 3, 1, 1, 6]);
}

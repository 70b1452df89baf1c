//! What a schedule costs and what it breaks, from scratch: nothing of the search is used.

use std::collections::{BTreeMap, BTreeSet};

use model::board::Shift;
use serde::Serialize;

use super::instance::{Instance, Kind, Light, Schedule, shift};

/// A schedule, judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// What it costs in all.
    pub cost: i64,
    /// The same by part.
    pub parts: BTreeMap<&'static str, i64>,
    /// Days that are shot.
    pub days: usize,
    /// What it breaks, in words.
    pub violations: Vec<String>,
}

impl Checked {
    fn pay(&mut self, part: &'static str, amount: i64) {
        self.cost += amount;
        *self.parts.entry(part).or_default() += amount;
    }

    fn breaks(&mut self, broken: bool, words: impl FnOnce() -> String) {
        if broken {
            self.violations.push(words());
        }
    }
}

/// Judges a schedule.
pub fn check(instance: &Instance, schedule: &Schedule) -> Checked {
    let mut checked = Checked::default();
    let mut days: Vec<Vec<usize>> = vec![Vec::new(); instance.horizon];
    let mut at = vec![None; instance.scenes.len()];
    for (scene, facts) in instance.scenes.iter().enumerate() {
        match schedule.assign.get(&facts.id) {
            Some(&day) if day < days.len() => {
                days[day].push(scene);
                at[scene] = Some(day);
            }
            _ => checked.breaks(true, || format!("scene '{}' has no day", facts.id)),
        }
    }
    let known = |name: &String| instance.scenes.iter().any(|scene| scene.id == *name);
    for name in schedule.assign.keys().filter(|name| !known(name)) {
        checked.breaks(true, || format!("there is no scene '{name}'"));
    }
    let shifts: Vec<Option<Shift>> =
        (0..days.len()).map(|day| schedule.shift.get(day).copied().flatten().and_then(shift)).collect();
    checked.days = days.iter().filter(|day| !day.is_empty()).count();
    let gaps = days.iter().skip(checked.days).any(|day| !day.is_empty());
    checked.breaks(gaps, || "a day without scenes before the last".to_owned());
    for (day, scenes) in days.iter().enumerate().filter(|(_, scenes)| !scenes.is_empty()) {
        match shifts[day] {
            Some(shift) => one_day(instance, day, scenes, shift, &mut checked),
            None => checked.breaks(true, || format!("day {day} has no shift")),
        }
    }
    for day in 1..days.len() {
        if let [Some(before), Some(after)] = [day - 1, day].map(|day| shifts[day].filter(|_| !days[day].is_empty())) {
            let apart = instance.days[day].cal - instance.days[day - 1].cal;
            checked.breaks(apart == 1 && after < before, || format!("too little rest before day {day}"));
            if (2..=3).contains(&apart) && before == Shift::Night && after == Shift::Day {
                checked.pay("weekend", instance.crew.short_weekend);
            }
        }
    }
    places(instance, &days, &mut checked);
    for (person, facts) in instance.cast.iter().enumerate() {
        let days = worked(&at, |scene| instance.links.cast[scene].contains(&person));
        cast(instance, facts, &days, &mut checked);
    }
    for (one, facts) in instance.equip.iter().enumerate() {
        let days = worked(&at, |scene| instance.links.equip[scene].contains(&one));
        if !days.is_empty() {
            checked.pay("equip", facts.deliver + facts.day);
        }
        for pair in days.windows(2) {
            let between = i64::try_from(pair[1] - pair[0] - 1).unwrap_or(i64::MAX);
            checked.pay("equip", facts.day + facts.deliver.min(facts.day.saturating_mul(between)));
        }
    }
    for &(first, then) in &instance.links.before {
        let name = |scene: usize| &instance.scenes[scene].id;
        checked.breaks(at[first] >= at[then], || format!("scene '{}' is not before '{}'", name(first), name(then)));
    }
    checked
}

/// The days of the scenes that are wanted, in order.
fn worked(at: &[Option<usize>], wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    let days: BTreeSet<usize> = (0..at.len()).filter(|&scene| wanted(scene)).filter_map(|scene| at[scene]).collect();
    days.into_iter().collect()
}

fn one_day(instance: &Instance, day: usize, scenes: &[usize], shift: Shift, checked: &mut Checked) {
    let crew = &instance.crew;
    checked.pay("crew", crew.day_cost);
    checked.pay("premium", instance.premium(shift));
    let minutes = |wanted: &dyn Fn(usize) -> bool| -> i64 {
        scenes.iter().filter(|&&scene| wanted(scene)).map(|&scene| instance.scenes[scene].min).sum()
    };
    let caps = instance.caps(shift);
    for (light, cap) in [(Light::Day, caps.day), (Light::Night, caps.night)] {
        let minutes = minutes(&|scene| instance.scenes[scene].light == light);
        checked.breaks(minutes > cap, || format!("day {day}: {minutes} minutes of {light:?}, of {cap}"));
    }
    let places: BTreeSet<usize> = scenes.iter().map(|&scene| instance.links.place[instance.links.set[scene]]).collect();
    for &place in &places {
        let facts = &instance.places[place];
        checked.breaks(facts.closed.contains(&day), || format!("day {day}: place '{}' is closed", facts.id));
        checked.pay("place", facts.day_fee);
    }
    checked.breaks(places.len() > instance.max_places, || format!("day {day}: {} places", places.len()));
    let far = places.iter().any(|&place| instance.places[place].kind == Kind::Location);
    let (minutes_each, cost_each) = match far {
        true => (instance.moves.far_min, instance.moves.far_cost),
        false => (instance.moves.lot_min, instance.moves.lot_cost),
    };
    let moves = i64::try_from(places.len()).unwrap_or(i64::MAX) - 1;
    checked.pay("move", moves * cost_each);
    let total = minutes(&|_| true) + moves * minutes_each;
    let light_day = day == 0 && total * 100 > crew.std_min * crew.first_day_frac_pct;
    checked.breaks(light_day, || format!("the first day has {total} minutes"));
    let overtime = (total - crew.std_min).max(0);
    checked.breaks(overtime > crew.ot_max, || format!("day {day}: {overtime} minutes of overtime"));
    checked.pay("ot", overtime * crew.ot_min_cost);
    for (person, facts) in instance.cast.iter().enumerate() {
        let Some(most) = facts.minor_max else { continue };
        let minutes = minutes(&|scene| instance.links.cast[scene].contains(&person));
        checked.breaks(minutes > most, || format!("day {day}: minor '{}' for {minutes} minutes", facts.id));
        checked.breaks(minutes > 0 && shift == Shift::Night, || format!("day {day}: minor '{}' by night", facts.id));
    }
    for (group, facts) in instance.extras.iter().enumerate() {
        let heads = scenes.iter().flat_map(|&scene| &instance.links.extras[scene]);
        let heads = heads.filter(|(one, _)| *one == group).map(|(_, heads)| *heads).max().unwrap_or(0);
        checked.pay("extras", facts.rate * heads);
    }
}

/// Load-ins, what sets cost while they stand, and floors.
fn places(instance: &Instance, days: &[Vec<usize>], checked: &mut Checked) {
    let set_days = |set: usize| {
        let shot = |day: &usize| days[*day].iter().any(|&scene| instance.links.set[scene] == set);
        (0..days.len()).filter(shot).collect::<Vec<_>>()
    };
    let sets: Vec<Vec<usize>> = (0..instance.sets.len()).map(set_days).collect();
    for (place, facts) in instance.places.iter().enumerate() {
        let here = || (0..sets.len()).filter(|&set| instance.links.place[set] == place);
        let used: BTreeSet<usize> = here().flat_map(|set| sets[set].iter().copied()).collect();
        let visits = used.iter().filter(|&&day| day == 0 || !used.contains(&(day - 1))).count();
        checked.pay("loadin", facts.load_in * i64::try_from(visits).unwrap_or(i64::MAX));
        if facts.kind != Kind::Stage {
            continue;
        }
        let mut floor = vec![0; days.len()];
        for set in here() {
            let (Some(&first), Some(&last)) = (sets[set].first(), sets[set].last()) else { continue };
            let facts = &instance.sets[set];
            checked.pay("set_hold", facts.hold_day * i64::try_from(last - first + 1).unwrap_or(i64::MAX));
            let stands = first.saturating_sub(facts.build)..=(last + facts.strike).min(days.len() - 1);
            floor[stands].iter_mut().for_each(|floor| *floor += facts.size);
        }
        let most = floor.into_iter().max().unwrap_or(0);
        checked.breaks(most > facts.floor, || format!("place '{}': {most} of {} floor", facts.id, facts.floor));
    }
}

/// What somebody is paid: from the first day to the last, or in two hires where the contract has that and it costs less.
fn cast(instance: &Instance, facts: &super::instance::Person, days: &[usize], checked: &mut Checked) {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return };
    let away = days.iter().find(|day| facts.unavail.contains(day));
    checked.breaks(away.is_some(), || format!("cast '{}' is not there on day {}", facts.id, away.unwrap_or(&0)));
    let paid = |from: usize, to: usize| {
        i64::try_from((from..=to).filter(|day| !facts.unavail.contains(day)).count()).unwrap_or(i64::MAX)
    };
    let pay = |days: i64| days.max(facts.min_days) * facts.rate;
    let mut best = (pay(paid(first, last)), facts.travel);
    for pair in days.windows(2).filter(|_| facts.drop_pickup) {
        if instance.days[pair[1]].cal - instance.days[pair[0]].cal > facts.drop_gap_cal {
            let two = (pay(paid(first, pair[0]) + paid(pair[1], last)), 2 * facts.travel);
            if two.0 + two.1 < best.0 + best.1 {
                best = two;
            }
        }
    }
    checked.pay("cast", best.0);
    checked.pay("travel", best.1);
}

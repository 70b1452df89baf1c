//! Made-up instances: the search's sums against the check, the bound against every schedule there is.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::core::{Core, Days};
use super::*;
use crate::chance::Chance;
use crate::moves;
use crate::ruin::ruin;

/// An instance with so many scenes and days; everything that an instance can have turns up now and then.
fn made(seed: u64, scenes: usize, days: usize) -> String {
    let mut chance = Chance::new(seed, 3, 3);
    let kinds = ["stage", "stage", "backlot", "location"];
    let mut some = |of: usize, most: usize| -> Vec<usize> { (0..of).filter(|_| chance.below(of) < most).collect() };
    let places: Vec<Value> = (0..4)
        .map(|at| {
            let closed = some(days, 1);
            json!({ "id": format!("P{at}"), "kind": kinds[at], "day_fee": 700 + 50 * at, "load_in": 400 + 90 * at,
                "floor": 2, "closed": closed })
        })
        .collect();
    let cast: Vec<Value> = (0..6)
        .map(|at| {
            json!({ "id": format!("{at}"), "rate": 300 + 170 * at, "travel": 100 * (at % 3), "min_days": 1 + at % 3,
                "drop_pickup": at % 2 == 1, "drop_gap_cal": 2, "unavail": some(days, 1),
                "minor_max": if at == 5 { json!(240) } else { json!(null) } })
        })
        .collect();
    let sets: Vec<Value> = (0..7)
        .map(|at| {
            json!({ "id": format!("S{at}"), "place": format!("P{}", at % 4), "size": 1 + at % 2, "build": at % 2,
                "strike": 1, "hold_day": 40 * at })
        })
        .collect();
    let scenes: Vec<Value> = (0..scenes)
        .map(|at| {
            let names = |prefix: &str, list: Vec<usize>| -> Vec<String> {
                list.into_iter().map(|one| format!("{prefix}{one}")).collect()
            };
            // A name may be written twice.
            let cast = names("", some(6, 2).into_iter().flat_map(|one| vec![one; 1 + (at + one) % 2]).collect());
            let extras: serde_json::Map<String, Value> =
                names("X", some(2, 1)).into_iter().map(|group| (group, json!(5 + at % 4))).collect();
            let equip = names("E", some(2, 1));
            let drawn = some(64, 20).len();
            let light = ["any", "day", "night"][at % 3];
            json!({ "id": format!("{at}"), "set": format!("S{}", drawn % 7), "light": light,
                "min": 60 + 30 * (drawn % 5), "cast": cast, "extras": extras, "equip": equip })
        })
        .collect();
    // Now and then the shifts' sun, and places a day, are unlike the usual.
    let sun = [340, 120, 200][(seed % 3) as usize];
    let max_places = [2, 3, 1, 2][(seed % 4) as usize];
    let days: Vec<Value> = (0..days).map(|day| json!({ "d": day, "cal": day / 3 * 5 + day % 3 })).collect();
    json!({
        "format": FORMAT, "name": format!("made-{seed}"), "horizon": days.len(), "days": days,
        "crew": { "day_cost": 5_000, "std_min": 360, "ot_max": 60, "ot_min_cost": 11, "first_day_frac_pct": 70,
            "split_premium": 300, "night_premium": 700, "short_weekend": 900 },
        "shift_caps": { "D": { "day": sun, "night": 0 }, "S": { "day": 180, "night": 200 }, "N": { "day": 0, "night": 340 } },
        "max_places": max_places, "move": { "lot_min": 20, "far_min": 50, "lot_cost": 80, "far_cost": 420 },
        "places": places, "sets": sets, "cast": cast, "extras": [{ "id": "X0", "rate": 7 }, { "id": "X1", "rate": 9 }],
        "equip": [{ "id": "E0", "day": 60, "deliver": 130 }, { "id": "E1", "day": 90, "deliver": 70 }],
        "scenes": scenes, "precedence": [["0", "1"]]
    })
    .to_string()
}

fn instance(seed: u64, scenes: usize, days: usize) -> Instance {
    read(&made(seed, scenes, days)).unwrap()
}

/// The cheapest legal schedule, by trying every one.
fn by_force(instance: &Instance) -> Option<i64> {
    let mut best = None;
    let ids: Vec<&str> = instance.scenes.iter().map(|scene| scene.id.as_str()).collect();
    let count = |of: usize, digits: usize| of.pow(u32::try_from(digits).unwrap());
    for code in 0..count(instance.horizon, ids.len()) {
        let day = |at: usize| code / count(instance.horizon, at) % instance.horizon;
        let assign: BTreeMap<String, usize> =
            ids.iter().enumerate().map(|(at, id)| ((*id).to_owned(), day(at))).collect();
        for shifts in 0..count(3, instance.horizon) {
            let letter = |at: usize| ['D', 'S', 'N'][shifts / count(3, at) % 3];
            let used = |at: usize| assign.values().any(|&day| day == at);
            // An unused day has no shift of its own to try.
            if (0..instance.horizon).any(|at| !used(at) && letter(at) != 'D') {
                continue;
            }
            let shift = (0..instance.horizon).map(|at| used(at).then(|| letter(at))).collect();
            let checked = check(instance, &Schedule { assign: assign.clone(), shift });
            if checked.violations.is_empty() && best.is_none_or(|known| checked.cost < known) {
                best = Some(checked.cost);
            }
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_equal_the_check_after_each_change(seed in 0_u64..10_000) {
        let instance = instance(seed, 24, 10);
        let core = Core::<2>::new(&instance);
        let mut tour = Tour::new(&core.problem, Days::new(&core));
        construct::fill(&mut tour);
        let mut chance = Chance::new(seed, 1, 1);
        for step in 0..1_500 {
            let (mark, before, state) = (tour.mark(), tour.sums.total, tour.layout.state());
            if step % 50 == 49 {
                ruin(&mut tour, &mut chance);
            } else {
                let Some(change) = moves::propose(&tour.layout, &mut chance) else { continue };
                tour.apply(change);
            }
            if chance.one_in(2) {
                tour.keep();
            } else {
                tour.undo(mark);
                prop_assert_eq!(tour.sums.total, before);
                prop_assert_eq!(tour.layout.state(), state);
            }
            let schedule = schedule(&instance, &tour.layout.state());
            let checked = check(&instance, &schedule);
            prop_assert_eq!(tour.sums.total.price, checked.cost, "cost after step {}", step);
            // Scenes without a day are counted apart, and so is what waits for them.
            let name = |scene: usize| &instance.scenes[scene].id;
            let placed = |scene: usize| schedule.assign.contains_key(name(scene));
            let waits = instance.links.before.iter().filter(|&&(first, then)| !placed(first) || !placed(then));
            let waits: Vec<String> = waits
                .map(|&(first, then)| format!("scene '{}' is not before '{}'", name(first), name(then)))
                .collect();
            let broken = |words: &&String| !words.ends_with("has no day") && !waits.contains(words);
            let broken: Vec<&String> = checked.violations.iter().filter(broken).collect();
            prop_assert_eq!(broken.is_empty(), tour.sums.total.weight == 0, "{:?} after step {}", broken, step);
        }
    }

    #[test]
    fn the_bound_is_below_every_schedule_and_the_search_finds_the_best(seed in 0_u64..10_000) {
        let instance = instance(seed, 5, 3);
        let mut bound = Bound::new(&instance);
        for _ in 0..200 {
            if !bound.step(&|| false) {
                break;
            }
        }
        let found = solve(&instance, &Options { iterations: 20_000, ..Options::default() }, &mut ());
        let legal = found.checked.violations.is_empty();
        match by_force(&instance) {
            Some(best) => {
                prop_assert!(bound.best() <= best, "{} above {best}", bound.best());
                // Whatever is known before: a dearer schedule, the best one, or one that there is none of.
                for known in [best + 900, best, best - 1] {
                    let mut closed = Bound::new(&instance);
                    while closed.step(&|| false) {}
                    let proven = closed.close(known, &|| false);
                    prop_assert!(proven && closed.best() == best.min(known), "{} for {best}", closed.best());
                }
                prop_assert!(legal, "{:?}", found.checked.violations);
                prop_assert_eq!(found.checked.cost, best);
            }
            None => prop_assert!(!legal),
        }
    }
}

#[test]
fn threads_change_nothing() {
    for seed in [1, 2] {
        let instance = instance(seed, 30, 14);
        let with = |threads: usize| {
            solve(&instance, &Options { iterations: 60_000, threads, seed, ..Options::default() }, &mut ())
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(4));
    }
}

#[test]
fn what_is_wrong_is_named_with_the_way_out() {
    let right: Value = serde_json::from_str(&made(1, 6, 4)).unwrap();
    let with = |path: &str, value: Value| {
        let mut wrong = right.clone();
        *wrong.pointer_mut(path).unwrap() = value;
        read(&wrong.to_string()).unwrap_err().to_string()
    };
    let said = [
        read("{ \"format\": ").unwrap_err().to_string(),
        with("/format", json!("backlot-core/9")),
        with("/scenes/2/set", json!("S99")),
        with("/scenes/2/id", json!("1")),
        with("/scenes/0/min", json!(0)),
        with("/cast/3/rate", json!(-5)),
        with("/days/1/cal", json!(0)),
        with("/horizon", json!(9)),
        with("/precedence/0/0", json!("nobody")),
        with("/places/0/kind", json!("moon")),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_window_that_is_too_short_leaves_scenes_and_says_which() {
    let instance = instance(7, 30, 3);
    let found = solve(&instance, &Options { iterations: 2_000, ..Options::default() }, &mut ());
    let left = instance.scenes.iter().map(|scene| &scene.id).filter(|id| !found.schedule.assign.contains_key(*id));
    let left: Vec<String> = left.map(|id| format!("scene '{id}' has no day")).collect();
    assert!(!left.is_empty());
    for words in left {
        assert!(found.checked.violations.contains(&words), "{words}: {:?}", found.checked.violations);
    }
}

#[test]
fn a_scene_finds_a_day_that_breaks_rules_on_the_way() {
    // Between the best incomplete schedule and the only complete ones lie days with a shift that the light alone would not ask for, and
    // several broken rules.
    for (seed, cost) in [(160, 28_640), (728, 32_118)] {
        let found = solve(&instance(seed, 5, 3), &Options { iterations: 20_000, ..Options::default() }, &mut ());
        assert_eq!((found.checked.cost, found.checked.violations.len()), (cost, 0), "seed {seed}");
    }
}

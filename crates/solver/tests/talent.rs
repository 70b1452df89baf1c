//! Talent scheduling against an independent cost and a dynamic program over all sets of scenes, under changes that must not
//! matter, and on the published instances.

use std::path::Path;

use proptest::prelude::*;
use solver::talent::{Actor, Instance, Options, Progress, Solution, read, solve};

/// What an order costs, scene by scene from the raw numbers: who has begun and has not ended is paid.
fn cost(instance: &Instance, order: &[usize]) -> u64 {
    let durations = instance.durations();
    let mut seen = vec![false; durations.len()];
    let mut total = 0;
    for (at, scene) in order.iter().enumerate() {
        assert!(!std::mem::replace(&mut seen[*scene], true), "scene {scene} comes twice");
        for actor in instance.actors() {
            let begun = order[..=at].iter().any(|scene| actor.scenes.contains(scene));
            let ends_later = order[at..].iter().any(|scene| actor.scenes.contains(scene));
            total += if begun && ends_later { actor.cost * durations[*scene] } else { 0 };
        }
    }
    assert!(seen.iter().all(|seen| *seen), "an order has every scene");
    total
}

/// The least that any order costs: a dynamic program over the sets of scenes that are shot.
fn least(instance: &Instance) -> u64 {
    let count = instance.durations().len();
    let own: Vec<u32> =
        instance.actors().iter().map(|actor| actor.scenes.iter().map(|scene| 1 << scene).sum()).collect();
    let mut best = vec![u64::MAX; 1 << count];
    best[0] = 0;
    for shot in 0..(1_u32 << count) - 1 {
        for scene in (0..count).filter(|scene| shot >> scene & 1 == 0) {
            let after = shot | 1 << scene;
            let here = instance.actors().iter().zip(&own).filter(|(_, own)| after & **own != 0 && !shot & **own != 0);
            let pay: u64 = here.map(|(actor, _)| actor.cost * instance.durations()[scene]).sum();
            best[after as usize] = best[after as usize].min(best[shot as usize] + pay);
        }
    }
    best[(1 << count) - 1]
}

fn solved(instance: &Instance) -> Solution {
    let solution = solve(instance, &Options::default(), |_| false);
    assert_eq!(solution.reached.cost, cost(instance, &solution.order), "{instance:?}");
    assert!(solution.reached.proven(), "{instance:?}: {:?}", solution.reached);
    solution
}

/// Numbers from a seed (splitmix64), so that a case is named by a number.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) % end
    }
}

/// A made instance. Kinds: any scenes, few scenes each, scenes in a block of a hidden order.
fn made(seed: u64, scenes: u64, actors: u64, kind: u64) -> Instance {
    let mut numbers = Numbers(seed);
    let durations = (0..scenes).map(|_| numbers.below(5)).collect();
    let mut hidden: Vec<usize> = (0..scenes as usize).collect();
    (1..hidden.len()).rev().for_each(|at| hidden.swap(at, numbers.below(at as u64 + 1) as usize));
    let actor = |_| {
        let share = numbers.below(100);
        let (from, length) = (numbers.below(scenes), numbers.below(scenes + 1));
        let mut own: Vec<usize> = (0..scenes)
            .filter(|scene| match kind {
                0 => numbers.below(100) < share,
                1 => numbers.below(4) == 0,
                _ => (*scene >= from && *scene < from + length) != (numbers.below(8) == 0),
            })
            .map(|scene| hidden[scene as usize])
            .collect();
        own.sort_unstable();
        Actor { cost: numbers.below(20), scenes: own }
    };
    Instance::new(durations, (0..actors).map(actor).collect()).unwrap()
}

/// Cases of a kind: few where nobody asks for more with `BACKLOT_CASES`.
fn cases(few: u64) -> u64 {
    #[expect(clippy::disallowed_methods, reason = "how many cases to try")]
    std::env::var("BACKLOT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few)
}

#[test]
fn no_order_is_cheaper_on_small_instances() {
    for seed in 0..cases(3_000) {
        let instance = made(seed, 1 + seed % 10, seed / 10 % 11, seed / 110 % 3);
        assert_eq!(solved(&instance).reached.cost, least(&instance), "seed {seed}");
    }
    for seed in 0..cases(60) {
        let instance = made(seed, 12, 8 + seed % 3, seed % 3);
        assert_eq!(solved(&instance).reached.cost, least(&instance), "seed {seed} of twelve scenes");
    }
}

#[test]
fn no_order_is_cheaper_where_sets_take_more_than_a_word() {
    // Two words, then as many as there are; `talent::problem` tests that so many actors stay after all that makes them fewer.
    for (actors, seeds) in [(150, cases(6)), (400, cases(3))] {
        for seed in 0..seeds {
            let instance = made(seed, 11, actors, 0);
            assert_eq!(solved(&instance).reached.cost, least(&instance), "seed {seed}, {actors} actors");
        }
    }
}

#[test]
fn no_order_is_cheaper_where_many_actors_are_new_at_a_time() {
    for seed in 0..cases(60) {
        let instance = made(seed, 11, 24 + seed % 8, seed % 3);
        assert_eq!(solved(&instance).reached.cost, least(&instance), "seed {seed}");
    }
}

/// Productions whose casts have nobody in common, one after the other, cost what each costs: enough scenes for every pass.
#[test]
fn no_order_is_cheaper_where_all_passes_are_taken() {
    for seed in 0..cases(12) {
        let parts: Vec<Instance> = (0..3).map(|part| made(3 * seed + part, 11, 10, part % 2)).collect();
        let durations = parts.iter().flat_map(|part| part.durations().to_vec()).collect();
        let moved = |(at, part): (usize, &Instance)| -> Vec<Actor> {
            let scenes = |actor: &Actor| actor.scenes.iter().map(|scene| 11 * at + scene).collect();
            part.actors().iter().map(|actor| Actor { cost: actor.cost, scenes: scenes(actor) }).collect()
        };
        let actors = parts.iter().enumerate().flat_map(moved).collect();
        let instance = Instance::new(durations, actors).unwrap();
        let reached = solved(&instance).reached;
        assert_eq!(reached.cost, parts.iter().map(least).sum::<u64>(), "seed {seed}");
        assert!(reached.nodes > 0, "seed {seed} needs no pass");
    }
}

#[test]
fn no_order_is_cheaper_where_pay_is_large() {
    for seed in 0..cases(60) {
        let small = made(seed, 10, 8, seed % 3);
        let durations = small.durations().iter().map(|duration| duration * 1_000_003).collect();
        let actors = small.actors().iter().map(|actor| Actor { cost: actor.cost * 7_000_001, ..actor.clone() });
        let instance = Instance::new(durations, actors.collect()).unwrap();
        assert_eq!(solved(&instance).reached.cost, least(&instance), "seed {seed}");
    }
}

#[test]
fn nothing_at_all_is_an_instance_too() {
    for (durations, actors) in [
        (vec![], vec![]),
        (vec![], vec![Actor { cost: 5, scenes: vec![] }]),
        (vec![3], vec![Actor { cost: 5, scenes: vec![0] }]),
        (vec![0, 0], vec![Actor { cost: 0, scenes: vec![0, 1] }, Actor { cost: 1, scenes: vec![] }]),
    ] {
        let instance = Instance::new(durations, actors).unwrap();
        assert_eq!(solved(&instance).reached.cost, instance.work());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(150) as u32))]

    #[test]
    fn what_does_not_matter_does_not_matter(seed in any::<u64>(), scenes in 2_u64..12, actors in 1_u64..9, kind in 0_u64..3) {
        let instance = made(seed, scenes, actors, kind);
        let found = solved(&instance);
        let (durations, cast) = (instance.durations().to_vec(), instance.actors().to_vec());
        let least = found.reached.cost;

        let mirrored: Vec<usize> = found.order.iter().rev().copied().collect();
        prop_assert_eq!(cost(&instance, &mirrored), least);

        // Scenes and actors by other numbers.
        let count = durations.len();
        let renumbered = |scene: &usize| (scene * 7 + 3) % count;
        if count % 7 != 0 {
            let mut other = durations.clone();
            (0..count).for_each(|scene| other[renumbered(&scene)] = durations[scene]);
            let other_cast = cast.iter().rev().map(|actor| {
                let mut scenes: Vec<usize> = actor.scenes.iter().map(renumbered).collect();
                scenes.sort_unstable();
                Actor { cost: actor.cost, scenes }
            });
            prop_assert_eq!(solved(&Instance::new(other, other_cast.collect()).unwrap()).reached.cost, least);
        }

        // Everything longer, everybody dearer.
        let longer = durations.iter().map(|duration| 3 * duration).collect();
        let dearer = cast.iter().map(|actor| Actor { cost: 5 * actor.cost, ..actor.clone() }).collect();
        prop_assert_eq!(solved(&Instance::new(longer, dearer).unwrap()).reached.cost, 15 * least);

        // The first scene in two parts.
        let mut parts = durations.clone();
        parts[0] = durations[0] / 2;
        parts.push(durations[0] - parts[0]);
        let both = cast.iter().map(|actor| {
            let second = actor.scenes.contains(&0).then_some(count);
            Actor { cost: actor.cost, scenes: actor.scenes.iter().copied().chain(second).collect() }
        });
        prop_assert_eq!(solved(&Instance::new(parts, both.collect()).unwrap()).reached.cost, least);

        // One more actor with one scene.
        let one = Actor { cost: 9, scenes: vec![count - 1] };
        let more = Instance::new(durations.clone(), cast.iter().cloned().chain([one]).collect()).unwrap();
        prop_assert_eq!(solved(&more).reached.cost, least + 9 * durations[count - 1]);
    }
}

#[test]
fn a_search_that_is_stopped_has_an_order_and_a_bound_that_holds() {
    for seed in 0..cases(40) {
        let instance = made(seed, 11, 10, seed % 3);
        let best = least(&instance);
        for nodes in [0, 20, 200] {
            let Solution { order, reached } = solve(&instance, &Options::default(), |reached| reached.nodes >= nodes);
            assert_eq!(reached.cost, cost(&instance, &order));
            assert!(reached.bound <= best && best <= reached.cost, "seed {seed}, {nodes} nodes: {reached:?}");
        }
    }
}

#[test]
fn too_little_room_is_no_proof() {
    for seed in 0..cases(20) {
        let instance = made(seed, 12, 10, 0);
        let best = least(&instance);
        let solution = solve(&instance, &Options { room: 3, ..Options::default() }, |_| false);
        assert_eq!(solution.reached.cost, cost(&instance, &solution.order));
        assert!(solution.reached.bound <= best && best <= solution.reached.cost, "seed {seed}");
    }
}

#[test]
fn threads_change_nothing() {
    for seed in 0..cases(6) {
        let instance = made(seed, 22, 10, seed % 3);
        let by = |threads| {
            let mut asked = Vec::new();
            let stop = |reached: &Progress| {
                asked.push(*reached);
                reached.nodes > 3_000
            };
            let solution = solve(&instance, &Options { threads, ..Options::default() }, stop);
            (solution, asked)
        };
        let one = by(1);
        assert_eq!(one, by(2));
        assert_eq!(one, by(5));
    }
}

#[test]
fn many_scenes_and_actors_are_accepted() {
    for (scenes, actors) in [(75, 12), (16, 90), (80, 72), (140, 10), (12, 140)] {
        let instance = made(3, scenes, actors, 2);
        let Solution { order, reached } = solve(&instance, &Options::default(), |reached| reached.nodes > 6 * scenes);
        assert_eq!(reached.cost, cost(&instance, &order));
        assert!(instance.work() <= reached.bound && reached.bound <= reached.cost, "{scenes} x {actors}: {reached:?}");
        let plain: Vec<usize> = (0..instance.durations().len()).collect();
        assert!(reached.cost < cost(&instance, &plain), "{scenes} x {actors}: nothing found");
    }
}

#[test]
fn wrong_numbers_are_refused() {
    let actor = |scenes: &[usize]| Actor { cost: 1, scenes: scenes.to_vec() };
    let refused = |durations: Vec<u64>, actor: Actor| Instance::new(durations, vec![actor]).unwrap_err().to_string();
    assert!(refused(vec![1, 1], actor(&[2])).contains("names scene 2"));
    assert!(refused(vec![1, 1], actor(&[1, 0])).contains("out of order"));
    assert!(refused(vec![1, 1], actor(&[1, 1])).contains("out of order"));
    assert!(refused(vec![1; Instance::MOST + 1], actor(&[])).contains("1025 scenes"));
    assert!(refused(vec![u64::MAX, 1], actor(&[])).contains("above"));
    assert!(refused(vec![1 << 31], Actor { cost: 1 << 31, scenes: vec![0] }).contains("above"));
}

#[test]
fn texts_are_read_whatever_their_white_space() {
    let plain = read("night\n3\n2\n\n1 0 1 4\n0 1 1 5\n\n2 3 4\n").unwrap();
    assert_eq!(plain.durations(), [2, 3, 4]);
    assert_eq!(plain.actors()[1], Actor { cost: 5, scenes: vec![1, 2] });
    for text in [
        "\u{feff}night\r\n3\r\n2\r\n1\t0 1 4\r\n0 1 1 5\r\n2 3 4",
        "3 2 1 0 1 4 0 1 1 5 2 3 4",
        "a night in two words 3 2 1 0 1 4 0 1 1 5 2 3 4",
        "1201 3 2 1 0 1 4 0 1 1 5 2 3 4",
    ] {
        assert_eq!(read(text).as_ref(), Ok(&plain), "{text}");
    }
}

#[test]
fn texts_that_are_none_say_what_was_expected_where() {
    let check = |text: &str, expected: &str| assert_eq!(read(text).unwrap_err().to_string(), expected);
    check("", "1: expected the number of scenes, found the end");
    check("night\n3\ntwo", "3: expected the number of actors, a whole number, found 'two'");
    check("night\n3\n1\n1 0 2 4\n1 1 1", "4: expected 0 or 1 for scene 3 of actor 1, found '2'");
    check("night\n2\n1\n1 0 -4\n1 1", "4: expected the cost of actor 1, a whole number, found '-4'");
    check("night\n2\n1\n1 0 4\n1", "5: expected the duration of scene 2, found the end");
    check("night\n2\n1\n1 0 4\n1 1\n7", "6: expected the end after 2 durations, found '7'");
    check("night\n5000 1", "2: expected the number of scenes, at most 1024, found '5000'");
}

/// Optima that several developers' solvers know (README of the data).
const NAMED: &[(&str, u64)] = &[
    ("MobStory", 871),
    ("film103", 1031),
    ("film105", 849),
    ("film114", 867),
    ("film116", 541),
    ("film117", 913),
    ("film118", 853),
    ("film119", 790),
    ("Shaw2020", 877),
    ("Warwick1201", 222),
    ("concert", 111),
    ("film-10", 352),
    ("film-12", 401),
    ("small", 54),
    ("small2", 56),
    ("tiny", 29),
    ("tiny2", 9),
    ("csplib-film1", 871),
    ("csplib-film2", 818),
    ("csplib-choco", 53),
];

#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "reads the outside data where it is, and says where it is not"
)]
fn named_instances_have_their_published_optima() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("BACKLOT_DATA").unwrap_or_else(|| "../shared/data".into());
    let folder = root.join(data).join("talent/named");
    if !folder.exists() {
        let line = "SKIPPED talent: no test data folder";
        println!("{line}");
        if let Some(list) = std::env::var_os("BACKLOT_SKIPPED") {
            use std::io::Write as _;
            let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
            let _ = file.and_then(|mut file| writeln!(file, "{line}"));
        }
        return;
    }
    for (name, optimum) in NAMED {
        let instance = read(&std::fs::read_to_string(folder.join(format!("{name}.dat"))).unwrap()).unwrap();
        assert_eq!(solved(&instance).reached.cost, *optimum, "{name}");
    }
}

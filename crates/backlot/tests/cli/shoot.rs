//! Benchmark instances from the outside: cost, bound and schedule, and files that are none.

use serde_json::{Value, json};

use crate::bench::Bench;

/// Two scenes at one place with one actor; a day holds both.
fn instance() -> Value {
    let scene = |id: &str, minutes: u32| json!({ "id": id, "set": "KITCHEN", "light": "day", "min": minutes, "cast": ["MAYA"] });
    json!({
        "format": "backlot-core/1", "name": "kitchen", "horizon": 2, "days": [{ "cal": 0 }, { "cal": 1 }],
        "crew": { "day_cost": 100, "std_min": 600, "ot_max": 0, "ot_min_cost": 1, "first_day_frac_pct": 100,
            "split_premium": 20, "night_premium": 30, "short_weekend": 40 },
        "shift_caps": { "D": { "day": 600, "night": 0 }, "S": { "day": 300, "night": 300 }, "N": { "day": 0, "night": 600 } },
        "max_places": 2, "move": { "lot_min": 30, "far_min": 60, "lot_cost": 1, "far_cost": 2 },
        "places": [{ "id": "HOUSE", "kind": "location", "day_fee": 10, "load_in": 5, "floor": 0, "closed": [] }],
        "sets": [{ "id": "KITCHEN", "place": "HOUSE", "size": 0, "build": 0, "strike": 0, "hold_day": 0 }],
        "cast": [{ "id": "MAYA", "rate": 7, "travel": 3, "min_days": 1, "drop_pickup": false, "drop_gap_cal": 10,
            "unavail": [], "minor_max": null }],
        "extras": [], "equip": [], "scenes": [scene("1", 300), scene("2", 200)], "precedence": []
    })
}

fn with(path: &str, value: Value) -> String {
    let mut instance = instance();
    *instance.pointer_mut(path).unwrap() = value;
    instance.to_string()
}

#[test]
fn a_schedule_with_its_proof() {
    let bench = Bench::new();
    bench.write("kitchen.json", instance().to_string().as_bytes());
    let said = bench.ok("shoot kitchen.json --iterations 20000 --out found.json");
    // One day: crew 100, place 10 and its load-in 5, MAYA 7 and her travel 3.
    assert!(said.starts_with("kitchen  cost 125  bound "), "{said}");
    let found: Value = serde_json::from_slice(&bench.bytes("found.json")).unwrap();
    assert_eq!((&found["cost"], &found["legal"]), (&125.into(), &true.into()));
    assert!(found["bound"].as_i64().is_some_and(|bound| (0..=125).contains(&bound)), "{found}");
    let solution = &found["solution"];
    assert_eq!(solution["assign"], json!({ "1": 0, "2": 0 }));
    assert_eq!(solution["shift"], json!(["D", null]));
    let again = bench.ok("shoot kitchen.json --iterations 20000 --threads 1 --json");
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(&again["solution"], solution);
    bench.wrong("shoot kitchen.json --iterations 1 --out found.json", "found.json", "--force");
}

#[test]
fn what_fits_on_no_day_is_not_legal_and_has_no_gap() {
    let bench = Bench::new();
    bench.write("long.json", with("/scenes/0/min", json!(700)).as_bytes());
    let output = bench.run("shoot long.json --iterations 100");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not legal") && !said.contains("gap") && said.contains("breaks:"), "{said}");
}

#[test]
fn files_that_are_no_instances() {
    let bench = Bench::new();
    let texts = [
        (
            "cut.json",
            "{ \"format\": \"backlot-core/1\",".to_owned(),
            "cut.json: line 1, column 29: the file is cut off",
        ),
        ("strange.json", with("/format", json!("other")), "format 'other' is not known"),
        ("nobody.json", with("/scenes/1/cast/0", json!("KANE")), "scene '2': there is no cast member 'KANE'"),
        ("huge.json", with("/cast/0/min_days", json!(99_999_999)), "cast 'MAYA': min_days is 99999999"),
    ];
    for (name, text, expected) in texts {
        bench.write(name, text.as_bytes());
        bench.wrong(&format!("shoot {name}"), expected, "");
    }
    bench.wrong("shoot nothing.json", "there is no file 'nothing.json'", "check the name");
}

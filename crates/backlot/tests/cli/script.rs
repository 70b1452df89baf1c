//! What was read of a script, for people and for programs; the schema of the latter is the one in the handbook.

use serde_json::Value;

use crate::bench::Bench;

fn json(bench: &Bench, line: &str) -> Value {
    serde_json::from_str(&bench.ok(line)).unwrap()
}

fn cyberhunt(bench: &Bench) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cyberhunt");
    bench.write("cyberhunt.fountain", &std::fs::read(format!("{folder}/cyberhunt.fountain")).unwrap());
}

/// Holds a value against a schema: type, enum, required, no others, items. Every word of the schema that is used is known here.
fn check(value: &Value, schema: &Value, root: &Value, path: &str) {
    if let Some(to) = schema["$ref"].as_str() {
        let named = root.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{path}: {to} leads nowhere"));
        return check(value, named, root, path);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        kind => vec![kind.clone()],
    };
    assert!(kinds.contains(&kind.into()), "{path}: {kind} is not {kinds:?}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{path}: {value} is not one of {words:?}");
    }
    match value {
        Value::Array(all) => all.iter().enumerate().for_each(|(at, one)| {
            let of = schema.get("prefixItems").map_or(&schema["items"], |items| &items[at]);
            check(one, of, root, &format!("{path}[{at}]"));
        }),
        Value::Object(fields) => {
            assert_eq!(schema["additionalProperties"], false, "{path} is closed");
            for name in schema["required"].as_array().unwrap() {
                assert!(fields.contains_key(name.as_str().unwrap()), "{path}: {name} is missing");
            }
            for (name, one) in fields {
                let of = schema["properties"].get(name).unwrap_or_else(|| panic!("{path}: the schema has no {name}"));
                check(one, of, root, &format!("{path}.{name}"));
            }
        }
        _ => {}
    }
}

#[test]
fn the_json_holds_to_its_schema() {
    let bench = Bench::new();
    cyberhunt(&bench);
    bench.write("all.fountain", b"Title: All\n\nFADE IN:\n\n# One\n\nINT. BAR (FLASHBACK) - NIGHT #1A#\n\n= They meet.\n\n[[A note.]]\n\nHe is *very* **bold**.\n\nANN (V.O.)\n(low)\nHi.\n\nBOB ^\nHo.\n\n> CUT TO:\n\n===\n\n~La la\n\n/* gone */\n\nOMITTED #2#\n");
    let schema = json(&bench, "script --schema");
    for file in ["cyberhunt.fountain", "alley.fountain", "all.fountain"] {
        check(&json(&bench, &format!("script {file} --json")), &schema, &schema, file);
    }
    let handbook = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/handbook/script.schema.json");
    let written: Value = serde_json::from_str(&std::fs::read_to_string(handbook).unwrap()).unwrap();
    assert_eq!(written, schema);
}

#[test]
fn a_scene_is_told_with_all_its_parts() {
    let bench = Bench::new();
    let said = json(&bench, "script alley.fountain --json");
    let scene = &said["scenes"][0];
    assert_eq!(
        (scene["number"].as_str(), scene["int_ext"].as_str(), scene["time"].as_str()),
        (Some("1"), Some("INT"), Some("NIGHT"))
    );
    assert_eq!(
        (scene["set"].as_str(), scene["page"].as_u64(), scene["line"].as_u64()),
        (Some("RAIN ALLEY"), Some(1), Some(3))
    );
    assert_eq!(scene["eighths_stated"], Value::Null);
    assert!(scene["eighths_computed"].as_i64().unwrap() > 0);
    let kinds: Vec<&str> =
        scene["elements"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["heading", "action", "character", "dialogue", "character", "dialogue"]);
    let cast: Vec<&str> = scene["cast"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(cast.contains(&"MAYA") && cast.contains(&"KANE"), "{cast:?}");
    let text = bench.ok("script alley.fountain");
    assert!(text.contains("EXT MARKET - DAY") && text.contains("Rain: 4 scenes, "), "{text}");
    assert!(text.contains("by the sum of eighths as counted, 1 page as printed"), "{text}");
}

#[test]
fn a_person_may_say_how_eighths_are_counted() {
    let bench = Bench::new();
    let eighths = |line: &str| json(&bench, line)["eighths_computed"].as_i64().unwrap();
    let up = eighths("script alley.fountain --json --eighths ceil");
    assert!(eighths("script alley.fountain --json --eighths round") <= up);
    bench.wrong("script alley.fountain --lines-per-eighth many", "'many' is no number of lines", "auto");
    bench.wrong("script alley.fountain --eighths up", "up", "ceil");
    bench.write("sv.fountain", b"INOMHUS BAREN - NATT\n\nRegn.\n");
    bench.write("sv.toml", b"int = [\"INOMHUS\"]\nnight = [\"NATT\"]\n");
    let scene = json(&bench, "script sv.fountain --words sv.toml --json")["scenes"][0].clone();
    assert_eq!((scene["int_ext"].as_str(), scene["time"].as_str()), (Some("INT"), Some("NIGHT")));
    bench.write("bad.toml", b"inside = 3\n");
    bench.wrong("script alley.fountain --words bad.toml", "bad.toml:1", "");
    bench.wrong("script none.fountain", "there is no file 'none.fountain'", "check the name");
    bench.wrong("script", "SCRIPT", "");
}

const ALLEY_FDX: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Scene Heading"><Text>INT. RAIN ALLEY - NIGHT</Text></Paragraph>
    <Paragraph Type="Action"><Text>MAYA (34) walks her dog. A motorcycle roars past.</Text></Paragraph>
    <Paragraph Type="Character"><Text>MAYA</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>Stay close.</Text></Paragraph>
    <Paragraph Type="Scene Heading"><Text>EXT. MARKET - DAY</Text></Paragraph>
    <Paragraph Type="Action"><Text>MAYA waits.</Text></Paragraph>
  </Content>
</FinalDraft>
"#;

#[test]
fn a_script_is_written_as_fountain() {
    let bench = Bench::new();
    bench.write("alley.fdx", ALLEY_FDX.as_bytes());
    let said = bench.ok("script alley.fdx --output out.fountain");
    assert!(said.contains("out.fountain written: 2 scene numbers"), "{said}");
    let text = String::from_utf8(bench.bytes("out.fountain")).unwrap();
    assert!(text.starts_with("INT. RAIN ALLEY - NIGHT #1#\n\nMAYA (34) walks"), "{text}");
    let (before, after) = (json(&bench, "script alley.fdx --json"), json(&bench, "script out.fountain --json"));
    assert_eq!(before["scenes"][1]["cast"], after["scenes"][1]["cast"]);
    bench.wrong("script alley.fdx --output out.fountain", "out.fountain", "--force");
    bench.wrong("script alley.fdx --output out.pages", "says no format that scripts are written in", "NAME.fountain");
    bench.wrong("script alley.fountain --output out.fdx", "is no Final Draft file in UTF-8", "--output NAME.fountain");
}

#[test]
fn numbers_and_accepted_elements_go_back_into_the_final_draft_file() {
    let bench = Bench::new();
    bench.write("alley.fdx", ALLEY_FDX.as_bytes());
    bench.ok("import alley.fdx -o film.backlot");
    bench.ok("breakdown accept film.backlot --category animals");
    let said = bench.ok("script alley.fdx --from film.backlot --output new.fdx");
    assert!(said.contains("new.fdx written: 2 scene numbers, 1 tag"), "{said}");
    let text = String::from_utf8(bench.bytes("new.fdx")).unwrap();
    assert!(text.contains("Number=\"1\"") && text.contains("Number=\"2\""), "{text}");
    // Only insertions: every character of the original stands in the new file, in its order.
    let mut rest = text.chars();
    assert!(ALLEY_FDX.chars().all(|one| rest.any(|other| other == one)), "{text}");
    let scene = json(&bench, "script new.fdx --json")["scenes"][0].clone();
    assert_eq!(scene["number"], "1");
    bench.ok("import new.fdx -o again.backlot");
    let told = bench.ok("breakdown again.backlot --category animals");
    assert!(told.contains("DOG"), "{told}");

    bench.write("other.fdx", ALLEY_FDX.replace("MARKET", "HARBOUR").as_bytes());
    let line = "script other.fdx --from film.backlot --output no.fdx";
    bench.wrong(line, "its scene 2 is 'EXT. HARBOUR - DAY', not 'EXT. MARKET - DAY'", "import FILE --into");
}

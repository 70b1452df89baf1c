//! What is wrong with a JSON text, in words for whoever wrote it: the parser speaks of its own types.

use serde_json::error::Category;

/// What was found and what was expected, without the place: `a whole number is expected, not the text "two"`.
///
/// The place is [`serde_json::Error::line`] and [`serde_json::Error::column`].
pub fn told(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(&words[..], |(words, _)| words).replace('`', "'");
    match error.classify() {
        Category::Eof => match words.strip_prefix("EOF while parsing ") {
            Some("a value") | None => "the file is cut off: it ends where a value is expected".to_owned(),
            Some(what) => format!("the file is cut off: it ends inside {}", plain(what)),
        },
        Category::Syntax => format!("this is no JSON: {words}"),
        _ => wrong_value(&words),
    }
}

/// The words on a value that the format does not have there.
fn wrong_value(words: &str) -> String {
    if let Some(name) = words.strip_prefix("missing field ") {
        return format!("{name} is missing");
    }
    let Some((found, expected)) = words.split_once(", expected ") else { return words.to_owned() };
    match (found.strip_prefix("unknown variant "), found.strip_prefix("unknown field "), found.split_once(": ")) {
        (Some(word), ..) => format!("{word} is not known; it is {expected}"),
        (_, Some(name), _) => format!("there is no field {name}; it is {expected}"),
        (.., Some((_, found))) => format!("{} is expected, not {}", plain(expected), plain(found)),
        _ => words.to_owned(),
    }
}

/// A type of the parser as people call it.
fn plain(words: &str) -> String {
    let (kind, value) = words.split_once(' ').unwrap_or((words, ""));
    match (kind, value) {
        ("string", value) if !value.is_empty() => format!("the text {value}"),
        ("integer" | "boolean", value) => value.trim_matches('\'').to_owned(),
        ("floating", value) => value.trim_start_matches("point ").trim_matches('\'').to_owned(),
        ("sequence", _) => "a list".to_owned(),
        ("map", _) => "a group in braces".to_owned(),
        ("struct", _) => "a group in braces".to_owned(),
        ("u8" | "u16" | "u32" | "u64" | "usize", _) => "a whole number from 0 on".to_owned(),
        ("i8" | "i16" | "i32" | "i64" | "isize", _) => "a whole number".to_owned(),
        ("f32" | "f64", _) => "a number".to_owned(),
        _ => match words {
            "a sequence" => "a list".to_owned(),
            "a map" | "an object" => "a group in braces".to_owned(),
            "a string" | "a borrowed string" => "a text".to_owned(),
            "a boolean" => "true or false".to_owned(),
            words => words.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::told;

    /// A form with one of each.
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what does not fit in is looked at")]
    struct Form {
        minutes: u32,
        name: String,
        closed: Vec<bool>,
        caps: BTreeMap<String, i64>,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Stage,
        Backlot,
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = serde_json::from_str::<Form>(text).unwrap_err();
        assert_eq!(told(&error), expected);
    }

    #[test]
    fn what_was_found_and_what_is_expected() {
        check("{ \"minutes\": ", "the file is cut off: it ends where a value is expected");
        check("{ \"minutes\": 3,", "the file is cut off: it ends where a value is expected");
        check("{ \"minutes\": 3", "the file is cut off: it ends inside a group in braces");
        check("{ \"closed\": [", "the file is cut off: it ends inside a list");
        check("", "the file is cut off: it ends where a value is expected");
        check("{ minutes: 3 }", "this is no JSON: key must be a string");
        check("{ \"minutes\": 3, }", "this is no JSON: trailing comma");
        check("{ \"minutes\": three }", "this is no JSON: expected ident");
        check("{ \"minutes\": \"two\" }", "a whole number from 0 on is expected, not the text \"two\"");
        check("{ \"minutes\": -2 }", "a whole number from 0 on is expected, not -2");
        check("{ \"minutes\": 2.5 }", "a whole number from 0 on is expected, not 2.5");
        check("{ \"name\": 7 }", "a text is expected, not 7");
        check("{ \"name\": null }", "a text is expected, not null");
        check("{ \"closed\": {} }", "a list is expected, not a group in braces");
        check("{ \"closed\": [1] }", "true or false is expected, not 1");
        check("{ \"caps\": [] }", "a group in braces is expected, not a list");
        check("{ \"kind\": \"moon\" }", "'moon' is not known; it is 'stage' or 'backlot'");
        check(
            "{ \"minute\": 2 }",
            "there is no field 'minute'; it is one of 'minutes', 'name', 'closed', 'caps', 'kind'",
        );
        check("{}", "'minutes' is missing");
        check("{ \"minutes\": 1, \"minutes\": 2 }", "duplicate field 'minutes'");
    }
}

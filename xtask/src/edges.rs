//! Which of our packages may use which: the table of the design, held against `cargo metadata`.

use crate::shell;
use serde_json::Value;

/// Every package with what it may use of ours. A new package gets its row here, in a commit of its own.
const TABLE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("script", &["model"]),
    ("clock", &["model"]),
    ("rules", &["model"]),
    ("budget", &["model"]),
    ("exchange", &["model"]),
    ("papers", &["model"]),
    ("solver", &["model", "clock", "rules", "budget"]),
    ("backlot", &["model", "script", "exchange", "clock", "rules", "budget", "papers", "solver"]),
    ("xtask", &[]),
];

/// Packages from outside that only the program may name: engines do no I/O and are not async.
const PROGRAM_ONLY: &[&str] = &["rusqlite", "tokio", "axum", "clap"];

/// One line for each edge that the table does not allow.
pub(crate) fn violations() -> Result<Vec<String>, String> {
    Ok(against_table(&shell::metadata()?))
}

/// Dependencies of tests are free: a test may use whatever makes it short.
fn against_table(metadata: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    for package in list(&metadata["packages"]) {
        let user = text(&package["name"]);
        let Some((_, allowed)) = TABLE.iter().find(|(name, _)| Some(*name) == ours(user)) else {
            violations.push(format!("{user} has no row in the table of xtask/src/edges.rs"));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let used = text(&dependency["name"]);
            let in_tests = dependency["kind"] == "dev";
            let forbidden = match ours(used) {
                Some(name) => !in_tests && !allowed.contains(&name),
                None => !in_tests && user != "backlot" && PROGRAM_ONLY.contains(&used),
            };
            if forbidden {
                violations.push(format!("{user} must not use {used}"));
            }
        }
    }
    violations
}

/// The name of one of our packages as the table has it, without the prefix.
fn ours(package: &str) -> Option<&str> {
    match package {
        "backlot" | "xtask" => Some(package),
        _ => package.strip_prefix("backlot-"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{against_table, violations};
    use serde_json::json;

    #[test]
    fn the_workspace_keeps_to_the_table() {
        assert_eq!(violations().unwrap(), Vec::<String>::new());
    }

    fn check(user: &str, used: &str, kind: Option<&str>, expected: &[&str]) {
        let dependency = json!({ "name": used, "kind": kind });
        let package = json!({ "name": user, "dependencies": [dependency] });
        let found = against_table(&json!({ "packages": [package] }));
        assert_eq!(found, expected, "{user} -> {used} ({kind:?})");
    }

    #[test]
    fn an_edge_outside_the_table_is_named() {
        check("backlot-solver", "backlot-rules", None, &[]);
        check("backlot-rules", "backlot-clock", None, &["backlot-rules must not use backlot-clock"]);
        check("backlot-model", "backlot-solver", Some("build"), &["backlot-model must not use backlot-solver"]);
        check("backlot-rules", "backlot-clock", Some("dev"), &[]);
        check("backlot-script", "backlot", None, &["backlot-script must not use backlot"]);
    }

    #[test]
    fn only_the_program_names_storage_web_and_command_line() {
        check("backlot", "rusqlite", None, &[]);
        check("backlot-budget", "rusqlite", None, &["backlot-budget must not use rusqlite"]);
    }

    #[test]
    fn a_package_without_a_row_is_named() {
        check("backlot-common", "serde", None, &["backlot-common has no row in the table of xtask/src/edges.rs"]);
    }
}

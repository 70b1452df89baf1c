//! Measures of the released program, printed as tables to be read by a person.

pub(crate) mod corpus;
pub(crate) mod plan;
pub(crate) mod recost;
pub(crate) mod replan;
pub(crate) mod rules;
pub(crate) mod script;
pub(crate) mod shoot;
pub(crate) mod talent;
pub(crate) mod uss;

mod measure;
mod picture;
mod printers;
mod production;

use crate::shell;
use std::path::{Path, PathBuf};

/// Builds the program as it is released; answers where it is, and an empty folder for what the runs leave.
fn released(name: &str) -> Result<(PathBuf, PathBuf), String> {
    let build = ["build", "--locked", "--release", "-p", "backlot"];
    shell::run(&mut shell::cargo(&build))?;
    Ok((shell::target_folder()?.join("release/backlot"), scratch(name)?))
}

/// The program that is given, or the one that is released, and an empty folder for what the runs leave.
fn program(given: Option<PathBuf>, name: &str) -> Result<(PathBuf, PathBuf), String> {
    match given {
        Some(program) => Ok((program, scratch(name)?)),
        None => released(name),
    }
}

/// Arguments as names with their values. `take` answers whether there is such a name.
fn flags(
    arguments: &[&str],
    usage: &str,
    mut take: impl FnMut(&str, &str) -> Result<bool, String>,
) -> Result<(), String> {
    let (pairs, rest) = arguments.as_chunks::<2>();
    for [name, value] in pairs {
        if !take(name, value)? {
            return Err(format!("there is no '{name}'; hint: {usage}"));
        }
    }
    match rest {
        [name, ..] => Err(format!("'{name}' has no value; hint: {usage}")),
        [] => Ok(()),
    }
}

/// A number of seeds.
fn seeds(value: &str) -> Result<u64, String> {
    value.parse().map_err(|_| format!("'{value}' is no number of seeds"))
}

/// The Python that `BACKLOT_PYTHON` names, or the one that is installed.
fn python() -> Option<PathBuf> {
    std::env::var_os("BACKLOT_PYTHON").map(PathBuf::from).or_else(|| shell::on_path(&["python3"]))
}

/// Whether a Python runs CP-SAT; says so where it does not.
fn has_ortools(python: &Path) -> bool {
    let has = shell::output(shell::command(python).args(["-c", "import ortools"])).is_ok();
    if !has {
        println!("SKIPPED CP-SAT: python3 has no ortools; hint: BACKLOT_PYTHON names another python3\n");
    }
    has
}

/// An empty folder for what the runs of a bench leave.
fn scratch(name: &str) -> Result<PathBuf, String> {
    let scratch = shell::target_folder()?.join("bench").join(name);
    shell::fresh_folder(&scratch)?;
    Ok(scratch)
}

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
use std::path::PathBuf;

/// Builds the program as it is released; answers where it is, and an empty folder for what the runs leave.
fn released(name: &str) -> Result<(PathBuf, PathBuf), String> {
    let build = ["build", "--locked", "--release", "-p", "backlot"];
    shell::run(&mut shell::cargo(&build))?;
    Ok((shell::target_folder()?.join("release/backlot"), scratch(name)?))
}

/// An empty folder for what the runs of a bench leave.
fn scratch(name: &str) -> Result<PathBuf, String> {
    let scratch = shell::target_folder()?.join("bench").join(name);
    shell::fresh_folder(&scratch)?;
    Ok(scratch)
}

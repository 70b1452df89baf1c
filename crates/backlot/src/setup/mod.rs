//! How a production begins: a script's breakdown, or another program's schedule, and the defaults, then what the file beside the script says.

mod defaults;
mod found;
mod homes;
mod sheet;
#[cfg(test)]
mod tests;
mod uss;
pub(crate) mod words;

pub(crate) use defaults::built_in;
pub(crate) use found::{
    Known, TEACHER, Wanted, assume, cast, cast_use, element_use, found, scene, split_long_scenes, teacher, written,
};
pub(crate) use homes::places_and_sets;
pub(crate) use uss::{Drafts, drafts, found as found_on_schedule};

//! How a production begins: a script's breakdown and the defaults, then what the file beside the script says.

mod defaults;
mod found;
mod homes;
mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub(crate) use defaults::built_in;
pub(crate) use found::{
    Known, TEACHER, Wanted, cast, cast_use, element_use, found, scene, split_long_scenes, teacher, written,
};
pub(crate) use homes::places_and_sets;

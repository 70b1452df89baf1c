//! How a production begins: a script's breakdown and the defaults, then what the file beside the script says.

mod defaults;
mod found;
mod homes;
mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub(crate) use found::{Wanted, found};

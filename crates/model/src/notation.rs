//! A board as text, both ways: what people read in a terminal, diff, edit by hand, and write in tests.
//!
//! Read back are labels, days with kind, unit, shift, entered call, pinned date and label, banners, pins and stands. All
//! other words are printed for the reader; where they differ from the production, the text gets a notice.

mod names;
mod parse;
mod print;
mod words;

pub use parse::parse;
pub use print::print;

#[cfg(test)]
mod tests;

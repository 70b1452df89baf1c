//! The nouns of a film shoot, and the edits that change them. No file, clock, database or random number is touched here.

pub mod calendar;
pub mod ids;
pub mod measure;
pub mod notice;

pub mod breakdown;
pub mod screenplay;

pub mod pack;
pub mod people;
pub mod places;
pub mod rulebook;

pub mod production;

pub mod board;
pub mod estimate;
pub mod issue;
pub mod paper;
pub mod plan;
pub mod verdict;

pub mod apply;
pub mod document;
pub mod edit;
mod fields;
pub mod log;
pub mod notation;
mod says;
mod touch;

pub mod sample;

//! The nouns of a film shoot, and the edits that change them. No file, clock, database or random number is touched here.

pub mod calendar;
pub mod currency;
pub mod ids;
pub mod measure;
pub mod notice;

pub mod breakdown;
pub mod screenplay;

pub mod pack;
pub mod people;
pub mod places;
pub mod rulebook;

pub mod budget;
pub mod formula;

pub mod production;

pub mod board;
pub mod costs;
pub mod estimate;
pub mod issue;
pub mod paper;
pub mod plan;
pub mod table;
pub mod verdict;

pub mod apply;
pub mod document;
pub mod edit;
mod fields;
pub mod json;
pub mod log;
pub mod near;
pub mod notation;
mod says;
mod touch;

pub mod sample;

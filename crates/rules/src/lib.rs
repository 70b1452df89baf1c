//! The judge: runs every rule over a plan and says what is wrong, by how much, under which clause, what would mend it,
//! and what the hours pay. It has no opinion on how to order the shoot and knows no prices but those of people's time.

pub mod agreement;
pub mod cases;
pub mod deadline;
pub mod fatigue;
pub mod packs;

mod classless;
mod code;
mod contracts;
mod force;
mod judge;
mod known;
mod report;
mod span;
mod words;

// One day of one unit.
mod covered;
mod day_length;
mod day_pages;
mod duty_of_care;
mod fill;
mod kind;
mod light;
mod meals;
mod minors;
mod notice;
mod overtime;
mod places;
mod safety;
mod weather;

// The days of a unit, or of a person, in order.
mod extra_day;
mod rest;
mod runs;
mod swing;
mod weekly_rest;

// One person's engagement.
mod availability;
mod double_booking;
mod drops;
mod empty_day;
mod engagement;
mod two_units;

// Sets at a place.
mod build;
mod floor;

// The board as a whole.
mod contradiction;
mod equipment;
mod first_day;
mod once;
mod relations;
mod suits;
mod unplaced;

#[cfg(test)]
mod agreed;
#[cfg(test)]
mod brute;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use classless::{Classless, classless};
pub use code::{Code, Scope};
pub use force::applies;
pub use judge::{Judge, judge};
pub use known::Known;
pub use report::Report;

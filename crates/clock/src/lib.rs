//! A board laid on the clock: calls, set-ups, moves, waits for light, meals, wraps, and the hours of each person.
//!
//! `lay` lays a whole board; `Clock` holds the same production resolved once, for callers that lay many days.

mod lay;
pub use lay::lay;

mod context;
pub use context::Clock;

mod estimate;
pub use estimate::{Estimated, estimate};

mod day;
pub use day::CREW_WRAP;
mod entries;
mod light;
pub use model::plan::LONGEST_AT_DUSK;

mod people;
mod stands;

pub mod sun;

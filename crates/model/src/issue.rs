//! A board that is shown: always with its plan, the judge's verdict and the estimate; and a board that was published.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::estimate::Estimate;
use crate::plan::Plan;
use crate::verdict::Verdict;

/// A board with everything that follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The board.
    pub board: Board,
    /// Laid on the clock.
    pub plan: Plan,
    /// Judged.
    pub verdict: Verdict,
    /// Priced.
    pub estimate: Estimate,
}

/// A published schedule. It never changes; at most it is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Number from 1, in order of publishing.
    pub number: u32,
    /// Colour of its paper: White, Blue, Pink ...
    pub colour: String,
    /// What was published.
    pub schedule: Schedule,
    /// Nobody should work from it any more.
    pub withdrawn: bool,
}

/// Colours of issues in the order in which a production office uses them (WGA West's list; white is not used again).
pub const COLOURS: [&str; 9] = ["White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry"];

/// The colour of an issue by its number from 1: after Cherry comes Second Blue.
pub fn colour(number: u32) -> String {
    let index = number.saturating_sub(1) as usize;
    if index < COLOURS.len() {
        return COLOURS[index].to_owned();
    }
    let again = index - COLOURS.len();
    let (cycle, place) = (again / (COLOURS.len() - 1) + 2, again % (COLOURS.len() - 1) + 1);
    match cycle {
        2 => format!("Second {}", COLOURS[place]),
        3 => format!("Third {}", COLOURS[place]),
        _ => format!("{cycle}th {}", COLOURS[place]),
    }
}

//! A board that is shown: always with its plan, the judge's verdict and the estimate; and a board that was published.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::estimate::Estimate;
use crate::plan::Plan;
use crate::production::Draft;
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
    let (colour, cycle) = colour_of(&[], number);
    cycled(&colour, cycle)
}

/// The colour of the draft or issue with a number from 1, and its cycle from 1, in an order of colours of which the first
/// is used only once; an empty order means [`COLOURS`].
pub fn colour_of(order: &[String], number: u32) -> (String, u32) {
    let usual: Vec<String> = COLOURS.map(str::to_owned).to_vec();
    let order = if order.is_empty() { &usual } else { order };
    let index = number.saturating_sub(1) as usize;
    if index < order.len() {
        return (order[index].clone(), 1);
    }
    let again = index - order.len();
    // An order of one colour goes round on itself.
    let (round, first) = if order.len() == 1 { (1, 0) } else { (order.len() - 1, 1) };
    (order[again % round + first].clone(), u32::try_from(again / round + 2).unwrap_or(u32::MAX))
}

/// `Blue`, `Second Blue`, `4th Blue`.
pub fn cycled(colour: &str, cycle: u32) -> String {
    match cycle {
        0 | 1 => colour.to_owned(),
        2 => format!("Second {colour}"),
        3 => format!("Third {colour}"),
        _ => format!("{cycle}th {colour}"),
    }
}

impl Draft {
    /// `Blue`, `Second Blue`; what its papers and the log call it.
    pub fn called(&self) -> String {
        cycled(&self.colour, self.cycle)
    }
}

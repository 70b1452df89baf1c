//! Paper out: stripboard, one-liner, shooting schedule, day out of days. A paper reads a schedule and derives no hour and no
//! money of its own. `typst` sets a paper as PDF and SVG, `text` as plain text; `html` shows a board as a page of its own.

mod bars;
mod days;
mod words;

mod day_out_of_days;
mod one_liner;
mod shooting_schedule;
mod stands;
mod stripboard;

pub mod html;
pub mod text;
pub mod typst;

pub use day_out_of_days::day_out_of_days;
pub use one_liner::one_liner;
pub use shooting_schedule::shooting_schedule;
pub use stripboard::stripboard;

use model::issue::Schedule;
use model::paper::Paper;
use model::production::Production;

/// Makes one paper of a schedule.
pub type Make = fn(&Production, &Schedule) -> Paper;

/// Every paper: its name, a caption, and how it is made.
pub const ALL: [(&str, &str, Make); 4] = [
    ("stripboard", "one coloured strip a row, in the order of the shoot", stripboard),
    ("one-liner", "what is shot when, in a line or two for each scene", one_liner),
    ("shooting-schedule", "what each scene needs, by category", shooting_schedule),
    ("day-out-of-days", "who works and who is on hold on which date", day_out_of_days),
];

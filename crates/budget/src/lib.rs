//! The price of a plan: every ledger line by account, with the rule, contract or rate it comes from; and the costs of the
//! whole budget on that board. Derives no hours.
//!
//! The price is the sum of scopes (a unit-day, a stand, a place, an element, a line of pay), each of which depends on
//! its own arguments alone. The search calls the same scopes and so finds the same price to the cent.

pub mod accounts;
pub mod charts;
mod costs;
mod cover;
mod days;
mod facts;
mod file;
mod fringes;
mod pay;
mod places;
mod price;
mod pricer;
mod remap;
pub mod rows;
mod sheet;
mod tables;
mod weeks;
mod wishes;

pub use costs::cost;
pub use cover::Cover;
pub use file::read;
pub use price::price;
pub use pricer::{Ledger, Pricer};
pub use remap::{Unplaced, remap};
pub use tables::{Misplaced, tables, untable};
pub use weeks::{PHASES, Weeks, weeks};

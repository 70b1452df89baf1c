//! The price of a plan: every ledger line by account, with the rule, contract or rate it comes from. Derives no hours.
//!
//! The price is the sum of scopes (a unit-day, a stand, a place, an element, a line of pay), each of which depends on
//! its own arguments alone. The search calls the same scopes and so finds the same price to the cent.

pub mod accounts;
mod days;
mod pay;
mod places;
mod price;
mod pricer;
mod wishes;

pub use price::price;
pub use pricer::{Ledger, Pricer};

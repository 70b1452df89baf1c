//! The built program from the outside: the walk from screenplay to papers, and every kind of wrong input.

mod bench;
mod newcomer;
mod walk;
mod wrong_input;

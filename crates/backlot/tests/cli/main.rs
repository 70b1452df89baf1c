//! The built program from the outside: the walk from screenplay to papers, and every kind of wrong input.

mod bench;
mod budget;
mod draft;
mod explain;
mod moved;
mod newcomer;
mod proposals;
mod relation;
mod replan;
mod rules;
mod script;
mod shoot;
mod talent;
mod uss;
mod walk;
mod wrong_input;

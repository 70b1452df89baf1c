//! The walk turned round: the latest meal and dismissal of a day, and the earliest next call.

use model::measure::{Minutes, Moment};
use model::pack::RestKind;

use super::work::{Clause, Hire, Work};
use super::{meals, minors, rest};

/// What a day still allows.
pub struct Limits<'t> {
    /// The next meal.
    pub meal: Option<Moment>,
    /// The latest dismissal.
    pub wrap: Option<Moment>,
    /// The earliest next call after a dismissal at the day's end.
    pub next_call: Option<Moment>,
    /// The rows that decide.
    pub clauses: Vec<Clause<'t>>,
}

/// What a day that has come to its end now still allows, before a next call that is planned.
pub fn limits<'t>(hire: &Hire<'t>, work: &Work<'_>, next: Option<Moment>) -> Limits<'t> {
    let hire = &hire.at(work, 0);
    let mut clauses = Vec::new();
    let start = work.event(model::pack::Event::Report);
    let meal = start.and_then(|start| {
        let due = |held: super::Held<'t, model::pack::Meals>| {
            let due = meals::delays(held.row, work, start).last().map(|delay| delay.due)?;
            Some((due, held.clause()))
        };
        let first = hire.rows(&hire.terms.meal).filter_map(due).min_by_key(|(due, _)| *due);
        first.map(|(due, clause)| {
            clauses.push(clause);
            due
        })
    });
    let mut wraps: Vec<(Moment, Clause<'t>)> = Vec::new();
    let mut calls: Vec<(Moment, Clause<'t>)> = Vec::new();
    for held in hire.rows(&hire.terms.cap) {
        let most = held.row.elapsed_h.zip(start);
        wraps.extend(most.map(|(most, start)| (start.after(most.0), held.clause())));
    }
    for held in hire.rows(&hire.terms.rest).filter(|held| held.row.kind == RestKind::Daily) {
        let Some(least) = rest::hours(hire, held.row, work.place) else { continue };
        let around = Minutes(held.row.from_plus_min + held.row.to_minus_min);
        wraps.extend(next.map(|next| (next.before(least).before(around), held.clause())));
        calls.extend(work.dismissed.map(|gone| (gone.after(least).after(around), held.clause())));
    }
    if hire.born.is_some() {
        wraps.extend(minors::leave(hire, work));
        calls.extend(work.dismissed.and_then(|gone| minors::next_call(hire, gone)));
    }
    let wrap = wraps.into_iter().min_by_key(|(at, _)| *at);
    let call = calls.into_iter().max_by_key(|(at, _)| *at);
    clauses.extend([&wrap, &call].into_iter().flatten().map(|(_, clause)| *clause));
    Limits { meal, wrap: wrap.map(|(at, _)| at), next_call: call.map(|(at, _)| at), clauses }
}

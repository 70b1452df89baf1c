//! What somebody else's board shows of the work: how long its maker believes scenes take, and when her days begin.
//!
//! Guessed times are taken down, all alike, until every day of the board holds what stands on it, in the hours of its crew and
//! of its children: whoever made the board
//! believes that it does. Then each day gets the shift that breaks least. Both are assumptions.

use model::board::{Board, Shift};
use model::edit::{Edit, ProductionChange};
use model::measure::Ratio;
use model::notice::Severity;
use model::production::Production;

use crate::app::schedule;
use crate::setup::assume;

/// Guessed times are not taken below this part, in percent.
const LEAST: i64 = 20;

/// What is found of a day that holds too much for its crew.
const FULL: [&str; 3] = ["day-fill", "day-length", "long-scene"];
/// What is found of a day that holds too much for the children in it.
const CHILDREN: [&str; 3] = ["minor-site", "minor-work", "minor-school"];

/// Fits the guessed times to the active board, and the shifts of its days to their scenes.
pub(crate) fn fit(production: &mut Production) {
    let Some(mut board) = production.active_board().filter(|board| !board.days.is_empty()).cloned() else { return };
    take_shifts(production, &mut board);
    let guessed = production.factors.clone();
    let fits = |percent: i64, codes: &[&str]| {
        let mut fitted = production.clone();
        fitted.factors = guessed.clone().scaled(Ratio::new(percent, 100));
        let findings = schedule(&fitted, board.clone()).verdict.findings;
        !findings.iter().any(|one| codes.contains(&one.code.as_str()))
    };
    let largest = |codes: &[&str]| (LEAST..=100).rev().find(|percent| fits(*percent, codes));
    // Where children's hours cannot be held whatever scenes take, they say nothing about times.
    let percent = largest(&[FULL.as_slice(), &CHILDREN].concat()).or_else(|| largest(&FULL));
    if let Some(percent) = percent.filter(|percent| *percent < 100) {
        production.factors = guessed.scaled(Ratio::new(percent, 100));
        let edit = Edit::Production(ProductionChange::Factors(production.factors.clone()));
        let text = format!(
            "scenes take {percent} % of the time guessed for them, so that each day of board {} holds its own",
            board.name
        );
        assume(production, &edit, text, "assumption: whoever made the board believes in its days");
        take_shifts(production, &mut board);
    }
    if let Some(known) = production.boards.iter_mut().find(|known| known.id == board.id) {
        *known = board;
    }
    production.assumptions.sort_by(|a, b| a.about.cmp(&b.about));
}

/// Gives each day, one after the other, the shift with which the board breaks least.
fn take_shifts(production: &Production, board: &mut Board) {
    for day in 0..board.days.len() {
        board.days[day].shift = best_shift(production, board, day);
    }
}

/// The shift of a day with which the board breaks least; its own among equals.
fn best_shift(production: &Production, board: &Board, day: usize) -> Shift {
    let own = board.days[day].shift;
    let broken = |shift: Shift| {
        let mut tried = board.clone();
        tried.days[day].shift = shift;
        let schedule = schedule(production, tried);
        (schedule.verdict.count(Severity::Error), schedule.verdict.count(Severity::Warning), schedule.estimate.total)
    };
    let others = Shift::ALL.into_iter().filter(|shift| *shift != own);
    [own].into_iter().chain(others).min_by_key(|shift| broken(*shift)).unwrap_or(own)
}

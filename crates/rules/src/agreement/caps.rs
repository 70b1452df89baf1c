//! The longest day, week and run of days that are allowed at all.

use model::calendar::days_between;
use model::measure::Minutes;
use model::pack::Severity;

use super::hours::Worked;
use super::week::Week;
use super::work::{Breach, Hire, Sink, Work};

pub(super) fn day<'t>(hire: &Hire<'t>, worked: &Worked, sink: &mut impl Sink<'t>) {
    for held in hire.rows(&hire.terms.cap) {
        let (row, clause) = (held.row, held.clause());
        let limits = [
            ("cap.elapsed", row.elapsed_h, worked.end.since(worked.start)),
            ("cap.worked", row.worked_h, worked.worked),
        ];
        for (code, most, time) in limits {
            let Some(over) = most.map(|most| time - most.0).filter(|over| *over > Minutes::ZERO) else { continue };
            let legal = Some(worked.end.before(over));
            sink.breach(Breach { code, day: hire.day, hard: hard(row.severity), over, legal }, clause);
        }
    }
}

pub(super) fn week<'t>(hire: &Hire<'t>, week: &Week, sink: &mut impl Sink<'t>) {
    for held in hire.rows(&hire.terms.cap) {
        let over = held.row.week_h.map(|most| week.worked - most.0).filter(|over| *over > Minutes::ZERO);
        if let Some(over) = over {
            let hard = hard(held.row.severity);
            sink.breach(Breach { code: "cap.week", day: hire.day, hard, over, legal: None }, held.clause());
        }
    }
}

/// The most days in a row, of anybody and of minors. Each run is told once.
pub(super) fn run<'t>(hire: &Hire<'t>, works: &[Work<'_>], sink: &mut impl Sink<'t>) {
    let caps = hire.terms.cap.iter().filter_map(|held| {
        Some((held.row.days_in_a_row?, "cap.days", hard(held.row.severity), &held.row.gate, held.clause()))
    });
    let minors = hire
        .terms
        .minors
        .iter()
        .filter(|_| hire.born.is_some())
        .filter_map(|held| Some((held.row.days_in_a_row_max?, "minor.days", true, &held.row.gate, held.clause())));
    for (most, code, hard, gate, clause) in caps.chain(minors) {
        let (mut run, mut told, mut last) = (0, false, None);
        for (index, work) in works.iter().enumerate().filter(|(_, work)| !work.only_fitted()) {
            match last.map(|date| days_between(date, work.date)) {
                Some(0) => continue,
                Some(1) => run += 1,
                _ => (run, told) = (1, false),
            }
            last = Some(work.date);
            if run > most && !told && gate.open(hire.dates, work.date) {
                told = true;
                sink.breach(Breach { code, day: index, hard, over: Minutes(1_440), legal: None }, clause);
            }
        }
    }
}

fn hard(severity: Option<Severity>) -> bool {
    severity == Some(Severity::Hard)
}

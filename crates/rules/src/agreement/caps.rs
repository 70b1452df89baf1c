//! The longest day, week and run of days that are allowed at all.

use model::calendar::plus_days;
use model::measure::Minutes;
use model::pack::Severity;

use super::hours::Worked;
use super::week::Week;
use super::work::{Breach, Hire, Sink};

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

/// Where a day stands in a run of days without one off.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Row {
    /// Dates from the first of the run to this one.
    pub(super) days: u32,
    /// The date was worked on before.
    pub(super) again: bool,
}

impl Row {
    /// The place of the next day of work, so many days off later.
    pub(super) fn then(self, off: i64) -> Self {
        match off {
            ..0 => Self { again: true, ..self },
            0 => Self { days: self.days + 1, again: false },
            1.. => Self { days: 1, again: false },
        }
    }
}

/// The most days in a row, of anybody and of minors. Each run is told once, on the first day that is too many.
pub(super) fn run<'t>(hire: &Hire<'t>, row: Row, sink: &mut impl Sink<'t>) {
    if row.again {
        return;
    }
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
        let broken = |days: u32, date| days > most && gate.open(hire.dates, date);
        if broken(row.days, hire.date) && !broken(row.days - 1, plus_days(hire.date, -1)) {
            sink.breach(Breach { code, day: hire.day, hard, over: Minutes(1_440), legal: None }, clause);
        }
    }
}

fn hard(severity: Option<Severity>) -> bool {
    severity == Some(Severity::Hard)
}

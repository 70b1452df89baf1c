//! The longest day, week and run of days that are allowed at all.

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

pub(super) fn run<'t>(hire: &Hire<'t>, days: u32, sink: &mut impl Sink<'t>) {
    for held in hire.rows(&hire.terms.cap).filter(|held| held.row.days_in_a_row.is_some_and(|most| days == most + 1)) {
        let (over, hard) = (Minutes(1_440), hard(held.row.severity));
        sink.breach(Breach { code: "cap.days", day: hire.day, hard, over, legal: None }, held.clause());
    }
}

fn hard(severity: Option<Severity>) -> bool {
    severity == Some(Severity::Hard)
}

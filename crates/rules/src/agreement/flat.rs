//! Parts of a day's pay that long days owe: extended days, and a day's pay for each started hour.

use model::measure::{Minutes, Ratio};
use model::pack::{Clock, FlatPay, Overtime, holds_at};
use model::verdict::PayCode;

use super::hours::{Worked, code, rate_fits};
use super::work::{Hire, Line, Sink, Work};

/// From where on a day's pay for each started hour takes the place of hours.
pub(super) fn by_hours(hire: &Hire<'_>, work: &Work<'_>) -> Option<(Clock, Minutes)> {
    let rows = hire.terms.flat.iter().filter(|(_, pay)| matches!(pay, FlatPay::DayRatePerHourOrFraction));
    let holds = |row: &&Overtime| holds_at(&row.places, work.place) && row.gate.open(hire.dates, hire.date);
    let row = rows.map(|(held, _)| held.row).find(holds);
    row.map(|row| (row.basis, row.after_h.unwrap_or_default().0))
}

pub(super) fn check<'t>(hire: &Hire<'t>, work: &Work<'_>, worked: &Worked, sink: &mut impl Sink<'t>) {
    for &(held, pay) in &hire.terms.flat {
        let row = held.row;
        let rated = row.when.as_ref().is_none_or(|when| rate_fits(hire, when));
        if !holds_at(&row.places, work.place) || !rated || !row.gate.open(hire.dates, hire.date) {
            continue;
        }
        let time = match row.basis {
            Clock::Worked => worked.worked,
            _ => worked.elapsed,
        };
        let over = time - row.after_h.unwrap_or_default().0;
        if over <= Minutes::ZERO {
            continue;
        }
        let started = |every: Minutes| Ratio::new((over.0 + every.0.max(1) - 1) / every.0.max(1), 1);
        let days = match pay {
            FlatPay::DayRatePerHourOrFraction => started(Minutes(60)),
            FlatPay::DayPart { part, every_h: Some(every) } => started(every.0).by(*part),
            FlatPay::DayPart { part, every_h: None } => *part,
        };
        let (code, _) = code(row, "LONG", Ratio::ONE);
        sink.pay(Line { multiple: None, ..hire.days(PayCode::LongDay, code, days, Ratio::ONE) }, held.clause());
    }
}

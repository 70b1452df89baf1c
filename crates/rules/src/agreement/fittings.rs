//! Fittings: what one pays on a day before work begins, and on a day of work.
//!
//! Nothing from a day rate on, or within the hours that are free, so often in a week; else a part of a day's pay for each
//! started stretch, or the time in started units, with its minimum, at the straight rate.

use model::measure::{Minutes, Ratio};
use model::pack::{FittingTerms, Per};
use model::verdict::PayCode;

use super::week::Week;
use super::work::{Hire, Sink, Work};

pub(super) fn check<'t>(hire: &Hire<'t>, work: &Work<'_>, week: &mut Week, sink: &mut impl Sink<'t>) {
    let Some(length) = work.fitting.filter(|length| *length > Minutes::ZERO) else { return };
    for held in hire.rows(&hire.terms.fitting) {
        let terms = if work.known() { &held.row.same_day } else { &held.row.prior_day };
        let Some(terms) = terms else { continue };
        if hire.per == Per::Day && terms.exempt_day_rate_from.is_some_and(|from| hire.rate >= from.0) {
            return;
        }
        let length = length - free(terms, week);
        if length <= Minutes::ZERO {
            return;
        }
        let started = |unit: i64| (length.0 + unit.max(1) - 1) / unit.max(1);
        let line = match (terms.day_part, terms.per_h) {
            (Some(part), per) => {
                let times = per.map_or(1, |hours| started(hours.0.0));
                hire.days(PayCode::Day, "FITTING", part.by(Ratio::new(times, 1)), Ratio::ONE)
            }
            (None, _) => {
                let unit = terms.unit_min.unwrap_or(1);
                let time = Minutes(started(unit) * unit.max(1)).max(terms.min_pay_h.unwrap_or_default().0);
                hire.hours(PayCode::Hours, "FITTING", time, work.place, Ratio::ONE)
            }
        };
        sink.pay(line, held.clause());
        return;
    }
}

/// The time that is free this time.
fn free(terms: &FittingTerms, week: &mut Week) -> Minutes {
    let Some(hours) = terms.free_h else { return Minutes::ZERO };
    if terms.free_times_a_week.is_some_and(|times| week.fittings >= times) {
        return Minutes::ZERO;
    }
    week.fittings += 1;
    hours.0
}

//! Days that the rate pays as a whole: flat days, and kinds of day with their own length and the time past them.

use model::measure::{Minutes, Ratio};
use model::pack::{Clock, Per, Workday};
use model::verdict::PayCode;

use super::hours::{Worked, code};
use super::terms::Held;
use super::work::{Hire, Line, Sink, Work};

pub(super) fn day<'t>(
    hire: &Hire<'t>,
    held: Held<'t, Workday>,
    work: &Work<'_>,
    worked: &Worked,
    sink: &mut impl Sink<'t>,
) {
    let kinds = &hire.terms.day_type;
    let kind = hire.rows(kinds).find(|kind| kind.row.id == work.day_type).or_else(|| hire.rows(kinds).next());
    if hire.per != Per::Week || worked.base > Ratio::ONE {
        let line = match &kind {
            Some(kind) => hire.hours(PayCode::Hours, "DAY", kind.row.paid_h.0, work.place, worked.base),
            None => hire.days(PayCode::Day, "DAY", Ratio::ONE, worked.base),
        };
        sink.pay(line, held.clause());
    }
    let Some(kind) = kind else { return };
    let Some(call) = work.general_call.or(work.report) else { return };
    let scheduled = call.after(kind.row.work_h.0).after(Minutes(kind.row.lunch_min));
    let unit_wrap = work.unit_wrap.or(work.camera_wrap).or(work.dismissed).unwrap_or(scheduled);
    for clock in [Clock::PastScheduledWrap, Clock::OutsideScheduledHours] {
        let over = match clock {
            Clock::PastScheduledWrap => unit_wrap.since(scheduled),
            _ => {
                let before = call.before(Minutes(held.row.prep_free_min));
                let after = unit_wrap.max(scheduled).after(Minutes(held.row.wrap_free_min));
                let early = work.report.map_or(Minutes::ZERO, |report| before.since(report)).max(Minutes::ZERO);
                let late = work.dismissed.map_or(Minutes::ZERO, |gone| gone.since(after)).max(Minutes::ZERO);
                early + late
            }
        };
        // Of the rows on one clock the dearest.
        let rows = hire.rows(&hire.terms.scheduled).filter(|held| held.row.basis == clock);
        let Some(row) = rows.max_by_key(|held| held.row.mult) else { continue };
        let over = over - Minutes(row.row.grace_min);
        if over <= Minutes::ZERO {
            continue;
        }
        let unit = row.row.increment_min.unwrap_or(1).max(1);
        let minutes = Minutes((over.0 + unit - 1) / unit * unit);
        let times = row.row.mult.unwrap_or(Ratio::ONE);
        let (code, multiple) = code(row.row, "OT", times);
        sink.pay(Line { multiple, ..hire.hours(PayCode::Overtime, code, minutes, work.place, times) }, row.clause());
    }
}

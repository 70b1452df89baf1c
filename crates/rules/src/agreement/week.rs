//! A week of work: its guarantee, and the hours beyond its straight ones that no day paid as overtime.

use model::measure::{Minutes, Ratio};
use model::pack::{Overtime, Per, holds_at};
use model::verdict::PayCode;

use super::Before;
use super::hours::{Worked, code};
use super::meals;
use super::terms::{Held, Terms};
use super::work::{Hire, Kind, Line, Sink, Unit, Work};

/// What a week has come to so far.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Week {
    /// Time that was paid straight.
    straight: Minutes,
    /// How much of it, at the end, a day's pay beside the week's holds already.
    beside: Minutes,
    /// All time of work.
    pub(super) worked: Minutes,
    /// Meal penalties so far.
    pub(super) penalties: u32,
    /// Dates worked.
    pub(super) days: u32,
    /// Time of work of the last day.
    pub(super) last: Minutes,
    /// Time of a minor's work.
    pub(super) minor: Minutes,
    /// Fittings that were free.
    pub(super) fittings: u32,
    guaranteed: bool,
}

impl Week {
    pub(super) fn begin(before: &Before) -> Self {
        Self {
            straight: before.week,
            beside: Minutes::ZERO,
            worked: before.week,
            penalties: before.penalties,
            days: 0,
            last: Minutes::ZERO,
            minor: Minutes::ZERO,
            fittings: 0,
            guaranteed: false,
        }
    }

    /// Forgets what no row of the terms will ask for: what is handed on to the next day is the same more often.
    pub(super) fn forget(&mut self, terms: &Terms<'_>) {
        let kept = |asked: bool, time: Minutes| if asked { time } else { Minutes::ZERO };
        self.straight = kept(!terms.weekly.is_empty(), self.straight);
        self.beside = kept(!terms.weekly.is_empty(), self.beside);
        self.worked = kept(terms.cap.iter().any(|held| held.row.week_h.is_some()), self.worked);
        self.minor = kept(terms.knows_minors(), self.minor);
        self.last = Minutes::ZERO;
        if !meals::switches(terms) {
            self.penalties = 0;
        }
    }

    pub(super) fn is_new(&self) -> bool {
        !self.guaranteed
    }

    /// The week's own line, for those who are paid by it.
    pub(super) fn guarantee<'t>(&mut self, hire: &Hire<'t>, _: &Work<'_>, sink: &mut impl Sink<'t>) {
        self.guaranteed = true;
        let Some(held) = hire.rows(&hire.terms.workday).next().filter(|_| hire.per == Per::Week) else { return };
        let one = Ratio::ONE;
        let line = Line {
            what: PayCode::Week,
            code: "WEEK",
            multiple: None,
            day: hire.day,
            quantity: one,
            unit: Unit::Week,
            rate: hire.rate,
            scales: true,
            per: one,
            times: one,
        };
        sink.pay(line, held.clause());
    }

    pub(super) fn add(&mut self, hire: &Hire<'_>, work: &Work<'_>, worked: &Worked) {
        // Time at a premium for its day is no straight time, and does not count towards the week's.
        if worked.base == Ratio::ONE {
            self.straight += worked.straight;
            let beyond = self.days >= 5 || matches!(work.kind, Kind::Sixth | Kind::Seventh);
            if hire.extra_days_paid && beyond {
                self.beside += worked.straight.min(Minutes(hire.divisor(work.place).0 / 5));
            }
        }
        self.last = worked.end.since(worked.start) - worked.unpaid;
        self.worked += self.last;
    }

    /// The overtime of the week: of several tiers each hour pays the one it reaches. Somebody who is paid by the hour or the
    /// day has the straight rate of these hours already; who is paid by the week, of those that a day's pay beside it holds.
    pub(super) fn end<'t>(&self, hire: &Hire<'t>, work: &Work<'_>, sink: &mut impl Sink<'t>) {
        let placed = |held: &Held<'t, Overtime>| holds_at(&held.row.places, work.place);
        let mut tiers: Vec<Held<'t, Overtime>> = hire.rows(&hire.terms.weekly).filter(placed).collect();
        tiers.sort_by_key(|held| held.row.after_h);
        let within = if hire.per == Per::Week { self.straight - self.beside } else { Minutes::ZERO };
        for (index, held) in tiers.iter().enumerate() {
            let row = held.row;
            let from = row.after_h.unwrap_or_default().0;
            let next = tiers.get(index + 1).and_then(|next| next.row.after_h).map_or(self.straight, |after| after.0);
            let to = self.straight.min(next);
            let mult = row.mult.unwrap_or(Ratio::ONE);
            let (code, multiple) = code(row, "OT.weekly", mult);
            let on_top = Ratio::new(mult.num() - mult.den(), mult.den());
            for (over, times) in [(to.min(within) - from, mult), (to - from.max(within), on_top)] {
                if over > Minutes::ZERO {
                    let line = hire.hours(PayCode::Overtime, code, over, work.place, times);
                    sink.pay(Line { multiple, ..line }, held.clause());
                }
            }
        }
    }
}

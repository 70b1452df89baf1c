//! Travel: a day of travel alone pays no more than its hours, travel inside a day no more than its multiple, and miles their
//! money. What is said of travel holds for the time that somebody is on the way, not for work at a distant place.

use model::measure::{Minutes, Moment, Ratio};
use model::pack::Travel;
use model::verdict::PayCode;

use super::terms::Held;
use super::work::{Hire, Line, Sink, Unit, Work};

/// The stretches of a day that are travel, and the highest multiple that they pay.
pub(super) struct Way<'w> {
    stretches: &'w [(Moment, Moment)],
    most: Option<Ratio>,
}

impl<'w> Way<'w> {
    pub(super) fn of(hire: &Hire<'_>, work: &'w Work<'_>) -> Self {
        Self { stretches: &work.travels, most: row(hire).and_then(|held| held.row.mult_max) }
    }

    /// The next moment after one at which travel begins or ends.
    pub(super) fn edge(&self, after: Moment) -> Option<Moment> {
        self.stretches.iter().flat_map(|(from, to)| [*from, *to]).filter(|edge| *edge > after).min()
    }

    /// Whether a multiple may be paid at a moment.
    pub(super) fn pays(&self, at: Moment, times: Ratio) -> bool {
        let on_the_way = || self.stretches.iter().any(|(from, to)| *from <= at && at < *to);
        self.most.is_none_or(|most| times <= most || !on_the_way())
    }
}

/// The time of a day that is paid, of the time that counts.
pub(super) fn paid(hire: &Hire<'_>, work: &Work<'_>, time: Minutes) -> Minutes {
    let most = row(hire).and_then(|held| held.row.day_max_h).filter(|_| work.travel_only);
    most.map_or(time, |most| time.min(most.0))
}

pub(super) fn miles<'t>(hire: &Hire<'t>, work: &Work<'_>, sink: &mut impl Sink<'t>) {
    let Some(held) = row(hire).filter(|_| work.miles > 0) else { return };
    let Some(mile) = held.row.mileage else { return };
    let quantity = Ratio::new(i64::from(work.miles), 1);
    sink.pay(Line { quantity, ..hire.sum(PayCode::Travel, "MILEAGE", Unit::Mile, mile.0) }, held.clause());
}

fn row<'t>(hire: &Hire<'t>) -> Option<Held<'t, Travel>> {
    hire.rows(&hire.terms.travel).next()
}

//! What mends a breach of an agreement and what that saves: one change to somebody's days, and the walk over them again.

use std::cell::OnceCell;

use model::measure::{Cents, Minutes, Moment};
use model::notice::Severity;
use model::plan::PlanDay;
use model::verdict::{Excess, Finding, PayLine};

use super::told::{Told, Whom};
use crate::agreement::{Before, Breach, Hire, Meal, MealKind, Work, run};
use crate::code::Code;
use crate::judge::Judge;
use crate::report::Report;

/// One change to a day, by its place in the order.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// The call comes so much later; a crew's first shot with it.
    Later(usize, Minutes),
    /// The wrap comes so much earlier.
    Earlier(usize, Minutes),
    /// A meal is taken when it is due: one that came so late, or one that was not taken at all.
    Meal {
        /// The day.
        day: usize,
        /// When it is due.
        due: Moment,
        /// How late it came.
        late: Option<Minutes>,
    },
}

/// Somebody's days as they were walked.
pub(super) struct Walked<'m, 'j, 'p, 'w> {
    pub(super) judge: &'j Judge<'j>,
    pub(super) whom: Whom<'j>,
    pub(super) days: &'j [&'p PlanDay],
    pub(super) hire: &'m Hire<'j>,
    pub(super) works: &'m [Work<'w>],
    /// What they pay, once somebody asks.
    pub(super) pays: OnceCell<Cents>,
}

impl Walked<'_, '_, '_, '_> {
    /// What a change saves over all these days; nothing where it cannot be made, or does not mend the breach.
    pub(super) fn saves(&self, breach: &Breach, change: Change) -> Option<Cents> {
        let mut works = self.works.to_vec();
        apply(&mut works, change, matches!(self.whom, Whom::Crew(..)))?;
        let before = *self.pays.get_or_init(|| self.total(self.works, breach).0);
        let (after, still) = self.total(&works, breach);
        (!still).then_some(before - after)
    }

    /// What days pay, and whether a breach is among what they break.
    fn total(&self, works: &[Work<'_>], breach: &Breach) -> (Cents, bool) {
        let mut bill = Bill(Cents::ZERO);
        let mut told = Told::new(self.judge, self.whom, self.days, &mut bill);
        run(self.hire, works, &Before::default(), &mut told);
        let still = told.broken().any(|one| (one.code, one.day) == (breach.code, breach.day));
        (bill.0, still)
    }
}

/// Money and nothing else.
struct Bill(Cents);

impl Report for Bill {
    fn finding(&mut self, _: Code, _: Severity, _: Excess, _: impl FnOnce() -> Finding) {}
    fn pay(&mut self, amount: Cents, _: impl FnOnce() -> PayLine) {
        self.0 += amount;
    }
}

/// Makes a change; nothing where no day would be left.
fn apply(works: &mut [Work<'_>], change: Change, crew: bool) -> Option<()> {
    let (Change::Later(day, _) | Change::Earlier(day, _) | Change::Meal { day, .. }) = change;
    let work = works.get_mut(day)?;
    let (mut call, mut gone) = (work.report?, work.dismissed?);
    match change {
        Change::Later(_, by) => {
            call = call.after(by);
            if crew {
                work.general_call = work.general_call.map(|at| at.after(by));
                work.shooting_call = work.shooting_call.map(|at| at.after(by));
            }
        }
        Change::Earlier(_, by) => {
            gone = gone.before(by);
            if crew {
                work.camera_wrap = work.camera_wrap.map(|at| at.before(by));
                work.unit_wrap = work.unit_wrap.map(|at| at.before(by));
            }
        }
        Change::Meal { due, late, .. } => {
            let eaten = |meal: &&mut Meal| {
                meal.kind == MealKind::Deductible && late.is_some_and(|late| meal.start == due.after(late))
            };
            match work.meals.iter_mut().find(eaten) {
                Some(meal) => *meal = Meal { start: due, end: due.after(meal.end.since(meal.start)), ..*meal },
                None if late.is_some() => return None,
                None => work.meals.push(Meal { start: due, end: due.after(MEAL), kind: MealKind::Deductible }),
            }
            work.meals.sort_by_key(|meal| meal.start);
        }
    }
    if call >= gone {
        return None;
    }
    (work.report, work.dismissed) = (Some(call), Some(gone));
    // Who comes with the crew needs no breakfast of her own, and nobody eats before the call or after the wrap.
    let together = work.general_call.is_some_and(|general| call >= general);
    work.meals.retain(|meal| meal.end > call && meal.start < gone && !(together && meal.kind == MealKind::Ndb));
    Some(())
}

/// The shortest meal of every agreement that is known.
const MEAL: Minutes = Minutes(30);

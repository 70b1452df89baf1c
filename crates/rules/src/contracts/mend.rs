//! What mends a breach of an agreement and what that saves: one change to somebody's days, and the walk over them again, from the day before
//! the change to the day on which what is handed on is what it was: the days before and after pay the same.

use std::cell::OnceCell;

use model::measure::{Cents, Minutes, Moment};

use super::told::Whom;
use crate::agreement::{Before, Breach, Clause, Hire, Line, Meal, MealKind, Sink, State, Work, day};

/// One change to a day, by its place in the order.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// The call comes so much later; a crew's first shot with it.
    Later(usize, Minutes),
    /// The wrap comes so much earlier.
    Earlier(usize, Minutes),
    /// A meal is taken when it is due: one that came so late, or one that was not taken at all, and then the day ends later by it.
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
pub(super) struct Walked<'m, 'j, 'w> {
    pub(super) whom: Whom<'j>,
    pub(super) hire: &'m Hire<'j>,
    pub(super) works: &'m [Work<'w>],
    /// What each day took over, and what the days before it pay; last, what all of them come to. Once somebody asks.
    pub(super) were: OnceCell<Vec<(State, Cents)>>,
}

impl Walked<'_, '_, '_> {
    /// What a change saves over all these days; nothing where it cannot be made, or does not mend the breach.
    pub(super) fn saves(&self, breach: &Breach, change: Change) -> Option<Cents> {
        let (Change::Later(at, _) | Change::Earlier(at, _) | Change::Meal { day: at, .. }) = change;
        let mut changed = self.works.get(at)?.clone();
        apply(&mut changed, change, matches!(self.whom, Whom::Crew(..)))?;
        let were = self.were.get_or_init(|| self.walk());
        // The last day before it that asks what comes next.
        let mut index = (0..at).rev().find(|&before| !self.works[before].only_fitted()).unwrap_or(at);
        let (mut state, before) = were[index].clone();
        let mut bill = Bill { whom: self.whom, paid: before, breach: Some(breach), still: false };
        while index < self.works.len() && (index <= at.max(breach.day) || state != were[index].0) {
            let work = |one: usize| if one == at { Some(&changed) } else { self.works.get(one) };
            day(self.hire, &mut state, index, work, &mut bill);
            index += 1;
        }
        (!bill.still).then_some(were[index].1 - bill.paid)
    }

    fn walk(&self) -> Vec<(State, Cents)> {
        let mut state = State::begin(&Before::default());
        let mut bill = Bill { whom: self.whom, paid: Cents::ZERO, breach: None, still: false };
        let mut were = vec![(state.clone(), bill.paid)];
        for index in 0..self.works.len() {
            day(self.hire, &mut state, index, |at| self.works.get(at), &mut bill);
            were.push((state.clone(), bill.paid));
        }
        were
    }
}

/// What is paid, and whether a breach is still there.
struct Bill<'b, 'j> {
    whom: Whom<'j>,
    paid: Cents,
    breach: Option<&'b Breach>,
    still: bool,
}

impl<'t> Sink<'t> for Bill<'_, '_> {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        self.whom.lines(line, |_, _, _, amount| self.paid += amount);
    }
    fn breach(&mut self, breach: Breach, _: Clause<'t>) {
        self.still |= self.breach.is_some_and(|one| (one.code, one.day) == (breach.code, breach.day));
    }
}

/// Makes a change; nothing where no day would be left.
fn apply(work: &mut Work<'_>, change: Change, crew: bool) -> Option<()> {
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
                None => {
                    // The work that is left comes after it: the day is as much longer, and what is worked is the same.
                    let later = |at: Moment| if at >= due { at.after(MEAL) } else { at };
                    for meal in &mut work.meals {
                        (meal.start, meal.end) = (later(meal.start), later(meal.end));
                    }
                    gone = later(gone);
                    work.camera_wrap = work.camera_wrap.map(later);
                    work.unit_wrap = work.unit_wrap.map(later);
                    work.meals.push(Meal { start: due, end: due.after(MEAL), kind: MealKind::Deductible });
                }
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jiff::tz::TimeZone;
    use model::calendar::{Date, plus_days};
    use model::ids::UnitId;
    use model::pack::{Pack, Per};
    use model::people::CrewMember;
    use proptest::prelude::*;

    use super::*;
    use crate::agreement::{Setting, Terms, run};

    static LIBRARY: LazyLock<Vec<Pack>> = LazyLock::new(crate::packs::library);
    static UTC: TimeZone = TimeZone::UTC;

    /// The pay of days that are walked whole, and all their breaches.
    struct Whole<'j>(Whom<'j>, Cents, Vec<Breach>);

    impl<'t> Sink<'t> for Whole<'_> {
        fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
            self.0.lines(line, |_, _, _, amount| self.1 += amount);
        }
        fn breach(&mut self, breach: Breach, _: Clause<'t>) {
            self.2.push(breach);
        }
    }

    fn whole<'j>(hire: &Hire<'j>, whom: Whom<'j>, works: &[Work<'_>]) -> (Cents, Vec<Breach>) {
        let mut sink = Whole(whom, Cents::ZERO, Vec::new());
        run(hire, works, &Before::default(), &mut sink);
        (sink.1, sink.2)
    }

    /// Days of a crew, most of them long, with a meal somewhere; `gap` days lie before each.
    fn works(days: &[(i64, i64, i64, i64)]) -> Vec<Work<'static>> {
        let (start, mut number) = (jiff::civil::date(2027, 3, 1), -1);
        let work = |&(gap, call, long, meal): &(i64, i64, i64, i64)| {
            number += 1 + gap;
            let mut work = Work::on(plus_days(start, number), number.div_euclid(7), &UTC);
            work.place = "studio";
            let begins = Moment(epoch(start) + number * 1_440 + call);
            (work.report, work.general_call, work.shooting_call) = (Some(begins), Some(begins), Some(begins));
            let ends = begins.after(Minutes(long));
            (work.dismissed, work.unit_wrap, work.camera_wrap) = (Some(ends), Some(ends), Some(ends));
            let meal = begins.after(Minutes(meal));
            work.meals = vec![Meal { start: meal, end: meal.after(MEAL), kind: MealKind::Deductible }];
            work.meals.retain(|meal| meal.end < ends);
            work
        };
        days.iter().map(work).collect()
    }

    fn epoch(date: Date) -> i64 {
        model::plan::moment("UTC", date, jiff::civil::Time::midnight()).0
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_a_change_saves_is_the_difference_of_two_whole_walks(
            days in proptest::collection::vec((0_i64..3, 300_i64..1_000, 300_i64..1_100, 200_i64..500), 1..16)
        ) {
            let packs: Vec<&Pack> = LIBRARY.iter().filter(|pack| pack.pack.id.starts_with("us-")).collect();
            let start = jiff::civil::date(2027, 3, 1);
            let setting =
                Setting { production: "theatrical".to_owned(), principal_start: start, readings: Default::default() };
            let works = works(&days);
            for class in ["iatse.hourly.daily", "iatse.l600.assistant", "teamsters.driver.daily", "dga.1st_ad", "nonunion.crew"] {
                let terms = Terms::of(&packs, class, false, &setting);
                let member = CrewMember { heads: 3, rate: Cents(5_003), ..CrewMember::default() };
                let group = [&member];
                let whom = Whom::Crew(UnitId(1), &group);
                let hire = Hire::new(&terms, &setting, member.rate, Per::Hour);
                let (before, broken) = whole(&hire, whom, &works);
                let walked = Walked { whom, hire: &hire, works: &works, were: OnceCell::new() };
                for breach in &broken {
                    let due = breach.legal.unwrap_or_default();
                    let (at, over) = (breach.day, breach.over);
                    let changes = [
                        Change::Later(at, over),
                        Change::Earlier(at, over),
                        Change::Earlier(at.saturating_sub(1), over),
                        Change::Meal { day: at, due, late: Some(over) },
                        Change::Meal { day: at, due, late: None },
                    ];
                    for change in changes {
                        let (Change::Later(at, _) | Change::Earlier(at, _) | Change::Meal { day: at, .. }) = change;
                        let mut other = works.clone();
                        let expected = apply(&mut other[at], change, true).and_then(|()| {
                            let (after, broken) = whole(&hire, whom, &other);
                            let still = broken.iter().any(|one| (one.code, one.day) == (breach.code, breach.day));
                            (!still).then_some(before - after)
                        });
                        prop_assert_eq!(walked.saves(breach, change), expected, "{} {:?}", class, breach.code);
                    }
                }
            }
        }
    }
}

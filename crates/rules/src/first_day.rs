//! `first-day`: the first shooting day of a unit is lighter than the others.
//!
//! A crew that has never worked together is slow: where the production says so, the first day may be filled to a part
//! of any other day's fill. Otherwise as the rule of the fill.

use model::measure::{Minutes, Ratio};
use model::plan::Plan;

use crate::code::Code;
use crate::fill;
use crate::judge::Judge;
use crate::report::Report;

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    let part = judge.production.settings.first_day;
    if part >= Ratio::ONE {
        return;
    }
    let cap = Minutes(part.of(judge.fill.0));
    // A day that is too full for any day is reported by the rule of the fill.
    let first = plan.days.iter().filter(|day| day.number == Some(1));
    let full = first.filter(|day| day.load > cap && day.load <= fill::most(judge, day));
    for day in full {
        fill::over(judge, day, cap, Code::FirstDay, report);
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["first-day", "day-fill"], change, plan, expected);
    }

    #[test]
    fn only_the_first_day_is_lighter() {
        told(
            |p| p.settings.first_day = model::measure::Ratio::new(7, 10),
            "
                2027-03-01 07:00-16:00; sc 1 08:00-12:00; sc 2 12:00-15:00
                2027-03-02 07:00-16:00; sc 3 08:00-12:00; sc 4 12:00-15:00
            ",
            "
                error 63: day 1 holds 7 h of strips and moves; 5 h 57 is planned, being the first day
                mend: take 1 h 03 off day 1, such as scene 2 (3 h)
            ",
        );
    }
}

//! `swing`: a unit that goes from night to day work, or back, with no day off between.
//!
//! Split work is on neither side, so that a unit may pass through it. A swing is legal when the rests are kept,
//! so it is a note; but a first AD keeps nights together and swings over a weekend.

use model::board::Shift;
use model::notice::Severity;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::Span;

pub(crate) fn check(judge: &Judge<'_>, spans: &[Span<'_>], report: &mut impl Report) {
    for pair in spans.windows(2) {
        let [a, b] = pair else { continue };
        let swings = matches!((a.day.shift, b.day.shift), (Shift::Day, Shift::Night) | (Shift::Night, Shift::Day));
        if !swings || b.date - a.date > 1 {
            continue;
        }
        let (who, by) = (Who::Unit(b.day.unit), Excess::Count(1));
        Breach { code: Code::Swing, severity: Severity::Note, who, day: Some(b.day.day), by }.tell(report, || {
            let (first, second) = (judge.title(a.day), judge.title(b.day));
            let (from, to) = (a.day.shift.word(), b.day.shift.word());
            Words {
                text: format!("{second} swings from {from} to {to} work without a day off after {first}"),
                clause: "custom: nights stay together and swing over a day off".to_owned(),
                mend: format!("put {second} after a weekend, or a split day between"),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::{as_is, check};

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["swing"], change, plan, expected);
    }

    #[test]
    fn nights_swing_over_a_day_off() {
        told(
            as_is,
            "
                2027-03-01 night 17:00-27:00
                2027-03-02 split 15:00-24:00
                2027-03-04 day 07:00-17:00
                2027-03-05 night 17:00-27:00
                2027-03-08 07:00-17:00
            ",
            "
                note 1: day 4 swings from day to night work without a day off after day 3
                mend: put day 4 after a weekend, or a split day between
            ",
        );
    }
}

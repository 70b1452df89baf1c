//! `empty-day`: a shooting day on which nothing is shot.
//!
//! Its crew is called and paid all the same. A board keeps such a day when more days are given than the script needs, or
//! when an illness leaves nothing to shoot; a person decides whether it becomes a day off.

use model::notice::Severity;
use model::plan::PlanDay;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    if !day.kind.shoots() || !day.entries.is_empty() {
        return;
    }
    let (who, by) = (Who::Unit(day.unit), Excess::Days(1));
    Breach { code: Code::EmptyDay, severity: Severity::Warning, who, day: Some(day.day), by }.tell(report, || {
        let title = judge.title(day);
        Words {
            text: format!("nothing is shot on {title}, and its crew is paid"),
            clause: "a shooting day shoots".to_owned(),
            mend: format!("make {title} a hiatus, move scenes to it, or plan a day fewer"),
        }
    });
}

#[cfg(test)]
mod tests {
    use model::board::{DayKind, Shift};
    use model::production::Production;
    use model::sample::boarded;

    fn check(production: &Production, expected: &[&str]) {
        let board = production.active_board().expect("the sample has a board");
        let verdict = crate::judge(production, &clock::lay(production, board));
        let told = verdict.findings.iter().filter(|one| one.code == "empty-day").map(|one| one.text.as_str());
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_shooting_day_without_scenes_is_told() {
        let mut production = boarded(&[(Shift::Day, &["1"]), (Shift::Day, &[]), (Shift::Day, &["9"])]);
        check(&production, &["nothing is shot on day 2, and its crew is paid"]);
        production.boards[0].days[1].kind = DayKind::Hiatus;
        check(&production, &[]);
    }
}

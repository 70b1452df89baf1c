//! `day-pages`: a shooting day holds neither fewer nor more pages than the production wants of a day.
//!
//! Pages are how a first AD tells a light day from a heavy one, whatever the clock says: a day of an eighth is hard to
//! explain to a producer, a day of nine pages to a director. The range is the production's own; without one nothing is
//! asked. With one, a day on which nothing is shot holds too little.

use model::measure::Eighths;
use model::notice::Severity;
use model::plan::PlanDay;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};

pub(crate) fn check(judge: &Judge<'_>, day: &PlanDay, report: &mut impl Report) {
    let Some((least, most)) = judge.production.settings.day_pages else { return };
    if !day.kind.shoots() {
        return;
    }
    let pages: Eighths = day.strips().filter_map(|strip| judge.strips.get(strip)).map(|strip| strip.eighths).sum();
    let off = (least.0 - pages.0).max(pages.0 - most.0);
    if off <= 0 {
        return;
    }
    let by = Excess::Count(u32::try_from(off).unwrap_or(u32::MAX));
    let (who, at) = (Who::Unit(day.unit), Some(day.day));
    Breach { code: Code::DayPages, severity: Severity::Error, who, day: at, by }.tell(report, || {
        let (title, off) = (judge.title(day), Eighths(off));
        let mend = if pages < least {
            format!("bring {off} pages to {title}")
        } else {
            format!("take {off} pages off {title}")
        };
        Words {
            text: format!("{title} holds {pages} pages; a day holds {least} to {most}"),
            clause: "pages a day (settings of the production)".to_owned(),
            mend,
        }
    });
}

#[cfg(test)]
mod tests {
    use model::board::Shift;
    use model::measure::Eighths;
    use model::sample::boarded;

    /// The lengths of the sample's scenes decide: each day's pages are told where they are out of the range.
    fn told(range: Option<(i64, i64)>) -> Vec<String> {
        let mut production = boarded(&[(Shift::Day, &["1", "3"]), (Shift::Day, &["2"]), (Shift::Day, &[])]);
        for (scene, eighths) in production.strips.iter_mut().zip([12, 3, 20]) {
            scene.eighths = Eighths(eighths);
        }
        production.settings.day_pages = range.map(|(least, most)| (Eighths(least), Eighths(most)));
        let board = production.active_board().expect("the sample has a board");
        let verdict = crate::judge(&production, &clock::lay(&production, board));
        let of_pages = verdict.findings.iter().filter(|one| one.code == "day-pages");
        of_pages.map(|one| format!("{}; {}", one.text, one.mend)).collect()
    }

    #[test]
    fn a_day_holds_neither_fewer_nor_more_pages_than_wanted() {
        assert!(told(None).is_empty());
        assert!(told(Some((0, 32))).is_empty());
        assert_eq!(
            told(Some((4, 31))),
            [
                "day 1 holds 4 pages; a day holds 4/8 to 3 7/8; take 1/8 pages off day 1",
                "day 2 holds 3/8 pages; a day holds 4/8 to 3 7/8; bring 1/8 pages to day 2",
                "day 3 holds 0 pages; a day holds 4/8 to 3 7/8; bring 4/8 pages to day 3",
            ]
        );
    }
}

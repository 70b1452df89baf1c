//! `twice`, `missing`: every strip stands on one day, or in the boneyard; that of an omitted scene may stand nowhere.
//!
//! A search that only moves strips cannot break this, so it need not ask; whoever reads a board from outside must.

use model::notice::Severity;
use model::plan::Plan;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::joined;

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    let on_days = plan.days.iter().flat_map(|day| day.strips().map(move |strip| (strip, Some(day))));
    let mut all: Vec<_> = on_days.chain(plan.unplaced.iter().map(|&strip| (strip, None))).collect();
    all.sort_by_key(|(strip, _)| *strip);
    for same in all.chunk_by(|(a, _), (b, _)| a == b) {
        let [(strip, _), more @ ..] = same else { continue };
        if more.is_empty() {
            continue;
        }
        let (who, by) = (Who::Strip(*strip), Excess::Count(u32::try_from(more.len()).unwrap_or(u32::MAX)));
        Breach { code: Code::Twice, severity: Severity::Error, who, day: None, by }.tell(report, || {
            let name = judge.strip_name(*strip);
            let places = joined(same.iter().map(|(_, day)| match day {
                Some(day) => judge.title(day),
                None => "the boneyard".to_owned(),
            }));
            Words {
                text: format!("{name} stands more than once on the board: {places}"),
                clause: "every strip stands once on a board".to_owned(),
                mend: format!("take {name} off all but one; split the scene if parts of it are meant"),
            }
        });
    }
    for strip in &judge.production.strips {
        let omitted = judge.strips.get(strip.id).and_then(|facts| facts.scene).is_some_and(|scene| scene.omitted);
        if omitted || all.binary_search_by_key(&strip.id, |(strip, _)| *strip).is_ok() {
            continue;
        }
        let (who, by) = (Who::Strip(strip.id), Excess::Count(1));
        Breach { code: Code::Missing, severity: Severity::Error, who, day: None, by }.tell(report, || {
            let name = judge.strip_name(strip.id);
            Words {
                text: format!("{name} is neither on a day nor in the boneyard"),
                clause: "every strip stands once on a board".to_owned(),
                mend: format!("put {name} in the boneyard, then on a day"),
            }
        });
    }
}

#[cfg(test)]
mod tests {

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["twice", "missing"], change, plan, expected);
    }

    #[test]
    fn a_strip_on_two_days() {
        told(
            |p| p.strips.truncate(1),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
                2027-03-02 07:00-17:00; sc 1 08:00-10:00
            ",
            "
                error 1: scene 1 stands more than once on the board: day 1 and day 2
                mend: take scene 1 off all but one; split the scene if parts of it are meant
            ",
        );
    }

    #[test]
    fn a_strip_that_is_nowhere() {
        let mut production = model::sample::small();
        production.strips.truncate(2);
        production.scenes[1].omitted = true;
        let verdict = crate::judge(&production, &model::plan::Plan::default());
        let expected = "
            error 1: scene 1 is neither on a day nor in the boneyard
            mend: put scene 1 in the boneyard, then on a day
        ";
        crate::tests::compare(&production, &verdict, &["twice", "missing"], expected);
    }
}

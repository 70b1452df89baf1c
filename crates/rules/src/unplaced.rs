//! `unplaced`: every strip is shot on some day, unless the script omits its scene.
//!
//! The finding says why it lies in the boneyard as far as that is known: its set stands nowhere, its cast is never there
//! together on a shooting day, or no day has room.

use model::ids::StripId;
use model::notice::Severity;
use model::plan::Plan;
use model::production::Scene;
use model::verdict::{Excess, Who};

use crate::availability::can_come;
use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::joined;

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    for &strip in &plan.unplaced {
        let scene = judge.strips.get(strip).and_then(|facts| facts.scene);
        if scene.is_some_and(|scene| scene.omitted) {
            continue;
        }
        let (who, by) = (Who::Strip(strip), Excess::Count(1));
        let breach = Breach { code: Code::Unplaced, severity: Severity::Error, who, day: None, by };
        breach.tell(report, || words(judge, plan, strip, scene));
    }
}

fn words(judge: &Judge<'_>, plan: &Plan, strip: StripId, scene: Option<&Scene>) -> Words {
    let name = judge.strip_name(strip);
    let (why, mend) =
        scene.and_then(|scene| nowhere(judge, plan, scene).or_else(|| never(judge, plan, scene))).unwrap_or_else(
            || ("no day has room for it".to_owned(), format!("add a day, or move {name} to a day with room")),
        );
    Words {
        text: format!("{name} stands on no day: {why}"),
        clause: "every scene that the script does not omit is shot".to_owned(),
        mend,
    }
}

/// No place holds its set.
fn nowhere(judge: &Judge<'_>, plan: &Plan, scene: &Scene) -> Option<(String, String)> {
    let chosen = judge.production.board(plan.board).is_some_and(|board| board.stands.contains_key(&scene.set));
    let set = judge.sets.get(scene.set);
    if chosen || set.is_some_and(|set| !set.at.is_empty()) {
        return None;
    }
    let set = judge.set_name(scene.set);
    Some((format!("no place holds its set {set}"), format!("name a place that can hold {set}")))
}

/// Its cast is never there together on a shooting day of the plan.
fn never(judge: &Judge<'_>, plan: &Plan, scene: &Scene) -> Option<(String, String)> {
    let called = judge.production.called(scene);
    let members: Vec<_> = called.iter().filter_map(|&id| judge.cast.get(id)).collect();
    let mut shooting = plan.days.iter().filter(|day| day.kind.shoots()).peekable();
    shooting.peek()?;
    if shooting.any(|day| members.iter().all(|member| can_come(member, day.date))) {
        return None;
    }
    let names = joined(members.iter().map(|member| member.name.clone()));
    Some((
        format!("{names} can never come together on a shooting day of the board"),
        format!("add a day on which {names} can come"),
    ))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["unplaced"], change, plan, expected);
    }

    #[test]
    fn it_says_why() {
        told(
            |p| {
                p.strips.truncate(3);
                p.sets[1].at.clear();
                p.cast[0].until = Some(date(2027, 2, 1));
                p.scenes[0].cast.clear();
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 1 stands on no day: no day has room for it
                mend: add a day, or move scene 1 to a day with room
                error 1: scene 2 stands on no day: no place holds its set ALLEY
                mend: name a place that can hold ALLEY
                error 1: scene 3 stands on no day: MAYA and JUNO can never come together on a shooting day of the board
                mend: add a day on which MAYA and JUNO can come
            ",
        );
    }

    #[test]
    fn an_omitted_scene_need_not_be_shot() {
        told(
            |p| {
                p.strips.truncate(1);
                p.scenes[0].omitted = true;
            },
            "
                2027-03-01 07:00-17:00
            ",
            "",
        );
    }
}

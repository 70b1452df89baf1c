//! `order`, `same-day`, `not-same-day`: what must hold between two scenes.
//!
//! A scene that is split counts with all its parts: the last part of the first comes before the first part of the
//! second, with the whole calendar days asked for between them. Scenes in the boneyard are not judged here.

use model::calendar::{Date, days_between, plus_days};
use model::ids::{DayId, StripId};
use model::notice::Severity;
use model::plan::Plan;
use model::production::RelationKind;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::contradiction::{circle, pinned};
use crate::judge::{Judge, Related};
use crate::report::{Breach, Report, Words};
use crate::words::{counted, written};

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    if judge.relations.is_empty() {
        return;
    }
    // Where each strip of a relation stands, by its position in the list of these strips.
    let mut placed: Vec<Vec<(Date, DayId)>> = vec![Vec::new(); judge.related.len()];
    for day in &plan.days {
        for strip in day.strips() {
            if let Some(known) = judge.related.binary_search(&strip).ok().and_then(|at| placed.get_mut(at)) {
                known.push((day.date, day.day));
            }
        }
    }
    let on = |strips: &[StripId]| -> Vec<(Date, DayId)> {
        let known = strips.iter().filter_map(|strip| placed.get(judge.related.binary_search(strip).ok()?));
        let mut dates: Vec<_> = known.flatten().copied().collect();
        dates.sort_unstable();
        dates
    };
    for related in &judge.relations {
        relation(judge, plan, related, &on(&related.first), &on(&related.second), report);
    }
}

fn relation(
    judge: &Judge<'_>,
    plan: &Plan,
    related: &Related<'_>,
    first: &[(Date, DayId)],
    second: &[(Date, DayId)],
    report: &mut impl Report,
) {
    let (Some(&(first_from, _)), Some(&(first_to, _))) = (first.first(), first.last()) else { return };
    let (Some(&(second_from, day)), Some(&(second_to, last))) = (second.first(), second.last()) else { return };
    let relation = related.relation;
    let (code, by, at) = match relation.kind {
        RelationKind::Before { gap } => {
            let short = i64::from(gap) + 1 - days_between(first_to, second_from);
            (Code::Order, Excess::Days(u32::try_from(short.max(0)).unwrap_or(u32::MAX)), day)
        }
        RelationKind::SameDay => {
            let apart = days_between(first_from.min(second_from), first_to.max(second_to));
            (Code::SameDay, Excess::Days(u32::try_from(apart).unwrap_or(u32::MAX)), last)
        }
        RelationKind::NotSameDay => {
            let shared = shared(first, second);
            (Code::NotSameDay, Excess::Days(u32::from(shared.is_some())), shared.map_or(day, |(_, day)| day))
        }
    };
    if by.size() == 0 {
        return;
    }
    let who = Who::Scene(relation.second);
    Breach { code, severity: Severity::Error, who, day: Some(at), by }.tell(report, || {
        let (one, two) = (judge.name(Who::Scene(relation.first)), judge.name(who));
        let (on_one, on_two) = (written(first_to), written(second_from));
        let (text, mend) = match relation.kind {
            RelationKind::Before { gap } => {
                let days = match gap {
                    0 => String::new(),
                    gap => format!(", with {} between", counted(i64::from(gap), "day")),
                };
                let from = written(plus_days(first_to, i64::from(gap) + 1));
                let text = format!("{one}, {on_one}, must come before {two}, {on_two}{days}");
                (text, format!("move {two} to {from} or later, or {one} to an earlier day"))
            }
            RelationKind::SameDay => (
                format!("{one}, {on_one}, and {two}, {on_two}, must be shot on one day"),
                format!("move {two} to {on_one}, or {one} to {on_two}"),
            ),
            RelationKind::NotSameDay => {
                let on = written(shared(first, second).map_or(second_from, |(date, _)| date));
                (format!("{one} and {two} are both shot on {on} and must not be"), format!("move {two} to another day"))
            }
        };
        let mend = match circle(judge, relation.first) {
            Some(circle) => format!("take one of these relations back: {circle}"),
            None if pinned(judge, plan, &related.first) && pinned(judge, plan, &related.second) => {
                format!("both are pinned: unpin {one} or {two} and move it")
            }
            None => mend,
        };
        let why = if relation.why.is_empty() { "no reason is entered" } else { &relation.why };
        Words { text, clause: format!("relation between {one} and {two}: {why}"), mend }
    });
}

/// The first date on which both are shot, with the unit-day of the second.
fn shared(first: &[(Date, DayId)], second: &[(Date, DayId)]) -> Option<(Date, DayId)> {
    second.iter().find(|(date, _)| first.iter().any(|(other, _)| other == date)).copied()
}

#[cfg(test)]
mod tests {
    use model::board::{Item, Placed, UnitDay};
    use model::ids::{RelationId, StripId};
    use model::production::{Production, Relation, Strip};

    use super::*;
    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["order", "same-day", "not-same-day"], change, plan, expected);
    }

    /// Relates scenes 1 and 2.
    fn relate(production: &mut Production, kind: RelationKind) {
        let (first, second) = (production.scenes[0].id, production.scenes[1].id);
        production.relations.push(Relation { id: RelationId(1), kind, first, second, why: "the haircut".to_owned() });
    }

    #[test]
    fn before_with_days_between() {
        told(
            |p| relate(p, RelationKind::Before { gap: 2 }),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
                2027-03-03 07:00-17:00; sc 2 08:00-10:00
            ",
            "
                error 1: scene 1, Mon 2027-03-01, must come before scene 2, Wed 2027-03-03, with 2 days between
                mend: move scene 2 to Thu 2027-03-04 or later, or scene 1 to an earlier day
            ",
        );
    }

    #[test]
    fn in_order_there_is_nothing_to_say() {
        told(
            |p| relate(p, RelationKind::Before { gap: 2 }),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
                2027-03-04 07:00-17:00; sc 2 08:00-10:00
            ",
            "",
        );
    }

    #[test]
    fn on_one_day() {
        told(
            |p| relate(p, RelationKind::SameDay),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
                2027-03-04 07:00-17:00; sc 2 08:00-10:00
            ",
            "
                error 3: scene 1, Mon 2027-03-01, and scene 2, Thu 2027-03-04, must be shot on one day
                mend: move scene 2 to Mon 2027-03-01, or scene 1 to Thu 2027-03-04
            ",
        );
    }

    #[test]
    fn never_on_one_day() {
        told(
            |p| relate(p, RelationKind::NotSameDay),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00; sc 2 10:00-12:00
            ",
            "
                error 1: scene 1 and scene 2 are both shot on Mon 2027-03-01 and must not be
                mend: move scene 2 to another day
            ",
        );
    }

    #[test]
    fn pins_and_circles_are_named() {
        let board = "
            2027-03-02 07:00-17:00; sc 2 08:00-10:00
            2027-03-03 07:00-17:00; sc 1 08:00-10:00
        ";
        let text = "error 2: scene 1, Wed 2027-03-03, must come before scene 2, Tue 2027-03-02";
        let pin = |p: &mut Production| {
            let pinned = |strip: usize| Item::Strip(Placed { strip: p.strips[strip].id, pinned: true });
            let items = vec![pinned(0), pinned(1)];
            p.boards[0].days = vec![UnitDay { items, ..UnitDay::default() }];
            relate(p, RelationKind::Before { gap: 0 });
        };
        told(pin, board, &format!("{text}\nmend: both are pinned: unpin scene 1 or scene 2 and move it"));
        let circle = |p: &mut Production| {
            pin(p);
            let (first, second) = (p.scenes[1].id, p.scenes[0].id);
            let kind = RelationKind::Before { gap: 0 };
            p.relations.push(Relation { id: RelationId(2), kind, first, second, why: String::new() });
        };
        let mend = "take one of these relations back: scene 1 is shot before scene 2, which is shot before scene 1";
        told(circle, board, &format!("{text}\nmend: {mend}"));
    }

    /// Splits scene 2 in two parts.
    fn split(production: &mut Production) {
        let whole = production.strips[1].clone();
        let id: StripId = production.fresh();
        production.strips[1].part = 1;
        production.strips.push(Strip { id, part: 2, ..whole });
    }

    #[test]
    fn the_last_part_of_one_comes_before_the_first_part_of_the_other() {
        told(
            |p| {
                split(p);
                let (first, second) = (p.scenes[1].id, p.scenes[0].id);
                let kind = RelationKind::Before { gap: 0 };
                p.relations.push(Relation { id: RelationId(1), kind, first, second, why: String::new() });
            },
            "
                2027-03-01 07:00-17:00; sc 2pt1 08:00-10:00
                2027-03-02 07:00-17:00; sc 1 08:00-10:00
                2027-03-03 07:00-17:00; sc 2pt2 08:00-10:00
            ",
            "
                error 2: scene 2, Wed 2027-03-03, must come before scene 1, Tue 2027-03-02
                mend: move scene 1 to Thu 2027-03-04 or later, or scene 2 to an earlier day
            ",
        );
    }

    #[test]
    fn parts_that_share_a_day_are_told_on_that_day() {
        told(
            |p| {
                split(p);
                relate(p, RelationKind::NotSameDay);
            },
            "
                2027-03-01 07:00-17:00; sc 2pt1 08:00-10:00
                2027-03-02 07:00-17:00; sc 1 08:00-10:00; sc 2pt2 10:00-12:00
            ",
            "
                error 1: scene 1 and scene 2 are both shot on Tue 2027-03-02 and must not be
                mend: move scene 2 to another day
            ",
        );
    }

    #[test]
    fn a_strip_in_the_boneyard_is_not_judged() {
        told(
            |p| relate(p, RelationKind::SameDay),
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
            ",
            "",
        );
    }
}

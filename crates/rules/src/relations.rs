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
use crate::judge::{Judge, Related};
use crate::report::{Breach, Report, Words};
use crate::words::{counted, written};

pub(crate) fn check(judge: &Judge<'_>, plan: &Plan, report: &mut impl Report) {
    if judge.relations.is_empty() {
        return;
    }
    let mut placed: Vec<(StripId, Date, DayId)> = Vec::new();
    for day in &plan.days {
        placed.extend(day.strips().map(|strip| (strip, day.date, day.day)));
    }
    placed.sort_unstable();
    let on = |strips: &[StripId]| -> Vec<(Date, DayId)> {
        let day_of = |strip: &StripId| {
            let at = placed.binary_search_by_key(strip, |(strip, ..)| *strip).ok()?;
            placed.get(at).map(|&(_, date, day)| (date, day))
        };
        let mut dates: Vec<_> = strips.iter().filter_map(day_of).collect();
        dates.sort_unstable();
        dates
    };
    for related in &judge.relations {
        relation(judge, related, &on(&related.first), &on(&related.second), report);
    }
}

fn relation(
    judge: &Judge<'_>,
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
            let shared = second.iter().find(|(date, _)| first.iter().any(|(other, _)| other == date));
            (Code::NotSameDay, Excess::Days(u32::from(shared.is_some())), shared.map_or(day, |&(_, day)| day))
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
                let days = counted(i64::from(gap), "day");
                let from = written(plus_days(first_to, i64::from(gap) + 1));
                let text = format!("{one}, {on_one}, must come before {two}, {on_two}, with {days} between");
                (text, format!("move {two} to {from} or later, or {one} to an earlier day"))
            }
            RelationKind::SameDay => (
                format!("{one}, {on_one}, and {two}, {on_two}, must be shot on one day"),
                format!("move {two} to {on_one}, or {one} to {on_two}"),
            ),
            RelationKind::NotSameDay => (
                format!("{one} and {two} are both shot on {on_two} and must not be"),
                format!("move {two} to another day"),
            ),
        };
        let why = if relation.why.is_empty() { "no reason is entered" } else { &relation.why };
        Words { text, clause: format!("relation between {one} and {two}: {why}"), mend }
    });
}

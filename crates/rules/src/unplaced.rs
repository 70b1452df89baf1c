//! `unplaced`: every strip is shot on some day, unless the script omits its scene.
//!
//! The finding says why as far as that is known: its set can stand nowhere, or not where the board puts it; its relations go
//! round in a circle; each shooting day lacks its cast, its place, the build of its set, the room or the hours, or a relation,
//! the weather or the short notice of a re-plan forbids it; or else which day would serve it best.

use model::ids::StripId;
use model::notice::Severity;
use model::plan::{Plan, PlanDay};
use model::production::Scene;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::contradiction::{bar, circle};
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::suits::{Bar, Offer, offer};
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
    let elsewhere = scene.and_then(|scene| elsewhere(judge, plan, scene).or_else(|| round(judge, scene)));
    let (why, mend) = elsewhere.unwrap_or_else(|| no_day(judge, plan, strip, scene, &name));
    Words {
        text: format!("{name} stands on no day: {why}"),
        clause: "every scene that the script does not omit is shot".to_owned(),
        mend,
    }
}

/// No place can hold its set, or not the one at which the board puts it.
fn elsewhere(judge: &Judge<'_>, plan: &Plan, scene: &Scene) -> Option<(String, String)> {
    let at = judge.sets.get(scene.set).map_or(&[][..], |set| &set.at);
    let set = judge.set_name(scene.set);
    if !at.iter().any(|&place| judge.places.get(place).is_some()) {
        return Some((format!("no place holds its set {set}"), format!("name a place that can hold {set}")));
    }
    let put = judge.production.board(plan.board).and_then(|board| board.stands.get(&scene.set));
    let put = judge.place_name(*put.filter(|place| !at.contains(place))?);
    let instead = judge.places_of(scene.set);
    Some((format!("its set {set} is put at {put}, which cannot hold it"), format!("put {set} at {instead}")))
}

/// Its relations go round in a circle, so that no order holds them.
fn round(judge: &Judge<'_>, scene: &Scene) -> Option<(String, String)> {
    let circle = circle(judge, scene.id)?;
    Some((format!("relations contradict each other: {circle}"), "take one of these relations back".to_owned()))
}

/// What keeps it off each day, or which day would serve it best.
fn no_day(judge: &Judge<'_>, plan: &Plan, strip: StripId, scene: Option<&Scene>, name: &str) -> (String, String) {
    let mut best: Option<(Offer, &PlanDay)> = None;
    let mut bars: Vec<(Bar, Vec<&PlanDay>)> = Vec::new();
    // What is dated before the morning of a re-plan has happened.
    let past = |day: &&PlanDay| judge.production.told.as_ref().is_some_and(|told| day.date < told.from);
    for day in plan.days.iter().filter(|day| day.kind.shoots() && !past(day)) {
        let barred = scene.and_then(|scene| bar(judge, plan, scene.id, day));
        match barred.map_or_else(|| offer(judge, plan, scene, day), Err) {
            Ok(offer) if best.as_ref().is_none_or(|(best, _)| offer.most() > best.most()) => best = Some((offer, day)),
            Ok(_) => {}
            Err(bar) => match bars.iter_mut().find(|(known, _)| *known == bar) {
                Some((_, days)) => days.push(day),
                None => bars.push((bar, vec![day])),
            },
        }
    }
    let Some((offer, day)) = best else { return barred(judge, bars) };
    let title = judge.title(day);
    let fit = offer.fit.as_ref().map_or(String::new(), |(fit, what)| format!(" and {fit} of {what}"));
    let given = format!("{title} would serve it best, with {} still free{fit}", offer.room);
    let said = judge.production.strip(strip).and_then(|strip| match scene {
        Some(scene) if strip.part == 0 => strip.minutes.or(scene.minutes),
        _ => strip.minutes,
    });
    match said.map(|span| span.likely).filter(|likely| *likely > offer.most()) {
        Some(likely) => {
            (format!("no day gives it the {likely} that it takes; {given}"), format!("split {name}, or add a day"))
        }
        None => (given, format!("move {name} to {title} if that is enough, split it, or add a day")),
    }
}

/// What keeps it off all days, the commonest first; what bars equally many days stays in the order of the board.
fn barred(judge: &Judge<'_>, mut bars: Vec<(Bar, Vec<&PlanDay>)>) -> (String, String) {
    bars.sort_by_key(|(_, days)| std::cmp::Reverse(days.len()));
    match &bars[..] {
        [] => ("the board has no shooting day".to_owned(), "add a day".to_owned()),
        [(only, _)] => (format!("on every shooting day of the board, {}", only.why), only.mend.clone()),
        [(first, _), ..] => {
            let count: usize = bars.iter().map(|(_, days)| days.len()).sum();
            let each = joined(bars.iter().map(|(bar, days)| format!("{} on {}", bar.why, listed(judge, days))));
            let mend = format!("{}, with nothing else of this in the way", first.mend);
            (format!("none of the {count} shooting days serves: {each}"), mend)
        }
    }
}

/// `day 3`, `days 1 to 4 and 9`; days of several units by their titles.
fn listed(judge: &Judge<'_>, days: &[&PlanDay]) -> String {
    let numbers: Vec<u32> = days.iter().filter_map(|day| day.number).collect();
    if numbers.len() < days.len() || days.iter().any(|day| day.unit != days[0].unit) {
        return joined(days.iter().map(|day| judge.title(day)));
    }
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [from, .., to] if run.len() > 2 => format!("{from} to {to}"),
        _ => run.iter().map(u32::to_string).collect::<Vec<_>>().join(" and "),
    });
    let word = if numbers.len() == 1 { "day" } else { "days" };
    format!("{word} {}", joined(runs))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use model::calendar::DateRange;
    use model::ids::RelationId;
    use model::measure::Minutes;
    use model::production::{Production, Relation, RelationKind, TimeSpan};

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["unplaced"], change, plan, expected);
    }

    /// Leaves one strip in the production, by its position in the script.
    fn only(production: &mut Production, strip: usize) {
        production.strips = vec![production.strips[strip].clone()];
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
                error 1: scene 1 stands on no day: day 1 would serve it best, with 8 h 30 still free
                mend: move scene 1 to day 1 if that is enough, split it, or add a day
                error 1: scene 2 stands on no day: no place holds its set ALLEY
                mend: name a place that can hold ALLEY
                error 1: scene 3 stands on no day: on every shooting day of the board, MAYA cannot come (stop date 2027-02-01)
                mend: add a day on which MAYA can come
            ",
        );
    }

    #[test]
    fn it_counts_what_keeps_it_off_each_day() {
        told(
            |p| {
                only(p, 3);
                p.cast[0].from = Some(date(2027, 3, 3));
                let (from, to) = (date(2027, 3, 3), date(2027, 3, 3));
                p.places[2].closed.push(DateRange { from, to, why: "the tide".to_owned() });
            },
            "
                2027-03-01 07:00-17:00
                2027-03-02 07:00-17:00
                2027-03-03 07:00-17:00
                2027-03-04 travel 07:00-17:00
            ",
            "
                error 1: scene 4 stands on no day: none of the 3 shooting days serves: MAYA cannot come (available from 2027-03-03) on days 1 and 2 and Beach is closed on day 3
                mend: add a day on which MAYA can come, with nothing else of this in the way
            ",
        );
    }

    #[test]
    fn a_set_whose_stage_is_closed_while_it_would_be_built() {
        told(
            |p| {
                only(p, 1);
                let date = date(2027, 2, 24);
                p.places[0].closed.push(DateRange { from: date, to: date, why: String::new() });
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 2 stands on no day: on every shooting day of the board, ALLEY cannot be built, with Stage 1 closed meanwhile
                mend: add a day so late that Stage 1 can be had before it, too
            ",
        );
    }

    #[test]
    fn a_day_that_notice_forbids_is_not_proposed() {
        let told_on_friday = |p: &mut Production| {
            only(p, 3);
            let days = "2027-03-02 07:00-17:00; MAYA 07:00-12:00";
            p.told = Some(model::issue::Told::by(p, &crate::tests::plan(p, days), date(2027, 3, 2)));
        };
        told(
            told_on_friday,
            "
                2027-03-02 07:00-17:00
                2027-03-03 07:00-17:00
                2027-03-05 07:00-17:00
            ",
            "
                error 1: scene 4 stands on no day: day 3 would serve it best, with 10 h still free and 11 h 30 of daylight at Beach
                mend: move scene 4 to day 3 if that is enough, split it, or add a day
            ",
        );
        told(
            told_on_friday,
            "
                2027-03-02 07:00-17:00
            ",
            "
                error 1: scene 4 stands on no day: on every shooting day of the board, DOC and Beach cannot be had at such short notice
                mend: add a later day, or get DOC and Beach at short notice all the same
            ",
        );
    }

    #[test]
    fn a_day_that_rain_or_a_lost_set_forbids_is_not_proposed() {
        told(
            |p| {
                only(p, 3);
                let rain = DateRange { from: date(2027, 3, 1), to: date(2027, 3, 1), why: "storm".to_owned() };
                p.calendar.rain.push(rain);
                let fire = DateRange { from: date(2027, 3, 2), to: date(2027, 3, 2), why: "fire".to_owned() };
                p.sets.iter_mut().for_each(|set| set.closed.push(fire.clone()));
            },
            "
                2027-03-01 07:00-17:00
                2027-03-02 07:00-17:00
            ",
            "
                error 1: scene 4 stands on no day: none of the 2 shooting days serves: nothing outside can be shot (storm) on day 1 and SHORE cannot be used (fire) on day 2
                mend: add a day on which it can be shot outside, with nothing else of this in the way
            ",
        );
    }

    #[test]
    fn on_a_wet_day_no_place_in_the_open_is_recommended() {
        told(
            |p| {
                only(p, 3);
                let stage = p.places[0].id;
                p.sets[3].at.push(stage);
                p.places[0].hours = Some((time(7, 0, 0, 0), time(10, 0, 0, 0)));
                let rain = DateRange { from: date(2027, 3, 1), to: date(2027, 3, 1), why: "storm".to_owned() };
                p.calendar.rain.push(rain);
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 4 stands on no day: day 1 would serve it best, with 8 h 30 still free and 3 h of time at Stage 1 within its hours from 07:00 to 10:00
                mend: move scene 4 to day 1 if that is enough, split it, or add a day
            ",
        );
    }

    #[test]
    fn a_set_that_the_board_puts_elsewhere() {
        told(
            |p| {
                only(p, 0);
                let (set, beach) = (p.sets[0].id, p.places[2].id);
                p.boards[0].stands.insert(set, beach);
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 1 stands on no day: its set OFFICE is put at Beach, which cannot hold it
                mend: put OFFICE at Stage 1
            ",
        );
    }

    #[test]
    fn a_set_that_cannot_be_built_in_time() {
        told(
            |p| {
                only(p, 1);
                p.calendar.prep = date(2027, 2, 26);
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 2 stands on no day: on every shooting day of the board, ALLEY cannot be built in time
                mend: add a later day, or begin to build before Fri 2027-02-26
            ",
        );
    }

    #[test]
    fn a_child_by_night() {
        let with_juno = |p: &mut Production| {
            only(p, 6);
            let juno = p.scenes[2].cast[1].clone();
            p.scenes[6].cast.push(juno);
        };
        told(
            with_juno,
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 7 stands on no day: day 1 would serve it best, with 8 h 30 still free and 3 h 30 of darkness at Backlot Street within the hours of JUNO
                mend: move scene 7 to day 1 if that is enough, split it, or add a day
            ",
        );
        told(
            |p| {
                with_juno(p);
                p.places[1].hours = Some((time(7, 0, 0, 0), time(18, 0, 0, 0)));
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 7 stands on no day: on every shooting day of the board, there is no darkness at Backlot Street within its hours from 07:00 to 18:00 and the hours of JUNO
                mend: name a place where any light can be made at any hour, or shoot without minors
            ",
        );
    }

    #[test]
    fn a_scene_longer_than_dusk() {
        told(
            |p| {
                only(p, 7);
                let long = Minutes(300);
                p.scenes[7].minutes = Some(TimeSpan { low: long, likely: long, high: long });
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 8 stands on no day: no day gives it the 5 h that it takes; day 1 would serve it best, with 8 h 30 still free and 3 h of dusk at Beach
                mend: split scene 8, or add a day
            ",
        );
    }

    #[test]
    fn full_days_and_none() {
        told(
            |p| p.strips.truncate(2),
            "
                2027-03-01 07:00-18:00; sc 1 07:00-16:00
            ",
            "
                error 1: scene 2 stands on no day: on every shooting day of the board, there is no room
                mend: add a day, or make room on one
            ",
        );
        told(
            |p| only(p, 1),
            "
                2027-03-01 travel 07:00-18:00
            ",
            "
                error 1: scene 2 stands on no day: the board has no shooting day
                mend: add a day
            ",
        );
    }

    /// Relates scenes by their positions in the script.
    fn relate(production: &mut Production, relations: &[(RelationKind, usize, usize)]) {
        for (id, &(kind, first, second)) in (1..).zip(relations) {
            let (first, second) = (production.scenes[first].id, production.scenes[second].id);
            production.relations.push(Relation { id: RelationId(id), kind, first, second, why: String::new() });
        }
    }

    const BEFORE: RelationKind = RelationKind::Before { gap: 0 };

    #[test]
    fn relations_that_go_round_in_a_circle() {
        let circle = |relations: &[(RelationKind, usize, usize)], expected: &str| {
            told(
                |p| {
                    relate(p, relations);
                    p.strips = vec![p.strips[0].clone()];
                },
                "
                    2027-03-01 07:00-17:00
                ",
                &format!(
                    "
                        error 1: scene 1 stands on no day: relations contradict each other: {expected}
                        mend: take one of these relations back
                    "
                ),
            );
        };
        circle(&[(BEFORE, 0, 1), (BEFORE, 1, 0)], "scene 1 is shot before scene 2, which is shot before scene 1");
        circle(
            &[(BEFORE, 0, 1), (RelationKind::SameDay, 2, 1), (BEFORE, 2, 0), (BEFORE, 3, 4)],
            "scene 1 is shot before scene 2, which is shot on the day of scene 3, which is shot before scene 1",
        );
        circle(
            &[(RelationKind::SameDay, 0, 1), (RelationKind::NotSameDay, 1, 0)],
            "scene 1 is shot on the day of scene 2, which is not shot on the day of scene 1",
        );
    }

    #[test]
    fn relations_that_do_not_are_no_circle() {
        told(
            |p| {
                relate(p, &[(BEFORE, 0, 1), (BEFORE, 1, 2), (BEFORE, 0, 2), (RelationKind::NotSameDay, 0, 2)]);
                only(p, 0);
            },
            "
                2027-03-01 07:00-17:00
            ",
            "
                error 1: scene 1 stands on no day: day 1 would serve it best, with 8 h 30 still free
                mend: move scene 1 to day 1 if that is enough, split it, or add a day
            ",
        );
    }

    #[test]
    fn days_that_a_relation_forbids() {
        told(
            |p| {
                relate(p, &[(RelationKind::Before { gap: 1 }, 0, 1), (BEFORE, 1, 2)]);
                p.strips.truncate(3);
            },
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00
                2027-03-02 07:00-17:00
                2027-03-03 07:00-17:00; sc 3 10:00-12:00
            ",
            "
                error 1: scene 2 stands on no day: none of the 3 shooting days serves: it is shot 2 days or more after scene 1 (Mon 2027-03-01) on days 1 and 2 and it is shot before scene 3 (Wed 2027-03-03) on day 3
                mend: move scene 1 to another day, or take the relation with it back, with nothing else of this in the way
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

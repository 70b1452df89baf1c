//! `unplaced`: every strip is shot on some day, unless the script omits its scene.
//!
//! The finding says why as far as that is known: its set can stand nowhere, or not where the board puts it; each shooting
//! day lacks its cast, its place, the build of its set, or the hours; or else which day would serve it best.

use model::ids::StripId;
use model::measure::Minutes;
use model::notice::Severity;
use model::plan::{Plan, PlanDay};
use model::production::Scene;
use model::verdict::{Excess, Who};

use crate::code::Code;
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
    let elsewhere = scene.and_then(|scene| elsewhere(judge, plan, scene));
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

/// What keeps it off each day, or which day would serve it best.
fn no_day(judge: &Judge<'_>, plan: &Plan, strip: StripId, scene: Option<&Scene>, name: &str) -> (String, String) {
    let mut best: Option<(Offer, &PlanDay)> = None;
    let mut bars: Vec<(Bar, usize)> = Vec::new();
    let mut count = 0;
    for day in plan.days.iter().filter(|day| day.kind.shoots()) {
        count += 1;
        match offer(judge, scene, day) {
            Ok(offer) if best.as_ref().is_none_or(|(best, _)| offer.most() > best.most()) => best = Some((offer, day)),
            Ok(_) => {}
            Err(bar) => match bars.iter_mut().find(|(known, _)| *known == bar) {
                Some((_, days)) => *days += 1,
                None => bars.push((bar, 1)),
            },
        }
    }
    let Some((offer, day)) = best else {
        // The commonest first; what bars equally many days stays in the order of the board.
        bars.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        let Some((first, days)) = bars.first() else {
            return ("the board has no shooting day".to_owned(), "add a day".to_owned());
        };
        let why = match *days == count {
            true => format!("on every shooting day of the board, {}", first.why),
            false => {
                let each = joined(bars.iter().map(|(bar, days)| format!("{} on {days}", bar.why)));
                format!("none of the {count} shooting days serves: {each}")
            }
        };
        return (why, first.mend.clone());
    };
    if offer.room == Minutes::ZERO {
        return ("no day has room for it".to_owned(), format!("add a day, or move {name} to a day with room"));
    }
    let title = judge.title(day);
    let fit = offer.fit.as_ref().map_or(String::new(), |(fit, what)| format!(" and {fit} of {what}"));
    let given = format!("{title} would serve it best, with {} of room{fit}", offer.room);
    let said = judge.production.strip(strip).and_then(|strip| match scene {
        Some(scene) if strip.part == 0 => strip.minutes.or(scene.minutes),
        _ => strip.minutes,
    });
    match said.map(|span| span.likely).filter(|likely| *likely > offer.most()) {
        Some(likely) => {
            (format!("no day gives it the {likely} that it takes; {given}"), format!("split {name}, or add a day"))
        }
        None => (given, format!("move {name} to {title}, split it, or add a day")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use model::calendar::DateRange;
    use model::production::{Production, TimeSpan};

    use super::*;

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
                error 1: scene 1 stands on no day: day 1 would serve it best, with 8 h 30 of room
                mend: move scene 1 to day 1, split it, or add a day
                error 1: scene 2 stands on no day: no place holds its set ALLEY
                mend: name a place that can hold ALLEY
                error 1: scene 3 stands on no day: on every shooting day of the board, MAYA cannot come
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
                error 1: scene 4 stands on no day: none of the 3 shooting days serves: MAYA cannot come on 2 and Beach is closed on 1
                mend: add a day on which MAYA can come
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
                error 1: scene 7 stands on no day: day 1 would serve it best, with 8 h 30 of room and 3 h 30 of darkness at Backlot Street within the hours of JUNO
                mend: move scene 7 to day 1, split it, or add a day
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
                error 1: scene 8 stands on no day: no day gives it the 5 h that it takes; day 1 would serve it best, with 8 h 30 of room and 3 h of dusk at Beach
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
                error 1: scene 2 stands on no day: no day has room for it
                mend: add a day, or move scene 2 to a day with room
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

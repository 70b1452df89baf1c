//! The search of a production, from the given board to the answer that its judge and its price give.

use std::collections::BTreeSet;

use model::board::{Board, UnitDay};
use model::ids::DayId;
use model::measure::Cents;
use model::notice::Severity;
use model::plan::{Plan, PlanDay};
use model::production::Production;
use model::verdict::{Finding, Verdict};
use rules::Code;

use super::{Film, Laid, alone, places, relations};
use crate::options::{Options, Solution};
use crate::stop::Watch;
use crate::tour::Tour;
use crate::{construct, legible, search};

/// Searches for the cheapest legal board: hard rules first, then strips without a day, then money with wishes and the
/// price of change. Begins from the given board without the strips that cannot be shot on their day; they and those of its
/// boneyard are placed first.
pub fn solve(production: &Production, given: &Board, options: &Options, watch: &mut dyn Watch) -> Solution {
    let mut film = Film::new(production, given, options);
    places::restrict(&mut film);
    alone::restrict(&mut film);
    relations::restrict(&mut film);
    film.take_off();
    let mut tour = Tour::new(&film.problem, Laid::new(&film));
    let locked = locked(&film);
    tour.lock(locked.iter().map(|one| one.by));
    construct::fill(&mut tour);
    if options.from_day.is_some() {
        construct::displace(&mut tour);
    }
    tour.look(legible::point(tour.sums.total.price, film.problem.free.len()));
    let walked = search::run(&mut tour, options, watch);
    let board = trimmed(&film, tour.engine.board(&tour.layout));
    answer(&film, given, board, &locked, Cents(tour.change()), walked)
}

/// A board without the shooting days at its end that nobody needs: open, dateless, empty of strips and banners, unnamed,
/// dated after every strip. Days of another kind and days between strips stay.
fn trimmed(film: &Film<'_>, mut board: Board) -> Board {
    let last = board.days.iter().zip(&film.dates).filter(|(day, _)| day.strips().next().is_some());
    let Some(last) = last.map(|(_, date)| *date).max() else { return board };
    let plain = |index: usize, day: &UnitDay| {
        let after = film.problem.days[index].open && film.dates[index] > last;
        after && day.items.is_empty() && day.date.is_none() && day.label.is_none()
    };
    while let Some(day) = board.days.last() {
        if !plain(board.days.len() - 1, day) {
            break;
        }
        board.days.pop();
    }
    board
}

/// Broken hard rules, strips without a day not counted.
fn hard(verdict: &Verdict) -> impl Iterator<Item = &Finding> {
    verdict.findings.iter().filter(|one| one.severity == Severity::Error && one.code != Code::Unplaced.as_str())
}

/// Whether two boards break the same rule alike.
fn alike(one: &Finding, other: &Finding) -> bool {
    (&one.code, one.who, one.day, one.by) == (&other.code, other.who, other.day, other.by)
}

/// What the locked days break by themselves: on the given board, and where nothing is shot on any other day. A rule that binds a
/// locked day to an open one is none of it, though the finding may name the locked day.
fn locked(film: &Film<'_>) -> Vec<Finding> {
    let open: BTreeSet<DayId> = film.problem.open.iter().map(|&day| film.board.days[day].id).collect();
    let mut plan = clock::lay(film.production, &film.board);
    let given = rules::judge(film.production, &plan);
    plan.days.retain(|day| !open.contains(&day.day));
    let days: BTreeSet<DayId> = plan.days.iter().map(|day| day.day).collect();
    let alone = rules::judge(film.production, &plan);
    let on = |one: &&Finding| one.day.is_some_and(|day| days.contains(&day));
    let locked = hard(&alone).filter(on).filter(|one| hard(&given).any(|other| alike(one, other)));
    locked.cloned().collect()
}

/// New calls of a plan.
fn calls(film: &Film<'_>, plan: &Plan) -> u32 {
    let calls = film.production.cast.iter().enumerate().map(|(person, member)| {
        let works = |day: &&PlanDay| day.people.iter().any(|one| one.person == member.id);
        let mut dates: Vec<_> = plan.days.iter().filter(works).map(|day| day.date).collect();
        dates.sort_unstable();
        film.news(person, dates.into_iter())
    });
    u32::try_from(calls.sum::<i64>()).unwrap_or(u32::MAX)
}

/// The found board with what the whole walk says of it.
fn answer(
    film: &Film<'_>,
    given: &Board,
    board: Board,
    locked: &[Finding],
    change: Cents,
    walked: search::Walked,
) -> Solution {
    let production = film.production;
    let plan = clock::lay(production, &board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    let day = |board: &Board, strip| board.day_of(strip).and_then(|at| board.days.get(at)).map(|day| day.id);
    let moved = |strip: &&model::production::Strip| {
        let before = day(given, strip.id);
        before.is_some() && before != day(&board, strip.id)
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let waits = |&&id: &&model::ids::StripId| film.strip(id).is_none_or(|strip| !film.problem.strips[strip].omitted);
    Solution {
        errors: count(hard(&verdict).filter(|one| !locked.iter().any(|other| alike(one, other))).count()),
        unplaced: count(board.boneyard.iter().filter(waits).count()),
        price: estimate.total,
        wishes: estimate.wished(),
        changed: count(production.strips.iter().filter(moved).count()),
        calls: calls(film, &plan),
        change,
        iterations_done: walked.iterations,
        planned: walked.planned,
        board,
    }
}

//! Measures what judging and paying a plan of 60 days and 120 people under agreements takes: from scratch in words, from scratch
//! for a search that only counts, and the touched scopes after one moved strip.
//! Run in release: `cargo run --release -p backlot-solver --example judge`.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures and prints")]

mod processor;

use std::hint::black_box;
use std::time::{Duration, Instant};

use model::board::Board;
use model::measure::Cents;
use model::notice::Severity;
use model::plan::{Plan, PlanDay, Stand};
use model::production::Production;
use model::verdict::{Excess, Finding, PayLine};
use processor::processor;
use rules::{Code, Judge, Known, Report};
use solver::what_if;

/// Scenes that the generator deals out to sixty days.
const SCENES: usize = 144;
const CAST: usize = 60;
/// As often is each thing measured, and so long each time at least: the kernel tells processor time by its ticks.
const ROUNDS: usize = 11;
const ROUND: Duration = Duration::from_millis(200);

fn main() {
    let (production, board) = solver::sample::peopled(1, SCENES, CAST);
    let production = solver::sample::agreed(production);
    let plan = clock::lay(&production, &board);
    let verdict = rules::judge(&production, &plan);
    let priced = budget::price(&production, &plan, &verdict);
    let works: usize = plan.days.iter().map(|day| day.people.len()).sum();
    println!(
        "{} days, {} scenes, {} in the cast with {works} days of work, a crew of {} in {} positions, {} packs",
        plan.days.len(),
        production.scenes.len(),
        production.cast.len(),
        production.crew.iter().map(|position| position.heads).sum::<u32>(),
        production.crew.len(),
        production.packs.len(),
    );
    let errors = verdict.count(Severity::Error);
    println!(
        "{} findings, {errors} of them errors, {} lines of pay, {}",
        verdict.findings.len(),
        verdict.pay.len(),
        priced.total
    );
    measure("judge, in words", || rules::judge(&production, &plan).findings.len());
    measure("judge and price, in words", || {
        let verdict = rules::judge(&production, &plan);
        budget::price(&production, &plan, &verdict).total
    });
    let judge = Judge::new(&production);
    measure("judge made ready for a production", || Judge::new(&production));
    measure("counted only, from scratch", || counted(&production, &judge, &plan, None));
    measure("counted only, nothing remembered yet", || counted(&production, &judge, &plan, Some(Known::default())));
    moved(&production, &board);
}

/// Prints what one run takes of one thread, the median of rounds.
fn measure<T>(what: &str, mut run: impl FnMut() -> T) {
    let mut times: Vec<(u64, u64)> = Vec::new();
    for _ in 0..ROUNDS {
        let (start, before) = (Instant::now(), processor());
        let mut runs = 0;
        while start.elapsed() < ROUND {
            black_box(run());
            runs += 1;
        }
        let wall = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        times.push(((processor() - before) / runs, wall / runs));
    }
    let median = |mut all: Vec<u64>| {
        all.sort_unstable();
        Duration::from_nanos(all[all.len() / 2])
    };
    let (processor, wall) = times.into_iter().unzip();
    println!("{what}: {:?} of processor time, {:?} by the clock", median(processor), median(wall));
}

/// Counts findings and money, as a search does.
#[derive(Default)]
struct Counted {
    findings: usize,
    paid: Cents,
}

impl Report for Counted {
    fn finding(&mut self, _: Code, _: Severity, _: Excess, _: impl FnOnce() -> Finding) {
        self.findings += 1;
    }
    fn pay(&mut self, amount: Cents, _: impl FnOnce() -> PayLine) {
        self.paid += amount;
    }
}

/// All scopes of a plan in a report that only counts; with days of agreements remembered from one to the next, or without.
fn counted(production: &Production, judge: &Judge<'_>, plan: &Plan, mut known: Option<Known>) -> (usize, Cents) {
    let mut report = Counted::default();
    plan.days.iter().for_each(|day| judge.day(day, &mut report));
    for unit in &production.units {
        let mut days: Vec<&PlanDay> = plan.days.iter().filter(|day| day.unit == unit.id).collect();
        days.sort_by_key(|day| day.call);
        judge.unit_known(&days, known.as_mut(), &mut report);
    }
    for member in &production.cast {
        let works = |day: &&PlanDay| day.people.iter().any(|hours| hours.person == member.id);
        let mut days: Vec<&PlanDay> = plan.days.iter().filter(works).collect();
        days.sort_by_key(|day| (day.date, day.call));
        judge.person_known(member.id, &days, known.as_mut(), &mut report);
    }
    for place in &production.places {
        let stands: Vec<&Stand> = plan.stands.iter().filter(|stand| stand.place == place.id).collect();
        judge.place(place.id, &stands, &mut report);
    }
    judge.board(plan, &mut report);
    judge.roll(plan, &mut report);
    (report.findings, report.paid)
}

/// Every strip moved to every day once, and back again: two days laid anew, and all scopes that they touch judged, paid and priced.
fn moved(production: &Production, board: &Board) {
    let days: Vec<_> = board.days.iter().map(|day| day.id).collect();
    let moves = production.strips.iter().flat_map(|strip| days.iter().map(|&day| (strip.id, day)));
    let mut times: Vec<Duration> = Vec::new();
    let (all, mut last) = (processor(), Instant::now());
    what_if(production, board, moves, |_| {
        times.push(last.elapsed());
        last = Instant::now();
    });
    let mean = (processor() - all) / u64::try_from(times.len()).unwrap_or(u64::MAX).max(1);
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    println!(
        "one moved strip, {} of them: {:?} of processor time on average; by the clock median {:?}, 99 of 100 within {:?}",
        times.len(),
        Duration::from_nanos(mean),
        at(50),
        at(99)
    );
}

//! The search at work: on threads, until a deadline or a counted end, with a bar on a terminal. The only owner of a clock.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use model::board::Board;
use model::measure::Cents;
use model::production::Production;
use solver::{Bound, NoGain, Options, Progress, Solution, Stop, Watch, shoot, talent};

use crate::cli::Point;

/// How long a search takes when nobody says.
const SECONDS: u64 = 20;
/// Epochs without a better board after which a search ends early, when nobody says how long it shall take (assumption).
const PATIENCE: u64 = 80;
/// Moves that each worker tries to see whether a number of days can hold the script (assumption).
const SCOUTING: u64 = 5_000;
/// Moves of each worker, for each strip, that a round of the bound is worth where work is counted (assumption).
const ROUND: usize = 4;
/// Branches that the bound follows for each of its rounds, in the mean at most.
const BRANCHES: u64 = 50_000;
/// Threads that can share the search's four workers.
const WORKERS: usize = 4;

/// How hard to search.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Effort {
    /// Search so many seconds [default: at most 20, less when nothing better turns up]
    #[arg(long, value_parser = clap::value_parser!(u64).range(0..=86_400))]
    seconds: Option<u64>,
    /// Search so many iterations instead: the same board on every machine
    #[arg(long, conflicts_with = "seconds")]
    iterations: Option<u64>,
    /// Iterations that its coolings are planned for, where a search by the clock says so at its end [default: the iterations]
    #[arg(long, requires = "iterations")]
    planned: Option<u64>,
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Threads, which change nothing but the time [default: all, at most 4]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
}

impl Effort {
    /// What the search for the plan itself gets. Counted work is never shared, so that a count replays its board.
    pub(crate) fn main(self, shared: bool) -> Work {
        self.part(if shared && self.iterations.is_none() { 2 } else { 1 })
    }

    /// What each of the four searches beside it gets.
    pub(crate) fn side(self) -> Work {
        self.part(if self.iterations.is_none() { 8 } else { 4 })
    }

    /// What one look at a number of days gets: counted whatever the effort, so that the number found is the same everywhere.
    pub(crate) fn scouting(self) -> Work {
        // What the clock planned is asked too: a search that it stopped sooner has scouted as far.
        let count = self.iterations.map_or(SCOUTING, |count| count.max(self.planned.unwrap_or(0)).min(SCOUTING));
        Work { iterations: Some(count), planned: None, ..self.part(1) }
    }

    /// A first board alone.
    pub(crate) fn first(self) -> Work {
        Work { iterations: Some(0), planned: None, ..self.part(1) }
    }

    /// How to replay a search.
    pub(crate) fn told(self, iterations: u64, planned: Option<u64>) -> String {
        format!("{iterations} iterations; {} --seed {} replays it", replayed(iterations, planned), self.seed)
    }

    fn part(self, part: u64) -> Work {
        let time = Duration::from_secs(self.seconds.unwrap_or(SECONDS));
        let all = available_parallelism().map_or(1, usize::from).min(WORKERS);
        Work {
            seed: self.seed,
            threads: self.threads.map_or(all, usize::from),
            iterations: self.iterations.map(|count| count / part.max(1)),
            planned: self.planned.filter(|_| part == 1),
            time: time / u32::try_from(part.max(1)).unwrap_or(1),
            patient: self.seconds.is_some() || self.iterations.is_some(),
        }
    }
}

/// The options that replay counted work.
pub(crate) fn replayed(iterations: u64, planned: Option<u64>) -> String {
    let planned = planned.map_or(String::new(), |planned| format!(" --planned {planned}"));
    format!("--iterations {iterations}{planned}")
}

/// One search's share of the effort.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    seed: u64,
    threads: usize,
    /// Counted end; nothing lets the time decide.
    iterations: Option<u64>,
    planned: Option<u64>,
    time: Duration,
    /// Goes on to its end even when nothing better turns up.
    patient: bool,
}

/// What is to be found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Task {
    /// Number of shooting days.
    pub(crate) days: Option<u32>,
    /// First shooting day that may change.
    pub(crate) from_day: Option<u32>,
    /// What it weighs to change a strip's day.
    pub(crate) change: Cents,
}

/// Searches for a board. `name` is shown beside the bar.
pub(crate) fn search(production: &Production, board: &Board, task: Task, work: Work, name: &str) -> Solution {
    searched(production, board, &options(task, work), work, name, None)
}

/// Searches for a board, and beside that for what any legal one costs at least: as long as the search goes on, or for a part of
/// its work where that is counted, so that the answer is the same everywhere; nothing where that part is too small for anything.
pub(crate) fn search_bounded(
    production: &Production,
    board: &Board,
    task: Task,
    work: Work,
    name: &str,
) -> (Solution, Option<Cents>) {
    let options = options(task, work);
    let round = u64::try_from(production.strips.len() * ROUND).unwrap_or(u64::MAX).max(1);
    let rounds = work.iterations.map(|count| count / round);
    if rounds == Some(0) {
        return (searched(production, board, &options, work, name, None), None);
    }
    let (bound, ended) = (AtomicI64::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let raised = scope.spawn(|| {
            let mut raised = Bound::new(production, board, &options);
            // Counted work is not ended by the clock, but by its amount.
            rounds.iter().for_each(|rounds| raised.limit(rounds.saturating_mul(BRANCHES)));
            let over = || rounds.is_none() && ended.load(Ordering::Relaxed);
            let mut left = rounds;
            let mut more = || match &mut left {
                Some(rounds) => rounds.checked_sub(1).map(|left| *rounds = left).is_some(),
                None => !over(),
            };
            while more() && raised.step(&over) {
                bound.store(raised.best().0, Ordering::Relaxed);
            }
            raised.best()
        });
        let end = End(&ended);
        let solution = searched(production, board, &options, work, name, Some(&bound));
        drop(end);
        (solution, Some(raised.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))))
    })
}

fn options(task: Task, work: Work) -> Options {
    Options {
        days: task.days,
        seed: work.seed,
        iterations: work.iterations.unwrap_or(u64::MAX),
        planned: work.planned,
        threads: work.threads,
        from_day: task.from_day,
        change: task.change,
    }
}

fn searched(
    production: &Production,
    board: &Board,
    options: &Options,
    work: Work,
    name: &str,
    bound: Option<&AtomicI64>,
) -> Solution {
    let bar = match std::io::stderr().is_terminal() {
        true => ProgressBar::new(work.iterations.unwrap_or(u64::try_from(work.time.as_millis()).unwrap_or(u64::MAX))),
        false => ProgressBar::hidden(),
    };
    // A wrong template would only cost the bar its looks.
    if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:32} {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(name.to_owned());
    let gain = (!work.patient).then(|| NoGain::after(PATIENCE));
    let currency = production.currency.clone();
    let clock = Clock::new(Instant::now(), work.iterations.is_none().then_some(work.time));
    let mut watcher = Watcher { clock, gain, bar, currency, bound };
    let solution = solver::solve(production, board, options, &mut watcher);
    watcher.bar.finish_and_clear();
    solution
}

/// Tells whoever works beside a search that it has ended, however it did.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// How much cheaper than a price the cheapest board can be at most, rounded up: 4.2 %. Nothing where nothing is known.
pub(crate) fn gap(price: Cents, bound: Cents) -> Option<String> {
    if price <= Cents::ZERO || bound <= Cents::ZERO {
        return None;
    }
    let price = i128::from(price.0);
    let tenths = ((price - i128::from(bound.0)).max(0) * 1_000 + price - 1) / price;
    Some(format!("{}.{} %", tenths / 10, tenths % 10))
}

/// The best order of a talent-scheduling instance within so many seconds, and how many it took.
pub(crate) fn talent(instance: &talent::Instance, seconds: f64, threads: usize) -> (talent::Solution, f64) {
    let started = Instant::now();
    let options = talent::Options { threads, ..talent::Options::default() };
    let solution = talent::solve(instance, &options, |_| started.elapsed().as_secs_f64() >= seconds);
    (solution, started.elapsed().as_secs_f64())
}

/// A search of a benchmark instance with its bound.
pub(crate) struct Shot {
    pub(crate) found: shoot::Found,
    /// What any schedule costs at least.
    pub(crate) bound: i64,
    /// Both over time.
    pub(crate) curve: Vec<Point>,
    pub(crate) seconds: f64,
    /// Seconds until the search proper ended.
    searched: f64,
}

impl Shot {
    /// Moves that all workers tried in a second.
    pub(crate) fn moves_per_second(&self) -> u64 {
        (4.0 * self.found.iterations as f64 / self.searched.max(1e-6)) as u64
    }
}

/// Searches a benchmark instance for so many seconds, or for the iterations asked for; the bound is raised beside it.
pub(crate) fn shoot(instance: &shoot::Instance, options: &Options, seconds: Option<f64>) -> Shot {
    let started = Instant::now();
    let (bound, cost) = (AtomicI64::new(0), AtomicI64::new(i64::MAX));
    let ended = AtomicBool::new(false);
    let clock = Clock::new(started, seconds.map(Duration::from_secs_f64));
    let mut watcher = Shooting { clock, bound: &bound, cost: &cost, curve: Vec::new(), searched: 0.0 };
    let (found, least) = std::thread::scope(|scope| {
        let raised = scope.spawn(|| {
            let mut raised = shoot::Bound::new(instance);
            bound.store(raised.best(), Ordering::Relaxed);
            let over = || ended.load(Ordering::Relaxed);
            while !over() && raised.step(&over) {
                bound.store(raised.best(), Ordering::Relaxed);
            }
            // The relaxation gives no more: where it has come close, what is left is looked at, once for each better schedule.
            let mut known = i64::MAX;
            while !over() {
                let best = cost.load(Ordering::Relaxed);
                if best < known && raised.close(best, &over) {
                    break;
                }
                known = best;
                std::thread::sleep(Duration::from_millis(50));
            }
            bound.store(raised.best(), Ordering::Relaxed);
            raised.best()
        });
        let end = End(&ended);
        let found = shoot::solve(instance, options, &mut watcher);
        drop(end);
        (found, raised.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let Shooting { mut curve, searched, .. } = watcher;
    let seconds = started.elapsed().as_secs_f64();
    let legal = found.checked.violations.is_empty();
    curve.push(Point { seconds, cost: legal.then_some(found.checked.cost), bound: least });
    Shot { found, bound: least, curve, seconds, searched }
}

/// Looks on at the search of an instance: when something is better, it notes it.
struct Shooting<'a> {
    clock: Clock,
    bound: &'a AtomicI64,
    /// What the best legal schedule costs.
    cost: &'a AtomicI64,
    curve: Vec<Point>,
    searched: f64,
}

impl Stop for Shooting<'_> {
    fn should_stop(&mut self, _best: &Progress) -> bool {
        self.searched = self.clock.started.elapsed().as_secs_f64();
        // Counted work goes on to its end, so that its count replays it.
        let proven = self.cost.load(Ordering::Relaxed) <= self.bound.load(Ordering::Relaxed);
        self.clock.over() || self.clock.time.is_some() && proven
    }
}

impl Watch for Shooting<'_> {
    fn progress(&mut self, best: &Progress) {
        self.clock.progress(best);
        let cost = (best.errors == 0 && best.unplaced == 0).then_some(best.price.0);
        let bound = self.bound.load(Ordering::Relaxed);
        self.cost.store(cost.unwrap_or(i64::MAX), Ordering::Relaxed);
        if self.curve.last().is_none_or(|last| (last.cost, last.bound) != (cost, bound)) {
            self.curve.push(Point { seconds: self.clock.started.elapsed().as_secs_f64(), cost, bound });
        }
    }

    fn planned(&mut self, best: &Progress) -> Option<u64> {
        self.clock.planned(best)
    }
}

/// The time that a search has.
struct Clock {
    started: Instant,
    /// Nothing where work is counted.
    time: Option<Duration>,
    /// When the first epoch had ended, and its moves: what goes before the search is no part of its speed.
    first: Option<(Instant, u64)>,
}

impl Clock {
    fn new(started: Instant, time: Option<Duration>) -> Self {
        Self { started, time, first: None }
    }

    fn over(&self) -> bool {
        self.time.is_some_and(|time| self.started.elapsed() >= time)
    }

    /// An epoch has ended.
    fn progress(&mut self, best: &Progress) {
        self.first.get_or_insert_with(|| (Instant::now(), best.iterations));
    }

    /// How many moves each worker will have tried when the time is over, if they go on as fast.
    fn planned(&self, best: &Progress) -> Option<u64> {
        let (since, tried) = self.first?;
        let left = self.time?.saturating_sub(self.started.elapsed()).as_secs_f64();
        let pace = (best.iterations - tried) as f64 / since.elapsed().as_secs_f64().max(1e-6);
        Some(best.iterations.saturating_add((pace * left) as u64))
    }
}

struct Watcher<'a> {
    clock: Clock,
    gain: Option<NoGain>,
    bar: ProgressBar,
    currency: String,
    /// What any legal board costs at least, where it is looked for.
    bound: Option<&'a AtomicI64>,
}

impl Stop for Watcher<'_> {
    fn should_stop(&mut self, best: &Progress) -> bool {
        let stuck = self.gain.as_mut().is_some_and(|gain| gain.should_stop(best));
        stuck || self.clock.over()
    }
}

impl Watch for Watcher<'_> {
    fn progress(&mut self, best: &Progress) {
        self.clock.progress(best);
        let elapsed = u64::try_from(self.clock.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.bar.set_position(if self.clock.time.is_some() { elapsed } else { best.iterations });
        let left = if best.unplaced > 0 { format!(", {} without a day", best.unplaced) } else { String::new() };
        let broken = if best.errors > 0 { format!(", {} errors", best.errors) } else { String::new() };
        let bound = self.bound.map_or(0, |bound| bound.load(Ordering::Relaxed));
        let gap = gap(best.price, Cents(bound)).filter(|_| best.errors == 0 && best.unplaced == 0);
        let gap = gap.map_or(String::new(), |gap| format!(", gap {gap} at most"));
        self.bar.set_message(format!("{} {}{broken}{left}{gap}", self.currency, best.price));
    }

    fn planned(&mut self, best: &Progress) -> Option<u64> {
        self.clock.planned(best)
    }
}

//! The loop: four logical workers walk from board to board in epochs of counted work, each cooling down and warming up
//! again on its own stream of chance, and hand each other the best. What is found depends on seed and counts alone.

use model::board::{Board, UnitDay};
use model::ids::PlaceId;
use model::measure::Cents;
use model::notice::Severity;
use model::production::Production;

use crate::chance::Chance;
use crate::moves::{self, Change};
use crate::options::{Options, Solution};
use crate::problem::Problem;
use crate::scopes::Engines;
use crate::stop::{Progress, Watch};
use crate::tally::{Tally, Value, Weights};
use crate::tour::Tour;
use crate::{alone, construct, legible};

/// Logical workers, whatever the number of threads.
const WORKERS: u64 = 4;
/// Moves that each worker tries in an epoch: some tenths of a second of work.
const EPOCH: u64 = 1_000;
/// Epochs of the first cooling at least; each later one is twice as long as the one before.
const FIRST_CYCLE: u64 = 6;
/// Moves for each strip that the last descent tries. An assumption: enough that more rarely finds anything.
const LAST_MOVES: u64 = 40;
/// Moves for each strip that the last descent tries after no search at all. An assumption: a first board in a second.
const LEAST_LAST_MOVES: u64 = 6;
/// Halvings of the temperature in one cooling.
const HALVINGS: u64 = 8;

/// Searches for the cheapest legal board: hard rules first, then strips without a day, then money with wishes and the
/// price of change. Begins from the given board; strips of its boneyard are placed first.
pub fn solve(production: &Production, given: &Board, options: &Options, watch: &mut impl Watch) -> Solution {
    let mut problem = Problem::new(production, given, options);
    let engines = Engines::new(production);
    alone::restrict(&mut problem, &engines);
    let mut start = Tour::new(&problem, &engines);
    construct::fill(&mut start);
    let scale = scale(&start);
    start.look(legible::point(start.total.price, problem.free.len()));
    let mut workers: Vec<Worker<'_, '_>> = (0..WORKERS).map(|id| Worker::new(id, &start, scale)).collect();
    let mut best = workers[0].best.clone();
    let mut progress = Progress::default();
    while progress.iterations < options.iterations && !problem.free.is_empty() && !problem.open.is_empty() {
        let moves = EPOCH.min(options.iterations - progress.iterations);
        let heat = heat(progress.epoch, problem.free.len());
        let per_thread = workers.len().div_ceil(options.threads.clamp(1, workers.len()));
        std::thread::scope(|scope| {
            for share in workers.chunks_mut(per_thread) {
                scope.spawn(|| {
                    share.iter_mut().for_each(|worker| worker.epoch(options.seed, progress.epoch, moves, heat))
                });
            }
        });
        exchange(&mut workers, &mut best, heat);
        progress = best.progress(progress.epoch + 1, progress.iterations + moves);
        watch.progress(&progress);
        if watch.should_stop(&progress) {
            break;
        }
    }
    let board = trimmed(&problem, finish(&start, best, options.seed, scale, progress.iterations));
    answer(&problem, given, board, progress.iterations)
}

/// Goes downhill from the best board found, so that a search which was stopped while it was warm is tidy too. Hardly
/// longer than the search was: who only asks for a first board waits for a short one.
fn finish(start: &Tour<'_, '_>, best: Best, seed: u64, scale: i64, searched: u64) -> Board {
    let mut worker = Worker::new(WORKERS, start, scale);
    worker.tour.load(&best.state);
    worker.best = best;
    let strips = u64::try_from(start.problem.free.len()).unwrap_or(0);
    let moves = searched.clamp(strips * LEAST_LAST_MOVES, strips * LAST_MOVES);
    worker.epoch(seed, u64::MAX, moves, Heat { at: 1, length: 0 });
    let state = worker.best.state;
    worker.tour.load(&state);
    worker.tour.board()
}

/// A board without the shooting days at its end that nobody needs: open, dateless, empty of strips and banners, unnamed,
/// dated after every strip. Days of another kind and days between strips stay.
fn trimmed(problem: &Problem<'_>, mut board: Board) -> Board {
    let last = board.days.iter().zip(&problem.days).filter(|(day, _)| day.strips().next().is_some());
    let Some(last) = last.map(|(_, facts)| facts.date).max() else { return board };
    let plain = |index: usize, day: &UnitDay| {
        let facts = &problem.days[index];
        facts.open && facts.date > last && day.items.is_empty() && day.date.is_none() && day.label.is_none()
    };
    while let Some(day) = board.days.last() {
        if !plain(board.days.len() - 1, day) {
            break;
        }
        board.days.pop();
    }
    board
}

/// What the lists of a tour hold: all that is needed to come back to a board.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) days: Vec<(Vec<usize>, model::board::Shift)>,
    pub(crate) boneyard: Vec<usize>,
    pub(crate) stands_at: Vec<Option<PlaceId>>,
}

/// The best board of somebody.
#[derive(Clone)]
struct Best {
    value: Value,
    tally: Tally,
    state: State,
}

impl Best {
    fn of(tour: &Tour<'_, '_>) -> Self {
        Self { value: tour.value(), tally: tour.total, state: tour.state() }
    }

    fn progress(&self, epoch: u64, iterations: u64) -> Progress {
        Progress {
            epoch,
            iterations,
            errors: u32::try_from(self.tally.errors).unwrap_or(u32::MAX),
            unplaced: u32::try_from(self.value.unplaced).unwrap_or(u32::MAX),
            price: Cents(self.tally.price),
            wishes: Cents(self.tally.wishes),
        }
    }
}

/// One logical worker.
struct Worker<'p, 'a> {
    id: u64,
    tour: Tour<'p, 'a>,
    best: Best,
    /// Money of a shooting day in cents: what temperatures and weights are measured in.
    scale: i64,
    weights: Weights,
}

impl<'p, 'a> Worker<'p, 'a> {
    fn new(id: u64, start: &Tour<'p, 'a>, scale: i64) -> Self {
        let mut tour = Tour::new(start.problem, start.engines);
        tour.load(&start.state());
        tour.look(start.point);
        let best = Best::of(&tour);
        // An hour too long weighs a whole day's money at first, a strip without a day four.
        Self { id, tour, best, scale, weights: Weights { error: scale / 90 + 1, unplaced: scale * 4 } }
    }

    /// Tries `moves` moves.
    fn epoch(&mut self, seed: u64, epoch: u64, moves: u64, heat: Heat) {
        let mut chance = Chance::new(seed, self.id, epoch);
        let temperature = heat.temperature(self.scale, self.id);
        let mut current = self.tour.value();
        for _ in 0..moves {
            let Some(change) = moves::propose(&self.tour, &mut chance) else { continue };
            self.tour.apply(change);
            let value = self.tour.value();
            let worse = value.cents(self.weights).saturating_sub(current.cents(self.weights));
            if worse > chance.allowance(temperature) {
                self.tour.undo();
                continue;
            }
            self.tour.keep();
            current = value;
            if value < self.best.value {
                self.best = Best::of(&self.tour);
            }
        }
        // Only breaches ramp: were a strip without a day to grow dearer too, a board with too few days would stay illegal.
        self.weights.error = ramp(self.weights.error, current.weight > 0, self.scale / 90 + 1);
    }
}

/// A weight grows while what it weighs is broken, and falls back to where it began when it is not.
fn ramp(weight: i64, broken: bool, base: i64) -> i64 {
    if broken { (weight + weight / 4 + 1).min(base.saturating_mul(64)) } else { (weight - weight / 8).max(base) }
}

/// Money of a shooting day of the first board in cents.
fn scale(start: &Tour<'_, '_>) -> i64 {
    let days = i64::try_from(start.lists.iter().filter(|list| !list.is_empty()).count()).unwrap_or(1).max(1);
    (start.total.price / days).clamp(10_000, 1_000_000_000_000)
}

/// Where in its cooling the search is; a cooling without length is cold.
#[derive(Clone, Copy)]
struct Heat {
    /// Epochs into the cycle, and its length.
    at: u64,
    length: u64,
}

/// The cycle of an epoch: they grow with the board and double, so that a search that may be stopped at any time has
/// always finished coolings behind it.
fn heat(epoch: u64, strips: usize) -> Heat {
    let mut length = FIRST_CYCLE.max(u64::try_from(strips / 12).unwrap_or(FIRST_CYCLE));
    let mut at = epoch;
    while at >= length {
        at -= length;
        length *= 2;
    }
    Heat { at, length }
}

impl Heat {
    /// The temperature in cents: a twelfth of a day's money at the start, halved evenly; workers differ.
    fn temperature(self, scale: i64, worker: u64) -> i64 {
        if self.length == 0 {
            return 0;
        }
        let first = scale / [12, 20, 8, 30][usize::try_from(worker % WORKERS).unwrap_or(0)];
        let steps = self.at * HALVINGS * 64 / self.length;
        let (halvings, part) = (steps / 64, i64::try_from(steps % 64).unwrap_or(0));
        (first >> halvings) - ((first >> halvings) * part / 128)
    }
}

/// Hands the best board on: to every worker at the end of a cooling, else now and then to the one that is worst off.
fn exchange(workers: &mut [Worker<'_, '_>], best: &mut Best, heat: Heat) {
    for worker in workers.iter() {
        if worker.best.value < best.value {
            *best = worker.best.clone();
        }
    }
    if heat.at + 1 == heat.length {
        for worker in workers.iter_mut() {
            worker.tour.load(&best.state);
        }
    } else if heat.at % 4 == 3 {
        let worst = workers.iter_mut().max_by_key(|worker| (worker.tour.value().cents(worker.weights), worker.id));
        if let Some(worst) = worst {
            worst.tour.load(&best.state);
        }
    }
}

impl Tour<'_, '_> {
    /// What is needed to come back to this board.
    pub(crate) fn state(&self) -> State {
        let days = self.lists.iter().cloned().zip((0..self.lists.len()).map(|day| self.shift(day))).collect();
        State { days, boneyard: self.boneyard.clone(), stands_at: self.stands_at.clone() }
    }

    /// Comes back to a board.
    pub(crate) fn load(&mut self, state: &State) {
        let moved = state.stands_at.iter().enumerate().filter(|(set, place)| self.stands_at[*set] != **place);
        let stands: Vec<(usize, PlaceId)> = moved.filter_map(|(set, place)| Some((set, (*place)?))).collect();
        for stand in stands {
            self.apply(Change { stand: Some(stand), ..Change::default() });
            self.keep();
        }
        let days = state.days.iter().enumerate();
        let days = days.filter(|(day, (list, shift))| self.lists[*day] != *list || self.shift(*day) != *shift);
        let days = days.map(|(day, (list, shift))| (day, list.clone(), *shift)).collect();
        self.apply(Change { days, boneyard: Some(state.boneyard.clone()), stand: None });
        self.keep();
    }
}

/// The found board with what the whole walk says of it.
fn answer(problem: &Problem<'_>, given: &Board, board: Board, iterations_done: u64) -> Solution {
    let production = problem.production;
    let plan = clock::lay(production, &board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    let unplaced_code = rules::Code::Unplaced.as_str();
    let hard = verdict.findings.iter().filter(|one| one.severity == Severity::Error && one.code != unplaced_code);
    let day = |board: &Board, strip| board.day_of(strip).and_then(|at| board.days.get(at)).map(|day| day.id);
    let moved = |strip: &&model::production::Strip| {
        let before = day(given, strip.id);
        before.is_some() && before != day(&board, strip.id)
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Solution {
        errors: count(hard.count()),
        unplaced: count(board.boneyard.iter().filter(|strip| !problem.omitted.contains(strip)).count()),
        price: estimate.total,
        wishes: estimate.wished(),
        changed: count(production.strips.iter().filter(moved).count()),
        iterations_done,
        board,
    }
}

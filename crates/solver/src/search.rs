//! The loop: four logical workers walk from board to board in epochs of counted work, cooling down and warming up again,
//! each on its own stream of chance, and hand each other the best. What is found depends on seed and counts alone.

use model::measure::Cents;

use crate::chance::Chance;
use crate::cooling::{Coolings, Heat};
use crate::engine::Engine;
use crate::layout::State;
use crate::moves;
use crate::options::Options;
use crate::ruin::ruin;
use crate::stop::{Progress, Watch};
use crate::tally::{Tally, Value, Weights};
use crate::tour::Tour;

/// Logical workers, whatever the number of threads.
const WORKERS: u64 = 4;
/// Moves for each strip that the last descent tries. An assumption: enough that more rarely finds anything.
const LAST_MOVES: u64 = 40;
/// Moves for each strip that the last descent tries after no search at all. An assumption: a first board in a second.
const LEAST_LAST_MOVES: u64 = 6;
/// One step in so many takes off a part and puts it back, which prices some hundred boards. An assumption, set by trial.
const RUIN: usize = 200;
/// One change in so many that breaks a day of a legal board is tried all the same. An assumption, set by trial.
const BROKEN: usize = 16;
/// Halvings by which a re-plan begins colder once it is legal: what was issued is good, and only what is lost has to find its place. An
/// assumption, set by trial on bad mornings of one production.
const COLDER: u32 = 3;

/// How far a search went.
pub(crate) struct Walked {
    /// Moves that each worker tried.
    pub(crate) iterations: u64,
    /// What its coolings were planned for, where that is another number.
    pub(crate) planned: Option<u64>,
}

/// Walks on from a tour's board, and leaves it at the best one found; answers how far it went.
pub(crate) fn run<E: Engine>(start: &mut Tour<'_, E>, options: &Options, watch: &mut dyn Watch) -> Walked {
    let problem = start.layout.problem;
    let scale = scale(start);
    let mut workers: Vec<Worker<'_, E>> = (0..WORKERS).map(|id| Worker::new(id, start.fresh(), scale)).collect();
    let mut best = workers[0].best.clone();
    let mut progress = Progress::default();
    let counted = (options.iterations < u64::MAX).then_some(options.iterations);
    let planned = options.planned.or(counted).map(|moves| moves.div_ceil(E::EPOCH));
    let mut coolings = Coolings::new(problem.free.len(), E::EPOCH, planned);
    while progress.iterations < options.iterations && !problem.free.is_empty() && !problem.open.is_empty() {
        let moves = E::EPOCH.min(options.iterations - progress.iterations);
        // What is lost and finds no place by itself takes a warm search.
        let calm = options.from_day.is_some() && best.value.weight == 0 && best.value.unplaced == 0;
        let colder = if calm { COLDER } else { 0 };
        let heat = coolings.heat(progress.epoch).begun(colder);
        let per_thread = workers.len().div_ceil(options.threads.clamp(1, workers.len()));
        std::thread::scope(|scope| {
            for share in workers.chunks_mut(per_thread) {
                scope.spawn(|| {
                    share.iter_mut().for_each(|worker| worker.epoch(options.seed, progress.epoch, moves, heat))
                });
            }
        });
        exchange(&mut workers, &mut best, heat);
        progress = best.progress(progress.epoch + 1, progress.iterations + moves, heat.ends());
        watch.progress(&progress);
        if heat.ends()
            && coolings.open()
            && let Some(planned) = watch.planned(&progress)
        {
            coolings.learn(progress.epoch, planned.div_ceil(E::EPOCH));
        }
        if watch.should_stop(&progress) {
            break;
        }
    }
    let state = finish(start, best, options.seed, scale, progress.iterations);
    start.load(&state);
    let planned = coolings.planned(progress.epoch);
    let counts = progress.iterations.div_ceil(E::EPOCH) != planned;
    Walked { iterations: progress.iterations, planned: counts.then(|| planned.saturating_mul(E::EPOCH)) }
}

/// Goes downhill from the best board found, so that a search which was stopped while it was warm is tidy too. Hardly
/// longer than the search was: who only asks for a first board waits for a short one.
fn finish<E: Engine>(start: &Tour<'_, E>, best: Best, seed: u64, scale: i64, searched: u64) -> State {
    let mut worker = Worker::new(WORKERS, start.fresh(), scale);
    worker.tour.load(&best.state);
    worker.best = best;
    let strips = u64::try_from(start.layout.problem.free.len()).unwrap_or(0);
    let moves = searched.clamp(strips * LEAST_LAST_MOVES, strips * LAST_MOVES);
    worker.epoch(seed, u64::MAX, moves, Heat::COLD);
    worker.best.state
}

/// The best board of somebody.
#[derive(Clone)]
struct Best {
    value: Value,
    tally: Tally,
    state: State,
}

impl Best {
    fn of<E: Engine>(tour: &Tour<'_, E>) -> Self {
        let tally = Tally { change: tour.change(), ..tour.open() };
        Self { value: tour.value(), tally, state: tour.layout.state() }
    }

    fn progress(&self, epoch: u64, iterations: u64, cooled: bool) -> Progress {
        Progress {
            epoch,
            iterations,
            cooled,
            errors: u32::try_from(self.tally.errors).unwrap_or(u32::MAX),
            unplaced: u32::try_from(self.value.unplaced).unwrap_or(u32::MAX),
            price: Cents(self.tally.price),
            wishes: Cents(self.tally.wishes),
            change: Cents(self.tally.change),
        }
    }
}

/// One logical worker.
struct Worker<'p, E> {
    id: u64,
    tour: Tour<'p, E>,
    best: Best,
    /// Money of a shooting day in cents: what temperatures and weights are measured in.
    scale: i64,
    weights: Weights,
}

impl<'p, E: Engine> Worker<'p, E> {
    fn new(id: u64, tour: Tour<'p, E>, scale: i64) -> Self {
        let best = Best::of(&tour);
        // An hour too long weighs a whole day's money at first, a strip without a day four, or for some workers more: where a day
        // must break several rules before it can hold the strip, those cross over.
        let unplaced = scale * [4, 8, 16, 32][usize::try_from(id % WORKERS).unwrap_or(0)];
        Self { id, tour, best, scale, weights: Weights { error: scale / 90 + 1, unplaced } }
    }

    /// Tries `moves` moves; a part taken off and put back counts for each board that it priced.
    fn epoch(&mut self, seed: u64, epoch: u64, moves: u64, heat: Heat) {
        let mut chance = Chance::new(seed, self.id, epoch);
        let temperature = heat.temperature(self.scale);
        let mut current = self.tour.value();
        let mut tried = 0;
        while tried < moves {
            let mark = self.tour.mark();
            if chance.one_in(RUIN) {
                tried += ruin(&mut self.tour, &mut chance);
            } else {
                tried += 1;
                let Some(change) = moves::propose(&self.tour.layout, &mut chance) else { continue };
                if !self.tour.layout.broken
                    && self.tour.engine.breaks(&self.tour.layout, &change)
                    && !chance.one_in(BROKEN)
                {
                    continue;
                }
                self.tour.apply(change);
            }
            let value = self.tour.value();
            let worse = value.cents(self.weights).saturating_sub(current.cents(self.weights));
            if worse > chance.allowance(temperature) {
                self.tour.undo(mark);
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
fn scale<E: Engine>(start: &Tour<'_, E>) -> i64 {
    let days = i64::try_from(start.layout.lists.iter().filter(|list| !list.is_empty()).count()).unwrap_or(1).max(1);
    (start.sums.total.price / days).clamp(10_000, 1_000_000_000_000)
}

/// Keeps the best board, and hands it to every worker at the end of a cooling; within it the dearest follows the cheapest at times.
fn exchange<E: Engine>(workers: &mut [Worker<'_, E>], best: &mut Best, heat: Heat) {
    for worker in workers.iter() {
        if worker.best.value < best.value {
            *best = worker.best.clone();
        }
    }
    if heat.steps() {
        follow(workers);
    }
    if heat.ends() {
        for worker in workers.iter_mut() {
            worker.tour.load(&best.state);
        }
    }
}

/// The worker with the dearest board goes on from the cheapest one. Who crosses boards that break a rule or lack a day goes its own way.
fn follow<E: Engine>(workers: &mut [Worker<'_, E>]) {
    let value = |at: &usize| workers[*at].tour.value();
    let all = || (0..workers.len()).filter(|at| value(at).weight == 0 && value(at).unplaced == 0);
    let (Some(cheapest), Some(dearest)) = (all().min_by_key(value), all().max_by_key(value)) else { return };
    let state = workers[cheapest].tour.layout.state();
    workers[dearest].tour.load(&state);
}

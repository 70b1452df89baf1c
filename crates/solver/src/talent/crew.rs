//! Threads that do the same work for many states, kept alive for the whole search.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Scope};

use super::expand::{Next, Worker};
use super::layers::{Layer, Open};
use super::problem::Problem;

/// States that a thread takes at a time.
const SHARE: usize = 16;

/// States with the answers about them.
#[derive(Debug)]
pub(super) struct Share<const W: usize> {
    at: usize,
    best: i64,
    layers: Arc<Vec<Layer<W>>>,
    pub(super) states: Vec<Open<W>>,
    pub(super) next: Vec<Next>,
    /// The states that come next, one after the other.
    pub(super) told: Vec<Open<W>>,
}

impl<const W: usize> Share<W> {
    fn done(mut self, worker: &mut Worker<'_, W>) -> Self {
        for one in &self.states {
            self.next.push(worker.go_on(one, self.best, &self.layers, &mut self.told));
        }
        self
    }
}

/// The caller's own worker, and the way to the others.
pub(super) struct Crew<'a, const W: usize> {
    own: Worker<'a, W>,
    others: Option<Others<W>>,
}

struct Others<const W: usize> {
    asked: Sender<Share<W>>,
    done: Receiver<thread::Result<Share<W>>>,
}

impl<'a, const W: usize> Crew<'a, W> {
    pub(super) fn new<'scope>(problem: &'a Problem<W>, threads: usize, scope: &'scope Scope<'scope, 'a>) -> Self {
        let own = Worker::new(problem);
        if threads < 2 {
            return Self { own, others: None };
        }
        let (asked, shares) = channel::<Share<W>>();
        let shares = Arc::new(Mutex::new(shares));
        let (answer, done) = channel();
        for _ in 0..threads {
            let (answer, shares) = (answer.clone(), Arc::clone(&shares));
            scope.spawn(move || {
                let mut worker = Worker::new(problem);
                let next = || shares.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok(share) = next() {
                    let done = catch_unwind(AssertUnwindSafe(|| share.done(&mut worker)));
                    if answer.send(done).is_err() {
                        return;
                    }
                }
            });
        }
        Self { own, others: Some(Others { asked, done }) }
    }

    /// Goes on with each state; the shares come in the order of the states.
    pub(super) fn each(&mut self, states: &[Open<W>], best: i64, layers: &Arc<Vec<Layer<W>>>) -> Vec<Share<W>> {
        let shares = states.chunks(SHARE).enumerate().map(|(at, states)| Share {
            at,
            best,
            layers: Arc::clone(layers),
            states: states.to_vec(),
            next: Vec::new(),
            told: Vec::new(),
        });
        match &self.others {
            Some(others) if states.len() > SHARE => {
                let count = shares.map(|share| others.asked.send(share)).filter(Result::is_ok).count();
                let done =
                    others.done.iter().take(count).map(|share| share.unwrap_or_else(|panic| resume_unwind(panic)));
                let mut done: Vec<Share<W>> = done.collect();
                done.sort_unstable_by_key(|share| share.at);
                done
            }
            _ => shares.map(|share| share.done(&mut self.own)).collect(),
        }
    }
}

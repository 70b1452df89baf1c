//! Measures the search on a generated production of 180 scenes: the time to cost one moved strip anew, and moves a second.
//! Run in release: `cargo run --release -p backlot-solver --example recost`.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures and prints")]

use std::time::{Duration, Instant};

use solver::{Options, Progress, Stop, Watch, solve, what_if};

fn main() {
    let (production, _) = solver::sample::generated(1, 180);
    let Some(empty) = production.active_board() else { return };
    let constructed = Instant::now();
    let first = solve(&production, empty, &Options { iterations: 0, ..Options::default() }, &mut ());
    println!(
        "{} scenes on {} days: first board in {:?}, {} errors, {} without a day",
        production.scenes.len(),
        first.board.days.len(),
        constructed.elapsed(),
        first.errors,
        first.unplaced
    );

    let days: Vec<_> = first.board.days.iter().map(|day| day.id).collect();
    let moves = production.strips.iter().flat_map(|strip| days.iter().map(|&day| (strip.id, day)));
    let mut times: Vec<Duration> = Vec::new();
    let mut last = Instant::now();
    what_if(&production, &first.board, moves, |_| {
        times.push(last.elapsed());
        last = Instant::now();
    });
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    println!("one moved strip costed anew: median {:?}, 99 of 100 within {:?}", at(50), at(99));

    for threads in [1, 2] {
        let options = Options { iterations: 5_000, threads, ..Options::default() };
        let mut pace = Pace::default();
        let found = solve(&production, &first.board, &options, &mut pace);
        println!(
            "{threads} threads: {:.0} moves a second, price {} -> {}",
            pace.moves_per_second(),
            first.price,
            found.price
        );
    }
}

/// Times and moves of the first and the last epoch: what goes before the search and comes after it is no part of its speed.
#[derive(Default)]
struct Pace(Option<[(Instant, u64); 2]>);

impl Pace {
    /// Moves that the four workers tried in a second.
    fn moves_per_second(&self) -> f64 {
        let Some([(since, before), (until, tried)]) = self.0 else { return 0.0 };
        4.0 * (tried - before) as f64 / (until - since).as_secs_f64().max(1e-6)
    }
}

impl Stop for Pace {
    fn should_stop(&mut self, _: &Progress) -> bool {
        false
    }
}

impl Watch for Pace {
    fn progress(&mut self, best: &Progress) {
        let now = (Instant::now(), best.iterations);
        self.0.get_or_insert([now; 2])[1] = now;
    }
}

//! Solves talent-scheduling instances: `talent SECONDS THREADS FILE...` prints for each file, separated by tabs: name, cost,
//! bound, cost of the best order known after 100 ms, seconds, nodes, and seconds of processor time of the calling thread, which
//! does all the work where THREADS is 1. Run in release, as `cargo xtask bench talent` does.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures and prints")]

mod processor;

use std::time::{Duration, Instant};

use processor::processor;
use solver::talent::{Options, read, solve};

/// When the search is asked how good an order it has.
const SOON: Duration = Duration::from_millis(100);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [seconds, threads, files @ ..] = &arguments[..] else {
        return Err("usage: talent SECONDS THREADS FILE...".into());
    };
    let (limit, threads) = (Duration::from_secs_f64(seconds.parse()?), threads.parse()?);
    for file in files {
        let instance = read(&std::fs::read_to_string(file)?).map_err(|unread| format!("{file}:{unread}"))?;
        let (started, before) = (Instant::now(), processor());
        let plain: Vec<usize> = (0..instance.durations().len()).collect();
        let mut soon = instance.cost(&plain);
        let solution = solve(&instance, &Options { threads, ..Options::default() }, |reached| {
            if started.elapsed() <= SOON {
                soon = reached.cost;
            }
            started.elapsed() >= limit
        });
        let (seconds, processor) = (started.elapsed(), Duration::from_nanos(processor().saturating_sub(before)));
        let reached = solution.reached;
        // What was finished before is the answer at that time as well.
        let soon = if seconds <= SOON { reached.cost } else { soon };
        println!(
            "{file}\t{}\t{}\t{soon}\t{:.6}\t{}\t{:.6}",
            reached.cost,
            reached.bound,
            seconds.as_secs_f64(),
            reached.nodes,
            processor.as_secs_f64()
        );
    }
    Ok(())
}

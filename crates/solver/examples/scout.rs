//! What a search without moves costs, and what board it begins from.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures and prints")]

use std::time::Instant;

use model::board::Board;
use solver::{Options, days_needed, solve};

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|one| one.parse::<u32>().ok());
    let scenes = arguments.next().unwrap_or(600);
    let iterations = u64::from(arguments.next().unwrap_or(0));
    for seed in [1, 2] {
        let (production, planted) = solver::sample::generated(seed, usize::try_from(scenes).unwrap_or(600));
        let start = Instant::now();
        let needed = days_needed(&production);
        println!("{scenes} scenes, {needed} days needed in {:?}, {} planted", start.elapsed(), planted.days.len());
        let empty = production.active_board().cloned().unwrap_or_else(Board::default);
        let own = u32::try_from(planted.days.len()).unwrap_or(0);
        for days in [own, needed, needed + needed / 10 + 1] {
            let start = Instant::now();
            let options = Options { iterations, days: Some(days), ..Options::default() };
            let found = solve(&production, &empty, &options, &mut ());
            println!(
                "seed {seed}, {days} days: {:?}, {} errors, {} without a day, price {}, wishes {}, {} days of the answer",
                start.elapsed(),
                found.errors,
                found.unplaced,
                found.price,
                found.wishes,
                found.board.days.len()
            );
        }
    }
}

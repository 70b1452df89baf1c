//! Prints how long `Clock::day` and `Clock::stand` take on the sample, so that it can be tuned.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example that measures; no part of the engine")]

use std::hint::black_box;
use std::time::Instant;

use clock::Clock;
use model::board::Shift;
use model::calendar::plus_days;
use model::sample::boarded;

fn main() {
    let days: [(Shift, &[&str]); 4] = [
        (Shift::Day, &["1", "5", "9", "2"]),
        (Shift::Day, &["3", "10", "4", "8"]),
        (Shift::Night, &["7", "6", "11"]),
        (Shift::Day, &["12", "7"]),
    ];
    let production = boarded(&days);
    let clock = Clock::new(&production);
    let board = &production.boards[0];
    let dates = board.dates(&production.calendar);
    for (day, date) in board.days.iter().zip(dates) {
        let rounds = 100_000_u32;
        let start = Instant::now();
        for _ in 0..rounds {
            black_box(clock.day(black_box(day), date, Some(1), &|set| production.place_of(board, set)));
        }
        let nanoseconds = start.elapsed().as_nanos() / u128::from(rounds);
        println!("{} strips: {}.{:03} microseconds", day.strips().count(), nanoseconds / 1000, nanoseconds % 1000);
    }
    let set = &production.sets[0];
    let shot = [0, 1, 30, 60].map(|days| plus_days(production.calendar.start, days));
    let (rounds, start) = (100_000_u32, Instant::now());
    for _ in 0..rounds {
        black_box(clock.stand(set.id, set.at[0], black_box(shot.to_vec())));
    }
    println!("a stand of 60 days: {} nanoseconds", start.elapsed().as_nanos() / u128::from(rounds));
}

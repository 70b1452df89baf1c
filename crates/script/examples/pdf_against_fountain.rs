//! How well PDFs read, against the Fountain files they were printed from.
//!
//! `cargo run --release -p backlot-script --example pdf_against_fountain -- [--differences] A.pdf A.fountain [B.pdf B.fountain ...]`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement reads files, takes the time and prints"
)]

#[path = "../tests/support/compare.rs"]
mod compare;

use std::process::ExitCode;
use std::time::Instant;

use compare::Agreement;

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let verbose = files.iter().any(|file| file == "--differences");
    files.retain(|file| file != "--differences");
    if files.is_empty() || !files.len().is_multiple_of(2) {
        eprintln!("usage: pdf_against_fountain [--differences] A.pdf A.fountain [B.pdf B.fountain ...]");
        return ExitCode::FAILURE;
    }
    let words = script::Words::standard();
    let mut all = Agreement::default();
    for pair in files.chunks_exact(2) {
        let (Ok(pdf), Ok(fountain)) = (std::fs::read(&pair[0]), std::fs::read(&pair[1])) else {
            eprintln!("{} or {} cannot be read", pair[0], pair[1]);
            return ExitCode::FAILURE;
        };
        let (truth, _) = script::read(&pair[1], &fountain, words);
        let start = Instant::now();
        let (read, notices) = script::read(&pair[0], &pdf, words);
        let taken = start.elapsed();
        let (agreement, differences) = compare::compare(&truth, &read);
        println!("{} ({} ms): {}", pair[0], taken.as_millis(), agreement.report());
        if verbose {
            notices.iter().for_each(|notice| println!("  {} {}", notice.severity.word(), notice.message));
            differences.iter().for_each(|line| println!("  {line}"));
        }
        all.add(&agreement);
    }
    println!("{} pairs: {}", files.len() / 2, all.report());
    ExitCode::SUCCESS
}

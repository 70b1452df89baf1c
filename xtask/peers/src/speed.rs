//! How fast: megabytes (of 1,000,000 bytes) a second on one core, and milliseconds from a file to its breakdown.
//!
//! Times are the processor's for this thread, so that other work on the machine does not change them.

use cpu_time::ThreadTime;
use model::notice::{Notice, Severity};
use script::Words;
use std::hint::black_box;
use std::path::PathBuf;

use crate::Load;

/// Runs of a file up to 4 MB, and of a larger one.
const RUNS: (usize, usize) = (15, 5);
/// Runs from file to breakdown.
const WALKS: usize = 51;

/// One line for each file: reading; reading and breaking down; for Fountain the same text read by rustwell.
pub(crate) fn table(files: &[Load]) {
    let words = Words::standard();
    println!("{:<34}{:>9}{:>12}{:>14}{:>15}{:>8}", "file", "MB", "read MB/s", "+breakdown", "rustwell MB/s", "ratio");
    for file in files {
        let megabytes = file.bytes.len() as f64 / 1e6;
        let runs = if megabytes <= 4.0 { RUNS.0 } else { RUNS.1 };
        let (screenplay, notices) = script::read(&file.name, &file.bytes, words);
        if let Some(notice) = refusal(&notices) {
            println!("{:<34}{megabytes:>9.2}  refused: {}", file.name, notice.message);
            continue;
        }
        let read = median(runs, || script::read(&file.name, &file.bytes, words));
        let broken = median(runs.min(5), || script::breakdown(&screenplay, words));
        drop(screenplay);
        let ours = (megabytes / read, megabytes / (read + broken));
        let theirs = match std::str::from_utf8(&file.bytes) {
            Ok(text) if file.name.ends_with(".fountain") => {
                let theirs = megabytes / median(runs.min(5), || rustwell::parse(text));
                format!("{theirs:>15.1}{:>8.1}", ours.0 / theirs)
            }
            _ => format!("{:>15}{:>8}", "-", "-"),
        };
        println!("{:<34}{megabytes:>9.2}{:>12.1}{:>14.1}{theirs}", file.name, ours.0, ours.1);
    }
}

/// One line for each file: milliseconds from opening the file to the breakdown, median and slowest.
pub(crate) fn walks(paths: &[PathBuf]) -> Result<(), String> {
    println!(
        "{:<34}{:>9}{:>7}{:>8}{:>11}{:>12}{:>9}",
        "file", "kB", "pages", "scenes", "median ms", "slowest ms", "notices"
    );
    for path in paths {
        let walk = || -> Result<_, String> {
            let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            let words = Words::standard();
            let (screenplay, notices) = script::read(&path.to_string_lossy(), &bytes, words);
            let breakdown = script::breakdown(&screenplay, words);
            Ok((bytes.len(), breakdown, notices))
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (bytes, breakdown, notices) = walk()?;
        if let Some(notice) = refusal(&notices) {
            println!("{name:<34}{:>9}  refused: {}", bytes / 1000, notice.message);
            continue;
        }
        let mut times = times(WALKS, &walk);
        times.sort_by(f64::total_cmp);
        let (median, slowest) = (times[WALKS / 2] * 1e3, times[WALKS - 1] * 1e3);
        let (scenes, pages) = (breakdown.scenes.len(), breakdown.pages);
        println!("{name:<34}{:>9}{pages:>7}{scenes:>8}{median:>11.2}{slowest:>12.2}{:>9}", bytes / 1000, notices.len());
    }
    Ok(())
}

pub(crate) fn refusal(notices: &[Notice]) -> Option<&Notice> {
    notices.iter().find(|notice| notice.severity == Severity::Error)
}

/// Seconds of the run in the middle. What comes out is given back outside the time.
fn median<T>(runs: usize, work: impl Fn() -> T) -> f64 {
    let mut times = times(runs, work);
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn times<T>(runs: usize, work: impl Fn() -> T) -> Vec<f64> {
    let time = |_| {
        let start = ThreadTime::now();
        let answer = black_box(work());
        let seconds = start.elapsed().as_secs_f64();
        drop(answer);
        seconds
    };
    (0..runs).map(time).collect()
}

//! `backlot talent`: the order of scenes for which the cast is paid least, of instances of the talent-scheduling problem.

use std::path::{Path, PathBuf};

use serde::Serialize;
use solver::talent;

use super::{Format, Said};
use crate::error::{FINE, Failure, WRONG_INPUT};
use crate::{files, say, work};

/// Find the order of scenes for which the cast is paid least: instances of the talent-scheduling problem
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Instances: name, scenes, actors, a 0 or 1 a scene and the cost of each actor, durations
    #[arg(required = true, value_name = "FILE")]
    instances: Vec<PathBuf>,
    /// Search at most so many seconds for each
    #[arg(long, default_value_t = 60.0, value_parser = seconds)]
    seconds: f64,
    /// Threads, which change nothing but the time
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: u16,
    #[command(flatten)]
    format: Format,
}

/// What was found for one file.
#[derive(Serialize)]
struct Row {
    file: String,
    /// What the cast is paid in all, from their first scene to their last.
    cost: u64,
    /// What it is paid in any order at least.
    bound: u64,
    proven: bool,
    seconds: f64,
    nodes: u64,
    /// Scenes as the file numbers them, from 1.
    order: Vec<usize>,
}

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    let mut rows = Vec::new();
    let mut code = FINE;
    for path in &args.instances {
        match row(path, args) {
            Ok(row) => rows.push(row),
            Err(failure) => {
                // The others are still worth solving.
                say::aside(&failure.to_string());
                code = WRONG_INPUT;
            }
        }
    }
    let lines = rows.iter().map(|row| {
        let proven = if row.proven { "proven" } else { "open" };
        let order: Vec<String> = row.order.iter().map(usize::to_string).collect();
        format!(
            "{}  cost {}  bound {}  {proven}  {:.3} s  {} nodes  order {}",
            row.file,
            row.cost,
            row.bound,
            row.seconds,
            row.nodes,
            order.join(" ")
        )
    });
    Ok(Said { code, ..Said::data(args.format, &rows, lines)? })
}

fn row(path: &Path, args: &Args) -> Result<Row, Failure> {
    let file = path.display().to_string();
    let read = talent::read(&files::read_text(path)?);
    let hint = "name, scenes, actors; for each actor a 0 or 1 a scene and the cost; a duration a scene ('backlot shoot' reads \"backlot-core/1\")";
    let instance = read.map_err(|unread| Failure::value(format!("{file}:{unread}"), hint))?;
    let (solution, seconds) = work::talent(&instance, args.seconds, usize::from(args.threads));
    Ok(Row {
        file,
        cost: solution.reached.cost,
        bound: solution.reached.bound,
        proven: solution.reached.proven(),
        seconds: (seconds * 1e6).round() / 1e6,
        nodes: solution.reached.nodes,
        order: solution.order.iter().map(|scene| scene + 1).collect(),
    })
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| format!("'{text}' is no number of seconds from 0 to 86400"))
}

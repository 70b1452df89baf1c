//! `bench talent --instances DIR [--seeds N] [--seconds S] [--threads T]`: the exact search for the order that pays the cast least,
//! on named instances, on random ones, and beside CP-SAT where that is.

mod made;

use std::path::{Path, PathBuf};

use crate::shell;

const USAGE: &str = "bench talent --instances DIR [--seeds N] [--seconds S] [--threads T]";
/// The eight film instances whose times are published.
const FILMS: [&str; 8] = ["MobStory", "film103", "film105", "film114", "film116", "film117", "film118", "film119"];
/// Random instances: scenes, actors, and in how many of twenty a proof is to be reached.
const CELLS: [(usize, usize, usize); 8] =
    [(32, 22, 20), (40, 14, 20), (64, 10, 20), (48, 16, 19), (40, 22, 19), (64, 14, 19), (56, 16, 18), (64, 22, 4)];
/// The program beside the instances that makes the random ones; where it is not there, this one makes some like them.
const MAKER: &str = "gen_random.py";
/// Seconds that CP-SAT gets for an instance.
const PEER_SECONDS: &str = "60";

struct Effort {
    seeds: u64,
    seconds: String,
    threads: String,
}

/// What the example prints of one instance.
struct Row {
    name: String,
    cost: u64,
    bound: u64,
    soon: u64,
    seconds: f64,
    nodes: u64,
    /// Processor time of the calling thread, in seconds.
    processor: f64,
}

impl Row {
    fn proven(&self) -> bool {
        self.cost == self.bound
    }

    fn is_film(&self) -> bool {
        FILMS.contains(&self.name.as_str())
    }
}

pub(crate) fn run(arguments: &[&str]) -> shell::Done {
    let mut instances = None;
    let mut effort = Effort { seeds: 2, seconds: "60".into(), threads: "2".into() };
    super::flags(arguments, USAGE, |name, value| {
        match name {
            "--instances" => instances = Some(shell::root().join(value)),
            "--seeds" => effort.seeds = super::seeds(value)?,
            "--seconds" => effort.seconds = value.into(),
            "--threads" => effort.threads = value.into(),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    shell::run(&mut shell::cargo(&["build", "--locked", "--release", "-p", "backlot-solver", "--example", "talent"]))?;
    let scratch = super::scratch("talent")?;
    println!(
        "two columns of time hang on the machine; {} threads, at most {} s each\n",
        effort.threads, effort.seconds
    );
    match &instances {
        Some(folder) => named(folder, &effort)?,
        None => println!("SKIPPED named instances: no --instances DIR"),
    }
    random(&scratch, instances.map(|folder| folder.join(MAKER)).filter(|file| file.is_file()), &effort)
}

/// The published instances, and CP-SAT on the films.
fn named(folder: &Path, effort: &Effort) -> shell::Done {
    let files: Vec<PathBuf> = shell::files_under(folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "dat"))
        .collect();
    let rows = solved(&files, effort, &effort.threads)?;
    // A busy machine stretches the time by the clock; the processor time of one thread stays.
    let alone = solved(&files, effort, "1")?;
    println!(
        "{:<16}{:>8}{:>8}{:>8}{:>12}{:>24}{:>10}",
        "named", "cost", "bound", "", "ms", "ms of one processor", "nodes"
    );
    for (row, alone) in rows.iter().zip(&alone) {
        let proven = if row.proven() { "proven" } else { "open" };
        let (clock, processor) = (1e3 * row.seconds, 1e3 * alone.processor);
        println!(
            "{:<16}{:>8}{:>8}{proven:>8}{clock:>12.2}{processor:>24.2}{:>10}",
            row.name, row.cost, row.bound, row.nodes
        );
    }
    println!();
    let together = |what: &str, goal: u32, counts: fn(&Row) -> bool| {
        let clock: f64 = rows.iter().filter(|row| counts(row)).map(|row| 1e3 * row.seconds).sum();
        let processor: f64 = alone.iter().filter(|row| counts(row)).map(|row| 1e3 * row.processor).sum();
        println!("{what}: {clock:.1} ms (to reach: {goal}), {processor:.1} ms of one processor");
    };
    together("the eight films together", 25, Row::is_film);
    together("all named together", 80, |_| true);
    together("Shaw2020", 30, |row| row.name == "Shaw2020");
    println!();
    let films: Vec<&Row> = rows.iter().filter(|row| row.is_film()).collect();
    peer(&files, &films)
}

/// CP-SAT, model "order", two workers, on the same instances, one after the other.
fn peer(files: &[PathBuf], films: &[&Row]) -> shell::Done {
    let script =
        shell::data_folder().map(|data| data.join("../peers/talent/run_cpsat.py")).filter(|file| file.is_file());
    let (Some(script), Some(python)) = (script, super::python()) else {
        println!("SKIPPED CP-SAT: no peer program or no python3\n");
        return Ok(());
    };
    if !super::has_ortools(&python) {
        return Ok(());
    }
    println!("{:<16}{:>12}{:>12}{:>10}", "film", "ours, s", "CP-SAT, s", "ratio");
    let mut logarithms = Vec::new();
    for row in films {
        let Some(file) = files.iter().find(|file| file.file_stem().is_some_and(|stem| *stem == *row.name)) else {
            continue;
        };
        let said = shell::output(shell::command(&python).arg(&script).arg(file).args([PEER_SECONDS, "2", "order"]))?;
        let said: serde_json::Value =
            serde_json::from_str(&said).map_err(|error| format!("CP-SAT's answer does not parse: {error}"))?;
        let seconds = said["time"].as_f64().ok_or("CP-SAT tells no time")?;
        let ratio = seconds / row.seconds;
        let open = if said["optimal"] == true { "" } else { " (open)" };
        println!("{:<16}{:>12.4}{seconds:>12.3}{ratio:>10.0}{open}", row.name, row.seconds);
        logarithms.push(ratio.ln());
    }
    let mean = (logarithms.iter().sum::<f64>() / logarithms.len().max(1) as f64).exp();
    println!("geometric mean of the ratios: {mean:.0} (to reach: 500)\n");
    Ok(())
}

/// Random instances: how many are proven, and how good the order known after 100 ms is.
fn random(scratch: &Path, maker: Option<PathBuf>, effort: &Effort) -> shell::Done {
    let maker = maker.zip(super::python());
    println!(
        "random instances are made by {}\n",
        if maker.is_some() { format!("{MAKER}, those in blocks by this program") } else { "this program".to_owned() }
    );
    // Around a scene the maker looks by chance for each other one: where an actor is in nearly all, it comes to no end.
    let made = |kind, scenes: usize, actors: usize, seed: u64| match &maker {
        Some((script, python)) if kind != "block" => {
            let numbers = [scenes.to_string(), actors.to_string(), seed.to_string()];
            shell::output(shell::command(python).arg(script).arg(kind).args(numbers))
        }
        _ => Ok(made::instance(kind, scenes, actors, seed)),
    };
    println!(
        "{:<16}{:>10}{:>14}{:>12}{:>12}{:>14}{:>16}",
        "random", "proven", "to reach", "median s", "longest s", "most nodes", "worst at 100 ms"
    );
    let cells = CELLS.map(|(scenes, actors, goal)| ("gdlb", scenes, actors, format!("{goal} of 20")));
    let films = ["sparse", "block"].map(|kind| (kind, 64, 22, "1 s".to_owned()));
    for (kind, scenes, actors, goal) in cells.into_iter().chain(films) {
        let mut files = Vec::new();
        for seed in 1..=effort.seeds {
            let file = scratch.join(format!("{kind}-{scenes}x{actors}-{seed}.dat"));
            shell::write(&file, &made(kind, scenes, actors, seed)?)?;
            files.push(file);
        }
        let rows = solved(&files, effort, &effort.threads)?;
        let proven = rows.iter().filter(|row| row.proven()).count();
        let mut seconds: Vec<f64> = rows.iter().map(|row| row.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        let nodes = rows.iter().map(|row| row.nodes).max().unwrap_or(0);
        let above =
            rows.iter().map(|row| 100.0 * (row.soon - row.cost) as f64 / row.cost.max(1) as f64).fold(0.0, f64::max);
        println!(
            "{:<16}{:>10}{goal:>14}{:>12.3}{:>12.3}{nodes:>14}{:>16}",
            format!("{kind} {scenes}x{actors}"),
            format!("{proven} of {}", rows.len()),
            seconds.get(seconds.len() / 2).unwrap_or(&0.0),
            seconds.last().unwrap_or(&0.0),
            format!("{above:.2} %")
        );
    }
    println!("\nworst at 100 ms: how far above the final cost the order known then is, at most (to reach: 0.5 %)");
    Ok(())
}

/// Runs our search on the files, one after the other.
fn solved(files: &[PathBuf], effort: &Effort, threads: &str) -> Result<Vec<Row>, String> {
    let program = shell::target_folder()?.join("release/examples/talent");
    let said = shell::output(shell::command(program).args([&effort.seconds, threads]).args(files))?;
    said.lines().map(|line| row(line).ok_or_else(|| format!("the example says '{line}'"))).collect()
}

fn row(line: &str) -> Option<Row> {
    let mut fields = line.split('\t');
    let name = Path::new(fields.next()?).file_stem()?.to_string_lossy().into_owned();
    let mut number = || fields.next()?.parse::<u64>().ok();
    let (cost, bound, soon) = (number()?, number()?, number()?);
    let seconds = fields.next()?.parse().ok()?;
    let nodes = fields.next()?.parse().ok()?;
    Some(Row { name, cost, bound, soon, seconds, nodes, processor: fields.next()?.parse().ok()? })
}

//! `bench shoot --instances DIR [--seconds S] [--seeds N] [--peer S] [--picture FILE.svg] [--program FILE]`: the search of the full problem on
//! "backlot-core/1" instances, checked by the independent checker and beside CP-SAT where they are; and on *Cyberhunt* under its agreements.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell;

const USAGE: &str =
    "bench shoot --instances DIR [--seconds S] [--seeds N] [--peer S] [--picture FILE.svg] [--program FILE]";
/// What a prototype of the search, plain annealing, reached in 60 s on two threads.
const PROTOTYPE: [(&str, i64); 8] = [
    ("short-1", 77_720),
    ("short-2", 77_720),
    ("indie-1", 1_503_820),
    ("indie-2", 1_512_090),
    ("feature-1", 8_454_380),
    ("feature-2", 8_710_090),
    ("series-1", 11_526_190),
    ("tentpole-1", 99_797_495),
];

struct Effort {
    seconds: String,
    seeds: u64,
    /// Seconds of the peer; nothing leaves it out.
    peer: Option<String>,
    /// Where cost and bound over time are drawn.
    picture: Option<PathBuf>,
    /// A program that is built already, instead of the one that is released.
    program: Option<PathBuf>,
}

pub(crate) fn run(arguments: &[&str]) -> shell::Done {
    let mut instances = None;
    let mut effort = Effort { seconds: "60".into(), seeds: 1, peer: None, picture: None, program: None };
    super::flags(arguments, USAGE, |name, value| {
        match name {
            "--instances" => instances = Some(shell::root().join(value)),
            "--seconds" => effort.seconds = value.into(),
            "--seeds" => effort.seeds = super::seeds(value)?,
            "--peer" => effort.peer = Some(value.into()),
            "--picture" => effort.picture = Some(shell::root().join(value)),
            "--program" => effort.program = Some(shell::root().join(value)),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let Some(folder) = instances else {
        println!("SKIPPED: no --instances DIR; hint: {USAGE}");
        return Ok(());
    };
    let (program, scratch) = super::program(effort.program.take(), "shoot")?;
    let files: Vec<PathBuf> = shell::files_under(&folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    println!("two threads and one for the bound, {} s; columns of time hang on the machine\n", effort.seconds);
    println!(
        "{:<12}{:>5}{:>12}{:>12}{:>12}{:>12}{:>8}{:>12}{:>10}{:>9}{:>11}  checker",
        "instance",
        "seed",
        "first s",
        "at 5 s",
        "cost",
        "bound",
        "gap %",
        "prototype",
        "beside %",
        "moves/s",
        "spread %"
    );
    let mut drawn = Vec::new();
    for file in &files {
        let mut costs = Vec::new();
        for seed in 1..=effort.seeds {
            let answer = ours(&program, &scratch, file, &effort.seconds, seed)?;
            let cost = row(&answer, seed, &costs, &checked(file, &scratch.join("solution.json"))?);
            costs.push(cost);
            if seed == 1 {
                drawn.push(answer);
            }
        }
    }
    let mut costs = Vec::new();
    for seed in 1..=effort.seeds {
        let answer = cyberhunt(&program, &scratch, &effort.seconds, seed)?;
        costs.push(row(&answer, seed, &costs, "by the judge"));
    }
    if let Some(path) = &effort.picture {
        std::fs::write(path, super::picture::draw(&drawn)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    match &effort.peer {
        Some(seconds) => peer(&files, seconds),
        None => Ok(()),
    }
}

/// Runs the program on an instance.
fn ours(program: &Path, scratch: &Path, file: &Path, seconds: &str, seed: u64) -> Result<Value, String> {
    let out = scratch.join("solution.json");
    let mut command = shell::command(program);
    command.arg("shoot").arg(file).args([
        "--seconds",
        seconds,
        "--seed",
        &seed.to_string(),
        "--json",
        "--force",
        "--out",
    ]);
    // A schedule that is not legal is a row too; the exit code says so.
    let said = command.arg(&out).output().map_err(|error| format!("the program does not run: {error}"))?;
    let text = String::from_utf8_lossy(&said.stdout);
    let error = || format!("{}: {}", file.display(), String::from_utf8_lossy(&said.stderr));
    serde_json::from_str(&text).map_err(|_| error())
}

/// The demo production in as many days as it says, as an answer for an instance.
fn cyberhunt(program: &Path, scratch: &Path, seconds: &str, seed: u64) -> Result<Value, String> {
    let fixture = |name: &str| shell::root().join("fixtures/cyberhunt").join(name);
    let mut command = shell::command(program);
    command.arg("plan").arg(fixture("cyberhunt.fountain")).arg("--with").arg(fixture("production.toml"));
    command.args(["--seconds", seconds, "--seed", &seed.to_string(), "--json", "--force", "--out"]);
    let said = command.arg(scratch.join("cyberhunt")).output();
    let said = said.map_err(|error| format!("the program does not run: {error}"))?;
    let answer: Value = serde_json::from_slice(&said.stdout)
        .map_err(|_| format!("Cyberhunt: {}", String::from_utf8_lossy(&said.stderr)))?;
    let number = |value: &Value| value.as_i64().unwrap_or(0);
    let figures = &answer["figures"];
    let broken = number(&figures["errors"]) + number(&figures["boneyard"]);
    let moves = 4.0 * number(&answer["iterations"]) as f64 / seconds.parse::<f64>().unwrap_or(1.0).max(1e-6);
    Ok(serde_json::json!({
        "instance": if broken == 0 { "Cyberhunt" } else { "ILLEGAL" },
        "cost": number(&figures["total"]) / 100,
        "bound": number(&answer["bound"]) / 100,
        "moves_per_second": moves as i64,
    }))
}

/// Prints a row; answers the cost.
fn row(answer: &Value, seed: u64, before: &[i64], checker: &str) -> i64 {
    let name = answer["instance"].as_str().unwrap_or_default();
    let number = |key: &str| answer[key].as_i64().unwrap_or(0);
    let (cost, bound) = (number("cost"), number("bound"));
    let points: Vec<(f64, i64)> = answer["curve"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|point| Some((point["seconds"].as_f64()?, point["cost"].as_i64()?)))
        .collect();
    let first = points.first().map_or("-".to_owned(), |(seconds, _)| format!("{seconds:.2}"));
    let at_five =
        points.iter().rfind(|(seconds, _)| *seconds <= 5.0).map_or("-".to_owned(), |(_, cost)| cost.to_string());
    let prototype = PROTOTYPE.iter().find(|(one, _)| *one == name).map(|(_, cost)| *cost);
    let beside = prototype.map_or("-".to_owned(), |known| format!("{:+.2}", percent(cost - known, known)));
    let all = || before.iter().copied().chain([cost]);
    let (least, most) = (all().min().unwrap_or(cost), all().max().unwrap_or(cost));
    println!(
        "{name:<12}{seed:>5}{first:>12}{at_five:>12}{cost:>12}{bound:>12}{:>8.2}{:>12}{beside:>10}{:>9}{:>11.2}  {checker}",
        percent(cost - bound, cost),
        prototype.map_or("-".to_owned(), |cost| cost.to_string()),
        number("moves_per_second"),
        percent(most - least, least),
    );
    cost
}

fn percent(part: i64, of: i64) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

/// What the independent checker says of a solution.
fn checked(instance: &Path, solution: &Path) -> Result<String, String> {
    let Some((python, script)) = peer_program("check.py") else { return Ok("SKIPPED".into()) };
    let said = shell::output(shell::command(python).arg(script).arg(instance).arg(solution))?;
    let said: Value = serde_json::from_str(&said).map_err(|error| format!("the checker's answer: {error}"))?;
    let legal = if said["feasible"] == true { "legal" } else { "ILLEGAL" };
    Ok(format!("{legal} {}", said["cost"]))
}

/// CP-SAT, two workers, hinted with the planted schedule.
fn peer(files: &[PathBuf], seconds: &str) -> shell::Done {
    let Some((python, script)) = peer_program("run_cpsat.py") else {
        println!("SKIPPED CP-SAT: no peer program or no python3");
        return Ok(());
    };
    if !super::has_ortools(&python) {
        return Ok(());
    }
    println!("\n{:<12}{:>14}{:>14}  (CP-SAT, {seconds} s, hinted)", "instance", "cost", "bound");
    for file in files {
        let said = shell::output(shell::command(&python).arg(&script).arg(file).args([seconds, "--hint"]))?;
        let said: Value = serde_json::from_str(&said).map_err(|error| format!("CP-SAT's answer: {error}"))?;
        let text = |key: &str| said[key].as_i64().map_or("-".to_owned(), |number| number.to_string());
        let name = said["instance"].as_str().unwrap_or_default();
        println!("{name:<12}{:>14}{:>14}", text("checked_cost"), text("bound"));
    }
    Ok(())
}

/// A program of the peers, and the Python that runs it.
fn peer_program(name: &str) -> Option<(PathBuf, PathBuf)> {
    let script = shell::data_folder()?.join("../peers/shoot").join(name);
    let python = super::python()?;
    script.is_file().then_some((python, script))
}

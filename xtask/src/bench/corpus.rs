//! `bench corpus`: every screenplay of the outside data through the program; a bad file may be refused, never a panic.

use super::{measure, released};
use crate::shell;
use std::time::Duration;

const ITERATIONS: &str = "200";
const LIMIT: Duration = Duration::from_secs(120);

pub(crate) fn run() -> shell::Done {
    let hint = "hint: set BACKLOT_DATA to a folder with .fountain or .fdx files";
    let data = shell::data_folder().ok_or_else(|| format!("data folder not found; {hint}"))?;
    let mut files = shell::files_under(&data)?;
    files.retain(|file| file.extension().is_some_and(|end| end == "fountain" || end == "fdx"));
    if files.is_empty() {
        return Err(format!("no screenplay in the data folder; {hint}"));
    }
    let (backlot, scratch) = released("corpus")?;
    println!("{:>7}{:>9}{:>11}{:>10}  file: first line of stderr\n", "scenes", "exit", "seconds", "peak");
    let (mut broke, mut planned, mut seconds) = (0, 0, 0.0);
    for file in &files {
        shell::fresh_folder(&scratch.join("out"))?;
        let mut command = shell::command(&backlot);
        command.arg("plan").arg(file).args(["--iterations", ITERATIONS, "--out"]);
        let run = measure::run(command.arg(scratch.join("out")), &scratch, LIMIT)?;
        let name = file.strip_prefix(&data).unwrap_or(file).display();
        let scenes = scenes_told(&run.stdout).unwrap_or("-");
        let said = run.stderr.lines().next().unwrap_or_default();
        println!("{scenes:>7}{:>9}{:>11.3}{:>10}  {name}: {said}", run.ending(), run.seconds, run.peak());
        broke += usize::from(run.broke());
        planned += usize::from(run.planned());
        seconds += run.seconds;
    }
    let refused = files.len() - planned - broke;
    println!("\n{} files in {seconds:.1} s: {planned} planned, {refused} refused, {broke} broke", files.len());
    if broke == 0 { Ok(()) } else { Err(format!("{broke} files broke the program")) }
}

/// The number before the word `scenes` in what the program prints.
fn scenes_told(stdout: &str) -> Option<&str> {
    let words: Vec<&str> = stdout.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let told = |pair: &&[&str]| pair[1].starts_with("scene") && pair[0].parse::<usize>().is_ok();
    words.windows(2).find(told).map(|pair| pair[0])
}

#[cfg(test)]
mod tests {
    use super::scenes_told;

    #[test]
    fn scenes_are_read_from_what_is_printed() {
        assert_eq!(scenes_told("read cyberhunt: 48 scenes, 9 cast\n"), Some("48"));
        assert_eq!(scenes_told("1 scene"), Some("1"));
        assert_eq!(scenes_told("the scenes were read"), None);
    }
}

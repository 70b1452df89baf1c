//! `fuzz [TARGET] [--minutes N]`: files that nobody would write, grown from our seeds and from the data, through each reader in turn.

use std::path::{Path, PathBuf};

use crate::shell;

/// The targets, and the ends of the files that they start from.
const TARGETS: &[(&str, &[&str])] = &[("fountain", &["fountain", "txt"]), ("final_draft", &["fdx"]), ("pdf", &["pdf"])];
const MINUTES: &str = "5";
/// One input may take this long: it is at most [`LONGEST`] bytes and is read in milliseconds.
const SECONDS: u32 = 10;
/// Longer inputs find nothing that shorter ones do not, and cost time; whole real scripts are left out.
const LONGEST: u64 = 65_536;

pub(crate) fn run(words: &[&str]) -> shell::Done {
    let (target, minutes) = match words {
        [] => (None, MINUTES),
        ["--minutes", minutes] => (None, *minutes),
        [target] => (Some(*target), MINUTES),
        [target, "--minutes", minutes] => (Some(*target), *minutes),
        _ => return Err("hint: cargo xtask fuzz [fountain|final_draft|pdf] [--minutes N]".to_owned()),
    };
    let minutes: u64 = minutes.parse().map_err(|_| format!("'{minutes}' is no number of minutes"))?;
    if let Some(target) = target.filter(|target| TARGETS.iter().all(|(name, _)| name != target)) {
        return Err(format!("no target is called '{target}'; hint: fountain, final_draft or pdf"));
    }
    if let Some(missing) = missing() {
        println!("SKIPPED fuzzing: {missing}");
        return Ok(());
    }
    let mut broke = Vec::new();
    for (name, ends) in TARGETS.iter().filter(|(name, _)| target.is_none_or(|target| target == *name)) {
        if let Err(problem) = fuzz(name, ends, minutes) {
            println!("{problem}");
            broke.push(*name);
        }
    }
    if broke.is_empty() {
        return Ok(());
    }
    let hint = "hint: the inputs lie in target/fuzz/found; make each as small as can be, and a case in crates/script/tests/crashes";
    Err(format!("inputs were found for {}; {hint}", broke.join(", ")))
}

/// What fuzzing needs and is not here.
fn missing() -> Option<&'static str> {
    let there = |arguments: &[&str]| shell::output(shell::command("cargo").args(arguments)).is_ok();
    if !there(&["+nightly", "--version"]) {
        return Some("no nightly compiler; hint: rustup toolchain install nightly");
    }
    (!there(&["+nightly", "fuzz", "--version"])).then_some("cargo-fuzz not found; hint: cargo install cargo-fuzz")
}

/// Builds the target and runs it on what earlier runs have grown, our seeds, and the data.
fn fuzz(name: &str, ends: &[&str], minutes: u64) -> shell::Done {
    println!("fuzz: {name}, {minutes} min");
    let folder = shell::target_folder()?.join("fuzz");
    let (grown, found) = (folder.join("corpus").join(name), folder.join("found").join(name));
    shell::folder(&grown)?;
    shell::folder(&found)?;
    let mut command = shell::command("cargo");
    // The readers have no unsafe code: without the address sanitizer several times as many inputs are tried.
    command.args(["+nightly", "fuzz", "run", "--sanitizer", "none", "--target-dir"]).arg(&folder);
    command.arg(name).arg(&grown).arg(shell::root().join("fuzz/seeds").join(name));
    command.args(data_folders(&folder.join("data").join(name), ends)?);
    command.args(["--", &format!("-max_total_time={}", minutes * 60), &format!("-timeout={SECONDS}")]);
    command.args([&format!("-max_len={LONGEST}"), "-rss_limit_mb=2048", "-print_final_stats=1"]);
    command.arg(format!("-dict={}", shell::root().join("fuzz/seeds").join(name).with_extension("dict").display()));
    shell::run(command.arg(format!("-artifact_prefix={}/", found.display())))
}

/// A folder with links to the files of the data that are short enough; none where there is no data.
fn data_folders(folder: &Path, ends: &[&str]) -> Result<Option<PathBuf>, String> {
    let Some(data) = shell::data_folder() else {
        println!("SKIPPED the scripts of the data as seeds: data folder not found");
        return Ok(None);
    };
    shell::fresh_folder(folder)?;
    let files = shell::files_under(&data.join("screenplays"))?.into_iter();
    let wanted = |file: &PathBuf| {
        let short = std::fs::metadata(file).is_ok_and(|about| about.len() <= LONGEST);
        short && file.extension().is_some_and(|end| ends.iter().any(|wanted| end == *wanted))
    };
    for (at, file) in files.filter(wanted).enumerate() {
        let copy = folder.join(at.to_string());
        std::fs::copy(&file, &copy).map_err(|error| format!("cannot copy {}: {error}", file.display()))?;
    }
    Ok(Some(folder.to_path_buf()))
}

//! Where the repository is, and how a chore runs another program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a chore answers; the text says what went wrong, and is empty where that was already told.
pub(crate) type Done = Result<(), String>;

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target_folder() -> Result<PathBuf, String> {
    let folder = &metadata()?["target_directory"];
    let folder = folder.as_str().ok_or("cargo names no target folder")?;
    Ok(folder.into())
}

/// What cargo knows of our packages.
pub(crate) fn metadata() -> Result<serde_json::Value, String> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps"];
    let text = output(&mut cargo(&arguments))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata does not parse: {error}"))
}

/// A command that runs in the root of the repository.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    cargo
}

/// Runs to the end, with the output shown as it comes.
pub(crate) fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| format!("cannot run {}: {error}", named(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed: {status}", named(command))) }
}

/// Runs to the end and answers what was printed to stdout.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("cannot run {}: {error}", named(command)))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let complaint = complaint.trim();
        Err(format!("{} failed: {complaint}", named(command)))
    }
}

/// The command as a person would type it.
pub(crate) fn named(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The first of these programs that stands on the PATH.
pub(crate) fn on_path(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found =
        |program: &&str| std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    programs.iter().find_map(found)
}

/// The folder of outside test data, which not everybody has: `BACKLOT_DATA`, else `../shared/data`.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let folder = std::env::var_os("BACKLOT_DATA").unwrap_or_else(|| "../shared/data".into());
    root().join(folder).canonicalize().ok()
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

pub(crate) fn write(path: &Path, text: &str) -> Done {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Makes the folder, and empties it where it was there already.
pub(crate) fn fresh_folder(path: &Path) -> Done {
    if path.exists() {
        fs::remove_dir_all(path).map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
    }
    folder(path)
}

/// Makes the folder where it is not there.
pub(crate) fn folder(path: &Path) -> Done {
    fs::create_dir_all(path).map_err(|error| format!("cannot make {}: {error}", path.display()))
}

/// Every file under a folder, in the order of their names.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let cannot = |error| format!("cannot list {}: {error}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        entries.push(entry.map_err(cannot)?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

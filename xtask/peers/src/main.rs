//! Measures the readers of scripts: `peers speed FILE..`, `peers walk FILE..`, `peers memory FILE..`. `cargo xtask bench script` runs it.

mod memory;
mod speed;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[global_allocator]
static HEAP: heap::Counted = heap::Counted;

/// A file with its name, read once.
struct Load {
    name: String,
    bytes: Vec<u8>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((what, paths)) = arguments.split_first() else {
        eprintln!("usage: peers speed|walk|memory FILE..");
        return ExitCode::from(2);
    };
    let files = || -> Result<Vec<Load>, String> { paths.iter().map(|path| load(Path::new(path))).collect() };
    let done = match what.as_str() {
        "speed" => files().map(|files| speed::table(&files)),
        "walk" => speed::walks(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()),
        "memory" => files().map(|files| memory::table(&files)),
        other => Err(format!("no measure is called '{other}'")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("peers: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn load(path: &Path) -> Result<Load, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Load { name, bytes })
}

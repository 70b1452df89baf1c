//! `speed`: the readers beside rustwell and expat on scripts of 1, 10 and 50 MB, a script of 120 pages from file to breakdown, and memory.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::{printers, production};
use crate::shell;

const SEED: u64 = 7;
/// Sizes of the made scripts in megabytes of 1,000,000 bytes.
const SIZES: [usize; 3] = [1, 10, 50];
/// Scenes that come to 120 pages; the table shows the pages.
const SCENES_OF_120_PAGES: usize = 292;
/// Real scripts, measured where the data is.
const REAL: &[&str] = &[
    "screenplays/fountain/charade-1962.fountain",
    "screenplays/fdx/rearview-finaldraft.fdx",
    "screenplays/fdx/rearview-fadein.fdx",
    "screenplays/fdx/fd13-sample.fdx",
];

pub(crate) fn run() -> shell::Done {
    let scratch = crate::bench::scratch("script")?;
    let peers = built()?;
    let real = real_files();
    let long = production::script(SEED, SCENES_OF_120_PAGES);
    let pages = [scratch.join("120-pages.fountain"), scratch.join("120-pages.fdx")];
    shell::write(&pages[0], &production::fountain_of(&long))?;
    shell::write(&pages[1], &production::final_draft_of(&long))?;

    let mut made = Vec::new();
    for size in SIZES {
        for (end, print) in
            [("fountain", production::fountain_of as fn(&_) -> String), ("fdx", production::final_draft_of)]
        {
            let file = scratch.join(format!("{size}-mb.{end}"));
            shell::write(&file, &print(&of_size(size, print)))?;
            made.push(file);
        }
    }
    made.sort_by_key(|file| file.extension().map(ToOwned::to_owned));
    made.extend(real.iter().cloned());
    println!("Bytes to screenplay, and to breakdown; one thread, its own processor time, median\n");
    measure(&peers, "speed", &made)?;
    println!("\nPython's expat on the same files, without and with a tree of elements\n");
    expat(&made)?;

    let mut walks: Vec<PathBuf> = pages.to_vec();
    walks.extend(printed(&scratch, &pages[0]));
    walks.extend(real.iter().cloned());
    println!("\nFrom opening the file to the breakdown; to reach: 15 ms for 120 pages, 1000 ms for a PDF\n");
    measure(&peers, "walk", &walks)?;

    println!("\nMost bytes held at once, as a multiple of the file; to reach: 30\n");
    let pdf = walks.iter().find(|file| file.extension().is_some_and(|end| end == "pdf"));
    let ordinary: Vec<PathBuf> = made.iter().filter(|file| !is_large(file)).chain(pdf).cloned().collect();
    measure(&peers, "memory", &ordinary)
}

/// The measuring program, which is no part of the workspace: what it measures beside must not enter the product's lock file.
pub(crate) fn built() -> Result<PathBuf, String> {
    let target = shell::target_folder()?;
    let mut build =
        shell::cargo(&["build", "--locked", "-q", "--release", "--manifest-path", "xtask/peers/Cargo.toml"]);
    shell::run(build.arg("--target-dir").arg(&target))?;
    Ok(target.join("release/peers"))
}

fn measure(peers: &Path, what: &str, files: &[PathBuf]) -> shell::Done {
    shell::run(shell::command(peers).arg(what).args(files))
}

/// A script that prints to about so many megabytes.
fn of_size(megabytes: usize, print: fn(&[production::Scene]) -> String) -> Vec<production::Scene> {
    const SAMPLE: usize = 500;
    let bytes = print(&production::script(SEED, SAMPLE)).len();
    production::script(SEED, (megabytes * 1_000_000 * SAMPLE).div_ceil(bytes))
}

fn is_large(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| about.len() > 2_000_000)
}

fn real_files() -> Vec<PathBuf> {
    let Some(data) = shell::data_folder() else {
        println!("SKIPPED real scripts: data folder not found");
        return Vec::new();
    };
    REAL.iter().map(|name| data.join(name)).filter(|file| file.is_file()).collect()
}

/// The script as PDFs of both printers, where they are installed.
fn printed(scratch: &Path, fountain: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (printer, name) in printers::ALL.iter().zip(["120-pages.screenplain.pdf", "120-pages.afterwriting.pdf"]) {
        let file = scratch.join(name);
        match printers::install(*printer).and_then(|program| printers::print(&program, fountain, &file)) {
            Ok(()) => files.push(file),
            Err(problem) => println!("SKIPPED {name}: {problem}"),
        }
    }
    files
}

/// Prints a line for each XML file; Python's own timing, so that its start does not count.
fn expat(files: &[PathBuf]) -> shell::Done {
    const PROGRAM: &str = "
import sys, time, os
import xml.parsers.expat as expat, xml.etree.ElementTree as tree
def median(work, runs):
    times = []
    for _ in range(runs):
        start = time.thread_time(); work(); times.append(time.thread_time() - start)
    return sorted(times)[runs // 2]
print(f\"{'file':<34}{'MB':>9}{'expat MB/s':>12}{'+tree':>14}\")
for path in sys.argv[1:]:
    text = open(path, 'rb').read()
    size, runs = len(text) / 1e6, 5 if len(text) < 4e6 else 3
    bare = median(lambda: expat.ParserCreate().Parse(text, True), runs)
    whole = median(lambda: tree.fromstring(text), runs)
    print(f'{os.path.basename(path):<34}{size:>9.2f}{size / bare:>12.1f}{size / whole:>14.1f}')
";
    let Some(python) = shell::on_path(&["python3", "python"]) else {
        println!("SKIPPED expat: python3 not found");
        return Ok(());
    };
    let xml = files.iter().filter(|file| file.extension().is_some_and(|end| end == "fdx"));
    shell::run(shell::command(python).args(["-c", PROGRAM]).args(xml))
}

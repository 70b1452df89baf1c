//! The two programs that print our texts as PDFs for the benchmarks: screenplain (Python) and afterwriting (Node). They are
//! installed into the target folder on first use and are no part of the product.

use std::path::{Path, PathBuf};

use crate::shell;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Printer {
    Screenplain,
    Afterwriting,
}

pub(crate) const ALL: [Printer; 2] = [Printer::Screenplain, Printer::Afterwriting];

/// A printer that is there, and its options.
pub(crate) struct Program {
    printer: Printer,
    path: PathBuf,
    pub(crate) options: Vec<String>,
}

/// Installs the printer where it is not there yet. What cannot be installed is told in a sentence.
pub(crate) fn install(printer: Printer) -> Result<Program, String> {
    let folder = shell::target_folder()?.join("bench/peers");
    shell::folder(&folder)?;
    let path = match printer {
        Printer::Screenplain => folder.join("venv/bin/screenplain"),
        Printer::Afterwriting => folder.join("npm/node_modules/.bin/afterwriting"),
    };
    if !path.is_file() {
        let program = |names: &[&str]| shell::on_path(names).ok_or(format!("{} not found", names[0]));
        match printer {
            Printer::Screenplain => {
                let venv = folder.join("venv");
                shell::output(shell::command(program(&["python3"])?).args(["-m", "venv"]).arg(&venv))?;
                let pip = ["install", "-q", "screenplain[PDF]==0.12.0"];
                shell::output(shell::command(venv.join("bin/pip")).args(pip))
                    .map_err(|_| "screenplain not installed")?;
            }
            Printer::Afterwriting => {
                let install = ["install", "--no-audit", "--no-fund", "afterwriting@1.17.3", "--prefix"];
                shell::output(shell::command(program(&["npm"])?).args(install).arg(folder.join("npm")))
                    .map_err(|_| "afterwriting not installed")?;
            }
        }
    }
    Ok(Program { printer, path, options: Vec::new() })
}

/// Prints the text as a PDF.
pub(crate) fn print(program: &Program, fountain: &Path, pdf: &Path) -> shell::Done {
    let mut command = shell::command(&program.path);
    match program.printer {
        Printer::Screenplain => _ = command.args(["--format", "pdf"]).args(&program.options).arg(fountain).arg(pdf),
        Printer::Afterwriting => {
            command.arg("--source").arg(fountain).arg("--pdf").arg(pdf).arg("--overwrite").args(&program.options);
        }
    }
    shell::output(&mut command)?;
    // Neither tells by its exit code that nothing came out.
    if pdf.is_file() { Ok(()) } else { Err(format!("{} wrote no PDF", shell::named(&command))) }
}

//! `pdf`: Fountain texts printed by two other programs in several ways, read back and compared with the texts.

use std::path::{Path, PathBuf};

use crate::bench::printers::{self, Printer};
use crate::shell;

/// How a text is printed: a name for the table, by whom, and the settings (afterwriting takes them as a file).
const WAYS: &[(&str, Printer, &str)] = &[
    ("screenplain, Letter", Printer::Screenplain, ""),
    ("screenplain, Letter, strong headings", Printer::Screenplain, "--strong"),
    ("afterwriting, A4", Printer::Afterwriting, "{}"),
    (
        "afterwriting, Letter, numbers on both sides, CONTINUED above and below",
        Printer::Afterwriting,
        r#"{"print_profile": "usletter", "scenes_numbers": "both", "scene_continuation_top": true, "scene_continuation_bottom": true}"#,
    ),
    (
        "afterwriting, Letter, numbers on the left, bold headings, header and footer",
        Printer::Afterwriting,
        r#"{"print_profile": "usletter", "scenes_numbers": "left", "embolden_scene_headers": true, "print_header": "LONG NIGHT  BLUE REV 2",
            "print_footer": "CONFIDENTIAL"}"#,
    ),
    (
        "afterwriting, A4, numbers on both sides, watermark",
        Printer::Afterwriting,
        r#"{"print_profile": "a4", "scenes_numbers": "both", "print_watermark": "DRAFT"}"#,
    ),
];

const EXAMPLE: &str = "crates/script/examples/pdf_against_fountain.rs";

pub(crate) fn run() -> shell::Done {
    if !shell::root().join(EXAMPLE).is_file() {
        println!("SKIPPED pdf: there is no {EXAMPLE}");
        return Ok(());
    }
    let scratch = crate::bench::scratch("pdf")?;
    let texts = texts()?;
    for (at, (name, printer, settings)) in WAYS.iter().enumerate() {
        println!("\n{name}\n");
        let mut program = match printers::install(*printer) {
            Ok(program) => program,
            Err(problem) => {
                println!("SKIPPED {name}: {problem}");
                continue;
            }
        };
        let folder = scratch.join(at.to_string());
        shell::fresh_folder(&folder)?;
        match printer {
            Printer::Screenplain => program.options.extend((!settings.is_empty()).then(|| (*settings).to_owned())),
            Printer::Afterwriting => {
                let file = folder.join("settings.json");
                shell::write(&file, settings)?;
                program.options.extend(["--config".to_owned(), file.to_string_lossy().into_owned()]);
            }
        }
        let mut pairs = Vec::new();
        for text in &texts {
            let pdf = folder.join(text.file_stem().unwrap_or_default()).with_extension("pdf");
            match printers::print(&program, text, &pdf) {
                Ok(()) => pairs.extend([pdf, text.clone()]),
                Err(problem) => println!("SKIPPED {}: {problem}", text.display()),
            }
        }
        compare(&pairs)?;
    }
    if let Some(pairs) = pairs_of_the_data() {
        println!("\nPairs of the data\n");
        compare(&pairs)?;
    }
    Ok(())
}

/// The demo production's script, and the scripts of the data where it is there.
fn texts() -> Result<Vec<PathBuf>, String> {
    let mut texts = vec![shell::root().join("fixtures/cyberhunt/cyberhunt.fountain")];
    match shell::data_folder() {
        Some(data) => texts.extend(shell::files_under(&data.join("screenplays/fountain"))?),
        None => println!("SKIPPED real scripts: data folder not found"),
    }
    texts.retain(|file| file.extension().is_some_and(|end| end == "fountain"));
    Ok(texts)
}

/// Each PDF of the data with the text of the same name.
fn pairs_of_the_data() -> Option<Vec<PathBuf>> {
    let scripts = shell::data_folder()?.join("screenplays");
    let mut pairs = Vec::new();
    for pdf in shell::files_under(&scripts.join("pdf")).ok()? {
        let stem = pdf.file_name()?.to_string_lossy().split('.').next()?.to_owned();
        let text = scripts.join("fountain").join(stem).with_extension("fountain");
        if text.is_file() {
            pairs.extend([pdf, text]);
        }
    }
    (!pairs.is_empty()).then_some(pairs)
}

fn compare(pairs: &[impl AsRef<Path> + AsRef<std::ffi::OsStr>]) -> shell::Done {
    let example =
        ["run", "--locked", "-q", "--release", "-p", "backlot-script", "--example", "pdf_against_fountain", "--"];
    shell::run(shell::cargo(&example).args(pairs))
}

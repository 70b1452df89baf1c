//! `backlot print`: one paper of a board, as pages, pictures or text.

use std::path::{Path, PathBuf};

use super::{File, Said, find};
use crate::app::Opened;
use crate::error::{FINE, Failure};
use crate::files;
use crate::press::{self, Form, Size};

/// Print a paper; text goes to the terminal unless a file is named
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The paper
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(press::names()))]
    paper: String,
    #[command(flatten)]
    pub(super) file: File,
    /// Form of the paper [default: pdf; html for the board, txt for the assumptions]
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// Size of the paper [default: the production's setting]
    #[arg(long = "paper", value_enum, id = "size")]
    size: Option<Size>,
    /// Where it goes; pages of pictures get their number [default: PRODUCTION-PAPER]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
    /// A published issue, as it was published
    #[arg(long, value_name = "N", conflicts_with = "board")]
    issue: Option<u32>,
    /// Overwrite a file that stands there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = find::schedule(opened, args.board.as_deref(), args.issue)?;
    let size = args.size.map_or(production.settings.paper, Size::into);
    let printed = press::print(production, &schedule, &args.paper, args.format, size)?;
    if args.output.is_none()
        && let [(ending, text)] = printed.as_slice()
        && ending == ".txt"
    {
        return Ok(Said { text: String::from_utf8_lossy(text).into_owned(), code: FINE });
    }
    let base = format!("{}-{}", files::stem(&args.file.file), args.paper);
    let target = |ending: &str| match &args.output {
        None => PathBuf::from(format!("{base}{ending}")),
        // A name without the page's number would make every page overwrite the one before.
        Some(path) if ending.starts_with('-') => numbered(path, ending),
        Some(path) => path.clone(),
    };
    let files: Vec<(PathBuf, Vec<u8>)> = printed.into_iter().map(|(ending, bytes)| (target(&ending), bytes)).collect();
    for (path, _) in &files {
        files::must_be_free(path, args.force)?;
    }
    for (path, bytes) in &files {
        files::write(path, bytes, args.force)?;
    }
    Ok(Said::lines(files.iter().map(|(path, _)| path.display().to_string())))
}

/// `out.svg` and `-2.svg` make `out-2.svg`.
fn numbered(path: &Path, ending: &str) -> PathBuf {
    path.with_file_name(format!("{}{ending}", files::stem(path)))
}

//! `backlot import`: a screenplay becomes a production with an empty board, without planning anything yet.

use std::path::PathBuf;

use super::Said;
use super::plan::Founded;
use crate::app::{self, Opened};
use crate::error::Failure;
use crate::files;
use crate::say::count;

/// Make a production from a screenplay, without a plan
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The screenplay: Fountain or Final Draft
    script: PathBuf,
    #[command(flatten)]
    founding: Founded,
    /// The production to make
    #[arg(short, long, value_name = "NAME.backlot")]
    output: PathBuf,
    /// Overwrite a file that stands there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, author: &str) -> Result<Said, Failure> {
    files::must_be_free(&args.output, args.force)?;
    let founding = args.founding.of(&args.script);
    let (production, screenplay) = app::found(founding, None)?;
    Opened::create(&args.output, &production, &screenplay, author, args.force)?;
    let line = format!(
        "{}: {}, {} cast, {}, {}; {} made",
        production.title,
        count(production.scenes.len(), "scene"),
        production.cast.len(),
        count(production.sets.len(), "set"),
        count(production.assumptions.len(), "assumption"),
        args.output.display()
    );
    Ok(Said::lines([line]))
}

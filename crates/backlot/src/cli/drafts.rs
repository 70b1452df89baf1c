//! `backlot drafts`: the drafts of the script that were imported, with their colours.

use super::{File, Format, Said};
use crate::app::Opened;
use crate::colours;
use crate::error::Failure;
use crate::say::{self, count};

/// List the drafts of the script that were imported, with the colours of their pages
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let changed = |number: usize| {
        let of = |revision: u32| usize::try_from(revision) == Ok(number);
        production.scenes.iter().filter(|scene| of(scene.revision)).count()
    };
    let line = |(number, draft): (usize, &model::production::Draft)| {
        let name = if draft.name.is_empty() { "name not known" } else { &draft.name };
        let date = draft.date.map_or(String::new(), |date| format!("  {}", say::date(date)));
        let (scenes, pages) = (count(draft.scenes as usize, "scene"), count(draft.pages as usize, "page"));
        let last = format!("{} last changed in it", count(changed(number), "scene"));
        format!("{number:>3}  {:<14} {name}  {scenes}, {pages}; {last}{date}", draft.called())
    };
    let mut lines: Vec<String> = (1..).zip(&production.drafts).map(line).collect();
    let last = production.drafts.last().map(|draft| (draft.colour.as_str(), draft.cycle));
    let (colour, cycle) = colours::next(&production.settings, last);
    lines.push(format!("next: {}", model::issue::cycled(&colour, cycle)));
    Said::data(args.format, &production.drafts, lines)
}

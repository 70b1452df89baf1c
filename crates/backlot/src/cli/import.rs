//! `backlot import`: a screenplay becomes a production with an empty board; or a new draft goes into the production that
//! an older one became. Another program's schedule brings its boards along.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use super::plan::Founded;
use super::{Format, Said};
use crate::app::{self, Opened};
use crate::colours;
use crate::compare::compare;
use crate::error::Failure;
use crate::figures::Figures;
use crate::files;
use crate::past;
use crate::redraft::{self, Report, SceneNews, Text};
use crate::say::{self, count};

/// Make a production from a screenplay, without a plan, or from a schedule with its boards; or take a new draft into one
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The screenplay: Fountain, Final Draft or PDF; or a schedule of the Universal Schedule Standard (.uss)
    script: PathBuf,
    #[command(flatten)]
    founding: Founded,
    /// The production to make
    #[arg(short, long, value_name = "NAME.backlot", required_unless_present = "into")]
    output: Option<PathBuf>,
    /// The production that takes the script in as its new draft
    #[arg(long, value_name = "NAME.backlot", conflicts_with_all = ["output", "force", "with", "budget", "start"])]
    into: Option<PathBuf>,
    /// Colour of the draft's pages, such as Blue or \"Second Pink\" [default: what the file says, or the next one]
    #[arg(long)]
    colour: Option<String>,
    /// Date of the draft's pages
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    date: Option<Date>,
    /// A character who has another name now; any number of times
    #[arg(long, value_name = "OLD=NEW", requires = "into", value_parser = renamed)]
    rename: Vec<(String, String)>,
    /// Tell what the draft would do, and do nothing
    #[arg(long, requires = "into")]
    dry_run: bool,
    /// Overwrite a file that stands there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

/// What a new draft did to the production.
#[derive(Serialize)]
struct Taken<'a> {
    draft: &'a model::production::Draft,
    report: &'a Report,
    before: Option<Figures>,
    after: Option<Figures>,
    dry_run: bool,
}

pub(super) fn run(args: &Args, author: &str) -> Result<Said, Failure> {
    match (&args.into, &args.output) {
        (Some(file), _) => into(args, file, author),
        (None, Some(output)) => found(args, output, author),
        (None, None) => Err(Failure::value("nowhere to put the production", "name it with --output NAME.backlot")),
    }
}

fn found(args: &Args, output: &Path, author: &str) -> Result<Said, Failure> {
    files::must_be_free(output, args.force)?;
    let (mut production, read) = app::found(args.founding.of(&args.script), None)?;
    let settings = production.settings.clone();
    if let Some(draft) = production.drafts.last_mut() {
        if let Some(colour) = &args.colour {
            (draft.colour, draft.cycle) = colours::given(&settings, colour)?;
        }
        draft.date = args.date;
    }
    Opened::create(output, &production, &read, author, args.force)?;
    let line = format!(
        "{}: {}, {} cast, {}, {}; {} made",
        production.title,
        count(production.scenes.len(), "scene"),
        production.cast.len(),
        count(production.sets.len(), "set"),
        count(production.assumptions.len(), "assumption"),
        output.display()
    );
    let boards = production.boards.iter().filter(|board| !board.days.is_empty());
    let boards = boards.map(|board| format!("board {}: {}", board.name, count(board.days.len(), "day")));
    Said::data(args.format, &production.drafts, [line].into_iter().chain(boards).collect::<Vec<_>>())
}

fn into(args: &Args, file: &Path, author: &str) -> Result<Said, Failure> {
    let mut opened = if args.dry_run { Opened::open_to_read(file, author)? } else { Opened::open(file, author)? };
    let name = args.script.display().to_string();
    let mut read = app::read(&name, &files::read(&args.script)?, &args.founding.reading)?;
    say::notices(&name, &read.notices, args.founding.notes);
    let mut draft = app::draft_of(&args.script, &read, &opened.production);
    if let Some(colour) = &args.colour {
        (draft.colour, draft.cycle) = colours::given(&opened.production.settings, colour)?;
    }
    draft.date = args.date;
    let lost = || {
        let hint = "make a production anew with --output, and enter what people said again";
        Failure::value(format!("'{}' does not hold the script it was made from", file.display()), hint)
    };
    let (screenplay, breakdown) = (opened.screenplay()?, opened.breakdown()?.ok_or_else(lost)?);
    let before = Text { screenplay: screenplay.as_ref(), breakdown: &breakdown };
    let after = Text { screenplay: Some(&read.screenplay), breakdown: &read.breakdown };
    let (edit, report, kept) = redraft::redraft(&opened.production, before, after, draft.clone(), &args.rename)?;
    read.breakdown = kept;

    let old = opened.production.clone();
    let old_schedule = opened.active_schedule().ok();
    let number = old.drafts.len() + 1;
    let mut new = old.clone();
    new.apply(edit.clone())?;
    let new_schedule = new.active_board().map(|board| app::schedule(&new, board.clone()));
    let summary = summary(&report);
    let head = format!("draft {number} ({}), {}: {summary}", draft.called(), draft.name);
    let mut lines = vec![head.clone()];
    lines.extend(told(&report));
    let pages = |production: &model::production::Production| {
        let shot = production.scenes.iter().filter(|scene| !scene.omitted);
        shot.map(|scene| scene.eighths).sum::<model::measure::Eighths>()
    };
    let scenes =
        |production: &model::production::Production| production.scenes.iter().filter(|scene| !scene.omitted).count();
    lines.push(format!("scenes: {} -> {}; pages: {} -> {}", scenes(&old), scenes(&new), pages(&old), pages(&new)));
    let mut figures = (None, None);
    if let (Some(before), Some(after)) = (&old_schedule, &new_schedule) {
        let (was, is) = (Figures::of(&old, before), Figures::of(&new, after));
        lines.push(format!("board {}:", is.board));
        lines.push(format!("  shooting days: {} -> {}", was.days, is.days));
        lines.push(format!("  cast days: {} -> {} worked, {} -> {} on hold", was.worked, is.worked, was.held, is.held));
        lines.push(format!("  cost: {}", compare(&new, before, after).money(&new)));
        if is.boneyard > 0 {
            let (wait, solve) = (count(is.boneyard, "strip"), past::solve(&new, &after.board));
            lines.push(format!("  {wait} in the boneyard, not in these figures; {solve} finds days"));
        }
        figures = (Some(was), Some(is));
    }
    if args.dry_run {
        lines.push("nothing was changed (--dry-run)".to_owned());
    } else {
        opened.keep(number, &read)?;
        opened.change_saying(edit, head)?;
    }
    let taken = Taken { draft: &draft, report: &report, before: figures.0, after: figures.1, dry_run: args.dry_run };
    Said::data(args.format, &taken, lines)
}

/// `3 new, 1 omitted, 12 changed`.
fn summary(report: &Report) -> String {
    let of = |kind: &str| report.scenes.iter().filter(|scene| scene.kinds.contains(&kind)).count();
    let all = KINDS.map(|kind| (of(kind), kind));
    let all: Vec<String> =
        all.iter().filter(|(number, _)| *number > 0).map(|(number, kind)| format!("{number} {kind}")).collect();
    if all.is_empty() { "no scene changed".to_owned() } else { all.join(", ") }
}

/// What can become of a scene, in the order in which it is told.
const KINDS: [&str; 7] = ["new", "changed", "moved", "split", "merged", "omitted", "un-omitted"];

/// The news scene by scene, then what stays, then what is left over.
fn told(report: &Report) -> Vec<String> {
    let scene = |scene: &SceneNews| {
        let what = if scene.what.is_empty() { String::new() } else { format!(": {}", scene.what.join("; ")) };
        format!("  {:<8} {}{what}", scene.number, scene.kinds.join(", "))
    };
    let mut lines: Vec<String> = report.scenes.iter().map(scene).collect();
    lines.extend(report.kept.iter().map(|kept| format!("  kept: {kept}")));
    for (what, names) in
        [("new character", &report.characters), ("new set", &report.sets), ("no scene has any more", &report.unused)]
    {
        if !names.is_empty() {
            lines.push(format!("  {what}: {}", names.join(", ")));
        }
    }
    for (old, new) in &report.renamed {
        lines.push(format!(
            "  {old} may be {new} now: import again after 'backlot undo', with --rename \"{old}={new}\""
        ));
    }
    for (old, new) in &report.renamed_sets {
        lines.push(format!(
            "  set {old} may be {new} now: 'backlot breakdown merge FILE \"{old}\" \"{new}\"' makes them one"
        ));
    }
    lines
}

fn renamed(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').map(|(old, new)| (old.trim().to_owned(), new.trim().to_owned()));
    let whole = pair.filter(|(old, new)| !old.is_empty() && !new.is_empty());
    whole.ok_or_else(|| format!("'{text}' renames nobody; write it as OLD=NEW"))
}

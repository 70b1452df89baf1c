//! `backlot script`: what was read of a screenplay, as a table for people and as JSON for other programs.

mod rows;
mod write;

use std::path::PathBuf;

use model::breakdown::SceneDraft;
use model::measure::Eighths;

use self::rows::Script;
use super::reading::Reading;
use super::{Format, Said};
use crate::app::{self, Opened};
use crate::error::{FINE, Failure};
use crate::say::count;
use crate::{files, say};

/// Show what is read of a screenplay: scenes, lengths, cast, notices
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The screenplay: Fountain, Final Draft or PDF
    #[arg(required_unless_present = "schema")]
    script: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Print the JSON schema of what --json prints
    #[arg(long, exclusive = true)]
    schema: bool,
    /// Tell every note on how it was read, not only the first eight
    #[arg(long)]
    notes: bool,
    /// Write the script out: as Fountain (.fountain), or scene numbers and tags into a copy of the Final Draft file (.fdx)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// With --output: take scene numbers and accepted elements from this production, made from this script
    #[arg(long, value_name = "NAME.backlot", requires = "output")]
    from: Option<PathBuf>,
    /// Overwrite a file that stands there already
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, author: &str) -> Result<Said, Failure> {
    let Some(path) = args.script.as_ref().filter(|_| !args.schema) else {
        return Ok(Said { text: rows::SCHEMA.to_owned(), code: FINE });
    };
    let name = path.display().to_string();
    let bytes = files::read(path)?;
    let read = app::read(&name, &bytes, &args.reading)?;
    if let Some(output) = &args.output {
        let production = args.from.as_ref().map(|from| Opened::open_to_read(from, author)).transpose()?;
        let said = write::script(&write::Job { name: &name, bytes, read, production, output, args })?;
        return Ok(Said::lines([said]));
    }
    if !args.format.json {
        say::notices(&name, &read.notices, args.notes);
    }
    let script = Script::of(&read);
    let total: Eighths = read.breakdown.scenes.iter().map(|scene| scene.computed).sum();
    let mut lines: Vec<String> =
        vec![format!("{:<7} {:>4}  {:>7}  {:>7}  {:>5}", "scene", "page", "stated", "counted", "apart")];
    lines.extend(read.breakdown.scenes.iter().flat_map(line));
    let shot = read.breakdown.scenes.iter().filter(|scene| !scene.omitted).count();
    let title = if read.breakdown.title.is_empty() { "Untitled" } else { &read.breakdown.title };
    lines.push(format!(
        "{title}: {}, {} by the sum of eighths as counted, {} as printed",
        count(shot, "scene"),
        say::pages(total),
        count(read.breakdown.pages as usize, "page")
    ));
    let stated = read.breakdown.scenes.iter().filter_map(|scene| Some((scene.stated?, scene.computed)));
    let (stated, apart) =
        stated.fold((0, 0), |(all, apart), (stated, ours)| (all + 1, apart + usize::from(stated != ours)));
    if stated > 0 {
        lines.push(format!("{} with a stated length, {apart} of them counted otherwise", count(stated, "scene")));
    }
    Said::data(args.format, &script, lines)
}

/// A scene in one line, and its people in a second one.
fn line(scene: &SceneDraft) -> Vec<String> {
    let stated = scene.stated.map_or("-".to_owned(), |stated| stated.to_string());
    let apart = scene.stated.map(|stated| scene.computed.0 - stated.0).filter(|apart| *apart != 0);
    let apart = apart.map_or(String::new(), |apart| format!("{apart:+}/8"));
    let sets = [&scene.set].into_iter().chain(&scene.sub_sets).map(String::as_str).collect::<Vec<_>>().join(" / ");
    let inherited = if scene.time_inherited { "*" } else { "" };
    let day = scene.story_day.as_ref().map_or(String::new(), |day| format!(" [{day}]"));
    let modifiers: String = scene.modifiers.iter().map(|modifier| format!(" ({modifier})")).collect();
    let place = match scene.omitted {
        true => "OMITTED".to_owned(),
        false => format!("{} {sets}{modifiers} - {}{inherited}{day}", scene.int_ext.word(), scene.time.word()),
    };
    let head = format!(
        "{:<7} {:>4}  {stated:>7}  {:>7}  {apart:>5}  {place}",
        scene.number,
        scene.page,
        scene.computed.to_string()
    );
    let cast = scene.cast.iter().map(|one| match (one.voice_only, one.off_screen) {
        (true, _) => format!("{} (voice)", one.name),
        (false, true) => format!("{} (off)", one.name),
        (false, false) => one.name.clone(),
    });
    let cast: Vec<String> = cast.collect();
    let cast = (!cast.is_empty()).then(|| format!("{:38}{}", "", cast.join(", ")));
    [Some(head), cast].into_iter().flatten().collect()
}

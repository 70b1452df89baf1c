//! `backlot breakdown`: what each scene needs, with the words of the script that gave it; and what a person decides about
//! what is only proposed.

mod decide;
mod rows;

use std::path::PathBuf;

use model::production::{Production, Scene};
use model::screenplay::{Element, ElementKind, Screenplay};

pub(super) use self::decide::{Decide, decide, sets};
use self::rows::{Filter, State, csv, rows};
use super::{File, Format, Said, find};
use crate::app::Opened;
use crate::error::{FINE, Failure};

/// Show what each scene needs, and decide about what is proposed
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) decide: Option<Decide>,
    /// The production
    #[arg(value_name = "NAME.backlot", required = true)]
    file: Option<PathBuf>,
    /// One scene only, with the words and notes of the script
    #[arg(long, value_name = "NUMBER")]
    scene: Option<String>,
    /// One category only, such as Vehicles or Cast
    #[arg(long)]
    category: Option<String>,
    /// What is proposed and not decided
    #[arg(long)]
    proposed: bool,
    /// What a person accepted
    #[arg(long)]
    accepted: bool,
    /// What a person rejected
    #[arg(long)]
    rejected: bool,
    /// Only what the reader was less sure of than so many percent
    #[arg(long, value_name = "CONFIDENCE", value_parser = clap::value_parser!(u8).range(0..=101))]
    below: Option<u8>,
    /// As comma-separated values, one row for each thing of a scene
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    format: Format,
}

impl Args {
    /// The production that is looked at.
    pub(super) fn file(&self) -> Result<File, Failure> {
        let none = || Failure::value("no production is named", "backlot breakdown NAME.backlot");
        Ok(File { file: self.file.clone().ok_or_else(none)? })
    }
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let states = [(args.proposed, State::Proposed), (args.accepted, State::Accepted), (args.rejected, State::Rejected)];
    let states: Vec<State> = states.into_iter().filter(|(wanted, _)| *wanted).map(|(_, state)| state).collect();
    let filtered = args.category.is_some() || !states.is_empty() || args.below.is_some() || args.csv;
    if filtered {
        let filter = Filter {
            scene: args.scene.as_ref().map(|number| find::scene(production, number)).transpose()?.map(|scene| scene.id),
            category: args.category.as_deref().map(rows::category).transpose()?,
            states,
            below: args.below,
            ..Filter::default()
        };
        let rows = rows(production, &filter);
        if args.csv {
            return Ok(Said { text: csv(&rows), code: FINE });
        }
        let lines: Vec<String> = match rows.is_empty() {
            true => vec!["nothing like this in the breakdown".to_owned()],
            false => rows.iter().map(rows::Row::line).collect(),
        };
        return Said::data(args.format, &rows, lines);
    }
    let Some(number) = &args.scene else {
        return Said::data(
            args.format,
            &production.scenes,
            production.scenes.iter().flat_map(|s| needs(production, s)),
        );
    };
    let scene = find::scene(production, number)?;
    let mut lines = needs(production, scene);
    if let Some(screenplay) = opened.screenplay()? {
        lines.push(String::new());
        lines.extend(words(production, scene, &screenplay));
    }
    Said::data(args.format, scene, lines)
}

/// What a scene needs, in a few lines.
fn needs(production: &Production, scene: &Scene) -> Vec<String> {
    let set = production.set(scene.set).map_or("no set", |set| &set.name);
    let omitted = if scene.omitted { "  OMITTED" } else { "" };
    let mut lines = vec![format!(
        "{:<5} {} {set} - {}  {}{omitted}",
        production.scene_label(scene),
        scene.int_ext.word(),
        scene.time.word(),
        crate::say::pages(scene.eighths)
    )];
    let cast = scene.cast.iter().filter_map(|cast| {
        let character = production.character(cast.character)?;
        let number =
            character.played_by.and_then(|id| production.person(id)).map(|person| format!("{}.", person.number));
        let voice = if cast.voice_only { " (voice)" } else { "" };
        Some(format!("{}{}{voice}", number.unwrap_or_default(), character.name))
    });
    let cast: Vec<String> = cast.collect();
    if !cast.is_empty() {
        lines.push(format!("      cast: {}", cast.join(", ")));
    }
    for (id, quantity) in production.elements_of(scene) {
        let Some(element) = production.element(id) else { continue };
        let many = if quantity > 1 { format!("{quantity} ") } else { String::new() };
        lines.push(format!("      {}: {many}{}", element.category.name(), element.name));
    }
    match (scene.setups, scene.minutes) {
        (None, None) => {}
        (setups, minutes) => {
            let setups = setups.map(|setups| crate::say::count(setups as usize, "set-up"));
            let minutes = minutes.map(|span| span.likely.to_string());
            lines.push(format!(
                "      said: {}",
                [setups, minutes].into_iter().flatten().collect::<Vec<_>>().join(", ")
            ));
        }
    }
    lines
}

/// The words of the script from the scene's heading to the next one, and the notes among them.
fn words(production: &Production, scene: &Scene, screenplay: &Screenplay) -> Vec<String> {
    let heads = |element: &Element| matches!(element.kind, ElementKind::Heading | ElementKind::Omitted);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Headings repeat: the scene's is the same one among its equals in the script as the scene among its own.
    let equals = production.scenes.iter().take_while(|other| other.id != scene.id);
    let before = equals.filter(|other| other.heading == scene.heading).count();
    let starts = screenplay.elements.iter().enumerate();
    let mut starts = starts.filter(|(_, one)| heads(one) && line(&one.text) == line(&scene.heading));
    let Some((start, _)) = starts.nth(before) else { return Vec::new() };
    let after = screenplay.elements.iter().skip(start + 1).take_while(|one| !heads(one));
    let text = |element: &Element| {
        if element.kind == ElementKind::Note {
            return note(element);
        }
        let indent = match element.kind {
            ElementKind::Character => 20,
            ElementKind::Parenthetical => 15,
            ElementKind::Dialogue | ElementKind::Lyric => 10,
            _ => 0,
        };
        element.text.lines().map(|line| format!("{:indent$}{line}", "")).collect::<Vec<_>>()
    };
    after.filter(|one| one.kind.prints() || one.kind == ElementKind::Note).flat_map(text).collect()
}

/// A note of the script as Fountain writes it, behind whose it is.
fn note(element: &Element) -> Vec<String> {
    let author = element.facts.as_ref().map(|facts| facts.author.as_str()).filter(|author| !author.is_empty());
    let whose = author.map_or(String::new(), |author| format!("{author}: "));
    format!("[[{whose}{}]]", element.text).lines().map(str::to_owned).collect()
}

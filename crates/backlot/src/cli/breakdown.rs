//! `backlot breakdown`: what each scene needs, and the words of the script beside it.

use model::production::{Production, Scene};
use model::screenplay::{Element, ElementKind, Screenplay};

use super::{File, Format, Said, find};
use crate::app::Opened;
use crate::error::Failure;

/// Show what each scene needs
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// One scene only, with the words of the script
    #[arg(long, value_name = "NUMBER")]
    scene: Option<String>,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
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

/// The words of the script from the scene's heading to the next one.
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
        let indent = match element.kind {
            ElementKind::Character => 20,
            ElementKind::Parenthetical => 15,
            ElementKind::Dialogue | ElementKind::Lyric => 10,
            _ => 0,
        };
        element.text.lines().map(|line| format!("{:indent$}{line}", "")).collect::<Vec<_>>()
    };
    after.filter(|one| one.kind.prints()).flat_map(text).collect()
}

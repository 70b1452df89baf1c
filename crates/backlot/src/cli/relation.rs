//! `backlot relation`: scenes that are shot before one another, on one day, or never on one; and taking that back.

use std::path::Path;

use clap::ValueEnum;
use model::edit::{Edit, Name, Neighbour, Noun};
use model::ids::{RelationId, SceneId};
use model::production::{Production, Relation, RelationKind};
use serde::Serialize;

use super::{File, Format, Said, find};
use crate::app::{NOTHING, Opened};
use crate::compare::compare;
use crate::error::Failure;
use crate::past;
use crate::say::quoted;

/// Say that a scene is shot before another, on its day or never on it; or list what is said
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without scenes it lists the relations, each after the words that name it. Scene 4 first, two whole
days between; on one day; never on one day; and the first taken back:
  backlot relation FILE 4 before 1 --gap 2 --why 'the beard grows'
  backlot relation FILE 4 same-day 7
  backlot relation FILE 4 not-same-day 7
  backlot relation FILE 4 before 1 --off")]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// The scene, such as 12
    #[arg(value_name = "SCENE", requires = "kind")]
    first: Option<String>,
    /// How it stands to the other
    #[arg(requires = "second")]
    kind: Option<Kind>,
    /// The other scene
    #[arg(value_name = "OTHER")]
    second: Option<String>,
    /// Whole days that lie between, of 'before' [default: none]
    #[arg(long, value_name = "DAYS", conflicts_with = "off", requires = "second")]
    gap: Option<u32>,
    /// Why, such as 'the haircut'
    #[arg(long, conflicts_with = "off", requires = "second")]
    why: Option<String>,
    /// Take it back
    #[arg(long, requires = "second")]
    off: bool,
    #[command(flatten)]
    format: Format,
}

/// The kinds, in the words of the production file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Before,
    SameDay,
    NotSameDay,
}

impl Kind {
    fn of(kind: RelationKind) -> Self {
        match kind {
            RelationKind::Before { .. } => Self::Before,
            RelationKind::SameDay => Self::SameDay,
            RelationKind::NotSameDay => Self::NotSameDay,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::SameDay => "same-day",
            Self::NotSameDay => "not-same-day",
        }
    }

    /// Whether a relation is the one between these scenes: what is no order holds both ways.
    fn is(self, relation: &Relation, first: SceneId, second: SceneId) -> bool {
        let both = (relation.first, relation.second);
        Self::of(relation.kind) == self && (both == (first, second) || self != Self::Before && both == (second, first))
    }
}

impl Args {
    /// Whether nothing is changed.
    pub(super) fn reads(&self) -> bool {
        self.first.is_none()
    }
}

/// A relation in a list.
#[derive(Serialize)]
struct Listed {
    first: String,
    kind: &'static str,
    second: String,
    gap: u32,
    why: String,
}

/// What a relation that is entered or taken back does.
#[derive(Serialize)]
struct Changed {
    /// In words.
    says: String,
    /// What the board no longer breaks.
    mended: Vec<String>,
    /// What it breaks now.
    broken: Vec<String>,
}

pub(super) fn run(args: &Args, opened: Opened) -> Result<Said, Failure> {
    match (&args.first, args.kind, &args.second) {
        (Some(first), Some(kind), Some(second)) => change(args, opened, (first, kind, second)),
        _ => list(args.format, &opened.production),
    }
}

/// The words by which a relation is named on the command line: `4 before 1`.
pub(super) fn name(production: &Production, relation: &Relation) -> String {
    let label = |id| production.scene(id).map(|scene| quoted(&production.scene_label(scene))).unwrap_or_default();
    format!("{} {} {}", label(relation.first), Kind::of(relation.kind).word(), label(relation.second))
}

/// The command that takes a relation back.
pub(super) fn taken_back(production: &Production, file: &str, relation: &Relation) -> String {
    format!("backlot relation {} {} --off", quoted(file), name(production, relation))
}

fn list(format: Format, production: &Production) -> Result<Said, Failure> {
    let label = |id| production.scene(id).map(|scene| production.scene_label(scene)).unwrap_or_default();
    let listed = |relation: &Relation| Listed {
        first: label(relation.first),
        kind: Kind::of(relation.kind).word(),
        second: label(relation.second),
        gap: if let RelationKind::Before { gap } = relation.kind { gap } else { 0 },
        why: relation.why.clone(),
    };
    let data: Vec<Listed> = production.relations.iter().map(listed).collect();
    let names: Vec<String> = production.relations.iter().map(|one| name(production, one)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut lines: Vec<String> = names
        .iter()
        .zip(&production.relations)
        .map(|(name, one)| format!("{name:<width$}   {}", solver::in_words(production, one)))
        .collect();
    if lines.is_empty() {
        lines.push("no relations between scenes are entered".to_owned());
    }
    Said::data(format, &data, lines)
}

fn change(args: &Args, mut opened: Opened, named: (&str, Kind, &str)) -> Result<Said, Failure> {
    let production = &opened.production;
    let (kind, words) = (named.1, format!("{} {} {}", named.0, named.1.word(), named.2));
    let (first, second) = (find::scene(production, named.0)?.id, find::scene(production, named.2)?.id);
    if args.gap.is_some() && kind != Kind::Before {
        let hint = "leave out --gap, or write 'before'";
        return Err(Failure::value(format!("'{words}' leaves no days between"), hint));
    }
    let known = production.relations.iter().find(|one| kind.is(one, first, second)).cloned();
    let (edit, says) = match (args.off, known) {
        (true, None) => return Err(unknown(production, &args.file.file, &words, (first, second))),
        (true, Some(known)) => {
            let says = format!("no longer: {}", solver::in_words(production, &known));
            (Edit::Remove(Name::Relation(known.id)), says)
        }
        (false, known) => {
            // What is not said again stays as it was said.
            let gap = known.as_ref().map_or(0, |one| if let RelationKind::Before { gap } = one.kind { gap } else { 0 });
            let why = known.as_ref().map_or(String::new(), |one| one.why.clone());
            let wanted = Relation {
                id: known.as_ref().map_or(RelationId(0), |one| one.id),
                kind: match kind {
                    Kind::Before => RelationKind::Before { gap: args.gap.unwrap_or(gap) },
                    Kind::SameDay => RelationKind::SameDay,
                    Kind::NotSameDay => RelationKind::NotSameDay,
                },
                first: known.as_ref().map_or(first, |one| one.first),
                second: known.as_ref().map_or(second, |one| one.second),
                why: args.why.clone().unwrap_or(why),
            };
            if known.as_ref() == Some(&wanted) {
                return Ok(Said::lines([NOTHING.to_owned()]));
            }
            let says = solver::in_words(production, &wanted);
            (Edit::Put(Noun::Relation(wanted), Neighbour::Last), says)
        }
    };
    let before = opened.active_schedule().ok();
    opened.change_saying(edit, says.clone())?;
    // Told at once, since it is the reason to plan again.
    let mut lines = vec![says.clone()];
    let mut changed = Changed { says, mended: Vec::new(), broken: Vec::new() };
    if let Some(before) = before {
        let after = opened.active_schedule()?;
        let changes = compare(&opened.production, &before, &after);
        lines.extend(changes.findings());
        if !changes.broken.is_empty() {
            lines.push(format!("plan again with {}", past::solve(&opened.production, &after.board)));
        }
        (changed.mended, changed.broken) = (changes.mended, changes.broken);
    }
    Said::data(args.format, &changed, lines)
}

/// That there is no such relation, with those that these scenes have.
fn unknown(production: &Production, file: &Path, words: &str, scenes: (SceneId, SceneId)) -> Failure {
    let has = |one: &&Relation| [one.first, one.second].iter().any(|scene| *scene == scenes.0 || *scene == scenes.1);
    let theirs: Vec<String> = production.relations.iter().filter(has).map(|one| name(production, one)).collect();
    let all = format!("'backlot relation {}' lists them", quoted(&file.display().to_string()));
    let hint = if theirs.is_empty() { all } else { format!("these scenes have {}; {all}", theirs.join(", ")) };
    Failure::value(format!("there is no relation '{words}'"), hint)
}

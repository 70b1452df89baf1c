//! `backlot set`: facts that people enter, as `field=value`, each replacing what was assumed. All of them or none.

mod fields;
mod values;

use clap::ValueEnum;
use model::edit::Edit;
use model::production::Production;

use super::{File, Said, find};
use crate::app::Opened;
use crate::error::Failure;

/// Enter facts: of a scene, a cast member, a place, a set or the production
#[derive(Debug, clap::Args)]
#[command(after_help = fields::help())]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// What it is about
    #[arg(value_enum)]
    kind: Kind,
    /// Its name, unless it is the production, and then FIELD=VALUE, any number of times
    #[arg(required = true, value_name = "NAME FIELD=VALUE")]
    words: Vec<String>,
}

/// What facts can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Scene,
    Cast,
    Place,
    Set,
    /// A unit; one that is not there yet is made
    Unit,
    Production,
}

pub(super) fn run(args: &Args, mut opened: Opened) -> Result<Said, Failure> {
    let (name, pairs) = match (args.kind, args.words.split_first()) {
        (Kind::Production, _) | (_, None) => ("", args.words.as_slice()),
        (_, Some((name, pairs))) => (name.as_str(), pairs),
    };
    let split =
        |pair: &String| pair.split_once('=').map(|(field, value)| (field.trim().to_owned(), value.trim().to_owned()));
    // Each value is read in front of the ones before it, since some fields are parts of one fact.
    let mut draft = opened.production.clone();
    let mut edits = Vec::new();
    for pair in pairs {
        let (field, value) = split(pair).ok_or_else(|| {
            Failure::value(format!("'{pair}' sets nothing"), "write FIELD=VALUE, such as minutes=150 or rate=2500")
        })?;
        let edit = edit(&draft, args.kind, name, &field, &value)?;
        draft.apply(edit.clone())?;
        // A later field of the same fact, such as form after rate, holds the earlier one: the fact is told once.
        edits.retain(|earlier: &Edit| earlier.touches() != edit.touches());
        edits.push(edit);
    }
    if edits.is_empty() {
        return Err(Failure::value("nothing to set", format!("fields are {}", fields::names(args.kind).join(", "))));
    }
    let says = opened.change(Edit::Batch(edits))?;
    let of_ground = |pair: &String| split(pair).is_some_and(|(field, _)| fields::GROUND.contains(&field.as_str()));
    if args.kind == Kind::Production && pairs.iter().any(of_ground) {
        super::rules::tell_ground(&opened.production, &args.file);
    }
    Ok(Said::lines([says]))
}

fn edit(production: &Production, kind: Kind, name: &str, field: &str, value: &str) -> Result<Edit, Failure> {
    match kind {
        Kind::Scene => fields::scene(production, find::scene(production, name)?, field, value),
        Kind::Cast => fields::cast(production, find::person(production, name)?, field, value),
        Kind::Place => fields::place(find::place(production, name)?, field, value),
        Kind::Set => fields::set(production, find::set(production, name)?, field, value),
        Kind::Unit => fields::unit(production, name, field, value),
        Kind::Production => fields::production(production, field, value),
    }
}

//! What a person decides about a breakdown: proposals accepted or rejected, sets made one or kept apart. Each decision is one
//! edit of the log, and the next draft of the script respects it.

use std::collections::BTreeMap;

use model::breakdown::{Category, SetMerge};
use model::edit::{BoardChange, Edit, Name, ProductionChange, SceneChange, SetChange};
use model::ids::SceneId;
use model::production::{Apart, CastUse, ElementUse, Production, Rejected};

use super::super::{File, Format, Said, find};
use super::rows::{Filter, Row, State, category, rows};
use crate::app::{NOTHING, Opened};
use crate::error::Failure;
use crate::names::nearest;
use crate::say::count;

/// What can be decided.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Decide {
    /// Accept what is proposed, or take back that it was rejected
    Accept(Which),
    /// Reject what is proposed: it leaves the scene, and the next draft does not bring it back
    Reject(Which),
    /// List sets that may be one, spelled differently
    Sets {
        #[command(flatten)]
        file: File,
        #[command(flatten)]
        format: Format,
    },
    /// Make two sets one: scenes of the other move to the one that is kept, and so do those of later drafts
    Merge {
        #[command(flatten)]
        file: File,
        /// The set that stays
        keep: String,
        /// The other spelling
        other: String,
    },
    /// Say that two sets are two, however alike their names are
    Apart {
        #[command(flatten)]
        file: File,
        /// One set
        one: String,
        /// The other set
        other: String,
    },
}

/// Which proposals are meant: all that fit everything that is said.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Which {
    #[command(flatten)]
    file: File,
    /// Names of people or things
    names: Vec<String>,
    /// In one scene only
    #[arg(long, value_name = "NUMBER")]
    scene: Option<String>,
    /// Of one category only, such as Vehicles or Cast
    #[arg(long)]
    category: Option<String>,
    /// Only what the reader was so sure of, in percent, or more
    #[arg(long, value_name = "CONFIDENCE", value_parser = clap::value_parser!(u8).range(0..=100))]
    from: Option<u8>,
    /// Only what the reader was less sure of
    #[arg(long, value_name = "CONFIDENCE", value_parser = clap::value_parser!(u8).range(0..=101))]
    below: Option<u8>,
}

impl Decide {
    /// The production that it is about.
    pub(in crate::cli) fn file(&self) -> &File {
        match self {
            Self::Accept(which) | Self::Reject(which) => &which.file,
            Self::Sets { file, .. } | Self::Merge { file, .. } | Self::Apart { file, .. } => file,
        }
    }
}

/// Writes a decision down.
pub(in crate::cli) fn decide(decide: &Decide, mut opened: Opened) -> Result<Said, Failure> {
    match decide {
        Decide::Accept(which) => proposals(which, true, opened),
        Decide::Reject(which) => proposals(which, false, opened),
        Decide::Sets { format, .. } => sets(*format, &opened),
        Decide::Merge { keep, other, .. } => {
            let (edit, says) = merge(&opened.production, keep, other)?;
            opened.change_saying(edit, says.clone())?;
            Ok(Said::lines([says]))
        }
        Decide::Apart { one, other, .. } => {
            let (one, other) = (find::set(&opened.production, one)?, find::set(&opened.production, other)?);
            let pair = Apart { one: one.name.clone(), other: other.name.clone() };
            if one.id == other.id {
                return Err(Failure::value(format!("{} and {} are one set", pair.one, pair.other), "name two sets"));
            }
            if is_apart(&opened.production, &pair.one, &pair.other) {
                return Ok(Said::lines([NOTHING.to_owned()]));
            }
            let says = format!("sets {} and {} are two", pair.one, pair.other);
            let apart = opened.production.apart.iter().cloned().chain([pair]).collect();
            opened.change_saying(Edit::Production(ProductionChange::Apart(apart)), says.clone())?;
            Ok(Said::lines([says]))
        }
    }
}

/// Lists the sets that may be one.
pub(in crate::cli) fn sets(format: Format, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let proposed = opened.breakdown()?.map_or(Vec::new(), |breakdown| breakdown.merges);
    let known = |name: &String| production.sets.iter().any(|set| set.name == *name);
    let open = |one: &&SetMerge| known(&one.keep) && known(&one.merge) && !is_apart(production, &one.keep, &one.merge);
    let open: Vec<&SetMerge> = proposed.iter().filter(open).collect();
    let mut lines: Vec<String> =
        open.iter().map(|one| format!("{:>3}%  {}  =  {}", one.confidence, one.keep, one.merge)).collect();
    for set in production.sets.iter().filter(|set| !set.also.is_empty()) {
        lines.push(format!("one:  {}  =  {}", set.name, set.also.join(", ")));
    }
    lines.extend(production.apart.iter().map(|pair| format!("two:  {}  /  {}", pair.one, pair.other)));
    if lines.is_empty() {
        lines.push("no two sets look like one".to_owned());
    }
    if !open.is_empty() {
        lines.push(
            "decide with 'backlot breakdown merge FILE KEEP OTHER' or 'backlot breakdown apart FILE ONE OTHER'"
                .to_owned(),
        );
    }
    Said::data(format, &open, lines)
}

fn proposals(which: &Which, accept: bool, mut opened: Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    if which.names.is_empty()
        && which.scene.is_none()
        && which.category.is_none()
        && which.from.is_none()
        && which.below.is_none()
    {
        let hint = "name things, or say --scene, --category, --from or --below; --from 0 means all";
        return Err(Failure::value("nothing is named", hint));
    }
    let states = match (accept, which.names.is_empty()) {
        // What was rejected comes back only by its name.
        (true, true) => vec![State::Proposed],
        (true, false) => vec![State::Proposed, State::Rejected],
        (false, true) => vec![State::Proposed],
        (false, false) => vec![State::Proposed, State::Accepted, State::Entered],
    };
    let filter = Filter {
        scene: which.scene.as_ref().map(|number| find::scene(production, number)).transpose()?.map(|scene| scene.id),
        category: which.category.as_deref().map(category).transpose()?,
        names: which.names.clone(),
        states,
        below: which.below,
        from: which.from,
    };
    known_names(production, &filter)?;
    let found = rows(production, &filter);
    if found.is_empty() {
        return Ok(Said::lines([NOTHING.to_owned()]));
    }
    let mut scenes: BTreeMap<SceneId, Vec<&Row>> = BTreeMap::new();
    for row in &found {
        scenes.entry(row.id).or_default().push(row);
    }
    let edits = scenes.iter().map(|(id, rows)| decided(production, *id, rows, accept)).collect::<Vec<_>>().concat();
    let names = |row: &&Row| format!("{} in {}", row.name, row.scene);
    let told: Vec<String> = found.iter().take(3).collect::<Vec<_>>().iter().map(names).collect();
    let more = if found.len() > 3 { format!(" and {} more", found.len() - 3) } else { String::new() };
    let verb = if accept { "accepted" } else { "rejected" };
    let says = format!("{verb} {}: {}{more}", count(found.len(), "proposal"), told.join(", "));
    opened.change_saying(Edit::Batch(edits), says.clone())?;
    Ok(Said::lines([says]))
}

/// A name that nothing has is a mistake, not a filter that finds nothing.
fn known_names(production: &Production, filter: &Filter) -> Result<(), Failure> {
    let all = rows(production, &Filter { scene: filter.scene, category: filter.category, ..Filter::default() });
    for name in &filter.names {
        if !all.iter().any(|row| row.name.eq_ignore_ascii_case(name)) {
            let hint = nearest(name, all.iter().map(|row| row.name.as_str()));
            return Err(Failure::Unknown { what: "person or thing of the breakdown", name: name.clone(), hint });
        }
    }
    Ok(())
}

/// The edits of one scene.
fn decided(production: &Production, id: SceneId, decided: &[&Row], accept: bool) -> Vec<Edit> {
    let Some(scene) = production.scene(id) else { return Vec::new() };
    let (mut cast, mut elements, mut rejected) = (scene.cast.clone(), scene.elements.clone(), scene.rejected.clone());
    for row in decided {
        let character = production.characters.iter().find(|one| row.key == Category::CAST && one.name == row.name);
        let character = character.map(|one| one.id);
        let element = production.elements.iter().find(|one| one.category == row.key && one.name == row.name);
        let element = element.map(|one| one.id);
        match (accept, row.state) {
            (true, State::Rejected) => {
                let (because, confidence) = (row.because.clone(), row.confidence);
                if let Some(character) = character {
                    let voice_only = row.voice_only;
                    let one =
                        CastUse { voice_only, because, confidence, accepted: true, ..CastUse::entered(character) };
                    cast.push(one);
                } else if let Some(element) = element {
                    let entered = ElementUse::entered(element, row.quantity);
                    elements.push(ElementUse { because, confidence, accepted: true, ..entered });
                }
                rejected.retain(|one| one.category != row.key || one.name != row.name);
            }
            (true, _) => {
                cast.iter_mut().filter(|one| Some(one.character) == character).for_each(|one| one.accepted = true);
                elements.iter_mut().filter(|one| Some(one.element) == element).for_each(|one| one.accepted = true);
            }
            (false, _) => {
                cast.retain(|one| Some(one.character) != character);
                elements.retain(|one| Some(one.element) != element);
                rejected.push(Rejected {
                    category: row.key,
                    name: row.name.clone(),
                    because: row.because.clone(),
                    confidence: row.confidence,
                    quantity: if row.key == Category::CAST { 0 } else { row.quantity },
                    voice_only: row.voice_only,
                });
            }
        }
    }
    let mut edits = Vec::new();
    if cast != scene.cast {
        edits.push(Edit::Scene(id, SceneChange::Cast(cast)));
    }
    if elements != scene.elements {
        edits.push(Edit::Scene(id, SceneChange::Elements(elements)));
    }
    if rejected != scene.rejected {
        edits.push(Edit::Scene(id, SceneChange::Rejected(rejected)));
    }
    edits
}

/// Makes two sets one. The other one goes, unless an issue or a board still needs it.
fn merge(production: &Production, keep: &str, other: &str) -> Result<(Edit, String), Failure> {
    let (keep, other) = (find::set(production, keep)?, find::set(production, other)?);
    if keep.id == other.id {
        return Err(Failure::value(format!("{} is one set already", keep.name), "name two sets"));
    }
    let mut also = keep.also.clone();
    also.push(other.name.clone());
    also.extend(other.also.iter().cloned());
    let mut edits = vec![Edit::Set(keep.id, SetChange::Also(also))];
    if !other.also.is_empty() {
        edits.push(Edit::Set(other.id, SetChange::Also(Vec::new())));
    }
    let scenes = production.scenes.iter().filter(|scene| scene.set == other.id);
    let moves: Vec<Edit> = scenes.map(|scene| Edit::Scene(scene.id, SceneChange::Set(keep.id))).collect();
    let says = format!("set {} is {}: {} moved", other.name, keep.name, count(moves.len(), "scene"));
    edits.extend(moves);
    let stands = production.boards.iter().filter(|board| board.stands.contains_key(&other.id));
    edits.extend(stands.map(|board| Edit::Board(board.id, BoardChange::Stand(other.id, None))));
    let mut after = production.clone();
    after.apply(Edit::Batch(edits.clone()))?;
    let gone = Edit::Remove(Name::Set(other.id));
    // A published issue keeps the set it was printed with; the name is the kept set's now.
    edits.push(match after.apply(gone.clone()) {
        Ok(_) => gone,
        Err(_) => Edit::Set(other.id, SetChange::Name(format!("{} (now {})", other.name, keep.name))),
    });
    let apart = |pair: &Apart| !same_pair(pair, &keep.name, &other.name);
    if !production.apart.iter().all(apart) {
        let left = production.apart.iter().filter(|pair| apart(pair)).cloned().collect();
        edits.push(Edit::Production(ProductionChange::Apart(left)));
    }
    Ok((Edit::Batch(edits), says))
}

fn is_apart(production: &Production, one: &str, other: &str) -> bool {
    production.apart.iter().any(|pair| same_pair(pair, one, other))
}

fn same_pair(pair: &Apart, one: &str, other: &str) -> bool {
    (pair.one == one && pair.other == other) || (pair.one == other && pair.other == one)
}

//! A script out: as Fountain, or its numbers and tags written into a copy of the Final Draft file that it came from.

use std::path::Path;

use model::production::Scene;
use model::screenplay::{Element, Screenplay};
use script::{FdxChanges, FdxTag};

use super::Args;
use crate::app::{Opened, Read};
use crate::error::Failure;
use crate::files;
use crate::say::count;

/// What is written from what.
pub(super) struct Job<'a> {
    /// Name of the script's file.
    pub(super) name: &'a str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// What was read of it.
    pub(super) read: Read,
    /// The production that numbers and elements come from.
    pub(super) production: Option<Opened>,
    /// Where to.
    pub(super) output: &'a Path,
    pub(super) args: &'a Args,
}

/// Writes the file, and says so.
pub(super) fn script(job: &Job) -> Result<String, Failure> {
    files::must_be_free(job.output, job.args.force)?;
    let screenplay = &job.read.screenplay;
    let numbers = match &job.production {
        Some(opened) => numbers_of(opened, job)?,
        None => job.read.breakdown.scenes.iter().map(|scene| scene.number.clone()).collect(),
    };
    let extension = job.output.extension().and_then(|end| end.to_str()).unwrap_or_default().to_lowercase();
    let (text, tagged) = match extension.as_str() {
        "fountain" | "txt" => (script::to_fountain(&numbered(screenplay, &numbers)), 0),
        "fdx" => final_draft(job, numbers)?,
        _ => {
            let message = format!("'{}' says no format that scripts are written in", job.output.display());
            return Err(Failure::value(message, "name the file NAME.fountain or, from a Final Draft file, NAME.fdx"));
        }
    };
    files::write(job.output, text.as_bytes(), job.args.force)?;
    let tags = if tagged > 0 { format!(", {}", count(tagged, "tag")) } else { String::new() };
    Ok(format!("{} written: {}{tags}", job.output.display(), count(job.read.breakdown.scenes.len(), "scene number")))
}

/// The screenplay with a number on each heading.
fn numbered(screenplay: &Screenplay, numbers: &[String]) -> Screenplay {
    let mut numbered = screenplay.clone();
    let headings = numbered.elements.iter_mut().filter(|element| element.opens_scene());
    for (heading, number) in headings.zip(numbers) {
        heading.facts_mut().number = Some(number.clone());
    }
    numbered
}

/// The numbers that the production has for the scenes of the script, which must be the one it was made from.
fn numbers_of(opened: &Opened, job: &Job) -> Result<Vec<String>, Failure> {
    let title = &opened.production.title;
    let (Some(kept), Some(breakdown)) = (opened.screenplay()?, opened.breakdown()?) else {
        let message = format!("'{title}' keeps no script to compare '{}' with", job.name);
        return Err(Failure::value(message, "import the script anew with 'backlot import FILE --into NAME.backlot'"));
    };
    let (theirs, ours) = (headings(&kept), headings(&job.read.screenplay));
    let differs = theirs.iter().zip(&ours).position(|(theirs, ours)| theirs.text != ours.text);
    if let Some(at) = differs.or((theirs.len() != ours.len()).then_some(theirs.len().min(ours.len()))) {
        let words = |all: &[&Element]| all.get(at).map_or("nothing".to_owned(), |one| format!("'{}'", one.text));
        let (here, there) = (words(&ours), words(&theirs));
        let message =
            format!("'{}' is not the draft of '{title}': its scene {} is {here}, not {there}", job.name, at + 1);
        return Err(Failure::value(message, "take the draft in first, with 'backlot import FILE --into NAME.backlot'"));
    }
    Ok(breakdown.scenes.into_iter().map(|scene| scene.number).collect())
}

fn headings(screenplay: &Screenplay) -> Vec<&Element> {
    screenplay.elements.iter().filter(|element| element.opens_scene()).collect()
}

/// The Final Draft file with numbers and tags in it, and how many tags that are.
fn final_draft(job: &Job, numbers: Vec<String>) -> Result<(String, usize), Failure> {
    let Some(original) = std::str::from_utf8(&job.bytes).ok().filter(|text| text.contains("<FinalDraft")) else {
        let message = format!("'{}' is no Final Draft file in UTF-8 to write numbers and tags into", job.name);
        return Err(Failure::value(message, "write it as Fountain: --output NAME.fountain"));
    };
    let tags = job.production.as_ref().map_or_else(Vec::new, |opened| tags(opened, &job.read.screenplay, &numbers));
    let tagged = tags.len();
    let changes = FdxChanges { numbers: numbers.into_iter().enumerate().collect(), tags };
    let own = job.args.reading.words()?;
    let words = own.as_ref().unwrap_or_else(|| script::Words::standard());
    let text = script::write_back(original, &changes, words);
    Ok((text.map_err(|notice| Failure::Text(job.name.to_owned(), notice))?, tagged))
}

/// The accepted elements of each scene as tags on the words that gave them, or on the heading where these are not found. What
/// the script itself has tagged is left alone.
fn tags(opened: &Opened, screenplay: &Screenplay, numbers: &[String]) -> Vec<FdxTag> {
    let production = &opened.production;
    let own = |name: &str| screenplay.tags.iter().any(|tag| tag.label.eq_ignore_ascii_case(name));
    let starts: Vec<usize> =
        screenplay.elements.iter().enumerate().filter(|(_, one)| one.opens_scene()).map(|(at, _)| at).collect();
    let mut tags = Vec::new();
    for (index, number) in numbers.iter().enumerate() {
        let scene = |scene: &&Scene| production.scene_label(scene) == *number || scene.number == *number;
        let (Some(scene), Some(start)) = (production.scenes.iter().find(scene), starts.get(index)) else { continue };
        let end = starts.get(index + 1).copied().unwrap_or(screenplay.elements.len());
        for one in scene.elements.iter().filter(|one| one.accepted) {
            let Some(element) = production.element(one.element).filter(|element| !own(&element.name)) else { continue };
            let body = screenplay.elements.iter().enumerate().take(end).skip(*start);
            let mut found = body.filter_map(|(at, words)| Some((at, place(&words.text, &one.because)?)));
            let (element_at, range) = found.next().map_or((*start, None), |(at, range)| (at, Some(range)));
            let (category, label) = (element.category.name(), element.name.clone());
            tags.push(FdxTag { category, label, element: element_at, range });
        }
    }
    tags
}

/// Where words stand in a text.
fn place(text: &str, words: &str) -> Option<std::ops::Range<usize>> {
    let at = (!words.is_empty()).then(|| text.find(words)).flatten()?;
    Some(at..at + words.len())
}

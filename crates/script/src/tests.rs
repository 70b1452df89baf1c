//! Cases as text: a script in, its elements or its breakdown out. Only the functions here know the types.

mod breakdown;
mod fdx_files;
mod fdx_write;
mod final_draft;
mod fountain;
mod fountain_write;
mod heading;
mod limits;
mod merges;
mod numbers;
mod pdf;
mod story_days;
mod words;

use std::fmt::Write as _;

use crate::words::Words;
use model::breakdown::{Breakdown, SceneDraft};
use model::notice::Notice;
use model::screenplay::{Element, ElementKind, Screenplay};

fn read(name: &str, bytes: &[u8]) -> (Screenplay, Vec<Notice>) {
    crate::read(name, bytes, Words::standard())
}

fn breakdown(screenplay: &Screenplay) -> Breakdown {
    crate::breakdown(screenplay, Words::standard())
}

/// What a reader understood, one element a line: source line, kind, number, words.
fn shown(name: &str, text: &str) -> String {
    let (screenplay, notices) = read(name, text.as_bytes());
    let mut out = String::new();
    for (key, value) in &screenplay.title_page {
        let _ = writeln!(out, "{key}: {}", value.replace('\n', " / "));
    }
    screenplay.elements.iter().for_each(|element| write_element(&mut out, element));
    notices.iter().for_each(|notice| write_notice(&mut out, notice));
    out
}

fn write_element(out: &mut String, element: &Element) {
    let kind = match &element.kind {
        ElementKind::Section(depth) => format!("Section{depth}"),
        ElementKind::Other(name) => format!("[{name}]"),
        kind => format!("{kind:?}"),
    };
    let number = element.number().map_or(String::new(), |number| format!(" #{number}"));
    let right = if element.dual { " (right)" } else { "" };
    let cut = if element.omitted { " (omitted)" } else { "" };
    let _ = write!(out, "{} {kind}{number}{right}{cut}: {}", element.line, element.text.replace('\n', " / "));
    if let Some(stated) = element.stated() {
        let _ = write!(out, " | {stated} p{}", element.page().unwrap_or_default());
    }
    if !element.listed_cast().is_empty() {
        let _ = write!(out, " | {}", element.listed_cast().join(", "));
    }
    let tags: Vec<usize> = element.tags().collect();
    if !tags.is_empty() {
        let _ = write!(out, " | tags {tags:?}");
    }
    out.push('\n');
}

fn write_notice(out: &mut String, notice: &Notice) {
    let (word, line, column) = (notice.severity.word(), notice.line, notice.column);
    let _ = writeln!(out, "{word} {line}:{column} {}", notice.message);
}

/// The notices with their hints.
fn refused(name: &str, bytes: &[u8]) -> String {
    let (screenplay, notices) = read(name, bytes);
    let mut out = String::new();
    for notice in &notices {
        write_notice(&mut out, notice);
        let _ = writeln!(out, "  hint: {}", notice.hint);
    }
    let _ = breakdown(&screenplay);
    out
}

/// The breakdown of a Fountain text.
fn broken_down(text: &str) -> String {
    let (screenplay, _) = read("a.fountain", text.as_bytes());
    drafts(&screenplay)
}

/// A breakdown, a scene to a line with its cast and elements below.
fn drafts(screenplay: &Screenplay) -> String {
    let breakdown = breakdown(screenplay);
    let mut out = String::new();
    // Synopses are shown of scripts that have them; what is taken from the action has a test of its own.
    let written = screenplay.elements.iter().any(|element| element.kind == ElementKind::Synopsis);
    breakdown.scenes.iter().for_each(|scene| write_scene(&mut out, scene, written));
    out
}

fn write_scene(out: &mut String, scene: &SceneDraft, synopses: bool) {
    let given = if scene.number_stated { "" } else { "*" };
    let inherited = if scene.time_inherited { "*" } else { "" };
    let _ = write!(out, "{}{given} {} {}", scene.number, scene.int_ext.word(), scene.set);
    scene.sub_sets.iter().for_each(|sub_set| {
        let _ = write!(out, " / {sub_set}");
    });
    let _ = write!(out, " - {}{inherited}", scene.time.word());
    if !scene.modifiers.is_empty() {
        let _ = write!(out, " [{}]", scene.modifiers.join(", "));
    }
    let omitted = if scene.omitted { " omitted" } else { "" };
    let _ = writeln!(out, ", {} p{}{omitted}", scene.computed, scene.page);
    if synopses && !scene.synopsis.is_empty() {
        let _ = writeln!(out, "  = {}", scene.synopsis);
    }
    for person in &scene.cast {
        let how = match (person.voice_only, person.off_screen, person.speaks) {
            (true, _, _) => " (voice)",
            (_, true, _) => " (off screen)",
            (_, _, false) => " (silent)",
            _ => "",
        };
        let age = person.age.map_or(String::new(), |age| format!(", {age}"));
        let _ = writeln!(out, "  {}{age}{how}", person.name);
    }
    for element in &scene.elements {
        let (category, name, quantity) = (element.category.name(), &element.name, element.quantity);
        let _ = writeln!(out, "  {category}: {name} x{quantity}, {} %, {}", element.confidence, element.because);
    }
}

//! The line above a speech taken apart: who, and whether heard, unseen, or several at once.

use std::fmt::Write as _;

use crate::words::capitals;

/// A cue taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// The name in capitals, without extensions.
    pub(super) name: String,
    /// Heard, not there.
    pub(super) voice: bool,
    /// There, not in the picture.
    pub(super) off: bool,
}

/// Cues that stand for everybody in the scene.
const EVERYBODY: [&str; 16] = [
    "ALL",
    "EVERYONE",
    "EVERYBODY",
    "CROWD",
    "OTHERS",
    "THE OTHERS",
    "THE CROWD",
    "GROUP",
    "THE GROUP",
    "ALLE",
    "TOUS",
    "TOUTES",
    "TODOS",
    "TODAS",
    "VARIOUS",
    "VOICES",
];

/// Cues that stand for the two who spoke last.
const TWO: [&str; 7] = ["BOTH", "BOTH OF THEM", "THE TWO", "BEIDE", "LES DEUX", "LOS DOS", "TOGETHER"];

impl Cue {
    /// Takes extensions off a cue; nothing is left of one without letters or digits.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = capitals(text);
        let (mut name, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
        let (mut voice, mut off) = (false, false);
        for char in text.chars().chain([')']) {
            match char {
                '(' | '[' | '（' => depth += 1,
                ')' | ']' | '）' if depth > 0 => {
                    depth = 0;
                    let plain: String = inside.chars().filter(|c| c.is_alphanumeric()).collect();
                    voice |= matches!(
                        plain.as_str(),
                        "VO" | "VOICEOVER" | "PRELAP" | "NARRATION" | "NARRATING" | "FILTERED"
                    );
                    voice |= plain.ends_with("VO") && plain.len() <= 8;
                    off |= matches!(plain.as_str(), "OS" | "OC" | "OFF" | "OFFSCREEN" | "OFFCAMERA" | "HORSCHAMP");
                    off |= plain.starts_with("OS") && plain.len() <= 4 || plain.starts_with("OFFSCREEN");
                    // `EDWARD (AGE 10)` is another member of the cast.
                    let age = plain.strip_prefix("AGED").or(plain.strip_prefix("AGE")).unwrap_or(&plain);
                    if (1..=2).contains(&age.len()) && age.bytes().all(|digit| digit.is_ascii_digit()) {
                        let _ = write!(name, " AGE {age}");
                    }
                    inside.clear();
                }
                ')' | ']' | '）' | '^' => {}
                char if depth > 0 => inside.push(char),
                char => name.push(char),
            }
        }
        let mut name = capitals(&name);
        // Extensions without brackets, as some write them.
        for (ending, is_voice) in [(" V.O.", true), (" O.S.", false), (" O.C.", false)] {
            if let Some(rest) = name.strip_suffix(ending) {
                (voice, off) = (voice || is_voice, off || !is_voice);
                name = rest.to_owned();
            }
        }
        if let Some(owner) = name.strip_suffix("'S VOICE").or(name.strip_suffix("’S VOICE")).map(str::to_owned) {
            (name, voice) = (owner, true);
        }
        let name = name.trim_matches(|c: char| c.is_whitespace() || ":,;".contains(c)).to_owned();
        name.chars().any(char::is_alphanumeric).then_some(Self { name, voice, off: off && !voice })
    }
}

/// Whether a cue names everybody.
pub(super) fn is_everybody(name: &str) -> bool {
    EVERYBODY.contains(&name)
}

/// Whether a cue names the two who spoke last.
pub(super) fn is_two(name: &str) -> bool {
    TWO.contains(&name)
}

/// `A AND B`, `A & B`, `A/B`, `A, B & C` in parts.
pub(super) fn parts(name: &str) -> Option<Vec<String>> {
    let joined = name.replace(" AND ", "/").replace(" UND ", "/").replace(" ET ", "/").replace(['&', ',', '+'], "/");
    let parts: Vec<String> = joined.split('/').map(capitals).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1).then_some(parts)
}

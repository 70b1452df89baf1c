//! A made-up screenplay of any length, the same for the same seed, as a load for the benchmarks.

use std::fmt::Write;

pub(crate) const SCENES: usize = 600;
const CAST: usize = 30;
const SETS: usize = 60;

const FIRST: &[&str] = &["ADA", "BRAM", "CLEO", "DREW", "ENZO", "FAYE"];
const LAST: &[&str] = &["ASH", "BIRCH", "CEDAR", "ELM", "HAZEL"];
const KINDS: &[&str] =
    &["ALLEY", "OFFICE", "STAIRWELL", "MARKET", "LAB", "ROOFTOP", "CAFETERIA", "TUNNEL", "LOBBY", "GARAGE"];
const QUARTERS: &[&str] = &["NEON", "HARBOUR", "NORTH", "OLD", "SILVER", "LOWER"];
const ACTIONS: &[&str] = &[
    "Rain runs down the glass. Nobody moves.",
    "A generator coughs twice and the light comes back, colder than before.",
    "A drone crosses the frame, low, looking for a face it knows.",
    "They walk fast, without a word, past crates stacked to the ceiling.",
    "Somewhere behind the wall a door opens and closes again.",
    "Steam from the grating; a hand reaches out of it and takes the case.",
];
const LINES: &[&str] = &[
    "You were told to wait.",
    "It was done before you came. It is always done before you come.",
    "How long do we have?",
    "Not here. They listen here, and they are better at it than we are.",
    "Then we go through the market, all of us, now.",
    "Good enough.",
];

/// A scene: its heading without number, and its blocks.
pub(crate) struct Scene {
    heading: String,
    blocks: Vec<Block>,
}

enum Block {
    Action(&'static str),
    Speech(String, &'static str),
}

/// A Fountain text of so many scenes, with 30 characters on 60 sets.
pub(crate) fn fountain(seed: u64, scenes: usize) -> String {
    fountain_of(&script(seed, scenes))
}

/// So many scenes with 30 characters on 60 sets.
pub(crate) fn script(seed: u64, scenes: usize) -> Vec<Scene> {
    let mut draw = Draw(seed);
    (0..scenes).map(|_| scene(&mut draw)).collect()
}

fn scene(draw: &mut Draw) -> Scene {
    let set = draw.below(SETS);
    // A set keeps its side of the door, as sets do; the first sets are the ones a story comes back to.
    let set = if draw.below(2) == 0 { set / 4 } else { set };
    let side = if set.is_multiple_of(3) { "EXT." } else { "INT." };
    let (kind, quarter) = (KINDS[set % KINDS.len()], QUARTERS[set / KINDS.len()]);
    // One scene in twenty waits for dusk, as in real scripts; a fifth would need as many evenings.
    let light = match draw.below(20) {
        0 => "DUSK",
        1..8 => "NIGHT",
        _ => "DAY",
    };
    let mut blocks = Vec::new();
    for _ in 0..=draw.below(3) {
        blocks.push(Block::Action(draw.one_of(ACTIONS)));
    }
    for _ in 0..draw.below(9) {
        // The lower of two draws: leads speak in many scenes, day players in few.
        let who = draw.below(CAST).min(draw.below(CAST));
        let name = format!("{} {}", FIRST[who % FIRST.len()], LAST[who / FIRST.len()]);
        blocks.push(Block::Speech(name, draw.one_of(LINES)));
    }
    Scene { heading: format!("{side} {quarter} {kind} - {light}"), blocks }
}

/// The scenes as Fountain, numbered from 1.
pub(crate) fn fountain_of(scenes: &[Scene]) -> String {
    let mut text = "Title: A Long Night\nCredit: made for measuring\nAuthor: nobody\n\n".to_owned();
    for (at, scene) in scenes.iter().enumerate() {
        put(&mut text, format_args!("{} #{}#\n", scene.heading, at + 1));
        for block in &scene.blocks {
            match block {
                Block::Action(words) => put(&mut text, format_args!("{words}\n")),
                Block::Speech(who, words) => put(&mut text, format_args!("{who}\n{words}\n")),
            }
        }
    }
    text
}

/// The scenes as Final Draft writes them: properties of scenes with their cast, runs with attributes, one paragraph in lines of its own.
pub(crate) fn final_draft_of(scenes: &[Scene]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n\
        <FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"5\">\n\n  <Content>"
        .to_owned();
    for (at, scene) in scenes.iter().enumerate() {
        let (number, heading) = (at + 1, &scene.heading);
        put(
            &mut text,
            format_args!(
                "\n    <Paragraph Number=\"{number}\" Type=\"Scene Heading\">\n      <SceneProperties Length=\"4/8\" Page=\"{}\" Title=\"\">\n        \
                 <SceneArcBeats/>\n      </SceneProperties>\n      <Text AdornmentStyle=\"0\" RevisionID=\"0\">{heading}</Text>\n    </Paragraph>",
                number / 2 + 1
            ),
        );
        let mut paragraph = |kind: &str, words: &str| {
            put(
                &mut text,
                format_args!("    <Paragraph Type=\"{kind}\">\n      <Text>{words}</Text>\n    </Paragraph>"),
            );
        };
        for block in &scene.blocks {
            match block {
                Block::Action(words) => paragraph("Action", words),
                Block::Speech(who, words) => {
                    paragraph("Character", who);
                    paragraph("Dialogue", words);
                }
            }
        }
    }
    text.push_str("  </Content>\n</FinalDraft>\n");
    text
}

/// A block of the text and the empty line after it.
fn put(text: &mut String, block: std::fmt::Arguments<'_>) {
    writeln!(text, "{block}").expect("a string takes every text");
}

/// Knuth's linear congruential generator: enough to vary a text, and the same everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        let step = 6_364_136_223_846_793_005_u64;
        self.0 = self.0.wrapping_mul(step).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.below(texts.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::{CAST, SCENES, SETS, fountain};
    use std::collections::BTreeSet;

    #[test]
    fn the_load_is_as_large_as_it_says_and_repeats() {
        let text = fountain(7, SCENES);
        assert_eq!(text, fountain(7, SCENES));
        assert_ne!(text, fountain(8, SCENES));
        let headings: Vec<&str> = text.lines().filter(|line| line.ends_with('#')).collect();
        assert_eq!(headings.len(), SCENES);
        let sets: BTreeSet<_> = headings.iter().filter_map(|line| line.split(" - ").next()).collect();
        assert_eq!(sets.len(), SETS);
        let cues = text.lines().filter(|line| line.split(' ').count() == 2);
        let cast: BTreeSet<_> = cues.filter(|line| line.chars().all(|c| c == ' ' || c.is_ascii_uppercase())).collect();
        assert_eq!(cast.len(), CAST);
    }
}

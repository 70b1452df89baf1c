//! Lines, pages and eighths: how long each paragraph is on paper, where pages end, and how long each scene is.
//!
//! Heights are in lines. A scene's length is what is printed between its heading and the next one, without the white space
//! that is left at the foot of a page, and goes into eighths as the writing program does it. Final Draft ends a scene's
//! stated length at a shot line; we do not, because the shot is filmed with the scene.

use model::measure::Eighths;
use model::screenplay::{Element, ElementKind, Layout, Rounding, Screenplay};

/// What pagination found.
pub(crate) struct Pages {
    /// Pages of the printed script, the last one counted whole.
    pub(crate) total: u32,
    /// For each heading in order: the page it stands on and the length of its scene.
    pub(crate) scenes: Vec<(u32, Eighths)>,
}

/// What a block is to the rules that keep things together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Heading,
    Action,
    Speech,
    PageBreak,
}

/// Paragraphs that are moved or broken together.
struct Block {
    keep: Keep,
    /// Blank lines above, except at the top of a page.
    space: u64,
    /// Lines of words.
    lines: u64,
    /// Begins a scene.
    scene: bool,
}

impl Block {
    /// How many of its lines must stand together at its beginning.
    fn first_part(&self) -> u64 {
        match self.keep {
            Keep::Heading | Keep::PageBreak => self.lines,
            Keep::Action if self.lines <= 3 => self.lines,
            Keep::Action => 2,
            // The cue and two lines, and room for (MORE) where the speech goes on.
            Keep::Speech if self.lines <= 4 => self.lines,
            Keep::Speech => 4,
        }
    }
}

/// Lays a screenplay on pages.
pub(crate) fn paginate(screenplay: &Screenplay) -> Pages {
    let blocks = blocks(screenplay);
    // A page holds whole lines; eighths are of its exact capacity.
    let capacity = u64::from(screenplay.layout.lines_per_page / 100).max(10);
    let mut scenes: Vec<(u32, u64)> = Vec::new();
    let (mut page, mut used) = (1_u32, 0_u64);
    for (i, block) in blocks.iter().enumerate() {
        if block.keep == Keep::PageBreak {
            if used > 0 {
                (page, used) = (page.saturating_add(1), 0);
            }
            continue;
        }
        let needs = together(&blocks[i..]);
        if used > 0 && used + block.space + needs > capacity {
            (page, used) = (page.saturating_add(1), 0);
        }
        if block.scene {
            scenes.push((page, 0));
        }
        let mut height = block.lines + if used > 0 { block.space } else { 0 };
        used += height;
        while used > capacity {
            // A speech that goes on says (MORE) at the foot and repeats its cue at the top; two lines go over at least.
            let repeats = u64::from(block.keep == Keep::Speech);
            height += 2 * repeats;
            used = (used + repeats - capacity).max(2) + repeats;
            page = page.saturating_add(1);
        }
        if let Some((_, sum)) = scenes.last_mut() {
            *sum += height;
        }
    }
    if used == 0 {
        page = page.saturating_sub(1).max(1);
    }
    let layout = &screenplay.layout;
    Pages { total: page, scenes: scenes.into_iter().map(|(page, lines)| (page, eighths(layout, lines))).collect() }
}

/// Lines that the first of these blocks needs on its page: a heading takes what follows it along, up to the first words
/// of the scene.
fn together(blocks: &[Block]) -> u64 {
    let mut needs = 0;
    for (i, block) in blocks.iter().take(4).enumerate() {
        if block.keep == Keep::PageBreak {
            break;
        }
        needs += block.first_part() + if i > 0 { block.space } else { 0 };
        if block.keep != Keep::Heading {
            break;
        }
    }
    needs
}

/// Lines as eighths of a page, at least one.
fn eighths(layout: &Layout, lines: u64) -> Eighths {
    let capacity = u64::from(layout.lines_per_page).max(1);
    let parts = lines.saturating_mul(800);
    let eighths = match layout.rounding {
        Rounding::Up => parts.div_ceil(capacity),
        Rounding::Nearest => (parts + capacity / 2) / capacity,
    };
    Eighths(i64::try_from(eighths.clamp(1, 1_000_000)).unwrap_or(1))
}

/// Gathers the printing paragraphs into blocks: a speech is one, two speeches side by side are one too.
fn blocks(screenplay: &Screenplay) -> Vec<Block> {
    let layout = &screenplay.layout;
    let mut blocks: Vec<Block> = Vec::new();
    // Heights of the left and the right column where the last block is dual dialogue.
    let mut columns: Option<(u64, u64)> = None;
    let printing = |element: &&Element| element.prints() || element.kind == ElementKind::PageBreak;
    let elements: Vec<&Element> = screenplay.elements.iter().filter(printing).collect();
    for (i, element) in elements.iter().enumerate() {
        let scene = matches!(element.kind, ElementKind::Heading | ElementKind::Omitted);
        let in_dual = element.dual || beside(&elements[i..]);
        let lines = lines_of(element, layout, in_dual);
        let goes_on = matches!(element.kind, ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Lyric);
        let last_is_speech = blocks.last().is_some_and(|block| block.keep == Keep::Speech);
        if element.dual && last_is_speech {
            // The right column: the block is as tall as the taller of the two.
            if let Some(block) = blocks.last_mut() {
                let (left, right) = columns.unwrap_or((block.lines, 0));
                columns = Some((left, right + lines));
                block.lines = left.max(right + lines);
            }
            continue;
        }
        columns = None;
        if goes_on
            && last_is_speech
            && let Some(block) = blocks.last_mut()
        {
            block.lines += lines;
            continue;
        }
        let (keep, space) = match &element.kind {
            ElementKind::Heading | ElementKind::Omitted => (Keep::Heading, u64::from(layout.heading_space)),
            ElementKind::PageBreak => (Keep::PageBreak, 0),
            ElementKind::Character => (Keep::Speech, 1),
            ElementKind::Dialogue | ElementKind::Parenthetical => (Keep::Speech, 0),
            ElementKind::Shot => (Keep::Heading, 1),
            // In Final Draft a transition goes over with the heading below it; Fade In leaves it at the foot.
            ElementKind::Transition if layout.rounding == Rounding::Up => (Keep::Heading, 1),
            ElementKind::Other(name) if matches!(name.as_str(), "General" | "Cast List") => (Keep::Action, 0),
            _ => (Keep::Action, 1),
        };
        blocks.push(Block { keep, space, lines, scene });
    }
    blocks
}

/// Whether the speech that `rest` starts in has another one beside it.
fn beside(rest: &[&Element]) -> bool {
    let speech =
        |kind: &ElementKind| matches!(kind, ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Lyric);
    let first = rest.first().is_some_and(|element| element.kind == ElementKind::Character || speech(&element.kind));
    // Speeches are short; a long look would make reading slow for nothing.
    let next = rest.iter().skip(1).take(16).find(|element| !speech(&element.kind));
    first && next.is_some_and(|next| next.dual && next.kind == ElementKind::Character)
}

/// Lines that a paragraph takes, without the blank ones above it.
fn lines_of(element: &Element, layout: &Layout, dual: bool) -> u64 {
    let width = match element.kind {
        ElementKind::Dialogue | ElementKind::Lyric if dual => layout.action_width * 9 / 20,
        ElementKind::Parenthetical if dual => layout.action_width * 7 / 20,
        ElementKind::Dialogue => layout.dialogue_width,
        ElementKind::Parenthetical => layout.parenthetical_width,
        ElementKind::Character => 38,
        ElementKind::Transition => 24,
        _ => layout.action_width,
    };
    element.text.split('\n').map(|line| wrapped(line, usize::from(width))).sum()
}

/// Lines that words take at a width; a word too long for a line is cut.
pub(crate) fn wrapped(text: &str, width: usize) -> u64 {
    let width = width.max(1);
    let (mut lines, mut column) = (1_u64, 0_usize);
    let leading = text.chars().take_while(|c| *c == ' ').count();
    column += leading.min(width);
    for word in text.split_whitespace() {
        let mut length = word.chars().count();
        let gap = usize::from(column > leading);
        if column + gap + length <= width {
            column += gap + length;
            continue;
        }
        if column > 0 {
            lines += 1;
        }
        while length > width {
            length -= width;
            lines += 1;
        }
        column = length;
    }
    lines
}

//! The printing paragraphs of a screenplay as blocks: what is moved or broken together at the end of a page.

use model::screenplay::{Element, ElementKind, Layout, Manner, Screenplay};

use super::wrap;

/// What a block is to the rules that end a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Goes with what follows: headings and shots, and transitions in Final Draft.
    WithNext,
    /// Breaks, but not into single lines.
    Action,
    /// A cue and what is said below it.
    Speech,
    /// Never breaks: speeches side by side, a transition that may end a page.
    Whole,
    /// An outline paragraph that the program shows: it takes room and belongs to no scene.
    Outline,
    /// Forces a page.
    PageBreak,
}

/// A paragraph of a block.
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) width: u16,
    pub(super) kind: PartKind,
}

/// What a paragraph of a block is to the rules that break it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    Cue,
    /// Action and dialogue.
    Words,
    /// A direction inside a speech.
    Aside,
}

/// Paragraphs that are moved or broken together.
pub(super) struct Block<'a> {
    pub(super) keep: Keep,
    /// Blank lines above, except at the top of a page.
    pub(super) space: u64,
    /// Lines of words when nothing breaks.
    pub(super) lines: u64,
    /// Begins a scene.
    pub(super) scene: bool,
    /// Stands behind an outline heading inside a scene: the program counts it to no scene.
    pub(super) beyond: bool,
    /// The paragraphs, where the block may break.
    pub(super) parts: Vec<Part<'a>>,
}

/// Gathers the paragraphs that take room: a speech is one block, two speeches side by side are one too.
pub(super) fn blocks(screenplay: &Screenplay, outlines: bool) -> Vec<Block<'_>> {
    let layout = &screenplay.layout;
    let mut blocks: Vec<Block> = Vec::new();
    // Heights of the left and the right column where the last block is dual dialogue.
    let mut columns: Option<(u64, u64)> = None;
    let mut beyond = false;
    let elements: Vec<&Element> = screenplay.elements.iter().filter(|element| matters(element)).collect();
    for (i, element) in elements.iter().enumerate() {
        if outline(element) {
            beyond |= matches!(element.kind, ElementKind::Section(_));
            if outlines {
                blocks.push(Block { keep: Keep::Outline, parts: Vec::new(), ..block(element, layout, false) });
                columns = None;
            }
            continue;
        }
        beyond &= !element.opens_scene();
        let side = side(&elements[i..]);
        let made = Block { beyond, ..block(element, layout, side.is_some()) };
        let speech = blocks.last().is_some_and(|last| last.keep == Keep::Speech || columns.is_some());
        if speech && let Some(last) = blocks.last_mut() {
            if side == Some(Side::Right) {
                // The block is as tall as the taller of its columns, and does not break.
                let (left, right) = columns.unwrap_or((last.lines, 0));
                columns = Some((left, right + made.lines));
                last.lines = left.max(right + made.lines);
                last.keep = Keep::Whole;
                last.parts.clear();
                continue;
            }
            if columns.is_none() && spoken(&element.kind) {
                last.lines += made.lines;
                last.parts.extend(made.parts);
                continue;
            }
        }
        columns = None;
        blocks.push(made);
    }
    blocks
}

/// Whether an element has a say in where pages end.
fn matters(element: &Element) -> bool {
    element.prints() || (!element.omitted && element.kind == ElementKind::PageBreak) || outline(element)
}

/// An outline paragraph of the script itself, which the program shows or hides.
pub(super) fn outline(element: &Element) -> bool {
    let hidden = matches!(element.kind, ElementKind::Section(_) | ElementKind::Synopsis | ElementKind::Note);
    hidden && !element.omitted && element.facts.as_ref().is_some_and(|facts| facts.space.is_some())
}

/// A paragraph as a block of its own.
fn block<'a>(element: &'a Element, layout: &Layout, dual: bool) -> Block<'a> {
    let facts = element.facts.as_ref();
    let text = element.text.trim_end();
    let part = match element.kind {
        ElementKind::Character => PartKind::Cue,
        ElementKind::Parenthetical => PartKind::Aside,
        _ => PartKind::Words,
    };
    let (own, above) = layout.room(&element.kind);
    let width = match element.kind {
        ElementKind::Parenthetical if dual => layout.action_width * 7 / 20,
        _ if dual => layout.action_width * 9 / 20,
        _ => facts.and_then(|facts| facts.width).unwrap_or(own),
    };
    let keep = match &element.kind {
        ElementKind::Heading | ElementKind::Omitted | ElementKind::Shot => Keep::WithNext,
        ElementKind::PageBreak => Keep::PageBreak,
        ElementKind::Character | ElementKind::Dialogue | ElementKind::Parenthetical => Keep::Speech,
        ElementKind::Transition if layout.manner == Manner::FinalDraft => Keep::WithNext,
        ElementKind::Transition => Keep::Whole,
        _ => Keep::Action,
    };
    let space = facts.and_then(|facts| facts.space).unwrap_or(above);
    Block {
        keep,
        space: u64::from(space),
        lines: if keep == Keep::PageBreak { 0 } else { wrap::count(text, width) },
        scene: element.opens_scene(),
        beyond: false,
        parts: match keep {
            Keep::Action | Keep::Speech => vec![Part { text, width, kind: part }],
            _ => Vec::new(),
        },
    }
}

/// A column of dual dialogue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The column that the element at the head of `rest` stands in, if it is part of dual dialogue.
fn side(rest: &[&Element]) -> Option<Side> {
    let first = rest.first()?;
    if first.dual {
        return Some(Side::Right);
    }
    if first.kind != ElementKind::Character && !spoken(&first.kind) {
        return None;
    }
    // Speeches are short; a long look would make reading slow for nothing.
    let next = rest.iter().skip(1).take(16).find(|element| !spoken(&element.kind))?;
    (next.dual && next.kind == ElementKind::Character).then_some(Side::Left)
}

/// Stands below a cue.
fn spoken(kind: &ElementKind) -> bool {
    matches!(kind, ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Lyric)
}

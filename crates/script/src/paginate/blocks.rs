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

/// Gathers the paragraphs that take room, one block at a time: a speech is one block, two speeches side by side are one too.
pub(super) fn blocks(screenplay: &Screenplay, outlines: bool) -> Blocks<'_> {
    let Screenplay { elements, layout, .. } = screenplay;
    Blocks { elements, layout, outlines, last: None, columns: None, beyond: false }
}

/// The blocks of a screenplay, in order.
pub(super) struct Blocks<'a> {
    /// What is still to come.
    elements: &'a [Element],
    layout: &'a Layout,
    /// Outline paragraphs are shown on the page.
    outlines: bool,
    /// The block that may go on.
    last: Option<Block<'a>>,
    /// Heights of the left and the right column where the last block is dual dialogue.
    columns: Option<(u64, u64)>,
    beyond: bool,
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        while let Some((element, rest)) = self.elements.split_first() {
            let here = std::mem::replace(&mut self.elements, rest);
            if let Some(done) = matters(element).then(|| self.add(element, here)).flatten() {
                return Some(done);
            }
        }
        self.last.take()
    }
}

impl<'a> Blocks<'a> {
    /// Adds an element, the first of `here`, to the last block, or ends that one and begins another.
    fn add(&mut self, element: &'a Element, here: &[Element]) -> Option<Block<'a>> {
        if outline(element) {
            self.beyond |= matches!(element.kind, ElementKind::Section(_));
            if !self.outlines {
                return None;
            }
            self.columns = None;
            let shown = block(element, self.layout, false);
            return self.last.replace(Block { keep: Keep::Outline, parts: Vec::new(), ..shown });
        }
        self.beyond &= !element.opens_scene();
        let side = side(here);
        let made = Block { beyond: self.beyond, ..block(element, self.layout, side.is_some()) };
        if let Some(last) = self.last.as_mut().filter(|last| last.keep == Keep::Speech || self.columns.is_some()) {
            if side == Some(Side::Right) {
                // The block is as tall as the taller of its columns, and does not break.
                let (left, right) = self.columns.unwrap_or((last.lines, 0));
                self.columns = Some((left, right + made.lines));
                last.lines = left.max(right + made.lines);
                last.keep = Keep::Whole;
                last.parts.clear();
                return None;
            }
            if self.columns.is_none() && spoken(&element.kind) {
                last.lines += made.lines;
                last.parts.extend(made.parts);
                return None;
            }
        }
        self.columns = None;
        self.last.replace(made)
    }
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
fn side(rest: &[Element]) -> Option<Side> {
    let first = rest.first()?;
    if first.dual {
        return Some(Side::Right);
    }
    if first.kind != ElementKind::Character && !spoken(&first.kind) {
        return None;
    }
    // Speeches are short; a long look would make reading slow for nothing.
    let next = rest[1..].iter().filter(|element| matters(element)).take(16).find(|element| !spoken(&element.kind))?;
    (next.dual && next.kind == ElementKind::Character).then_some(Side::Left)
}

/// Stands below a cue.
fn spoken(kind: &ElementKind) -> bool {
    matches!(kind, ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Lyric)
}

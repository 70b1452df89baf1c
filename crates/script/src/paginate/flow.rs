//! Blocks onto pages: what goes over whole, and where a paragraph or a speech breaks.
//!
//! (MORE) stands below the last line of a page, in its margin; the cue that is repeated above the rest of the speech takes a line
//! of the next page.

use std::collections::VecDeque;

use model::screenplay::{Layout, Manner};

use super::blocks::{Block, Keep, Part, PartKind};
use super::wrap;

/// A part of a block on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which block, in order.
    pub(super) block: usize,
    /// The page it is on, from 0.
    pub(super) page: u32,
    /// Blank lines above it.
    pub(super) space: u64,
    /// Its lines of words.
    pub(super) lines: u64,
    /// Repeats the cue of a speech above its words.
    pub(super) again: bool,
}

/// How a program breaks pages.
struct Rules {
    /// Lines a page holds.
    capacity: u64,
    /// Paragraphs break where a sentence ends, not at any line.
    sentences: bool,
    /// Spoken lines that stand before a break at least.
    spoken: u64,
}

/// Action of so many lines never breaks.
const SHORT: u64 = 3;

/// Lines of a paragraph that stand at the foot and at the top of a page at least.
const LEAST: u64 = 2;

/// Headings, shots and transitions in a row that are kept together at most: so many blocks are held at once.
const CHAIN: usize = 4;

/// A place where a block breaks.
#[derive(Clone, Copy)]
struct Cut {
    /// Lines before it.
    lines: u64,
    /// Paragraph of the block and byte of its text that the rest begins with.
    part: usize,
    byte: usize,
}

/// Lays blocks on pages, in order, and hands over each piece with its block. A block is made when its turn is near and held no longer.
pub(super) fn lay<'a>(
    mut blocks: impl Iterator<Item = Block<'a>>,
    layout: &Layout,
    mut place: impl FnMut(&Block<'a>, Piece),
) {
    let final_draft = layout.manner == Manner::FinalDraft;
    let rules = Rules {
        capacity: u64::from(layout.lines_per_page / 100).max(10),
        sentences: final_draft && layout.break_at_sentences,
        spoken: if final_draft { 2 } else { 3 },
    };
    let (mut page, mut used) = (0_u32, 0_u64);
    let mut ahead: VecDeque<Block> = blocks.by_ref().take(CHAIN).collect();
    for i in 0.. {
        let Some(block) = ahead.front() else { break };
        if block.keep == Keep::PageBreak {
            if used > 0 {
                (page, used) = (page.saturating_add(1), 0);
            }
            ahead.pop_front();
            ahead.extend(blocks.next());
            continue;
        }
        let room = rules.capacity.saturating_sub(used + block.space);
        let fits = match block.keep {
            Keep::WithNext => together(&ahead, &rules) <= room,
            _ => block.lines <= room,
        };
        let mut cut = if fits || used == 0 { None } else { rules.cut(block, Cut::START, room) };
        if !fits && cut.is_none() && used > 0 {
            (page, used) = (page.saturating_add(1), 0);
        }
        let space = if used > 0 { block.space } else { 0 };
        let mut piece = Piece { block: i, page, space, lines: block.lines, again: false };
        // The rest of the block goes over, page after page.
        let (mut from, mut solid) = (Cut::START, false);
        loop {
            let above = if used > 0 { used + space } else { u64::from(piece.again) };
            if cut.is_none() && above + piece.lines > rules.capacity {
                let room = rules.capacity.saturating_sub(above).max(1);
                if !solid {
                    cut = rules.cut(block, from, room).or_else(|| rules.anywhere(block, from, room));
                }
                if cut.is_none() {
                    // Nothing to break at: a heading or a dual dialogue that is taller than a page.
                    solid = true;
                    let rest = piece.lines.saturating_sub(room);
                    place(block, Piece { lines: room, ..piece });
                    page = page.saturating_add(1);
                    (piece.page, piece.space, piece.lines, used) = (page, 0, rest, 0);
                    continue;
                }
            }
            let Some(broken) = cut.take() else { break };
            place(block, Piece { lines: broken.lines, ..piece });
            page = page.saturating_add(1);
            (from, used) = (broken, 0);
            let left = remaining(block, from, rules.capacity + 1);
            piece = Piece { page, space: 0, lines: left, again: block.keep == Keep::Speech, ..piece };
        }
        used += piece.space + piece.lines + u64::from(piece.again);
        place(block, piece);
        ahead.pop_front();
        ahead.extend(blocks.next());
    }
}

impl Cut {
    const START: Self = Self { lines: 0, part: 0, byte: 0 };
}

impl Rules {
    /// The last place at which a block may break with so many lines before it.
    fn cut(&self, block: &Block, from: Cut, room: u64) -> Option<Cut> {
        if block.keep == Keep::Action && from.byte == 0 && block.lines <= SHORT {
            return None;
        }
        let places = self.places(block, from, room);
        places.into_iter().rev().find(|place| remaining(block, *place, LEAST) >= LEAST)
    }

    /// Where a block without any such place breaks: behind the last line that fits.
    fn anywhere(&self, block: &Block, from: Cut, room: u64) -> Option<Cut> {
        let line = Self { sentences: false, spoken: 0, ..*self };
        line.places(block, from, room).into_iter().rev().find(|place| remaining(block, *place, 1) > 0)
    }

    /// Lawful places within so many lines, in order.
    fn places(&self, block: &Block, from: Cut, room: u64) -> Vec<Cut> {
        let mut places = Vec::new();
        self.each_place(block, from, room, |place| {
            places.push(place);
            false
        });
        places
    }

    /// Calls back with each lawful place within so many lines until told to stop.
    fn each_place(&self, block: &Block, from: Cut, room: u64, mut found: impl FnMut(Cut) -> bool) {
        let mut lines = 0;
        let mut cue = 0;
        for (part, paragraph) in block.parts.iter().enumerate().skip(from.part) {
            let start = if part == from.part { from.byte } else { 0 };
            let least = if block.keep == Keep::Speech { self.spoken + cue } else { LEAST.min(self.spoken) };
            let before = part.checked_sub(1).map(|i| block.parts[i].kind);
            let between = part > from.part && before == Some(PartKind::Words);
            if between && lines >= least && found(Cut { lines, part, byte: 0 }) {
                return;
            }
            for line in wrap::lines(paragraph.text, start, paragraph.width) {
                lines += 1;
                if lines > room {
                    return;
                }
                if paragraph.kind != PartKind::Words || lines < least {
                    continue;
                }
                if self.sentences {
                    for byte in wrap::sentence_ends(paragraph.text, line) {
                        if found(Cut { lines, part, byte }) {
                            return;
                        }
                    }
                } else if line.end < paragraph.text.len() && found(Cut { lines, part, byte: line.end }) {
                    return;
                }
            }
            cue = if paragraph.kind == PartKind::Cue { lines } else { cue };
        }
    }

    /// Lines of a block that stand together at its beginning.
    fn first_part(&self, block: &Block) -> u64 {
        let whole = match block.keep {
            Keep::Action => block.lines <= SHORT,
            Keep::Speech => false,
            _ => true,
        };
        let mut first = block.lines;
        if !whole {
            self.each_place(block, Cut::START, block.lines, |place| {
                let lawful = remaining(block, place, LEAST) >= LEAST;
                if lawful {
                    first = place.lines;
                }
                lawful
            });
        }
        first
    }
}

/// Lines that the first of these blocks needs on its page: a heading takes what follows it along, up to the first words
/// of the scene.
fn together(blocks: &VecDeque<Block>, rules: &Rules) -> u64 {
    let mut needs = 0;
    for (i, block) in blocks.iter().enumerate() {
        if block.keep == Keep::PageBreak {
            break;
        }
        needs += rules.first_part(block) + if i > 0 { block.space } else { 0 };
        if block.keep != Keep::WithNext {
            break;
        }
    }
    needs
}

/// Lines of a block from a place on, counted up to `most`.
fn remaining(block: &Block, from: Cut, most: u64) -> u64 {
    let mut lines = 0;
    for (part, Part { text, width, .. }) in block.parts.iter().enumerate().skip(from.part) {
        let start = if part == from.part { from.byte } else { 0 };
        if start >= text.len() && start > 0 {
            continue;
        }
        for _ in wrap::lines(text, start, *width) {
            lines += 1;
            if lines >= most {
                return lines;
            }
        }
    }
    lines
}

//! Lines, pages and eighths: how long each paragraph is on paper, where pages end, and how long each scene is.
//!
//! A scene's length is the words and blank lines between its heading and the next one, without the white space that is left at the
//! foot of a page and without (MORE) and repeated cues. It goes into eighths as the writing program does it. The rules were found by
//! experiment on files that state lengths and pages of their own; the handbook's page on pages tells them with figures.

mod blocks;
mod flow;
mod wrap;

#[cfg(test)]
mod tests;

use model::measure::Eighths;
use model::screenplay::{Layout, Manner, Rounding, Screenplay};

use blocks::Keep;

/// A screenplay on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// Pages of the printed script, the last one counted whole.
    pub total: u32,
    /// Each scene in order of the headings.
    pub scenes: Vec<Length>,
}

/// Where a scene is and how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// The page its heading stands on, by the script's own numbers.
    pub page: u32,
    /// Its lines, with the blank ones.
    pub lines: u64,
    /// Its length, at least an eighth.
    pub eighths: Eighths,
    /// Its length as the writing program states it: Final Draft ends a scene at an outline heading, though what stands behind is filmed
    /// with the scene. Everywhere else the same as `eighths`.
    pub counted: Eighths,
}

/// Lays a screenplay on pages.
///
/// Final Draft can show outline paragraphs on the page, where they take room, and does not say in the file whether it does. The
/// pages that the file states tell: the way that agrees with more of them is taken, hidden where both agree.
pub fn paginate(screenplay: &Screenplay) -> Pages {
    let hidden = laid(screenplay, false);
    let stated: Vec<_> = screenplay.elements.iter().filter(|element| element.opens_scene()).map(|e| e.page()).collect();
    if !stated.iter().any(Option::is_some) || !screenplay.elements.iter().any(blocks::outline) {
        return hidden;
    }
    let shown = laid(screenplay, true);
    let agree =
        |pages: &Pages| pages.scenes.iter().zip(&stated).filter(|(scene, page)| **page == Some(scene.page)).count();
    if agree(&shown) > agree(&hidden) { shown } else { hidden }
}

fn laid(screenplay: &Screenplay, outlines: bool) -> Pages {
    let layout = &screenplay.layout;
    let mut scenes: Vec<(u32, u64, u64)> = Vec::new();
    let (mut last, mut total) = (None, 1);
    flow::lay(blocks::blocks(screenplay, outlines), layout, |block, piece| {
        total = piece.page.saturating_add(1);
        // A block that breaks counts as often as it would in one piece, so that a break makes no scene longer.
        if last == Some(piece.block) {
            return;
        }
        last = Some(piece.block);
        if block.scene {
            scenes.push((piece.page, 0, 0));
        }
        if let Some((_, all, counted)) = scenes.last_mut()
            && block.keep != Keep::Outline
        {
            *all += piece.space + block.lines;
            *counted += if block.beyond { 0 } else { piece.space + block.lines };
        }
    });
    let length = |(page, lines, counted): (u32, u64, u64)| Length {
        page: page.saturating_add(layout.first_page),
        lines,
        eighths: eighths(layout, lines),
        counted: eighths(layout, counted),
    };
    Pages { total, scenes: scenes.into_iter().map(length).collect() }
}

/// Lines as eighths of a page, at least one. Final Draft divides a page's whole lines, Fade In its exact height.
fn eighths(layout: &Layout, lines: u64) -> Eighths {
    let page = u64::from(layout.lines_per_page);
    let page = if layout.manner == Manner::FinalDraft { page / 100 * 100 } else { page };
    // Hundredths of lines that make eight eighths.
    let whole = layout.lines_per_eighth.map_or(page, |lines| u64::from(lines) * 800).max(1);
    let parts = lines.saturating_mul(800);
    let eighths = match layout.rounding {
        Rounding::Up => parts.div_ceil(whole),
        Rounding::Nearest => parts.saturating_add(whole / 2) / whole,
    };
    Eighths(i64::try_from(eighths.clamp(1, 1_000_000)).unwrap_or(1))
}

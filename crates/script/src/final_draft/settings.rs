//! What the file says about its own kinds of paragraph and its page: styles, widths, capacity, and how lengths round.

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::screenplay::{ElementKind, Layout, Manner, Rounding};

use super::xml::Node;

/// The settings of a file.
#[derive(Default)]
pub(crate) struct Settings<'x> {
    /// Name of a kind of paragraph, and the same in small letters -> its style.
    styles: BTreeMap<Cow<'x, str>, Style<'x>>,
    /// The page.
    pub(crate) layout: Layout,
}

/// One kind of paragraph.
#[derive(Clone)]
pub(crate) struct Style<'x> {
    /// Prints in capitals, however it is stored.
    pub(crate) all_caps: bool,
    /// Does not print.
    pub(crate) hidden: bool,
    /// Begins a page.
    pub(crate) starts_page: bool,
    /// The kind it paginates like.
    pub(crate) behaves: Cow<'x, str>,
    /// Characters on a line.
    width: Option<u16>,
    /// Blank lines above.
    space: Option<u8>,
    /// Size of its face in points.
    size: i64,
}

impl<'x> Settings<'x> {
    /// Reads the settings below the root.
    pub(super) fn read(root: Node<'x>) -> Self {
        let mut settings = Self::default();
        let layout = &mut settings.layout;
        if let Some(page) = root.child("PageLayout") {
            layout.lines_per_page = capacity(page);
            // Final Draft writes Yes and No, Fade In True and False.
            let sentences = page.attribute("BreakDialogueAndActionAtSentences").unwrap_or_default();
            layout.break_at_sentences = matches!(sentences.as_ref(), "Yes" | "True");
            if matches!(sentences.as_ref(), "True" | "False") {
                (layout.rounding, layout.manner) = (Rounding::Nearest, Manner::FadeIn);
            }
        }
        let spaced = |element: Node<'x>| element.child("ParagraphSpec").and_then(|spec| spec.attribute("Spacing"));
        if root.named("ElementSettings").any(|element| spaced(element).is_some_and(|spacing| spacing == "1.0")) {
            (layout.rounding, layout.manner) = (Rounding::Nearest, Manner::FadeIn);
        }
        let first = root.child("HeaderAndFooter").and_then(|header| header.attribute("StartingPage"));
        if let Some(first) = first.and_then(|page| page.trim().parse().ok()) {
            layout.first_page = first;
        }
        for element in root.named("ElementSettings") {
            let Some(name) = element.attribute("Type") else { continue };
            let spec = element.child("ParagraphSpec");
            let said = |key| spec.and_then(|spec| spec.attribute(key));
            let font = element.child("FontSpec");
            let size = font.and_then(|font| font.attribute("Size")).and_then(|size| size.parse().ok());
            let size = size.filter(|size| (4..=96).contains(size)).unwrap_or(POINTS);
            let width = characters(layout, said("LeftIndent").as_deref(), said("RightIndent").as_deref(), size);
            let space = said("SpaceBefore").and_then(|space| blank_lines(&space));
            match (name.as_ref(), width, space) {
                ("Scene Heading", _, Some(space)) => layout.heading_space = space,
                ("Shot", _, Some(space)) => layout.shot_space = space,
                ("Action", width, space) => {
                    layout.action_width = width.unwrap_or(layout.action_width);
                    layout.space = space.unwrap_or(layout.space);
                }
                ("Dialogue", Some(width), _) => layout.dialogue_width = width,
                ("Parenthetical", Some(width), _) => layout.parenthetical_width = width,
                ("Character", Some(width), _) => layout.character_width = width,
                ("Transition", Some(width), _) => layout.transition_width = width,
                _ => {}
            }
            let style = font.and_then(|font| font.attribute("Style")).unwrap_or_default();
            let behaves = element.child("Behavior").and_then(|behavior| behavior.attribute("PaginateAs"));
            let style = Style {
                all_caps: style.contains("AllCaps"),
                hidden: style.contains("HiddenText"),
                starts_page: said("StartsNewPage").is_some_and(|starts| starts == "Yes"),
                behaves: behaves.unwrap_or_default(),
                width,
                space,
                size,
            };
            settings.styles.insert(name.to_lowercase().into(), style.clone());
            settings.styles.insert(name, style);
        }
        settings
    }

    /// Width and blank lines above of a paragraph, each where it is not what the layout says for its kind. `own` holds what the
    /// paragraph itself says: indents left and right, and space above. A hidden one always has its space: it can be shown.
    pub(super) fn room(&self, name: &str, kind: &ElementKind, own: [Option<&str>; 3]) -> (Option<u16>, Option<u8>) {
        let style = self.style(name);
        let (usual_width, usual_space) = self.layout.room(kind);
        let [left, right, above] = own;
        let width = characters(&self.layout, left, right, style.map_or(POINTS, |style| style.size));
        let width = width.or(style.and_then(|style| style.width)).filter(|width| *width != usual_width);
        let space = above.and_then(blank_lines).or(style.and_then(|style| style.space));
        let hidden = style.is_some_and(|style| style.hidden);
        (width, if hidden { Some(space.unwrap_or(0)) } else { space.filter(|space| *space != usual_space) })
    }

    /// The style of a kind of paragraph, if the file has one.
    pub(super) fn style(&self, name: &str) -> Option<&Style<'x>> {
        self.styles.get(name).or_else(|| self.styles.get(name.to_lowercase().as_str()))
    }
}

/// Lines a page holds, in hundredths: its height without margins, at twelve points a line.
fn capacity(page: Node) -> u32 {
    let inches = page.child("PageSize").and_then(|size| size.attribute("Height")).and_then(measured).unwrap_or(1100);
    let points = |key: &str, otherwise: i64| page.attribute(key).and_then(measured).unwrap_or(otherwise);
    let margins = points("TopMargin", 7200) + points("BottomMargin", 7200);
    // Hundredths of inches times 72 are hundredths of points.
    let lines = (inches * 72 - margins) / 12;
    u32::try_from(lines)
        .ok()
        .filter(|lines| (1000..=20_000).contains(lines))
        .unwrap_or(Layout::default().lines_per_page)
}

/// The size of a script's face, in points.
const POINTS: i64 = 12;

/// Characters on a line between two indents in inches. Courier Final Draft is narrower than ten to the inch: six inches hold 61 and
/// 3.62 hold 37, but 3.69 do not hold 38. Fade In counts ten.
fn characters(layout: &Layout, left: Option<&str>, right: Option<&str>, size: i64) -> Option<u16> {
    let fade_in = layout.manner == Manner::FadeIn;
    let inches = hundredths(right?)? - hundredths(left?)?;
    let wide = inches * if fade_in { 1000 } else { 1025 } * POINTS / size;
    // Fade In writes 2.55 where others write 2.56, so its widths are rounded.
    u16::try_from((wide + if fade_in { 5000 } else { 0 }) / 10_000).ok().filter(|width| (5..=200).contains(width))
}

/// Blank lines of a space in points.
fn blank_lines(points: &str) -> Option<u8> {
    let points: u16 = points.parse().ok()?;
    Some(u8::try_from((points.saturating_add(6)) / 12).unwrap_or(u8::MAX).min(6))
}

fn measured(text: Cow<str>) -> Option<i64> {
    hundredths(&text)
}

/// A decimal number in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > 6 || whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    Some(sign * (whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?))
}

//! What the file says about its own kinds of paragraph and its page: styles, widths, capacity, and how lengths round.

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::screenplay::{Layout, Rounding};

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
                layout.rounding = Rounding::Nearest;
            }
        }
        for element in root.named("ElementSettings") {
            let Some(name) = element.attribute("Type") else { continue };
            let spec = element.child("ParagraphSpec");
            let said = |key| spec.and_then(|spec| spec.attribute(key));
            if let (Some(left), Some(right)) =
                (said("LeftIndent").and_then(measured), said("RightIndent").and_then(measured))
            {
                // Ten characters to the inch, rounded.
                let width = u16::try_from((right - left + 5) / 10).ok().filter(|width| (5..=200).contains(width));
                match (name.as_ref(), width) {
                    ("Action", Some(width)) => layout.action_width = width,
                    ("Dialogue", Some(width)) => layout.dialogue_width = width,
                    ("Parenthetical", Some(width)) => layout.parenthetical_width = width,
                    _ => {}
                }
            }
            if name == "Scene Heading"
                && let Some(space) = said("SpaceBefore").and_then(|space| space.parse::<u16>().ok())
            {
                layout.heading_space = u8::try_from((space + 6) / 12).unwrap_or(u8::MAX).min(6);
            }
            if said("Spacing").is_some_and(|spacing| spacing == "1.0") {
                layout.rounding = Rounding::Nearest;
            }
            let style = element.child("FontSpec").and_then(|font| font.attribute("Style")).unwrap_or_default();
            let behaves = element.child("Behavior").and_then(|behavior| behavior.attribute("PaginateAs"));
            let style = Style {
                all_caps: style.contains("AllCaps"),
                hidden: style.contains("HiddenText"),
                starts_page: said("StartsNewPage").is_some_and(|starts| starts == "Yes"),
                behaves: behaves.unwrap_or_default(),
            };
            settings.styles.insert(name.to_lowercase().into(), style.clone());
            settings.styles.insert(name, style);
        }
        settings
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

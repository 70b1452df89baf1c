//! What the file says about its own kinds of paragraph and its page: styles, widths, capacity, and how lengths round.

use std::collections::BTreeMap;

use model::screenplay::{Layout, Rounding};
use roxmltree::Node;

use super::{child, named};

/// No paragraph of a script has more; the parser compares each attribute of a tag with all others.
const MOST_ATTRIBUTES: usize = 256;

/// The settings of a file.
#[derive(Default)]
pub(crate) struct Settings {
    styles: BTreeMap<String, Style>,
    /// The page.
    pub(crate) layout: Layout,
}

/// One kind of paragraph.
pub(crate) struct Style {
    /// Prints in capitals, however it is stored.
    pub(crate) all_caps: bool,
    /// Does not print.
    pub(crate) hidden: bool,
    /// Begins a page.
    pub(crate) starts_page: bool,
    /// The kind it paginates like.
    pub(crate) behaves: String,
}

impl Settings {
    /// Reads the settings below the root.
    pub(crate) fn read(root: Node) -> Self {
        let mut settings = Self::default();
        let layout = &mut settings.layout;
        if let Some(page) = child(root, "PageLayout") {
            layout.lines_per_page = capacity(page);
            // Final Draft writes Yes and No, Fade In True and False.
            if page.attribute("BreakDialogueAndActionAtSentences").is_some_and(|v| matches!(v, "True" | "False")) {
                layout.rounding = Rounding::Nearest;
            }
        }
        for element in named(root, "ElementSettings") {
            let Some(name) = element.attribute("Type") else { continue };
            let spec = child(element, "ParagraphSpec");
            let said = |key| spec.and_then(|spec| spec.attribute(key));
            if let (Some(left), Some(right)) =
                (said("LeftIndent").and_then(hundredths), said("RightIndent").and_then(hundredths))
            {
                // Ten characters to the inch, rounded.
                let width = u16::try_from((right - left + 5) / 10).ok().filter(|width| (5..=200).contains(width));
                match (name, width) {
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
            if said("Spacing") == Some("1.0") {
                layout.rounding = Rounding::Nearest;
            }
            let style = child(element, "FontSpec").and_then(|font| font.attribute("Style")).unwrap_or_default();
            let behaves = child(element, "Behavior").and_then(|behavior| behavior.attribute("PaginateAs"));
            let style = Style {
                all_caps: style.contains("AllCaps"),
                hidden: style.contains("HiddenText"),
                starts_page: said("StartsNewPage") == Some("Yes"),
                behaves: behaves.unwrap_or_default().to_owned(),
            };
            settings.styles.insert(name.to_lowercase(), style);
        }
        settings
    }

    /// The style of a kind of paragraph, if the file has one.
    pub(crate) fn style(&self, name: &str) -> Option<&Style> {
        self.styles.get(&name.to_lowercase())
    }
}

/// Lines a page holds, in hundredths: its height without margins, at twelve points a line.
fn capacity(page: Node) -> u32 {
    let inches = child(page, "PageSize").and_then(|size| size.attribute("Height")).and_then(hundredths).unwrap_or(1100);
    let points = |key: &str, otherwise: i64| page.attribute(key).and_then(hundredths).unwrap_or(otherwise);
    let margins = points("TopMargin", 7200) + points("BottomMargin", 7200);
    // Hundredths of inches times 72 are hundredths of points.
    let lines = (inches * 72 - margins) / 12;
    u32::try_from(lines)
        .ok()
        .filter(|lines| (1000..=20_000).contains(lines))
        .unwrap_or(Layout::default().lines_per_page)
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

/// The first tag with an absurd number of attributes: its line and their number.
pub(crate) fn overloaded_tag(text: &str) -> Option<(u32, usize)> {
    let (mut line, mut count, mut inside) = (1_u32, 0, false);
    for byte in text.bytes() {
        match byte {
            b'\n' => line = line.saturating_add(1),
            b'<' => (inside, count) = (true, 0),
            b'>' => {
                if inside && count > MOST_ATTRIBUTES {
                    return Some((line, count));
                }
                inside = false;
            }
            b'=' if inside => count += 1,
            _ => {}
        }
    }
    (inside && count > MOST_ATTRIBUTES).then_some((line, count))
}

//! What the codes of a font mean and how wide they are. The outlines are never looked at.

use std::collections::BTreeMap;

use super::file::File;
use super::names::{self, Encoding};
use super::objects::{Dict, Lexer, Object};

/// A font as far as reading needs it.
#[derive(Debug, Default)]
pub(crate) struct Font {
    /// Two bytes to a code.
    pub(crate) wide: bool,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// Letters by code, from the font's own map or its encoding.
    letters: BTreeMap<u32, String>,
    /// Codes are letters in UTF-16 by themselves.
    unicode: bool,
    /// Widths by code, in thousandths of the size.
    widths: BTreeMap<u32, f64>,
    other_width: f64,
}

impl Font {
    pub(crate) fn read(file: &File<'_>, dict: &Dict) -> Self {
        let name = file.value(dict, "BaseFont");
        let name = String::from_utf8_lossy(name.name().unwrap_or_default()).to_ascii_lowercase();
        let mut font = Self {
            bold: ["bold", "black", "heavy", "semibold"].iter().any(|word| name.contains(word)),
            italic: ["italic", "oblique"].iter().any(|word| name.contains(word)),
            other_width: if name.contains("courier") || name.contains("mono") { 600.0 } else { 500.0 },
            ..Self::default()
        };
        let kind = file.value(dict, "Subtype");
        if kind.name() == Some(b"Type0") {
            font.composite(file, dict);
        } else {
            font.simple(file, dict, kind.name() == Some(b"TrueType"), kind.name() == Some(b"Type3"));
        }
        if let Some((_, map)) = dict.get(b"ToUnicode".as_slice()).and_then(|map| file.stream(map)) {
            font.character_map(&map);
        }
        font
    }

    /// The letters of a code; `None` where the file does not say.
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        self.letters.get(&code).map(String::as_str)
    }
    /// The same for fonts whose codes are letters.
    pub(crate) fn letter(&self, code: u32) -> Option<char> {
        if self.unicode { char::from_u32(code) } else { None }
    }
    /// Width of a code in thousandths of the size.
    pub(crate) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.other_width)
    }

    fn simple(&mut self, file: &File<'_>, dict: &Dict, true_type: bool, drawn: bool) {
        let encoding = file.value(dict, "Encoding");
        let otherwise = if true_type { Encoding::Windows } else { Encoding::Standard };
        let base = match &encoding {
            Object::Dict(dict) => Encoding::named(&file.value(dict, "BaseEncoding")),
            named => Encoding::named(named),
        };
        let base = base.unwrap_or(otherwise);
        self.letters =
            (0..=255_u8).filter_map(|code| Some((u32::from(code), base.letter(code)?.to_string()))).collect();
        if let Object::Dict(dict) = &encoding
            && let Object::Array(items) = file.value(dict, "Differences")
        {
            let mut code = 0_u32;
            for item in items.iter().take(1024) {
                if let Some(number) = item.count() {
                    code = number;
                } else if let Some(name) = item.name() {
                    let letters = names::letters(&String::from_utf8_lossy(name));
                    match letters {
                        Some(letters) => self.letters.insert(code, letters),
                        None => self.letters.remove(&code),
                    };
                    code = code.saturating_add(1);
                }
            }
        }
        let scale = match file.value(dict, "FontMatrix") {
            Object::Array(items) if drawn => items.first().and_then(Object::number).unwrap_or(0.001) * 1000.0,
            _ => 1.0,
        };
        let first = file.value(dict, "FirstChar").count().unwrap_or(0).min(255);
        if let Object::Array(widths) = file.value(dict, "Widths") {
            let widths = widths.iter().take(256).filter_map(|width| file.resolve(width).number());
            self.widths = (first..).zip(widths.map(|width| width * scale)).collect();
            let missing = file.dict(dict, "FontDescriptor").and_then(|more| file.value(&more, "MissingWidth").number());
            self.other_width = missing.unwrap_or(0.0);
        }
    }

    fn composite(&mut self, file: &File<'_>, dict: &Dict) {
        self.wide = true;
        let encoding = file.value(dict, "Encoding");
        let name = String::from_utf8_lossy(encoding.name().unwrap_or_default()).into_owned();
        self.unicode = name.contains("UCS2") || name.contains("UTF16");
        let Object::Array(below) = file.value(dict, "DescendantFonts") else { return };
        let Some(Object::Dict(below)) = below.first().map(|below| file.resolve(below)) else { return };
        self.other_width = file.value(&below, "DW").number().unwrap_or(1000.0);
        let Object::Array(items) = file.value(&below, "W") else { return };
        let mut items = items.iter().map(|item| file.resolve(item));
        while let (Some(first), Some(second)) = (items.next(), items.next()) {
            let Some(first) = first.count() else { break };
            match second {
                Object::Array(widths) => {
                    let widths = widths.iter().filter_map(|width| file.resolve(width).number());
                    self.widths.extend((first..=0xffff).zip(widths));
                }
                last => {
                    let (Some(last), Some(width)) = (last.count(), items.next().and_then(|width| width.number()))
                    else {
                        break;
                    };
                    if self.widths.len() < 1 << 17 {
                        self.widths.extend((first..=last.min(0xffff)).map(|code| (code, width)));
                    }
                }
            }
        }
    }

    /// A `ToUnicode` map (ISO 32000-1, 9.10.3).
    fn character_map(&mut self, map: &[u8]) {
        let mut lexer = Lexer::content(map);
        let mut stack: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = &object else {
                stack.push(object);
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => {
                    let length = stack.last().map_or(2, |last| bytes(last).len());
                    self.wide = length > 1 && (self.wide || length == 2);
                }
                b"endbfchar" => {
                    for pair in stack.chunks_exact(2) {
                        self.letters.insert(code(bytes(&pair[0])), utf_16(bytes(&pair[1])));
                    }
                }
                b"endbfrange" => stack.chunks_exact(3).for_each(|range| self.range(range)),
                _ => {}
            }
            stack.clear();
        }
    }

    fn range(&mut self, range: &[Object]) {
        let (first, last) = (code(bytes(&range[0])), code(bytes(&range[1])));
        let last = last.min(first.saturating_add(0xffff));
        if self.letters.len() > 1 << 17 {
            return;
        }
        if let Object::Array(each) = &range[2] {
            self.letters.extend((first..=last).zip(each.iter().map(|text| utf_16(bytes(text)))));
            return;
        }
        let start = utf_16(bytes(&range[2]));
        let mut before = start.clone();
        let Some(end) = before.pop() else { return };
        for code in first..=last {
            let letter =
                char::from_u32(u32::from(end).saturating_add(code - first)).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.letters.insert(code, format!("{before}{letter}"));
        }
    }
}

fn bytes(object: &Object) -> &[u8] {
    if let Object::Text(bytes) = object { bytes } else { &[] }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => u16::from(pair[0]),
    });
    let letters = char::decode_utf16(units.take(32)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    letters.filter(|letter| *letter != '\0').collect()
}

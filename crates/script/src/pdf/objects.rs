//! The objects a PDF is made of, and their spelling (ISO 32000-1, 7.2 and 7.3).

use std::collections::BTreeMap;

/// Arrays and dictionaries inside one another; deeper ones are read as null.
const DEEPEST: u8 = 48;
/// Objects that one object may hold, at all depths: the widths of a font with many letters. What is more is read and dropped.
const MOST_INSIDE: usize = 20_000;
/// The same in a content stream: a line of text is an array of some hundred.
const MOST_INSIDE_CONTENT: usize = 4096;

pub(crate) type Dict = BTreeMap<Vec<u8>, Object>;

/// One object. A stream is its dictionary; the bytes behind it are found by the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Object {
    Null,
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// A reference to the object with this number. Generations are not told apart.
    Ref(u32),
    /// A bare word: an operator, `true`, `endobj`.
    Word(Vec<u8>),
}

impl Object {
    pub(crate) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }
    /// A count or a code: not negative, and cut off.
    pub(crate) fn count(&self) -> Option<u32> {
        self.number().filter(|number| *number >= 0.0).map(|number| number as u32)
    }
    pub(crate) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
    pub(crate) fn array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }
    pub(crate) fn dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(bytes) if bytes == word.as_bytes())
    }
}

/// Reads objects one after another. It always moves on, so reading to the end takes time in proportion to the bytes.
pub(crate) struct Lexer<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    /// Whether `12 0 R` is a reference; content streams have none.
    references: bool,
    /// Objects that the one in hand may still hold.
    room: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, references: true, room: 0 }
    }
    /// For content streams and character maps.
    pub(crate) fn content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, references: false, room: 0 }
    }

    /// The next object, or `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Object> {
        self.room = if self.references { MOST_INSIDE } else { MOST_INSIDE_CONTENT };
        self.object(0)
    }

    fn object(&mut self, depth: u8) -> Option<Object> {
        self.skip_space();
        let byte = *self.bytes.get(self.at)?;
        match byte {
            b'(' => Some(Object::Text(self.text())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(self.dict(depth))
            }
            b'<' => Some(Object::Text(self.hex())),
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'[' => {
                self.at += 1;
                Some(self.array(depth))
            }
            b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                Some(Object::Word(b">>".to_vec()))
            }
            b']' | b'{' | b'}' | b')' | b'>' => {
                self.at += 1;
                Some(Object::Word(vec![byte]))
            }
            _ => Some(self.plain()),
        }
    }

    pub(crate) fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    while self.bytes.get(self.at).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
                _ => break,
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| is_regular(*byte)) {
            self.at += 1;
        }
        &self.bytes[from..self.at]
    }

    /// A number, a reference or a word.
    fn plain(&mut self) -> Object {
        let word = self.word();
        let Some(number) = number(word) else { return Object::Word(word.to_vec()) };
        if self.references && word.iter().all(u8::is_ascii_digit) {
            let after = self.at;
            self.skip_space();
            let generation = self.word();
            let whole = (1..=5).contains(&generation.len()) && generation.iter().all(u8::is_ascii_digit);
            self.skip_space();
            if whole && self.bytes.get(self.at) == Some(&b'R') && self.word() == b"R" {
                return Object::Ref(number as u32);
            }
            self.at = after;
        }
        Object::Number(number)
    }

    fn name(&mut self) -> Vec<u8> {
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while let Some(byte) = word.get(at) {
            let escaped = word.get(at + 1..at + 3).and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
            match escaped.filter(|_| *byte == b'#') {
                Some(escaped) => {
                    name.push(escaped);
                    at += 3;
                }
                None => {
                    name.push(*byte);
                    at += 1;
                }
            }
        }
        name
    }

    fn array(&mut self, depth: u8) -> Object {
        let mut items = Vec::new();
        while let Some(item) = self.inner(depth) {
            if item.is_word("]") {
                break;
            }
            // An array that nobody closed ends with its object.
            if item.is_word("endobj") || item.is_word(">>") {
                break;
            }
            if self.room > 0 {
                self.room -= 1;
                items.push(item);
            }
        }
        Object::Array(items)
    }

    fn dict(&mut self, depth: u8) -> Object {
        let mut dict = Dict::new();
        while let Some(key) = self.inner(depth) {
            match key {
                Object::Name(key) => {
                    let before = self.at;
                    let Some(value) = self.inner(depth) else { break };
                    if value.is_word(">>") {
                        break;
                    }
                    if value.is_word("endobj") || value.is_word("stream") {
                        self.at = before;
                        break;
                    }
                    if self.room > 0 {
                        self.room -= 1;
                        dict.insert(key, value);
                    }
                }
                key if key.is_word(">>") || key.is_word("endobj") => break,
                _ => {}
            }
        }
        Object::Dict(dict)
    }

    /// An object inside another one; what is nested too deep becomes null, bracket by bracket.
    fn inner(&mut self, depth: u8) -> Option<Object> {
        if depth < DEEPEST {
            return self.object(depth + 1);
        }
        self.skip_space();
        match *self.bytes.get(self.at)? {
            b'[' => {
                self.at += 1;
                Some(Object::Null)
            }
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(Object::Null)
            }
            _ => self.object(depth),
        }
    }

    fn text(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_u32);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' if self.bytes.get(self.at) == Some(&b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                text.push((code & 0xff) as u8);
            }
            byte => text.push(byte),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(low) = digit(byte) else { continue };
            match half.take() {
                Some(high) => text.push(high << 4 | low),
                None => half = Some(low),
            }
        }
        text.extend(half.map(|high| high << 4));
        text
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t' | b'\n' | 12 | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A number as PDF spells it: no exponent; `--5` and `5-3`, which some programs write, are taken as their beginning.
fn number(word: &[u8]) -> Option<f64> {
    let plain = word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
    if !plain || word.is_empty() || word.len() > 40 || !word.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let negative = word[0] == b'-';
    let (mut value, mut scale) = (0.0_f64, None);
    for byte in word.iter().skip_while(|byte| matches!(byte, b'+' | b'-')) {
        match byte {
            b'0'..=b'9' => {
                let digit = f64::from(byte - b'0');
                match &mut scale {
                    None => value = value * 10.0 + digit,
                    Some(scale) => {
                        *scale /= 10.0;
                        value += digit * *scale;
                    }
                }
            }
            b'.' if scale.is_none() => scale = Some(1.0),
            _ => break,
        }
    }
    Some(if negative { -value } else { value })
}

//! The XML of a script as a flat tree of places in its text: names, words and attributes are looked up where they stand, and copied only when asked for.
//! Twenty bytes a node, no recursion, one pass: a hostile file costs no more than an honest one, and the write-back knows every byte.
//! It reads what scripts are made of; document types and entities of the file's own are refused.

use std::borrow::Cow;

use model::notice::{Notice, Severity};

/// A parsed text.
pub(super) struct Xml<'a> {
    text: &'a str,
    places: Vec<Place>,
}

/// Where a node stands. Nodes are in the order of the text.
struct Place {
    /// Its first byte.
    from: u32,
    /// Byte behind the start tag; for words, behind the words.
    open: u32,
    /// Byte at which the end tag begins (`open` where there is none).
    close: u32,
    /// Index behind its last descendant.
    after: u32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element,
    Words,
    Literal,
}

/// An element or a piece of text.
#[derive(Clone, Copy)]
pub(super) struct Node<'x> {
    xml: &'x Xml<'x>,
    index: usize,
}

/// An attribute where it stands.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'x> {
    pub(super) name: &'x str,
    /// As written, between the quotes.
    pub(super) raw: &'x str,
    /// Byte of the text at which the raw value begins.
    pub(super) at: usize,
}

impl<'x> Node<'x> {
    /// Index of the node; the root has 0.
    pub(super) fn index(self) -> usize {
        self.index
    }
    fn place(self) -> &'x Place {
        &self.xml.places[self.index]
    }
    /// First byte.
    pub(super) fn from(self) -> usize {
        self.place().from as usize
    }
    /// Byte behind the start tag.
    pub(super) fn open(self) -> usize {
        self.place().open as usize
    }
    /// Byte at which the end tag begins.
    pub(super) fn close(self) -> usize {
        self.place().close as usize
    }
    /// Byte behind its last one.
    pub(super) fn end(self) -> usize {
        if self.place().kind != Kind::Element || self.is_closed_at_once() {
            return self.open();
        }
        self.close() + self.xml.text[self.close()..].find('>').map_or(0, |at| at + 1)
    }
    /// Whether it is written as one tag, `<Like this/>`.
    pub(super) fn is_closed_at_once(self) -> bool {
        self.xml.text.as_bytes()[self.open() - 2] == b'/'
    }
    /// The tag as written, without its brackets.
    pub(super) fn tag(self) -> &'x str {
        let end = self.open() - if self.is_closed_at_once() { 2 } else { 1 };
        &self.xml.text[self.from() + 1..end]
    }
    /// Byte behind the name in the start tag: an attribute can be put there.
    pub(super) fn name_end(self) -> usize {
        self.from() + 1 + self.name().len()
    }
    /// Name of the element; empty for words.
    pub(super) fn name(self) -> &'x str {
        if self.place().kind != Kind::Element {
            return "";
        }
        let tag = &self.xml.text[self.from() + 1..self.open()];
        let end = tag.bytes().position(ends_name).unwrap_or(tag.len());
        &tag[..end]
    }
    /// The attributes in their order.
    pub(super) fn attributes(self) -> impl Iterator<Item = Attribute<'x>> {
        let tag = self.tag();
        let start = self.from() + 1;
        let mut at = self.name().len();
        std::iter::from_fn(move || {
            let bytes = tag.as_bytes();
            at += bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
            let equals = at + tag[at..].find('=')?;
            let name = tag[at..equals].trim_ascii_end();
            let quote = equals + 1 + bytes[equals + 1..].iter().position(|byte| matches!(byte, b'"' | b'\''))?;
            let from = quote + 1;
            let to = from + tag[from..].find(char::from(bytes[quote]))?;
            at = to + 1;
            Some(Attribute { name, raw: &tag[from..to], at: start + from })
        })
    }
    /// An attribute's value.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'x, str>> {
        self.attributes().find(|attribute| attribute.name == name).map(Attribute::value)
    }
    /// The nodes directly in it.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'x>> {
        let (xml, end) = (self.xml, self.place().after as usize);
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let index = (next < end).then_some(next)?;
            next = xml.places[index].after as usize;
            Some(Node { xml, index })
        })
    }
    /// The first child with this name.
    pub(super) fn child(self, name: &str) -> Option<Node<'x>> {
        self.children().find(|child| child.name() == name)
    }
    /// All children with this name.
    pub(super) fn named(self, name: &'static str) -> impl Iterator<Item = Node<'x>> {
        self.children().filter(move |child| child.name() == name)
    }
    /// The words directly in it, without what is nested: references resolved, every line break `\n`.
    pub(super) fn words(self) -> Cow<'x, str> {
        let mut all = Cow::Borrowed("");
        for child in self.children() {
            if child.place().kind != Kind::Element {
                let words = child.plain();
                if all.is_empty() { all = words } else { all.to_mut().push_str(&words) }
            }
        }
        all
    }
    /// Every character of the words directly in it, with the bytes of the text in which it is written and whether these are in a CDATA part.
    pub(super) fn characters(self) -> impl Iterator<Item = (std::ops::Range<usize>, char, bool)> {
        let words = self.children().filter(|child| child.place().kind != Kind::Element);
        words.flat_map(|child| {
            let literal = child.place().kind == Kind::Literal;
            characters(child.raw(), literal, child.raw_at()).map(move |(raw, one)| (raw, one, literal))
        })
    }
    fn raw_at(self) -> usize {
        self.from() + if self.place().kind == Kind::Literal { LITERAL.len() } else { 0 }
    }
    /// Words as written.
    fn raw(self) -> &'x str {
        let end = self.open() - if self.place().kind == Kind::Literal { 3 } else { 0 };
        &self.xml.text[self.raw_at()..end]
    }
    fn plain(self) -> Cow<'x, str> {
        let raw = self.raw();
        let literal = self.place().kind == Kind::Literal;
        if raw.bytes().any(|byte| matches!(byte, b'&' | b'\r')) || raw.contains('\u{2028}') {
            return Cow::Owned(characters(raw, literal, 0).map(|(_, one)| one).collect());
        }
        Cow::Borrowed(raw)
    }
}

impl<'x> Attribute<'x> {
    /// The value: references resolved, white space made blanks.
    pub(super) fn value(self) -> Cow<'x, str> {
        if !self.raw.bytes().any(|byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t')) {
            return Cow::Borrowed(self.raw);
        }
        let blank = |one: char| if matches!(one, '\n' | '\t') { ' ' } else { one };
        Cow::Owned(characters(self.raw, false, 0).map(|(_, one)| blank(one)).collect())
    }
}

/// The characters that a raw text stands for, each with its bytes. Line breaks of every kind are `\n`.
fn characters(raw: &str, literal: bool, base: usize) -> impl Iterator<Item = (std::ops::Range<usize>, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = raw[at..].chars().next()?;
        let from = at;
        let (one, length) = match first {
            '&' if !literal => reference(&raw[at..]).unwrap_or(('&', 1)),
            '\r' => ('\n', if raw[at..].starts_with("\r\n") { 2 } else { 1 }),
            '\u{2028}' => ('\n', 3),
            other => (other, other.len_utf8()),
        };
        at += length;
        Some((base + from..base + at, one))
    })
}

/// The character that a reference at the start of a text stands for, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(40).position(|byte| byte == b';')?;
    let one = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|one| *one != '\0')?
        }
    };
    Some((one, end + 1))
}

const LITERAL: &str = "<![CDATA[";

/// Why a text is not XML that can be read, and where.
pub(super) struct Broken {
    at: usize,
    what: String,
    hint: &'static str,
}

impl Broken {
    fn new(at: usize, what: impl Into<String>) -> Self {
        let what = format!("the XML is malformed: {}", what.into());
        Self { at, what, hint: "open it in the program that wrote it and save it again" }
    }
    /// The notice with line and column.
    pub(super) fn notice(self, text: &str) -> Notice {
        let before = &text.as_bytes()[..self.at.min(text.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        // Every byte but those inside a character begins one.
        let column = 1 + before[start..].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Notice::at(Severity::Error, number(line), number(column), self.what, self.hint)
    }
}

impl<'a> Xml<'a> {
    /// Reads a text: one root with what is in it.
    pub(super) fn parse(text: &'a str) -> Result<Self, Broken> {
        let mut parser = Parser { text, at: 0, places: Vec::with_capacity(text.len() / 40 + 4), open: Vec::new() };
        if u32::try_from(text.len()).is_err() {
            return Err(Broken::new(0, "it is larger than 4 GB"));
        }
        if text.starts_with('\u{feff}') {
            parser.at = 3;
        }
        while parser.at < text.len() {
            parser.step()?;
        }
        match parser.open.last() {
            Some(open) => {
                let at = parser.places[*open as usize].from as usize;
                Err(Broken::new(at, format!("'{}' is never closed", parser.name_at(at + 1))))
            }
            None if parser.places.is_empty() => Err(Broken::new(text.len(), "it has no root")),
            None => Ok(Self { text, places: parser.places }),
        }
    }
    /// The outermost element.
    pub(super) fn root(&'a self) -> Node<'a> {
        self.node(0)
    }
    /// The node with this index.
    pub(super) fn node(&'a self, index: usize) -> Node<'a> {
        Node { xml: self, index }
    }
}

/// Where the parser stands.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    places: Vec<Place>,
    /// Elements that are not closed yet.
    open: Vec<u32>,
}

impl<'a> Parser<'a> {
    /// One tag, comment, declaration or piece of text.
    fn step(&mut self) -> Result<(), Broken> {
        let rest = &self.text[self.at..];
        if !rest.starts_with('<') {
            return self.words(rest.find('<').unwrap_or(rest.len()));
        }
        match rest.as_bytes().get(1) {
            Some(b'/') => self.end(),
            Some(b'?') => self.skip("?>", "a declaration"),
            Some(b'!') if rest.starts_with("<!--") => self.skip("-->", "a comment"),
            Some(b'!') if rest.starts_with(LITERAL) => {
                let from = self.at;
                self.skip("]]>", "a CDATA part")?;
                self.push_words(from, self.at, Kind::Literal)
            }
            Some(b'!') if rest.starts_with("<!DOCTYPE") => Err(Broken {
                at: self.at,
                what: "the XML declares a document type (DTD), which is refused".to_owned(),
                hint: "remove the <!DOCTYPE …> part; no script needs one",
            }),
            _ => self.start(),
        }
    }

    fn skip(&mut self, until: &str, what: &str) -> Result<(), Broken> {
        let rest = &self.text[self.at + 2..];
        let end = rest.find(until).ok_or_else(|| Broken::new(self.at, format!("{what} is never closed")))?;
        self.at += 2 + end + until.len();
        Ok(())
    }

    fn words(&mut self, length: usize) -> Result<(), Broken> {
        let from = self.at;
        let words = &self.text[from..from + length];
        self.at += length;
        self.references(words, from)?;
        // Blanks between elements say nothing; those in a run do.
        if words.bytes().all(|byte| byte.is_ascii_whitespace()) {
            let run = |index: &u32| self.name_at(self.places[*index as usize].from as usize + 1) == "Text";
            if !self.open.last().is_some_and(run) {
                return Ok(());
            }
        }
        self.push_words(from, self.at, Kind::Words)
    }

    fn push_words(&mut self, from: usize, to: usize, kind: Kind) -> Result<(), Broken> {
        if self.open.is_empty() {
            return Err(Broken::new(from, "text stands outside of the root"));
        }
        let (from, open) = (place(from), place(to));
        let after = place(self.places.len() + 1);
        self.places.push(Place { from, open, close: open, after, kind });
        Ok(())
    }

    fn start(&mut self) -> Result<(), Broken> {
        let from = self.at;
        if self.open.is_empty() && !self.places.is_empty() {
            return Err(Broken::new(from, "something stands behind the root"));
        }
        let name = self.name_at(from + 1);
        if name.is_empty() {
            return Err(Broken::new(from, "a '<' begins no tag"));
        }
        self.at += 1 + name.len();
        let at_once = loop {
            self.blanks();
            match self.byte() {
                Some(b'>') => break false,
                Some(b'/') if self.text.as_bytes().get(self.at + 1) == Some(&b'>') => {
                    self.at += 1;
                    break true;
                }
                Some(_) => self.attribute(from)?,
                None => return Err(Broken::new(from, "a tag is never closed")),
            }
        };
        self.at += 1;
        let index = place(self.places.len());
        let open = place(self.at);
        self.places.push(Place { from: place(from), open, close: open, after: index + 1, kind: Kind::Element });
        if !at_once {
            self.open.push(index);
        }
        Ok(())
    }

    /// One `name="value"` of the tag that begins at `tag`.
    fn attribute(&mut self, tag: usize) -> Result<(), Broken> {
        let bytes = self.text.as_bytes();
        let from = self.at;
        let name = self.name_at(from);
        self.at += name.len();
        self.blanks();
        if name.is_empty() || self.byte() != Some(b'=') {
            let shown: String = name.chars().take(40).collect();
            return Err(Broken::new(from, format!("an attribute '{shown}' without a value")));
        }
        self.at += 1;
        self.blanks();
        let quote = self.byte().filter(|byte| matches!(byte, b'"' | b'\''));
        let Some(quote) = quote else { return Err(Broken::new(self.at, "a value without quotes")) };
        let start = self.at + 1;
        let mut references = false;
        let end = bytes[start..].iter().position(|byte| {
            references |= *byte == b'&';
            *byte == quote || *byte == b'<'
        });
        let Some(end) = end.map(|end| start + end) else { return Err(Broken::new(tag, "a tag is never closed")) };
        if bytes[end] == b'<' {
            return Err(Broken::new(end, "a '<' in a value"));
        }
        if references {
            self.references(&self.text[start..end], start)?;
        }
        self.at = end + 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Broken> {
        let from = self.at;
        let name = self.name_at(from + 2);
        self.at += 2 + name.len();
        self.blanks();
        let shown = |name: &str| name.chars().take(40).collect::<String>();
        let Some(index) = self.open.pop() else {
            return Err(Broken::new(from, format!("'{}' is closed but was never opened", shown(name))));
        };
        let opened = self.name_at(self.places[index as usize].from as usize + 1);
        if opened != name {
            return Err(Broken::new(from, format!("expected '{}' tag, not '{}'", shown(opened), shown(name))));
        }
        if self.byte() != Some(b'>') {
            return Err(Broken::new(from, "a tag is never closed"));
        }
        self.at += 1;
        let after = place(self.places.len());
        let opened = &mut self.places[index as usize];
        (opened.close, opened.after) = (place(from), after);
        Ok(())
    }

    /// Every `&` must begin a reference that XML itself knows.
    fn references(&self, words: &str, at: usize) -> Result<(), Broken> {
        let mut from = 0;
        while let Some(found) = words[from..].find('&').map(|found| from + found) {
            let Some((_, length)) = reference(&words[found..]) else {
                let name: String =
                    words[found + 1..].chars().take_while(|one| one.is_alphanumeric()).take(40).collect();
                return Err(Broken::new(at + found, format!("unknown entity reference '{name}'")));
            };
            from = found + length;
        }
        Ok(())
    }

    fn name_at(&self, at: usize) -> &'a str {
        let rest = &self.text.as_bytes()[at..];
        let length = rest.iter().position(|byte| ends_name(*byte)).unwrap_or(rest.len());
        &self.text[at..at + length]
    }
    fn blanks(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Whether a name ends before this byte.
fn ends_name(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'>' | b'/' | b'=' | b'<' | b'"' | b'\'')
}

/// The text is under 4 GB, so that every place in it fits.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

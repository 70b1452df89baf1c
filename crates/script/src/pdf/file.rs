//! A PDF file as a set of numbered objects. They are found by reading the file from its beginning, not through its table of
//! places: so files with a damaged table, or cut off, read as far as they go. A later object replaces an earlier one of its number.
//!
//! Everything is bounded: a file may make us read and unpack only so many bytes, however its objects refer to one another.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::filters;
use super::objects::{Dict, Lexer, Object};

/// What a stream may unpack to: a page of text takes some ten kilobytes, one drawn letter by letter two hundred.
const LARGEST_STREAM: usize = 2 << 20;
/// Objects that one object stream may hold; programs write a hundred or two.
const MOST_PACKED: usize = 10_000;
/// Bytes of the file or of unpacked streams that objects in hand may have been read from.
const MOST_CACHED: usize = 256 << 10;
/// More pages than this are not a screenplay.
const MOST_PAGES: usize = 3000;

/// Where an object stands.
#[derive(Clone)]
enum Place {
    /// In the file, from its first byte.
    File(usize),
    /// In an unpacked object stream.
    Packed(Rc<Vec<u8>>, usize),
}

/// An open file.
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    root: Option<Object>,
    pub(crate) encrypted: bool,
    /// Bytes that may still be read and unpacked.
    fuel: Cell<u64>,
    /// Bytes of object streams that may still be kept unpacked.
    room: usize,
    /// A stream was larger than any of a script, and is cut off or left out.
    overfull: Cell<bool>,
    /// Objects in hand, by number, and how many bytes they were read from.
    cache: RefCell<(BTreeMap<u32, Rc<Object>>, usize)>,
}

/// A page with what it inherits.
pub(crate) struct Page {
    pub(crate) dict: Dict,
    pub(crate) resources: Object,
    /// Left, bottom, right, top of what is seen, in points.
    pub(crate) area: [f64; 4],
    /// Turned clockwise by so many quarters.
    pub(crate) turns: u8,
}

impl<'a> File<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Self {
        let fuel = Cell::new(bytes.len() as u64 * 16 + (64 << 20));
        let (places, cache) = (BTreeMap::new(), RefCell::default());
        let (room, overfull) = (bytes.len() * 8 + (1 << 20), Cell::new(false));
        let mut file = Self { bytes, places, root: None, encrypted: false, fuel, room, overfull, cache };
        file.scan();
        file
    }

    /// Whether the file asked for more work than a script can need.
    pub(crate) fn exhausted(&self) -> bool {
        self.fuel.get() == 0
    }
    /// Whether something was too large to be read whole.
    pub(crate) fn overfull(&self) -> bool {
        self.overfull.get()
    }
    /// Whether the file ends before it has said where its pages are.
    pub(crate) fn cut_off(&self) -> bool {
        self.root.as_ref().is_none_or(|root| self.resolve(root).dict().is_none())
    }
    pub(crate) fn objects(&self) -> usize {
        self.places.len()
    }

    /// Finds every object of the file.
    fn scan(&mut self) {
        let mut at = 0;
        while let Some(found) = find(self.bytes, at, &[b"obj", b"trailer"]) {
            at = found + 3;
            if self.bytes[found..].starts_with(b"trailer") {
                let mut lexer = Lexer::new(self.bytes, found + 7);
                if let Some(Object::Dict(dict)) = lexer.next() {
                    self.trailer(&dict);
                }
                at = lexer.at.max(at);
                continue;
            }
            let Some(number) = number_before(self.bytes, found) else { continue };
            self.places.insert(number, Place::File(at));
            let mut lexer = Lexer::new(self.bytes, at);
            let object = lexer.next();
            at = lexer.at.max(at);
            let Some(Object::Dict(dict)) = object else { continue };
            let Some(range) = self.stream_range(&dict, at, false) else { continue };
            at = range.end;
            match dict.get(b"Type".as_slice()).and_then(Object::name) {
                Some(b"XRef") => self.trailer(&dict),
                Some(b"ObjStm") => self.unpack_objects(&dict, range),
                _ => {}
            }
        }
    }

    fn trailer(&mut self, dict: &Dict) {
        if let Some(root) = dict.get(b"Root".as_slice()) {
            self.root = Some(root.clone());
        }
        self.encrypted |= dict.get(b"Encrypt".as_slice()).is_some_and(|object| *object != Object::Null);
    }

    fn unpack_objects(&mut self, dict: &Dict, range: Range<usize>) {
        let count = |key: &str| dict.get(key.as_bytes()).and_then(Object::count).map(|count| count as usize);
        let (Some(objects), Some(first)) = (count("N"), count("First")) else { return };
        let Some(data) = self.unpack(dict, &self.bytes[range]) else { return };
        if data.len() > self.room || objects > MOST_PACKED {
            self.overfull.set(true);
            return;
        }
        self.room -= data.len();
        let data = Rc::new(data);
        let mut lexer = Lexer::new(&data, 0);
        for _ in 0..objects.min(data.len()) {
            let (Some(number), Some(place)) = (lexer.next(), lexer.next()) else { break };
            let (Some(number), Some(place)) = (number.count(), place.count()) else { break };
            self.places.insert(number, Place::Packed(Rc::clone(&data), first.saturating_add(place as usize)));
        }
    }

    /// The bytes of the stream whose dictionary ends at `at`.
    fn stream_range(&self, dict: &Dict, at: usize, resolve: bool) -> Option<Range<usize>> {
        let mut lexer = Lexer::new(self.bytes, at);
        lexer.skip_space();
        let rest = self.bytes.get(lexer.at..)?;
        let rest = rest.strip_prefix(b"stream")?;
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let from = self.bytes.len() - rest.len();
        let length = match dict.get(b"Length".as_slice()) {
            Some(Object::Ref(number)) if resolve => self.get(*number).count(),
            Some(object) => object.count(),
            None => None,
        };
        let said = length.and_then(|length| from.checked_add(length as usize)).filter(|end| *end <= self.bytes.len());
        let told = said.filter(|end| {
            let mut after = Lexer::new(self.bytes, *end);
            after.skip_space();
            self.bytes[after.at..].starts_with(b"endstream")
        });
        let end = told.unwrap_or_else(|| find(self.bytes, from, &[b"endstream"]).unwrap_or(self.bytes.len()));
        Some(from..end)
    }

    /// The object with this number; null where there is none.
    pub(crate) fn get(&self, number: u32) -> Rc<Object> {
        if let Some(object) = self.cache.borrow().0.get(&number) {
            return Rc::clone(object);
        }
        let (object, length) = self.parse(number).unwrap_or((Object::Null, 0));
        let object = Rc::new(object);
        let mut cache = self.cache.borrow_mut();
        // Enough for the fonts and resources that pages share.
        if cache.0.len() > 256 || cache.1 + length > MOST_CACHED {
            *cache = (BTreeMap::new(), 0);
        }
        cache.1 += length;
        cache.0.insert(number, Rc::clone(&object));
        object
    }

    /// An object, and how many bytes it was read from.
    fn parse(&self, number: u32) -> Option<(Object, usize)> {
        let (bytes, at): (&[u8], usize) = match self.places.get(&number)? {
            Place::File(at) => (self.bytes, *at),
            Place::Packed(data, at) => (data, *at),
        };
        if self.exhausted() {
            return None;
        }
        let mut lexer = Lexer::new(bytes, at);
        let object = lexer.next();
        let length = lexer.at.saturating_sub(at);
        self.burn(length);
        Some((object.filter(|object| !matches!(object, Object::Ref(_)))?, length))
    }

    fn burn(&self, bytes: usize) {
        self.fuel.set(self.fuel.get().saturating_sub(bytes as u64));
    }

    /// The object itself, where it is a reference.
    pub(crate) fn resolve(&self, object: &Object) -> Object {
        match object {
            Object::Ref(number) => (*self.get(*number)).clone(),
            object => object.clone(),
        }
    }
    /// The value of a key, resolved; null where there is none.
    pub(crate) fn value(&self, dict: &Dict, key: &str) -> Object {
        dict.get(key.as_bytes()).map_or(Object::Null, |object| self.resolve(object))
    }
    /// The value of a key where it is a dictionary.
    pub(crate) fn dict(&self, dict: &Dict, key: &str) -> Option<Dict> {
        if let Object::Dict(dict) = self.value(dict, key) { Some(dict) } else { None }
    }

    /// The unpacked bytes of a stream, which must be a reference.
    pub(crate) fn stream(&self, object: &Object) -> Option<(Dict, Vec<u8>)> {
        let Object::Ref(number) = object else { return None };
        let Some(Place::File(at)) = self.places.get(number) else { return None };
        if self.exhausted() {
            return None;
        }
        let mut lexer = Lexer::new(self.bytes, *at);
        let Some(Object::Dict(dict)) = lexer.next() else { return None };
        let range = self.stream_range(&dict, lexer.at, true)?;
        self.burn(range.end - at);
        let data = self.unpack(&dict, &self.bytes[range])?;
        Some((dict, data))
    }

    fn unpack(&self, dict: &Dict, raw: &[u8]) -> Option<Vec<u8>> {
        let list = |long: &str, short: &str| match dict.get(long.as_bytes()).or_else(|| dict.get(short.as_bytes())) {
            Some(object) => match self.resolve(object) {
                Object::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
                Object::Null => Vec::new(),
                one => vec![one],
            },
            None => Vec::new(),
        };
        let settings = list("DecodeParms", "DP");
        let mut data = Cow::Borrowed(raw);
        for (i, filter) in list("Filter", "F").iter().enumerate().take(8) {
            let limit = LARGEST_STREAM.min(usize::try_from(self.fuel.get()).unwrap_or(usize::MAX));
            data = Cow::Owned(filters::undo(filter.name()?, &data, limit)?);
            self.burn(data.len());
            if data.len() >= limit {
                self.overfull.set(true);
            }
            let setting =
                |key: &str| settings.get(i).and_then(Object::dict).and_then(|dict| self.value(dict, key).count());
            if setting("Predictor").is_some_and(|predictor| predictor >= 10) {
                data = Cow::Owned(filters::unpredict(&data, setting("Columns").unwrap_or(1) as usize));
            }
        }
        Some(data.into_owned())
    }

    /// The pages in their order; those of a file without a usable tree as they stand in the file.
    pub(crate) fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        let catalog = self.root.as_ref().map(|root| self.resolve(root));
        if let Some(catalog) = catalog.as_ref().and_then(Object::dict)
            && let Some(tree) = catalog.get(b"Pages".as_slice())
        {
            self.walk(tree, &Dict::new(), &mut BTreeSet::new(), 0, &mut pages);
        }
        if pages.is_empty() {
            for number in self.places.keys() {
                let object = self.get(*number);
                let dict =
                    object.dict().filter(|dict| dict.get(b"Type".as_slice()).and_then(Object::name) == Some(b"Page"));
                if let Some(dict) = dict
                    && pages.len() < MOST_PAGES
                {
                    pages.push(self.page(dict.clone()));
                }
            }
        }
        pages
    }

    fn walk(&self, node: &Object, above: &Dict, seen: &mut BTreeSet<u32>, depth: u8, pages: &mut Vec<Page>) {
        if let Object::Ref(number) = node
            && !seen.insert(*number)
        {
            return;
        }
        let Object::Dict(mut dict) = self.resolve(node) else { return };
        if depth > 40 || pages.len() >= MOST_PAGES {
            return;
        }
        for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
            if let (false, Some(value)) = (dict.contains_key(key.as_bytes()), above.get(key.as_bytes())) {
                dict.insert(key.as_bytes().to_vec(), value.clone());
            }
        }
        let Object::Array(kids) = self.value(&dict, "Kids") else {
            pages.push(self.page(dict));
            return;
        };
        kids.iter().for_each(|kid| self.walk(kid, &dict, seen, depth + 1, pages));
    }

    fn page(&self, dict: Dict) -> Page {
        let rectangle = |key: &str| {
            let Object::Array(items) = self.value(&dict, key) else { return None };
            let edges: Vec<f64> = items.iter().filter_map(|item| self.resolve(item).number()).collect();
            let &[a, b, c, d] = edges.as_slice() else { return None };
            let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
            (area[2] - area[0] > 72.0 && area[3] - area[1] > 72.0).then_some(area)
        };
        let area = rectangle("CropBox").or_else(|| rectangle("MediaBox")).unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let turns = self.value(&dict, "Rotate").number().map_or(0, |angle| (angle / 90.0) as i64).rem_euclid(4);
        let resources = self.value(&dict, "Resources");
        Page { dict, resources, area, turns: u8::try_from(turns).unwrap_or(0) }
    }

    /// What a page draws.
    pub(crate) fn content(&self, page: &Page) -> Vec<u8> {
        let Some(contents) = page.dict.get(b"Contents".as_slice()) else { return Vec::new() };
        if let Some((_, data)) = self.stream(contents) {
            return data;
        }
        let Object::Array(parts) = self.resolve(contents) else { return Vec::new() };
        let mut all = Vec::new();
        for (_, data) in parts.iter().filter_map(|part| self.stream(part)) {
            if all.len() > LARGEST_STREAM {
                break;
            }
            all.extend(data);
            all.push(b'\n');
        }
        all
    }
}

/// The next place at which one of the words stands.
fn find(bytes: &[u8], from: usize, words: &[&[u8]]) -> Option<usize> {
    (from..bytes.len()).find(|at| words.iter().any(|word| bytes[*at..].starts_with(word)))
}

/// The object number in front of `obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let back = |mut at: usize, is: fn(&u8) -> bool| {
        let end = at;
        // Numbers are short; a long run of digits is none.
        while at > 0 && end - at < 12 && is(&bytes[at - 1]) {
            at -= 1;
        }
        at
    };
    let generation_end = back(at, u8::is_ascii_whitespace);
    let generation = back(generation_end, u8::is_ascii_digit);
    let number_end = back(generation, u8::is_ascii_whitespace);
    let number = back(number_end, u8::is_ascii_digit);
    if generation == generation_end || number_end == generation || number == number_end {
        return None;
    }
    std::str::from_utf8(&bytes[number..number_end]).ok()?.parse().ok()
}

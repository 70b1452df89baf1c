//! What a page draws: its letters with their places, and the thin lines under them. Pictures and colours are passed over.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::{File, Page};
use super::fonts::Font;
use super::objects::{Dict, Lexer, Object};

/// Letters and operators that a page may have; a full page of script has 3,500 letters.
const MOST_LETTERS: usize = 30_000;
const MOST_OPERATORS: u32 = 2_000_000;
/// Forms inside forms.
const DEEPEST_FORM: u8 = 8;

/// A letter, its lengths in hundredths of a point from the page's upper left corner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub(crate) letter: char,
    pub(crate) left: i32,
    pub(crate) right: i32,
    /// Its baseline.
    pub(crate) base: i32,
    pub(crate) size: i32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// A thin horizontal line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) y: i32,
}

/// Everything on a page that reads.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) letters: Vec<Letter>,
    pub(crate) strokes: Vec<Stroke>,
    /// Letters that stand askew, in the order in which they were drawn: watermarks.
    pub(crate) askew: String,
    /// Letters of which the file does not say what they are.
    pub(crate) unknown: usize,
    /// Drawn more than a page can hold; the rest was left out.
    pub(crate) cut: bool,
    pub(crate) images: usize,
    /// The page's width.
    pub(crate) width: i32,
}

/// Fonts already read, by object number.
pub(crate) type Fonts = BTreeMap<u32, Rc<Font>>;

/// Draws a page.
pub(crate) fn draw(file: &File<'_>, page: &Page, fonts: &mut Fonts) -> Drawn {
    let [left, bottom, right, top] = page.area;
    let (wide, tall) = (right - left, top - bottom);
    // To the upper left corner with y downwards, turned as the page is.
    let (start, width) = match page.turns {
        1 => ([0.0, 1.0, 1.0, 0.0, -bottom, -left], tall),
        2 => ([-1.0, 0.0, 0.0, 1.0, right, -bottom], wide),
        3 => ([0.0, -1.0, -1.0, 0.0, top, right], tall),
        _ => ([1.0, 0.0, 0.0, -1.0, -left, top], wide),
    };
    let drawn = Drawn { width: hundredths(width), ..Drawn::default() };
    let mut pen = Pen { file, fonts, drawn, operators: 0 };
    let content = file.content(page);
    if let Object::Dict(resources) = &page.resources {
        pen.run(&content, resources, &State::new(start), 0);
    } else {
        pen.run(&content, &Dict::new(), &State::new(start), 0);
    }
    pen.drawn
}

type Matrix = [f64; 6];

/// First `a`, then `b`.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
}

/// Points as hundredths; what lies far outside any page is cut off.
fn hundredths(points: f64) -> i32 {
    (points * 100.0).round().clamp(-1e7, 1e7) as i32
}

/// The graphics state, as far as text needs it.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(page: Matrix) -> Self {
        Self { page, font: None, size: 0.0, letter_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

struct Pen<'a> {
    file: &'a File<'a>,
    fonts: &'a mut Fonts,
    drawn: Drawn,
    operators: u32,
}

impl Pen<'_> {
    /// Runs a content stream.
    fn run(&mut self, content: &[u8], resources: &Dict, state: &State, depth: u8) {
        let font_list = self.file.dict(resources, "Font").unwrap_or_default();
        let mut lexer = Lexer::content(content);
        let mut stack: Vec<Object> = Vec::new();
        let (mut state, mut saved) = (state.clone(), Vec::new());
        let identity = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let (mut text, mut line) = (identity, identity);
        let mut path: Vec<[f64; 4]> = Vec::new();
        let mut point = (0.0, 0.0);
        while let Some(object) = lexer.next() {
            let Object::Word(operator) = &object else {
                if stack.len() < 256 {
                    stack.push(object);
                }
                continue;
            };
            self.operators += 1;
            if self.operators > MOST_OPERATORS || self.drawn.letters.len() >= MOST_LETTERS {
                self.drawn.cut = true;
                return;
            }
            let number = |at: usize| stack.get(at).and_then(Object::number).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match operator.as_slice() {
                b"q" if saved.len() < 256 => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.page = then(matrix(), state.page),
                b"BT" => (text, line) = (identity, identity),
                b"Tf" => {
                    state.size = number(1);
                    let name = stack.first().and_then(Object::name).unwrap_or_default();
                    state.font = font_list.get(name).and_then(|font| self.font(font));
                }
                b"Tc" => state.letter_space = number(0),
                b"Tw" => state.word_space = number(0),
                b"Tz" => state.stretch = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Td" | b"TD" => {
                    if operator.as_slice() == b"TD" {
                        state.leading = -number(1);
                    }
                    line = then([1.0, 0.0, 0.0, 1.0, number(0), number(1)], line);
                    text = line;
                }
                b"Tm" => {
                    line = matrix();
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if operator.as_slice() == b"\"" {
                        (state.word_space, state.letter_space) = (number(0), number(1));
                    }
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    if let Some(Object::Text(bytes)) = stack.last() {
                        self.show(bytes, &state, &mut text);
                    }
                }
                b"Tj" => {
                    if let Some(Object::Text(bytes)) = stack.last() {
                        self.show(bytes, &state, &mut text);
                    }
                }
                b"TJ" => {
                    for item in stack.last().and_then(Object::array).unwrap_or_default() {
                        match item {
                            Object::Text(bytes) => self.show(bytes, &state, &mut text),
                            Object::Number(back) => {
                                let shift = -back / 1000.0 * state.size * state.stretch;
                                text = then([1.0, 0.0, 0.0, 1.0, shift, 0.0], text);
                            }
                            _ => {}
                        }
                    }
                }
                b"re" => {
                    let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                    path.push([x, y, x + width, y + height]);
                }
                b"m" => point = (number(0), number(1)),
                b"l" => {
                    path.push([point.0, point.1, number(0), number(1)]);
                    point = (number(0), number(1));
                }
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"b" | b"B*" | b"b*" => {
                    path.iter().for_each(|line| self.stroke(*line, state.page));
                    path.clear();
                }
                b"n" => path.clear(),
                b"Do" => {
                    let name = stack.first().and_then(Object::name).unwrap_or_default();
                    self.form(name, resources, &state, depth);
                }
                b"BI" => {
                    self.drawn.images += 1;
                    skip_image(&mut lexer);
                }
                _ => {}
            }
            if path.len() > 4096 {
                path.clear();
            }
            stack.clear();
        }
    }

    fn font(&mut self, object: &Object) -> Option<Rc<Font>> {
        if let Object::Ref(number) = object {
            if let Some(font) = self.fonts.get(number) {
                return Some(Rc::clone(font));
            }
            let dict = self.file.get(*number);
            let font = Rc::new(Font::read(self.file, dict.dict()?));
            if self.fonts.len() < 64 {
                self.fonts.insert(*number, Rc::clone(&font));
            }
            return Some(font);
        }
        Some(Rc::new(Font::read(self.file, object.dict()?)))
    }

    /// Shows a string and moves the text matrix behind it.
    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) {
        let Some(font) = &state.font else { return };
        for chunk in bytes.chunks(if font.wide { 2 } else { 1 }) {
            let code = chunk.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let width = font.width(code) / 1000.0 * state.size;
            let mut space = state.letter_space;
            if chunk == b" " {
                space += state.word_space;
            }
            let whole = then(*text, state.page);
            match (font.text(code).filter(|letters| !letters.is_empty()), font.letter(code)) {
                (Some(letters), _) => self.letters(letters, font, width, state, whole),
                (None, Some(letter)) => self.letters(letter.encode_utf8(&mut [0; 4]), font, width, state, whole),
                (None, None) => {
                    self.drawn.unknown += 1;
                    self.letters("\u{fffd}", font, width, state, whole);
                }
            }
            *text = then([1.0, 0.0, 0.0, 1.0, (width + space) * state.stretch, 0.0], *text);
        }
    }

    /// One code's letters; those of a ligature share its width.
    fn letters(&mut self, letters: &str, font: &Font, width: f64, state: &State, whole: Matrix) {
        if self.drawn.letters.len() >= MOST_LETTERS {
            self.drawn.cut = true;
            return;
        }
        let upright = whole[0] > 0.0 && whole[3] < 0.0 && whole[1].abs() < 0.02 * whole[0];
        let letters = letters.chars().flat_map(plain_letters);
        let count = letters.clone().count().max(1) as f64;
        for (i, letter) in letters.enumerate() {
            if !upright {
                if self.drawn.askew.len() < 4096 {
                    self.drawn.askew.push(letter);
                }
                continue;
            }
            let from = width * state.stretch * i as f64 / count;
            let (left, base) = apply(whole, from, state.rise);
            let (right, _) = apply(whole, from + width * state.stretch / count, state.rise);
            let slanted = whole[2].abs() > 0.1 * whole[3].abs();
            self.drawn.letters.push(Letter {
                letter,
                left: hundredths(left),
                right: hundredths(right),
                base: hundredths(base),
                size: hundredths(state.size.abs() * -whole[3]),
                bold: font.bold,
                italic: font.italic || slanted,
            });
        }
    }

    fn stroke(&mut self, [x0, y0, x1, y1]: [f64; 4], page: Matrix) {
        let ((x0, y0), (x1, y1)) = (apply(page, x0, y0), apply(page, x1, y1));
        if (y0 - y1).abs() <= 2.0 && (x0 - x1).abs() >= 3.0 && self.drawn.strokes.len() < 4096 {
            let (left, right, y) = (hundredths(x0.min(x1)), hundredths(x0.max(x1)), hundredths(f64::midpoint(y0, y1)));
            self.drawn.strokes.push(Stroke { left, right, y });
        }
    }

    /// A picture is counted, a form is run.
    fn form(&mut self, name: &[u8], resources: &Dict, state: &State, depth: u8) {
        let Some(object) = self.file.dict(resources, "XObject").and_then(|list| list.get(name).cloned()) else {
            return;
        };
        let Object::Ref(number) = object else { return };
        let head = self.file.get(number);
        let Some(dict) = head.dict() else { return };
        if self.file.value(dict, "Subtype").name() != Some(b"Form") {
            self.drawn.images += 1;
            return;
        }
        if depth >= DEEPEST_FORM {
            return;
        }
        let Some((dict, content)) = self.file.stream(&object) else { return };
        let mut state = state.clone();
        if let Object::Array(items) = self.file.value(&dict, "Matrix") {
            let edges: Vec<f64> = items.iter().filter_map(Object::number).collect();
            if let Ok(matrix) = Matrix::try_from(edges) {
                state.page = then(matrix, state.page);
            }
        }
        let own = self.file.dict(&dict, "Resources");
        self.run(&content, own.as_ref().unwrap_or(resources), &state, depth + 1);
    }
}

/// Ligatures as their letters, fixed spaces as spaces.
fn plain_letters(letter: char) -> impl Iterator<Item = char> + Clone {
    let text = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        '\u{a0}' | '\t' | '\r' | '\n' => " ",
        '\u{ad}' => "-",
        _ => "",
    };
    text.chars().chain(text.is_empty().then_some(letter).filter(|letter| !letter.is_control()))
}

/// Past a picture that stands in the stream itself.
fn skip_image(lexer: &mut Lexer<'_>) {
    while let Some(object) = lexer.next() {
        if object.is_word("ID") {
            break;
        }
    }
    let rest = &lexer.bytes[lexer.at.min(lexer.bytes.len())..];
    let end = rest.windows(4).position(|bytes| {
        bytes[0].is_ascii_whitespace() && bytes[1..3] == *b"EI" && (bytes[3].is_ascii_whitespace() || bytes[3] == b'Q')
    });
    lexer.at += end.map_or(rest.len(), |end| end + 3);
}

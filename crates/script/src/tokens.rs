//! Running text as words with their places, for everything that looks for names and things in action.

use std::borrow::Cow;

use crate::elements::Table;

/// A word of a text: letters and digits without a break. `Ray's` is two.
pub(crate) struct Token<'a> {
    /// The word as written.
    pub(crate) word: &'a str,
    /// Its entry in the table of words; 0 where it is none of them.
    pub(crate) entry: u32,
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Written with a capital first letter, or no letter at all.
    pub(crate) capitalised: bool,
    /// Written in capitals, at least two letters.
    pub(crate) caps: bool,
    /// Stands between quotation marks.
    pub(crate) quoted: bool,
}

impl Token<'_> {
    /// The word in capitals.
    pub(crate) fn upper(&self) -> Cow<'_, str> {
        if self.caps { Cow::Borrowed(self.word) } else { Cow::Owned(self.word.to_uppercase()) }
    }

    /// Whether it is one of these words, given in ASCII capitals.
    pub(crate) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.word.eq_ignore_ascii_case(word))
    }
}

/// The words of a text, with their entries in the table.
pub(crate) fn tokens<'a>(text: &'a str, table: &Table) -> Vec<Token<'a>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    let mut buffer = String::new();
    // A mark that nothing closes quotes nothing.
    let last_mark = text.rfind(['"', '”', '„', '“']).unwrap_or(0);
    let mut quoted = false;
    for (i, char) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, char.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(from), false) => {
                if out.len() == out.capacity() {
                    // Room for as many as there can be: a letter and a blank each.
                    out.reserve_exact((text.len() - from).div_ceil(2));
                }
                out.push(token(text, from, i, quoted, table, &mut buffer));
                start = None;
            }
            _ => {}
        }
        match char {
            '"' => quoted = !quoted && i < last_mark,
            '“' | '„' => quoted = i < last_mark,
            '”' => quoted = false,
            _ => {}
        }
    }
    out
}

fn token<'a>(text: &'a str, start: usize, end: usize, quoted: bool, table: &Table, buffer: &mut String) -> Token<'a> {
    let word = &text[start..end];
    let (mut letters, mut big, mut small) = (0, false, false);
    buffer.clear();
    for char in word.chars() {
        letters += 1;
        if char.is_ascii() {
            big |= char.is_ascii_uppercase();
            small |= char.is_ascii_lowercase();
            buffer.push(char.to_ascii_uppercase());
        } else {
            big |= char.is_uppercase();
            small |= char.is_lowercase();
            buffer.extend(char.to_uppercase());
        }
    }
    let capitalised = word.chars().next().is_some_and(|char| !char.is_lowercase());
    Token { word, entry: table.entry(buffer), start, end, capitalised, caps: letters > 1 && big && !small, quoted }
}

/// The words from one token to another as written, on one line, cut where they grow long.
pub(crate) fn quote(text: &str, from: &Token, to: &Token) -> String {
    let words = text[from.start..to.end].split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 80 { words.chars().take(79).chain(['…']).collect() } else { words }
}

/// The words from one token on, to the end of the sentence's part or a few words further.
pub(crate) fn clause(text: &str, tokens: &[Token], from: usize, to: usize) -> String {
    let mut end = to;
    while end + 1 < tokens.len() && end < to + 3 && !breaks(text, &tokens[end], &tokens[end + 1]) {
        end += 1;
    }
    quote(text, &tokens[from], &tokens[end])
}

/// Whether something stands between two neighbouring words that ends a phrase.
pub(crate) fn breaks(text: &str, before: &Token, after: &Token) -> bool {
    text[before.end..after.start].contains(['.', ',', ';', ':', '!', '?', '(', ')', '\n', '—', '–', '"', '…'])
        || text[before.end..after.start].contains("--")
        || text[before.end..after.start].contains(" - ")
}

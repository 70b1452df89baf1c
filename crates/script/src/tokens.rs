//! Running text as words with their places, for everything that looks for names and things in action.

/// A word of a text: letters and digits without a break. `Ray's` is two.
pub(crate) struct Token<'a> {
    /// The word as written.
    pub(crate) word: &'a str,
    /// The word in capitals.
    pub(crate) upper: String,
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl Token<'_> {
    /// Written with a capital first letter, or no letter at all.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.word.chars().next().is_some_and(|c| !c.is_lowercase())
    }

    /// Written in capitals, at least two letters.
    pub(crate) fn is_caps(&self) -> bool {
        self.word.chars().count() > 1
            && self.word.chars().any(char::is_uppercase)
            && !self.word.chars().any(char::is_lowercase)
    }
}

/// The words of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, char) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, char.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(from), false) => {
                let word = &text[from..i];
                out.push(Token { word, upper: word.to_uppercase(), start: from, end: i });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// The words from one token to another as written, on one line, cut where they grow long.
pub(crate) fn quote(text: &str, from: &Token, to: &Token) -> String {
    let words = text[from.start..to.end].split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 80 { words.chars().take(79).chain(['…']).collect() } else { words }
}

//! Ages as action tells them: `MAYA, 34,`, `JUNO (11)`, `ANNA, late 30s`, `a seven-year-old`, `teenage`.

use crate::tokens::Token;

/// Tens as words.
const DECADES: [(&str, u8); 8] = [
    ("TWENTIES", 20),
    ("THIRTIES", 30),
    ("FORTIES", 40),
    ("FIFTIES", 50),
    ("SIXTIES", 60),
    ("SEVENTIES", 70),
    ("EIGHTIES", 80),
    ("NINETIES", 90),
];

/// Years as words.
const YEARS: [&str; 20] = [
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "ELEVEN",
    "TWELVE",
    "THIRTEEN",
    "FOURTEEN",
    "FIFTEEN",
    "SIXTEEN",
    "SEVENTEEN",
    "EIGHTEEN",
    "NINETEEN",
    "TWENTY",
];

/// The age that stands behind a name, or close before it.
///
/// Tens are told as their middle: `30s` is 35, `early 30s` 32, `late 30s` 38; a teenager is 16.
pub(super) fn near(text: &str, tokens: &[Token], from: usize, to: usize) -> Option<u8> {
    behind(text, tokens, to).or_else(|| before(text, tokens, from))
}

/// `, 34,` `(11)` `-- now 17 --` `, early 30s,` `, in his forties` `, a seven-year-old` behind the name.
fn behind(text: &str, tokens: &[Token], to: usize) -> Option<u8> {
    let mut i = to + 1;
    let next = tokens.get(i)?;
    let between = text[tokens[to].end..next.start].trim();
    if between == "." && next.is(&["HE", "SHE"]) {
        // `HENRY MAST. He's 11 years old`
        let number = (i + 1..i + 3).find(|j| tokens.get(*j).is_some_and(|token| years(token.word).is_some()))?;
        let said = tokens.get(number + 1)?.is(&["YEARS"]) && tokens.get(number + 2)?.is(&["OLD"]);
        return said.then(|| years(tokens[number].word)).flatten();
    }
    if !matches!(between, "," | "(" | "-" | "--" | "—" | "–" | ", (") {
        return None;
    }
    let spoken_of = ["AGED", "AGE", "NOW", "ABOUT", "AROUND", "A", "AN", "IN", "HIS", "HER", "THEIR"];
    let mut part = 5;
    while tokens.get(i)?.is(&spoken_of) {
        i += 1;
    }
    for (word, middle) in [("EARLY", 2), ("MID", 5), ("MIDDLE", 5), ("LATE", 8)] {
        if tokens.get(i)?.is(&[word]) {
            (part, i) = (middle, i + 1);
        }
    }
    // Nothing ends a phrase between the name and its age, but the mark that opens it.
    let first = to + 1;
    if i > to + 5 || (first..i).any(|j| text[tokens[j].end..tokens[j + 1].start].contains(['.', ';', ')'])) {
        return None;
    }
    read(text, tokens, i, part)
}

/// `his 7 year-old son, MATTHEW` and `teenage ANNA`.
fn before(text: &str, tokens: &[Token], from: usize) -> Option<u8> {
    let low = from.saturating_sub(4);
    if (low..from).rev().take(2).any(|j| tokens[j].is(&["TEENAGE", "TEENAGED"])) {
        return Some(16);
    }
    let at = (low..from).find(|j| tokens.get(j + 1).is_some_and(|next| next.is(&["YEAR"])))?;
    let old = tokens.get(at + 2).is_some_and(|next| next.is(&["OLD"])) && at + 2 < from;
    let whole = !text[tokens[at].end..tokens[from].start].contains(['.', ';', '!', '?']);
    (old && whole).then(|| years(tokens[at].word)).flatten()
}

/// The age at a word: a number that stands by itself, tens, or years old.
fn read(text: &str, tokens: &[Token], i: usize, part: u8) -> Option<u8> {
    let token = tokens.get(i)?;
    let near: String = text[token.end..].chars().take(12).collect();
    if let Some((_, tens)) = DECADES.iter().find(|(word, _)| token.is(&[word])) {
        return Some(tens + part);
    }
    if token.is(&["TEENS"]) {
        return Some(16);
    }
    if token.is(&["TEEN", "TEENAGER", "TEENAGE"]) {
        return Some(16);
    }
    if let Some(tens) = token.word.strip_suffix(['s', 'S']).and_then(|tens| tens.parse::<u8>().ok()) {
        return tens_of(tens, part);
    }
    let age = years(token.word)?;
    if near.to_lowercase().starts_with("'s") || near.to_lowercase().starts_with("’s") {
        return tens_of(age, part);
    }
    let after = near.trim_start_matches(' ');
    let old = after.trim_start_matches(['-', ' ']).to_lowercase().starts_with("year");
    let number = token.word.starts_with(|c: char| c.is_ascii_digit());
    // A figure that goes on (`8.5 m`, `4,000`) is no age.
    let goes_on = near.starts_with(['.', ',']) && near[1..].starts_with(|c: char| c.is_ascii_digit());
    let ends =
        after.starts_with([',', ')', '.', ';', '-', '—', '–', '/']) || after.is_empty() || after.starts_with('\n');
    (old || number && ends && !goes_on).then_some(age)
}

fn tens_of(tens: u8, part: u8) -> Option<u8> {
    (tens.is_multiple_of(10) && (10..=90).contains(&tens)).then_some(tens + part)
}

/// A number of years from 1 to 110.
fn years(word: &str) -> Option<u8> {
    let said = YEARS.iter().position(|year| word.eq_ignore_ascii_case(year)).map(|at| at as u8 + 1);
    said.or_else(|| word.parse().ok()).filter(|age| (1..=110).contains(age))
}

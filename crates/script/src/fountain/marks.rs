//! Marks of the notation that are not words: emphasis, escapes, and forcing marks typed at full width.

use std::borrow::Cow;

/// The text without its emphasis marks (`*`, `**`, `***`, `_`) and escapes, each line by itself.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['*', '_', '\\']) {
        return text.to_owned();
    }
    text.split('\n').map(plain_line).collect::<Vec<_>>().join("\n")
}

/// A mark that may open or close: its place in the output and its width.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    width: usize,
}

fn plain_line(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    // A `None` is a mark that proved to be one.
    let mut out: Vec<Option<char>> = Vec::with_capacity(chars.len());
    let mut open: [Option<Open>; 4] = [None; 4];
    let mut i = 0;
    while i < chars.len() {
        let char = chars[i];
        if char == '\\' && chars.get(i + 1).is_some_and(char::is_ascii_punctuation) {
            out.push(Some(chars[i + 1]));
            i += 2;
            continue;
        }
        if char != '*' && char != '_' {
            out.push(Some(char));
            i += 1;
            continue;
        }
        let run = chars[i..].iter().take_while(|c| **c == char).count();
        let before = i.checked_sub(1).map(|j| chars[j]);
        let after = chars.get(i + run).copied();
        let (slot, widest) = if char == '_' { (0, 1) } else { (run.min(3), 3) };
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside_word = char == '_' && word(before) && word(after);
        let closes = before.is_some_and(|c| !c.is_whitespace()) && !(char == '_' && word(after));
        let opens = after.is_some_and(|c| !c.is_whitespace()) && !(char == '_' && word(before));
        let at = out.len();
        out.extend(std::iter::repeat_n(Some(char), run));
        i += run;
        if run > widest || inside_word {
            continue;
        }
        // `***` closes one `***`, or a `**` and a `*` that are open together.
        let pair = slot == 3 && open[3].is_none() && open[1].is_some() && open[2].is_some();
        if closes && (open[slot].is_some() || pair) {
            let slots = if pair { &[1, 2][..] } else { std::slice::from_ref(&slot) };
            for slot in slots {
                if let Some(Open { at, width }) = open[*slot].take() {
                    out[at..at + width].fill(None);
                }
            }
            out[at..at + run].fill(None);
        } else if closes && slot < 3 && slot > 0 && open[3].is_some() {
            // One of the two emphases of an open `***` ends here; the other stays open.
            if let Some(Open { at: from, width: _ }) = open[3].take() {
                out[from..from + slot].fill(None);
                open[3 - slot] = Some(Open { at: from + slot, width: 3 - slot });
            }
            out[at..at + run].fill(None);
        } else if opens {
            open[slot] = Some(Open { at, width: run });
        }
    }
    out.into_iter().flatten().collect()
}

/// The line with a full-width forcing mark at its start made plain.
pub(crate) fn forced_mark(text: &str) -> Cow<'_, str> {
    let Some(first) = text.chars().next() else { return Cow::Borrowed(text) };
    let mark = match first {
        '！' => "!",
        '＠' => "@",
        '～' => "~",
        '＃' => "#",
        '＝' => "=",
        '＞' => ">",
        '．' => ".",
        _ => return Cow::Borrowed(text),
    };
    let rest = &text[first.len_utf8()..];
    // More marks of the same kind may follow.
    let more = rest.chars().take_while(|c| *c == first).count();
    Cow::Owned(format!("{mark}{}{}", mark.repeat(more), &rest[more * first.len_utf8()..]))
}

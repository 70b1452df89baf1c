//! Emphasis and escapes: a line of the notation becomes plain words with marks on them.
//!
//! `*italic*`, `**bold**`, `***both***` and `_underlined_` never run over a line end; `\` takes the meaning of the sign behind it.

use model::screenplay::{Mark, MarkKind};

/// Kinds of emphasis, and how many signs open or close each. A bit of a [`Run`] stands for the kind at its place here.
pub(crate) const KINDS: [(MarkKind, usize); 3] = [(MarkKind::Bold, 2), (MarkKind::Italic, 1), (MarkKind::Underline, 1)];
const BOLD: u8 = 1;
const ITALIC: u8 = 2;
const UNDERLINE: u8 = 4;

/// Adds a line's words to `out` and its emphasis to `marks`, which count from the beginning of `out`.
pub(crate) fn read(line: &str, out: &mut String, marks: &mut Vec<Mark>) {
    if !has_signs(line) {
        out.push_str(line);
        return;
    }
    let found = runs(line);
    let (start, first) = (out.len(), marks.len());
    let mut begun = [0_u32; 3];
    let mut runs = found.iter().filter(|run| run.opens | run.closes != 0).peekable();
    let (mut copied, mut at) = (0, 0);
    while let Some(length) = line.as_bytes()[at..].iter().position(|b| is_sign(*b)) {
        at += length;
        if let Some(run) = runs.next_if(|run| run.at as usize == at) {
            out.push_str(&line[copied..at]);
            let changed = run.opens | run.closes;
            let mut left = usize::from(run.length);
            for (i, (kind, width)) in KINDS.iter().enumerate().filter(|(i, _)| changed >> i & 1 == 1) {
                left -= width;
                if run.closes >> i & 1 == 1 {
                    marks.push(Mark { from: begun[i], to: place(out), kind: *kind });
                }
            }
            out.push_str(&line[at..at + left]);
            for (_, begun) in begun.iter_mut().enumerate().filter(|(i, _)| run.opens >> i & 1 == 1) {
                *begun = place(out);
            }
            at += usize::from(run.length);
            copied = at;
        } else if let Some(width) = escape(&line[at..]) {
            out.push_str(&line[copied..at]);
            copied = at + 1;
            at = copied + width;
        } else {
            at += 1;
        }
    }
    out.push_str(&line[copied..]);
    drop(found);
    tidy(out, start, marks, first);
}

/// Whether there is a sign of emphasis or an escape: a line without is its words.
pub(crate) fn has_signs(line: &str) -> bool {
    memchr::memchr3(b'*', b'_', b'\\', line.as_bytes()).is_some()
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'\\')
}

fn place(out: &str) -> u32 {
    u32::try_from(out.len()).unwrap_or(u32::MAX)
}

/// The width of the sign that a backslash at the start of `text` makes plain.
pub(crate) fn escape(text: &str) -> Option<usize> {
    let sign = text.strip_prefix('\\')?.chars().next()?;
    (sign.is_ascii_punctuation() || plain_sign(sign).is_some()).then(|| sign.len_utf8())
}

/// The notation's sign for one typed at full width.
pub(crate) fn plain_sign(sign: char) -> Option<char> {
    Some(match sign {
        '！' => '!',
        '＠' => '@',
        '～' => '~',
        '＃' => '#',
        '＝' => '=',
        '＞' => '>',
        '＜' => '<',
        '．' => '.',
        '＾' => '^',
        _ => return None,
    })
}

/// One to three signs of emphasis in a row, and which kinds they open and close.
#[derive(Debug, Default)]
struct Run {
    at: u32,
    length: u8,
    opens: u8,
    closes: u8,
}

/// The runs of a line, matched.
fn runs(line: &str) -> Vec<Run> {
    let bytes = line.as_bytes();
    let mut runs: Vec<Run> = Vec::new();
    // Underline, italic, bold, and both at once: the run that may open each.
    let mut open: [Option<usize>; 4] = [None; 4];
    // Where the last words end: what encloses none is no emphasis.
    let mut words = 0;
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(|b| is_sign(*b)) {
        at += length;
        if length > 0 {
            words = at;
        }
        if bytes[at] == b'\\' {
            at += 1 + escape(&line[at..]).unwrap_or(0);
            words = at;
            continue;
        }
        let sign = bytes[at];
        let length = bytes[at..].iter().take_while(|b| **b == sign).count();
        let before = line[..at].chars().next_back();
        let after = line[at + length..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside_word = sign == b'_' && word(before) && word(after);
        let closes = before.is_some_and(|c| !c.is_whitespace()) && !(sign == b'_' && word(after));
        let opens = after.is_some_and(|c| !c.is_whitespace()) && !(sign == b'_' && word(before));
        let here = at;
        at += length;
        let widest = if sign == b'_' { 1 } else { 3 };
        if length > widest || inside_word || !(opens || closes) {
            words = at;
            continue;
        }
        let run = runs.len();
        runs.push(Run { at: place(&line[..here]), length: u8::try_from(length).unwrap_or(3), opens: 0, closes: 0 });
        let encloses = |open: Option<usize>| open.is_some_and(|i| words > runs[i].at as usize);
        let held = [encloses(open[0]), encloses(open[1]), encloses(open[2]), encloses(open[3])];
        let shut = [open[0].is_none(), open[1].is_none(), open[2].is_none(), open[3].is_none()];
        match (sign, length) {
            (b'_', _) if closes && held[0] => {
                close(&mut runs, &mut open[0], run, UNDERLINE);
            }
            (b'_', _) if opens => open[0] = Some(run),
            (_, 3) if closes && held[3] => {
                close(&mut runs, &mut open[3], run, BOLD | ITALIC);
            }
            (_, 3) if closes && held[1] && held[2] && shut[3] => {
                close(&mut runs, &mut open[1], run, ITALIC);
                close(&mut runs, &mut open[2], run, BOLD);
            }
            // One emphasis ends and the other begins: `**bold***italic*`.
            (_, 3) if closes && opens && shut[3] && held[1] && shut[2] => {
                close(&mut runs, &mut open[1], run, ITALIC);
                open[2] = Some(run);
            }
            (_, 3) if closes && opens && shut[3] && held[2] && shut[1] => {
                close(&mut runs, &mut open[2], run, BOLD);
                open[1] = Some(run);
            }
            (_, 3) if opens => open[3] = Some(run),
            (_, 1 | 2) => {
                let kind = if length == 2 { BOLD } else { ITALIC };
                if closes && held[length] {
                    close(&mut runs, &mut open[length], run, kind);
                } else if closes && held[3] {
                    // One of the two emphases of an open `***` ends here; the other stays open.
                    open[3 - length] = close(&mut runs, &mut open[3], run, kind);
                } else if opens {
                    open[length] = Some(run);
                }
            }
            _ => {}
        }
    }
    runs
}

/// Takes what is open and closes some of its kinds with the run at `here`.
fn close(runs: &mut [Run], open: &mut Option<usize>, here: usize, kinds: u8) -> Option<usize> {
    let opened = open.take()?;
    runs[opened].opens |= kinds;
    runs[here].closes |= kinds;
    Some(opened)
}

/// Puts marks of a line in their one form: no white space at their ends, none empty, those of a kind that touch made one, in order.
///
/// The marks are those of `marks` from `first`; they lie in `text` from byte `start`, which holds no line end. An underline
/// cannot begin or end inside a word, unless another emphasis does so at the same place: it takes the whole word.
pub(crate) fn tidy(text: &str, start: usize, marks: &mut Vec<Mark>, first: usize) {
    if marks.len() == first {
        return;
    }
    let mut tidied: Vec<Mark> = Vec::with_capacity(marks.len() - first);
    for (kind, _) in KINDS {
        let mut one: Vec<Mark> = marks[first..].iter().filter(|mark| mark.kind == kind).copied().collect();
        one.iter_mut().for_each(|mark| trim(text, mark));
        one.retain(|mark| mark.from < mark.to);
        one.sort_by_key(|mark| mark.from);
        merge(&mut one);
        if kind == MarkKind::Underline && !one.is_empty() {
            let mut edges: Vec<u32> = tidied.iter().flat_map(|mark| [mark.from, mark.to]).collect();
            edges.sort_unstable();
            let mut reached = start;
            for mark in &mut one {
                if mark.to as usize > reached {
                    whole_words(text, start, mark, &edges);
                    reached = mark.to as usize;
                }
            }
            merge(&mut one);
        }
        tidied.extend(one);
    }
    tidied.sort_by_key(|mark| (mark.from, mark.to, mark.kind));
    marks.truncate(first);
    marks.extend(tidied);
}

fn trim(text: &str, mark: &mut Mark) {
    let words = &text[mark.from as usize..mark.to as usize];
    let end = words.trim_end().len();
    let begin = end - words[..end].trim_start().len();
    mark.to = mark.from + u32::try_from(end).unwrap_or(u32::MAX);
    mark.from += u32::try_from(begin).unwrap_or(u32::MAX);
}

/// Makes those that touch one, of marks of one kind in order.
fn merge(marks: &mut Vec<Mark>) {
    marks.dedup_by(|mark, last| {
        let touch = mark.from <= last.to;
        last.to = if touch { last.to.max(mark.to) } else { last.to };
        touch
    });
}

/// Widens an underline to the words at its ends.
fn whole_words(text: &str, start: usize, mark: &mut Mark, edges: &[u32]) {
    let is_edge = |at: usize| edges.binary_search(&u32::try_from(at).unwrap_or(u32::MAX)).is_ok();
    let mut from = mark.from as usize;
    for c in text[start..from].chars().rev() {
        if !c.is_alphanumeric() || is_edge(from) {
            break;
        }
        from -= c.len_utf8();
    }
    let mut to = mark.to as usize;
    for c in text[to..].chars() {
        if !c.is_alphanumeric() || is_edge(to) {
            break;
        }
        to += c.len_utf8();
    }
    mark.from = u32::try_from(from).unwrap_or(u32::MAX);
    mark.to = u32::try_from(to).unwrap_or(u32::MAX);
}

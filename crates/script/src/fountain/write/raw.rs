//! Words with marks to a line of the notation: what could be read as a sign is escaped, emphasis gets its signs.

use model::screenplay::{Mark, MarkKind};

use super::super::marks::{KINDS, tidy};

/// The text on one line, without white space at its ends.
pub(super) fn line_of(text: &str, marks: &[Mark]) -> String {
    if !text.contains('\n') {
        return line(text, marks.to_vec()).trim().to_owned();
    }
    line(&text.replace('\n', " "), marks.to_vec()).trim().to_owned()
}

/// The text line by line.
pub(super) fn lines_of(text: &str, marks: &[Mark]) -> Vec<String> {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut of_line: Vec<Vec<Mark>> = vec![Vec::new(); starts.len()];
    for mark in joined(marks) {
        let first = starts.partition_point(|start| *start <= mark.from as usize).saturating_sub(1);
        for (i, start) in starts.iter().enumerate().skip(first).take_while(|(_, start)| **start < mark.to as usize) {
            let end = starts.get(i + 1).map_or(text.len(), |next| next - 1);
            let inside = |at: u32| u32::try_from((at as usize).clamp(*start, end) - start).unwrap_or(u32::MAX);
            of_line[i].push(Mark { from: inside(mark.from), to: inside(mark.to), kind: mark.kind });
        }
    }
    text.split('\n').zip(of_line).map(|(words, marks)| line(words, marks)).collect()
}

/// Marks of emphasis, those of a kind that touch made one.
fn joined(marks: &[Mark]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for (kind, _) in KINDS {
        let mut one: Vec<Mark> = marks.iter().filter(|mark| mark.kind == kind).copied().collect();
        one.sort_by_key(|mark| mark.from);
        for mark in one {
            match out.last_mut() {
                Some(last) if last.kind == kind && mark.from <= last.to => last.to = last.to.max(mark.to),
                _ => out.push(mark),
            }
        }
    }
    out
}

/// A note in its brackets.
pub(super) fn note(text: &str) -> String {
    let mut out = String::from("[[");
    for (i, line) in clean(text.trim()).split('\n').map(str::trim_end).enumerate() {
        if i > 0 {
            out.push('\n');
        }
        // An empty line would end the note; one of two spaces does not.
        out.push_str(if line.is_empty() && i > 0 { "  " } else { line });
    }
    while let Some(at) = out[2..].find("]]") {
        out.insert(2 + at + 1, ' ');
    }
    out.push_str(if out.ends_with(']') { " ]]" } else { "]]" });
    out
}

/// Words of the boneyard in their brackets.
pub(super) fn comment(text: &str) -> String {
    let text = clean(text).replace("*/", "* /");
    let lines: Vec<&str> = text.trim().split('\n').map(str::trim_end).collect();
    match lines.as_slice() {
        [""] => "/**/".to_owned(),
        [line] => format!("/* {line} */"),
        lines => format!("/*\n{}\n*/", lines.join("\n")),
    }
}

/// The text with a backslash before its first sign if that is one of `signs`.
pub(super) fn plain_start(text: String, signs: &[char]) -> String {
    if text.starts_with(signs) { format!("\\{text}") } else { text }
}

/// Signs that would end a line or make the file binary are made white space.
fn clean(text: &str) -> String {
    let plain = |c: char| match c {
        '\r' | '\u{c}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0' => '\u{fffd}',
        c => c,
    };
    text.chars().map(plain).collect()
}

/// Words on one line, with their marks.
fn line(text: &str, mut marks: Vec<Mark>) -> String {
    let whole = |mark: &Mark| text.is_char_boundary(mark.from as usize) && text.is_char_boundary(mark.to as usize);
    marks.retain(|mark| KINDS.iter().any(|(kind, _)| *kind == mark.kind) && mark.from < mark.to && whole(mark));
    tidy(text, 0, &mut marks, 0);
    let mut edges: Vec<(u32, bool, MarkKind)> =
        marks.iter().flat_map(|mark| [(mark.from, true, mark.kind), (mark.to, false, mark.kind)]).collect();
    edges.sort_unstable();
    let mut edges = edges.as_slice();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    loop {
        let at = chars.peek().map_or(text.len(), |(at, _)| *at);
        let count = edges.partition_point(|(edge, ..)| *edge as usize <= at);
        signs(&mut out, &edges[..count]);
        edges = &edges[count..];
        let Some((at, c)) = chars.next() else { break };
        let after = chars.peek().map(|(_, c)| *c);
        let star = edges.first().is_some_and(|(edge, ..)| *edge as usize == at + c.len_utf8());
        let opens = match c {
            '*' | '_' | '\\' => true,
            // Two of them open a note.
            '[' => before == Some('[') || after == Some('['),
            // With the sign of an emphasis behind it, it would open a comment.
            '/' => star,
            _ => false,
        };
        if opens {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    clean(&out)
}

/// The signs of the emphasis that ends and begins at one place: an underline ends first and begins last.
fn signs(out: &mut String, edges: &[(u32, bool, MarkKind)]) {
    let underline = |begins: bool| edges.iter().any(|edge| edge.1 == begins && edge.2 == MarkKind::Underline);
    if underline(false) {
        out.push('_');
    }
    let width = |kind: MarkKind| KINDS.iter().find(|(other, _)| *other == kind).map_or(0, |(_, width)| *width);
    let stars = edges.iter().filter(|edge| edge.2 != MarkKind::Underline).map(|edge| width(edge.2)).sum();
    out.extend(std::iter::repeat_n('*', stars));
    if underline(true) {
        out.push('_');
    }
}

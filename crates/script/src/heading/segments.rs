//! Where a heading is cut: brackets, dashes, and the smaller separators.

use crate::words::capitals;

/// Text without the signs and blanks around it that separate.
pub(super) fn outer_trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "-–—.,:/".contains(c))
}

/// Takes bracketed groups out of a heading. A bracket that nobody closed runs to the end.
pub(super) fn take_brackets(text: &str) -> (String, Vec<String>) {
    let (mut out, mut groups) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(start) = rest.find(['(', '[']) {
        let close = if rest[start..].starts_with('(') { ')' } else { ']' };
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end);
        out.push_str(&rest[..start]);
        // `HUT (PRESENT) DAY`: the bracket parts as a blank does.
        out.push(' ');
        let group = rest[start + 1..end].trim();
        if !group.is_empty() {
            groups.push(group.to_owned());
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    (capitals(&out), groups)
}

/// Cuts at dashes that separate: `--`, an em dash, or a dash with a space on a side.
pub(super) fn split_dashes(text: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let dashes = chars[i..].iter().take_while(|c| matches!(c, '-' | '–' | '—')).count();
        let space = |at: Option<&char>| at.is_none_or(|c| c.is_whitespace());
        let separates = dashes > 1
            || (dashes == 1 && (chars[i] == '—' || space(chars.get(i + 1)) || i == 0 || space(chars.get(i - 1))));
        if separates {
            segments.push(String::new());
        } else if dashes <= 1 {
            segments.last_mut().into_iter().for_each(|last| last.push(chars[i]));
        }
        i += dashes.max(1);
    }
    segments.iter().map(|segment| segment.trim().to_owned()).filter(|segment| !segment.is_empty()).collect()
}

/// Cuts a segment at slashes, commas and colons, but for those between digits (`24/7`, `3:15`).
pub(super) fn parts(segment: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut from, mut before) = (0, ' ');
    for (at, c) in segment.char_indices() {
        let after = segment[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        if matches!(c, '/' | ',' | ':') && !(before.is_ascii_digit() && after.is_ascii_digit()) {
            parts.push(&segment[from..at]);
            from = at + 1;
        }
        before = c;
    }
    parts.push(&segment[from..]);
    // The dots of `L.A.` and `3 A.M.` belong to the word.
    let dotted = |slice: &str| {
        let part = outer_trim(slice);
        let initials = part.rsplit(' ').next().is_some_and(|last| last.contains('.'));
        if initials && slice.contains(&format!("{part}.")) { format!("{part}.") } else { part.to_owned() }
    };
    parts.into_iter().map(dotted).filter(|part| !part.is_empty()).collect()
}

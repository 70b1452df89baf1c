//! Text to numbered lines: line ends made one kind, the boneyard taken out, notes moved beside the line they stood in.

use model::notice::{Notice, Severity};

/// A line of the script.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// Its number in the file, from 1.
    pub(crate) number: u32,
    /// Its words; leading white space is kept.
    pub(crate) text: String,
    /// Notes that stood in it, each with its own line number.
    pub(crate) notes: Vec<(u32, String)>,
    /// There was nothing but notes: the line is not blank, it is not there.
    pub(crate) only_notes: bool,
}

/// Cuts the text into lines.
pub(crate) fn prepare(text: &str) -> (Vec<Line>, Vec<Notice>) {
    let mut notices = Vec::new();
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
    let lines = without_boneyard(&text, &mut notices);
    let lines = without_notes(lines, &mut notices);
    (lines, notices)
}

/// Drops `/* … */`, which may run over lines. What is left of its first and last line becomes one line.
fn without_boneyard(text: &str, notices: &mut Vec<Notice>) -> Vec<Line> {
    let mut lines = vec![Line { number: 1, ..Line::default() }];
    let mut number = 1_u32;
    let mut rest = text;
    let mut keep = |words: &str, number: &mut u32| {
        for (i, piece) in words.split('\n').enumerate() {
            if i > 0 {
                *number = number.saturating_add(1);
                lines.push(Line { number: *number, ..Line::default() });
            }
            if let Some(last) = lines.last_mut() {
                last.text.push_str(piece);
            }
        }
    };
    while let Some(start) = rest.find("/*") {
        let Some(length) = rest[start..].find("*/") else {
            let line = number.saturating_add(count_lines(&rest[..start]));
            notices.push(Notice::at(
                Severity::Warning,
                line,
                0,
                "the comment that '/*' opens here is never closed; its words are read as script",
                "close it with '*/'",
            ));
            break;
        };
        keep(&rest[..start], &mut number);
        number = number.saturating_add(count_lines(&rest[start..start + length]));
        rest = &rest[start + length + 2..];
    }
    keep(rest, &mut number);
    lines
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|b| *b == b'\n').count()).unwrap_or(u32::MAX)
}

/// Moves `[[ … ]]` beside its line. A note may run over lines, but not over an empty one.
fn without_notes(lines: Vec<Line>, notices: &mut Vec<Notice>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut open: Option<Pending> = None;
    // Lines up to here hold no `]]` for a note that opens before them.
    let mut hopeless = 0;
    for i in 0..lines.len() {
        let Line { number, text, .. } = &lines[i];
        let mut line = Line { number: *number, ..Line::default() };
        let mut rest = text.as_str();
        let mut swallowed = false;
        if let Some(mut note) = open.take() {
            if let Some(end) = rest.find("]]") {
                note.text.push_str(&rest[..end]);
                line.notes.push((note.line, note.text.trim().to_owned()));
                rest = &rest[end + 2..];
                swallowed = true;
            } else {
                note.text.push_str(rest);
                note.text.push('\n');
                open = Some(note);
                out.push(Line { only_notes: true, ..line });
                continue;
            }
        }
        while let Some(start) = rest.find("[[") {
            let inner = &rest[start + 2..];
            if let Some(end) = inner.find("]]") {
                line.text.push_str(&rest[..start]);
                line.notes.push((*number, inner[..end].trim().to_owned()));
                rest = &inner[end + 2..];
                swallowed = true;
                continue;
            }
            let closing = (i + 1..lines.len())
                .take_while(|j| i + 1 > hopeless && !lines[*j].text.is_empty())
                .find(|j| lines[*j].text.contains("]]"));
            if closing.is_some() {
                line.text.push_str(&rest[..start]);
                open = Some(Pending { line: *number, text: format!("{inner}\n") });
                rest = "";
                swallowed = true;
            } else {
                let blank = (i + 1..lines.len()).take_while(|_| i + 1 > hopeless).find(|j| lines[*j].text.is_empty());
                if i + 1 > hopeless {
                    hopeless = blank.unwrap_or(lines.len());
                    notices.push(Notice::at(
                        Severity::Warning,
                        *number,
                        0,
                        "the note that '[[' opens here is not closed before the next empty line; it is read as script",
                        "close it with ']]'",
                    ));
                }
                break;
            }
        }
        line.text.push_str(rest);
        line.only_notes = swallowed && line.text.trim().is_empty();
        out.push(line);
    }
    out
}

/// A note that runs on to the next line.
struct Pending {
    line: u32,
    text: String,
}

//! Bytes to text: which format a file is, in which encoding, and why it cannot be read when it cannot.

use std::borrow::Cow;

use model::notice::{Notice, Severity};

/// More than this is not a screenplay.
const MOST_BYTES: usize = 64 << 20;

/// A decoded file with its format.
pub(crate) enum Source<'a> {
    /// XML that claims to be Final Draft's, or is named so, with remarks on its encoding.
    FinalDraft(Cow<'a, str>, Vec<Notice>),
    /// A PDF: its text is drawn, not written, so there is nothing to decode yet.
    Pdf,
    /// Fountain or plain text, with remarks on its encoding.
    Plain(Cow<'a, str>, Vec<Notice>),
}

/// Decides what the bytes are. Everything that is not a text of a known format is an error notice.
pub(crate) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Source<'a>, Box<Notice>> {
    let refuse = |message: String, hint: &str| Err(Box::new(Notice::at(Severity::Error, 0, 0, message, hint)));
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|bytes| bytes == b"%PDF-") {
        return Ok(Source::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return refuse(
            "the file is a zip archive (Fade In, Celtx, Word)".to_owned(),
            "open it in the program that wrote it and export Fountain or Final Draft (.fdx)",
        );
    }
    if bytes.len() > MOST_BYTES {
        let size = format!("the text is {} MB; a screenplay of 120 pages is under 1 MB", bytes.len() >> 20);
        return refuse(size, "check that the file is the script itself");
    }
    let Some((text, guessed)) = text_of(bytes) else {
        return refuse(
            "the file is not text: it holds binary data".to_owned(),
            "export the script as Fountain or Final Draft (.fdx)",
        );
    };
    if text.trim().is_empty() {
        return refuse("the file is empty".to_owned(), "check that the export worked");
    }
    let notices = guessed.then(|| {
        Notice::at(
            Severity::Warning,
            0,
            0,
            "the text is not UTF-8; it was read as Windows-1252",
            "look at accented letters, and save the script as UTF-8 if they are wrong",
        )
    });
    let notices: Vec<Notice> = notices.into_iter().collect();
    let start = text.trim_start();
    let xml = ["<?xml", "<!DOCTYPE", "<FinalDraft"].iter().any(|word| start.starts_with(word));
    let extension = name.rsplit_once('.').map_or("", |(_, last)| last);
    if xml || (extension.eq_ignore_ascii_case("fdx") && start.starts_with('<')) {
        return Ok(Source::FinalDraft(text, notices));
    }
    if start.starts_with("{\\rtf") {
        return refuse("the file is rich text (RTF)".to_owned(), "save it as plain text or export Fountain");
    }
    Ok(Source::Plain(text, notices))
}

/// The text, and whether its encoding was guessed. `None` for binary data.
fn text_of(bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(wide(rest, u16::from_be_bytes)),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) if mostly_text(bytes) => {
                    return Some((bytes.iter().copied().map(windows_1252).collect(), true));
                }
                Err(_) => return None,
            }
        }
    };
    (!text.contains('\0')).then_some((text, false))
}

/// Whether bytes that are not UTF-8 may be a one-byte encoding: hardly any control characters.
fn mostly_text(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=31 | 127);
    !bytes.contains(&0) && bytes.iter().filter(control).count() * 200 < bytes.len()
}

/// One byte of Windows-1252, the superset of Latin-1 that programs really write.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

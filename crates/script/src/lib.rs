//! A screenplay in: bytes of a Fountain, Final Draft or PDF file become a [`model::screenplay::Screenplay`] with notices, and a screenplay becomes
//! a [`model::breakdown::Breakdown`]: scenes with their length, cast, sets and proposed elements. Nothing here fails on content.

mod decode;

mod final_draft;
mod fountain;
mod pdf;

mod heading;
mod paginate;
mod tokens;
mod words;

mod breakdown;
mod cast;
mod elements;
mod merges;
mod numbers;
mod story_days;

#[cfg(test)]
mod tests;

use model::notice::{Notice, Severity};
use model::screenplay::{Element, Screenplay};

pub use breakdown::breakdown;
pub use final_draft::{FdxChanges, FdxTag, write_back};
pub use fountain::to_fountain;
pub use numbers::number_order;
pub use paginate::{Length, Pages, paginate};
pub use words::Words;

use decode::Source;

/// Reads a script of any known format. The content decides which, then the extension of `name`.
///
/// A script that cannot be used is an empty or partial [`model::screenplay::Screenplay`] with a notice of [`Severity::Error`].
pub fn read(name: &str, bytes: &[u8], words: &Words) -> (Screenplay, Vec<Notice>) {
    let source = match decode::decode(name, bytes) {
        Ok(source) => source,
        Err(notice) => return (Screenplay::default(), vec![*notice]),
    };
    let (mut notices, (mut screenplay, more), hint) = match source {
        Source::FinalDraft(text, notices) => {
            let hint = "give the headings the type Scene Heading in the program that wrote the file";
            (notices, final_draft::read(&text, words), hint)
        }
        Source::Pdf => {
            let hint = "import the Fountain or Final Draft (.fdx) file that the PDF was printed from";
            (Vec::new(), pdf::read(bytes, words), hint)
        }
        Source::Plain(text, notices) => {
            let hint = "headings start with INT. or EXT.; force any other with a leading full stop, such as '.ROOFTOP - NIGHT'";
            (notices, fountain::read(&text, words), hint)
        }
    };
    notices.extend(more);
    notices.extend(bound(&mut screenplay, bytes.len()));
    let usable = notices.iter().all(|notice| notice.severity != Severity::Error);
    if usable && !screenplay.elements.iter().any(Element::opens_scene) {
        notices.push(Notice::at(
            Severity::Error,
            0,
            0,
            format!("no scene heading found (paragraphs read: {})", screenplay.elements.len()),
            hint,
        ));
    }
    (screenplay, notices)
}

/// Scenes that a script may have, however short it is..
const SCENES: usize = 1_000;
/// ..and one more for each so many bytes of the file.
const BYTES_OF_A_SCENE: usize = 32;

/// Ends a script before the scenes that are too many for its size. A heading alone is a scene, whose breakdown takes hundreds of
/// bytes: a file of nothing but headings of a letter each would take a hundred times its room.
fn bound(screenplay: &mut Screenplay, bytes: usize) -> Option<Notice> {
    let most = SCENES + bytes / BYTES_OF_A_SCENE;
    let elements = &mut screenplay.elements;
    let (end, _) = elements.iter().enumerate().filter(|(_, element)| element.opens_scene()).nth(most)?;
    let scenes = most + elements[end..].iter().filter(|element| element.opens_scene()).count();
    let line = elements[end].line;
    elements.truncate(end);
    let message = format!("{scenes} scene headings in {bytes} bytes: no screenplay has so many");
    let hint = format!("check that the file is the script itself; of this size it may have {most} scenes");
    Some(Notice::at(Severity::Error, line, 1, message, hint))
}

//! PDF to a screenplay: what was drawn is read back by where it stands on the page.

use model::notice::{Notice, Severity};
use model::screenplay::Screenplay;

use crate::words::Words;

/// Reads a PDF that some program printed from a script.
pub(crate) fn read(_bytes: &[u8], _words: &Words) -> (Screenplay, Vec<Notice>) {
    let hint = "export the script as Fountain or Final Draft (.fdx)";
    (Screenplay::default(), vec![Notice::at(Severity::Error, 0, 0, "PDF is not read yet", hint)])
}

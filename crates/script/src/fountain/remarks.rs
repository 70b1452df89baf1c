//! Notices about one script, each kind at most a few times: a broken file says what is wrong, not a million times.

use model::notice::{Notice, Severity};

/// How often one kind is said in full.
const MOST: u32 = 50;

/// What can be wrong with a Fountain text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Remark {
    /// A comment that is never closed.
    OpenComment,
    /// A note that is not closed in time.
    OpenNote,
    /// A heading with no blank line above it.
    TightHeading,
}

/// The notices so far.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    list: Vec<Notice>,
    said: [u32; 3],
}

impl Remarks {
    /// Adds a notice, made only when it is kept.
    pub(crate) fn add(&mut self, remark: Remark, notice: impl FnOnce() -> Notice) {
        let said = &mut self.said[remark as usize];
        *said = said.saturating_add(1);
        if *said <= MOST {
            self.list.push(notice());
        }
    }

    /// All notices in order of the text, and how many were left out.
    pub(crate) fn done(mut self) -> Vec<Notice> {
        self.list.sort_by_key(|notice| notice.line);
        let kinds = ["unclosed comments", "unclosed notes", "headings without a blank line above them"];
        for (said, kind) in self.said.iter().zip(kinds) {
            if *said > MOST {
                let more = said - MOST;
                let message = format!("{more} more {kind} are not listed");
                self.list.push(Notice::at(
                    Severity::Warning,
                    0,
                    0,
                    message,
                    "mend those above and read the file again",
                ));
            }
        }
        self.list
    }
}

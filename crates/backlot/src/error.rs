//! Every expected failure in one catalogue: what happened with which value, the way out, and the exit code.

use std::fmt;
use std::path::PathBuf;

use model::edit::Refusal;
use model::notice::Notice;

/// Exit code when all is well.
pub(crate) const FINE: u8 = 0;
/// Exit code when a plan breaks a hard rule.
pub(crate) const FINDINGS: u8 = 1;
/// Exit code of every failure, the command line's own (clap) included.
pub(crate) const WRONG_INPUT: u8 = 2;

/// What can go wrong between a person and the engines.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No file of this name.
    NoFile(PathBuf),
    /// A folder where a file is meant.
    Folder(PathBuf),
    /// The system does not let a file be read.
    Unreadable(PathBuf, std::io::Error),
    /// The system does not let a file be written.
    Unwritable(PathBuf, std::io::Error),
    /// A file that would be overwritten.
    Exists(PathBuf),
    /// A text that a reader cannot use: file and notice.
    Text(String, Notice),
    /// A file that is no production.
    Foreign(PathBuf),
    /// A production whose file is damaged, with what the database said.
    Damaged(PathBuf, String),
    /// A production of a newer program: format found, format known.
    Newer(PathBuf, i64, i64),
    /// A production that another process has open.
    InUse(PathBuf),
    /// Nothing has this name: what was looked for, the name, names near it.
    Unknown {
        /// Scene, cast member, place ...
        what: &'static str,
        /// The name as given.
        name: String,
        /// The nearest known names.
        hint: String,
    },
    /// A value that cannot be taken: what is wrong with it, and how it is written.
    Value(String, String),
    /// An edit that the production refuses.
    Refused(Refusal),
    /// A paper that cannot be set.
    NotSet(String, String),
}

impl Failure {
    /// A value that cannot be taken.
    pub(crate) fn value(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Value(message.into(), hint.into())
    }

    /// What happened, and the way out.
    fn told(&self) -> (String, String) {
        let plain = |text: &str| text.to_owned();
        match self {
            Self::NoFile(path) => {
                (format!("there is no file '{}'", path.display()), plain("check the name and the folder"))
            }
            Self::Folder(path) => {
                (format!("'{}' is a folder, not a file", path.display()), plain("name the file in it"))
            }
            Self::Unreadable(path, error) => (format!("cannot read '{}': {error}", path.display()), String::new()),
            Self::Unwritable(path, error) => {
                (format!("cannot write '{}': {error}", path.display()), plain("choose another place"))
            }
            Self::Exists(path) => (
                format!("'{}' exists already and is left as it is", path.display()),
                plain("choose another name, or overwrite it with --force"),
            ),
            Self::Text(name, notice) => (format!("{}: {}", located(name, notice), notice.message), notice.hint.clone()),
            Self::Foreign(path) => (
                format!("'{}' is not a Backlot production", path.display()),
                plain("a production is made with 'backlot plan' or 'backlot import'"),
            ),
            Self::Damaged(path, why) => (
                format!("'{}' is damaged or cut off: {why}", path.display()),
                plain("take the last copy of the file, or import the script again"),
            ),
            Self::Newer(path, found, known) => (
                format!("'{}' has format {found}; this program knows formats up to {known}", path.display()),
                plain("use the newer backlot that wrote it"),
            ),
            Self::InUse(path) => {
                (format!("'{}' is open in another process", path.display()), plain("close the other backlot first"))
            }
            Self::Unknown { what, name, hint } => (format!("there is no {what} '{name}'"), hint.clone()),
            Self::Value(message, hint) => (message.clone(), hint.clone()),
            Self::Refused(refusal) => (refusal.message.clone(), refusal.hint.clone()),
            Self::NotSet(message, hint) => (message.clone(), hint.clone()),
        }
    }
}

/// `file:line:column`, as far as the notice knows.
pub(crate) fn located(name: &str, notice: &Notice) -> String {
    match (notice.line, notice.column) {
        (0, _) => name.to_owned(),
        (line, 0) => format!("{name}:{line}"),
        (line, column) => format!("{name}:{line}:{column}"),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, hint) = self.told();
        write!(f, "error: {message}")?;
        if hint.is_empty() { Ok(()) } else { write!(f, "\nhint: {hint}") }
    }
}

impl std::error::Error for Failure {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

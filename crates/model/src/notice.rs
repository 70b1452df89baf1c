//! What a reader has to say about a text it read: where, how bad, and the way out.

use serde::{Deserialize, Serialize};

/// How much a notice or a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Legal or readable, but a person should look.
    Warning,
    /// A hard rule is broken, or the text cannot be used.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One remark of a reader. The message is lower case and ends without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// An error means that the text cannot be used as it is.
    pub severity: Severity,
    /// Line, from 1; 0 when the notice is about the whole text.
    pub line: u32,
    /// Column in characters, from 1; 0 when unknown.
    pub column: u32,
    /// What was found, naming the value.
    pub message: String,
    /// What a person can do about it; empty when there is nothing to do.
    pub hint: String,
}

impl Notice {
    /// A notice about one place of a text.
    pub fn at(severity: Severity, line: u32, column: u32, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity, line, column, message: message.into(), hint: hint.into() }
    }
}

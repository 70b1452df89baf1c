//! Other tools' files in and out: tables as CSV and XLSX, other schedulers' boards as USS. Bytes come and go as arguments; nothing here touches a file.

pub mod csv;
pub mod uss;
pub mod xlsx;

/// Why a file cannot be read or written, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, with its place.
    pub message: String,
    /// The way out.
    pub hint: String,
}

impl Fault {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

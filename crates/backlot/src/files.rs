//! Files in and out. What is written appears whole or not at all: it is written beside its place and then renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Failure;

/// More than this is no input of ours, and is not even read. Readers have lower limits of their own.
const MOST_BYTES: u64 = 256 << 20;

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::NoFile(path.to_owned()),
        _ => Failure::Unreadable(path.to_owned(), error),
    };
    let data = fs::metadata(path).map_err(cannot)?;
    if data.is_dir() {
        return Err(Failure::Folder(path.to_owned()));
    }
    let size = data.len();
    if size > MOST_BYTES {
        let message = format!("'{}' holds {} MB; a screenplay of 120 pages is under 1 MB", path.display(), size >> 20);
        return Err(Failure::value(message, "check that the file is the script itself"));
    }
    fs::read(path).map_err(cannot)
}

/// The text of a file that has to be UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let cut = |error: std::string::FromUtf8Error| {
        let at = error.utf8_error().valid_up_to();
        Failure::value(format!("'{}' is not UTF-8 text (byte {at})", path.display()), "save it as UTF-8")
    };
    String::from_utf8(read(path)?).map_err(cut)
}

/// Refuses to go on when one of the files stands already, unless it may be overwritten.
pub(crate) fn must_be_free(path: &Path, force: bool) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::Folder(path.to_owned()));
    }
    if !force && path.exists() { Err(Failure::Exists(path.to_owned())) } else { Ok(()) }
}

/// Writes a whole file.
pub(crate) fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    must_be_free(path, force)?;
    let beside = beside(path);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, path));
    done.map_err(|error| {
        // The half-written file is ours alone; when it cannot be removed either, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        Failure::Unwritable(path.to_owned(), error)
    })
}

/// Where a file is written before it takes its place: `NAME.tmp`.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    PathBuf::from(name)
}

/// Makes a folder with those above it.
pub(crate) fn folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::Unwritable(path.to_owned(), error))
}

/// A file's name without folder and extension, for the names of what is made from it.
pub(crate) fn stem(path: &Path) -> String {
    let stem = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    if stem.is_empty() { "production".to_owned() } else { stem }
}

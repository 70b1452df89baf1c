//! A production on disk: the log of its edits without gaps, and a snapshot now and then. The state is the latest
//! snapshot and the fold of the rows after it. Verbs only: nobody above sees a table.

mod sqlite;
#[cfg(test)]
mod story;

use std::path::{Path, PathBuf};

use model::log::Row;
use model::production::Production;

use crate::error::Failure;

/// After so many rows the state is written down whole, so that opening stays fast.
const SNAPSHOT_EVERY: u64 = 64;

/// An open production. Nobody else can open it until this is dropped.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    db: rusqlite::Connection,
    /// Number of the last row; 0 when there is none.
    last: u64,
    /// Number of the last row that a snapshot holds.
    kept: u64,
}

impl Store {
    /// Makes the file of a new production, whole or not at all.
    pub(crate) fn create(path: &Path, production: &Production, force: bool) -> Result<(), Failure> {
        crate::files::must_be_free(path, force)?;
        if path.exists() {
            // What another process has open is not pulled away under it; what cannot be read may be overwritten.
            match Self::open(path) {
                Err(Failure::InUse(path)) => return Err(Failure::InUse(path)),
                _ => sqlite::forget_leftovers(path),
            }
        }
        sqlite::create(path, production)
    }

    /// Opens a production and tells its state.
    pub(crate) fn open(path: &Path) -> Result<(Self, Production), Failure> {
        Self::load(path, sqlite::open(path)?)
    }

    /// Opens a production to read it only: nothing is written, not even beside it.
    pub(crate) fn open_to_read(path: &Path) -> Result<(Self, Production), Failure> {
        let stamp = || std::fs::metadata(path).and_then(|data| Ok((data.len(), data.modified()?))).ok();
        let before = stamp();
        let opened = Self::load(path, sqlite::open_to_read(path)?);
        // What another process wrote meanwhile was read half before and half after.
        if stamp() == before { opened } else { Err(Failure::InUse(path.to_owned())) }
    }

    fn load(path: &Path, db: rusqlite::Connection) -> Result<(Self, Production), Failure> {
        let mut store = Self { path: path.to_owned(), db, last: 0, kept: 0 };
        let (kept, mut production) = store.latest()?;
        (store.kept, store.last) = (kept, kept);
        for row in store.since(kept)? {
            if row.number != store.last + 1 {
                let gap = format!("after change {} comes change {}", store.last, row.number);
                return Err(Failure::Damaged(path.to_owned(), gap));
            }
            let refused = |refusal| Failure::Damaged(path.to_owned(), format!("change {}: {refusal}", row.number));
            production.apply(row.edit).map_err(refused)?;
            store.last = row.number;
        }
        Ok((store, production))
    }

    /// Number of the last row; 0 when nothing was changed yet.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// Adds a row to the log. Its number must be the next one; `after` is the state with its edit applied.
    pub(crate) fn append(&mut self, row: &Row, after: &Production) -> Result<(), Failure> {
        self.insert(row)?;
        self.last = row.number;
        if self.last - self.kept >= SNAPSHOT_EVERY { self.snapshot(after) } else { Ok(()) }
    }
}

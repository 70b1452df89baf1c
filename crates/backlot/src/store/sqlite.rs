//! The store's tables, in SQLite: one file, write-ahead log, every commit on disk before it counts, one process at a
//! time. Columns are TEXT and BIGINT only and the SQL is plain, so that another database can take the same verbs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use model::log::Row;
use model::production::{FORMAT, Production};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

use super::Store;
use crate::error::Failure;
use crate::files;

/// `BKLT` in the database header: tells a production from any other SQLite file.
const APPLICATION_ID: i64 = 0x424b_4c54;
/// Version of the tables. Statements are only ever added to [`MIGRATIONS`]; a database of version n has run the first n.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE log (
        number BIGINT NOT NULL PRIMARY KEY,
        author TEXT NOT NULL,
        base BIGINT NOT NULL,
        time_ms BIGINT NOT NULL,
        edit TEXT NOT NULL,
        inverse TEXT NOT NULL,
        undoes BIGINT,
        says TEXT NOT NULL
    );
    CREATE TABLE snapshots (number BIGINT NOT NULL PRIMARY KEY, format BIGINT NOT NULL, document TEXT NOT NULL);
    CREATE TABLE attachments (name TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL);
"];
/// How long to wait for another command that is just ending.
const PATIENCE: Duration = Duration::from_millis(300);

/// Makes the file beside its place and then moves it there.
pub(super) fn create(path: &Path, production: &Production) -> Result<(), Failure> {
    let beside = files::beside(path);
    let unwritable = |error: std::io::Error| Failure::Unwritable(path.to_owned(), error);
    if beside.exists() {
        fs::remove_file(&beside).map_err(unwritable)?;
    }
    let fill = || -> rusqlite::Result<()> {
        let db = Connection::open(&beside)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&db, 0)?;
        write_snapshot(&db, 0, production)?;
        db.close().map_err(|(_, error)| error)
    };
    let filled = fill().map_err(|error| std::io::Error::other(error.to_string()));
    filled.and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // The half-made file is ours alone; when it cannot be removed either, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        unwritable(error)
    })
}

/// Opens the database, alone.
pub(super) fn open(path: &Path) -> Result<Connection, Failure> {
    must_be_file(path)?;
    let failed = |error| failure(path, &error);
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    db.busy_timeout(PATIENCE).map_err(failed)?;
    let version = known_version(&db, path)?;
    // The lock is taken by the first write and held until the connection closes, which also empties the log of writes.
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT;",
    )
    .map_err(failed)?;
    migrate(&db, version).map_err(failed)?;
    Ok(db)
}

/// Opens the database without writing, locking or making a file beside it, where that is safe: nobody has it open, no
/// crash left writes to be taken in, and its tables are this program's. Else it is opened as for a change.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, Failure> {
    must_be_file(path)?;
    if leftovers(path).iter().any(|left| left.exists()) {
        return open(path);
    }
    let failed = |error| failure(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(immutable(path), flags).map_err(failed)?;
    let version = known_version(&db, path)?;
    if version < i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX) { open(path) } else { Ok(db) }
}

/// The address under which SQLite takes a file for one that nobody changes.
fn immutable(path: &Path) -> String {
    let mut address = "file:".to_owned();
    if path.is_absolute() {
        address.push_str(if cfg!(windows) { "///" } else { "//" });
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => address.push(char::from(*byte)),
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address + "?immutable=1"
}

fn must_be_file(path: &Path) -> Result<(), Failure> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => Err(Failure::Folder(path.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(Failure::Unreadable(path.to_owned(), error))
        }
        Err(_) => Err(Failure::NoFile(path.to_owned())),
    }
}

/// The version of the tables of a production that is whole and not too new.
fn known_version(db: &Connection, path: &Path) -> Result<i64, Failure> {
    let failed = |error| failure(path, &error);
    let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    // Asked first, since every later question would take a foreign file for a damaged one.
    if number("application_id").map_err(failed)? != APPLICATION_ID {
        return Err(Failure::Foreign(path.to_owned()));
    }
    // SQLite takes a last page that is cut off as one that ends in zeros.
    let size = fs::metadata(path).map_or(0, |data| data.len());
    let page = number("page_size").map_err(failed)?.cast_unsigned();
    if !size.is_multiple_of(page.max(1)) {
        return Err(Failure::Damaged(path.to_owned(), format!("{size} bytes are no whole number of pages")));
    }
    let version = number("user_version").map_err(failed)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(Failure::Newer(path.to_owned(), version, known));
    }
    Ok(version)
}

/// The files that stand beside a production while a process has it open, and after one that crashed.
fn leftovers(path: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    })
}

/// Removes what a crashed process left of a file that is about to be replaced: its writes must not reach the new one.
pub(super) fn forget_leftovers(path: &Path) {
    for left in leftovers(path) {
        // Mostly there is none.
        let _ = fs::remove_file(left);
    }
}

fn migrate(db: &Connection, version: i64) -> rusqlite::Result<()> {
    for (index, statements) in (1_i64..).zip(MIGRATIONS) {
        if index > version {
            db.execute_batch(&format!("BEGIN; {statements} PRAGMA user_version = {index}; COMMIT;"))?;
        }
    }
    Ok(())
}

fn write_snapshot(db: &Connection, number: u64, production: &Production) -> rusqlite::Result<()> {
    let document = model::document::save(production);
    let sql = "INSERT INTO snapshots (number, format, document) VALUES (?1, ?2, ?3)";
    db.execute(sql, params![number.cast_signed(), production.format, document]).map(|_| ())
}

impl Store {
    /// The latest snapshot and the number of the last row it holds.
    pub(super) fn latest(&self) -> Result<(u64, Production), Failure> {
        let sql = "SELECT number, format, document FROM snapshots ORDER BY number DESC LIMIT 1";
        let row = self
            .db
            .query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)));
        let damaged = |why: &str| Failure::Damaged(self.path.clone(), why.to_owned());
        let (number, format, document) =
            row.optional().map_err(|error| self.failed(&error))?.ok_or_else(|| damaged("it holds no snapshot"))?;
        if format > i64::from(FORMAT) {
            return Err(Failure::Newer(self.path.clone(), format, FORMAT.into()));
        }
        let production = model::document::load(&document).map_err(|refusal| damaged(&refusal.message))?;
        Ok((number.cast_unsigned(), production))
    }

    /// The rows after a number, in order.
    pub(crate) fn since(&self, number: u64) -> Result<Vec<Row>, Failure> {
        let sql = "SELECT number, author, base, time_ms, edit, inverse, undoes, says FROM log WHERE number > ?1 \
                   ORDER BY number";
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut statement = self.db.prepare(sql)?;
            let rows = statement.query_map([number.cast_signed()], |row| {
                Ok(Row {
                    number: row.get::<_, i64>(0)?.cast_unsigned(),
                    author: row.get(1)?,
                    base: row.get::<_, i64>(2)?.cast_unsigned(),
                    time_ms: row.get(3)?,
                    edit: serde_json::from_str(&row.get::<_, String>(4)?).map_err(json)?,
                    inverse: serde_json::from_str(&row.get::<_, String>(5)?).map_err(json)?,
                    undoes: row.get::<_, Option<i64>>(6)?.map(i64::cast_unsigned),
                    says: row.get(7)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(|error| self.failed(&error))
    }

    /// Puts a row into the log; a number that is taken is refused by the table.
    pub(super) fn insert(&self, row: &Row) -> Result<(), Failure> {
        let write = || -> rusqlite::Result<usize> {
            let edit = serde_json::to_string(&row.edit).map_err(json)?;
            let inverse = serde_json::to_string(&row.inverse).map_err(json)?;
            let (number, base) = (row.number.cast_signed(), row.base.cast_signed());
            let sql = "INSERT INTO log (number, author, base, time_ms, edit, inverse, undoes, says) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let undoes = row.undoes.map(u64::cast_signed);
            self.db.execute(sql, params![number, row.author, base, row.time_ms, edit, inverse, undoes, row.says])
        };
        write().map(|_| ()).map_err(|error| self.failed(&error))
    }

    /// Writes the state down whole.
    pub(crate) fn snapshot(&mut self, production: &Production) -> Result<(), Failure> {
        write_snapshot(&self.db, self.last, production).map_err(|error| self.failed(&error))?;
        self.kept = self.last;
        Ok(())
    }

    /// Keeps a text with the production under a name: the script it came from.
    pub(crate) fn attach(&self, name: &str, content: &str) -> Result<(), Failure> {
        let sql = "INSERT INTO attachments (name, content) VALUES (?1, ?2) \
                   ON CONFLICT (name) DO UPDATE SET content = excluded.content";
        self.db.execute(sql, [name, content]).map(|_| ()).map_err(|error| self.failed(&error))
    }

    /// A text that was kept.
    pub(crate) fn attached(&self, name: &str) -> Result<Option<String>, Failure> {
        let sql = "SELECT content FROM attachments WHERE name = ?1";
        let found = self.db.query_row(sql, [name], |row| row.get(0)).optional();
        found.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &rusqlite::Error) -> Failure {
        failure(&self.path, error)
    }
}

/// What an error of the database means to a person.
fn failure(path: &Path, error: &rusqlite::Error) -> Failure {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Failure::InUse(path),
        Some(ErrorCode::NotADatabase) => Failure::Foreign(path),
        Some(ErrorCode::ReadOnly | ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
            Failure::Unwritable(path, std::io::Error::other(error.to_string()))
        }
        _ => Failure::Damaged(path, error.to_string()),
    }
}

fn json(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

//! The story of one production on disk, from its making to the thousandth change, told once.

use model::edit::{Edit, ProductionChange};
use model::log::Row;
use model::production::Production;
use model::sample::small;

use super::{SNAPSHOT_EVERY, Store};
use crate::error::Failure;

/// Renames the production and writes that down.
fn rename(store: &mut Store, production: &mut Production, title: &str) {
    let edit = Edit::Production(ProductionChange::Title(title.to_owned()));
    let says = edit.says(production);
    let inverse = production.apply(edit.clone()).unwrap();
    let number = store.last() + 1;
    let author = "maya".to_owned();
    let row = Row { number, author, base: number - 1, time_ms: 1_800_000_000_000, edit, inverse, undoes: None, says };
    store.append(&row, production).unwrap();
}

#[test]
fn a_production_lives_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.backlot");
    let mut production = small();

    // It is made whole, and never over another one by mistake.
    Store::create(&path, &production, false).unwrap();
    assert!(matches!(Store::create(&path, &production, false), Err(Failure::Exists(_))));
    assert_eq!(files(folder.path()), ["small.backlot"]);

    // One process holds it; the next one is told so, and may not pull it away either.
    let (mut store, found) = Store::open(&path).unwrap();
    assert_eq!(found, production);
    assert!(matches!(Store::open(&path), Err(Failure::InUse(_))));
    assert!(matches!(Store::open_to_read(&path), Err(Failure::InUse(_))));
    assert!(matches!(Store::create(&path, &production, true), Err(Failure::InUse(_))));

    // Changes are rows without gaps; a number is given once.
    rename(&mut store, &mut production, "First");
    rename(&mut store, &mut production, "Second");
    let rows = store.since(0).unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(store.since(1).unwrap(), rows[1..]);
    assert!(store.append(&rows[1], &production).is_err());

    // What belongs to it is kept beside it.
    store.attach("script", "INT. ALLEY - NIGHT").unwrap();
    store.attach("script", "INT. ALLEY - DAY").unwrap();
    assert_eq!(store.attached("script").unwrap().as_deref(), Some("INT. ALLEY - DAY"));
    assert_eq!(store.attached("map").unwrap(), None);

    // Closed, it is one file again, and opened, it is the fold of its log: before, at and after a snapshot.
    drop(store);
    assert_eq!(files(folder.path()), ["small.backlot"]);

    // Reading leaves no trace, in the file or beside it, and several may read at once.
    let bytes = std::fs::read(&path).unwrap();
    let readers = [Store::open_to_read(&path).unwrap(), Store::open_to_read(&path).unwrap()];
    assert!(readers.iter().all(|(store, found)| *found == production && store.last() == 2));
    assert!(readers[0].0.attach("map", "").is_err());
    assert_eq!(files(folder.path()), ["small.backlot"]);
    drop(readers);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    for nth in 3..SNAPSHOT_EVERY + 3 {
        let (mut store, found) = Store::open(&path).unwrap();
        assert_eq!(found, production);
        rename(&mut store, &mut production, &format!("Title {nth}"));
    }
    let (store, found) = Store::open(&path).unwrap();
    assert_eq!((found, store.last(), store.kept), (production.clone(), SNAPSHOT_EVERY + 2, SNAPSHOT_EVERY));
    drop(store);

    // Cut off anywhere, it is damaged or foreign, and never half a production.
    let whole = std::fs::read(&path).unwrap();
    for cut in [1, 50, 100, 4_000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let failure = Store::open(&path).unwrap_err();
        assert!(matches!(failure, Failure::Damaged(..) | Failure::Foreign(_)), "{cut}: {failure}");
        std::fs::write(&path, &whole[..cut]).unwrap();
        let failure = Store::open_to_read(&path).unwrap_err();
        assert!(matches!(failure, Failure::Damaged(..) | Failure::Foreign(_)), "{cut}: {failure}");
    }

    // What cannot be opened may be replaced when somebody insists.
    Store::create(&path, &production, true).unwrap();
    assert_eq!(Store::open(&path).unwrap().1, production);
}

#[test]
fn newer_and_foreign_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, sql: &str| {
        let path = folder.path().join(name);
        Store::create(&path, &small(), false).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        Store::open(&path).unwrap_err()
    };
    assert!(matches!(check("document", "UPDATE snapshots SET format = 999"), Failure::Newer(_, 999, 3)));
    assert!(matches!(check("tables", "PRAGMA user_version = 999"), Failure::Newer(_, 999, _)));
    assert!(matches!(check("other", "PRAGMA application_id = 7"), Failure::Foreign(_)));
    assert!(matches!(check("bare", "DELETE FROM snapshots"), Failure::Damaged(..)));
    assert!(matches!(check("words", "UPDATE snapshots SET document = '{}'"), Failure::Damaged(..)));
    let gap = "INSERT INTO log VALUES (2, 'maya', 1, 0, '{\"batch\":[]}', '{\"batch\":[]}', NULL, 'nothing')";
    assert!(matches!(check("gap", gap), Failure::Damaged(..)));
}

fn files(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

//! Sets and places: when each set that is shot is built, pre-lit, shot and struck, so that a set is ready before its first shot.

use model::issue::Schedule;
use model::paper::{Align, Block, Cell, Column, Row, Table};
use model::plan::Stand;
use model::production::Production;

use crate::words;

/// The table of sets and places in order of the first shot; nothing when the plan has none.
pub(crate) fn stands(production: &Production, schedule: &Schedule) -> Vec<Block> {
    let mut stands: Vec<&Stand> = schedule.plan.stands.iter().collect();
    if stands.is_empty() {
        return Vec::new();
    }
    stands.sort_by_key(|stand| (stand.first, stand.from, stand.set, stand.place));
    let columns = vec![
        Column::new("Set", 0, Align::Left),
        Column::new("Place", 0, Align::Left),
        Column::new("Build\nfrom", 12, Align::Left),
        Column::new("Pre-light\nfrom", 12, Align::Left),
        Column::new("First\nshot", 12, Align::Left),
        Column::new("Last\nshot", 12, Align::Left),
        Column::new("Strike\nuntil", 12, Align::Left),
        Column::new("Held\ndays", 6, Align::Right),
    ];
    let mut rows: Vec<Row> = stands.into_iter().map(|stand| row(production, stand)).collect();
    // The table stays together where a page can hold it.
    let last = rows.len() - 1;
    rows.iter_mut().take(last).for_each(|row| row.keep = true);
    vec![Block::Heading { text: "Sets and places".to_owned() }, Block::Table(Table { columns, rows, grid: false })]
}

/// A set at its place. What is not built, not pre-lit or not struck says so with a dash.
fn row(production: &Production, stand: &Stand) -> Row {
    let when = |holds: bool, date| if holds { words::short_date(date) } else { "-".to_owned() };
    let set = production.set(stand.set).map_or("", |set| &set.name);
    let place = production.place(stand.place).map_or("", |place| &place.name);
    let cells = vec![
        Cell::new(set).bold(),
        Cell::new(place),
        Cell::new(when(stand.from < stand.prelight, stand.from)),
        Cell::new(when(stand.prelight < stand.first, stand.prelight)),
        Cell::new(words::short_date(stand.first)),
        Cell::new(words::short_date(stand.last)),
        Cell::new(when(stand.last < stand.to, stand.to)),
        Cell::new(stand.held.to_string()),
    ];
    Row { cells, ..Row::default() }
}

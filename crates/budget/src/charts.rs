//! The charts of accounts that come with the program, as data.

use model::budget::Budget;
use model::notice::Notice;

/// Names of the charts.
pub const NAMES: [&str; 3] = ["feature", "commercial", "uk"];

const TEXTS: [&str; 3] = [
    include_str!("../../../packs/charts/feature.toml"),
    include_str!("../../../packs/charts/commercial.toml"),
    include_str!("../../../packs/charts/uk.toml"),
];

/// The chart of a name: sections, accounts and units, no lines.
pub fn chart(name: &str) -> Option<Budget> {
    let at = NAMES.iter().position(|known| *known == name)?;
    let read = read_chart(TEXTS.get(at)?);
    let mut budget = read.unwrap_or_else(|notice| unreachable!("packs/charts/{name}.toml: {notice:?}"));
    budget.chart = name.to_owned();
    Some(budget)
}

fn read_chart(text: &str) -> Result<Budget, Notice> {
    crate::file::read(text, None)
}

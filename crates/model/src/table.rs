//! A table of plain text, as spreadsheets and CSV files hold it.

/// A table: its name, and rows of cells of which the first names the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Name, that of a sheet.
    pub name: String,
    /// Rows, the first one with the names of the columns.
    pub rows: Vec<Vec<String>>,
}

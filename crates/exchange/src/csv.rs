//! Tables in one CSV file: each begins with a row `[name]`, then the names of its columns, then its rows.

use model::table::Table;

use crate::Fault;

/// Tables as CSV.
pub fn write(tables: &[Table]) -> Result<String, Fault> {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let failed = |error: ::csv::Error| Fault::new(format!("cannot be written as CSV: {error}"), "report it");
    for table in tables {
        writer.write_record([format!("[{}]", table.name)]).map_err(failed)?;
        for row in &table.rows {
            writer.write_record(row).map_err(failed)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| Fault::new(format!("cannot be written: {error}"), "report it"))?;
    String::from_utf8(bytes).map_err(|error| Fault::new(format!("cannot be written: {error}"), "report it"))
}

/// The tables of a CSV file. Fields may be parted by commas or semicolons, as spreadsheets of both customs write them.
pub fn read(text: &str) -> Result<Vec<Table>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().nth(1).unwrap_or("");
    let semicolons = head.matches(';').count() > head.matches(',').count();
    let mut builder = ::csv::ReaderBuilder::new();
    builder.flexible(true).has_headers(false).delimiter(if semicolons { b';' } else { b',' });
    let mut tables: Vec<Table> = Vec::new();
    for record in builder.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, ::csv::Position::line);
            Fault::new(format!("line {line}: {error}"), "save it as CSV in UTF-8")
        })?;
        let first = record.get(0).unwrap_or("");
        let name = first.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        // A spreadsheet fills rows up with empty cells.
        let alone = record.iter().skip(1).all(str::is_empty);
        match (name.filter(|_| alone), tables.last_mut()) {
            (Some(name), _) => tables.push(Table { name: name.to_owned(), rows: Vec::new() }),
            (None, Some(table)) => table.rows.push(record.iter().map(str::to_owned).collect()),
            (None, None) => {
                let line = record.position().map_or(0, ::csv::Position::line);
                let message = format!("line {line}: '{first}' stands before the name of any table");
                return Err(Fault::new(message, "a table begins with a row such as [line]"));
            }
        }
    }
    Ok(tables)
}

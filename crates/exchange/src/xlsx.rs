//! Tables in one workbook, a sheet for each. A cell that is plainly a number is written as one, so that people can reckon
//! with it; everything else is text, and formulas of ours stay text.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use model::table::Table;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::Fault;

/// Tables as a workbook. The same tables give the same bytes.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, Fault> {
    filled(tables).map_err(|error| Fault::new(format!("cannot be written as XLSX: {error}"), "write it as CSV"))
}

fn filled(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A workbook bears a date; that of its making would be another one each time.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        for (row, cells) in (0_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match number(cell) {
                    Some(number) if row > 0 => sheet.write_number(row, column, number)?,
                    _ if row == 0 => sheet.write_string_with_format(row, column, cell, &bold)?,
                    _ => sheet.write_string(row, column, cell)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
    }
    book.save_to_buffer()
}

/// The number that a cell is, when a spreadsheet would show it just so.
fn number(cell: &str) -> Option<f64> {
    let plain = cell.len() <= 15 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    cell.parse::<f64>().ok().filter(|number| plain && number.to_string() == cell)
}

/// The sheets of a workbook as tables.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Fault> {
    let hint = "save it as an Excel workbook (.xlsx), or as CSV";
    let broken = |error: calamine::XlsxError| {
        Fault::new(format!("this is no workbook ({})", error.to_string().replace("error: ", "")), hint)
    };
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let table = |name: String| {
        let range = book.worksheet_range(&name).map_err(broken)?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        if let (Some((top, left)), Some(_)) = (range.start(), range.end()) {
            // The range begins at the first cell that is filled; rows and columns before it count too.
            rows.extend((0..top).map(|_| Vec::new()));
            let before = usize::try_from(left).unwrap_or(0);
            rows.extend(range.rows().map(|row| {
                let mut cells = vec![String::new(); before];
                cells.extend(row.iter().map(text));
                cells
            }));
        }
        Ok(Table { name, rows })
    };
    names.into_iter().map(table).collect()
}

/// A cell as text.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Bool(true) => "yes".to_owned(),
        Data::Bool(false) => "no".to_owned(),
        Data::DateTime(date) => day(date.as_f64()).unwrap_or_else(|| date.as_f64().to_string()),
        other => other.to_string(),
    }
}

/// The date of a day number: days since the end of 1899.
fn day(number: f64) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "held to the days that a workbook knows")]
    let days = number.floor() as i64;
    jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok().map(|date| date.to_string())
}

//! Tables go out and come back as they were.

use exchange::{csv, xlsx};
use model::table::Table;
use proptest::prelude::*;

/// Without the empty cells at the ends of rows, and the empty rows at the end, which no spreadsheet keeps.
fn trimmed(tables: &[Table]) -> Vec<Table> {
    let mut tables = tables.to_vec();
    for table in &mut tables {
        for row in &mut table.rows {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
        }
        while table.rows.last().is_some_and(Vec::is_empty) {
            table.rows.pop();
        }
    }
    tables
}

fn table(rows: Vec<Vec<String>>) -> Vec<Table> {
    let head = vec!["code".to_owned(), "text".to_owned(), "amount".to_owned()];
    vec![
        Table { name: "account".to_owned(), rows: vec![head.clone()] },
        Table { name: "line".to_owned(), rows: [head].into_iter().chain(rows).collect() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn tables_come_back_as_they_were(rows in proptest::collection::vec(
        proptest::collection::vec(prop_oneof!["[ -~]{0,12}", "[0-9]{1,9}(\\.[0-9]{1,4})?", "[a-zäß€,;\"' =+-]{0,9}", Just(String::new())], 3..4), 0..12)) {
        let tables = table(rows);
        let text = csv::write(&tables).map_err(|fault| TestCaseError::fail(fault.message))?;
        prop_assert_eq!(&csv::read(&text).map_err(|fault| TestCaseError::fail(fault.message))?, &tables);
        let bytes = xlsx::write(&tables).map_err(|fault| TestCaseError::fail(fault.message))?;
        let back = xlsx::read(&bytes).map_err(|fault| TestCaseError::fail(fault.message))?;
        prop_assert_eq!(trimmed(&back), trimmed(&tables));
        prop_assert_eq!(xlsx::write(&tables), Ok(bytes), "the same bytes each time");
    }

    #[test]
    fn any_bytes_are_tables_or_a_fault(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = xlsx::read(&bytes);
        let _ = csv::read(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn files_of_either_custom_are_read_and_others_refused() {
    let tables = csv::read("[line];;\ncode;text;amount\n1400;Maya;12,5\n");
    let rows = tables.map(|tables| tables[0].rows[1].clone());
    assert_eq!(rows, Ok(vec!["1400".to_owned(), "Maya".to_owned(), "12,5".to_owned()]));
    let fault = csv::read("code,text\n").map_err(|fault| fault.message);
    assert_eq!(fault, Err("line 1: 'code' stands before the name of any table".to_owned()));
    let fault = xlsx::read(b"no zip").map_err(|fault| fault.hint);
    assert_eq!(fault, Err("save it as an Excel workbook (.xlsx), or as CSV".to_owned()));
}

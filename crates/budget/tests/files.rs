//! Whole budgets in files: the demo's and the finished show's, out as tables and back, and on other charts.

use budget::{charts, cost, read, remap, tables, untable};
use model::budget::{Budget, ItemKind, sound};
use model::estimate::Estimate;
use model::measure::Cents;
use model::plan::Plan;
use model::production::Production;
use model::sample::empty;
use model::verdict::Verdict;
use proptest::prelude::*;

const CYBERHUNT: &str = include_str!("../../../fixtures/cyberhunt/budget.toml");
const REQUIEM: &str = include_str!("../../../fixtures/celestial-requiem/budget.toml");

fn of(text: &str) -> Budget {
    read(text, None).unwrap_or_else(|notice| panic!("{notice:?}"))
}

fn failed(fault: &impl std::fmt::Debug) -> TestCaseError {
    TestCaseError::fail(format!("{fault:?}"))
}

fn comes_back(budget: &Budget) -> Result<(), TestCaseError> {
    let out = tables(budget);
    prop_assert_eq!(untable(&out), Ok(budget.clone()));
    let text = exchange::csv::write(&out).map_err(|fault| failed(&fault))?;
    prop_assert_eq!(untable(&exchange::csv::read(&text).map_err(|fault| failed(&fault))?), Ok(budget.clone()));
    let book = exchange::xlsx::write(&out).map_err(|fault| failed(&fault))?;
    prop_assert_eq!(untable(&exchange::xlsx::read(&book).map_err(|fault| failed(&fault))?), Ok(budget.clone()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Any budget that an edit would take comes back from CSV and XLSX as it was.
    #[test]
    fn nothing_is_lost_on_a_round_trip(texts in proptest::collection::vec("\\PC{0,12}", 12), numbers in proptest::collection::vec(0_i64..1_000_000_000, 4)) {
        let mut budget = of(CYBERHUNT);
        for (at, text) in texts.iter().enumerate() {
            let text = text.trim().to_owned();
            budget.lines[at * 7].note.clone_from(&text);
            budget.lines[at * 7 + 1].unit.clone_from(&text);
            budget.fringes[at % 9].source.clone_from(&text);
            budget.accounts[at].title.clone_from(&text);
            budget.globals[at % 4].note = text;
        }
        budget.approved = of(REQUIEM).approved;
        budget.closed = of(REQUIEM).closed;
        for (at, number) in numbers.iter().enumerate() {
            if let Some(approved) = &mut budget.approved {
                approved.accounts[at].amount = Cents(*number);
                approved.by = texts[at].trim().to_owned();
            }
        }
        for (at, line) in budget.lines.iter_mut().enumerate() {
            line.id = model::ids::LineId(1_000 + at as u64);
        }
        comes_back(&budget)?;
    }
}

#[test]
fn the_demo_has_a_real_budget() {
    let budget = of(CYBERHUNT);
    assert!(budget.lines.len() >= 150, "{}", budget.lines.len());
    assert!(budget.approved.is_some(), "it is locked");
    comes_back(&budget).expect("it comes back");
}

#[test]
fn a_finished_show_adds_up_to_what_was_approved() {
    let budget = of(REQUIEM);
    let production = Production { budget: budget.clone(), ..empty() };
    let costs = cost(&production, &Plan::default(), &Verdict::default(), &Estimate::default());
    let approved = budget.approved.expect("a finished show was approved once");
    for account in &costs.accounts {
        assert_eq!(account.total(), approved.account(&account.code), "{} {}", account.code, account.title);
    }
    assert_eq!(costs.total, approved.total());
    let closed = budget.closed.expect("a finished show has a final cost");
    assert!(closed.total() > approved.total(), "it sank under its own budget");
    assert!(closed.accounts.iter().filter(|one| !one.note.is_empty()).count() > 15, "it tells why");
}

#[test]
fn a_finished_show_goes_onto_another_chart_with_its_money() {
    let old = of(REQUIEM);
    let total = |budget: &Budget| {
        let production = Production { budget: budget.clone(), ..empty() };
        cost(&production, &Plan::default(), &Verdict::default(), &Estimate::default()).total
    };
    for name in charts::NAMES {
        let (budget, unplaced) = remap(&old, &charts::chart(name).expect("a chart"), &Default::default());
        assert_eq!(sound(&budget, None), Ok(()), "{name}");
        assert_eq!(total(&budget), total(&old), "{name}: {unplaced:?}");
        let figures = |budget: &Budget| {
            let totals = [&budget.approved, &budget.closed].map(|one| one.as_ref().map(model::budget::Approved::total));
            (totals, budget.closed.iter().flat_map(|one| &one.accounts).filter(|one| !one.note.is_empty()).count())
        };
        assert_eq!(figures(&budget), figures(&old), "{name}");
        assert_eq!(unplaced.is_empty(), name == "feature", "{name}: {unplaced:?}");
    }
    let pairs = [("5000".to_owned(), "O".to_owned()), ("1100".to_owned(), "L".to_owned())].into();
    let (budget, unplaced) = remap(&old, &charts::chart("commercial").expect("a chart"), &pairs);
    assert!(
        budget.lines.iter().filter(|line| line.account == "O").count() == 1
            && !unplaced.iter().any(|one| one.code == "5000")
    );
    assert_eq!(total(&budget), total(&old));
}

#[test]
fn every_chart_takes_every_account_of_the_board() {
    for name in charts::NAMES {
        let chart = charts::chart(name).expect("a chart");
        for (number, title) in budget::accounts::CHART {
            let taken = chart.accounts.iter().any(|one| one.takes.contains(&number) || one.code == number.to_string());
            assert!(taken, "{name}: {number} {title}");
        }
        assert!(chart.items(ItemKind::Line).is_empty());
    }
}

#[test]
fn tables_that_are_wrong_name_table_row_and_column() {
    let table = |name: &str, rows: &[&[&str]]| model::table::Table {
        name: name.to_owned(),
        rows: rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
    };
    let told = |tables: &[model::table::Table]| {
        untable(tables).map_or_else(|fault| format!("{fault}; {}", fault.hint), |_| "read".to_owned())
    };
    let all = [
        told(&[table("Sheet1", &[&["a"]])]),
        told(&[table("fringe", &[&["name", "percent"], &["FICA", "six"]])]),
        told(&[table("fringe", &[&["name", "prcent"], &["FICA", "6"]])]),
        told(&[table("group", &[&["name", "on"], &["A", "yes"], &["", ""], &["A", "no"]])]),
        told(&[table("budget", &[&["key", "value"], &["approved date", "soon"]])]),
        told(&[table("unit", &[&["name", "hours"], &["day", "12"]]), table("approved", &[&["kind"], &["account"]])]),
        told(&[table("unit", &[&["hours", "name"], &["12", "day"]])]),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

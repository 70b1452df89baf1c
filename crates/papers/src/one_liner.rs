//! The one-line schedule: what is shot when, a line or two for each strip, for everybody.

use model::issue::Schedule;
use model::paper::{Align, Block, Cell, Column, Paper, Row, Table};
use model::production::Production;

use crate::days::{Day, StripLine, boneyard, days};
use crate::{bars, words};

/// The one-line schedule of a schedule.
pub fn one_liner(production: &Production, schedule: &Schedule) -> Paper {
    let columns = vec![
        Column::new("Scene", 7, Align::Left),
        Column::new("I/E", 4, Align::Centre),
        Column::new("D/N", 6, Align::Centre),
        Column::new("Set and synopsis", 0, Align::Left),
        Column::new("Location", 16, Align::Left),
        Column::new("Cast", 14, Align::Left),
        Column::new("Pages", 6, Align::Right),
        Column::new("Time", 8, Align::Right),
    ];
    let row = |day: Option<&Day<'_>>, strip: &StripLine<'_>| {
        let mut what = strip.set.clone();
        if !strip.synopsis().is_empty() {
            what.push('\n');
            what.push_str(strip.synopsis());
        }
        Row {
            cells: vec![
                Cell::new(strip.label.clone()).bold(),
                Cell::new(strip.int_ext()),
                Cell::new(strip.time_of_day()),
                Cell::new(what).bold(),
                Cell::new(strip.place),
                Cell::new(strip.numbers()),
                Cell::new(strip.pages.to_string()),
                Cell::new(strip.length()),
            ],
            keep: day.is_some(),
            ..Row::default()
        }
    };
    let mut paper = words::paper(production, schedule, "one-liner", "One-Line Schedule");
    let days = days(production, schedule);
    let rows =
        bars::board_rows(production, &days, columns.len(), |_| Vec::new(), |day, strip| vec![row(Some(day), strip)]);
    let lying: Vec<Row> = boneyard(production, schedule).iter().map(|strip| row(None, strip)).collect();
    let lying = bars::boneyard(production, schedule, &columns, lying);
    paper.blocks.push(Block::Table(Table { columns, rows, grid: false }));
    paper.blocks.extend(lying);
    paper.blocks.extend(bars::cast_key(production));
    paper
}

//! The stripboard: one coloured strip a row, in the order of the shoot.

use model::issue::Schedule;
use model::paper::{Align, Block, Cell, Column, Paper, Row, Table};
use model::production::Production;

use crate::days::{Day, StripLine, boneyard, days};
use crate::{bars, stands, words};

/// The stripboard of a schedule. Colours tell inside or outside and the time of day, and letters say the same beside them.
pub fn stripboard(production: &Production, schedule: &Schedule) -> Paper {
    let columns = vec![
        Column::new("Scene", 7, Align::Left).large(),
        Column::new("I/E", 4, Align::Centre),
        Column::new("D/N", 6, Align::Centre),
        Column::new("Set", 28, Align::Left).large(),
        Column::new("Synopsis", 0, Align::Left),
        Column::new("Cast", 15, Align::Left).large(),
        Column::new("Pages", 6, Align::Right),
        Column::new("Start", if production.settings.twelve_hour_clock { 12 } else { 10 }, Align::Right),
        Column::new("Time", 8, Align::Right),
    ];
    let row = |day: Option<&Day<'_>>, strip: &StripLine<'_>| {
        let start = day.and_then(|day| day.plan).zip(strip.time);
        let start = start.map_or(String::new(), |(plan, (start, _))| words::time(production, plan, start));
        Row {
            cells: vec![
                Cell::new(strip.label.clone()).bold(),
                Cell::new(strip.int_ext()),
                Cell::new(strip.time_of_day()),
                Cell::new(strip.set.clone()).bold(),
                Cell::new(strip.synopsis()),
                Cell::new(strip.numbers()),
                Cell::new(strip.pages.to_string()),
                Cell::new(start),
                Cell::new(strip.length()),
            ],
            fill: strip.fill,
            heads: false,
            keep: day.is_some(),
        }
    };
    let mut paper = words::paper(production, schedule, "stripboard", "Stripboard");
    paper.landscape = true;
    let days = days(production, schedule);
    let rows =
        bars::board_rows(production, &days, columns.len(), |_| Vec::new(), |day, strip| vec![row(Some(day), strip)]);
    let lying: Vec<Row> = boneyard(production, schedule).iter().map(|strip| row(None, strip)).collect();
    let lying = bars::boneyard(production, schedule, &columns, lying);
    paper.blocks.push(Block::Table(Table { columns, rows, grid: false }));
    paper.blocks.extend(lying);
    paper.blocks.extend(bars::cast_key(production));
    paper.blocks.extend(stands::stands(production, schedule));
    paper
}

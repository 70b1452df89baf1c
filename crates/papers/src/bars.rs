//! The rows that part a board: the head and the end of each day, the end of each week, the summary; and the cast key below.

use model::calendar::plus_days;
use model::issue::Schedule;
use model::measure::Eighths;
use model::paper::{Align, Block, Cell, Column, Fill, Row, Table};
use model::production::Production;

use crate::days::{Day, Line};
use crate::words;

/// The rows of all days, each strip made by `strip`, with a head and the rows of `top` before and a bar after each day
/// and a bar after each week.
pub(crate) fn board_rows(
    production: &Production,
    days: &[Day<'_>],
    columns: usize,
    top: impl Fn(&Day<'_>) -> Vec<Row>,
    strip: impl Fn(&Day<'_>, &crate::days::StripLine<'_>) -> Vec<Row>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut week = Week::default();
    for (nth, day) in days.iter().enumerate() {
        rows.push(head(production, day, columns));
        rows.extend(top(day));
        let rests = day.lines.is_empty() && !day.day.kind.shoots();
        for line in &day.lines {
            match line {
                Line::Strip(line) => rows.extend(strip(day, line)),
                Line::Banner { small: true, .. } => {}
                Line::Banner { text, .. } => rows.push(banner(text.clone(), columns)),
            }
        }
        if !rests {
            push_bound(&mut rows, end(day, columns));
        }
        week.add(day);
        let next = days.get(nth + 1);
        if next.is_none_or(|next| week.ends_before(next)) {
            week.close(columns).into_iter().for_each(|bar| push_bound(&mut rows, bar));
        }
    }
    if !days.is_empty() {
        let shooting = days.iter().filter(|day| day.day.kind.shoots()).count();
        let strips = days.iter().map(|day| day.strips().count()).sum();
        let pages: Eighths = days.iter().map(|day| day.pages).sum();
        let text = format!(
            "END OF SHOOT  -  {}  -  {}  -  {}",
            words::count(shooting, "shooting day"),
            words::count(strips, "strip"),
            words::pages(pages)
        );
        push_bound(&mut rows, bar(text, Fill::Black, columns, false));
    }
    rows
}

/// A closing bar stays with what it closes: alone on a page, below the repeated head of its day, it would look like a day of
/// its own.
fn push_bound(rows: &mut Vec<Row>, bar: Row) {
    rows.iter_mut().last().into_iter().for_each(|row| row.keep = true);
    rows.push(bar);
}

/// A row that is one line of words over all columns.
fn bar(text: String, fill: Fill, columns: usize, keep: bool) -> Row {
    Row { cells: vec![Cell::new(text).bold().over(columns)], fill, heads: false, keep }
}

/// A move, a meal, a line of a person's: it stands under the names of the sets.
fn banner(text: String, columns: usize) -> Row {
    let cells = vec![Cell::new("").over(LEFT), Cell::new(text).over(columns.saturating_sub(LEFT))];
    Row { cells, fill: Fill::Light, heads: false, keep: true }
}

/// Columns before the set, on every paper with strips: scene, inside or outside, day or night.
pub(crate) const LEFT: usize = 3;

/// `DAY 3 of 9 - Wed 10 Mar 2027 - Soundstage 7 - call 07:00, wrap 18:40 - sunrise 06:12, sunset 18:03`.
fn head(production: &Production, day: &Day<'_>, columns: usize) -> Row {
    let mut parts = vec![day.name.clone()];
    parts.extend(day.label.map(str::to_owned));
    if let Some(plan) = day.plan {
        parts.push(words::date(plan.date));
        if day.day.kind.works() {
            parts.push(format!("{} shift, {}", plan.shift.word(), words::hours(production, plan)));
            let sun = |moment| words::time(production, plan, moment);
            parts.push(format!("sunrise {}, sunset {}", sun(plan.sun.rise), sun(plan.sun.set)));
        }
    }
    let fill = if day.day.kind.shoots() || !day.lines.is_empty() { Fill::Clear } else { day.fill() };
    Row { heads: true, ..bar(parts.join("  -  "), fill, columns, true) }
}

/// `END OF DAY 3 - Wed 10 Mar 2027 - 4 2/8 pp - 10 h 40 - Soundstage 7`.
fn end(day: &Day<'_>, columns: usize) -> Row {
    let number = day.plan.and_then(|plan| plan.number);
    let mut parts =
        vec![number.map_or_else(|| format!("END OF {}", day.name), |number| format!("END OF DAY {number}"))];
    if let Some(plan) = day.plan {
        parts.push(words::date(plan.date));
        parts.push(words::pages(day.pages));
        if plan.load.0 > 0 {
            parts.push(plan.load.to_string());
        }
    }
    if !day.places.is_empty() {
        parts.push(day.places.join(", "));
    }
    bar(parts.join("  -  "), day.fill(), columns, false)
}

/// What a week of the calendar, Monday to Sunday, holds so far.
#[derive(Default)]
struct Week {
    number: u32,
    monday: Option<model::calendar::Date>,
    days: usize,
    pages: Eighths,
}

fn monday(date: model::calendar::Date) -> model::calendar::Date {
    plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

impl Week {
    fn add(&mut self, day: &Day<'_>) {
        self.monday = self.monday.max(day.date().map(monday));
        self.days += usize::from(day.day.kind.shoots());
        self.pages += day.pages;
    }
    fn ends_before(&self, next: &Day<'_>) -> bool {
        next.date().map(monday) > self.monday
    }
    fn close(&mut self, columns: usize) -> Option<Row> {
        self.monday?;
        let number = self.number + 1;
        let (days, pages) = (words::count(self.days, "shooting day"), words::pages(self.pages));
        *self = Self { number, ..Self::default() };
        Some(bar(format!("END OF WEEK {number}  -  {days}  -  {pages}"), Fill::Dark, columns, false))
    }
}

/// The cast by board number, in three columns beside each other, read downwards.
pub(crate) fn cast_key(production: &Production) -> Vec<Block> {
    if production.cast.is_empty() {
        return Vec::new();
    }
    let cast = words::by_number(production.cast.iter().collect());
    let high = cast.len().div_ceil(3);
    let row = |at: usize| {
        let cells = (0..3).filter_map(|column| cast.get(column * high + at)).flat_map(|person| {
            let role = words::role(production, person);
            let name = if role == person.name { role } else { format!("{role} - {}", person.name) };
            [Cell::new(person.number.clone()).bold(), Cell::new(name)]
        });
        Row { cells: cells.collect(), keep: at + 1 < high, ..Row::default() }
    };
    let pair = [Column::new("", 5, Align::Right), Column::new("", 0, Align::Left)];
    let columns = pair.iter().cycle().take(6).cloned().collect();
    vec![
        Block::Heading { text: "Cast".to_owned() },
        Block::Table(Table { columns, rows: (0..high).map(row).collect(), grid: false }),
    ]
}

/// The strips that stand on no day, under their heading.
pub(crate) fn boneyard(production: &Production, schedule: &Schedule, columns: &[Column], rows: Vec<Row>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let strips = schedule.board.boneyard.iter().filter_map(|&id| production.strip(id));
    let pages: Eighths = strips.map(|strip| strip.eighths).sum();
    let count = words::count(schedule.board.boneyard.len(), "strip");
    vec![
        Block::Heading { text: format!("Boneyard: {count}, {}", words::pages(pages)) },
        Block::Table(Table { columns: columns.to_vec(), rows, grid: false }),
    ]
}

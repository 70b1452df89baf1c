//! The day out of days: who works, is on hold, is dropped and picked up again on which date, as a grid of weeks.

use std::collections::BTreeMap;

use model::calendar::{Date, days_between, plus_days};
use model::issue::Schedule;
use model::paper::{Align, Block, Cell, Column, Fill, Paper, Row, Table};
use model::production::Production;
use model::verdict::{DayUse, Engagement};

use crate::words;

/// Weeks that fit on a page beside the names. The totals take the room of one.
const WEEKS: usize = 4;

const LEGEND: &str = "S start, W work, H hold, D drop after the day, P pick-up, F finish; grey: nobody works. \
                      Drop and pick-up are those that the contracts permit and that cost least.";

/// The day out of days of the cast. Weeks run from Sunday to Saturday.
pub fn day_out_of_days(production: &Production, schedule: &Schedule) -> Paper {
    let mut paper = words::paper(production, schedule, "day-out-of-days", "Day Out of Days");
    paper.landscape = true;
    let engagements = &schedule.verdict.engagements;
    let shown = || schedule.plan.days.iter().map(|day| day.date).chain(engagements.iter().flat_map(dates));
    let (Some(first), Some(last)) = (shown().min(), shown().max()) else {
        paper.blocks.push(Block::Paragraph { text: "No day is planned yet.".to_owned() });
        return paper;
    };
    let sunday = plus_days(first, -i64::from(first.weekday().to_sunday_zero_offset()));
    let weeks = usize::try_from(days_between(sunday, last) / 7 + 1).unwrap_or(1);
    // Weeks and totals are spread evenly over as many pages as they need.
    let parts = weeks + 1;
    let pages = parts.div_ceil(WEEKS);
    let worked = worked(production, schedule);
    let mut from = 0;
    for page in 0..pages {
        let totals = page + 1 == pages;
        let count = parts / pages + usize::from(page < parts % pages) - usize::from(totals);
        let date = |at: usize| plus_days(sunday, i64::try_from(at).unwrap_or(0));
        let dates: Vec<Date> = (from * 7..(from + count) * 7).map(date).collect();
        from += count;
        if page > 0 {
            paper.blocks.push(Block::NewPage);
        }
        paper.blocks.push(Block::Table(table(production, engagements, &dates, &worked, totals)));
    }
    paper.blocks.push(Block::Paragraph { text: LEGEND.to_owned() });
    paper
}

fn dates(engagement: &Engagement) -> impl Iterator<Item = Date> {
    engagement.dates.iter().map(|(date, _)| *date)
}

/// What stands above each date on which a unit works: its shooting days by number, or the kind of day.
fn worked(production: &Production, schedule: &Schedule) -> BTreeMap<Date, Vec<String>> {
    let mut found: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for day in schedule.plan.days.iter().filter(|day| day.kind.works()) {
        let unit = production.units.iter().position(|unit| unit.id == day.unit).unwrap_or(0);
        // The main unit's days are plain numbers, the others' have the unit's number behind: `4u2`.
        let number = day.number.map_or_else(
            || day.kind.word().chars().take(4).collect(),
            |number| if unit == 0 { number.to_string() } else { format!("{number}u{}", unit + 1) },
        );
        found.entry(day.date).or_default().push(number);
    }
    found
}

fn table(
    production: &Production,
    engagements: &[Engagement],
    dates: &[Date],
    worked: &BTreeMap<Date, Vec<String>>,
    totals: bool,
) -> Table {
    // The heads of the dates have four lines; the names' head says what they are.
    let mut columns =
        vec![Column::new("No.", 4, Align::Right), Column::new("Month\nWeekday\nDate\nShooting day", 22, Align::Left)];
    columns.extend(dates.iter().enumerate().map(|(at, &date)| {
        let month = if at % 7 == 0 || date.day() == 1 { date.strftime("%b").to_string() } else { String::new() };
        let numbers = worked.get(&date).map_or(String::new(), |numbers| numbers.join("\n"));
        let title = format!("{month}\n{}\n{}\n{numbers}", date.strftime("%a"), date.day());
        let fill = if worked.contains_key(&date) { Fill::Clear } else { Fill::Grey };
        Column { fill, ..Column::new(&title, 4, Align::Centre) }
    }));
    if totals {
        let total = |title: &str, width| Column::new(title, width, Align::Right);
        columns.extend([total("Work", 5), total("Hold", 5), total("Drop", 5), total("Start", 7), total("Finish", 7)]);
    }
    let row = |person: &model::people::CastMember| {
        let engagement = engagements.iter().find(|engagement| engagement.person == person.id);
        let role = words::role(production, person);
        let name = if role == person.name { role } else { format!("{role}\n{}", person.name) };
        let mut cells = vec![Cell::new(person.number.clone()), Cell::new(name).bold()];
        let codes = engagement.map_or(BTreeMap::new(), codes);
        cells.extend(dates.iter().map(|date| match codes.get(date) {
            Some((code, DayUse::Hold)) => Cell::new(code.clone()).on(Fill::Light),
            Some((code, _)) => Cell::new(code.clone()).bold(),
            None => Cell::new(""),
        }));
        if totals {
            let edge = |date: Option<&(Date, DayUse)>| {
                Cell::new(date.map_or(String::new(), |(date, _)| date.strftime("%-d %b").to_string()))
            };
            let number = |of: fn(&Engagement) -> u32| Cell::new(engagement.map_or(0, of).to_string());
            cells.extend([number(|one| one.worked), number(|one| one.held), number(|one| one.drops)]);
            cells.extend([
                edge(engagement.and_then(|one| one.dates.first())),
                edge(engagement.and_then(|one| one.dates.last())),
            ]);
        }
        Row { cells, ..Row::default() }
    };
    Table {
        columns,
        rows: words::by_number(production.cast.iter().collect()).into_iter().map(row).collect(),
        grid: true,
    }
}

/// The code of each date of an engagement: start and finish are its first and last day of work.
fn codes(engagement: &Engagement) -> BTreeMap<Date, (String, DayUse)> {
    let works = || engagement.dates.iter().filter(|(_, what)| what.works()).map(|(date, _)| *date);
    let (start, finish) = (works().min(), works().max());
    let code = |&(date, what): &(Date, DayUse)| {
        let (before, after) = match what {
            DayUse::Hold => return (date, ("H".to_owned(), what)),
            DayUse::Work => ("", ""),
            DayUse::WorkDrop => ("", "D"),
            DayUse::PickUp => ("P", ""),
            DayUse::PickUpDrop => ("P", "D"),
        };
        let before = if start == Some(date) { "S" } else { before };
        let after = if finish == Some(date) { "F" } else { after };
        (date, (format!("{before}W{after}"), what))
    };
    engagement.dates.iter().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use DayUse::*;

    /// Uses of consecutive days, and the codes they print as.
    fn check(uses: &[DayUse], expected: &str) {
        let date = |at: usize| plus_days(jiff::civil::date(2027, 3, 1), at as i64);
        let dates = uses.iter().enumerate().map(|(at, &what)| (date(at), what)).collect();
        let engagement = Engagement { person: 1.into(), dates, worked: 0, held: 0, drops: 0 };
        let codes: Vec<String> = codes(&engagement).into_values().map(|(code, _)| code).collect();
        assert_eq!(codes.join(" "), expected);
    }

    #[test]
    fn codes_are_those_of_the_field() {
        check(&[Work], "SWF");
        check(&[Work, Work, Work], "SW W WF");
        check(&[Work, Hold, Work], "SW H WF");
        check(&[WorkDrop, PickUp], "SWD PWF");
        check(&[Work, WorkDrop, PickUpDrop, PickUp, Work], "SW WD PWD PW WF");
        check(&[Hold, Work], "H SWF");
        check(&[], "");
    }
}

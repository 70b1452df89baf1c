//! The shooting schedule: the one-liner with everything that each scene needs, by category, for the heads of department.

use std::collections::BTreeMap;

use model::breakdown::Category;
use model::issue::Schedule;
use model::paper::{Align, Block, Cell, Column, Fill, Paper, Row, Table};
use model::people::CastMember;
use model::plan::LightNeed;
use model::production::{Production, Scene};

use crate::days::{Day, StripLine, days};
use crate::{bars, stands, words};

/// The shooting schedule of a schedule.
pub fn shooting_schedule(production: &Production, schedule: &Schedule) -> Paper {
    // The last four columns hold clock times too, those of the calls.
    let clock = if production.settings.twelve_hour_clock { 13 } else { 11 };
    let columns = vec![
        Column::new("Scene", 8, Align::Left),
        Column::new("I/E", 5, Align::Left),
        Column::new("D/N", 6, Align::Left),
        Column::new("Set", 0, Align::Left),
        Column::new("Script page", clock, Align::Right),
        Column::new("Pages", clock, Align::Right),
        Column::new("Set-ups", clock, Align::Right),
        Column::new("Time", clock, Align::Right),
    ];
    let mut paper = words::paper(production, schedule, "shooting-schedule", "Shooting Schedule");
    let days = days(production, schedule);
    let rows = bars::board_rows(
        production,
        &days,
        columns.len(),
        |day| calls(production, day),
        |day, strip| scene_rows(production, day, strip, columns.len()),
    );
    paper.blocks.push(Block::Table(Table { columns, rows, grid: false }));
    paper.blocks.extend(bars::cast_key(production));
    paper.blocks.extend(stands::stands(production, schedule));
    paper
}

/// Who is called on a day, by board number: when to report, to stand on set, to be done and to leave. Nothing
/// when nobody is.
fn calls(production: &Production, day: &Day<'_>) -> Vec<Row> {
    let Some(plan) = day.plan else { return Vec::new() };
    let found = |person: &CastMember| plan.people.iter().find(|hours| hours.person == person.id);
    let called = production.cast.iter().filter(|person| found(person).is_some()).collect();
    let line = |person: &CastMember| {
        let age = person.age_on(plan.date).filter(|&age| production.rulebook.minors.band(age).is_some());
        let minor = age.map_or(String::new(), |age| format!(" (MINOR, {age})"));
        let name = format!("{}{minor}", words::role(production, person));
        let hours = found(person);
        let moments = hours.map(|one| [one.report, one.on_set, one.done, one.dismissed]).into_iter().flatten();
        let moments = moments.map(|moment| Cell::new(words::time(production, plan, moment)));
        let name = if minor.is_empty() { Cell::new(name) } else { Cell::new(name).bold() };
        let cells = [Cell::new(person.number.clone()).bold(), name.over(bars::LEFT)];
        Row { cells: cells.into_iter().chain(moments).collect(), keep: true, ..Row::default() }
    };
    let mut rows: Vec<Row> = words::by_number(called).into_iter().map(line).collect();
    // A few calls stay with the first scene; many would leave half a page empty.
    let few = rows.len() < 16;
    let Some(last) = rows.last_mut() else { return rows };
    last.keep = few;
    let titles = ["Report", "On set", "Done", "Dismissed"].map(|title| Cell::new(title).bold());
    let head = [Cell::new("Cast").bold(), Cell::new("").over(bars::LEFT)];
    let cells = head.into_iter().chain(titles).collect();
    rows.insert(0, Row { cells, fill: Fill::Light, heads: false, keep: true });
    rows
}

/// The coloured head of a strip, and below it what is needed, a row for each category.
fn scene_rows(production: &Production, day: &Day<'_>, strip: &StripLine<'_>, columns: usize) -> Vec<Row> {
    let head = Row {
        cells: vec![
            Cell::new(strip.label.clone()).bold(),
            Cell::new(strip.int_ext()).bold(),
            Cell::new(strip.time_of_day()).bold(),
            Cell::new(strip.set.clone()).bold(),
            Cell::new(strip.scene.map_or(String::new(), |scene| scene.page.to_string())),
            Cell::new(strip.pages.to_string()),
            Cell::new(strip.setups.map_or(String::new(), |setups| setups.to_string())),
            Cell::new(strip.length()),
        ],
        // A white strip would not stand out from its elements on white paper.
        fill: if strip.fill == Fill::White { Fill::Light } else { strip.fill },
        ..Row::default()
    };
    let mut details: Vec<(String, String)> = Vec::new();
    if !strip.synopsis().is_empty() {
        details.push(("Synopsis".to_owned(), strip.synopsis().to_owned()));
    }
    let mut place = vec![strip.place.to_owned()];
    place.extend(strip.scene.and_then(|scene| scene.story_day.clone()).map(|story| format!("story day {story}")));
    place.extend(light(strip.light).map(str::to_owned));
    if let Some((plan, (start, _))) = day.plan.zip(strip.time) {
        place.push(format!("starts {}", words::time(production, plan, start)));
    }
    place.retain(|part| !part.is_empty());
    details.push(("Location".to_owned(), place.join(", ")));
    let cast = strip.cast.iter().map(|person| format!("{} {}", person.number, words::role(production, person)));
    details.push(("Cast".to_owned(), cast.collect::<Vec<_>>().join(", ")));
    let voices = strip.scene.map_or(Vec::new(), |scene| voices(production, scene));
    details.push(("Voice only".to_owned(), voices.join(", ")));
    for (category, names) in strip.scene.map_or(BTreeMap::new(), |scene| elements(production, scene)) {
        details.push((category.name(), names.join(", ")));
    }
    details.retain(|(_, text)| !text.is_empty());
    let detail = |(label, text): (String, String)| Row {
        cells: vec![Cell::new(label).over(bars::LEFT), Cell::new(text).over(columns.saturating_sub(bars::LEFT))],
        ..Row::default()
    };
    let mut rows: Vec<Row> = std::iter::once(head).chain(details.into_iter().map(detail)).collect();
    let last = rows.len() - 1;
    rows.iter_mut().take(last).for_each(|row| row.keep = true);
    rows
}

/// Characters who are heard and not present.
fn voices(production: &Production, scene: &Scene) -> Vec<String> {
    let voices = scene.cast.iter().filter(|cast| cast.voice_only);
    voices.filter_map(|cast| production.character(cast.character)).map(|character| character.name.clone()).collect()
}

/// What the scene needs beside its cast, with quantities, by category.
fn elements(production: &Production, scene: &Scene) -> BTreeMap<Category, Vec<String>> {
    let mut found: BTreeMap<Category, Vec<String>> = BTreeMap::new();
    for (id, quantity) in production.elements_of(scene) {
        if let Some(element) = production.element(id) {
            let name = if quantity > 1 { format!("{} x {quantity}", element.name) } else { element.name.clone() };
            found.entry(element.category).or_default().push(name);
        }
    }
    found
}

fn light(need: LightNeed) -> Option<&'static str> {
    match need {
        LightNeed::Any => None,
        LightNeed::Daylight => Some("needs daylight"),
        LightNeed::Dark => Some("needs darkness"),
        LightNeed::Dawn => Some("needs sunrise"),
        LightNeed::Dusk => Some("needs sunset"),
    }
}

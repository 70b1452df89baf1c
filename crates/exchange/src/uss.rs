//! Universal Schedule Standard 1.0.0 (`.uss`, github.com/UniversalScheduleStandard): the schedule that one scheduling program
//! hands to another, as JSON. Read only: breakdown sheets, elements, calendars and stripboards become plain values.
//!
//! A stripboard lists sheets by day: each inner list is a day, and what stands in no inner list has no day yet. Pages are
//! decimal, durations milliseconds. Dates are moments, mostly the local midnight in UTC; the nearest midnight is meant.

mod shape;

use std::collections::BTreeMap;

use model::breakdown::Category;
use model::calendar::{Date, plus_days};
use model::measure::{Eighths, Minutes};
use model::notice::{Notice, Severity};

use self::shape::{Entry, File, Moment, Numbers};
use crate::Fault;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The film.
    pub project: String,
    /// The schedule's own name.
    pub name: String,
    /// Colour of the script's pages.
    pub script_colour: String,
    /// Date of the script's pages.
    pub script_date: Option<Date>,
    /// Breakdown sheets in the order of the file, banners among them.
    pub sheets: Vec<Sheet>,
    /// Breakdown elements: cast, sets, headings' words and the rest.
    pub elements: Vec<Element>,
    /// Stripboards.
    pub boards: Vec<Stripboard>,
}

/// A breakdown sheet: a scene or a banner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// A line between strips, no scene.
    pub banner: bool,
    /// Scene number; a banner's is empty.
    pub number: String,
    /// The scene's one line, or the banner's words.
    pub text: String,
    /// Remarks.
    pub comments: String,
    /// Length.
    pub eighths: Eighths,
    /// Page of the script; 0 when unknown.
    pub page: u32,
    /// Time that somebody gave it.
    pub minutes: Option<Minutes>,
    /// What it needs: positions in [`Schedule::elements`].
    pub elements: Vec<usize>,
}

/// A breakdown element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its category, by UCI; one that UCI does not know keeps the file's number.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// Board number, for cast.
    pub number: String,
    /// Weekdays on which it cannot come, Monday first.
    pub week_off: [bool; 7],
    /// Dates on which it cannot come.
    pub off: Vec<Date>,
    /// What else its calendar says, by date: travel, rehearsal, fitting.
    pub events: Vec<(Date, String)>,
    /// Days that a gap must have before it is dropped; nothing when it never is.
    pub drop: Option<u32>,
    /// What comes along with it: positions in [`Schedule::elements`].
    pub brings: Vec<usize>,
}

/// A stripboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stripboard {
    /// Name.
    pub name: String,
    /// Its calendar.
    pub calendar: Option<Calendar>,
    /// Days in order, each with its sheets in order: positions in [`Schedule::sheets`].
    pub days: Vec<Vec<usize>>,
    /// Sheets on no day.
    pub boneyard: Vec<usize>,
}

/// The calendar of a stripboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// First shooting day.
    pub start: Option<Date>,
    /// Weekdays that are not worked, Monday first.
    pub week_off: [bool; 7],
    /// Dates that are not worked.
    pub off: Vec<Date>,
    /// What else it says, by date.
    pub events: Vec<(Date, String)>,
}

/// Whether bytes look like such a file, whatever its name.
pub fn is_uss(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4_096)];
    let key = b"\"universalScheduleStandard\"";
    head.windows(key.len()).any(|window| window == key)
}

/// Reads a file. The notices say what it names and does not hold, and what was left out.
pub fn read(bytes: &[u8]) -> Result<(Schedule, Vec<Notice>), Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let file: File = serde_json::from_slice(bytes).map_err(|error| {
        let hint = "save the schedule again as Universal Schedule Standard 1.0 (.uss)";
        Fault::new(format!("line {}, column {}: {}", error.line(), error.column(), model::json::told(&error)), hint)
    })?;
    let file = file.schedule;
    let mut reader = Reader::default();
    if !file.version.is_empty() && !file.version.starts_with("1.") {
        let message = format!("the file says version {} of the standard; 1.0 is known", file.version);
        reader.tell(message, "look whether scenes, cast and days are all there");
    }
    let categories: BTreeMap<&str, Category> =
        file.categories.iter().map(|one| (one.id.as_str(), category(one.ucid, &one.name))).collect();
    let element_at: BTreeMap<&str, usize> =
        file.elements.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let sheet_at: BTreeMap<&str, usize> =
        file.breakdowns.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let elements = file.elements.iter().map(|one| reader.element(one, &categories, &element_at)).collect();
    let sheets: Vec<Sheet> = file.breakdowns.iter().map(|one| reader.sheet(one, &element_at)).collect();
    let calendars: BTreeMap<&str, Calendar> =
        file.calendars.iter().map(|one| (one.id.as_str(), reader.calendar(one))).collect();
    let boards = file.stripboards.iter().map(|one| reader.board(one, &sheet_at, &calendars)).collect();
    let schedule = Schedule {
        project: text(file.project.as_deref()),
        name: text(file.name.as_deref()),
        script_colour: text(file.script_colour.as_deref()),
        script_date: file.script_date.as_deref().and_then(date),
        sheets,
        elements,
        boards,
    };
    Ok((schedule, reader.notices))
}

#[derive(Default)]
struct Reader {
    notices: Vec<Notice>,
}

impl Reader {
    fn tell(&mut self, message: String, hint: &str) {
        self.notices.push(Notice::at(Severity::Warning, 0, 0, message, hint));
    }

    /// The positions of what is named; what the file does not hold is told and left out.
    fn found(&mut self, ids: &[String], known: &BTreeMap<&str, usize>, whose: &str, what: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for id in ids {
            match known.get(id.as_str()) {
                Some(&at) if !found.contains(&at) => found.push(at),
                Some(_) => {}
                None => {
                    self.tell(format!("{whose} names the {what} '{id}', which the file does not hold"), LEFT_OUT);
                }
            }
        }
        found
    }

    fn element(
        &mut self,
        one: &shape::Element,
        categories: &BTreeMap<&str, Category>,
        known: &BTreeMap<&str, usize>,
    ) -> Element {
        let name = text(one.name.as_deref());
        let category = categories.get(one.category.as_str()).copied().unwrap_or_else(|| {
            self.tell(format!("{name} is of the category '{}', which the file does not hold", one.category), MISC);
            Category::MISCELLANEOUS
        });
        let (off, events) = self.events(&one.events, &name);
        let brings = self.found(&one.linked, known, &name, "element");
        let number = one.number.clone().unwrap_or_default().trim().to_owned();
        let week_off = self.week(&one.days_off, &name);
        Element {
            category,
            name,
            number,
            week_off,
            off,
            events,
            drop: one.drops.unwrap_or(false).then(|| whole(one.drop_after.unwrap_or(0.0))),
            brings,
        }
    }

    fn sheet(&mut self, one: &shape::Sheet, known: &BTreeMap<&str, usize>) -> Sheet {
        let number = text(one.scene.as_deref());
        let banner = match one.kind.as_str() {
            "scene" | "" => false,
            "banner" => true,
            other => {
                self.tell(format!("'{number}' is a sheet of the unknown kind '{other}'"), "it is taken as a banner");
                true
            }
        };
        let whose = if banner { "a banner".to_owned() } else { format!("scene {number}") };
        let words =
            if banner { one.banner.as_deref().or(one.description.as_deref()) } else { one.description.as_deref() };
        let exact = one.pages.unwrap_or(0.0) * 8.0;
        // A length is at most a few hundred pages; what is not a number counts as nothing.
        let eighths = Eighths(i64::from(whole(exact.round())));
        if (exact - exact.round()).abs() > 0.01 || !(0.0..80_000.0).contains(&exact) {
            let message = format!("{whose} is {:?} pages long, taken as {eighths}", one.pages.unwrap_or(0.0));
            self.tell(message, "lengths are whole eighths of a page: write 0.125 for an eighth");
        }
        let elements = self.found(&one.elements, known, &whose, "element");
        Sheet {
            banner,
            number: if banner { String::new() } else { number },
            text: text(words),
            comments: text(one.comments.as_deref()),
            eighths,
            page: text(one.page.as_deref()).parse().unwrap_or(0),
            minutes: one
                .duration
                .map(|time| Minutes(i64::from(whole((time / 60_000.0).round()))))
                .filter(|time| time.0 > 0),
            elements,
        }
    }

    fn board(
        &mut self,
        one: &shape::Stripboard,
        known: &BTreeMap<&str, usize>,
        calendars: &BTreeMap<&str, Calendar>,
    ) -> Stripboard {
        let name = text(one.name.as_deref());
        let whose = format!("board {name}");
        let calendar = one.calendar.as_deref().and_then(|id| {
            let found = calendars.get(id).cloned();
            if found.is_none() {
                self.tell(format!("{whose} has the calendar '{id}', which the file does not hold"), LEFT_OUT);
            }
            found
        });
        let mut board = Stripboard { name, calendar, ..Stripboard::default() };
        let mut seen = vec![false; known.len()];
        for part in &one.boards {
            let boneyard = part.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("boneyard"));
            for entry in &part.entries {
                let ids = match entry {
                    Entry::Day(ids) => ids.clone(),
                    Entry::Sheet(id) => vec![id.clone()],
                };
                let mut sheets = self.found(&ids, known, &whose, "sheet");
                sheets.retain(|&sheet| !std::mem::replace(&mut seen[sheet], true));
                match entry {
                    Entry::Day(_) if !boneyard => board.days.push(sheets),
                    _ => board.boneyard.extend(sheets),
                }
            }
        }
        board
    }

    fn calendar(&mut self, one: &shape::Calendar) -> Calendar {
        let whose = format!("calendar '{}'", text(one.name.as_deref()));
        let start = one.events.iter().find(|event| event.kind == "start").and_then(|event| date(&event.date));
        let (off, events) = self.events(&one.events, &whose);
        Calendar { start, week_off: self.week(&one.days_off, &whose), off, events }
    }

    /// The days off and the other events of a calendar, by date.
    fn events(&mut self, events: &[Moment], whose: &str) -> (Vec<Date>, Vec<(Date, String)>) {
        let (mut off, mut other) = (Vec::new(), Vec::new());
        for event in events.iter().filter(|event| event.kind != "start") {
            let name = text(event.name.as_deref());
            match date(&event.date) {
                None => {
                    self.tell(format!("{whose}: '{}' is no date", event.date), "write it as 2025-04-07T00:00:00.000Z")
                }
                Some(date) if event.kind == "dayOff" || name.eq_ignore_ascii_case("dayOff") => off.push(date),
                Some(date) => other.push((date, name)),
            }
        }
        off.sort_unstable();
        off.dedup();
        (off, other)
    }

    /// Weekdays, which the file counts from Sunday.
    fn week(&mut self, days: &Numbers, whose: &str) -> [bool; 7] {
        let mut week = [false; 7];
        for &day in days {
            match usize::try_from(day).ok().filter(|&day| day < 7) {
                Some(day) => week[(day + 6) % 7] = true,
                None => {
                    self.tell(format!("{whose}: {day} is no weekday"), "weekdays are 0 for Sunday to 6 for Saturday")
                }
            }
        }
        week
    }
}

const LEFT_OUT: &str = "it is left out";
const MISC: &str = "it is taken as miscellaneous";

/// The category of a number and a name. Programs number what is no element (sets, pages) as they like: there the name decides.
fn category(ucid: u16, name: &str) -> Category {
    let known = |category: Category| Category::by_name(&category.name()).is_some();
    match Category(ucid) {
        numbered if known(numbered) => numbered,
        numbered => Category::by_name(name).unwrap_or(numbered),
    }
}

fn text(given: Option<&str>) -> String {
    given.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The date whose midnight is nearest to a moment: local midnight, wherever it was written.
fn date(moment: &str) -> Option<Date> {
    let date: Date = moment.get(..10)?.parse().ok()?;
    let hour: i64 = moment.get(11..13).and_then(|hour| hour.parse().ok()).unwrap_or(0);
    Some(plus_days(date, i64::from(hour >= 12)))
}

fn whole(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float to integer cast saturates, and what is not a number is nothing"
    )]
    let whole = number as u32;
    whole
}

#[cfg(test)]
mod tests;

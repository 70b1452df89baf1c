//! A bad morning: what cannot be had from the day of a re-plan on, as ordinary edits before the search.

use jiff::civil::Date;
use model::board::{Board, Item};
use model::calendar::{DateRange, plus_days};
use model::edit::{
    BoardChange, CastChange, Edit, ItemKey, Neighbour, Noun, PlaceChange, ProductionChange, SetChange, Spot,
};
use model::ids::{BoardId, DayId, ElementId, PersonId, PlaceId, SetId, StripId};
use model::issue::{Schedule, Told};
use model::measure::Minutes;
use model::plan::Happening;
use model::production::{Element, Production};

use super::moved::{Rest, rests};
use crate::app::{NOTHING, Opened};
use crate::cli::{DayName, find};
use crate::error::Failure;
use crate::say;

/// What went wrong. Days are working days of the calendar, the day of the re-plan the first of them.
#[derive(Debug, clap::Args)]
pub(super) struct Morning {
    /// What is lost: stage=NAME, place=NAME, set=NAME or equipment=NAME (any element), with =DAYS [default: until the end of the shoot]
    #[arg(long, value_name = "WHAT=NAME[=DAYS]", requires = "from_day")]
    lose: Vec<String>,
    /// Who cannot come, and for how many days
    #[arg(long, value_name = "PERSON=DAYS", requires = "from_day")]
    ill: Vec<String>,
    /// Nothing outside can be shot in the open [default: that day]
    #[arg(long, value_name = "DAYS", num_args = 0..=1, require_equals = true, default_missing_value = "1",
        requires = "from_day")]
    rain: Option<String>,
    /// Strips of days before that were not finished: they come back to the boneyard
    #[arg(long, value_name = "STRIPS", value_delimiter = ',', requires = "from_day")]
    unfinished: Vec<String>,
}

/// What was understood, before anything is changed.
pub(super) struct Understood {
    /// The date of the first day that may change.
    pub(super) from: Date,
    lost: Vec<Lost>,
    unfinished: Vec<Unfinished>,
    /// What is left of sets whose place is lost for good.
    rests: Vec<Rest>,
}

enum Lost {
    Place(PlaceId, DateRange),
    Set(SetId, DateRange),
    Element(ElementId, DateRange),
    Person(PersonId, DateRange),
    Weather(DateRange),
}

/// A strip that was not finished: its day, and the time that the company spent on it.
struct Unfinished {
    strip: StripId,
    label: String,
    day: DayId,
    minutes: Minutes,
}

/// The longest that anything is lost for: as long as a shoot can be.
const LONGEST: u32 = 366;

impl Morning {
    /// Reads what was given, on the board as it is before; changes nothing.
    pub(super) fn understand(
        &self,
        production: &Production,
        before: &Schedule,
        day: u32,
    ) -> Result<Understood, Failure> {
        let board = &before.board;
        let id = find::day(production, board, &DayName { number: day, unit: None })?;
        let from = before.plan.days.iter().find(|one| one.day == id).map(|one| one.date);
        let from =
            from.ok_or_else(|| Failure::value(format!("day {day} has no date"), "give it one, or name another"))?;
        let working = |days: u32, why: &str| {
            let to = production.calendar.working_after(from, days.saturating_sub(1));
            DateRange { from, to, why: why.to_owned() }
        };
        let last = before.plan.days.iter().map(|day| day.date).max().unwrap_or(from);
        let (mut lost, mut gone) = (Vec::new(), Vec::new());
        for text in &self.lose {
            let (what, rest) = text.split_once('=').ok_or_else(|| {
                let hint = "write stage=NAME, place=NAME, set=NAME or equipment=NAME, with =DAYS when it comes back";
                Failure::value(format!("--lose '{text}' does not say what it is"), hint)
            })?;
            let (name, days) = with_days("--lose", rest)?;
            let range = match days {
                Some(days) => working(days, "lost"),
                // Days may be added at the end.
                None => DateRange {
                    to: plus_days(last, i64::from(LONGEST)),
                    ..working(1, "lost until the end of the shoot")
                },
            };
            lost.push(match what.trim().to_lowercase().as_str() {
                "stage" | "place" => {
                    let place = find::place(production, name)?.id;
                    gone.extend(days.is_none().then_some(place));
                    Lost::Place(place, range)
                }
                "set" => Lost::Set(find::set(production, name)?.id, range),
                "equipment" | "element" => Lost::Element(find::element(production, name)?.id, range),
                other => {
                    let message = format!("--lose '{other}': nothing of that kind can be lost");
                    return Err(Failure::value(message, "write stage=NAME, place=NAME, set=NAME or equipment=NAME"));
                }
            });
        }
        for text in &self.ill {
            let (name, days) = with_days("--ill", text)?;
            let days = days.ok_or_else(|| {
                Failure::value(
                    format!("--ill '{text}' does not say for how long"),
                    format!("write '{name}=2' for two days"),
                )
            })?;
            lost.push(Lost::Person(find::person(production, name)?.id, working(days, "ill")));
        }
        if let Some(days) = &self.rain {
            lost.push(Lost::Weather(working(count("--rain", days)?, "rain")));
        }
        let mut unfinished: Vec<Unfinished> = Vec::new();
        for label in &self.unfinished {
            let one = shot(production, before, label, from)?;
            if !unfinished.iter().any(|known| known.strip == one.strip) {
                unfinished.push(one);
            }
        }
        let back: Vec<StripId> = unfinished.iter().map(|one| one.strip).collect();
        let rests = rests(production, before, (&gone, from), &back);
        Ok(Understood { from, lost, unfinished, rests })
    }
}

impl Understood {
    /// Writes down what people had been told and what is lost; answers with the words of each change, and the sets that are
    /// built again.
    pub(super) fn write(&self, opened: &mut Opened, issued: &Schedule) -> Result<(Vec<String>, Vec<SetId>), Failure> {
        let told = Told::by(&opened.production, &issued.plan, self.from);
        opened.change(Edit::Production(ProductionChange::Told(Some(told))))?;
        let mut says = Vec::new();
        for lost in &self.lost {
            let production = &opened.production;
            let edit = match lost {
                Lost::Place(id, range) => {
                    let lost = production.place(*id).map(|place| place.lost.clone());
                    Edit::Place(*id, PlaceChange::Lost(with(lost, range)))
                }
                Lost::Set(id, range) => {
                    let closed = production.set(*id).map(|set| set.closed.clone());
                    Edit::Set(*id, SetChange::Closed(with(closed, range)))
                }
                Lost::Element(id, range) => {
                    let Some(element) = production.element(*id).cloned() else { continue };
                    let lost = with(Some(element.lost.clone()), range);
                    Edit::Put(Noun::Element(Element { lost, ..element }), Neighbour::Last)
                }
                Lost::Person(id, range) => {
                    let away = production.person(*id).map(|person| person.unavailable.clone());
                    Edit::Cast(*id, CastChange::Unavailable(with(away, range)))
                }
                Lost::Weather(range) => {
                    let mut calendar = production.calendar.clone();
                    calendar.rain = with(Some(calendar.rain), range);
                    Edit::Production(ProductionChange::Calendar(calendar))
                }
            };
            if opened.change(edit)? != NOTHING {
                says.push(lost.says(&opened.production));
            }
        }
        let mut moved = Vec::new();
        for rest in &self.rests {
            moved.extend(rest.write(opened, &mut says)?);
        }
        Ok((says, moved))
    }

    /// Whether any strip comes back.
    pub(super) fn takes_back(&self) -> bool {
        !self.unfinished.is_empty()
    }

    /// Lays the strips that were not finished into the boneyard of a board; a banner keeps the time that they took.
    pub(super) fn take_back(&self, opened: &mut Opened, board: BoardId) -> Result<Vec<String>, Failure> {
        let mut says = Vec::new();
        for Unfinished { strip, label, day, minutes } in &self.unfinished {
            let banner = Item::Banner { id: 0, text: format!("{label} not finished"), minutes: *minutes };
            let edits = [
                BoardChange::PutBanner(*day, banner, Some(ItemKey::Strip(*strip))),
                BoardChange::Move(*strip, Spot::Boneyard(None)),
            ];
            opened.change(Edit::Batch(edits.map(|change| Edit::Board(board, change)).to_vec()))?;
            says.push(format!("strip {label} was not finished and is planned again"));
        }
        Ok(says)
    }
}

impl Lost {
    fn says(&self, production: &Production) -> String {
        let (name, range) = match self {
            Self::Place(id, range) => (production.place(*id).map(|place| place.name.clone()), range),
            Self::Set(id, range) => (production.set(*id).map(|set| set.name.clone()), range),
            Self::Element(id, range) => (production.element(*id).map(|element| element.name.clone()), range),
            Self::Person(id, range) => (production.person(*id).map(|person| person.name.clone()), range),
            Self::Weather(range) => (Some("nothing outside can be shot".to_owned()), range),
        };
        let until = match range.from == range.to {
            true => format!("on {}", say::date(range.from)),
            false if range.why.contains("until") => format!("from {} on", say::date(range.from)),
            false => format!("{} to {}", say::date(range.from), say::date(range.to)),
        };
        format!("{} {until}: {}", name.unwrap_or_default(), range.why)
    }
}

/// Dates with one more range, each once, in order.
fn with(ranges: Option<Vec<DateRange>>, range: &DateRange) -> Vec<DateRange> {
    let mut ranges = ranges.unwrap_or_default();
    ranges.push(range.clone());
    ranges.sort();
    ranges.dedup();
    ranges
}

/// `NAME` or `NAME=DAYS`.
fn with_days<'a>(flag: &str, text: &'a str) -> Result<(&'a str, Option<u32>), Failure> {
    match text.rsplit_once('=') {
        Some((name, days)) => Ok((name.trim(), Some(count(flag, days)?))),
        None => Ok((text.trim(), None)),
    }
}

fn count(flag: &str, text: &str) -> Result<u32, Failure> {
    let days = text.trim().parse::<u32>().ok().filter(|days| (1..=LONGEST).contains(days));
    days.ok_or_else(|| {
        Failure::value(
            format!("{flag}: '{text}' is no number of days"),
            format!("write a whole number from 1 to {LONGEST}"),
        )
    })
}

/// A strip that stands on a day before a date.
fn shot(production: &Production, before: &Schedule, label: &str, from: Date) -> Result<Unfinished, Failure> {
    let board: &Board = &before.board;
    let strip = find::strip(production, label.trim())?;
    let label = production.strip_label(strip);
    let only = || format!("name strips of days before {}", say::date(from));
    let Some(day) = board.day_of(strip.id).and_then(|at| before.plan.days.get(at)) else {
        return Err(Failure::value(format!("strip {label} lies in the boneyard: it waits for a day anyway"), only()));
    };
    if day.date >= from {
        let message = format!("strip {label} stands on {}, which is still to come", say::date(day.date));
        return Err(Failure::value(message, only()));
    }
    let own = |what: &Happening| matches!(what, Happening::Strip { strip: one, .. } if *one == strip.id);
    let minutes = day.entries.iter().filter(|entry| own(&entry.what)).map(|entry| entry.end.since(entry.start)).sum();
    Ok(Unfinished { strip: strip.id, label, day: day.day, minutes })
}

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

use super::moved::{Gone, Rest, rests};
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
    /// Plan days to their fill all the same: the rest of each stays free for what goes wrong next. It holds until the
    /// shoot is planned again without it
    #[arg(long, requires = "from_day")]
    keep_fill: bool,
}

/// What was understood, before anything is changed.
pub(super) struct Understood {
    /// The first day that may change, and its date.
    day: u32,
    pub(super) from: Date,
    lost: Vec<Lost>,
    unfinished: Vec<Unfinished>,
    keep_fill: bool,
    /// What is left of sets that are lost for good, or whose place is.
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

/// Why what was lost for some days cannot be had, and what was lost without a number of them.
pub(super) const LOST: &str = "lost";
pub(super) const FOR_GOOD: &str = "lost until the end of the shoot";

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
        let from = first_open(production, before, day)?;
        let working = |days: u32, why: &str| {
            let to = production.calendar.working_after(from, days.saturating_sub(1));
            DateRange { from, to, why: why.to_owned() }
        };
        let last = before.plan.days.iter().map(|day| day.date).max().unwrap_or(from);
        let (mut lost, mut gone) = (Vec::new(), Gone::default());
        for text in &self.lose {
            let (what, rest) = text.split_once('=').ok_or_else(|| {
                let hint = "write stage=NAME, place=NAME, set=NAME or equipment=NAME, with =DAYS when it comes back";
                Failure::value(format!("--lose '{text}' does not say what it is"), hint)
            })?;
            let (name, days) = with_days("--lose", rest)?;
            let range = match days {
                Some(days) => working(days, LOST),
                // Days may be added at the end.
                None => DateRange { to: plus_days(last, i64::from(LONGEST)), ..working(1, FOR_GOOD) },
            };
            lost.push(match what.trim().to_lowercase().as_str() {
                "stage" | "place" => {
                    let place = find::place(production, name)?.id;
                    gone.places.extend(days.is_none().then_some(place));
                    Lost::Place(place, range)
                }
                "set" => {
                    let set = find::set(production, name)?.id;
                    gone.sets.extend(days.is_none().then_some(set));
                    Lost::Set(set, range)
                }
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
        Ok(Understood { day, from, lost, unfinished, keep_fill: self.keep_fill, rests })
    }
}

impl Understood {
    /// Writes down what people had been told and what is lost; answers with the words of each change, and the sets that are
    /// built again.
    pub(super) fn write(&self, opened: &mut Opened, issued: &Schedule) -> Result<(Vec<String>, Vec<SetId>), Failure> {
        let told = Told { keep_fill: self.keep_fill, ..Told::by(&opened.production, &issued.plan, self.from) };
        let mut says = Vec::new();
        if let Some(known) = opened.production.told.as_ref().filter(|known| known.from > self.from) {
            let (known, from) = (say::date(known.from), say::date(self.from));
            says.push(format!("what is dated {from} and later is not shot after all; {known} was said before"));
        }
        // Also where it was told before: by it the edit is known as a re-plan, which may change what is shot.
        opened.change_saying(Edit::Production(ProductionChange::Told(Some(told))), String::new())?;
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
            let known = if opened.change(edit)? == NOTHING { " (known already)" } else { "" };
            says.push(lost.says(&opened.production) + known);
        }
        let mut moved = Vec::new();
        for rest in &self.rests {
            moved.extend(rest.write(opened, &mut says)?);
        }
        Ok((says, moved))
    }

    /// The re-plan in one line for the log: `planned again from day 8 as board Plan 2: MAYA ill 2027-03-10..2027-03-11`.
    pub(super) fn says(&self, production: &Production, board: &str) -> String {
        let mut what: Vec<String> = self.lost.iter().map(|lost| lost.in_short(production)).collect();
        if !self.unfinished.is_empty() {
            let labels: Vec<&str> = self.unfinished.iter().map(|one| one.label.as_str()).collect();
            what.push(format!("{} not finished", labels.join(", ")));
        }
        what.extend(self.keep_fill.then(|| "days to their fill".to_owned()));
        let what = if what.is_empty() { String::new() } else { format!(": {}", what.join("; ")) };
        format!("planned again from day {} as board {board}{what}", self.day)
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
    /// The name of what is lost, and for which dates.
    fn parts(&self, production: &Production) -> (String, &DateRange) {
        let (name, range) = match self {
            Self::Place(id, range) => (production.place(*id).map(|place| place.name.clone()), range),
            Self::Set(id, range) => (production.set(*id).map(|set| set.name.clone()), range),
            Self::Element(id, range) => (production.element(*id).map(|element| element.name.clone()), range),
            Self::Person(id, range) => (production.person(*id).map(|person| person.name.clone()), range),
            Self::Weather(range) => (Some("nothing outside can be shot".to_owned()), range),
        };
        (name.unwrap_or_default(), range)
    }

    /// `MAYA ill 2027-03-10..2027-03-11`, `Stage 7 lost for good`.
    fn in_short(&self, production: &Production) -> String {
        let (name, range) = self.parts(production);
        let name = if matches!(self, Self::Weather(_)) { String::new() } else { name + " " };
        let dates = match range.from == range.to {
            _ if range.why == FOR_GOOD => return format!("{name}lost for good"),
            true => range.from.to_string(),
            false => format!("{}..{}", range.from, range.to),
        };
        format!("{name}{} {dates}", range.why)
    }

    fn says(&self, production: &Production) -> String {
        let (name, range) = self.parts(production);
        let until = match range.from == range.to {
            true => format!("on {}", say::date(range.from)),
            false if range.why == FOR_GOOD => format!("from {} on", say::date(range.from)),
            false => format!("{} to {}", say::date(range.from), say::date(range.to)),
        };
        format!("{name} {until}: {}", range.why)
    }
}

/// Dates with one more range, in order. What is lost again for dates on which it is lost already is one range: that for
/// good, where one of them is.
fn with(ranges: Option<Vec<DateRange>>, range: &DateRange) -> Vec<DateRange> {
    let mut ranges = ranges.unwrap_or_default();
    let mut whole = range.clone();
    let lost = |one: &DateRange| one.why == LOST || one.why == FOR_GOOD;
    let same = |one: &DateRange| one.why == range.why || (lost(one) && lost(range));
    let meets = |one: &DateRange| one.from <= range.to && range.from <= one.to;
    for known in ranges.extract_if(.., |one| same(one) && meets(one)) {
        (whole.from, whole.to) = (whole.from.min(known.from), whole.to.max(known.to));
        if known.why == FOR_GOOD {
            whole.why = known.why;
        }
    }
    ranges.push(whole);
    ranges.sort();
    ranges
}

/// The date of the main unit's shooting day with a number. One after the last day of all units is the next working day: there
/// what was not finished is shot on days that are added.
fn first_open(production: &Production, before: &Schedule, day: u32) -> Result<Date, Failure> {
    let main = production.units.first().map(|unit| unit.id);
    let days = || before.plan.days.iter().filter(|one| one.number.is_some());
    let last = days().filter(|one| Some(one.unit) == main).filter_map(|one| one.number).max();
    if last.is_some_and(|last| last.checked_add(1) == Some(day)) && days().all(|one| one.number < Some(day)) {
        let last = before.plan.days.iter().map(|one| one.date).max();
        return Ok(last.map_or(production.calendar.start, |last| production.calendar.working_after(last, 1)));
    }
    let id = find::day(production, &before.board, &DayName { number: day, unit: None })?;
    let from = before.plan.days.iter().find(|one| one.day == id).map(|one| one.date);
    from.ok_or_else(|| Failure::value(format!("day {day} has no date"), "give it one, or name another"))
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

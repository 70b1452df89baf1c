//! The file beside the script: what people know about the production, in TOML, by name. Each entry becomes an edit, so
//! that it replaces the assumption it is about and is refused with line, column, value and way out when it cannot be.

mod nouns;
mod shape;

use std::ops::Range;

use model::calendar::{Date, DateRange, plus_days};
use model::edit::{Edit, Neighbour, Noun, ProductionChange};
use model::ids::PlaceId;
use model::notice::{Notice, Severity};
use model::places::{MoveCost, Place, Position};
use model::production::{Production, WishPrices};
use toml::Spanned;

use self::shape::{Name, RangeSheet, Sheet};
use super::defaults::{MoveTerms, degrees};
use super::found::Wanted;
use super::words::shooting_days;
use crate::ground;

/// Applies the file to a production just founded. What the command line wants goes before what the file says.
pub(super) fn dress(production: &mut Production, text: &str, wanted: &Wanted) -> Result<Vec<Notice>, Notice> {
    let sheet: Sheet = toml::from_str(text).map_err(|error| {
        let (line, column) = place_of(text, error.span().unwrap_or_default());
        let (message, hint) = told(error.message());
        Notice::at(Severity::Error, line, column, message, hint)
    })?;
    Dresser { production, text }.all(sheet, wanted)
}

/// What the reader of TOML says, and the way out.
fn told(error: &str) -> (String, String) {
    let error = error.trim();
    if error.to_lowercase().contains("datetime") {
        return ("this is no date".to_owned(), "write dates without quotes, as 2027-03-01".to_owned());
    }
    let (message, hint) = error.split_once("\nhint: ").unwrap_or((error, HANDBOOK));
    (message.trim().replace('\n', "; "), hint.trim().to_owned())
}

/// Where to read on about the file.
const HANDBOOK: &str = "docs/handbook/production-file.md lists every key with its unit";

/// Line and column, from 1, of the start of a span.
fn place_of(text: &str, span: Range<usize>) -> (u32, u32) {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

struct Dresser<'a> {
    production: &'a mut Production,
    text: &'a str,
}

impl Dresser<'_> {
    fn all(mut self, sheet: Sheet, wanted: &Wanted) -> Result<Vec<Notice>, Notice> {
        self.frame(&sheet, wanted)?;
        self.settings(&sheet)?;
        if !sheet.place.is_empty() {
            self.forget_assumed_places();
        }
        for place in &sheet.place {
            self.place(place)?;
        }
        for set in &sheet.set {
            self.set(set)?;
        }
        if let Some(agreements) = &sheet.agreements {
            self.agreements(agreements)?;
        }
        for unit in &sheet.unit {
            self.unit(unit)?;
        }
        for position in &sheet.crew_positions {
            self.crew_position(position)?;
        }
        for cast in &sheet.cast {
            self.cast(cast)?;
        }
        for element in &sheet.element {
            self.element(element)?;
        }
        for scene in &sheet.scene {
            self.scene(scene)?;
        }
        for relation in &sheet.relation {
            self.relation(relation)?;
        }
        let mut notices = self.forget_unused_places();
        if sheet.agreements.is_some() {
            let way = |field: &str, value: &str| format!("write {field} = \"{value}\" under [agreements]");
            notices.extend(ground::idle(self.production, way));
            let class = |name: &str| format!("write class = \"..\" under the [[cast]] of {name}");
            notices.extend(ground::classless(self.production, class));
            notices.extend(ground::unscaled(self.production, class));
            notices.extend(ground::unknown(self.production));
        }
        Ok(notices)
    }

    fn wrong(&self, span: Range<usize>, message: String, hint: impl Into<String>) -> Notice {
        let (line, column) = place_of(self.text, span);
        Notice::at(Severity::Error, line, column, message, hint)
    }

    fn apply(&mut self, span: Range<usize>, edit: Edit) -> Result<(), Notice> {
        let refused = self.production.apply(edit).err();
        refused.map_or(Ok(()), |refusal| Err(self.wrong(span, refusal.message, refusal.hint)))
    }

    fn date(&self, text: &Spanned<toml::value::Datetime>) -> Result<Date, Notice> {
        let value = text.get_ref();
        let date = match (value.date, value.time) {
            (Some(date), None) => {
                Date::new(i16::try_from(date.year).unwrap_or(0), to_i8(date.month), to_i8(date.day)).ok()
            }
            _ => None,
        };
        date.ok_or_else(|| self.wrong(text.span(), format!("'{value}' is not a date"), "write it as 2027-03-01"))
    }

    fn some_date(&self, text: Option<&Spanned<toml::value::Datetime>>) -> Result<Option<Date>, Notice> {
        text.map(|text| self.date(text)).transpose()
    }

    fn range(&self, sheet: &RangeSheet) -> Result<DateRange, Notice> {
        let from = self.date(&sheet.from)?;
        let to = self.some_date(sheet.to.as_ref())?.unwrap_or(from);
        if to < from {
            let span = sheet.to.as_ref().unwrap_or(&sheet.from).span();
            return Err(self.wrong(span, format!("the range ends {to}, before it begins {from}"), "swap the dates"));
        }
        Ok(DateRange { from, to, why: sheet.why.clone() })
    }

    fn ranges(&self, sheets: &[RangeSheet]) -> Result<Vec<DateRange>, Notice> {
        sheets.iter().map(|sheet| self.range(sheet)).collect()
    }

    fn position(&self, position: Option<&Spanned<[f64; 2]>>) -> Result<Option<Position>, Notice> {
        let Some(position) = position else { return Ok(None) };
        let [lat, lon] = *position.get_ref();
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            let hint = "write [latitude, longitude] in degrees, north and east positive";
            return Err(self.wrong(position.span(), format!("[{lat}, {lon}] is no point on earth"), hint));
        }
        Ok(Some(Position { lat: degrees(lat), lon: degrees(lon) }))
    }

    fn frame(&mut self, sheet: &Sheet, wanted: &Wanted) -> Result<(), Notice> {
        let mut changes = Vec::new();
        if let Some(title) = &sheet.title {
            changes.push((0..0, ProductionChange::Title(title.clone())));
        }
        if let Some(days) = sheet.days.as_ref()
            && let Err(why) = shooting_days(*days.get_ref())
        {
            return Err(self.wrong(days.span(), format!("days = {}: {why}", days.get_ref()), "write 1 to 366"));
        }
        if let Some(currency) = &sheet.currency {
            let (code, span) = (currency.get_ref().to_string(), currency.span());
            if !model::currency::known(&code) {
                return Err(self.wrong(span, format!("there is no currency '{code}'"), model::currency::HINT));
            }
            self.foreign(&code);
            changes.push((span, ProductionChange::Currency(code)));
        }
        if let Some(zone) = &sheet.zone {
            if jiff::tz::TimeZone::get(zone.get_ref()).is_err() {
                let hint = "use an IANA name, such as \"America/Los_Angeles\"";
                return Err(self.wrong(zone.span(), format!("there is no time zone '{}'", zone.get_ref()), hint));
            }
            changes.push((zone.span(), ProductionChange::Zone(zone.get_ref().to_string())));
        }
        if let Some(position) = self.position(sheet.position.as_ref())? {
            changes.push((0..0, ProductionChange::Position(position)));
        }
        if let (Some(days), None) = (&sheet.days, wanted.days) {
            changes.push((days.span(), ProductionChange::Days(Some(*days.get_ref()))));
        }
        let mut calendar = self.production.calendar.clone();
        let prep = model::calendar::days_between(calendar.prep, calendar.start);
        if let (Some(start), None) = (self.some_date(sheet.start.as_ref())?, wanted.start) {
            calendar.start = start;
        }
        let of_calendar = sheet.calendar.as_ref();
        let prep = of_calendar.and_then(|calendar| calendar.prep_days).map_or(prep, i64::from);
        calendar.prep = plus_days(calendar.start, -prep);
        if let Some(said) = of_calendar {
            calendar.week = said.week.map_or(calendar.week, |week| week.0);
            calendar.off = self.ranges(&said.off)?;
            calendar.school_holidays = self.ranges(&said.school_holidays)?;
        }
        let started = sheet.start.is_some() || wanted.start.is_some();
        if started && of_calendar.is_some() {
            changes.push((0..0, ProductionChange::Calendar(calendar)));
        } else {
            // Half of it is still assumed: the assumption stays until start and calendar are both said.
            let about = Edit::Production(ProductionChange::Calendar(calendar.clone())).touches();
            let assumed = self.production.assumptions.iter_mut().find(|one| about.contains(&one.about));
            if let Some(assumption) = assumed.filter(|_| started || of_calendar.is_some()) {
                assumption.text = match started {
                    true => "five-day week, Monday to Friday, no holidays".to_owned(),
                    false => format!("shooting starts {}", calendar.start.strftime("%a %Y-%m-%d")),
                };
            }
            self.production.calendar = calendar;
        }
        if let Some(moves) = &sheet.moves {
            let old = self.production.moves;
            let of = |said: Option<MoveTerms>, old: MoveCost| said.map_or(old, MoveCost::from);
            let moves = model::places::Moves {
                relight: of(moves.relight, old.relight),
                stage_change: of(moves.stage_change, old.stage_change),
                truck: of(moves.truck, old.truck),
                overnight: of(moves.overnight, old.overnight),
            };
            changes.push((0..0, ProductionChange::Moves(moves)));
        }
        for (span, change) in changes {
            self.apply(span, Edit::Production(change))?;
        }
        if let Some(crew) = &sheet.crew {
            let mut unit = self.production.units[0].clone();
            unit.crew_day = crew.day.map_or(unit.crew_day, |day| day.0);
            unit.heads = crew.heads.unwrap_or(unit.heads);
            self.apply(0..0, Edit::Put(Noun::Unit(unit), Neighbour::Last))?;
        }
        Ok(())
    }

    /// Amounts that were assumed in one currency and are taken as they are in another say so.
    fn foreign(&mut self, currency: &str) {
        let production = &mut *self.production;
        if currency == production.currency {
            return;
        }
        let places: Vec<u64> = production.places.iter().map(|place| place.id.0).collect();
        let elements: Vec<u64> = production.elements.iter().map(|element| element.id.0).collect();
        let units: Vec<u64> = production.units.iter().map(|unit| unit.id.0).collect();
        for one in &mut production.assumptions {
            let built = one.about.part == "at" && one.text.contains(", built in ");
            let named = matches!(one.about.part.as_str(), "contract" | "rates" | "moves" | "settings.wishes");
            let whole = [&places, &elements, &units].iter().any(|ids| ids.contains(&one.about.id));
            if built || named || whole {
                one.source += &format!("; the figure was made for {}", production.currency);
            }
        }
    }

    fn settings(&mut self, sheet: &Sheet) -> Result<(), Notice> {
        if sheet.day.is_none() && sheet.wishes.is_none() {
            return Ok(());
        }
        let mut settings = self.production.settings.clone();
        if let Some(day) = &sheet.day {
            settings.planned_day = day.planned.map_or(settings.planned_day, |planned| planned.0);
            settings.fill = day.fill.map_or(settings.fill, |part| part.0);
            settings.max_places = day.max_places.unwrap_or(settings.max_places);
            settings.first_day = day.first_day.map_or(settings.first_day, |part| part.0);
            settings.allow_overtime = day.allow_overtime.unwrap_or(settings.allow_overtime);
            settings.green_interior_nights = day.green_interior_nights.unwrap_or(settings.green_interior_nights);
            settings.twelve_hour_clock = day.twelve_hour_clock.unwrap_or(settings.twelve_hour_clock);
            settings.paper = day.paper.unwrap_or(settings.paper);
        }
        if let Some(wishes) = &sheet.wishes {
            let old = settings.wishes;
            settings.wishes = WishPrices {
                set_split: wishes.set_split.map_or(old.set_split, |money| money.0),
                swing: wishes.swing.map_or(old.swing, |money| money.0),
                out_of_order: wishes.out_of_order.map_or(old.out_of_order, |money| money.0),
                single_scene_call: wishes.single_scene_call.map_or(old.single_scene_call, |money| money.0),
                uncovered_day: wishes.uncovered_day.map_or(old.uncovered_day, |money| money.0),
            };
        }
        self.apply(0..0, Edit::Production(ProductionChange::Settings(settings)))
    }

    /// Places that a person lists replace those that were assumed from headings: sets let go of the assumed ones, which
    /// stay only for sets that the file does not place.
    fn forget_assumed_places(&mut self) {
        for place in &mut self.production.places {
            place.name = format!("{} (assumed)", place.name);
        }
    }

    fn forget_unused_places(&mut self) -> Vec<Notice> {
        let used: Vec<PlaceId> = self.production.sets.iter().flat_map(|set| set.at.iter().copied()).collect();
        let production = &mut *self.production;
        let (stay, go): (Vec<Place>, Vec<Place>) = production
            .places
            .drain(..)
            .partition(|place| used.contains(&place.id) || !place.name.ends_with("(assumed)"));
        production.places = stay;
        production.assumptions.retain(|one| !go.iter().any(|place| place.id.0 == one.about.id));
        let homeless = |set: &&model::places::Set| {
            set.at.iter().any(|id| production.place(*id).is_some_and(|place| place.name.ends_with("(assumed)")))
        };
        let note = |set: &model::places::Set| {
            let hint = format!("add [[set]] name = \"{}\" with at = [..] to the file beside the script", set.name);
            Notice::at(Severity::Note, 0, 0, format!("no place is given for {}", set.name), hint)
        };
        production.sets.iter().filter(homeless).map(note).collect()
    }

    /// The thing of this name, or an error that names those that are spelled nearly so.
    fn find<T: Copy>(&self, what: &str, name: &Name, all: &[(String, T)]) -> Result<T, Notice> {
        let wanted = name.get_ref();
        let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted));
        found.map(|(_, one)| *one).ok_or_else(|| {
            let hint = crate::names::nearest(wanted, all.iter().map(|(known, _)| known.as_str()));
            self.wrong(name.span(), format!("there is no {what} '{wanted}'"), hint)
        })
    }
}

fn to_i8(number: u8) -> i8 {
    i8::try_from(number).unwrap_or(0)
}

//! The file beside the script: what people know about the production, in TOML, by name. Each entry becomes an edit, so
//! that it replaces the assumption it is about and is refused with line, column, value and way out when it cannot be.

use std::ops::Range;

use model::breakdown::{Category, StoryTime};
use model::calendar::{Date, DateRange, Time, plus_days};
use model::edit::{CastChange, Edit, Neighbour, Noun, ProductionChange, SceneChange, SetChange, Touch};
use model::ids::*;
use model::measure::{Minutes, Ratio};
use model::notice::{Notice, Severity};
use model::people::{Contract, DropTerms, Form};
use model::places::{MoveCost, Place, PlaceKind, Position};
use model::production::*;
use serde::Deserialize;
use toml::Spanned;

use super::defaults::{MoveTerms, RateTerms, degrees};
use super::found::{Wanted, split};
use super::words::{Duration, Money, Week};

type Name = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    title: Option<String>,
    start: Option<Spanned<toml::value::Datetime>>,
    days: Option<u32>,
    zone: Option<Name>,
    position: Option<Spanned<[f64; 2]>>,
    currency: Option<String>,
    calendar: Option<CalendarSheet>,
    day: Option<DaySheet>,
    wishes: Option<WishSheet>,
    crew: Option<CrewSheet>,
    moves: Option<MoveSheet>,
    #[serde(default)]
    place: Vec<PlaceSheet>,
    #[serde(default)]
    set: Vec<SetSheet>,
    #[serde(default)]
    cast: Vec<CastSheet>,
    #[serde(default)]
    element: Vec<ElementSheet>,
    #[serde(default)]
    scene: Vec<SceneSheet>,
    #[serde(default)]
    relation: Vec<RelationSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarSheet {
    week: Option<Week>,
    prep_days: Option<u16>,
    #[serde(default)]
    off: Vec<RangeSheet>,
    #[serde(default)]
    school_holidays: Vec<RangeSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RangeSheet {
    from: Spanned<toml::value::Datetime>,
    to: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DaySheet {
    planned: Option<Duration>,
    fill: Option<Ratio>,
    max_places: Option<u32>,
    first_day: Option<Ratio>,
    allow_overtime: Option<bool>,
    green_interior_nights: Option<bool>,
    twelve_hour_clock: Option<bool>,
    paper: Option<PaperSize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WishSheet {
    set_split: Option<Money>,
    swing: Option<Money>,
    out_of_order: Option<Money>,
    single_scene_call: Option<Money>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CrewSheet {
    day: Option<Money>,
    heads: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveSheet {
    relight: Option<MoveTerms>,
    stage_change: Option<MoveTerms>,
    truck: Option<MoveTerms>,
    overnight: Option<MoveTerms>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceSheet {
    name: Name,
    kind: PlaceKind,
    #[serde(default)]
    area: Option<String>,
    position: Option<Spanned<[f64; 2]>>,
    #[serde(default)]
    distant: bool,
    #[serde(default)]
    floor: u32,
    rates: RateTerms,
    load_in: Option<Money>,
    #[serde(default)]
    closed: Vec<RangeSheet>,
    hours: Option<Spanned<[String; 2]>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetSheet {
    name: Name,
    at: Option<Vec<Name>>,
    floor: Option<u32>,
    build: Option<u32>,
    dress: Option<u32>,
    prelight: Option<u32>,
    strike: Option<u32>,
    build_cost: Option<Money>,
    prelight_cost: Option<Money>,
    strike_cost: Option<Money>,
    hold_cost: Option<Money>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CastSheet {
    character: Name,
    artist: Option<String>,
    number: Option<String>,
    form: Option<Form>,
    rate: Option<Money>,
    guarantee: Option<u32>,
    drop_after: Option<u32>,
    drops: Option<u32>,
    travel: Option<Money>,
    makeup: Option<Duration>,
    unmake: Option<Duration>,
    born: Option<Spanned<toml::value::Datetime>>,
    from: Option<Spanned<toml::value::Datetime>>,
    until: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    unavailable: Vec<RangeSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementSheet {
    name: Name,
    category: Option<Name>,
    rate: Option<Money>,
    delivery: Option<Money>,
    available: Option<u32>,
    #[serde(default)]
    scenes: Vec<Name>,
    quantity: Option<u32>,
    #[serde(default)]
    brings: Vec<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SceneSheet {
    number: Name,
    minutes: Option<Duration>,
    low: Option<Duration>,
    high: Option<Duration>,
    setups: Option<u32>,
    parts: Option<u32>,
    time: Option<StoryTime>,
    story_day: Option<String>,
    synopsis: Option<String>,
    #[serde(default)]
    also: Vec<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationSheet {
    kind: RelationWord,
    first: Name,
    second: Name,
    #[serde(default)]
    gap: u32,
    #[serde(default)]
    why: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RelationWord {
    Before,
    SameDay,
    NotSameDay,
}

/// Applies the file to a production just founded. What the command line wants goes before what the file says.
pub(super) fn dress(
    production: &mut Production,
    text: &str,
    wanted: &Wanted,
) -> Result<Vec<Notice>, Notice> {
    let sheet: Sheet = toml::from_str(text).map_err(|error| {
        let (line, column) = place_of(text, error.span().unwrap_or_default());
        let message = error.message().trim().replace('\n', "; ");
        Notice::at(Severity::Error, line, column, message, "the handbook lists every key with its unit")
    })?;
    Dresser { production, text }.all(sheet, wanted)
}

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
        Ok(self.forget_unused_places())
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
        if let Some(currency) = &sheet.currency {
            changes.push((0..0, ProductionChange::Currency(currency.clone())));
        }
        if let Some(zone) = &sheet.zone {
            if jiff::tz::TimeZone::get(zone.get_ref()).is_err() {
                let hint = "use an IANA name, such as \"America/Los_Angeles\"";
                return Err(self.wrong(zone.span(), format!("there is no time zone '{}'", zone.get_ref()), hint));
            }
            changes.push((zone.span(), ProductionChange::Zone(zone.get_ref().clone())));
        }
        if let Some(position) = self.position(sheet.position.as_ref())? {
            changes.push((0..0, ProductionChange::Position(position)));
        }
        if let (Some(days), None) = (sheet.days, wanted.days) {
            changes.push((0..0, ProductionChange::Days(Some(days))));
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
            if let Some(assumption) = assumed {
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

    fn settings(&mut self, sheet: &Sheet) -> Result<(), Notice> {
        if sheet.day.is_none() && sheet.wishes.is_none() {
            return Ok(());
        }
        let mut settings = self.production.settings.clone();
        if let Some(day) = &sheet.day {
            settings.planned_day = day.planned.map_or(settings.planned_day, |planned| planned.0);
            settings.fill = day.fill.unwrap_or(settings.fill);
            settings.max_places = day.max_places.unwrap_or(settings.max_places);
            settings.first_day = day.first_day.unwrap_or(settings.first_day);
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
        let (stay, go): (Vec<Place>, Vec<Place>) =
            production.places.drain(..).partition(|place| used.contains(&place.id) || !place.name.ends_with("(assumed)"));
        production.places = stay;
        production.assumptions.retain(|one| !go.iter().any(|place| place.id.0 == one.about.id));
        let homeless = |set: &&model::places::Set| {
            set.at.iter().any(|id| production.place(*id).is_some_and(|place| place.name.ends_with("(assumed)")))
        };
        let note = |set: &model::places::Set| {
            let hint = format!("add [[set]] name = \"{}\" with at = [..] to the file", set.name);
            Notice::at(Severity::Note, 0, 0, format!("no place is given for {}", set.name), hint)
        };
        production.sets.iter().filter(homeless).map(note).collect()
    }

    fn place(&mut self, sheet: &PlaceSheet) -> Result<(), Notice> {
        let hours = match &sheet.hours {
            None => None,
            Some(hours) => {
                let time = |text: &str| text.parse::<Time>().ok();
                let [open, close] = hours.get_ref();
                let Some(pair) = time(open).zip(time(close)) else {
                    let message = format!("['{open}', '{close}'] are no hours");
                    return Err(self.wrong(hours.span(), message, "write [\"07:00\", \"22:00\"]"));
                };
                Some(pair)
            }
        };
        let id: PlaceId = self.production.fresh();
        let place = Place {
            id,
            name: sheet.name.get_ref().clone(),
            kind: sheet.kind,
            area: sheet.area.clone().unwrap_or_else(|| match sheet.kind {
                PlaceKind::Location => sheet.name.get_ref().clone(),
                _ => "lot".to_owned(),
            }),
            position: self.position(sheet.position.as_ref())?,
            distant: sheet.distant,
            floor: sheet.floor,
            rates: sheet.rates.into(),
            load_in: sheet.load_in.unwrap_or_default().0,
            closed: self.ranges(&sheet.closed)?,
            hours,
        };
        if self.production.places.iter().any(|other| other.name == place.name) {
            let message = format!("there are two places '{}'", place.name);
            return Err(self.wrong(sheet.name.span(), message, "give each place its own name"));
        }
        self.apply(sheet.name.span(), Edit::Put(Noun::Place(place), Neighbour::Last))
    }

    fn set(&mut self, sheet: &SetSheet) -> Result<(), Notice> {
        let sets: Vec<(String, SetId)> = self.production.sets.iter().map(|set| (set.name.clone(), set.id)).collect();
        let id = self.find("set", &sheet.name, &sets)?;
        let span = sheet.name.span();
        if let Some(at) = &sheet.at {
            let places: Vec<(String, PlaceId)> =
                self.production.places.iter().map(|place| (place.name.clone(), place.id)).collect();
            let at = at.iter().map(|name| self.find("place", name, &places)).collect::<Result<Vec<_>, _>>()?;
            let fixed = |change| Edit::Set(id, change);
            // Where a set stands decides what it needs: nothing is built at a real place unless the file says so.
            let built = at.iter().filter_map(|id| self.production.place(*id)).any(|place| {
                matches!(place.kind, PlaceKind::Stage | PlaceKind::Backlot)
            });
            self.apply(span.clone(), fixed(SetChange::At(at)))?;
            if !built {
                self.production.sets.iter_mut().filter(|set| set.id == id).for_each(|set| {
                    (set.floor, set.build_days, set.dress_days, set.prelight_days, set.strike_days) = (0, 0, 0, 0, 0);
                    (set.build_cost, set.prelight_cost) = Default::default();
                    (set.strike_cost, set.hold_cost) = Default::default();
                });
            }
        }
        let changes = [
            sheet.floor.map(SetChange::Floor),
            sheet.build.map(SetChange::BuildDays),
            sheet.dress.map(SetChange::DressDays),
            sheet.prelight.map(SetChange::PrelightDays),
            sheet.strike.map(SetChange::StrikeDays),
            sheet.build_cost.map(|money| SetChange::BuildCost(money.0)),
            sheet.prelight_cost.map(|money| SetChange::PrelightCost(money.0)),
            sheet.strike_cost.map(|money| SetChange::StrikeCost(money.0)),
            sheet.hold_cost.map(|money| SetChange::HoldCost(money.0)),
        ];
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Set(id, change))?;
        }
        Ok(())
    }

    fn cast(&mut self, sheet: &CastSheet) -> Result<(), Notice> {
        let id = self.person(&sheet.character)?;
        let span = sheet.character.span();
        let person = self.production.person(id).cloned().unwrap_or_default();
        let mut changes = vec![
            sheet.number.clone().map(CastChange::Number),
            sheet.artist.clone().map(CastChange::Name),
            sheet.makeup.map(|time| CastChange::Makeup(time.0)),
            sheet.unmake.map(|time| CastChange::Unmake(time.0)),
            self.some_date(sheet.born.as_ref())?.map(|date| CastChange::Born(Some(date))),
            self.some_date(sheet.from.as_ref())?.map(|date| CastChange::From(Some(date))),
            self.some_date(sheet.until.as_ref())?.map(|date| CastChange::Until(Some(date))),
        ];
        if !sheet.unavailable.is_empty() {
            changes.push(Some(CastChange::Unavailable(self.ranges(&sheet.unavailable)?)));
        }
        if sheet.form.is_some() || sheet.rate.is_some() {
            let form = sheet.form.unwrap_or(person.contract.form);
            if form != person.contract.form && sheet.rate.is_none() {
                let message = format!("{} is engaged {} without a rate", sheet.character.get_ref(), form.word());
                return Err(self.wrong(span, message, "add rate = \"..\""));
            }
            let max = sheet.drops.unwrap_or(1);
            changes.push(Some(CastChange::Contract(Contract {
                form,
                rate: sheet.rate.map_or(person.contract.rate, |money| money.0),
                guarantee: sheet.guarantee.unwrap_or(person.contract.guarantee),
                drop: sheet.drop_after.map(|min_gap| DropTerms { min_gap, max }),
                travel: sheet.travel.unwrap_or_default().0,
            })));
        }
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Cast(id, change))?;
        }
        Ok(())
    }

    fn person(&self, name: &Name) -> Result<PersonId, Notice> {
        let played = |one: &model::people::Character| Some((one.name.clone(), one.played_by?));
        let people: Vec<(String, PersonId)> = self.production.characters.iter().filter_map(played).collect();
        self.find("character", name, &people)
    }

    fn scene_named(&self, name: &Name) -> Result<SceneId, Notice> {
        let scenes: Vec<(String, SceneId)> =
            self.production.scenes.iter().map(|scene| (self.production.scene_label(scene), scene.id)).collect();
        self.find("scene", name, &scenes)
    }

    fn element(&mut self, sheet: &ElementSheet) -> Result<(), Notice> {
        let span = sheet.name.span();
        let wanted = sheet.name.get_ref();
        let known = self.production.elements.iter().find(|one| one.name.eq_ignore_ascii_case(wanted)).cloned();
        let mut element = known.unwrap_or_else(|| {
            Element { id: self.production.fresh(), name: wanted.clone(), ..Element::default() }
        });
        if let Some(category) = &sheet.category {
            let found = Category::by_name(category.get_ref());
            let wrong = || {
                let message = format!("there is no breakdown category '{}'", category.get_ref());
                self.wrong(category.span(), message, "such as \"Background Actors\", \"Special Equipment\", \"Stunts\"")
            };
            element.category = found.ok_or_else(wrong)?;
        }
        element.day_rate = sheet.rate.map_or(element.day_rate, |money| money.0);
        element.delivery = sheet.delivery.map_or(element.delivery, |money| money.0);
        element.available = sheet.available.unwrap_or(element.available);
        for name in &sheet.brings {
            let elements: Vec<(String, ElementId)> =
                self.production.elements.iter().map(|one| (one.name.clone(), one.id)).collect();
            element.brings.push(self.find("element", name, &elements)?);
        }
        let id = element.id;
        self.apply(span.clone(), Edit::Put(Noun::Element(element), Neighbour::Last))?;
        for name in &sheet.scenes {
            let scene = self.scene_named(name)?;
            let mut elements = self.production.scene(scene).map_or_else(Vec::new, |scene| scene.elements.clone());
            elements.retain(|one| one.element != id);
            let quantity = sheet.quantity.unwrap_or(1);
            elements.push(ElementUse { element: id, quantity, because: String::new() });
            self.apply(name.span(), Edit::Scene(scene, SceneChange::Elements(elements)))?;
        }
        Ok(())
    }

    fn scene(&mut self, sheet: &SceneSheet) -> Result<(), Notice> {
        let span = sheet.number.span();
        let id = self.scene_named(&sheet.number)?;
        let mut changes = vec![
            sheet.setups.map(|setups| SceneChange::Setups(Some(setups))),
            sheet.time.map(SceneChange::Time),
            sheet.story_day.clone().map(|day| SceneChange::StoryDay(Some(day))),
            sheet.synopsis.clone().map(SceneChange::Synopsis),
        ];
        if let Some(likely) = sheet.minutes.map(|time| time.0) {
            let low = sheet.low.map_or(likely, |time| time.0);
            let high = sheet.high.map_or(likely, |time| time.0);
            if !(Minutes(0) < low && low <= likely && likely <= high) {
                let message = format!("low {low}, likely {likely} and high {high} do not rise");
                return Err(self.wrong(span, message, "give low <= minutes <= high, all above nothing"));
            }
            changes.push(Some(SceneChange::Minutes(Some(TimeSpan { low, likely, high }))));
        }
        if !sheet.also.is_empty() {
            let mut cast = self.production.scene(id).map_or_else(Vec::new, |scene| scene.cast.clone());
            for name in &sheet.also {
                let characters: Vec<(String, CharacterId)> =
                    self.production.characters.iter().map(|one| (one.name.clone(), one.id)).collect();
                let character = self.find("character", name, &characters)?;
                cast.retain(|one| one.character != character);
                cast.push(CastUse { character, voice_only: false });
            }
            changes.push(Some(SceneChange::Cast(cast)));
        }
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Scene(id, change))?;
        }
        if let Some(parts) = sheet.parts {
            split(self.production, id, parts);
            let about = Touch::of(id.0, "minutes");
            self.production.assumptions.retain(|one| one.about != about);
        }
        Ok(())
    }

    fn relation(&mut self, sheet: &RelationSheet) -> Result<(), Notice> {
        let (first, second) = (self.scene_named(&sheet.first)?, self.scene_named(&sheet.second)?);
        let kind = match sheet.kind {
            RelationWord::Before => RelationKind::Before { gap: sheet.gap },
            RelationWord::SameDay => RelationKind::SameDay,
            RelationWord::NotSameDay => RelationKind::NotSameDay,
        };
        let id: RelationId = self.production.fresh();
        let relation = Relation { id, kind, first, second, why: sheet.why.clone() };
        self.apply(sheet.first.span(), Edit::Put(Noun::Relation(relation), Neighbour::Last))
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

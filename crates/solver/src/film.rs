//! A production compiled: the dense problem that is searched, and what stands behind its numbers.

pub(crate) mod alone;
mod answer;
mod days;
mod laid;
mod least;
mod places;
mod relations;
mod what_if;
mod wish;

#[cfg(test)]
mod equality;

pub use answer::solve;
pub use days::days_needed;
pub(crate) use laid::Laid;
pub use least::Bound;
pub use what_if::{Moved, on_each_day, what_if};
pub use wish::{MOST_PINS, MOST_WAYS, Thing, Untried, Wish, forbidden, give_up, in_words, thing};

use std::collections::BTreeMap;

use budget::Pricer;
use clock::Clock;
use model::board::{Board, Item, UnitDay};
use model::calendar::Date;
use model::ids::{DayId, ElementId, PersonId, PlaceId, SetId, StripId, UnitId};
use model::issue::Told;
use model::measure::{Cents, Minutes};
use model::people::CastMember;
use model::places::Place;
use model::plan::LightNeed;
use model::production::{Production, WishPrices, light_need};
use rules::Judge;

use crate::options::Options;
use crate::problem::{DayFacts, Problem, SetFacts, StripFacts};

/// A production under search: everything of it that never changes while its board does.
pub(crate) struct Film<'a> {
    pub(crate) production: &'a Production,
    pub(crate) problem: Problem,
    /// The board to begin with: the given one with the wanted number of days.
    pub(crate) board: Board,
    /// Dates and numbers of its days, and their banners with the positions among the items.
    pub(crate) dates: Vec<Date>,
    pub(crate) numbers: Vec<Option<u32>>,
    pub(crate) banners: Vec<Vec<(usize, Item)>>,
    /// The units of its days: the production's, then those that only the board knows.
    pub(crate) units: Vec<UnitId>,
    /// Strips that a person pinned.
    pinned: Vec<bool>,
    /// The three engines, each compiled for the production once.
    pub(crate) clock: Clock<'a>,
    pub(crate) judge: Judge<'a>,
    pub(crate) pricer: Pricer<'a>,
    /// Wishes of a day, of a unit, and cover for bad weather have a price.
    wishes: bool,
    wishes_of_units: bool,
    wishes_of_weather: bool,
    /// What a new call costs, and the dates for which each person is called already; of dates before `open_from` nobody asks.
    call_price: i64,
    called: Vec<Vec<Date>>,
    open_from: Date,
    /// Some element costs a delivery.
    deliveries: bool,
    strips: BTreeMap<StripId, usize>,
    sets: BTreeMap<SetId, usize>,
    persons: BTreeMap<PersonId, usize>,
    places: BTreeMap<PlaceId, usize>,
    elements: BTreeMap<ElementId, usize>,
}

impl<'a> Film<'a> {
    /// Compiles a production and its given board.
    pub(crate) fn new(production: &'a Production, given: &Board, options: &Options) -> Self {
        let shooting = given.days.iter().filter(|day| day.kind.shoots()).count();
        let wanted = options.days.or(match shooting {
            0 => Some(production.settings.days.unwrap_or_else(|| days_needed(production))),
            _ => None,
        });
        let locked_before = first_open(given, production, options.from_day);
        let (board, back) = with_days(production, given, wanted, locked_before);
        let dates = board.dates(&production.calendar);
        let mut units: Vec<UnitId> = production.units.iter().map(|unit| unit.id).collect();
        for day in &board.days {
            if !units.contains(&day.unit) {
                units.push(day.unit);
            }
        }
        let WishPrices { set_split, swing, out_of_order, single_scene_call, uncovered_day } =
            production.settings.wishes;
        let mut film = Self {
            production,
            numbers: board.numbers(),
            banners: board.days.iter().map(banners).collect(),
            units,
            pinned: Vec::new(),
            clock: Clock::new(production),
            judge: Judge::new(production),
            pricer: Pricer::new(production),
            wishes: single_scene_call != Cents::ZERO,
            wishes_of_units: [set_split, swing, out_of_order].iter().any(|&price| price != Cents::ZERO),
            wishes_of_weather: uncovered_day != Cents::ZERO,
            call_price: options.change.0.max(0),
            called: called(production, given, options),
            open_from: locked_before.unwrap_or(Date::MIN),
            deliveries: production.elements.iter().any(|element| element.delivery != Cents::ZERO),
            strips: indices(production.strips.iter().map(|strip| strip.id)),
            sets: indices(production.sets.iter().map(|set| set.id)),
            persons: indices(production.cast.iter().map(|person| person.id)),
            places: indices(production.places.iter().map(|place| place.id)),
            elements: indices(production.elements.iter().map(|element| element.id)),
            problem: Problem::default(),
            dates,
            board,
        };
        film.compile(&back, locked_before, options);
        film
    }

    /// The dense problem.
    fn compile(&mut self, back: &BTreeMap<StripId, DayId>, locked_before: Option<Date>, options: &Options) {
        let (production, board) = (self.production, &self.board);
        let unit = |day: &UnitDay| self.units.iter().position(|&unit| unit == day.unit).unwrap_or(0);
        let facts = |(index, day): (usize, &UnitDay)| DayFacts {
            open: day.kind.shoots() && locked_before.is_none_or(|from| self.dates[index] >= from),
            unit: unit(day),
            week: week(self.dates[index]),
            given: Vec::new(),
            strips: Vec::new(),
            shift: day.shift,
        };
        let mut days: Vec<DayFacts> = board.days.iter().enumerate().map(facts).collect();
        let mut strips = self.strips(back, &days);
        let mut placed = vec![false; strips.len()];
        let mut pinned = placed.clone();
        for (index, day) in board.days.iter().enumerate() {
            for one in day.strips() {
                let Some(strip) = self.strip(one.strip).filter(|&strip| !std::mem::replace(&mut placed[strip], true))
                else {
                    continue;
                };
                days[index].strips.push(strip);
                pinned[strip] = one.pinned;
                strips[strip].fixed = one.pinned || !days[index].open;
            }
        }
        days.iter_mut().for_each(|day| day.given.clone_from(&day.strips));
        let omitted = |strip: &model::production::Strip| production.scene_of(strip.id).is_some_and(|one| one.omitted);
        for (strip, facts) in production.strips.iter().zip(&mut strips) {
            facts.omitted =
                omitted(strip) && !board.days.iter().any(|day| day.strips().any(|one| one.strip == strip.id));
        }
        let sets: Vec<SetFacts> = production.sets.iter().map(|set| self.set(set)).collect();
        self.pinned = pinned;
        let room = production.day_cap().0;
        let most = match production.settings.allow_overtime {
            true => production.rulebook.crew.max_elapsed.0.max(room),
            false => room,
        };
        self.problem = Problem {
            free: (0..strips.len()).filter(|&one| !strips[one].fixed && !strips[one].omitted).collect(),
            open: (0..days.len()).filter(|&day| days[day].open).collect(),
            choices: (0..sets.len()).filter(|&set| sets[set].at.len() > 1).collect(),
            strips,
            sets,
            days,
            ordered: true,
            units: self.units.len(),
            persons: production.cast.len(),
            elements: production.elements.len(),
            room,
            most,
            nights: usize::try_from(production.rulebook.runs.nights).unwrap_or(usize::MAX),
            change_price: options.change.0.max(0) / 10,
        };
    }

    /// How many of the dates, in order, are news to a person who is called on them.
    pub(crate) fn news(&self, person: usize, dates: impl Iterator<Item = Date>) -> i64 {
        let Some(called) = self.called.get(person) else { return 0 };
        let (mut count, mut last) = (0, None);
        for date in dates.filter(|date| *date >= self.open_from) {
            if last.replace(date) != Some(date) && called.binary_search(&date).is_err() {
                count += 1;
            }
        }
        count
    }

    /// Takes from the first board every free strip that cannot be shot on its day, so that it is placed anew.
    pub(crate) fn take_off(&mut self) {
        let strips = &self.problem.strips;
        for &day in &self.problem.open {
            self.problem.days[day].strips.retain(|&strip| strips[strip].fixed || strips[strip].can[day]);
        }
    }

    /// The index of a strip.
    pub(crate) fn strip(&self, id: StripId) -> Option<usize> {
        self.strips.get(&id).copied()
    }

    /// The place with an index.
    pub(crate) fn place(&self, place: usize) -> PlaceId {
        self.production.places[place].id
    }

    fn set(&self, set: &model::places::Set) -> SetFacts {
        let index = |place: &PlaceId| self.places.get(place).copied();
        let stands_at = self.production.place_of(&self.board, set.id).and_then(|place| index(&place));
        SetFacts { at: set.at.iter().filter_map(index).collect(), stands_at }
    }

    /// Strips in the order of the document.
    fn strips(&self, back: &BTreeMap<StripId, DayId>, days: &[DayFacts]) -> Vec<StripFacts> {
        let production = self.production;
        let scenes = indices(production.scenes.iter().map(|scene| scene.id));
        let on_board = indices(self.board.days.iter().map(|day| day.id));
        let absent = |person: &CastMember| self.dates.iter().map(|&date| person.absence(date).is_some()).collect();
        let absent: Vec<Vec<bool>> = production.cast.iter().map(absent).collect();
        let first = self.dates.first().copied().unwrap_or(production.calendar.start);
        let facts = |(order, strip): (usize, &model::production::Strip)| {
            let scene = strip.scene.and_then(|id| production.scene(id));
            let called = scene.map(|scene| production.called(scene)).unwrap_or_default();
            let cast: Vec<usize> = called.iter().filter_map(|person| self.persons.get(person).copied()).collect();
            let places: Vec<&Place> = scene
                .and_then(|scene| production.set(scene.set))
                .map(|set| set.at.iter().filter_map(|&place| production.place(place)).collect())
                .unwrap_or_default();
            let can = (0..days.len()).map(|day| {
                let open = |place: &&Place| place.closure(self.dates[day]).is_none();
                days[day].open
                    && cast.iter().all(|&person| !absent[person][day])
                    && (places.is_empty() || places.iter().any(open))
            });
            let light = |place: &Place| scene.map_or(LightNeed::Any, |scene| light_need(scene, Some(place)));
            StripFacts {
                set: scene.and_then(|scene| self.sets.get(&scene.set).copied()),
                light: production.places.iter().map(light).collect(),
                load: clock::estimate(production, strip).span.likely.max(Minutes(1)).0,
                story: scene.and_then(|scene| scenes.get(&scene.id).copied()).unwrap_or(order),
                minor: cast.iter().any(|&one| {
                    let age = production.cast[one].age_on(first);
                    age.is_some_and(|age| production.rulebook.minors.band(age).is_some())
                }),
                can: can.collect(),
                cast,
                fixed: false,
                omitted: false,
                given: back.get(&strip.id).and_then(|day| on_board.get(day).copied()),
            }
        };
        production.strips.iter().enumerate().map(facts).collect()
    }
}

/// The dates for which each person is called already, in order of the document; nothing when new calls cost nothing.
fn called(production: &Production, given: &Board, options: &Options) -> Vec<Vec<Date>> {
    if options.change <= Cents::ZERO {
        return Vec::new();
    }
    let told = production.told.clone().filter(|_| options.from_day.is_some());
    let told = told.unwrap_or_else(|| Told::by(production, &clock::lay(production, given), production.calendar.start));
    production.cast.iter().map(|person| told.calls.get(&person.id).cloned().unwrap_or_default()).collect()
}

/// Where identities lie in a list; of two alike the last.
fn indices<I: Ord>(ids: impl Iterator<Item = I>) -> BTreeMap<I, usize> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

/// The date from which days may change: that of the main unit's day with the wanted number, or the day after the last.
fn first_open(given: &Board, production: &Production, from_day: Option<u32>) -> Option<Date> {
    let from = from_day?;
    let (dates, numbers) = (given.dates(&production.calendar), given.numbers());
    let main = production.units.first().map(|unit| unit.id);
    let wanted =
        |(day, number): (&UnitDay, &Option<u32>)| Some(day.unit) == main && number.is_some_and(|number| number >= from);
    let first = given.days.iter().zip(&numbers).position(wanted);
    match first {
        Some(index) => dates.get(index).copied(),
        None => dates.iter().max().map(|&last| model::calendar::plus_days(last, 1)),
    }
}

/// The given board with as many shooting days of its main unit as wanted. Days are added at the end and taken from the
/// end; a day that is locked, dated or holds a pin is never taken. Also tells each strip's day on the given board.
fn with_days(
    production: &Production,
    given: &Board,
    wanted: Option<u32>,
    locked_before: Option<Date>,
) -> (Board, BTreeMap<StripId, DayId>) {
    let mut back = BTreeMap::new();
    for day in &given.days {
        for placed in day.strips() {
            back.entry(placed.strip).or_insert(day.id);
        }
    }
    let mut board = given.clone();
    let Some(wanted) = wanted else { return (board, back) };
    let main = production.units.first().map(|unit| unit.id).unwrap_or_default();
    let count = |board: &Board| board.days.iter().filter(|day| day.kind.shoots() && day.unit == main).count();
    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX).min(3_000);
    let mut next = production.next_id;
    while count(&board) < wanted {
        board.days.push(UnitDay { id: DayId(next), unit: main, ..UnitDay::default() });
        next += 1;
    }
    let dates = board.dates(&production.calendar);
    for index in (0..board.days.len()).rev() {
        if count(&board) <= wanted {
            break;
        }
        let day = &board.days[index];
        let stays = day.date.is_some()
            || day.strips().any(|placed| placed.pinned)
            || locked_before.is_some_and(|from| dates[index] < from);
        if day.kind.shoots() && day.unit == main && !stays {
            let day = board.days.remove(index);
            board.boneyard.extend(day.strips().map(|placed| placed.strip));
        }
    }
    (board, back)
}

fn banners(day: &UnitDay) -> Vec<(usize, Item)> {
    let banner = |(_, item): &(usize, &Item)| matches!(item, Item::Banner { .. });
    day.items.iter().enumerate().filter(banner).map(|(position, item)| (position, item.clone())).collect()
}

/// The number of the calendar week, Monday first.
fn week(date: Date) -> i64 {
    let monday = jiff::civil::date(1970, 1, 5);
    model::calendar::days_between(monday, date).div_euclid(7)
}

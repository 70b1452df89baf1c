//! The production compiled to dense numbers: what each strip needs, which days there are, and what may stand where.

use std::collections::BTreeMap;

use model::board::{Board, Item, UnitDay};
use model::calendar::Date;
use model::ids::{DayId, PersonId, PlaceId, SetId, StripId};
use model::measure::{Cents, Minutes};
use model::plan::LightNeed;
use model::production::{Production, light_need};

use crate::options::Options;

/// Everything of a production that never changes while its board is searched.
pub(crate) struct Problem<'a> {
    pub(crate) production: &'a Production,
    /// Strips in the order of the document.
    pub(crate) strips: Vec<StripFacts>,
    /// Sets in the order of the document.
    pub(crate) sets: Vec<SetFacts>,
    /// Persons in board order.
    pub(crate) persons: Vec<PersonId>,
    /// Days of the board, in its order.
    pub(crate) days: Vec<DayFacts>,
    /// The board to begin with: the given one with the wanted number of days.
    pub(crate) board: Board,
    /// Minutes that strips and moves may fill on a day.
    pub(crate) room: i64,
    /// Indices of the days that the search may fill.
    pub(crate) open: Vec<usize>,
    /// Indices of the strips that the search may move.
    pub(crate) free: Vec<usize>,
    /// Indices of the sets that more than one place can hold.
    pub(crate) choices: Vec<usize>,
    /// Omitted strips of the boneyard, which stay there.
    pub(crate) omitted: Vec<StripId>,
    /// Some element costs a delivery.
    pub(crate) deliveries: bool,
    /// Price in cents of a strip whose day changes against the given board.
    pub(crate) change_price: i64,
    strip_index: BTreeMap<StripId, usize>,
}

/// What the search knows of a strip.
pub(crate) struct StripFacts {
    pub(crate) id: StripId,
    /// Its set, by index.
    pub(crate) set: Option<usize>,
    /// The light it needs at each place, by place.
    pub(crate) light: BTreeMap<PlaceId, LightNeed>,
    /// Likely time in minutes.
    pub(crate) load: i64,
    /// Who is called for it, by index.
    pub(crate) cast: Vec<usize>,
    /// Where it comes in the script.
    pub(crate) story: usize,
    /// A minor is in it.
    pub(crate) minor: bool,
    /// A person pinned it to its day, or its day is locked.
    pub(crate) fixed: bool,
    /// A person pinned it to its day.
    pub(crate) pinned: bool,
    /// Its day on the given board.
    pub(crate) given: Option<usize>,
    /// Days on which its cast can come and its place is open, by day.
    pub(crate) can: Vec<bool>,
}

/// What the search knows of a set.
pub(crate) struct SetFacts {
    pub(crate) id: SetId,
    /// Places that can hold it.
    pub(crate) at: Vec<PlaceId>,
}

/// What the search knows of a unit-day.
pub(crate) struct DayFacts {
    pub(crate) date: Date,
    pub(crate) number: Option<u32>,
    /// Strips may come and go.
    pub(crate) open: bool,
    /// Banners with their positions among the items.
    pub(crate) banners: Vec<(usize, Item)>,
    /// Calendar week since the start of the era, for blocks of nights.
    pub(crate) week: i64,
}

impl<'a> Problem<'a> {
    /// Compiles a production and its given board.
    pub(crate) fn new(production: &'a Production, given: &Board, options: &Options) -> Self {
        let shooting = given.days.iter().filter(|day| day.kind.shoots()).count();
        let wanted = options.days.or(match shooting {
            0 => Some(production.settings.days.unwrap_or_else(|| crate::days_needed(production))),
            _ => None,
        });
        let locked_before = first_open(given, production, options.from_day);
        let (board, back) = with_days(production, given, wanted, locked_before);
        let dates = board.dates(&production.calendar);
        let numbers = board.numbers();
        let days: Vec<DayFacts> = (0..board.days.len())
            .map(|index| DayFacts {
                date: dates[index],
                number: numbers[index],
                open: board.days[index].kind.shoots() && locked_before.is_none_or(|from| dates[index] >= from),
                banners: banners(&board.days[index]),
                week: week(dates[index]),
            })
            .collect();
        let strips = strips(production, &board, &back, &days);
        let sets = sets(production);
        let strip_index: BTreeMap<StripId, usize> = strips.iter().enumerate().map(|(i, strip)| (strip.id, i)).collect();
        let omitted = |strip: &StripId| production.scene_of(*strip).is_some_and(|scene| scene.omitted);
        let on_day: Vec<StripId> = board.days.iter().flat_map(|day| day.strips().map(|placed| placed.strip)).collect();
        let left_out: Vec<StripId> = production
            .strips
            .iter()
            .map(|strip| strip.id)
            .filter(|strip| omitted(strip) && !on_day.contains(strip))
            .collect();
        let free = (0..strips.len()).filter(|&one| !strips[one].fixed && !left_out.contains(&strips[one].id)).collect();
        let open = (0..days.len()).filter(|&day| days[day].open).collect();
        Self {
            production,
            choices: (0..sets.len()).filter(|&set| sets[set].at.len() > 1).collect(),
            sets,
            persons: production.cast.iter().map(|person| person.id).collect(),
            open,
            free,
            omitted: left_out,
            days,
            board,
            deliveries: production.elements.iter().any(|element| element.delivery != Cents::ZERO),
            change_price: options.change.0.max(0),
            room: production.settings.fill.of(production.settings.planned_day.0),
            strips,
            strip_index,
        }
    }

    /// The index of a strip.
    pub(crate) fn strip(&self, id: StripId) -> Option<usize> {
        self.strip_index.get(&id).copied()
    }
}

/// The date from which days may change: that of the first unit-day with the wanted number, or the day after the last.
fn first_open(given: &Board, production: &Production, from_day: Option<u32>) -> Option<Date> {
    let from = from_day?;
    let (dates, numbers) = (given.dates(&production.calendar), given.numbers());
    let first = numbers.iter().position(|number| number.is_some_and(|number| number >= from));
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

fn strips(
    production: &Production,
    board: &Board,
    back: &BTreeMap<StripId, DayId>,
    days: &[DayFacts],
) -> Vec<StripFacts> {
    let scene_order: BTreeMap<_, _> = production.scenes.iter().enumerate().map(|(i, scene)| (scene.id, i)).collect();
    let set_index: BTreeMap<_, _> = production.sets.iter().enumerate().map(|(i, set)| (set.id, i)).collect();
    let person_index: BTreeMap<_, _> = production.cast.iter().enumerate().map(|(i, one)| (one.id, i)).collect();
    let day_index: BTreeMap<DayId, usize> = board.days.iter().enumerate().map(|(i, day)| (day.id, i)).collect();
    let mut fixed: BTreeMap<StripId, (bool, bool)> = BTreeMap::new();
    for (day, facts) in board.days.iter().zip(days) {
        for placed in day.strips() {
            fixed.entry(placed.strip).or_insert((placed.pinned, facts.open));
        }
    }
    let absent: Vec<Vec<bool>> = production
        .cast
        .iter()
        .map(|person| days.iter().map(|day| person.absence(day.date).is_some()).collect())
        .collect();
    let facts = |(order, strip): (usize, &model::production::Strip)| {
        let scene = strip.scene.and_then(|id| production.scene(id));
        let called = scene.map(|scene| production.called(scene)).unwrap_or_default();
        let cast: Vec<usize> = called.iter().filter_map(|person| person_index.get(person).copied()).collect();
        let places: Vec<_> = scene
            .and_then(|scene| production.set(scene.set))
            .map(|set| set.at.iter().filter_map(|&place| production.place(place)).collect())
            .unwrap_or_default();
        let can = (0..days.len())
            .map(|day| {
                let open = |place: &&model::places::Place| place.closure(days[day].date).is_none();
                days[day].open
                    && cast.iter().all(|&person| !absent[person][day])
                    && (places.is_empty() || places.iter().any(open))
            })
            .collect();
        let first = days.first().map(|day| day.date).unwrap_or(production.calendar.start);
        StripFacts {
            id: strip.id,
            set: scene.and_then(|scene| set_index.get(&scene.set).copied()),
            light: scene.map_or(BTreeMap::new(), |scene| {
                production
                    .places
                    .iter()
                    .map(|place| (place.id, light_need(scene, Some(place))))
                    .collect::<BTreeMap<_, _>>()
            }),
            load: clock::estimate(production, strip).span.likely.max(Minutes(1)).0,
            story: scene.and_then(|scene| scene_order.get(&scene.id).copied()).unwrap_or(order),
            minor: cast.iter().any(|&one| {
                let age = production.cast[one].age_on(first);
                age.is_some_and(|age| production.rulebook.minors.band(age).is_some())
            }),
            cast,
            pinned: fixed.get(&strip.id).is_some_and(|&(pinned, _)| pinned),
            fixed: fixed.get(&strip.id).is_some_and(|&(pinned, open)| pinned || !open),
            given: back.get(&strip.id).and_then(|day| day_index.get(day).copied()),
            can,
        }
    };
    production.strips.iter().enumerate().map(facts).collect()
}

fn sets(production: &Production) -> Vec<SetFacts> {
    let known = |place: &PlaceId| production.place(*place).is_some();
    let facts = |set: &model::places::Set| SetFacts { id: set.id, at: set.at.iter().copied().filter(known).collect() };
    production.sets.iter().map(facts).collect()
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

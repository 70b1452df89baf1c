//! Generated productions of any size with a planted legal board, for tests, examples and measurements.

use model::board::{Board, Item, Placed, Shift, UnitDay};
use model::breakdown::{Category, IntExt, StoryTime};
use model::calendar::{Calendar, DateRange, plus_days};
use model::ids::*;
use model::measure::{Cents, Eighths, Minutes};
use model::people::{CastMember, Character, Contract, DropTerms, Form};
use model::places::{DayRates, Place, PlaceKind, Set};
use model::production::*;

use crate::chance::Chance;

mod agreed;

pub use agreed::agreed;

/// Days of which the last two are nights, so that a day off comes between the last night and the next day.
const NIGHTS_END_EVERY: usize = 10;

/// A production of about `scenes` scenes, and the board from which it was made: its days hold what a planned day holds,
/// its nights end weeks, its cast can come when it works there. All strips of the production lie in its own boneyard.
pub fn generated(seed: u64, scenes: usize) -> (Production, Board) {
    peopled(seed, scenes, (scenes / 5).clamp(8, 40))
}

/// The same with so many in its cast. The more there are, the more of them work on a day.
pub fn peopled(seed: u64, scenes: usize, people: usize) -> (Production, Board) {
    let mut chance = Chance::new(seed, 0, 0);
    let mut production = model::sample::empty();
    production.title = format!("Generated {seed}");
    production.calendar = Calendar::five_day(jiff::civil::date(2027, 3, 1), 63);
    let unit = production.fresh();
    production.units.push(Unit { id: unit, name: "main".to_owned(), crew_day: Cents(5_000_000), heads: 60 });
    let places = places(&mut production);
    let cast = cast(&mut production, people, &mut chance);
    let crowd = crowd(&mut production);
    let mut board = Board { id: production.fresh(), name: "Planted".to_owned(), ..Board::default() };
    let room = production.settings.fill.of(production.settings.planned_day.0);
    let mut made = 0;
    while made < scenes {
        // One place for one to three days in a row, with one set on each or one for all of them.
        let night = board.days.len() % NIGHTS_END_EVERY >= NIGHTS_END_EVERY - 2;
        let kinds = if night { &places[3..6] } else { &places[..] };
        let Some(&(place, kind)) = chance.pick(kinds) else { break };
        let mut set = set(&mut production, place, kind, &mut chance);
        for _ in 0..1 + chance.below(3) {
            let position = board.days.len() % NIGHTS_END_EVERY;
            if made >= scenes || (position >= NIGHTS_END_EVERY - 2) != night {
                break;
            }
            if chance.one_in(4) {
                set = self::set(&mut production, place, kind, &mut chance);
            }
            let company = (people / 12).max(3) + chance.below((people / 10).max(4));
            let company: Vec<usize> = (0..company).map(|_| chance.below(cast.len())).collect();
            let strips = day(&mut production, set, kind, night, &company, &cast, crowd, room, &mut chance);
            made += strips.len();
            let items = strips.into_iter().map(|strip| Item::Strip(Placed { strip, pinned: false })).collect();
            let shift = if night { Shift::Night } else { Shift::Day };
            board.days.push(UnitDay { id: production.fresh(), unit, shift, items, ..UnitDay::default() });
        }
    }
    windows(&mut production, &board, &mut chance);
    script_order(&mut production, &mut chance);
    production.settings.days = u32::try_from(board.days.len()).ok();
    let boneyard = production.strips.iter().map(|strip| strip.id).collect();
    let empty = Board { id: production.fresh(), name: "Empty".to_owned(), boneyard, ..Board::default() };
    production.active = Some(empty.id);
    production.boards.push(empty);
    (production, board)
}

fn places(production: &mut Production) -> Vec<(PlaceId, PlaceKind)> {
    use PlaceKind::{Backlot, Location, Practical, Stage};
    let all = [
        ("Stage 1", Stage, "lot"),
        ("Stage 2", Stage, "lot"),
        ("Office Block", Practical, "lot"),
        ("Old Street", Backlot, "lot"),
        ("New Street", Backlot, "lot"),
        ("Harbour", Location, "coast"),
        ("Stage 3", Stage, "lot"),
    ];
    let mut places = Vec::new();
    for (name, kind, area) in all {
        let id = production.fresh();
        let rates = DayRates { prep: Cents(60_000), shoot: Cents(100_000), hold: Cents(30_000), strike: Cents(60_000) };
        production.places.push(Place {
            id,
            name: name.to_owned(),
            kind,
            area: area.to_owned(),
            rates,
            floor: if kind == Stage { 30_000 } else { 0 },
            load_in: Cents(200_000),
            ..Place::default()
        });
        places.push((id, kind));
    }
    places
}

fn set(production: &mut Production, place: PlaceId, kind: PlaceKind, chance: &mut Chance) -> SetId {
    let id = production.fresh();
    let built = u32::from(matches!(kind, PlaceKind::Stage | PlaceKind::Backlot));
    let build_days = built * u32::try_from(1 + chance.below(4)).unwrap_or(1);
    let mut at = vec![place];
    if kind == PlaceKind::Stage && chance.one_in(2) {
        at.extend(production.places.iter().filter(|one| one.kind == kind && one.id != place).map(|one| one.id));
    }
    production.sets.push(Set {
        id,
        name: format!("SET {}", production.sets.len() + 1),
        at,
        floor: 2_000,
        build_days,
        prelight_days: built,
        strike_days: built,
        build_cost: Cents(800_000) * i64::from(build_days),
        strike_cost: Cents(100_000),
        hold_cost: Cents(20_000),
        ..Set::default()
    });
    id
}

/// Cast by importance: every fourth weekly, the others by the day with drop and pick-up; the last one is ten years old.
fn cast(production: &mut Production, count: usize, chance: &mut Chance) -> Vec<CharacterId> {
    let mut cast = Vec::new();
    for index in 0..count {
        let (character, person) = (production.fresh(), production.fresh());
        let name = format!("PART {}", index + 1);
        production.characters.push(Character { id: character, name: name.clone(), played_by: Some(person) });
        let weekly = index % 4 == 0;
        let rate = i64::try_from(1 + chance.below(4)).unwrap_or(1) * if weekly { 500_000 } else { 60_000 };
        production.cast.push(CastMember {
            id: person,
            number: (index + 1).to_string(),
            name,
            born: (index + 1 == count).then(|| jiff::civil::date(2016, 5, 1)),
            contract: Contract {
                form: if weekly { Form::Weekly } else { Form::Daily },
                rate: Cents(rate),
                guarantee: 1,
                drop: (!weekly).then_some(DropTerms { min_gap: 10, max: 1 }),
                travel: Cents(20_000),
                ..Contract::default()
            },
            makeup: Minutes(45),
            unmake: Minutes(15),
            ..CastMember::default()
        });
        cast.push(character);
    }
    cast
}

fn crowd(production: &mut Production) -> ElementId {
    let id = production.fresh();
    let (category, name) = (Category::CROWD, "PASSERS-BY".to_owned());
    production.elements.push(Element { id, category, name, day_rate: Cents(20_000), ..Element::default() });
    id
}

/// The strips of one planted day: scenes of one set with the day's company until the planned day is full.
#[expect(clippy::too_many_arguments, reason = "the generator's whole state, in one call")]
fn day(
    production: &mut Production,
    set: SetId,
    kind: PlaceKind,
    night: bool,
    company: &[usize],
    cast: &[CharacterId],
    crowd: ElementId,
    room: i64,
    chance: &mut Chance,
) -> Vec<StripId> {
    let mut strips = Vec::new();
    let mut load = 0;
    // Two hours less by night: the dark is shorter than a planned day.
    let room = if night { room - 120 } else { room };
    loop {
        let int_ext = match kind {
            PlaceKind::Stage | PlaceKind::Practical => IntExt::Int,
            PlaceKind::Backlot | PlaceKind::Location => IntExt::Ext,
        };
        let time = match kind {
            _ if night => StoryTime::Night,
            PlaceKind::Stage if chance.one_in(3) => StoryTime::Night,
            _ => StoryTime::Day,
        };
        let mut players: Vec<usize> = company.iter().copied().filter(|_| chance.one_in(2)).collect();
        players.extend(chance.pick(company));
        // The child is in no night scene and only in the first scene of a day.
        players.retain(|&player| player + 1 < cast.len() || (!night && strips.is_empty()));
        players.sort_unstable();
        players.dedup();
        let id = production.fresh();
        let eighths = Eighths(i64::try_from(2 + chance.below(10)).unwrap_or(2));
        production.scenes.push(Scene {
            id,
            int_ext,
            set,
            time,
            eighths,
            cast: players.iter().map(|&one| CastUse::entered(cast[one])).collect(),
            elements: match int_ext == IntExt::Ext && chance.one_in(3) {
                true => vec![ElementUse::entered(crowd, 15)],
                false => Vec::new(),
            },
            ..Scene::default()
        });
        let strip = Strip { id: production.fresh(), scene: Some(id), eighths, ..Strip::default() };
        let minutes = clock::estimate(production, &strip).span.likely.0 + production.moves.relight.minutes.0;
        if !strips.is_empty() && load + minutes > room {
            production.scenes.pop();
            return strips;
        }
        load += minutes;
        strips.push(strip.id);
        production.strips.push(strip);
    }
}

/// Every third cast member can come only from some days before the first planted day of work to some days after the last.
fn windows(production: &mut Production, board: &Board, chance: &mut Chance) {
    let dates = board.dates(&production.calendar);
    for index in (0..production.cast.len()).filter(|index| index % 3 == 1) {
        let person = production.cast[index].id;
        let works = |day: &UnitDay| {
            day.strips()
                .filter_map(|one| production.scene_of(one.strip))
                .any(|scene| production.called(scene).contains(&person))
        };
        let worked: Vec<_> =
            board.days.iter().zip(&dates).filter(|(day, _)| works(day)).map(|(_, &date)| date).collect();
        let (Some(&first), Some(&last)) = (worked.first(), worked.last()) else { continue };
        let margin = i64::try_from(7 + chance.below(14)).unwrap_or(7);
        let member = &mut production.cast[index];
        member.from = Some(plus_days(first, -margin));
        let away = DateRange {
            from: plus_days(last, margin),
            to: plus_days(last, margin + 400),
            why: "another film".to_owned(),
        };
        member.unavailable.push(away);
    }
}

/// Puts the scenes into a script's order, which is never the order in which they are shot.
fn script_order(production: &mut Production, chance: &mut Chance) {
    chance.shuffle(&mut production.scenes);
    let mut page = 0;
    for index in 0..production.scenes.len() {
        let set = production.set(production.scenes[index].set).map_or(String::new(), |set| set.name.clone());
        let scene = &mut production.scenes[index];
        scene.number = (index + 1).to_string();
        scene.heading = format!("{}. {set} - {}", scene.int_ext.word(), scene.time.word());
        page += scene.eighths.0;
        scene.page = u32::try_from(1 + page / 8).unwrap_or(1);
    }
    let order: std::collections::BTreeMap<_, _> =
        production.scenes.iter().enumerate().map(|(at, scene)| (Some(scene.id), at)).collect();
    production.strips.sort_by_key(|strip| order.get(&strip.scene).copied());
}

//! A small whole production for tests and examples: a stage, a backlot street and a location, six people, twelve scenes.

use crate::board::{Board, Item, Placed, Shift, UnitDay};
use crate::breakdown::{Category, IntExt, StoryTime};
use crate::budget::Budget;
use crate::calendar::Calendar;
use crate::ids::*;
use crate::measure::{Cents, Eighths, Minutes, Ratio};
use crate::people::{CastMember, Character, Contract, DropTerms, Form};
use crate::places::{DayRates, MoveCost, Moves, Place, PlaceKind, Position, Set};
use crate::production::*;
use crate::rulebook::TimeFactors;

/// The built-in house rules as text.
pub const HOUSE: &str = include_str!("../../../packs/house.toml");
/// The built-in time factors as text.
pub const FACTORS: &str = include_str!("../../../packs/factors.toml");

/// An empty production in Los Angeles, under the house rules, that starts on Monday 2027-03-01.
pub fn empty() -> Production {
    let mut factors: TimeFactors =
        toml::from_str(FACTORS).unwrap_or_else(|error| unreachable!("packs/factors.toml: {error}"));
    // Round figures of the sample's own, so that tuning the pack moves no test.
    (factors.setup_interior.value, factors.setup_exterior.value) = (Ratio::new(18, 1), Ratio::new(20, 1));
    (factors.setups_base.value, factors.setups_per_eighth.value) = (Ratio::ONE, Ratio::new(3, 5));
    (factors.lead_interior.value, factors.lead_exterior.value) = (Ratio::new(25, 1), Ratio::new(35, 1));
    Production {
        format: FORMAT,
        next_id: 1,
        title: "Small".to_owned(),
        zone: "America/Los_Angeles".to_owned(),
        position: Position { lat: 340_900, lon: -1_182_700 },
        currency: "USD".to_owned(),
        calendar: Calendar::five_day(jiff::civil::date(2027, 3, 1), 28),
        settings: Settings {
            days: None,
            planned_day: Minutes(600),
            fill: Ratio::new(85, 100),
            max_places: 2,
            first_day: Ratio::ONE,
            day_pages: None,
            allow_overtime: false,
            green_interior_nights: false,
            twelve_hour_clock: false,
            paper: PaperSize::Letter,
            wishes: WishPrices::default(),
            colours: Vec::new(),
            lead: LeadTimes::default(),
        },
        rulebook: toml::from_str(HOUSE).unwrap_or_else(|error| unreachable!("packs/house.toml: {error}")),
        factors,
        moves: Moves {
            relight: MoveCost { minutes: Minutes(15), cost: Cents(0) },
            stage_change: MoveCost { minutes: Minutes(30), cost: Cents(40_000) },
            truck: MoveCost { minutes: Minutes(75), cost: Cents(250_000) },
            overnight: MoveCost { minutes: Minutes(180), cost: Cents(900_000) },
        },
        units: Vec::new(),
        episodes: Vec::new(),
        scenes: Vec::new(),
        strips: Vec::new(),
        elements: Vec::new(),
        characters: Vec::new(),
        cast: Vec::new(),
        sets: Vec::new(),
        places: Vec::new(),
        relations: Vec::new(),
        boards: Vec::new(),
        active: None,
        issues: Vec::new(),
        told: None,
        packs: Vec::new(),
        ground: crate::production::Ground::default(),
        crew: Vec::new(),
        assumptions: Vec::new(),
        drafts: Vec::new(),
        apart: Vec::new(),
        budget: Budget::default(),
    }
}

/// The small production, with every strip in the boneyard of its one board.
pub fn small() -> Production {
    let mut production = empty();
    let unit = production.fresh();
    production.units.push(Unit { id: unit, name: "main".to_owned(), crew_day: Cents(5_000_000), heads: 50 });
    let stage = place(&mut production, "Stage 1", PlaceKind::Stage, "lot");
    let street = place(&mut production, "Backlot Street", PlaceKind::Backlot, "lot");
    let beach = place(&mut production, "Beach", PlaceKind::Location, "coast");
    let office = set(&mut production, "OFFICE", stage, 3);
    let alley = set(&mut production, "ALLEY", stage, 5);
    let market = set(&mut production, "MARKET", street, 2);
    let shore = set(&mut production, "SHORE", beach, 0);
    let people: Vec<CharacterId> = [
        ("MAYA", Form::Weekly, 1_500_000),
        ("KANE", Form::Weekly, 1_000_000),
        ("JUNO", Form::Daily, 120_000),
        ("DOC", Form::Daily, 150_000),
        ("ROOK", Form::Daily, 130_000),
        ("WU", Form::RunOfPicture, 2_000_000),
    ]
    .into_iter()
    .map(|(name, form, rate)| character(&mut production, name, form, rate))
    .collect();
    production.cast[2].born = Some(jiff::civil::date(2016, 1, 10));
    let crowd = production.fresh();
    production.elements.push(Element {
        id: crowd,
        category: Category::CROWD,
        name: "MARKET CROWD".to_owned(),
        day_rate: Cents(22_400),
        ..Element::default()
    });
    use IntExt::{Ext, Int};
    use StoryTime::{Day, Dusk, Night};
    let scenes = [
        (office, Int, Day, 10, &[0, 1][..]),
        (alley, Int, Night, 20, &[0, 1]),
        (market, Ext, Day, 9, &[0, 2]),
        (shore, Ext, Day, 12, &[0, 3]),
        (office, Int, Night, 6, &[1, 4]),
        (alley, Int, Night, 14, &[0, 4]),
        (market, Ext, Night, 11, &[0, 1, 5]),
        (shore, Ext, Dusk, 4, &[0]),
        (office, Int, Day, 8, &[2, 3]),
        (market, Ext, Day, 7, &[5]),
        (alley, Int, Night, 3, &[0, 1, 5]),
        (office, Int, Day, 16, &[0, 1, 2]),
    ];
    for (index, (set, int_ext, time, eighths, cast)) in scenes.into_iter().enumerate() {
        let id = production.fresh();
        let name = production.set(set).map_or(String::new(), |set| set.name.clone());
        let number = (index + 1).to_string();
        production.scenes.push(Scene {
            id,
            number,
            heading: format!("{}. {name} - {}", int_ext.word(), time.word()),
            int_ext,
            set,
            time,
            page: u32::try_from(index).unwrap_or(0) * 2 + 1,
            eighths: Eighths(eighths),
            synopsis: format!("Something happens in the {}.", name.to_lowercase()),
            cast: cast.iter().map(|&one| CastUse::entered(people[one])).collect(),
            elements: match set == market {
                true => vec![ElementUse { because: "MARKET CROWD".to_owned(), ..ElementUse::entered(crowd, 20) }],
                false => Vec::new(),
            },
            ..Scene::default()
        });
        let strip = production.fresh();
        production.strips.push(Strip { id: strip, scene: Some(id), eighths: Eighths(eighths), ..Strip::default() });
    }
    let board = production.fresh();
    let boneyard = production.strips.iter().map(|strip| strip.id).collect();
    production.boards.push(Board { id: board, name: "First".to_owned(), boneyard, ..Board::default() });
    production.active = Some(board);
    production
}

/// The small production on a board of days: each entry is a shift and the scene numbers of the day, in order.
pub fn boarded(days: &[(Shift, &[&str])]) -> Production {
    let mut production = small();
    let unit = production.units[0].id;
    let mut board = production.boards[0].clone();
    for &(shift, numbers) in days {
        let id: DayId = production.fresh();
        let strip_of = |number: &&str| {
            let labelled = |strip: &&Strip| production.strip_label(strip) == **number;
            production.strips.iter().find(labelled).map(|strip| strip.id)
        };
        let strips: Vec<StripId> = numbers.iter().filter_map(strip_of).collect();
        board.boneyard.retain(|strip| !strips.contains(strip));
        let items = strips.into_iter().map(|strip| Item::Strip(Placed { strip, pinned: false })).collect();
        board.days.push(UnitDay { id, unit, shift, items, ..UnitDay::default() });
    }
    production.boards[0] = board;
    production
}

fn place(production: &mut Production, name: &str, kind: PlaceKind, area: &str) -> PlaceId {
    let id = production.fresh();
    let rates = DayRates { prep: Cents(60_000), shoot: Cents(100_000), hold: Cents(30_000), strike: Cents(60_000) };
    let place =
        Place { id, name: name.to_owned(), kind, area: area.to_owned(), rates, floor: 10_000, ..Place::default() };
    production.places.push(Place { load_in: Cents(200_000), ..place });
    id
}

fn set(production: &mut Production, name: &str, at: PlaceId, build_days: u32) -> SetId {
    let id = production.fresh();
    production.sets.push(Set {
        id,
        name: name.to_owned(),
        at: vec![at],
        floor: 3_000,
        build_days,
        prelight_days: u32::from(build_days > 0),
        strike_days: u32::from(build_days > 0),
        build_cost: Cents(1_000_000) * i64::from(build_days),
        strike_cost: Cents(100_000),
        hold_cost: Cents(20_000),
        ..Set::default()
    });
    id
}

fn character(production: &mut Production, name: &str, form: Form, rate: i64) -> CharacterId {
    let (character, person) = (production.fresh(), production.fresh());
    production.characters.push(Character { id: character, name: name.to_owned(), played_by: Some(person) });
    production.cast.push(CastMember {
        id: person,
        number: (production.cast.len() + 1).to_string(),
        name: name.to_owned(),
        contract: Contract {
            form,
            rate: Cents(rate),
            guarantee: 1,
            drop: (form == Form::Daily).then_some(DropTerms { min_gap: 10, max: 1 }),
            ..Contract::default()
        },
        makeup: Minutes(45),
        unmake: Minutes(15),
        ..CastMember::default()
    });
    character
}

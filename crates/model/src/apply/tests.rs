//! Edits applied and taken back, on random paths; and refusals as texts.

use proptest::prelude::*;

use crate::board::{Board, DayKind, Item, Placed, Shift, UnitDay};
use crate::breakdown::{IntExt, StoryTime};
use crate::budget::{
    Account, After, Approved, Booked, Detail, Fringe, FringeKind, Global, Item as Thing, ItemKind, Section, Switch,
    sound as sound_budget,
};
use crate::calendar::{Calendar, DateRange};
use crate::edit::*;
use crate::ids::*;
use crate::issue::{Issue, Schedule, colour};
use crate::measure::{Cents, Eighths, Minutes, Ratio};
use crate::people::Contract;
use crate::production::*;
use crate::sample::boarded;

fn start() -> Production {
    let mut production = boarded(&[(Shift::Day, &["1", "3", "4"]), (Shift::Night, &["2", "6"]), (Shift::Day, &[])]);
    let mut assumptions = Vec::new();
    for scene in &production.scenes {
        for part in ["minutes", "setups", "set"] {
            assumptions.push(Assumption {
                about: Touch::of(scene.id.0, part),
                text: format!("{part} of scene {}", scene.number),
                source: "assumption".to_owned(),
            });
        }
    }
    assumptions.push(Assumption {
        about: Touch::of(0, "settings.days"),
        text: "20 days".to_owned(),
        source: "assumption".to_owned(),
    });
    assumptions.sort_by(|one, other| one.about.cmp(&other.about));
    production.assumptions = assumptions;
    let account = Account { code: "2000".to_owned(), section: "S0".to_owned(), ..Account::default() };
    let global = Global { name: "g0".to_owned(), is: "shoot_days()".to_owned(), note: String::new() };
    production.budget.sections = vec![Section { name: "S0".to_owned(), ..Section::default() }];
    production.budget.accounts = vec![account];
    production.budget.globals = vec![global];
    production
}

/// The document without its counter, which never goes back.
fn content(production: &Production) -> Production {
    Production { next_id: 0, ..production.clone() }
}

/// One of a list by any number; nothing of an empty list.
fn pick<T: Clone>(all: &[T], number: usize) -> Option<T> {
    all.get(number.checked_rem(all.len())?).cloned()
}

/// An edit that the numbers choose for the production as it stands. It may well be refused.
fn edit(p: &Production, kind: usize, a: usize, b: usize, c: usize) -> Option<Edit> {
    let board = pick(&p.boards, a / 7)?;
    let strip = pick(&p.strips, a)?.id;
    let scene = pick(&p.scenes, a)?;
    let day = pick(&board.days, b);
    let on_board = |change| Some(Edit::Board(board.id, change));
    let item = |day: &UnitDay, at| {
        pick(&day.items, at).map(|item| match item {
            Item::Strip(placed) => ItemKey::Strip(placed.strip),
            Item::Banner { id, .. } => ItemKey::Banner(id),
        })
    };
    let flag = c.is_multiple_of(2);
    let (small, minutes) = (u32::try_from(c % 9).unwrap_or(0), Minutes(c as i64 % 200));
    let banner = |id| Item::Banner { id, text: format!("banner {c}"), minutes };
    match kind % 42 {
        0..=3 => on_board(BoardChange::Move(strip, Spot::Day(day.clone()?.id, item(&day?, c).filter(|_| !flag)))),
        4 => on_board(BoardChange::Move(strip, Spot::Boneyard(pick(&board.boneyard, b).filter(|_| flag)))),
        5 => on_board(BoardChange::Pin(strip, flag)),
        6 => on_board(BoardChange::Stand(
            pick(&p.sets, b)?.id,
            pick(&p.places, c).map(|place| place.id).filter(|_| !flag),
        )),
        7 => {
            let kind = pick(&DayKind::ALL, c)?;
            let new = UnitDay { kind, unit: pick(&p.units, b)?.id, items: vec![banner(0)], ..UnitDay::default() };
            on_board(BoardChange::InsertDay(new, day.map(|day| day.id).filter(|_| flag)))
        }
        8 | 9 => on_board(BoardChange::RemoveDay(day?.id)),
        10 => on_board(BoardChange::Day(
            day?.id,
            match c % 5 {
                0 => DayChange::Kind(pick(&DayKind::ALL, a)?),
                1 => DayChange::Shift(pick(&Shift::ALL, a)?),
                2 => DayChange::Call(jiff::civil::Time::new(7, 30, 0, 0).ok()),
                3 => DayChange::Date(Some(crate::calendar::plus_days(p.calendar.start, a as i64))),
                _ => DayChange::Label(Some(format!("label {a}"))),
            },
        )),
        11 => on_board(BoardChange::PutBanner(day.clone()?.id, banner(0), item(&day?, c))),
        12 | 13 => {
            let all: Vec<u64> = board
                .days
                .iter()
                .flat_map(|day| &day.items)
                .filter_map(|item| match item {
                    Item::Banner { id, .. } => Some(*id),
                    Item::Strip(_) => None,
                })
                .collect();
            let id = pick(&all, a)?;
            match flag {
                true => on_board(BoardChange::RemoveBanner(id)),
                false => on_board(BoardChange::PutBanner(day.clone()?.id, banner(id), item(&day?, c / 3))),
            }
        }
        14 => on_board(BoardChange::Rename(format!("Blue {c}"))),
        15 => Some(Edit::Scene(
            scene.id,
            match b % 8 {
                0 => {
                    SceneChange::Minutes(flag.then_some(TimeSpan { low: minutes, likely: minutes, high: minutes * 2 }))
                }
                1 => SceneChange::Setups(Some(small)),
                2 => SceneChange::Set(pick(&p.sets, c)?.id),
                3 => SceneChange::IntExt(IntExt::Both),
                4 => SceneChange::Time(StoryTime::Dawn),
                5 => SceneChange::Eighths(Eighths(minutes.0)),
                6 => SceneChange::Cast(Vec::new()),
                _ => SceneChange::Elements(vec![ElementUse {
                    element: pick(&p.elements, c)?.id,
                    ..ElementUse::default()
                }]),
            },
        )),
        16 => Some(Edit::Cast(
            pick(&p.cast, a)?.id,
            match c % 3 {
                0 => CastChange::Unavailable(vec![DateRange {
                    from: p.calendar.start,
                    to: p.calendar.start,
                    why: String::new(),
                }]),
                1 => CastChange::Makeup(minutes),
                _ => CastChange::Until(Some(p.calendar.start)),
            },
        )),
        17 => Some(Edit::Set(
            pick(&p.sets, a)?.id,
            match c % 3 {
                0 => SetChange::At(vec![pick(&p.places, b)?.id]),
                1 => SetChange::BuildDays(small),
                _ => SetChange::HoldCost(Cents(c as i64)),
            },
        )),
        18 => Some(Edit::Place(pick(&p.places, a)?.id, PlaceChange::Name(format!("Place {c}")))),
        19 => Some(Edit::Production(match c % 4 {
            0 => ProductionChange::Title(format!("Title {a}")),
            1 => ProductionChange::Days(Some(small)),
            2 => ProductionChange::Settings(Settings { max_places: small, ..p.settings.clone() }),
            _ => ProductionChange::Active(pick(&p.boards, a).map(|board| board.id).filter(|_| !a.is_multiple_of(3))),
        })),
        20 => {
            Some(Edit::Put(Noun::Strip(Strip { name: format!("REH{c}"), ..Strip::default() }), neighbour(p, a, flag)))
        }
        21 => Some(Edit::Put(Noun::Strip(Strip { part: small, ..pick(&p.strips, a)? }), Neighbour::First)),
        22 => Some(Edit::Remove(Name::Strip(strip))),
        23 => Some(Edit::Remove(Name::Scene(scene.id))),
        24 => {
            Some(Edit::Put(Noun::Scene(Scene { id: SceneId(0), number: format!("A{c}"), ..scene }), Neighbour::First))
        }
        25 => {
            let copied = Board { id: BoardId(0), name: format!("Copy {c}"), ..board };
            Some(Edit::Put(Noun::Board(copied), Neighbour::Last))
        }
        26 => Some(Edit::Remove(Name::Board(board.id))),
        27 => Some(Edit::Put(
            Noun::Board(Board { boneyard: board.boneyard.into_iter().rev().collect(), ..board }),
            Neighbour::Last,
        )),
        28 => Some(Edit::Confirm(vec![pick(&p.assumptions, a)?.about])),
        29 => Some(Edit::Assume(vec![Assumption {
            about: Touch::of(scene.id.0, if flag { "minutes" } else { "story_day" }),
            text: format!("text {c}"),
            source: "assumption".to_owned(),
        }])),
        30 => Some(Edit::Remove(match c % 6 {
            0 => Name::Set(pick(&p.sets, a)?.id),
            1 => Name::Place(pick(&p.places, a)?.id),
            2 => Name::Cast(pick(&p.cast, a)?.id),
            3 => Name::Character(pick(&p.characters, a)?.id),
            4 => Name::Element(pick(&p.elements, a)?.id),
            _ => Name::Unit(pick(&p.units, a)?.id),
        })),
        31 => {
            let first = edit(p, a, b, c, kind / 42)?;
            let mut later = p.clone();
            later.apply(first.clone()).ok()?;
            Some(Edit::Batch(vec![first, edit(&later, b, c, a, kind / 42)?]))
        }
        // What a person decides about a reader's proposals, and what a new draft changes.
        33 => {
            let mut elements = scene.elements.clone();
            let one = elements.pop()?;
            let element = p.element(one.element)?;
            let mut rejected = scene.rejected.clone();
            let (category, name) = (element.category, element.name.clone());
            rejected.push(Rejected { category, name, because: one.because, ..Rejected::default() });
            let change = [SceneChange::Elements(elements), SceneChange::Rejected(rejected)];
            Some(Edit::Batch(change.map(|change| Edit::Scene(scene.id, change)).to_vec()))
        }
        34 => Some(match c % 4 {
            0 => Edit::Production(ProductionChange::Drafts(vec![Draft { pages: small, ..Draft::default() }])),
            1 => {
                Edit::Production(ProductionChange::Apart(vec![Apart { one: format!("ALLEY {a}"), ..Apart::default() }]))
            }
            2 => Edit::Set(pick(&p.sets, a)?.id, SetChange::Also(vec![format!("SET {b}")])),
            _ => Edit::Scene(scene.id, SceneChange::Rejected(vec![Rejected::default()])),
        }),
        35 => Some(Edit::Scene(
            scene.id,
            match b % 9 {
                0 => SceneChange::Number(format!("{c}A")),
                1 => SceneChange::Heading(format!("INT. SET {c} - DAY")),
                2 => SceneChange::SubSets(vec![format!("DESK {c}")]),
                3 => SceneChange::Modifiers(vec!["FLASHBACK".to_owned()]),
                4 => SceneChange::Page(small),
                5 => SceneChange::Stated(flag.then_some(Eighths(minutes.0))),
                6 => SceneChange::Computed(flag.then_some(Eighths(minutes.0))),
                7 => SceneChange::Revision(small),
                _ => SceneChange::Omitted(flag),
            },
        )),
        36 => {
            let name = if flag { Name::Scene(scene.id) } else { Name::Strip(strip) };
            let after = match name {
                Name::Scene(_) => pick(&p.scenes, b)?.id.0,
                _ => pick(&p.strips, b)?.id.0,
            };
            let neighbours = [Neighbour::First, Neighbour::Last, Neighbour::After(after), Neighbour::After(c as u64)];
            Some(Edit::Reorder(name, pick(&neighbours, c / 2)?))
        }
        32 => Some(Edit::Board(
            board.id,
            BoardChange::Move(StripId(a as u64), Spot::Day(DayId(b as u64), Some(ItemKey::Banner(c as u64)))),
        )),
        37..=40 => Some(Edit::Budget(Box::new(on_budget(p, kind, a, b, c)?))),
        _ => Some(Edit::Put(
            Noun::Relation(Relation {
                id: RelationId(0),
                kind: RelationKind::Before { gap: small },
                first: scene.id,
                second: pick(&p.scenes, b)?.id,
                why: String::new(),
            }),
            Neighbour::Last,
        )),
    }
}

/// A change of the budget that the numbers choose.
fn on_budget(p: &Production, kind: usize, a: usize, b: usize, c: usize) -> Option<BudgetChange> {
    let flag = c.is_multiple_of(2);
    let global = |number: usize| format!("g{}", number % 4);
    let code = |number: usize| ["1400", "2000", "2000-01", "2000-02", "9999"][number % 5].to_owned();
    let person = pick(&p.cast, b)?.number;
    let formula = match c % 6 {
        0 => format!("{} + 1", global(a)),
        1 => format!("count(paid_days(cast {person}))"),
        2 => format!("{} * {}", global(a), global(b)),
        3 => format!("count(account({}) / 100)", code(b)),
        4 => "1 +".to_owned(),
        _ => c.to_string(),
    };
    let item = match a % 7 {
        0 => Thing::Section(Section { name: format!("S{}", b % 2), above: flag, fringes: String::new() }),
        1 | 2 => {
            let section = if code(b).contains('-') { String::new() } else { format!("S{}", c % 2) };
            Thing::Account(Account { code: code(b), section, ..Account::default() })
        }
        3 => Thing::Global(Global { name: global(b), is: formula, note: String::new() }),
        4 => Thing::Group(Switch { name: format!("G{}", b % 3), on: flag, note: String::new() }),
        5 => {
            let kind = FringeKind::Percent { percent: Ratio::new(c as i64, 2), cutoff: None };
            Thing::Fringe(Fringe { name: format!("F{}", b % 3), kind, straight: flag, source: String::new() })
        }
        _ => Thing::Line(Detail {
            id: pick(&p.budget.lines, b)
                .filter(|_| flag)
                .map_or(LineId(if b.is_multiple_of(9) { 1 } else { 0 }), |line| line.id),
            account: code(b),
            text: format!("line {c}"),
            amount: formula,
            times: "1".to_owned(),
            rate: global(c),
            groups: if flag { vec![format!("G{}", b % 3)] } else { Vec::new() },
            fringes: if flag { Vec::new() } else { vec![format!("F{}", b % 3)] },
            ..Detail::default()
        }),
    };
    let all: Vec<(ItemKind, String)> =
        ItemKind::ALL.iter().flat_map(|kind| p.budget.items(*kind)).map(|item| (item.kind(), item.key())).collect();
    let after = match b % 3 {
        0 => After::First,
        1 => After::Last,
        _ => After::Key(item.key()),
    };
    let approved = Approved {
        date: p.calendar.start,
        by: format!("by {c}"),
        board: String::new(),
        accounts: vec![Booked { code: code(a), amount: Cents(c as i64 - 3), note: String::new() }],
        charges: Vec::new(),
    };
    Some(match (kind % 42, b % 11) {
        (37, _) | (38, _) => BudgetChange::Put(item, after),
        (39, _) => {
            let (kind, key) = pick(&all, a)?;
            BudgetChange::Remove(kind, key)
        }
        (_, 0) => BudgetChange::Whole(Box::default()),
        (_, 1 | 2) => {
            let mut budget = p.budget.clone();
            budget.lines.iter_mut().filter(|_| flag).for_each(|line| line.id = LineId(0));
            budget.add(item);
            BudgetChange::Whole(Box::new(budget))
        }
        (_, 3 | 4) => BudgetChange::Closed(flag.then_some(approved)),
        _ => BudgetChange::Approved(flag.then_some(approved)),
    })
}

fn neighbour(p: &Production, number: usize, first: bool) -> Neighbour {
    match pick(&p.strips, number) {
        Some(strip) if !first => Neighbour::After(strip.id.0),
        _ => Neighbour::First,
    }
}

/// What must hold of every document at any time.
fn sound(production: &Production) -> Result<(), TestCaseError> {
    let mut strips: Vec<StripId> = production.strips.iter().map(|strip| strip.id).collect();
    strips.sort();
    for board in &production.boards {
        let on_days = board.days.iter().flat_map(|day| day.strips().map(|placed| placed.strip));
        let mut held: Vec<StripId> = on_days.chain(board.boneyard.iter().copied()).collect();
        held.sort();
        prop_assert_eq!(&held, &strips, "every strip once on board {}", &board.name);
    }
    for noun in production.nouns() {
        prop_assert!(super::refers::all_there(production, None, &super::refers::noun(&noun)).is_ok());
    }
    prop_assert!(sound_budget(&production.budget, None).is_ok());
    let mut lines: Vec<LineId> = production.budget.lines.iter().map(|line| line.id).collect();
    lines.sort();
    lines.dedup();
    prop_assert_eq!(lines.len(), production.budget.lines.len(), "every line has an id of its own");
    prop_assert!(production.assumptions.is_sorted_by(|one, other| one.about < other.about));
    Ok(())
}

proptest! {
    #[test]
    fn edits_are_taken_back_one_by_one_in_reverse(path in proptest::collection::vec((0_usize..10_000, 0_usize..500, 0_usize..500, 0_usize..500), 1..40)) {
        let mut production = start();
        let mut undo = Vec::new();
        for (kind, a, b, c) in path {
            let Some(edit) = edit(&production, kind, a, b, c) else { continue };
            let before = content(&production);
            prop_assert!(!edit.says(&production).is_empty());
            match production.apply(edit) {
                Ok(inverse) => undo.push((before, inverse)),
                Err(refusal) => {
                    prop_assert_eq!(&content(&production), &before, "a refusal changes nothing: {}", refusal);
                }
            }
            sound(&production)?;
        }
        for (before, inverse) in undo.into_iter().rev() {
            let after = content(&production);
            let redo = production.apply(inverse.clone());
            let Ok(redo) = redo else { return Err(TestCaseError::fail(format!("{inverse:?} refused: {redo:?}"))) };
            prop_assert_eq!(&content(&production), &before, "by {:?}", inverse);
            // The inverse has an inverse of its own; back and forth again it is the very document.
            let mut again = production.clone();
            let mut saved = Vec::new();
            let mut next = redo;
            for _ in 0..3 {
                let inverse = again.apply(next.clone());
                let Ok(inverse) = inverse else { return Err(TestCaseError::fail(format!("{next:?} refused"))) };
                saved.push(crate::document::save(&again));
                next = inverse;
            }
            prop_assert!(saved[1] == crate::document::save(&production) && saved[2] == saved[0], "{:?}", inverse);
            prop_assert_eq!(content(&again), after);
        }
    }
}

/// Puts `value` in the place of one number of the document.
fn disturb(document: &mut serde_json::Value, which: &mut usize, value: u64) {
    match document {
        serde_json::Value::Number(_) => {
            if *which == 0 {
                *document = value.into();
            }
            *which = which.wrapping_sub(1);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(|one| disturb(one, which, value)),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(|one| disturb(one, which, value)),
        _ => (),
    }
}

proptest! {
    /// A document whose references lead nowhere, or whose identities stand there twice, loads or is refused, and never
    /// panics.
    #[test]
    fn disturbed_documents_do_no_harm(
        wrong in proptest::collection::vec((0_usize..900, prop_oneof![0_u64..80, Just(u64::MAX)]), 1..6),
        path in proptest::collection::vec((0_usize..10_000, 0_usize..500, 0_usize..500, 0_usize..500), 1..20),
    ) {
        let Ok(mut document) = serde_json::to_value(start()) else { return Err(TestCaseError::fail("no JSON")) };
        for (mut which, value) in wrong {
            disturb(&mut document, &mut which, value);
        }
        let Ok(mut production) = crate::document::load(&document.to_string()) else { return Ok(()) };
        for (kind, a, b, c) in path {
            let Some(edit) = edit(&production, kind, a, b, c) else { continue };
            let _ = edit.says(&production);
            let _ = production.apply(edit).map(|inverse| production.clone().apply(inverse));
        }
        for board in &production.boards {
            let text = crate::notation::print(&production, board, None);
            let _ = crate::notation::parse(&production, board, &text);
        }
    }
}

/// Applies an edit that is refused, and shows why.
fn check(edit: impl FnOnce(&Production) -> Edit, expected: &str) {
    let mut production = start();
    let edit = edit(&production);
    let before = content(&production);
    let said = production.apply(edit).err().map_or("applied".to_owned(), |refusal| refusal.to_string());
    assert_eq!(said, expected);
    assert_eq!(content(&production), before);
}

fn strip(p: &Production, label: &str) -> StripId {
    p.strips.iter().find(|strip| p.strip_label(strip) == label).map_or(StripId(0), |strip| strip.id)
}

#[test]
fn refusals_name_what_is_in_the_way() {
    let gone = "it may have been removed since; look at the log";
    check(|p| Edit::Remove(Name::Scene(p.scenes[0].id)), "scene 1 is needed by strip 1\nhint: change strip 1 first");
    check(
        |p| Edit::Remove(Name::Cast(p.cast[0].id)),
        "MAYA is needed by character MAYA\nhint: change character MAYA first",
    );
    check(
        |p| Edit::Remove(Name::Board(p.boards[0].id)),
        "board First is the active board\nhint: make another board active first",
    );
    check(
        |p| Edit::Remove(Name::Strip(strip(p, "3"))),
        "strip 3 is needed by board First\nhint: change board First first",
    );
    check(|_| Edit::Remove(Name::Set(SetId(999))), &format!("there is no set with id 999\nhint: {gone}"));
    check(
        |p| Edit::Scene(p.scenes[0].id, SceneChange::Set(SetId(999))),
        &format!("there is no set with id 999\nhint: {gone}"),
    );
    check(
        |p| Edit::Set(p.sets[0].id, SetChange::BuildCost(Cents(i64::MIN))),
        "set OFFICE: build cost -92,233,720,368,547,758.08\nhint: amounts lie between 0 and 10,000,000,000",
    );
    check(
        |_| Edit::Production(ProductionChange::Zone("Mars/Base".to_owned())),
        "the production: there is no time zone 'Mars/Base'\nhint: write its IANA name, such as America/Los_Angeles",
    );
    check(
        |p| Edit::Put(Noun::Strip(Strip { id: StripId(p.units[0].id.0), ..Strip::default() }), Neighbour::Last),
        "id 1 already belongs to unit main\nhint: leave the id at 0 to be given the next one",
    );
    check(
        |p| Edit::Confirm(vec![Touch::of(p.scenes[0].id.0, "synopsis")]),
        "nothing is assumed about scene 1: synopsis\nhint: it may have been confirmed or changed since; look at the log",
    );
}

#[test]
fn refusals_of_senseless_figures_say_what_is_sensible() {
    let settings = |change: fn(&mut Settings)| {
        move |p: &Production| {
            let mut settings = p.settings.clone();
            change(&mut settings);
            Edit::Production(ProductionChange::Settings(settings))
        }
    };
    let days = "a shoot takes between 1 and 366 days; leave it empty while nobody has fixed it";
    let planned = "a day is planned to between 1 and 20 hours";
    for (edit, expected) in [
        (settings(|s| s.days = Some(0)), format!("days 0\nhint: {days}")),
        (settings(|s| s.days = Some(367)), format!("days 367\nhint: {days}")),
        (settings(|s| s.planned_day = Minutes(59)), format!("planned day 59 minutes\nhint: {planned}")),
        (settings(|s| s.planned_day = Minutes(1201)), format!("planned day 1201 minutes\nhint: {planned}")),
        (settings(|s| s.fill = Ratio::new(0, 1)), "fill 0\nhint: it is more than 0 and at most 1.5".to_owned()),
        (settings(|s| s.fill = Ratio::new(8, 5)), "fill 1.6\nhint: it is more than 0 and at most 1.5".to_owned()),
        (
            settings(|s| s.first_day = Ratio::new(11, 10)),
            "fill of the first day 1.1\nhint: it is more than 0 and at most 1".to_owned(),
        ),
        (
            settings(|s| s.max_places = 0),
            "places of a day 0\nhint: a unit works at one place a day at least".to_owned(),
        ),
        (
            settings(|s| s.wishes.swing = Cents(-1)),
            "price of a wish -0.01\nhint: amounts lie between 0 and 10,000,000,000".to_owned(),
        ),
    ] {
        check(edit, &format!("the production: {expected}"));
    }
    for minutes in [0, 1441] {
        let span = TimeSpan { low: Minutes(minutes), likely: Minutes(minutes), high: Minutes(minutes) };
        let expected = format!("scene 1: minutes {minutes} minutes\nhint: a scene takes between 1 minute and 24 hours");
        check(|p| Edit::Scene(p.scenes[0].id, SceneChange::Minutes(Some(span))), &expected);
    }
    check(
        |p| Edit::Cast(p.cast[0].id, CastChange::Makeup(Minutes(361))),
        "MAYA: make-up 361 minutes\nhint: make-up takes at most 6 hours",
    );
    let contract = Contract { rate: Cents(-100), ..Contract::default() };
    check(
        |p| Edit::Cast(p.cast[0].id, CastChange::Contract(contract)),
        "MAYA: rate -1\nhint: amounts lie between 0 and 10,000,000,000",
    );
    let late = jiff::civil::date(2031, 5, 6);
    let why = "check the year of birth, and the first shooting day";
    check(
        |p| Edit::Cast(p.cast[0].id, CastChange::Born(Some(late))),
        &format!("MAYA: born 2031-05-06, after the first shooting day 2027-03-01\nhint: {why}"),
    );
    check(
        |p| {
            let born = Edit::Cast(p.cast[0].id, CastChange::Born(Some(jiff::civil::date(2001, 5, 6))));
            let early = Calendar::five_day(jiff::civil::date(2000, 1, 3), 20);
            Edit::Batch(vec![born, Edit::Production(ProductionChange::Calendar(early))])
        },
        &format!("MAYA: born 2001-05-06, after the first shooting day 2000-01-03\nhint: {why}"),
    );
    check(
        |p| {
            let (id, scene) = (RelationId(0), p.scenes[0].id);
            let relation =
                Relation { id, kind: RelationKind::SameDay, first: scene, second: scene, why: String::new() };
            Edit::Put(Noun::Relation(relation), Neighbour::Last)
        },
        "relation between scenes 1 and 1: a scene stands in no relation with itself\n\
         hint: a relation holds between two scenes; name another one",
    );
}

#[test]
fn boards_refuse_what_would_lose_or_double_a_strip() {
    let board = |p: &Production, change| Edit::Board(p.boards[0].id, change);
    let day = |p: &Production, at: usize| p.boards[0].days[at].id;
    check(
        |p| board(p, BoardChange::RemoveDay(day(p, 1))),
        "day 2 cannot be removed: strip 2 stands on it\nhint: move its strips first",
    );
    check(
        |p| board(p, BoardChange::Move(strip(p, "1"), Spot::Day(day(p, 1), Some(ItemKey::Strip(strip(p, "3")))))),
        "strip 3 does not stand on day 2\nhint: it may have been moved since; look at the log",
    );
    check(
        |p| board(p, BoardChange::Pin(strip(p, "12"), true)),
        "strip 12 stands on no day\nhint: move it to a day before you pin it there",
    );
    let once = "a board holds every strip once; put it in the boneyard";
    check(
        |p| Edit::Put(Noun::Board(Board { boneyard: Vec::new(), ..p.boards[0].clone() }), Neighbour::Last),
        &format!("strip 5 is not on the board\nhint: {once}"),
    );
    let once = "a board holds every strip once; split the scene to shoot it in parts";
    check(
        |p| {
            let mut board = p.boards[0].clone();
            board.days[1].items.push(Item::Strip(Placed { strip: strip(p, "1"), pinned: false }));
            Edit::Put(Noun::Board(board), Neighbour::Last)
        },
        &format!("strip 1 is on the board twice\nhint: {once}"),
    );
}

#[test]
fn a_batch_is_applied_whole_or_not_at_all() {
    let title = Edit::Production(ProductionChange::Title("Large".to_owned()));
    check(
        |p| Edit::Batch(vec![title, Edit::Publish(Box::new(issue(p, 1))), Edit::Remove(Name::Unit(p.units[0].id))]),
        "unit main is needed by board First\nhint: change board First first",
    );
}

fn issue(production: &Production, number: u32) -> Issue {
    let schedule = Schedule { board: production.boards[0].clone(), ..Schedule::default() };
    Issue { number, colour: colour(number), schedule, withdrawn: false }
}

#[test]
fn a_published_issue_stays_and_is_only_withdrawn() {
    let mut production = start();
    check(
        |p| Edit::Publish(Box::new(issue(p, 2))),
        "issue 2 cannot be published: the next number is 1\nhint: publish again; somebody was faster",
    );
    let publish = Edit::Publish(Box::new(issue(&production, 1)));
    assert_eq!(publish.says(&production), "published board First as issue 1 (White)");
    assert_eq!(production.apply(publish), Ok(Edit::Withdraw(1, true)));
    let first = strip(&production, "1");
    let boneyard = BoardChange::Move(first, Spot::Boneyard(None));
    assert!(production.apply(Edit::Board(production.boards[0].id, boneyard)).is_ok());
    let refused = production.apply(Edit::Remove(Name::Strip(first))).err().map(|refusal| refusal.message);
    assert_eq!(refused.as_deref(), Some("strip 1 is part of issue 1 (White)"));
    assert_eq!(production.apply(Edit::Withdraw(1, true)), Ok(Edit::Withdraw(1, false)));
    assert_eq!(production.issues.len(), 1);
    assert!(production.apply(Edit::Remove(Name::Strip(first))).is_ok());
}

#[test]
fn who_says_a_value_settles_the_assumption_about_it() {
    let mut production = start();
    let scene = production.scenes[0].id;
    let about = |production: &Production| -> Vec<String> {
        production.assumptions.iter().filter(|one| one.about.id == scene.0).map(|one| one.about.part.clone()).collect()
    };
    let inverse = production.apply(Edit::Scene(scene, SceneChange::Minutes(None)));
    assert_eq!(about(&production), ["set", "setups"]);
    assert!(inverse.and_then(|inverse| production.apply(inverse)).is_ok());
    assert_eq!(about(&production), ["minutes", "set", "setups"]);
    assert!(production.apply(Edit::Production(ProductionChange::Settings(production.settings.clone()))).is_ok());
    assert!(production.assumptions.iter().all(|one| one.about.id != 0), "the days are a part of the settings");
}

#[test]
fn edits_say_what_they_do() {
    let production = start();
    let says = |edit: Edit, expected: &str| assert_eq!(edit.says(&production), expected);
    let board = |change| Edit::Board(production.boards[0].id, change);
    let days = &production.boards[0].days;
    let away =
        DateRange { from: jiff::civil::date(2027, 3, 8), to: jiff::civil::date(2027, 3, 12), why: String::new() };
    let maya = production.cast[0].id;
    says(
        Edit::Cast(maya, CastChange::Unavailable(vec![away])),
        "MAYA: not available 2027-03-08..2027-03-12 (was nothing)",
    );
    let spot = Spot::Day(days[2].id, None);
    says(board(BoardChange::Move(strip(&production, "12"), spot)), "moved 12 to day 3 first");
    let spot = Spot::Day(days[0].id, Some(ItemKey::Strip(strip(&production, "3"))));
    says(board(BoardChange::Move(strip(&production, "12"), spot)), "moved 12 to day 1 after 3");
    says(board(BoardChange::Day(days[1].id, DayChange::Shift(Shift::Split))), "day 2: shift split (was night)");
    says(Edit::Production(ProductionChange::Days(Some(20))), "production: shooting days 20 (was not given)");
    says(Edit::Set(production.sets[0].id, SetChange::BuildDays(4)), "set OFFICE: build days 4 (was 3)");
    says(Edit::Confirm(vec![Touch::of(production.scenes[0].id.0, "minutes")]), "confirmed scene 1: minutes");
    says(Edit::Remove(Name::Strip(strip(&production, "5"))), "removed strip 5");
}

#[test]
fn a_budget_refuses_what_leads_nowhere() {
    let put = |item: Thing| move |_: &Production| Edit::Budget(Box::new(BudgetChange::Put(item, After::Last)));
    let line = |amount: &str, rate: &str| {
        let (account, text) = ("2000".to_owned(), "Grips".to_owned());
        let (amount, rate, unit) = (amount.to_owned(), rate.to_owned(), "day".to_owned());
        Thing::Line(Detail { account, text, amount, rate, unit, times: "1".to_owned(), ..Detail::default() })
    };
    let lost = "a line of 2000 (Grips): amount 'work_days(cast 77)', column 1: 'cast 77' names nobody and nothing of this production";
    check(put(line("work_days(cast 77)", "100")), &format!("{lost}\nhint: known are WU, DOC, JUNO, KANE, MAYA, ROOK"));
    let sum = "a line of 2000 (Grips): rate 'shoot_days() + cost(crew)', column 14: days cannot be added to money";
    check(
        put(line("g0", "shoot_days() + cost(crew)")),
        &format!("{sum}\nhint: bring both to one kind: weeks(..) and days(..) convert, count(..) takes the kind off"),
    );
    let circle = Global { name: "g0".to_owned(), is: "g0 * 2".to_owned(), note: String::new() };
    let round =
        "global g0: is 'g0 * 2', column 1: this goes round in a circle: g0 -> g0\nhint: take one of the steps out";
    check(put(Thing::Global(circle)), round);
    check(
        |_| Edit::Budget(Box::new(BudgetChange::Remove(ItemKind::Section, "S0".to_owned()))),
        "section S0 is needed by account 2000\nhint: change account 2000 first",
    );
}

#[test]
fn a_line_comes_back_after_whom_it_names_has_gone() {
    let mut production = start();
    let person = production.cast.last().map_or(PersonId(0), |person| person.id);
    let number = production.person(person).map_or(String::new(), |person| person.number.clone());
    let (account, text) = ("2000".to_owned(), "Coach".to_owned());
    let amount = format!("work_days(cast {number})");
    let (unit, times, rate) = ("day".to_owned(), "1".to_owned(), "400".to_owned());
    let line = Detail { account, text, amount, unit, times, rate, ..Detail::default() };
    let put = |line: Detail| Edit::Budget(Box::new(BudgetChange::Put(Thing::Line(line), After::Last)));
    assert!(production.apply(put(line.clone())).is_ok());
    assert!(production.apply(Edit::Cast(person, CastChange::Number("99".to_owned()))).is_ok());
    assert!(production.apply(put(line)).is_err(), "nobody has that number any more");
    let key = production.budget.lines[0].id.to_string();
    let gone = production.apply(Edit::Budget(Box::new(BudgetChange::Remove(ItemKind::Line, key))));
    assert!(gone.and_then(|back| production.apply(back)).is_ok());
    assert_eq!(production.budget.lines.len(), 1);
}

//! The golden of the document's schema: it changes when a field moves, and then the format number has to change with it
//! and a step of `document` has to read the older documents.

use std::collections::{BTreeMap, BTreeSet};

use model::board::{Board, DayKind, Item, Shift, UnitDay};
use model::breakdown::Safety;
use model::budget::{
    Account, After, Approved, Booked, Budget, Charge, Currency, Detail, Fringe, FringeKind, Global, Incentive,
    ItemKind, Phase, Section, Switch, TimeUnit,
};
use model::calendar::{DateRange, Time};
use model::document;
use model::edit::*;
use model::estimate::{Estimate, Group, Line, Wish};
use model::ids::{CrewId, LineId};
use model::issue::{Issue, Schedule, colour};
use model::measure::{Cents, Eighths, Minutes, Moment, Ratio};
use model::people::{CrewMember, DropTerms};
use model::places::{MoveKind, Position};
use model::plan::{Entry, Happening, LightNeed, PersonDay, Plan, PlanDay, Stand, Sun};
use model::production::*;
use model::sample::boarded;
use model::verdict::{DayUse, Engagement, Excess, Finding, PayCode, PayLine, Verdict, Who};
use serde_json::Value;

#[test]
fn the_schema_of_a_document() {
    insta::assert_snapshot!(schema(&serde_json::to_value(filled())));
}

/// Edits and their inverses are kept in the log for ever: their schema is a format too.
#[test]
fn the_schema_of_edits() {
    insta::assert_snapshot!(schema(&serde_json::to_value(edits(&filled()))));
}

#[test]
fn the_filled_document_loads_again() {
    let production = filled();
    assert_eq!(document::load(&document::save(&production)), Ok(production));
}

/// Every path of a value with the types found there, one a line. No list may be empty everywhere, and nothing may be
/// null: what is not filled in hides its schema.
fn schema(value: &serde_json::Result<Value>) -> String {
    let Ok(value) = value else { panic!("not JSON: {value:?}") };
    let mut paths = BTreeMap::new();
    walk(String::new(), value, &mut paths);
    for (path, kinds) in &paths {
        let filled = !kinds.contains("array") || paths.contains_key(&format!("{path}[]"));
        assert!(filled && !kinds.contains("null"), "{path} is not filled in");
    }
    let line = |(path, kinds): (String, BTreeSet<&str>)| format!("{path}: {}", Vec::from_iter(kinds).join(" | "));
    paths.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn walk(path: String, value: &Value, paths: &mut BTreeMap<String, BTreeSet<&str>>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(all) => {
            all.iter().for_each(|one| walk(format!("{path}[]"), one, paths));
            "array"
        }
        Value::Object(fields) => {
            for (name, one) in fields {
                // Keys that are identities are one path.
                let name = if name.bytes().all(|digit| digit.is_ascii_digit()) { "ID" } else { name };
                walk(format!("{path}.{name}"), one, paths);
            }
            "object"
        }
    };
    paths.entry(path).or_default().insert(kind);
}

/// The small production with every field filled in.
fn filled() -> Production {
    let mut p = boarded(&[(Shift::Day, &["1", "3"])]);
    let range = DateRange { from: p.calendar.start, to: p.calendar.start, why: "rain".to_owned() };
    let span = TimeSpan { low: Minutes(50), likely: Minutes(60), high: Minutes(90) };
    p.calendar.off.push(range.clone());
    p.calendar.school_holidays.push(range.clone());
    p.calendar.rain.push(range.clone());
    p.sets[0].closed.push(range.clone());
    p.places[0].lost.push(range.clone());
    p.places.iter_mut().for_each(|place| place.lead = Some(5));
    p.told = Some(model::issue::Told {
        from: range.from,
        calls: [(p.cast[0].id, vec![range.from])].into(),
        places: [(p.places[0].id, vec![range.from])].into(),
        elements: [(p.elements[0].id, vec![range.from])].into(),
        builds: [(p.sets[0].id, (p.places[0].id, range.from))].into(),
        keep_fill: true,
    });
    p.settings.days = Some(5);
    p.settings.day_pages = Some((Eighths(8), Eighths(48)));
    p.packs = vec![toml::from_str(include_str!("../../../packs/agreements/us-dga-ba-2023.toml")).unwrap()];
    p.ground.budget = Some(12_000_000);
    p.ground.readings.insert("question".to_owned(), "reading".to_owned());
    let start = p.calendar.start;
    p.cast.iter_mut().for_each(|member| member.contract.signed = Some(start));
    let (id, unit, signed) = (p.fresh::<CrewId>(), p.units[0].id, Some(start));
    p.crew.push(CrewMember { id, unit, signed, ..CrewMember::default() });
    p.settings.colours = vec!["White".to_owned(), "Rosa".to_owned()];
    p.drafts.push(Draft { date: Some(p.calendar.start), ..Draft::default() });
    p.apart.push(Apart::default());
    let episode = p.fresh();
    p.episodes.push(Episode { id: episode, name: "101".to_owned() });
    let (crowd, other) = (p.elements[0].id, p.fresh());
    p.elements.push(Element { id: other, brings: vec![crowd], name: "DOG".to_owned(), ..Element::default() });
    for element in &mut p.elements {
        element.brings = vec![other];
        element.safety = Some(Safety::Animals);
        element.lost.push(range.clone());
    }
    for scene in &mut p.scenes {
        scene.episode = Some(episode);
        scene.sub_sets = vec!["DESK".to_owned()];
        scene.modifiers = vec!["FLASHBACK".to_owned()];
        scene.story_day = Some("D1".to_owned());
        scene.light = Some(LightNeed::Any);
        scene.minutes = Some(span);
        scene.setups = Some(4);
        scene.elements = vec![ElementUse { because: "the crowd".to_owned(), ..ElementUse::entered(crowd, 2) }];
        scene.stated = Some(Eighths(9));
        scene.computed = Some(Eighths(10));
        scene.story_day_proposed = Some("D2".to_owned());
        scene.rejected = vec![Rejected::default()];
    }
    for strip in &mut p.strips {
        strip.minutes = Some(span);
    }
    for set in &mut p.sets {
        set.also = vec!["THE ALLEY".to_owned()];
    }
    for person in &mut p.cast {
        person.born = Some(jiff::civil::date(2016, 1, 10));
        person.from = Some(p.calendar.prep);
        person.until = Some(p.calendar.start);
        person.unavailable = vec![range.clone()];
        person.contract.drop = Some(DropTerms { min_gap: 10, max: 1 });
    }
    for place in &mut p.places {
        place.position = Some(Position { lat: 1, lon: 1 });
        place.closed = vec![range.clone()];
        place.hours = Some((Time::midnight(), Time::midnight()));
    }
    for kind in [RelationKind::Before { gap: 1 }, RelationKind::SameDay, RelationKind::NotSameDay] {
        let (first, second) = (p.scenes[0].id, p.scenes[1].id);
        let id = p.fresh();
        p.relations.push(Relation { id, kind, first, second, why: "haircut".to_owned() });
    }
    let banner = Item::Banner { id: p.fresh::<model::ids::DayId>().0, text: "LUNCH".to_owned(), minutes: Minutes(30) };
    let (set, place) = (p.sets[0].id, p.places[0].id);
    let board = &mut p.boards[0];
    board.stands.insert(set, place);
    let day = &mut board.days[0];
    day.call = Some(Time::midnight());
    day.date = Some(p.calendar.start);
    day.label = Some("first".to_owned());
    day.items.push(banner);
    p.budget = budget(&p);
    p.next_id += 1;
    let about = Touch::of(p.scenes[0].id.0, "synopsis");
    p.assumptions.push(Assumption { about, text: "it rains".to_owned(), source: "assumption".to_owned() });
    let issue = Issue { number: 1, colour: colour(1), schedule: schedule(&p), withdrawn: false };
    if let Err(refusal) = p.apply(Edit::Publish(Box::new(issue))) {
        panic!("{refusal}");
    }
    p
}

fn budget(p: &Production) -> Budget {
    let (text, date) = (|| "text".to_owned(), p.calendar.start);
    let fringe = |name: &str, kind| Fringe { name: name.to_owned(), kind, straight: true, source: text() };
    let booked = || vec![Booked { code: "1400".to_owned(), amount: Cents(1), note: text() }];
    let approved = || Approved { date, by: text(), board: text(), accounts: booked(), charges: booked() };
    let percent = FringeKind::Percent { percent: Ratio::ONE, cutoff: Some(Cents(1)) };
    Budget {
        chart: text(),
        sections: vec![Section { name: text(), above: true, fringes: "1400".to_owned() }],
        accounts: vec![Account {
            code: "1400".to_owned(),
            title: text(),
            section: text(),
            takes: vec![1400],
            qualifies: vec![text()],
        }],
        units: vec![TimeUnit { name: text(), hours: 12 }],
        globals: vec![Global { name: "prep".to_owned(), is: "6".to_owned(), note: text() }],
        currencies: vec![Currency { code: "GBP".to_owned(), rate: Ratio::ONE, date, source: text() }],
        groups: vec![Switch { name: text(), on: true, note: text() }],
        fringes: vec![fringe("FICA", percent), fringe("Health", FringeKind::Hourly(Cents(950)))],
        incentives: vec![Incentive {
            name: text(),
            percent: Ratio::ONE,
            cap: Some(Cents(1)),
            fringes: true,
            source: text(),
        }],
        lines: vec![Detail {
            id: LineId(p.next_id),
            account: "1400".to_owned(),
            text: text(),
            person: text(),
            amount: "prep".to_owned(),
            unit: text(),
            times: "1".to_owned(),
            rate: "100".to_owned(),
            currency: "GBP".to_owned(),
            phase: Phase::Prep,
            groups: vec![text()],
            fringes: vec!["FICA".to_owned()],
            overtime: true,
            qualifies: Some(true),
            note: text(),
        }],
        charges: vec![Charge {
            name: text(),
            percent: Ratio::ONE,
            of: vec!["total".to_owned()],
            without: vec!["1400".to_owned()],
            source: text(),
        }],
        detailed: vec!["crew".to_owned()],
        approved: Some(approved()),
        closed: Some(approved()),
    }
}

fn schedule(p: &Production) -> Schedule {
    let board: Board = p.boards[0].clone();
    let UnitDay { id: day, unit, .. } = board.days[0];
    let (strip, scene) = (p.strips[0].id, p.scenes[0].id);
    let (set, place, person) = (p.sets[0].id, p.places[0].id, p.cast[0].id);
    let (date, moment) = (p.calendar.start, Moment(30_000_000));
    let entry = |what| Entry { start: moment, end: moment, what };
    let entries = vec![
        entry(Happening::Strip { strip, place: Some(place), setups: 3, light: LightNeed::Any, off_light: Minutes(0) }),
        entry(Happening::Move { how: MoveKind::Truck, from: place, to: place }),
        entry(Happening::Meal { nth: 1 }),
        entry(Happening::Banner { text: "LUNCH".to_owned() }),
        entry(Happening::Wait),
    ];
    let hours = PersonDay {
        person,
        report: moment,
        on_set: moment,
        done: moment,
        dismissed: moment,
        meals: Minutes(30),
        on_camera: Minutes(60),
    };
    let plan_day = PlanDay {
        day,
        unit,
        kind: DayKind::Shoot,
        shift: Shift::Day,
        date,
        number: Some(1),
        zone: p.zone.clone(),
        call: moment,
        camera_wrap: moment,
        wrap: moment,
        entries,
        people: vec![hours],
        sun: Sun::default(),
        places: vec![place],
        load: Minutes(60),
    };
    let stand =
        Stand { set, place, from: date, prelight: date, first: date, last: date, to: date, shot: vec![date], held: 0 };
    let plan = Plan { board: board.id, days: vec![plan_day], stands: vec![stand], unplaced: vec![strip] };
    let all = [
        Who::Person(person),
        Who::Unit(unit),
        Who::Strip(strip),
        Who::Scene(scene),
        Who::Set(set),
        Who::Place(place),
        Who::Element(p.elements[0].id),
        Who::Production,
    ];
    let text = || "text".to_owned();
    let finding = |(at, &who): (usize, &Who)| Finding {
        code: text(),
        severity: model::notice::Severity::Note,
        who,
        day: Some(day),
        by: match at % 3 {
            0 => Excess::Minutes(Minutes(1)),
            1 => Excess::Days(1),
            _ => Excess::Count(1),
        },
        text: text(),
        clause: text(),
        mend: text(),
    };
    let pay =
        PayLine::new(Who::Person(person), Some(day), PayCode::Overtime, Ratio::ONE, Cents(100), Ratio::ONE, text());
    let engagement = Engagement { person, dates: vec![(date, DayUse::Work)], worked: 1, held: 0, drops: 0 };
    let verdict = Verdict {
        findings: all.iter().enumerate().map(finding).collect(),
        pay: vec![pay],
        engagements: vec![engagement],
    };
    let line = Line {
        account: 1,
        group: Group::Crew,
        text: text(),
        who: Who::Production,
        day: Some(day),
        quantity: Ratio::ONE,
        unit: text(),
        rate: Cents(100),
        amount: Cents(100),
        from: text(),
    };
    let wish = Wish { code: text(), text: text(), price: Cents(1) };
    let estimate = Estimate { lines: vec![line], total: Cents(100), wishes: vec![wish] };
    Schedule { board, plan, verdict, estimate }
}

/// One edit of every kind and of every field.
fn edits(p: &Production) -> Vec<Edit> {
    let (scene, person, set, place) = (&p.scenes[0], &p.cast[0], &p.sets[0], &p.places[0]);
    let (board, strip, unit) = (&p.boards[0], p.strips[0].id, p.units[0].id);
    let day = &board.days[0];
    let (banner, text) = (day.items[day.items.len() - 1].clone(), || "text".to_owned());
    let key = ItemKey::Strip(strip);
    let production = [
        ProductionChange::Title(text()),
        ProductionChange::Zone(text()),
        ProductionChange::Position(p.position),
        ProductionChange::Currency(text()),
        ProductionChange::Calendar(p.calendar.clone()),
        ProductionChange::Days(Some(3)),
        ProductionChange::Settings(p.settings.clone()),
        ProductionChange::Rulebook(p.rulebook.clone()),
        ProductionChange::Packs(p.packs.clone()),
        ProductionChange::Ground(p.ground.clone()),
        ProductionChange::Factors(p.factors.clone()),
        ProductionChange::Moves(p.moves),
        ProductionChange::Active(Some(board.id)),
        ProductionChange::Drafts(p.drafts.clone()),
        ProductionChange::Apart(p.apart.clone()),
        ProductionChange::Lead(p.settings.lead),
        ProductionChange::Wishes(p.settings.wishes),
        ProductionChange::Told(p.told.clone()),
    ];
    let scenes = [
        SceneChange::Minutes(scene.minutes),
        SceneChange::Setups(Some(1)),
        SceneChange::Set(set.id),
        SceneChange::IntExt(scene.int_ext),
        SceneChange::Time(scene.time),
        SceneChange::Light(scene.light),
        SceneChange::StoryDay(Some(text())),
        SceneChange::Synopsis(text()),
        SceneChange::Eighths(scene.eighths),
        SceneChange::Cast(scene.cast.clone()),
        SceneChange::Elements(scene.elements.clone()),
        SceneChange::Rejected(scene.rejected.clone()),
        SceneChange::Number(text()),
        SceneChange::Heading(text()),
        SceneChange::SubSets(scene.sub_sets.clone()),
        SceneChange::Modifiers(scene.modifiers.clone()),
        SceneChange::Page(1),
        SceneChange::Stated(scene.stated),
        SceneChange::Computed(scene.computed),
        SceneChange::StoryDayProposed(Some(text())),
        SceneChange::Revision(1),
        SceneChange::Omitted(true),
    ];
    let cast = [
        CastChange::Number(text()),
        CastChange::Name(text()),
        CastChange::Born(person.born),
        CastChange::Contract(person.contract.clone()),
        CastChange::From(person.from),
        CastChange::Until(person.until),
        CastChange::Unavailable(person.unavailable.clone()),
        CastChange::Makeup(person.makeup),
        CastChange::Unmake(person.unmake),
    ];
    let sets = [
        SetChange::Name(text()),
        SetChange::Also(set.also.clone()),
        SetChange::At(set.at.clone()),
        SetChange::Floor(1),
        SetChange::BuildDays(1),
        SetChange::DressDays(1),
        SetChange::PrelightDays(1),
        SetChange::StrikeDays(1),
        SetChange::BuildCost(Cents(1)),
        SetChange::PrelightCost(Cents(1)),
        SetChange::StrikeCost(Cents(1)),
        SetChange::HoldCost(Cents(1)),
        SetChange::Closed(set.closed.clone()),
    ];
    let places = [
        PlaceChange::Name(text()),
        PlaceChange::Kind(place.kind),
        PlaceChange::Area(text()),
        PlaceChange::Position(place.position),
        PlaceChange::Distant(true),
        PlaceChange::Floor(1),
        PlaceChange::Rates(place.rates),
        PlaceChange::LoadIn(Cents(1)),
        PlaceChange::Closed(place.closed.clone()),
        PlaceChange::Hours(place.hours),
        PlaceChange::Lost(place.lost.clone()),
        PlaceChange::Lead(place.lead),
    ];
    let days = [
        DayChange::Kind(day.kind),
        DayChange::Unit(unit),
        DayChange::Shift(day.shift),
        DayChange::Call(day.call),
        DayChange::Date(day.date),
        DayChange::Label(day.label.clone()),
    ];
    let boards = [
        BoardChange::Rename(text()),
        BoardChange::Move(strip, Spot::Boneyard(Some(strip))),
        BoardChange::Move(strip, Spot::Day(day.id, Some(key))),
        BoardChange::Pin(strip, true),
        BoardChange::Stand(set.id, Some(place.id)),
        BoardChange::InsertDay(day.clone(), Some(day.id)),
        BoardChange::RemoveDay(day.id),
        BoardChange::PutBanner(day.id, banner, Some(ItemKey::Banner(1))),
        BoardChange::RemoveBanner(1),
    ];
    let nouns = [
        Noun::Unit(p.units[0].clone()),
        Noun::Episode(p.episodes[0].clone()),
        Noun::Scene(scene.clone()),
        Noun::Strip(p.strips[0].clone()),
        Noun::Element(p.elements[0].clone()),
        Noun::Character(p.characters[0].clone()),
        Noun::Cast(person.clone()),
        Noun::Crew(p.crew[0].clone()),
        Noun::Set(set.clone()),
        Noun::Place(place.clone()),
        Noun::Relation(p.relations[0].clone()),
        Noun::Board(board.clone()),
    ];
    let names = nouns.each_ref().map(Noun::name);
    let [first, last, after] = [Neighbour::First, Neighbour::Last, Neighbour::After(1)];
    let put = Edit::Put(nouns[0].clone(), first);
    let mut all = vec![
        Edit::Batch(vec![put, Edit::Put(nouns[0].clone(), last)]),
        Edit::Publish(Box::new(p.issues[0].clone())),
        Edit::Withdraw(1, true),
        Edit::Confirm(vec![p.assumptions[0].about.clone()]),
        Edit::Assume(p.assumptions.clone()),
    ];
    all.extend(production.map(Edit::Production));
    all.extend(scenes.map(|change| Edit::Scene(scene.id, change)));
    all.extend(cast.map(|change| Edit::Cast(person.id, change)));
    all.extend(sets.map(|change| Edit::Set(set.id, change)));
    all.extend(places.map(|change| Edit::Place(place.id, change)));
    all.extend(days.map(|change| Edit::Board(board.id, BoardChange::Day(day.id, change))));
    all.extend(boards.map(|change| Edit::Board(board.id, change)));
    all.extend(nouns.map(|noun| Edit::Put(noun, after)));
    all.extend(names.map(Edit::Remove));
    all.push(Edit::Reorder(names[2], after));
    let things = ItemKind::ALL.iter().flat_map(|kind| p.budget.items(*kind));
    let mut budgets: Vec<BudgetChange> =
        things.clone().map(|item| BudgetChange::Put(item, After::Key("key".to_owned()))).collect();
    budgets.extend(things.map(|item| BudgetChange::Restore(item, After::First)));
    budgets.push(BudgetChange::Remove(ItemKind::Line, "1".to_owned()));
    budgets.push(BudgetChange::Whole(Box::new(p.budget.clone())));
    budgets.push(BudgetChange::RestoreAll(Box::new(p.budget.clone())));
    budgets.push(BudgetChange::Approved(p.budget.approved.clone()));
    budgets.push(BudgetChange::Closed(p.budget.closed.clone()));
    all.extend(budgets.into_iter().map(|change| Edit::Budget(Box::new(change))));
    all
}

//! A production from a script's breakdown: what the script says, the defaults for what it does not, and then the words
//! of the file beside the script. Whatever a default decided is written down as an assumption.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use model::board::Board;
use model::breakdown::{Breakdown, CastDraft, Category, ElementDraft, Safety, SceneDraft};
use model::calendar::{Calendar, plus_days};
use model::edit::{CastChange, Edit, ProductionChange, SceneChange, Touch};
use model::ids::*;
use model::measure::{Eighths, Minutes};
use model::notice::{Notice, Severity};
use model::people::{CastMember, Character, Contract, DropTerms, Form};
use model::places::{Moves, Position, Set};
use model::plan::LightNeed;
use model::production::*;

use super::defaults::{Defaults, built_in, degrees};
use super::homes::places_and_sets;
use super::sheet;

/// What the command line says on top of script and file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// First shooting day.
    pub(crate) start: Option<Date>,
    /// Number of shooting days.
    pub(crate) days: Option<u32>,
    /// Today, from which a start is assumed when nobody gives one.
    pub(crate) today: Date,
}

/// What founding has to say, apart for the two texts that it read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remarks {
    /// About the file beside the script.
    pub(crate) file: Vec<Notice>,
    /// About the script.
    pub(crate) script: Vec<Notice>,
}

/// Founds a production with one empty board. `with` is the text of the file beside the script. The notices say
/// what was adjusted; an error names line, column, value and way out.
pub(crate) fn found(
    breakdown: &Breakdown,
    with: Option<&str>,
    wanted: Wanted,
) -> Result<(Production, Remarks), Notice> {
    let (mut production, defaults) = bare(&breakdown.title, wanted);
    places_and_sets(&mut production, breakdown, &defaults);
    cast(&mut production, breakdown, &defaults);
    scenes(&mut production, breakdown, &defaults);

    let mut remarks = Remarks::default();
    if let Some(text) = with {
        remarks.file = sheet::dress(&mut production, text, &wanted)?;
    }
    assume_lead(&mut production);
    check_start(&production, &wanted)?;
    remarks.script = split_long_scenes(&mut production, None);
    let board = production.fresh();
    let boneyard = production.strips.iter().map(|strip| strip.id).collect();
    production.boards.push(Board { id: board, name: "Script".to_owned(), boneyard, ..Board::default() });
    production.active = Some(board);
    production.assumptions.sort_by(|a, b| a.about.cmp(&b.about));
    Ok((production, remarks))
}

/// A production of which only the frame is known, and the defaults that gave it.
pub(super) fn bare(title: &str, wanted: Wanted) -> (Production, Defaults) {
    let (defaults, rulebook, factors) = built_in();
    let start = wanted.start.unwrap_or_else(|| first_monday(plus_days(wanted.today, defaults.calendar.lead_days)));
    let calendar =
        Calendar { week: defaults.calendar.week.0, ..Calendar::five_day(start, defaults.calendar.prep_days) };
    let mut production = Production {
        format: FORMAT,
        next_id: 1,
        title: if title.is_empty() { "Untitled".to_owned() } else { title.to_owned() },
        zone: defaults.zone.clone(),
        position: Position { lat: degrees(defaults.position[0]), lon: degrees(defaults.position[1]) },
        currency: defaults.currency.clone(),
        calendar,
        settings: settings(&defaults, wanted.days),
        rulebook,
        factors,
        moves: Moves {
            relight: defaults.moves.relight.into(),
            stage_change: defaults.moves.stage_change.into(),
            truck: defaults.moves.truck.into(),
            overnight: defaults.moves.overnight.into(),
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
        ground: model::production::Ground::default(),
        crew: Vec::new(),
        assumptions: Vec::new(),
        drafts: Vec::new(),
        apart: Vec::new(),
        budget: model::budget::Budget::default(),
    };
    let unit = production.fresh();
    production.units.push(Unit {
        id: unit,
        name: "main".to_owned(),
        crew_day: defaults.crew.day.0,
        heads: defaults.crew.heads,
    });
    assume_frame(&mut production, &defaults, &wanted);
    (production, defaults)
}

fn settings(defaults: &Defaults, days: Option<u32>) -> Settings {
    Settings {
        days,
        planned_day: defaults.day.planned.0,
        fill: defaults.day.fill,
        max_places: defaults.day.max_places,
        first_day: defaults.day.first_day,
        day_pages: None,
        allow_overtime: false,
        green_interior_nights: false,
        twelve_hour_clock: false,
        paper: PaperSize::Letter,
        wishes: WishPrices {
            set_split: defaults.wishes.set_split.0,
            swing: defaults.wishes.swing.0,
            out_of_order: defaults.wishes.out_of_order.0,
            single_scene_call: defaults.wishes.single_scene_call.0,
            uncovered_day: defaults.wishes.uncovered_day.0,
        },
        colours: Vec::new(),
        lead: LeadTimes::default(),
    }
}

fn first_monday(date: Date) -> Date {
    (0..7).map(|ahead| plus_days(date, ahead)).find(|day| day.weekday() == Weekday::Monday).unwrap_or(date)
}

pub(super) fn check_start(production: &Production, wanted: &Wanted) -> Result<(), Notice> {
    let start = production.calendar.start;
    if production.calendar.works(start) {
        return Ok(());
    }
    let next = production.calendar.working_from(start);
    let why = production.calendar.off_on(start).map_or(String::new(), |off| format!(" ({})", off.why));
    let weekday = |date: Date| date.strftime("%a %Y-%m-%d").to_string();
    let given = if wanted.start.is_some() { "--start" } else { "start" };
    Err(Notice::at(
        Severity::Error,
        0,
        0,
        format!("{given} {} is no working day of the calendar{why}", weekday(start)),
        format!("the next working day is {}", weekday(next)),
    ))
}

/// Writes down what an edit of the same thing would replace.
pub(crate) fn assume(production: &mut Production, about: &Edit, text: String, source: &str) {
    let about = about.touches().into_iter().next().unwrap_or_else(|| Touch::of(0, ""));
    production.assumptions.push(Assumption { about, text, source: source.to_owned() });
}

fn assume_frame(production: &mut Production, defaults: &Defaults, wanted: &Wanted) {
    let of = |change: ProductionChange| Edit::Production(change);
    let calendar = production.calendar.clone();
    let text = match wanted.start {
        Some(_) => "five-day week, Monday to Friday, no holidays".to_owned(),
        None => format!("shooting starts {}, five-day week, no holidays", calendar.start.strftime("%a %Y-%m-%d")),
    };
    assume(production, &of(ProductionChange::Calendar(calendar)), text, &defaults.calendar.source);
    let settings = production.settings.clone();
    let text = format!("a day is planned to {} and filled to {}", settings.planned_day, settings.fill);
    assume(production, &of(ProductionChange::Settings(settings)), text, &defaults.day.source);
    let wishes = production.settings.wishes;
    let text = format!("a set left and returned to counts {}, a swing {}", wishes.set_split, wishes.swing);
    let about = Touch::of(0, "settings.wishes");
    production.assumptions.push(Assumption { about, text, source: defaults.wishes.source.clone() });
    let zone = production.zone.clone();
    let text = format!("sun and clock of {zone}");
    assume(production, &of(ProductionChange::Zone(zone)), text, "assumption: nobody said where the production is");
    let moves = production.moves;
    let text = format!("a truck move takes {} and costs {}", moves.truck.minutes, moves.truck.cost);
    assume(production, &of(ProductionChange::Moves(moves)), text, &defaults.moves.source);
    let unit = production.units[0].clone();
    let text = format!("a crew day costs {} for {} heads", unit.crew_day, unit.heads);
    let edit = Edit::Put(model::edit::Noun::Unit(unit), model::edit::Neighbour::Last);
    assume(production, &edit, text, &defaults.crew.source);
}

/// How much notice a re-plan gives, which no file says.
pub(super) fn assume_lead(production: &mut Production) {
    let LeadTimes { call, hire, location } = production.settings.lead;
    let days = |count: u32| if count == 1 { "1 working day".to_owned() } else { format!("{count} working days") };
    let text = format!(
        "a re-plan gives {} for a new call, {} for a hire, {} for a location",
        days(call),
        days(hire),
        days(location)
    );
    let source = "assumption: a day for a call, two for a hire, three for a permit, which may take five";
    let edit = Edit::Production(ProductionChange::Lead(production.settings.lead));
    assume(production, &edit, text, source);
}

/// Characters and cast members whom the production does not know yet, those with most scenes first.
pub(crate) fn cast(production: &mut Production, breakdown: &Breakdown, defaults: &Defaults) {
    let known: BTreeSet<String> = production.characters.iter().map(|one| one.name.clone()).collect();
    let shot: Vec<&SceneDraft> = breakdown.scenes.iter().filter(|scene| !scene.omitted).collect();
    let mut parts: BTreeMap<&str, (usize, usize, Option<u8>)> = BTreeMap::new();
    for (index, scene) in shot.iter().enumerate() {
        for one in scene.cast.iter().filter(|one| !known.contains(&one.name)) {
            let part = parts.entry(&one.name).or_insert((0, index, None));
            part.0 += 1;
            part.2 = part.2.or(one.age);
        }
    }
    let mut order: Vec<_> = parts.into_iter().collect();
    order.sort_by_key(|(name, (scenes, first, _))| (std::cmp::Reverse(*scenes), *first, name.to_owned()));
    let terms = &defaults.cast;
    for (name, (scenes, _, age)) in order {
        let (character, person) = (production.fresh(), production.fresh());
        production.characters.push(Character { id: character, name: name.to_owned(), played_by: Some(person) });
        let weekly = scenes * 100 >= shot.len() * terms.weekly_from_percent && scenes > 1;
        let contract = Contract {
            form: if weekly { Form::Weekly } else { Form::Daily },
            rate: if weekly { terms.weekly_rate.0 } else { terms.daily_rate.0 },
            guarantee: terms.guarantee,
            drop: (!weekly).then_some(DropTerms { min_gap: terms.drop_after, max: 1 }),
            ..Contract::default()
        };
        let born =
            age.filter(|age| *age < 18).map(|age| plus_days(production.calendar.start, -(i64::from(age) * 366 + 30)));
        production.cast.push(CastMember {
            id: person,
            number: free_number(production),
            name: name.to_owned(),
            born,
            contract: contract.clone(),
            makeup: terms.makeup.0,
            unmake: terms.unmake.0,
            ..CastMember::default()
        });
        let text = format!("{name} is engaged {} at {}", contract.form.word(), contract.rate);
        assume(production, &Edit::Cast(person, CastChange::Contract(contract)), text, &terms.source);
        if let (Some(born), Some(age)) = (born, age) {
            let text = format!("{name} is played by a child of {age}");
            let edit = Edit::Cast(person, CastChange::Born(Some(born)));
            assume(production, &edit, text, "assumption: the age that the script gives the character");
        }
    }
}

/// The next board number that nobody has.
fn free_number(production: &Production) -> String {
    let next = production.cast.iter().filter_map(|person| person.number.parse::<usize>().ok()).max().unwrap_or(0) + 1;
    next.to_string()
}

/// What a script's names mean in a production.
pub(crate) struct Known {
    sets: BTreeMap<String, SetId>,
    people: BTreeMap<String, CharacterId>,
    elements: BTreeMap<(Category, String), ElementId>,
}

impl Known {
    /// The names of a production, other spellings of its sets among them.
    pub(crate) fn of(production: &Production) -> Self {
        let spellings = |set: &Set| {
            let id = set.id;
            [set.name.clone()].into_iter().chain(set.also.clone()).map(move |name| (name, id)).collect::<Vec<_>>()
        };
        Self {
            sets: production.sets.iter().rev().flat_map(spellings).collect(),
            people: production.characters.iter().map(|one| (one.name.clone(), one.id)).collect(),
            elements: production.elements.iter().map(|one| ((one.category, one.name.clone()), one.id)).collect(),
        }
    }
    /// The set of a name or another spelling of it.
    pub(crate) fn set(&self, name: &str) -> Option<SetId> {
        self.sets.get(name).copied()
    }
    /// The character of a name.
    pub(crate) fn character(&self, name: &str) -> Option<CharacterId> {
        self.people.get(name).copied()
    }
    /// The element of a category and name, made when there is none.
    pub(crate) fn element(
        &mut self,
        production: &mut Production,
        category: Category,
        name: &str,
        safety: Option<Safety>,
        defaults: &Defaults,
    ) -> ElementId {
        let key = (category, name.to_owned());
        if let Some(&known) = self.elements.get(&key) {
            return known;
        }
        let made = element(production, name, category, safety, defaults);
        self.elements.insert(key, made);
        made
    }
}

/// A scene of a draft whose sets and people the production knows. Its elements are made where they are new.
pub(crate) fn scene(production: &mut Production, draft: &SceneDraft, known: &mut Known, defaults: &Defaults) -> Scene {
    let id: SceneId = production.fresh();
    let mut scene = Scene { id, set: known.set(&draft.set).unwrap_or_default(), revision: 1, ..written(draft) };
    for one in &draft.cast {
        scene.cast.extend(known.character(&one.name).map(|character| cast_use(one, character)));
    }
    for one in &draft.elements {
        let element = known.element(production, one.category, &one.name, one.safety, defaults);
        scene.elements.push(element_use(one, element));
    }
    if let Some(taught) = teacher(production, &scene, known, defaults) {
        // The script's own words may have proposed one: once, with the larger count and the surer words.
        match scene.elements.iter_mut().find(|one| one.element == taught.element) {
            Some(known) => {
                known.quantity = known.quantity.max(taught.quantity);
                if taught.confidence > known.confidence {
                    (known.because, known.confidence) = (taught.because, taught.confidence);
                }
            }
            None => scene.elements.push(taught),
        }
    }
    scene
}

/// The teacher whom the minors of a scene bring, when there is any.
pub(crate) fn teacher(
    production: &mut Production,
    scene: &Scene,
    known: &mut Known,
    defaults: &Defaults,
) -> Option<ElementUse> {
    let minor = |id: &PersonId| production.person(*id).is_some_and(|person| person.born.is_some());
    let children = production.called(scene).iter().filter(|id| minor(id)).count();
    let minors = u32::try_from(children).ok().filter(|minors| *minors > 0)?;
    let teacher = known.element(production, Category::LABOUR, TEACHER, None, defaults);
    let because = "a minor in the scene".to_owned();
    Some(ElementUse { because, confidence: 100, ..ElementUse::entered(teacher, minors) })
}

/// Who comes along with minors.
pub(crate) const TEACHER: &str = "STUDIO TEACHER";

pub(super) fn scenes(production: &mut Production, breakdown: &Breakdown, defaults: &Defaults) {
    let mut known = Known::of(production);
    for draft in &breakdown.scenes {
        let scene = scene(production, draft, &mut known, defaults);
        let (id, eighths, shot) = (scene.id, scene.eighths, !scene.omitted);
        production.scenes.push(scene);
        if shot {
            let strip = production.fresh();
            production.strips.push(Strip { id: strip, scene: Some(id), eighths, ..Strip::default() });
        }
    }
}

/// What the script says about a scene by itself: everything but set, cast and elements, which are things of their own.
pub(crate) fn written(draft: &SceneDraft) -> Scene {
    Scene {
        number: draft.number.clone(),
        heading: draft.heading.clone(),
        int_ext: draft.int_ext,
        sub_sets: draft.sub_sets.clone(),
        time: draft.time,
        modifiers: draft.modifiers.clone(),
        story_day: draft.story_day.clone(),
        story_day_proposed: draft.story_day_proposed.clone(),
        page: draft.page,
        eighths: draft.stated.unwrap_or(draft.computed),
        stated: draft.stated,
        computed: Some(draft.computed),
        synopsis: draft.synopsis.clone(),
        omitted: draft.omitted,
        ..Scene::default()
    }
}

/// A character in a scene, as the script proposes it.
pub(crate) fn cast_use(draft: &CastDraft, character: CharacterId) -> CastUse {
    CastUse {
        character,
        voice_only: draft.voice_only,
        off_screen: draft.off_screen,
        // Empty words would say that a person entered it.
        because: if draft.because.is_empty() { "the script".to_owned() } else { draft.because.clone() },
        confidence: draft.confidence,
        accepted: false,
    }
}

/// An element in a scene, as the script proposes it.
pub(crate) fn element_use(draft: &ElementDraft, element: ElementId) -> ElementUse {
    let quantity = draft.quantity.max(1);
    ElementUse { element, quantity, because: draft.because.clone(), confidence: draft.confidence, accepted: false }
}

fn element(
    production: &mut Production,
    name: &str,
    category: Category,
    safety: Option<Safety>,
    defaults: &Defaults,
) -> ElementId {
    let id = production.fresh();
    let rate = match category {
        Category::CROWD => Some(&defaults.crowd),
        Category::LABOUR => Some(&defaults.teacher),
        _ => None,
    };
    let day_rate = rate.map_or_else(Default::default, |terms| terms.rate.0);
    let element = Element { id, category, name: name.to_owned(), day_rate, safety, ..Element::default() };
    production.elements.push(element.clone());
    if let Some(terms) = rate {
        let text = format!("{name}: {day_rate} a head and day");
        let edit = Edit::Put(model::edit::Noun::Element(element), model::edit::Neighbour::Last);
        assume(production, &edit, text, &terms.source);
    }
    id
}

/// A scene that takes more than a planned day, than one dusk or dawn, or than a minor in it may work in a day, is split
/// into parts that fit, since it can be shot on no single day. Where some scenes are named, only they are looked at.
pub(crate) fn split_long_scenes(production: &mut Production, only: Option<&BTreeSet<SceneId>>) -> Vec<Notice> {
    let day = production.settings.fill.of(production.settings.planned_day.0).max(60);
    let limit = |scene: &Scene| {
        let place = production.set(scene.set).and_then(|set| production.place(*set.at.first()?));
        let light = match light_need(scene, place) {
            LightNeed::Dawn | LightNeed::Dusk => (clock::LONGEST_AT_DUSK.0, "one dusk or dawn"),
            _ => (day, "a planned day"),
        };
        let minor = |id: PersonId| {
            let age = production.person(id)?.age_on(production.calendar.start)?;
            Some((production.rulebook.minors.band(age)?.work.0, "a minor may work in a day"))
        };
        production.called(scene).into_iter().filter_map(minor).chain([light]).min().unwrap_or(light)
    };
    let mut long = Vec::new();
    for strip in production.strips.iter().filter(|strip| strip.part == 0 && strip.eighths.0 > 1) {
        let looked = |id: &SceneId| only.is_none_or(|only| only.contains(id));
        let Some(scene) = strip.scene.filter(looked).and_then(|id| production.scene(id)) else { continue };
        let (likely, (limit, what)) = (clock::estimate(production, strip).span.likely, limit(scene));
        if likely > Minutes(limit) {
            // Room for what else a day needs: no part fills more than four fifths of what holds it.
            let parts = u32::try_from(likely.0 * 5 / (limit * 4) + 1).unwrap_or(2).max(2);
            let label = production.scene_label(scene);
            let text = format!("scene {label} takes {likely}, more than {what}, and is split in {parts} parts");
            long.push((scene.id, parts, text));
        }
    }
    let mut notices = Vec::new();
    for (scene, parts, text) in long {
        split(production, scene, parts);
        let edit = Edit::Scene(scene, SceneChange::Minutes(None));
        let hint = "a time that a person gives replaces the guess";
        notices.push(Notice::at(Severity::Note, 0, 0, text.clone(), hint));
        assume(production, &edit, text, "assumption: no part may fill more than four fifths of what holds it");
    }
    notices
}

/// Replaces the strip of a whole scene by parts whose eighths add up to the scene's.
pub(crate) fn split(production: &mut Production, scene: SceneId, parts: u32) {
    let Some(at) = production.strips.iter().position(|strip| strip.scene == Some(scene) && strip.part == 0) else {
        return;
    };
    let eighths = production.strips[at].eighths.0;
    let parts = i64::from(parts).clamp(1, eighths.max(1));
    production.strips.remove(at);
    for part in (0..parts).rev() {
        let id = production.fresh();
        let share = eighths * (part + 1) / parts - eighths * part / parts;
        let part = u32::try_from(part + 1).unwrap_or(1);
        let strip = Strip { id, scene: Some(scene), part, eighths: Eighths(share), ..Strip::default() };
        production.strips.insert(at, strip);
    }
}

//! The board as papers read it: each day with its strips, moves and meals in order, every name looked up, nothing computed
//! but sums of pages. The board says what stands there, the plan when; a strip that the plan does not know is shown without time.

use std::collections::BTreeSet;

use model::board::{DayKind, Item, UnitDay};
use model::calendar::Date;
use model::ids::StripId;
use model::issue::Schedule;
use model::measure::{Eighths, Minutes, Moment};
use model::paper::Fill;
use model::people::CastMember;
use model::places::MoveKind;
use model::plan::{Entry, Happening, LightNeed, PlanDay};
use model::production::{Production, Scene};

use crate::words;

/// One unit-day.
pub(crate) struct Day<'a> {
    /// On the board.
    pub(crate) day: &'a UnitDay,
    /// On the clock; nothing when the plan does not have it.
    pub(crate) plan: Option<&'a PlanDay>,
    /// `DAY 3 of 9`, `TRAVEL DAY`, with the unit when there are several.
    pub(crate) name: String,
    /// What a person called it.
    pub(crate) label: Option<&'a str>,
    /// Names of its places in order of first use.
    pub(crate) places: Vec<&'a str>,
    /// What happens, in order.
    pub(crate) lines: Vec<Line<'a>>,
    /// Script that is shot on it.
    pub(crate) pages: Eighths,
}

/// What stands on a line of a day.
pub(crate) enum Line<'a> {
    /// A strip.
    Strip(Box<StripLine<'a>>),
    /// A move, a meal, a wait, a banner.
    Banner {
        /// Its words.
        text: String,
        /// When it begins, and how long it takes; nothing for a banner without time.
        time: Option<(Moment, Minutes)>,
        /// A change of light at the same place: too small for the boards, shown where a day is shown alone.
        small: bool,
    },
}

/// A strip with everything a line says about it.
pub(crate) struct StripLine<'a> {
    /// Scene number or the strip's own name.
    pub(crate) label: String,
    /// Its scene.
    pub(crate) scene: Option<&'a Scene>,
    /// Name of the set with its parts.
    pub(crate) set: String,
    /// Name of the place; empty when no place can hold the set.
    pub(crate) place: &'a str,
    /// Length.
    pub(crate) pages: Eighths,
    /// Who is called, by board number.
    pub(crate) cast: Vec<&'a CastMember>,
    /// Colour of the strip.
    pub(crate) fill: Fill,
    /// When it begins, and how long it takes in all, without a meal that cuts it in two.
    pub(crate) time: Option<(Moment, Minutes)>,
    /// Set-ups planned.
    pub(crate) setups: Option<u32>,
    /// The light it needs.
    pub(crate) light: LightNeed,
    /// A person pinned it to its day.
    pub(crate) pinned: bool,
}

impl StripLine<'_> {
    /// `INT`, `EXT`, `I/E`, or nothing for a strip without scene.
    pub(crate) fn int_ext(&self) -> &'static str {
        self.scene.map_or("", |scene| scene.int_ext.word())
    }
    /// `D`, `N`, `Dawn`, `Dusk`, or nothing for a strip without scene.
    pub(crate) fn time_of_day(&self) -> &'static str {
        self.scene.map_or("", |scene| scene.time.letter())
    }
    /// Board numbers of the cast: `1, 2, 7`.
    pub(crate) fn numbers(&self) -> String {
        self.cast.iter().map(|person| person.number.as_str()).collect::<Vec<_>>().join(", ")
    }
    /// One sentence about it.
    pub(crate) fn synopsis(&self) -> &str {
        self.scene.map_or("", |scene| scene.synopsis.as_str())
    }
    /// How long it takes, `1 h 20`; empty when the plan does not say.
    pub(crate) fn length(&self) -> String {
        self.time.map_or(String::new(), |(_, length)| length.to_string())
    }
}

impl Day<'_> {
    /// The strips alone.
    pub(crate) fn strips(&self) -> impl Iterator<Item = &StripLine<'_>> {
        self.lines.iter().filter_map(|line| match line {
            Line::Strip(strip) => Some(&**strip),
            Line::Banner { .. } => None,
        })
    }
    /// The colour of its bar: black, or that of a day without shooting.
    pub(crate) fn fill(&self) -> Fill {
        match self.day.kind {
            DayKind::Shoot | DayKind::SixthDay => Fill::Black,
            DayKind::Holiday => Fill::Red,
            _ => Fill::Grey,
        }
    }
    /// Its date.
    pub(crate) fn date(&self) -> Option<Date> {
        self.plan.map(|plan| plan.date)
    }
}

/// The days of a schedule in order of the board.
pub(crate) fn days<'a>(production: &'a Production, schedule: &'a Schedule) -> Vec<Day<'a>> {
    schedule.board.days.iter().map(|day| one(production, schedule, day)).collect()
}

/// The strips that stand on no day, in order of the board.
pub(crate) fn boneyard<'a>(production: &'a Production, schedule: &'a Schedule) -> Vec<StripLine<'a>> {
    schedule.board.boneyard.iter().filter_map(|&strip| strip_line(production, schedule, strip, &[], false)).collect()
}

fn one<'a>(production: &'a Production, schedule: &'a Schedule, day: &'a UnitDay) -> Day<'a> {
    let plan = schedule.plan.days.iter().find(|plan| plan.day == day.id);
    let mut entries = plan.map_or(&[][..], |plan| &plan.entries).iter().peekable();
    let mut lines = Vec::new();
    let on_board: BTreeSet<StripId> = day.strips().map(|placed| placed.strip).collect();
    for item in &day.items {
        // What the clock put before this item: moves, meals, waits. Entries of later items end the run.
        let mine = |entry: &Entry| match (&entry.what, item) {
            (Happening::Strip { strip, .. }, Item::Strip(placed)) => *strip == placed.strip,
            (Happening::Banner { text: on_clock }, Item::Banner { text, .. }) => on_clock == text,
            _ => false,
        };
        let between = |entry: &&Entry| match &entry.what {
            Happening::Strip { strip, .. } => !on_board.contains(strip),
            Happening::Banner { .. } => false,
            _ => true,
        };
        let timeless = matches!(item, Item::Banner { minutes, .. } if minutes.0 == 0);
        while !timeless && let Some(entry) = entries.next_if(|entry| between(entry)) {
            lines.extend(banner(production, plan, entry));
        }
        let entry = entries.next_if(|entry| !timeless && mine(entry));
        match item {
            Item::Strip(placed) => {
                // A meal may cut a strip in two: what the clock has up to its last part belongs to it.
                let within = entries.clone().enumerate().rfind(|(_, entry)| mine(entry));
                let within = within.filter(|_| entry.is_some()).map_or(0, |(last, _)| last + 1);
                let all: Vec<&Entry> = entry.into_iter().chain(entries.by_ref().take(within)).collect();
                let parts: Vec<&Entry> = all.iter().copied().filter(|entry| mine(entry)).collect();
                let line = strip_line(production, schedule, placed.strip, &parts, placed.pinned);
                let label = line.as_ref().map_or(String::new(), |line| line.label.clone());
                lines.extend(line.map(|line| Line::Strip(Box::new(line))));
                for (nth, entry) in all.iter().enumerate() {
                    let Some(Line::Banner { mut text, time, small }) = banner(production, plan, entry) else {
                        continue;
                    };
                    if let (Some(plan), Some(next)) = (plan, all.get(nth + 1).filter(|next| mine(next))) {
                        text += &format!(", then {label} until {}", words::time(production, plan, next.end));
                    }
                    lines.push(Line::Banner { text, time, small });
                }
            }
            Item::Banner { text, .. } => {
                let time = entry.map(|entry| (entry.start, entry.end.since(entry.start)));
                lines.push(Line::Banner { text: text.clone(), time, small: false });
            }
        }
    }
    for entry in entries {
        lines.extend(banner(production, plan, entry));
    }
    let place = |id: &_| production.place(*id).map(|place| place.name.as_str());
    let mut found = Day {
        day,
        plan,
        name: name(production, schedule, day, plan),
        label: day.label.as_deref(),
        places: plan.map_or(Vec::new(), |plan| plan.places.iter().filter_map(place).collect()),
        lines,
        pages: Eighths::ZERO,
    };
    found.pages = found.strips().map(|strip| strip.pages).sum();
    found
}

fn name(production: &Production, schedule: &Schedule, day: &UnitDay, plan: Option<&PlanDay>) -> String {
    let of_unit = schedule.board.days.iter().filter(|other| other.unit == day.unit && other.kind.shoots()).count();
    let kind = day.kind.word().replace('-', " ").to_uppercase();
    let mut name = match (plan.and_then(|plan| plan.number), day.kind) {
        (Some(number), DayKind::SixthDay) => format!("DAY {number} of {of_unit} (sixth day)"),
        (Some(number), _) => format!("DAY {number} of {of_unit}"),
        (None, DayKind::Hiatus | DayKind::Holiday | DayKind::CompanyMove) => kind,
        (None, _) => format!("{kind} DAY"),
    };
    if production.units.len() > 1
        && let Some(unit) = production.unit(day.unit)
    {
        name.push_str(&format!(", {} unit", unit.name));
    }
    name
}

fn strip_line<'a>(
    production: &'a Production,
    schedule: &Schedule,
    id: StripId,
    parts: &[&Entry],
    pinned: bool,
) -> Option<StripLine<'a>> {
    let strip = production.strip(id)?;
    let scene = strip.scene.and_then(|id| production.scene(id));
    let (on_clock, light) = match parts.first().map(|entry| &entry.what) {
        Some(&Happening::Strip { place, light, .. }) => (place, light),
        _ => (scene.and_then(|scene| production.place_of(&schedule.board, scene.set)), LightNeed::Any),
    };
    let planned = parts.iter().map(|part| match part.what {
        Happening::Strip { setups, .. } => setups,
        _ => 0,
    });
    let setups = (!parts.is_empty()).then(|| planned.sum());
    let set = scene.map_or_else(
        || strip.name.clone(),
        |scene| {
            let set = production.set(scene.set).map_or(scene.heading.as_str(), |set| set.name.as_str());
            let parts = scene.sub_sets.iter().chain(&scene.modifiers);
            parts.fold(set.to_owned(), |name, part| format!("{name} - {part}"))
        },
    );
    let cast = scene.map_or(Vec::new(), |scene| production.called(scene));
    Some(StripLine {
        label: production.strip_label(strip),
        scene,
        set,
        place: on_clock.and_then(|id| production.place(id)).map_or("", |place| &place.name),
        pages: strip.eighths,
        cast: words::by_number(cast.into_iter().filter_map(|id| production.person(id)).collect()),
        fill: scene.map_or(Fill::Light, |scene| {
            Fill::of_strip(scene.int_ext, scene.time, production.settings.green_interior_nights)
        }),
        time: parts.first().map(|first| (first.start, parts.iter().map(|part| part.end.since(part.start)).sum())),
        setups,
        light,
        pinned,
    })
}

/// An entry of the clock that is no strip, in words.
fn banner<'a>(production: &Production, plan: Option<&PlanDay>, entry: &Entry) -> Option<Line<'a>> {
    let plan = plan?;
    let length = entry.end.since(entry.start);
    let clock = |moment| words::time(production, plan, moment);
    let text = match &entry.what {
        // A strip that the board does not have: the plan is of another board, and no line may pretend otherwise.
        Happening::Strip { .. } => return None,
        Happening::Move { how: MoveKind::Relight, .. } => format!("re-light, {length}"),
        Happening::Move { how, to, .. } => {
            let to = production.place(*to).map_or("", |place| &place.name);
            format!("MOVE to {to} ({}), {length}", how.word())
        }
        Happening::Meal { nth: 1 } => format!("MEAL {} - {}", clock(entry.start), clock(entry.end)),
        Happening::Meal { nth } => format!("MEAL {nth}, {} - {}", clock(entry.start), clock(entry.end)),
        Happening::Banner { text } => text.clone(),
        Happening::Wait => format!("WAIT for the light until {}, {length}", clock(entry.end)),
    };
    let small = matches!(entry.what, Happening::Move { how: MoveKind::Relight, .. });
    Some(Line::Banner { text, time: Some((entry.start, length)), small })
}

//! Stripboards as boards: days with their units and shifts, banners, the boneyard; and what the days show of the sets.

use std::collections::BTreeMap;

use exchange::uss::{Schedule, Stripboard};
use model::board::{Board, Item, Placed, Shift, UnitDay};
use model::calendar::Date;
use model::ids::{StripId, UnitId};
use model::measure::Minutes;
use model::notice::{Notice, Severity};
use model::plan::LightNeed;
use model::production::{Production, light_need};

use super::drafts::Drafts;
use crate::setup::homes::title_case;

/// Units whose name is no place: they shoot where the main unit does.
const NO_PLACES: [&str; 11] =
    ["MAIN", "FIRST", "1ST", "SECOND", "2ND", "SPLINTER", "STUNT", "VFX", "AERIAL", "UNDERWATER", "INSERT"];

/// What the days of a board show.
#[derive(Default)]
pub(super) struct Groups {
    /// The area of each set: the first set, by name, of those that days join.
    areas: BTreeMap<String, String>,
    /// Sets that only a unit elsewhere shoots, with that unit.
    pub(super) away: BTreeMap<String, String>,
    /// Units that banners name, each with the position of its first day among the days that shoot.
    pub(super) units: Vec<(String, usize)>,
}

impl Groups {
    pub(super) fn of(schedule: &Schedule, board: &Stripboard, drafts: &Drafts) -> Self {
        let mut groups = Self::default();
        let mut unit = String::new();
        let mut of_main: Vec<&str> = Vec::new();
        let mut shooting = 0;
        for day in &board.days {
            unit = unit_of(schedule, day).unwrap_or(unit);
            let sets = sets(drafts, day);
            if sets.is_empty() {
                continue;
            }
            if !unit.is_empty() && !groups.units.iter().any(|(known, _)| *known == unit) {
                groups.units.push((unit.clone(), shooting));
            }
            shooting += 1;
            if unit.is_empty() || no_place(&unit) {
                of_main.extend(&sets);
                groups.join(&sets);
            } else {
                groups.away.extend(sets.iter().map(|set| ((*set).to_owned(), unit.clone())));
            }
        }
        groups.away.retain(|set, _| !of_main.contains(&set.as_str()));
        groups
    }

    /// The set after which an area is called.
    pub(super) fn area(&self, set: &str) -> Option<&String> {
        self.areas.get(set)
    }

    /// Sets of one day are of one area, with all that were of theirs.
    fn join(&mut self, sets: &[&str]) {
        let of =
            |areas: &BTreeMap<String, String>, set: &str| areas.get(set).cloned().unwrap_or_else(|| set.to_owned());
        let joined: Vec<String> = sets.iter().map(|set| of(&self.areas, set)).collect();
        let Some(name) = joined.first().cloned() else { return };
        for area in self.areas.values_mut().filter(|area| joined.contains(area)) {
            area.clone_from(&name);
        }
        self.areas.extend(sets.iter().map(|set| ((*set).to_owned(), name.clone())));
    }
}

/// The unit that a banner of a day names: none for the main unit.
fn unit_of(schedule: &Schedule, day: &[usize]) -> Option<String> {
    let banners = day.iter().map(|&sheet| &schedule.sheets[sheet]).filter(|sheet| sheet.banner);
    let name = |text: &str| {
        let text = text.to_uppercase();
        let name = text.strip_suffix(" UNIT").map(str::trim).filter(|name| name.split(' ').count() <= 3)?;
        Some(if ["MAIN", "FIRST", "1ST"].contains(&name) { String::new() } else { title_case(name) })
    };
    banners.filter_map(|sheet| name(&sheet.text)).next()
}

fn no_place(unit: &str) -> bool {
    NO_PLACES.contains(&unit.to_uppercase().as_str())
}

/// The sets of a day's scenes that are shot, in order.
fn sets<'a>(drafts: &'a Drafts, day: &[usize]) -> Vec<&'a str> {
    let mut sets = Vec::new();
    for sheet in day {
        let draft = drafts.sheets.iter().position(|known| known == sheet).map(|at| &drafts.breakdown.scenes[at]);
        if let Some(draft) = draft.filter(|draft| !draft.omitted)
            && !sets.contains(&draft.set.as_str())
        {
            sets.push(draft.set.as_str());
        }
    }
    sets
}

/// The date of a shooting day by its position among all of them, when one day follows the other.
pub(super) fn date_of(production: &Production, position: usize) -> Date {
    let calendar = &production.calendar;
    calendar.working_after(calendar.start, u32::try_from(position).unwrap_or(u32::MAX).min(3_000))
}

/// A stripboard as a board. Days on which nothing is shot are left out, and told.
pub(super) fn board(
    production: &mut Production,
    schedule: &Schedule,
    stripboard: &Stripboard,
    drafts: &Drafts,
    units: &BTreeMap<String, UnitId>,
    remarks: &mut Vec<Notice>,
) -> Board {
    let strips: BTreeMap<usize, StripId> = {
        let of = |scene| production.strips.iter().find(|strip| strip.scene == Some(scene)).map(|strip| strip.id);
        let scenes = production.scenes.iter().zip(&drafts.sheets);
        scenes.filter_map(|(scene, &sheet)| Some((sheet, of(scene.id)?))).collect()
    };
    let name = if stripboard.name.is_empty() { "Board".to_owned() } else { stripboard.name.clone() };
    let mut board = Board { id: production.fresh(), name: free(production, name), ..Board::default() };
    let mut unit = String::new();
    let mut used: Vec<UnitId> = Vec::new();
    for (number, sheets) in (1..).zip(&stripboard.days) {
        unit = unit_of(schedule, sheets).unwrap_or(unit);
        if !sheets.iter().any(|sheet| strips.contains_key(sheet)) {
            let message = format!("day {number} of board {} has nothing to shoot", stripboard.name);
            remarks.push(Notice::at(Severity::Note, 0, 0, message, "it is left out, with its banners"));
            continue;
        }
        let id = units.get(&unit).copied().unwrap_or(production.units[0].id);
        let other = id != production.units[0].id;
        let date = (other && !used.contains(&id)).then(|| date_of(production, board.days.len()));
        used.push(id);
        let mut day = UnitDay { id: production.fresh(), unit: id, date, ..UnitDay::default() };
        for &at in sheets {
            let sheet = &schedule.sheets[at];
            if sheet.banner {
                let minutes = sheet.minutes.unwrap_or(Minutes::ZERO);
                day.items.push(Item::Banner { id: production.fresh(), text: sheet.text.clone(), minutes });
            } else if let Some(&strip) = strips.get(&at) {
                day.items.push(Item::Strip(Placed { strip, pinned: false }));
            }
        }
        day.shift = shift(production, &day);
        board.days.push(day);
    }
    let stands = |strip: &StripId| board.days.iter().any(|day| day.strips().any(|placed| placed.strip == *strip));
    board.boneyard = production.strips.iter().map(|strip| strip.id).filter(|strip| !stands(strip)).collect();
    board
}

/// The shift that the light of a day's scenes asks for: night where all of it is dark, split where some of it is.
fn shift(production: &Production, day: &UnitDay) -> Shift {
    let light = |placed: &Placed| {
        let scene = production.scene_of(placed.strip)?;
        let place = production.set(scene.set).and_then(|set| production.place(*set.at.first()?));
        Some(light_need(scene, place))
    };
    let lights: Vec<LightNeed> = day.strips().filter_map(light).collect();
    let has = |wanted: &[LightNeed]| lights.iter().any(|light| wanted.contains(light));
    match (has(&[LightNeed::Dark]), has(&[LightNeed::Daylight, LightNeed::Dawn])) {
        (true, false) => Shift::Night,
        (true, true) => Shift::Split,
        (false, _) if has(&[LightNeed::Dusk]) => Shift::Split,
        (false, _) => Shift::Day,
    }
}

/// A name that no board has yet.
fn free(production: &Production, name: String) -> String {
    let taken = |name: &String| production.boards.iter().any(|board| board.name == *name);
    if !taken(&name) {
        return name;
    }
    (2..).map(|number: u32| format!("{name} {number}")).find(|name| !taken(name)).unwrap_or(name)
}

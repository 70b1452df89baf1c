//! Sets that are lost for good, or were shot at a place which is. A board has one place for a set and one build of it, and
//! what was shot stays where it was: so what is left of such a set becomes a set of its own, built again at a place that can
//! hold it.

use jiff::civil::Date;
use model::calendar::{days_between, plus_days};
use model::edit::{Edit, Neighbour, Noun, SceneChange, SetChange};
use model::ids::{PlaceId, SceneId, SetId, StripId};
use model::issue::Schedule;
use model::measure::Cents;
use model::places::Set;
use model::production::{Assumption, Production};
use serde::Serialize;

use super::morning::{FOR_GOOD, LOST};
use crate::app::Opened;
use crate::error::Failure;
use crate::say;

/// What is lost for good.
#[derive(Default)]
pub(super) struct Gone {
    pub(super) places: Vec<PlaceId>,
    pub(super) sets: Vec<SetId>,
}

/// What is left of a set that is lost for good, or whose place is.
pub(super) struct Rest {
    /// The set as it was before that.
    set: Set,
    /// The set itself is lost.
    lost: bool,
    /// Places that can hold it and can still be had, in its order.
    at: Vec<PlaceId>,
    /// Some of it was shot.
    shot: bool,
    /// Its build had begun.
    begun: bool,
    /// Scenes of which nothing was shot, and of which a part was.
    open: Vec<SceneId>,
    torn: Vec<SceneId>,
}

/// A set that is built again, as the new board has it.
#[derive(Serialize)]
pub(super) struct Moved {
    set: String,
    /// Where it stands, from when on it is built, and its first shooting day; nothing while it is shot on no day.
    place: Option<String>,
    build: Option<Date>,
    first: Option<Date>,
    /// What its build, pre-light and strike cost.
    cost: Cents,
}

/// What is left, from a date on, of the sets that are gone or stand at places which are; `back` are strips that were not
/// finished.
pub(super) fn rests(
    production: &Production,
    before: &Schedule,
    (gone, from): (&Gone, Date),
    back: &[StripId],
) -> Vec<Rest> {
    let days = before.plan.days.iter();
    let shot = days.filter(|day| day.date < from).flat_map(|day| day.strips());
    let shot: Vec<StripId> = shot.filter(|strip| !back.contains(strip)).collect();
    let last = before.plan.days.iter().map(|day| day.date).max().unwrap_or(from);
    let dates = 0..=days_between(from, last).max(0);
    let can_be_had = |&place: &PlaceId| {
        let place = production.place(place).filter(|place| !gone.places.contains(&place.id));
        place.is_some_and(|place| dates.clone().any(|day| place.closure(plus_days(from, day)).is_none()))
    };
    let rest = |set: &Set| {
        let lost = gone.sets.contains(&set.id);
        let stands = production.place_of(&before.board, set.id);
        if !lost && !stands.is_some_and(|place| gone.places.contains(&place)) {
            return None;
        }
        // Without days of build there is nothing to build again: where it stood, it would stand that same morning.
        let elsewhere = |&place: &PlaceId| !lost || set.lead_days() > 0 || stands != Some(place);
        let at = set.at.iter().copied().filter(|place| can_be_had(place) && elsewhere(place)).collect();
        let begun = before.plan.stands.iter().any(|stand| stand.set == set.id && stand.from < from);
        let (set, open, torn) = (set.clone(), Vec::new(), Vec::new());
        let mut rest = Rest { set, lost, at, shot: false, begun, open, torn };
        for scene in production.scenes.iter().filter(|scene| scene.set == rest.set.id && !scene.omitted) {
            let strips = || production.strips.iter().filter(|strip| strip.scene == Some(scene.id));
            let done = strips().filter(|strip| shot.contains(&strip.id)).count();
            rest.shot |= done > 0;
            if done < strips().count() {
                (if done == 0 { &mut rest.open } else { &mut rest.torn }).push(scene.id);
            }
        }
        (!(rest.open.is_empty() && rest.torn.is_empty())).then_some(rest)
    };
    production.sets.iter().filter_map(rest).collect()
}

impl Rest {
    /// Makes the rest a set of its own where it has to be built again and can be, and answers its identity; tells what has no
    /// way, and what is assumed.
    pub(super) fn write(&self, opened: &mut Opened, says: &mut Vec<String>) -> Result<Option<SetId>, Failure> {
        let (production, set) = (&opened.production, &self.set);
        if self.at.is_empty() {
            let places = set.at.iter().filter_map(|&place| production.place(place)).map(|place| &place.name[..]);
            let at = format!("at={}", places.chain([".."]).collect::<Vec<_>>().join(","));
            let (named, at) = (say::quoted(&set.name), say::quoted(&at));
            let where_to = if self.lost { "again" } else { "else" };
            let build = if self.lost && set.lead_days() == 0 { ", or days of build with build=DAYS" } else { "" };
            says.push(format!(
                "{} can stand nowhere {where_to}: enter another place with backlot set FILE set {named} {at}{build}, and plan again with the same --lose",
                set.name,
            ));
            return Ok(None);
        }
        // Where its place is gone, a set of which nothing was shot goes to another one as a whole, if the search likes.
        if !self.shot && !self.lost {
            return Ok(None);
        }
        for scene in self.torn.iter().filter_map(|&scene| production.scene(scene)) {
            let scene = production.scene_label(scene);
            says.push(format!("scene {scene} was shot in part: what is left of it cannot leave {}", set.name));
        }
        if self.open.is_empty() {
            return Ok(None);
        }
        let id = SetId(production.next_id);
        let name = free_name(production, &set.name, if self.lost { "rebuilt" } else { "moved" });
        let assumed = assumptions(id, &name, set);
        // A new one is closed on none of the dates for which the first was lost.
        let mut closed = set.closed.clone();
        closed.retain(|range| range.why != LOST && range.why != FOR_GOOD);
        let (also, at) = (Vec::new(), self.at.clone());
        let again = Set { id, name: name.clone(), also, at, closed, ..set.clone() };
        let edits = [Edit::Put(Noun::Set(again), Neighbour::After(set.id.0)), Edit::Assume(assumed.clone())];
        let scenes = self.open.iter().map(|&scene| Edit::Scene(scene, SceneChange::Set(id)));
        let count = say::count(self.open.len(), "scene");
        let why = if self.lost { ", in a set built anew" } else { " that can no longer be shot where it was" };
        let text = format!("{name}: {count} of {}{why}", set.name);
        opened.change_saying(Edit::Batch(edits.into_iter().chain(scenes).collect()), text.clone())?;
        says.push(text);
        says.extend(assumed.into_iter().map(|one| format!("assumed: {}", one.text)));
        if self.begun && !self.shot {
            says.push(format!("what the first build of {} has cost is in no price: nothing was shot in it", set.name));
        }
        Ok(Some(id))
    }
}

/// That it takes and costs as much as the first one.
fn assumptions(id: SetId, name: &str, first: &Set) -> Vec<Assumption> {
    let lead = Edit::Set(id, SetChange::BuildDays(first.build_days));
    let cost = Edit::Set(id, SetChange::BuildCost(first.build_cost));
    let text = |what: &str| format!("the build of {name} {what} as that of {}", first.name);
    let said = [(lead, text("takes as many days")), (cost, text("costs as much"))];
    let one = |about, text| Assumption {
        about,
        text,
        source: "assumption: nobody said what it takes to build the set again".to_owned(),
    };
    said.into_iter()
        .flat_map(|(edit, text)| edit.touches().into_iter().map(move |about| one(about, text.clone())))
        .collect()
}

/// `NAME (moved)`, or `NAME (moved 2)` and so on when there is one; of a name that ends so already, its beginning.
fn free_name(production: &Production, name: &str, word: &str) -> String {
    let first = ["moved", "rebuilt"].iter().find_map(|known| {
        let (first, end) = name.rsplit_once(&format!(" ({known}"))?;
        let number = end.strip_suffix(')')?.trim_start();
        number.chars().all(|one| one.is_ascii_digit()).then_some(first)
    });
    let first = first.unwrap_or(name);
    let names = (1_u32..).map(|number| match number {
        1 => format!("{first} ({word})"),
        number => format!("{first} ({word} {number})"),
    });
    let free = |name: &String| production.sets.iter().all(|set| set.name != *name);
    names.into_iter().find(free).unwrap_or_default()
}

/// What became of a set that is built again.
pub(super) fn moved(production: &Production, after: &Schedule, id: SetId) -> Option<Moved> {
    let set = production.set(id)?;
    let stand = after.plan.stands.iter().find(|stand| stand.set == id);
    Some(Moved {
        set: set.name.clone(),
        place: stand.and_then(|stand| production.place(stand.place)).map(|place| place.name.clone()),
        build: stand.map(|stand| stand.from),
        first: stand.map(|stand| stand.first),
        cost: set.build_cost + set.prelight_cost + set.strike_cost,
    })
}

impl Moved {
    pub(super) fn says(&self, production: &Production) -> String {
        let Self { set, place: Some(place), build: Some(build), first: Some(first), cost } = self else {
            return format!("{} is shot on no day", self.set);
        };
        let (built, first) = (say::date(*build), say::date(*first));
        let built = if built == first { String::new() } else { format!("built from {built}, ") };
        let money = say::money(production, *cost);
        format!("{set} stands at {place}: {built}shot from {first}; build, pre-light and strike cost {money}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::board::UnitDay;
    use model::edit::{BoardChange, Spot};
    use model::ids::DayId;
    use model::production::Strip;

    use super::*;

    #[test]
    fn a_set_that_moves_again_is_numbered_and_keeps_the_words_of_its_own_name() {
        let mut production = model::sample::small();
        assert_eq!(free_name(&production, "BAR", "moved"), "BAR (moved)");
        assert_eq!(free_name(&production, "BAR (moved piano)", "moved"), "BAR (moved piano) (moved)");
        production.sets[0].name = "BAR (moved)".to_owned();
        assert_eq!(free_name(&production, "BAR (moved)", "moved"), "BAR (moved 2)");
        assert_eq!(free_name(&production, "BAR (moved 2)", "moved"), "BAR (moved 2)");
        production.sets[1].name = "BAR (moved 2)".to_owned();
        assert_eq!(free_name(&production, "BAR (moved 2)", "moved"), "BAR (moved 3)");
        assert_eq!(free_name(&production, "BAR (moved 2)", "rebuilt"), "BAR (rebuilt)");
    }

    #[test]
    fn a_scene_that_was_shot_in_part_does_not_move_and_one_that_was_not_finished_does() {
        let mut production = model::sample::small();
        let set = production.scenes[0].set;
        let gone = Gone { places: vec![production.set(set).unwrap().at[0]], sets: Vec::new() };
        let (first, second) = (production.strips[0].id, StripId(production.next_id));
        production.strips.push(Strip { id: second, part: 2, ..production.strips[0].clone() });
        production.next_id += 1;
        let unit = production.units[0].id;
        let board = &mut production.boards[0];
        board.days = [9_001, 9_002].map(|id| UnitDay { id: DayId(id), unit, ..UnitDay::default() }).to_vec();
        board.boneyard.push(second);
        let moves = BoardChange::Move(first, Spot::Day(DayId(9_001), None));
        let edit = Edit::Board(board.id, moves);
        production.apply(edit).unwrap();
        let before = crate::app::schedule(&production, production.boards[0].clone());
        let from = (&gone, date(2027, 3, 2));
        let all: Vec<SceneId> = production.scenes.iter().filter(|one| one.set == set).map(|one| one.id).collect();

        let found = rests(&production, &before, from, &[]);
        let [rest] = found.iter().filter(|rest| rest.set.id == set).collect::<Vec<_>>()[..] else { panic!("no rest") };
        assert!(rest.shot && rest.at.iter().all(|place| !gone.places.contains(place)));
        assert_eq!((&rest.torn[..], &rest.open[..]), (&all[..1], &all[1..]));

        let found = rests(&production, &before, from, &[first]);
        let [rest] = found.iter().filter(|rest| rest.set.id == set).collect::<Vec<_>>()[..] else { panic!("no rest") };
        assert!(!rest.shot && rest.torn.is_empty() && rest.open == all);

        // A set that is lost itself may stand where it stood.
        let gone = Gone { places: Vec::new(), sets: vec![set] };
        let found = rests(&production, &before, (&gone, date(2027, 3, 2)), &[]);
        let [rest] = &found[..] else { panic!("no rest") };
        assert!(rest.shot && rest.lost && rest.at == production.set(set).unwrap().at);
    }
}

//! What forbids a strip a day, and what to give up so that it can stand there.
//!
//! A strip is laid on the day by itself, at each place that can hold its set and in each shift, beside the strips that are
//! pinned to that day or not: every try breaks some rules, and giving these up is a way to have the strip there. What no
//! way goes without forbids the day. The least sets that forbid it are the least sets that meet every way (Reiter, A Theory
//! of Diagnosis from First Principles, 1987). Work before it can bring a strip into its light or inside the hours of its place, so
//! that it is laid after one to nine hours of work too; beside that a board with more on it breaks no less, and this is a proof as
//! far as it goes. The company that a strip needs elsewhere, and days in a row, are for a search to find out.

use std::collections::{BTreeMap, BTreeSet};

use model::board::{Board, Item, Placed, Shift, UnitDay};
use model::calendar::{Date, DateRange, days_between, plus_days};
use model::ids::{DayId, RelationId, SceneId, StripId};
use model::measure::Minutes;
use model::notice::Severity;
use model::plan::LightNeed;
use model::production::{Production, Relation, RelationKind};
use model::verdict::{Finding, Who};
use rules::Code;

use super::what_if::on_each_day;

/// Something that stands against a strip on a day and can be given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A relation between two scenes.
    Relation(RelationId),
    /// The pin of another strip.
    Pin(StripId),
    /// The call that a person entered for the day.
    Call,
    /// A rule, for somebody or something on that day.
    Rule(Code, Who),
}

/// What stands against a strip on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Sets of things that forbid it, none with a thing of another: each is enough by itself, and each thing in it is
    /// needed. The smallest first. Empty: nothing forbids it.
    pub forbid: Vec<Vec<Thing>>,
    /// The least sets of things whose loss lets the strip stand there by itself, the smallest first.
    pub ways: Vec<Vec<Thing>>,
    /// Each thing as a sentence.
    pub words: BTreeMap<Thing, String>,
    /// What was too much to try, so that the proof says less than there may be.
    pub untried: Option<Untried>,
}

/// What was too much to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untried {
    /// So many strips are pinned to the day: it was asked for as if none of them were.
    Pins(usize),
    /// There are so many ways out, or sets that meet them, that none is told, nor what forbids the day.
    Ways,
}

impl Wish {
    /// The sets that forbid it, as sentences.
    pub fn sentences(&self) -> Vec<Vec<String>> {
        let words = |set: &Vec<Thing>| set.iter().filter_map(|thing| self.words.get(thing).cloned()).collect();
        self.forbid.iter().map(words).collect()
    }
}

/// Ways out that are weighed at most.
pub const MOST_WAYS: usize = 64;
/// Sets that meet some of the ways and are looked at together, at most: ten ways of two things each have so many.
const MOST_MEETING: usize = 1_024;
/// Pinned strips of a day of which every choice is tried.
pub const MOST_PINS: usize = 4;
/// Hours of other work that may come before a strip.
const LONGEST_BEFORE: i64 = 9;

/// Where the strip comes on its day: before its company, after it, or after that and other work.
#[derive(Clone, Copy)]
enum At {
    First,
    Last,
    After(Minutes),
}

/// Tells what forbids a strip a day of a board, whatever else that board holds. A strip or day that is not there is forbidden
/// by nothing.
pub fn forbidden(production: &Production, board: &Board, strip: StripId, day: DayId) -> Wish {
    let mut wish = Wish::default();
    let Some(index) = board.days.iter().position(|one| one.id == day) else { return wish };
    if production.strip(strip).is_none() {
        return wish;
    }
    let asked = Asked { production, board, strip, index };
    let pins = asked.pins();
    wish.untried = (pins.len() > MOST_PINS).then_some(Untried::Pins(pins.len()));
    let mut choices = vec![asked.alone(&mut wish.words)];
    choices.extend(asked.relations(&mut wish.words));
    let told = joined(&choices).and_then(|ways| Some((meeting(&ways)?, ways)));
    let Some((met, ways)) = told else { return Wish { untried: Some(Untried::Ways), ..Wish::default() } };
    let mut taken = BTreeSet::new();
    for set in met {
        if set.iter().all(|thing| !taken.contains(thing)) {
            taken.extend(set.iter().copied());
            wish.forbid.push(set.into_iter().collect());
        }
    }
    if !wish.forbid.is_empty() {
        wish.ways = ways.into_iter().map(|way| way.into_iter().collect()).collect();
    }
    let named: BTreeSet<Thing> = wish.ways.iter().chain(&wish.forbid).flatten().copied().collect();
    wish.words.retain(|thing, _| named.contains(thing));
    wish
}

/// A copy of the production and the board with the strip pinned to a day and some things given up. A rule that nobody can
/// switch off stays: the strip's breach of it is to be overlooked.
pub fn give_up(
    production: &Production,
    board: &Board,
    strip: StripId,
    day: DayId,
    things: &[Thing],
) -> (Production, Board) {
    let (mut production, mut board) = (production.clone(), board.clone());
    let dates = board.dates(&production.calendar);
    let Some((index, &date)) =
        board.days.iter().position(|one| one.id == day).and_then(|at| Some((at, dates.get(at)?)))
    else {
        return (production, board);
    };
    for thing in things {
        match *thing {
            Thing::Relation(id) => production.relations.retain(|one| one.id != id),
            Thing::Pin(other) => pin(&mut board, other, false),
            Thing::Call => board.days[index].call = None,
            Thing::Rule(code, who) => overrule(&mut production, code, who, (strip, date)),
        }
    }
    pin(&mut board, strip, false);
    if let Some((_, moved)) = on_each_day(&production, &board, strip, [day]).pop() {
        board = moved;
    }
    pin(&mut board, strip, true);
    (production, board)
}

fn pin(board: &mut Board, strip: StripId, pinned: bool) {
    for item in board.days.iter_mut().flat_map(|day| &mut day.items) {
        if let Item::Strip(placed) = item
            && placed.strip == strip
        {
            placed.pinned = pinned;
        }
    }
}

/// Takes the fact from the production on which a rule stands.
fn overrule(production: &mut Production, code: Code, who: Who, (strip, date): (StripId, Date)) {
    let set = production.scene_of(strip).map(|scene| scene.set);
    let gone = DateRange { from: date, to: date, why: String::new() };
    let open = |ranges: &mut Vec<DateRange>| *ranges = DateRange::without(ranges, &gone);
    match (code, who) {
        (Code::NotAvailable, Who::Person(id)) => {
            for member in production.cast.iter_mut().filter(|one| one.id == id) {
                member.from = member.from.filter(|from| *from <= date);
                member.until = member.until.filter(|until| date <= *until);
                open(&mut member.unavailable);
            }
        }
        (Code::PlaceClosed, Who::Place(id)) => {
            for place in production.places.iter_mut().filter(|one| one.id == id) {
                open(&mut place.closed);
                open(&mut place.lost);
            }
        }
        (Code::PlaceHours, Who::Place(id)) => {
            production.places.iter_mut().filter(|one| one.id == id).for_each(|place| place.hours = None);
        }
        (Code::SetClosed, _) => {
            for set in production.sets.iter_mut().filter(|one| Some(one.id) == set) {
                open(&mut set.closed);
            }
        }
        (Code::Light, Who::Strip(id)) => {
            let scene = production.strip(id).and_then(|strip| strip.scene);
            production.scenes.iter_mut().filter(|one| Some(one.id) == scene).for_each(|scene| {
                scene.light = Some(LightNeed::Any);
            });
        }
        (Code::Weather, _) => open(&mut production.calendar.rain),
        (Code::MaxPlaces, _) => production.settings.max_places += 1,
        (Code::ShortNotice, _) => production.told = None,
        // As early as anybody could ask for.
        (Code::BuildEarly, _) => production.calendar.prep = plus_days(production.calendar.prep, -366),
        _ => {}
    }
}

/// A strip that is asked for on a day of a board.
struct Asked<'a> {
    production: &'a Production,
    board: &'a Board,
    strip: StripId,
    /// The day's position on the board.
    index: usize,
}

impl Asked<'_> {
    /// The other strips that are pinned to the day.
    fn pins(&self) -> Vec<StripId> {
        let others = self.board.days[self.index].strips().filter(|one| one.pinned && one.strip != self.strip);
        others.map(|one| one.strip).collect()
    }

    /// The ways to have the strip there by itself, beside the strips that are pinned to the day or without them.
    fn alone(&self, words: &mut BTreeMap<Thing, String>) -> Vec<BTreeSet<Thing>> {
        let day = &self.board.days[self.index];
        let pins = self.pins();
        let set = self.production.scene_of(self.strip).map(|scene| scene.set);
        let known = set.and_then(|set| self.production.set(set)).map_or(Vec::new(), |set| set.at.clone());
        let places = if known.is_empty() { vec![None] } else { known.into_iter().map(Some).collect() };
        let calls = if day.call.is_some() { vec![day.call, None] } else { vec![None] };
        let things = |found: &[Finding]| found.iter().filter_map(thing).collect::<BTreeSet<Thing>>();
        // What the pinned strips break anyway is not the wish's.
        let anyway = things(&self.broken(self.board, day.clone(), &pins, None));
        // Every choice of pins that go. Where there are many, the strip is asked for as if none of them were there: that forbids less.
        let pins = if pins.len() > MOST_PINS { Vec::new() } else { pins };
        let gone = pins.iter().fold(vec![Vec::new()], |known: Vec<Vec<StripId>>, &pin| {
            known.iter().flat_map(|one| [one.clone(), [&one[..], &[pin]].concat()]).collect()
        });
        let mut ways = BTreeSet::new();
        for (place, shift) in places.iter().flat_map(|place| Shift::ALL.map(|shift| (*place, shift))) {
            for (&call, gone) in calls.iter().flat_map(|call| gone.iter().map(move |gone| (call, gone))) {
                // A way that gives up nothing makes all others needless.
                if ways.contains(&BTreeSet::new()) {
                    return vec![BTreeSet::new()];
                }
                let mut board = self.board.clone();
                board.stands.extend(set.zip(place));
                let company: Vec<StripId> = pins.iter().copied().filter(|pin| !gone.contains(pin)).collect();
                let known = if company.is_empty() { BTreeSet::new() } else { anyway.clone() };
                let given = (call != day.call).then_some(Thing::Call);
                let mut tried = |at: At| {
                    let broken = self.broken(&board, UnitDay { shift, call, ..day.clone() }, &company, Some(at));
                    for one in &broken {
                        if let Some(thing) = thing(one) {
                            words.entry(thing).or_insert_with(|| one.text.clone());
                        }
                    }
                    let named = things(&broken).difference(&known).copied().collect::<BTreeSet<Thing>>();
                    let whole = named.iter().copied().chain(given).chain(gone.iter().copied().map(Thing::Pin));
                    ways.insert(whole.collect::<BTreeSet<Thing>>());
                    named.iter().any(|one| matches!(one, Thing::Rule(Code::Light | Code::PlaceHours, _)))
                };
                let early = tried(At::Last);
                let early = (!company.is_empty() && tried(At::First)) || early;
                // Work before it may bring it into its light, or inside the hours of its place.
                if early {
                    for hours in 1..=LONGEST_BEFORE {
                        tried(At::After(Minutes(60 * hours)));
                    }
                }
            }
        }
        if let Some(call) = day.call {
            words.insert(Thing::Call, format!("the call of the day is entered as {}", call.strftime("%H:%M")));
        }
        for pin in pins {
            words.insert(Thing::Pin(pin), format!("{} is pinned to that day", self.named(pin)));
        }
        least(ways)
    }

    /// Hard rules that the day breaks with some company and the strip on it, or without the strip, and nothing else on the
    /// board.
    fn broken(&self, board: &Board, day: UnitDay, company: &[StripId], at: Option<At>) -> Vec<Finding> {
        let set = self.production.scene_of(self.strip).map(|scene| scene.set);
        let own = at.map(|_| self.strip);
        let stays = |item: &Item| matches!(item, Item::Strip(placed) if company.contains(&placed.strip));
        let mut items: Vec<Item> = day.items.iter().filter(|item| stays(item)).cloned().collect();
        let strip = Item::Strip(Placed { strip: self.strip, pinned: false });
        match at {
            None => {}
            Some(At::First) => items.insert(0, strip),
            Some(At::Last) => items.push(strip),
            Some(At::After(minutes)) => {
                items.insert(0, Item::Banner { id: 0, text: String::new(), minutes });
                items.push(strip);
            }
        }
        let mut laid = board.clone();
        laid.days.iter_mut().for_each(|day| day.items.clear());
        let on: BTreeSet<StripId> = company.iter().copied().chain(own).collect();
        // Strips that stand nowhere break nothing here; with them in the boneyard the judge would say why of each.
        laid.boneyard.clear();
        let pages = on.iter().filter_map(|&strip| self.production.strip(strip)).map(|one| one.eighths).sum();
        let few = self.production.settings.day_pages.is_some_and(|(least, _)| least > pages);
        laid.days[self.index] = UnitDay { items, ..day };
        let id = laid.days[self.index].id;
        let mut plan = clock::lay(self.production, &laid);
        // The other days hold nothing, and what days in a row decide is not in the proof.
        plan.days.retain(|day| day.day == id);
        let verdict = rules::judge(self.production, &plan);
        let about = |one: &Finding| match one.day {
            Some(day) => day == id,
            None => set.is_some_and(|set| one.who == Who::Set(set)) || matches!(one.who, Who::Place(_)),
        };
        let mends = |one: &Finding| one.code == Code::DayPages.as_str() && few;
        let hard = verdict.findings.into_iter().filter(|one| one.severity == Severity::Error);
        hard.filter(|one| about(one) && !mends(one) && !related(one)).collect()
    }

    /// Of each relation that a pinned strip keeps the strip from: that relation, or those pins.
    fn relations(&self, words: &mut BTreeMap<Thing, String>) -> Vec<Vec<BTreeSet<Thing>>> {
        let dates = self.board.dates(&self.production.calendar);
        let (Some(scene), Some(&date)) = (self.production.scene_of(self.strip), dates.get(self.index)) else {
            return Vec::new();
        };
        let mut choices = Vec::new();
        for relation in &self.production.relations {
            let Some(other) = other(relation, scene.id) else { continue };
            let mut pins = BTreeSet::new();
            for (day, &on) in self.board.days.iter().zip(&dates) {
                for placed in day.strips().filter(|one| one.pinned && one.strip != self.strip) {
                    let its = self.production.strip(placed.strip).and_then(|strip| strip.scene);
                    if its == Some(other) && against(relation, scene.id, date, on) {
                        pins.insert(Thing::Pin(placed.strip));
                        let text = format!("{} is pinned to {}", self.named(placed.strip), on.strftime("%a %Y-%m-%d"));
                        words.insert(Thing::Pin(placed.strip), text);
                    }
                }
            }
            if !pins.is_empty() {
                let thing = Thing::Relation(relation.id);
                words.insert(thing, in_words(self.production, relation));
                choices.push(vec![BTreeSet::from([thing]), pins]);
            }
        }
        choices
    }

    fn named(&self, strip: StripId) -> String {
        let label = self.production.strip(strip).map(|one| self.production.strip_label(one));
        format!("strip {}", label.unwrap_or_default())
    }
}

/// A relation as a sentence.
pub fn in_words(production: &Production, relation: &Relation) -> String {
    let name = |id: SceneId| production.scene(id).map(|scene| production.scene_label(scene)).unwrap_or_default();
    let (first, second) = (name(relation.first), name(relation.second));
    let why = if relation.why.is_empty() { String::new() } else { format!(" ({})", relation.why) };
    match relation.kind {
        RelationKind::Before { gap: 0 } => format!("scene {first} is shot on a day before scene {second}{why}"),
        RelationKind::Before { gap } => {
            let days = if gap == 1 { "day" } else { "days" };
            format!("scene {first} is shot before scene {second}, with {gap} whole {days} between{why}")
        }
        RelationKind::SameDay => format!("scenes {first} and {second} are shot on one day{why}"),
        RelationKind::NotSameDay => format!("scenes {first} and {second} are never shot on one day{why}"),
    }
}

/// The other scene of a relation.
fn other(relation: &Relation, scene: SceneId) -> Option<SceneId> {
    match (relation.first == scene, relation.second == scene) {
        (true, false) => Some(relation.second),
        (false, true) => Some(relation.first),
        _ => None,
    }
}

/// Whether a relation is broken by a scene on a date while its other scene stands on another one.
pub(super) fn against(relation: &Relation, scene: SceneId, date: Date, other: Date) -> bool {
    match relation.kind {
        RelationKind::Before { gap } => {
            let (first, second) = if relation.first == scene { (date, other) } else { (other, date) };
            days_between(first, second) <= i64::from(gap)
        }
        RelationKind::SameDay => date != other,
        RelationKind::NotSameDay => date == other,
    }
}

/// The thing that a finding stands on.
pub fn thing(finding: &Finding) -> Option<Thing> {
    let code = Code::ALL.iter().find(|code| code.as_str() == finding.code)?;
    Some(Thing::Rule(*code, finding.who))
}

/// Relations are reckoned apart, since it takes their names to give one up; a strip without a day breaks nothing here.
fn related(finding: &Finding) -> bool {
    let apart = [Code::Order, Code::SameDay, Code::NotSameDay, Code::Unplaced, Code::EmptyDay];
    apart.iter().any(|code| code.as_str() == finding.code)
}

/// Those sets that hold no other one, the smallest first.
fn least(sets: impl IntoIterator<Item = BTreeSet<Thing>>) -> Vec<BTreeSet<Thing>> {
    let mut all: Vec<BTreeSet<Thing>> = sets.into_iter().collect();
    all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    all.dedup();
    let mut least: Vec<BTreeSet<Thing>> = Vec::new();
    for set in all {
        if !least.iter().any(|known| known.is_subset(&set)) {
            least.push(set);
        }
    }
    least
}

/// The least sets that hold a set of each choice, the smallest first; nothing where they become too many.
fn joined(choices: &[Vec<BTreeSet<Thing>>]) -> Option<Vec<BTreeSet<Thing>>> {
    choices.iter().try_fold(vec![BTreeSet::new()], |known, choice| {
        let each = |one: &BTreeSet<Thing>| choice.iter().map(|more| one.union(more).copied().collect()).collect();
        let all = least(known.iter().flat_map(|one| -> Vec<BTreeSet<Thing>> { each(one) }));
        (all.len() <= MOST_WAYS).then_some(all)
    })
}

/// The least sets that meet each of some sets, the smallest first: none when one of these is empty, nothing where they become
/// too many.
fn meeting(sets: &[BTreeSet<Thing>]) -> Option<Vec<BTreeSet<Thing>>> {
    let mut met = vec![BTreeSet::new()];
    for set in sets {
        let grown = met.iter().flat_map(|one: &BTreeSet<Thing>| -> Vec<BTreeSet<Thing>> {
            match one.is_disjoint(set) {
                false => vec![one.clone()],
                true => set.iter().map(|&thing| one.iter().copied().chain([thing]).collect()).collect(),
            }
        });
        met = least(grown);
        if met.len() > MOST_MEETING {
            return None;
        }
    }
    met.retain(|one| !one.is_empty());
    Some(met)
}

#[cfg(test)]
mod tests;

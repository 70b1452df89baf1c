//! A day that breaks a rule for a strip, asked in earnest: what forbids it whatever else the board holds, which is proven, and
//! what a search finds with the strip pinned there and something given up.

use std::collections::{BTreeMap, BTreeSet};

use model::board::Board;
use model::calendar::Date;
use model::ids::{DayId, StripId};
use model::issue::Schedule;
use model::measure::Cents;
use model::notice::Severity;
use model::production::Production;
use model::verdict::{Finding, Who};
use rules::Code;
use serde::Serialize;
use solver::{MOST_PINS, MOST_WAYS, Options, Thing, Untried};

use crate::app;
use crate::cli::solve::CHANGE;
use crate::cli::{DayName, relation};
use crate::compare::{Moved, Stop, compare};
use crate::past;
use crate::say::{count, date, money, quoted, signed};

/// Moves that each worker of a search tries when nobody says: an assumption, a second or so for a feature.
pub(super) const ITERATIONS: u64 = 3_000;
/// Things that are given up one by one, at most, each with a search: an assumption.
const MOST: usize = 6;
/// Strips that are named as making way, at most.
const MOST_NAMED: usize = 8;

/// What a wish comes to.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    /// Sets of rules of which each forbids the day by itself, proven; empty when none does.
    forbid: Vec<Vec<String>>,
    /// What was given up and what a search found then, the best first. Giving up nothing: the day was not impossible.
    tried: Vec<Tried>,
    /// What was too much to try for a proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    untried: Option<String>,
    /// Moves that each worker of each search tried.
    iterations: u64,
}

/// What was too much to try for a proof that a day is impossible, and the way out.
pub(super) fn untried(known: &solver::Wish, file: &str) -> Option<String> {
    let file = quoted(file);
    Some(match known.untried? {
        Untried::Pins(pins) => format!(
            "{pins} strips are pinned there, and the proof tries {MOST_PINS} at most: it took them for gone; 'backlot pin {file} STRIP --off' lets one go"
        ),
        Untried::Ways => format!(
            "nothing is proven: there are more than {MOST_WAYS} ways out, or too many combinations of things to give up; 'backlot pin {file} STRIP --off' or 'backlot relation {file}' makes them fewer"
        ),
    })
}

/// A search with the strip pinned to the day.
#[derive(Debug, Serialize)]
struct Tried {
    /// What was given up, in words.
    give_up: Vec<String>,
    /// Commands that give it up, where there are any.
    commands: Vec<String>,
    /// Hard rules that the found board breaks and the present one does not.
    breaks: Vec<String>,
    /// What the found board costs, and how that and the open wishes differ from the present one.
    total: Cents,
    difference: Cents,
    wishes: Cents,
    /// Strips that stand on another day then.
    moved: Vec<Moved>,
    /// Shooting days then, when there are more or fewer.
    days: Option<usize>,
    #[serde(skip)]
    findings: Vec<Finding>,
    #[serde(skip)]
    board: Board,
}

impl Told {
    /// The board of the first way, and what it still breaks.
    pub(super) fn first(&self) -> Option<(&Board, usize)> {
        self.tried.first().map(|one| (&one.board, one.breaks.len()))
    }
}

/// A strip that is wanted on a day.
pub(super) struct Wish<'a> {
    pub(super) production: &'a Production,
    pub(super) file: &'a str,
    pub(super) before: &'a Schedule,
    pub(super) strip: StripId,
    pub(super) day: DayId,
    pub(super) iterations: u64,
}

impl Wish<'_> {
    /// Asks for it, with what is known to stand against it.
    pub(super) fn ask(&self, known: &solver::Wish) -> Told {
        let mut tried = Vec::new();
        if known.forbid.is_empty() {
            let bare = self.search(&[]);
            let things = if bare.breaks.is_empty() { Vec::new() } else { self.in_the_way(&bare.findings) };
            tried.push(bare);
            let singly: Vec<Tried> = things.iter().map(|&thing| self.search(&[thing])).collect();
            if things.len() > 1 && singly.iter().all(|one| !one.breaks.is_empty()) {
                tried.extend(self.together(things));
            }
            tried.extend(singly);
            // What helped nobody is no answer.
            let least = tried.iter().map(|one| one.breaks.len()).min();
            let mut first = true;
            tried.retain(|one| std::mem::take(&mut first) || Some(one.breaks.len()) == least);
        } else {
            tried.extend(known.ways.iter().take(MOST).map(|way| self.search(way)));
        }
        tried.sort_by_key(|one| (one.breaks.len(), one.difference + one.wishes, one.give_up.len()));
        Told { forbid: known.sentences(), tried, untried: untried(known, self.file), iterations: self.iterations }
    }

    /// All things given up at once, then each kept that need not go; nothing when all of them are not enough.
    fn together(&self, mut things: Vec<Thing>) -> Option<Tried> {
        let mut best = Some(self.search(&things)).filter(|one| one.breaks.is_empty())?;
        for thing in things.clone() {
            let fewer: Vec<Thing> = things.iter().copied().filter(|one| *one != thing).collect();
            let without = self.search(&fewer);
            if without.breaks.is_empty() {
                (best, things) = (without, fewer);
            }
        }
        Some(best)
    }

    /// What could be given up against what a found board breaks.
    fn in_the_way(&self, findings: &[Finding]) -> Vec<Thing> {
        let production = self.production;
        let scene = production.scene_of(self.strip).map(|scene| scene.id);
        let touches = |one: &&model::production::Relation| scene == Some(one.first) || scene == Some(one.second);
        let relations = production.relations.iter().filter(touches).map(|one| Thing::Relation(one.id));
        let day = self.before.board.day(self.day);
        let pins = day.into_iter().flat_map(|day| day.strips()).filter(|one| one.pinned && one.strip != self.strip);
        let of_board = |thing: &Thing| {
            let apart = [Code::Order, Code::SameDay, Code::NotSameDay, Code::Unplaced];
            !matches!(thing, Thing::Rule(code, _) if apart.contains(code))
        };
        let here = findings.iter().filter(|one| one.day.is_none_or(|day| day == self.day));
        let found = here.filter_map(solver::thing).filter(of_board);
        let mut seen = BTreeSet::new();
        let all = relations.chain(pins.map(|one| Thing::Pin(one.strip))).chain(found);
        all.filter(|thing| seen.insert(*thing)).take(MOST).collect()
    }

    /// Gives things up and searches.
    fn search(&self, things: &[Thing]) -> Tried {
        let before = self.before;
        let (ground, start) = solver::give_up(self.production, &before.board, self.strip, self.day, things);
        // What makes way shall be little: a call, a strip and a day that change weigh as in a re-plan.
        let from_day = past::first_open(self.production, &before.board);
        let options = Options { iterations: self.iterations, change: CHANGE, from_day, ..Options::default() };
        let found = solver::solve(&ground, &start, &options, &mut ());
        let after = app::schedule(&ground, found.board);
        let hard = |schedule: &Schedule| -> Vec<Finding> {
            let findings = schedule.verdict.findings.iter().filter(|one| one.severity == Severity::Error);
            findings.cloned().collect()
        };
        // As often as the present board breaks a rule for somebody, the found one may.
        let mut known: BTreeMap<(String, Who), usize> = BTreeMap::new();
        hard(before).into_iter().for_each(|one| *known.entry((one.code, one.who)).or_default() += 1);
        let mut findings = hard(&after);
        let here = |one: &Finding| one.day.is_none_or(|day| day == self.day);
        findings.retain(|one| !here(one) || !solver::thing(one).is_some_and(|thing| things.contains(&thing)));
        // A strip that had no day before is no worse off on a day that does not suit it.
        let waited = |id: StripId| id != self.strip && before.board.day_of(id).is_none();
        findings.retain(|one| !matches!(one.who, Who::Strip(id) if waited(id)));
        findings.retain(|one| match known.get_mut(&(one.code.clone(), one.who)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        let mut moved = compare(self.production, before, &after).strips;
        let shooting = |schedule: &Schedule| schedule.plan.days.iter().filter(|day| day.kind.shoots()).count();
        let label = self.production.strip(self.strip).map(|strip| self.production.strip_label(strip));
        moved.retain(|one| Some(&one.strip) != label.as_ref());
        Tried {
            give_up: things.iter().map(|thing| self.words(thing)).collect(),
            commands: things.iter().filter_map(|thing| self.command(thing)).collect(),
            breaks: findings.iter().map(|one| one.text.clone()).collect(),
            total: after.estimate.total,
            difference: after.estimate.total - before.estimate.total,
            wishes: after.estimate.wished() - before.estimate.wished(),
            moved,
            days: Some(shooting(&after)).filter(|days| *days != shooting(before)),
            findings,
            board: after.board,
        }
    }

    fn date(&self) -> Option<Date> {
        self.before.plan.days.iter().find(|day| day.day == self.day).map(|day| day.date)
    }

    /// What giving a thing up means.
    fn words(&self, thing: &Thing) -> String {
        let production = self.production;
        let on = self.date().map(date).unwrap_or_default();
        let label = |strip: StripId| production.strip(strip).map(|one| production.strip_label(one)).unwrap_or_default();
        let name = |who: Who| match who {
            Who::Person(id) => production.person(id).map(|one| one.name.clone()),
            Who::Place(id) => production.place(id).map(|one| one.name.clone()),
            Who::Set(id) => production.set(id).map(|one| one.name.clone()),
            Who::Strip(id) => Some(format!("strip {}", label(id))),
            Who::Unit(id) => production.unit(id).map(|one| format!("the {} unit", one.name)),
            Who::Crew(id) => production.crew.iter().find(|one| one.id == id).map(|one| one.position.clone()),
            Who::Element(id) => production.element(id).map(|one| one.name.clone()),
            Who::Scene(id) => production.scene(id).map(|one| format!("scene {}", production.scene_label(one))),
            Who::Production => None,
        };
        match *thing {
            Thing::Relation(id) => {
                let relation = production.relations.iter().find(|one| one.id == id);
                relation.map_or(String::new(), |one| format!("take back that {}", solver::in_words(production, one)))
            }
            Thing::Pin(strip) => format!("unpin strip {}", label(strip)),
            Thing::Call => "let the program find the call of the day".to_owned(),
            Thing::Rule(code, who) => {
                let name = name(who).unwrap_or_else(|| "the production".to_owned());
                match code {
                    Code::NotAvailable => format!("have {name} come on {on}"),
                    Code::PlaceClosed => format!("get {name} for {on}"),
                    Code::PlaceHours => format!("get leave to work at {name} outside its permitted hours"),
                    Code::SetClosed => format!("get the set of {name} ready for {on}"),
                    Code::Light => format!("shoot {name} in other light than it needs"),
                    Code::Weather => format!("shoot {name} in the weather of {on}"),
                    Code::ShortNotice => format!("have it for {on} at short notice ({name})"),
                    Code::BuildEarly => format!("begin to build {name} earlier"),
                    Code::MaxPlaces => format!("let {name} work at one place more in a day"),
                    _ => format!("break {} for {name} on {on}", code.as_str()),
                }
            }
        }
    }

    /// The command that gives a thing up, where there is one that gives up nothing else.
    fn command(&self, thing: &Thing) -> Option<String> {
        let (production, file, date) = (self.production, self.file, self.date()?);
        let file = quoted(file);
        let of = self.of_board();
        match *thing {
            Thing::Pin(strip) => {
                let label = production.strip(strip).map(|one| production.strip_label(one))?;
                Some(format!("backlot pin {file} {label} --off{of}"))
            }
            Thing::Relation(id) => {
                let found = production.relations.iter().find(|one| one.id == id)?;
                Some(relation::taken_back(production, self.file, found))
            }
            Thing::Call => {
                let day = self.before.plan.days.iter().find(|day| day.day == self.day)?;
                let name = DayName::of(production, Stop { date: day.date, unit: day.unit, number: day.number })?;
                Some(format!("backlot board day {file} {} --call auto{of}", quoted(&name.to_string())))
            }
            Thing::Rule(Code::NotAvailable, Who::Person(id)) => {
                let person = production.person(id)?;
                if person.from.is_some_and(|from| date < from) {
                    return Some(format!("backlot set {file} cast {} from={date}", quoted(&person.name)));
                }
                if person.until.is_some_and(|until| date > until) {
                    return Some(format!("backlot set {file} cast {} until={date}", quoted(&person.name)));
                }
                Some(format!("backlot unavailable {file} {} {date} --off", quoted(&person.name)))
            }
            Thing::Rule(Code::PlaceClosed, Who::Place(id)) => {
                let place = production.place(id)?;
                let field = if place.closed.iter().any(|range| range.holds(date)) { "closed" } else { "lost" };
                let one = place.closed.len() + place.lost.len() == 1;
                let only = one && place.shut_on(date).is_some_and(|range| range.from == range.to);
                only.then(|| format!("backlot set {file} place {} {field}=none", quoted(&place.name)))
            }
            Thing::Rule(Code::PlaceHours, Who::Place(id)) => {
                Some(format!("backlot set {file} place {} hours=none", quoted(&production.place(id)?.name)))
            }
            Thing::Rule(Code::Light, Who::Strip(id)) => {
                let scene = production.scene_of(id)?;
                Some(format!("backlot set {file} scene {} light=any", production.scene_label(scene)))
            }
            Thing::Rule(Code::MaxPlaces, _) => {
                Some(format!("backlot set {file} production max-places={}", production.settings.max_places + 1))
            }
            _ => None,
        }
    }

    /// The answer as lines.
    pub(super) fn lines(&self, told: &Told) -> Vec<String> {
        let effort = format!("{} iterations", told.iterations);
        let mut lines = Vec::new();
        let day = self.before.board.day_of(self.strip).and_then(|at| self.before.board.days.get(at));
        if day.is_some_and(|day| day.strips().any(|one| one.pinned && one.strip == self.strip)) {
            lines.push("the strip is pinned where it stands: that pin is given up in all that follows".to_owned());
        }
        lines.extend(told.untried.clone());
        match &told.forbid[..] {
            [] => {
                let found = told.tried.iter().any(|one| one.give_up.is_empty() && one.breaks.is_empty());
                lines.push(match found {
                    true => format!("not impossible: with the strip pinned there, {effort} find a board that breaks nothing more:"),
                    false => {
                        let known = if told.untried.is_some() { "nothing that was tried" } else { "no rule" };
                        format!("{known} forbids it by itself, but {effort} find no board with it there that breaks nothing more; that is no proof. What was tried, the best first:")
                    }
                });
            }
            sets => {
                let reasons = if sets.len() == 1 { "this" } else { "each of these by itself" };
                lines.push(format!("impossible, whatever else the board holds: {reasons} forbids it"));
                for set in sets {
                    lines.push(format!("  - {}", set.join("\n    and ")));
                }
                lines.push(format!("what to give up, the cheapest first, each with a board that {effort} find:"));
            }
        }
        lines.extend(told.tried.iter().flat_map(|one| self.tried(one)));
        lines
    }

    fn tried(&self, one: &Tried) -> Vec<String> {
        let wishes = if one.wishes == Cents::ZERO { String::new() } else { format!(", wishes {}", signed(one.wishes)) };
        let price = format!("{} ({}{wishes})", money(self.production, one.total), signed(one.difference));
        let what = if one.give_up.is_empty() { "nothing given up".to_owned() } else { one.give_up.join(", and ") };
        let mut lines = vec![format!("  {what}: {price}")];
        lines.extend(one.commands.iter().map(|command| format!("      {command}")));
        if !one.breaks.is_empty() {
            lines.push(format!("    still breaks {}:", count(one.breaks.len(), "rule")));
            lines.extend(one.breaks.iter().map(|text| format!("      {text}")));
        }
        let way = |moved: &Moved| moved.told(self.production);
        let mut moved: Vec<String> = one.moved.iter().take(MOST_NAMED).map(way).collect();
        if one.moved.len() > MOST_NAMED {
            moved.push(format!("{} more", one.moved.len() - MOST_NAMED));
        }
        lines.push(match moved.is_empty() {
            true => "    no other strip changes its day".to_owned(),
            false => format!("    {} on another day: {}", count(one.moved.len(), "other strip"), moved.join("; ")),
        });
        let waited = one.moved.iter().filter(|moved| moved.from.is_none()).count();
        let dropped = one.moved.iter().filter(|moved| moved.to.is_none()).count();
        if waited + dropped > 0 {
            let parts = [(waited, "shot that had no day"), (dropped, "left without a day")];
            let parts = parts.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{many} {what}"));
            lines.push(format!("    beside the wish the price holds {}", parts.collect::<Vec<_>>().join(" and ")));
        }
        if let Some(days) = one.days {
            lines.push(format!("    the shoot takes {} then", count(days, "shooting day")));
        }
        lines
    }

    /// The flag that names the board in a command, unless it is the active one.
    fn of_board(&self) -> String {
        let board = &self.before.board;
        if self.production.active == Some(board.id) {
            String::new()
        } else {
            format!(" --board {}", quoted(&board.name))
        }
    }

    /// Commands that make such a board.
    pub(super) fn go(&self, label: &str, day: Stop) -> Option<String> {
        let (file, of) = (quoted(self.file), self.of_board());
        let name = quoted(&DayName::of(self.production, day)?.to_string());
        let from = past::first_open(self.production, &self.before.board);
        let from = from.map_or(String::new(), |day| format!(" --from-day {day}"));
        Some(format!("then: backlot pin {file} {label} --day {name}{of}; backlot solve {file}{from}"))
    }
}

//! The board as the search edits it. A change computes anew only the scopes that it touches, by calling the clock, the
//! judge and the price; a change that is refused puts the old values back. Totals always equal those of the whole walk.

use std::collections::BTreeMap;

use model::board::{Board, Item, Placed, Shift, UnitDay};
use model::ids::{ElementId, PersonId, PlaceId, SetId, UnitId};
use model::plan::{LightNeed, Plan, PlanDay, Stand};

use rules::Known;

use crate::legible;
use crate::moves::Change;
use crate::problem::Problem;
use crate::scopes::Engines;
use crate::tally::{Tally, Value};

/// A board under search.
pub(crate) struct Tour<'p, 'a> {
    pub(crate) problem: &'p Problem<'a>,
    pub(crate) engines: &'p Engines<'a>,
    /// Strips of each day in order, by index.
    pub(crate) lists: Vec<Vec<usize>>,
    /// Strips without a day, omitted ones apart.
    pub(crate) boneyard: Vec<usize>,
    /// The day of each strip.
    pub(crate) at: Vec<Option<usize>>,
    /// Where each set stands.
    pub(crate) stands_at: Vec<Option<PlaceId>>,
    /// The board on the clock.
    pub(crate) plan: Plan,
    /// The board's own days, with the items of `lists`.
    pub(crate) unit_days: Vec<UnitDay>,
    /// Days on which each person is called, each set shot, each element delivered; in order of the board.
    pub(crate) person_days: Vec<Vec<usize>>,
    pub(crate) set_days: Vec<Vec<usize>>,
    pub(crate) element_days: Vec<Vec<usize>>,
    /// What agreements said of days that were seen before.
    pub(crate) known: Known,
    /// What each scope adds.
    pub(crate) tallies: Vec<Tally>,
    pub(crate) total: Tally,
    /// What one point of illegibility weighs in cents; 0 while nobody looks.
    pub(crate) point: i64,
    blemishes: i64,
    pub(crate) index: Index,
    journal: Vec<Old>,
}

/// Where identities lie in the document's lists.
pub(crate) struct Index {
    persons: BTreeMap<PersonId, usize>,
    sets: BTreeMap<SetId, usize>,
    elements: BTreeMap<ElementId, usize>,
    pub(crate) units: Vec<UnitId>,
    pub(crate) places: Vec<PlaceId>,
}

/// What a change replaced.
#[expect(
    clippy::large_enum_variant,
    reason = "a journal holds a handful for an instant; a box would cost the search an allocation"
)]
enum Old {
    Day { day: usize, list: Vec<usize>, unit_day: UnitDay, laid: PlanDay },
    Days { kind: Members, one: usize, days: Vec<usize> },
    Stands(Vec<Stand>),
    StandsAt { set: usize, place: Option<PlaceId> },
    Boneyard(Vec<usize>),
    Tally { scope: usize, tally: Tally },
    Total { tally: Tally, blemishes: i64 },
}

/// What days are kept for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Members {
    Person,
    Set,
    Element,
}

/// What a change touched: scopes to compute anew.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) days: Vec<usize>,
    pub(crate) units: Vec<usize>,
    pub(crate) persons: Vec<usize>,
    pub(crate) sets: Vec<usize>,
    pub(crate) elements: Vec<usize>,
    /// Strips of a day, or their order: what wishes look at.
    pub(crate) wishes: Vec<usize>,
}

impl<'p, 'a> Tour<'p, 'a> {
    /// The problem's first board, computed whole.
    pub(crate) fn new(problem: &'p Problem<'a>, engines: &'p Engines<'a>) -> Self {
        let production = problem.production;
        let place_of = |set: &crate::problem::SetFacts| production.place_of(&problem.board, set.id);
        let index = Index {
            persons: problem.persons.iter().enumerate().map(|(at, &id)| (id, at)).collect(),
            sets: problem.sets.iter().enumerate().map(|(at, set)| (set.id, at)).collect(),
            elements: production.elements.iter().enumerate().map(|(at, element)| (element.id, at)).collect(),
            units: production.units.iter().map(|unit| unit.id).collect(),
            places: production.places.iter().map(|place| place.id).collect(),
        };
        let index = index.with_units_of(&problem.board);
        let mut tour = Self {
            problem,
            engines,
            lists: vec![Vec::new(); problem.days.len()],
            boneyard: Vec::new(),
            at: vec![None; problem.strips.len()],
            stands_at: problem.sets.iter().map(place_of).collect(),
            plan: Plan { board: problem.board.id, ..Plan::default() },
            unit_days: problem.board.days.clone(),
            person_days: vec![Vec::new(); problem.persons.len()],
            set_days: vec![Vec::new(); problem.sets.len()],
            element_days: vec![Vec::new(); production.elements.len()],
            known: Known::default(),
            tallies: Vec::new(),
            total: Tally::default(),
            point: 0,
            blemishes: 0,
            index,
            journal: Vec::new(),
        };
        tour.fill();
        tour
    }

    /// Weighs illegibility from now on, measured by what the board costs now.
    pub(crate) fn look(&mut self, point: i64) {
        self.point = point;
        self.blemishes = legible::blemishes(self);
    }

    /// What the board is worth.
    pub(crate) fn value(&self) -> Value {
        let change = self.problem.change_price.saturating_mul(self.changed());
        Value {
            weight: self.total.weight,
            unplaced: i64::try_from(self.boneyard.len()).unwrap_or(i64::MAX),
            money: self.total.price + self.total.wishes + change + self.blemishes * self.point,
        }
    }

    /// Strips that stand on another day than on the given board; counted only while changing them has a price.
    fn changed(&self) -> i64 {
        if self.problem.change_price == 0 {
            return 0;
        }
        let moved =
            |(strip, at): &(&crate::problem::StripFacts, &Option<usize>)| strip.given.is_some() && strip.given != **at;
        i64::try_from(self.problem.strips.iter().zip(&self.at).filter(moved).count()).unwrap_or(i64::MAX)
    }

    /// The light that a strip needs where its set stands.
    pub(crate) fn light(&self, strip: usize) -> LightNeed {
        let strip = &self.problem.strips[strip];
        let place = strip.set.and_then(|set| self.stands_at[set]);
        place.and_then(|place| strip.light.get(&place)).copied().unwrap_or_default()
    }

    /// The shift of a day.
    pub(crate) fn shift(&self, day: usize) -> Shift {
        self.unit_days[day].shift
    }

    /// Makes a change and computes what it touches. [`Tour::keep`] or [`Tour::undo`] must follow.
    pub(crate) fn apply(&mut self, change: Change) {
        self.journal.push(Old::Total { tally: self.total, blemishes: self.blemishes });
        let mut touched = Touched::default();
        let mut days = change.days;
        if let Some((set, place)) = change.stand {
            self.journal.push(Old::StandsAt { set, place: self.stands_at[set] });
            self.stands_at[set] = Some(place);
            touched.sets.push(set);
            for &day in &self.set_days[set] {
                if days.iter().all(|(known, ..)| *known != day) {
                    days.push((day, self.lists[day].clone(), self.unit_days[day].shift));
                }
            }
        }
        for (day, list, shift) in days {
            self.replace_day(day, list, shift, &mut touched);
        }
        if let Some(boneyard) = change.boneyard {
            self.journal.push(Old::Boneyard(std::mem::replace(&mut self.boneyard, boneyard)));
            self.list_unplaced();
        }
        self.evaluate(touched);
        self.blemishes = if self.point > 0 { legible::blemishes(self) } else { 0 };
    }

    /// Accepts the last change.
    pub(crate) fn keep(&mut self) {
        self.journal.clear();
    }

    /// Puts everything back as it was before the last change.
    pub(crate) fn undo(&mut self) {
        while let Some(old) = self.journal.pop() {
            match old {
                Old::Day { day, list, unit_day, laid } => {
                    self.move_strips(day, &list);
                    self.lists[day] = list;
                    self.unit_days[day] = unit_day;
                    self.plan.days[day] = laid;
                }
                Old::Days { kind, one, days } => self.members(kind)[one] = days,
                Old::Stands(stands) => self.plan.stands = stands,
                Old::StandsAt { set, place } => self.stands_at[set] = place,
                Old::Boneyard(boneyard) => {
                    self.boneyard = boneyard;
                    self.list_unplaced();
                }
                Old::Tally { scope, tally } => self.tallies[scope] = tally,
                Old::Total { tally, blemishes } => (self.total, self.blemishes) = (tally, blemishes),
            }
        }
    }

    /// Sets what a scope adds.
    pub(crate) fn book(&mut self, scope: usize, tally: Tally) {
        let old = std::mem::replace(&mut self.tallies[scope], tally);
        self.total -= old;
        self.total += tally;
        self.journal.push(Old::Tally { scope, tally: old });
    }

    /// Replaces the stands of the plan.
    pub(crate) fn replace_stands(&mut self, stands: Vec<Stand>) {
        self.journal.push(Old::Stands(std::mem::replace(&mut self.plan.stands, stands)));
    }

    /// The board as it is outside of the search.
    pub(crate) fn board(&self) -> Board {
        let mut board = self.problem.board.clone();
        board.days.clone_from(&self.unit_days);
        board.boneyard = self.plan.unplaced.clone();
        for (set, place) in self.problem.sets.iter().zip(&self.stands_at) {
            // A set that stands where nobody said is not written down: its first place may still be changed by a person.
            if let Some(place) = place.filter(|&place| self.problem.production.place_of(&board, set.id) != Some(place))
            {
                board.stands.insert(set.id, place);
            }
        }
        board
    }

    /// Fills the empty tour with the problem's first board.
    fn fill(&mut self) {
        let problem = self.problem;
        let mut seen = vec![false; problem.strips.len()];
        for (day, unit_day) in problem.board.days.iter().enumerate() {
            for placed in unit_day.strips() {
                if let Some(strip) =
                    problem.strip(placed.strip).filter(|&strip| !std::mem::replace(&mut seen[strip], true))
                {
                    self.lists[day].push(strip);
                }
            }
        }
        let lists = self.lists.clone();
        let omitted = |strip: usize| problem.omitted.contains(&problem.strips[strip].id);
        self.boneyard = (0..seen.len()).filter(|&strip| !seen[strip] && !omitted(strip)).collect();
        self.list_unplaced();
        // Days begin empty, so that each of them notes everything that it brings.
        for day in &mut self.unit_days {
            day.items.clear();
        }
        self.plan.days = (0..lists.len()).map(|day| self.lay(day)).collect();
        self.tallies = vec![Tally::default(); self.scopes().all];
        let mut touched = Touched { units: (0..self.index.units.len()).collect(), ..Touched::default() };
        for (day, list) in lists.into_iter().enumerate() {
            self.lists[day].clear();
            let shift = self.unit_days[day].shift;
            self.replace_day(day, list, shift, &mut touched);
        }
        touched.days = (0..self.lists.len()).collect();
        touched.persons = (0..self.person_days.len()).collect();
        touched.sets = (0..self.set_days.len()).collect();
        touched.elements = (0..self.element_days.len()).collect();
        touched.wishes = touched.units.clone();
        self.evaluate(touched);
        self.keep();
    }

    /// Gives a day other strips, lays it, and notes what that touches.
    fn replace_day(&mut self, day: usize, list: Vec<usize>, shift: Shift, touched: &mut Touched) {
        self.move_strips(day, &list);
        let old_list = std::mem::replace(&mut self.lists[day], list);
        let items = self.items(day);
        let new = UnitDay { items, shift, ..self.unit_days[day].clone() };
        let unit_day = std::mem::replace(&mut self.unit_days[day], new);
        let laid = self.lay(day);
        let old = std::mem::replace(&mut self.plan.days[day], laid);
        self.note_persons(day, &old, touched);
        self.note_sets(day, &old_list, touched);
        self.note_elements(day, &old, touched);
        let new = &self.plan.days[day];
        let unit = self.index.units.iter().position(|&unit| unit == new.unit);
        let hours = |day: &PlanDay| (day.call, day.wrap, day.camera_wrap, day.shift, day.load, day.meals());
        if hours(&old) != hours(new) || !self.engines.judge.alike(&old, new) {
            touched.units.extend(unit);
        }
        touched.wishes.extend(unit);
        touched.days.push(day);
        self.journal.push(Old::Day { day, list: old_list, unit_day, laid: old });
    }

    /// Keeps `at` in step with a day's list, which is about to change to `new`.
    fn move_strips(&mut self, day: usize, new: &[usize]) {
        for &strip in &self.lists[day] {
            if self.at[strip] == Some(day) {
                self.at[strip] = None;
            }
        }
        for &strip in new {
            self.at[strip] = Some(day);
        }
    }

    /// A day's items: its strips, with the banners where they were.
    fn items(&self, day: usize) -> Vec<Item> {
        let facts = &self.problem.days[day];
        let placed = |&strip: &usize| {
            let strip = &self.problem.strips[strip];
            Item::Strip(Placed { strip: strip.id, pinned: strip.pinned })
        };
        let mut items: Vec<Item> = self.lists[day].iter().map(placed).collect();
        for (position, banner) in &facts.banners {
            items.insert((*position).min(items.len()), banner.clone());
        }
        items
    }

    fn lay(&self, day: usize) -> PlanDay {
        let facts = &self.problem.days[day];
        let place = |set: SetId| self.index.sets.get(&set).and_then(|&set| self.stands_at[set]);
        self.engines.clock.day(&self.unit_days[day], facts.date, facts.number, &place)
    }

    fn list_unplaced(&mut self) {
        let of = |&strip: &usize| self.problem.strips[strip].id;
        self.plan.unplaced = self.boneyard.iter().map(of).chain(self.problem.omitted.iter().copied()).collect();
    }

    /// Who is called on the day now and was not, or the other way round, or at other hours.
    fn note_persons(&mut self, day: usize, old: &PlanDay, touched: &mut Touched) {
        let alike = old.shift == self.plan.days[day].shift && self.engines.judge.alike(old, &self.plan.days[day]);
        let new = std::mem::take(&mut self.plan.days[day].people);
        for hours in &new {
            let before = old.people.iter().find(|one| one.person == hours.person);
            let Some(&person) = self.index.persons.get(&hours.person) else { continue };
            if before.is_none() {
                self.member(Members::Person, person, day, true);
            }
            if before != Some(hours) || !alike {
                touched.persons.push(person);
            }
        }
        for hours in old.people.iter().filter(|hours| new.iter().all(|one| one.person != hours.person)) {
            let Some(&person) = self.index.persons.get(&hours.person) else { continue };
            self.member(Members::Person, person, day, false);
            touched.persons.push(person);
        }
        self.plan.days[day].people = new;
    }

    fn note_sets(&mut self, day: usize, old: &[usize], touched: &mut Touched) {
        let sets = |list: &[usize]| {
            let mut sets: Vec<usize> = list.iter().filter_map(|&strip| self.problem.strips[strip].set).collect();
            sets.sort_unstable();
            sets.dedup();
            sets
        };
        let (old, new) = (sets(old), sets(&self.lists[day]));
        self.note_changed(Members::Set, day, &old, &new, &mut touched.sets);
    }

    fn note_elements(&mut self, day: usize, old: &PlanDay, touched: &mut Touched) {
        if !self.problem.deliveries {
            return;
        }
        let elements = |laid: &PlanDay| -> Vec<usize> {
            let delivered = self.engines.pricer.delivered(laid);
            delivered.filter_map(|element| self.index.elements.get(&element).copied()).collect()
        };
        let (old, new) = (elements(old), elements(&self.plan.days[day]));
        self.note_changed(Members::Element, day, &old, &new, &mut touched.elements);
    }

    fn note_changed(&mut self, kind: Members, day: usize, old: &[usize], new: &[usize], touched: &mut Vec<usize>) {
        for &one in old.iter().filter(|one| !new.contains(one)) {
            self.member(kind, one, day, false);
            touched.push(one);
        }
        for &one in new {
            if self.members(kind)[one].binary_search(&day).is_err() {
                self.member(kind, one, day, true);
                touched.push(one);
            }
        }
    }

    /// Adds a day to the days of one person, set or element, or takes it out.
    fn member(&mut self, kind: Members, one: usize, day: usize, there: bool) {
        let days = self.members(kind)[one].clone();
        let list = &mut self.members(kind)[one];
        match list.binary_search(&day) {
            Ok(at) if !there => drop(list.remove(at)),
            Err(at) if there => list.insert(at, day),
            _ => return,
        }
        self.journal.push(Old::Days { kind, one, days });
    }

    fn members(&mut self, kind: Members) -> &mut Vec<Vec<usize>> {
        match kind {
            Members::Person => &mut self.person_days,
            Members::Set => &mut self.set_days,
            Members::Element => &mut self.element_days,
        }
    }
}

impl Index {
    /// Units that only the board knows count too.
    fn with_units_of(mut self, board: &Board) -> Self {
        for day in &board.days {
            if !self.units.contains(&day.unit) {
                self.units.push(day.unit);
            }
        }
        self
    }
}

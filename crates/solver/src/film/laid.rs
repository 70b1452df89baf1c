//! A production's board on the clock, as the search edits it: the clock, the judge and the price are asked scope by scope
//! exactly as they ask themselves for a whole plan.

use model::board::{Board, Item, Placed, Shift, UnitDay};
use model::ids::SetId;
use model::plan::{Plan, PlanDay, Stand};
use rules::Known;

use super::Film;
use crate::engine::{Engine, Touched};
use crate::layout::{Layout, Members};
use crate::moves::Change;
use crate::tally::{Sums, Tally};

/// The plan of the board at hand.
pub(crate) struct Laid<'p, 'a> {
    film: &'p Film<'a>,
    pub(crate) plan: Plan,
    /// The board's own days, with the strips of the layout.
    unit_days: Vec<UnitDay>,
    /// What agreements said of days that were seen before.
    known: Known,
    journal: Vec<Old>,
}

/// What a change replaced.
#[expect(
    clippy::large_enum_variant,
    reason = "a journal holds a handful for an instant; a box would cost the search an allocation"
)]
enum Old {
    Day {
        day: usize,
        unit_day: UnitDay,
        laid: PlanDay,
    },
    Stands(Vec<Stand>),
    /// What was known then.
    Known((usize, usize)),
}

/// Where the tallies of each kind of scope begin: days first.
struct Scopes {
    units: usize,
    wishes: usize,
    persons: usize,
    sets: usize,
    places: usize,
    elements: usize,
    weather: usize,
    board: usize,
}

impl Engine for Laid<'_, '_> {
    const EPOCH: u64 = 1_000;
    // An assumption, so that large boards begin in seconds.
    const TRIED: usize = 14;

    fn fresh(&self) -> Self {
        Self::new(self.film)
    }

    fn scopes(&self) -> usize {
        self.scope().board + 1
    }

    fn breaks(&self, layout: &Layout<'_>, change: &Change) -> bool {
        change.stand.is_none()
            && change.days.iter().any(|(day, list, shift)| {
                let laid = self.film.lay(&self.unit_day(*day, list, *shift), *day, layout);
                let mut tally = Tally::default();
                self.film.judge.day(&laid, &mut tally);
                tally.errors > 0
            })
    }

    fn touch_all(&self, touched: &mut Touched) {
        touched.units = (0..self.film.units.len()).collect();
        touched.wishes = touched.units.clone();
        touched.days = (0..self.plan.days.len()).collect();
        touched.persons = (0..self.film.problem.persons).collect();
        touched.sets = (0..self.film.problem.sets.len()).collect();
        touched.elements = (0..self.film.problem.elements).collect();
    }

    fn lay(&mut self, layout: &mut Layout<'_>, day: usize, touched: &mut Touched) {
        let new = self.unit_day(day, &layout.lists[day], layout.shifts[day]);
        let unit_day = std::mem::replace(&mut self.unit_days[day], new);
        let laid = self.film.lay(&self.unit_days[day], day, layout);
        let old = std::mem::replace(&mut self.plan.days[day], laid);
        self.note_persons(layout, day, &old, touched);
        self.note_elements(layout, day, &old, touched);
        let new = &self.plan.days[day];
        let unit = self.film.problem.days[day].unit;
        let hours = |day: &PlanDay| (day.call, day.wrap, day.camera_wrap, day.shift, day.load, day.meals());
        if hours(&old) != hours(new) || !self.film.judge.alike(&old, new) {
            touched.units.push(unit);
        }
        touched.wishes.push(unit);
        touched.days.push(day);
        self.journal.push(Old::Day { day, unit_day, laid: old });
    }

    fn list_unplaced(&mut self, layout: &Layout<'_>) {
        let strips = &self.film.production.strips;
        let omitted = (0..strips.len()).filter(|&strip| layout.problem.strips[strip].omitted);
        self.plan.unplaced = layout.boneyard.iter().copied().chain(omitted).map(|strip| strips[strip].id).collect();
    }

    fn evaluate(&mut self, layout: &Layout<'_>, touched: &Touched, sums: &mut Sums) {
        self.journal.push(Old::Known(self.known.mark()));
        let scopes = self.scope();
        for &day in &touched.days {
            sums.book(day, self.day(day));
        }
        for &unit in &touched.units {
            sums.book(scopes.units + unit, self.unit(unit));
        }
        if self.film.wishes_of_units {
            for &unit in &touched.wishes {
                sums.book(scopes.wishes + unit, self.wishes(unit));
            }
        }
        for &person in &touched.persons {
            sums.book(scopes.persons + person, self.person(layout, person));
        }
        for &element in &touched.elements {
            sums.book(scopes.elements + element, self.element(layout, element));
        }
        if !touched.sets.is_empty() {
            for place in self.restand(layout, &touched.sets, scopes.sets, sums) {
                sums.book(scopes.places + place, self.place(place));
            }
        }
        // Whatever moves a strip or a set, or whoever begins on another date, was laid.
        if self.film.wishes_of_weather && !touched.days.is_empty() {
            let mut tally = Tally::default();
            self.film.pricer.wishes_of_weather(&self.plan, &mut tally);
            sums.book(scopes.weather, tally);
        }
        let mut tally = Tally::default();
        self.film.judge.board(&self.plan, &mut tally);
        sums.book(scopes.board, tally);
    }

    fn keep(&mut self) {
        self.known.keep();
        self.journal.clear();
    }

    fn mark(&self) -> usize {
        self.journal.len()
    }

    fn undo(&mut self, mark: usize) {
        for old in self.journal.drain(mark..).rev() {
            match old {
                Old::Day { day, unit_day, laid } => {
                    self.unit_days[day] = unit_day;
                    self.plan.days[day] = laid;
                }
                Old::Stands(stands) => self.plan.stands = stands,
                Old::Known(mark) => self.known.undo(mark),
            }
        }
    }
}

impl<'p, 'a> Laid<'p, 'a> {
    /// The film's days with nothing on them, so that each notes everything that it gets.
    pub(crate) fn new(film: &'p Film<'a>) -> Self {
        let mut unit_days = film.board.days.clone();
        unit_days.iter_mut().for_each(|day| day.items.clear());
        let layout = Layout::new(&film.problem);
        let days = unit_days.iter().enumerate().map(|(day, unit_day)| film.lay(unit_day, day, &layout)).collect();
        let plan = Plan { board: film.board.id, days, ..Plan::default() };
        Self { film, plan, unit_days, known: Known::default(), journal: Vec::new() }
    }

    /// The board as it is outside of the search.
    pub(crate) fn board(&self, layout: &Layout<'_>) -> Board {
        let mut board = self.film.board.clone();
        board.days.clone_from(&self.unit_days);
        board.boneyard = self.plan.unplaced.clone();
        for (set, place) in self.film.production.sets.iter().zip(&layout.stands_at) {
            let place = place.map(|place| self.film.place(place));
            // A set that stands where nobody said is not written down: its first place may still be changed by a person.
            if let Some(place) = place.filter(|&place| self.film.production.place_of(&board, set.id) != Some(place)) {
                board.stands.insert(set.id, place);
            }
        }
        board
    }

    fn scope(&self) -> Scopes {
        let film = self.film;
        let units = self.plan.days.len();
        let wishes = units + film.units.len();
        let persons = wishes + film.units.len();
        let sets = persons + film.problem.persons;
        let places = sets + film.problem.sets.len();
        let elements = places + film.production.places.len();
        let weather = elements + film.problem.elements;
        Scopes { units, wishes, persons, sets, places, elements, weather, board: weather + 1 }
    }

    /// A day with other strips and shift; its banners stay where they were.
    fn unit_day(&self, day: usize, list: &[usize], shift: Shift) -> UnitDay {
        let placed = |&strip: &usize| {
            Item::Strip(Placed { strip: self.film.production.strips[strip].id, pinned: self.film.pinned[strip] })
        };
        let mut items: Vec<Item> = list.iter().map(placed).collect();
        for (position, banner) in &self.film.banners[day] {
            items.insert((*position).min(items.len()), banner.clone());
        }
        let old = &self.unit_days[day];
        UnitDay { items, shift, label: old.label.clone(), ..*old }
    }

    /// Who is called on the day now and was not, or the other way round, or at other hours.
    fn note_persons(&self, layout: &mut Layout<'_>, day: usize, old: &PlanDay, touched: &mut Touched) {
        let new = &self.plan.days[day];
        let alike = old.shift == new.shift && self.film.judge.alike(old, new);
        for hours in &new.people {
            let before = old.people.iter().find(|one| one.person == hours.person);
            let Some(&person) = self.film.persons.get(&hours.person) else { continue };
            if before.is_none() {
                layout.member(Members::Person, person, day, true);
            }
            if before != Some(hours) || !alike {
                touched.persons.push(person);
            }
        }
        for hours in old.people.iter().filter(|hours| new.people.iter().all(|one| one.person != hours.person)) {
            let Some(&person) = self.film.persons.get(&hours.person) else { continue };
            layout.member(Members::Person, person, day, false);
            touched.persons.push(person);
        }
    }

    fn note_elements(&self, layout: &mut Layout<'_>, day: usize, old: &PlanDay, touched: &mut Touched) {
        if !self.film.deliveries {
            return;
        }
        let elements = |laid: &PlanDay| -> Vec<usize> {
            let delivered = self.film.pricer.delivered(laid);
            delivered.filter_map(|element| self.film.elements.get(&element).copied()).collect()
        };
        let (old, new) = (elements(old), elements(&self.plan.days[day]));
        for (here, there, comes) in [(&old, &new, false), (&new, &old, true)] {
            for &one in here.iter().filter(|one| !there.contains(one)) {
                layout.member(Members::Element, one, day, comes);
                touched.elements.push(one);
            }
        }
    }

    fn day(&self, day: usize) -> Tally {
        let mut tally = Tally::default();
        let laid = &self.plan.days[day];
        self.film.judge.day(laid, &mut tally);
        self.film.pricer.day(laid, &mut tally);
        if self.film.wishes {
            self.film.pricer.wishes_of_day(laid, &mut tally);
        }
        tally
    }

    fn unit(&mut self, unit: usize) -> Tally {
        let mut tally = Tally::default();
        let mut known = std::mem::take(&mut self.known);
        let mut days = self.days_of(unit);
        days.sort_by_key(|day| day.call);
        self.film.judge.unit_known(&days, Some(&mut known), &mut tally);
        self.known = known;
        tally
    }

    fn wishes(&self, unit: usize) -> Tally {
        let mut tally = Tally::default();
        self.film.pricer.wishes_of_unit(&self.days_of(unit), &mut tally);
        tally
    }

    fn days_of(&self, unit: usize) -> Vec<&PlanDay> {
        self.plan.days.iter().filter(|day| day.unit == self.film.units[unit]).collect()
    }

    fn person(&mut self, layout: &Layout<'_>, person: usize) -> Tally {
        let mut tally = Tally::default();
        let mut days: Vec<&PlanDay> = layout.person_days[person].iter().map(|&day| &self.plan.days[day]).collect();
        days.sort_by_key(|day| (day.date, day.call));
        if self.film.call_price > 0 {
            tally.change = self.film.call_price * self.film.news(person, days.iter().map(|day| day.date));
        }
        let id = self.film.production.cast[person].id;
        self.film.judge.person_known(id, &days, Some(&mut self.known), &mut tally);
        tally
    }

    fn element(&self, layout: &Layout<'_>, element: usize) -> Tally {
        let mut tally = Tally::default();
        let mut dates: Vec<_> = layout.element_days[element].iter().map(|&day| self.plan.days[day].date).collect();
        dates.sort_unstable();
        dates.dedup();
        self.film.pricer.element(self.film.production.elements[element].id, &dates, &mut tally);
        tally
    }

    /// Works out anew how long the touched sets stand; answers the places at which something changed.
    fn restand(&mut self, layout: &Layout<'_>, sets: &[usize], scope: usize, sums: &mut Sums) -> Vec<usize> {
        let mut stands = self.plan.stands.clone();
        let mut places = Vec::new();
        for &set in sets {
            let id = self.film.production.sets[set].id;
            let dates = layout.set_days[set].iter().map(|&day| self.plan.days[day].date).collect();
            let place = layout.stands_at[set].map(|place| self.film.place(place));
            let new = place.and_then(|place| self.film.clock.stand(id, place, dates));
            let at = stands.partition_point(|stand| stand.set < id);
            if stands.get(at).is_some_and(|stand| stand.set == id) {
                places.push(stands.remove(at).place);
            }
            let mut tally = Tally::default();
            if let Some(stand) = new {
                self.film.pricer.stand(&stand, &mut tally);
                places.push(stand.place);
                stands.insert(at, stand);
            }
            sums.book(scope + set, tally);
        }
        self.journal.push(Old::Stands(std::mem::replace(&mut self.plan.stands, stands)));
        let mut places: Vec<usize> = places.iter().filter_map(|id| self.film.places.get(id).copied()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn place(&self, place: usize) -> Tally {
        let mut tally = Tally::default();
        let id = self.film.place(place);
        let stands: Vec<&Stand> = self.plan.stands.iter().filter(|stand| stand.place == id).collect();
        if !stands.is_empty() {
            self.film.judge.place(id, &stands, &mut tally);
            self.film.pricer.place(id, &stands, &mut tally);
        }
        tally
    }
}

impl Film<'_> {
    fn lay(&self, unit_day: &UnitDay, day: usize, layout: &Layout<'_>) -> PlanDay {
        let place = |set: SetId| self.sets.get(&set).and_then(|&set| layout.stands_at[set]).map(|at| self.place(at));
        self.clock.day(unit_day, self.dates[day], self.numbers[day], &place)
    }
}

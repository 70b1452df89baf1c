//! What each scope of a tour adds: unit-days, units, persons, sets, places, elements, the board. The judge and the price
//! are asked scope by scope exactly as they ask themselves for a whole plan.

use budget::Pricer;
use clock::Clock;
use model::measure::Cents;
use model::plan::{PlanDay, Stand};
use model::production::{Production, WishPrices};
use rules::Judge;

use crate::tally::Tally;
use crate::tour::{Touched, Tour};

/// The three engines, each compiled for the production once.
pub(crate) struct Engines<'a> {
    pub(crate) clock: Clock<'a>,
    pub(crate) judge: Judge<'a>,
    pub(crate) pricer: Pricer<'a>,
    wishes: bool,
    wishes_of_units: bool,
}

impl<'a> Engines<'a> {
    pub(crate) fn new(production: &'a Production) -> Self {
        let WishPrices { set_split, swing, out_of_order, single_scene_call } = production.settings.wishes;
        Self {
            clock: Clock::new(production),
            judge: Judge::new(production),
            pricer: Pricer::new(production),
            wishes: single_scene_call != Cents::ZERO,
            wishes_of_units: [set_split, swing, out_of_order].iter().any(|&price| price != Cents::ZERO),
        }
    }
}

/// Where the tallies of each kind of scope begin.
pub(crate) struct Scopes {
    units: usize,
    wishes: usize,
    persons: usize,
    sets: usize,
    places: usize,
    elements: usize,
    board: usize,
    pub(crate) all: usize,
}

impl Tour<'_, '_> {
    /// Where each scope's tally lies: days first.
    pub(crate) fn scopes(&self) -> Scopes {
        let units = self.lists.len();
        let wishes = units + self.index.units.len();
        let persons = wishes + self.index.units.len();
        let sets = persons + self.person_days.len();
        let places = sets + self.set_days.len();
        let elements = places + self.index.places.len();
        let board = elements + self.element_days.len();
        Scopes { units, wishes, persons, sets, places, elements, board, all: board + 1 }
    }

    /// Computes the touched scopes anew.
    pub(crate) fn evaluate(&mut self, mut touched: Touched) {
        let scopes = self.scopes();
        for list in [&mut touched.days, &mut touched.units, &mut touched.persons, &mut touched.sets] {
            list.sort_unstable();
            list.dedup();
        }
        touched.wishes.sort_unstable();
        touched.wishes.dedup();
        touched.elements.sort_unstable();
        touched.elements.dedup();
        for day in touched.days {
            let tally = self.day(day);
            self.book(day, tally);
        }
        for unit in touched.units {
            let tally = self.unit(unit);
            self.book(scopes.units + unit, tally);
        }
        if self.engines.wishes_of_units {
            for unit in touched.wishes {
                let tally = self.wishes(unit);
                self.book(scopes.wishes + unit, tally);
            }
        }
        for person in touched.persons {
            let tally = self.person(person);
            self.book(scopes.persons + person, tally);
        }
        for element in touched.elements {
            let tally = self.element(element);
            self.book(scopes.elements + element, tally);
        }
        if !touched.sets.is_empty() {
            for place in self.restand(&touched.sets, &scopes) {
                let tally = self.place(place);
                self.book(scopes.places + place, tally);
            }
        }
        let tally = self.whole();
        self.book(scopes.board, tally);
    }

    fn day(&self, day: usize) -> Tally {
        let mut tally = Tally::default();
        let laid = &self.plan.days[day];
        self.engines.judge.day(laid, &mut tally);
        self.engines.pricer.day(laid, &mut tally);
        if self.engines.wishes {
            self.engines.pricer.wishes_of_day(laid, &mut tally);
        }
        tally
    }

    fn unit(&mut self, unit: usize) -> Tally {
        let mut tally = Tally::default();
        let mut known = std::mem::take(&mut self.known);
        let mut days = self.days_of(unit);
        days.sort_by_key(|day| day.call);
        self.engines.judge.unit_known(&days, Some(&mut known), &mut tally);
        self.known = known;
        tally
    }

    fn wishes(&self, unit: usize) -> Tally {
        let mut tally = Tally::default();
        self.engines.pricer.wishes_of_unit(&self.days_of(unit), &mut tally);
        tally
    }

    fn days_of(&self, unit: usize) -> Vec<&PlanDay> {
        let id = self.index.units[unit];
        self.plan.days.iter().filter(|day| day.unit == id).collect()
    }

    fn person(&mut self, person: usize) -> Tally {
        let mut tally = Tally::default();
        let mut known = std::mem::take(&mut self.known);
        let mut days: Vec<&PlanDay> = self.person_days[person].iter().map(|&day| &self.plan.days[day]).collect();
        days.sort_by_key(|day| (day.date, day.call));
        let id = self.problem.persons[person];
        self.engines.judge.person_known(id, &days, Some(&mut known), &mut tally);
        self.known = known;
        tally
    }

    fn element(&self, element: usize) -> Tally {
        let mut tally = Tally::default();
        let mut dates: Vec<_> = self.element_days[element].iter().map(|&day| self.plan.days[day].date).collect();
        dates.sort_unstable();
        dates.dedup();
        if let Some(element) = self.problem.production.elements.get(element) {
            self.engines.pricer.element(element.id, &dates, &mut tally);
        }
        tally
    }

    /// Works out anew how long the touched sets stand; answers the places at which something changed.
    fn restand(&mut self, sets: &[usize], scopes: &Scopes) -> Vec<usize> {
        let mut stands = self.plan.stands.clone();
        let mut places = Vec::new();
        for &set in sets {
            let id = self.problem.sets[set].id;
            let dates = self.set_days[set].iter().map(|&day| self.plan.days[day].date).collect();
            let new = self.stands_at[set].and_then(|place| self.engines.clock.stand(id, place, dates));
            let at = stands.partition_point(|stand| stand.set < id);
            if stands.get(at).is_some_and(|stand| stand.set == id) {
                places.push(stands.remove(at).place);
            }
            let mut tally = Tally::default();
            if let Some(stand) = new {
                self.engines.pricer.stand(&stand, &mut tally);
                places.push(stand.place);
                stands.insert(at, stand);
            }
            self.book(scopes.sets + set, tally);
        }
        self.replace_stands(stands);
        let mut places: Vec<usize> =
            places.iter().filter_map(|id| self.index.places.iter().position(|place| place == id)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn place(&self, place: usize) -> Tally {
        let mut tally = Tally::default();
        let id = self.index.places[place];
        let stands: Vec<&Stand> = self.plan.stands.iter().filter(|stand| stand.place == id).collect();
        if !stands.is_empty() {
            self.engines.judge.place(id, &stands, &mut tally);
            self.engines.pricer.place(id, &stands, &mut tally);
        }
        tally
    }

    fn whole(&self) -> Tally {
        let mut tally = Tally::default();
        self.engines.judge.board(&self.plan, &mut tally);
        tally
    }
}

//! A board that is edited and priced. A change computes anew only the scopes that it touches; a change that is refused puts
//! the old values back. Totals always equal those of the whole walk.

use model::verdict::Excess;

use crate::engine::{Engine, Touched};
use crate::layout::{Layout, State};
use crate::legible;
use crate::moves::Change;
use crate::problem::Problem;
use crate::tally::{Sums, Tally, Value, weigh};

/// A board under search.
pub(crate) struct Tour<'p, E> {
    pub(crate) layout: Layout<'p>,
    pub(crate) engine: E,
    pub(crate) sums: Sums,
    /// What one point of illegibility weighs in cents; 0 while nobody looks.
    pub(crate) point: i64,
    blemishes: i64,
    /// What the locked days break: no board mends it.
    locked: Tally,
    touched: Touched,
}

/// Where a tour stood.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    layout: usize,
    engine: usize,
    sums: usize,
    blemishes: i64,
}

impl<'p, E: Engine> Tour<'p, E> {
    /// The problem's first board, computed whole.
    pub(crate) fn new(problem: &'p Problem, engine: E) -> Self {
        let sums = Sums::of(engine.scopes());
        let layout = Layout::new(problem);
        let touched = Touched::default();
        let mut tour = Self { layout, engine, sums, point: 0, blemishes: 0, locked: Tally::default(), touched };
        tour.engine.list_unplaced(&tour.layout);
        for (day, facts) in problem.days.iter().enumerate() {
            tour.layout.replace_day(day, facts.strips.clone(), facts.shift, &mut tour.touched.sets);
            tour.engine.lay(&mut tour.layout, day, &mut tour.touched);
        }
        tour.engine.touch_all(&mut tour.touched);
        tour.evaluate();
        tour.keep();
        tour
    }

    /// Another walker at the same board.
    pub(crate) fn fresh(&self) -> Self {
        let mut tour = Tour::new(self.layout.problem, self.engine.fresh());
        tour.locked = self.locked;
        tour.load(&self.layout.state());
        tour.look(self.point);
        tour
    }

    /// Counts no more what the locked days break, by so much each.
    pub(crate) fn lock(&mut self, locked: impl Iterator<Item = Excess>) {
        for by in locked {
            self.locked.errors += 1;
            self.locked.weight += weigh(by);
        }
        self.layout.broken = self.open().weight > 0;
    }

    /// What the board adds up to, without what the locked days break.
    pub(crate) fn open(&self) -> Tally {
        let Tally { errors, weight, .. } = self.locked;
        let total = self.sums.total;
        Tally { errors: (total.errors - errors).max(0), weight: (total.weight - weight).max(0), ..total }
    }

    /// Weighs illegibility from now on, so many cents a point.
    pub(crate) fn look(&mut self, point: i64) {
        self.point = point;
        self.blemishes = if point > 0 { legible::blemishes(&self.layout) } else { 0 };
    }

    /// What the board is worth.
    pub(crate) fn value(&self) -> Value {
        let total = self.open();
        Value {
            weight: total.weight,
            unplaced: i64::try_from(self.layout.boneyard.len()).unwrap_or(i64::MAX),
            money: total.price + total.wishes + self.change() + self.blemishes * self.point,
        }
    }

    /// Price in cents of what differs from what people have been told and from the given board.
    pub(crate) fn change(&self) -> i64 {
        self.sums.total.change + self.layout.problem.change_price.saturating_mul(self.layout.changed())
    }

    /// Makes a change and computes what it touches. [`Tour::keep`] or [`Tour::undo`] must follow, after one change or more.
    pub(crate) fn apply(&mut self, change: Change) {
        self.touched.clear();
        let mut days = change.days;
        if let Some((set, place)) = change.stand {
            self.layout.stand(set, place);
            self.touched.sets.push(set);
            for &day in &self.layout.set_days[set] {
                if days.iter().all(|(known, ..)| *known != day) {
                    days.push((day, self.layout.lists[day].clone(), self.layout.shifts[day]));
                }
            }
        }
        for (day, list, shift) in days {
            self.layout.replace_day(day, list, shift, &mut self.touched.sets);
            self.engine.lay(&mut self.layout, day, &mut self.touched);
        }
        if let Some(boneyard) = change.boneyard {
            self.layout.replace_boneyard(boneyard);
            self.engine.list_unplaced(&self.layout);
        }
        self.evaluate();
        if self.point > 0 {
            self.blemishes = legible::blemishes(&self.layout);
        }
    }

    fn evaluate(&mut self) {
        self.touched.tidy();
        self.engine.evaluate(&self.layout, &self.touched, &mut self.sums);
        self.layout.broken = self.open().weight > 0;
    }

    /// Accepts the last change.
    pub(crate) fn keep(&mut self) {
        self.layout.keep();
        self.engine.keep();
        self.sums.keep();
    }

    /// Where the tour stands, to come back to with [`Tour::undo`] as long as nothing is kept.
    pub(crate) fn mark(&self) -> Mark {
        let (layout, engine, sums) = (self.layout.mark(), self.engine.mark(), self.sums.mark());
        Mark { layout, engine, sums, blemishes: self.blemishes }
    }

    /// Puts everything back as it was at a mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        if self.layout.undo(mark.layout) {
            self.engine.list_unplaced(&self.layout);
        }
        self.engine.undo(mark.engine);
        self.sums.undo(mark.sums);
        self.blemishes = mark.blemishes;
        self.layout.broken = self.open().weight > 0;
    }

    /// Comes back to a board.
    pub(crate) fn load(&mut self, state: &State) {
        let moved = state.stands_at.iter().enumerate().filter(|(set, place)| self.layout.stands_at[*set] != **place);
        let stands: Vec<(usize, usize)> = moved.filter_map(|(set, place)| Some((set, (*place)?))).collect();
        for stand in stands {
            self.apply(Change { stand: Some(stand), ..Change::default() });
            self.keep();
        }
        let days = self.layout.apart(state);
        self.apply(Change { days, boneyard: Some(state.boneyard.clone()), stand: None });
        self.keep();
    }
}

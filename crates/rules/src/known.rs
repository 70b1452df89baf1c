//! What walks over people's days came to, kept while a search asks for almost the same days again and again.
//!
//! A day under an agreement is judged and paid from what it is, from the next day, and from what the days before handed on (hours
//! of the week, gold, short rests used). Of each day the last such step is kept without its words, and walked anew where one of the
//! three is another. What a change replaced is put back when the change is taken back, so that only its own days are walked.

use std::hash::Hash;

use model::ids::{DayId, PersonId, UnitId};
use model::measure::{Cents, Minutes, Ratio};
use model::notice::Severity;
use model::verdict::{Excess, PayCode, PayLine};
use rustc_hash::FxHashMap;

use crate::agreement::{Before, Breach, Clause, Kind, Line, Sink, State, Work, step};
use crate::code::Code;
use crate::contracts::{self, Walk, code};
use crate::judge::Judge;
use crate::report::{Breach as Broken, Report, Words};

/// As many states are numbered, of some 200 bytes; then all is forgotten and learnt anew.
const MOST: usize = 100_000;

/// The last step of each day of everybody.
#[derive(Default)]
pub struct Known {
    rows: Table<Whose>,
    places: Table<DayId>,
    states: Table<State>,
    facts: Book<Facts>,
    steps: Book<Step>,
    /// The last number that the facts of a day were given.
    last: u64,
    /// The days that are asked for.
    days: Vec<Day>,
    /// The facts of one of them.
    one: Vec<i64>,
}

/// One of the cast, or one of the groups of a unit's crew.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Whose {
    Person(PersonId),
    Crew(UnitId, usize),
}

/// A table that numbers values.
struct Table<T>(FxHashMap<T, usize>, Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(FxHashMap::default(), Vec::new())
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// The number of a value; `guess` may be it.
    fn number(&mut self, value: &T, guess: Option<usize>) -> usize {
        let Self(numbers, values) = self;
        if let Some(guess) = guess.filter(|guess| values.get(*guess) == Some(value)) {
            return guess;
        }
        if let Some(number) = numbers.get(value) {
            return *number;
        }
        numbers.insert(value.clone(), values.len());
        values.push(value.clone());
        values.len() - 1
    }
}

/// What is known by row (whose) and place (which day), and what was replaced, to be put back.
struct Book<T> {
    rows: Vec<Vec<Option<T>>>,
    journal: Vec<(usize, usize, Option<T>)>,
}

impl<T> Default for Book<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), journal: Vec::new() }
    }
}

impl<T> Book<T> {
    fn get(&self, row: usize, place: usize) -> Option<&T> {
        self.rows.get(row)?.get(place)?.as_ref()
    }

    fn put(&mut self, row: usize, place: usize, value: T) {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let values = &mut self.rows[row];
        if values.len() <= place {
            values.resize_with(place + 1, || None);
        }
        let old = values[place].replace(value);
        self.journal.push((row, place, old));
    }

    fn undo(&mut self, mark: usize) {
        while self.journal.len() > mark {
            let Some((row, place, old)) = self.journal.pop() else { break };
            self.rows[row][place] = old;
        }
    }
}

/// All that is read of a day, and how it begins, which is all that the day before reads; each with its number.
struct Facts {
    all: (Vec<i64>, u64),
    begin: (Vec<i64>, u64),
}

/// A day that is asked for: its place, and the numbers of its facts.
#[derive(Clone, Copy)]
struct Day {
    place: usize,
    all: u64,
    begin: u64,
}

/// What a step follows from: what the days before handed on, the day, and how the next one begins, if there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    state: usize,
    day: u64,
    next: Option<u64>,
}

/// What a day comes to, and what it hands on.
struct Step {
    asked: Asked,
    state: usize,
    paid: Cents,
    broken: Box<[Weighed]>,
}

/// A breach without words: what, how bad, by how much.
type Weighed = (Code, Severity, Minutes);

impl Known {
    /// How much was learnt since everything was kept.
    pub fn mark(&self) -> (usize, usize) {
        (self.facts.journal.len(), self.steps.journal.len())
    }

    /// Puts back what was known at a mark.
    pub fn undo(&mut self, (facts, steps): (usize, usize)) {
        self.facts.undo(facts);
        self.steps.undo(steps);
    }

    /// Keeps what was learnt.
    pub fn keep(&mut self) {
        self.facts.journal.clear();
        self.steps.journal.clear();
    }

    /// Names the days of the next walks, which begin with this one's.
    pub(crate) fn days(&mut self, who: Whose, walk: &Walk<'_>, days: &[contracts::Day<'_, '_>], kinds: &[Kind]) {
        if self.states.1.len() > MOST {
            *self = Self { last: self.last, ..Self::default() };
        }
        let row = self.rows.number(&who, None);
        self.days.clear();
        for (day, kind) in days.iter().zip(kinds) {
            let place = self.places.number(&day[0].day.day, None);
            self.one.clear();
            walk.facts(day, *kind, &mut self.one);
            let known = self.facts.get(row, place);
            if let Some(Facts { all, begin }) = known.filter(|known| known.all.0 == self.one) {
                self.days.push(Day { place, all: all.1, begin: begin.1 });
                continue;
            }
            let mut begin = Vec::new();
            Walk::beginning(day, &mut begin);
            self.last += 2;
            let same = known.filter(|known| known.begin.0 == begin).map(|known| known.begin.1);
            let (all, begin) = ((self.one.clone(), self.last), (begin, same.unwrap_or(self.last + 1)));
            self.days.push(Day { place, all: all.1, begin: begin.1 });
            self.facts.put(row, place, Facts { all, begin });
        }
    }

    /// Hands in what the days come to for somebody: one sum a day and each breach, without words.
    pub(crate) fn walk(
        &mut self,
        judge: &Judge<'_>,
        who: Whose,
        walk: &Walk<'_>,
        days: &[contracts::Day<'_, '_>],
        kinds: &[Kind],
        report: &mut impl Report,
    ) {
        let row = self.rows.number(&who, None);
        // The day that comes, where the step before has made it.
        let mut here = None;
        let mut state = self.states.number(&State::begin(&Before::default()), Some(0));
        for (index, day) in days.iter().enumerate() {
            let Day { place, all, .. } = self.days[index];
            let asked = Asked { state, day: all, next: self.days.get(index + 1).map(|day| day.begin) };
            let known = self.steps.get(row, place);
            let made = here.take();
            if known.is_none_or(|known| known.asked != asked) {
                let guess = known.map(|known| known.state);
                let today = made.unwrap_or_else(|| walk.work(judge, day, kinds[index]));
                here = asked.next.map(|_| walk.work(judge, days[index + 1], kinds[index + 1]));
                let step = self.step(walk, asked, guess, &today, here.as_ref());
                self.steps.put(row, place, step);
            }
            let Some(step) = self.steps.get(row, place) else { continue };
            state = step.state;
            let (who, day) = (walk.who(), Some(day[0].day.day));
            if step.paid != Cents::ZERO {
                let rule = || "all lines of the day".to_owned();
                report
                    .pay(step.paid, || PayLine::new(who, day, PayCode::Day, Ratio::ONE, step.paid, Ratio::ONE, rule()));
            }
            for &(code, severity, over) in &step.broken {
                Broken { code, severity, who, day, by: Excess::Minutes(over) }.tell(report, Words::default);
            }
        }
    }

    /// Walks a day; `guess` may be the number of what it hands on.
    fn step(
        &mut self,
        walk: &Walk<'_>,
        asked: Asked,
        guess: Option<usize>,
        here: &Work<'_>,
        next: Option<&Work<'_>>,
    ) -> Step {
        let mut after = self.states.1[asked.state].clone();
        let mut sum = Sum { walk, paid: Cents::ZERO, broken: Vec::new() };
        step(walk.hire(), &mut after, (0, here), next.map(|next| (1, next)), &mut sum);
        if next.is_some_and(|next| next.week != here.week) {
            after.turn();
        }
        let Sum { paid, broken, .. } = sum;
        let broken = broken.into_iter().map(|(_, breach)| breach).collect();
        Step { asked, state: self.states.number(&after, guess), paid, broken }
    }
}

/// Counts the lines of a step.
struct Sum<'w, 'j> {
    walk: &'w Walk<'j>,
    paid: Cents,
    /// Each breach once, by its name and day.
    broken: Vec<((&'static str, usize), Weighed)>,
}

impl<'t> Sink<'t> for Sum<'_, '_> {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        self.paid += self.walk.pays(line);
    }

    fn breach(&mut self, breach: Breach, _: Clause<'t>) {
        let name = (breach.code, breach.day);
        if self.broken.iter().all(|(other, _)| *other != name) {
            let severity = if breach.hard { Severity::Error } else { Severity::Warning };
            self.broken.push((name, (code(breach.code), severity, breach.over)));
        }
    }
}

//! What walks over people's days came to, kept while a search asks for the same days again and again.
//!
//! A day under an agreement is judged and paid from what it is, from the next day, and from what the days before handed on (hours
//! of the week, gold, short rests used). Each such step is walked once and remembered without its words, by whole values and not
//! by their hashes, so that what is remembered is what a walk would say.

use std::collections::BTreeMap;
use std::hash::Hash;

use model::ids::{PersonId, UnitId};
use model::measure::{Cents, Minutes, Ratio};
use model::notice::Severity;
use model::verdict::{Excess, PayCode, PayLine};
use rustc_hash::FxHashMap;

use crate::agreement::{Before, Breach, Clause, Kind, Line, Sink, State, step};
use crate::code::Code;
use crate::contracts::{self, Walk, code};
use crate::judge::Judge;
use crate::report::{Breach as Broken, Report, Words};

/// As many steps are kept, a kilobyte each at most; then all are forgotten and learnt anew.
const MOST: usize = 100_000;

/// Steps of walks that were asked for before.
#[derive(Default)]
pub struct Known {
    facts: Table<Vec<i64>>,
    begins: Table<Vec<i64>>,
    states: Table<State>,
    numbers: FxHashMap<Key, u32>,
    steps: Vec<Step>,
    /// The steps of each one's last walk: of two walks in a row most days are the same, and are found at once.
    last: BTreeMap<Whose, Vec<Taken>>,
    /// The days that are asked for: all that is read of each, and how it begins.
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
struct Table<T>(FxHashMap<T, u32>, Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(FxHashMap::default(), Vec::new())
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// The number of a value; `guess` may be it.
    fn number(&mut self, value: &T, guess: Option<u32>) -> u32 {
        let Self(numbers, values) = self;
        if let Some(guess) = guess.filter(|guess| values.get(*guess as usize) == Some(value)) {
            return guess;
        }
        if let Some(number) = numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(values.len()).unwrap_or(u32::MAX);
        numbers.insert(value.clone(), number);
        values.push(value.clone());
        number
    }
}

/// The numbers of a day's facts, and of those of its beginning.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Day {
    all: u32,
    begin: u32,
}

/// Who, after which days, on which day, before what.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    who: Whose,
    state: u32,
    day: u32,
    /// How the next day begins, if there is one: nothing more of it is asked.
    next: Option<u32>,
}

/// What a day comes to, and what it hands on.
struct Step {
    state: u32,
    paid: Cents,
    broken: Box<[Weighed]>,
}

/// A breach without words: what, how bad, by how much.
type Weighed = (Code, Severity, Minutes);

impl Known {
    /// Names the days of the next walks, which begin with this one's.
    pub(crate) fn days(&mut self, who: Whose, walk: &Walk<'_>, days: &[contracts::Day<'_, '_>], kinds: &[Kind]) {
        if self.steps.len() > MOST {
            *self = Self::default();
        }
        self.days.clear();
        let last = self.last.get(&who);
        for (index, (day, kind)) in days.iter().zip(kinds).enumerate() {
            self.one.clear();
            walk.facts(day, *kind, &mut self.one);
            let guess = last.and_then(|steps| steps.get(index)).map(|taken| taken.asked.day);
            let all = self.facts.number(&self.one, guess.map(|day| day.all));
            let begin = match guess.filter(|guess| guess.all == all) {
                Some(same) => same.begin,
                None => {
                    self.one.clear();
                    Walk::beginning(day, &mut self.one);
                    self.begins.number(&self.one, guess.map(|day| day.begin))
                }
            };
            self.days.push(Day { all, begin });
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
        let mut last = self.last.remove(&who).unwrap_or_default();
        let mut state = self.states.number(&State::begin(&Before::default()), Some(0));
        for (index, day) in days.iter().enumerate() {
            let next = self.days.get(index + 1).map(|day| day.begin);
            let asked = Asked { state, day: self.days[index], next };
            let known = last.get(index).filter(|known| known.asked == asked).map(|known| known.step);
            let step = known.unwrap_or_else(|| self.step(judge, who, asked, walk, &days[index..], &kinds[index..]));
            let taken = Taken { asked, step };
            match last.get_mut(index) {
                Some(before) => *before = taken,
                None => last.push(taken),
            }
            let step = &self.steps[step as usize];
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
        self.last.insert(who, last);
    }

    /// The number of the step from the first of some days on.
    fn step(
        &mut self,
        judge: &Judge<'_>,
        who: Whose,
        asked: Asked,
        walk: &Walk<'_>,
        days: &[contracts::Day<'_, '_>],
        kinds: &[Kind],
    ) -> u32 {
        let Asked { state, day, next } = asked;
        let key = Key { who, state, day: day.all, next };
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let here = walk.work(judge, days[0], kinds[0]);
        let next = next.map(|_| walk.work(judge, days[1], kinds[1]));
        let mut after = self.states.1[state as usize].clone();
        let mut sum = Sum { walk, paid: Cents::ZERO, broken: Vec::new() };
        step(walk.hire(), &mut after, (0, &here), next.as_ref().map(|next| (1, next)), &mut sum);
        if next.as_ref().is_some_and(|next| next.week != here.week) {
            after.turn();
        }
        let Sum { paid, broken, .. } = sum;
        let broken = broken.into_iter().map(|(_, breach)| breach).collect();
        let number = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.steps.push(Step { state: self.states.number(&after, None), paid, broken });
        self.numbers.insert(key, number);
        number
    }
}

/// A step as it is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    state: u32,
    day: Day,
    next: Option<u32>,
}

/// A step of somebody's last walk.
struct Taken {
    asked: Asked,
    step: u32,
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

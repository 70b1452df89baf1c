//! The board as the moves see it: which strips stand on which day, in what order and at which shift, where each set stands,
//! and which days people, sets and elements have. It knows nobody who prices it.

use model::board::Shift;
use model::plan::LightNeed;

use crate::problem::Problem;

/// What a changed day weighs, in tenths of a new call: every department reads its call sheet anew. An assumption, set by
/// trial on bad mornings of one production.
const CHANGED_DAY: i64 = 20;

/// A board under search, without what it costs.
pub(crate) struct Layout<'p> {
    pub(crate) problem: &'p Problem,
    /// Strips of each day in order, by index.
    pub(crate) lists: Vec<Vec<usize>>,
    /// The shift of each day, and the minutes of its strips.
    pub(crate) shifts: Vec<Shift>,
    pub(crate) loads: Vec<i64>,
    /// Strips without a day, omitted ones apart.
    pub(crate) boneyard: Vec<usize>,
    /// The day of each strip.
    pub(crate) at: Vec<Option<usize>>,
    /// Where each set stands, by the index of its place.
    pub(crate) stands_at: Vec<Option<usize>>,
    /// Days on which each person is called, each set shot, each element delivered; in order of the board.
    pub(crate) person_days: Vec<Vec<usize>>,
    pub(crate) set_days: Vec<Vec<usize>>,
    pub(crate) element_days: Vec<Vec<usize>>,
    /// Some hard rule is broken.
    pub(crate) broken: bool,
    journal: Vec<Old>,
}

/// What a change replaced.
enum Old {
    Day { day: usize, list: Vec<usize>, shift: Shift },
    Member { kind: Members, one: usize, day: usize, there: bool },
    StandsAt { set: usize, place: Option<usize> },
    Boneyard(Vec<usize>),
}

/// What days are kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Members {
    Person,
    Set,
    Element,
}

/// What the lists hold: all that is needed to come back to a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) days: Vec<(Vec<usize>, Shift)>,
    pub(crate) boneyard: Vec<usize>,
    pub(crate) stands_at: Vec<Option<usize>>,
}

impl<'p> Layout<'p> {
    /// Empty days; every strip that the problem's first board has on no day lies in the boneyard.
    pub(crate) fn new(problem: &'p Problem) -> Self {
        let mut placed = vec![false; problem.strips.len()];
        problem.days.iter().flat_map(|day| &day.strips).for_each(|&strip| placed[strip] = true);
        Self {
            problem,
            lists: vec![Vec::new(); problem.days.len()],
            shifts: problem.days.iter().map(|day| day.shift).collect(),
            loads: vec![0; problem.days.len()],
            boneyard: (0..placed.len()).filter(|&strip| !placed[strip] && !problem.strips[strip].omitted).collect(),
            at: vec![None; problem.strips.len()],
            stands_at: problem.sets.iter().map(|set| set.stands_at).collect(),
            person_days: vec![Vec::new(); problem.persons],
            set_days: vec![Vec::new(); problem.sets.len()],
            element_days: vec![Vec::new(); problem.elements],
            broken: false,
            journal: Vec::new(),
        }
    }

    /// The light that a strip needs where its set stands.
    pub(crate) fn light(&self, strip: usize) -> LightNeed {
        let strip = &self.problem.strips[strip];
        let place = strip.set.and_then(|set| self.stands_at[set]);
        place.and_then(|place| strip.light.get(place)).copied().unwrap_or_default()
    }

    /// The place of a strip.
    pub(crate) fn place(&self, strip: usize) -> Option<usize> {
        self.problem.strips[strip].set.and_then(|set| self.stands_at[set])
    }

    /// The strips of a day that may leave it.
    pub(crate) fn free(&self, day: usize) -> Vec<usize> {
        self.lists[day].iter().copied().filter(|&strip| !self.problem.strips[strip].fixed).collect()
    }

    /// Whether a strip fits on a day when another one leaves it: by its minutes alone, so that the search need not ask.
    pub(crate) fn fits(&self, strip: usize, day: usize, leaves: Option<usize>) -> bool {
        let load = |strip: usize| self.problem.strips[strip].load;
        let rest = self.loads[day] - leaves.map_or(0, load);
        rest == 0 || rest + load(strip) <= self.problem.most
    }

    /// What differs from the given board, in tenths of a new call: one for each strip that stands on another day,
    /// `CHANGED_DAY` for each day with other strips, another order, another shift or a set elsewhere. Counted only while it has a
    /// price.
    pub(crate) fn changed(&self) -> i64 {
        let problem = self.problem;
        if problem.change_price == 0 {
            return 0;
        }
        let strips = problem.strips.iter().zip(&self.at);
        let moved = strips.filter(|(strip, at)| strip.given.is_some() && strip.given != **at).count();
        let days = (0..self.lists.len()).filter(|&day| self.differs(day)).count();
        i64::try_from(moved).unwrap_or(i64::MAX) + CHANGED_DAY * i64::try_from(days).unwrap_or(i64::MAX)
    }

    /// Whether a day has other strips, another order, another shift or a set at another place than on the given board.
    pub(crate) fn differs(&self, day: usize) -> bool {
        let given = &self.problem.days[day];
        let elsewhere = |&set: &usize| {
            self.stands_at[set] != self.problem.sets[set].stands_at && self.set_days[set].binary_search(&day).is_ok()
        };
        self.lists[day] != given.given
            || (!self.lists[day].is_empty() && self.shifts[day] != given.shift)
            || self.problem.choices.iter().any(elsewhere)
    }

    /// Gives a day other strips and a shift; notes the sets that come to it or leave it.
    pub(crate) fn replace_day(&mut self, day: usize, list: Vec<usize>, shift: Shift, sets: &mut Vec<usize>) {
        self.move_strips(day, &list);
        let old = std::mem::replace(&mut self.lists[day], list);
        let shift = std::mem::replace(&mut self.shifts[day], shift);
        let set = |strip: usize| self.problem.strips[strip].set;
        let none = |list: &[usize], one: usize| list.iter().all(|&strip| set(strip) != Some(one));
        let sets_of = |list: &[usize]| -> Vec<usize> { list.iter().filter_map(|&strip| set(strip)).collect() };
        let gone = sets_of(&old).into_iter().filter(|&one| none(&self.lists[day], one));
        let come = sets_of(&self.lists[day]).into_iter().filter(|&one| none(&old, one));
        let changed: Vec<(usize, bool)> = gone.map(|one| (one, false)).chain(come.map(|one| (one, true))).collect();
        for (one, there) in changed {
            self.member(Members::Set, one, day, there);
            sets.push(one);
        }
        self.journal.push(Old::Day { day, list: old, shift });
    }

    /// Puts a set elsewhere.
    pub(crate) fn stand(&mut self, set: usize, place: usize) {
        let old = self.stands_at[set].replace(place);
        self.journal.push(Old::StandsAt { set, place: old });
    }

    /// Replaces the boneyard.
    pub(crate) fn replace_boneyard(&mut self, boneyard: Vec<usize>) {
        self.journal.push(Old::Boneyard(std::mem::replace(&mut self.boneyard, boneyard)));
    }

    /// Adds a day to the days of one person, set or element, or takes it out.
    pub(crate) fn member(&mut self, kind: Members, one: usize, day: usize, there: bool) {
        if self.set_member(kind, one, day, there) {
            self.journal.push(Old::Member { kind, one, day, there });
        }
    }

    fn set_member(&mut self, kind: Members, one: usize, day: usize, there: bool) -> bool {
        let days = match kind {
            Members::Person => &mut self.person_days[one],
            Members::Set => &mut self.set_days[one],
            Members::Element => &mut self.element_days[one],
        };
        match days.binary_search(&day) {
            Ok(at) if !there => drop(days.remove(at)),
            Err(at) if there => days.insert(at, day),
            _ => return false,
        }
        true
    }

    /// Keeps `at` and `loads` in step with a day's list, which is about to change to `new`.
    fn move_strips(&mut self, day: usize, new: &[usize]) {
        for &strip in &self.lists[day] {
            if self.at[strip] == Some(day) {
                self.at[strip] = None;
            }
        }
        for &strip in new {
            self.at[strip] = Some(day);
        }
        self.loads[day] = new.iter().map(|&strip| self.problem.strips[strip].load).sum();
    }

    /// Accepts what was changed.
    pub(crate) fn keep(&mut self) {
        self.journal.clear();
    }

    /// How much was changed since then.
    pub(crate) fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Puts back what was changed since a mark; answers whether the boneyard was among it.
    pub(crate) fn undo(&mut self, mark: usize) -> bool {
        let mut boneyard_changed = false;
        while self.journal.len() > mark {
            match self.journal.pop() {
                Some(Old::Day { day, list, shift }) => {
                    self.move_strips(day, &list);
                    self.lists[day] = list;
                    self.shifts[day] = shift;
                }
                Some(Old::Member { kind, one, day, there }) => drop(self.set_member(kind, one, day, !there)),
                Some(Old::StandsAt { set, place }) => self.stands_at[set] = place,
                Some(Old::Boneyard(boneyard)) => {
                    self.boneyard = boneyard;
                    boneyard_changed = true;
                }
                None => break,
            }
        }
        boneyard_changed
    }

    /// The days of a state that differ from this board, as the state has them.
    pub(crate) fn apart(&self, state: &State) -> Vec<(usize, Vec<usize>, Shift)> {
        let days = state.days.iter().enumerate();
        let days = days.filter(|(day, (list, shift))| self.lists[*day] != *list || self.shifts[*day] != *shift);
        days.map(|(day, (list, shift))| (day, list.clone(), *shift)).collect()
    }

    /// What is needed to come back to this board.
    pub(crate) fn state(&self) -> State {
        let days = self.lists.iter().cloned().zip(self.shifts.iter().copied()).collect();
        State { days, boneyard: self.boneyard.clone(), stands_at: self.stands_at.clone() }
    }
}

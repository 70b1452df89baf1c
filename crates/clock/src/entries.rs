//! The entries of a day from its call on: each step in order, the waits for light, and the meals where they fall due.
//!
//! A meal is owed when the crew would wrap later than the grace after it falls due. It is taken in a wait for light when
//! there is one, else at the last boundary before it falls due, else inside the strip that runs over it. A boundary so
//! early that it would cost one more meal at the end of the day is passed over: the strip is interrupted instead.

use model::measure::{Minutes, Moment};
use model::plan::{Entry, Happening};
use model::rulebook::MealRule;

use crate::day::{LONGEST, Step, What, wrap};
use crate::light::{first_light, missed};

/// A day's entries.
pub(crate) struct Laid {
    pub(crate) call: Moment,
    /// Crew wrap.
    pub(crate) end: Moment,
    pub(crate) entries: Vec<Entry>,
    /// Shooting time that lies outside the light it needs.
    pub(crate) off_light: Minutes,
    /// The first wait for light of the day.
    pub(crate) first_wait: Minutes,
}

/// Lays the steps from `call` on, with no wait for light longer than `patience`.
pub(crate) fn entries(meals: &MealRule, steps: &[Step<'_>], call: Moment, patience: Minutes) -> Laid {
    let mut layer = Layer {
        steps,
        meals: Meals::of(meals),
        patience,
        now: call,
        since: call,
        nth: 0,
        entries: Vec::with_capacity(steps.len() * 2 + 4),
        off_light: Minutes::ZERO,
        first_wait: Minutes::ZERO,
    };
    for index in 0..steps.len() {
        layer.step(index);
    }
    let Layer { now, entries, off_light, first_wait, .. } = layer;
    Laid { call, end: wrap(steps, now), entries, off_light, first_wait }
}

/// The lengths of a meal rule, held to what a clock can bear whatever a pack says.
#[derive(Clone, Copy)]
struct Meals {
    within: Minutes,
    not_before: Minutes,
    length: Minutes,
    wrap_grace: Minutes,
}

impl Meals {
    fn of(rule: &MealRule) -> Self {
        let held = |minutes: Minutes| minutes.clamp(Minutes::ZERO, LONGEST);
        Self {
            within: held(rule.within),
            not_before: held(rule.not_before),
            length: held(rule.length),
            wrap_grace: held(rule.wrap_grace),
        }
    }
}

struct Layer<'s> {
    steps: &'s [Step<'s>],
    meals: Meals,
    patience: Minutes,
    now: Moment,
    /// Call, or the end of the last meal.
    since: Moment,
    nth: u32,
    entries: Vec<Entry>,
    off_light: Minutes,
    first_wait: Minutes,
}

impl Layer<'_> {
    fn step(&mut self, index: usize) {
        let Some(step) = self.steps.get(index) else { return };
        if let Some(moved) = step.moved {
            let there = self.now.after(moved.minutes);
            if there > self.due() && self.may_eat() && self.owed(index, self.begins(step, there).after(step.minutes)) {
                self.meal();
            }
            let what = Happening::Move { how: moved.how, from: moved.from, to: moved.to };
            self.push(self.now.after(moved.minutes), what);
        }
        self.wait(index, step);
        self.work(index, step);
    }

    /// Waits until the first shot can be taken. A meal that is owed is eaten meanwhile, as late as the wait allows, when
    /// the wait can hold it or when it would fall due before the step ends.
    fn wait(&mut self, index: usize, step: &Step<'_>) {
        loop {
            let open = self.begins(step, self.now);
            let wait = open.since(self.now);
            if wait <= Minutes::ZERO {
                return;
            }
            if self.first_wait == Minutes::ZERO {
                self.first_wait = wait;
            }
            let earliest = self.now.max(self.since.after(self.meals.not_before));
            let eat = earliest.max(self.due().min(open.before(self.meals.length)));
            let hungry = eat.after(self.meals.length) <= open || open.after(step.minutes) > self.due();
            if eat < open && hungry && self.owed(index, open.after(step.minutes)) {
                if eat > self.now {
                    self.push(eat, Happening::Wait);
                }
                self.meal();
            } else {
                self.push(open, Happening::Wait);
            }
        }
    }

    /// Does the step itself, with a meal before it or inside it when one falls due.
    fn work(&mut self, index: usize, step: &Step<'_>) {
        let (mut left, mut lead) = (step.minutes, step.lead);
        let mut setups = match step.what {
            What::Strip { setups, .. } => setups,
            _ => 0,
        };
        loop {
            let end = self.now.after(left);
            if end <= self.due() || !self.owed(index, end) {
                return self.piece(step, left, lead, setups);
            }
            let boundary = left == step.minutes && self.may_eat() && !self.costs_a_meal(index, end);
            if boundary || self.due() <= self.now {
                self.meal();
                if left == step.minutes {
                    self.wait(index, step);
                }
                continue;
            }
            let first = self.due().since(self.now);
            let share = i64::from(setups) * first.0 / left.0.max(1);
            let part = u32::try_from(share).unwrap_or(0).min(setups);
            self.piece(step, first, lead, part);
            self.meal();
            (left, setups) = (left - first, setups - part);
            lead = Minutes((lead.0 - first.0).max(0));
        }
    }

    fn piece(&mut self, step: &Step<'_>, minutes: Minutes, lead: Minutes, setups: u32) {
        let end = self.now.after(minutes);
        match step.what {
            What::Strip { strip, place, light, .. } => {
                let off_light = missed(step.windows.as_ref(), self.now.after(lead).min(end), end);
                self.off_light += off_light;
                self.push(end, Happening::Strip { strip, place, setups, light, off_light });
            }
            What::Banner(text) => self.push(end, Happening::Banner { text: text.to_owned() }),
            What::Work => self.now = end,
        }
    }

    fn meal(&mut self) {
        self.nth += 1;
        self.push(self.now.after(self.meals.length), Happening::Meal { nth: self.nth });
        self.since = self.now;
    }

    fn push(&mut self, end: Moment, what: Happening) {
        self.entries.push(Entry { start: self.now, end, what });
        self.now = end;
    }

    /// When the next meal must begin.
    fn due(&self) -> Moment {
        self.since.after(self.meals.within)
    }

    fn may_eat(&self) -> bool {
        self.now >= self.since.after(self.meals.not_before)
    }

    /// Whether the crew is owed a meal before it wraps, when step `index` ends at `end`. A rulebook whose meals or whose
    /// time between meals have no length knows no meals.
    fn owed(&self, index: usize, end: Moment) -> bool {
        let knows = self.meals.length > Minutes::ZERO && self.meals.within > Minutes::ZERO;
        knows && self.wrap_after(index, end) > self.due().after(self.meals.wrap_grace)
    }

    /// Whether a meal now, rather than when it falls due, leaves one more meal to be taken before wrap.
    fn costs_a_meal(&self, index: usize, end: Moment) -> bool {
        let wrap = self.wrap_after(index, end);
        let later = |from: Moment| {
            let beyond = wrap.since(from).0 - self.meals.wrap_grace.0;
            (beyond.max(0) + self.meals.within.0 - 1) / self.meals.within.0
        };
        later(self.now) > later(self.due())
    }

    /// When a step begins that could begin `now`: at once, or so that its first shot finds light, on a round time.
    fn begins(&self, step: &Step<'_>, now: Moment) -> Moment {
        let ready = now.after(step.lead);
        let wait = first_light(step.windows.as_ref(), ready, self.patience).since(ready);
        if wait > Minutes::ZERO { round_up(now.after(wait)) } else { now }
    }

    /// The crew's wrap without a further meal, when step `index` ends at `end`.
    fn wrap_after(&self, index: usize, end: Moment) -> Moment {
        let mut now = end;
        for step in self.steps.iter().skip(index + 1) {
            now = now.after(step.moved.map_or(Minutes::ZERO, |moved| moved.minutes));
            now = self.begins(step, now).after(step.minutes);
        }
        wrap(self.steps, now)
    }
}

/// The next moment on a whole five minutes, as calls are written.
pub(crate) fn round_up(moment: Moment) -> Moment {
    Moment(moment.0 + (-moment.0).rem_euclid(5))
}

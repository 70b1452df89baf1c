//! Hours of a day: straight time, overtime and gold, on two clocks, the highest multiple at each instant.
//!
//! Worked time is the day from start to end without the meals that are taken off; elapsed time is all of it. A row counts
//! from its hours on, on its own clock; of all rows that hold at an instant the highest multiple is paid and nothing
//! compounds. Gold that is sticky goes on, through meals where the row pays them, and into the next day until the rest it
//! asks for is given. The time worked is counted up to the next started unit, and a call pays its minimum.

use model::measure::{Minutes, Moment, Ratio};
use model::pack::{Clock, Overtime, Per, RateWhen, Workday, holds_at};
use model::verdict::PayCode;

use super::terms::Held;
use super::travel::Way;
use super::work::{Hire, Kind, Line, MealKind, Sink, Work};

/// What a day came to.
#[derive(Clone, Debug)]
pub(super) struct Worked {
    /// When it began, for pay.
    pub(super) start: Moment,
    /// When it ended, for pay, before anything is rounded.
    pub(super) end: Moment,
    /// Meals that are taken off.
    pub(super) unpaid: Minutes,
    /// Time of work, with what is carried.
    pub(super) worked: Minutes,
    /// Time from start to end, with what is carried.
    pub(super) elapsed: Minutes,
    /// Time of this day alone that pays no overtime.
    pub(super) straight: Minutes,
    /// The multiple of that time.
    pub(super) base: Ratio,
    /// The multiples in force, from when on.
    pub(super) steps: Vec<(Moment, Ratio)>,
    /// The sticky multiple in force at the end, and the rest that ends it.
    pub(super) gold: Option<(Ratio, Minutes)>,
}

impl Worked {
    /// The multiple in force at a moment.
    pub(super) fn at(&self, moment: Moment) -> Ratio {
        self.steps.iter().rev().find(|(from, _)| *from <= moment).map_or(self.base, |(_, times)| *times)
    }
}

/// What a day takes over from the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Carry {
    /// Time of work that counts on.
    pub(super) worked: Minutes,
    /// Elapsed time that counts on.
    pub(super) elapsed: Minutes,
    /// Gold that has not ended.
    pub(super) gold: Option<Ratio>,
}

/// Pays a day. Nothing where its ends are not known.
pub(super) fn day<'t>(hire: &Hire<'t>, work: &Work<'_>, carry: &Carry, sink: &mut impl Sink<'t>) -> Option<Worked> {
    let held = hire.rows(&hire.terms.workday).next()?;
    let row = held.row;
    let start = work.event(row.start)?;
    let end = work.event(row.end)?;
    let tail = Minutes(row.ignore_tail_min.unwrap_or(0));
    let end = if work.makeup_off <= tail { end.before(work.makeup_off) } else { end }.max(start);
    let cuts = cuts(hire, work, row, start, end);
    let unpaid = cuts.iter().map(|(from, to)| to.since(*from)).sum();
    let worked = end.since(start) - unpaid;
    let base = premium(hire, work.kind);
    if row.flat || !hire.terms.day_type.is_empty() {
        let worked = Worked {
            start,
            end,
            unpaid,
            worked: worked + carry.worked,
            elapsed: end.since(start) + carry.elapsed,
            straight: worked,
            base,
            steps: Vec::new(),
            gold: None,
        };
        super::scheduled::day(hire, held, work, &worked, sink);
        return Some(worked);
    }
    // Whole units of time, and the minimum of a call, are paid as if the day had gone on.
    let unit = row.increment_min.unwrap_or(1).max(1);
    let least = match hire.per {
        Per::Week => Minutes::ZERO,
        _ => row.min_call_h.as_ref().and_then(|by| by.at(work.place)).map_or(Minutes::ZERO, |hours| hours.0),
    };
    let paid = super::travel::paid(hire, work, Minutes((worked.0 + unit - 1).div_euclid(unit) * unit)).max(least);
    let until = if paid < worked { reached(start, paid, &cuts) } else { end.after(paid - worked) };
    let mut sweep = Sweep::new(hire, work, carry, base);
    sweep.walk(start, until, &cuts);
    // A week's pay holds its ordinary days; a day at a premium is paid beside it.
    if hire.per != Per::Week || base > Ratio::ONE {
        let straight = hire.hours(PayCode::Hours, "ST", sweep.base_minutes, work.place, base);
        sink.pay(straight, held.clause());
    }
    sweep.tell(hire, work, sink);
    Some(sweep.counted((start, end), unpaid, carry))
}

/// When so much time of a day is worked.
fn reached(start: Moment, time: Minutes, cuts: &[(Moment, Moment)]) -> Moment {
    cuts.iter().fold(start.after(time), |at, (from, to)| if *from < at { at.after(to.since(*from)) } else { at })
}

/// The multiple of straight time on a kind of day.
pub(super) fn premium(hire: &Hire<'_>, kind: Kind) -> Ratio {
    let row = hire.rows(&hire.terms.premium).next().map(|held| held.row);
    let times = row.and_then(|row| match kind {
        Kind::Ordinary => None,
        Kind::Sixth => row.sixth,
        Kind::Seventh => row.seventh,
        Kind::Holiday => row.holiday,
        Kind::Sunday => row.sunday.or(row.seventh),
    });
    times.unwrap_or(Ratio::ONE)
}

/// The stretches of a day that are taken off as meals.
pub(super) fn cuts(
    hire: &Hire<'_>,
    work: &Work<'_>,
    day: &Workday,
    start: Moment,
    end: Moment,
) -> Vec<(Moment, Moment)> {
    let rule = hire.rows(&hire.terms.meal).next().map(|held| held.row);
    let least = rule.and_then(|rule| rule.min_minutes.as_ref()).and_then(|by| by.at(work.day_type)).copied();
    let most = rule.and_then(|rule| rule.max_deductible_minutes);
    let (first, few) = match rule {
        Some(rule) if rule.deductible_in_first_8h.is_some() => (Minutes(480), rule.deductible_in_first_8h),
        Some(rule) => {
            let call = day.min_call_h.as_ref().and_then(|by| by.at(work.place));
            (call.map_or(Minutes(480), |hours| hours.0), rule.deductible_in_min_call)
        }
        None => (Minutes(480), None),
    };
    let mut early = 0;
    let mut cuts = Vec::new();
    for meal in &work.meals {
        let (from, to) = (meal.start.max(start), meal.end.min(end));
        let long = to.since(from);
        if meal.kind != MealKind::Deductible || long <= Minutes::ZERO || long.0 < least.unwrap_or(0) {
            continue;
        }
        if from.since(start) < first {
            early += 1;
            if few.is_some_and(|few| early > few) {
                continue;
            }
        }
        cuts.push((from, from.after(long.min(Minutes(most.unwrap_or(long.0))))));
    }
    cuts
}

/// A tier on its clock, with its multiple on the kind of day.
struct Tier<'t> {
    held: Held<'t, Overtime>,
    after: Minutes,
    times: Ratio,
    minutes: Minutes,
}

/// The walk over one day.
pub(super) struct Sweep<'t, 'w> {
    tiers: Vec<Tier<'t>>,
    way: Way<'w>,
    worked: Minutes,
    elapsed: Minutes,
    /// Time of the day before that counts for gold.
    joined: (Minutes, Minutes),
    /// From here on a day's pay for each hour takes the place of hours.
    stop: Option<(Clock, Minutes)>,
    base: Ratio,
    floor: Option<Ratio>,
    pub(super) base_minutes: Minutes,
    pub(super) steps: Vec<(Moment, Ratio)>,
}

impl<'t, 'w> Sweep<'t, 'w> {
    pub(super) fn new(hire: &Hire<'t>, work: &'w Work<'_>, carry: &Carry, base: Ratio) -> Self {
        let fits = |held: &Held<'t, Overtime>| {
            let row = held.row;
            holds_at(&row.places, work.place) && row.when.as_ref().is_none_or(|when| rate_fits(hire, when))
        };
        let tier = |held: Held<'t, Overtime>| {
            let row = held.row;
            let times = match work.kind {
                Kind::Ordinary => None,
                Kind::Sixth => row.sixth,
                Kind::Seventh | Kind::Sunday => row.seventh,
                Kind::Holiday => row.holiday,
            };
            let times = times.or(row.mult).unwrap_or(Ratio::ONE);
            Tier { held, after: row.after_h.unwrap_or_default().0, times, minutes: Minutes::ZERO }
        };
        let mut tiers: Vec<Tier<'t>> = hire.rows(&hire.terms.hourly).filter(fits).map(tier).collect();
        tiers.sort_by(|a, b| a.times.cmp(&b.times).then(a.after.cmp(&b.after)));
        Self {
            tiers,
            way: Way::of(hire, work),
            worked: Minutes::ZERO,
            elapsed: Minutes::ZERO,
            joined: (carry.worked, carry.elapsed),
            stop: super::flat::by_hours(hire, work),
            base,
            floor: carry.gold,
            base_minutes: Minutes::ZERO,
            steps: Vec::new(),
        }
    }

    /// Walks from one moment to another, past the meals that are taken off.
    pub(super) fn walk(&mut self, start: Moment, until: Moment, cuts: &[(Moment, Moment)]) {
        let mut at = start;
        while at < until {
            let cut = cuts.iter().find(|(from, to)| *from <= at && at < *to);
            let edge = match cut {
                Some((_, to)) => *to,
                None => cuts.iter().map(|(from, _)| *from).filter(|from| *from > at).min().unwrap_or(until),
            };
            let mut next = edge.min(until).min(self.way.edge(at).unwrap_or(until));
            let tiers = self.tiers.iter().map(|tier| (tier.held.row.basis, tier.after - self.count(tier)));
            let stop = self.stop.map(|(clock, after)| (clock, after - self.own(clock)));
            for (clock, left) in tiers.chain(stop) {
                if left > Minutes::ZERO && (clock == Clock::Elapsed || cut.is_none()) {
                    next = next.min(at.after(left));
                }
            }
            self.step(at, next.since(at), cut.is_some());
            at = next;
        }
    }

    /// Time of this day on a clock.
    fn own(&self, clock: Clock) -> Minutes {
        if clock == Clock::Elapsed { self.elapsed } else { self.worked }
    }

    /// Time on the clock of a tier: shifts that are joined count together for gold, and for nothing else.
    fn count(&self, tier: &Tier<'_>) -> Minutes {
        let (worked, elapsed) = if tier.held.row.sticky.is_some() { self.joined } else { Default::default() };
        self.own(tier.held.row.basis) + if tier.held.row.basis == Clock::Elapsed { elapsed } else { worked }
    }

    fn step(&mut self, at: Moment, time: Minutes, meal: bool) {
        let holds = |tier: &Tier<'_>| {
            if !self.way.pays(at, tier.times) {
                return false;
            }
            let gold = tier.held.row.sticky.is_some() && self.floor.is_some_and(|floor| tier.times <= floor);
            gold || self.count(tier) >= tier.after
        };
        // Rows are in order of their multiples; of equal ones the last.
        let index = self.tiers.iter().rposition(holds).filter(|&index| self.tiers[index].times > self.base);
        let stopped = self.stop.is_some_and(|(clock, after)| self.own(clock) >= after);
        let tier = index.and_then(|index| self.tiers.get_mut(index));
        let pays_meals =
            tier.as_ref().is_some_and(|tier| tier.held.row.sticky.as_ref().is_some_and(|one| one.meals_paid));
        let times = tier.as_ref().map_or(self.base, |tier| tier.times);
        if !stopped && (!meal || pays_meals) {
            match tier {
                Some(tier) => tier.minutes += time,
                None => self.base_minutes += time,
            }
        }
        if self.steps.last().is_none_or(|(_, last)| *last != times) {
            self.steps.push((at, times));
        }
        self.elapsed += time;
        if !meal {
            self.worked += time;
        }
    }

    /// What the day came to. Time that was only rounded up or guaranteed does not count on.
    fn counted(self, (start, end): (Moment, Moment), unpaid: Minutes, carry: &Carry) -> Worked {
        let elapsed = end.since(start) + carry.elapsed;
        let gold = self.tiers.iter().rev().find(|tier| tier.minutes > Minutes::ZERO);
        Worked {
            start,
            end,
            unpaid,
            worked: end.since(start) - unpaid + carry.worked,
            elapsed,
            straight: self.base_minutes,
            base: self.base,
            gold: gold.and_then(|tier| Some((tier.times, tier.held.row.sticky.as_ref()?.until_rest_h.0))),
            steps: self.steps,
        }
    }

    /// A line for each tier that was reached; tiers with one code and multiple are one line.
    pub(super) fn tell(&self, hire: &Hire<'t>, work: &Work<'_>, sink: &mut impl Sink<'t>) {
        for (index, tier) in self.tiers.iter().enumerate() {
            let same = |other: &Tier<'_>| other.times == tier.times && other.held.row.code == tier.held.row.code;
            if tier.minutes == Minutes::ZERO
                || self.tiers[..index].iter().any(|one| same(one) && one.minutes > Minutes::ZERO)
            {
                continue;
            }
            let minutes = self.tiers[index..].iter().filter(|one| same(one)).map(|one| one.minutes).sum();
            let row = tier.held.row;
            let word = if row.sticky.is_some() { "GOLD" } else { "OT" };
            let (code, multiple) = code(row, word, tier.times);
            let line = hire.hours(PayCode::Overtime, code, minutes, work.place, tier.times);
            sink.pay(Line { multiple, ..line }, tier.held.clause());
        }
    }

    /// The same as lines of rest that was not given.
    pub(super) fn tell_as(
        &self,
        code: &str,
        hire: &Hire<'t>,
        work: &Work<'_>,
        held: super::work::Clause<'t>,
        sink: &mut impl Sink<'t>,
    ) {
        let base = (self.base_minutes, self.base);
        let tiers = self.tiers.iter().map(|tier| (tier.minutes, tier.times));
        for (minutes, times) in std::iter::once(base).chain(tiers).filter(|(minutes, _)| *minutes > Minutes::ZERO) {
            sink.pay(hire.hours(PayCode::ShortRest, code, minutes, work.place, times), held);
        }
    }
}

/// The code of a row, or a word with the multiple.
pub(super) fn code<'r>(row: &'r Overtime, word: &'r str, times: Ratio) -> (&'r str, Option<Ratio>) {
    row.code.as_deref().map_or((word, Some(times)), |code| (code, None))
}

/// Whether the rate is one that a row holds for. Where no scale is known, the rows for rates near scale hold.
pub(super) fn rate_fits(hire: &Hire<'_>, when: &RateWhen) -> bool {
    let scale = hire.scale();
    let Some(scale) = scale else { return when.rate_above.is_none() };
    when.rate_at_most.is_none_or(|most| hire.rate <= scale.times(most.0))
        && when.rate_above.is_none_or(|above| hire.rate > scale.times(above.0))
}

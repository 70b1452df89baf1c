//! What a first assistant director asks on the floor: until when the next meal, until when the wrap, when the next call may
//! be, and what one more hour costs.
//!
//! What has happened until now stands, what is planned for later today is open, the days after it are as planned. Money is the judge's:
//! what a wrap an hour later pays, over all days, more than a wrap now. Limits are the breaches of a day that never ends.

use std::collections::BTreeMap;

use model::calendar::plus_days;
use model::measure::{Cents, Minutes, Moment};
use model::people::CrewMember;
use model::plan::{Happening, PersonDay, Plan, PlanDay};
use model::production::Production;
use model::verdict::{Verdict, Who};

use crate::agreement::{Before, Breach, Clause, Hire, Line, MealKind, Sink, Work, next_meal, run};
use crate::contracts::{self, Day, Walk};
use crate::force::cited;
use crate::judge::Judge;
use crate::minors;
use crate::span::Span;

/// The deadlines of somebody at a moment of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Who: a position of the crew, a unit whose crew is one sum, a cast member.
    pub who: Who,
    /// For how many persons it is.
    pub heads: u32,
    /// When she was let go by the plan, while the others work on: of the rest, only her next call is told.
    pub gone: Option<Moment>,
    /// The next meal.
    pub meal: Option<Moment>,
    /// The unit's latest wrap, or the latest dismissal of a cast member, that keeps the rest before the next planned call and every
    /// limit of the day; nothing where nothing limits it.
    pub wrap: Option<Moment>,
    /// The earliest next call after a dismissal now.
    pub next_call: Option<Moment>,
    /// What another hour from now pays all of them more than a dismissal now: straight time, overtime, penalties, a rest cut short.
    pub hour: Cents,
    /// The rows that decide, in words.
    pub clauses: Vec<String>,
}

/// The deadlines of everybody who works at a moment: each unit's crew, position by position, then cast in board order.
pub fn deadlines(production: &Production, plan: &Plan, now: Moment) -> Vec<Deadline> {
    let judge = Judge::new(production);
    let works = |day: &&PlanDay| day.kind.works() && day.call <= now && now < day.wrap.after(RUNS_OVER);
    let floors = plan.days.iter().filter(works).map(|day| Floor { judge: &judge, plan, day, now });
    floors.flat_map(|floor| floor.crew().into_iter().chain(floor.cast())).collect()
}

/// Until when after its wrap a day may still be asked about.
const RUNS_OVER: Minutes = Minutes(360);
/// No day is as long.
const WHOLE_DAY: Minutes = Minutes(1_440);
const HOUR: Minutes = Minutes(60);

/// A unit-day at a moment.
struct Floor<'a> {
    judge: &'a Judge<'a>,
    plan: &'a Plan,
    day: &'a PlanDay,
    now: Moment,
}

impl Floor<'_> {
    fn crew(&self) -> Vec<Deadline> {
        let (judge, unit) = (self.judge, self.day.unit);
        let mut days: Vec<&PlanDay> = self.plan.days.iter().filter(|day| day.unit == unit).collect();
        days.sort_by_key(|day| day.call);
        let until = |end| {
            let day = self.until(end);
            self.paid(&days, &day, |days, verdict| judge.unit(days, verdict))
        };
        let hour = self.hour(until);
        let cost = |who: Who| hour.get(&who).copied().unwrap_or_default();
        let (start, next) = (self.day.call, self.next(&days, |day| Some(day.call)));
        if !judge.contracts.pays(unit) {
            let (who, heads) = (Who::Unit(unit), judge.units.get(unit).map_or(0, |unit| unit.heads));
            return vec![self.house(who, heads, start, next, Minutes::ZERO, cost(who))];
        }
        let spans: Vec<Span<'_>> = days.iter().filter_map(|day| judge.crew_span(day)).collect();
        let dates: Vec<Day<'_, '_>> = spans.chunks(1).collect();
        let members = judge.production.crew.iter().filter(|member| member.unit == unit && member.heads > 0);
        let deadline = |member: &CrewMember| {
            let (who, group) = (Who::Crew(member.id), [member]);
            let Some(walk) = Walk::of_crew(judge, unit, &group) else {
                let own = (start.before(member.before), next.map(|next| next.before(member.before)));
                let mut house = self.house(who, member.heads, own.0, own.1, member.after, cost(who));
                if !judge.contracts.is_empty() {
                    house
                        .clauses
                        .push("without a class that an agreement in force knows the house rules hold".to_owned());
                }
                return house;
            };
            self.contract(&walk, &dates, who, member.heads, cost(who))
        };
        members.map(deadline).collect()
    }

    fn cast(&self) -> Vec<Deadline> {
        let judge = self.judge;
        let called = |hours: &&PersonDay| hours.report <= self.now && self.now < hours.dismissed.after(RUNS_OVER);
        let here = judge.production.cast.iter().filter_map(|member| {
            let hours = self.day.people.iter().filter(called).find(|hours| hours.person == member.id)?;
            let works = |day: &&PlanDay| day.people.iter().any(|one| one.person == member.id);
            let mut days: Vec<&PlanDay> = self.plan.days.iter().filter(works).collect();
            days.sort_by_key(|day| (day.date, day.call));
            let who = Who::Person(member.id);
            // Who was in the last shot stays while the day runs over; all others went home as planned.
            let stays = self.now >= self.day.wrap && hours.done >= self.day.camera_wrap;
            let gone = (hours.dismissed <= self.now && !stays).then_some(hours.dismissed);
            let floor = Floor { now: gone.unwrap_or(self.now), ..*self };
            let until = |end| {
                let day = floor.until_for(hours, end);
                floor.paid(&days, &day, |days, verdict| drop(judge.person(member.id, days, verdict)))
            };
            let hour = if gone.is_some() { Cents::ZERO } else { self.hour(until).remove(&who).unwrap_or_default() };
            let mut spans: Vec<Span<'_>> = days.iter().filter_map(|day| judge.person_span(member.id, day)).collect();
            spans.sort_by_key(|span| span.start);
            let raised = contracts::raised(judge, member, &spans);
            let own = |day: &PlanDay| day.people.iter().find(|one| one.person == member.id).map(|one| one.report);
            let told = match Walk::of_person(judge, raised.as_ref().unwrap_or(member)) {
                Some(walk) => {
                    let dates: Vec<Day<'_, '_>> = spans.chunk_by(|a, b| a.date == b.date).collect();
                    floor.contract(&walk, &dates, who, 1, hour)
                }
                None => floor.house(who, 1, hours.report, floor.next(&days, own), Minutes::ZERO, hour),
            };
            Some(match gone {
                Some(_) => Deadline { gone, meal: None, wrap: None, ..told },
                None => told,
            })
        });
        here.collect()
    }

    /// The call of the next planned day.
    fn next(&self, days: &[&PlanDay], call: impl Fn(&PlanDay) -> Option<Moment>) -> Option<Moment> {
        let later = days.iter().filter(|day| day.call > self.day.call && day.kind.works());
        later.filter_map(|day| call(day)).min()
    }

    /// What an hour from now pays more than none, by whom it pays; a meal that is being eaten is eaten first.
    fn hour(&self, until: impl Fn(Moment) -> BTreeMap<Who, Cents>) -> BTreeMap<Who, Cents> {
        let meals = self.day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
        let eating = meals.filter(|meal| meal.start < self.now && self.now < meal.end).map(|meal| meal.end).max();
        let from = eating.unwrap_or(self.now);
        let (now, mut later) = (until(from), until(from.after(HOUR)));
        for (who, paid) in now {
            *later.entry(who).or_default() -= paid;
        }
        later
    }

    /// What everybody is paid when this is how the day goes.
    fn paid(
        &self,
        days: &[&PlanDay],
        day: &PlanDay,
        judged: impl Fn(&[&PlanDay], &mut Verdict),
    ) -> BTreeMap<Who, Cents> {
        let days: Vec<&PlanDay> = days.iter().map(|one| if one.day == day.day { day } else { one }).collect();
        let mut verdict = Verdict::default();
        self.judge.day(day, &mut verdict);
        judged(&days, &mut verdict);
        let mut paid: BTreeMap<Who, Cents> = BTreeMap::new();
        for line in verdict.pay {
            *paid.entry(line.who).or_default() += line.amount;
        }
        paid
    }

    /// The day when it ends at a moment: meals that have not begun are not eaten.
    fn until(&self, end: Moment) -> PlanDay {
        let mut day = self.day.clone();
        (day.wrap, day.camera_wrap) = (end, end);
        day.entries.retain(|entry| !matches!(entry.what, Happening::Meal { .. }) || entry.start < self.now);
        day
    }

    /// The same, when somebody of the cast is let go at a moment.
    fn until_for(&self, hours: &PersonDay, end: Moment) -> PlanDay {
        let mut day = self.until(end);
        let meals = day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
        let inside = meals.filter(|meal| meal.end > hours.report && meal.start < end);
        let meals = inside.map(|meal| meal.end.since(meal.start)).sum();
        for one in day.people.iter_mut().filter(|one| one.person == hours.person) {
            let off = one.dismissed.since(one.done);
            (one.dismissed, one.done, one.meals) = (end, end.before(off).max(one.on_set), meals);
        }
        day
    }

    /// What agreements say: the walk over somebody's days, with this one open.
    fn contract(&self, walk: &Walk<'_>, days: &[Day<'_, '_>], who: Who, heads: u32, hour: Cents) -> Deadline {
        let told = Deadline { who, heads, gone: None, meal: None, wrap: None, next_call: None, hour, clauses: vec![] };
        let today = |part: &Span<'_>| part.day.day == self.day.day;
        let Some(at) = days.iter().position(|day| day.iter().any(today)) else { return told };
        let kinds = contracts::kinds(self.judge, days);
        let all = days.iter().zip(&kinds);
        let mut works: Vec<Work<'_>> = all.map(|(day, kind)| walk.work(self.judge, day, *kind)).collect();
        let until = |end: Moment| {
            let parts = days[at].iter().map(|part| if today(part) { Span { end, ..*part } } else { *part });
            let parts: Vec<Span<'_>> = parts.collect();
            let mut work = walk.work(self.judge, &parts, kinds[at]);
            if work.dismissed == Some(end.after(walk.after())) {
                (work.unit_wrap, work.camera_wrap) = (Some(end), Some(end));
            }
            work.meals.retain(|meal| meal.start < self.now || meal.kind == MealKind::Ndb);
            work
        };
        let today = until(self.now);
        let meal = next_meal(walk.hire(), &today);

        // A day without end breaks whatever limits it, by what lies beyond the limit.
        let next = works.get(at + 1).and_then(|next| next.report);
        let whole = today.report.unwrap_or(self.now).after(WHOLE_DAY);
        let far = next.map_or(whole, |next| next.min(whole)).max(self.now);
        works[at] = until(far);
        let ends = |breach: &Breach| match breach.code {
            "cap.elapsed" | "cap.worked" | "minor.on_site" | "minor.late" => breach.day == at,
            code => breach.day == at + 1 && rests(code),
        };
        let limits = broken(walk.hire(), &works).into_iter().filter(|(breach, _)| ends(breach));
        let wrap = limits.map(|(breach, clause)| (far.before(breach.over), clause)).min_by_key(|(at, _)| *at);

        // A call at the moment of dismissal breaks every rest, and each says when it would be over.
        let (date, week) = match days.get(at + 1) {
            Some(next) => (next[0].day.date, next[0].week),
            None => (plus_days(self.day.date, 1), days[at][0].week),
        };
        let mut at_once = Work::on(date, week, self.judge.zone());
        at_once.place = today.place;
        at_once.report = today.dismissed;
        (at_once.general_call, at_once.shooting_call) = (at_once.report, at_once.report);
        works.truncate(at);
        works.extend([today, at_once]);
        let calls =
            broken(walk.hire(), &works).into_iter().filter(|(breach, _)| breach.day == at + 1 && rests(breach.code));
        let call = calls.filter_map(|(breach, clause)| Some((breach.legal?, clause))).max_by_key(|(at, _)| *at);

        let limits = [meal, wrap, call];
        let mut clauses: Vec<String> =
            limits.iter().flatten().map(|(_, clause)| cited(*clause, Some(self.day.date))).collect();
        clauses.dedup();
        let [meal, wrap, next_call] = limits.map(|limit| limit.map(|(at, _)| at));
        Deadline { meal, wrap, next_call, clauses, ..told }
    }

    /// What the house rules say. Who is dismissed some time after the wrap is told the wrap.
    fn house(
        &self,
        who: Who,
        heads: u32,
        start: Moment,
        next: Option<Moment>,
        after: Minutes,
        hour: Cents,
    ) -> Deadline {
        let book = &self.judge.production.rulebook;
        let (rule, mut rest) = match who {
            Who::Person(_) => (&book.cast, book.rest.cast),
            _ => (&book.crew, book.rest.crew),
        };
        let meals = self.day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
        let eaten = meals.filter(|meal| meal.start < self.now && meal.end > start).map(|meal| (meal.start, meal.end));
        let eaten: Vec<(Moment, Moment)> = eaten.collect();
        let mut longest = start.after(rule.max_elapsed);
        let mut clauses = vec![format!("{}: {}; {}", book.id, rule.source, book.rest.source)];
        let member = if let Who::Person(id) = who { self.judge.cast.get(id).copied() } else { None };
        if let Some((_, band)) = member.and_then(|member| minors::band(self.judge, member, self.day)) {
            let fed: Minutes = eaten.iter().map(|(from, to)| to.since(*from)).sum();
            longest = longest.min(start.after(band.on_site + fed)).min(minors::allowed(self.judge, self.day).1);
            rest = rest.max(book.minors.rest);
            clauses.push(format!("{}: {}", book.id, book.minors.source));
        }
        // Who comes before the crew's call is fed there: the first meal counts from the call.
        let since = eaten.iter().map(|(_, to)| *to).max().unwrap_or_else(|| start.max(self.day.call));
        let wrap = next.map_or(longest, |next| longest.min(next.before(rest)));
        Deadline {
            who,
            heads,
            gone: None,
            meal: Some(since.after(book.meals.within)),
            wrap: Some(wrap.before(after)),
            next_call: Some(self.now.after(after).after(rest)),
            hour,
            clauses,
        }
    }
}

/// Whether a breach is of the rest before a day.
fn rests(code: &str) -> bool {
    matches!(code, "rest.daily" | "rest.weekly" | "minor.rest")
}

/// What somebody's days break, and by which row.
fn broken<'t>(hire: &Hire<'t>, works: &[Work<'_>]) -> Vec<(Breach, Clause<'t>)> {
    let mut broken = Broken(Vec::new());
    run(hire, works, &Before::default(), &mut broken);
    broken.0
}

struct Broken<'t>(Vec<(Breach, Clause<'t>)>);

impl<'t> Sink<'t> for Broken<'t> {
    fn pay(&mut self, _: Line<'_>, _: Clause<'t>) {}
    fn breach(&mut self, breach: Breach, clause: Clause<'t>) {
        self.0.push((breach, clause));
    }
}

#[cfg(test)]
mod tests;

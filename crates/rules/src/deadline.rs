//! What a first assistant director asks on the floor: until when the next meal, until when the wrap, when the next call may
//! be, and what one more hour costs.

use model::measure::{Cents, Minutes, Moment};
use model::plan::{Plan, PlanDay};
use model::production::Production;
use model::verdict::Who;

use crate::contracts;
use crate::judge::Judge;

/// The deadlines of somebody at a moment of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Who.
    pub who: Who,
    /// The next meal, unless it was had and none is due before the day must end.
    pub meal: Option<Moment>,
    /// The latest dismissal that keeps the rest before the next planned call and every limit of the day; nothing where
    /// nothing limits it.
    pub wrap: Option<Moment>,
    /// The earliest next call after a dismissal now.
    pub next_call: Option<Moment>,
    /// What another hour from now would pay more than a dismissal now: overtime, penalties, a rest cut short.
    pub hour: Cents,
    /// The rows that decide, in words.
    pub clauses: Vec<String>,
}

/// The deadlines of everybody who works at a moment: the crew of each unit, then cast in board order.
pub fn deadlines(production: &Production, plan: &Plan, now: Moment) -> Vec<Deadline> {
    let judge = Judge::new(production);
    let mut all = Vec::new();
    for day in plan.days.iter().filter(|day| day.kind.works() && day.call <= now && now < late(day)) {
        for who in judge.contracts.groups(day.unit) {
            all.extend(contracts::deadline(&judge, plan, day, who, now));
        }
        if !judge.contracts.pays(day.unit) {
            all.push(house(&judge, plan, day, Who::Unit(day.unit), (day.call, day.wrap), now));
        }
        for member in &production.cast {
            let Some(hours) = day.people.iter().find(|hours| hours.person == member.id) else { continue };
            let who = Who::Person(member.id);
            if hours.report > now || hours.dismissed.after(Minutes(360)) <= now {
                continue;
            }
            match judge.contracts.of(member) {
                Some(_) => all.extend(contracts::deadline(&judge, plan, day, who, now)),
                None => all.push(house(&judge, plan, day, who, (hours.report, hours.dismissed), now)),
            }
        }
    }
    all
}

/// Until when a day may still be asked about: it may run over by six hours.
fn late(day: &PlanDay) -> Moment {
    day.wrap.after(Minutes(360))
}

/// The deadlines that the house rules alone give.
fn house(
    judge: &Judge<'_>,
    plan: &Plan,
    day: &PlanDay,
    who: Who,
    (start, _): (Moment, Moment),
    now: Moment,
) -> Deadline {
    let book = &judge.production.rulebook;
    let (rule, rest) = match who {
        Who::Person(_) => (&book.cast, book.rest.cast),
        _ => (&book.crew, book.rest.crew),
    };
    let meals = day.entries.iter().filter(|entry| {
        matches!(entry.what, model::plan::Happening::Meal { .. }) && entry.end <= now && entry.end > start
    });
    let since = meals.map(|meal| meal.end).max().unwrap_or(start);
    let next = next_call(plan, day, who);
    let limits = [Some(start.after(rule.max_elapsed)), next.map(|next| next.before(rest))];
    let worked = |until: Moment| until.since(start) - day.meals();
    let over = |until: Moment| -> i64 {
        let tiers = rule.overtime.iter().rev().find(|tier| worked(until) > tier.after);
        tiers.map_or(0, |tier| tier.times.of(60))
    };
    let rate = match who {
        Who::Unit(unit) => judge.units.get(unit).map_or(Cents::ZERO, |unit| unit.crew_day),
        Who::Person(id) => judge.cast.get(id).map_or(Cents::ZERO, |member| member.contract.rate),
        _ => Cents::ZERO,
    };
    let part = match who {
        Who::Person(id) => judge.cast.get(id).and_then(|one| crate::overtime::part_of_rate(one.contract.form)),
        _ => Some(model::measure::Ratio::ONE),
    };
    let minutes = model::measure::Ratio::new(over(now.after(Minutes(60))), rule.paid.0.max(1));
    Deadline {
        who,
        meal: Some(since.after(book.meals.within)),
        wrap: limits.into_iter().flatten().min(),
        next_call: Some(now.after(rest)),
        hour: part.map_or(Cents::ZERO, |part| rate.times(part.by(minutes))),
        clauses: vec![format!("{}: {}; {}", book.id, rule.source, book.rest.source)],
    }
}

/// The next planned call of a unit or a person after a day.
pub(crate) fn next_call(plan: &Plan, day: &PlanDay, who: Who) -> Option<Moment> {
    let calls = plan.days.iter().filter(|other| other.call > day.call && other.kind.works());
    let of = calls.filter_map(|other| match who {
        Who::Person(id) => other.people.iter().find(|hours| hours.person == id).map(|hours| hours.report),
        _ => (other.unit == day.unit).then_some(other.call),
    });
    of.min()
}

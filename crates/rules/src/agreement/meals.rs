//! Meals: when each is due, what a late or a missing one pays.
//!
//! The first falls due its hours after the call, each next after the end of the one before. A breakfast on the clock brings
//! early people into step with the crew, or begins the clock anew. A grace or an extension counts only when it was called;
//! once exceeded, the penalty runs from the time at which the meal was due.

use model::measure::{Minutes, Moment, Ratio};
use model::pack::{Meals, NdbEffect, Penalty, PenaltyFor, PenaltyKind, Reading, Severity, names};
use model::verdict::PayCode;

use super::hours::Worked;
use super::terms::{Held, Terms, read};
use super::week::Week;
use super::work::{Breach, Hire, MealKind, Sink, Unit, Work};

/// Codes of a meal that is late, and of one that is missing.
const CODES: [(&str, &str); 4] = [
    ("meal.first_late", "meal.first_missing"),
    ("meal.second_late", "meal.second_missing"),
    ("meal.third_late", "meal.third_missing"),
    ("meal.later_late", "meal.later_missing"),
];

pub(super) fn check<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    worked: Option<&Worked>,
    week: &mut Week,
    sink: &mut impl Sink<'t>,
) {
    let Some(start) = work.event(model::pack::Event::Report) else { return };
    // A continuous day has no break for a meal.
    if hire.rows(&hire.terms.day_type).any(|kind| kind.row.id == work.day_type && kind.row.lunch_min == 0) {
        return;
    }
    let mut first = true;
    for held in hire.rows(&hire.terms.meal) {
        // The agreement pays; laws beneath it only forbid.
        let pays = std::mem::take(&mut first);
        let mut once = false;
        for delay in delays(held.row, work, start) {
            if !delay.late() || (work.camera_rolling && held.row.excuse.iter().any(|why| why == "camera_rolling")) {
                continue;
            }
            let (late, missing) = CODES[delay.nth.min(CODES.len() - 1)];
            let code = if delay.missing { missing } else { late };
            let over = delay.came.since(delay.due);
            let delay = Delay { paid_from: paid_from(hire, held, &delay), ..delay };
            let hard = held.row.severity == Some(Severity::Hard);
            sink.breach(Breach { code, day: hire.day, hard, over, legal: Some(delay.due) }, held.clause());
            if let (true, Some(penalty)) = (pays, penalty(hire, work, held.row)) {
                pay(hire, work, held, penalty, &delay, worked, (week, &mut once), sink);
            }
        }
    }
}

/// A meal that was due, and when it came or the day ended without it.
pub(super) struct Delay {
    nth: usize,
    /// When it was due.
    pub(super) due: Moment,
    allowed: Moment,
    /// From when the penalty runs.
    paid_from: Moment,
    came: Moment,
    missing: bool,
}

impl Delay {
    fn late(&self) -> bool {
        self.came > self.allowed
    }
}

/// Every meal of a day that was due before the day ended, late or not; the last is the next one due.
pub(super) fn delays(rule: &Meals, work: &Work<'_>, start: Moment) -> Vec<Delay> {
    let (within, again) = (rule.first_within_h.0, rule.next_within_h.unwrap_or(rule.first_within_h).0);
    let extra = match (&rule.grace, &rule.extension) {
        (_, Some(extension)) if work.extension_called => extension.minutes,
        (Some(grace), _) if work.grace_called => grace.minutes,
        _ => 0,
    };
    let least = rule.min_minutes.as_ref().and_then(|by| by.at(work.day_type)).copied().unwrap_or(0);
    let mut due = start.after(within);
    let mut nth = 0;
    let mut delays = Vec::new();
    for meal in &work.meals {
        if work.dismissed.is_some_and(|end| meal.start >= end) || meal.end <= start {
            continue;
        }
        match meal.kind {
            MealKind::Walking => {}
            MealKind::Ndb => due = breakfast(rule, work, start, meal.end, due),
            MealKind::Deductible if meal.end.since(meal.start).0 < least => {}
            MealKind::Deductible => {
                let allowed = due.after(Minutes(extra));
                delays.push(Delay { nth, due, allowed, paid_from: due, came: meal.start, missing: false });
                nth += 1;
                due = meal.end.after(again);
            }
        }
    }
    if let Some(end) = work.dismissed.or(work.unit_wrap).or(work.camera_wrap) {
        let allowed = due.after(Minutes(extra.max(rule.wrap_grace_min)));
        delays.push(Delay { nth, due, allowed, paid_from: due, came: end, missing: true });
    }
    delays
}

/// From when the penalty of a late meal runs: from the time due, unless the agreement lets an exceeded grace stand.
fn paid_from(hire: &Hire<'_>, held: Held<'_, Meals>, delay: &Delay) -> Moment {
    let back = held.row.grace.as_ref().and_then(|grace| grace.relates_back.as_deref());
    let stands = match back {
        None | Some("yes") => false,
        Some("no") => true,
        Some(question) => read(held.pack, hire.setting, &Reading { of: question.to_owned(), is: "no".to_owned() }),
    };
    if stands { delay.allowed } else { delay.due }
}

/// When the next meal is due after a breakfast.
fn breakfast(rule: &Meals, work: &Work<'_>, start: Moment, end: Moment, due: Moment) -> Moment {
    let Some(ndb) = &rule.ndb else { return due };
    let near = |hours: Option<model::pack::Hours>, from: Moment| {
        hours.is_none_or(|hours| Minutes(end.since(from).0.abs()) <= hours.0)
    };
    let general = work.general_call.unwrap_or(start);
    let fits = near(ndb.within_h_of_call, start) && near(ndb.window_h_around_general_call, general);
    let effect = if fits { Some(ndb.effect) } else { ndb.else_effect };
    match effect {
        Some(NdbEffect::SyncToGeneralCall) => general.after(rule.first_within_h.0),
        Some(NdbEffect::ResetFromEnd) => end.after(rule.next_within_h.unwrap_or(rule.first_within_h).0),
        None => due,
    }
}

/// The penalty that is for this person and this work.
fn penalty<'r>(hire: &Hire<'_>, work: &Work<'_>, rule: &'r Meals) -> Option<&'r Penalty> {
    let tv_in_studio = hire.setting.production.starts_with("tv") && matches!(work.place, "studio" | "");
    let fits = |whom: &PenaltyFor| match whom {
        PenaltyFor::Default => true,
        PenaltyFor::Principal => !names("background.*", &hire.terms.class),
        PenaltyFor::Background => names("background.*", &hire.terms.class),
        PenaltyFor::FeatureOrLocation => !tv_in_studio,
        PenaltyFor::TvInStudio => tv_in_studio,
    };
    // What is for somebody goes before what is for everybody, which stands first in the order.
    rule.penalty.iter().rev().find(|(whom, _)| fits(whom)).map(|(_, penalty)| penalty)
}

#[expect(clippy::too_many_arguments, reason = "one call; a struct for it would only rename its fields")]
fn pay<'t>(
    hire: &Hire<'t>,
    work: &Work<'_>,
    held: Held<'t, Meals>,
    penalty: &Penalty,
    delay: &Delay,
    worked: Option<&Worked>,
    (week, once): (&mut Week, &mut bool),
    sink: &mut impl Sink<'t>,
) {
    let over = delay.came.since(delay.paid_from);
    let clause = held.clause();
    let started = |unit: Option<i64>| {
        let unit = unit.unwrap_or(1).max(1);
        Minutes((over.0 + unit - 1) / unit * unit)
    };
    match penalty.kind {
        PenaltyKind::Ladder => {
            let unit = penalty.unit_min.unwrap_or(30).max(1);
            let units = usize::try_from((over.0 + unit - 1) / unit).unwrap_or(0).min(96);
            for nth in 0..units {
                let Some(step) = penalty.steps.get(nth).or(penalty.tail.and(penalty.steps.last())) else { break };
                let switched = held.row.week_switch.as_ref().filter(|switch| week.penalties >= switch.after_count);
                week.penalties += 1;
                match switched {
                    Some(switch) => {
                        let at = delay.paid_from.after(Minutes(unit * i64::try_from(nth).unwrap_or(0)));
                        let times = worked.map_or(Ratio::ONE, |worked| worked.at(at));
                        sink.pay(hire.hours(PayCode::MealHours, "MP", switch.pay_h.0, work.place, times), clause);
                    }
                    None => sink.pay(hire.sum(PayCode::MealPenalty, "MP", Unit::Step, step.0), clause),
                }
            }
        }
        PenaltyKind::HourOfPayOncePerDay if !std::mem::replace(once, true) => {
            sink.pay(hire.hours(PayCode::MealHours, "MEAL.PREM", Minutes(60), work.place, Ratio::ONE), clause);
        }
        PenaltyKind::AddMultiplierUntilBreak => {
            let times = penalty.add.unwrap_or(Ratio::ONE);
            sink.pay(hire.hours(PayCode::MealHours, "MP", started(penalty.increment_min), work.place, times), clause);
        }
        PenaltyKind::OtUntilBreak => {
            let times = penalty.mult.unwrap_or(Ratio::new(3, 2));
            sink.pay(hire.hours(PayCode::MealHours, "MP", started(penalty.increment_min), work.place, times), clause);
        }
        _ => {}
    }
}

/// Whether a row asks how many penalties the week has had.
pub(super) fn switches(terms: &Terms<'_>) -> bool {
    terms.meal.iter().any(|held| held.row.week_switch.is_some())
}

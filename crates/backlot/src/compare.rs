//! What two schedules of one production have apart: strips on other days, hours, money by group, findings.

use model::calendar::Date;
use model::estimate::Group;
use model::ids::{StripId, UnitId};
use model::issue::Schedule;
use model::measure::{Cents, Minutes};
use model::production::Production;
use model::verdict::Finding;
use serde::Serialize;

use crate::say::{date, money, signed};

/// What changed from one schedule to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    /// Strips that stand on another day, in script order.
    pub(crate) strips: Vec<Moved>,
    /// Days whose worked hours differ, by date.
    pub(crate) hours: Vec<Hours>,
    /// Cost before and after, in hundredths.
    pub(crate) total: (Cents, Cents),
    /// Differences by group, those of zero left out.
    pub(crate) groups: Vec<(Group, Cents)>,
    /// Findings that are gone.
    pub(crate) mended: Vec<String>,
    /// Findings that are new.
    pub(crate) broken: Vec<String>,
}

/// A strip that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Moved {
    /// Its label.
    pub(crate) strip: String,
    /// Where it was, or nothing for the boneyard.
    pub(crate) from: Option<Stop>,
    /// Where it is.
    pub(crate) to: Option<Stop>,
}

/// A day of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Stop {
    /// Its date.
    pub(crate) date: Date,
    /// Whose day.
    pub(crate) unit: UnitId,
    /// Its shooting day number, when it has one.
    pub(crate) number: Option<u32>,
}

/// The worked hours of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Hours {
    /// Which day.
    pub(crate) day: Stop,
    /// Before, or nothing when there was no such day.
    pub(crate) from: Option<Minutes>,
    /// After.
    pub(crate) to: Option<Minutes>,
}

/// Compares two schedules.
pub(crate) fn compare(production: &Production, before: &Schedule, after: &Schedule) -> Changes {
    let moved = |strip: &model::production::Strip| {
        let (from, to) = (stop_of(before, strip.id), stop_of(after, strip.id));
        let same = from.map(|stop| (stop.date, stop.unit)) == to.map(|stop| (stop.date, stop.unit));
        (!same).then(|| Moved { strip: production.strip_label(strip), from, to })
    };
    let difference = |group: Group| after.estimate.group(group) - before.estimate.group(group);
    let groups = Group::ALL.into_iter().map(|group| (group, difference(group)));
    let apart = |these: &Schedule, those: &Schedule| {
        let known = |one: &&Finding| !those.verdict.findings.iter().any(|other| told(other) == told(one));
        these.verdict.findings.iter().filter(known).map(told).collect()
    };
    Changes {
        strips: production.strips.iter().filter_map(moved).collect(),
        hours: hours(before, after),
        total: (before.estimate.total, after.estimate.total),
        groups: groups.filter(|(_, amount)| *amount != Cents::ZERO).collect(),
        mended: apart(before, after),
        broken: apart(after, before),
    }
}

impl Changes {
    /// The money in one line: `USD 1,200 -> 1,350 (+150): cast +100, moves +50`.
    pub(crate) fn money(&self, production: &Production) -> String {
        let (from, to) = self.total;
        let groups: Vec<String> =
            self.groups.iter().map(|(group, amount)| format!("{} {}", group.word(), signed(*amount))).collect();
        let groups = if groups.is_empty() { String::new() } else { format!(": {}", groups.join(", ")) };
        format!("{} -> {to} ({}){groups}", money(production, from), signed(to - from))
    }

    /// The findings that came and went, one a line.
    pub(crate) fn findings(&self) -> impl Iterator<Item = String> {
        let gone = self.mended.iter().map(|text| format!("  - {text}"));
        gone.chain(self.broken.iter().map(|text| format!("  + {text}")))
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.number {
            Some(number) => write!(f, "day {number} {}", date(self.date)),
            None => write!(f, "{}", date(self.date)),
        }
    }
}

/// Where a strip stands, in words.
pub(crate) fn standing(stop: Option<Stop>) -> String {
    stop.map_or("boneyard".to_owned(), |stop| stop.to_string())
}

fn told(finding: &Finding) -> String {
    format!("{} {}: {}", finding.severity.word(), finding.code, finding.text)
}

fn stop_of(schedule: &Schedule, strip: StripId) -> Option<Stop> {
    let day = schedule.plan.days.get(schedule.board.day_of(strip)?)?;
    Some(Stop { date: day.date, unit: day.unit, number: day.number })
}

fn hours(before: &Schedule, after: &Schedule) -> Vec<Hours> {
    let worked = |schedule: &Schedule, stop: Stop| {
        let mut days = schedule.plan.days.iter();
        let day = days.find(|day| (day.date, day.unit) == (stop.date, stop.unit) && day.kind.works());
        day.map(model::plan::PlanDay::worked)
    };
    let stops = |schedule: &Schedule| -> Vec<Stop> {
        let stop = |day: &model::plan::PlanDay| Stop { date: day.date, unit: day.unit, number: day.number };
        schedule.plan.days.iter().map(stop).collect()
    };
    let mut all = stops(after);
    all.extend(stops(before));
    all.sort_by_key(|stop| (stop.date, stop.unit));
    all.dedup_by_key(|stop| (stop.date, stop.unit));
    let compared = all.into_iter().map(|day| Hours { day, from: worked(before, day), to: worked(after, day) });
    compared.filter(|hours| hours.from != hours.to).collect()
}

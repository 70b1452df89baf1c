//! A figure of fatigue risk, as advice only: never a rule, never priced.
//!
//! The timing part of the Fatigue and Risk Index (HSE research report 446, 2006) in its closed form: the risk of a duty
//! from its length and the hours of the day it covers, relative to a standard day. The constants are those that several
//! public implementations share; the report's own equations could not be read, so the figure is unverified. The daily
//! figure is in thousandths; a week is the mean of its days.

use model::calendar::Date;
use model::measure::Minutes;
use model::plan::Plan;
use model::production::Production;
use model::verdict::Who;

use crate::judge::Judge;

/// A person's or a crew's week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Who.
    pub who: Who,
    /// The first day worked in it.
    pub from: Date,
    /// Days worked.
    pub days: u32,
    /// Time worked and eaten, from call to dismissal.
    pub hours: Minutes,
    /// Mean risk of its days, in thousandths of a standard day's.
    pub risk: u32,
    /// The worst day's.
    pub worst: u32,
}

/// The weeks of every crew and every cast member of a plan, in order.
pub fn weeks(production: &Production, plan: &Plan) -> Vec<Week> {
    let judge = Judge::new(production);
    let mut all = Vec::new();
    for unit in &production.units {
        let days = plan.days.iter().filter(|day| day.unit == unit.id && day.kind.works());
        add(&judge, Who::Unit(unit.id), days.map(|day| (day, day.call, day.wrap)), &mut all);
    }
    for member in &production.cast {
        let days = plan.days.iter().filter_map(|day| {
            let hours = day.people.iter().find(|hours| hours.person == member.id)?;
            Some((day, hours.report, hours.dismissed))
        });
        add(&judge, Who::Person(member.id), days, &mut all);
    }
    all
}

type Duty<'p> = (&'p model::plan::PlanDay, model::measure::Moment, model::measure::Moment);

fn add<'p>(judge: &Judge<'_>, who: Who, duties: impl Iterator<Item = Duty<'p>>, all: &mut Vec<Week>) {
    let mut duties: Vec<Duty<'_>> = duties.collect();
    duties.sort_by_key(|(_, start, _)| *start);
    let week = |day: &model::plan::PlanDay| judge.days.week(judge.days.number(day.date));
    for week in duties.chunk_by(|a, b| week(a.0) == week(b.0)) {
        let risks = week.iter().map(|(day, start, end)| {
            let clock = |at| {
                let time = judge.wall(day, at).time();
                i64::from(time.hour()) * 60 + i64::from(time.minute())
            };
            risk(clock(*start), end.since(*start))
        });
        let risks: Vec<u32> = risks.collect();
        let days = u32::try_from(risks.len()).unwrap_or(u32::MAX);
        all.push(Week {
            who,
            from: week[0].0.date,
            days,
            hours: week.iter().map(|(_, start, end)| end.since(*start)).sum(),
            risk: risks.iter().sum::<u32>() / days.max(1),
            worst: risks.iter().copied().max().unwrap_or(0),
        });
    }
}

/// The risk of a duty that begins at a minute of the day and lasts so long, in thousandths.
pub fn risk(start: i64, length: Minutes) -> u32 {
    if length <= Minutes::ZERO {
        return 0;
    }
    #[expect(clippy::cast_precision_loss, reason = "minutes of a day are small, and the figure is advice")]
    let (start, hours) = (start as f64 / 60.0, length.0.min(2_880) as f64 / 60.0);
    let angle = |hour: f64| libm::sin(std::f64::consts::PI * hour / 12.0);
    let timing = 1.0106 + 0.1057 * (angle(start + hours) - angle(start)) / (std::f64::consts::PI * hours / 12.0);
    let long = match hours {
        hours if hours > 8.13 => 1.0 - 0.4287 + 0.1501 * libm::exp(0.129 * hours),
        hours if hours >= 4.25 => 1.0,
        hours => 1.0 + 0.0359 - 0.8012 * libm::exp(-0.7315 * hours),
    };
    let risk = timing * long / 1.288 * 0.997_976 * 1_000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held to what fits")]
    let whole = libm::round(risk.clamp(0.0, 1_000_000.0)) as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures that the reference gives for its own evaluation of the same form.
    #[test]
    fn the_published_figures() {
        for (from, to, expected) in [(7, 19, 936), (7, 21, 1_107), (7, 23, 1_331), (18, 30, 1_067)] {
            assert_eq!(risk(from * 60, Minutes((to - from) * 60)), expected, "{from} to {to}");
        }
    }

    #[test]
    fn a_longer_day_is_never_less_risk() {
        for start in (0..24).map(|hour| hour * 60) {
            let risks: Vec<u32> = (9..20).map(|hours| risk(start, Minutes(hours * 60))).collect();
            assert!(risks.is_sorted(), "from {start}: {risks:?}");
        }
    }
}

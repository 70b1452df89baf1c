//! Working-hour rules as data: limits, what breaking them pays, where they come from. Clock and judge look limits up here.

use serde::{Deserialize, Serialize};

use crate::board::Shift;
use crate::calendar::Time;
use crate::measure::{Cents, Minutes, Ratio};

/// One rule pack, embedded in the production so that a document is judged alike wherever it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Short name, such as `house`.
    pub id: String,
    /// What it is, for people; it says whether it is anybody's agreement.
    pub title: String,
    /// `draft` until a person with the contract in hand signs it.
    pub status: String,
    /// Calls of the three shifts.
    pub shifts: Shifts,
    /// Length of the crew's day.
    pub crew: DayRule,
    /// Length of a cast member's day.
    pub cast: DayRule,
    /// Meals.
    pub meals: MealRule,
    /// Rest between days and over weekends.
    pub rest: RestRule,
    /// Runs of days and nights.
    pub runs: RunRule,
    /// Children by age.
    pub minors: MinorRule,
}

/// Calls of the three shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shifts {
    /// Day.
    pub day: ShiftRule,
    /// Split: half by day, half by night.
    pub split: ShiftRule,
    /// Night.
    pub night: ShiftRule,
    /// Where it comes from.
    pub source: String,
}

impl Shifts {
    /// The rule of one shift.
    pub fn of(&self, shift: Shift) -> &ShiftRule {
        match shift {
            Shift::Day => &self.day,
            Shift::Split => &self.split,
            Shift::Night => &self.night,
        }
    }
}

/// The call window of a shift, and what the crew gets on top of the day rate for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftRule {
    /// Earliest call: the clock goes back to it only when the day begins with a scene at dawn.
    pub earliest: Time,
    /// Usual call.
    pub call: Time,
    /// Latest call: the clock moves a call towards it rather than let the crew wait for the light.
    pub latest: Time,
    /// Part of the day rate paid on top.
    pub premium: Ratio,
}

/// Length of a day, and what its hours pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRule {
    /// Longest day from call to dismissal, meals included; beyond it the plan is illegal.
    pub max_elapsed: Minutes,
    /// Worked time (meals out) that the day rate pays; the hourly rate is the day rate over it.
    pub paid: Minutes,
    /// Tiers by worked time, rising; the highest that is reached counts, nothing compounds.
    pub overtime: Vec<Tier>,
    /// Overtime is counted in started units of this length.
    pub increment: Minutes,
    /// What the sixth day of a person's week pays, as a multiple.
    pub sixth_day: Ratio,
    /// What the seventh pays.
    pub seventh_day: Ratio,
    /// Where it comes from.
    pub source: String,
}

/// One tier of overtime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Worked time after which it counts.
    pub after: Minutes,
    /// Multiple of the hourly rate.
    pub times: Ratio,
}

/// Meals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MealRule {
    /// Longest time from call to the first meal, and from a meal's end to the next.
    pub within: Minutes,
    /// Not before this long after call.
    pub not_before: Minutes,
    /// Length of a meal; it is not worked time.
    pub length: Minutes,
    /// Wrap may come this much later than the time at which a next meal falls due before that meal is owed.
    pub wrap_grace: Minutes,
    /// Paid for each head and started unit of delay, rising; the last step repeats.
    pub penalty: Vec<Cents>,
    /// The unit of delay.
    pub penalty_unit: Minutes,
    /// Where it comes from.
    pub source: String,
}

/// Rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestRule {
    /// Crew: from wrap to the next call.
    pub crew: Minutes,
    /// Cast: from dismissal (make-up off) to the next report (make-up on).
    pub cast: Minutes,
    /// Once in each week of work, from the last dismissal to the next report, after five worked days or fewer.
    pub weekly: Minutes,
    /// The same after six worked days.
    pub weekly_after_six: Minutes,
    /// Where it comes from.
    pub source: String,
}

/// Runs of days and nights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRule {
    /// Most calendar days worked in a row.
    pub days: u32,
    /// Most nights worked in a row.
    pub nights: u32,
    /// Where it comes from.
    pub source: String,
}

/// Minors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinorRule {
    /// Bands by age, rising and without gaps; who is older than the last is an adult.
    pub bands: Vec<AgeBand>,
    /// Earliest report.
    pub earliest: Time,
    /// Latest dismissal before a school day.
    pub latest: Time,
    /// Latest dismissal before a day without school.
    pub latest_no_school: Time,
    /// Rest from dismissal to report.
    pub rest: Minutes,
    /// Where it comes from.
    pub source: String,
}

/// The hours of an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBand {
    /// Up to and including this age in full years.
    pub to_age: u32,
    /// Longest time at the place of work, without meals.
    pub on_site: Minutes,
    /// Longest time before the camera and in rehearsal on a school day.
    pub work: Minutes,
    /// The same on a day without school.
    pub work_no_school: Minutes,
    /// Schooling that must find room on a school day.
    pub school: Minutes,
}

impl MinorRule {
    /// The band of an age; `None` for an adult.
    pub fn band(&self, age: u32) -> Option<&AgeBand> {
        self.bands.iter().find(|band| age <= band.to_age)
    }
}

/// What the hours of a scene are guessed from while nobody has said them. Each factor says where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeFactors {
    /// Minutes from arriving on a set to its first shot, inside.
    pub lead_interior: Factor,
    /// The same outside.
    pub lead_exterior: Factor,
    /// Set-ups of any scene, before its length counts.
    pub setups_base: Factor,
    /// Set-ups for each eighth of a page.
    pub setups_per_eighth: Factor,
    /// Set-ups for each cast member beyond the second.
    pub setups_per_extra_cast: Factor,
    /// Set-ups for crowd in the scene.
    pub setups_crowd: Factor,
    /// Set-ups for a stunt.
    pub setups_stunt: Factor,
    /// Set-ups for a vehicle or an animal.
    pub setups_vehicle: Factor,
    /// Minutes of a set-up, inside by day.
    pub setup_interior: Factor,
    /// Minutes of a set-up, outside by day.
    pub setup_exterior: Factor,
    /// What a set-up by night outside takes, as a multiple.
    pub night_exterior: Factor,
    /// Minutes to reset a stunt or an effect, once for each scene that has one.
    pub reset_effect: Factor,
    /// Minutes to reset animals, vehicles or crowd.
    pub reset_crowd: Factor,
    /// What a minor in the scene makes of each set-up, as a multiple.
    pub minor: Factor,
    /// The low estimate, as a multiple of the likely one.
    pub low: Factor,
    /// The high estimate.
    pub high: Factor,
}

impl TimeFactors {
    /// The same with every guessed time multiplied, to the thousandth of a minute: set-ups take so much longer, their
    /// number stays. A set-up takes at most a million minutes.
    #[must_use]
    pub fn scaled(mut self, by: Ratio) -> Self {
        let times = |value: Ratio| {
            let above = i128::from(value.num()) * i128::from(by.num()) * 1_000;
            let below = i128::from(value.den()) * i128::from(by.den());
            let thousandths = i64::try_from(above / below).unwrap_or(i64::MAX);
            Ratio::new(thousandths.clamp(0, 1_000_000_000), 1_000)
        };
        for factor in [
            &mut self.lead_interior,
            &mut self.lead_exterior,
            &mut self.setup_interior,
            &mut self.setup_exterior,
            &mut self.reset_effect,
            &mut self.reset_crowd,
        ] {
            factor.value = times(factor.value);
        }
        self
    }
}

/// One factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Its value.
    pub value: Ratio,
    /// Where it comes from; begins with `assumption` when it comes from nowhere.
    pub source: String,
}

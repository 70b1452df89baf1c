//! Parts of a pack's rows: what several fields say together.

use serde::{Deserialize, Serialize};

use super::Verified;
use super::conditions::{ScaleMultiple, When};
use super::values::{Day, Gate, Hours, Money, Wall};
use super::words::*;
use crate::measure::Ratio;

/// Declares parts of rows.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$about])* pub $field: $type,)* }
    )*};
}

parts! {
    /// A scale from a date on.
    Step {
        /// From when.
        from: Day,
        /// How much.
        amount: Money,
    }

    /// Days and hours of the week.
    WeekTerms {
        /// Days.
        days: u32,
        /// Hours.
        hours: Hours,
    }

    /// Gold that stays.
    Sticky {
        /// Until so much rest is given.
        until_rest_h: Hours,
        /// Meals inside it are paid.
        #[serde(default)]
        meals_paid: bool,
    }

    /// A row holds only for some rates.
    RateWhen {
        /// At most this: `2x_scale`.
        rate_at_most: Option<ScaleMultiple>,
        /// Above this.
        rate_above: Option<ScaleMultiple>,
    }

    /// A row holds under one reading of a question.
    Reading {
        /// The question.
        of: String,
        /// The reading.
        is: String,
    }

    /// A breakfast that brings early people into step with the crew.
    Ndb {
        /// How long.
        minutes: i64,
        /// Within this of the person's own call.
        within_h_of_call: Option<Hours>,
        /// Within this of the crew's call.
        window_h_around_general_call: Option<Hours>,
        /// What it does to the clock of meals.
        effect: NdbEffect,
        /// What it does where the window does not fit.
        else_effect: Option<NdbEffect>,
    }

    /// A grace that may be called.
    Grace {
        /// How long.
        minutes: i64,
        /// Whether it may be planned.
        #[serde(default)]
        schedulable: bool,
        /// Not together with an extension.
        #[serde(default)]
        not_with_extension: bool,
        /// Whether, when it is exceeded, the penalty runs from the time due.
        relates_back: Option<String>,
    }

    /// An extension for wrapping up.
    Extension {
        /// How long.
        minutes: i64,
        /// Whether it may be planned.
        #[serde(default)]
        schedulable: bool,
        /// What for.
        #[serde(default)]
        reasons: Vec<String>,
    }

    /// Another way to arrange the day.
    Alternative {
        /// Name.
        id: String,
        /// Who must agree.
        #[serde(default)]
        vote: String,
        /// For whom.
        #[serde(default)]
        classes: Vec<String>,
    }

    /// After so many penalties in a week each pays hours at the prevailing rate.
    WeekSwitch {
        /// So many.
        after_count: u32,
        /// Hours.
        pay_h: Hours,
        /// The rate: `prevailing`.
        rate: Prevailing,
    }

    /// A kind of long rest.
    RestCase {
        /// After so many days worked.
        after_days: Option<u32>,
        /// Over so many days off.
        days_off: Option<u32>,
        /// How long.
        hours: Hours,
        /// What must be so.
        #[serde(default)]
        needs: Vec<String>,
        /// How often.
        quota: Option<Quota>,
    }

    /// A shorter rest that is allowed now and then.
    RestException {
        /// Name.
        id: String,
        /// How long.
        hours: Hours,
        /// At which places; empty: all.
        #[serde(default)]
        places: Vec<String>,
        /// For which productions; empty: all.
        #[serde(default)]
        production: Vec<String>,
        /// What must be so.
        #[serde(default)]
        needs: Vec<String>,
        /// Not again for so many days.
        cooldown_days: Option<u32>,
        /// How often.
        quota: Option<Quota>,
    }

    /// How often something is allowed.
    Quota {
        /// At most.
        max: u32,
        /// In what.
        per: QuotaPer,
        /// Not on two days in a row.
        #[serde(default)]
        nonconsecutive: bool,
    }

    /// Staff for infants.
    Staff {
        /// Who.
        role: String,
        /// One for so many.
        per: u32,
        /// Up to this age.
        until_age: Option<String>,
    }

    /// Latest hours before a day with and without school.
    Latest {
        /// Before a school day.
        before_school_day: Wall,
        /// Before another day.
        before_non_school_day: Wall,
    }

    /// A minor's rest.
    MinorRest {
        /// How long.
        hours: Hours,
        /// From.
        from: String,
        /// To.
        to: String,
        /// How much breaking it weighs.
        severity: Option<Severity>,
        /// Whether anybody can waive it.
        #[serde(default)]
        waivable: bool,
    }

    /// A minor's meals.
    MinorMeal {
        /// The longest time to the first and to each next one.
        first_within_h: Hours,
        /// The shortest.
        min_minutes: i64,
        /// Whether there is a grace.
        #[serde(default)]
        grace: bool,
        /// Whether there is an extension.
        #[serde(default)]
        extension: bool,
        /// How much breaking it weighs.
        severity: Option<Severity>,
    }

    /// Who must be with a minor.
    Guardian {
        /// Below this age.
        under_age: u32,
        /// How near.
        rule: String,
    }

    /// How many minors a teacher may have.
    Teacher {
        /// While school is held.
        in_session: String,
        /// While it is not.
        out: String,
    }

    /// When school may be held.
    SchoolWindow {
        /// Grades.
        grades: String,
        /// From.
        from: Wall,
        /// To.
        to: Wall,
    }

    /// The terms of a drop.
    DropRule {
        /// Calendar days between that it takes.
        min_gap_days: u32,
        /// How often.
        max_uses: Option<u32>,
        /// How she may come back.
        #[serde(default)]
        pickup: Vec<String>,
        /// What must be so.
        #[serde(default)]
        needs: Vec<String>,
    }

    /// What a fitting pays.
    FittingTerms {
        /// The least.
        min_pay_h: Option<Hours>,
        /// Counted in started units of so many minutes.
        unit_min: Option<i64>,
        /// Nothing from this day rate on.
        exempt_day_rate_from: Option<Money>,
        /// Hours that are free.
        free_h: Option<Hours>,
        /// How often in a week they are; nothing: always.
        free_times_a_week: Option<u32>,
        /// A part of the day rate for each so many hours.
        day_part: Option<Ratio>,
        /// So many hours.
        per_h: Option<Hours>,
    }

    /// What breaking a rule pays.
    Penalty {
        /// In which of the closed list of ways.
        kind: PenaltyKind,
        /// Only when this holds: `rest_h < 5`, `invaded_h <= 1`.
        when: Option<When>,
        /// The unit of time that is counted.
        unit_min: Option<i64>,
        /// What each unit pays, rising.
        #[serde(default)]
        steps: Vec<Money>,
        /// What further units pay.
        tail: Option<Tail>,
        /// Of these the least.
        #[serde(default)]
        options: Vec<Amount>,
        /// A part of a day's pay for each hour.
        fraction: Option<Ratio>,
        /// A multiple of the hourly rate for the time invaded.
        mult: Option<Ratio>,
        /// At least so many hours.
        min_h: Option<Hours>,
        /// Time is counted in started units of so many minutes.
        increment_min: Option<i64>,
        /// On top of the prevailing rate.
        extra_mult: Option<Ratio>,
        /// Multiples of the hourly rate on top until the break comes.
        add: Option<Ratio>,
        /// Hours of rest owed instead.
        hours: Option<Hours>,
        /// How well it is known, when not as well as its row.
        verified: Option<Verified>,
        /// When it holds.
        #[serde(default)]
        gate: Gate,
    }

    /// An amount of a choice.
    Amount {
        /// So many days' pay.
        day_pay: Option<Ratio>,
        /// So much.
        amount: Option<Money>,
        /// Under one reading of a question.
        reading: Option<Reading>,
    }
}

/// What a row of overtime pays instead of hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
pub enum FlatPay {
    /// A day's pay for each started hour.
    DayRatePerHourOrFraction,
    /// A part of a day's pay.
    DayPart {
        /// Which part.
        part: Ratio,
        /// For each started stretch of so many hours; once where nothing is said.
        every_h: Option<Hours>,
    },
}

/// How a shift is classified by where it is worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceClass {
    /// Name: `studio`, `nearby`, `distant`.
    pub id: String,
    /// When a shift is of it.
    pub rule: PlaceRule,
}

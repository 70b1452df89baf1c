//! The rows of a pack: the closed list of what an agreement can say about hours and pay.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Verified;
use super::parts::*;
use super::values::{By, Gate, Hours, Money, Wall};
use super::words::*;
use crate::measure::Ratio;

/// What every row has: a name, whom it holds for, where it comes from, when it holds.
pub trait Row {
    /// Its name, unique among rows of its kind; empty where there is only one.
    fn id(&self) -> &str;
    /// Classes it holds for; none named: all of its pack.
    fn classes(&self) -> &[String];
    /// The sources it names.
    fn src(&self) -> &[String];
    /// What it says of its own trust.
    fn verified(&self) -> Option<Verified>;
    /// When it holds.
    fn gate(&self) -> &Gate;
}

/// Declares rows, each with the fields that all rows have.
macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Name, unique among rows of the kind.
            #[serde(default)]
            pub id: String,
            /// Classes of people it holds for; empty: all of its pack.
            #[serde(default)]
            pub classes: Vec<String>,
            $($(#[$about])* pub $field: $type,)*
            /// Names of the sources.
            #[serde(default)]
            pub src: Vec<String>,
            /// How well it is known, when not as well as its sources.
            pub verified: Option<Verified>,
            /// When it holds, beside the dates of the pack.
            #[serde(default)]
            pub gate: Gate,
        }

        impl Row for $name {
            fn id(&self) -> &str {
                &self.id
            }
            fn classes(&self) -> &[String] {
                &self.classes
            }
            fn src(&self) -> &[String] {
                &self.src
            }
            fn verified(&self) -> Option<Verified> {
                self.verified
            }
            fn gate(&self) -> &Gate {
                &self.gate
            }
        }
    )*};
}

rows! {
    /// A scale minimum.
    Scale {
        /// The class it is for.
        class: String,
        /// What it pays.
        unit: Per,
        /// Amounts by the date from which they hold, rising.
        #[serde(default)]
        steps: Vec<Step>,
        /// A part of another pack's scale: `pack/class`.
        of: Option<String>,
        /// Which part, when it is one.
        part: Option<Ratio>,
    }

    /// What counts as the day, and what the rate pays.
    Workday {
        /// The event that begins it.
        start: Event,
        /// The event that ends it.
        end: Event,
        /// Taking make-up off for no longer than this is not worked.
        ignore_tail_min: Option<i64>,
        /// The hours that a call pays at least, by place.
        min_call_h: Option<By<Hours>>,
        /// The hours that a day rate pays.
        pay_hours: Option<Hours>,
        /// The hours that a weekly rate pays, by place.
        weekly_straight_h: Option<By<Hours>>,
        /// What the rate is divided by for an hour, by place; else the hours that it pays.
        hourly_divisor: Option<By<Hours>>,
        /// The part of a weekly rate that is a day's; a fifth where nothing is said.
        day_part: Option<Ratio>,
        /// Time is counted in started units of so many minutes.
        increment_min: Option<i64>,
        /// How: up.
        round: Option<Rounding>,
        /// To which date work past midnight belongs.
        day_credit: Option<DayCredit>,
        /// Days and hours of the week.
        week: Option<WeekTerms>,
        /// Preparation before the unit's call that the day pays.
        #[serde(default)]
        prep_free_min: i64,
        /// Clearing up after the unit's wrap that the day pays.
        #[serde(default)]
        wrap_free_min: i64,
        /// Whether the rate pays the day or the run of the week as a whole, whatever the hours: no line by the hour.
        #[serde(default)]
        flat: bool,
    }

    /// A kind of day with its own length: straight, semi-continuous, continuous.
    DayType {
        /// Hours that it pays.
        paid_h: Hours,
        /// Hours of work.
        work_h: Hours,
        /// Break for lunch.
        lunch_min: i64,
        /// What must be so.
        #[serde(default)]
        needs: Vec<String>,
    }

    /// Hours beyond the day. Of all rows that hold at an instant the highest multiple counts; nothing compounds.
    Overtime {
        /// The code of its lines; else made of the multiple.
        code: Option<String>,
        /// Places it holds at; empty or `*`: all.
        #[serde(default)]
        places: Vec<String>,
        /// Kinds of production it holds for; empty: all.
        #[serde(default)]
        production: Vec<String>,
        /// The clock that is counted.
        basis: Clock,
        /// The span that is counted.
        #[serde(default)]
        scope: Span,
        /// From how many hours on.
        after_h: Option<Hours>,
        /// The multiple of the hourly rate.
        mult: Option<Ratio>,
        /// The multiple on a sixth day.
        sixth: Option<Ratio>,
        /// On a seventh.
        seventh: Option<Ratio>,
        /// On a holiday.
        holiday: Option<Ratio>,
        /// Time is counted in started units of so many minutes.
        increment_min: Option<i64>,
        /// How: up.
        round: Option<Rounding>,
        /// Minutes that are let go before it counts.
        #[serde(default)]
        grace_min: i64,
        /// Once begun, it goes on until so much rest is given.
        sticky: Option<Sticky>,
        /// Hours that are paid as daily overtime do not count again.
        #[serde(default)]
        exclude_hours_paid_daily_ot: bool,
        /// Only below or above a rate.
        when: Option<RateWhen>,
        /// Pays something else than hours.
        pay: Option<FlatPay>,
        /// The reading of this question must be the value.
        reading: Option<Reading>,
    }

    /// What a sixth day, a seventh day and a holiday pay, as multiples of the straight rate.
    DayPremium {
        /// Sixth day.
        sixth: Option<Ratio>,
        /// Seventh day.
        seventh: Option<Ratio>,
        /// Holiday.
        holiday: Option<Ratio>,
        /// Sunday, where the weekday counts.
        sunday: Option<Ratio>,
        /// Whose days are counted.
        #[serde(default)]
        whose: Whose,
    }

    /// A premium for the hours of a window of the night.
    Night {
        /// From, to.
        window: [Wall; 2],
        /// The multiple that the hours pay in all.
        mult: Option<Ratio>,
        /// What the hours pay on top.
        add: Option<Ratio>,
        /// What counts: all hours in the window, or only those after a call in it.
        #[serde(default)]
        applies_to: NightHours,
    }

    /// Meals.
    Meals {
        /// The longest time from the call to the first meal.
        first_within_h: Hours,
        /// From the end of a meal to the next.
        next_within_h: Option<Hours>,
        /// The first meal not before this.
        first_not_before_h: Option<Hours>,
        /// The shortest meal, by kind of day.
        min_minutes: Option<By<i64>>,
        /// The most that is taken off the worked time for one meal.
        max_deductible_minutes: Option<i64>,
        /// How many meals inside the hours of the minimum call are taken off.
        deductible_in_min_call: Option<u32>,
        /// How many inside the first eight hours.
        deductible_in_first_8h: Option<u32>,
        /// A break of a continuous day.
        cwd_break_min: Option<i64>,
        /// A breakfast that brings early people into step.
        ndb: Option<Ndb>,
        /// A grace that may be called, never planned.
        grace: Option<Grace>,
        /// An extension for wrapping up.
        extension: Option<Extension>,
        /// A wrap no later than this after a meal is due needs no meal.
        #[serde(default)]
        wrap_grace_min: i64,
        /// What excuses a late meal.
        #[serde(default)]
        excuse: Vec<String>,
        /// Work that is paid after a meal in the evening.
        min_work_after_evening_meal_h: Option<Hours>,
        /// Other ways to arrange the day.
        #[serde(default)]
        alternatives: Vec<Alternative>,
        /// What a delay pays, by kind of person or work.
        #[serde(default)]
        penalty: BTreeMap<PenaltyFor, Penalty>,
        /// After so many penalties in a week each pays more.
        week_switch: Option<WeekSwitch>,
        /// Breaking it is not allowed at all.
        severity: Option<Severity>,
    }

    /// Rest between two days, or over a weekend.
    Rest {
        /// Daily or weekly.
        kind: RestKind,
        /// How long, by place of the day before it.
        hours: Option<By<Hours>>,
        /// How long for some classes.
        #[serde(default)]
        hours_by_class: BTreeMap<String, Hours>,
        /// The event from which it runs, by place.
        #[serde(default = "from_dismissal")]
        from: By<RestFrom>,
        /// So many minutes later.
        #[serde(default)]
        from_plus_min: i64,
        /// The event to which it runs, by place.
        #[serde(default = "to_call")]
        to: By<RestTo>,
        /// So many minutes earlier.
        #[serde(default)]
        to_minus_min: i64,
        /// Kinds of long rest.
        #[serde(default)]
        cases: Vec<RestCase>,
        /// Shorter rests that are allowed now and then.
        #[serde(default)]
        exceptions: Vec<RestException>,
        /// What breaking it pays.
        penalty: Option<Penalty>,
        /// What breaking it pays by how far: the first whose condition holds.
        #[serde(default)]
        penalties: Vec<Penalty>,
        /// How much breaking it weighs.
        severity: Option<Severity>,
    }

    /// The longest day, week and run of days that are allowed at all.
    Cap {
        /// Longest day from start to end, meals in.
        elapsed_h: Option<Hours>,
        /// Longest day, meals out.
        worked_h: Option<Hours>,
        /// Longest week, meals out.
        week_h: Option<Hours>,
        /// The most days in a row.
        days_in_a_row: Option<u32>,
        /// How much breaking it weighs.
        severity: Option<Severity>,
    }

    /// The hours of a minor by age.
    AgeCap {
        /// From this age, up to but not including that: `15d`, `6m`, `2y`, `6w`.
        age: [String; 2],
        /// In which part of the school year.
        #[serde(default)]
        school: SchoolTerm,
        /// Longest time at the place of work.
        on_site_h: Hours,
        /// Longest time of work.
        work_h: Option<Hours>,
        /// Schooling on a school day.
        school_h: Option<Hours>,
        /// Rest and recreation.
        rest_h: Option<Hours>,
        /// Times of day at which it may be on site; empty: any.
        #[serde(default)]
        windows: Vec<[Wall; 2]>,
        /// Earliest, where it differs by age.
        earliest: Option<Wall>,
        /// Latest, where it differs by age.
        latest: Option<Wall>,
        /// Staff that must be there.
        #[serde(default)]
        staff: Vec<Staff>,
        /// The longest light on an infant.
        max_light: Option<String>,
    }

    /// Minors of any age.
    Minor {
        /// A meal up to this long does not count as time on site.
        #[serde(default)]
        on_site_excludes_meal_up_to_min: i64,
        /// What a day at the minor's own school takes off the time on site.
        own_school_counts_as_h: Option<Hours>,
        /// Longest day of work.
        work_h_per_day_max: Option<Hours>,
        /// Longest week of work.
        work_h_per_week_max: Option<Hours>,
        /// Most days in a row.
        days_in_a_row_max: Option<u32>,
        /// Earliest time on site.
        earliest: Option<Wall>,
        /// Latest time on site.
        latest: Option<Latest>,
        /// Rest to the next call.
        rest: Option<MinorRest>,
        /// Meals.
        meal: Option<MinorMeal>,
        /// Whether travel is work.
        #[serde(default)]
        travel_counts: bool,
        /// Travel that is not.
        #[serde(default)]
        travel_free_min: BTreeMap<String, i64>,
        /// Who must be with the minor.
        guardian: Option<Guardian>,
        /// How many minors a teacher may have.
        teacher: Option<Teacher>,
        /// The shortest stretch of school that counts.
        school_min_block_min: Option<i64>,
        /// When school may be held.
        #[serde(default)]
        school_windows: Vec<SchoolWindow>,
        /// Who counts as an adult.
        #[serde(default)]
        adult_if: Vec<String>,
    }

    /// Whether days between are paid, and when somebody may be dropped and picked up again.
    Consecutive {
        /// How days between are paid.
        mode: ConsecutiveMode,
        /// Places it holds at: those of the day before the gap; empty or `*`: all.
        #[serde(default)]
        places: Vec<String>,
        /// The terms of a drop.
        drop: Option<DropRule>,
        /// The same where the picture is not wholly shot at home.
        drop_foreign: Option<DropRule>,
        /// What interrupts it without cost.
        #[serde(default)]
        suspend: Vec<String>,
    }

    /// Fittings.
    Fitting {
        /// On a day before the first day of work.
        prior_day: Option<FittingTerms>,
        /// On a day of work.
        same_day: Option<FittingTerms>,
    }

    /// Travel.
    Travel {
        /// A day of travel only pays at most so many hours.
        day_max_h: Option<Hours>,
        /// Overtime of travel pays at most this multiple.
        mult_max: Option<Ratio>,
        /// Miles around the studio within which people report.
        zone_miles: Option<u32>,
        /// Money for a mile.
        mileage: Option<Money>,
    }

    /// Breaks beside meals.
    Pause {
        /// How long.
        minutes: i64,
        /// In every so many hours: in each that is full, or where `after_h` says when the first is owed, a further one in each
        /// that begins after it.
        every_h: Hours,
        /// Whether it is worked time.
        #[serde(default)]
        paid: bool,
        /// The first is owed in a day of so many hours.
        after_h: Option<Hours>,
    }

    /// How many of a day are covered by the agreement.
    Count {
        /// Which class.
        class: String,
        /// Counted over what.
        scope: String,
        /// The first so many.
        covered_first: u32,
        /// Who does not count.
        #[serde(default)]
        exclude: Vec<String>,
    }

    /// A duty of safety that a breakdown element triggers.
    Trigger {
        /// Elements, as the breakdown knows them.
        element: Vec<String>,
        /// Bulletins to attach.
        #[serde(default)]
        bulletins: Vec<String>,
        /// Who and what is needed: staff, permit, meeting.
        #[serde(default)]
        needs: Vec<String>,
        /// From how many pieces or heads on; nothing: from one.
        from: Option<u32>,
        /// How long ahead.
        lead_h: Option<Hours>,
    }

    /// What is owed to people after a long day.
    DutyOfCare {
        /// When, in words; `after_h` says it in hours.
        #[serde(default)]
        when: String,
        /// After so many hours.
        after_h: Option<By<Hours>>,
        /// On which clock.
        #[serde(default)]
        basis: Clock,
        /// What is to be done.
        action: String,
        /// How much it weighs.
        severity: Option<Severity>,
    }
}

fn from_dismissal() -> By<RestFrom> {
    By::All(RestFrom::Dismissal)
}

fn to_call() -> By<RestTo> {
    By::All(RestTo::Call)
}

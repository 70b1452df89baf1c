//! The rows of a pack: the closed list of what an agreement can say about hours and pay.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Verified;
use super::values::{By, Day, Gate, Hours, Money, Wall};
use crate::measure::{Minutes, Ratio};

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

/// How a shift is classified by where it is worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceClass {
    /// Name: `studio`, `nearby`, `distant`.
    pub id: String,
    /// When a shift is of it.
    pub rule: PlaceRule,
}

/// When a shift is of a class of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRule {
    /// All of it on the lot.
    WholeShiftOnLot,
    /// People report to a place inside the studio zone.
    #[serde(alias = "reports_outside_studio_within_30mi_zone")]
    ReportsInZone,
    /// People are taken there from the studio, or the shift is mixed.
    TransportedFromStudioOrMixedShift,
    /// Outside the zone, home at night.
    OutsideZoneHomeAtNight,
    /// Nights are spent away.
    LodgedOvernight,
}

/// Declares small vocabularies, written in snake case.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$about])* $word,)* }
    )*};
}

words! {
    /// What a rate is paid for.
    #[derive(Default)]
    Per {
        /// An hour.
        Hour,
        /// A day.
        #[default]
        Day,
        /// A week.
        Week,
    }

    /// An event of somebody's day.
    Event {
        /// The person's own call.
        Report,
        /// The person's first call of the day.
        FirstCall,
        /// The person's call.
        Call,
        /// The crew's call.
        GeneralCall,
        /// The unit's call.
        UnitCall,
        /// The earlier of make-up's call and the crew's.
        EarliestCall,
        /// The unit's first shot.
        ShootingCall,
        /// The person is let go.
        Dismissal,
        /// The camera has wrapped.
        CameraWrap,
        /// An hour after the camera has wrapped.
        HourAfterCameraWrap,
        /// The unit has wrapped.
        UnitWrap,
        /// The company has wrapped.
        CompanyWrap,
    }

    /// Rounding of time.
    Rounding {
        /// Up to the next unit.
        Up,
    }

    /// To which date work past midnight belongs.
    DayCredit {
        /// The date on which the shift began.
        StartDay,
        /// The date of each hour.
        CalendarDay,
    }

    /// A clock that overtime counts.
    #[derive(Default)]
    Clock {
        /// Hours of work, meals out.
        #[default]
        Worked,
        /// Hours from start to end, meals in.
        Elapsed,
        /// Time past the wrap that the kind of day schedules.
        PastScheduledWrap,
        /// A person's time outside the unit's hours.
        OutsideScheduledHours,
    }

    /// A span that overtime counts.
    #[derive(Default)]
    Span {
        /// A day.
        #[default]
        Day,
        /// A week.
        Week,
    }

    /// Whose days are counted for sixth and seventh days.
    #[derive(Default)]
    Whose {
        /// The person's own.
        #[default]
        Person,
        /// The production's.
        Production,
    }

    /// What a night premium counts.
    #[derive(Default)]
    NightHours {
        /// All hours in the window.
        #[default]
        Hours,
        /// Hours in the window after a call in it.
        Call,
    }

    /// Whom, or what work, a meal penalty is for.
    PenaltyFor {
        /// Everybody.
        Default,
        /// Principals.
        Principal,
        /// Background.
        Background,
        /// Features, and work away from the studio.
        FeatureOrLocation,
        /// Television in a studio.
        TvInStudio,
    }

    /// What breaking a rule means.
    Severity {
        /// The plan is illegal.
        Hard,
        /// It costs what the row says.
        Cost,
        /// Something must be done.
        Must,
        /// It is worth a look.
        Warn,
    }

    /// Kinds of rest.
    RestKind {
        /// From one day to the next.
        Daily,
        /// Over days off.
        Weekly,
    }

    /// Parts of the school year.
    #[derive(Default)]
    SchoolTerm {
        /// All of it.
        #[default]
        Any,
        /// School is held.
        InSession,
        /// It is not.
        Out,
    }

    /// The event from which rest runs.
    RestFrom {
        /// The person is let go.
        Dismissal,
        /// The person wraps.
        IndividualWrap,
        /// The unit wraps.
        Wrap,
        /// The camera wraps.
        CameraWrap,
        /// The unit wraps.
        UnitWrap,
        /// The company wraps.
        CompanyWrap,
        /// The way home reaches the perimeter of the zone.
        ZonePerimeter,
        /// The person is back where she reported.
        PlaceOfReporting,
    }

    /// The event to which rest runs.
    RestTo {
        /// The person's call.
        Call,
        /// The person's first call.
        FirstCall,
        /// The person's own call.
        IndividualCall,
        /// The crew's call.
        GeneralCall,
        /// The unit's call.
        UnitCall,
        /// The first shot.
        ShootingCall,
    }

    /// How days between are paid.
    ConsecutiveMode {
        /// All from the first to the last.
        PaidFromFirstToLastDay,
        /// Only those worked.
        PaidWhenWorked,
    }
}

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

words! {
    /// What a breakfast does to the clock of meals.
    NdbEffect {
        /// Early people eat with the crew.
        SyncToGeneralCall,
        /// The clock begins anew at its end.
        ResetFromEnd,
    }

    /// The rate in force at the time.
    Prevailing {
        /// The rate in force at the time.
        Prevailing,
    }

    /// In what a quota counts.
    QuotaPer {
        /// A week.
        Week,
        /// The production.
        Production,
    }

    /// What units beyond the last step pay.
    Tail {
        /// The last step again.
        RepeatLast,
    }

    /// The ways in which breaking a rule is paid for.
    PenaltyKind {
        /// Steps by started units of delay.
        Ladder,
        /// The least of several amounts.
        LesserOf,
        /// A part of a day's pay for each hour.
        DayFractionPerHour,
        /// A multiple for the time invaded.
        ExtraOnInvaded,
        /// The time invaded at the prevailing rate and something on top.
        PrevailingPlus,
        /// The hours of both shifts count together.
        JoinShiftsForGolden,
        /// The gap is worked.
        GapCountsAsWork,
        /// A day's pay for each started hour.
        DayRatePerHourOrFraction,
        /// One hour of pay, once a day.
        HourOfPayOncePerDay,
        /// A multiple on top until the break comes.
        AddMultiplierUntilBreak,
        /// Overtime until the break comes.
        OtUntilBreak,
        /// Rest at another time.
        TimeOff,
        /// Not allowed at all.
        Hard,
    }
}

/// A multiple of scale, written as `2x_scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScaleMultiple(pub Ratio);

impl TryFrom<String> for ScaleMultiple {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let ratio = text.strip_suffix("x_scale").and_then(|ratio| Ratio::try_from(ratio.to_owned()).ok());
        ratio.map(Self).ok_or_else(|| format!("'{text}' is not a multiple of scale\nhint: write \"2x_scale\""))
    }
}

impl From<ScaleMultiple> for String {
    fn from(multiple: ScaleMultiple) -> Self {
        format!("{}x_scale", multiple.0)
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

/// A comparison of a fact with a number of hours: `rest_h < 5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When {
    /// The fact.
    pub fact: Fact,
    /// How they compare.
    pub is: Comparison,
    /// The number of hours.
    pub than: Minutes,
}

words! {
    /// What a condition asks.
    Fact {
        /// The rest given.
        RestH,
        /// The part of it that is missing.
        InvadedH,
    }

    /// How a fact and a number compare.
    Comparison {
        /// Less.
        Less,
        /// Less or the same.
        AtMost,
        /// More.
        More,
        /// More or the same.
        AtLeast,
    }
}

const COMPARISONS: [(&str, Comparison); 4] =
    [("<=", Comparison::AtMost), (">=", Comparison::AtLeast), ("<", Comparison::Less), (">", Comparison::More)];

impl When {
    /// Whether it holds for a rest and what is missing of it.
    pub fn holds(&self, rest: Minutes, invaded: Minutes) -> bool {
        let fact = match self.fact {
            Fact::RestH => rest,
            Fact::InvadedH => invaded,
        };
        match self.is {
            Comparison::Less => fact < self.than,
            Comparison::AtMost => fact <= self.than,
            Comparison::More => fact > self.than,
            Comparison::AtLeast => fact >= self.than,
        }
    }
}

impl TryFrom<String> for When {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!("'{text}' is not a condition\nhint: write a comparison of rest_h or invaded_h, as \"rest_h < 5\"")
        };
        let (sign, is) = COMPARISONS.into_iter().find(|(sign, _)| text.contains(sign)).ok_or_else(wrong)?;
        let (fact, than) = text.split_once(sign).ok_or_else(wrong)?;
        let fact = match fact.trim() {
            "rest_h" => Fact::RestH,
            "invaded_h" => Fact::InvadedH,
            _ => return Err(wrong()),
        };
        let Hours(than) = Hours::try_from(than.trim().to_owned()).map_err(|_| wrong())?;
        Ok(Self { fact, is, than })
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        let fact = match when.fact {
            Fact::RestH => "rest_h",
            Fact::InvadedH => "invaded_h",
        };
        let sign = COMPARISONS.iter().find(|(_, is)| *is == when.is).map_or("<", |(sign, _)| sign);
        format!("{fact} {sign} {}", Self::from(Hours(when.than)))
    }
}

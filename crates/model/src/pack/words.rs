//! The words of a pack's rows: closed lists, written in snake case.

use serde::{Deserialize, Serialize};

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

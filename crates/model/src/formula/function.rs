//! The functions of formulas: their names, what they take, what they give.

use super::Kind;

/// What a function may be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the noun of that name")]
pub enum Among {
    Cast,
    Set,
    Place,
    Unit,
    Crew,
    Element,
}

/// What stands between the parentheses of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One value, or so many at least.
    Values(usize),
    /// `prep` or `shoot`, or else one value.
    PhaseOrValue,
    /// A name of one of these; it may be left out when the flag says so.
    Name(&'static [Among], bool),
    /// A kind of move, or nothing.
    Move,
    /// Some of the board's ledger lines: an account, a group, a name, or several of them.
    Ledger,
    /// An account of the budget.
    Code,
}

macro_rules! functions {
    ($($variant:ident $name:literal $takes:expr, $kind:ident, $usage:literal;)*) => {
        /// A function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function { $(#[doc = $usage] $variant,)* }

        impl Function {
            /// All functions.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
            /// What it takes.
            pub fn takes(self) -> Takes {
                match self { $(Self::$variant => $takes,)* }
            }
            /// The kind of what it gives; for a function of values, what its first value says.
            pub fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)* }
            }
            /// How it is written and what it counts, for hints and the handbook.
            pub fn usage(self) -> &'static str {
                match self { $(Self::$variant => $usage,)* }
            }
        }
    };
}

use Among::{Cast, Crew, Element, Place, Set, Unit};
use Takes::{Code, Ledger, Move, Name, PhaseOrValue, Values};

functions! {
    Min "min" Values(2), Number, "min(a, b, ..): the smallest";
    Max "max" Values(2), Number, "max(a, b, ..): the largest";
    Ceil "ceil" Values(1), Number, "ceil(a): up to the next whole number";
    Floor "floor" Values(1), Number, "floor(a): down to the next whole number";
    Round "round" Values(1), Number, "round(a): to the nearest whole number";
    Count "count" Values(1), Number, "count(a): the plain number of a value";
    Days "days" PhaseOrValue, Days, "days(prep), days(shoot): working days of the calendar; days(weeks): weeks as days";
    Weeks "weeks" PhaseOrValue, Weeks, "weeks(prep), weeks(shoot): working weeks of the calendar; weeks(days): days as weeks";
    ShootDays "shoot_days" Name(&[Cast, Set, Place, Unit], true), Days, "shoot_days(), shoot_days(stage 7): shooting days of all, or with a cast member, set, place or unit";
    WorkDays "work_days" Name(&[Cast], false), Days, "work_days(cast 3): days that a cast member works";
    HoldDays "hold_days" Name(&[Cast], false), Days, "hold_days(cast 3): days on hold";
    PaidDays "paid_days" Name(&[Cast], false), Days, "paid_days(cast 3): days worked and on hold";
    Drops "drops" Name(&[Cast], true), Number, "drops(cast 3): times dropped and picked up again";
    BuildDays "build_days" Name(&[Set, Place], true), Days, "build_days(set ALLEY): working days of build, dressing and pre-light";
    StandingDays "standing_days" Name(&[Set, Place], true), Days, "standing_days(set ALLEY): working days between first and last shooting day on which it is not shot";
    StrikeDays "strike_days" Name(&[Set, Place], true), Days, "strike_days(set ALLEY): working days of striking";
    Heads "heads" Name(&[Element], false), Number, "heads(crowd.guests): heads of a crowd or pieces of an element, summed over its days";
    UseDays "use_days" Name(&[Element], false), Days, "use_days(CRANE): days on which an element is used";
    OtHours "ot_hours" Name(&[Cast, Unit, Crew], true), Hours, "ot_hours(unit main), ot_hours(department Grip): paid hours of overtime";
    Nights "nights" Name(&[Cast, Unit, Place], true), Days, "nights(): shooting days that are nights";
    Moves "moves" Move, Number, "moves(), moves(truck): company moves, re-lights apart";
    Pages "pages" Name(&[Set, Place, Unit], true), Pages, "pages(): pages on shooting days";
    Scenes "scenes" Name(&[Cast, Set, Place, Unit], true), Number, "scenes(): scenes on shooting days";
    Setups "setups" Name(&[Set, Place, Unit], true), Number, "setups(): set-ups on shooting days";
    DistantDays "distant_days" Name(&[Place, Unit], true), Days, "distant_days(): days that a unit spends at distant places, days off between them too";
    Cost "cost" Ledger, Money, "cost(1400), cost(cast 3): money of the board's own lines, to reckon with";
    Board "board" Ledger, Money, "board(1400): the board's own lines, booked by this line; it stands alone as the rate of a line";
    Account "account" Code, Money, "account(2300): the lines of an account of the budget, without fringes";
}

impl Function {
    /// The function of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

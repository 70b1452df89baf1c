//! The codes of the rules: one for each thing that can be wrong, with its caption and the scope that decides it.

/// How much of a plan a rule looks at: what must be judged again when something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One unit-day alone.
    Day,
    /// The days of one unit in order.
    Unit,
    /// The days of one person in order.
    Person,
    /// The sets that stand at one place.
    Place,
    /// The board as a whole.
    Board,
}

/// Declares the codes with their words, scopes and captions in one table.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $word:literal $($scope:ident)|+ $caption:literal;)*) => {
        /// What a finding is about. The handbook's page on its kind of rule opens with the word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $caption] $name,)*
        }

        impl Code {
            /// Every code, in the order of the handbook.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as findings carry it, such as `rest-daily`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
            /// What it says, in one line.
            pub const fn caption(self) -> &'static str {
                match self { $(Self::$name => $caption,)* }
            }
            /// The scopes that decide it: what must be judged again when something changes.
            pub const fn scopes(self) -> &'static [Scope] {
                match self { $(Self::$name => &[$(Scope::$scope),+],)* }
            }
        }
    };
}

codes! {
    NotAShootingDay "not-a-shooting-day" Day "A scene stands on a day that does not shoot.";
    EmptyDay "empty-day" Day "A shooting day holds nothing to shoot, and its crew is paid.";
    Omitted "omitted" Day "A scene that the script omits stands on a day.";
    DayOff "day-off" Day "A unit works on a date on which the calendar rests.";
    DayFill "day-fill" Day "Strips and moves of a day take more than the part of the planned day that they may fill.";
    LongScene "long-scene" Day "A single strip is longer than a planned day holds.";
    DayPages "day-pages" Day "A shooting day holds fewer or more pages than the production wants of a day.";
    DayLength "day-length" Day|Unit|Person "A day from call to dismissal is longer than the longest day.";
    MealLate "meal-late" Day|Unit|Person "A meal comes later than it is due, or not at all.";
    Light "light" Day "A strip is shot outside the light that it needs.";
    MaxPlaces "max-places" Day "A unit works at more places in a day than allowed.";
    NoPlace "no-place" Day "A strip is planned whose set stands nowhere.";
    WrongPlace "wrong-place" Day "A strip is planned at a place that cannot hold its set.";
    PlaceClosed "place-closed" Day "A unit works at a place that is closed on the date.";
    PlaceHours "place-hours" Day "A strip is shot outside the permitted hours of its place.";
    SetClosed "set-closed" Day "A set is shot on a date on which it cannot be used.";
    ElementLost "element-lost" Day "A scene is shot on a date on which something that it needs cannot be had.";
    Weather "weather" Day "A scene outside is shot in the open on a date of bad weather.";
    ShortNotice "short-notice" Day|Place "A re-plan uses what cannot be had by then: no call, booking, hire or build is in time.";
    MinorSite "minor-site" Day|Person "A minor is at the place of work for too long.";
    MinorWork "minor-work" Day|Person "A minor is before the camera for too long.";
    MinorSchool "minor-school" Day|Person "A minor's schooling finds no room in the day.";
    MinorEarly "minor-early" Day|Person "A minor reports too early.";
    MinorLate "minor-late" Day|Person "A minor is dismissed too late.";
    Breaks "breaks" Person "The breaks that are owed beside meals find no room in the day.";
    DutyOfCare "duty-of-care" Day "A day is so long that something is owed to people after it.";
    Safety "safety" Day|Board "What a scene needs asks for bulletins, a meeting, staff or a permit.";
    Covered "covered" Day "More of a class work on a day than an agreement covers.";
    RestDaily "rest-daily" Unit|Person "Rest between two days is too short.";
    RestWeekly "rest-weekly" Unit|Person "A week of work has no long rest.";
    RunDays "run-days" Unit|Person "Too many days are worked in a row.";
    WeekHours "week-hours" Unit|Person "A week of work is longer than the longest week.";
    RunNights "run-nights" Unit "Too many nights are worked in a row.";
    Swing "swing" Unit "A unit swings between day and night work without a day off between.";
    NotAvailable "not-available" Person "A person works on a date on which she cannot come.";
    DoubleBooking "double-booking" Person "A person is called by two units at the same time.";
    DateLength "date-length" Person "A person's hours for two units on one date are longer than the longest day.";
    MinorDate "minor-date" Person "A minor's hours for two units on one date are too long.";
    MinorRest "minor-rest" Person "A minor's rest between two days is too short.";
    Floor "floor" Place "The sets that stand at a place take more floor than it has.";
    BuildEarly "build-early" Place "A build would begin before anybody may build.";
    BuildClosed "build-closed" Place "A set is built, stands or is struck at a place on a date on which it is closed.";
    Order "order" Board "A scene that must come earlier does not.";
    SameDay "same-day" Board "Scenes that must be shot on one day are not.";
    NotSameDay "not-same-day" Board "Scenes that must not be shot on one day are.";
    Unplaced "unplaced" Board "A strip stands on no day.";
    Twice "twice" Board "A strip stands more than once on the board.";
    Missing "missing" Board "A strip is neither on a day nor in the boneyard.";
    Equipment "equipment" Board "More of an element is used on a date than can be had.";
    FirstDay "first-day" Board "The first day is fuller than a first day may be.";
}

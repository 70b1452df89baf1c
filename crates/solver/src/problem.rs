//! What a search has to order, in dense numbers: strips with their set, light, time and cast; sets with their places; days.
//! Everything that never changes while a board is searched, whatever it was compiled from.

use model::board::Shift;
use model::plan::LightNeed;

/// A problem, compiled.
#[derive(Debug, Default)]
pub(crate) struct Problem {
    pub(crate) strips: Vec<StripFacts>,
    pub(crate) sets: Vec<SetFacts>,
    /// Days in order, with the strips of the first board.
    pub(crate) days: Vec<DayFacts>,
    /// How many units, people and elements there are.
    pub(crate) units: usize,
    pub(crate) persons: usize,
    pub(crate) elements: usize,
    /// The order of strips inside a day matters.
    pub(crate) ordered: bool,
    /// Minutes that strips and moves may fill on a day.
    pub(crate) room: i64,
    /// Minutes of strips beyond which no day is tried for one more.
    pub(crate) most: i64,
    /// Nights that may follow each other.
    pub(crate) nights: usize,
    /// Indices of the days that the search may fill.
    pub(crate) open: Vec<usize>,
    /// Indices of the strips that the search may move.
    pub(crate) free: Vec<usize>,
    /// Indices of the sets that more than one place can hold.
    pub(crate) choices: Vec<usize>,
    /// Price in cents of a tenth of a new call: what differs from the given board weighs so many of them.
    pub(crate) change_price: i64,
}

/// What the search knows of a strip.
#[derive(Debug, Default)]
pub(crate) struct StripFacts {
    /// Its set.
    pub(crate) set: Option<usize>,
    /// The light it needs at each place.
    pub(crate) light: Vec<LightNeed>,
    /// Likely time in minutes.
    pub(crate) load: i64,
    /// Who is called for it.
    pub(crate) cast: Vec<usize>,
    /// Where it comes in the script.
    pub(crate) story: usize,
    /// A minor is in it.
    pub(crate) minor: bool,
    /// A person pinned it to its day, or its day is locked.
    pub(crate) fixed: bool,
    /// It is of an omitted scene and lies in the boneyard, where it stays.
    pub(crate) omitted: bool,
    /// Its day on the given board.
    pub(crate) given: Option<usize>,
    /// Days on which it can be shot at all, by day.
    pub(crate) can: Vec<bool>,
}

/// What the search knows of a set.
#[derive(Debug, Default)]
pub(crate) struct SetFacts {
    /// Places that can hold it.
    pub(crate) at: Vec<usize>,
    /// Where it stands on the first board.
    pub(crate) stands_at: Option<usize>,
}

/// What the search knows of a unit-day.
#[derive(Debug, Default)]
pub(crate) struct DayFacts {
    /// Strips may come and go.
    pub(crate) open: bool,
    /// Its unit.
    pub(crate) unit: usize,
    /// Calendar week since the start of the era, for blocks of nights.
    pub(crate) week: i64,
    /// Its strips on the given board, and on the first one.
    pub(crate) given: Vec<usize>,
    pub(crate) strips: Vec<usize>,
    /// Its shift on both.
    pub(crate) shift: Shift,
}

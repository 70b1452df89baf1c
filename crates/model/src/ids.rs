//! Identities: numbers from one counter in the document, never reused, so that an edit can name a thing for ever.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
        impl From<u64> for $name {
            fn from(id: u64) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// An episode of a series.
    EpisodeId
    /// A scene of the script.
    SceneId
    /// A strip: a scene, a part of one, or something else that takes time on a day.
    StripId
    /// A breakdown element.
    ElementId
    /// A character of the story.
    CharacterId
    /// A cast member.
    PersonId
    /// A position of the crew.
    CrewId
    /// A set of the story.
    SetId
    /// A stage, a backlot street, a location.
    PlaceId
    /// A shooting unit.
    UnitId
    /// A relation between scenes.
    RelationId
    /// A board.
    BoardId
    /// A unit-day of a board.
    DayId
    /// A detail line of the budget.
    LineId
}

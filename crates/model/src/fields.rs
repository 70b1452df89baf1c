//! Which field each change is about: its name in the document, and how the new value takes the old one's place.

use std::mem::replace;

use crate::board::UnitDay;
use crate::edit::{CastChange, DayChange, PlaceChange, ProductionChange, SceneChange, SetChange};
use crate::people::CastMember;
use crate::places::{Place, Set};
use crate::production::{Production, Scene};

/// A change of one field of a thing.
pub(crate) trait Field: Sized {
    /// What has the field.
    type Noun;
    /// The field's name in the document; a dot leads into a part of it.
    fn field(&self) -> &'static str;
    /// Puts the new value in and answers with the old one: the inverse.
    fn swap(self, noun: &mut Self::Noun) -> Self;
}

macro_rules! fields {
    ($($change:ident $noun:ident { $($variant:ident $field:ident $(. $part:ident)?,)* })*) => {$(
        impl Field for $change {
            type Noun = $noun;
            fn field(&self) -> &'static str {
                match self { $(Self::$variant(_) => concat!(stringify!($field) $(, ".", stringify!($part))?),)* }
            }
            fn swap(self, noun: &mut $noun) -> Self {
                match self { $(Self::$variant(value) => Self::$variant(replace(&mut noun.$field $(.$part)?, value)),)* }
            }
        }
    )*};
}

fields! {
    ProductionChange Production {
        Title title,
        Zone zone,
        Position position,
        Currency currency,
        Calendar calendar,
        Days settings.days,
        Settings settings,
        Rulebook rulebook,
        Packs packs,
        Ground ground,
        Factors factors,
        Moves moves,
        Active active,
        Drafts drafts,
        Apart apart,
        Lead settings.lead,
        Wishes settings.wishes,
        Told told,
    }
    SceneChange Scene {
        Minutes minutes,
        Setups setups,
        Set set,
        IntExt int_ext,
        Time time,
        Light light,
        StoryDay story_day,
        Synopsis synopsis,
        Eighths eighths,
        Cast cast,
        Elements elements,
        Rejected rejected,
        Number number,
        Heading heading,
        SubSets sub_sets,
        Modifiers modifiers,
        Page page,
        Stated stated,
        Computed computed,
        StoryDayProposed story_day_proposed,
        Revision revision,
        Omitted omitted,
    }
    CastChange CastMember {
        Number number,
        Name name,
        Born born,
        Contract contract,
        From from,
        Until until,
        Unavailable unavailable,
        Makeup makeup,
        Unmake unmake,
    }
    SetChange Set {
        Name name,
        Also also,
        At at,
        Floor floor,
        BuildDays build_days,
        DressDays dress_days,
        PrelightDays prelight_days,
        StrikeDays strike_days,
        BuildCost build_cost,
        PrelightCost prelight_cost,
        StrikeCost strike_cost,
        HoldCost hold_cost,
        Closed closed,
    }
    PlaceChange Place {
        Name name,
        Kind kind,
        Area area,
        Position position,
        Distant distant,
        Floor floor,
        Rates rates,
        LoadIn load_in,
        Closed closed,
        Hours hours,
        Lost lost,
        Lead lead,
    }
    DayChange UnitDay {
        Kind kind,
        Unit unit,
        Shift shift,
        Call call,
        Date date,
        Label label,
    }
}

//! Every change that can be made to a production, its inverse, and why it may be refused.

use std::mem::replace;

use serde::{Deserialize, Serialize};

use crate::board::{Board, DayKind, Item, Shift, UnitDay};
use crate::breakdown::{IntExt, StoryTime};
use crate::budget::{After, Approved, Budget, Item as BudgetItem, ItemKind};
use crate::calendar::{Calendar, Date, DateRange, Time};
use crate::ids::*;
use crate::issue::Issue;
use crate::measure::{Cents, Eighths, Minutes};
use crate::people::{CastMember, Character, Contract, CrewMember};
use crate::places::{Moves, Place, Position, Set};
use crate::plan::LightNeed;
use crate::production::*;
use crate::rulebook::{Rulebook, TimeFactors};

/// One change. It names identities and neighbours, never positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "edits are few and short-lived; boxes would only clutter every match")]
pub enum Edit {
    /// Several changes, applied all or not at all.
    Batch(Vec<Edit>),
    /// A field of the production itself.
    Production(ProductionChange),
    /// A field of a scene.
    Scene(SceneId, SceneChange),
    /// A field of a cast member.
    Cast(PersonId, CastChange),
    /// A field of a set.
    Set(SetId, SetChange),
    /// A field of a place.
    Place(PlaceId, PlaceChange),
    /// A thing is added, or one with the same identity replaced.
    Put(Noun, Neighbour),
    /// A thing to which nothing refers is taken out.
    Remove(Name),
    /// A thing takes another place in its list: a scene that the script moved.
    Reorder(Name, Neighbour),
    /// Something on a board.
    Board(BoardId, BoardChange),
    /// A schedule is published.
    Publish(Box<Issue>),
    /// A published issue is withdrawn, or brought back.
    Withdraw(u32, bool),
    /// Something of the budget.
    Budget(Box<BudgetChange>),
    /// Assumptions are confirmed as they stand.
    Confirm(Vec<Touch>),
    /// Assumptions are made.
    Assume(Vec<Assumption>),
}

/// Fields of the production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum ProductionChange {
    Title(String),
    Zone(String),
    Position(Position),
    Currency(String),
    Calendar(Calendar),
    Days(Option<u32>),
    Settings(Settings),
    Rulebook(Rulebook),
    Packs(#[serde(with = "crate::pack::texts")] Vec<crate::pack::Pack>),
    Ground(Ground),
    Factors(TimeFactors),
    Moves(Moves),
    Active(Option<BoardId>),
    Drafts(Vec<Draft>),
    Apart(Vec<Apart>),
    Lead(LeadTimes),
    Wishes(WishPrices),
    Told(Option<crate::issue::Told>),
}

/// Fields of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum SceneChange {
    Minutes(Option<TimeSpan>),
    Setups(Option<u32>),
    Set(SetId),
    IntExt(IntExt),
    Time(StoryTime),
    Light(Option<LightNeed>),
    StoryDay(Option<String>),
    Synopsis(String),
    Eighths(Eighths),
    Cast(Vec<CastUse>),
    Elements(Vec<ElementUse>),
    Rejected(Vec<Rejected>),
    Number(String),
    Heading(String),
    SubSets(Vec<String>),
    Modifiers(Vec<String>),
    Page(u32),
    Stated(Option<Eighths>),
    Computed(Option<Eighths>),
    StoryDayProposed(Option<String>),
    Revision(u32),
    Omitted(bool),
}

/// Fields of a cast member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum CastChange {
    Number(String),
    Name(String),
    Born(Option<Date>),
    Contract(Contract),
    From(Option<Date>),
    Until(Option<Date>),
    Unavailable(Vec<DateRange>),
    Makeup(Minutes),
    Unmake(Minutes),
}

/// Fields of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum SetChange {
    Name(String),
    Also(Vec<String>),
    At(Vec<PlaceId>),
    Floor(u32),
    BuildDays(u32),
    DressDays(u32),
    PrelightDays(u32),
    StrikeDays(u32),
    BuildCost(Cents),
    PrelightCost(Cents),
    StrikeCost(Cents),
    HoldCost(Cents),
    Closed(Vec<DateRange>),
}

/// Fields of a place: small ones together, as a person enters them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum PlaceChange {
    Name(String),
    Kind(crate::places::PlaceKind),
    Area(String),
    Position(Option<Position>),
    Distant(bool),
    Floor(u32),
    Rates(crate::places::DayRates),
    LoadIn(Cents),
    Closed(Vec<DateRange>),
    Hours(Option<(Time, Time)>),
    Lost(Vec<DateRange>),
    Lead(Option<u32>),
}

/// Changes of the budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BudgetChange {
    /// A thing is added, or the one of its name replaced. What its formulas name must be there.
    Put(BudgetItem, After),
    /// A thing comes back as it was, also when somebody whom its formulas name has gone since.
    Restore(BudgetItem, After),
    /// A thing to which nothing refers is taken out.
    Remove(ItemKind, String),
    /// Another budget in the place of the one there is.
    Whole(Box<Budget>),
    /// The budget comes back as it was.
    RestoreAll(Box<Budget>),
    /// The budget is approved at these amounts, or no longer.
    Approved(Option<Approved>),
    /// The show has cost this in the end.
    Closed(Option<Approved>),
}

/// Changes on a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardChange {
    /// Another name.
    Rename(String),
    /// A strip moves.
    Move(StripId, Spot),
    /// A strip on a day is pinned there or let go.
    Pin(StripId, bool),
    /// A set stands elsewhere; nothing: at the first place that can hold it.
    Stand(SetId, Option<PlaceId>),
    /// A day is put in after another, or first. It brings no strips.
    InsertDay(UnitDay, Option<DayId>),
    /// A day without strips is taken out.
    RemoveDay(DayId),
    /// A field of a day.
    Day(DayId, DayChange),
    /// A banner is put on a day.
    PutBanner(DayId, Item, Option<ItemKey>),
    /// A banner is taken off.
    RemoveBanner(u64),
}

/// Fields of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the field of that name")]
pub enum DayChange {
    Kind(DayKind),
    Unit(UnitId),
    Shift(Shift),
    Call(Option<Time>),
    Date(Option<Date>),
    Label(Option<String>),
}

/// Where a strip goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// Into the boneyard, after this strip, or first.
    Boneyard(Option<StripId>),
    /// Onto a day, after this item, or first.
    Day(DayId, Option<ItemKey>),
}

/// Names an item of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKey {
    /// A strip.
    Strip(StripId),
    /// A banner.
    Banner(u64),
}

/// Where a thing stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbour {
    /// Before all others.
    First,
    /// After the thing with this identity.
    After(u64),
    /// After all others; a thing that is replaced keeps its place.
    Last,
}

macro_rules! nouns {
    ($($variant:ident $noun:ident $id:ident $many:ident;)*) => {
        /// A thing of the document.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "each variant is the noun of that name")]
        pub enum Noun { $($variant($noun),)* }

        /// Names a thing of the document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "each variant is the noun of that name")]
        pub enum Name { $($variant($id),)* }

        impl Noun {
            /// Its name.
            pub fn name(&self) -> Name {
                match self { $(Self::$variant(one) => Name::$variant(one.id),)* }
            }
        }
        impl Name {
            /// The identity as a plain number.
            pub fn id(self) -> u64 {
                match self { $(Self::$variant(id) => id.0,)* }
            }
            /// What kind of thing it is, in words.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant(_) => noun_word(stringify!($variant)),)* }
            }
        }
        impl Production {
            /// Whether the thing is in the document.
            pub fn has(&self, name: Name) -> bool {
                match name { $(Name::$variant(id) => self.$many.iter().any(|one| one.id == id),)* }
            }
            /// Every thing of the document, kind by kind.
            pub(crate) fn nouns(&self) -> impl Iterator<Item = Noun> {
                std::iter::empty()$(.chain(self.$many.iter().cloned().map(Noun::$variant)))*
            }
            /// The thing with this identity, whatever its kind.
            pub(crate) fn holder(&self, id: u64) -> Option<Name> {
                $(if self.$many.iter().any(|one| one.id.0 == id) {
                    return Some(Name::$variant($id(id)));
                })*
                None
            }
            /// Puts a thing into its list and returns the inverse. An identity of 0 asks for a fresh one.
            pub(crate) fn put(&mut self, noun: Noun, neighbour: Neighbour) -> Result<Edit, Refusal> {
                match noun { $(Noun::$variant(mut one) => {
                    if one.id.0 == 0 {
                        one.id = self.fresh();
                    }
                    let id = one.id;
                    if let Some(old) = self.$many.iter_mut().find(|old| old.id == id) {
                        let old = replace(old, one);
                        return Ok(Edit::Put(Noun::$variant(old), Neighbour::Last));
                    }
                    self.claim(id.0)?;
                    let at = match neighbour {
                        Neighbour::First => 0,
                        Neighbour::Last => self.$many.len(),
                        Neighbour::After(id) => 1 + self.$many.iter().position(|other| other.id.0 == id)
                            .ok_or_else(|| Refusal::missing(noun_word(stringify!($variant)), id))?,
                    };
                    self.$many.insert(at, one);
                    Ok(Edit::Remove(Name::$variant(id)))
                })* }
            }
            /// Takes a thing out of its list and returns the inverse.
            pub(crate) fn take(&mut self, name: Name) -> Result<Edit, Refusal> {
                match name { $(Name::$variant(id) => {
                    let at = self.$many.iter().position(|one| one.id == id)
                        .ok_or_else(|| Refusal::missing(name.word(), id.0))?;
                    let neighbour = match at {
                        0 => Neighbour::First,
                        at => Neighbour::After(self.$many[at - 1].id.0),
                    };
                    Ok(Edit::Put(Noun::$variant(self.$many.remove(at)), neighbour))
                })* }
            }
        }
    };
}

nouns! {
    Unit Unit UnitId units;
    Episode Episode EpisodeId episodes;
    Scene Scene SceneId scenes;
    Strip Strip StripId strips;
    Element Element ElementId elements;
    Character Character CharacterId characters;
    Cast CastMember PersonId cast;
    Crew CrewMember CrewId crew;
    Set Set SetId sets;
    Place Place PlaceId places;
    Relation Relation RelationId relations;
    Board Board BoardId boards;
}

/// The largest identity: the largest whole number that every JSON reader keeps exact (2^53 - 1).
pub(crate) const MAX_ID: u64 = (1 << 53) - 1;

impl Production {
    /// Makes sure that a new thing's identity belongs to nobody else, and that the counter never gives it out again.
    pub(crate) fn claim(&mut self, id: u64) -> Result<(), Refusal> {
        if id > MAX_ID {
            let hint = "leave the id at 0 to be given the next one";
            return Err(Refusal::new(format!("id {id} is larger than any that is given out ({MAX_ID})"), hint));
        }
        if let Some(other) = self.holder(id) {
            let hint = "leave the id at 0 to be given the next one";
            return Err(Refusal::new(format!("id {id} already belongs to {}", self.title_of(other)), hint));
        }
        if self.budget.lines.iter().any(|line| line.id.0 == id) {
            let hint = "leave the id at 0 to be given the next one";
            return Err(Refusal::new(format!("id {id} already belongs to a line of the budget"), hint));
        }
        self.next_id = self.next_id.max(id + 1);
        Ok(())
    }
}

/// The word for a noun in messages.
fn noun_word(variant: &str) -> &'static str {
    match variant {
        "Unit" => "unit",
        "Episode" => "episode",
        "Scene" => "scene",
        "Strip" => "strip",
        "Element" => "element",
        "Character" => "character",
        "Cast" => "cast member",
        "Crew" => "position",
        "Set" => "set",
        "Place" => "place",
        "Relation" => "relation",
        _ => "board",
    }
}

/// What an edit is about: a thing and the part of it. Assumptions and conflicts are found by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Touch {
    /// The thing; 0 is the production itself.
    pub id: u64,
    /// The part: a field's name in the document, `settings.days`, `strip 12`, `day 7`; empty for the whole thing.
    pub part: String,
}

impl Touch {
    /// A part of a thing.
    pub fn of(id: u64, part: impl Into<String>) -> Self {
        Self { id, part: part.into() }
    }
    /// Whether two edits that touch these could undo each other's work: same thing, and same part or one inside the other
    /// (`settings` holds `settings.days`).
    pub fn meets(&self, other: &Self) -> bool {
        let inside = |inner: &str, outer: &str| {
            outer.is_empty() || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.id == other.id && (inside(&self.part, &other.part) || inside(&other.part, &self.part))
    }
}

/// Why an edit cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way, naming it.
    pub message: String,
    /// The way out; may be empty.
    pub hint: String,
}

impl Refusal {
    /// A refusal with a way out.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
    /// The refusal of an edit that names something which is not there.
    pub(crate) fn missing(what: &str, id: impl std::fmt::Display) -> Self {
        Self::new(format!("there is no {what} with id {id}"), "it may have been removed since; look at the log")
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, "\nhint: {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

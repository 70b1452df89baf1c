//! The root document: everything that is known about one production, in one value that is saved, sent and judged whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::breakdown::{Category, IntExt, Safety, StoryTime};
use crate::budget::Budget;
use crate::calendar::{Calendar, Date, DateRange};
use crate::edit::Touch;
use crate::ids::*;
use crate::issue::{Issue, Told};
use crate::measure::{Cents, Eighths, Minutes, Ratio};
use crate::pack::Pack;
use crate::people::{CastMember, Character, CrewMember};
use crate::places::{Moves, Place, PlaceKind, Position, Set};
use crate::plan::LightNeed;
use crate::rulebook::{Rulebook, TimeFactors};

/// The format number of documents that this program writes. It reads every older one.
pub const FORMAT: u32 = 3;

/// One production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Production {
    /// Format number of the document.
    pub format: u32,
    /// The next identity; never goes back.
    pub next_id: u64,
    /// Title.
    pub title: String,
    /// Time zone by its IANA name.
    pub zone: String,
    /// Where the lot lies.
    pub position: Position,
    /// Base currency by its ISO 4217 code.
    pub currency: String,
    /// Calendar.
    pub calendar: Calendar,
    /// What the planner is held to, and how papers look.
    pub settings: Settings,
    /// The rule pack in force.
    pub rulebook: Rulebook,
    /// The agreements, statutes and guidelines in force beside it.
    #[serde(default, with = "crate::pack::texts")]
    pub packs: Vec<Pack>,
    /// What packs ask about the production.
    #[serde(default)]
    pub ground: Ground,
    /// What scene times are guessed from.
    pub factors: TimeFactors,
    /// What moves take.
    pub moves: Moves,
    /// Shooting units, the main unit first.
    pub units: Vec<Unit>,
    /// Episodes in order; empty for a single film.
    pub episodes: Vec<Episode>,
    /// Scenes in script order.
    pub scenes: Vec<Scene>,
    /// Strips in script order.
    pub strips: Vec<Strip>,
    /// Breakdown elements.
    pub elements: Vec<Element>,
    /// Characters.
    pub characters: Vec<Character>,
    /// Cast members in board order.
    pub cast: Vec<CastMember>,
    /// Positions of the crew, by department. A unit that has any is paid by them, not by its crew day.
    #[serde(default)]
    pub crew: Vec<CrewMember>,
    /// Sets of the story.
    pub sets: Vec<Set>,
    /// Places.
    pub places: Vec<Place>,
    /// Relations between scenes.
    pub relations: Vec<Relation>,
    /// Boards.
    pub boards: Vec<Board>,
    /// The board that papers are made of.
    pub active: Option<BoardId>,
    /// Published issues in order of number.
    pub issues: Vec<Issue>,
    /// What people have been told when the shoot was last planned again; nothing until it was.
    #[serde(default)]
    pub told: Option<Told>,
    /// What nobody has said yet and the program assumed, in order of what it is about.
    pub assumptions: Vec<Assumption>,
    /// Drafts of the script in the order of their import; the last one is what the scenes say.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// Pairs of set names that look like one and are two, as a person said.
    #[serde(default)]
    pub apart: Vec<Apart>,
    /// The budget; empty while nobody has made one.
    #[serde(default)]
    pub budget: Budget,
}

/// What rule packs ask about a production.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Its kind: `theatrical`, `tv_one_hour`; empty: theatrical.
    pub kind: String,
    /// Where it is shot: `us-ca`, `uk`.
    pub region: String,
    /// Its budget in whole units of the currency, when some packs hold for small or large ones only.
    #[serde(default)]
    pub budget: Option<i64>,
    /// The readings that a person chose, by question; else each pack's default.
    pub readings: BTreeMap<String, String>,
}

/// A draft of the script that was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Name of the file; empty when nobody knows it any more.
    pub name: String,
    /// Colour of its pages.
    pub colour: String,
    /// How often the colours went round before it, from 1: the 2 of Second Blue.
    pub cycle: u32,
    /// Date that its pages bear.
    pub date: Option<Date>,
    /// Pages, the last one counted whole.
    pub pages: u32,
    /// Scenes that are not omitted.
    pub scenes: u32,
}

/// Two sets that stay two, whatever their names look like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// One name.
    pub one: String,
    /// The other name.
    pub other: String,
}

/// What the planner is held to, and how papers look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Number of shooting days that is given; nothing while nobody has fixed it.
    pub days: Option<u32>,
    /// Length of work that a day is planned to.
    pub planned_day: Minutes,
    /// How much of it strips and moves may fill.
    pub fill: Ratio,
    /// Places that one unit may use on one day.
    pub max_places: u32,
    /// How full the first day may be, as a part of any other day's fill.
    pub first_day: Ratio,
    /// Fewest and most pages that a shooting day may hold; nothing while nobody has said.
    #[serde(default)]
    pub day_pages: Option<(Eighths, Eighths)>,
    /// Overtime may be planned where it is cheaper.
    pub allow_overtime: bool,
    /// Interior nights print green and exterior nights blue, as older boards have it.
    pub green_interior_nights: bool,
    /// Times print as 7:00 pm.
    pub twelve_hour_clock: bool,
    /// Paper.
    pub paper: PaperSize,
    /// Prices of wishes.
    pub wishes: WishPrices,
    /// Colours of the drafts in their order, the first for the first draft only; empty: the usual ones
    /// ([`crate::issue::COLOURS`]).
    #[serde(default)]
    pub colours: Vec<String>,
    /// What a re-plan has to give to whom it had not called.
    #[serde(default)]
    pub lead: LeadTimes,
}

/// Working days between the morning of a re-plan and the first day on which it may use what nobody has been told of yet:
/// 0 on the same day, 1 on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadTimes {
    /// A cast member who is not called that day.
    pub call: u32,
    /// An element that is hired: it costs a day rate or a delivery.
    pub hire: u32,
    /// A location, with its permit.
    pub location: u32,
}

impl Default for LeadTimes {
    /// A day for a call, two for a hire, three for a permit: assumptions; a permit office may want five.
    fn default() -> Self {
        Self { call: 1, hire: 2, location: 3 }
    }
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperSize {
    /// US Letter.
    #[default]
    Letter,
    /// A4.
    A4,
}

/// What it is worth to a person to have a wish met; zero switches it off. Never booked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WishPrices {
    /// Each time that a set is left and returned to.
    pub set_split: Cents,
    /// Each swing between day and night work.
    pub swing: Cents,
    /// Each scene shot before an earlier scene of the same set.
    pub out_of_order: Cents,
    /// Each day on which a cast member comes for a single scene.
    pub single_scene_call: Cents,
    /// Each day in the open that keeps no cover for bad weather: the chance of such weather times what a lost day costs.
    #[serde(default)]
    pub uncovered_day: Cents,
}

/// A shooting unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// Name: main, second, splinter.
    pub name: String,
    /// Crew cost of a day, without overtime.
    pub crew_day: Cents,
    /// Heads, for meal penalties.
    pub heads: u32,
}

/// An episode of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// Identity.
    pub id: EpisodeId,
    /// Number or name, printed before scene numbers.
    pub name: String,
}

/// A scene of the script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// Identity.
    pub id: SceneId,
    /// Episode, in a series.
    pub episode: Option<EpisodeId>,
    /// Number: a string, such as `12`, `A40`, `24A`.
    pub number: String,
    /// Heading as written.
    pub heading: String,
    /// Inside or outside.
    pub int_ext: IntExt,
    /// Where it plays.
    pub set: SetId,
    /// Parts of the set.
    pub sub_sets: Vec<String>,
    /// Time of day in the story.
    pub time: StoryTime,
    /// Words in brackets of the heading: FLASHBACK, a year, DRIVING.
    pub modifiers: Vec<String>,
    /// Day of the story, such as `D3`.
    pub story_day: Option<String>,
    /// Page on which it begins.
    pub page: u32,
    /// Length that is planned with.
    pub eighths: Eighths,
    /// Length as the script's file states it.
    #[serde(default)]
    pub stated: Option<Eighths>,
    /// Length as we count it.
    #[serde(default)]
    pub computed: Option<Eighths>,
    /// Day of the story that the reader of the script proposes; nothing uses it until a person takes it over.
    #[serde(default)]
    pub story_day_proposed: Option<String>,
    /// Number from 1 of the draft in which the scene last changed; 0 when nobody knows.
    #[serde(default)]
    pub revision: u32,
    /// One sentence.
    pub synopsis: String,
    /// Who is in it.
    pub cast: Vec<CastUse>,
    /// What else it needs.
    pub elements: Vec<ElementUse>,
    /// What a reader of the script proposed and a person rejected: the next draft does not bring it back.
    #[serde(default)]
    pub rejected: Vec<Rejected>,
    /// The light it needs, when a person says otherwise than heading and place.
    pub light: Option<LightNeed>,
    /// Time that a person said; nothing lets the clock estimate it.
    pub minutes: Option<TimeSpan>,
    /// Set-ups that a person said.
    pub setups: Option<u32>,
    /// The script omits it: number kept, nothing to shoot.
    pub omitted: bool,
}

/// A character in a scene.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastUse {
    /// Who.
    pub character: CharacterId,
    /// Heard, not present.
    pub voice_only: bool,
    /// Present, not in the picture.
    #[serde(default)]
    pub off_screen: bool,
    /// The words of the script that gave it; empty when a person entered it.
    #[serde(default)]
    pub because: String,
    /// How sure the reader of the script was, in percent; 0 when nobody knows.
    #[serde(default)]
    pub confidence: u8,
    /// A person has accepted it.
    #[serde(default)]
    pub accepted: bool,
}

impl CastUse {
    /// A character whom a person puts into a scene.
    pub fn entered(character: CharacterId) -> Self {
        Self { character, ..Self::default() }
    }
    /// Whether it is still only proposed by a reader of the script.
    pub fn proposed(&self) -> bool {
        !self.accepted && !self.because.is_empty()
    }
}

/// An element in a scene.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementUse {
    /// What.
    pub element: ElementId,
    /// How many.
    pub quantity: u32,
    /// The words of the script that gave it; empty when a person entered it.
    pub because: String,
    /// How sure the reader of the script was, in percent; 0 when nobody knows.
    #[serde(default)]
    pub confidence: u8,
    /// A person has accepted it.
    #[serde(default)]
    pub accepted: bool,
}

impl ElementUse {
    /// An element that a person puts into a scene.
    pub fn entered(element: ElementId, quantity: u32) -> Self {
        Self { element, quantity, ..Self::default() }
    }
    /// Whether it is still only proposed by a reader of the script.
    pub fn proposed(&self) -> bool {
        !self.accepted && !self.because.is_empty()
    }
}

/// A proposal that a person rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Its category; cast members have one too.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// The words of the script that gave it.
    pub because: String,
    /// How sure the reader of the script was, in percent.
    pub confidence: u8,
    /// How many; nothing for cast.
    #[serde(default)]
    pub quantity: u32,
    /// For cast: heard, not present.
    #[serde(default)]
    pub voice_only: bool,
}

/// Low, likely and high estimate of a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeSpan {
    /// If all goes well.
    pub low: Minutes,
    /// What the plan uses.
    pub likely: Minutes,
    /// If it does not.
    pub high: Minutes,
}

/// A strip of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// Identity.
    pub id: StripId,
    /// The scene it is, or is a part of; nothing for a rehearsal, a plate, a test.
    pub scene: Option<SceneId>,
    /// Part number from 1, when the scene is split; 0 for a whole scene.
    pub part: u32,
    /// Short unique name of a strip without scene, such as `REH1`.
    pub name: String,
    /// Length: the scene's, or the part's share of it.
    pub eighths: Eighths,
    /// Time that a person said for this strip.
    pub minutes: Option<TimeSpan>,
}

/// A breakdown element.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Identity.
    pub id: ElementId,
    /// Category, by its UCI number.
    pub category: Category,
    /// Name.
    pub name: String,
    /// Elements that come along whenever this one does (a child brings a teacher).
    pub brings: Vec<ElementId>,
    /// Money for one on each day it is used: a head of crowd, a hired piece.
    pub day_rate: Cents,
    /// Paid once for each run of days it is hired: delivery and return.
    pub delivery: Cents,
    /// How many can be had at once; 0 when it does not matter.
    pub available: u32,
    /// The duty of safety that it triggers, if one.
    #[serde(default)]
    pub safety: Option<Safety>,
    /// Dates on which it cannot be had: the crane is broken, the car in the workshop.
    #[serde(default)]
    pub lost: Vec<DateRange>,
}

impl Element {
    /// Whether it is hired, so that somebody has to be asked for it: it costs a day rate or a delivery.
    pub fn hired(&self) -> bool {
        self.day_rate != Cents::ZERO || self.delivery != Cents::ZERO
    }
}

/// Something that must hold between two scenes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Identity.
    pub id: RelationId,
    /// What must hold.
    pub kind: RelationKind,
    /// First scene.
    pub first: SceneId,
    /// Second scene.
    pub second: SceneId,
    /// Why: the haircut, the burnt set.
    pub why: String,
}

/// Kinds of relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The first is shot on an earlier day, with at least this many whole calendar days between.
    Before {
        /// Days between, 0 for the next day.
        gap: u32,
    },
    /// Both on one day.
    SameDay,
    /// Never on one day.
    NotSameDay,
}

/// Something that nobody has said and the program assumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// What it is about: an edit of the same thing replaces it.
    pub about: Touch,
    /// What is assumed, as a sentence with its value.
    pub text: String,
    /// Where the value comes from.
    pub source: String,
}

impl Default for Category {
    fn default() -> Self {
        Self::MISCELLANEOUS
    }
}

/// Finds a thing by its identity in each list of the document.
macro_rules! find {
    ($($(#[$doc:meta])* $one:ident $many:ident $id:ty => $noun:ty;)*) => {$(
        $(#[$doc])*
        pub fn $one(&self, id: $id) -> Option<&$noun> {
            self.$many.iter().find(|one| one.id == id)
        }
    )*};
}

impl Production {
    find! {
        /// The unit with this identity.
        unit units UnitId => Unit;
        /// The episode with this identity.
        episode episodes EpisodeId => Episode;
        /// The scene with this identity.
        scene scenes SceneId => Scene;
        /// The strip with this identity.
        strip strips StripId => Strip;
        /// The element with this identity.
        element elements ElementId => Element;
        /// The character with this identity.
        character characters CharacterId => Character;
        /// The cast member with this identity.
        person cast PersonId => CastMember;
        /// The position of the crew with this identity.
        position_of crew CrewId => CrewMember;
        /// The set with this identity.
        set sets SetId => Set;
        /// The place with this identity.
        place places PlaceId => Place;
        /// The board with this identity.
        board boards BoardId => Board;
    }

    /// A new identity.
    pub fn fresh<T: From<u64>>(&mut self) -> T {
        let id = self.next_id;
        self.next_id += 1;
        T::from(id)
    }

    /// The active board, or the last one made.
    pub fn active_board(&self) -> Option<&Board> {
        self.active.and_then(|id| self.board(id)).or(self.boards.last())
    }

    /// The scene a strip belongs to.
    pub fn scene_of(&self, strip: StripId) -> Option<&Scene> {
        self.scene(self.strip(strip)?.scene?)
    }

    /// A scene's number with its episode before it, when there is more than one: `12`, `102-12`.
    pub fn scene_label(&self, scene: &Scene) -> String {
        match scene.episode.and_then(|id| self.episode(id)) {
            Some(episode) if self.episodes.len() > 1 => format!("{}-{}", episode.name, scene.number),
            _ => scene.number.clone(),
        }
    }

    /// The name of a strip on boards: `12`, `14pt1`, `REH1`.
    pub fn strip_label(&self, strip: &Strip) -> String {
        match strip.scene.and_then(|id| self.scene(id)) {
            Some(scene) if strip.part > 0 => format!("{}pt{}", self.scene_label(scene), strip.part),
            Some(scene) => self.scene_label(scene),
            None => strip.name.clone(),
        }
    }

    /// What strips, moves and banners may take of a shooting day: its fill. The fill keeps the rest free for what goes
    /// wrong; once something has, and the shoot was planned again, days may be planned to their whole length, unless that
    /// re-plan keeps the fill.
    pub fn day_cap(&self) -> Minutes {
        let Settings { planned_day, fill, .. } = self.settings;
        let filled = Minutes(fill.of(planned_day.0));
        if self.told.as_ref().is_some_and(|told| !told.keep_fill) { filled.max(planned_day) } else { filled }
    }

    /// The cast members who must be on set for a scene, in board order, each once.
    pub fn called(&self, scene: &Scene) -> Vec<PersonId> {
        let present = |person: &&CastMember| {
            scene.cast.iter().any(|cast| {
                !cast.voice_only
                    && self.character(cast.character).is_some_and(|character| character.played_by == Some(person.id))
            })
        };
        self.cast.iter().filter(present).map(|person| person.id).collect()
    }

    /// The elements of a scene with those that they bring along; a thing brought comes once for each.
    pub fn elements_of(&self, scene: &Scene) -> Vec<(ElementId, u32)> {
        let mut all: Vec<(ElementId, u32)> = scene.elements.iter().map(|one| (one.element, one.quantity)).collect();
        let mut next = 0;
        while next < all.len() {
            let (id, quantity) = all[next];
            for &brought in self.element(id).map_or(&[][..], |element| &element.brings) {
                if !all.iter().any(|(known, _)| *known == brought) {
                    all.push((brought, quantity));
                }
            }
            next += 1;
        }
        all
    }

    /// Where a set stands on a board: where the board says, else at the first place that can hold it.
    pub fn place_of(&self, board: &Board, set: SetId) -> Option<PlaceId> {
        board.stands.get(&set).copied().or_else(|| self.set(set)?.at.first().copied())
    }
}

/// The light that a scene needs at a place: what a person said, else what heading and place give. A stage gives any light.
/// Real exteriors need the sky of their hour; a real room by day needs daylight in its windows, by night it can be blacked out.
pub fn light_need(scene: &Scene, place: Option<&Place>) -> LightNeed {
    let open = match place.map(|place| place.kind) {
        None | Some(PlaceKind::Stage) => return scene.light.unwrap_or_default(),
        Some(_) => scene.int_ext.outside(),
    };
    scene.light.unwrap_or(match (scene.time, open) {
        (StoryTime::Day, _) => LightNeed::Daylight,
        (StoryTime::Night, true) => LightNeed::Dark,
        (StoryTime::Dawn, true) => LightNeed::Dawn,
        (StoryTime::Dusk, true) => LightNeed::Dusk,
        (_, false) => LightNeed::Any,
    })
}

//! The keys of the file beside the script, as TOML holds them.

use std::collections::BTreeMap;

use model::breakdown::StoryTime;
use model::pack::Per;
use model::people::Form;
use model::places::PlaceKind;
use model::production::PaperSize;
use serde::Deserialize;
use toml::Spanned;

use crate::setup::defaults::{MoveTerms, RateTerms};
use crate::setup::words::{Duration, Money, Part, Week, Word};

pub(super) type Name = Spanned<Word>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    pub(super) title: Option<String>,
    pub(super) start: Option<Spanned<toml::value::Datetime>>,
    pub(super) days: Option<Spanned<u32>>,
    pub(super) zone: Option<Name>,
    pub(super) position: Option<Spanned<[f64; 2]>>,
    pub(super) currency: Option<Name>,
    pub(super) calendar: Option<CalendarSheet>,
    pub(super) day: Option<DaySheet>,
    pub(super) wishes: Option<WishSheet>,
    pub(super) crew: Option<CrewSheet>,
    pub(super) moves: Option<MoveSheet>,
    pub(super) agreements: Option<AgreementSheet>,
    #[serde(default)]
    pub(super) unit: Vec<UnitSheet>,
    #[serde(default, rename = "crew_position")]
    pub(super) crew_positions: Vec<PositionSheet>,
    #[serde(default)]
    pub(super) place: Vec<PlaceSheet>,
    #[serde(default)]
    pub(super) set: Vec<SetSheet>,
    #[serde(default)]
    pub(super) cast: Vec<CastSheet>,
    #[serde(default)]
    pub(super) element: Vec<ElementSheet>,
    #[serde(default)]
    pub(super) scene: Vec<SceneSheet>,
    #[serde(default)]
    pub(super) relation: Vec<RelationSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarSheet {
    pub(super) week: Option<Week>,
    pub(super) prep_days: Option<u16>,
    #[serde(default)]
    pub(super) off: Vec<RangeSheet>,
    #[serde(default)]
    pub(super) school_holidays: Vec<RangeSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RangeSheet {
    pub(super) from: Spanned<toml::value::Datetime>,
    pub(super) to: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    pub(super) why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DaySheet {
    pub(super) planned: Option<Duration>,
    pub(super) fill: Option<Part>,
    pub(super) max_places: Option<u32>,
    pub(super) first_day: Option<Part>,
    pub(super) allow_overtime: Option<bool>,
    pub(super) green_interior_nights: Option<bool>,
    pub(super) twelve_hour_clock: Option<bool>,
    pub(super) paper: Option<PaperSize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WishSheet {
    pub(super) set_split: Option<Money>,
    pub(super) swing: Option<Money>,
    pub(super) out_of_order: Option<Money>,
    pub(super) single_scene_call: Option<Money>,
    pub(super) uncovered_day: Option<Money>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CrewSheet {
    pub(super) day: Option<Money>,
    pub(super) heads: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitSheet {
    pub(super) name: Name,
    pub(super) day: Option<Money>,
    pub(super) heads: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementSheet {
    #[serde(default)]
    pub(super) packs: Vec<Name>,
    pub(super) kind: Option<String>,
    pub(super) region: Option<String>,
    pub(super) budget: Option<i64>,
    #[serde(default)]
    pub(super) readings: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PositionSheet {
    pub(super) position: Name,
    pub(super) unit: Option<Name>,
    pub(super) department: String,
    pub(super) class: Name,
    pub(super) rate: Money,
    pub(super) per: Per,
    pub(super) heads: Option<u32>,
    pub(super) before: Option<Duration>,
    pub(super) after: Option<Duration>,
    pub(super) signed: Option<Spanned<toml::value::Datetime>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveSheet {
    pub(super) relight: Option<MoveTerms>,
    pub(super) stage_change: Option<MoveTerms>,
    pub(super) truck: Option<MoveTerms>,
    pub(super) overnight: Option<MoveTerms>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceSheet {
    pub(super) name: Name,
    pub(super) kind: PlaceKind,
    #[serde(default)]
    pub(super) area: Option<String>,
    pub(super) position: Option<Spanned<[f64; 2]>>,
    #[serde(default)]
    pub(super) distant: bool,
    #[serde(default)]
    pub(super) floor: u32,
    pub(super) rates: RateTerms,
    pub(super) load_in: Option<Money>,
    pub(super) lead: Option<u32>,
    #[serde(default)]
    pub(super) closed: Vec<RangeSheet>,
    pub(super) hours: Option<Spanned<[String; 2]>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetSheet {
    pub(super) name: Name,
    pub(super) at: Option<Vec<Name>>,
    pub(super) floor: Option<u32>,
    pub(super) build: Option<u32>,
    pub(super) dress: Option<u32>,
    pub(super) prelight: Option<u32>,
    pub(super) strike: Option<u32>,
    pub(super) build_cost: Option<Money>,
    pub(super) prelight_cost: Option<Money>,
    pub(super) strike_cost: Option<Money>,
    pub(super) hold_cost: Option<Money>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastSheet {
    pub(super) character: Name,
    pub(super) artist: Option<String>,
    pub(super) number: Option<Word>,
    pub(super) form: Option<Form>,
    pub(super) class: Option<Name>,
    pub(super) signed: Option<Spanned<toml::value::Datetime>>,
    pub(super) rate: Option<Money>,
    pub(super) guarantee: Option<u32>,
    pub(super) drop_after: Option<u32>,
    pub(super) drops: Option<u32>,
    pub(super) travel: Option<Money>,
    pub(super) makeup: Option<Duration>,
    pub(super) unmake: Option<Duration>,
    pub(super) born: Option<Spanned<toml::value::Datetime>>,
    pub(super) from: Option<Spanned<toml::value::Datetime>>,
    pub(super) until: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    pub(super) unavailable: Vec<RangeSheet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementSheet {
    pub(super) name: Name,
    pub(super) category: Option<Name>,
    pub(super) rate: Option<Money>,
    pub(super) delivery: Option<Money>,
    pub(super) available: Option<u32>,
    #[serde(default)]
    pub(super) scenes: Vec<Name>,
    pub(super) quantity: Option<u32>,
    #[serde(default)]
    pub(super) brings: Vec<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SceneSheet {
    pub(super) number: Name,
    pub(super) minutes: Option<Duration>,
    pub(super) low: Option<Duration>,
    pub(super) high: Option<Duration>,
    pub(super) setups: Option<u32>,
    pub(super) parts: Option<u32>,
    pub(super) time: Option<StoryTime>,
    pub(super) story_day: Option<Word>,
    pub(super) synopsis: Option<String>,
    #[serde(default)]
    pub(super) also: Vec<Name>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationSheet {
    pub(super) kind: RelationWord,
    pub(super) first: Name,
    pub(super) second: Name,
    #[serde(default)]
    pub(super) gap: u32,
    #[serde(default)]
    pub(super) why: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RelationWord {
    Before,
    SameDay,
    NotSameDay,
}

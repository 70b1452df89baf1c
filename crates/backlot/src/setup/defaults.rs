//! The values that a bare script is planned with, read from `packs/defaults.toml`. Every one of them is an assumption.

use model::measure::Ratio;
use model::places::DayRates;
use model::rulebook::{Rulebook, TimeFactors};
use serde::Deserialize;

use super::words::{Duration, Money, Week};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Defaults {
    pub(crate) currency: String,
    pub(crate) zone: String,
    pub(crate) position: [f64; 2],
    pub(crate) calendar: CalendarDefaults,
    pub(crate) day: DayDefaults,
    pub(crate) wishes: WishDefaults,
    pub(crate) crew: CrewDefaults,
    pub(crate) moves: MoveDefaults,
    pub(crate) cast: CastDefaults,
    pub(crate) crowd: RateDefault,
    pub(crate) teacher: RateDefault,
    pub(crate) stage: PlaceDefaults,
    pub(crate) backlot: PlaceDefaults,
    pub(crate) location: PlaceDefaults,
    pub(crate) stage_set: SetDefaults,
    pub(crate) backlot_set: SetDefaults,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarDefaults {
    pub(crate) week: Week,
    pub(crate) prep_days: i64,
    pub(crate) lead_days: i64,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayDefaults {
    pub(crate) planned: Duration,
    pub(crate) fill: Ratio,
    pub(crate) max_places: u32,
    pub(crate) first_day: Ratio,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishDefaults {
    pub(crate) set_split: Money,
    pub(crate) swing: Money,
    pub(crate) out_of_order: Money,
    pub(crate) single_scene_call: Money,
    pub(crate) uncovered_day: Money,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CrewDefaults {
    pub(crate) day: Money,
    pub(crate) heads: u32,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveDefaults {
    pub(crate) relight: MoveTerms,
    pub(crate) stage_change: MoveTerms,
    pub(crate) truck: MoveTerms,
    pub(crate) overnight: MoveTerms,
    pub(crate) source: String,
}

/// Time and money of one kind of move.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveTerms {
    pub(crate) minutes: Duration,
    pub(crate) cost: Money,
}

impl From<MoveTerms> for model::places::MoveCost {
    fn from(terms: MoveTerms) -> Self {
        Self { minutes: terms.minutes.0, cost: terms.cost.0 }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CastDefaults {
    pub(crate) makeup: Duration,
    pub(crate) unmake: Duration,
    pub(crate) weekly_from_percent: usize,
    pub(crate) weekly_rate: Money,
    pub(crate) daily_rate: Money,
    pub(crate) drop_after: u32,
    pub(crate) guarantee: u32,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateDefault {
    pub(crate) rate: Money,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceDefaults {
    pub(crate) floor: u32,
    #[serde(default)]
    pub(crate) sets_each: usize,
    pub(crate) rates: RateTerms,
    pub(crate) load_in: Money,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    pub(crate) source: String,
}

/// Rent by kind of day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateTerms {
    pub(crate) prep: Money,
    pub(crate) shoot: Money,
    pub(crate) hold: Money,
    pub(crate) strike: Money,
}

impl From<RateTerms> for DayRates {
    fn from(terms: RateTerms) -> Self {
        Self { prep: terms.prep.0, shoot: terms.shoot.0, hold: terms.hold.0, strike: terms.strike.0 }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetDefaults {
    #[serde(default)]
    pub(crate) min_eighths: i64,
    #[serde(default)]
    pub(crate) vehicles: Vec<String>,
    pub(crate) floor: u32,
    pub(crate) build: u32,
    pub(crate) dress: u32,
    pub(crate) prelight: u32,
    pub(crate) strike: u32,
    pub(crate) build_cost: Money,
    pub(crate) prelight_cost: Money,
    pub(crate) strike_cost: Money,
    pub(crate) hold_cost: Money,
    pub(crate) source: String,
}

/// The defaults, the house rules and the time factors. They are part of the program, so a test holds that they parse.
pub(crate) fn built_in() -> (Defaults, Rulebook, TimeFactors) {
    fn pack<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
        toml::from_str(text).unwrap_or_else(|error| unreachable!("packs/{name}: {error}"))
    }
    (
        pack("defaults.toml", include_str!("../../../../packs/defaults.toml")),
        pack("house.toml", include_str!("../../../../packs/house.toml")),
        pack("factors.toml", include_str!("../../../../packs/factors.toml")),
    )
}

/// A latitude or longitude in ten-thousandths of a degree.
pub(crate) fn degrees(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float to integer cast saturates, and the caller checks the range"
    )]
    let scaled = (value * 10_000.0).round() as i32;
    scaled
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_packs_parse() {
        let (defaults, rulebook, _) = super::built_in();
        assert_eq!(defaults.currency, "USD");
        assert_eq!(rulebook.id, "house");
        assert_eq!(super::degrees(defaults.position[0]), 340_900);
    }
}

//! The values that a bare script is planned with, read from `packs/defaults.toml`. Every one of them is an assumption.

use model::measure::Ratio;
use model::places::DayRates;
use model::rulebook::{Rulebook, TimeFactors};
use serde::Deserialize;

use super::words::{Duration, Money, Week};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    pub(super) currency: String,
    pub(super) zone: String,
    pub(super) position: [f64; 2],
    pub(super) calendar: CalendarDefaults,
    pub(super) day: DayDefaults,
    pub(super) wishes: WishDefaults,
    pub(super) crew: CrewDefaults,
    pub(super) moves: MoveDefaults,
    pub(super) cast: CastDefaults,
    pub(super) crowd: RateDefault,
    pub(super) teacher: RateDefault,
    pub(super) stage: PlaceDefaults,
    pub(super) backlot: PlaceDefaults,
    pub(super) location: PlaceDefaults,
    pub(super) stage_set: SetDefaults,
    pub(super) backlot_set: SetDefaults,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarDefaults {
    pub(super) week: Week,
    pub(super) prep_days: i64,
    pub(super) lead_days: i64,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayDefaults {
    pub(super) planned: Duration,
    pub(super) fill: Ratio,
    pub(super) max_places: u32,
    pub(super) first_day: Ratio,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WishDefaults {
    pub(super) set_split: Money,
    pub(super) swing: Money,
    pub(super) out_of_order: Money,
    pub(super) single_scene_call: Money,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CrewDefaults {
    pub(super) day: Money,
    pub(super) heads: u32,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveDefaults {
    pub(super) relight: MoveTerms,
    pub(super) stage_change: MoveTerms,
    pub(super) truck: MoveTerms,
    pub(super) overnight: MoveTerms,
    pub(super) source: String,
}

/// Time and money of one kind of move.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveTerms {
    pub(super) minutes: Duration,
    pub(super) cost: Money,
}

impl From<MoveTerms> for model::places::MoveCost {
    fn from(terms: MoveTerms) -> Self {
        Self { minutes: terms.minutes.0, cost: terms.cost.0 }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastDefaults {
    pub(super) makeup: Duration,
    pub(super) unmake: Duration,
    pub(super) weekly_from_percent: usize,
    pub(super) weekly_rate: Money,
    pub(super) daily_rate: Money,
    pub(super) drop_after: u32,
    pub(super) guarantee: u32,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RateDefault {
    pub(super) rate: Money,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceDefaults {
    pub(super) floor: u32,
    #[serde(default)]
    pub(super) sets_each: usize,
    pub(super) rates: RateTerms,
    pub(super) load_in: Money,
    #[serde(default)]
    pub(super) words: Vec<String>,
    pub(super) source: String,
}

/// Rent by kind of day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RateTerms {
    pub(super) prep: Money,
    pub(super) shoot: Money,
    pub(super) hold: Money,
    pub(super) strike: Money,
}

impl From<RateTerms> for DayRates {
    fn from(terms: RateTerms) -> Self {
        Self { prep: terms.prep.0, shoot: terms.shoot.0, hold: terms.hold.0, strike: terms.strike.0 }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetDefaults {
    #[serde(default)]
    pub(super) min_eighths: i64,
    #[serde(default)]
    pub(super) vehicles: Vec<String>,
    pub(super) floor: u32,
    pub(super) build: u32,
    pub(super) dress: u32,
    pub(super) prelight: u32,
    pub(super) strike: u32,
    pub(super) build_cost: Money,
    pub(super) prelight_cost: Money,
    pub(super) strike_cost: Money,
    pub(super) hold_cost: Money,
    pub(super) source: String,
}

/// The defaults, the house rules and the time factors. They are part of the program, so a test holds that they parse.
pub(super) fn built_in() -> (Defaults, Rulebook, TimeFactors) {
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
pub(super) fn degrees(value: f64) -> i32 {
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

//! Conditions of a pack's rows: comparisons of rests with hours, and of rates with scale.

use serde::{Deserialize, Serialize};

use super::values::Hours;
use super::words::{Comparison, Fact};
use crate::measure::{Minutes, Ratio};

/// A comparison of a fact with a number of hours: `rest_h < 5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When {
    /// The fact.
    pub fact: Fact,
    /// How they compare.
    pub is: Comparison,
    /// The number of hours.
    pub than: Minutes,
}

const COMPARISONS: [(&str, Comparison); 4] =
    [("<=", Comparison::AtMost), (">=", Comparison::AtLeast), ("<", Comparison::Less), (">", Comparison::More)];

impl When {
    /// Whether it holds for a rest and what is missing of it.
    pub fn holds(&self, rest: Minutes, invaded: Minutes) -> bool {
        let fact = match self.fact {
            Fact::RestH => rest,
            Fact::InvadedH => invaded,
        };
        match self.is {
            Comparison::Less => fact < self.than,
            Comparison::AtMost => fact <= self.than,
            Comparison::More => fact > self.than,
            Comparison::AtLeast => fact >= self.than,
        }
    }
}

impl TryFrom<String> for When {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!("'{text}' is not a condition\nhint: write a comparison of rest_h or invaded_h, as \"rest_h < 5\"")
        };
        let (sign, is) = COMPARISONS.into_iter().find(|(sign, _)| text.contains(sign)).ok_or_else(wrong)?;
        let (fact, than) = text.split_once(sign).ok_or_else(wrong)?;
        let fact = match fact.trim() {
            "rest_h" => Fact::RestH,
            "invaded_h" => Fact::InvadedH,
            _ => return Err(wrong()),
        };
        let Hours(than) = Hours::try_from(than.trim().to_owned()).map_err(|_| wrong())?;
        Ok(Self { fact, is, than })
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        let fact = match when.fact {
            Fact::RestH => "rest_h",
            Fact::InvadedH => "invaded_h",
        };
        let sign = COMPARISONS.iter().find(|(_, is)| *is == when.is).map_or("<", |(sign, _)| sign);
        format!("{fact} {sign} {}", Self::from(Hours(when.than)))
    }
}

/// A multiple of scale, written as `2x_scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScaleMultiple(pub Ratio);

impl TryFrom<String> for ScaleMultiple {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let ratio = text.strip_suffix("x_scale").and_then(|ratio| Ratio::try_from(ratio.to_owned()).ok());
        ratio.map(Self).ok_or_else(|| format!("'{text}' is not a multiple of scale\nhint: write \"2x_scale\""))
    }
}

impl From<ScaleMultiple> for String {
    fn from(multiple: ScaleMultiple) -> Self {
        format!("{}x_scale", multiple.0)
    }
}

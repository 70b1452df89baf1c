//! Money, durations, weeks and ratios as people write them in TOML, each refused with its value and the way to write it.

use model::measure::{Cents, Minutes, Ratio};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

/// An amount: `"2,500.50"` or a whole number of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Money(pub(crate) Cents);

/// A duration: `"10h"`, `"10h30"`, `"45min"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Duration(pub(crate) Minutes);

/// A working week: `"mon-fri"`, `"mon-sat"`, `"tue-sat"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Week(pub(crate) [bool; 7]);

/// A part of a whole: `0.85`, with or without quotes, or `"17/20"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Part(pub(crate) Ratio);

/// A name or a number that is a name, such as that of a scene: `"12A"` or `12`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Word(pub(crate) String);

impl std::ops::Deref for Word {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

struct Text<T> {
    expects: &'static str,
    read: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.expects)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        (self.read)(&number.to_string()).ok_or_else(|| E::invalid_value(de::Unexpected::Signed(number), &self))
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        (self.read)(&number.to_string()).ok_or_else(|| E::invalid_value(de::Unexpected::Float(number), &self))
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let read = |text: &str| Ratio::try_from(text.to_owned()).ok().map(Part);
        reader.deserialize_any(Text { expects: "a decimal or a fraction such as 0.85 or \"17/20\"", read })
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let read = |text: &str| Some(Word(text.to_owned()));
        reader.deserialize_any(Text { expects: "a name in quotes, or a whole number", read })
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let read = |text: &str| Cents::parse(text).map(Money);
        reader.deserialize_any(Text { expects: "an amount such as \"2,500.50\" or 2500", read })
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let read = |text: &str| duration(text).map(Duration);
        reader.deserialize_any(Text {
            expects: "a duration with its unit, such as \"10h\", \"10h30\" or \"45min\"",
            read,
        })
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let read = |text: &str| week(text).map(Week);
        reader.deserialize_any(Text { expects: "a working week such as \"mon-fri\" or \"mon-sat\"", read })
    }
}

/// A number of shooting days that a shoot can have, or why it cannot.
pub(crate) fn shooting_days(days: u32) -> Result<u32, String> {
    match days {
        1..=366 => Ok(days),
        0 => Err("a shoot has at least 1 shooting day".to_owned()),
        _ => Err(format!("{days} shooting days are more than a year; a shoot has at most 366")),
    }
}

/// Reads `10h`, `10h30`, `10 h 30`, `45min`, `45 min`. A bare number has no unit and is refused.
pub(crate) fn duration(text: &str) -> Option<Minutes> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let number = |text: &str| text.parse::<u16>().ok().map(i64::from);
    if let Some(minutes) = plain.strip_suffix("min").filter(|rest| !rest.contains('h')) {
        return number(minutes).map(Minutes);
    }
    let (hours, rest) = plain.split_once('h')?;
    let rest = rest.strip_suffix("min").unwrap_or(rest);
    let minutes = if rest.is_empty() { Some(0) } else { number(rest).filter(|&minutes| minutes < 60) };
    Some(Minutes(number(hours)? * 60 + minutes?))
}

fn week(text: &str) -> Option<[bool; 7]> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (first, last) = text.split_once('-')?;
    let index = |name: &str| NAMES.iter().position(|known| *known == name.trim().to_lowercase());
    let (first, last) = (index(first)?, index(last)?);
    (first <= last).then(|| std::array::from_fn(|day| first <= day && day <= last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(duration("10h"), Some(Minutes(600)));
        assert_eq!(duration("10 h 30"), Some(Minutes(630)));
        assert_eq!(duration("45min"), Some(Minutes(45)));
        for wrong in ["10", "10 parsecs", "1h75", "", "h", "-3h", "99999999h"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn weeks_run_forward() {
        assert_eq!(week("mon-fri"), Some([true, true, true, true, true, false, false]));
        assert_eq!(week("fri-mon"), None);
        assert_eq!(week("weekdays"), None);
    }
}

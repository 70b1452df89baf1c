//! Whole-number measures that do not mix: money, time and script length, and the exact ratios that join them.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// Declares a newtype over `i64` with the arithmetic that stays inside one measure.
macro_rules! measure {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0);
        }
        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }
        impl Mul<i64> for $name {
            type Output = Self;
            fn mul(self, times: i64) -> Self {
                Self(self.0 * times)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
                Self(all.fold(0, |sum, one| sum.saturating_add(one.0)))
            }
        }
    };
}

measure! {
    /// Money in hundredths of the base currency. Supported up to ±10^15 (ten trillion units); inputs are held to ±10^12.
    Cents
}
measure! {
    /// A length of time in minutes. Supported up to ±10^9; a day holds 1,440.
    Minutes
}
measure! {
    /// Script length in eighths of a page. Supported up to 10^6 (125,000 pages).
    Eighths
}
measure! {
    /// A point in time: minutes since 1970-01-01 00:00 UTC. Rest between two moments is real elapsed time.
    Moment
}

impl Moment {
    /// The moment `minutes` later.
    pub fn after(self, minutes: Minutes) -> Self {
        Self(self.0 + minutes.0)
    }
    /// The moment `minutes` earlier.
    pub fn before(self, minutes: Minutes) -> Self {
        Self(self.0 - minutes.0)
    }
    /// Real time elapsed since `earlier`; negative when `earlier` lies later.
    pub fn since(self, earlier: Self) -> Minutes {
        Minutes(self.0 - earlier.0)
    }
}

impl Minutes {
    /// `hours` whole hours.
    pub const fn hours(hours: i64) -> Self {
        Self(hours * 60)
    }
}

/// `10 h 40`, `35 min`, `-1 h 05`.
impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (hours, minutes) = (self.0.unsigned_abs() / 60, self.0.unsigned_abs() % 60);
        match (hours, minutes) {
            (0, m) => write!(f, "{sign}{m} min"),
            (h, 0) => write!(f, "{sign}{h} h"),
            (h, m) => write!(f, "{sign}{h} h {m:02}"),
        }
    }
}

/// `2 3/8`, `6/8`, `4`, `0`: eighths are never reduced and never decimals.
impl fmt::Display for Eighths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 8, self.0 % 8) {
            (0, 0) => write!(f, "0"),
            (0, part) => write!(f, "{part}/8"),
            (pages, 0) => write!(f, "{pages}"),
            (pages, part) => write!(f, "{pages} {part}/8"),
        }
    }
}

impl Eighths {
    /// Reads `2 3/8`, `3/8` or `4`. Anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<u16>().ok().map(i64::from);
        let part = |text: &str| match text.split_once('/') {
            Some((part, "8")) => number(part).map(Self),
            Some(_) => None,
            None => number(text).map(|pages| Self(pages * 8)),
        };
        let mut words = text.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(one), None, _) => part(one),
            (Some(pages), Some(rest), None) if rest.contains('/') => Some(Self(number(pages)? * 8) + part(rest)?),
            _ => None,
        }
    }
}

/// `1,234,567.50` without the currency: the sign first, thousands grouped, cents only when there are any.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        match cents {
            0 => write!(f, "{sign}{grouped}"),
            cents => write!(f, "{sign}{grouped}.{cents:02}"),
        }
    }
}

impl Cents {
    /// Reads `2500`, `2,500.50` or `-12.5`: at most two decimals. Anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, text) = match text.trim().strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.trim()),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        // Commas group thousands and mean nothing else: 1,5 is no fifteen.
        let mut groups = whole.split(',').enumerate();
        let grouped = groups.all(|(at, group)| at == 0 && (1..=3).contains(&group.len()) || group.len() == 3);
        if whole.contains(',') && !grouped {
            return None;
        }
        let whole = whole.replace(',', "");
        if whole.is_empty() || !digits(&whole) || !digits(part) || part.len() > 2 || whole.len() > 10 {
            return None;
        }
        let cents = format!("{part:0<2}").parse::<i64>().ok()?;
        Some(Self(sign * (whole.parse::<i64>().ok()? * 100 + cents)))
    }

    /// The largest amount that is supported, either way.
    const MOST: i64 = 1_000_000_000_000_000;

    /// This amount times an exact ratio, rounded half-up (away from zero) once; held to what is supported, so that the
    /// lines of an estimate can be added up whatever figures a document carries.
    pub fn times(self, ratio: Ratio) -> Self {
        let product = i128::from(self.0) * i128::from(ratio.num);
        let (den, half) = (i128::from(ratio.den), i128::from(ratio.den) / 2);
        let rounded = if product >= 0 { (product + half) / den } else { -((-product + half) / den) };
        let most = i128::from(Self::MOST);
        Self(i64::try_from(rounded.clamp(-most, most)).unwrap_or(0))
    }
}

/// An exact rational: a multiplier, a part of a rate, a factor of an estimate. The denominator is positive.
/// Written as a decimal or a fraction in text: `1.5`, `3/2`, `0.85`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ratio {
    num: i64,
    den: i64,
}

impl Ratio {
    /// One whole.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den` in lowest terms; a denominator of zero counts as one.
    pub const fn new(num: i64, den: i64) -> Self {
        if den == 0 {
            return Self { num, den: 1 };
        }
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = if a == 0 { 1 } else { a.cast_signed() };
        let sign = if den < 0 { -1 } else { 1 };
        Self { num: sign * num / by, den: sign * den / by }
    }
    /// The numerator, in lowest terms.
    pub const fn num(self) -> i64 {
        self.num
    }
    /// The denominator, in lowest terms; always positive.
    pub const fn den(self) -> i64 {
        self.den
    }
    /// The product of two ratios.
    pub const fn by(self, other: Self) -> Self {
        Self::new(self.num * other.num, self.den * other.den)
    }
    /// This ratio of a whole number, rounded half-up.
    pub fn of(self, whole: i64) -> i64 {
        Cents(whole).times(self).0
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (i128::from(self.num) * i128::from(other.den)).cmp(&(i128::from(other.num) * i128::from(self.den)))
    }
}

impl TryFrom<String> for Ratio {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong =
            || format!("'{text}' is not a ratio\nhint: write a decimal or a fraction, such as \"1.5\" or \"3/2\"");
        if !text.contains(|one: char| one.is_ascii_digit()) {
            return Err(wrong());
        }
        let whole = |text: &str| text.parse::<i32>().map(i64::from).map_err(|_| wrong());
        if let Some((num, den)) = text.split_once('/') {
            let den = whole(den)?;
            return if den > 0 { Ok(Self::new(whole(num)?, den)) } else { Err(wrong()) };
        }
        let (front, back) = text.split_once('.').unwrap_or((&text, ""));
        if back.len() > 6 || !back.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let scale = 10_i64.pow(u32::try_from(back.len()).unwrap_or(0));
        let part = if back.is_empty() { 0 } else { whole(back)? };
        let front_part = if front.is_empty() || front == "-" { 0 } else { whole(front)? };
        let sign = if front.starts_with('-') { -1 } else { 1 };
        Ok(Self::new(front_part * scale + sign * part, scale))
    }
}

impl From<Ratio> for String {
    fn from(ratio: Ratio) -> Self {
        ratio.to_string()
    }
}

/// A decimal where one exists, else a fraction: `1.5`, `2`, `1/3`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut den, mut places) = (self.den, 0_usize);
        while den > 1 && 10 % den_factor(den) == 0 && places < 6 {
            den /= den_factor(den);
            places += 1;
        }
        let scale = 10_i64.pow(u32::try_from(places).unwrap_or(0));
        if den != 1 || scale % self.den != 0 {
            return write!(f, "{}/{}", self.num, self.den);
        }
        let scaled = (self.num * (scale / self.den)).unsigned_abs();
        let scale = scale.unsigned_abs();
        let sign = if self.num < 0 { "-" } else { "" };
        let text = format!("{:0places$}", scaled % scale);
        match text.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", scaled / scale),
            part => write!(f, "{sign}{}.{part}", scaled / scale),
        }
    }
}

/// The largest of 10, 5 and 2 that divides `den`, or `den` itself.
fn den_factor(den: i64) -> i64 {
    [10, 5, 2].into_iter().find(|by| den % by == 0).unwrap_or(den)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures_print_as_the_field_writes_them() {
        let shown = |text: String, expected: &str| assert_eq!(text, expected);
        shown(Minutes(640).to_string(), "10 h 40");
        shown(Minutes(35).to_string(), "35 min");
        shown(Minutes(-65).to_string(), "-1 h 05");
        shown(Eighths(20).to_string(), "2 4/8");
        shown(Eighths(6).to_string(), "6/8");
        shown(Eighths(32).to_string(), "4");
        shown(Cents(123_456_750).to_string(), "1,234,567.50");
        shown(Cents(-99_900).to_string(), "-999");
        shown(Ratio::new(3, 2).to_string(), "1.5");
        shown(Ratio::new(1, 3).to_string(), "1/3");
        shown(Ratio::new(-1, 4).to_string(), "-0.25");
        shown(Ratio::new(1, 80).to_string(), "0.0125");
    }

    #[test]
    fn half_cents_round_away_from_zero() {
        assert_eq!(Cents(5).times(Ratio::new(1, 2)), Cents(3));
        assert_eq!(Cents(-5).times(Ratio::new(1, 2)), Cents(-3));
        assert_eq!(Cents(15_575).times(Ratio::new(3, 2)), Cents(23_363));
    }

    #[test]
    fn absurd_amounts_are_held_to_what_is_supported_and_add_up() {
        let (rate, heads) = (Cents(1_000_000_000_000), Ratio::new(10_000_000, 1));
        assert_eq!(rate.times(heads), Cents(Cents::MOST));
        assert_eq!((-rate).times(heads), Cents(-Cents::MOST));
        assert_eq!([Cents(i64::MAX), Cents(1)].into_iter().sum::<Cents>(), Cents(i64::MAX));
    }

    #[test]
    fn a_ratio_without_a_digit_is_none() {
        for text in ["", "-", ".", "-.", "/"] {
            assert!(Ratio::try_from(text.to_owned()).is_err(), "'{text}' is no ratio");
        }
    }

    #[test]
    fn commas_group_thousands_and_mean_nothing_else() {
        let parsed = |text: &str| Cents::parse(text).map(|cents| cents.0);
        assert_eq!(parsed("1,250.5"), Some(125_050));
        assert_eq!(parsed("12,345,678"), Some(1_234_567_800));
        for text in ["1,5", "12,50", "1,2500", ",500", "1,,000", "1000,000"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn eighths_print_and_parse(eighths in 0_i64..100_000) {
            prop_assert_eq!(Eighths::parse(&Eighths(eighths).to_string()), Some(Eighths(eighths)));
        }
        #[test]
        fn money_prints_and_parses(cents in -1_000_000_000_000_i64 + 1..1_000_000_000_000) {
            prop_assert_eq!(Cents::parse(&Cents(cents).to_string()), Some(Cents(cents)));
        }
        #[test]
        fn ratios_print_and_parse(num in -10_000_i64..10_000, den in 1_i64..1_000) {
            let ratio = Ratio::new(num, den);
            prop_assert_eq!(Ratio::try_from(ratio.to_string()), Ok(ratio));
        }
        #[test]
        fn readers_of_measures_never_panic(text in ".{0,40}") {
            let _ = (Eighths::parse(&text), Cents::parse(&text), Ratio::try_from(text));
        }
    }
}

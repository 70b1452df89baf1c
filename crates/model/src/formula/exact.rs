//! Exact rationals wide enough for sums and products of a budget; what does not fit is told, never wrapped.

use std::cmp::Ordering;

use crate::measure::{Cents, Ratio};

/// An exact rational in lowest terms; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    num: i128,
    den: i128,
}

/// Beyond this, parts are no figures of a budget any more.
const MOST: i128 = 1 << 60;

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One whole.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den` in lowest terms; a denominator of zero counts as one.
    pub fn new(num: i128, den: i128) -> Self {
        let den = if den == 0 { 1 } else { den };
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = i128::try_from(a.max(1)).unwrap_or(1) * den.signum();
        Self { num: num / by, den: den / by }
    }
    /// A whole number.
    pub fn whole(number: impl Into<i128>) -> Self {
        Self { num: number.into(), den: 1 }
    }
    /// Money in units of the currency.
    pub fn money(cents: Cents) -> Self {
        Self::new(cents.0.into(), 100)
    }
    fn held(num: Option<i128>, den: Option<i128>) -> Option<Self> {
        let value = Self::new(num?, den?);
        (value.num.abs() <= MOST && value.den <= MOST).then_some(value)
    }
    /// The sum; nothing when it is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (one, two) = (self.num.checked_mul(other.den), other.num.checked_mul(self.den));
        Self::held(one?.checked_add(two?), self.den.checked_mul(other.den))
    }
    /// The product; nothing when it is too large.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::held(self.num.checked_mul(other.num), self.den.checked_mul(other.den))
    }
    /// The quotient; nothing when it is too large or has no meaning.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.num == 0 {
            return None;
        }
        Self::held(self.num.checked_mul(other.den), self.den.checked_mul(other.num))
    }
    /// The negative.
    pub fn negative(self) -> Self {
        Self { num: -self.num, ..self }
    }
    /// The next whole number that is not smaller.
    pub fn ceil(self) -> Self {
        Self::whole(-(-self.num).div_euclid(self.den))
    }
    /// The next whole number that is not larger.
    pub fn floor(self) -> Self {
        Self::whole(self.num.div_euclid(self.den))
    }
    /// The nearest whole number, half away from zero.
    pub fn round(self) -> Self {
        let half = (self.num.abs() * 2 + self.den) / (2 * self.den);
        Self::whole(half * self.num.signum())
    }
    /// As money, rounded half-up to the hundredth; nothing when it is more than is supported.
    pub fn cents(self) -> Option<Cents> {
        let cents = self.times(Self::whole(100))?.round().num;
        i64::try_from(cents).ok().filter(|cents| cents.abs() <= 1_000_000_000_000_000).map(Cents)
    }
    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.num < 0
    }
}

impl From<Ratio> for Exact {
    fn from(ratio: Ratio) -> Self {
        Self { num: ratio.num().into(), den: ratio.den().into() }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        // Parts lie below 2^61, so that the products fit.
        self.num.saturating_mul(other.den).cmp(&other.num.saturating_mul(self.den))
    }
}

/// A decimal of at most four places, rounded when there are more: `2.4`, `33.3333`.
impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scaled = Self::new(self.num.saturating_mul(10_000), self.den).round().num;
        let sign = if scaled < 0 { "-" } else { "" };
        let (whole, part) = (scaled.unsigned_abs() / 10_000, scaled.unsigned_abs() % 10_000);
        let part = format!("{part:04}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

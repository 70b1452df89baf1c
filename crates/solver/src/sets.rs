//! Sets of small numbers as a fixed number of words: one word up to 64 members, so that the usual size pays for no more.

use std::ops::{BitAnd, BitOr, Not};

/// A set of numbers below `64 * W`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Set<const W: usize>([u64; W]);

impl<const W: usize> Set<W> {
    pub(crate) const EMPTY: Self = Self([0; W]);

    pub(crate) fn insert(&mut self, member: usize) {
        self.0[member / 64] |= 1 << (member % 64);
    }

    pub(crate) fn contains(self, member: usize) -> bool {
        self.0[member / 64] >> (member % 64) & 1 == 1
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        self & !other
    }

    pub(crate) fn within(self, other: Self) -> bool {
        self.minus(other).is_empty()
    }

    /// The members, smallest first.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                (word != 0).then(|| {
                    word &= word - 1;
                    64 * at + bit
                })
            })
        })
    }

    /// The sum of the members' values: of each byte of the set the table has what its members come to.
    pub(crate) fn sum(self, tables: &[[i64; 256]]) -> i64 {
        let mut sum = 0;
        for (word, tables) in self.0.iter().zip(tables.chunks(8)) {
            let mut word = *word;
            for table in tables {
                if word == 0 {
                    break;
                }
                sum += table[usize::from(word as u8)];
                word >>= 8;
            }
        }
        sum
    }

    /// Mixes the members into a hash.
    pub(crate) fn mixed(self, hash: u64) -> u64 {
        self.0.iter().fold(hash, |hash, word| {
            let mixed = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ mixed >> 29
        })
    }
}

impl<const W: usize> FromIterator<usize> for Set<W> {
    fn from_iter<I: IntoIterator<Item = usize>>(members: I) -> Self {
        let mut set = Self::EMPTY;
        members.into_iter().for_each(|member| set.insert(member));
        set
    }
}

impl<const W: usize> BitAnd for Set<W> {
    type Output = Self;
    fn bitand(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        self
    }
}

impl<const W: usize> BitOr for Set<W> {
    type Output = Self;
    fn bitor(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
        self
    }
}

impl<const W: usize> Not for Set<W> {
    type Output = Self;
    fn not(mut self) -> Self {
        self.0.iter_mut().for_each(|word| *word = !*word);
        self
    }
}

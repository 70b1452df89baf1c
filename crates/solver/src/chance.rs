//! Chance from a seed: whole numbers only, the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of one worker in one epoch.
    pub(crate) fn new(seed: u64, worker: u64, epoch: u64) -> Self {
        let mut key = [0; 32];
        for (part, number) in key.chunks_exact_mut(8).zip([seed, worker, epoch, 0]) {
            part.copy_from_slice(&number.to_le_bytes());
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number below `limit`; 0 when the limit is 0. The bias is below one in 2^32 for the sizes of a board.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * u128::try_from(limit).unwrap_or(0);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True once in `times`.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list; nothing when it is empty.
    pub(crate) fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }

    /// How much worse a move may be at a temperature: `-temperature * ln(u)` for a uniform `u`, the Metropolis rule. The
    /// logarithm is taken in whole numbers, straight between powers of two, so that no float enters.
    pub(crate) fn allowance(&mut self, temperature: i64) -> i64 {
        let bits = self.0.next_u64() | 1;
        let zeros = i64::from(bits.leading_zeros());
        // The sixteen bits after the leading one: how far the number is on its way to the next power of two.
        let way = i64::try_from((bits << 1 << zeros) >> 48).unwrap_or(0);
        let log2 = (zeros << 16) + (65_536 - way);
        let nats = (i128::from(log2) * 45_426) >> 16; // ln 2 in 1/65536
        i64::try_from((i128::from(temperature) * nats) >> 16).unwrap_or(i64::MAX)
    }

    /// Puts a list into chance order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allowance_averages_to_the_temperature() {
        let mut chance = Chance::new(1, 2, 3);
        let sum: i64 = (0..20_000).map(|_| chance.allowance(10_000)).sum();
        assert!((9_500..10_900).contains(&(sum / 20_000)), "mean {}", sum / 20_000);
    }

    #[test]
    fn numbers_stay_below_their_limit_and_reach_it() {
        let mut chance = Chance::new(7, 0, 0);
        let drawn: Vec<usize> = (0..200).map(|_| chance.below(5)).collect();
        assert_eq!(drawn.iter().max(), Some(&4));
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.pick::<u8>(&[]), None);
    }
}

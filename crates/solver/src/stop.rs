//! When a search ends, and who watches it: both are asked only between epochs, which are counted work.

use model::measure::Cents;

/// How far a search has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Epochs done.
    pub epoch: u64,
    /// Moves that each worker has tried.
    pub iterations: u64,
    /// Whether a cooling ends here: within it boards are dearer than the best one for long.
    pub cooled: bool,
    /// Broken hard rules of the best board.
    pub errors: u32,
    /// Strips of the best board without a day.
    pub unplaced: u32,
    /// Price of the best board.
    pub price: Cents,
    /// Price of the wishes that the best board leaves open.
    pub wishes: Cents,
    /// What all that changed weighs on the best board.
    pub change: Cents,
}

/// When to stop. Who owns a clock may read it here: a search that is stopped gives the board that its numbers of iterations, done and
/// planned, give without being stopped.
pub trait Stop {
    /// Whether to stop now.
    fn should_stop(&mut self, best: &Progress) -> bool;
}

/// Who looks on. Every callback does nothing unless it is written.
pub trait Watch: Stop {
    /// An epoch has ended.
    fn progress(&mut self, _best: &Progress) {}

    /// How many moves each worker will have tried in the end, once that can be told; asked at the ends of the first coolings. Longer
    /// ones are fitted to it, and the answer is part of what replays the search.
    fn planned(&mut self, _best: &Progress) -> Option<u64> {
        None
    }
}

/// Nobody looks on, nobody stops: the search ends after its iterations.
impl Stop for () {
    fn should_stop(&mut self, _best: &Progress) -> bool {
        false
    }
}
impl Watch for () {}

/// Stops at the end of a cooling when the best board has not become better for a number of epochs.
#[derive(Clone, Debug)]
pub struct NoGain {
    epochs: u64,
    best: Option<(u32, u32, Cents)>,
    since: u64,
}

impl NoGain {
    /// Stops after at least `epochs` epochs without a better board.
    pub fn after(epochs: u64) -> Self {
        Self { epochs, best: None, since: 0 }
    }
}

impl Stop for NoGain {
    fn should_stop(&mut self, best: &Progress) -> bool {
        let value = (best.errors, best.unplaced, best.price + best.wishes + best.change);
        if self.best.is_none_or(|known| value < known) {
            self.best = Some(value);
            self.since = best.epoch;
        }
        best.cooled && best.epoch - self.since >= self.epochs
    }
}
impl Watch for NoGain {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_that_changes_less_is_a_gain() {
        let mut gain = NoGain::after(2);
        let at = |epoch, change| Progress { epoch, cooled: true, change: Cents(change), ..Progress::default() };
        let stops = [(1, 900), (2, 900), (3, 500), (4, 500), (5, 700)]
            .map(|(epoch, change)| gain.should_stop(&at(epoch, change)));
        assert_eq!(stops, [false, false, false, false, true]);
    }
}

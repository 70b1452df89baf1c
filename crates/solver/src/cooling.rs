//! How warm a search is at each of its epochs.

/// Epochs of the first cooling at least.
const FIRST: u64 = 6;
/// A board has one of the first cooling's epochs for each so many strips.
const STRIPS: usize = 12;
/// Coolings that double take this part of the work that is planned, at least. An assumption: enough to know how fast the search is.
const BEGIN: u64 = 16;
/// Moves of each worker, for each strip beside each strip, over which a cooling is worth its length. An assumption, set by trial: boards of 90
/// scenes gain by beginning anew sooner, boards of 180 and more by cooling as slowly as there is time for.
const LONGEST: usize = 125;
/// Halvings of the temperature in one cooling. Below the last one nothing moves any more (seen on indie and feature instances).
const HALVINGS: u64 = 5;
/// The temperature at the start of a cooling is this part of a day's money. An assumption, set by trial.
const WARM: i64 = 14;
/// Steps of a cooling at whose ends the dearest worker goes on from the cheapest one's board. An assumption, set by trial.
const STEPS: u64 = 64;

/// The coolings of a search: the first ones double, so that it may be stopped at any time and has finished coolings behind it; the rest of
/// the work that is planned is cut into equal ones, as few as are worth their length. Past its end they go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coolings {
    /// Length of the first one in epochs.
    first: u64,
    /// Length in epochs beyond which none gains.
    longest: u64,
    /// Epochs of the whole search, once they are known.
    planned: Option<u64>,
}

impl Coolings {
    /// Of so many strips and epochs of so many moves.
    pub(crate) fn new(strips: usize, epoch: u64, planned: Option<u64>) -> Self {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let longest = number(strips.saturating_mul(strips).saturating_mul(LONGEST)) / epoch;
        Self { first: FIRST.max(number(strips / STRIPS)), longest: longest.max(1), planned }
    }

    /// How warm an epoch is.
    pub(crate) fn heat(self, epoch: u64) -> Heat {
        let planned = self.planned.unwrap_or(u64::MAX);
        let (mut from, mut length) = (0, self.first);
        while from < planned / BEGIN && from + length <= planned / 2 {
            if epoch < from + length {
                return Heat { at: epoch - from, length, colder: 0 };
            }
            from += length;
            length *= 2;
        }
        let rest = planned.saturating_sub(from).max(1);
        let length = rest.div_ceil(rest.div_ceil(self.longest));
        Heat { at: (epoch - from) % length, length, colder: 0 }
    }

    /// How many epochs the whole search will have, told after so many of them: learnt once the first coolings take their part of it,
    /// and never so few that those would have been others. So the number that was learnt replays the search.
    pub(crate) fn learn(&mut self, epochs: u64, planned: u64) {
        let (least, most) = self.same(epochs);
        if planned <= most {
            self.planned = Some(planned.max(least));
        }
    }

    /// Whether that is still to be learnt.
    pub(crate) fn open(self) -> bool {
        self.planned.is_none()
    }

    /// What replays a search that came so far.
    pub(crate) fn planned(self, epochs: u64) -> u64 {
        self.planned.unwrap_or_else(|| self.same(epochs).0)
    }

    /// The fewest and the most planned epochs of which so many ones, all of them in coolings that double, are the first.
    fn same(self, epochs: u64) -> (u64, u64) {
        let (mut before, mut end) = (0, self.first);
        while end < epochs {
            (before, end) = (end, end * 2 + self.first);
        }
        (((before + 1) * BEGIN).max(end * 2), (end + 1) * BEGIN - 1)
    }
}

/// Where in its cooling the search is; a cooling without length is cold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heat {
    /// Epochs into the cooling, and its length.
    at: u64,
    length: u64,
    /// Halvings before it begins.
    colder: u32,
}

impl Heat {
    /// Without any warmth.
    pub(crate) const COLD: Self = Self { at: 0, length: 0, colder: 0 };

    /// So many halvings colder.
    pub(crate) fn begun(self, colder: u32) -> Self {
        Self { colder, ..self }
    }

    /// The temperature in cents, halved evenly.
    pub(crate) fn temperature(self, scale: i64) -> i64 {
        if self.length == 0 {
            return 0;
        }
        let first = (scale / WARM) >> self.colder;
        let steps = self.at * HALVINGS * 64 / self.length;
        let (halvings, part) = (steps / 64, i64::try_from(steps % 64).unwrap_or(0));
        (first >> halvings) - ((first >> halvings) * part / 128)
    }

    /// Whether the epoch is the last one of its cooling.
    pub(crate) fn ends(self) -> bool {
        self.at + 1 == self.length
    }

    /// Whether a step within the cooling ends with the epoch.
    pub(crate) fn steps(self) -> bool {
        let step = |at: u64| at * STEPS / self.length.max(1);
        !self.ends() && step(self.at) != step(self.at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coolings_double_until_the_end_is_known_and_share_what_is_left() {
        let lengths = |coolings: Coolings, epochs: u64| -> Vec<u64> {
            (0..epochs).map(|epoch| coolings.heat(epoch)).filter(|heat| heat.ends()).map(|heat| heat.length).collect()
        };
        let mut coolings = Coolings::new(24, 1_000, None);
        assert_eq!(lengths(coolings, 100), [6, 12, 24, 48]);
        coolings.learn(18, 400);
        assert!(coolings.open(), "18 of 400 are too few to know");
        coolings.learn(18, 303);
        // 125 moves for each pair of 24 strips are 72 epochs.
        assert_eq!(lengths(coolings, 303 + 3), [6, 12, 72, 72, 72, 72]);
        let short = Coolings::new(24, 1_000, Some(10));
        assert_eq!(lengths(short, 10), [10], "too short for coolings before it");
    }

    #[test]
    fn what_is_learnt_on_the_way_replays_what_went_before() {
        for strips in [5, 90, 600] {
            let open = Coolings::new(strips, 1_000, None);
            let ends: Vec<u64> = (0..2_000).filter(|&epoch| open.heat(epoch).ends()).map(|epoch| epoch + 1).collect();
            for &end in &ends {
                for planned in [0, end, end * 3, end * 16, end * 100] {
                    let mut learnt = open;
                    learnt.learn(end, planned);
                    let known = Coolings::new(strips, 1_000, Some(learnt.planned(end)));
                    assert!(learnt.open() || known == learnt);
                    assert!((0..end).all(|epoch| known.heat(epoch) == open.heat(epoch)), "{strips}, {end}, {planned}");
                }
            }
            for epochs in 1..2_000 {
                let known = Coolings::new(strips, 1_000, Some(open.planned(epochs)));
                assert!((0..epochs).all(|epoch| known.heat(epoch) == open.heat(epoch)), "{strips}, {epochs}");
            }
        }
    }
}

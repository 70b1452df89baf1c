//! An instance made small: actors who never wait are left out, scenes with the same cast become one block, bit sets for both.

use super::instance::Instance;
use crate::sets::Set;

/// Words that hold any supported number of scenes or actors.
pub(super) const WIDEST: usize = Instance::MOST / 64;

/// Blocks and the actors who may have to wait. Only waiting is counted: what no order can change is left out.
#[derive(Debug)]
pub(super) struct Problem<const W: usize> {
    /// Who is needed in each block.
    pub(super) casts: Vec<Set<W>>,
    /// How long each block lasts.
    pub(super) durations: Vec<i64>,
    /// The scenes of each block, as the instance numbers them.
    pub(super) scenes: Vec<Vec<usize>>,
    /// What each actor costs for each unit of duration.
    pub(super) costs: Vec<i64>,
    /// The blocks that need each actor.
    pub(super) needs: Vec<Set<W>>,
    /// Bounds count pay in units of two to the power of this, so that all of it fits 32 bits.
    pub(super) shift: u32,
    /// Of each byte of a set of actors: the sum of their costs.
    sums: Vec<[i64; 256]>,
    /// Of each byte of a set of blocks: the sum of their durations.
    spans: Vec<[i64; 256]>,
}

impl<const W: usize> Problem<W> {
    /// What these actors cost together for each unit of duration.
    pub(super) fn cost(&self, actors: Set<W>) -> i64 {
        actors.sum(&self.sums)
    }

    /// How long these blocks last together.
    pub(super) fn duration(&self, blocks: Set<W>) -> i64 {
        blocks.sum(&self.spans)
    }

    /// The same with other words, which must be enough for blocks and actors.
    pub(super) fn narrowed<const V: usize>(&self) -> Problem<V> {
        let casts = self.casts.iter().map(|cast| cast.iter().collect()).collect();
        Problem::of(casts, self.durations.clone(), self.scenes.clone(), self.costs.clone())
    }

    /// The larger of the numbers of blocks and actors.
    pub(super) fn size(&self) -> usize {
        self.casts.len().max(self.costs.len())
    }

    fn of(casts: Vec<Set<W>>, durations: Vec<i64>, scenes: Vec<Vec<usize>>, costs: Vec<i64>) -> Self {
        let needs = |actor| (0..casts.len()).filter(|block| casts[*block].contains(actor)).collect();
        let needs = (0..costs.len()).map(needs).collect();
        let most = durations.iter().sum::<i64>() * costs.iter().sum::<i64>();
        let shift = (i64::BITS - most.leading_zeros()).saturating_sub(30);
        Self { sums: byte_sums(&costs), spans: byte_sums(&durations), casts, durations, scenes, costs, needs, shift }
    }
}

/// Of each byte of a set, the sum of its members' values.
fn byte_sums(values: &[i64]) -> Vec<[i64; 256]> {
    let sum = |values: &[i64], bits: usize| {
        values.iter().enumerate().map(|(bit, value)| value * (bits as i64 >> bit & 1)).sum()
    };
    values.chunks(8).map(|values| std::array::from_fn(|bits| sum(values, bits))).collect()
}

/// Makes an instance small, until nothing more can be left out.
pub(super) fn compiled(instance: &Instance) -> Problem<WIDEST> {
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    // Actors with the same scenes wait together: they are one.
    let mut actors: Vec<(&[usize], i64)> = Vec::new();
    for actor in instance.actors().iter().filter(|actor| actor.cost > 0) {
        match actors.iter_mut().find(|(scenes, _)| *scenes == actor.scenes) {
            Some((_, cost)) => *cost += signed(actor.cost),
            None => actors.push((&actor.scenes, signed(actor.cost))),
        }
    }
    let mut casts: Vec<Set<WIDEST>> = vec![Set::EMPTY; instance.durations().len()];
    for (index, (scenes, _)) in actors.iter().enumerate() {
        scenes.iter().for_each(|scene| casts[*scene].insert(index));
    }
    let mut durations: Vec<i64> = instance.durations().iter().map(|duration| signed(*duration)).collect();
    let mut scenes: Vec<Vec<usize>> = (0..casts.len()).map(|scene| vec![scene]).collect();
    let mut keep: Vec<usize> = (0..actors.len()).collect();
    loop {
        let own = |actor: usize| casts.iter().filter(|cast| cast.contains(actor)).count();
        let before = (keep.len(), casts.len());
        keep.retain(|actor| (2..casts.len()).contains(&own(*actor)));
        let kept: Set<WIDEST> = keep.iter().copied().collect();
        let mut merged: Vec<(Set<WIDEST>, i64, Vec<usize>)> = Vec::new();
        for ((cast, duration), scenes) in casts.iter().zip(&durations).zip(&scenes) {
            match merged.iter_mut().find(|block| block.0 == *cast & kept) {
                Some(block) => {
                    block.1 += duration;
                    block.2.extend(scenes);
                }
                None => merged.push((*cast & kept, *duration, scenes.clone())),
            }
        }
        (casts, durations, scenes) = (Vec::new(), Vec::new(), Vec::new());
        for (cast, duration, block) in merged {
            casts.push(cast);
            durations.push(duration);
            scenes.push(block);
        }
        if before == (keep.len(), casts.len()) {
            break;
        }
    }
    let renumbered = |cast: &Set<WIDEST>| (0..keep.len()).filter(|index| cast.contains(keep[*index])).collect();
    let casts = casts.iter().map(renumbered).collect();
    Problem::of(casts, durations, scenes, keep.iter().map(|actor| actors[*actor].1).collect())
}

#[cfg(test)]
mod tests {
    use crate::chance::Chance;
    use crate::talent::{Actor, Instance};

    #[test]
    fn many_actors_of_eleven_scenes_take_more_than_a_word() {
        for (actors, words) in [(40, 1), (150, 2), (400, 3)] {
            for seed in 0..10 {
                let mut chance = Chance::new(seed, 0, 0);
                let mut actor = |_| {
                    let share = chance.below(100);
                    Actor { cost: 1, scenes: (0..11).filter(|_| chance.below(100) < share).collect() }
                };
                let instance = Instance::new(vec![1; 11], (0..actors).map(&mut actor).collect()).unwrap();
                let size = super::compiled(&instance).size();
                assert!(size.div_ceil(64) >= words, "seed {seed}: {size} of {actors}");
                assert!(words > 2 || size <= 64 * words, "seed {seed}: {size} of {actors}");
            }
        }
    }
}

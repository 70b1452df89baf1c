//! The problem as it is asked: scenes that last, actors who are paid from their first scene to their last.

use std::fmt;

/// Scenes with durations, and actors with costs: in which order of the scenes is the cast paid least, when each actor is paid
/// from the start of their first scene to the end of their last?
///
/// At most [`Instance::MOST`] scenes and as many actors; the whole duration times the sum of all costs is at most
/// [`Instance::LARGEST`], so that no order overflows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    durations: Vec<u64>,
    actors: Vec<Actor>,
}

/// Who is paid, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// Pay for each unit of duration, at work or waiting.
    pub cost: u64,
    /// The scenes that need them, ascending, each once; none at all costs nothing.
    pub scenes: Vec<usize>,
}

/// Why numbers are no instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More scenes or actors than are supported: what, how many.
    TooMany(&'static str, usize),
    /// An actor names a scene that is not there, or not in ascending order: actor, scene.
    Scene(usize, usize),
    /// Pay for everybody all the time would be above the largest value.
    TooLarge,
}

impl Instance {
    /// Scenes and actors supported.
    pub const MOST: usize = 1024;
    /// The largest value supported of the whole duration times the sum of all costs.
    pub const LARGEST: u64 = 1 << 60;

    /// Checks the numbers.
    ///
    /// # Errors
    /// What the numbers break of the limits above.
    pub fn new(durations: Vec<u64>, actors: Vec<Actor>) -> Result<Self, Refused> {
        for (what, number) in [("scenes", durations.len()), ("actors", actors.len())] {
            if number > Self::MOST {
                return Err(Refused::TooMany(what, number));
            }
        }
        for (index, actor) in actors.iter().enumerate() {
            let mut least = 0;
            for scene in &actor.scenes {
                if *scene < least || *scene >= durations.len() {
                    return Err(Refused::Scene(index, *scene));
                }
                least = scene + 1;
            }
        }
        let duration = durations.iter().try_fold(0_u64, |sum, duration| sum.checked_add(*duration));
        let cost = actors.iter().try_fold(0_u64, |sum, actor| sum.checked_add(actor.cost));
        // Durations or costs that are all nothing still have to fit by themselves.
        let most = duration.zip(cost).and_then(|(duration, cost)| duration.max(1).checked_mul(cost.max(1)));
        if most.is_none_or(|most| most > Self::LARGEST) {
            return Err(Refused::TooLarge);
        }
        Ok(Self { durations, actors })
    }

    /// How long each scene lasts.
    pub fn durations(&self) -> &[u64] {
        &self.durations
    }

    /// The cast.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// What all actors are paid for their own scenes: no order costs less.
    pub fn work(&self) -> u64 {
        let own = |actor: &Actor| actor.scenes.iter().map(|scene| self.durations[*scene]).sum::<u64>();
        self.actors.iter().map(|actor| actor.cost * own(actor)).sum()
    }

    /// What the cast is paid when the scenes are shot in this order, which names every scene once.
    pub fn cost(&self, order: &[usize]) -> u64 {
        let mut span = vec![(0, 0); self.durations.len()];
        let mut now = 0;
        for scene in order {
            span[*scene] = (now, now + self.durations[*scene]);
            now += self.durations[*scene];
        }
        let paid = |actor: &Actor| {
            let from = actor.scenes.iter().map(|scene| span[*scene].0).min().unwrap_or(0);
            let to = actor.scenes.iter().map(|scene| span[*scene].1).max().unwrap_or(0);
            actor.cost * (to - from)
        };
        self.actors.iter().map(paid).sum()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany(what, number) => write!(f, "{number} {what}; at most {} are supported", Instance::MOST),
            Self::Scene(actor, scene) => {
                write!(f, "actor {actor} names scene {scene}, which is not there or out of order")
            }
            Self::TooLarge => write!(f, "the whole duration times all costs is above {}", Instance::LARGEST),
        }
    }
}

impl std::error::Error for Refused {}

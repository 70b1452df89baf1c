//! How long a strip takes when nobody has said: lead to the first shot, set-ups, resets.
//!
//! A person's figure wins, the strip's before the scene's. A part of a scene takes its share by eighths of everything
//! but the lead, and a whole lead: the company has to arrive on the set for each part.

use model::breakdown::{Category, StoryTime};
use model::measure::{Minutes, Ratio};
use model::production::{Production, Scene, Strip, TimeSpan};
use model::rulebook::Factor;

use crate::day::LONGEST;

/// What a strip takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimated {
    /// Set-ups; at least one, except for an omitted scene.
    pub setups: u32,
    /// Low, likely and high time with the whole lead.
    pub span: TimeSpan,
    /// The likely time when the strip just before plays on the same set in the same light: half the lead
    /// (assumption: the room is lit and the company is in it). A person's figure stays as it is.
    pub again: Minutes,
    /// How much of the likely time passes before the first shot.
    pub lead: Minutes,
}

/// Estimates are given in steps of this many minutes.
const STEP: i64 = 5;
/// The most set-ups that a strip is given, so that no factor a person enters can leave the supported measures.
const MOST_SETUPS: i64 = 10_000;
/// Factors are added up in millionths, the finest decimals that a ratio can be written with.
const UNIT: i128 = 1_000_000;

/// The set-ups and the time of a strip.
pub fn estimate(production: &Production, strip: &Strip) -> Estimated {
    let scene = strip.scene.and_then(|id| production.scene(id));
    if scene.is_some_and(|scene| scene.omitted) {
        return Estimated::default();
    }
    let content = Content::of(production, scene);
    let factors = &production.factors;
    let share = |whole: i128| match scene {
        Some(scene) if strip.part > 0 && scene.eighths.0 > 0 => {
            whole * i128::from(strip.eighths.0.clamp(0, scene.eighths.0)) / i128::from(scene.eighths.0)
        }
        _ => whole,
    };
    let eighths = scene.map_or(strip.eighths, |scene| scene.eighths);
    let whole_setups = match scene.and_then(|scene| scene.setups) {
        Some(said) => i128::from(said) * UNIT,
        None => content.setups(production, eighths.0),
    };
    let setups = clamped(ceil(share(whole_setups)), 1, MOST_SETUPS);
    let lead_factor = if content.outside { &factors.lead_exterior } else { &factors.lead_interior };
    let lead = clamped(times(lead_factor, 1) / UNIT, 0, LONGEST.0);
    let said = |span: TimeSpan, lead: i64| {
        let likely = held(span.likely);
        Estimated {
            setups: u32::try_from(setups).unwrap_or(1),
            span: TimeSpan { low: held(span.low), likely, high: held(span.high) },
            again: likely,
            lead: Minutes(lead.min(likely.0 / 2)),
        }
    };
    if let Some(span) = strip.minutes {
        return said(span, lead);
    }
    if let Some(span) = scene.and_then(|scene| scene.minutes) {
        let lead = lead.min(held(span.likely).0 / 2);
        let part = |whole: Minutes| {
            let rest = i128::from((held(whole).0 - lead).max(0)) * UNIT;
            if strip.part > 0 { stepped(i128::from(lead) * UNIT + share(rest)) } else { whole }
        };
        return said(TimeSpan { low: part(span.low), likely: part(span.likely), high: part(span.high) }, lead);
    }
    let work = i128::from(setups) * content.setup_minutes(production) + share(content.resets(production));
    let likely = stepped(i128::from(lead) * UNIT + work);
    let scaled = |factor: &Factor| stepped(times(factor, likely.0));
    Estimated {
        setups: u32::try_from(setups).unwrap_or(1),
        span: TimeSpan { low: scaled(&factors.low).min(likely), likely, high: scaled(&factors.high).max(likely) },
        again: stepped(i128::from(lead) * UNIT / 2 + work),
        lead: Minutes(lead.min(likely.0)),
    }
}

/// What of a scene's content the factors ask for.
struct Content {
    outside: bool,
    night: bool,
    cast: i64,
    minor: bool,
    crowd: bool,
    stunt: bool,
    effect: bool,
    vehicle: bool,
}

impl Content {
    /// A strip without a scene (a test, a plate) counts as an interior by day with nobody in it.
    fn of(production: &Production, scene: Option<&Scene>) -> Self {
        let called = scene.map_or(Vec::new(), |scene| production.called(scene));
        let elements = scene.map_or(Vec::new(), |scene| production.elements_of(scene));
        let has = |wanted: &[Category]| {
            let category = |(id, _): &(_, u32)| production.element(*id).map(|element| element.category);
            elements.iter().filter_map(category).any(|category| wanted.contains(&category))
        };
        // The age on the first shooting day decides: a birthday during the shoot would make times depend on dates.
        let start = production.calendar.start;
        let minor = |person: &&model::people::CastMember| {
            called.contains(&person.id)
                && person.age_on(start).is_some_and(|age| production.rulebook.minors.band(age).is_some())
        };
        Self {
            outside: scene.is_some_and(|scene| scene.int_ext.outside()),
            night: scene.is_some_and(|scene| scene.time == StoryTime::Night),
            cast: i64::try_from(called.len()).unwrap_or(0),
            minor: production.cast.iter().any(|person| minor(&person)),
            crowd: has(&[Category::CROWD]),
            stunt: has(&[Category::STUNTS]),
            effect: has(&[Category::STUNTS, Category::SPECIAL_EFFECTS]),
            vehicle: has(&[Category::VEHICLES, Category::ANIMALS]),
        }
    }

    /// Set-ups of the whole scene, in millionths.
    fn setups(&self, production: &Production, eighths: i64) -> i128 {
        let factors = &production.factors;
        times(&factors.setups_base, 1)
            + times(&factors.setups_per_eighth, eighths.clamp(0, 1_000_000))
            + times(&factors.setups_per_extra_cast, (self.cast - 2).max(0))
            + times(&factors.setups_crowd, i64::from(self.crowd))
            + times(&factors.setups_stunt, i64::from(self.stunt))
            + times(&factors.setups_vehicle, i64::from(self.vehicle))
    }

    /// Minutes of one set-up, in millionths.
    fn setup_minutes(&self, production: &Production) -> i128 {
        let factors = &production.factors;
        let base = times(if self.outside { &factors.setup_exterior } else { &factors.setup_interior }, 1);
        let by = |minutes: i128, factor: &Factor, holds: bool| {
            if holds { minutes.clamp(0, i128::from(LONGEST.0) * UNIT) * times(factor, 1) / UNIT } else { minutes }
        };
        by(by(base, &factors.night_exterior, self.outside && self.night), &factors.minor, self.minor)
    }

    /// Minutes of resets of the whole scene, in millionths.
    fn resets(&self, production: &Production) -> i128 {
        let factors = &production.factors;
        times(&factors.reset_effect, i64::from(self.effect))
            + times(&factors.reset_crowd, i64::from(self.crowd || self.vehicle))
    }
}

/// A factor times a whole number, in millionths.
fn times(factor: &Factor, count: i64) -> i128 {
    let ratio: Ratio = factor.value;
    i128::from(ratio.num()) * i128::from(count) * UNIT / i128::from(ratio.den())
}

fn ceil(millionths: i128) -> i128 {
    -((-millionths).div_euclid(UNIT))
}

fn clamped(value: i128, low: i64, high: i64) -> i64 {
    i64::try_from(value.clamp(i128::from(low), i128::from(high))).unwrap_or(high)
}

/// Millionths of a minute as minutes in whole steps, rounded half-up; at least one step.
fn stepped(millionths: i128) -> Minutes {
    let step = i128::from(STEP) * UNIT;
    Minutes(clamped((millionths + step / 2).div_euclid(step) * i128::from(STEP), STEP, LONGEST.0))
}

fn held(minutes: Minutes) -> Minutes {
    Minutes(minutes.0.clamp(0, LONGEST.0))
}

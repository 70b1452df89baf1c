//! When there is the light that a strip needs, and how much of its shooting misses it.

use model::calendar::{Date, plus_days};
use model::ids::PlaceId;
use model::measure::{Minutes, Moment};
use model::plan::{LOW_SUN, LightNeed, Sun};

use crate::Clock;
use crate::day::LONGEST;

/// A dawn scene may start this long before civil dawn, while it is being lit and the sky turns (assumption).
pub(crate) const BEFORE_DAWN: Minutes = Minutes(15);
/// The sky still reads as dawn this long after sunrise (assumption).
pub(crate) const AFTER_RISE: Minutes = Minutes(45);
/// The sky begins to read as dusk this long before sunset (assumption).
pub(crate) const BEFORE_SET: Minutes = Minutes(45);
/// The last of dusk, this long after civil dusk (assumption).
pub(crate) const AFTER_DUSK: Minutes = Minutes(15);

/// The longest that a company waits for light; a board that asks for more has the strip on the wrong shift (assumption).
pub(crate) const PATIENCE: Minutes = Minutes(180);

/// The windows of light around one unit-day, from the day before to the day after, in order.
pub(crate) type Windows = [(Moment, Moment); 3];

/// The windows of a need at a sky around `date`, for so much shooting; nothing when any light does.
///
/// A dusk scene that takes longer than dusk begins with its closer shots in the low sun before, and has at least half of
/// the window for the wide ones; a dawn scene ends in the low sun after.
pub(crate) fn windows(
    clock: &Clock<'_>,
    sky: usize,
    date: Date,
    need: LightNeed,
    shooting: Minutes,
) -> Option<Windows> {
    let sun = |days: i64| clock.sky(sky, plus_days(date, days));
    let each = |window: fn(Sun) -> (Moment, Moment)| Some([-1, 0, 1].map(|days| window(sun(days))));
    match need {
        LightNeed::Any => None,
        LightNeed::Daylight => each(|sun| (sun.rise, sun.set)),
        LightNeed::Dark => Some([-1, 0, 1].map(|days| (sun(days).dusk, sun(days + 1).dawn))),
        LightNeed::Dawn => Some([-1, 0, 1].map(|days| {
            let (open, close) = (sun(days).dawn.before(BEFORE_DAWN), sun(days).rise.after(AFTER_RISE));
            (open, close.after(spill(open, close, shooting)))
        })),
        LightNeed::Dusk => Some([-1, 0, 1].map(|days| {
            let (open, close) = (sun(days).set.before(BEFORE_SET), sun(days).dusk.after(AFTER_DUSK));
            (open.before(spill(open, close, shooting)), close)
        })),
    }
}

/// How far shooting that is longer than its window may run into the low sun.
fn spill(open: Moment, close: Moment, shooting: Minutes) -> Minutes {
    let window = close.since(open);
    if shooting <= window { Minutes::ZERO } else { (shooting - Minutes(window.0 / 2)).clamp(Minutes::ZERO, LOW_SUN) }
}

/// When the first shot can be taken, at `ready` or later: `ready` itself inside a window, else the opening of the next.
/// When that is further off than `patience`, the strip is shot at once in the wrong light: its day is the wrong one.
pub(crate) fn first_light(windows: Option<&Windows>, ready: Moment, patience: Minutes) -> Moment {
    let open = windows.into_iter().flatten().find(|(open, close)| *close > ready && open < close);
    open.map_or(ready, |(open, _)| if open.since(ready) <= patience { ready.max(*open) } else { ready })
}

/// How much of the time from `from` to `to` lies in no window.
pub(crate) fn missed(windows: Option<&Windows>, from: Moment, to: Moment) -> Minutes {
    let Some(windows) = windows else { return Minutes::ZERO };
    let lit = windows.iter().map(|&(open, close)| to.min(close).since(from.max(open)).0.max(0)).sum::<i64>();
    Minutes((to.since(from).0 - lit).max(0))
}

impl Clock<'_> {
    /// The most of a need's light that a stretch of time around a date can have at some places, however it is used.
    pub fn lit(
        &self,
        places: &[Option<PlaceId>],
        date: Date,
        need: LightNeed,
        (from, to): (Moment, Moment),
    ) -> Minutes {
        // Shooting that never ends spills as far as any can. A company that moves may use the light of one place and the other's.
        let each = places.iter().filter_map(|&place| windows(self, self.sky_of(place), date, need, LONGEST));
        let widest = each
            .reduce(|one, other| std::array::from_fn(|at| (one[at].0.min(other[at].0), one[at].1.max(other[at].1))));
        let Some(widest) = widest else { return to.since(from) };
        let lit = widest.iter().map(|&(open, close)| to.min(close).since(from.max(open)).0.max(0));
        Minutes(lit.sum())
    }
}

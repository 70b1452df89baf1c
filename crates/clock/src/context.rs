//! A production resolved once for laying many days: estimates, cast, places and the sun behind plain look-ups.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use model::calendar::{Calendar, Date, Time, days_between, plus_days};
use model::ids::{PersonId, PlaceId, SetId, StripId};
use model::measure::{Minutes, Moment};
use model::places::{Place, Position, Set};
use model::plan::Sun;
use model::production::{Production, Scene};

use crate::estimate::{Estimated, estimate};
use crate::sun;

/// A production, resolved for the clock. It borrows the document and keeps no state that a caller could see.
pub struct Clock<'a> {
    pub(crate) production: &'a Production,
    zone: TimeZone,
    strips: BTreeMap<StripId, Facts<'a>>,
    pub(crate) sets: BTreeMap<SetId, &'a Set>,
    pub(crate) places: BTreeMap<PlaceId, At<'a>>,
    suns: Vec<Suns>,
    first: Date,
    /// Working days before each kept date, counted from the first one.
    worked: Vec<u32>,
}

/// What the clock needs to know of a strip.
pub(crate) struct Facts<'a> {
    pub(crate) scene: Option<&'a Scene>,
    pub(crate) estimated: Estimated,
    /// Who is called for it, in order of person.
    pub(crate) cast: Vec<Called>,
}

/// A person who is called for a strip.
#[derive(Clone, Copy)]
pub(crate) struct Called {
    pub(crate) person: PersonId,
    pub(crate) makeup: Minutes,
    pub(crate) unmake: Minutes,
}

/// A place and the position in [`Clock::suns`] whose sun shines on it.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) place: &'a Place,
    pub(crate) sky: usize,
}

/// The sun of one position, worked out when a date is first asked for.
struct Suns {
    position: Position,
    known: Vec<OnceLock<Sun>>,
}

/// Dates whose sun and place in the calendar are kept: this many from a month before the shoot's start. Any other date is
/// worked out each time.
const KEPT_DAYS: usize = 800;

impl<'a> Clock<'a> {
    /// Resolves a production.
    pub fn new(production: &'a Production) -> Self {
        let first = plus_days(production.calendar.start, -30);
        let kept = |position| Suns { position, known: (0..KEPT_DAYS).map(|_| OnceLock::new()).collect() };
        let mut suns = vec![kept(production.position)];
        let mut places = BTreeMap::new();
        for place in &production.places {
            let position = place.position.unwrap_or(production.position);
            let sky = suns.iter().position(|suns| suns.position == position).unwrap_or_else(|| {
                suns.push(kept(position));
                suns.len() - 1
            });
            places.insert(place.id, At { place, sky });
        }
        Self {
            production,
            zone: TimeZone::get(&production.zone).unwrap_or(TimeZone::UTC),
            strips: production.strips.iter().map(|strip| (strip.id, facts(production, strip))).collect(),
            sets: production.sets.iter().map(|set| (set.id, set)).collect(),
            places,
            suns,
            first,
            worked: worked(&production.calendar, first),
        }
    }

    /// The set-ups and the time of a strip; nothing when the production does not have it.
    pub fn estimated(&self, strip: StripId) -> Option<Estimated> {
        self.strips.get(&strip).map(|facts| facts.estimated)
    }

    /// Who must be on set for a strip, in order of person.
    pub fn cast(&self, strip: StripId) -> impl Iterator<Item = PersonId> {
        self.strips.get(&strip).into_iter().flat_map(|facts| &facts.cast).map(|called| called.person)
    }

    /// The sun on `date` at a place, or at the production's own position.
    pub fn sun(&self, place: Option<PlaceId>, date: Date) -> Sun {
        self.sky(self.sky_of(place), date)
    }

    pub(crate) fn facts(&self, strip: StripId) -> Option<&Facts<'a>> {
        self.strips.get(&strip)
    }

    pub(crate) fn sky_of(&self, place: Option<PlaceId>) -> usize {
        place.and_then(|id| self.places.get(&id)).map_or(0, |at| at.sky)
    }

    pub(crate) fn sky(&self, sky: usize, date: Date) -> Sun {
        let Some(suns) = self.suns.get(sky) else { return Sun::default() };
        let kept = self.kept(date).and_then(|day| suns.known.get(day));
        kept.map_or_else(
            || self.local_sun(suns.position, date),
            |sun| *sun.get_or_init(|| self.local_sun(suns.position, date)),
        )
    }

    fn kept(&self, date: Date) -> Option<usize> {
        usize::try_from(days_between(self.first, date)).ok()
    }

    /// Working days from `from` on and before `to`.
    pub(crate) fn worked(&self, from: Date, to: Date) -> u32 {
        let before = |date| self.kept(date).and_then(|day| self.worked.get(day));
        match (before(from), before(to)) {
            (Some(from), Some(to)) => to.saturating_sub(*from),
            _ => {
                let dates = (0..days_between(from, to)).map(|days| plus_days(from, days));
                let count = dates.filter(|&date| self.production.calendar.works(date)).count();
                u32::try_from(count).unwrap_or(u32::MAX)
            }
        }
    }

    /// The sun whose noon falls on `date` on the wall of the production's zone: beside the date line, the day of the
    /// meridian is not the day of the wall.
    fn local_sun(&self, position: Position, date: Date) -> Sun {
        let sun = sun::sun(position, date);
        let noon = Moment((sun.rise.0 + sun.set.0) / 2);
        match days_between(self.wall_date(noon), date) {
            0 => sun,
            off => sun::sun(position, plus_days(date, off)),
        }
    }

    fn wall_date(&self, moment: Moment) -> Date {
        let instant = jiff::Timestamp::from_second(moment.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(instant).date()
    }

    /// [`model::plan::moment`] without looking up the zone by its name.
    pub(crate) fn moment(&self, date: Date, time: Time) -> Moment {
        let instant = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        Moment(instant.map_or(0, |instant| instant.as_second().div_euclid(60)))
    }
}

fn worked(calendar: &Calendar, first: Date) -> Vec<u32> {
    let mut count = 0;
    let before = |day: i64| {
        let known = count;
        count += u32::from(calendar.works(plus_days(first, day)));
        known
    };
    (0_i64..).map(before).take(KEPT_DAYS).collect()
}

fn facts<'a>(production: &'a Production, strip: &model::production::Strip) -> Facts<'a> {
    let scene = strip.scene.and_then(|id| production.scene(id));
    let mut called = scene.map_or(Vec::new(), |scene| production.called(scene));
    called.sort_unstable();
    let minutes = |minutes: Minutes| Minutes(minutes.0.clamp(0, 1440));
    let cast = called.iter().filter_map(|&id| production.person(id)).map(|person| Called {
        person: person.id,
        makeup: minutes(person.makeup),
        unmake: minutes(person.unmake),
    });
    Facts { scene, estimated: estimate(production, strip), cast: cast.collect() }
}

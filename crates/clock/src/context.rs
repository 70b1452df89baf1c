//! A production resolved once for laying many days: estimates, cast, places and the sun behind plain look-ups.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use model::calendar::{Date, Time, days_between, plus_days};
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
    first: Date,
    known: Vec<OnceLock<Sun>>,
}

/// Dates whose sun is kept: this many days from a month before the shoot's start. Any other date is worked out each time.
const KEPT_DAYS: usize = 800;

impl<'a> Clock<'a> {
    /// Resolves a production.
    pub fn new(production: &'a Production) -> Self {
        let first = plus_days(production.calendar.start, -30);
        let kept = |position| Suns { position, first, known: (0..KEPT_DAYS).map(|_| OnceLock::new()).collect() };
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
        let kept = usize::try_from(days_between(suns.first, date)).ok().and_then(|day| suns.known.get(day));
        kept.map_or_else(
            || self.local_sun(suns.position, date),
            |sun| *sun.get_or_init(|| self.local_sun(suns.position, date)),
        )
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

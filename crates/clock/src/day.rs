//! One unit-day on the clock: what has to happen on it, and the call from which it happens best.

use model::board::{Item, UnitDay};
use model::calendar::{Date, Time};
use model::ids::{PlaceId, SetId, StripId};
use model::measure::{Minutes, Moment};
use model::places::{MoveKind, Moves};
use model::plan::{Happening, LightNeed, PlanDay};
use model::production::light_need;

use crate::Clock;
use crate::context::{Called, Facts};
use crate::entries::{Laid, entries, round_up};
use crate::light::{PATIENCE, Windows, windows};
use crate::people::people;

/// From the last shot to the crew's wrap: putting away what cannot stay (assumption).
pub const CREW_WRAP: Minutes = Minutes(30);
/// The longest time that one entered number may ask for, so that none leaves the supported measures: a week.
pub(crate) const LONGEST: Minutes = Minutes(10_080);

/// One thing that takes time, with the move to it.
pub(crate) struct Step<'a> {
    pub(crate) moved: Option<Moved>,
    pub(crate) minutes: Minutes,
    /// How much of the time passes before the first shot.
    pub(crate) lead: Minutes,
    pub(crate) windows: Option<Windows>,
    pub(crate) what: What<'a>,
}

/// A move of the company.
#[derive(Clone, Copy)]
pub(crate) struct Moved {
    pub(crate) how: MoveKind,
    pub(crate) from: PlaceId,
    pub(crate) to: PlaceId,
    pub(crate) minutes: Minutes,
}

/// What a step is.
#[derive(Clone, Copy)]
pub(crate) enum What<'a> {
    Strip {
        strip: StripId,
        place: Option<PlaceId>,
        setups: u32,
        light: LightNeed,
    },
    Banner(&'a str),
    /// The rest of a working day without camera, which has no entry of its own.
    Work,
}

impl Clock<'_> {
    /// Lays one unit-day that begins on `date` and is shooting day `number`; `place_of` says where each set stands.
    ///
    /// The call is the entered one, else the shift's, brought forward when the day begins with a scene at dawn,
    /// as far as its minors may report. Where it would let the company wait for light, it slides later,
    /// as far as the shift's latest call, when that costs no light. A day that works without camera is laid to the
    /// planned length; a day off takes no time. What stands on a day is laid on any kind of day: the judge objects.
    pub fn day(
        &self,
        day: &UnitDay,
        date: Date,
        number: Option<u32>,
        place_of: &dyn Fn(SetId) -> Option<PlaceId>,
    ) -> PlanDay {
        let steps = self.steps(day, date, place_of);
        let rules = &self.production.rulebook;
        let shift = rules.shifts.of(day.shift);
        let mut call = self.moment(date, day.call.unwrap_or(shift.call));
        if day.call.is_none() {
            call = self.dawn_call(&steps, call, self.earliest(&steps, date, shift.earliest));
        }
        let mut laid = entries(&rules.meals, &steps, call, PATIENCE);
        if day.call.is_none() && steps.iter().any(|step| step.windows.is_some()) {
            let slack = self.moment(date, shift.latest).since(call).max(Minutes::ZERO);
            // A wait beyond all patience may be bearable from a later call, so the probe is more patient than the day.
            let wait = entries(&rules.meals, &steps, call, PATIENCE + slack).first_wait;
            if wait > Minutes::ZERO {
                let later = entries(&rules.meals, &steps, call.after(slack.min(wait)), PATIENCE);
                if later.cost() < laid.cost() {
                    laid = later;
                }
            }
        }
        self.assemble(day, date, number, &steps, laid)
    }

    /// The earliest call: the shift's, or later, so that no minor of the first strip reports before she may.
    fn earliest(&self, steps: &[Step<'_>], date: Date, shift: Time) -> Moment {
        let earliest = self.moment(date, shift);
        let Some(Step { what: What::Strip { strip, .. }, .. }) = steps.first() else { return earliest };
        let rule = &self.production.rulebook.minors;
        let minor = |called: &&Called| {
            let age = self.production.person(called.person).and_then(|person| person.age_on(date));
            age.is_some_and(|age| rule.band(age).is_some())
        };
        let minors = self.facts(*strip).into_iter().flat_map(|facts| &facts.cast).filter(minor);
        let reports = minors.map(|called| self.moment(date, rule.earliest).after(called.makeup)).max();
        reports.map_or(earliest, |reports| earliest.max(round_up(reports)))
    }

    /// The call from which the first strip is ready as its dawn begins, on a round time and not before `earliest`, which
    /// may find it under way; the usual call otherwise.
    fn dawn_call(&self, steps: &[Step<'_>], usual: Moment, earliest: Moment) -> Moment {
        let Some(Step { what: What::Strip { light: LightNeed::Dawn, .. }, lead, windows: Some(windows), .. }) =
            steps.first()
        else {
            return usual;
        };
        let first = earliest.after(*lead);
        let open = windows.iter().find(|(_, close)| *close > first).map(|(open, _)| *open);
        open.map_or(usual, |open| round_up(open.max(first).before(*lead)).min(usual))
    }

    fn assemble(&self, day: &UnitDay, date: Date, number: Option<u32>, steps: &[Step<'_>], laid: Laid) -> PlanDay {
        let Laid { call, end, entries, .. } = laid;
        let places = steps.iter().filter_map(|step| match step.what {
            What::Strip { place, .. } => place,
            _ => None,
        });
        let mut visited: Vec<PlaceId> = Vec::new();
        for place in places {
            if !visited.contains(&place) {
                visited.push(place);
            }
        }
        let busy = steps.iter().filter(|step| !matches!(step.what, What::Work));
        let load = busy.map(|step| step.minutes + step.moved.map_or(Minutes::ZERO, |moved| moved.minutes)).sum();
        let shot = entries.iter().rev().find(|entry| matches!(entry.what, Happening::Strip { .. }));
        PlanDay {
            day: day.id,
            unit: day.unit,
            kind: day.kind,
            shift: day.shift,
            date,
            number,
            zone: self.production.zone.clone(),
            call,
            camera_wrap: shot.map_or(call, |entry| entry.end),
            wrap: end,
            people: people(self, &entries),
            entries,
            sun: self.sun(visited.first().copied(), date),
            places: visited,
            load,
        }
    }

    /// What takes time on a day, in the board's order, each strip with the move to it.
    fn steps<'d>(&self, day: &'d UnitDay, date: Date, place_of: &dyn Fn(SetId) -> Option<PlaceId>) -> Vec<Step<'d>> {
        let mut steps = Vec::with_capacity(day.items.len() + 1);
        let mut before: Option<(&Facts<'_>, Option<PlaceId>)> = None;
        for item in &day.items {
            match item {
                Item::Banner { minutes, .. } if *minutes <= Minutes::ZERO => {}
                Item::Banner { text, minutes, .. } => steps.push(Step {
                    moved: None,
                    minutes: (*minutes).min(LONGEST),
                    lead: Minutes::ZERO,
                    windows: None,
                    what: What::Banner(text),
                }),
                Item::Strip(placed) => {
                    let Some(facts) = self.facts(placed.strip) else { continue };
                    // A rehearsal or a test happens where the company is.
                    let place = match facts.scene {
                        Some(scene) => place_of(scene.set),
                        None => before.and_then(|(_, place)| place),
                    };
                    steps.push(self.step(placed.strip, facts, place, before, date));
                    before = Some((facts, place.or(before.and_then(|(_, place)| place))));
                }
            }
        }
        if day.kind.works() && !day.kind.shoots() {
            let planned = self.production.settings.planned_day.clamp(Minutes::ZERO, LONGEST);
            let used = steps.iter().map(|step| step.minutes).sum();
            let minutes = if planned > used { planned - used } else { Minutes::ZERO };
            steps.push(Step { moved: None, minutes, lead: Minutes::ZERO, windows: None, what: What::Work });
        }
        steps
    }

    fn step<'d>(
        &self,
        strip: StripId,
        facts: &Facts<'_>,
        place: Option<PlaceId>,
        before: Option<(&Facts<'_>, Option<PlaceId>)>,
        date: Date,
    ) -> Step<'d> {
        let at = place.and_then(|id| self.places.get(&id));
        let shot = facts.scene.filter(|scene| !scene.omitted);
        let light = shot.map_or(LightNeed::Any, |scene| light_need(scene, at.map(|at| at.place)));
        let looks = |facts: &Facts<'_>| facts.scene.map(|scene| (scene.set, scene.time));
        let same_place = before.is_some_and(|(_, last)| last == place);
        let continued =
            same_place && before.is_some_and(|(last, _)| looks(last).is_some() && looks(last) == looks(facts));
        let how = match (before, at) {
            (Some((last, Some(_))), Some(_)) if same_place => {
                let relit = looks(last).zip(looks(facts)).is_some_and(|(last, now)| last != now);
                relit.then_some(MoveKind::Relight)
            }
            (Some((_, Some(from))), Some(to)) => {
                self.places.get(&from).and_then(|from| Moves::between(from.place, to.place))
            }
            _ => None,
        };
        let moved = how.zip(before.and_then(|(_, from)| from)).zip(place).map(|((how, from), to)| {
            let minutes = self.production.moves.of(how).minutes;
            Moved { how, from, to, minutes: minutes.clamp(Minutes::ZERO, LONGEST) }
        });
        let estimated = facts.estimated;
        let (minutes, lead) = match continued {
            true => (estimated.again, Minutes(estimated.lead.0 / 2)),
            false => (estimated.span.likely, estimated.lead),
        };
        Step {
            moved,
            minutes,
            lead,
            windows: windows(self, self.sky_of(place), date, light, minutes - lead),
            what: What::Strip { strip, place, setups: estimated.setups, light },
        }
    }
}

impl Laid {
    /// What makes one call worse than another: light missed first, then the length of the day.
    fn cost(&self) -> (Minutes, Minutes) {
        (self.off_light, self.end.since(self.call))
    }
}

/// The end of a day whose last thing ends at `done`: the crew packs up after work, but not after a planned day's end.
pub(crate) fn wrap(steps: &[Step<'_>], done: Moment) -> Moment {
    match steps.last().map(|step| step.what) {
        None | Some(What::Work) => done,
        Some(_) => done.after(CREW_WRAP),
    }
}

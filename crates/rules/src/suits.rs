//! What a day of the board would give a strip that had it to itself, or what keeps the strip off it. Asked only for words.
//!
//! The rules know no lengths of strips that stand nowhere, so that they say how much of a day would serve, not whether
//! that is enough. The sun is the day's own.

use model::calendar::{Date, Time, days_between, plus_days};
use model::measure::{Minutes, Moment};
use model::people::CastMember;
use model::places::{Place, Set};
use model::plan::{LONGEST_AT_DUSK, LOW_SUN, LightNeed, Plan, PlanDay};
use model::production::{Scene, light_need};

use crate::judge::Judge;
use crate::minors;
use crate::notice;
use crate::places::window;
use crate::span::shared;
use crate::words::{joined, written};

/// Dawn and dusk reach no further than this beyond sun and low sun: generous, so that none is denied that there is.
const AROUND: Minutes = Minutes(60);

/// What keeps a strip off a day.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// What is in the way, as `MAYA cannot come`.
    pub(crate) why: String,
    /// What would mend it.
    pub(crate) mend: String,
}

/// How much of a day would serve a strip: what is left of its fill, and the stretch of fit hours, with its name, when
/// light, place or a minor leaves less than the day.
pub(crate) struct Offer {
    pub(crate) room: Minutes,
    pub(crate) fit: Option<(Minutes, String)>,
}

impl Offer {
    /// The longest time that the strip could have.
    pub(crate) fn most(&self) -> Minutes {
        self.fit.as_ref().map_or(self.room, |(fit, _)| self.room.min(*fit))
    }
}

/// What a shooting day offers the strip of a scene at the best place for it, or what bars it; a strip without scene needs
/// only room.
pub(crate) fn offer(judge: &Judge<'_>, plan: &Plan, scene: Option<&Scene>, day: &PlanDay) -> Result<Offer, Bar> {
    let room = judge.cap - day.load;
    let full = || Bar { why: "there is no room".to_owned(), mend: "add a day, or make room on one".to_owned() };
    let Some(scene) = scene else {
        return if room > Minutes::ZERO { Ok(Offer { room, fit: None }) } else { Err(full()) };
    };
    let called = judge.production.called(scene);
    let cast: Vec<&CastMember> = called.iter().filter_map(|&id| judge.cast.get(id).copied()).collect();
    let absent: Vec<(&str, String)> =
        cast.iter().filter_map(|one| Some((one.name.as_str(), one.absence(day.date)?))).collect();
    if !absent.is_empty() {
        let each = joined(absent.iter().map(|(name, _)| (*name).to_owned()));
        let whys: Vec<&str> = absent.iter().map(|(_, why)| why.as_str()).collect();
        let why = format!("{each} cannot come ({})", whys.join("; "));
        return Err(Bar { why, mend: format!("add a day on which {each} can come") });
    }
    let used = judge.production.elements_of(scene).into_iter().filter_map(|(id, _)| judge.production.element(id));
    let lost = used.filter(|element| element.lost.iter().any(|range| range.holds(day.date)));
    let lost: Vec<String> = lost.map(|element| element.name.clone()).collect();
    if !lost.is_empty() {
        let each = joined(lost);
        return Err(Bar {
            why: format!("{each} cannot be had"),
            mend: format!("add a day on which {each} can be had"),
        });
    }
    let set = judge.sets.get(scene.set);
    let places = set.into_iter().flat_map(|set| &set.at).filter_map(|&place| judge.places.get(place).copied());
    let (mut open, shut): (Vec<&Place>, Vec<&Place>) = places.partition(|place| place.closure(day.date).is_none());
    if open.is_empty() {
        let names = joined(shut.iter().map(|place| place.name.clone()));
        let is = if shut.len() == 1 { "is" } else { "are" };
        let mend =
            format!("add a day on which {names} can be had, or name another place for {}", judge.set_name(scene.set));
        return Err(Bar { why: format!("{names} {is} closed"), mend });
    }
    let calendar = &judge.production.calendar;
    if let Some(set) =
        set.filter(|set| set.lead_days() > 0 && calendar.working_before(day.date, set.lead_days()) < calendar.prep)
    {
        let (name, prep) = (&set.name, written(calendar.prep));
        let mend = format!("add a later day, or begin to build before {prep}");
        return Err(Bar { why: format!("{name} cannot be built in time"), mend });
    }
    let outside = scene.int_ext.outside();
    if let Some(rain) = calendar.rain_on(day.date).filter(|_| outside) {
        open.retain(|place| !place.open_air());
        if open.is_empty() {
            let why = if rain.why.is_empty() { "bad weather" } else { &rain.why };
            let mend = "add a day on which it can be shot outside".to_owned();
            return Err(Bar { why: format!("nothing outside can be shot ({why})"), mend });
        }
    }
    if let Some(bar) = set.and_then(|set| meanwhile(judge, plan, set, &open, day.date)) {
        return Err(bar);
    }
    if let Some((set, range)) = set.and_then(|set| Some((set, set.closed.iter().find(|one| one.holds(day.date))?))) {
        let name = &set.name;
        let why = if range.why.is_empty() { String::new() } else { format!(" ({})", range.why) };
        let mend = format!("add a day on which {name} can be used");
        return Err(Bar { why: format!("{name} cannot be used{why}"), mend });
    }
    if let Some(bar) = notice::bar(judge, plan, scene, &open, day.date) {
        return Err(bar);
    }
    if room <= Minutes::ZERO {
        return Err(full());
    }
    let fits: Vec<_> = open.iter().map(|place| fit(judge, scene, &cast, place, day)).collect();
    if fits.iter().any(Option::is_none) {
        return Ok(Offer { room, fit: None });
    }
    match fits.into_iter().flatten().max_by_key(|(fit, _)| *fit) {
        Some((Minutes::ZERO, what)) => {
            let mend = "name a place where any light can be made at any hour, or shoot without minors".to_owned();
            Err(Bar { why: format!("there is no {what}"), mend })
        }
        fit => Ok(Offer { room, fit }),
    }
}

/// Whether a set is shot on a date or before: what stands is not built again.
pub(crate) fn standing(plan: &Plan, set: &Set, date: Date) -> bool {
    plan.stands.iter().any(|stand| stand.set == set.id && stand.first <= date)
}

/// That a set cannot be built for a date: each place that can be had then is closed while it would be built.
fn meanwhile(judge: &Judge<'_>, plan: &Plan, set: &Set, open: &[&Place], date: Date) -> Option<Bar> {
    let calendar = &judge.production.calendar;
    if set.lead_days() == 0 || standing(plan, set, date) {
        return None;
    }
    let length = days_between(calendar.working_before(date, set.lead_days()), date);
    let build: Vec<Date> = (1..=length).map(|back| plus_days(date, -back)).filter(|&day| calendar.works(day)).collect();
    let closed = |place: &&Place| build.iter().any(|&day| place.closed.iter().any(|range| range.holds(day)));
    open.iter().all(closed).then(|| {
        let names = joined(open.iter().map(|place| place.name.clone()));
        let why = format!("{} cannot be built, with {names} closed meanwhile", set.name);
        Bar { why, mend: format!("add a day so late that {names} can be had before it, too") }
    })
}

/// The longest stretch of the day with the light that a scene needs at a place, in its permitted hours and those of the
/// minors who are in it; nothing when all of the day serves.
fn fit(
    judge: &Judge<'_>,
    scene: &Scene,
    cast: &[&CastMember],
    place: &Place,
    day: &PlanDay,
) -> Option<(Minutes, String)> {
    let need = light_need(scene, Some(place));
    let (sun, date) = (day.sun, Minutes(1_440));
    let (mut stretches, light) = match need {
        LightNeed::Daylight => (vec![(sun.rise, sun.set)], "daylight"),
        LightNeed::Dark => (vec![(sun.dusk.before(date), sun.dawn), (sun.dusk, sun.dawn.after(date))], "darkness"),
        LightNeed::Dawn => (vec![(sun.dawn.before(AROUND), sun.rise.after(LOW_SUN + AROUND))], "dawn"),
        LightNeed::Dusk => (vec![(sun.set.before(LOW_SUN + AROUND), sun.dusk.after(AROUND))], "dusk"),
        LightNeed::Any => (vec![(sun.rise.before(date), sun.set.after(date))], "time"),
    };
    let mut most = match need {
        LightNeed::Dawn | LightNeed::Dusk => LONGEST_AT_DUSK,
        _ => Minutes(i64::MAX),
    };
    let mut within = Vec::new();
    if let Some((opens, closes)) = place.hours {
        let permitted = [-1, 0, 1].map(|ahead| window(judge, day, ahead, opens, closes));
        stretches = common(&stretches, &permitted);
        let hour = |time: Time| time.strftime("%H:%M").to_string();
        within.push(format!("its hours from {} to {}", hour(opens), hour(closes)));
    }
    for minor in cast {
        let Some((_, band)) = minors::band(judge, minor, day) else { continue };
        let (earliest, latest) = minors::allowed(judge, day);
        stretches = common(&stretches, &[(earliest.after(minor.makeup), latest.before(minor.unmake))]);
        let school = judge.production.calendar.school_on(day.date);
        most = most.min(if school { band.work } else { band.work_no_school });
        within.push(format!("the hours of {}", minor.name));
    }
    if need == LightNeed::Any && within.is_empty() {
        return None;
    }
    let longest = stretches.iter().map(|&stretch| shared(stretch, stretch)).max().unwrap_or(Minutes::ZERO);
    let within = if within.is_empty() { String::new() } else { format!(" within {}", joined(within)) };
    Some((longest.min(most), format!("{light} at {}{within}", place.name)))
}

/// What two lists of stretches have in common.
fn common(some: &[(Moment, Moment)], others: &[(Moment, Moment)]) -> Vec<(Moment, Moment)> {
    let pairs = some.iter().flat_map(|&one| others.iter().map(move |&other| (one, other)));
    let both = pairs.map(|(one, other)| (one.0.max(other.0), one.1.min(other.1)));
    both.filter(|(from, to)| from < to).collect()
}

//! The judge: every rule over a plan, scope by scope. The search calls the same scopes, with a report that only counts.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use model::calendar::Date;
use model::ids::{ElementId, PersonId, PlaceId, SetId, StripId, UnitId};
use model::measure::{Eighths, Minutes, Moment};
use model::people::CastMember;
use model::places::{Place, Set};
use model::plan::{Plan, PlanDay, Stand};
use model::production::{Element, Production, Relation, Scene, Unit};
use model::verdict::{Engagement, Verdict};

use crate::contracts::{self, Contracts};
use crate::duty_of_care::Owed;
use crate::force;
use crate::known::Known;
use crate::report::Report;
use crate::span::{Days, Span};
use crate::{
    availability, build, covered, day_length, day_pages, double_booking, duty_of_care, empty_day, engagement,
    equipment, extra_day, fill, first_day, floor, kind, light, meals, minors, notice, once, overtime, places,
    relations, rest, runs, safety, swing, two_units, unplaced, weather, weekly_rest,
};

/// Judges a plan: what is wrong, what the hours pay, and each cast member's engagement.
pub fn judge(production: &Production, plan: &Plan) -> Verdict {
    let judge = Judge::new(production);
    let mut verdict = Verdict::default();
    for day in &plan.days {
        judge.day(day, &mut verdict);
    }
    let mut units: BTreeMap<UnitId, Vec<&PlanDay>> = BTreeMap::new();
    for day in &plan.days {
        units.entry(day.unit).or_default().push(day);
    }
    for days in units.values_mut() {
        days.sort_by_key(|day| day.call);
        judge.unit(days, &mut verdict);
    }
    for member in &production.cast {
        let works = |day: &&PlanDay| day.people.iter().any(|person| person.person == member.id);
        let mut days: Vec<&PlanDay> = plan.days.iter().filter(works).collect();
        days.sort_by_key(|day| (day.date, day.call));
        let engagement = judge.person(member.id, &days, &mut verdict);
        verdict.engagements.push(engagement);
    }
    let mut stands: BTreeMap<PlaceId, Vec<&Stand>> = BTreeMap::new();
    for stand in &plan.stands {
        stands.entry(stand.place).or_default().push(stand);
    }
    for (&place, stands) in &stands {
        judge.place(place, stands, &mut verdict);
    }
    judge.board(plan, &mut verdict);
    judge.roll(plan, &mut verdict);
    sort(&mut verdict, plan);
    verdict
}

/// Worst first, then by day, then by code and size.
fn sort(verdict: &mut Verdict, plan: &Plan) {
    let order: BTreeMap<_, _> = plan.days.iter().enumerate().map(|(index, day)| (day.day, index)).collect();
    verdict.findings.sort_by(|a, b| {
        let place = |day| order.get(&day).copied().unwrap_or(usize::MAX);
        let day = |finding: &model::verdict::Finding| finding.day.map_or(usize::MAX, place);
        (b.severity.cmp(&a.severity))
            .then(day(a).cmp(&day(b)))
            .then(a.code.cmp(&b.code))
            .then(b.by.size().cmp(&a.by.size()))
            .then(a.who.cmp(&b.who))
    });
}

/// A production made ready for judging: everything that rules look up while a search runs stands in an index.
pub struct Judge<'a> {
    pub(crate) production: &'a Production,
    pub(crate) cast: Index<PersonId, &'a CastMember>,
    pub(crate) units: Index<UnitId, &'a Unit>,
    pub(crate) sets: Index<SetId, &'a Set>,
    pub(crate) places: Index<PlaceId, &'a Place>,
    pub(crate) strips: Index<StripId, StripFacts<'a>>,
    pub(crate) relations: Vec<Related<'a>>,
    /// The strips of all relations, in order.
    pub(crate) related: Vec<StripId>,
    /// Whether any element is limited in number.
    pub(crate) limited: bool,
    pub(crate) contracts: Contracts<'a>,
    /// What packs owe to people after long days.
    pub(crate) owed: Vec<Owed<'a>>,
    /// What agreements count on a day.
    pub(crate) counted: Vec<(&'a model::pack::Pack, &'a model::pack::Count)>,
    /// The packs that apply to the production.
    pub(crate) packs: Vec<&'a model::pack::Pack>,
    pub(crate) days: Days,
    /// What strips and moves of a day are planned to take, and may take at most.
    pub(crate) fill: Minutes,
    pub(crate) cap: Minutes,
    /// The first date that no lead time of a re-plan reaches.
    pub(crate) notice: Date,
    zone: TimeZone,
}

/// What rules ask about a strip.
pub(crate) struct StripFacts<'a> {
    /// Its scene.
    pub(crate) scene: Option<&'a Scene>,
    /// Its length.
    pub(crate) eighths: Eighths,
    /// Places that can hold its set.
    pub(crate) at: &'a [PlaceId],
    /// Elements it uses that are limited in number, with the number used.
    pub(crate) limited: Vec<(ElementId, u32)>,
    /// Elements it uses that cannot be had on some dates.
    pub(crate) lost: Vec<&'a Element>,
    /// Crowd it uses that agreements count, with the heads.
    pub(crate) crowd: Vec<(ElementId, u32)>,
    /// What its elements ask for.
    pub(crate) duties: Vec<safety::Duty<'a>>,
}

/// A relation with the strips of its scenes.
pub(crate) struct Related<'a> {
    pub(crate) relation: &'a Relation,
    pub(crate) first: Vec<StripId>,
    pub(crate) second: Vec<StripId>,
}

impl<'a> Judge<'a> {
    /// Makes a production ready for judging.
    pub fn new(production: &'a Production) -> Self {
        let scenes = Index::new(production.scenes.iter().map(|scene| (scene.id, scene)));
        let sets = Index::new(production.sets.iter().map(|one| (one.id, one)));
        let limits = production.elements.iter().filter(|element| element.available > 0).map(|element| element.id);
        let limits: Vec<ElementId> = limits.collect();
        let losable = production.elements.iter().any(|element| !element.lost.is_empty());
        let packs: Vec<_> = force::packs(production).collect();
        let counted = covered::counted(production);
        let strips = Index::new(production.strips.iter().map(|strip| {
            let scene = strip.scene.and_then(|id| scenes.get(id)).copied();
            let duties = scene.map_or_else(Vec::new, |scene| safety::duties(production, &packs, scene));
            let crowd = scene
                .filter(|scene| !scene.omitted && !counted.is_empty())
                .map(|scene| covered::crowd(production, scene));
            let crowd = crowd.unwrap_or_default();
            let (mut limited, mut lost) = (Vec::new(), Vec::new());
            if let (Some(scene), true) = (scene, losable || !limits.is_empty()) {
                limited = production.elements_of(scene);
                let used = limited.iter().filter_map(|(element, _)| production.element(*element));
                lost = used.filter(|element| !element.lost.is_empty()).collect();
                limited.retain(|(element, _)| limits.contains(element));
            }
            let at = scene.and_then(|scene| sets.get(scene.set)).map_or(&[][..], |set| &set.at);
            (strip.id, StripFacts { scene, eighths: strip.eighths, at, limited, lost, crowd, duties })
        }));
        let strips_of = |scene| {
            let of_scene = production.strips.iter().filter(move |strip| strip.scene == Some(scene));
            of_scene.map(|strip| strip.id).collect()
        };
        let related = |relation: &'a Relation| Related {
            relation,
            first: strips_of(relation.first),
            second: strips_of(relation.second),
        };
        let relations: Vec<Related<'_>> = production.relations.iter().map(related).collect();
        let mut related: Vec<StripId> =
            relations.iter().flat_map(|one| one.first.iter().chain(&one.second)).copied().collect();
        related.sort_unstable();
        related.dedup();
        Self {
            production,
            cast: Index::new(production.cast.iter().map(|one| (one.id, one))),
            units: Index::new(production.units.iter().map(|one| (one.id, one))),
            sets,
            places: Index::new(production.places.iter().map(|one| (one.id, one))),
            strips,
            relations,
            related,
            limited: !limits.is_empty(),
            contracts: Contracts::new(production),
            owed: duty_of_care::owed(production),
            packs,
            counted,
            days: Days::new(production),
            fill: Minutes(production.settings.fill.of(production.settings.planned_day.0)),
            cap: production.day_cap(),
            notice: notice::end(production),
            zone: TimeZone::get(&production.zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// What one unit-day alone decides: its fill, length, meals, light and places, the hours of minors, duties of safety and
    /// of care, and the pay of the crew's day.
    pub fn day(&self, day: &PlanDay, report: &mut impl Report) {
        kind::check(self, day, report);
        empty_day::check(self, day, report);
        if !day.kind.works() {
            return;
        }
        fill::check(self, day, report);
        day_pages::check(self, day, report);
        day_length::check(self, day, report);
        light::check(self, day, report);
        places::check(self, day, report);
        weather::check(self, day, report);
        notice::day(self, day, report);
        overtime::crew(self, day, report);
        meals::check(self, day, report);
        minors::check(self, day, report);
        safety::check(self, day, report);
        covered::check(self, day, report);
        duty_of_care::check(self, day, report);
    }

    /// What the days of one unit decide together: rest, weeks, runs, swings, and the pay of sixth and seventh days. The
    /// days come in order of their calls.
    pub fn unit(&self, days: &[&PlanDay], report: &mut impl Report) {
        self.unit_known(days, None, report);
    }

    /// The same for a report that only counts: what agreements say comes without words, out of what is known where it is.
    pub fn unit_known(&self, days: &[&PlanDay], known: Option<&mut Known>, report: &mut impl Report) {
        let spans: Vec<Span<'_>> = days.iter().filter_map(|day| self.crew_span(day)).collect();
        rest::crew(self, &spans, report);
        weekly_rest::check(self, &spans, None, report);
        runs::check(self, &spans, report);
        swing::check(self, &spans, report);
        contracts::crew(self, &spans, known, report);
        extra_day::crew(self, &spans, report);
    }

    /// What the days of one cast member decide together: whether she can come, her rest, and what her engagement pays.
    /// The days come by date, and only those on which she works.
    pub fn person(&self, id: PersonId, days: &[&PlanDay], report: &mut impl Report) -> Engagement {
        self.person_known(id, days, None, report)
    }

    /// The same for a report that only counts, as [`Self::unit_known`].
    pub fn person_known(
        &self,
        id: PersonId,
        days: &[&PlanDay],
        known: Option<&mut Known>,
        report: &mut impl Report,
    ) -> Engagement {
        let mut spans: Vec<Span<'_>> = days.iter().filter_map(|day| self.person_span(id, day)).collect();
        spans.sort_by_key(|span| span.start);
        let Some(&member) = self.cast.get(id) else {
            return Engagement { person: id, dates: Vec::new(), worked: 0, held: 0, drops: 0 };
        };
        let raised = contracts::raised(self, member, &spans);
        let member = raised.as_ref().unwrap_or(member);
        availability::check(self, member, &spans, report);
        double_booking::check(self, member, &spans, report);
        two_units::check(self, member, &spans, report);
        if self.contracts.of(member).is_some() {
            contracts::person(self, member, &spans, known, report);
        } else {
            rest::person(self, member, &spans, report);
            weekly_rest::check(self, &spans, Some(id), report);
            overtime::person(self, member, &spans, report);
            extra_day::person(self, member, &spans, report);
        }
        engagement::derive(self, member, &spans, report)
    }

    /// What the sets that stand at one place decide together: floor and building dates.
    pub fn place(&self, id: PlaceId, stands: &[&Stand], report: &mut impl Report) {
        let Some(&place) = self.places.get(id) else { return };
        floor::check(self, place, stands, report);
        build::check(self, place, stands, report);
        stands.iter().for_each(|stand| notice::build(self, stand, report));
    }

    /// Whether a set can be built by the dates on which it stands, after a re-plan: a part of what its place decides.
    pub fn built(&self, stand: &Stand, report: &mut impl Report) {
        notice::build(self, stand, report);
    }

    /// What only the whole board decides: relations between scenes, strips without a day, equipment, the first day.
    pub fn board(&self, plan: &Plan, report: &mut impl Report) {
        relations::check(self, plan, report);
        unplaced::check(self, plan, report);
        equipment::check(self, plan, report);
        first_day::check(self, plan, report);
        safety::always(self, plan, report);
    }

    /// That every strip stands exactly once. A search that only moves strips cannot break it and need not ask.
    pub fn roll(&self, plan: &Plan, report: &mut impl Report) {
        once::check(self, plan, report);
    }

    /// Whether two versions of a unit-day are the same to somebody whose own hours did not change. Agreements also ask for the
    /// crew's call and wraps, the first shot, meals and places; the house rules do not.
    pub fn alike(&self, a: &PlanDay, b: &PlanDay) -> bool {
        self.contracts.is_empty() || contracts::alike(a, b)
    }

    /// Date and time on the wall of a day's zone. The production's own zone, which is nearly every day's, is resolved once.
    pub(crate) fn wall(&self, day: &PlanDay, moment: Moment) -> jiff::civil::DateTime {
        if day.zone != self.production.zone {
            return model::plan::wall(&day.zone, moment);
        }
        let instant = jiff::Timestamp::from_second(moment.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(instant)
    }

    /// The moment at which a wall of the day's zone shows a date and time.
    pub(crate) fn moment(&self, day: &PlanDay, date: Date, time: jiff::civil::Time) -> Moment {
        if day.zone != self.production.zone {
            return model::plan::moment(&day.zone, date, time);
        }
        let instant = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        Moment(instant.map_or(0, |instant| instant.as_second().div_euclid(60)))
    }

    /// The zone of every day: the clock gives them the production's.
    pub(crate) fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The first date of the working week in which a date lies.
    pub fn week_start(&self, date: Date) -> Date {
        let number = self.days.number(date);
        let back = (1..7).take_while(|back| self.days.week(number - back) == self.days.week(number)).count();
        model::calendar::plus_days(date, -i64::try_from(back).unwrap_or(0))
    }

    pub(crate) fn crew_span<'p>(&self, day: &'p PlanDay) -> Option<Span<'p>> {
        let date = self.days.number(day.date);
        let week = self.days.week(date);
        day.kind.works().then_some(Span { start: day.call, end: day.wrap, worked: day.worked(), date, week, day })
    }

    pub(crate) fn person_span<'p>(&self, id: PersonId, day: &'p PlanDay) -> Option<Span<'p>> {
        let hours = day.people.iter().find(|hours| hours.person == id)?;
        let date = self.days.number(day.date);
        let week = self.days.week(date);
        Some(Span { start: hours.report, end: hours.dismissed, worked: hours.worked(), date, week, day })
    }
}

/// A sorted list that is looked up by key.
pub(crate) struct Index<K, V>(Vec<(K, V)>);

impl<K: Ord + Copy, V> Index<K, V> {
    fn new(all: impl Iterator<Item = (K, V)>) -> Self {
        let mut all: Vec<(K, V)> = all.collect();
        all.sort_by_key(|(key, _)| *key);
        Self(all)
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let at = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }
}

//! Contracts in a plan: the days of a person or a crew as agreements see them, and what they say as findings and lines of
//! pay. Who has a class is judged and paid by the packs of the production; who has none, by the house rules alone.

mod mend;
mod told;

use std::collections::BTreeMap;

use model::board::DayKind;
use model::calendar::{Date, Weekday, plus_days};
use model::ids::UnitId;
use model::measure::{Cents, Minutes, Ratio};
use model::pack::{Consecutive, Dates, Pack, Per};
use model::people::{CastMember, Contract, CrewMember, Form};
use model::plan::{Happening, PlanDay};
use model::production::Production;
use model::verdict::{PayCode, PayLine, Who};

use crate::agreement::{Held, Hire, Kind, Line, MINOR, Meal, MealKind, MinorDay, Setting, Terms, Work};
use crate::force;
use crate::judge::Judge;
use crate::known::{Known, Whose};
use crate::report::Report;
use crate::span::Span;
pub(crate) use told::code;
use told::{Told, Whom, amount};

/// The terms of everybody who has a class.
pub(crate) struct Contracts<'a> {
    setting: Setting,
    start: Date,
    /// By class, for adults and for minors.
    terms: BTreeMap<(&'a str, bool), Terms<'a>>,
    /// The crew of each unit, those on the same terms together.
    crews: BTreeMap<UnitId, Vec<Vec<&'a CrewMember>>>,
}

impl<'a> Contracts<'a> {
    pub(crate) fn new(production: &'a Production) -> Self {
        let ground = &production.ground;
        let setting = Setting {
            production: force::kind(ground).to_owned(),
            principal_start: production.calendar.start,
            readings: ground.readings.clone(),
        };
        let cast = production.cast.iter().filter(|member| member.contract.form != Form::RunOfPicture);
        let classes = cast.map(|member| (member.contract.class.as_str(), minor(member, production.calendar.start)));
        let classes = classes.chain(production.crew.iter().map(|member| (member.class.as_str(), false)));
        let mut terms = BTreeMap::new();
        for (class, young) in classes.filter(|(class, _)| !class.is_empty()) {
            let fits = |pack: &Pack, class: &str| force::applies(pack, Some(class), ground);
            let holds = |pack: &&Pack| fits(pack, class) || (young && fits(pack, MINOR));
            let packs: Vec<&Pack> = production.packs.iter().filter(holds).collect();
            let found = Terms::of(&packs, class, young, &setting);
            if found.pays() {
                terms.insert((class, young), found);
            }
        }
        let mut crews: BTreeMap<UnitId, Vec<Vec<&CrewMember>>> = BTreeMap::new();
        for member in production.crew.iter().filter(|member| member.heads > 0) {
            let groups = crews.entry(member.unit).or_default();
            let by_rate = terms.get(&(member.class.as_str(), false)).is_some_and(Terms::asks_rate);
            let same = |other: &CrewMember| {
                let hours = (&other.class, other.per, other.signed, other.before, other.after);
                hours == (&member.class, member.per, member.signed, member.before, member.after)
                    && (!by_rate || other.rate == member.rate)
            };
            match groups.iter_mut().find(|group| same(group[0])) {
                Some(group) => group.push(member),
                None => groups.push(vec![member]),
            }
        }
        Self { setting, start: production.calendar.start, terms, crews }
    }

    /// Whether nobody has a class or a position.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.crews.is_empty()
    }

    /// The terms of a cast member, when packs have any for her.
    pub(crate) fn of(&self, member: &CastMember) -> Option<&Terms<'a>> {
        let wanted = (member.contract.class.as_str(), minor(member, self.start));
        let found = self.terms.iter().find(|(key, _)| **key == wanted).map(|(_, terms)| terms);
        found.filter(|_| member.contract.form != Form::RunOfPicture)
    }

    /// What the packs of a cast member say of the days between a day of work and the next one.
    pub(crate) fn between<'c>(
        &'c self,
        judge: &Judge<'_>,
        member: &CastMember,
        day: &PlanDay,
    ) -> Option<Held<'c, Consecutive>> {
        let terms = self.of(member)?;
        terms.between(dates(judge, member.contract.signed), day.date, || place(judge, terms, day))
    }

    /// Whether packs know the hours of a minor.
    pub(crate) fn knows_minors(&self, member: &CastMember) -> bool {
        minor(member, self.start) && self.of(member).is_some_and(Terms::knows_minors)
    }

    /// Whether a unit is paid by the positions of its crew.
    pub(crate) fn pays(&self, unit: UnitId) -> bool {
        self.crews.contains_key(&unit)
    }
}

/// Whether somebody is a minor when photography begins.
pub(crate) fn minor(member: &CastMember, start: Date) -> bool {
    member.age_on(start).is_some_and(|age| age < 18)
}

/// Somebody whose days are walked: the terms of the hire, and how a day of a plan is one of hers.
pub(crate) struct Walk<'j> {
    hire: Hire<'j>,
    whom: Whom<'j>,
    before: Minutes,
    after: Minutes,
}

impl<'j> Walk<'j> {
    pub(crate) fn of_person(judge: &'j Judge<'_>, member: &'j CastMember) -> Option<Self> {
        let (terms, contract) = (judge.contracts.of(member)?, &member.contract);
        let per = if contract.form == Form::Weekly { Per::Week } else { Per::Day };
        let mut hire = Hire::new(terms, &judge.contracts.setting, contract.rate, per);
        hire.dates = dates(judge, contract.signed);
        hire.born = member.born;
        Some(Self { hire, whom: Whom::Cast(member), before: Minutes::ZERO, after: Minutes::ZERO })
    }

    pub(crate) fn of_crew(judge: &'j Judge<'_>, unit: UnitId, group: &'j [&'j CrewMember]) -> Option<Self> {
        let first = group[0];
        let terms = judge.contracts.terms.get(&(first.class.as_str(), false))?;
        let mut hire = Hire::new(terms, &judge.contracts.setting, first.rate, first.per);
        hire.dates = dates(judge, first.signed);
        Some(Self { hire, whom: Whom::Crew(unit, group), before: first.before, after: first.after })
    }

    /// A day of a plan as a day of work.
    pub(crate) fn work<'w>(&'w self, judge: &'w Judge<'_>, span: &Span<'w>, kind: Kind) -> Work<'w> {
        let mut work = work(judge, self.hire.terms, span, kind);
        if kind != Kind::Holiday && work.date.weekday() == Weekday::Sunday && self.hire.terms.knows_sundays() {
            work.kind = Kind::Sunday;
        }
        work.report = work.report.map(|at| at.before(self.before));
        work.dismissed = work.dismissed.map(|at| at.after(self.after));
        let Whom::Cast(member) = self.whom else { return work };
        let Some(hours) = span.day.people.iter().find(|hours| hours.person == member.id) else { return work };
        work.makeup_off = hours.dismissed.since(hours.done);
        let young = member.age_on(span.day.date).filter(|age| *age < 18);
        work.minor = young.map(|_| {
            // Make-up is no room for school.
            let chair = hours.on_set.since(hours.report) + hours.dismissed.since(hours.done);
            let free = hours.dismissed.since(hours.report) - hours.meals - hours.on_camera - chair;
            MinorDay {
                work: Some(hours.on_camera),
                school: None,
                rest: None,
                spare: Some(free),
                own_school: false,
                in_session: judge.production.calendar.school_on(span.day.date),
                before_school_day: judge.production.calendar.school_on(plus_days(span.day.date, 1)),
            }
        });
        work.breaks = work.minor.and_then(|minor| minor.spare);
        work
    }

    /// The rate of a day: the contract's, or scale where that is more.
    fn rate(&self, judge: &Judge<'_>, span: &Span<'_>) -> Cents {
        self.hire.at(&self.work(judge, span, Kind::Ordinary), 0).rate
    }

    /// What somebody is hired for.
    pub(crate) fn hire(&self) -> &Hire<'j> {
        &self.hire
    }

    /// Whom findings are about.
    pub(crate) fn who(&self) -> Who {
        self.whom.who()
    }

    /// What all who are walked are paid by a line.
    pub(crate) fn pays(&self, line: Line<'_>) -> Cents {
        let mut paid = Cents::ZERO;
        self.whom.lines(line, |_, line, rate, heads| paid += amount(&line, rate, heads));
        paid
    }

    /// Everything that [`Self::work`] reads of a day of somebody: days with the same facts are the same days of work.
    pub(crate) fn facts(&self, span: &Span<'_>, kind: Kind, facts: &mut Vec<i64>) {
        facts.extend([span.date, span.week, kind as i64, span.start.0, span.end.0]);
        facts.extend(of_day(span.day));
        facts.extend(of_place(span.day));
        if let Whom::Cast(member) = self.whom
            && let Some(hours) = span.day.people.iter().find(|hours| hours.person == member.id)
        {
            facts.extend([hours.done.0, hours.on_set.0, hours.meals.0, hours.on_camera.0]);
        }
    }

    /// What the day before reads of a day while the rest between them is long enough: its date, its calls and its place.
    pub(crate) fn beginning(span: &Span<'_>, facts: &mut Vec<i64>) {
        let day = span.day;
        let first = day.entries.iter().find(|entry| matches!(entry.what, Happening::Strip { .. }));
        facts.extend([span.date, span.week, span.start.0, day.call.0, first.map_or(-1, |entry| entry.start.0)]);
        facts.extend(of_place(day));
    }
}

/// The cast member with the scale of her first day as her rate, where her contract says less: nobody is paid below it.
pub(crate) fn raised(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>]) -> Option<CastMember> {
    judge.contracts.of(member).filter(|terms| terms.has_scale())?;
    let rate = Walk::of_person(judge, member)?.rate(judge, spans.first()?);
    let contract = Contract { rate, ..member.contract.clone() };
    (rate > member.contract.rate).then(|| CastMember { contract, ..member.clone() })
}

/// What the days of a cast member come to under her contract. Days, holds and weeks are her engagement's; here are the
/// hours beyond them, penalties, and what is broken.
pub(crate) fn person(
    judge: &Judge<'_>,
    member: &CastMember,
    spans: &[Span<'_>],
    known: Option<&mut Known>,
    report: &mut impl Report,
) {
    let Some(walk) = Walk::of_person(judge, member) else { return };
    let kinds = kinds(judge, spans);
    match known {
        Some(known) => {
            known.days(Whose::Person(member.id), &walk, spans, &kinds);
            known.walk(judge, Whose::Person(member.id), &walk, spans, &kinds, report);
        }
        None => tell(judge, &walk, spans, &kinds, report),
    }
}

/// What the days of a unit come to for its crew, position by position. Those on the same terms are walked once.
pub(crate) fn crew(judge: &Judge<'_>, spans: &[Span<'_>], mut known: Option<&mut Known>, report: &mut impl Report) {
    let Some(unit) = spans.first().map(|span| span.day.unit) else { return };
    let Some(groups) = judge.contracts.crews.get(&unit) else { return };
    let kinds = kinds(judge, spans);
    let mut seen = false;
    for (nth, group) in groups.iter().enumerate() {
        let Some(walk) = Walk::of_crew(judge, unit, group) else {
            plain(group, spans, report);
            continue;
        };
        let Some(known) = known.as_deref_mut() else {
            tell(judge, &walk, spans, &kinds, report);
            continue;
        };
        // Of a day all positions see the same; what differs is theirs for the whole shoot.
        if !std::mem::replace(&mut seen, true) {
            known.days(Whose::Crew(unit, nth), &walk, spans, &kinds);
        }
        known.walk(judge, Whose::Crew(unit, nth), &walk, spans, &kinds, report);
    }
}

/// Walks somebody's days in words.
fn tell(judge: &Judge<'_>, walk: &Walk<'_>, spans: &[Span<'_>], kinds: &[Kind], report: &mut impl Report) {
    let works: Vec<Work<'_>> = spans.iter().zip(kinds).map(|(span, kind)| walk.work(judge, span, *kind)).collect();
    let days: Vec<&PlanDay> = spans.iter().map(|span| span.day).collect();
    Told::new(judge, walk.whom, &days, report).walk(&walk.hire, &works);
}

/// Positions whose class no pack knows are paid their rate and nothing more; the line says so.
fn plain(group: &[&CrewMember], spans: &[Span<'_>], report: &mut impl Report) {
    let per = group[0].per;
    for day in spans.iter().map(|span| span.day) {
        let (what, quantity) = match per {
            Per::Hour => (PayCode::Hours, Ratio::new(day.worked().0, 60)),
            Per::Day => (PayCode::Day, Ratio::ONE),
            Per::Week => (PayCode::Day, Ratio::new(1, 5)),
        };
        for member in group {
            let quantity = quantity.by(Ratio::new(i64::from(member.heads), 1));
            let amount = member.rate.times(quantity);
            let rule = || format!("no pack knows the class '{}': the rate alone is paid", member.class);
            report.pay(amount, || {
                PayLine::new(Who::Crew(member.id), Some(day.day), what, quantity, member.rate, Ratio::ONE, rule())
            });
        }
    }
}

fn dates(judge: &Judge<'_>, signed: Option<Date>) -> Dates {
    let principal_start = judge.production.calendar.start;
    Dates { principal_start, contract: signed.unwrap_or(principal_start) }
}

/// Counts somebody's days of a week.
#[derive(Default)]
struct Nth {
    week: i64,
    date: i64,
    days: u32,
}

/// What day of the week's work each day is.
pub(crate) fn kinds(judge: &Judge<'_>, spans: &[Span<'_>]) -> Vec<Kind> {
    let mut nth = Nth::default();
    spans.iter().map(|span| nth.of(judge, span)).collect()
}

impl Nth {
    fn of(&mut self, judge: &Judge<'_>, span: &Span<'_>) -> Kind {
        if self.days == 0 || span.week != self.week {
            *self = Self { week: span.week, date: span.date, days: 1 };
        } else if span.date != self.date {
            (self.date, self.days) = (span.date, self.days + 1);
        }
        match self.days {
            _ if span.day.kind == DayKind::Holiday || judge.production.calendar.off_on(span.day.date).is_some() => {
                Kind::Holiday
            }
            6 => Kind::Sixth,
            7.. => Kind::Seventh,
            _ => Kind::Ordinary,
        }
    }
}

/// One day of a plan as agreements see it.
fn work<'w>(judge: &'w Judge<'_>, terms: &'w Terms<'_>, span: &Span<'w>, kind: Kind) -> Work<'w> {
    let day = span.day;
    let mut work = Work::on(day.date, span.week, judge.zone());
    work.kind = kind;
    work.place = place(judge, terms, day);
    work.travel_only = day.kind == DayKind::Travel;
    work.report = Some(span.start);
    work.general_call = Some(day.call);
    work.shooting_call =
        day.entries.iter().find(|entry| matches!(entry.what, Happening::Strip { .. })).map(|one| one.start);
    work.camera_wrap = Some(day.camera_wrap);
    work.unit_wrap = Some(day.wrap);
    work.dismissed = Some(span.end);
    // Who comes before the crew is fed before the crew's call, at the latest two hours after the own one.
    if span.start < day.call {
        let end = day.call.min(span.start.after(Minutes(120)));
        work.meals.push(Meal { start: end.before(Minutes(15)).max(span.start), end, kind: MealKind::Ndb });
    }
    let meals = day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
    let inside = meals.filter(|entry| entry.end > span.start && entry.start < span.end);
    work.meals.extend(inside.map(|entry| Meal { start: entry.start, end: entry.end, kind: MealKind::Deductible }));
    work
}

/// The class of place of a day, in the pack that pays.
fn place<'t>(judge: &Judge<'_>, terms: &Terms<'t>, day: &PlanDay) -> &'t str {
    terms.payer().map_or("", |pack| force::place(judge, pack, day))
}

/// Whether two versions of a unit-day say the same of everything that [`work`] reads beside a person's own hours.
pub(crate) fn alike(a: &PlanDay, b: &PlanDay) -> bool {
    of_place(a).eq(of_place(b)) && of_day(a).eq(of_day(b))
}

/// What sort of day it is and where, for [`work`].
fn of_place(day: &PlanDay) -> impl Iterator<Item = i64> {
    let places = day.places.iter().map(|place| place.0.cast_signed());
    [i64::from(day.kind == DayKind::Travel), -1].into_iter().chain(places)
}

/// The hours of a unit-day that [`work`] reads, in minutes.
fn of_day(day: &PlanDay) -> impl Iterator<Item = i64> {
    let first = day.entries.iter().find(|entry| matches!(entry.what, Happening::Strip { .. }));
    let meals = day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
    [day.call.0, day.camera_wrap.0, day.wrap.0, first.map_or(-1, |entry| entry.start.0)]
        .into_iter()
        .chain(meals.flat_map(|entry| [entry.start.0, entry.end.0]))
}

//! Contracts in a plan: the days of a person or a crew as agreements see them, and what they say as findings and lines of
//! pay. Who has a class is judged and paid by the packs of the production; who has none, by the house rules alone.

mod mend;
mod told;

use std::collections::BTreeMap;

use model::board::DayKind;
use model::calendar::{Date, plus_days};
use model::ids::UnitId;
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::pack::{Consecutive, Dates, Pack, Per};
use model::people::{CastMember, CrewMember, Form};
use model::plan::{Happening, Plan, PlanDay};
use model::production::Production;
use model::verdict::{PayCode, PayLine, Who};

use crate::agreement::{
    Before, Breach, Clause, Held, Hire, Kind, Line, MINOR, Meal, MealKind, MinorDay, Setting, Sink, Terms, Work, run,
};
use crate::deadline::{Deadline, next_call};
use crate::force::{self, cited};
use crate::judge::Judge;
use crate::report::Report;
use crate::span::Span;
use told::{Told, Whom};

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

/// What the days of a cast member come to under her contract. Days, holds and weeks are her engagement's; here are the
/// hours beyond them, penalties, and what is broken.
pub(crate) fn person(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(terms) = judge.contracts.of(member) else { return };
    let contract = &member.contract;
    let per = if contract.form == Form::Weekly { Per::Week } else { Per::Day };
    let mut hire = Hire::new(terms, &judge.contracts.setting, contract.rate, per);
    hire.dates = dates(judge, contract.signed);
    hire.born = member.born;
    let mut nth = Nth::default();
    let works: Vec<Work<'_>> = spans
        .iter()
        .map(|span| {
            let hours = span.day.people.iter().find(|hours| hours.person == member.id);
            let mut work = work(judge, terms, span, nth.of(judge, span));
            work.makeup_off = hours.map_or(Minutes::ZERO, |hours| hours.dismissed.since(hours.done));
            work.minor = hours.filter(|_| member.born.is_some()).map(|hours| {
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
        })
        .collect();
    let days: Vec<&PlanDay> = spans.iter().map(|span| span.day).collect();
    let whom = Whom::Cast(member);
    Told::new(judge, whom, &days, report).walk(&hire, &works);
}

/// What the days of a unit come to for its crew, position by position. Those on the same terms are walked once.
pub(crate) fn crew(judge: &Judge<'_>, spans: &[Span<'_>], report: &mut impl Report) {
    let Some(unit) = spans.first().map(|span| span.day.unit) else { return };
    let Some(groups) = judge.contracts.crews.get(&unit) else { return };
    let days: Vec<&PlanDay> = spans.iter().map(|span| span.day).collect();
    for group in groups {
        let first = group[0];
        let Some(terms) = judge.contracts.terms.get(&(first.class.as_str(), false)) else {
            plain(group, &days, report);
            continue;
        };
        let mut hire = Hire::new(terms, &judge.contracts.setting, first.rate, first.per);
        hire.dates = dates(judge, first.signed);
        let mut nth = Nth::default();
        let works: Vec<Work<'_>> = spans
            .iter()
            .map(|span| {
                let mut work = work(judge, terms, span, nth.of(judge, span));
                work.report = work.report.map(|at| at.before(first.before));
                work.dismissed = work.dismissed.map(|at| at.after(first.after));
                work
            })
            .collect();
        Told::new(judge, Whom::Crew(unit, group), &days, report).walk(&hire, &works);
    }
}

/// Positions whose class no pack knows are paid their rate and nothing more; the line says so.
fn plain(group: &[&CrewMember], days: &[&PlanDay], report: &mut impl Report) {
    let per = group[0].per;
    for day in days {
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
    let first = |day: &PlanDay| {
        let shot = day.entries.iter().find(|entry| matches!(entry.what, Happening::Strip { .. }));
        shot.map(|entry| entry.start)
    };
    fn meals(day: &PlanDay) -> impl Iterator<Item = (Moment, Moment)> {
        let meals = day.entries.iter().filter(|entry| matches!(entry.what, Happening::Meal { .. }));
        meals.map(|entry| (entry.start, entry.end))
    }
    (a.call, a.camera_wrap, a.wrap, first(a), &a.places) == (b.call, b.camera_wrap, b.wrap, first(b), &b.places)
        && meals(a).eq(meals(b))
}

impl Contracts<'_> {
    /// One position of each group of a unit's crew that packs know.
    pub(crate) fn groups(&self, unit: UnitId) -> impl Iterator<Item = Who> {
        let groups = self.crews.get(&unit).into_iter().flatten();
        groups
            .filter(|group| self.terms.contains_key(&(group[0].class.as_str(), false)))
            .map(|group| Who::Crew(group[0].id))
    }
}

/// Money and nothing else.
struct Sum(Cents);

impl<'t> Sink<'t> for Sum {
    fn pay(&mut self, line: Line<'_>, _: Clause<'t>) {
        self.0 += line.amount();
    }
    fn breach(&mut self, _: Breach, _: Clause<'t>) {}
}

/// The deadlines of somebody under a contract, at a moment of a day: what has happened until then stands, what is planned
/// after it is open.
pub(crate) fn deadline(judge: &Judge<'_>, plan: &Plan, day: &PlanDay, who: Who, now: Moment) -> Option<Deadline> {
    let contracts = &judge.contracts;
    let (terms, hire, (start, _), before, after) = match who {
        Who::Person(id) => {
            let member = judge.cast.get(id)?;
            let hours = day.people.iter().find(|hours| hours.person == id)?;
            let terms = contracts.of(member)?;
            let per = if member.contract.form == Form::Weekly { Per::Week } else { Per::Day };
            let mut hire = Hire::new(terms, &contracts.setting, member.contract.rate, per);
            hire.born = member.born;
            hire.dates = dates(judge, member.contract.signed);
            (terms, hire, (hours.report, hours.dismissed), Minutes::ZERO, Minutes::ZERO)
        }
        Who::Crew(id) => {
            let member = judge.production.position_of(id)?;
            let terms = contracts.terms.get(&(member.class.as_str(), false))?;
            let mut hire = Hire::new(terms, &contracts.setting, member.rate, member.per);
            hire.dates = dates(judge, member.signed);
            (terms, hire, (day.call, day.wrap), member.before, member.after)
        }
        _ => return None,
    };
    let span = |end: Moment| Span {
        start,
        end,
        worked: Minutes::ZERO,
        date: judge.days.number(day.date),
        week: judge.days.week(judge.days.number(day.date)),
        day,
    };
    let until = |end: Moment| {
        let mut one = work(judge, terms, &span(end), Kind::Ordinary);
        one.report = Some(start.before(before));
        one.dismissed = Some(end.after(after));
        one.unit_wrap = Some(end);
        one.camera_wrap = Some(end);
        one.meals.retain(|meal| meal.end <= now || meal.kind == MealKind::Ndb);
        one
    };
    let next = next_call(plan, day, if matches!(who, Who::Person(_)) { who } else { Who::Unit(day.unit) });
    let after_rest = next.map(|next| {
        let mut work = Work::on(plus_days(day.date, 1), span(now).week, judge.zone());
        work.report = Some(next.before(before));
        work
    });
    let pays = |end: Moment| {
        let mut sum = Sum(Cents::ZERO);
        let works: Vec<Work<'_>> = [until(end)].into_iter().chain(after_rest.clone()).collect();
        run(&hire, &works, &Before::default(), &mut sum);
        sum.0
    };
    let limits = crate::agreement::limits(&hire, &until(now), next.map(|next| next.before(before)));
    let cite = |clause| cited(clause, Some(day.date));
    let mut clauses: Vec<String> = limits.clauses.into_iter().map(cite).collect();
    clauses.dedup();
    Some(Deadline {
        who,
        meal: limits.meal,
        wrap: limits.wrap.map(|wrap| wrap.before(after)),
        next_call: limits.next_call,
        hour: pays(now.after(Minutes(60))) - pays(now),
        clauses,
    })
}

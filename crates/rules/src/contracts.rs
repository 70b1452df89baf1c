//! Contracts in a plan: the days of a person or a crew as agreements see them, and what they say as findings and lines of
//! pay. Who has a class is judged and paid by the packs of the production; who has none, by the house rules alone.

use std::collections::BTreeMap;

use model::board::DayKind;
use model::calendar::{Date, plus_days};
use model::ids::UnitId;
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::notice::Severity;
use model::pack::{Consecutive, Dates, Pack, Per};
use model::people::{CastMember, CrewMember, Form};
use model::plan::{Happening, Plan, PlanDay};
use model::production::Production;
use model::verdict::{Excess, PayCode, PayLine, Who};

use crate::agreement::{
    Before, Breach, Clause, Held, Hire, Kind, Line, MINOR, Meal, MealKind, MinorDay, Setting, Sink, Terms, Work, run,
};
use crate::code::Code;
use crate::deadline::{Deadline, next_call};
use crate::force::{self, cited};
use crate::judge::Judge;
use crate::report::{Breach as Broken, Report, Words};
use crate::span::Span;

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
    let mut told = Told { judge, whom, days: &days, report, broken: Vec::new() };
    run(&hire, &works, &Before::default(), &mut told);
    told.end();
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
        let mut told = Told { judge, whom: Whom::Crew(unit, group), days: &days, report, broken: Vec::new() };
        run(&hire, &works, &Before::default(), &mut told);
        told.end();
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

/// Whom a walk is about.
#[derive(Clone, Copy)]
enum Whom<'j> {
    Cast(&'j CastMember),
    Crew(UnitId, &'j [&'j CrewMember]),
}

/// A rule that is broken, with what it costs.
struct Cost<'t> {
    breach: Breach,
    clause: Clause<'t>,
    cost: Cents,
}

/// Hands on what an agreement says, in the judge's words.
struct Told<'j, 'p, R> {
    judge: &'j Judge<'j>,
    whom: Whom<'j>,
    days: &'j [&'p PlanDay],
    report: &'j mut R,
    broken: Vec<Cost<'j>>,
}

impl<'j, R: Report> Sink<'j> for Told<'j, '_, R> {
    fn pay(&mut self, line: Line<'_>, clause: Clause<'j>) {
        if line.quantity.num() == 0 || line.times.num() == 0 {
            return;
        }
        let day = self.days.get(line.day).map(|day| day.day);
        match self.whom {
            Whom::Cast(member) => {
                // Days and weeks are the engagement's; a dearer day pays here what comes on top.
                let base = matches!(line.what, PayCode::Hours | PayCode::Day | PayCode::Week);
                let times = if base { less_one(line.times) } else { line.times };
                let what = if base { PayCode::ExtraDay } else { line.what };
                let line = Line { what, times, ..line };
                let (who, rate) = (Who::Person(member.id), line.rate);
                if line.times.num() > 0 && (!base || line.unit != crate::agreement::Unit::Week) {
                    self.line((who, day), line, rate, 1, clause);
                }
            }
            Whom::Crew(_, group) => {
                for member in group {
                    let rate = if line.scales { member.rate } else { line.rate };
                    self.line((Who::Crew(member.id), day), line, rate, member.heads, clause);
                }
            }
        }
    }

    fn breach(&mut self, breach: Breach, clause: Clause<'j>) {
        self.broken.push(Cost { breach, clause, cost: Cents::ZERO });
    }
}

/// A multiple without the one that is paid anyway.
fn less_one(times: Ratio) -> Ratio {
    Ratio::new(times.num() - times.den(), times.den())
}

impl<'j, R: Report> Told<'j, '_, R> {
    fn line(
        &mut self,
        (who, day): (Who, Option<model::ids::DayId>),
        line: Line<'_>,
        rate: Cents,
        heads: u32,
        clause: Clause<'j>,
    ) {
        let quantity = line.quantity.by(Ratio::new(i64::from(heads), 1));
        let times = line.per.by(line.times);
        let amount = rate.times(quantity.by(times));
        if let Some(cost) = self.broken.iter_mut().rev().find(|one| std::ptr::addr_eq(one.clause.row, clause.row)) {
            cost.cost += amount;
        }
        let date = self.days.get(line.day).map(|day| day.date);
        let rule = || format!("{}: {}", line.name(), cited(clause, date));
        self.report.pay(amount, || PayLine::new(who, day, line.what, quantity, rate, times, rule()));
    }

    /// Hands the findings in, each with what it costs. What several positions of a crew share is said once.
    fn end(self) {
        let Self { judge, whom, days, report, broken } = self;
        for (index, one) in broken.iter().enumerate() {
            let same = |other: &Cost<'_>| (other.breach.code, other.breach.day) == (one.breach.code, one.breach.day);
            if broken[..index].iter().any(same) {
                continue;
            }
            let Some(day) = days.get(one.breach.day) else { continue };
            let cost = broken[index..].iter().filter(|other| same(other)).map(|other| other.cost).sum();
            let severity = if one.breach.hard { Severity::Error } else { Severity::Warning };
            let who = match whom {
                Whom::Cast(member) => Who::Person(member.id),
                Whom::Crew(unit, _) => Who::Unit(unit),
            };
            let by = Excess::Minutes(one.breach.over);
            let broken = Broken { code: code(one.breach.code), severity, who, day: Some(day.day), by };
            broken.tell(report, || words(judge, whom, day, one, cost));
        }
    }
}

fn words(judge: &Judge<'_>, whom: Whom<'_>, day: &PlanDay, one: &Cost<'_>, cost: Cents) -> Words {
    let (name, title, over) = (named(whom), judge.title(day), one.breach.over);
    let legal = one.breach.legal.map(|at| judge.at(day, at)).unwrap_or_default();
    let (what, mend) = match one.breach.code.split_once('.').unwrap_or((one.breach.code, "")) {
        ("meal", "missing") => {
            (format!("{name} has no meal on {title}, {over} past the time it is due"), format!("break by {legal}"))
        }
        ("meal", which) => {
            let (nth, missing) = which.split_once('_').unwrap_or((which, ""));
            let state = if missing == "missing" { "is missing" } else { "is late" };
            let what = format!("{name}'s {nth} meal {state} on {title}, {over} past the time it is due");
            (what, format!("break for it by {legal}, or wrap by then"))
        }
        ("rest", kind) => {
            let what = format!("{name}'s {kind} rest before {title} is {over} too short");
            (what, format!("call {name} at {legal} or later, or dismiss {over} earlier the day before"))
        }
        (_, "days") => {
            (format!("{name} works more days in a row than allowed, to {title}"), "give a day off before it".to_owned())
        }
        ("minor", kind) => {
            let what = match kind {
                "on_site" => format!("{name} is at the place of work on {title} {over} longer than allowed"),
                "work" => format!("{name} works {over} too long on {title}"),
                "school" => format!("{name}'s schooling and recreation lack {over} on {title}"),
                "rest_recreation" => format!("{name}'s rest and recreation lack {over} on {title}"),
                "meal" => format!("{name}'s meal comes {over} too late on {title}"),
                "early" => format!("{name} reports {over} too early on {title}"),
                "late" => format!("{name} is dismissed {over} too late on {title}"),
                "rest" => format!("{name}'s rest before {title} is {over} too short"),
                _ => format!("{name}'s hours pass a limit for minors by {over} on {title}"),
            };
            let by = if legal.is_empty() { String::new() } else { format!(", so that it is {legal}") };
            (what, format!("take {over} of {name}'s scenes off {title}{by}"))
        }
        ("break", _) => (
            format!("{name}'s breaks on {title} lack {over} of the time that is owed"),
            format!("take {over} of {name}'s scenes off {title}"),
        ),
        (_, "week") => (format!("{name}'s week of {title} is {over} too long"), format!("take {over} off the week")),
        _ => (format!("{name}'s day is {over} too long on {title}"), format!("dismiss {name} by {legal}")),
    };
    let text = if cost > Cents::ZERO { format!("{what}; it costs {cost}") } else { what };
    Words { text, clause: cited(one.clause, Some(day.date)), mend }
}

fn named(whom: Whom<'_>) -> String {
    match whom {
        Whom::Cast(member) => member.name.clone(),
        Whom::Crew(_, [one]) => format!("the {}", one.position),
        Whom::Crew(_, group) => {
            let first = group.first().map_or("", |one| one.department.as_str());
            let other = group.iter().any(|one| one.department != first);
            if other { format!("the crew on the terms of {}", group[0].class) } else { format!("the {first} crew") }
        }
    }
}

/// The judge's code for what an agreement calls it.
fn code(name: &str) -> Code {
    match name {
        "rest.daily" => Code::RestDaily,
        "rest.weekly" => Code::RestWeekly,
        "minor.on_site" | "minor.window" => Code::MinorSite,
        "minor.work" | "minor.week" => Code::MinorWork,
        "minor.school" | "minor.rest_recreation" => Code::MinorSchool,
        "minor.early" => Code::MinorEarly,
        "minor.late" => Code::MinorLate,
        "minor.rest" => Code::MinorRest,
        "break.short" => Code::Breaks,
        "cap.days" | "minor.days" => Code::RunDays,
        "cap.week" => Code::WeekHours,
        "cap.elapsed" | "cap.worked" => Code::DayLength,
        _ => Code::MealLate,
    }
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

//! Contracts in a plan: the days of a person or a crew as agreements see them, and what they say as findings and lines of
//! pay. Who has a class that they know is judged and paid by the packs of the production; who has none, by the house rules alone.

mod days;
mod mend;
mod told;

use std::collections::BTreeMap;

use model::calendar::Date;
use model::ids::UnitId;
use model::measure::{Cents, Minutes};
use model::pack::{Consecutive, Dates, Pack, Per};
use model::people::{CastMember, Contract, CrewMember, Form};
use model::plan::PlanDay;
use model::production::Production;
use model::verdict::Who;

use crate::agreement::{Held, Hire, Kind, Line, MINOR, Setting, Terms, Work};
use crate::force;
use crate::judge::Judge;
use crate::known::{Known, Whose};
use crate::report::Report;
use crate::span::Span;
use days::place;
pub(crate) use days::{Day, alike, kinds};
pub(crate) use told::code;
use told::{Told, Whom};

/// The terms of everybody who has a class.
pub(crate) struct Contracts<'a> {
    setting: Setting,
    start: Date,
    /// By class, for adults and for minors.
    terms: BTreeMap<(&'a str, bool), Terms<'a>>,
    /// The crew of each unit, those on the same terms together.
    crews: BTreeMap<UnitId, Vec<Vec<&'a CrewMember>>>,
    /// The crew of each unit that has no terms.
    house: BTreeMap<UnitId, Vec<&'a CrewMember>>,
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
        let mut house: BTreeMap<UnitId, Vec<&CrewMember>> = BTreeMap::new();
        for member in production.crew.iter().filter(|member| member.heads > 0) {
            let Some(by_rate) = terms.get(&(member.class.as_str(), false)).map(Terms::asks_rate) else {
                house.entry(member.unit).or_default().push(member);
                continue;
            };
            let groups = crews.entry(member.unit).or_default();
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
        Self { setting, start: production.calendar.start, terms, crews, house }
    }

    /// Whether nobody has terms.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms of a cast member, when packs have any for her.
    pub(crate) fn of(&self, member: &CastMember) -> Option<&Terms<'a>> {
        let wanted = (member.contract.class.as_str(), minor(member, self.start));
        let found = self.terms.iter().find(|(key, _)| **key == wanted).map(|(_, terms)| terms);
        found.filter(|_| member.contract.form != Form::RunOfPicture)
    }

    /// Whether packs know the hours of a minor.
    pub(crate) fn knows_minors(&self, member: &CastMember) -> bool {
        minor(member, self.start) && self.of(member).is_some_and(Terms::knows_minors)
    }

    /// Whether a unit is paid by the positions of its crew.
    pub(crate) fn pays(&self, unit: UnitId) -> bool {
        self.crews.contains_key(&unit) || self.house.contains_key(&unit)
    }

    /// The positions of a unit that the house rules pay: no pack that applies has terms for their class.
    pub(crate) fn house(&self, unit: UnitId) -> &[&'a CrewMember] {
        self.house.get(&unit).map_or(&[], Vec::as_slice)
    }
}

/// What the terms of a cast member say of the days between a day of work and the next one.
pub(crate) fn between<'c>(
    judge: &Judge<'_>,
    terms: &Terms<'c>,
    member: &CastMember,
    day: &PlanDay,
) -> Option<Held<'c, Consecutive>> {
    terms.between(dates(judge, member.contract.signed), day.date, || place(judge, terms, &day.places))
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
        hire.extra_days_paid = true;
        hire.calendar = Some(&judge.production.calendar);
        Some(Self { hire, whom: Whom::Cast(member), before: Minutes::ZERO, after: Minutes::ZERO })
    }

    pub(crate) fn of_crew(judge: &'j Judge<'_>, unit: UnitId, group: &'j [&'j CrewMember]) -> Option<Self> {
        let first = group[0];
        let terms = judge.contracts.terms.get(&(first.class.as_str(), false))?;
        let mut hire = Hire::new(terms, &judge.contracts.setting, first.rate, first.per);
        hire.dates = dates(judge, first.signed);
        Some(Self { hire, whom: Whom::Crew(unit, group), before: first.before, after: first.after })
    }

    /// The rate of a day: the contract's, or scale where that is more.
    fn rate(&self, judge: &Judge<'_>, day: Day<'_, '_>) -> Cents {
        self.hire.at(&self.work(judge, day, Kind::Ordinary), 0).rate
    }

    /// How long after the wrap those who are walked are dismissed.
    pub(crate) fn after(&self) -> Minutes {
        self.after
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
        self.whom.lines(line, |_, _, _, amount| paid += amount);
        paid
    }
}

/// The cast member with the scale of her first day as her rate, where her contract says less: nobody is paid below it.
pub(crate) fn raised(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>]) -> Option<CastMember> {
    judge.contracts.of(member).filter(|terms| terms.has_scale())?;
    let rate = Walk::of_person(judge, member)?.rate(judge, spans.get(..1)?);
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
    let days: Vec<Day<'_, '_>> = spans.chunk_by(|a, b| a.date == b.date).collect();
    let kinds = kinds(judge, &days);
    match known {
        Some(known) => {
            known.days(Whose::Person(member.id), &walk, &days, &kinds);
            known.walk(judge, Whose::Person(member.id), &walk, &days, &kinds, report);
        }
        None => tell(judge, &walk, &days, &kinds, report),
    }
}

/// What the days of a unit come to for the positions of its crew that have terms. Those on the same terms are walked once.
pub(crate) fn crew(judge: &Judge<'_>, spans: &[Span<'_>], mut known: Option<&mut Known>, report: &mut impl Report) {
    let Some(unit) = spans.first().map(|span| span.day.unit) else { return };
    let Some(groups) = judge.contracts.crews.get(&unit) else { return };
    let days: Vec<Day<'_, '_>> = spans.chunks(1).collect();
    let kinds = kinds(judge, &days);
    for (nth, group) in groups.iter().enumerate() {
        let Some(walk) = Walk::of_crew(judge, unit, group) else { continue };
        let Some(known) = known.as_deref_mut() else {
            tell(judge, &walk, &days, &kinds, report);
            continue;
        };
        // Of a day all positions see the same; what differs is theirs for the whole shoot.
        if nth == 0 {
            known.days(Whose::Crew(unit, nth), &walk, &days, &kinds);
        }
        known.walk(judge, Whose::Crew(unit, nth), &walk, &days, &kinds, report);
    }
}

/// Walks somebody's days in words.
fn tell(judge: &Judge<'_>, walk: &Walk<'_>, days: &[Day<'_, '_>], kinds: &[Kind], report: &mut impl Report) {
    let works: Vec<Work<'_>> = days.iter().zip(kinds).map(|(day, kind)| walk.work(judge, day, *kind)).collect();
    Told::new(judge, walk.whom, days, report).walk(&walk.hire, &works);
}

fn dates(judge: &Judge<'_>, signed: Option<Date>) -> Dates {
    let principal_start = judge.production.calendar.start;
    Dates { principal_start, contract: signed.unwrap_or(principal_start) }
}

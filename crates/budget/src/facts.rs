//! What formulas ask of a plan, its verdict and the board's ledger.

use std::collections::{BTreeMap, BTreeSet};

use model::board::Shift;
use model::budget::{moves, week};
use model::calendar::{Date, plus_days};
use model::estimate::Line;
use model::formula::{Exact, Fault, Function, Selector, Takes, Value, selector, who};
use model::ids::SceneId;
use model::places::MoveKind;
use model::plan::{Happening, Plan, PlanDay, Stand};
use model::production::Production;
use model::verdict::{Engagement, PayCode, Verdict, Who};

/// A board as formulas see it.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) production: &'a Production,
    pub(crate) plan: &'a Plan,
    pub(crate) verdict: &'a Verdict,
    pub(crate) ledger: &'a [Line],
}

impl Facts<'_> {
    /// The answer to a function that asks about a name; `board` and `account` are the sheet's own.
    pub(crate) fn answer(&self, function: Function, name: &str, at: usize) -> Result<Value, Fault> {
        let fault = |(message, hint): (String, String)| Fault::new(at, message, hint);
        let about = match function.takes() {
            Takes::Name(_, true) if name.is_empty() => None,
            Takes::Name(among, _) => Some(who(self.production, among, name).map_err(fault)?),
            _ => None,
        };
        // Only positions of the crew come in several.
        let several = about.as_deref().unwrap_or_default();
        let about = several.first().copied();
        let amount = match function {
            Function::Days => whole(self.phase(name)),
            Function::Weeks => Exact::new(self.phase(name).into(), week(self.production)),
            Function::Cost => {
                let chosen = self.chosen(name).map_err(fault)?;
                let lines = self.ledger.iter().filter(|line| chosen.meets(line));
                Exact::money(lines.map(|line| line.amount).sum())
            }
            Function::Moves => {
                let kind = moves(name, at)?;
                let made = self.plan.days.iter().flat_map(|day| &day.entries).filter(|entry| match entry.what {
                    Happening::Move { how, .. } => kind.map_or(how != MoveKind::Relight, |kind| kind == how),
                    _ => false,
                });
                count(made)
            }
            Function::Pages | Function::Scenes | Function::Setups => self.script(function, about),
            Function::WorkDays | Function::HoldDays | Function::PaidDays | Function::Drops => {
                self.cast(function, about)
            }
            Function::BuildDays | Function::StandingDays | Function::StrikeDays => self.stands(function, about),
            Function::Heads | Function::UseDays => self.element(function, about),
            Function::OtHours => self.overtime(several),
            Function::DistantDays => self.distant(about),
            _ => count(self.days(about).filter(|day| function != Function::Nights || day.shift == Shift::Night)),
        };
        Ok(Value::of(function.kind(), amount))
    }

    /// What a selector of the board's ledger means.
    pub(crate) fn chosen(&self, name: &str) -> Result<Selector, (String, String)> {
        selector(self.production, name)
    }

    /// The shooting days with somebody or something.
    fn days(&self, about: Option<Who>) -> impl Iterator<Item = &PlanDay> {
        self.plan.days.iter().filter(move |day| day.kind.shoots() && about.is_none_or(|who| self.on(day, who)))
    }

    fn on(&self, day: &PlanDay, who: Who) -> bool {
        match who {
            Who::Unit(unit) => day.unit == unit,
            Who::Person(person) => day.people.iter().any(|one| one.person == person),
            Who::Place(place) => day.places.contains(&place),
            Who::Set(set) => self.scenes(day).any(|scene| scene.set == set),
            _ => false,
        }
    }

    fn scenes(&self, day: &PlanDay) -> impl Iterator<Item = &model::production::Scene> {
        day.strips().filter_map(|strip| self.production.scene_of(strip))
    }

    /// Working days of the calendar before the first shooting day, or from it to the last.
    fn phase(&self, name: &str) -> u32 {
        let calendar = &self.production.calendar;
        let shot = || self.days(None).map(|day| day.date);
        let first = shot().min().unwrap_or(calendar.start);
        let (from, to) = match name {
            "prep" => (calendar.prep, plus_days(first, -1)),
            _ => (first, shot().max().unwrap_or(plus_days(first, -1))),
        };
        worked(self.production, from, to)
    }

    fn script(&self, function: Function, about: Option<Who>) -> Exact {
        let (mut eighths, mut setups) = (0, 0);
        let mut scenes: BTreeSet<SceneId> = BTreeSet::new();
        for day in self.plan.days.iter().filter(|day| day.kind.shoots()) {
            let here = match about {
                Some(who @ (Who::Unit(_) | Who::Person(_))) => self.on(day, who),
                _ => true,
            };
            let mut last = None;
            for entry in day.entries.iter().filter(|_| here) {
                let Happening::Strip { strip, place, setups: planned, .. } = entry.what else { continue };
                let Some(scene) = self.production.scene_of(strip) else { continue };
                let wanted = match about {
                    Some(Who::Set(set)) => scene.set == set,
                    Some(Who::Place(wanted)) => place == Some(wanted),
                    Some(Who::Person(person)) => self.production.called(scene).contains(&person),
                    _ => true,
                };
                if !wanted {
                    continue;
                }
                setups += i128::from(planned);
                scenes.insert(scene.id);
                if last != Some(strip) {
                    eighths += self.production.strip(strip).map_or(0, |strip| i128::from(strip.eighths.0));
                }
                last = Some(strip);
            }
        }
        match function {
            Function::Pages => Exact::new(eighths, 8),
            Function::Setups => Exact::whole(setups),
            _ => count(scenes.iter()),
        }
    }

    fn cast(&self, function: Function, about: Option<Who>) -> Exact {
        let wanted = |one: &&Engagement| about.is_none_or(|who| who == Who::Person(one.person));
        let of = |one: &Engagement| match function {
            Function::WorkDays => one.worked,
            Function::HoldDays => one.held,
            Function::Drops => one.drops,
            _ => one.worked.saturating_add(one.held),
        };
        Exact::whole(self.verdict.engagements.iter().filter(wanted).map(|one| i128::from(of(one))).sum::<i128>())
    }

    fn stands(&self, function: Function, about: Option<Who>) -> Exact {
        let wanted = |stand: &&Stand| match about {
            Some(Who::Set(set)) => stand.set == set,
            Some(Who::Place(place)) => stand.place == place,
            _ => true,
        };
        let of = |stand: &Stand| match function {
            Function::BuildDays => worked(self.production, stand.from, plus_days(stand.first, -1)),
            Function::StrikeDays => worked(self.production, plus_days(stand.last, 1), stand.to),
            _ => stand.held,
        };
        Exact::whole(self.plan.stands.iter().filter(wanted).map(|stand| i128::from(of(stand))).sum::<i128>())
    }

    /// Of each unit-day the most that any of its scenes needs, as the board is priced.
    fn element(&self, function: Function, about: Option<Who>) -> Exact {
        let Some(Who::Element(wanted)) = about else { return Exact::ZERO };
        let most = |day: &PlanDay| {
            let needs = self.scenes(day).flat_map(|scene| self.production.elements_of(scene));
            needs.filter(|(id, _)| *id == wanted).map(|(_, quantity)| quantity).max().unwrap_or(0)
        };
        let days = self.plan.days.iter().map(most).filter(|most| *most > 0);
        match function {
            Function::UseDays => count(days),
            _ => Exact::whole(days.map(i128::from).sum::<i128>()),
        }
    }

    /// Of all where nobody is named; of a unit with everybody in its crew.
    fn overtime(&self, about: &[Who]) -> Exact {
        let meant = |who: Who| match who {
            Who::Crew(id) => {
                let unit = self.production.position_of(id).map(|member| Who::Unit(member.unit));
                about.contains(&who) || unit.is_some_and(|unit| about.contains(&unit))
            }
            _ => about.contains(&who),
        };
        let wanted = self.verdict.pay.iter().filter(|pay| pay.code == PayCode::Overtime);
        let hours = wanted.filter(|pay| about.is_empty() || meant(pay.who)).map(|pay| Exact::from(pay.quantity));
        hours.fold(Exact::ZERO, |sum, hours| sum.plus(hours).unwrap_or(sum))
    }

    /// For each unit, every date from its first to its last day at distant places of one run of such days: a run ends when
    /// the unit works somewhere else.
    fn distant(&self, about: Option<Who>) -> Exact {
        let mut runs: BTreeMap<_, Vec<(Date, bool)>> = BTreeMap::new();
        for day in self.plan.days.iter().filter(|day| !day.places.is_empty()) {
            let away = day.places.iter().any(|place| {
                let there = about.is_none_or(|who| who == Who::Place(*place) || who == Who::Unit(day.unit));
                there && self.production.place(*place).is_some_and(|place| place.distant)
            });
            runs.entry(day.unit).or_default().push((day.date, away));
        }
        let mut days = 0;
        for (_, mut dates) in runs {
            dates.sort_unstable();
            for run in dates.chunk_by(|one, other| one.1 == other.1).filter(|run| run[0].1) {
                let (from, to) = (run[0].0, run[run.len() - 1].0);
                days += model::calendar::days_between(from, to) + 1;
            }
        }
        Exact::whole(days)
    }
}

/// Working days of the calendar from one date to another, both included.
fn worked(production: &Production, from: Date, to: Date) -> u32 {
    if from > to {
        return 0;
    }
    let dates = crate::days::dates(from, to).take(3_660).filter(|date| production.calendar.works(*date));
    u32::try_from(dates.count()).unwrap_or(u32::MAX)
}

fn whole(number: u32) -> Exact {
    Exact::whole(number)
}

fn count<T>(all: impl Iterator<Item = T>) -> Exact {
    Exact::whole(i64::try_from(all.count()).unwrap_or(i64::MAX))
}

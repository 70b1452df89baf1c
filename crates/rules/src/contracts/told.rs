//! What agreements say of somebody's days in the judge's words: lines of pay, and findings with what they cost, what mends
//! them and what that saves.

use model::ids::UnitId;
use std::cell::OnceCell;

use model::measure::{Cents, Ratio};
use model::notice::Severity;
use model::people::{CastMember, CrewMember, Form};
use model::verdict::{Excess, PayCode, PayLine, Who};

use super::days::Day;
use super::mend::{Change, Walked};
use crate::agreement::{Before, Breach, Clause, Hire, Line, Sink, Work, run};
use crate::code::Code;
use crate::force::cited;
use crate::judge::Judge;
use crate::overtime::part_of_rate;
use crate::report::{Breach as Broken, Report, Words};
use crate::words::joined;

/// Whom a walk is about.
#[derive(Clone, Copy)]
pub(super) enum Whom<'j> {
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
pub(super) struct Told<'j, 'p, R> {
    judge: &'j Judge<'j>,
    whom: Whom<'j>,
    days: &'j [Day<'j, 'p>],
    report: &'j mut R,
    broken: Vec<Cost<'j>>,
}

impl Whom<'_> {
    pub(super) fn who(self) -> Who {
        match self {
            Self::Cast(member) => Who::Person(member.id),
            Self::Crew(unit, _) => Who::Unit(unit),
        }
    }

    /// The lines that one line of the walk is for those it is about: who, the line, how many heads at which rate, and what it pays them.
    pub(super) fn lines<'c>(self, line: Line<'c>, mut take: impl FnMut(Who, Line<'c>, (u32, Cents), Cents)) {
        if line.quantity.num() == 0 || line.times.num() == 0 {
            return;
        }
        match self {
            Whom::Cast(member) => {
                // Days and weeks are the engagement's; a longer or dearer day pays here what comes on top.
                let line = match line.what {
                    PayCode::Week => return,
                    PayCode::Hours | PayCode::Day => beyond_the_day(line, member.contract.form),
                    _ => line,
                };
                if line.quantity.num() > 0 {
                    take(Who::Person(member.id), line, (1, line.rate), line.amount());
                }
            }
            Whom::Crew(_, group) => {
                // Where there is a scale, all of a group have one rate, and the walk has raised it.
                let one = group.iter().all(|member| member.rate == group[0].rate);
                let part = line.part();
                for member in group {
                    let rate = if line.scales && !one { member.rate } else { line.rate };
                    let amount = rate.times(part.by(Ratio::new(i64::from(member.heads), 1)));
                    take(Who::Crew(member.id), line, (member.heads, rate), amount);
                }
            }
        }
    }
}

impl<'j, R: Report> Sink<'j> for Told<'j, '_, R> {
    fn pay(&mut self, line: Line<'_>, clause: Clause<'j>) {
        let day = self.days.get(line.day).map(|day| day[0].day.day);
        self.whom.lines(line, |who, line, paid, amount| self.line((who, day), line, paid, amount, clause));
    }

    fn breach(&mut self, breach: Breach, clause: Clause<'j>) {
        self.broken.push(Cost { breach, clause, cost: Cents::ZERO });
    }
}

/// What a day's own line pays beyond the day that the engagement pays, in such days.
fn beyond_the_day(line: Line<'_>, form: Form) -> Line<'_> {
    let day = part_of_rate(form).unwrap_or(Ratio::ONE);
    let days = line.quantity.by(line.per).by(line.times).by(Ratio::new(day.den(), day.num()));
    let quantity = Ratio::new(days.num() - days.den(), days.den());
    Line { what: PayCode::ExtraDay, quantity, per: day, times: Ratio::ONE, ..line }
}

impl<'j, 'p, R: Report> Told<'j, 'p, R> {
    pub(super) fn new(judge: &'j Judge<'j>, whom: Whom<'j>, days: &'j [Day<'j, 'p>], report: &'j mut R) -> Self {
        Self { judge, whom, days, report, broken: Vec::new() }
    }

    fn line(
        &mut self,
        (who, day): (Who, Option<model::ids::DayId>),
        line: Line<'_>,
        (heads, rate): (u32, Cents),
        amount: Cents,
        clause: Clause<'j>,
    ) {
        let quantity = line.quantity.by(Ratio::new(i64::from(heads), 1));
        let times = line.per.by(line.times);
        if let Some(cost) = self.broken.iter_mut().rev().find(|one| std::ptr::addr_eq(one.clause.row, clause.row)) {
            cost.cost += amount;
        }
        let date = self.days.get(line.day).map(|day| day[0].day.date);
        let rule = || format!("{}: {}", line.name(), cited(clause, date));
        self.report.pay(amount, || PayLine::new(who, day, line.what, quantity, rate, times, rule()));
    }

    /// Walks somebody's days, and hands the findings in, each with what it costs. What several positions of a crew share is
    /// said once.
    pub(super) fn walk(mut self, hire: &Hire<'j>, works: &[Work<'_>]) {
        run(hire, works, &Before::default(), &mut self);
        let Self { judge, whom, days, report, broken } = self;
        let walked = Walked { whom, hire, works, were: OnceCell::new() };
        for (index, one) in broken.iter().enumerate() {
            let same = |other: &Cost<'_>| (other.breach.code, other.breach.day) == (one.breach.code, one.breach.day);
            if broken[..index].iter().any(same) {
                continue;
            }
            let Some(day) = days.get(one.breach.day) else { continue };
            let cost = broken[index..].iter().filter(|other| same(other)).map(|other| other.cost).sum();
            let severity = if one.breach.hard { Severity::Error } else { Severity::Warning };
            let who = whom.who();
            let by = Excess::Minutes(one.breach.over);
            let broken = Broken { code: code(one.breach.code), severity, who, day: Some(day[0].day.day), by };
            broken.tell(report, || words(judge, &walked, day, one, cost));
        }
    }
}

fn words(judge: &Judge<'_>, walked: &Walked<'_, '_, '_>, day: Day<'_, '_>, one: &Cost<'_>, cost: Cents) -> Words {
    let title = joined(day.iter().map(|part| judge.title(part.day)));
    let (day, name, over) = (day[0].day, named(walked.whom), one.breach.over);
    // Each change on its own: whether it mends the breach, and what it does to the pay of all these days.
    let saves = |change: Change| walked.saves(&one.breach, change);
    let at = one.breach.day;
    let legal = one.breach.legal.map(|at| judge.at(day, at)).unwrap_or_default();
    let (what, mend) = match one.breach.code.split_once('.').unwrap_or((one.breach.code, "")) {
        ("meal", which) => {
            let (nth, missing) = which.split_once('_').unwrap_or((which, ""));
            let state = if missing == "missing" { "is missing" } else { "is late" };
            let what = format!("{name}'s {nth} meal {state} on {title}, {over} past the time it is due");
            let due = one.breach.legal.unwrap_or_default();
            let eaten = saved(saves(Change::Meal { day: at, due, late: (missing != "missing").then_some(over) }));
            let wrapped = saved(if missing == "missing" { saves(Change::Earlier(at, over)) } else { None });
            (what, format!("break for it by {legal}{eaten}, or wrap by then{wrapped}"))
        }
        ("rest", kind) => {
            let what = format!("{name}'s {kind} rest before {title} is {over} too short");
            let call = match saves(Change::Later(at, over)) {
                None => format!("call {name} at {legal} or later"),
                later => format!("call {name} at {legal}, {over} later{}", saved(later)),
            };
            let earlier = saved(at.checked_sub(1).and_then(|before| saves(Change::Earlier(before, over))));
            (what, format!("{call}, or dismiss {over} earlier the day before{earlier}"))
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
        _ => {
            let mend = format!("dismiss {name} by {legal}{}", saved(saves(Change::Earlier(at, over))));
            (format!("{name}'s day is {over} too long on {title}"), mend)
        }
    };
    let text = if cost > Cents::ZERO { format!("{what}; it costs {cost}") } else { what };
    Words { text, clause: cited(one.clause, Some(day.date)), mend }
}

/// ` (saves 950)`; nothing where a change costs the same, or was not walked.
fn saved(money: Option<Cents>) -> String {
    match money.unwrap_or_default() {
        Cents(0) => String::new(),
        less if less > Cents::ZERO => format!(" (saves {less})"),
        more => format!(" (costs {} more)", Cents(-more.0)),
    }
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
pub(crate) fn code(name: &str) -> Code {
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

//! `backlot board why`: what each other day would cost a strip and what it would break, and so why the strip stands where it
//! stands. Which days are impossible, whatever else the board holds, one judge says for the list and for a single day.

use std::collections::{BTreeMap, BTreeSet};

use model::board::{Board, Shift};
use model::calendar::Date;
use model::estimate::Group;
use model::ids::DayId;
use model::issue::Schedule;
use model::measure::Cents;
use model::notice::Severity;
use model::production::{Production, Strip};
use serde::Serialize;

use super::change;
use super::wish::{Told, Wish, untried};
use crate::app::{self, Opened};
use crate::cli::{DayName, Format, Said, find};
use crate::compare::{Stop, causes, compare, standing, stop_of};
use crate::error::Failure;
use crate::past;
use crate::say::{self, count, signed};

/// A strip on its board, and every other day for it.
#[derive(Debug, Serialize)]
pub(super) struct Why {
    /// Its label.
    strip: String,
    /// Name of the board.
    board: String,
    /// Where it stands, or nothing for the boneyard.
    stands: Option<Stop>,
    /// A person pinned it there.
    pinned: bool,
    /// What the board costs, and the price of its open wishes.
    total: Cents,
    wishes: Cents,
    /// Hard rules that it breaks.
    errors: usize,
    /// Every other shooting day: those that break the least first, of these the cheapest.
    days: Vec<Other>,
    /// Why the strip stands where it stands, as sentences.
    because: Vec<String>,
}

/// What the whole board would be with the strip on another day.
#[derive(Debug, Serialize)]
struct Other {
    /// The day.
    day: Stop,
    /// The shift in which it would be worked, when that is another than now.
    shift: Option<Shift>,
    /// The strip after which it would come; nothing as the first.
    after: Option<String>,
    /// Hard rules that the whole board would break.
    errors: usize,
    /// Hard rules that it would break anew, by code, with the company that each day has now.
    breaks: BTreeMap<String, usize>,
    /// Sets of rules of which each forbids the day by itself, whatever else the board holds; empty when none does.
    forbid: Vec<Vec<String>>,
    /// Difference in money and in the price of open wishes.
    difference: Cents,
    wishes: Cents,
    /// The same money by group, and by account with its title.
    groups: Vec<(Group, Cents)>,
    accounts: Vec<(u16, &'static str, Cents)>,
    /// What forbids the day and what to give up, where it breaks a rule and is asked for by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    wish: Option<Told>,
    /// The board that was kept, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    #[serde(skip)]
    known: solver::Wish,
    #[serde(skip)]
    schedule: Schedule,
}

impl Other {
    /// Whether the strip can simply be put there.
    fn fine(&self) -> bool {
        self.breaks.is_empty() && self.forbid.is_empty()
    }

    /// What it differs by in money and in wishes, which are never booked: `+9,307.57, wishes +1,000`.
    fn price(&self) -> String {
        match self.wishes {
            Cents::ZERO => signed(self.difference),
            wishes => format!("{}, wishes {}", signed(self.difference), signed(wishes)),
        }
    }
}

/// One other day for a strip, as it was asked for.
pub(super) struct Asked<'a> {
    /// Its label.
    pub(super) strip: &'a str,
    /// The day.
    pub(super) day: &'a DayName,
    /// Moves that each search tries.
    pub(super) iterations: u64,
    /// The name under which the board with the strip there is kept.
    pub(super) keep: Option<&'a str>,
}

/// A strip of a board under question.
struct Question<'a> {
    production: &'a Production,
    file: &'a str,
    strip: &'a Strip,
    label: String,
    before: Schedule,
}

/// Says why a strip stands on its day.
pub(super) fn run(format: Format, opened: &Opened, file: &str, board: &Board, strip: &str) -> Result<Said, Failure> {
    let question = Question::of(opened, file, board, strip)?;
    let strip = question.strip;
    let stands = board.day_of(strip.id).and_then(|at| board.days.get(at)).map(|day| day.id);
    let to_come = |day: &DayId| past::shot(question.production, board, *day).is_none();
    let shooting = board.days.iter().filter(|day| day.kind.shoots()).map(|day| day.id).filter(to_come);
    let mut days = question.others(shooting.filter(|&day| Some(day) != stands).collect());
    days.sort_by_key(|other| (other.errors, other.difference + other.wishes, other.day));
    let because = question.because(&days);
    let Question { before, label, .. } = &question;
    let why = Why {
        strip: label.clone(),
        board: board.name.clone(),
        stands: stop_of(before, strip.id),
        pinned: board.days.iter().any(|day| day.strips().any(|one| one.strip == strip.id && one.pinned)),
        total: before.estimate.total,
        wishes: before.estimate.wished(),
        errors: before.verdict.count(Severity::Error),
        days,
        because,
    };
    let lines = question.lines(&why);
    Said::data(format, &why, lines)
}

/// Says what one other day would change, and what forbids it; keeps the board when that is wanted.
pub(super) fn one_day(
    format: Format,
    opened: &mut Opened,
    file: &str,
    board: &Board,
    asked: &Asked<'_>,
) -> Result<Said, Failure> {
    asked.keep.map_or(Ok(()), |name| change::untaken(&opened.production, name))?;
    let question = Question::of(opened, file, board, asked.strip)?;
    let day = find::open_day(question.production, board, asked.day)?;
    if board.day_of(question.strip.id).and_then(|at| board.days.get(at)).is_some_and(|stands| stands.id == day) {
        let hint = "leave out --day to see every other day";
        return Err(Failure::value(format!("strip {} stands on day {} already", question.label, asked.day), hint));
    }
    let none = || {
        let hint = "'backlot board show' lists the days that are shot";
        Failure::value(format!("strip {} cannot stand on day {}", question.label, asked.day), hint)
    };
    let mut other = question.others(vec![day]).pop().ok_or_else(none)?;
    let mut lines = question.in_full(&other);
    if !other.fine() {
        let (production, before, strip) = (question.production, &question.before, question.strip.id);
        let wish = Wish { production, file, before, strip, day, iterations: asked.iterations };
        let told = wish.ask(&other.known);
        lines.push(String::new());
        lines.extend(wish.lines(&told));
        lines.extend(wish.go(&question.label, other.day));
        other.wish = Some(told);
    }
    if let Some(name) = asked.keep {
        let (found, breaks) =
            other.wish.as_ref().and_then(Told::first).unwrap_or((&other.schedule.board, other.errors));
        let found = found.clone();
        change::keep(opened, &found, name)?;
        lines.push(String::new());
        lines.push(match breaks {
            0 => format!("kept as board {name}; the active board stays the active one"),
            _ => format!("kept as board {name}, which still breaks {}; the active board stays", count(breaks, "rule")),
        });
        if other.wish.is_some() {
            lines.push(
                "  it is that of the first way: until that is given up, 'backlot check' tells what it breaks"
                    .to_owned(),
            );
        }
        lines.push(format!("  take it: backlot board activate {} {}", say::quoted(file), say::quoted(name)));
        other.kept = Some(name.to_owned());
    }
    Said::data(format, &other, lines)
}

impl<'a> Question<'a> {
    fn of(opened: &'a Opened, file: &'a str, board: &Board, strip: &str) -> Result<Self, Failure> {
        let production = &opened.production;
        let strip = find::strip(production, strip)?;
        find::open_strip(production, board, strip)?;
        let label = production.strip_label(strip);
        Ok(Self { production, file, strip, label, before: opened.schedule(board) })
    }

    /// The whole board with the strip on each of these days.
    fn others(&self, days: Vec<DayId>) -> Vec<Other> {
        let boards = solver::on_each_day(self.production, &self.before.board, self.strip.id, days);
        boards.into_iter().filter_map(|(day, board)| self.other(day, board)).collect()
    }

    fn other(&self, id: DayId, board: Board) -> Option<Other> {
        let (production, before) = (self.production, &self.before);
        let schedule = app::schedule(production, board);
        let stands = schedule.board.day(id)?;
        let shift = (before.board.day(id)?.shift != stands.shift).then_some(stands.shift);
        let earlier = stands.strips().take_while(|one| one.strip != self.strip.id).last();
        let after = earlier.and_then(|one| production.strip(one.strip)).map(|one| production.strip_label(one));
        let lines = || before.estimate.lines.iter().chain(&schedule.estimate.lines);
        let codes: Vec<u16> = lines().map(|line| line.account).collect::<BTreeSet<_>>().into_iter().collect();
        let account = |code: &u16, of: &Schedule| {
            of.estimate.lines.iter().filter(|line| line.account == *code).map(|line| line.amount).sum()
        };
        let title = |code: u16| budget::accounts::name(code).unwrap_or_default();
        // What forbids the day is in its way, even where others on the day break the same rule already. Where nothing is
        // broken, nothing forbids it.
        let errors = schedule.verdict.count(Severity::Error);
        let known = match errors {
            0 => solver::Wish::default(),
            _ => solver::forbidden(production, &before.board, self.strip.id, id),
        };
        Some(Other {
            day: stop_of(&schedule, self.strip.id)?,
            shift,
            after,
            errors,
            breaks: broken(before, &schedule),
            forbid: known.sentences(),
            difference: schedule.estimate.total - before.estimate.total,
            wishes: schedule.estimate.wished() - before.estimate.wished(),
            groups: apart(before, &schedule, &Group::ALL, |group, of| of.estimate.group(*group)),
            accounts: apart(before, &schedule, &codes, account)
                .into_iter()
                .map(|(code, amount)| (code, title(code), amount))
                .collect(),
            wish: None,
            kept: None,
            known,
            schedule,
        })
    }

    /// The answer as lines: where the strip stands, each other day, and why.
    fn lines(&self, why: &Why) -> Vec<String> {
        let place = standing(self.production, why.stands) + if why.pinned { ", pinned" } else { "" };
        let mut lines = vec![format!("strip {} ({}): {place}", why.strip, self.what())];
        let wishes = if why.wishes == Cents::ZERO { String::new() } else { format!(", open wishes {}", why.wishes) };
        let errors = count(why.errors, "error");
        lines.push(format!("board {}: {}{wishes}, {errors}", why.board, say::money(self.production, why.total)));
        let (impossible, possible): (Vec<&Other>, Vec<&Other>) =
            why.days.iter().partition(|one| !one.forbid.is_empty());
        let (fine, breaking): (Vec<&Other>, Vec<&Other>) = possible.into_iter().partition(|one| one.fine());
        let other = if why.stands.is_some() { "other " } else { "" };
        let heads = [
            (fine, format!("the whole board with it on each {other}day that breaks nothing more, the cheapest first:")),
            (
                breaking,
                format!(
                    "on each {other}day whose company it would break a rule with, the fewest first; '--day N' looks for other company:"
                ),
            ),
        ];
        for (days, head) in heads.into_iter().filter(|(days, _)| !days.is_empty()) {
            lines.push(head);
            lines.extend(days.into_iter().map(|one| self.line(one)));
        }
        if !impossible.is_empty() {
            lines.push(format!("impossible on each {other}day here, whatever else the board holds:"));
            for one in impossible {
                let sets: Vec<String> = one.forbid.iter().map(|set| set.join(" and ")).collect();
                lines.push(format!("  {:<24}  {}", self.day(one.day), sets.join("; ")));
            }
        }
        for one in &why.days {
            lines.extend(untried(&one.known, self.file).map(|told| format!("{}: {told}", self.day(one.day))));
        }
        lines.push("why:".to_owned());
        lines.extend(why.because.iter().map(|text| format!("  {text}")));
        lines
    }

    /// What is shot: `EXT. MARKET - DAY, 2 3/8 pages, 2 h 10, MAYA, KANE`.
    fn what(&self) -> String {
        let (production, strip) = (self.production, self.strip);
        let time = clock::estimate(production, strip).span.likely;
        let scene = strip.scene.and_then(|id| production.scene(id));
        let heading = scene.map_or(String::new(), |scene| format!("{}, ", scene.heading));
        let cast = scene.map(|scene| production.called(scene)).unwrap_or_default();
        let names = cast.iter().filter_map(|&id| production.person(id)).map(|one| format!(", {}", one.name));
        let omitted = if scene.is_some_and(|scene| scene.omitted) { ", omitted by the script" } else { "" };
        format!("{heading}{}, {time}{}{omitted}", say::pages(strip.eighths), names.collect::<String>())
    }

    /// One day in one line.
    fn line(&self, other: &Other) -> String {
        let mut told = Vec::new();
        let rule = |(code, number): (&String, &usize)| match number {
            1 => code.clone(),
            number => format!("{code} x {number}"),
        };
        if !other.breaks.is_empty() {
            told.push(format!("breaks {}", other.breaks.iter().map(rule).collect::<Vec<_>>().join(", ")));
        }
        let mended = broken(&other.schedule, &self.before);
        if !mended.is_empty() {
            told.push(format!("mends {}", mended.iter().map(rule).collect::<Vec<_>>().join(", ")));
        }
        let groups = other.groups.iter().map(|(group, amount)| format!("{} {}", group.word(), signed(*amount)));
        let mut money: Vec<String> = groups.collect();
        if other.wishes != Cents::ZERO {
            money.push(format!("(wishes {})", signed(other.wishes)));
        }
        if !money.is_empty() {
            told.push(money.join(", "));
        }
        if let Some(shift) = other.shift {
            told.push(format!("worked in the {} shift", shift.word()));
        }
        let line = format!("  {:<24}{:>12}  {}", self.day(other.day), signed(other.difference), told.join("; "));
        line.trim_end().to_owned()
    }

    /// `day 9 Thu 2027-03-11`, with its unit when there are several.
    fn day(&self, stop: Stop) -> String {
        standing(self.production, Some(stop))
    }

    /// Why it stands where it stands.
    fn because(&self, days: &[Other]) -> Vec<String> {
        let stands = self.before.board.day_of(self.strip.id).and_then(|at| self.before.plan.days.get(at));
        let mut because = Vec::new();
        let fine: Vec<&Other> = days.iter().filter(|one| one.fine()).collect();
        let now = self.before.verdict.count(Severity::Error);
        let better = |one: &Other| (one.errors, one.difference + one.wishes) < (now, Cents::ZERO) && one.fine();
        let best = fine.first().copied();
        match (stands, best) {
            (Some(day), _) => {
                because.extend(self.anyway(day));
                if let Some(best) = best.filter(|best| better(best)) {
                    let number = fine.iter().filter(|one| better(one)).count();
                    let days = if number == 1 { "1 day is".to_owned() } else { format!("{number} days are") };
                    because.push(format!("{days} better: {}", self.try_it(best)));
                } else if let Some(best) = best {
                    let (day, price) = (self.day(best.day), best.price());
                    because.push(match (best.difference, best.wishes) {
                        (Cents::ZERO, Cents::ZERO) => format!("no day is cheaper; {day} costs the same"),
                        (_, Cents::ZERO) => {
                            format!("no day is cheaper; the next best is {day} ({price}){}", self.reasons(best))
                        }
                        _ => format!(
                            "no day is better, money and wishes together; the next best is {day} ({price}){}",
                            self.reasons(best)
                        ),
                    });
                }
            }
            (None, Some(best)) => {
                because.push(format!("a day takes it: {}{}", self.try_it(best), self.reasons(best)));
            }
            (None, None) => {
                let finding = self.before.verdict.findings.iter();
                let told = |one: &&model::verdict::Finding| {
                    one.code == "unplaced" && one.who == model::verdict::Who::Strip(self.strip.id)
                };
                because.extend(finding.filter(told).map(|one| one.text.clone()));
            }
        }
        because.extend(in_the_way(days));
        because
    }

    /// What a day has anyway that the strip needs.
    fn anyway(&self, day: &model::plan::PlanDay) -> Option<String> {
        let production = self.production;
        let scene = production.scene_of(self.strip.id)?;
        let others: Vec<_> = day.strips().filter(|&one| one != self.strip.id).collect();
        let scenes: Vec<_> = others.iter().filter_map(|&one| production.scene_of(one)).collect();
        let mut has = Vec::new();
        let works = |id: &model::ids::PersonId| scenes.iter().any(|scene| production.called(scene).contains(id));
        let called = production.called(scene);
        let names: Vec<&str> =
            called.iter().filter(|id| works(id)).filter_map(|&id| Some(production.person(id)?.name.as_str())).collect();
        match names[..] {
            [] => {}
            [one] => has.push(format!("{one} works anyway")),
            _ => has.push(format!("{} work anyway", names.join(", "))),
        }
        let set = production.set(scene.set);
        let place = production.place_of(&self.before.board, scene.set);
        let at = |scene: &&model::production::Scene| production.place_of(&self.before.board, scene.set) == place;
        let stands = self.before.plan.stands.iter().find(|one| one.set == scene.set);
        let built = |date: Date| stands.is_some_and(|one| one.shot.iter().any(|&shot| shot < date));
        match (set, place.and_then(|id| production.place(id))) {
            (Some(set), _) if scenes.iter().any(|one| one.set == scene.set) => {
                has.push(format!("{} is shot anyway", set.name));
            }
            (Some(set), Some(place)) if built(day.date) => has.push(format!("{} stands at {}", set.name, place.name)),
            (_, Some(place)) if scenes.iter().any(at) => has.push(format!("the unit is at {} anyway", place.name)),
            _ => {}
        }
        let title = day.number.map_or_else(|| say::date(day.date), |number| format!("day {number}"));
        (!has.is_empty()).then(|| format!("on {title} {}", has.join(", ")))
    }

    /// A day that is better, with the command that goes there.
    fn try_it(&self, other: &Other) -> String {
        let name = DayName::of(self.production, other.day).map_or(String::new(), |name| say::quoted(&name.to_string()));
        let spot = other.after.as_ref().map_or(" --first".to_owned(), |after| format!(" --after {after}"));
        let shift = other.shift.map_or(String::new(), |shift| format!(" --shift {}", shift.word()));
        let of = if self.production.active == Some(self.before.board.id) {
            String::new()
        } else {
            format!(" --board '{}'", self.before.board.name)
        };
        let (day, price) = (self.day(other.day), other.price());
        let (file, label) = (self.file, &self.label);
        format!("{day} ({price}); backlot board move {file} {label} --day {name}{spot}{shift}{of}")
    }

    /// The greatest differences in money, in words.
    fn reasons(&self, other: &Other) -> String {
        let mut all = causes(self.production, &self.before, &other.schedule);
        all.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.0.abs()));
        // Which strip moved is the question itself.
        let plain = |text: &str| text.split("; moved").next().unwrap_or_default().to_owned();
        let told = all.iter().take(3).map(|(text, amount)| format!("{} ({})", plain(text), signed(*amount)));
        let told: Vec<String> = told.collect();
        let more = if all.len() > told.len() { ", and less" } else { "" };
        if told.is_empty() { String::new() } else { format!(": {}{more}", told.join(", ")) }
    }

    /// One day in full: hours, accounts with their causes, findings.
    fn in_full(&self, other: &Other) -> Vec<String> {
        let from = standing(self.production, stop_of(&self.before, self.strip.id));
        let mut lines = vec![format!("strip {} ({}): {from} -> {}", self.label, self.what(), self.day(other.day))];
        if let Some(shift) = other.shift {
            lines.push(format!("  the day is worked in the {} shift", shift.word()));
        }
        let changes = compare(self.production, &self.before, &other.schedule);
        lines.extend(change::told(self.production, &changes, true));
        if other.wishes != Cents::ZERO {
            lines.push(format!("wishes left open: {}, never booked", signed(other.wishes)));
        }
        lines.extend(changes.findings());
        lines
    }
}

/// Which rules keep a strip off how many days, the commonest first, with the company that the days have now.
fn in_the_way(days: &[Other]) -> Option<String> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    let breaking: Vec<&Other> = days.iter().filter(|one| !one.breaks.is_empty()).collect();
    breaking.iter().flat_map(|one| one.breaks.keys()).for_each(|code| *rules.entry(code).or_default() += 1);
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
    let each: Vec<String> = rules.iter().map(|(code, days)| format!("{code} on {days}")).collect();
    let of =
        if breaking.len() == days.len() { "every other day".to_owned() } else { count(breaking.len(), "other day") };
    let verb = if breaking.len() == 1 { "breaks" } else { "break" };
    let verb = if breaking.len() == days.len() { "breaks" } else { verb };
    (!rules.is_empty()).then(|| format!("{of} {verb} a rule: {}", each.join(", ")))
}

/// What each of some sums differs by, those that are the same left out.
fn apart<K: Copy>(
    before: &Schedule,
    after: &Schedule,
    keys: &[K],
    sum: impl Fn(&K, &Schedule) -> Cents,
) -> Vec<(K, Cents)> {
    let differences = keys.iter().map(|key| (*key, sum(key, after) - sum(key, before)));
    differences.filter(|(_, amount)| *amount != Cents::ZERO).collect()
}

/// Hard rules that one schedule breaks and the other does not, or not as far: how often, by code.
fn broken(before: &Schedule, after: &Schedule) -> BTreeMap<String, usize> {
    let errors = |schedule: &'_ Schedule| -> BTreeMap<(String, model::verdict::Who, Option<DayId>), i64> {
        let errors = schedule.verdict.findings.iter().filter(|one| one.severity == Severity::Error);
        let mut all = BTreeMap::new();
        for one in errors {
            let most = all.entry((one.code.clone(), one.who, one.day)).or_insert(0);
            *most = one.by.size().max(*most);
        }
        all
    };
    let known = errors(before);
    let mut new = BTreeMap::new();
    for (key, by) in errors(after) {
        if known.get(&key).is_none_or(|&had| by > had) {
            *new.entry(key.0).or_default() += 1;
        }
    }
    new
}

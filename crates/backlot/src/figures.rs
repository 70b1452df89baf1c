//! The figures of a schedule that a person asks first, counted from plan, verdict and estimate, as ten lines and as data.

use model::board::Shift;
use model::calendar::Date;
use model::estimate::Group;
use model::issue::Schedule;
use model::measure::{Cents, Eighths};
use model::notice::Severity;
use model::places::MoveKind;
use model::plan::Happening;
use model::production::Production;
use serde::Serialize;

use crate::say::{self, count, date, money};
use crate::work::gap;

/// What a person asks first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Figures {
    /// Title of the production.
    pub(crate) title: String,
    /// Name of the board.
    pub(crate) board: String,
    /// Scenes that are not omitted.
    pub(crate) scenes: usize,
    /// Length of those scenes, in eighths of a page.
    pub(crate) pages: Eighths,
    /// Cast members.
    pub(crate) cast: usize,
    /// Shooting days.
    pub(crate) days: usize,
    /// First and last shooting day.
    pub(crate) dates: Option<(Date, Date)>,
    /// Length of the strips that stand on days, in eighths of a page.
    pub(crate) shot: Eighths,
    /// Set-ups on all days.
    pub(crate) setups: u32,
    /// Currency of the amounts.
    pub(crate) currency: String,
    /// What it costs, in hundredths.
    pub(crate) total: Cents,
    /// The same by group.
    pub(crate) groups: Vec<(Group, Cents)>,
    /// Price of the wishes left open, never booked.
    pub(crate) wished: Cents,
    /// Days worked, days on hold, and drops of all cast members.
    pub(crate) worked: u32,
    /// Days on hold.
    pub(crate) held: u32,
    /// Times that somebody is dropped.
    pub(crate) drops: u32,
    /// Moves by kind.
    pub(crate) moves: Vec<(MoveKind, usize)>,
    /// Shooting days that are split.
    pub(crate) splits: usize,
    /// Shooting days that are nights.
    pub(crate) nights: usize,
    /// Times that a unit changes its shift from one shooting day to the next.
    pub(crate) swings: usize,
    /// Findings that break a hard rule.
    pub(crate) errors: usize,
    /// Findings that a person should look at.
    pub(crate) warnings: usize,
    /// Findings worth knowing.
    pub(crate) notes: usize,
    /// Strips on no day, omitted scenes apart.
    pub(crate) boneyard: usize,
    /// What nobody has said yet.
    pub(crate) assumptions: usize,
}

impl Figures {
    /// What any legal board with the same days costs at least, beside this one; nothing where no bound is known.
    pub(crate) fn bound(&self, production: &Production, bound: Cents) -> Option<String> {
        let gap = gap(self.total, bound)?;
        let least = money(production, bound);
        let days = count(self.days, "day");
        Some(match self.errors == 0 && self.boneyard == 0 {
            true => format!(
                "bound: every legal board with these {days} costs {least} or more; this one could be {gap} cheaper at most"
            ),
            false => format!(
                "bound: a legal board with these {days}, if there is one, costs {least} or more; this one is not legal"
            ),
        })
    }

    /// Counts a schedule.
    pub(crate) fn of(production: &Production, schedule: &Schedule) -> Self {
        let Schedule { board, plan, verdict, estimate } = schedule;
        let scenes: Vec<_> = production.scenes.iter().filter(|scene| !scene.omitted).collect();
        let shooting: Vec<_> = plan.days.iter().filter(|day| day.kind.shoots()).collect();
        let strips = plan.days.iter().flat_map(|day| day.strips());
        let moves = |kind: MoveKind| {
            let entries = plan.days.iter().flat_map(|day| &day.entries);
            entries.filter(|entry| matches!(entry.what, Happening::Move { how, .. } if how == kind)).count()
        };
        let setups = |what: &Happening| match what {
            Happening::Strip { setups, .. } => *setups,
            _ => 0,
        };
        let shift = |shift: Shift| shooting.iter().filter(|day| day.shift == shift).count();
        let omitted = |strip| production.scene_of(strip).is_some_and(|scene| scene.omitted);
        let swings = |unit: &model::production::Unit| {
            let days: Vec<_> = shooting.iter().filter(|day| day.unit == unit.id).collect();
            days.windows(2).filter(|pair| pair[0].shift != pair[1].shift).count()
        };
        Self {
            title: production.title.clone(),
            board: board.name.clone(),
            scenes: scenes.len(),
            pages: scenes.iter().map(|scene| scene.eighths).sum(),
            cast: production.cast.len(),
            days: shooting.len(),
            dates: shooting.iter().map(|day| day.date).min().zip(shooting.iter().map(|day| day.date).max()),
            shot: strips.filter_map(|strip| production.strip(strip)).map(|strip| strip.eighths).sum(),
            setups: plan.days.iter().flat_map(|day| &day.entries).map(|entry| setups(&entry.what)).sum(),
            currency: production.currency.clone(),
            total: estimate.total,
            groups: Group::ALL.into_iter().map(|group| (group, estimate.group(group))).collect(),
            wished: estimate.wished(),
            worked: verdict.engagements.iter().map(|one| one.worked).sum(),
            held: verdict.engagements.iter().map(|one| one.held).sum(),
            drops: verdict.engagements.iter().map(|one| one.drops).sum(),
            moves: MoveKind::ALL.into_iter().map(|kind| (kind, moves(kind))).collect(),
            splits: shift(Shift::Split),
            nights: shift(Shift::Night),
            swings: production.units.iter().map(swings).sum(),
            errors: verdict.count(Severity::Error),
            warnings: verdict.count(Severity::Warning),
            notes: verdict.count(Severity::Note),
            boneyard: plan.unplaced.iter().filter(|strip| !omitted(**strip)).count(),
            assumptions: production.assumptions.len(),
        }
    }

    /// The lines that a person reads in one breath.
    pub(crate) fn lines(&self, production: &Production) -> Vec<String> {
        let days = i64::try_from(self.days.max(1)).unwrap_or(1);
        let pages = Eighths((self.shot.0 + days / 2) / days);
        let setups = (i64::from(self.setups) + days / 2) / days;
        let span = self.dates.map_or(String::new(), |(from, to)| format!(", {} to {}", date(from), date(to)));
        let groups = self.groups.iter().filter(|(_, amount)| *amount != Cents::ZERO);
        let mut groups: Vec<&(Group, Cents)> = groups.collect();
        groups.sort_by_key(|(group, amount)| (-amount.0, *group));
        let groups: Vec<String> = groups.iter().map(|(group, amount)| format!("{} {amount}", group.word())).collect();
        let moves = self.moves.iter().map(|(kind, number)| match kind {
            MoveKind::Relight => count(*number, "re-light"),
            MoveKind::StageChange => count(*number, "stage change"),
            MoveKind::Truck => count(*number, "truck move"),
            MoveKind::Overnight => count(*number, "overnight move"),
        });
        let moves = moves.collect::<Vec<_>>().join(", ");
        vec![
            format!("{}: {}, {}, {} cast", self.title, count(self.scenes, "scene"), say::pages(self.pages), self.cast),
            format!("{}{span}", count(self.days, "shooting day")),
            format!(
                "a day: {} and {} on average",
                say::pages(pages),
                count(usize::try_from(setups).unwrap_or(0), "set-up")
            ),
            format!("cost: {} = {}", money(production, self.total), groups.join(" + ")),
            format!(
                "cast: {} worked, {} on hold, {}",
                count(self.worked as usize, "day"),
                count(self.held as usize, "day"),
                count(self.drops as usize, "drop")
            ),
            format!("moves: {moves}"),
            format!(
                "{}, {}, {} between day and night",
                count(self.nights, "night"),
                count(self.splits, "split day"),
                count(self.swings, "swing")
            ),
            format!("findings: {}; boneyard: {}", self.findings(), count(self.boneyard, "strip")),
            format!("assumptions: {}, until somebody says better", self.assumptions),
        ]
    }

    /// The worst of what breaks a hard rule, and where to read on.
    pub(crate) fn worst(&self, schedule: &Schedule) -> Option<String> {
        let worst = schedule.verdict.findings.iter().find(|finding| finding.severity == Severity::Error)?;
        Some(format!("first error: {} ('backlot check' tells all)", worst.text.trim_end_matches('.')))
    }

    /// That there are too few shooting days for all strips, where some lie in the boneyard; how many would hold them is a
    /// first fit, no proof. Days of another unit than the main one count when it shoots something on the board.
    pub(crate) fn too_few(&self, production: &Production, schedule: &Schedule) -> Option<String> {
        let main = production.units.first().map(|unit| unit.id);
        let days = || schedule.plan.days.iter().filter(|day| day.kind.shoots());
        let shoots = |unit| days().any(|day| day.unit == unit && day.strips().next().is_some());
        let own = days().filter(|day| Some(day.unit) == main).count();
        let others = days().filter(|day| Some(day.unit) != main && shoots(day.unit)).count();
        let needed = solver::days_needed(production) as usize;
        let short = self.boneyard > 0 && own + others < needed;
        short.then(|| {
            let (wanted, of) = (needed - others, if others > 0 { " of the main unit" } else { "" });
            format!("too few days: at planned length and fill all strips take some {needed} ('--days {wanted}'{of}); cast, rest and dates may ask for more")
        })
    }

    /// `1 error, 2 warnings, 0 notes`.
    pub(crate) fn findings(&self) -> String {
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        format!("{errors}, {warnings}, {}", count(self.notes, "note"))
    }
}

#[cfg(test)]
mod tests {
    use model::board::UnitDay;
    use model::edit::{BoardChange, Edit, Spot};
    use model::ids::{DayId, UnitId};
    use model::production::Unit;

    use super::*;

    #[test]
    fn too_few_days_are_those_of_units_that_shoot() {
        let mut production = model::sample::small();
        let (main, second) = (production.units[0].id, UnitId(9_000));
        production.units.push(Unit { id: second, name: "Second".to_owned(), ..production.units[0].clone() });
        let day = |id: u64, unit: UnitId| UnitDay { id: DayId(id), unit, ..UnitDay::default() };
        let board = &mut production.boards[0];
        board.days = (9_010..9_020).map(|id| day(id, if id < 9_011 { main } else { second })).collect();
        let (id, strip) = (board.id, board.boneyard[0]);
        let told = |production: &Production| {
            let schedule = crate::app::schedule(production, production.boards[0].clone());
            Figures::of(production, &schedule).too_few(production, &schedule)
        };
        let needed = solver::days_needed(&production);
        assert!((2..10).contains(&needed), "{needed}");
        let said = told(&production).unwrap();
        assert!(said.contains(&format!("take some {needed} ('--days {needed}');")), "{said}");
        // Another unit that shoots something has days too.
        let there = BoardChange::Move(strip, Spot::Day(DayId(9_015), None));
        production.apply(Edit::Board(id, there)).unwrap();
        assert_eq!(told(&production), None);
        production.boards[0].days.truncate(6);
        let said = told(&production);
        assert_eq!(said.is_some(), needed > 6, "{said:?}");
        production.boards[0].days.drain(1..5);
        let said = told(&production).unwrap();
        assert!(said.contains(&format!("('--days {}' of the main unit);", needed - 1)), "{said}");
    }
}

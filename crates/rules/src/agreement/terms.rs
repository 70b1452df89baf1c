//! The rows of all packs that hold for one class of people: its own agreement, and the statutes beneath it.

use std::collections::BTreeMap;

use model::calendar::Date;
use model::pack::{
    AgeCap, Authority, Cap, Consecutive, Dates, DayPremium, DayType, Fitting, FlatPay, Gate, Meals, Minor, Night,
    Overtime, Pack, Pause, Reading, Rest, Row, Scale, Span, Travel, Workday, any_names, holds_at, names,
};

use super::work::Clause;

/// What packs ask about a production.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its kind: `theatrical`, `tv_one_hour`.
    pub production: String,
    /// First day of principal photography.
    pub principal_start: Date,
    /// The readings that a person chose, by question; else each pack's default.
    pub readings: BTreeMap<String, String>,
}

/// A row with its pack.
pub struct Held<'t, R> {
    /// The pack.
    pub pack: &'t Pack,
    /// The row.
    pub row: &'t R,
    /// Its gate asks for dates.
    pub(super) gated: bool,
}

impl<R> Clone for Held<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Held<'_, R> {}

impl<'t, R: Row> Held<'t, R> {
    fn new(pack: &'t Pack, row: &'t R) -> Self {
        Self { pack, row, gated: *row.gate() != Gate::default() }
    }

    /// The clause that lines and breaches name.
    pub fn clause(&self) -> Clause<'t> {
        Clause { pack: self.pack, row: self.row }
    }
}

/// The rows that hold for a class. Those of pay come from one agreement, those of hours from the statutes too.
#[derive(Default)]
pub struct Terms<'t> {
    /// Packs that take part, the one that pays first.
    pub packs: Vec<&'t Pack>,
    pub(super) class: String,
    minor: bool,
    pub(super) scale: Vec<Held<'t, Scale>>,
    pub(super) workday: Vec<Held<'t, Workday>>,
    pub(super) day_type: Vec<Held<'t, DayType>>,
    pub(super) hourly: Vec<Held<'t, Overtime>>,
    pub(super) scheduled: Vec<Held<'t, Overtime>>,
    pub(super) flat: Vec<(Held<'t, Overtime>, &'t FlatPay)>,
    pub(super) weekly: Vec<Held<'t, Overtime>>,
    pub(super) premium: Vec<Held<'t, DayPremium>>,
    pub(super) night: Vec<Held<'t, Night>>,
    pub(super) meal: Vec<Held<'t, Meals>>,
    pub(super) rest: Vec<Held<'t, Rest>>,
    pub(super) cap: Vec<Held<'t, Cap>>,
    pub(super) age: Vec<Held<'t, AgeCap>>,
    pub(super) minors: Vec<Held<'t, Minor>>,
    pub(super) pause: Vec<Held<'t, Pause>>,
    pub(super) fitting: Vec<Held<'t, Fitting>>,
    pub(super) travel: Vec<Held<'t, Travel>>,
    consecutive: Vec<Held<'t, Consecutive>>,
}

impl<'t> Terms<'t> {
    /// The terms of a class under some packs: the first agreement whose rows know the class pays; where none does, the first
    /// pack that does. Statutes bind beneath it with their hours, not with their pay.
    pub fn of(packs: &[&'t Pack], class: &str, minor: bool, setting: &Setting) -> Self {
        let knows = |pack: &&&'t Pack| pack.workday.iter().any(|row| any_names(&row.classes, class));
        let contract = |pack: &&&'t Pack| pack.pack.authority == Authority::Contract;
        let payer = packs.iter().filter(knows).find(contract).or(packs.iter().find(knows)).copied();
        let mut terms = Self { class: class.to_owned(), minor, ..Self::default() };
        let statutes = packs.iter().filter(|pack| pack.pack.authority == Authority::Statute);
        let beneath = statutes.copied().filter(|pack| payer.is_none_or(|payer| payer.pack.id != pack.pack.id));
        for (pack, pays) in payer.map(|pack| (pack, true)).into_iter().chain(beneath.map(|pack| (pack, false))) {
            terms.take(pack, pays, setting);
        }
        terms
    }

    fn take(&mut self, pack: &'t Pack, pays: bool, setting: &Setting) {
        self.packs.push(pack);
        let own = self.class.clone();
        let class = &Class { own: &own, minor: self.minor };
        if pays {
            self.scale.extend(held(pack, &pack.rate, class).filter(|held| names(&held.row.class, class.own)));
            self.workday.extend(held(pack, &pack.workday, class));
            self.day_type.extend(held(pack, &pack.day_type, class));
            self.premium.extend(held(pack, &pack.day_premium, class));
            self.night.extend(held(pack, &pack.night, class));
            self.fitting.extend(held(pack, &pack.fitting, class));
            self.travel.extend(held(pack, &pack.travel, class));
            self.consecutive.extend(held(pack, &pack.consecutive, class));
            for one in held(pack, &pack.overtime, class) {
                let row = one.row;
                let fits = any_names(&row.production, &setting.production);
                if !fits || row.reading.as_ref().is_some_and(|reading| !read(pack, setting, reading)) {
                    continue;
                }
                match (&row.pay, row.basis, row.scope) {
                    (Some(pay), ..) => self.flat.push((one, pay)),
                    (None, _, Span::Week) => self.weekly.push(one),
                    (None, model::pack::Clock::Worked | model::pack::Clock::Elapsed, _) => self.hourly.push(one),
                    (None, ..) => self.scheduled.push(one),
                }
            }
            self.meal.extend(held(pack, &pack.meal, class));
            self.rest.extend(held(pack, &pack.rest, class));
        } else {
            self.meal.extend(held(pack, &pack.meal, class).filter(|held| hard(held.row.severity)));
            self.rest.extend(held(pack, &pack.rest, class).filter(|held| hard(held.row.severity)));
        }
        self.cap.extend(held(pack, &pack.cap, class));
        self.pause.extend(held(pack, &pack.pause, class));
        self.age.extend(held(pack, &pack.age_cap, class));
        self.minors.extend(pack.minor.iter().filter(|row| class.is_of(&row.classes)).map(|row| Held::new(pack, row)));
    }

    /// The pack that pays.
    pub(crate) fn payer(&self) -> Option<&'t Pack> {
        self.packs.first().copied()
    }

    /// What holds for the days between a day of work at a place and the next one.
    pub(crate) fn between<'p>(
        &self,
        dates: Dates,
        date: Date,
        place: impl FnOnce() -> &'p str,
    ) -> Option<Held<'t, Consecutive>> {
        let place = if self.consecutive.is_empty() { return None } else { place() };
        let holds =
            |held: &&Held<'t, Consecutive>| held.row.gate.open(dates, date) && holds_at(&held.row.places, place);
        self.consecutive.iter().find(holds).copied()
    }

    /// Whether nobody is paid below an amount.
    pub fn has_scale(&self) -> bool {
        !self.scale.is_empty()
    }

    /// Whether a Sunday pays for being one, whatever the week has worked.
    pub fn knows_sundays(&self) -> bool {
        self.premium.iter().any(|held| held.row.sunday.is_some())
    }

    /// Whether they know the hours of minors.
    pub fn knows_minors(&self) -> bool {
        !self.minors.is_empty()
    }

    /// Whether what is paid depends on the rate otherwise than in proportion.
    pub fn asks_rate(&self) -> bool {
        let flat = self.flat.iter().any(|(held, _)| held.row.when.is_some());
        let least = |penalty: &model::pack::Penalty| penalty.kind == model::pack::PenaltyKind::LesserOf;
        let rest = self.rest.iter().any(|held| held.row.penalties.iter().chain(&held.row.penalty).any(least));
        flat || rest || !self.scale.is_empty() || self.hourly.iter().any(|held| held.row.when.is_some())
    }

    /// Whether somebody pays under these terms.
    pub fn pays(&self) -> bool {
        !self.workday.is_empty()
    }
}

/// The class of minors, whatever they are hired as.
pub(crate) const MINOR: &str = "minor.cast";

/// A class of people; a minor belongs to the class of minors too.
struct Class<'c> {
    own: &'c str,
    minor: bool,
}

impl Class<'_> {
    fn is_of(&self, patterns: &[String]) -> bool {
        any_names(patterns, self.own) || (self.minor && any_names(patterns, MINOR))
    }
}

fn hard(severity: Option<model::pack::Severity>) -> bool {
    severity == Some(model::pack::Severity::Hard)
}

fn held<'t, 'c, R: Row>(
    pack: &'t Pack,
    rows: &'t [R],
    class: &'c Class<'c>,
) -> impl Iterator<Item = Held<'t, R>> + use<'t, 'c, R> {
    rows.iter().filter(move |row| class.is_of(row.classes())).map(move |row| Held::new(pack, row))
}

/// Whether a reading is the one that counts: the production's own, else the pack's default.
pub(super) fn read(pack: &Pack, setting: &Setting, reading: &Reading) -> bool {
    let default = || pack.ambiguity.iter().find(|one| one.id == reading.of).map(|one| &one.default);
    setting.readings.get(&reading.of).or_else(default) == Some(&reading.is)
}

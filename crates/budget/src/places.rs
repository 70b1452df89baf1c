//! What sets and places cost: build, pre-light, hold and strike of a set that stands; rent and load-in of a place.

use model::calendar::Date;
use model::estimate::Group;
use model::ids::PlaceId;
use model::places::PlaceKind;
use model::plan::Stand;
use model::verdict::Who;

use crate::accounts;
use crate::days::{dates, runs};
use crate::pricer::{Figures, Ledger, Pricer, post};

impl Pricer<'_> {
    /// One set where it stands: build, pre-light and strike once, hold for each held working day. A set that is used as
    /// it is found is not held.
    pub fn stand<L: Ledger>(&self, stand: &Stand, ledger: &mut L) {
        let Some(set) = self.set(stand.set) else { return };
        let held = if keeps(stand) { stand.held } else { 0 };
        let parts = [
            (accounts::CONSTRUCTION, "build and dressing", 1, "set", set.build_cost),
            (accounts::STRIKING, "strike", 1, "set", set.strike_cost),
            (accounts::OPERATIONS, "pre-light", 1, "set", set.prelight_cost),
            (accounts::OPERATIONS, "hold", held, "day", set.hold_cost),
        ];
        for (account, what, quantity, unit, rate) in parts {
            let who = Who::Set(set.id);
            let figures = Figures { account, group: Group::Sets, who, day: None, quantity, unit, rate };
            post(ledger, figures, || {
                (format!("{}: {what}", set.name), self.source(&format!("{what} cost of the set"), set.id.0, ""))
            });
        }
    }

    /// One place with all sets that stand there: its rent once for each date, and its load-in once for each visit.
    /// Rent is due on working days and on every date that is shot; where sets are in different states on one date, the
    /// busiest counts: shoot before prep before strike before hold. A visit is a run of working days that are shot.
    pub fn place<L: Ledger>(&self, id: PlaceId, stands: &[&Stand], ledger: &mut L) {
        let Some(place) = self.place_of(id) else { return };
        let account = match place.kind {
            PlaceKind::Stage | PlaceKind::Backlot => accounts::STAGE,
            PlaceKind::Practical | PlaceKind::Location => accounts::LOCATION,
        };
        let mut shot: Vec<Date> = stands.iter().flat_map(|stand| &stand.shot).copied().collect();
        shot.sort_unstable();
        let days = self.rented(stands);
        let rates = &place.rates;
        let parts = [
            (days.prep, "prep rent", "day", rates.prep),
            (days.shoot, "shoot rent", "day", rates.shoot),
            (days.hold, "hold rent", "day", rates.hold),
            (days.strike, "strike rent", "day", rates.strike),
            (runs(&self.production.calendar, &shot), "load-in", "visit", place.load_in),
        ];
        for (quantity, what, unit, rate) in parts {
            let figures =
                Figures { account, group: Group::Places, who: Who::Place(id), day: None, quantity, unit, rate };
            post(ledger, figures, || {
                (format!("{}: {what}", place.name), self.source(&format!("{what} of the place"), id.0, ""))
            });
        }
    }

    /// The days of rent by kind. Walks the dates from the first build to the last strike once.
    fn rented(&self, stands: &[&Stand]) -> Rented {
        let mut days = Rented::default();
        let from = stands.iter().map(|stand| stand.from).min();
        let to = stands.iter().map(|stand| stand.to).max();
        let (Some(from), Some(to)) = (from, to) else { return days };
        for date in dates(from, to) {
            let state = stands.iter().filter_map(|stand| state(stand, date)).max();
            let works = || self.production.calendar.works(date);
            match state {
                Some(State::Shoot) => days.shoot += 1,
                Some(State::Prep) if works() => days.prep += 1,
                Some(State::Strike) if works() => days.strike += 1,
                Some(State::Hold) if works() => days.hold += 1,
                _ => {}
            }
        }
        days
    }
}

/// Days of rent by kind.
#[derive(Default)]
struct Rented {
    prep: u32,
    shoot: u32,
    hold: u32,
    strike: u32,
}

/// What happens to a set on a date, the busiest last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Hold,
    Strike,
    Prep,
    Shoot,
}

/// Whether a set keeps its place between its shooting days: something was built, dressed or rigged there. A place that is
/// used as it is found is given back, and costs a load-in when the unit returns.
fn keeps(stand: &Stand) -> bool {
    stand.from < stand.first || stand.to > stand.last
}

/// The state of a set on a date; nothing when it does not stand.
fn state(stand: &Stand, date: Date) -> Option<State> {
    match date {
        _ if date < stand.from || date > stand.to => None,
        _ if stand.shot.binary_search(&date).is_ok() => Some(State::Shoot),
        _ if date < stand.first => Some(State::Prep),
        _ if date > stand.last => Some(State::Strike),
        _ => keeps(stand).then_some(State::Hold),
    }
}

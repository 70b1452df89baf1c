//! A board that is shown: always with its plan, the judge's verdict and the estimate; and a board that was published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::calendar::{Date, days_between, plus_days};
use crate::estimate::Estimate;
use crate::ids::{ElementId, PersonId, PlaceId, SetId};
use crate::places::PlaceKind;
use crate::plan::Plan;
use crate::production::{Draft, Production};
use crate::verdict::Verdict;

/// A board with everything that follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The board.
    pub board: Board,
    /// Laid on the clock.
    pub plan: Plan,
    /// Judged.
    pub verdict: Verdict,
    /// Priced.
    pub estimate: Estimate,
}

/// A published schedule. It never changes; at most it is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Number from 1, in order of publishing.
    pub number: u32,
    /// Colour of its paper: White, Blue, Pink ...
    pub colour: String,
    /// What was published.
    pub schedule: Schedule,
    /// Nobody should work from it any more.
    pub withdrawn: bool,
}

/// What people have been told by the morning from which on a shoot is planned again. What is not in it is news to them,
/// and takes the lead time that it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// That morning: what is dated before it has happened.
    pub from: Date,
    /// Dates on which each cast member is called, in order.
    pub calls: BTreeMap<PersonId, Vec<Date>>,
    /// Dates on which each place is the production's, in order: on the lot from the first day of a build to the last of the
    /// strike, on location those on which it is worked at.
    pub places: BTreeMap<PlaceId, Vec<Date>>,
    /// Dates on which each element comes, in order.
    pub elements: BTreeMap<ElementId, Vec<Date>>,
    /// Where each set stands, and the first day of its build.
    pub builds: BTreeMap<SetId, (PlaceId, Date)>,
    /// Whether days are planned to their fill all the same, and not to their whole length.
    #[serde(default)]
    pub keep_fill: bool,
}

impl Told {
    /// What a plan tells everybody, on the morning of a date.
    pub fn by(production: &Production, plan: &Plan, from: Date) -> Self {
        let mut told = Self {
            from,
            calls: BTreeMap::new(),
            places: BTreeMap::new(),
            elements: BTreeMap::new(),
            builds: plan.stands.iter().map(|stand| (stand.set, (stand.place, stand.from))).collect(),
            keep_fill: false,
        };
        for day in &plan.days {
            for one in &day.people {
                told.calls.entry(one.person).or_default().push(day.date);
            }
            for &place in &day.places {
                told.places.entry(place).or_default().push(day.date);
            }
            for scene in day.strips().filter_map(|strip| production.scene_of(strip)) {
                for (element, _) in production.elements_of(scene) {
                    told.elements.entry(element).or_default().push(day.date);
                }
            }
        }
        let lot = |place| production.place(place).is_none_or(|place| place.kind != PlaceKind::Location);
        for stand in plan.stands.iter().filter(|stand| lot(stand.place)) {
            let length = days_between(stand.from, stand.to).clamp(0, 3_660);
            told.places.entry(stand.place).or_default().extend((0..=length).map(|day| plus_days(stand.from, day)));
        }
        let dates = told.calls.values_mut().chain(told.places.values_mut()).chain(told.elements.values_mut());
        dates.for_each(|dates| {
            dates.sort_unstable();
            dates.dedup();
        });
        told
    }
}

/// Colours of issues in the order in which a production office uses them (WGA West's list; white is not used again).
pub const COLOURS: [&str; 9] = ["White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry"];

/// The colour of an issue by its number from 1: after Cherry comes Second Blue.
pub fn colour(number: u32) -> String {
    let (colour, cycle) = colour_of(&[], number);
    cycled(&colour, cycle)
}

/// The colour of the draft or issue with a number from 1, and its cycle from 1, in an order of colours of which the first
/// is used only once; an empty order means [`COLOURS`].
pub fn colour_of(order: &[String], number: u32) -> (String, u32) {
    let usual: Vec<String> = COLOURS.map(str::to_owned).to_vec();
    let order = if order.is_empty() { &usual } else { order };
    let index = number.saturating_sub(1) as usize;
    if index < order.len() {
        return (order[index].clone(), 1);
    }
    let again = index - order.len();
    // An order of one colour goes round on itself.
    let (round, first) = if order.len() == 1 { (1, 0) } else { (order.len() - 1, 1) };
    (order[again % round + first].clone(), u32::try_from(again / round + 2).unwrap_or(u32::MAX))
}

/// `Blue`, `Second Blue`, `4th Blue`.
pub fn cycled(colour: &str, cycle: u32) -> String {
    match cycle {
        0 | 1 => colour.to_owned(),
        2 => format!("Second {colour}"),
        3 => format!("Third {colour}"),
        _ => format!("{cycle}th {colour}"),
    }
}

impl Draft {
    /// `Blue`, `Second Blue`; what its papers and the log call it.
    pub fn called(&self) -> String {
        cycled(&self.colour, self.cycle)
    }
}

//! What one unit-day costs besides its hours: moves, crowd, hired equipment; and what it takes to deliver what is hired.

use model::breakdown::Category;
use model::calendar::{Calendar, Date};
use model::estimate::Group;
use model::ids::ElementId;
use model::measure::Cents;
use model::plan::{Happening, PlanDay};
use model::production::Element;
use model::verdict::Who;

use crate::accounts;
use crate::pricer::{Figures, Ledger, Pricer, post};

impl Pricer<'_> {
    /// Moves, crowd and equipment of one unit-day. A group of crowd and a piece of equipment go from scene to scene, so
    /// that the day pays the most that any of its scenes needs; units work at the same time, so that each pays its own.
    pub fn day<L: Ledger>(&self, day: &PlanDay, ledger: &mut L) {
        for entry in &day.entries {
            let Happening::Move { how, from, to } = entry.what else { continue };
            let figures = Figures {
                account: accounts::TRANSPORT,
                group: Group::Moves,
                who: Who::Unit(day.unit),
                day: Some(day.day),
                quantity: 1,
                unit: "move",
                rate: self.production.moves.of(how).cost,
            };
            post(ledger, figures, || {
                let name = |id| self.production.place(id).map_or("a place that is gone", |place| place.name.as_str());
                let text = match from == to {
                    true => format!("{} at {}", how.word(), name(to)),
                    false => format!("{}, {} to {}", how.word(), name(from), name(to)),
                };
                (text, self.source(&format!("price of a {}", how.word()), 0, "moves"))
            });
        }
        for (at, quantity) in self.most(day) {
            let Some(element) = self.elements.get(at) else { continue };
            let (group, unit) = kind(element);
            let figures = Figures {
                account: accounts::of_category(element.category),
                group,
                who: Who::Element(element.id),
                day: Some(day.day),
                quantity,
                unit,
                rate: element.day_rate,
            };
            post(ledger, figures, || (element.name.clone(), self.source("day rate of the element", element.id.0, "")));
        }
    }

    /// The elements that a unit-day uses and that cost a delivery, by their place in the document.
    pub fn delivered(&self, day: &PlanDay) -> impl Iterator<Item = ElementId> {
        let elements = self.most(day).into_iter().filter_map(|(at, _)| self.elements.get(at));
        elements.filter(|element| element.delivery != Cents::ZERO).map(|element| element.id)
    }

    /// Deliveries of one element: one for each run of working days on which it is used. `dates` are all dates on which any
    /// unit uses it, in order; a date may occur twice.
    pub fn element<L: Ledger>(&self, id: ElementId, dates: &[Date], ledger: &mut L) {
        let Some(element) = self.elements.iter().find(|element| element.id == id) else { return };
        let figures = Figures {
            account: accounts::of_category(element.category),
            group: kind(element).0,
            who: Who::Element(id),
            day: None,
            quantity: runs(&self.production.calendar, dates),
            unit: "delivery",
            rate: element.delivery,
        };
        post(ledger, figures, || {
            let from = "one delivery for each run of working days of hire";
            (format!("{}: delivery and return", element.name), self.source(from, id.0, ""))
        });
    }

    /// The most of each priced element that a scene of the day needs, by the element's place in the document.
    fn most(&self, day: &PlanDay) -> Vec<(usize, u32)> {
        let mut most: Vec<(usize, u32)> = Vec::new();
        for &(at, quantity) in day.strips().filter_map(|strip| self.needs(strip)).flat_map(|needs| &needs.hires) {
            match most.iter_mut().find(|(known, _)| *known == at) {
                Some((_, known)) => *known = quantity.max(*known),
                None if quantity > 0 => most.push((at, quantity)),
                None => {}
            }
        }
        most.sort_unstable();
        most
    }
}

/// How many runs of working days the dates make, which come in order: two belong to one run when no working day lies
/// between them, so that a weekend does not part Friday from Monday.
pub(crate) fn runs(calendar: &Calendar, used: &[Date]) -> u32 {
    let apart = |pair: &&[Date]| match **pair {
        [before, after] => dates(before, after).skip(1).any(|date| date < after && calendar.works(date)),
        _ => false,
    };
    let breaks = used.windows(2).filter(apart).count();
    u32::from(!used.is_empty()) + u32::try_from(breaks).unwrap_or(u32::MAX - 1)
}

/// All dates from one to another, both included.
pub(crate) fn dates(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |date| date.tomorrow().ok()).take_while(move |&date| date <= to)
}

/// The group of an element, and the unit it is counted in.
fn kind(element: &Element) -> (Group, &'static str) {
    if element.category == Category::CROWD { (Group::Crowd, "head") } else { (Group::Equipment, "piece") }
}

//! Which measures each thing of the document holds.

use super::limits::{Limits, Measured};
use crate::board::{Board, Item, UnitDay};
use crate::edit::Noun;
use crate::measure::{Minutes, Ratio};
use crate::people::{CastMember, Character, CrewMember};
use crate::places::{MoveKind, Place, Set};
use crate::production::*;
use crate::rulebook::{DayRule, Rulebook, TimeFactors};

/// The production's own fields; its lists are shown thing by thing.
impl Measured for Production {
    fn measures(&self, check: &mut Limits) {
        let known = jiff::tz::TimeZone::get(&self.zone).is_ok();
        check.require(
            known,
            || format!("there is no time zone '{}'", self.zone),
            "write its IANA name, such as America/Los_Angeles",
        );
        let iso = self.currency.len() == 3 && self.currency.bytes().all(|letter| letter.is_ascii_uppercase());
        check.require(iso, || format!("currency '{}'", self.currency), "write its ISO 4217 code, such as USD");
        check.position(self.position);
        check.date("first shooting day", self.calendar.start);
        check.date("first day of prep", self.calendar.prep);
        check.ranges("day off", &self.calendar.off);
        check.ranges("school holiday", &self.calendar.school_holidays);
        check.ranges("rain", &self.calendar.rain);
        self.settings.measures(check);
        for kind in MoveKind::ALL {
            check.minutes(kind.word(), self.moves.of(kind).minutes);
            check.cents(kind.word(), self.moves.of(kind).cost);
        }
        self.rulebook.measures(check);
        self.factors.measures(check);
    }
}

impl Measured for Settings {
    fn measures(&self, check: &mut Limits) {
        if let Some(days) = self.days {
            let hint = "a shoot takes between 1 and 366 days; leave it empty while nobody has fixed it";
            check.require((1..=366).contains(&days), || format!("days {days}"), hint);
        }
        let hint = "a day is planned to between 1 and 20 hours";
        check.minutes_between("planned day", self.planned_day, Minutes(60), Minutes(1200), hint);
        check.part("fill", self.fill, Ratio::new(3, 2));
        check.count("places of a day", self.max_places);
        let hint = "a unit works at one place a day at least";
        check.require(self.max_places > 0, || format!("places of a day {}", self.max_places), hint);
        check.part("fill of the first day", self.first_day, Ratio::new(1, 1));
        let WishPrices { set_split, swing, out_of_order, single_scene_call, uncovered_day } = self.wishes;
        for price in [set_split, swing, out_of_order, single_scene_call, uncovered_day] {
            check.cents("price of a wish", price);
        }
        for days in [self.lead.call, self.lead.hire, self.lead.location] {
            check.days("lead time", days);
        }
    }
}

impl Measured for Rulebook {
    fn measures(&self, check: &mut Limits) {
        for shift in [&self.shifts.day, &self.shifts.split, &self.shifts.night] {
            check.ratio("shift premium", shift.premium);
        }
        self.crew.measures(check);
        self.cast.measures(check);
        check.unit("first meal within", self.meals.within);
        check.minutes("first meal not before", self.meals.not_before);
        check.minutes("length of a meal", self.meals.length);
        check.minutes("grace before wrap", self.meals.wrap_grace);
        check.unit("unit of the meal penalty", self.meals.penalty_unit);
        for &penalty in &self.meals.penalty {
            check.cents("meal penalty", penalty);
        }
        for rest in [self.rest.crew, self.rest.cast, self.rest.weekly, self.rest.weekly_after_six, self.minors.rest] {
            check.minutes("rest", rest);
        }
        check.days("days in a row", self.runs.days);
        check.days("nights in a row", self.runs.nights);
        for band in &self.minors.bands {
            check.days("age of minors", band.to_age);
            for hours in [band.on_site, band.work, band.work_no_school, band.school] {
                check.minutes("hours of minors", hours);
            }
        }
    }
}

impl Measured for DayRule {
    fn measures(&self, check: &mut Limits) {
        check.minutes("longest day", self.max_elapsed);
        check.unit("paid day", self.paid);
        check.unit("increment of overtime", self.increment);
        check.ratio("sixth day", self.sixth_day);
        check.ratio("seventh day", self.seventh_day);
        for tier in &self.overtime {
            check.minutes("overtime after", tier.after);
            check.ratio("overtime", tier.times);
        }
    }
}

impl Measured for TimeFactors {
    fn measures(&self, check: &mut Limits) {
        let Self { lead_interior, lead_exterior, setups_base, setups_per_eighth, setups_per_extra_cast, .. } = self;
        let Self { setups_crowd, setups_stunt, setups_vehicle, setup_interior, setup_exterior, .. } = self;
        let Self { night_exterior, reset_effect, reset_crowd, minor, low, high, .. } = self;
        let leads = [lead_interior, lead_exterior, setups_base, setups_per_eighth, setups_per_extra_cast];
        let setups = [setups_crowd, setups_stunt, setups_vehicle, setup_interior, setup_exterior];
        let others = [night_exterior, reset_effect, reset_crowd, minor, low, high];
        for factor in leads.into_iter().chain(setups).chain(others) {
            check.ratio("factor", factor.value);
        }
    }
}

impl Measured for Unit {
    fn measures(&self, check: &mut Limits) {
        check.cents("crew day", self.crew_day);
        check.count("heads", self.heads);
    }
}

impl Measured for CrewMember {
    fn measures(&self, check: &mut Limits) {
        check.cents("rate", self.rate);
        check.count("heads", self.heads);
        for (name, time) in [("before call", self.before), ("after wrap", self.after)] {
            check.minutes_between(
                name,
                time,
                Minutes::ZERO,
                Minutes(360),
                "a crew works at most 6 hours around its unit",
            );
        }
        for date in self.signed.into_iter() {
            check.date("date", date);
        }
    }
}

impl Measured for Episode {
    fn measures(&self, _: &mut Limits) {}
}

impl Measured for Scene {
    fn measures(&self, check: &mut Limits) {
        check.eighths("length", self.eighths);
        for length in [self.stated, self.computed].into_iter().flatten() {
            check.eighths("length in the script", length);
        }
        check.span("minutes", self.minutes);
        check.count("set-ups", self.setups.unwrap_or(0));
        check.count("page", self.page);
        for used in &self.elements {
            check.count("quantity", used.quantity);
        }
    }
}

impl Measured for Strip {
    fn measures(&self, check: &mut Limits) {
        check.eighths("length", self.eighths);
        check.span("minutes", self.minutes);
        check.count("part", self.part);
    }
}

impl Measured for Element {
    fn measures(&self, check: &mut Limits) {
        check.cents("day rate", self.day_rate);
        check.cents("delivery", self.delivery);
        check.count("available", self.available);
        check.ranges("lost", &self.lost);
    }
}

impl Measured for Character {
    fn measures(&self, _: &mut Limits) {}
}

impl Measured for CastMember {
    fn measures(&self, check: &mut Limits) {
        check.cents("rate", self.contract.rate);
        check.cents("travel", self.contract.travel);
        check.days("guarantee", self.contract.guarantee);
        check.days("gap of a drop", self.contract.drop.map_or(0, |drop| drop.min_gap));
        check.count("drops", self.contract.drop.map_or(0, |drop| drop.max));
        for date in [self.born, self.from, self.until].into_iter().flatten() {
            check.date("date", date);
        }
        check.ranges("not available", &self.unavailable);
        for (name, time) in [("make-up", self.makeup), ("make-up off", self.unmake)] {
            check.minutes_between(name, time, Minutes::ZERO, Minutes(360), "make-up takes at most 6 hours");
        }
    }
}

impl Measured for Set {
    fn measures(&self, check: &mut Limits) {
        check.count("floor", self.floor);
        check.days("build days", self.build_days);
        check.days("dress days", self.dress_days);
        check.days("pre-light days", self.prelight_days);
        check.days("strike days", self.strike_days);
        check.cents("build cost", self.build_cost);
        check.cents("pre-light cost", self.prelight_cost);
        check.cents("strike cost", self.strike_cost);
        check.cents("hold cost", self.hold_cost);
        check.ranges("closed", &self.closed);
    }
}

impl Measured for Place {
    fn measures(&self, check: &mut Limits) {
        check.position(self.position.unwrap_or_default());
        check.count("floor", self.floor);
        check.cents("prep rent", self.rates.prep);
        check.cents("shoot rent", self.rates.shoot);
        check.cents("hold rent", self.rates.hold);
        check.cents("strike rent", self.rates.strike);
        check.cents("load-in", self.load_in);
        check.ranges("closed", &self.closed);
        check.ranges("lost", &self.lost);
        check.days("lead time", self.lead.unwrap_or(0));
    }
}

impl Measured for Relation {
    fn measures(&self, check: &mut Limits) {
        if let RelationKind::Before { gap } = self.kind {
            check.days("days between", gap);
        }
        let hint = "a relation holds between two scenes; name another one";
        check.require(self.first != self.second, || "a scene stands in no relation with itself".to_owned(), hint);
    }
}

impl Measured for Board {
    fn measures(&self, check: &mut Limits) {
        self.days.iter().for_each(|day| day.measures(check));
    }
}

impl Measured for UnitDay {
    fn measures(&self, check: &mut Limits) {
        if let Some(date) = self.date {
            check.date("date", date);
        }
        for item in &self.items {
            if let Item::Banner { minutes, .. } = item {
                check.minutes("banner", *minutes);
            }
        }
    }
}

impl Measured for Noun {
    fn measures(&self, check: &mut Limits) {
        match self {
            Self::Crew(one) => one.measures(check),
            Self::Unit(one) => one.measures(check),
            Self::Episode(one) => one.measures(check),
            Self::Scene(one) => one.measures(check),
            Self::Strip(one) => one.measures(check),
            Self::Element(one) => one.measures(check),
            Self::Character(one) => one.measures(check),
            Self::Cast(one) => one.measures(check),
            Self::Set(one) => one.measures(check),
            Self::Place(one) => one.measures(check),
            Self::Relation(one) => one.measures(check),
            Self::Board(one) => one.measures(check),
        }
    }
}

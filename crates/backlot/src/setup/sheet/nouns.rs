//! Places, sets, cast, elements, scenes and relations of the file, each as the edits that say the same.

use model::breakdown::Category;
use model::calendar::Time;
use model::edit::{CastChange, Edit, Neighbour, Noun, ProductionChange, SceneChange, SetChange, Touch};
use model::ids::*;
use model::measure::{Cents, Minutes};
use model::notice::Notice;
use model::people::{Contract, CrewMember, DropTerms};
use model::places::{Place, PlaceKind};
use model::production::*;

use super::Dresser;
use super::shape::*;
use crate::setup::found::split;

impl Dresser<'_> {
    pub(super) fn place(&mut self, sheet: &PlaceSheet) -> Result<(), Notice> {
        let hours = match &sheet.hours {
            None => None,
            Some(hours) => {
                let time = |text: &str| text.parse::<Time>().ok();
                let [open, close] = hours.get_ref();
                let Some(pair) = time(open).zip(time(close)) else {
                    let message = format!("['{open}', '{close}'] are no hours");
                    return Err(self.wrong(hours.span(), message, "write [\"07:00\", \"22:00\"]"));
                };
                Some(pair)
            }
        };
        let id: PlaceId = self.production.fresh();
        let place = Place {
            id,
            name: sheet.name.get_ref().to_string(),
            kind: sheet.kind,
            area: sheet.area.clone().unwrap_or_else(|| match sheet.kind {
                PlaceKind::Location => sheet.name.get_ref().to_string(),
                _ => "lot".to_owned(),
            }),
            position: self.position(sheet.position.as_ref())?,
            distant: sheet.distant,
            floor: sheet.floor,
            rates: sheet.rates.into(),
            load_in: sheet.load_in.unwrap_or_default().0,
            closed: self.ranges(&sheet.closed)?,
            hours,
            lost: Vec::new(),
            lead: sheet.lead,
        };
        if self.production.places.iter().any(|other| other.name == place.name) {
            let message = format!("there are two places '{}'", place.name);
            return Err(self.wrong(sheet.name.span(), message, "give each place its own name"));
        }
        self.apply(sheet.name.span(), Edit::Put(Noun::Place(place), Neighbour::Last))
    }

    pub(super) fn set(&mut self, sheet: &SetSheet) -> Result<(), Notice> {
        let sets: Vec<(String, SetId)> = self.production.sets.iter().map(|set| (set.name.clone(), set.id)).collect();
        let id = self.find("set", &sheet.name, &sets)?;
        let span = sheet.name.span();
        if let Some(at) = &sheet.at {
            let places: Vec<(String, PlaceId)> =
                self.production.places.iter().map(|place| (place.name.clone(), place.id)).collect();
            let at = at.iter().map(|name| self.find("place", name, &places)).collect::<Result<Vec<_>, _>>()?;
            let fixed = |change| Edit::Set(id, change);
            // Where a set stands decides what it needs: nothing is built at a real place unless the file says so.
            let built = at
                .iter()
                .filter_map(|id| self.production.place(*id))
                .any(|place| matches!(place.kind, PlaceKind::Stage | PlaceKind::Backlot));
            self.apply(span.clone(), fixed(SetChange::At(at)))?;
            if !built {
                self.production.sets.iter_mut().filter(|set| set.id == id).for_each(|set| {
                    (set.floor, set.build_days, set.dress_days, set.prelight_days, set.strike_days) = (0, 0, 0, 0, 0);
                    (set.build_cost, set.prelight_cost) = Default::default();
                    (set.strike_cost, set.hold_cost) = Default::default();
                });
            }
        }
        let changes = [
            sheet.floor.map(SetChange::Floor),
            sheet.build.map(SetChange::BuildDays),
            sheet.dress.map(SetChange::DressDays),
            sheet.prelight.map(SetChange::PrelightDays),
            sheet.strike.map(SetChange::StrikeDays),
            sheet.build_cost.map(|money| SetChange::BuildCost(money.0)),
            sheet.prelight_cost.map(|money| SetChange::PrelightCost(money.0)),
            sheet.strike_cost.map(|money| SetChange::StrikeCost(money.0)),
            sheet.hold_cost.map(|money| SetChange::HoldCost(money.0)),
        ];
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Set(id, change))?;
        }
        Ok(())
    }

    pub(super) fn cast(&mut self, sheet: &CastSheet) -> Result<(), Notice> {
        let id = self.person(&sheet.character)?;
        let span = sheet.character.span();
        let person = self.production.person(id).cloned().unwrap_or_default();
        let mut changes = vec![
            sheet.number.as_ref().map(|number| CastChange::Number(number.to_string())),
            sheet.artist.clone().map(CastChange::Name),
            sheet.makeup.map(|time| CastChange::Makeup(time.0)),
            sheet.unmake.map(|time| CastChange::Unmake(time.0)),
            self.some_date(sheet.born.as_ref())?.map(|date| CastChange::Born(Some(date))),
            self.some_date(sheet.from.as_ref())?.map(|date| CastChange::From(Some(date))),
            self.some_date(sheet.until.as_ref())?.map(|date| CastChange::Until(Some(date))),
        ];
        if !sheet.unavailable.is_empty() {
            changes.push(Some(CastChange::Unavailable(self.ranges(&sheet.unavailable)?)));
        }
        if sheet.form.is_some() || sheet.rate.is_some() || sheet.class.is_some() {
            let form = sheet.form.unwrap_or(person.contract.form);
            if form != person.contract.form && sheet.rate.is_none() {
                let message = format!("{} is engaged {} without a rate", sheet.character.get_ref(), form.word());
                return Err(self.wrong(span, message, "add rate = \"..\""));
            }
            let max = sheet.drops.unwrap_or(1);
            changes.push(Some(CastChange::Contract(Contract {
                class: self.class(sheet.class.as_ref())?.unwrap_or_default(),
                signed: self.some_date(sheet.signed.as_ref())?,
                form,
                rate: sheet.rate.map_or(person.contract.rate, |money| money.0),
                guarantee: sheet.guarantee.unwrap_or(person.contract.guarantee),
                drop: sheet.drop_after.map(|min_gap| DropTerms { min_gap, max }),
                travel: sheet.travel.unwrap_or_default().0,
            })));
        }
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Cast(id, change))?;
        }
        Ok(())
    }

    /// The agreements in force: packs of the program by name, and what they ask about the production.
    pub(super) fn agreements(&mut self, sheet: &AgreementSheet) -> Result<(), Notice> {
        let library = rules::packs::library();
        let known: Vec<(String, usize)> = library.iter().map(|pack| pack.pack.id.clone()).zip(0..).collect();
        let mut packs = Vec::new();
        for name in &sheet.packs {
            packs.push(library[self.find("rule pack", name, &known)?].clone());
        }
        let ground = Ground {
            kind: sheet.kind.clone().unwrap_or_else(|| "theatrical".to_owned()),
            region: sheet.region.clone().unwrap_or_default(),
            budget: sheet.budget,
            readings: sheet.readings.clone(),
        };
        self.apply(0..0, Edit::Production(ProductionChange::Packs(packs)))?;
        self.apply(0..0, Edit::Production(ProductionChange::Ground(ground)))
    }

    /// Another unit; a name that is there already is refused.
    pub(super) fn unit(&mut self, sheet: &UnitSheet) -> Result<(), Notice> {
        let (span, name) = (sheet.name.span(), sheet.name.get_ref().to_string());
        if name.trim().is_empty() || self.production.units.iter().any(|unit| unit.name.eq_ignore_ascii_case(&name)) {
            let message = format!("a unit cannot be called '{name}': it has no letters, or another one is called so");
            return Err(self.wrong(span, message, "give it a name of its own; [crew] is the main unit"));
        }
        let unit = Unit {
            id: UnitId(0),
            name,
            crew_day: sheet.day.map_or(Cents::ZERO, |day| day.0),
            heads: sheet.heads.unwrap_or(0),
        };
        self.apply(span, Edit::Put(Noun::Unit(unit), Neighbour::Last))
    }

    pub(super) fn crew_position(&mut self, sheet: &PositionSheet) -> Result<(), Notice> {
        let span = sheet.position.span();
        let units: Vec<(String, UnitId)> =
            self.production.units.iter().map(|unit| (unit.name.clone(), unit.id)).collect();
        let unit = match &sheet.unit {
            Some(name) => self.find("unit", name, &units)?,
            None => self.production.units[0].id,
        };
        let crew = CrewMember {
            id: CrewId(0),
            unit,
            department: sheet.department.clone(),
            position: sheet.position.get_ref().to_string(),
            heads: sheet.heads.unwrap_or(1),
            class: self.class(Some(&sheet.class))?.unwrap_or_default(),
            rate: sheet.rate.0,
            per: sheet.per,
            signed: self.some_date(sheet.signed.as_ref())?,
            before: sheet.before.map_or(Minutes::ZERO, |time| time.0),
            after: sheet.after.map_or(Minutes::ZERO, |time| time.0),
        };
        self.apply(span, Edit::Put(Noun::Crew(crew), Neighbour::Last))
    }

    /// A class that some pack in force knows.
    fn class(&self, name: Option<&Name>) -> Result<Option<String>, Notice> {
        let Some(name) = name else { return Ok(None) };
        let class = name.get_ref().to_string();
        let known = self.production.packs.iter().flat_map(rules::packs::classes).collect::<Vec<_>>();
        if known.iter().any(|pattern| model::pack::names(pattern, &class)) {
            return Ok(Some(class));
        }
        let hint = match known.is_empty() {
            true => "name the packs in force under [agreements], such as packs = [\"us-sag-aftra-theatrical-2023\"]"
                .to_owned(),
            false => crate::names::nearest(&class, known.iter().map(String::as_str)),
        };
        Err(self.wrong(name.span(), format!("no pack in force knows the class '{class}'"), hint))
    }

    fn person(&self, name: &Name) -> Result<PersonId, Notice> {
        let played = |one: &model::people::Character| Some((one.name.clone(), one.played_by?));
        let people: Vec<(String, PersonId)> = self.production.characters.iter().filter_map(played).collect();
        self.find("character", name, &people)
    }

    fn scene_named(&self, name: &Name) -> Result<SceneId, Notice> {
        let scenes: Vec<(String, SceneId)> =
            self.production.scenes.iter().map(|scene| (self.production.scene_label(scene), scene.id)).collect();
        self.find("scene", name, &scenes)
    }

    pub(super) fn element(&mut self, sheet: &ElementSheet) -> Result<(), Notice> {
        let span = sheet.name.span();
        let wanted = sheet.name.get_ref();
        let known = self.production.elements.iter().find(|one| one.name.eq_ignore_ascii_case(wanted)).cloned();
        let mut element = known.unwrap_or_else(|| Element {
            id: self.production.fresh(),
            name: wanted.to_string(),
            ..Element::default()
        });
        if let Some(category) = &sheet.category {
            let found = Category::by_name(category.get_ref());
            let wrong = || {
                let message = format!("there is no breakdown category '{}'", category.get_ref());
                self.wrong(category.span(), message, "such as \"Background Actors\", \"Special Equipment\", \"Stunts\"")
            };
            element.category = found.ok_or_else(wrong)?;
        }
        element.day_rate = sheet.rate.map_or(element.day_rate, |money| money.0);
        element.delivery = sheet.delivery.map_or(element.delivery, |money| money.0);
        element.available = sheet.available.unwrap_or(element.available);
        for name in &sheet.brings {
            let elements: Vec<(String, ElementId)> =
                self.production.elements.iter().map(|one| (one.name.clone(), one.id)).collect();
            element.brings.push(self.find("element", name, &elements)?);
        }
        let id = element.id;
        self.apply(span.clone(), Edit::Put(Noun::Element(element), Neighbour::Last))?;
        for name in &sheet.scenes {
            let scene = self.scene_named(name)?;
            let mut elements = self.production.scene(scene).map_or_else(Vec::new, |scene| scene.elements.clone());
            elements.retain(|one| one.element != id);
            let quantity = sheet.quantity.unwrap_or(1);
            elements.push(ElementUse::entered(id, quantity));
            self.apply(name.span(), Edit::Scene(scene, SceneChange::Elements(elements)))?;
        }
        Ok(())
    }

    pub(super) fn scene(&mut self, sheet: &SceneSheet) -> Result<(), Notice> {
        let span = sheet.number.span();
        let id = self.scene_named(&sheet.number)?;
        let mut changes = vec![
            sheet.setups.map(|setups| SceneChange::Setups(Some(setups))),
            sheet.time.map(SceneChange::Time),
            sheet.story_day.as_ref().map(|day| SceneChange::StoryDay(Some(day.to_string()))),
            sheet.synopsis.clone().map(SceneChange::Synopsis),
        ];
        if let Some(likely) = sheet.minutes.map(|time| time.0) {
            let low = sheet.low.map_or(likely, |time| time.0);
            let high = sheet.high.map_or(likely, |time| time.0);
            if !(Minutes(0) < low && low <= likely && likely <= high) {
                let message = format!("low {low}, likely {likely} and high {high} do not rise");
                return Err(self.wrong(span, message, "give low <= minutes <= high, all above nothing"));
            }
            changes.push(Some(SceneChange::Minutes(Some(TimeSpan { low, likely, high }))));
        }
        if !sheet.also.is_empty() {
            let mut cast = self.production.scene(id).map_or_else(Vec::new, |scene| scene.cast.clone());
            for name in &sheet.also {
                let characters: Vec<(String, CharacterId)> =
                    self.production.characters.iter().map(|one| (one.name.clone(), one.id)).collect();
                let character = self.find("character", name, &characters)?;
                cast.retain(|one| one.character != character);
                cast.push(CastUse::entered(character));
            }
            changes.push(Some(SceneChange::Cast(cast)));
        }
        for change in changes.into_iter().flatten() {
            self.apply(span.clone(), Edit::Scene(id, change))?;
        }
        if let Some(parts) = sheet.parts {
            split(self.production, id, parts);
            let about = Touch::of(id.0, "minutes");
            self.production.assumptions.retain(|one| one.about != about);
        }
        Ok(())
    }

    pub(super) fn relation(&mut self, sheet: &RelationSheet) -> Result<(), Notice> {
        let (first, second) = (self.scene_named(&sheet.first)?, self.scene_named(&sheet.second)?);
        let kind = match sheet.kind {
            RelationWord::Before => RelationKind::Before { gap: sheet.gap },
            RelationWord::SameDay => RelationKind::SameDay,
            RelationWord::NotSameDay => RelationKind::NotSameDay,
        };
        let id: RelationId = self.production.fresh();
        let relation = Relation { id, kind, first, second, why: sheet.why.clone() };
        self.apply(sheet.first.span(), Edit::Put(Noun::Relation(relation), Neighbour::Last))
    }
}

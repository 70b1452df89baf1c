//! Instances of the format "backlot-core/1" (JSON): a shoot in plain whole numbers, for measuring searches side by side.
//! Money has no unit; a day is an index into the window, its `cal` the calendar day.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

use model::board::Shift;
use model::plan::LightNeed;
use serde::Deserialize;

/// The format that is read.
pub const FORMAT: &str = "backlot-core/1";
/// The most people, places, sets, crowd groups and pieces of equipment of an instance, each.
pub const MOST: usize = 256;

/// An instance that holds together: every name that it uses is one that it has.
#[derive(Clone, Debug, Deserialize)]
pub struct Instance {
    format: String,
    /// What it is called.
    pub name: String,
    pub(super) horizon: usize,
    pub(super) days: Vec<CalendarDay>,
    pub(super) crew: Crew,
    shift_caps: BTreeMap<char, Caps>,
    pub(super) max_places: usize,
    #[serde(rename = "move")]
    pub(super) moves: Moves,
    pub(super) places: Vec<Place>,
    pub(super) sets: Vec<Set>,
    pub(super) cast: Vec<Person>,
    pub(super) extras: Vec<Group>,
    pub(super) equip: Vec<Equipment>,
    pub(super) scenes: Vec<Scene>,
    precedence: Vec<(String, String)>,
    #[serde(default)]
    planted: Option<Schedule>,
    /// Everything by its number.
    #[serde(skip)]
    pub(super) links: Links,
}

/// Which day each scene is shot, and the shift of each day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
pub struct Schedule {
    /// The day of each scene, from 0.
    pub assign: BTreeMap<String, usize>,
    /// The shift of each day: D, S or N; nothing on a day that is not shot.
    pub shift: Vec<Option<char>>,
}

/// Names as numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// The place of each set; the set, the people, crowd groups with heads and equipment of each scene.
    pub(super) place: Vec<usize>,
    pub(super) set: Vec<usize>,
    pub(super) cast: Vec<Vec<usize>>,
    pub(super) extras: Vec<Vec<(usize, i64)>>,
    pub(super) equip: Vec<Vec<usize>>,
    /// Scenes of which the first comes on an earlier day.
    pub(super) before: Vec<(usize, usize)>,
    /// Of each shift.
    caps: [Caps; 3],
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct CalendarDay {
    pub(super) cal: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Crew {
    pub(super) day_cost: i64,
    pub(super) std_min: i64,
    pub(super) ot_max: i64,
    pub(super) ot_min_cost: i64,
    pub(super) first_day_frac_pct: i64,
    pub(super) split_premium: i64,
    pub(super) night_premium: i64,
    pub(super) short_weekend: i64,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Caps {
    pub(super) day: i64,
    pub(super) night: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Moves {
    pub(super) lot_min: i64,
    pub(super) far_min: i64,
    pub(super) lot_cost: i64,
    pub(super) far_cost: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Stage,
    Backlot,
    Location,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) day_fee: i64,
    pub(super) load_in: i64,
    pub(super) floor: i64,
    pub(super) closed: Vec<usize>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Set {
    pub(super) id: String,
    place: String,
    pub(super) size: i64,
    pub(super) build: usize,
    pub(super) strike: usize,
    pub(super) hold_day: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) rate: i64,
    pub(super) travel: i64,
    pub(super) min_days: i64,
    pub(super) drop_pickup: bool,
    pub(super) drop_gap_cal: i64,
    pub(super) unavail: Vec<usize>,
    pub(super) minor_max: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) rate: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Equipment {
    pub(super) id: String,
    pub(super) day: i64,
    pub(super) deliver: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Light {
    Day,
    Night,
    Any,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Scene {
    pub(super) id: String,
    set: String,
    pub(super) light: Light,
    pub(super) min: i64,
    cast: Vec<String>,
    #[serde(default)]
    extras: BTreeMap<String, i64>,
    #[serde(default)]
    equip: Vec<String>,
}

impl Scene {
    pub(super) fn need(&self) -> LightNeed {
        match self.light {
            Light::Day => LightNeed::Daylight,
            Light::Night => LightNeed::Dark,
            Light::Any => LightNeed::Any,
        }
    }
}

/// Why a text is no instance: where, and what would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread(pub String);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unread {}

/// Reads an instance.
///
/// # Errors
/// Text that is not JSON of this form, with line and column; a name that nothing has; a number out of range.
pub fn read(text: &str) -> Result<Instance, Unread> {
    let unread = |error: serde_json::Error| {
        Unread(format!("line {}, column {}: {}", error.line(), error.column(), model::json::told(&error)))
    };
    let mut instance: Instance = serde_json::from_str(text).map_err(unread)?;
    if instance.format != FORMAT {
        return Err(Unread(format!("format '{}' is not known; hint: \"format\": \"{FORMAT}\"", instance.format)));
    }
    instance.check()?;
    instance.links = instance.linked()?;
    Ok(instance)
}

/// Numbers by name; a name that comes twice is refused.
fn numbers<'i>(what: &str, names: impl Iterator<Item = &'i str>) -> Result<BTreeMap<&'i str, usize>, Unread> {
    let mut numbers = BTreeMap::new();
    for (number, name) in names.enumerate() {
        if numbers.insert(name, number).is_some() {
            return Err(Unread(format!("{what} '{name}' comes twice; hint: give each its own id")));
        }
    }
    if numbers.len() > MOST && what != "scene" {
        let count = numbers.len();
        return Err(Unread(format!("{count} times a {what}, of which there may be {MOST}; hint: merge those alike")));
    }
    Ok(numbers)
}

impl Instance {
    /// A schedule that came with the instance.
    pub fn planted(&self) -> Option<&Schedule> {
        self.planted.as_ref()
    }

    /// How many scenes there are.
    pub fn scenes(&self) -> usize {
        self.scenes.len()
    }

    /// Minutes of scenes by day and by night that a shift holds.
    pub(super) fn caps(&self, shift: Shift) -> Caps {
        self.links.caps[shift as usize]
    }

    /// What a shift costs beside the day.
    pub(super) fn premium(&self, shift: Shift) -> i64 {
        match shift {
            Shift::Day => 0,
            Shift::Split => self.crew.split_premium,
            Shift::Night => self.crew.night_premium,
        }
    }

    fn check(&self) -> Result<(), Unread> {
        let wrong = |what: String| Err(Unread(what));
        if self.days.len() != self.horizon {
            return wrong(format!("horizon {} with {} days; hint: one day each", self.horizon, self.days.len()));
        }
        if let Some(pair) = self.days.windows(2).find(|pair| pair[1].cal <= pair[0].cal) {
            return wrong(format!(
                "calendar day {} comes after {}; hint: in order, none twice",
                pair[1].cal, pair[0].cal
            ));
        }
        if let Some(shift) = Shift::ALL.into_iter().map(letter).find(|shift| !self.shift_caps.contains_key(shift)) {
            return wrong(format!("shift_caps lack '{shift}'; hint: D, S and N, each with day and night"));
        }
        // Within these, sums of whole shoots stay far below the range of an i64.
        let (money, minutes, count) = (0..=1_000_000_000, 0..=100_000, 0..=1_000_000);
        let (crew, moves) = (&self.crew, &self.moves);
        let number = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        let mut numbers: Vec<(String, &str, i64, &RangeInclusive<i64>)> = Vec::new();
        let mut all = |whose: &str, range, fields: &[(&'static str, i64)]| {
            numbers.extend(fields.iter().map(|(field, value)| (whose.to_owned(), *field, *value, range)));
        };
        all("crew", &money, &[("day_cost", crew.day_cost), ("ot_min_cost", crew.ot_min_cost)]);
        all("crew", &money, &[("split_premium", crew.split_premium), ("night_premium", crew.night_premium)]);
        all("crew", &money, &[("short_weekend", crew.short_weekend)]);
        all("crew", &minutes, &[("std_min", crew.std_min), ("ot_max", crew.ot_max)]);
        all("crew", &(0..=1_000), &[("first_day_frac_pct", crew.first_day_frac_pct)]);
        all("move", &money, &[("lot_cost", moves.lot_cost), ("far_cost", moves.far_cost)]);
        all("move", &minutes, &[("lot_min", moves.lot_min), ("far_min", moves.far_min)]);
        all("window", &(0..=3_000), &[("horizon", number(self.horizon))]);
        all("window", &(0..=1_000), &[("max_places", number(self.max_places))]);
        for caps in self.shift_caps.values() {
            all("shift_caps", &minutes, &[("day", caps.day), ("night", caps.night)]);
        }
        for day in &self.days {
            all("days", &count, &[("cal", day.cal)]);
        }
        for one in &self.places {
            let whose = format!("place '{}'", one.id);
            all(&whose, &money, &[("day_fee", one.day_fee), ("load_in", one.load_in)]);
            all(&whose, &count, &[("floor", one.floor)]);
        }
        for one in &self.sets {
            let whose = format!("set '{}'", one.id);
            all(&whose, &money, &[("hold_day", one.hold_day)]);
            all(&whose, &count, &[("size", one.size), ("build", number(one.build)), ("strike", number(one.strike))]);
        }
        for one in &self.cast {
            let whose = format!("cast '{}'", one.id);
            all(&whose, &money, &[("rate", one.rate), ("travel", one.travel)]);
            all(&whose, &(0..=10_000), &[("min_days", one.min_days)]);
            all(&whose, &count, &[("drop_gap_cal", one.drop_gap_cal)]);
            all(&whose, &minutes, &[("minor_max", one.minor_max.unwrap_or_default())]);
        }
        for one in &self.extras {
            all(&format!("crowd group '{}'", one.id), &(0..=1_000_000), &[("rate", one.rate)]);
        }
        for one in &self.equip {
            all(&format!("equipment '{}'", one.id), &money, &[("day", one.day), ("deliver", one.deliver)]);
        }
        for one in &self.scenes {
            let whose = format!("scene '{}'", one.id);
            all(&whose, &(1..=10_000), &[("min", one.min)]);
            for heads in one.extras.values() {
                all(&whose, &(0..=1_000), &[("extras", *heads)]);
            }
        }
        if let Some((whose, field, value, range)) =
            numbers.into_iter().find(|(.., value, range)| !range.contains(value))
        {
            return wrong(format!("{whose}: {field} is {value}; hint: {} to {}", range.start(), range.end()));
        }
        Ok(())
    }

    fn linked(&self) -> Result<Links, Unread> {
        let places = numbers("place", self.places.iter().map(|one| one.id.as_str()))?;
        let sets = numbers("set", self.sets.iter().map(|one| one.id.as_str()))?;
        let cast = numbers("cast member", self.cast.iter().map(|one| one.id.as_str()))?;
        let extras = numbers("crowd group", self.extras.iter().map(|one| one.id.as_str()))?;
        let equip = numbers("piece of equipment", self.equip.iter().map(|one| one.id.as_str()))?;
        let scenes = numbers("scene", self.scenes.iter().map(|one| one.id.as_str()))?;
        let find = |among: &BTreeMap<&str, usize>, whose: &str, what: &str, name: &str| {
            let hint = || among.keys().take(5).copied().collect::<Vec<_>>().join(", ");
            let found = among.get(name).copied();
            found.ok_or_else(|| Unread(format!("{whose}: there is no {what} '{name}'; hint: there are {} ..", hint())))
        };
        let caps = |shift| self.shift_caps.get(&letter(shift)).copied().unwrap_or_default();
        let mut links = Links { caps: Shift::ALL.map(caps), ..Links::default() };
        for set in &self.sets {
            links.place.push(find(&places, &format!("set '{}'", set.id), "place", &set.place)?);
        }
        for scene in &self.scenes {
            let whose = format!("scene '{}'", scene.id);
            let all = |among: &BTreeMap<&str, usize>, what: &str, names: &[String]| {
                let found = names.iter().map(|name| find(among, &whose, what, name));
                let mut found = found.collect::<Result<Vec<_>, _>>()?;
                found.sort_unstable();
                found.dedup();
                Ok::<_, Unread>(found)
            };
            links.set.push(find(&sets, &whose, "set", &scene.set)?);
            links.cast.push(all(&cast, "cast member", &scene.cast)?);
            links.equip.push(all(&equip, "piece of equipment", &scene.equip)?);
            let groups = scene.extras.iter();
            let groups = groups.map(|(name, heads)| Ok((find(&extras, &whose, "crowd group", name)?, *heads)));
            links.extras.push(groups.collect::<Result<_, Unread>>()?);
        }
        for (first, then) in &self.precedence {
            let scene = |name: &str| find(&scenes, "precedence", "scene", name);
            links.before.push((scene(first)?, scene(then)?));
        }
        Ok(links)
    }
}

/// The letter of a shift.
pub(super) fn letter(shift: Shift) -> char {
    match shift {
        Shift::Day => 'D',
        Shift::Split => 'S',
        Shift::Night => 'N',
    }
}

/// The shift of a letter.
pub(super) fn shift(letter: char) -> Option<Shift> {
    Shift::ALL.into_iter().find(|one| self::letter(*one) == letter)
}

//! An instance compiled, and its board as the search edits it: bit sets and sums of each day, the rest derived.

use model::board::Shift;
use model::verdict::Excess;

use super::instance::{Instance, Kind, Light};
use crate::bound::{Item, Need, Place, Relaxed, ShiftCost};
use crate::engine::{Engine, Touched};
use crate::layout::{Layout, Members};
use crate::moves::Change;
use crate::problem::{DayFacts, Problem, SetFacts, StripFacts};
use crate::sets::Set;
use crate::tally::{Sums, Tally, weigh};

/// Everything of an instance that a day or a span asks for; people, places and equipment are sets of `64 * W` at most.
pub(crate) struct Core<'i, const W: usize> {
    pub(crate) instance: &'i Instance,
    pub(crate) problem: Problem,
    scenes: Vec<SceneFacts<W>>,
    far: Set<W>,
    /// Sets of each stage whose sets do not all stand at the same time.
    crowded: Vec<Vec<usize>>,
    minors: Vec<(usize, i64)>,
    /// How many days before each day somebody is paid for, by person.
    paid: Vec<Vec<i64>>,
}

struct SceneFacts<const W: usize> {
    cast: Set<W>,
    equip: Set<W>,
    place: usize,
}

/// What the scenes of a day come to.
#[derive(Clone, Copy)]
struct Day<const W: usize> {
    scenes: usize,
    minutes: i64,
    by_light: [i64; 2],
    cast: Set<W>,
    places: Set<W>,
    equip: Set<W>,
}

impl<const W: usize> Day<W> {
    const EMPTY: Self =
        Self { scenes: 0, minutes: 0, by_light: [0; 2], cast: Set::EMPTY, places: Set::EMPTY, equip: Set::EMPTY };
}

impl<'i, const W: usize> Core<'i, W> {
    pub(crate) fn new(instance: &'i Instance) -> Self {
        let links = &instance.links;
        let days = instance.horizon;
        let scene = |scene: usize| SceneFacts {
            cast: links.cast[scene].iter().copied().collect(),
            equip: links.equip[scene].iter().copied().collect(),
            place: links.place[links.set[scene]],
        };
        let paid = instance.cast.iter().map(|person| {
            let mut paid = vec![0; days + 1];
            for day in 0..days {
                paid[day + 1] = paid[day] + i64::from(!person.unavail.contains(&day));
            }
            paid
        });
        let crowded = (0..instance.places.len()).map(|place| {
            let here: Vec<usize> = (0..instance.sets.len()).filter(|&set| links.place[set] == place).collect();
            let facts = &instance.places[place];
            let all: i64 = here.iter().map(|&set| instance.sets[set].size).sum();
            if facts.kind == Kind::Stage && all > facts.floor { here } else { Vec::new() }
        });
        let minors = instance.cast.iter().enumerate().filter_map(|(at, person)| Some((at, person.minor_max?)));
        Self {
            instance,
            problem: problem(instance),
            scenes: (0..instance.scenes.len()).map(scene).collect(),
            far: (0..instance.places.len()).filter(|&one| instance.places[one].kind == Kind::Location).collect(),
            crowded: crowded.collect(),
            minors: minors.collect(),
            paid: paid.collect(),
        }
    }

    /// Minutes of moves between the places of a day, and what they cost.
    fn moves(&self, places: Set<W>) -> (i64, i64) {
        let moves = i64::try_from(places.len()).unwrap_or(0) - 1;
        let facts = &self.instance.moves;
        match moves {
            ..=0 => (0, 0),
            _ if (places & self.far).is_empty() => (moves * facts.lot_min, moves * facts.lot_cost),
            _ => (moves * facts.far_min, moves * facts.far_cost),
        }
    }
}

pub(super) fn problem(instance: &Instance) -> Problem {
    let links = &instance.links;
    let strip = |(at, scene): (usize, &super::instance::Scene)| {
        let place = &instance.places[links.place[links.set[at]]];
        let minor = links.cast[at].iter().any(|&person| instance.cast[person].minor_max.is_some());
        let away = |day: usize| links.cast[at].iter().any(|&person| instance.cast[person].unavail.contains(&day));
        StripFacts {
            set: Some(links.set[at]),
            light: vec![scene.need(); instance.places.len()],
            load: scene.min,
            cast: links.cast[at].clone(),
            story: at,
            minor,
            can: (0..instance.horizon).map(|day| !place.closed.contains(&day) && !away(day)).collect(),
            ..StripFacts::default()
        }
    };
    let day = |day: &super::instance::CalendarDay| DayFacts { open: true, week: day.cal / 7, ..DayFacts::default() };
    let set = |&place: &usize| SetFacts { at: vec![place], stands_at: Some(place) };
    Problem {
        strips: instance.scenes.iter().enumerate().map(strip).collect(),
        sets: links.place.iter().map(set).collect(),
        days: instance.days.iter().map(day).collect(),
        units: 1,
        persons: instance.cast.len(),
        elements: instance.equip.len(),
        room: instance.crew.std_min,
        most: instance.crew.std_min + instance.crew.ot_max,
        nights: usize::MAX,
        open: (0..instance.horizon).collect(),
        free: (0..instance.scenes.len()).collect(),
        ..Problem::default()
    }
}

/// The instance without its order, for a bound.
pub(super) fn relaxed(instance: &Instance) -> Relaxed {
    let links = &instance.links;
    let mut needs = Vec::new();
    let mut need = |cost: i64| {
        needs.push(Need { cost, minutes: 0 });
        needs.len() - 1
    };
    let cast: Vec<usize> = instance.cast.iter().map(|person| need(person.rate)).collect();
    let equip: Vec<usize> = instance.equip.iter().map(|one| need(one.day)).collect();
    let stage = |set: usize| instance.places[links.place[set]].kind == Kind::Stage;
    let sets: Vec<Option<usize>> =
        (0..instance.sets.len()).map(|set| stage(set).then(|| need(instance.sets[set].hold_day))).collect();
    // The heads of a group on a day are those of its largest scene: each step up to them is a need.
    let mut crowds: Vec<Vec<(i64, usize)>> = vec![Vec::new(); instance.extras.len()];
    for (group, steps) in crowds.iter_mut().enumerate() {
        let all = links.extras.iter().flatten().filter(|(one, heads)| *one == group && *heads > 0);
        let heads: std::collections::BTreeSet<i64> = all.map(|(_, heads)| *heads).collect();
        let mut below = 0;
        for heads in heads {
            steps.push((heads, need((heads - below) * instance.extras[group].rate)));
            below = heads;
        }
    }
    let item = |scene: usize| {
        let crowd = links.extras[scene].iter().flat_map(|&(group, heads)| {
            crowds[group].iter().filter(move |(step, _)| *step <= heads).map(|(_, need)| *need)
        });
        let people = links.cast[scene].iter().map(|&person| cast[person]);
        let pieces = links.equip[scene].iter().map(|&one| equip[one]);
        Item {
            minutes: instance.scenes[scene].min,
            light: match instance.scenes[scene].light {
                Light::Day => Some((0, instance.scenes[scene].min)),
                Light::Night => Some((1, instance.scenes[scene].min)),
                Light::Any => None,
            },
            place: Some(links.place[links.set[scene]]),
            needs: people.chain(pieces).chain(sets[links.set[scene]]).chain(crowd).collect(),
            early: links.cast[scene].iter().any(|&person| instance.cast[person].minor_max.is_some()),
        }
    };
    let items: Vec<Item> = (0..instance.scenes.len()).map(item).collect();
    let scenes_of = |person: usize| links.cast.iter().filter(|cast| cast.contains(&person)).count() as i64;
    let once =
        instance.places.iter().enumerate().filter(|(place, _)| items.iter().any(|item| item.place == Some(*place)));
    let mut constant: i64 = once.map(|(_, place)| place.load_in).sum();
    for (at, person) in instance.cast.iter().enumerate().filter(|(at, _)| scenes_of(*at) > 0) {
        // Who has fewer scenes than days guaranteed works fewer days than are paid.
        constant += person.travel + person.rate * (person.min_days - scenes_of(at)).max(0);
    }
    let used = instance.equip.iter().enumerate().filter(|(at, _)| links.equip.iter().any(|equip| equip.contains(at)));
    constant += used.map(|(_, one)| one.deliver).sum::<i64>();
    let shift = |shift: Shift| {
        let caps = instance.caps(shift);
        let cost = instance.crew.day_cost + instance.premium(shift);
        ShiftCost { cost, caps: [caps.day, caps.night, 0, 0], night: shift == Shift::Night }
    };
    let moves = &instance.moves;
    let far = |place: &super::instance::Place| place.kind == Kind::Location;
    let between = |one, other| match far(one) || far(other) {
        true => (moves.far_min, moves.far_cost),
        false => (moves.lot_min, moves.lot_cost),
    };
    let from = |one| instance.places.iter().map(|other| between(one, other)).collect();
    let mut relaxed = Relaxed {
        items,
        needs,
        places: instance.places.iter().map(|place| Place { fee: place.day_fee }).collect(),
        spared: 0,
        shifts: Shift::ALL.map(shift).into(),
        most: instance.crew.std_min + instance.crew.ot_max,
        overtime: vec![(instance.crew.std_min, instance.crew.ot_min_cost)],
        moves: instance.places.iter().map(from).collect(),
        max_places: instance.max_places,
        days: instance.horizon as i64,
        constant,
        opening: None,
    };
    relaxed.open(instance.crew.std_min * instance.crew.first_day_frac_pct / 100);
    relaxed
}

/// The days of the board at hand.
pub(crate) struct Days<'p, 'i, const W: usize> {
    core: &'p Core<'i, W>,
    days: Vec<Day<W>>,
    journal: Vec<(usize, Day<W>)>,
}

impl<'p, 'i, const W: usize> Days<'p, 'i, W> {
    pub(crate) fn new(core: &'p Core<'i, W>) -> Self {
        Self { core, days: vec![Day::EMPTY; core.instance.horizon], journal: Vec::new() }
    }

    fn recount(&self, list: &[usize]) -> Day<W> {
        let mut day = Day::EMPTY;
        day.scenes = list.len();
        for &scene in list {
            let (facts, scene) = (&self.core.scenes[scene], &self.core.instance.scenes[scene]);
            day.minutes += scene.min;
            match scene.light {
                Light::Day => day.by_light[0] += scene.min,
                Light::Night => day.by_light[1] += scene.min,
                Light::Any => {}
            }
            day.cast = day.cast | facts.cast;
            day.equip = day.equip | facts.equip;
            day.places.insert(facts.place);
        }
        day
    }

    /// What limits a day by itself.
    fn limits(&self, at: usize, day: &Day<W>, list: &[usize], shift: Shift) -> Tally {
        let mut tally = Tally::default();
        let (instance, crew) = (self.core.instance, &self.core.instance.crew);
        let caps = instance.caps(shift);
        for (minutes, cap) in day.by_light.into_iter().zip([caps.day, caps.night]) {
            breaks(&mut tally, minutes - cap);
        }
        let places = day.places.len();
        if places > instance.max_places {
            breach(&mut tally, Excess::Count(u32::try_from(places - instance.max_places).unwrap_or(u32::MAX)));
        }
        let total = day.minutes + self.core.moves(day.places).0;
        if at == 0 {
            breaks(&mut tally, total - crew.std_min * crew.first_day_frac_pct / 100);
        }
        breaks(&mut tally, total - crew.std_min - crew.ot_max);
        for &(person, most) in &self.core.minors {
            if day.cast.contains(person) {
                let with = list.iter().filter(|&&scene| self.core.scenes[scene].cast.contains(person));
                let minutes: i64 = with.map(|&scene| instance.scenes[scene].min).sum();
                breaks(&mut tally, minutes - most);
                breaks(&mut tally, if shift == Shift::Night { minutes } else { 0 });
            }
        }
        tally
    }

    /// One day by itself.
    fn day(&self, layout: &Layout<'_>, at: usize) -> Tally {
        let (day, instance, shift) = (&self.days[at], self.core.instance, layout.shifts[at]);
        if day.scenes == 0 {
            return Tally::default();
        }
        let mut tally = self.limits(at, day, &layout.lists[at], shift);
        let crew = &instance.crew;
        tally.price += crew.day_cost + instance.premium(shift);
        tally.price += day.places.iter().map(|place| instance.places[place].day_fee).sum::<i64>();
        let (minutes, cost) = self.core.moves(day.places);
        tally.price += cost + (day.minutes + minutes - crew.std_min).max(0) * crew.ot_min_cost;
        // A group's heads are those of the scene of the day that has most of it.
        let crowd = || layout.lists[at].iter().flat_map(|&scene| &instance.links.extras[scene]);
        for (nth, &(group, heads)) in crowd().enumerate() {
            let more = |&&(one, others): &&(usize, i64)| one == group && others > heads;
            let before = crowd().take(nth).any(|&(one, others)| one == group && others == heads);
            if crowd().find(more).is_none() && !before {
                tally.price += heads * instance.extras[group].rate;
            }
        }
        tally
    }

    /// What lies between a day and the one before it: rest, weekends, loading in.
    fn joint(&self, layout: &Layout<'_>, at: usize) -> Tally {
        let mut tally = Tally::default();
        let (instance, day) = (self.core.instance, &self.days[at]);
        let before = at.checked_sub(1).map(|before| &self.days[before]);
        let new = day.places.minus(before.map_or(Set::EMPTY, |before| before.places));
        tally.price = new.iter().map(|place| instance.places[place].load_in).sum();
        if before.is_some_and(|before| before.scenes > 0) && day.scenes > 0 {
            let (last, next) = (layout.shifts[at - 1], layout.shifts[at]);
            let apart = instance.days[at].cal - instance.days[at - 1].cal;
            if apart == 1 && next < last {
                breach(&mut tally, Excess::Days(1));
            }
            if (2..=3).contains(&apart) && last == Shift::Night && next == Shift::Day {
                tally.price += instance.crew.short_weekend;
            }
        }
        tally
    }

    fn person(&self, layout: &Layout<'_>, person: usize) -> Tally {
        let days = &layout.person_days[person];
        let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return Tally::default() };
        let (facts, paid) = (&self.core.instance.cast[person], &self.core.paid[person]);
        let between = |from: usize, to: usize| paid[to + 1] - paid[from];
        let pay = |days: i64, hires: i64| days.max(facts.min_days) * facts.rate + hires * facts.travel;
        let whole = between(first, last);
        let mut price = pay(whole, 1);
        if facts.drop_pickup {
            let calendar = &self.core.instance.days;
            for pair in days.windows(2) {
                if calendar[pair[1]].cal - calendar[pair[0]].cal > facts.drop_gap_cal {
                    price = price.min(pay(whole - between(pair[0] + 1, pair[1] - 1), 2));
                }
            }
        }
        Tally { price, ..Tally::default() }
    }

    fn element(&self, layout: &Layout<'_>, element: usize) -> Tally {
        let (days, facts) = (&layout.element_days[element], &self.core.instance.equip[element]);
        let mut price = if days.is_empty() { 0 } else { facts.deliver + facts.day };
        for pair in days.windows(2) {
            price += facts.day + facts.deliver.min(facts.day * (pair[1] - pair[0] - 1) as i64);
        }
        Tally { price, ..Tally::default() }
    }

    fn set(&self, layout: &Layout<'_>, set: usize) -> Tally {
        let instance = self.core.instance;
        let days = &layout.set_days[set];
        let stage = instance.places[instance.links.place[set]].kind == Kind::Stage;
        match (days.first(), days.last()) {
            (Some(&first), Some(&last)) if stage => {
                Tally { price: instance.sets[set].hold_day * (last - first + 1) as i64, ..Tally::default() }
            }
            _ => Tally::default(),
        }
    }

    fn floor(&self, layout: &Layout<'_>, place: usize, floor: &mut Vec<i64>) -> Tally {
        let instance = self.core.instance;
        floor.clear();
        floor.resize(instance.horizon + 1, 0);
        for &set in &self.core.crowded[place] {
            let (Some(&first), Some(&last)) = (layout.set_days[set].first(), layout.set_days[set].last()) else {
                continue;
            };
            let facts = &instance.sets[set];
            floor[first.saturating_sub(facts.build)] += facts.size;
            floor[(last + facts.strike + 1).min(instance.horizon)] -= facts.size;
        }
        let (mut stands, mut over) = (0, 0);
        for change in &floor[..instance.horizon] {
            stands += change;
            over += (stands - instance.places[place].floor).max(0);
        }
        let mut tally = Tally::default();
        if over > 0 {
            breach(&mut tally, Excess::Days(u32::try_from(over).unwrap_or(u32::MAX)));
        }
        tally
    }

    /// Days without scenes before the last.
    fn gaps(&self) -> Tally {
        let mut tally = Tally::default();
        let last = self.days.iter().rposition(|day| day.scenes > 0).unwrap_or(0);
        for _ in self.days[..last].iter().filter(|day| day.scenes == 0) {
            breach(&mut tally, Excess::Count(1));
        }
        tally
    }

    /// Scenes that come too early.
    fn early(&self, layout: &Layout<'_>) -> Tally {
        let mut tally = Tally::default();
        for &(first, then) in &self.core.instance.links.before {
            if let [Some(first), Some(then)] = [first, then].map(|scene| layout.at[scene])
                && first >= then
            {
                breach(&mut tally, Excess::Days(u32::try_from(first - then + 1).unwrap_or(u32::MAX)));
            }
        }
        tally
    }
}

impl<const W: usize> Engine for Days<'_, '_, W> {
    const EPOCH: u64 = 20_000;
    const TRIED: usize = usize::MAX;

    fn fresh(&self) -> Self {
        Self::new(self.core)
    }

    fn scopes(&self) -> usize {
        let instance = self.core.instance;
        2 * instance.horizon
            + instance.cast.len()
            + instance.sets.len()
            + instance.places.len()
            + instance.equip.len()
            + 2
    }

    fn breaks(&self, layout: &Layout<'_>, change: &Change) -> bool {
        // Shift of a day after the change, if anything is shot then.
        let shift = |day: usize| match change.days.iter().find(|(at, ..)| *at == day) {
            Some((_, list, shift)) => (!list.is_empty()).then_some(*shift),
            None => layout.lists.get(day).filter(|list| !list.is_empty()).map(|_| layout.shifts[day]),
        };
        let days = &self.core.instance.days;
        let tired = |next: usize| {
            let rest = next > 0 && next < days.len() && days[next].cal - days[next - 1].cal == 1;
            rest && matches!((shift(next - 1), shift(next)), (Some(last), Some(next)) if next < last)
        };
        change.days.iter().any(|(at, list, _)| {
            let gap = match list.is_empty() {
                true => shift(at + 1).is_some(),
                false => *at > 0 && shift(at - 1).is_none(),
            };
            gap || tired(*at) || tired(at + 1)
        }) || change
            .days
            .iter()
            .any(|(at, list, shift)| !list.is_empty() && self.limits(*at, &self.recount(list), list, *shift).errors > 0)
    }

    fn touch_all(&self, touched: &mut Touched) {
        touched.units = (0..self.days.len()).collect();
        touched.sets = (0..self.core.instance.sets.len()).collect();
    }

    fn lay(&mut self, layout: &mut Layout<'_>, day: usize, touched: &mut Touched) {
        let new = self.recount(&layout.lists[day]);
        let old = std::mem::replace(&mut self.days[day], new);
        for (kind, here, there) in [(Members::Person, old.cast, new.cast), (Members::Element, old.equip, new.equip)] {
            let list = if kind == Members::Person { &mut touched.persons } else { &mut touched.elements };
            for (from, to, comes) in [(here, there, false), (there, here, true)] {
                for one in from.minus(to).iter() {
                    layout.member(kind, one, day, comes);
                    list.push(one);
                }
            }
        }
        touched.days.push(day);
        touched.units.extend([day, day + 1].into_iter().filter(|&day| day < self.days.len()));
        if (old.scenes == 0) != (new.scenes == 0) {
            touched.wishes.push(0);
        }
        self.journal.push((day, old));
    }

    fn evaluate(&mut self, layout: &Layout<'_>, touched: &Touched, sums: &mut Sums) {
        let instance = self.core.instance;
        let joints = self.days.len();
        let persons = 2 * joints;
        let sets = persons + instance.cast.len();
        let places = sets + instance.sets.len();
        let elements = places + instance.places.len();
        for &day in &touched.days {
            sums.book(day, self.day(layout, day));
        }
        for &day in &touched.units {
            sums.book(joints + day, self.joint(layout, day));
        }
        for &person in &touched.persons {
            sums.book(persons + person, self.person(layout, person));
        }
        for &element in &touched.elements {
            sums.book(elements + element, self.element(layout, element));
        }
        let mut floor = Vec::new();
        let mut stages = Set::<W>::EMPTY;
        for &set in &touched.sets {
            sums.book(sets + set, self.set(layout, set));
            stages.insert(instance.links.place[set]);
        }
        for place in stages.iter().filter(|&place| !self.core.crowded[place].is_empty()) {
            sums.book(places + place, self.floor(layout, place, &mut floor));
        }
        let board = elements + instance.equip.len();
        if !touched.wishes.is_empty() {
            sums.book(board, self.gaps());
        }
        if !instance.links.before.is_empty() {
            sums.book(board + 1, self.early(layout));
        }
    }

    fn keep(&mut self) {
        self.journal.clear();
    }

    fn mark(&self) -> usize {
        self.journal.len()
    }

    fn undo(&mut self, mark: usize) {
        for (day, old) in self.journal.drain(mark..).rev() {
            self.days[day] = old;
        }
    }
}

fn breach(tally: &mut Tally, by: Excess) {
    tally.errors += 1;
    tally.weight += weigh(by);
}

/// A limit in minutes.
fn breaks(tally: &mut Tally, over: i64) {
    if over > 0 {
        breach(tally, Excess::Minutes(model::measure::Minutes(over)));
    }
}

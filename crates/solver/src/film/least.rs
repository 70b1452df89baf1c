//! What any legal board of a production costs at least: its strips, people, places and crews as the bound sees them.
//!
//! Every board is a set of days, and each of them pays its crew at least for the hours of its strips, its places, and everybody
//! and everything that its strips call; once come builds and strikes, the first load-in and the preparation of each place, travel,
//! deliveries, sums for the run and guarantees; and one day is as light as the first has to be. Left out is what hangs on the order of days, and what only adds: holds, returns,
//! penalties, overtime of the cast, re-lights beyond one of each look, banners, wishes.

use std::collections::BTreeMap;

use model::board::{Board, Shift, UnitDay};
use model::calendar::{Date, Time, plus_days};
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::notice::Severity;
use model::people::Form;
use model::places::{Moves, Place};
use model::plan::{LightNeed, PlanDay};
use model::production::Production;
use model::verdict::{Excess, Finding, PayCode, PayLine, Who};
use rules::{Code, Report};

use super::Film;
use crate::bound::{self, Item, Need, Relaxed, ShiftCost};
use crate::options::Options;

/// What any legal board of a production costs at least, raised step by step. Wishes and the price of change come on top.
pub struct Bound(bound::Bound);

impl Bound {
    /// The bound that needs no search. Days of the given board begin it. `options` are those of the search.
    pub fn new(production: &Production, given: &Board, options: &Options) -> Self {
        let film = Film::new(production, given, options);
        let (relaxed, items) = relaxed(&film);
        let mut bound = bound::Bound::new(relaxed);
        for day in film.problem.days.iter().filter(|day| !day.strips.is_empty()) {
            bound.learn(day.strips.iter().filter_map(|&strip| items[strip]).collect());
        }
        Self(bound)
    }

    /// Follows so many branches in all at most, so that counted work has an end.
    pub fn limit(&mut self, branches: u64) {
        self.0.limit(branches);
    }

    /// Raises it by one round, which `stop` ends early; answers whether another one may raise it further.
    pub fn step(&mut self, stop: &dyn Fn() -> bool) -> bool {
        self.0.step(stop);
        !self.0.done()
    }

    /// What any legal board costs at least, as far as is known.
    pub fn best(&self) -> Cents {
        Cents(self.0.best())
    }
}

/// The production without its order, and which of its items each strip is. Locked strips are left out: what they cost is past.
fn relaxed(film: &Film<'_>) -> (Relaxed, Vec<Option<usize>>) {
    let (production, problem) = (film.production, &film.problem);
    let most = problem.most;
    let mut units: Vec<usize> = problem.open.iter().map(|&day| problem.days[day].unit).collect();
    units.sort_unstable();
    units.dedup();
    // Unit-days on one date share its people and its places, so that each bears its part.
    let mut dates: Vec<Date> = problem.open.iter().map(|&day| film.dates[day]).collect();
    dates.sort_unstable();
    let sharing = dates.chunk_by(|a, b| a == b).map(<[Date]>::len).max().unwrap_or(1).max(units.len()) as i64;
    let mut left_out = vec![false; problem.strips.len()];
    problem.days.iter().filter(|day| !day.open).flat_map(|day| &day.strips).for_each(|&strip| left_out[strip] = true);
    // Nobody has to shoot an omitted scene, even where it stands on the board.
    let omitted = |strip: usize| production.scene_of(production.strips[strip].id).is_some_and(|scene| scene.omitted);
    let strips: Vec<usize> = (0..problem.strips.len()).filter(|&strip| !left_out[strip] && !omitted(strip)).collect();
    let mut relaxed = Relaxed { most, days: problem.open.len() as i64, ..Relaxed::default() };
    relaxed.items = strips.iter().map(|&strip| item(film, strip, most)).collect();
    people(film, &strips, sharing, &mut relaxed);
    elements(film, &strips, &mut relaxed);
    places(film, &strips, sharing, &mut relaxed);
    looks(film, &strips, &mut relaxed);
    let (day, overtime) = crew(film, &units, most);
    relaxed.overtime = overtime;
    relaxed.shifts = Shift::ALL.map(|shift| shift_cost(film, &units, shift, day)).into();
    let settings = &production.settings;
    let past = problem.days.iter().any(|day| !day.open && !day.strips.is_empty());
    if settings.first_day < Ratio::ONE && !settings.allow_overtime && !past {
        // A strip that is longer than that may be shot alone on the first day.
        let alone =
            |item: &Item| item.minutes + item.needs.iter().map(|&need| relaxed.needs[need].minutes).sum::<i64>();
        let longest = relaxed.items.iter().map(alone).max().unwrap_or(0);
        let fill = settings.fill.of(settings.planned_day.0);
        relaxed.open(settings.first_day.of(fill).max(longest));
    }
    let mut items = vec![None; problem.strips.len()];
    strips.iter().enumerate().for_each(|(item, &strip)| items[strip] = Some(item));
    (relaxed, items)
}

/// A strip: its time where it goes on from the one before, which is the shortest. One that is longer than a day has a day alone.
fn item(film: &Film<'_>, strip: usize, most: i64) -> Item {
    let facts = &film.problem.strips[strip];
    let time = clock::estimate(film.production, &film.production.strips[strip]);
    let minutes = time.again.min(time.span.likely).0.clamp(1, most.max(1));
    let at = facts.set.map_or(&[][..], |set| &film.problem.sets[set].at);
    let lit = (time.span.likely - time.lead).min(time.again - Minutes(time.lead.0 / 2)).0.clamp(0, minutes);
    let light = |light: usize| Some((light, lit));
    let mut lights = at.iter().map(|&place| match facts.light[place] {
        LightNeed::Any => None,
        LightNeed::Daylight => light(0),
        LightNeed::Dark => light(1),
        LightNeed::Dawn => light(2),
        LightNeed::Dusk => light(3),
    });
    let first = lights.next().flatten();
    Item {
        minutes,
        light: first.filter(|_| lights.all(|other| other == first)),
        place: if let [place] = at { Some(*place) } else { None },
        needs: Vec::new(),
        early: false,
    }
}

/// Who is called for a strip is paid for its day. Whoever has more days guaranteed than her strips fill is paid for those instead.
fn people(film: &Film<'_>, strips: &[usize], sharing: i64, relaxed: &mut Relaxed) {
    for (person, member) in film.production.cast.iter().enumerate() {
        let hers: Vec<usize> =
            (0..strips.len()).filter(|&item| film.problem.strips[strips[item]].cast.contains(&person)).collect();
        if hers.is_empty() {
            continue;
        }
        let contract = &member.contract;
        relaxed.constant += contract.travel.0.max(0);
        let rate = contract.rate.0.max(0);
        // In fifths of a rate by the week.
        let (part, guaranteed) = match contract.form {
            Form::Daily => (1, i64::from(contract.guarantee)),
            Form::Weekly => (5, i64::from(contract.guarantee).max(5)),
            Form::RunOfPicture => {
                relaxed.constant += rate;
                continue;
            }
        };
        let minutes: i64 = hers.iter().map(|&item| relaxed.items[item].minutes).sum();
        if guaranteed > minutes / relaxed.most.max(1) + 1 {
            relaxed.constant += rate * guaranteed / part;
        } else {
            need(relaxed, rate / part / sharing, hers);
        }
    }
}

/// Notes what some items need on their day. What costs more than any production has is taken for less: sums stay far from their limit.
fn need(relaxed: &mut Relaxed, cost: i64, items: impl IntoIterator<Item = usize>) {
    const MOST: i64 = 1_000_000_000_000;
    relaxed.needs.push(Need { cost: cost.clamp(0, MOST), minutes: 0 });
    let need = relaxed.needs.len() - 1;
    items.into_iter().for_each(|item| relaxed.items[item].needs.push(need));
}

/// A day pays of each element the most that one of its strips needs: each step up to it is a need. Each is delivered once at least.
fn elements(film: &Film<'_>, strips: &[usize], relaxed: &mut Relaxed) {
    let used = |&strip: &usize| {
        let scene = film.production.scene_of(film.production.strips[strip].id);
        scene.map(|scene| film.production.elements_of(scene)).unwrap_or_default()
    };
    let used: Vec<Vec<_>> = strips.iter().map(used).collect();
    for element in &film.production.elements {
        let count = |item: usize| used[item].iter().find(|(id, _)| *id == element.id).map_or(0, |(_, count)| *count);
        let mut steps: Vec<u32> = (0..strips.len()).map(count).filter(|&count| count > 0).collect();
        if steps.is_empty() {
            continue;
        }
        relaxed.constant += element.delivery.0.max(0);
        steps.sort_unstable();
        steps.dedup();
        let mut below = 0;
        for step in steps.into_iter().filter(|_| element.day_rate > Cents::ZERO) {
            let cost = element.day_rate.0.saturating_mul(i64::from(step - below));
            need(relaxed, cost, (0..strips.len()).filter(|&item| count(item) >= step).collect::<Vec<_>>());
            below = step;
        }
    }
}

/// Sets are built and struck once. A place pays its rent for each day; the first set that is shot there is prepared before any
/// other, and the last one struck after all.
fn places(film: &Film<'_>, strips: &[usize], sharing: i64, relaxed: &mut Relaxed) {
    let (production, problem) = (film.production, &film.problem);
    let mut sets: Vec<usize> = strips.iter().filter_map(|&strip| problem.strips[strip].set).collect();
    sets.sort_unstable();
    sets.dedup();
    for set in sets.iter().map(|&set| &production.sets[set]) {
        relaxed.constant +=
            [set.build_cost, set.strike_cost, set.prelight_cost].map(|cost| cost.0.max(0)).iter().sum::<i64>();
    }
    for (at, place) in production.places.iter().enumerate() {
        relaxed.places.push(bound::Place { fee: place.rates.shoot.0.max(0) / sharing });
        let from = |other: &Place| {
            let how = Moves::between(place, other).map(|how| production.moves.of(how));
            how.map_or((0, 0), |how| (how.minutes.0.max(0), how.cost.0.max(0)))
        };
        relaxed.moves.push(production.places.iter().map(from).collect());
        if relaxed.items.iter().any(|item| item.place == Some(at)) {
            let here =
                || sets.iter().filter(|&&set| problem.sets[set].at.contains(&at)).map(|&set| &production.sets[set]);
            let least = |days: fn(&model::places::Set) -> u32| here().map(days).min().unwrap_or(0);
            relaxed.constant += place.load_in.0.max(0)
                + place.rates.prep.0.max(0) * i64::from(least(model::places::Set::lead_days))
                + place.rates.strike.0.max(0) * i64::from(least(|set| set.strike_days));
        }
    }
    relaxed.max_places = usize::try_from(production.settings.max_places).unwrap_or(usize::MAX);
}

/// A set in another light is lit anew, and the first strip in it takes its whole lead: minutes that each look takes once. The first look
/// of each place is not lit anew but moved to; and where a move is quicker, a company may come back rather than light anew.
fn looks(film: &Film<'_>, strips: &[usize], relaxed: &mut Relaxed) {
    let production = film.production;
    let look = |&strip: &usize| production.scene_of(production.strips[strip].id).map(|scene| (scene.set, scene.time));
    let looks: Vec<Option<_>> = strips.iter().map(look).collect();
    let moves = &production.moves;
    let quickest = [moves.relight, moves.stage_change, moves.truck, moves.overnight].map(|one| one.minutes.0.max(0));
    // What has no set comes between two looks without lighting.
    let relight = if looks.contains(&None) { 0 } else { quickest.into_iter().min().unwrap_or(0) };
    let mut known: Vec<_> = looks.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    relaxed.spared = relight;
    for look in known {
        let items: Vec<usize> = (0..strips.len()).filter(|&item| looks[item] == Some(look)).collect();
        let lead = |&item: &usize| {
            let time = clock::estimate(production, &production.strips[strips[item]]);
            (time.span.likely - time.again).0.max(0)
        };
        let minutes = relight + items.iter().map(lead).min().unwrap_or(0);
        for &item in &items {
            let item = &mut relaxed.items[item];
            item.needs.push(relaxed.needs.len());
            // A strip that is longer than a day has a day alone.
            item.minutes = item.minutes.min(relaxed.most + relight - minutes).max(1);
        }
        relaxed.needs.push(Need { cost: 0, minutes });
    }
}

/// What somebody is paid for some things alone.
struct Paid {
    codes: &'static [PayCode],
    by: BTreeMap<Who, i64>,
}

impl Paid {
    fn of(codes: &'static [PayCode]) -> Self {
        Self { codes, by: BTreeMap::new() }
    }
}

impl Report for Paid {
    fn finding(&mut self, _: Code, _: Severity, _: Excess, _: impl FnOnce() -> Finding) {}
    fn pay(&mut self, amount: Cents, words: impl FnOnce() -> PayLine) {
        let line = words();
        if self.codes.contains(&line.code) {
            *self.by.entry(line.who).or_default() += amount.0;
        }
    }
}

/// What a day pays at any hour: without premiums, penalties, and what many days in a row add.
const PLAIN: &[PayCode] = &[PayCode::Day, PayCode::Week, PayCode::Hours, PayCode::Overtime];

/// What a day of any unit costs its crew at least, without premium of the shift, and after how many minutes of strips each minute
/// costs how much more. Asked of the judge: for days of each length, alone in their week or in a row; the least for each position.
fn crew(film: &Film<'_>, units: &[usize], most: i64) -> (i64, Vec<(i64, i64)>) {
    /// Lengths that are asked for are so many minutes apart: a tenth of an hour, by which most agreements count.
    const STEP: i64 = 6;
    let mut weeks: Vec<Date> = film.problem.open.iter().map(|&day| film.judge.week_start(film.dates[day])).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let calls = calls(film);
    let of_unit = |unit: usize, minutes: i64| {
        // The least that each is paid for a day, and how often anything; who is paid nothing for some is paid nothing at least.
        let mut least: BTreeMap<Who, (i64, usize)> = BTreeMap::new();
        let mut asked = 0;
        for ((&week, &call), days) in weeks
            .iter()
            .flat_map(|week| calls.iter().map(move |call| (week, call)))
            .flat_map(|one| [1, 5, 6, 7].map(|days| (one, days)))
        {
            let day = |day| empty(film, unit, plus_days(week, day), (Shift::Day, call), minutes);
            let week: Vec<PlanDay> = (0..days).map(day).collect();
            let mut paid = Paid::of(PLAIN);
            week.iter().for_each(|day| film.judge.day(day, &mut paid));
            film.judge.unit(&week.iter().collect::<Vec<_>>(), &mut paid);
            for (who, sum) in paid.by {
                let (paid, times) = least.entry(who).or_insert((i64::MAX, 0));
                (*paid, *times) = ((*paid).min(sum / days), *times + 1);
            }
            asked += 1;
        }
        least.values().filter(|(_, times)| *times == asked).map(|(paid, _)| paid).sum::<i64>()
    };
    let length = |minutes: i64| units.iter().map(|&unit| of_unit(unit, minutes)).min().unwrap_or(0);
    let lengths: Vec<i64> = (0..=most / STEP + 1).map(|step| length(step * STEP)).collect();
    let first = lengths.first().copied().unwrap_or(0);
    // Between two lengths at least the shorter is paid. What is asked for grows ever steeper: corners that do not are left out.
    let points = [(0, first)].into_iter().chain((1..).map(|step| step * STEP).zip(lengths));
    let mut corners: Vec<(i64, i64)> = Vec::new();
    for (minutes, paid) in points {
        while let [.., (start, low), (middle, high)] = corners[..]
            && (high - low) * (minutes - middle) >= (paid - high) * (middle - start)
        {
            corners.pop();
        }
        corners.push((minutes, paid));
    }
    let mut price = 0;
    let mut steps = Vec::new();
    for pair in corners.windows(2) {
        let steeper = (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0).max(1);
        if steeper > price {
            steps.push((pair[0].0, steeper - price));
            price = steeper;
        }
    }
    (first, steps)
}

/// Calls of a day shift that are asked for: the usual one; every half hour that a day can begin where hours of the night have a price.
fn calls(film: &Film<'_>) -> Vec<Option<Time>> {
    let production = film.production;
    if production.packs.iter().all(|pack| pack.night.is_empty()) {
        return vec![None];
    }
    let rule = &production.rulebook.shifts.day;
    let own = film.board.days.iter().filter_map(|day| day.call);
    let (from, to) =
        own.fold((rule.earliest, rule.latest.max(rule.call)), |(from, to), call| (from.min(call), to.max(call)));
    let half_hours = (0..48).map(|half| Time::constant(half / 2, 30 * (half % 2), 0, 0));
    half_hours.filter(|time| (from..=to).contains(time)).chain([from, to]).map(Some).collect()
}

/// A unit-day of so many minutes of strips on the clock, with nothing on it.
fn empty(film: &Film<'_>, unit: usize, date: Date, (shift, call): (Shift, Option<Time>), minutes: i64) -> PlanDay {
    let day = UnitDay { unit: film.units[unit], shift, call, ..UnitDay::default() };
    let mut laid = film.clock.day(&day, date, None, &|_| None);
    laid.camera_wrap = laid.call.after(Minutes(minutes));
    laid.wrap = laid.camera_wrap.after(clock::CREW_WRAP);
    laid
}

/// A shift: the day of a crew with its premium, and the most sun and dark that any of its days can have.
fn shift_cost(film: &Film<'_>, units: &[usize], shift: Shift, day: i64) -> ShiftCost {
    let production = film.production;
    let rule = production.rulebook.shifts.of(shift);
    let premium = |&unit: &usize| {
        let mut paid = Paid::of(&[PayCode::Shift]);
        film.judge.day(&empty(film, unit, production.calendar.start, (shift, None), 0), &mut paid);
        paid.by.values().sum::<i64>()
    };
    let premium = units.iter().map(premium).min().unwrap_or(0);
    let mut caps = [0; bound::LIGHTS];
    let needs = [LightNeed::Daylight, LightNeed::Dark, LightNeed::Dawn, LightNeed::Dusk];
    let places: Vec<_> = production.places.iter().map(|place| Some(place.id)).chain([None]).collect();
    for &at in &film.problem.open {
        let date = film.dates[at];
        let calls = [rule.earliest, rule.call, rule.latest].into_iter().chain(film.board.days[at].call);
        let calls: Vec<Moment> = calls.map(|time| model::plan::moment(&production.zone, date, time)).collect();
        let (Some(first), Some(last)) = (calls.iter().min(), calls.iter().max()) else { continue };
        let end = last.after(production.rulebook.crew.max_elapsed);
        for (cap, need) in caps.iter_mut().zip(needs) {
            *cap = (*cap).max(film.clock.lit(&places, date, need, (*first, end)).0);
        }
    }
    ShiftCost { cost: day + premium, caps, night: false }
}

#[cfg(test)]
mod tests {
    use model::issue::Told;

    use super::super::Laid;
    use super::*;
    use crate::chance::Chance;
    use crate::sample::{agreed, generated};
    use crate::tour::Tour;
    use crate::{construct, moves};

    /// Walks from a first board over legal ones; the days of each can be had, and cost at least what the bound takes them to cost.
    fn check(production: &Production, board: &Board, seed: u64) {
        let film = Film::new(production, board, &Options::default());
        let mut tour = Tour::new(&film.problem, Laid::new(&film));
        construct::fill(&mut tour);
        let (relaxed, items) = relaxed(&film);
        let mut chance = Chance::new(seed, 7, 7);
        let (mut legal, mut cheapest) = (0, i64::MAX);
        for step in 0..4_000 {
            let Some(change) = moves::propose(&tour.layout, &mut chance) else { continue };
            let (mark, before) = (tour.mark(), tour.value());
            tour.apply(change);
            let after = tour.value();
            let worse = (after.weight, after.unplaced) > (before.weight, before.unplaced);
            if worse || (after.money > before.money + before.money / 200) {
                tour.undo(mark);
                continue;
            }
            tour.keep();
            if (after.weight, after.unplaced) != (0, 0) {
                continue;
            }
            legal += 1;
            let days = || tour.layout.lists.iter().filter(|list| !list.is_empty());
            let cost = |list: &Vec<usize>, opening: Option<usize>| {
                relaxed.cost(&list.iter().filter_map(|&strip| items[strip]).chain(opening).collect::<Vec<_>>())
            };
            let alone =
                |list: &Vec<usize>| cost(list, None).unwrap_or_else(|| panic!("no such day at step {step}: {list:?}"));
            // Some day opens the shoot; it costs no more for it, unless nothing is shot on it.
            let opens =
                |list: &Vec<usize>| Some(cost(list, relaxed.opening)? - if list.is_empty() { 0 } else { alone(list) });
            let opening = relaxed.opening.map_or(Some(0), |_| tour.layout.lists.iter().filter_map(opens).min());
            let least = relaxed.constant
                + days().map(alone).sum::<i64>()
                + opening.unwrap_or_else(|| panic!("no day can be the first at step {step}"));
            let price = tour.sums.total.price;
            assert!(least <= price, "{least} above {price} at step {step}");
            cheapest = cheapest.min(price);
        }
        assert!(legal > 50, "{legal} legal boards");
        let mut bound = Bound::new(production, board, &Options::default());
        for _ in 0..60 {
            let more = bound.step(&|| false);
            assert!(bound.best().0 <= cheapest, "{} above {cheapest}", bound.best());
            if !more {
                break;
            }
        }
        // A bound that says nothing would pass as well.
        assert!(bound.best().0 * 2 > cheapest, "{} for {cheapest}", bound.best());
    }

    #[test]
    fn no_legal_board_costs_less() {
        for seed in 1..=3 {
            let (production, board) = generated(seed, 30);
            check(&production, &board, seed);
        }
    }

    #[test]
    fn nor_one_whose_first_day_is_light() {
        for seed in 1..=2 {
            let (mut production, board) = generated(seed, 30);
            production.settings.first_day = Ratio::new(6, 10);
            assert!(relaxed(&Film::new(&production, &board, &Options::default())).0.opening.is_some());
            check(&production, &board, seed);
            // Where it is as full as the others, no day is told apart: after a bad morning all may be fuller than they were planned.
            production.settings.first_day = Ratio::ONE;
            let start = production.calendar.start;
            production.told = Some(Told::by(&production, &clock::lay(&production, &board), start));
            assert!(relaxed(&Film::new(&production, &board, &Options::default())).0.opening.is_none());
        }
    }

    #[test]
    fn nor_one_under_agreements() {
        for seed in 4..=5 {
            let (production, board) = generated(seed, 24);
            check(&agreed(production), &board, seed);
        }
    }

    /// Weeks that begin on a Tuesday: who is paid by the week is paid one for five days, not two.
    #[test]
    fn weeks_of_pay_are_those_of_the_calendar() {
        let (production, board) = generated(4, 24);
        let mut production = agreed(production);
        production.calendar.week = [false, true, true, true, true, true, false];
        production.crew.iter_mut().for_each(|position| position.per = model::pack::Per::Week);
        production.crew.iter_mut().for_each(|position| position.rate = Cents(300_000));
        check(&production, &board, 4);
    }

    #[test]
    fn sets_with_a_choice_of_places_and_overtime_leave_more_open() {
        let (mut production, board) = generated(6, 24);
        production.settings.allow_overtime = true;
        let places: Vec<_> = production.places.iter().map(|place| place.id).collect();
        production.sets.iter_mut().step_by(2).for_each(|set| set.at.clone_from(&places));
        check(&production, &board, 6);
    }
}

//! What holds for every day of every board, whatever stands on it.

use clock::{Clock, lay};
use model::board::{Board, DayKind, Item, Placed, Shift, UnitDay};
use model::calendar::{days_between, plus_days};
use model::ids::DayId;
use model::measure::{Minutes, Moment};
use model::plan::{Happening, LightNeed, Plan, PlanDay};
use model::production::{Production, TimeSpan};
use model::sample::small;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One random day: kind, shift, an entered call, how many strips it takes, minutes of a banner.
type DayDraft = (DayKind, Shift, Option<i8>, usize, i64);

fn drafts() -> impl Strategy<Value = Vec<DayDraft>> {
    let kind = prop_oneof![5 => Just(DayKind::Shoot), 1 => select(&DayKind::ALL[..])];
    let day = (kind, select(&Shift::ALL[..]), proptest::option::weighted(0.2, 0..24_i8), 0..5_usize, -20..600_i64);
    proptest::collection::vec(day, 1..6)
}

/// The sample with random times and lights, and its strips in random order on random days.
fn production() -> impl Strategy<Value = Production> {
    let order = Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle();
    let times = proptest::collection::vec(proptest::option::weighted(0.4, 0..900_i64), 12);
    let light = select(vec![None, Some(LightNeed::Any), Some(LightNeed::Dawn), Some(LightNeed::Dusk)]);
    (order, times, drafts(), light, any::<Index>(), 0..365_i64).prop_map(
        |(order, times, drafts, light, scene, start)| {
            let mut production = small();
            for (strip, minutes) in production.strips.iter_mut().zip(times) {
                strip.minutes = minutes.map(Minutes).map(|likely| TimeSpan { low: likely, likely, high: likely });
            }
            let scenes = production.scenes.len();
            production.scenes[scene.index(scenes)].light = light;
            production.calendar.start = plus_days(production.calendar.start, start);
            let mut strips = order.iter().map(|&index| production.strips[index].id);
            let unit = production.units[0].id;
            let mut days = Vec::new();
            for (index, (kind, shift, hour, count, minutes)) in (0_u64..).zip(drafts) {
                let mut items: Vec<Item> =
                    strips.by_ref().take(count).map(|strip| Item::Strip(Placed { strip, pinned: false })).collect();
                let banner = Item::Banner { id: index, text: "banner".to_owned(), minutes: Minutes(minutes) };
                items.insert(items.len() / 2, banner);
                // Some days are pinned: to weekends, out of order, or years beyond what the clock keeps at hand.
                let date = (minutes % 7 == 0).then(|| plus_days(production.calendar.start, minutes * 3));
                let call = hour.map(|hour| jiff::civil::time(hour, 30, 0, 0));
                days.push(UnitDay {
                    id: DayId(9_000 + index),
                    kind,
                    unit,
                    shift,
                    call,
                    date,
                    items,
                    ..UnitDay::default()
                });
            }
            let boneyard = strips.collect();
            production.boards[0] = Board { days, boneyard, ..production.boards[0].clone() };
            production
        },
    )
}

proptest! {
    #[test]
    fn days_are_whole(production in production()) {
        let board = &production.boards[0];
        let plan = lay(&production, board);
        prop_assert_eq!(plan.days.len(), board.days.len());
        for (day, planned) in board.days.iter().zip(&plan.days) {
            let placed: Vec<_> = day.strips().map(|placed| placed.strip).collect();
            prop_assert_eq!(planned.strips().collect::<Vec<_>>(), placed, "every strip once, in the board's order");
            ordered(planned)?;
            fed(&production, planned)?;
            peopled(&production, planned)?;
        }
        from_clock(&production, board, &plan)?;
    }
}

proptest! {
    /// Whatever numbers a document carries, a day is laid.
    #[test]
    fn no_number_of_a_document_stops_the_clock(
        mut production in production(),
        wild in proptest::collection::vec(select(vec![i64::MIN, -1, 0, 1, 7, 1 << 20, i64::MAX]), 12),
        zone in select(vec!["Pacific/Kiritimati", "Mars/Olympus", ""]),
    ) {
        let minutes = |index: usize| Minutes(wild[index]);
        let meals = &mut production.rulebook.meals;
        (meals.within, meals.not_before, meals.length) = (minutes(0).max(Minutes(7)), minutes(1), minutes(2));
        meals.wrap_grace = minutes(3);
        production.rulebook.crew.max_elapsed = minutes(4);
        production.settings.planned_day = minutes(4);
        production.moves.relight.minutes = minutes(5);
        production.moves.truck.minutes = minutes(6);
        production.cast[0].makeup = minutes(7);
        production.scenes[0].eighths = model::measure::Eighths(wild[8]);
        production.strips[0].eighths = model::measure::Eighths(wild[9]);
        production.strips[0].part = 1;
        production.scenes[1].setups = Some(u32::MAX);
        let span = TimeSpan { low: minutes(10), likely: minutes(11), high: minutes(10) };
        production.scenes[2].minutes = Some(span);
        production.sets[0].build_days = u32::MAX;
        production.sets[0].dress_days = u32::MAX;
        production.calendar.week = [false; 7];
        production.position = model::places::Position { lat: i32::MAX, lon: i32::MIN };
        production.zone = zone.to_owned();
        production.scenes[3].cast.clear();
        production.places.pop();
        let plan = lay(&production, &production.boards[0]);
        for (day, planned) in production.boards[0].days.iter().zip(&plan.days) {
            prop_assert_eq!(planned.strips().count(), day.strips().count());
        }
    }
}

/// Entries follow one another without overlap, between call and wrap, and none has its light missed beyond its length.
fn ordered(day: &PlanDay) -> Result<(), TestCaseError> {
    let mut now = day.call;
    for entry in &day.entries {
        prop_assert!(entry.start >= now && entry.end >= entry.start, "{:?}", entry);
        now = entry.end;
        if let Happening::Strip { off_light, .. } = entry.what {
            prop_assert!(off_light.0 >= 0 && off_light <= entry.end.since(entry.start));
        }
    }
    prop_assert!(now <= day.wrap && day.camera_wrap <= day.wrap && day.call <= day.camera_wrap);
    let timed = |entry: &&model::plan::Entry| !matches!(entry.what, Happening::Meal { .. } | Happening::Wait);
    let load: Minutes = day.entries.iter().filter(timed).map(|entry| entry.end.since(entry.start)).sum();
    prop_assert_eq!(load, day.load, "strips, moves and banners are the load");
    Ok(())
}

/// Meals begin in time; only a move, during which nobody can eat, makes one late. Nobody wraps hungry.
fn fed(production: &Production, day: &PlanDay) -> Result<(), TestCaseError> {
    let rule = &production.rulebook.meals;
    let mut since = day.call;
    let mut moved_until = Moment(i64::MIN);
    for entry in &day.entries {
        match entry.what {
            Happening::Meal { .. } => {
                let late = entry.start > since.after(rule.within);
                prop_assert!(!late || moved_until == entry.start, "a late meal at {:?} after {:?}", entry.start, since);
                since = entry.end;
            }
            Happening::Move { .. } => moved_until = entry.end,
            _ => {}
        }
    }
    prop_assert!(day.wrap <= since.after(rule.within).after(rule.wrap_grace));
    Ok(())
}

/// Everybody who is in a strip is called once, with hours in order and the meals that lie inside them.
fn peopled(production: &Production, day: &PlanDay) -> Result<(), TestCaseError> {
    let scenes = || day.strips().filter_map(|strip| production.scene_of(strip));
    let mut called: Vec<_> = scenes().flat_map(|scene| production.called(scene)).collect();
    called.sort_unstable();
    called.dedup();
    prop_assert_eq!(day.people.iter().map(|one| one.person).collect::<Vec<_>>(), called);
    for one in &day.people {
        prop_assert!(one.report <= one.on_set && one.on_set <= one.done && one.done <= one.dismissed);
        prop_assert!(one.done <= day.camera_wrap && one.on_set >= day.call);
        prop_assert!(one.on_camera + one.meals <= one.dismissed.since(one.report));
        let own =
            |strip| production.scene_of(strip).is_some_and(|scene| production.called(scene).contains(&one.person));
        let length = |entry: &model::plan::Entry| match entry.what {
            Happening::Strip { strip, .. } if own(strip) => entry.end.since(entry.start),
            _ => Minutes::ZERO,
        };
        prop_assert_eq!(day.entries.iter().map(length).sum::<Minutes>(), one.on_camera);
    }
    Ok(())
}

/// A day laid alone, on a clock that has laid every other day before, is the day of the plan.
fn from_clock(production: &Production, board: &Board, plan: &Plan) -> Result<(), TestCaseError> {
    let clock = Clock::new(production);
    let (dates, numbers) = (board.dates(&production.calendar), board.numbers());
    let mut alone = Vec::new();
    for index in (0..board.days.len()).rev() {
        let place_of = |set| production.place_of(board, set);
        let day = clock.day(&board.days[index], dates[index], numbers[index], &place_of);
        prop_assert_eq!(&day, &plan.days[index]);
        alone.push(day);
    }
    prop_assert_eq!(&clock.stands(&alone), &plan.stands, "the order of days does not matter to a stand");
    for stand in &plan.stands {
        let dates = (1..days_between(stand.first, stand.last)).map(|days| plus_days(stand.first, days));
        let held = dates.filter(|date| production.calendar.works(*date) && !stand.shot.contains(date)).count();
        prop_assert_eq!(usize::try_from(stand.held).ok(), Some(held));
    }
    Ok(())
}

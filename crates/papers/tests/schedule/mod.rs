//! A schedule made by hand from the small production: papers must print what it says, whatever clock, judge and price
//! would make of it, so their goldens do not move when an engine learns something.

use model::board::{Board, DayKind, Item, Shift, UnitDay};
use model::calendar::{Date, plus_days};
use model::estimate::{Estimate, Group, Line};
use model::issue::Schedule;
use model::measure::{Cents, Minutes, Moment, Ratio};
use model::notice::Severity;
use model::people::CastMember;
use model::places::{Moves, Place, Set};
use model::plan::{Entry, Happening, PersonDay, Plan, PlanDay, Stand, Sun, moment};
use model::production::{Production, light_need};
use model::verdict::{DayUse, Engagement, Excess, Finding, Verdict, Who};

/// Five days of shooting and a holiday between them: day work, a move, a night, two strips left in the boneyard.
pub(crate) fn production() -> Production {
    let mut production = model::sample::boarded(&[
        (Shift::Day, &["1", "9", "12"]),
        (Shift::Day, &["3", "10", "8"]),
        (Shift::Split, &["2"]),
        (Shift::Day, &["5", "6"]),
        (Shift::Night, &["7"]),
    ]);
    production.title = "Cyberhunt".to_owned();
    for (index, name) in [(0, "Mira Okafor"), (1, "Tom Brandt"), (3, "Ana-Lucía Peña")] {
        production.cast[index].name = name.to_owned();
    }
    production.scenes[1].sub_sets = vec!["FIRE ESCAPE".to_owned()];
    production.scenes[1].story_day = Some("D2".to_owned());
    let (banner, holiday) = (production.fresh(), production.fresh());
    let board = &mut production.boards[0];
    let text = "Stunt rehearsal on the fire escape".to_owned();
    board.days[2].items.insert(0, Item::Banner { id: banner, text, minutes: Minutes(45) });
    let off = UnitDay { id: holiday, unit: board.days[0].unit, kind: DayKind::Holiday, ..UnitDay::default() };
    board.days.insert(4, UnitDay { label: Some("Founders' Day".to_owned()), ..off });
    production
}

/// The active board of a production on a plain clock, with findings, engagements and lines that a test chose.
pub(crate) fn schedule(production: &Production) -> Schedule {
    let board = production.active_board().cloned().unwrap_or_default();
    let mut days = Vec::new();
    let mut date = production.calendar.start;
    for (day, number) in board.days.iter().zip(board.numbers()) {
        date = production.calendar.working_from(date);
        days.push(lay(production, &board, day, date, number));
        date = plus_days(date, 1);
    }
    let stands = stands(production, &days);
    let plan = Plan { board: board.id, days, stands, unplaced: board.boneyard.clone() };
    let verdict =
        Verdict { findings: findings(production, &plan), pay: Vec::new(), engagements: engagements(production) };
    let estimate = estimate(production, &plan);
    Schedule { board, plan, verdict, estimate }
}

fn lay(production: &Production, board: &Board, day: &UnitDay, date: Date, number: Option<u32>) -> PlanDay {
    let at = |hour, minute| moment(&production.zone, date, jiff::civil::time(hour, minute, 0, 0));
    let call = match day.shift {
        Shift::Day => at(7, 0),
        Shift::Split => at(11, 0),
        Shift::Night => at(22, 30),
    };
    let mut now = call;
    let mut laid = PlanDay {
        day: day.id,
        unit: day.unit,
        kind: day.kind,
        shift: day.shift,
        date,
        number,
        zone: production.zone.clone(),
        call,
        camera_wrap: call,
        wrap: call,
        entries: Vec::new(),
        people: Vec::new(),
        sun: Sun { dawn: at(5, 56), rise: at(6, 21), set: at(17, 50), dusk: at(18, 15) },
        places: Vec::new(),
        load: Minutes::ZERO,
    };
    let mut last: Option<&Place> = None;
    for item in &day.items {
        let (length, what, place) = match item {
            Item::Banner { text, minutes, .. } => (*minutes, Happening::Banner { text: text.clone() }, None),
            Item::Strip(placed) => {
                let scene = production.scene_of(placed.strip).cloned().unwrap_or_default();
                let place = production.place_of(board, scene.set).and_then(|id| production.place(id));
                let what = Happening::Strip {
                    strip: placed.strip,
                    place: place.map(|place| place.id),
                    setups: 2 + u32::try_from(scene.eighths.0 / 2).unwrap_or(0),
                    light: light_need(&scene, place),
                    off_light: Minutes::ZERO,
                };
                (Minutes(60 + scene.eighths.0 * 12), what, place)
            }
        };
        if let (Some(from), Some(to)) = (last, place)
            && let Some(how) = Moves::between(from, to)
        {
            push(&mut laid, &mut now, Minutes(75), Happening::Move { how, from: from.id, to: to.id });
        }
        if now.since(call) > Minutes(300) && laid.meals() == Minutes::ZERO {
            push(&mut laid, &mut now, Minutes(30), Happening::Meal { nth: 1 });
        }
        push(&mut laid, &mut now, length, what);
        last = place.or(last);
        if let Some(place) = place
            && !laid.places.contains(&place.id)
        {
            laid.places.push(place.id);
        }
    }
    laid.camera_wrap = now;
    laid.people = people(production, &laid);
    laid.wrap = if day.kind.works() { now.after(Minutes(30)) } else { now };
    laid
}

/// Everybody from the first to the last strip, with make-up before and after.
fn people(production: &Production, day: &PlanDay) -> Vec<PersonDay> {
    let hours = |person: &CastMember| {
        let mine = day.entries.iter().filter(|entry| match entry.what {
            Happening::Strip { strip, .. } => {
                production.scene_of(strip).is_some_and(|scene| production.called(scene).contains(&person.id))
            }
            _ => false,
        });
        let (on_set, done) = (mine.clone().next()?.start, mine.clone().next_back()?.end);
        Some(PersonDay {
            person: person.id,
            report: on_set.after(-person.makeup),
            on_set,
            done,
            dismissed: done.after(person.unmake),
            meals: Minutes::ZERO,
            on_camera: mine.map(|entry| entry.end.since(entry.start)).sum(),
        })
    };
    production.cast.iter().filter_map(hours).collect()
}

/// Each set with its leads counted in calendar days, weekends or not.
fn stands(production: &Production, days: &[PlanDay]) -> Vec<Stand> {
    let stand = |set: &Set| {
        let here = |day: &&PlanDay| {
            day.strips().any(|strip| production.scene_of(strip).is_some_and(|scene| scene.set == set.id))
        };
        let shot: Vec<Date> = days.iter().filter(here).map(|day| day.date).collect();
        let (&first, &last) = (shot.first()?, shot.last()?);
        let back = |days: u32| plus_days(first, -i64::from(days));
        Some(Stand {
            set: set.id,
            place: *set.at.first()?,
            from: back(set.lead_days()),
            prelight: back(set.prelight_days),
            first,
            last,
            to: plus_days(last, i64::from(set.strike_days)),
            held: 1,
            shot,
        })
    };
    production.sets.iter().filter_map(stand).collect()
}

fn push(day: &mut PlanDay, now: &mut Moment, length: Minutes, what: Happening) {
    let end = now.after(length);
    if !matches!(what, Happening::Meal { .. }) {
        day.load += length;
    }
    day.entries.push(Entry { start: *now, end, what });
    *now = end;
}

fn findings(production: &Production, plan: &Plan) -> Vec<Finding> {
    let (Some(first), Some(maya)) = (plan.days.get(1), production.cast.first()) else { return Vec::new() };
    let finding = |code: &str, severity, who, day, by, text: &str, mend: &str| Finding {
        code: code.to_owned(),
        severity,
        who,
        day,
        by,
        text: text.to_owned(),
        clause: "house rules, rest".to_owned(),
        mend: mend.to_owned(),
    };
    vec![
        finding(
            "rest-daily",
            Severity::Error,
            Who::Person(maya.id),
            Some(first.day),
            Excess::Minutes(Minutes(130)),
            "MAYA is dismissed at 20:10 and called at 06:00: 9 h 50 of 12 h rest.",
            "Move her call to 08:10, or put another day between.",
        ),
        finding(
            "places-per-day",
            Severity::Warning,
            Who::Unit(first.unit),
            Some(first.day),
            Excess::Count(1),
            "The main unit uses 3 places, planned are at most 2.",
            "",
        ),
        finding(
            "unplaced",
            Severity::Note,
            Who::Production,
            None,
            Excess::Count(2),
            "2 strips stand on no day.",
            "Put them on a day.",
        ),
    ]
}

fn engagements(production: &Production) -> Vec<Engagement> {
    use DayUse::*;
    let march = |day| jiff::civil::date(2027, 3, day);
    let uses: [&[(i8, DayUse)]; 6] = [
        &[(1, Work), (2, Work), (3, Work), (4, Work), (8, Work)],
        &[(1, Work), (2, Hold), (3, Work), (4, Work), (8, Work)],
        &[(1, Work), (2, Work)],
        &[(1, WorkDrop), (18, PickUp), (19, PickUpDrop), (30, PickUp)],
        &[(4, Work)],
        &[(2, Work), (3, Hold), (4, Hold), (8, Work)],
    ];
    let engagement = |(person, uses): (&model::people::CastMember, &&[(i8, DayUse)])| Engagement {
        person: person.id,
        dates: uses.iter().map(|&(day, what)| (march(day), what)).collect(),
        worked: u32::try_from(uses.iter().filter(|(_, what)| what.works()).count()).unwrap_or(0),
        held: u32::try_from(uses.iter().filter(|(_, what)| !what.works()).count()).unwrap_or(0),
        drops: u32::try_from(uses.iter().filter(|(_, what)| matches!(what, WorkDrop | PickUpDrop)).count())
            .unwrap_or(0),
    };
    production.cast.iter().zip(&uses).map(engagement).collect()
}

fn estimate(production: &Production, plan: &Plan) -> Estimate {
    let line = |group, account, text: &str, quantity: i64, rate: i64, day| Line {
        account,
        group,
        text: text.to_owned(),
        who: Who::Production,
        day,
        quantity: Ratio::new(quantity, 1),
        unit: "day".to_owned(),
        rate: Cents(rate),
        amount: Cents(rate) * quantity,
        from: "production".to_owned(),
    };
    if production.cast.is_empty() {
        return Estimate::default();
    }
    let crew = plan.days.iter().filter(|day| day.kind.shoots());
    let mut lines: Vec<Line> =
        crew.map(|day| line(Group::Crew, 2000, "main unit", 1, 5_000_000, Some(day.day))).collect();
    lines.push(line(Group::Cast, 1300, "MAYA", 2, 1_500_000, None));
    lines.push(line(Group::Places, 3300, "Stage 1", 4, 100_000, None));
    lines.push(line(Group::Moves, 3600, "truck move to Beach", 1, 250_000, plan.days.get(1).map(|day| day.day)));
    let total = lines.iter().map(|line| line.amount).sum();
    Estimate { lines, total, wishes: Vec::new() }
}

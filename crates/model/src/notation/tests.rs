//! Boards printed and read back.

use proptest::prelude::*;

use super::{parse, print};
use crate::board::{Board, DayKind, Item, Placed, Shift, UnitDay};
use crate::calendar::{Time, plus_days};
use crate::ids::{DayId, PlaceId, SetId};
use crate::measure::{Minutes, Moment};
use crate::places::MoveKind;
use crate::plan::{Entry, Happening, LightNeed, Plan, PlanDay, Sun};
use crate::production::{Production, Strip};
use crate::sample::{boarded, small};

/// Reads a text against the small production on two days; the answer is what prints of it, then its notices.
fn check(text: &str, expected: &str) {
    let production = boarded(&[(Shift::Day, &["1", "3"]), (Shift::Night, &["2"])]);
    let (board, notices) = parse(&production, &production.boards[0], text);
    let mut shown = String::new();
    for line in print(&production, &board, None).lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let strip = line.starts_with("  ") && !line.starts_with("  **");
        let pinned = if strip && words.last() == Some(&"pinned") { " pinned" } else { "" };
        match (strip, words.first()) {
            (true, Some(label)) => shown.push_str(&format!("  {label}{pinned}\n")),
            _ => shown.push_str(&format!("{line}\n")),
        }
    }
    for one in notices {
        shown.push_str(&format!("{} {}:{} {}\n", one.severity.word(), one.line, one.column, one.message));
    }
    assert_eq!(shown.trim_end(), expected.trim_matches('\n').trim_end());
}

#[test]
fn a_board_prints_for_people() {
    let production = boarded(&[(Shift::Day, &["1", "3"]), (Shift::Night, &["2"])]);
    let text = print(&production, &production.boards[0], None);
    let expected = r#"
board "First"  Small
day 1  Mon 2027-03-01  shoot  unit main  shift day  at Stage 1
  1   INT  OFFICE  D       1 2/8  1,2
  3   EXT  MARKET  D       1 1/8  1,3
day 2  Tue 2027-03-02  shoot  unit main  shift night  at Stage 1
  2   INT  ALLEY   N       2 4/8  1,2
boneyard
  4   EXT  SHORE   D       1 4/8  1,4
  5   INT  OFFICE  N         6/8  2,5
  6   INT  ALLEY   N       1 6/8  1,5
  7   EXT  MARKET  N       1 3/8  1,2,6
  8   EXT  SHORE   Dusk      4/8  1
  9   INT  OFFICE  D       1      3,4
  10  EXT  MARKET  D         7/8  6
  11  INT  ALLEY   N         3/8  1,2,6
  12  INT  OFFICE  D       2      1,2,3
"#;
    assert_eq!(text.trim_end(), expected.trim());
}

#[test]
fn labels_alone_are_enough_and_pins_and_calls_are_read() {
    let text = r#"
board "Blue 2"
set OFFICE at Beach
day 1  call 06:30  label "quiet"
  3 pinned
  ** LUNCH (30 min)
day  2027-03-10  pinned date  unit main  shift split
  12
boneyard
  1
  2
  4
  5
  6
  7
  8
  9
  10
  11
"#;
    let expected = r#"
board "Blue 2"  Small
set OFFICE at Beach
day 1  Mon 2027-03-01  shoot  unit main  shift day  call 06:30  label "quiet"  at Backlot Street
  3 pinned
  ** LUNCH (30 min)
day 2  Wed 2027-03-10  shoot  unit main  shift split  pinned date  at Beach
  12
boneyard
  1
  2
  4
  5
  6
  7
  8
  9
  10
  11
"#;
    check(text, expected);
}

#[test]
fn what_cannot_be_read_is_said_with_line_and_column() {
    let text = r#"
board Blue
set ATTIC at Beach
set OFFICE at Moon
  12
day 1  Wed 2027-03-04  shift dusk  unit third  soon
  99  INT
  1   EXT  OFFICE  D  1 2/8  1,2
  1
  Day 2
boneyard
  ** LUNCH
  4  pinned
day 2  9999-01-01  pinned date
  ** LATE (-5 min)
"#;
    let expected = r#"
board "First"  Small
day 1  Mon 2027-03-01  shoot  unit main  shift day  at Stage 1
  1
day 2  Tue 2027-03-02  shoot  unit main  shift day
boneyard
  12
  4
  2
  3
  5
  6
  7
  8
  9
  10
  11
warning 0:0 not in the text, so in the boneyard: 2, 3, 5, 6, 7, 8, 9, 10, 11
error 2:7 the board has no name
error 3:5 there is no set 'ATTIC'
error 4:5 there is no place 'Moon'
warning 5:3 strip '12' stands before the first day, so it lies in the boneyard
note 6:8 2027-03-04 is a Thu, not a Wed
note 6:12 day 1 falls on Mon 2027-03-01, not on 2027-03-04
error 6:30 there is no shift 'dusk'
error 6:41 there is no unit 'third'
warning 6:48 'soon' means nothing on a day line
error 7:3 there is no strip '99'
warning 8:7 strip '1' reads 'EXT OFFICE D 1 2/8 1,2', the production has 'INT OFFICE D 1 2/8 1,2'
error 9:3 strip '1' is in the text twice
error 10:3 there is no strip 'Day'
error 12:3 the banner 'LUNCH' stands on no day
warning 13:3 strip '4' is pinned but lies in the boneyard
error 14:1 the day: date 9999-01-01
error 15:3 banner: banner -5 minutes
"#;
    check(text, expected);
}

#[test]
fn days_keep_their_identity_by_their_number() {
    let production = boarded(&[(Shift::Day, &["1"]), (Shift::Day, &["2"]), (Shift::Day, &["3"])]);
    let days = &production.boards[0].days;
    let (board, _) = parse(&production, &production.boards[0], "day 3\n  1\nday\n  2\nday 1\n  3\nday 1");
    let ids: Vec<u64> = board.days.iter().map(|day| day.id.0).collect();
    assert_eq!(ids, [days[2].id.0, production.next_id, days[0].id.0, production.next_id + 1]);
}

#[test]
fn moves_of_the_plan_are_comments() {
    let production = boarded(&[(Shift::Day, &["1", "3"])]);
    let (from, to) = (production.places[0].id, production.places[1].id);
    let strip = production.boards[0].days[0].strips().nth(1).map(|placed| placed.strip).unwrap_or_default();
    let entry = |what| Entry { start: Moment(0), end: Moment(0), what };
    let moves = Happening::Move { how: MoveKind::StageChange, from, to };
    let shot = Happening::Strip { strip, place: Some(to), setups: 1, light: LightNeed::Any, off_light: Minutes::ZERO };
    let entries = vec![entry(moves), entry(shot)];
    let day = PlanDay {
        day: production.boards[0].days[0].id,
        unit: production.units[0].id,
        kind: DayKind::Shoot,
        shift: Shift::Day,
        date: production.calendar.start,
        number: Some(1),
        zone: production.zone.clone(),
        call: Moment(0),
        camera_wrap: Moment(0),
        wrap: Moment(0),
        entries,
        people: Vec::new(),
        sun: Sun::default(),
        places: vec![from, to],
        load: Minutes::ZERO,
    };
    let plan = Plan { days: vec![day], ..Plan::default() };
    let text = print(&production, &production.boards[0], Some(&plan));
    let lines: Vec<&str> = text.lines().skip(2).take(3).collect();
    let expected = [
        "  1   INT  OFFICE  D       1 2/8  1,2",
        "  -- move (stage change) to Backlot Street",
        "  3   EXT  MARKET  D       1 1/8  1,3",
    ];
    assert_eq!(lines, expected);
    assert_eq!(parse(&production, &production.boards[0], &text), (production.boards[0].clone(), Vec::new()));
}

/// The small production with everything that makes the notation's life hard.
fn hard() -> Production {
    let mut production = small();
    production.title = "Small\nday 3".to_owned();
    production.scenes[1].number = "1".to_owned();
    production.scenes[2].number = "day".to_owned();
    production.scenes[3].number = String::new();
    production.scenes[4].number = "12 A#5".to_owned();
    production.sets[0].name = "OFFICE at NIGHT".to_owned();
    production.sets[1].name = "MARKET".to_owned();
    production.places[0].name = " Stage\n1".to_owned();
    production.units[0].name = "main unit".to_owned();
    production.cast[0].number = "pinned".to_owned();
    let (strip, board) = (production.fresh(), 0);
    production.strips.push(Strip { id: strip, name: "--".to_owned(), ..Strip::default() });
    production.boards[board].boneyard.push(strip);
    production
}

fn any_day() -> impl Strategy<Value = UnitDay> {
    let call = proptest::option::of((0_i8..24, 0_i8..60, 0_i8..2));
    let shape = (0_usize..8, 0_usize..3, call, proptest::option::of(0_i64..60), proptest::option::of(".{0,8}"));
    let banners = proptest::collection::vec(("(LUNCH|.{0,12}( \\(5 min\\))?)", 0_i64..90), 0..3);
    (shape, banners).prop_map(|((kind, shift, call, date, label), banners)| {
        let banner = |(text, minutes)| Item::Banner { id: 0, text, minutes: Minutes(minutes) };
        UnitDay {
            kind: DayKind::ALL[kind],
            shift: Shift::ALL[shift],
            call: call.map(|(hour, minute, second)| Time::constant(hour, minute, second, 0)),
            date: date.map(|ahead| plus_days(jiff::civil::date(2027, 3, 1), ahead)),
            label,
            items: banners.into_iter().map(banner).collect(),
            ..UnitDay::default()
        }
    })
}

fn any_board(production: Production) -> impl Strategy<Value = (Production, Board)> {
    let strips = production.strips.len();
    let days = proptest::collection::vec(any_day(), 0..6);
    let places = proptest::collection::vec((0_usize..6, 0_usize..4, any::<bool>()), strips);
    let stands = proptest::collection::vec((0_usize..4, 0_usize..3), 0..3);
    (days, places, stands, ".{0,10}").prop_map(move |(mut days, places, stands, name)| {
        let mut production = production.clone();
        for day in &mut days {
            day.id = production.fresh();
            day.unit = production.units[0].id;
            for item in &mut day.items {
                if let Item::Banner { id, .. } = item {
                    *id = production.fresh::<DayId>().0;
                }
            }
        }
        let mut boneyard = Vec::new();
        for (strip, (day, at, pinned)) in production.strips.iter().map(|strip| strip.id).zip(places) {
            match days.get_mut(day) {
                Some(day) => day.items.insert(at.min(day.items.len()), Item::Strip(Placed { strip, pinned })),
                None => boneyard.insert(at.min(boneyard.len()), strip),
            }
        }
        let stand = |(set, place): (usize, usize)| -> (SetId, PlaceId) {
            (production.sets[set].id, production.places[place].id)
        };
        let stands = stands.into_iter().map(stand).collect();
        let id = production.boards[0].id;
        (production.clone(), Board { id, name, days, boneyard, stands })
    })
}

proptest! {
    #[test]
    fn a_board_reads_back_as_it_was((production, board) in any_board(hard())) {
        let text = print(&production, &board, None);
        let (read, notices) = parse(&production, &board, &text);
        prop_assert_eq!(&read, &board, "{}", text);
        prop_assert_eq!(notices, vec![], "{}", text);
        // Against no previous board the identities are new, and the text is the same.
        let (read, _) = parse(&production, &Board::default(), &text);
        prop_assert_eq!(print(&production, &read, None), text);
    }

    #[test]
    fn any_text_is_read_and_the_board_can_be_put(lines in proptest::collection::vec("(day|set|board|boneyard|  [0-9]{1,2}|\\*\\*|--)?( (unit|call|label|shift|pinned|date|at|[0-9]{4}-0[0-9]-1[0-9]|\\([0-9-]{1,9} min\\)|\"a\"|main|[0-9]{1,4}|.{0,4})){0,5}", 0..12)) {
        let mut production = small();
        let (board, _) = parse(&production, &production.boards[0], &lines.join("\n"));
        let board = crate::edit::Noun::Board(board);
        prop_assert!(production.apply(crate::edit::Edit::Put(board, crate::edit::Neighbour::Last)).is_ok());
    }
}

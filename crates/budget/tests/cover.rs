//! Which days in the open keep a cover for bad weather.

use budget::Cover;
use jiff::civil::date;
use model::board::Shift;
use model::calendar::DateRange;
use model::issue::Told;
use model::places::PlaceKind;
use model::production::Production;
use model::sample::boarded;

/// The days of March in the open that keep no cover. Scenes 1, 9 and 12 play in the office by day, with MAYA and KANE, JUNO
/// and DOC, and MAYA, KANE and JUNO; 3 and 10 on the market, with MAYA and JUNO, and with WU; 4 on the shore, with MAYA and DOC.
fn bare(days: &[&[&str]], change: impl FnOnce(&mut Production)) -> Vec<i8> {
    let days: Vec<(Shift, &[&str])> = days.iter().map(|&scenes| (Shift::Day, scenes)).collect();
    let mut production = boarded(&days);
    change(&mut production);
    let plan = clock::lay(&production, &production.boards[0]);
    let exposed = Cover::new(&production).exposed(&plan);
    exposed.iter().filter(|(_, covered)| !covered).map(|(day, _)| day.date.day()).collect()
}

#[test]
fn a_set_that_stands_with_its_cast_is_a_cover_until_it_is_shot() {
    assert_eq!(bare(&[&["1"], &["3"], &["12"], &["10"]], |_| ()), [4]);
}

#[test]
fn a_set_that_is_still_built_and_a_cast_that_has_not_begun_are_none() {
    assert_eq!(bare(&[&["10"], &["1"]], |_| ()), [1]);
    // MAYA and KANE have begun, JUNO and DOC have not.
    assert_eq!(bare(&[&["1"], &["10"], &["9"]], |_| ()), [2]);
    // Where nothing is built, DOC has only to have begun.
    let unbuilt = |production: &mut Production| {
        (production.sets[0].build_days, production.sets[0].prelight_days) = (0, 0);
    };
    assert_eq!(bare(&[&["3"], &["10"], &["9"]], unbuilt), [1, 2]);
    assert!(bare(&[&["3", "4"], &["10"], &["9"]], unbuilt).is_empty());
}

#[test]
fn what_cannot_be_had_that_day_is_none() {
    let shut = DateRange { from: date(2027, 3, 2), to: date(2027, 3, 2), why: String::new() };
    let days: [&[&str]; 3] = [&["1"], &["3"], &["12"]];
    assert!(bare(&days, |_| ()).is_empty());
    assert_eq!(bare(&days, |production| production.places[0].lost = vec![shut.clone()]), [2]);
    assert_eq!(bare(&days, |production| production.sets[0].closed = vec![shut.clone()]), [2]);
    assert_eq!(bare(&days, |production| production.cast[1].unavailable = vec![shut.clone()]), [2]);
}

#[test]
fn a_room_in_daylight_is_none_at_night() {
    let practical = |night: bool| {
        move |production: &mut Production| {
            production.places[0].kind = PlaceKind::Practical;
            if night {
                production.boards[0].days[1].shift = Shift::Night;
            }
        }
    };
    let days: [&[&str]; 3] = [&["1"], &["3"], &["12"]];
    assert!(bare(&days, practical(false)).is_empty());
    assert_eq!(bare(&days, practical(true)), [2]);
}

#[test]
fn outside_is_no_cover_for_outside() {
    assert_eq!(bare(&[&["3"], &["10"]], |_| ()), [1, 2]);
}

#[test]
fn a_day_that_has_happened_is_not_asked_about() {
    let told = |production: &mut Production| {
        let plan = clock::lay(production, &production.boards[0]);
        production.told = Some(Told::by(production, &plan, date(2027, 3, 2)));
    };
    assert_eq!(bare(&[&["3"], &["10"]], told), [2]);
}

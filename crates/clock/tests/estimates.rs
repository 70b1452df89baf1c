//! What strips take: guessed from the factors, said by a person, shared between parts.

use clock::estimate;
use model::breakdown::{Category, IntExt, StoryTime};
use model::measure::{Eighths, Minutes};
use model::production::{Element, ElementUse, Production, Strip, TimeSpan};
use model::sample::small;

/// `setups, low-likely-high, again` of a strip after a change of the sample; strip 0 is scene 1, an office by day.
fn check(change: impl Fn(&mut Production), strip: usize, expected: &str) {
    let mut production = small();
    change(&mut production);
    let estimated = estimate(&production, &production.strips[strip]);
    let TimeSpan { low, likely, high } = estimated.span;
    let shown = format!("{}, {}-{}-{}, {}", estimated.setups, low.0, likely.0, high.0, estimated.again.0);
    assert_eq!(shown, expected);
}

fn needs(production: &mut Production, category: Category) {
    let element = production.fresh();
    production.elements.push(Element { id: element, category, ..Element::default() });
    production.scenes[0].elements.push(ElementUse::entered(element, 1));
}

fn split(production: &mut Production, first: i64, second: i64) {
    let id = production.fresh();
    let scene = production.strips[0].scene;
    production.strips[0].part = 1;
    production.strips[0].eighths = Eighths(first);
    production.strips.push(Strip { id, scene, part: 2, eighths: Eighths(second), ..Strip::default() });
}

fn span(minutes: i64) -> Option<TimeSpan> {
    Some(TimeSpan { low: Minutes(minutes - 10), likely: Minutes(minutes), high: Minutes(minutes + 20) })
}

#[test]
fn length_cast_and_elements_make_setups() {
    // 1 + 10 x 0.6 = 7 set-ups of 18 minutes after a lead of 25: 151.
    check(|_| {}, 0, "7, 120-150-205, 140");
    check(|production| production.scenes[0].eighths = Eighths(1), 0, "2, 50-60-80, 50");
    check(|production| needs(production, Category::STUNTS), 0, "9, 170-210-285, 200");
    check(|production| needs(production, Category::SPECIAL_EFFECTS), 0, "7, 140-175-235, 165");
    check(|production| needs(production, Category::VEHICLES), 0, "8, 145-180-245, 165");
    check(|production| needs(production, Category::CROWD), 0, "8, 145-180-245, 165");
}

#[test]
fn outside_and_by_night_takes_longer() {
    check(|production| production.scenes[0].int_ext = IntExt::Ext, 0, "7, 140-175-235, 160");
    let night = |production: &mut Production| {
        production.scenes[0].int_ext = IntExt::Ext;
        production.scenes[0].time = StoryTime::Night;
    };
    check(night, 0, "7, 165-205-275, 185");
}

#[test]
fn a_minor_slows_every_setup() {
    check(|production| production.cast[0].born = Some(jiff::civil::date(2015, 1, 1)), 0, "7, 135-170-230, 155");
    check(|production| production.cast[0].born = Some(jiff::civil::date(2005, 1, 1)), 0, "7, 120-150-205, 140");
}

#[test]
fn a_persons_figure_wins() {
    check(|production| production.scenes[0].minutes = span(97), 0, "7, 87-97-117, 97");
    let both = |production: &mut Production| {
        production.scenes[0].minutes = span(97);
        production.strips[0].minutes = span(63);
    };
    check(both, 0, "7, 53-63-83, 63");
    check(|production| production.scenes[0].setups = Some(3), 0, "3, 65-80-110, 65");
}

#[test]
fn parts_share_the_work_and_pay_the_lead_each() {
    // Seven set-ups, a half each: four of 18 minutes after 25.
    check(|production| split(production, 5, 5), 0, "4, 75-95-130, 85");
    check(|production| split(production, 5, 5), 12, "4, 75-95-130, 85");
    let said = |production: &mut Production| {
        split(production, 4, 6);
        production.scenes[0].minutes = span(125);
    };
    check(said, 0, "3, 60-65-75, 65");
    check(said, 12, "5, 80-85-95, 85");
}

#[test]
fn an_omitted_scene_takes_nothing_and_a_test_takes_a_setup() {
    check(|production| production.scenes[0].omitted = true, 0, "0, 0-0-0, 0");
    check(|production| production.strips[0].scene = None, 0, "7, 120-150-205, 140");
    let plate = |production: &mut Production| {
        production.strips[0] = Strip { name: "PLATE".to_owned(), ..Strip::default() };
    };
    check(plate, 0, "1, 35-45-60, 30");
}

//! On which days a strip can be shot at all: where it breaks no rule even when it has the day to itself. What cannot
//! stand alone cannot stand in company, so that the search need not try.

use model::board::{Item, Placed, Shift, UnitDay};
use model::ids::PlaceId;
use model::measure::{Cents, Minutes};
use model::notice::Severity;
use model::plan::LightNeed;
use model::verdict::{Excess, Finding, PayLine};
use rules::{Code, Report};

use super::Film;

/// Takes from each free strip the days on which it would break a rule alone, at any shift and any place of its set.
pub(crate) fn restrict(film: &mut Film<'_>) {
    for strip in film.problem.free.clone() {
        for day in film.problem.open.clone() {
            let can = film.problem.strips[strip].can[day] && possible(film, strip, day);
            film.problem.strips[strip].can[day] = can;
        }
    }
}

fn possible(film: &Film<'_>, strip: usize, day: usize) -> bool {
    let facts = &film.problem.strips[strip];
    let places: Vec<Option<usize>> = match facts.set {
        None => vec![None],
        Some(set) if film.problem.choices.contains(&set) => {
            film.problem.sets[set].at.iter().copied().map(Some).collect()
        }
        Some(set) => vec![film.problem.sets[set].stands_at],
    };
    places.into_iter().any(|place| {
        let light = place.and_then(|place| facts.light.get(place)).copied().unwrap_or_default();
        let place = place.map(|place| film.place(place));
        shifts(light).into_iter().any(|shift| {
            let found = breaks(film, strip, day, (shift, Minutes::ZERO), place);
            // Other work before it may bring it into its light, or inside the hours of its place.
            let later = || (1..).map(|half| Minutes(30 * half)).take_while(|time| time.0 < film.problem.room);
            !found.any || (found.early && later().any(|time| !breaks(film, strip, day, (shift, time), place).any))
        })
    })
}

/// Shifts, the likeliest for a light first.
fn shifts(light: LightNeed) -> [Shift; 3] {
    match light {
        LightNeed::Dark => [Shift::Night, Shift::Split, Shift::Day],
        LightNeed::Dusk => [Shift::Split, Shift::Day, Shift::Night],
        LightNeed::Any | LightNeed::Daylight | LightNeed::Dawn => Shift::ALL,
    }
}

/// What a strip breaks with a day to itself, after so much other work.
fn breaks(
    film: &Film<'_>,
    strip: usize,
    day: usize,
    (shift, after): (Shift, Minutes),
    place: Option<PlaceId>,
) -> Breaks {
    let work = (after > Minutes::ZERO).then(|| Item::Banner { id: 0, text: String::new(), minutes: after });
    let strip_item = Item::Strip(Placed { strip: film.production.strips[strip].id, pinned: false });
    let items = work.into_iter().chain([strip_item]).collect();
    let of = &film.board.days[day];
    let alone = UnitDay { id: of.id, kind: of.kind, unit: of.unit, shift, call: of.call, items, ..UnitDay::default() };
    let laid = film.clock.day(&alone, film.dates[day], film.numbers[day], &|_| place);
    let pages = film.production.strips[strip].eighths;
    let few = film.production.settings.day_pages.is_some_and(|(least, _)| pages < least);
    let mut found = Breaks { few, any: false, early: true };
    film.judge.day(&laid, &mut found);
    for called in &laid.people {
        film.judge.person(called.person, &[&laid], &mut found);
    }
    // The set must be there by then; what its place decides beside that hangs on its other dates.
    let set = film.production.scene_of(film.production.strips[strip].id).map(|scene| scene.set);
    if let Some(stand) = set.zip(place).and_then(|(set, place)| film.clock.stand(set, place, vec![laid.date])) {
        film.judge.built(&stand, &mut found);
    }
    found
}

/// Whether any hard rule is broken that company on the day cannot mend.
struct Breaks {
    /// The strip has fewer pages than a day holds at least: others bring the rest.
    few: bool,
    any: bool,
    /// Nothing is broken but what is too early on the day.
    early: bool,
}

impl Report for Breaks {
    fn finding(&mut self, code: Code, severity: Severity, _: Excess, _: impl FnOnce() -> Finding) {
        let mends = code == Code::Unplaced || (self.few && code == Code::DayPages);
        if severity == Severity::Error && !mends {
            self.any = true;
            self.early &= matches!(code, Code::Light | Code::PlaceHours);
        }
    }
    fn pay(&mut self, _: Cents, _: impl FnOnce() -> PayLine) {}
}

#[cfg(test)]
mod tests {
    use model::calendar::DateRange;

    use super::*;
    use crate::options::Options;

    #[test]
    fn a_long_scene_with_a_child_needs_a_day_without_school() {
        let mut production = model::sample::small();
        production.settings.days = Some(8);
        let from = jiff::civil::date(2027, 3, 3);
        production.calendar.school_holidays = vec![DateRange { from, to: from, why: "holiday".to_owned() }];
        // Scene 9 plays in the office with JUNO, who is eleven: five hours a day with school, seven without.
        let minutes = model::measure::Minutes(350);
        production.scenes[8].minutes =
            Some(model::production::TimeSpan { low: minutes, likely: minutes, high: minutes });
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        restrict(&mut film);
        assert_eq!(film.problem.strips[8].can, [false, false, true, false, false, false, false, false]);
        assert_eq!(film.problem.strips[0].can, [true; 8]);
    }

    #[test]
    fn work_before_a_strip_brings_it_inside_the_hours_of_its_place() {
        let mut production = model::sample::small();
        production.settings.days = Some(8);
        // No shift begins between two and three; a day that does something else first can be there then.
        production.places.iter_mut().for_each(|place| {
            place.hours = Some((jiff::civil::time(15, 0, 0, 0), jiff::civil::time(16, 30, 0, 0)));
        });
        let minutes = model::measure::Minutes(60);
        production.scenes[0].minutes =
            Some(model::production::TimeSpan { low: minutes, likely: minutes, high: minutes });
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        restrict(&mut film);
        assert_eq!(film.problem.strips[0].can, [true; 8]);
        // Half an hour is too short for it.
        production.places.iter_mut().for_each(|place| {
            place.hours = Some((jiff::civil::time(15, 0, 0, 0), jiff::civil::time(15, 30, 0, 0)));
        });
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        restrict(&mut film);
        assert_eq!(film.problem.strips[0].can, [false; 8]);
    }

    #[test]
    fn a_strip_of_few_pages_finds_company_on_any_day() {
        let mut production = model::sample::small();
        production.settings.days = Some(8);
        // Scene 11 is three eighths long, scene 2 two pages and a half.
        production.settings.day_pages = Some((model::measure::Eighths(8), model::measure::Eighths(16)));
        let mut film = Film::new(&production, &production.boards[0], &Options::default());
        restrict(&mut film);
        assert_eq!(film.problem.strips[10].can, [true; 8]);
        assert_eq!(film.problem.strips[1].can, [false; 8]);
    }
}

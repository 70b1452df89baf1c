//! On which days a strip can be shot at all: where it breaks no rule even when it has the day to itself. What cannot
//! stand alone cannot stand in company, so that the search need not try.

use model::board::{Item, Placed, Shift, UnitDay};
use model::ids::PlaceId;
use model::plan::LightNeed;

use crate::problem::Problem;
use crate::scopes::Engines;
use crate::tally::Tally;

/// Takes from each free strip the days on which it would break a rule alone, at any shift and any place of its set.
pub(crate) fn restrict(problem: &mut Problem<'_>, engines: &Engines<'_>) {
    for strip in problem.free.clone() {
        for day in problem.open.clone() {
            problem.strips[strip].can[day] &= possible(problem, engines, strip, day);
        }
    }
}

fn possible(problem: &Problem<'_>, engines: &Engines<'_>, strip: usize, day: usize) -> bool {
    let facts = &problem.strips[strip];
    let places: Vec<Option<PlaceId>> = match facts.set {
        None => vec![None],
        Some(set) if problem.choices.contains(&set) => problem.sets[set].at.iter().copied().map(Some).collect(),
        Some(set) => vec![problem.production.place_of(&problem.board, problem.sets[set].id)],
    };
    places.into_iter().any(|place| {
        let light = place.and_then(|place| facts.light.get(&place)).copied().unwrap_or_default();
        shifts(light).into_iter().any(|shift| breaks_nothing(problem, engines, strip, day, shift, place))
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

fn breaks_nothing(
    problem: &Problem<'_>,
    engines: &Engines<'_>,
    strip: usize,
    day: usize,
    shift: Shift,
    place: Option<PlaceId>,
) -> bool {
    let facts = &problem.days[day];
    let items = vec![Item::Strip(Placed { strip: problem.strips[strip].id, pinned: false })];
    let of = &problem.board.days[day];
    let alone = UnitDay { id: of.id, kind: of.kind, unit: of.unit, shift, call: of.call, items, ..UnitDay::default() };
    let laid = engines.clock.day(&alone, facts.date, facts.number, &|_| place);
    let mut tally = Tally::default();
    engines.judge.day(&laid, &mut tally);
    for called in &laid.people {
        engines.judge.person(called.person, &[&laid], &mut tally);
    }
    tally.weight == 0
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
        let mut problem = Problem::new(&production, &production.boards[0], &Options::default());
        restrict(&mut problem, &Engines::new(&production));
        assert_eq!(problem.strips[8].can, [false, false, true, false, false, false, false, false]);
        assert_eq!(problem.strips[0].can, [true; 8]);
    }
}

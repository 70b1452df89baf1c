//! `floor`: the sets that stand at a place, from build to strike, take no more floor than it has.
//!
//! A place whose floor is 0 has floor for everything. The overload is reported at each set whose build makes it.

use model::notice::Severity;
use model::places::Place;
use model::plan::Stand;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::{joined, written};

pub(crate) fn check(judge: &Judge<'_>, place: &Place, stands: &[&Stand], report: &mut impl Report) {
    if place.floor == 0 {
        return;
    }
    let floor = |stand: &Stand| judge.sets.get(stand.set).map_or(0, |set| set.floor);
    for (index, new) in stands.iter().enumerate() {
        let begun = |&(other, stand): &(usize, &&Stand)| {
            stand.from <= new.from && new.from <= stand.to && (stand.from < new.from || other <= index)
        };
        let standing = || stands.iter().enumerate().filter(begun).map(|(_, stand)| *stand);
        let taken: u32 = standing().map(floor).fold(0, u32::saturating_add);
        if taken <= place.floor {
            continue;
        }
        let (who, by) = (Who::Place(place.id), Excess::Count(taken - place.floor));
        Breach { code: Code::Floor, severity: Severity::Error, who, day: None, by }.tell(report, || {
            let sets = joined(standing().map(|stand| judge.set_name(stand.set)));
            let (name, from, set) = (&place.name, written(new.from), judge.set_name(new.set));
            let others = standing().filter(|stand| stand.set != new.set);
            let mend = match others.map(|stand| stand.to).min() {
                Some(to) => format!("build {set} after {}, or at another place", written(to)),
                None => format!("build {set} at a place with {taken} sq ft of floor"),
            };
            let stand = if standing().count() == 1 { "stands" } else { "stand" };
            let take = if stand == "stands" { "takes" } else { "take" };
            Words {
                text: format!("{sets} {stand} at {name} from {from} and {take} {taken} sq ft; it has {}", place.floor),
                clause: format!("floor of {name}, from the first day of a build to the last of a strike"),
                mend,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_stands;

    #[test]
    fn two_sets_share_a_floor_while_it_holds_both() {
        check_stands(
            &["floor"],
            |_| (),
            &[
                ("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"]),
                ("ALLEY", ["2027-03-02", "2027-03-08", "2027-03-09", "2027-03-10"]),
            ],
            "",
        );
    }

    #[test]
    fn from_build_to_strike() {
        check_stands(
            &["floor"],
            |p| p.places[0].floor = 5_000,
            &[
                ("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"]),
                ("ALLEY", ["2027-03-10", "2027-03-15", "2027-03-16", "2027-03-17"]),
            ],
            "
                error 1000: OFFICE and ALLEY stand at Stage 1 from Wed 2027-03-10 and take 6000 sq ft; it has 5000
                mend: build ALLEY after Wed 2027-03-10, or at another place
            ",
        );
    }

    #[test]
    fn the_day_after_the_strike_there_is_room() {
        check_stands(
            &["floor"],
            |p| p.places[0].floor = 5_000,
            &[
                ("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"]),
                ("ALLEY", ["2027-03-11", "2027-03-15", "2027-03-16", "2027-03-17"]),
            ],
            "",
        );
    }

    #[test]
    fn sets_built_on_one_day_are_told_once() {
        check_stands(
            &["floor"],
            |p| p.places[0].floor = 5_000,
            &[
                ("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"]),
                ("ALLEY", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"]),
            ],
            "
                error 1000: OFFICE and ALLEY stand at Stage 1 from Mon 2027-03-01 and take 6000 sq ft; it has 5000
                mend: build ALLEY after Wed 2027-03-10, or at another place
            ",
        );
    }

    #[test]
    fn a_set_that_no_floor_holds() {
        check_stands(
            &["floor"],
            |p| p.places[0].floor = 2_000,
            &[("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"])],
            "
                error 1000: OFFICE stands at Stage 1 from Mon 2027-03-01 and takes 3000 sq ft; it has 2000
                mend: build OFFICE at a place with 3000 sq ft of floor
            ",
        );
    }
}

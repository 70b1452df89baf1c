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
            Words {
                text: format!("{sets} stand at {name} from {from} and take {taken} sq ft; it has {}", place.floor),
                clause: format!("floor of {name}, from the first day of a build to the last of a strike"),
                mend,
            }
        });
    }
}

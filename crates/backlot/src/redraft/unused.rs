//! Characters and sets that a new draft leaves without a scene, and under which name they may have gone on.

use model::breakdown::SceneDraft;
use model::production::{Production, Scene};

use super::Report;
use super::before::Old;

/// Who and what is out of use, and under which name it may have gone on.
pub(super) fn report(
    report: &mut Report,
    before: &Production,
    after: &Production,
    old: &[Old],
    theirs: &[SceneDraft],
    old_of: &[Option<usize>],
) {
    let shot =
        |production: &Production| production.scenes.iter().filter(|scene| !scene.omitted).cloned().collect::<Vec<_>>();
    let (was, is) = (shot(before), shot(after));
    let plays = |scenes: &[Scene], id| scenes.iter().any(|scene| scene.cast.iter().any(|one| one.character == id));
    let uses = |scenes: &[Scene], id| scenes.iter().any(|scene| scene.set == id);
    let pairs: Vec<(&SceneDraft, &SceneDraft)> =
        old_of.iter().zip(theirs).filter_map(|(was, new)| Some((&old[(*was)?].draft, new))).collect();
    for one in before.characters.iter().filter(|one| plays(&was, one.id) && !plays(&is, one.id)) {
        report.unused.push(format!("character {}", one.name));
        let has = |scene: &SceneDraft, name: &str| scene.cast.iter().any(|other| other.name == name);
        let gone: Vec<&SceneDraft> = pairs.iter().filter(|(old, _)| has(old, &one.name)).map(|(_, new)| *new).collect();
        let instead = |name: &&String| {
            let there = gone.iter().filter(|new| has(new, name)).count();
            there > 0 && there * 10 >= gone.len() * 6
        };
        report.renamed.extend(report.characters.iter().find(instead).map(|new| (one.name.clone(), new.clone())));
    }
    for one in before.sets.iter().filter(|one| uses(&was, one.id) && !uses(&is, one.id)) {
        report.unused.push(format!("set {}", one.name));
        let gone: Vec<&SceneDraft> = pairs.iter().filter(|(old, _)| old.set == one.name).map(|(_, new)| *new).collect();
        let instead = |name: &&String| {
            let there = gone.iter().filter(|new| new.set == **name).count();
            there > 0 && there * 10 >= gone.len() * 6
        };
        report.renamed_sets.extend(report.sets.iter().find(instead).map(|new| (one.name.clone(), new.clone())));
    }
}

//! Which scene of a new draft is which scene of the old one: by number where both drafts give numbers and the words do
//! not contradict, else by the words. The work is bounded: each scene is compared with a handful of others.

use std::collections::{BTreeMap, BTreeSet};

use model::screenplay::{Element, Screenplay};

/// What a scene is known by.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// Its number, where the script itself gives it.
    pub(super) number: Option<String>,
    /// Its heading.
    pub(super) heading: String,
    /// Pairs of neighbouring words as sorted hashes; nothing where the words are not known.
    pub(super) words: Vec<u64>,
    /// Omitted: it may have lost its words.
    pub(super) omitted: bool,
}

/// Which scenes belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// For each new scene, the old one.
    pub(super) old_of: Vec<Option<usize>>,
    /// New scenes that stand elsewhere among the others than they did.
    pub(super) moved: BTreeSet<usize>,
    /// New scenes whose words come out of an old scene that goes on as another one.
    pub(super) split: BTreeMap<usize, usize>,
    /// Old scenes whose words went into a new scene that is another one's.
    pub(super) merged: BTreeMap<usize, usize>,
}

/// Word pairs in common, in thousandths, above which two scenes are one, whatever they are called (assumption).
const SAME: usize = 300;
/// The same under one heading (assumption).
const SAME_HEADING: usize = 150;
/// Part of a scene's word pairs, in thousandths, that came from another scene when it was split off (assumption).
const CAME_FROM: usize = 600;
/// Fewer word pairs than this say little.
const FEW: usize = 6;
/// Scenes of one heading, and scenes with rare words in common, that are compared at most.
const LOOKS: usize = 8;

/// Matches the scenes of two drafts.
pub(super) fn matched(old: &[Side], new: &[Side]) -> Matched {
    let index = Index::of(old);
    let by_number = first_by_number(old);
    let number = |scene: &Side| scene.number.as_ref().and_then(|number| by_number.get(number)).copied();
    let supports = |at: usize, scene: &Side| {
        old[at].omitted || scene.omitted || old[at].heading == scene.heading || alike(&old[at], scene) >= SAME
    };
    // Where most numbers fall on other scenes, they were dealt anew and say nothing.
    let pairs: Vec<(usize, &Side)> = new.iter().filter_map(|scene| Some((number(scene)?, scene))).collect();
    let supported = pairs.iter().filter(|(at, scene)| supports(*at, scene)).count();
    let trusted = supported * 2 >= pairs.len();

    let mut found: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (at, scene) in new.iter().enumerate() {
        let numbered = number(scene).filter(|_| trusted);
        let mut candidates = index.near(old, scene, at);
        candidates.extend(numbered);
        for candidate in candidates {
            let other = &old[candidate];
            let (alike, heading) = (alike(other, scene), other.heading == scene.heading);
            let numbered = numbered == Some(candidate);
            let little = other.words.len().min(scene.words.len()) < FEW;
            if numbered || alike >= SAME || heading && (alike >= SAME_HEADING || little) {
                // A number that the content does not contradict goes before everything.
                let number = match numbered {
                    true if heading || alike >= SAME => 1000,
                    numbered => {
                        if numbered {
                            300
                        } else {
                            0
                        }
                    }
                };
                let score = alike + number + if heading { 150 } else { 0 };
                found.push((score, at, candidate, at.abs_diff(candidate)));
            }
        }
    }
    found.sort_by_key(|(score, at, candidate, apart)| (std::cmp::Reverse(*score), *apart, *at, *candidate));
    let mut old_of = vec![None; new.len()];
    let mut taken = BTreeSet::new();
    for (_, at, candidate, _) in found {
        if old_of[at].is_none() && taken.insert(candidate) {
            old_of[at] = Some(candidate);
        }
    }
    let stays = rising(&old_of);
    let moved = (0..new.len()).filter(|at| old_of[*at].is_some() && !stays.contains(at)).collect();
    let into = Index::of(new);
    let from = |scene: &Side, sides: &[Side], index: &Index| {
        let held = |at: &usize| {
            scene.words.len() >= FEW && common(&scene.words, &sides[*at].words) * 1000 >= CAME_FROM * scene.words.len()
        };
        index.sharing(scene).into_iter().find(held)
    };
    let fresh = (0..new.len()).filter(|at| old_of[*at].is_none());
    let split = fresh
        .filter_map(|at| Some((at, from(&new[at], old, &index)?)))
        .filter(|(_, old)| taken.contains(old))
        .collect();
    let gone = (0..old.len()).filter(|at| !taken.contains(at));
    let merged = gone
        .filter_map(|at| Some((at, from(&old[at], new, &into)?)))
        .filter(|(_, new)| old_of[*new].is_some())
        .collect();
    Matched { old_of, moved, split, merged }
}

/// The word pairs of each scene of a script, in order of the scenes.
pub(super) fn words(screenplay: &Screenplay) -> Vec<Vec<u64>> {
    let mut scenes: Vec<Vec<u64>> = Vec::new();
    let mut last = 0;
    for element in &screenplay.elements {
        if element.opens_scene() {
            scenes.push(Vec::new());
            last = 0;
        } else if let Some(pairs) = scenes.last_mut().filter(|_| element.kind.prints()) {
            last = pairs_of(element, last, pairs);
        }
    }
    scenes.iter_mut().for_each(|pairs| pairs.sort_unstable());
    scenes
}

/// How alike two scenes are, in thousandths.
pub(super) fn alike(one: &Side, other: &Side) -> usize {
    match one.words.len() + other.words.len() {
        0 if one.heading == other.heading => 1000,
        0 => 0,
        all => 2000 * common(&one.words, &other.words) / all,
    }
}

fn pairs_of(element: &Element, mut last: u64, pairs: &mut Vec<u64>) -> u64 {
    for word in element.text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // FNV-1a: the same on every machine.
        let letters = word.chars().flat_map(char::to_lowercase);
        let word = letters.fold(0xcbf2_9ce4_8422_2325, |hash: u64, letter| {
            (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
        });
        pairs.push(word ^ last.rotate_left(21));
        last = word;
    }
    last
}

/// How many entries two sorted lists have in common.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut at, mut to, mut both) = (0, 0, 0);
    while at < one.len() && to < other.len() {
        match one[at].cmp(&other[to]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => (at, to, both) = (at + 1, to + 1, both + 1),
        }
    }
    both
}

fn first_by_number(sides: &[Side]) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for (at, side) in sides.iter().enumerate() {
        if let Some(number) = &side.number {
            all.entry(number.clone()).or_insert(at);
        }
    }
    all
}

/// Scenes by heading, and by word pairs that few scenes have.
struct Index {
    headings: BTreeMap<String, Vec<usize>>,
    rare: BTreeMap<u64, Vec<usize>>,
}

impl Index {
    fn of(sides: &[Side]) -> Self {
        let (mut headings, mut rare): (BTreeMap<_, Vec<_>>, BTreeMap<u64, Vec<_>>) = Default::default();
        for (at, side) in sides.iter().enumerate() {
            headings.entry(side.heading.clone()).or_default().push(at);
            for &pair in &side.words {
                let held = rare.entry(pair).or_default();
                // One more than is looked at tells a common pair from a rare one.
                if held.len() <= LOOKS && held.last() != Some(&at) {
                    held.push(at);
                }
            }
        }
        Self { headings, rare }
    }

    /// The scenes that share most rare word pairs with one.
    fn sharing(&self, scene: &Side) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in &scene.words {
            for &at in self.rare.get(pair).filter(|held| held.len() <= LOOKS).into_iter().flatten() {
                *shared.entry(at).or_insert(0) += 1;
            }
        }
        let mut order: Vec<(usize, usize)> = shared.into_iter().map(|(at, pairs)| (pairs, at)).collect();
        order.sort_by_key(|(pairs, at)| (std::cmp::Reverse(*pairs), *at));
        order.into_iter().take(LOOKS).map(|(_, at)| at).collect()
    }

    /// The scenes that may be this one: those that share rare words, and of those with its heading the nearest.
    fn near(&self, sides: &[Side], scene: &Side, at: usize) -> BTreeSet<usize> {
        let mut near: BTreeSet<usize> = self.sharing(scene).into_iter().collect();
        if let Some(all) = self.headings.get(&scene.heading) {
            let here = all.partition_point(|other| *other < at);
            near.extend(&all[here.saturating_sub(LOOKS)..(here + LOOKS).min(all.len())]);
        }
        debug_assert!(near.iter().all(|at| *at < sides.len()), "the index is of these scenes");
        near
    }
}

/// The entries that stand in the longest run of rising ones: what stays while others move around it.
pub(super) fn rising(order: &[Option<usize>]) -> BTreeSet<usize> {
    // For each length of a run, the entry with the lowest value that ends one; and for each entry the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; order.len()]);
    for (at, value) in order.iter().enumerate() {
        let Some(value) = value else { continue };
        let length = ends.partition_point(|end| order[*end].is_some_and(|other| other < *value));
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.insert(at);
        next = before[at];
    }
    run
}

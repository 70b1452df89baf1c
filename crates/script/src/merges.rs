//! Sets that may be one, spelled differently: `BIG-TOP` and `BIG TOP`, `HOSPITAL HALLWAY` and `HOSPITAL / HALLWAY`, a typing error.
//!
//! Only proposals come out; nothing is merged here. Names whose numbers differ are never proposed (`ROOM 12`, `ROOM 14`), nor are
//! short names of people (`MARA'S ROOM`, `MARIA'S ROOM`). The work grows with the number of sets, not with its square: spellings of the same letters meet under
//! one key, and typing errors are looked for among neighbours in the order of the names read forwards and backwards.

use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::{SceneDraft, SetMerge};

/// With more names than this, typing errors are not looked for: no script has so many sets.
const MOST: usize = 10_000;
/// How many neighbours each way are compared for typing errors.
const NEIGHBOURS: usize = 40;
/// Longer words are not compared for typing errors, in characters.
const LONGEST: usize = 40;

/// A set as it is spelled, or a set with its parts.
struct Name {
    /// The set, or `SET / PART`.
    spelled: String,
    set: String,
    whole_set: bool,
    scenes: usize,
    first: usize,
    words: Vec<String>,
}

/// What spellings of one set have in common.
type Key = fn(&Name) -> String;

/// Proposes pairs, the surest first.
pub(crate) fn propose(scenes: &[SceneDraft]) -> Vec<SetMerge> {
    let names = names(scenes);
    let mut pairs: BTreeMap<(usize, usize), u8> = BTreeMap::new();
    let mut pair = |a: usize, b: usize, confidence: u8| {
        let (one, two) = (&names[a], &names[b]);
        // Parts are compared within their set; `HOSPITAL HALLWAY` with `HOSPITAL / HALLWAY` when the letters are the same.
        let parts = !one.whole_set && !two.whole_set;
        if a == b || parts && one.set != two.set || one.whole_set != two.whole_set && confidence < 90 {
            return;
        }
        let best = pairs.entry((a.min(b), a.max(b))).or_default();
        *best = confidence.max(*best);
    };
    let keys: [(Key, u8); 3] = [(letters, 95), (singulars, 85), (shuffled, 80)];
    for (key, confidence) in keys {
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            alike.entry(key(name)).or_default().push(at);
        }
        for group in alike.values().filter(|group| group.len() > 1) {
            let keeper =
                group.iter().copied().min_by_key(|at| (std::cmp::Reverse(names[*at].scenes), names[*at].first));
            group.iter().for_each(|at| pair(keeper.unwrap_or(*at), *at, confidence));
        }
    }
    let orders: &[bool] = if names.len() > MOST { &[] } else { &[false, true] };
    for backwards in orders {
        let mut order: Vec<usize> = (0..names.len()).collect();
        let key = |at: &usize| {
            let letters = letters(&names[*at]);
            if *backwards { letters.chars().rev().collect() } else { letters }
        };
        order.sort_by_cached_key(key);
        for (i, a) in order.iter().enumerate() {
            for b in order[i + 1..].iter().take(NEIGHBOURS) {
                if let Some(confidence) = mistyped(&names[*a], &names[*b]) {
                    pair(*a, *b, confidence);
                }
            }
        }
    }
    let merges = pairs.into_iter().map(|((a, b), confidence)| {
        let (a, b) = (&names[a], &names[b]);
        let (keep, merge) = if (b.scenes, a.first) > (a.scenes, b.first) { (b, a) } else { (a, b) };
        SetMerge { keep: keep.spelled.clone(), merge: merge.spelled.clone(), confidence }
    });
    let mut merges: Vec<SetMerge> = merges.collect();
    merges.sort_by(|a, b| b.confidence.cmp(&a.confidence).then_with(|| (&a.keep, &a.merge).cmp(&(&b.keep, &b.merge))));
    merges
}

/// Every set, and every set with its parts, as spelled.
fn names(scenes: &[SceneDraft]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (first, scene) in scenes.iter().enumerate().filter(|(_, scene)| !scene.omitted && !scene.set.is_empty()) {
        let path = std::iter::once(scene.set.as_str()).chain(scene.sub_sets.iter().map(String::as_str));
        let path = path.collect::<Vec<_>>().join(" / ");
        for spelled in BTreeSet::from([scene.set.clone(), path]) {
            let whole_set = spelled == scene.set;
            let at = *seen.entry(spelled).or_insert_with_key(|spelled| {
                let (spelled, set, words) = (spelled.clone(), scene.set.clone(), words(spelled));
                names.push(Name { spelled, set, whole_set, scenes: 0, first, words });
                names.len() - 1
            });
            names[at].scenes += 1;
        }
    }
    names
}

/// The words of a name without articles in front, accents, apostrophes and signs.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.chars().filter(|c| *c != '\'').map(bare).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned);
    let words: Vec<String> = words.collect();
    let articles = words.iter().take_while(|word| matches!(word.as_str(), "THE" | "A" | "AN")).count();
    // A name of articles alone keeps them.
    if articles < words.len() { words[articles..].to_vec() } else { words }
}

/// A capital without its accent.
fn bare(c: char) -> char {
    match c {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'Ý' => 'Y',
        c => c,
    }
}

/// The letters alone: `BIG-TOP` and `BIG TOP` agree. Blanks between digits stay, so that `1 12` is not `11 2`.
fn letters(name: &Name) -> String {
    let mut out = String::new();
    for word in &name.words {
        if out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Every word in the singular.
fn singulars(name: &Name) -> String {
    name.words.iter().map(|word| singular(word)).collect::<Vec<_>>().join(" ")
}

fn singular(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    if let Some(stem) = stem("IES") {
        return format!("{stem}Y");
    }
    if let Some(stem) = stem("ES").filter(|stem| ["X", "CH", "SH", "SS"].iter().any(|end| stem.ends_with(end))) {
        return stem.to_owned();
    }
    stem("S").filter(|stem| !stem.ends_with('S')).unwrap_or(word).to_owned()
}

/// `CAR & VAN` and `VAN & CAR` agree; names of one place keep their order.
fn shuffled(name: &Name) -> String {
    let mut parts: Vec<String> =
        name.spelled.split(['&', '+']).flat_map(|part| part.split(" AND ")).map(|part| words(part).join(" ")).collect();
    if parts.len() > 1 {
        parts.sort();
    }
    parts.join(" & ")
}

/// Whether one word differs by a slip of the fingers, and how sure that is.
fn mistyped(a: &Name, b: &Name) -> Option<u8> {
    if a.words.len() != b.words.len() {
        return None;
    }
    let mut other = a.words.iter().zip(&b.words).enumerate().filter(|(_, (one, two))| one != two);
    let (_, (one, two)) = other.next()?;
    if other.next().is_some() || counts(one) || counts(two) {
        return None;
    }
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let shortest = one.len().min(two.len());
    // The first letter is seldom wrong, and short words that differ by a letter are other words.
    if one.first() != two.first() || shortest < 5 || one.len().max(two.len()) > LONGEST {
        return None;
    }
    let distance = slips(&one, &two);
    // MARA'S and MARIA'S are two people's.
    let person = |name: &Name| name.spelled.contains("'S");
    if person(a) && person(b) && shortest < 8 {
        return None;
    }
    match (distance, shortest) {
        (1, 8..) => Some(80),
        (1, 6..) => Some(70),
        (1, _) => Some(60),
        (2, 9..) => Some(60),
        _ => None,
    }
}

/// A word that tells one place from its like: with a digit, a single letter, a Roman numeral, a number in words.
fn counts(word: &str) -> bool {
    const NUMBERS: [&str; 24] = [
        "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH", "ELEVENTH",
        "TWELFTH", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE",
    ];
    word.chars().count() == 1
        || word.contains(|c: char| c.is_numeric())
        || word.chars().all(|c| "IVX".contains(c))
        || NUMBERS.contains(&word)
}

/// Letters put in, left out, changed or swapped with their neighbour between two words.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

//! Names that people nearly spelled right: what they may have meant.

/// A hint that lists the known names nearest to `wanted`, at most three; all of them when none is near.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let all = by_distance(wanted, known);
    if all.is_empty() {
        return "there are none yet".to_owned();
    }
    near(wanted, all.iter().map(|(_, name)| *name)).unwrap_or_else(|| {
        let names: Vec<&str> = all.iter().take(12).map(|(_, name)| *name).collect();
        let more = if all.len() > names.len() { ", .." } else { "" };
        format!("known are {}{more}", names.join(", "))
    })
}

/// The same where some known name is near.
pub fn near<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let far = wanted.chars().count() / 3 + 1;
    let all = by_distance(wanted, known);
    let near: Vec<&str> = all.iter().filter(|(apart, _)| *apart <= far).take(3).map(|(_, name)| *name).collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

fn by_distance<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let wanted = wanted.to_lowercase();
    let mut all: Vec<(usize, &str)> = known.map(|name| (distance(&wanted, &name.to_lowercase()), name)).collect();
    all.sort();
    all.dedup();
    all
}

/// Insertions, deletions and replacements between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(64).enumerate() {
        let mut last = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = last + usize::from(from != *to);
            last = row[j + 1];
            row[j + 1] = changed.min(last + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_name_is_proposed() {
        assert_eq!(nearest("mya", ["MAYA", "KANE"].into_iter()), "did you mean MAYA?");
        assert_eq!(nearest("Stage 7", ["Soundstage 7", "Stage 2"].into_iter()), "did you mean Stage 2?");
        assert_eq!(nearest("zebra", ["MAYA", "KANE"].into_iter()), "known are MAYA, KANE");
    }
}

//! Scene numbers of a new draft: once given, a number stays with its scene.

use std::collections::BTreeSet;

use model::breakdown::SceneDraft;
use model::production::Production;

use super::before::Old;

/// The number of each scene of the new draft: its own where the script gives one, else the production's; a new scene of
/// a script without numbers gets the number before it with the next free letter (CONVENTIONS: numbers are locked).
pub(super) fn numbers(
    production: &Production,
    theirs: &[SceneDraft],
    old_of: &[Option<usize>],
    old: &[Old],
) -> Vec<String> {
    let stated = theirs.iter().filter(|scene| scene.number_stated).map(|scene| scene.number.clone());
    let mut taken: BTreeSet<String> =
        production.scenes.iter().map(|scene| scene.number.clone()).chain(stated).collect();
    let last = theirs.iter().zip(old_of).rposition(|(_, was)| was.is_some()).unwrap_or(0);
    let mut numbers: Vec<String> = Vec::with_capacity(theirs.len());
    for (at, (scene, was)) in theirs.iter().zip(old_of).enumerate() {
        let number = match (scene.number_stated, was) {
            (true, _) => scene.number.clone(),
            (false, Some(was)) => old[*was].number.clone(),
            (false, None) => free_number(numbers.last().map(String::as_str), at > last, &taken),
        };
        taken.insert(number.clone());
        numbers.push(number);
    }
    numbers
}

/// `10A` after 10, `10B` after 10A; before the first scene `A1`, then `B1`; at the end of the script the next whole number.
fn free_number(before: Option<&str>, at_end: bool, taken: &BTreeSet<String>) -> String {
    let letters = || (1_u32..).map(letters);
    let free = |number: &String| !taken.contains(number);
    let Some(before) = before else {
        return letters().map(|front| format!("{front}1")).find(free).unwrap_or_default();
    };
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let front = before.find(|c: char| c.is_ascii_digit()).unwrap_or(before.len());
    let whole = front + digits(&before[front..]);
    if at_end && let Ok(last) = before[front..whole].parse::<u64>() {
        return (last.saturating_add(1)..).map(|number| number.to_string()).find(free).unwrap_or_default();
    }
    // A letter in front stands before the number: the next one is free unless a scene stands between.
    if front == 1 && whole == before.len() {
        let next = letters().take(26).skip_while(|letter| *letter != before[..1]).nth(1);
        if let Some(next) = next.map(|next| format!("{next}{}", &before[1..])).filter(free) {
            return next;
        }
    }
    letters().map(|behind| format!("{}{behind}", &before[..whole])).find(free).unwrap_or_default()
}

/// A, B, ... Z, AA, AB.
fn letters(mut nth: u32) -> String {
    let mut letters = String::new();
    while nth > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((nth - 1) % 26).unwrap_or(0)));
        nth = (nth - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_scene_gets_the_next_free_number() {
        let check = |before: Option<&str>, at_end, taken: &str, expected: &str| {
            let taken = taken.split(' ').map(str::to_owned).collect();
            assert_eq!(free_number(before, at_end, &taken), expected, "after {before:?}");
        };
        check(Some("10"), false, "10 11", "10A");
        check(Some("10A"), false, "10 10A 11", "10B");
        check(Some("10"), false, "10 10A 11", "10B");
        check(Some("11"), true, "10 11", "12");
        // Before the first scene, one after the other.
        check(None, false, "1 2", "A1");
        check(Some("A1"), false, "1 2 A1", "B1");
        check(Some("B1"), false, "1 2 A1 B1", "C1");
        // Between A1 and B1 there is no letter: behind, as between 10 and 11.
        check(Some("A1"), false, "1 A1 B1", "A1A");
        check(Some("A1A"), false, "1 A1 A1A B1", "A1B");
        check(Some("Z1"), false, "1 Z1", "Z1A");
        check(Some("a1"), false, "1 a1", "a1A");
        check(Some("A5"), true, "5 A5", "6");
        check(Some("OPENING"), false, "OPENING 1", "OPENINGA");
    }
}

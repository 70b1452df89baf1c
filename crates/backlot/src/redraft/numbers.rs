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

/// `10A` after 10, `10B` after 10A; at the end of the script the next whole number; before the first scene `A1`.
fn free_number(before: Option<&str>, at_end: bool, taken: &BTreeSet<String>) -> String {
    let digits = |number: &str| number.chars().take_while(char::is_ascii_digit).collect::<String>();
    let letters = (1_u32..).map(|nth| {
        let (mut nth, mut letters) = (nth, String::new());
        while nth > 0 {
            letters.insert(0, char::from(b'A' + u8::try_from((nth - 1) % 26).unwrap_or(0)));
            nth = (nth - 1) / 26;
        }
        letters
    });
    let whole = before.map(digits).filter(|digits| !digits.is_empty());
    let numbered: Box<dyn Iterator<Item = String>> = match (whole, before) {
        (Some(whole), _) if at_end => {
            let from = whole.parse::<u64>().unwrap_or(0);
            Box::new((from + 1..).map(|number| number.to_string()))
        }
        (Some(whole), _) => Box::new(letters.map(move |letters| format!("{whole}{letters}"))),
        (None, Some(before)) => {
            let before = before.to_owned();
            Box::new(letters.map(move |letters| format!("{before}{letters}")))
        }
        (None, None) => Box::new(letters.map(|letters| format!("{letters}1"))),
    };
    numbered.into_iter().find(|number| !taken.contains(number)).unwrap_or_default()
}

//! Scene numbers: every scene gets one, no two scenes get the same.

use std::collections::{BTreeMap, BTreeSet};

/// The number of each scene, given what the script states.
pub(crate) fn assign(stated: &[Option<String>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = stated.iter().flatten().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut copies: BTreeMap<&str, u32> = BTreeMap::new();
    let mut next = 1_u64;
    let mut out = Vec::with_capacity(stated.len());
    for number in stated {
        let number = match number {
            Some(number) if seen.insert(number.as_str()) => number.clone(),
            Some(number) => {
                let copy = copies.entry(number).or_insert(0);
                loop {
                    *copy += 1;
                    let candidate = format!("{number}{}", letters(*copy));
                    if taken.insert(candidate.clone()) {
                        break candidate;
                    }
                }
            }
            None => {
                while !taken.insert(next.to_string()) {
                    next += 1;
                }
                next.to_string()
            }
        };
        if let Some(whole) = leading_whole(&number) {
            next = next.max(whole + 1);
        }
        out.push(number);
    }
    out
}

/// The whole number in a scene number: 12 of `A12B`.
fn leading_whole(number: &str) -> Option<u64> {
    let digits: String =
        number.chars().skip_while(|c| c.is_ascii_uppercase()).take_while(char::is_ascii_digit).collect();
    if digits.len() > 6 { None } else { digits.parse().ok() }
}

/// A, B, … Z, AA, AB.
fn letters(mut count: u32) -> String {
    let mut out = Vec::new();
    while count > 0 {
        count -= 1;
        out.push(char::from(b'A' + u8::try_from(count % 26).unwrap_or(0)));
        count /= 26;
    }
    out.iter().rev().collect()
}

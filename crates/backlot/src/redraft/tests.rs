//! Scenes of two drafts matched, as texts: a scene is its number, its heading and its words.

use super::matching::{Matched, Side, matched, rising, words};

/// Scenes of a script in which each line is `NUMBER HEADING: words`; a number of `-` is none.
fn sides(text: &str) -> Vec<Side> {
    let side = |line: &str| {
        let (head, body) = line.split_once(": ").unwrap_or((line, ""));
        let (number, heading) = head.split_once(' ').unwrap_or((head, ""));
        let element = |kind, text: &str| model::screenplay::Element::plain(kind, text, 1);
        let elements = vec![
            element(model::screenplay::ElementKind::Heading, heading),
            element(model::screenplay::ElementKind::Action, body),
        ];
        let script = model::screenplay::Screenplay { elements, ..Default::default() };
        let number = (number != "-").then(|| number.to_owned());
        Side { number, heading: heading.to_owned(), words: words(&script).concat(), omitted: body == "OMITTED" }
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(side).collect()
}

/// For each new scene the old one by place from 1, with `+` for a new one and `m` behind one that moved.
fn check(old: &str, new: &str, expected: &str) -> Matched {
    let found = matched(&sides(old), &sides(new));
    let word = |(at, old): (usize, &Option<usize>)| match old {
        Some(old) => format!("{}{}", old + 1, if found.moved.contains(&at) { "m" } else { "" }),
        None => "+".to_owned(),
    };
    let told: Vec<String> = found.old_of.iter().enumerate().map(word).collect();
    assert_eq!(told.join(" "), expected);
    found
}

const RAIN: &str = "the rain falls on the old tin roof and nobody comes to close the window";
const DOG: &str = "a dog runs across the wet yard with a red ball between its yellow teeth";
const TRAIN: &str = "the last train leaves without him while he looks for his ticket in every pocket";

#[test]
fn numbers_go_before_words_unless_the_words_contradict() {
    let old = format!("1 A: {RAIN}\n2 B: {DOG}\n3 C: {TRAIN}");
    check(&old, &old, "1 2 3");
    // A scene written anew under its number and heading stays that scene.
    check(&old, &format!("1 A: {RAIN}\n2 B: quite another thing goes on here\n3 C: {TRAIN}"), "1 2 3");
    // All numbers dealt anew: the words decide.
    check(
        &old,
        &format!("1 X: new words here entirely different ones\n2 A: {RAIN}\n3 B: {DOG}\n4 C: {TRAIN}"),
        "+ 1 2 3",
    );
}

#[test]
fn scenes_without_numbers_are_known_by_their_words() {
    let old = format!("- A: {RAIN}\n- B: {DOG}\n- C: {TRAIN}");
    check(&old, &format!("- C: {TRAIN}\n- A: {RAIN}\n- B: {DOG}"), "3m 1 2");
    check(&old, &format!("- A: {RAIN}\n- D: {DOG}\n- C: {TRAIN}"), "1 2 3");
    check(&old, "- E: nothing of this was ever in the script before today", "+");
}

#[test]
fn a_split_and_a_merged_scene_are_told_from_new_and_cut_ones() {
    let old = format!("1 A: {RAIN} {DOG}\n2 B: {TRAIN}");
    let found = check(&old, &format!("1 A: {RAIN}\n1A A: {DOG}\n2 B: {TRAIN}"), "1 + 2");
    assert_eq!(found.split.get(&1), Some(&0));
    let old = format!("1 A: {RAIN}\n1A A: {DOG}\n2 B: {TRAIN}");
    let found = check(&old, &format!("1 A: {RAIN} {DOG}\n2 B: {TRAIN}"), "1 3");
    assert_eq!(found.merged.get(&1), Some(&0));
}

#[test]
fn the_longest_rising_run_stays() {
    let check = |order: &[usize], expected: &[usize]| {
        let order: Vec<Option<usize>> = order.iter().copied().map(Some).collect();
        assert_eq!(rising(&order).into_iter().collect::<Vec<_>>(), expected);
    };
    check(&[0, 1, 2], &[0, 1, 2]);
    check(&[2, 0, 1], &[1, 2]);
    check(&[0, 5, 1, 2, 6], &[0, 2, 3, 4]);
    check(&[], &[]);
}

/// Twenty thousand scenes under one heading with the same words: the work stays bounded.
#[test]
fn a_hostile_pair_of_drafts_ends() {
    let all: String = (0..20_000).map(|_| format!("- A: {RAIN}\n")).collect();
    let sides = sides(&all);
    let found = matched(&sides, &sides);
    assert!(found.old_of.iter().all(Option::is_some) && found.moved.is_empty());
}

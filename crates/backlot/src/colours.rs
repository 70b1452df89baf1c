//! Colours of drafts as people and writing programs spell them: `Blue`, `2nd Blue Rev. (4/1/27)`, `Double Pink`.

use model::issue::{COLOURS, colour_of};
use model::production::Settings;

use crate::error::Failure;

/// The colour and cycle that one of the texts names, in the production's own order of colours.
pub(crate) fn known(settings: &Settings, texts: &[&str]) -> Option<(String, u32)> {
    texts.iter().find_map(|text| {
        let words: Vec<String> = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
        let named = |colour: &&String| words.contains(&colour.to_lowercase());
        let colour = order(settings).iter().find(named).cloned()?;
        let cycle = words.iter().find_map(|word| match word.as_str() {
            "second" | "double" | "2nd" => Some(2),
            "third" | "triple" | "3rd" => Some(3),
            word => word.strip_suffix("th")?.parse().ok(),
        });
        Some((colour, cycle.unwrap_or(1)))
    })
}

/// The colour that a person gives, or why there is none of that name.
pub(crate) fn given(settings: &Settings, text: &str) -> Result<(String, u32), Failure> {
    known(settings, &[text]).ok_or_else(|| {
        let hint =
            format!("colours are {}, then Second {}", order(settings).join(", "), colour_of(&order(settings), 2).0);
        Failure::value(format!("there is no revision colour '{text}'"), hint)
    })
}

/// The colour and cycle that follow those of the last draft.
pub(crate) fn next(settings: &Settings, last: Option<(&str, u32)>) -> (String, u32) {
    let order = order(settings);
    let Some((colour, cycle)) = last else { return colour_of(&order, 1) };
    let at = order.iter().position(|one| one.eq_ignore_ascii_case(colour));
    match at.and_then(|at| order.get(at + 1)) {
        Some(after) => (after.clone(), cycle.max(1)),
        // The first colour is that of the first draft alone.
        None => (colour_of(&order, 2).0, if at.is_some() { cycle.max(1) + 1 } else { 1 }),
    }
}

fn order(settings: &Settings) -> Vec<String> {
    if settings.colours.is_empty() { COLOURS.map(str::to_owned).to_vec() } else { settings.colours.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        model::sample::small().settings
    }

    #[test]
    fn colours_are_read_as_they_are_spelled() {
        let check = |text: &str, expected: Option<(&str, u32)>| {
            let expected = expected.map(|(colour, cycle)| (colour.to_owned(), cycle));
            assert_eq!(known(&settings(), &[text]), expected, "{text}");
        };
        check("Blue Rev. (4/1/27)", Some(("Blue", 1)));
        check("2nd PINK Revision", Some(("Pink", 2)));
        check("Double White", Some(("White", 2)));
        check("4th Cherry", Some(("Cherry", 4)));
        check("Bluish", None);
        check("", None);
    }

    #[test]
    fn each_colour_has_a_next_one() {
        let check = |colour: &str, cycle, expected: (&str, u32)| {
            assert_eq!(next(&settings(), Some((colour, cycle))), (expected.0.to_owned(), expected.1), "{colour}");
        };
        check("White", 1, ("Blue", 1));
        check("Cherry", 1, ("Blue", 2));
        check("Cherry", 2, ("Blue", 3));
        check("Lilac", 1, ("Blue", 1));
        assert_eq!(next(&settings(), None), ("White".to_owned(), 1));
        let own = Settings { colours: vec!["Weiss".to_owned(), "Rosa".to_owned()], ..settings() };
        assert_eq!(next(&own, Some(("Rosa", 1))), ("Rosa".to_owned(), 2));
    }
}

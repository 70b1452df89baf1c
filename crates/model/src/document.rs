//! A production as a document: saved as JSON with its format number, loaded from this format and every older one.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::apply::limits;
use crate::board::Item;
use crate::edit::{MAX_ID, Noun, Refusal};
use crate::issue::COLOURS;
use crate::production::{FORMAT, Production};

/// What turns a document of one format into the next: the first entry upgrades format 1. Format 1 is the first there is.
const STEPS: &[Step] = &[drafts, agreements];

/// Upgrades a document by one format. The number itself is written by [`load`].
type Step = fn(Value) -> Value;

/// Format 2 knows the drafts of the script: an older document holds one, of which only pages and scenes are known. Its
/// other new fields say by their absence that nobody knew them.
fn drafts(mut document: Value) -> Value {
    let scenes = document.get("scenes").and_then(Value::as_array).map_or(&[][..], |scenes| scenes);
    let shot = scenes.iter().filter(|scene| scene.get("omitted") != Some(&Value::Bool(true))).count();
    let pages = scenes.iter().filter_map(|scene| scene.get("page")?.as_u64()).max().unwrap_or(0);
    if let Some(fields) = document.as_object_mut() {
        let first =
            json!({ "name": "", "colour": COLOURS[0], "cycle": 1, "date": null, "pages": pages, "scenes": shot });
        fields.insert("drafts".to_owned(), json!([first]));
    }
    document
}

/// Format 3 knows agreements and a crew by positions: an older document has none.
fn agreements(document: Value) -> Value {
    document
}

/// The document as JSON.
pub fn save(production: &Production) -> String {
    // Maps in a production have whole numbers as keys, which JSON can always write.
    serde_json::to_string_pretty(production).unwrap_or_else(|error| unreachable!("a production is JSON: {error}"))
}

/// Reads a document. Refused are one that is no JSON, one of a newer program, and one whose measures are out of bounds.
/// References that lead nowhere are kept: look-ups answer with nothing.
pub fn load(text: &str) -> Result<Production, Refusal> {
    let mut production: Production = read(text, FORMAT, STEPS)?;
    limits::check(&production, || "the production".to_owned())?;
    let mut highest = 0;
    for noun in production.nouns() {
        limits::check(&noun, || production.title_of_noun(&noun))?;
        highest = highest_id(&noun).max(highest);
    }
    highest = production.budget.lines.iter().map(|line| line.id.0).fold(highest, u64::max);
    for person in &production.cast {
        limits::birth(person, person.born, production.calendar.start)?;
    }
    if highest.max(production.next_id) > MAX_ID {
        let message = format!("the document gives out ids beyond {MAX_ID}");
        return Err(Refusal::new(message, "it was not written by Backlot; check where it comes from"));
    }
    production.next_id = production.next_id.max(highest + 1);
    // What applying an edit relies on.
    production.assumptions.sort_by(|one, other| one.about.cmp(&other.about));
    production.assumptions.dedup_by(|later, first| later.about == first.about);
    production.issues.sort_by_key(|issue| issue.number);
    Ok(production)
}

/// Reads the text as the newest format, by way of the steps when it is older.
fn read<T: for<'a> Deserialize<'a>>(text: &str, newest: u32, steps: &[Step]) -> Result<T, Refusal> {
    /// The one part that every format has.
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let broken = |error: serde_json::Error| {
        let (line, column, told) = (error.line(), error.column(), crate::json::told(&error));
        let message = format!("line {line}, column {column}: this is no Backlot document: {told}");
        Refusal::new(message, "open the file with the program that wrote it, or take it from a backup")
    };
    let Head { format } = serde_json::from_str(text).map_err(broken)?;
    if format > newest {
        let message = format!("made by a newer Backlot: format {format}, this program reads up to {newest}");
        return Err(Refusal::new(message, "update Backlot"));
    }
    if format == newest {
        return serde_json::from_str(text).map_err(broken);
    }
    let from = usize::try_from(format).ok().and_then(|format| steps.get(format.checked_sub(1)?..));
    let Some(steps) = from else {
        return Err(Refusal::new(format!("there is no format {format}"), "formats count from 1; check the file"));
    };
    let mut document: Value = serde_json::from_str(text).map_err(broken)?;
    for step in steps {
        document = step(document);
    }
    if let Some(stated) = document.get_mut("format") {
        *stated = newest.into();
    }
    serde_json::from_value(document).map_err(|error| {
        let message = format!("format {format} could not be upgraded to {newest}: {error}");
        Refusal::new(message, "report it, with the file: every older format should open")
    })
}

/// The highest identity that anything in the thing has.
fn highest_id(noun: &Noun) -> u64 {
    let own = noun.name().id();
    let Noun::Board(board) = noun else { return own };
    let banners = board.days.iter().flat_map(|day| &day.items).filter_map(|item| match item {
        Item::Banner { id, .. } => Some(*id),
        Item::Strip(_) => None,
    });
    banners.chain(board.days.iter().map(|day| day.id.0)).fold(own, u64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Cents;
    use crate::production::{Draft, ElementUse};
    use crate::sample::small;

    fn check(text: &str, expected: &str) {
        let refused = load(text).err().map_or("loaded".to_owned(), |refusal| refusal.to_string());
        assert_eq!(refused, expected);
    }

    #[test]
    fn a_document_loads_as_it_was_saved() {
        let production = small();
        assert_eq!(load(&save(&production)), Ok(production));
    }

    #[test]
    fn a_newer_document_names_both_formats() {
        let text = save(&small()).replacen("\"format\": 3", "\"format\": 7", 1);
        check(&text, "made by a newer Backlot: format 7, this program reads up to 3\nhint: update Backlot");
    }

    #[test]
    fn a_document_of_format_2_has_no_agreements() {
        let production = small();
        let mut old = serde_json::to_value(&production).unwrap_or_default();
        if let Some(fields) = old.as_object_mut() {
            fields.insert("format".to_owned(), 2.into());
            for new in ["packs", "ground", "crew", "budget"] {
                assert!(fields.remove(new).is_some(), "{new} is new with format 3");
            }
        }
        assert_eq!(load(&old.to_string()), Ok(production));
    }

    #[test]
    fn a_broken_document_names_line_and_column() {
        let hint = "hint: open the file with the program that wrote it, or take it from a backup";
        let says = |what: &str| format!("{what}\n{hint}");
        let cut = "the file is cut off: it ends where a value is expected";
        check("", &says(&format!("line 1, column 0: this is no Backlot document: {cut}")));
        check("{\n  \"format\": 2,\n", &says(&format!("line 3, column 0: this is no Backlot document: {cut}")));
        let text = save(&small()).replacen("\"next_id\"", "\"next\"", 1);
        let refusal = load(&text).err().map_or(String::new(), |refusal| refusal.message);
        assert!(
            refusal.starts_with("line 3, column 8: this is no Backlot document: there is no field 'next'"),
            "{refusal}"
        );
    }

    #[test]
    fn measures_out_of_bounds_are_refused() {
        let mut production = small();
        production.cast[0].contract.rate = Cents(i64::MAX);
        let bounds = "hint: amounts lie between 0 and 10,000,000,000";
        check(&save(&production), &format!("MAYA: rate {}\n{bounds}", Cents(i64::MAX)));
    }

    #[test]
    fn a_counter_that_lags_behind_catches_up() {
        let mut production = small();
        let next = production.next_id;
        production.next_id = 1;
        assert_eq!(load(&save(&production)).map(|production| production.next_id), Ok(next));
    }

    #[test]
    fn older_formats_are_upgraded_step_by_step() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Newest {
            format: u32,
            length: u32,
            unit: String,
        }
        fn rename(mut document: Value) -> Value {
            if let Some(fields) = document.as_object_mut()
                && let Some(length) = fields.remove("pages")
            {
                fields.insert("length".to_owned(), (length.as_u64().unwrap_or(0) * 8).into());
            }
            document
        }
        fn add(mut document: Value) -> Value {
            document["unit"] = "eighths".into();
            document
        }
        let newest = Newest { format: 3, length: 16, unit: "eighths".to_owned() };
        let steps: &[Step] = &[rename, add];
        assert_eq!(read::<Newest>(r#"{"format": 3, "length": 16, "unit": "eighths"}"#, 3, steps).as_ref(), Ok(&newest));
        assert_eq!(read::<Newest>(r#"{"format": 2, "length": 16}"#, 3, steps).as_ref(), Ok(&newest));
        assert_eq!(read::<Newest>(r#"{"format": 1, "pages": 2}"#, 3, steps).as_ref(), Ok(&newest));
        let message = |text| read::<Newest>(text, 3, steps).err().map(|refusal| refusal.message);
        assert_eq!(message(r#"{"format": 0}"#).as_deref(), Some("there is no format 0"));
        let missing = "format 1 could not be upgraded to 3: missing field `length`";
        assert_eq!(message(r#"{"format": 1}"#).as_deref(), Some(missing));
    }

    #[test]
    fn a_document_of_format_1_opens() {
        let old = include_str!("document/format-1.json");
        let Ok(production) = load(old) else { panic!("{:?}", load(old).err()) };
        let draft = Draft { colour: "White".to_owned(), cycle: 1, pages: 23, scenes: 12, ..Draft::default() };
        assert_eq!((production.format, production.drafts.as_slice()), (FORMAT, &[draft][..]));
        let scene = &production.scenes[0];
        assert_eq!((scene.stated, scene.revision, scene.rejected.len()), (None, 0, 0));
        // A cue had no words of its own then: it counts as accepted. What the script gave is still a proposal.
        assert!(production.scenes.iter().flat_map(|scene| &scene.cast).all(|one| !one.proposed()));
        assert!(production.scenes.iter().flat_map(|scene| &scene.elements).all(ElementUse::proposed));
        assert_eq!(load(&save(&production)), Ok(production));
    }

    #[test]
    fn every_step_up_to_the_newest_format_is_there() {
        assert_eq!(STEPS.len() + 1, usize::try_from(FORMAT).unwrap_or(0));
    }
}

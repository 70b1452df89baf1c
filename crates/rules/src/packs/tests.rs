//! Packs that come with the program are sound; what is wrong with a pack is named with line, column and way out.

use super::{library, read};

#[test]
#[expect(clippy::disallowed_methods, reason = "reads the sample packs of the outside data")]
fn the_sample_packs_of_the_outside_data_are_read() {
    let data = std::env::var("BACKLOT_DATA").unwrap_or_else(|_| "../../../shared/data".to_owned());
    let Ok(folder) = std::fs::read_dir(format!("{data}/rule-packs")) else {
        println!("SKIPPED: no sample packs of the outside data");
        return;
    };
    for entry in folder.filter_map(Result::ok) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let told = read(&text, &library()).err().unwrap_or_default();
        assert!(told.is_empty(), "{}: {told:?}", entry.path().display());
    }
}

#[test]
fn the_packs_of_the_program_are_sound() {
    let library = library();
    assert_eq!(library.len(), super::TEXTS.len(), "every text is read");
    for text in super::TEXTS {
        let told = read(text, &library).err().unwrap_or_default();
        assert!(told.is_empty(), "{}: {told:?}", text.lines().take(9).collect::<Vec<_>>().join(" "));
    }
}

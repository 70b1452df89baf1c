//! What must hold for every file, whatever stands in it. The tests ask it of kept files, the fuzz targets of whatever they make up.

use std::collections::BTreeSet;

use model::breakdown::Breakdown;
use model::notice::Notice;
use model::screenplay::Screenplay;

/// Holds what was read against what is promised.
///
/// # Panics
/// Where a promise is broken.
pub(crate) fn hold(screenplay: &Screenplay, notices: &[Notice], breakdown: &Breakdown) {
    for notice in notices {
        assert!(!notice.message.is_empty(), "a notice without words: {notice:?}");
    }
    for element in &screenplay.elements {
        for mark in &element.marks {
            let (from, to) = (mark.from as usize, mark.to as usize);
            assert!(from < to && element.text.get(from..to).is_some(), "{mark:?} is no part of {:?}", element.text);
        }
    }
    let headings = screenplay.elements.iter().filter(|element| element.opens_scene()).count();
    assert_eq!(breakdown.scenes.len(), headings, "one scene for each heading");
    let numbers: BTreeSet<_> = breakdown.scenes.iter().map(|scene| &scene.number).collect();
    assert_eq!(numbers.len(), headings, "no two scenes with one number");
    // Pages count from the number that the script gives its first one.
    let mut page = screenplay.layout.first_page;
    let end = u64::from(page) + u64::from(breakdown.pages);
    for scene in &breakdown.scenes {
        let on_paper = page <= scene.page && u64::from(scene.page) < end;
        assert!(on_paper, "page {} after {page}, {} in all: {scene:?}", scene.page, breakdown.pages);
        page = scene.page;
    }
    let written = script::to_fountain(screenplay);
    let (again, _) = script::read("written.fountain", written.as_bytes(), script::Words::standard());
    // What is blank or only an error cannot be told from an empty file.
    if !again.elements.is_empty() {
        assert_eq!(script::to_fountain(&again), written, "written as Fountain and read, it is written otherwise");
    }
}

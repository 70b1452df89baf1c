//! A screenplay to a breakdown: scenes with number, set, time, length, cast and proposed elements.

use std::collections::BTreeMap;

use model::breakdown::{Breakdown, IntExt, SceneDraft, StoryTime};
use model::measure::Eighths;
use model::screenplay::{Element, ElementKind, Screenplay};

use crate::cast::{self, Names, SceneText};
use crate::elements::Table;
use crate::heading;
use crate::words::{Words, capitals};
use crate::{elements, merges, numbers, paginate, story_days};

/// Breaks a script down. What stands before the first heading belongs to no scene.
pub fn breakdown(screenplay: &Screenplay, words: &Words) -> Breakdown {
    let pages = paginate::paginate(screenplay);
    let table = Table::standard();
    let names = Names::of(screenplay, table);
    let elements = &screenplay.elements;
    let mut at = elements.iter().position(Element::opens_scene).unwrap_or(elements.len());
    let mut drafts: Vec<SceneDraft> = Vec::with_capacity(pages.scenes.len());
    let mut told = Vec::new();
    for scene in elements[at..].chunk_by(|_, next| !next.opens_scene()) {
        let length = pages.scenes.get(drafts.len()).copied().unwrap_or_default();
        let head = &scene[0];
        let number = head.number().map(tidy).unwrap_or_default();
        let omitted = head.kind == ElementKind::Omitted;
        let mut draft = SceneDraft {
            number_stated: !number.is_empty(),
            number,
            heading: head.text.split_whitespace().collect::<Vec<_>>().join(" "),
            line: head.line,
            page: length.page,
            omitted,
            stated: head.stated(),
            computed: if omitted { Eighths::ZERO } else { length.eighths },
            synopsis: if omitted { synopsis(scene) } else { synopsis_or_words(scene) },
            ..SceneDraft::default()
        };
        place(words, &mut draft, drafts.last());
        if !omitted {
            let text = SceneText { elements: scene, at, names: &names, table };
            let plain = heading::parse(words, &draft.heading).int_ext.is_none();
            let before = drafts.last().map_or(&[][..], |scene| &scene.cast);
            let mut people = cast::of_scene(text, plain, before);
            draft.cast = std::mem::take(&mut people.cast);
            let crowd = std::mem::take(&mut people.crowd);
            draft.elements = elements::of_scene(text, &draft, &screenplay.tags, crowd);
            if !draft.cast.is_empty() {
                told.push((drafts.len(), people));
            }
        }
        at += scene.len();
        drafts.push(draft);
    }
    numbers::assign(&mut drafts);
    voices(&mut drafts, &told);
    story_days::propose(words, &mut drafts);
    let merges = merges::propose(&drafts);
    Breakdown { title: screenplay.title(), scenes: drafts, pages: pages.total, merges }
}

/// Whom hardly a scene of the script shows is a voice where most cues come from out of the picture, or where somebody is on the
/// telephone: `DEB (O.S.)` who calls and is never seen.
fn voices(drafts: &mut [SceneDraft], told: &[(usize, cast::Scene)]) {
    let mut acted: BTreeMap<&str, usize> = BTreeMap::new();
    for name in told.iter().flat_map(|(_, scene)| &scene.acted) {
        *acted.entry(name).or_default() += 1;
    }
    let mut cues: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, scene) in told {
        for (person, off) in drafts[*at].cast.iter().zip(&scene.off).filter(|(person, _)| person.speaks) {
            let (offs, all) = cues.entry(person.name.clone()).or_default();
            (*offs, *all) = (*offs + usize::from(*off), *all + 1);
        }
    }
    for (at, scene) in told {
        for (person, off) in drafts[*at].cast.iter_mut().zip(&scene.off).filter(|(person, _)| person.speaks) {
            let (offs, all) = cues[&person.name];
            let acts = acted.get(person.name.as_str()).copied().unwrap_or_default();
            let here = scene.acted.contains(&person.name);
            if !here && (offs * 2 > all && acts * 3 <= offs || scene.calls && all == 1 && acts == 0 && !off) {
                (person.off_screen, person.voice_only) = (false, true);
            }
        }
    }
}

/// A number with its white space tidied.
fn tidy(number: &str) -> String {
    number.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The scene's synopses on one line.
fn synopsis(scene: &[Element]) -> String {
    let all = scene.iter().filter(|element| element.kind == ElementKind::Synopsis);
    all.flat_map(|element| element.text.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// The scene's synopsis; where nobody wrote one, the first sentence of its action, so that papers can say what happens.
fn synopsis_or_words(scene: &[Element]) -> String {
    let said = synopsis(scene);
    if !said.is_empty() {
        return said;
    }
    let words =
        |element: &&Element| element.kind == ElementKind::Action && element.text.chars().any(char::is_alphabetic);
    scene.iter().find(words).map_or(String::new(), |element| shortened(first_sentence(&element.text)))
}

/// The words up to the first full stop, question or exclamation mark that ends a sentence, each blank a single one.
/// `Mr.`, `J.` and `3 a.m. sharp` end none: what follows must begin as a sentence does.
fn first_sentence(text: &str) -> String {
    const SHORT: [&str; 10] = ["MR", "MRS", "MS", "DR", "ST", "SGT", "LT", "CAPT", "PROF", "JR"];
    let mut sentence = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        let bare = word.trim_end_matches(['"', '\'', '”', '’', ')']);
        let stem = bare.trim_end_matches('.').trim_start_matches(['"', '\'', '“', '(']);
        let short = bare.ends_with('.')
            && !bare.ends_with("..")
            && (stem.chars().count() == 1 && stem.chars().all(char::is_uppercase)
                || stem.contains('.')
                || SHORT.contains(&stem.to_uppercase().as_str()));
        let next = words.peek().and_then(|next| next.chars().find(|one| one.is_alphanumeric()));
        if bare.ends_with(['.', '!', '?', '…']) && !short && next.is_none_or(|one| !one.is_lowercase()) {
            break;
        }
    }
    sentence
}

/// The longest synopsis that is taken from the action, in characters: a line of a one-line schedule.
const LONGEST: usize = 90;

/// A sentence cut at a word, with an ellipsis when something is lost.
fn shortened(sentence: String) -> String {
    if sentence.chars().count() <= LONGEST {
        return sentence;
    }
    // Room for the ellipsis; a cut right behind a word keeps the word.
    let end = sentence.char_indices().nth(LONGEST - 1).map_or(sentence.len(), |(at, _)| at);
    let cut = if sentence[end..].starts_with(' ') { end } else { sentence[..end].rfind(' ').unwrap_or(end) };
    format!("{}…", sentence[..cut].trim_end_matches([' ', ',', ';', ':', '-', '–', '—', '.']))
}

/// Where and when. What the heading leaves open comes from the scene before.
fn place(words: &Words, draft: &mut SceneDraft, before: Option<&SceneDraft>) {
    let heading = heading::parse(words, &draft.heading);
    draft.int_ext = heading.int_ext.or(before.map(|scene| scene.int_ext)).unwrap_or(IntExt::Int);
    draft.time = heading.time.or(before.map(|scene| scene.time)).unwrap_or(StoryTime::Day);
    draft.time_inherited = heading.time.is_none() && before.is_some();
    draft.sub_sets = heading.sub_sets;
    draft.modifiers = heading.modifiers;
    draft.story_day = heading.story_day;
    draft.set = heading.set;
    if draft.set.is_empty() {
        // A heading that is only a time goes on where the last scene was.
        match before.filter(|scene| !scene.set.is_empty() && !draft.omitted) {
            Some(scene) => (draft.set, draft.sub_sets) = (scene.set.clone(), scene.sub_sets.clone()),
            None => draft.set = capitals(&draft.heading),
        }
    }
}

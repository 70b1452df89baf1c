//! A script as other programs see it: rows of their own, so that the nouns may change without them. Their
//! JSON schema stands in the handbook.

use model::breakdown::{CastDraft, ElementDraft, SceneDraft};
use model::notice::Notice;
use model::screenplay::{Element, ElementKind, MarkKind, Screenplay};
use serde::Serialize;

use crate::app::Read;

/// What was read of a screenplay.
#[derive(Debug, Serialize)]
pub(super) struct Script {
    /// Title, empty when the script has none.
    title: String,
    /// Entries of the title page in order, key and value.
    title_page: Vec<(String, String)>,
    /// Printed pages, the last one counted whole.
    pages: u32,
    /// Sum of the scenes' lengths in eighths of a page, as stated, or counted where the file states none.
    eighths: i64,
    /// Sum of the scenes' lengths in eighths of a page as counted.
    eighths_computed: i64,
    /// Revision sets of the file.
    revisions: Vec<RevisionRow>,
    /// What stands before the first heading.
    before: Vec<ElementRow>,
    /// Scenes in script order.
    scenes: Vec<SceneRow>,
    /// Sets that may be one, spelled differently.
    merges: Vec<MergeRow>,
    /// What the reader had to say.
    notices: Vec<NoticeRow>,
}

/// A revision set of the file.
#[derive(Debug, Serialize)]
struct RevisionRow {
    /// Name.
    name: String,
    /// Colour, as the file says it.
    colour: String,
    /// Sign in the margin.
    mark: String,
    /// The one in force.
    active: bool,
}

/// A scene.
#[derive(Debug, Serialize)]
struct SceneRow {
    /// Number: a string such as 12, A40, 24A.
    number: String,
    /// The script itself gives the number.
    number_stated: bool,
    /// Heading as written, on one line.
    heading: String,
    /// Line of the heading in the file, from 1.
    line: u32,
    /// INT, EXT or I/E.
    int_ext: String,
    /// Set, in capitals.
    set: String,
    /// Parts of the set, in order.
    sub_sets: Vec<String>,
    /// DAY, NIGHT, DAWN or DUSK.
    time: String,
    /// The time comes from the scene before (CONTINUOUS, LATER, nothing said).
    time_inherited: bool,
    /// Words in brackets: FLASHBACK, a year, DRIVING.
    modifiers: Vec<String>,
    /// Day of the story that the heading states.
    story_day: Option<String>,
    /// Day of the story that the reader proposes.
    story_day_proposed: Option<String>,
    /// Page of the heading, from 1.
    page: u32,
    /// Length in eighths of a page as the file states it.
    eighths_stated: Option<i64>,
    /// Length in eighths of a page as counted; 0 for an omitted scene.
    eighths_computed: i64,
    /// Omitted: the number is kept, nothing is shot.
    omitted: bool,
    /// One sentence.
    synopsis: String,
    /// Who is in it.
    cast: Vec<CastRow>,
    /// Breakdown elements that are proposed.
    needs: Vec<NeedRow>,
    /// Notes of the writers.
    notes: Vec<NoteRow>,
    /// Everything from the heading to the next one, in order.
    elements: Vec<ElementRow>,
}

/// A character in a scene.
#[derive(Debug, Serialize)]
struct CastRow {
    /// Name in capitals.
    name: String,
    /// Heard, not present.
    voice_only: bool,
    /// Present, not in the picture.
    off_screen: bool,
    /// Has a speech.
    speaks: bool,
    /// Age at the introduction, when the script states one here.
    age: Option<u8>,
    /// The words that gave it.
    because: String,
    /// How sure the reader is, in percent.
    confidence: u8,
}

/// A proposed breakdown element.
#[derive(Debug, Serialize)]
struct NeedRow {
    /// Category by name.
    category: String,
    /// Name.
    name: String,
    /// How many; heads for crowd.
    quantity: u32,
    /// The words that gave it.
    because: String,
    /// How sure the reader is, in percent.
    confidence: u8,
    /// The duty of safety that it triggers.
    safety: Option<String>,
}

/// A note of a writer.
#[derive(Debug, Serialize)]
struct NoteRow {
    /// Line of the file.
    line: u32,
    /// Its words.
    text: String,
    /// Who wrote it; empty when nobody knows.
    author: String,
    /// When, as the file says it.
    date: String,
}

/// One paragraph.
#[derive(Debug, Serialize)]
struct ElementRow {
    /// heading, omitted, action, character, dialogue, parenthetical, transition, shot, lyric, centred, page-break, section, synopsis, note,
    /// boneyard or other.
    #[serde(rename = "type")]
    kind: String,
    /// Depth of a section from 1, or the file's own name of another kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Its words; lines are separated by line feeds.
    text: String,
    /// Line of the file, from 1.
    line: u32,
    /// Right column of a dual dialogue.
    #[serde(skip_serializing_if = "is_false")]
    dual: bool,
    /// Part of the body of an omitted scene.
    #[serde(skip_serializing_if = "is_false")]
    omitted: bool,
    /// Emphasis, revisions and tags on parts of the words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkRow>,
    /// Other wordings that the writer kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternates: Vec<String>,
}

/// Something that holds for a part of the words.
#[derive(Debug, Serialize)]
struct MarkRow {
    /// bold, italic, underline, strike, revision or tag.
    mark: String,
    /// Which revision or tag, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    /// Byte of the text (UTF-8) at which it begins.
    from: u32,
    /// Byte of the text before which it ends.
    to: u32,
}

/// Two spellings of what may be one set.
#[derive(Debug, Serialize)]
struct MergeRow {
    /// The spelling of more scenes.
    keep: String,
    /// The other one.
    merge: String,
    /// How sure the reader is, in percent.
    confidence: u8,
}

/// A remark of the reader.
#[derive(Debug, Serialize)]
struct NoticeRow {
    /// note, warning or error.
    severity: String,
    /// Line of the file, from 1; 0 when it is about the whole of it.
    line: u32,
    /// Column in characters, from 1; 0 when unknown.
    column: u32,
    /// What was found.
    message: String,
    /// What can be done.
    hint: String,
}

/// The schema of [`Script`] as JSON: written by hand, and held to what the program prints by a test.
pub(super) const SCHEMA: &str = include_str!("../../../../../docs/handbook/script.schema.json");

impl Script {
    /// The rows of what was read.
    pub(super) fn of(read: &Read) -> Self {
        let Read { screenplay, breakdown, notices } = read;
        let mut bodies: Vec<&[Element]> = Vec::new();
        let first = screenplay.elements.iter().position(Element::opens_scene).unwrap_or(screenplay.elements.len());
        let (before, rest) = screenplay.elements.split_at(first);
        let mut start = 0;
        for at in 1..=rest.len() {
            if at == rest.len() || rest[at].opens_scene() {
                bodies.push(&rest[start..at]);
                start = at;
            }
        }
        let empty: &[Element] = &[];
        let bodies = bodies.into_iter().chain(std::iter::repeat(empty));
        Self {
            title: breakdown.title.clone(),
            title_page: screenplay.title_page.clone(),
            pages: breakdown.pages,
            eighths: breakdown.eighths().0,
            eighths_computed: breakdown.scenes.iter().map(|scene| scene.computed.0).sum(),
            revisions: screenplay
                .revisions
                .iter()
                .map(|one| RevisionRow {
                    name: one.name.clone(),
                    colour: one.colour.clone(),
                    mark: one.mark.clone(),
                    active: one.active,
                })
                .collect(),
            before: before.iter().map(|element| element_row(element, screenplay)).collect(),
            scenes: breakdown
                .scenes
                .iter()
                .zip(bodies)
                .map(|(scene, body)| scene_row(scene, body, screenplay))
                .collect(),
            merges: breakdown
                .merges
                .iter()
                .map(|one| MergeRow { keep: one.keep.clone(), merge: one.merge.clone(), confidence: one.confidence })
                .collect(),
            notices: notices.iter().map(notice_row).collect(),
        }
    }
}

fn scene_row(scene: &SceneDraft, body: &[Element], screenplay: &Screenplay) -> SceneRow {
    let notes = body.iter().filter(|element| element.kind == ElementKind::Note);
    SceneRow {
        number: scene.number.clone(),
        number_stated: scene.number_stated,
        heading: scene.heading.clone(),
        line: scene.line,
        int_ext: scene.int_ext.word().to_owned(),
        set: scene.set.clone(),
        sub_sets: scene.sub_sets.clone(),
        time: scene.time.word().to_owned(),
        time_inherited: scene.time_inherited,
        modifiers: scene.modifiers.clone(),
        story_day: scene.story_day.clone(),
        story_day_proposed: scene.story_day_proposed.clone(),
        page: scene.page,
        eighths_stated: scene.stated.map(|length| length.0),
        eighths_computed: scene.computed.0,
        omitted: scene.omitted,
        synopsis: scene.synopsis.clone(),
        cast: scene.cast.iter().map(cast_row).collect(),
        needs: scene.elements.iter().map(need_row).collect(),
        notes: notes.map(note_row).collect(),
        elements: body.iter().map(|element| element_row(element, screenplay)).collect(),
    }
}

fn cast_row(one: &CastDraft) -> CastRow {
    CastRow {
        name: one.name.clone(),
        voice_only: one.voice_only,
        off_screen: one.off_screen,
        speaks: one.speaks,
        age: one.age,
        because: one.because.clone(),
        confidence: one.confidence,
    }
}

fn need_row(one: &ElementDraft) -> NeedRow {
    NeedRow {
        category: one.category.name().to_owned(),
        name: one.name.clone(),
        quantity: one.quantity,
        because: one.because.clone(),
        confidence: one.confidence,
        safety: one.safety.and_then(|topic| word(&topic)),
    }
}

fn note_row(element: &Element) -> NoteRow {
    let facts = element.facts.clone().unwrap_or_default();
    NoteRow { line: element.line, text: element.text.to_string(), author: facts.author, date: facts.date }
}

fn element_row(element: &Element, screenplay: &Screenplay) -> ElementRow {
    let (kind, detail) = kind_words(&element.kind);
    let mark = |mark: &model::screenplay::Mark| {
        let of = match mark.kind {
            MarkKind::Revision(at) => screenplay.revisions.get(at as usize).map(|one| one.name.clone()),
            MarkKind::Tag(at) => screenplay.tags.get(at as usize).map(|one| one.label.clone()),
            _ => None,
        };
        MarkRow { mark: mark_word(mark.kind).to_owned(), of, from: mark.from, to: mark.to }
    };
    ElementRow {
        kind,
        detail,
        text: element.text.to_string(),
        line: element.line,
        dual: element.dual,
        omitted: element.omitted,
        marks: element.marks.iter().map(mark).collect(),
        alternates: element.facts.as_ref().map_or(Vec::new(), |facts| facts.alternates.clone()),
    }
}

fn notice_row(notice: &Notice) -> NoticeRow {
    NoticeRow {
        severity: notice.severity.word().to_owned(),
        line: notice.line,
        column: notice.column,
        message: notice.message.clone(),
        hint: notice.hint.clone(),
    }
}

/// The kind's own word in the document, and what it says beside it.
fn kind_words(kind: &ElementKind) -> (String, Option<String>) {
    match kind {
        ElementKind::Section(depth) => ("section".to_owned(), Some(depth.to_string())),
        ElementKind::Other(name) => ("other".to_owned(), Some(name.to_string())),
        plain => (word(plain).unwrap_or_default(), None),
    }
}

fn mark_word(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Bold => "bold",
        MarkKind::Italic => "italic",
        MarkKind::Underline => "underline",
        MarkKind::Strike => "strike",
        MarkKind::Revision(_) => "revision",
        MarkKind::Tag(_) => "tag",
    }
}

/// The word by which a plain variant is written.
fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

//! The breakdown as rows: one for each person and thing of each scene, with what the reader knew and what a person said.

use model::breakdown::Category;
use model::ids::SceneId;
use model::production::{Production, Scene};
use serde::Serialize;

use crate::error::Failure;
use crate::names::nearest;

/// Where a row stands between reader and person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// A person entered it.
    Entered,
    /// A reader of the script proposes it.
    Proposed,
    /// A person accepted the proposal.
    Accepted,
    /// A person rejected the proposal: it is no part of the scene.
    Rejected,
}

impl State {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

/// A person or a thing of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// The scene's number.
    pub(super) scene: String,
    #[serde(skip)]
    pub(super) id: SceneId,
    #[serde(skip)]
    pub(super) key: Category,
    /// The category's name.
    pub(super) category: String,
    /// Its own name.
    pub(super) name: String,
    /// How many; 1 for cast.
    pub(super) quantity: u32,
    /// How sure the reader was, in percent; 0 when nobody knows.
    pub(super) confidence: u8,
    /// Who stands behind it.
    pub(super) state: State,
    /// Heard, not present.
    pub(super) voice_only: bool,
    /// Present, not in the picture.
    pub(super) off_screen: bool,
    /// The duty of safety that it triggers.
    pub(super) safety: Option<model::breakdown::Safety>,
    /// The words of the script that gave it.
    pub(super) because: String,
}

/// Which rows are wanted; what is empty does not narrow.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) scene: Option<SceneId>,
    pub(super) category: Option<Category>,
    pub(super) states: Vec<State>,
    pub(super) names: Vec<String>,
    pub(super) below: Option<u8>,
    pub(super) from: Option<u8>,
}

impl Filter {
    fn takes(&self, row: &Row) -> bool {
        self.scene.is_none_or(|scene| scene == row.id)
            && self.category.is_none_or(|category| category == row.key)
            && (self.states.is_empty() || self.states.contains(&row.state))
            && (self.names.is_empty() || self.names.iter().any(|name| name.eq_ignore_ascii_case(&row.name)))
            && self.below.is_none_or(|below| row.confidence < below && row.state != State::Entered)
            && self.from.is_none_or(|from| row.confidence >= from)
    }
}

/// The rows of a production in script order.
pub(super) fn rows(production: &Production, filter: &Filter) -> Vec<Row> {
    let all = production.scenes.iter().flat_map(|scene| of_scene(production, scene));
    all.filter(|row| filter.takes(row)).collect()
}

fn of_scene(production: &Production, scene: &Scene) -> Vec<Row> {
    let label = production.scene_label(scene);
    let row = |key: Category, name: &str| Row {
        scene: label.clone(),
        id: scene.id,
        key,
        category: key.name(),
        name: name.to_owned(),
        quantity: 1,
        confidence: 0,
        state: State::Rejected,
        voice_only: false,
        off_screen: false,
        safety: None,
        because: String::new(),
    };
    let state = |accepted: bool, because: &str| match (because.is_empty(), accepted) {
        (true, false) => State::Entered,
        (_, true) => State::Accepted,
        (false, false) => State::Proposed,
    };
    let cast = scene.cast.iter().filter_map(|one| {
        Some(Row {
            confidence: one.confidence,
            state: state(one.accepted, &one.because),
            voice_only: one.voice_only,
            off_screen: one.off_screen,
            because: one.because.clone(),
            ..row(Category::CAST, &production.character(one.character)?.name)
        })
    });
    let elements = scene.elements.iter().filter_map(|one| {
        let element = production.element(one.element)?;
        Some(Row {
            quantity: one.quantity,
            confidence: one.confidence,
            state: state(one.accepted, &one.because),
            safety: element.safety,
            because: one.because.clone(),
            ..row(element.category, &element.name)
        })
    });
    let rejected = scene.rejected.iter().map(|one| Row {
        quantity: one.quantity.max(1),
        confidence: one.confidence,
        voice_only: one.voice_only,
        because: one.because.clone(),
        ..row(one.category, &one.name)
    });
    cast.chain(elements).chain(rejected).collect()
}

impl Row {
    /// The row for people.
    pub(super) fn line(&self) -> String {
        let many = if self.quantity > 1 { format!("{} ", self.quantity) } else { String::new() };
        let voice = if self.voice_only { " (voice)" } else { "" };
        let because = if self.because.is_empty() { String::new() } else { format!("  \"{}\"", self.because) };
        let sure = if self.confidence == 0 { String::new() } else { format!("{}%", self.confidence) };
        let state = self.state.word();
        format!(
            "{:<6} {:<20} {:<28} {sure:>4} {state:<8}{because}",
            self.scene,
            self.category,
            format!("{many}{}{voice}", self.name)
        )
    }
}

/// The rows as comma-separated values with a head (RFC 4180).
pub(super) fn csv(rows: &[Row]) -> String {
    // A field that a spreadsheet would take for a formula is quoted with an apostrophe before it.
    let field = |text: &str| {
        let text =
            if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
        if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let mut lines = "scene,category,name,quantity,confidence,state,voice only,off screen,safety,because\r\n".to_owned();
    for row in rows {
        let yes = |flag: bool| if flag { "yes" } else { "" };
        let safety = row.safety.map(model::breakdown::Safety::word).unwrap_or_default();
        let fields = [
            row.scene.as_str(),
            &row.category,
            &row.name,
            &row.quantity.to_string(),
            &row.confidence.to_string(),
            row.state.word(),
            yes(row.voice_only),
            yes(row.off_screen),
            safety,
            &row.because,
        ];
        lines += &fields.map(field).join(",");
        lines += "\r\n";
    }
    lines
}

/// A category by its name.
pub(super) fn category(name: &str) -> Result<Category, Failure> {
    Category::by_name(name).ok_or_else(|| {
        let names: Vec<String> = (100..=126).map(|number| Category(number).name()).collect();
        let hint = nearest(name, names.iter().map(String::as_str));
        Failure::Unknown { what: "breakdown category", name: name.to_owned(), hint }
    })
}

//! The sheets of a schedule as a script's scenes: headings, numbers and lengths, cast and elements.

use exchange::uss::{Element, Schedule, Sheet};
use model::breakdown::{Breakdown, CastDraft, Category, ElementDraft, IntExt};
use model::measure::{Eighths, Minutes};
use model::screenplay::{self, ElementKind, Revision, Screenplay};

use super::of_sheet;

/// What the sheets give.
pub(crate) struct Drafts {
    /// The headings and one-lines, as a script of nothing else.
    pub(crate) screenplay: Screenplay,
    /// Its scenes, in order of their numbers.
    pub(crate) breakdown: Breakdown,
    /// Each scene's sheet.
    pub(super) sheets: Vec<usize>,
    /// Times that the schedule gives, by scene.
    pub(super) minutes: Vec<Option<Minutes>>,
    /// Names of the cast, each with its element.
    pub(super) cast: Vec<(String, usize)>,
}

/// Makes drafts of a schedule's scenes, in order of their numbers. Headings are read as those of any script.
pub(crate) fn drafts(schedule: &Schedule, words: &script::Words) -> Drafts {
    let mut sheets: Vec<usize> = (0..schedule.sheets.len()).filter(|&sheet| !schedule.sheets[sheet].banner).collect();
    sheets.sort_by(|&a, &b| script::number_order(&schedule.sheets[a].number, &schedule.sheets[b].number));
    let mut screenplay =
        Screenplay { title_page: vec![("Title".to_owned(), schedule.project.clone())], ..Screenplay::default() };
    if !schedule.script_colour.is_empty() {
        let colour = schedule.script_colour.clone();
        screenplay.revisions.push(Revision { name: colour.clone(), colour, active: true, ..Revision::default() });
    }
    for (line, &sheet) in (1..).zip(&sheets) {
        let sheet = &schedule.sheets[sheet];
        let mut heading = screenplay::Element::plain(ElementKind::Heading, heading(schedule, sheet), line);
        let facts = heading.facts_mut();
        facts.number = Some(sheet.number.clone()).filter(|number| !number.is_empty());
        facts.stated = Some(sheet.eighths);
        facts.page = Some(sheet.page).filter(|page| *page > 0);
        screenplay.elements.push(heading);
        if !sheet.text.is_empty() {
            screenplay.elements.push(screenplay::Element::plain(ElementKind::Synopsis, sheet.text.as_str(), line));
        }
    }
    let mut breakdown = script::breakdown(&screenplay, words);
    let mut cast: Vec<(String, usize)> = Vec::new();
    for (draft, &sheet) in breakdown.scenes.iter_mut().zip(&sheets) {
        let sheet = &schedule.sheets[sheet];
        draft.synopsis.clone_from(&sheet.text);
        (draft.stated, draft.computed) = (Some(sheet.eighths), sheet.eighths);
        (draft.cast, draft.elements) = (Vec::new(), Vec::new());
        let mut all = sheet.elements.clone();
        for &element in &sheet.elements {
            all.extend(schedule.elements[element].brings.iter().filter(|one| !sheet.elements.contains(one)));
        }
        all.sort_unstable();
        all.dedup();
        for at in all {
            let element = &schedule.elements[at];
            if element.category == Category::CAST {
                let name = name_of(element);
                if !cast.iter().any(|(_, known)| *known == at) {
                    cast.push((name.clone(), at));
                }
                let age = age(&element.name).map(|(age, _)| age).filter(|age| *age > 0);
                if !draft.cast.iter().any(|one| one.name == name) {
                    draft.cast.push(in_scene(name, age));
                }
            } else if !of_sheet(element.category) {
                let (quantity, name) = counted(&element.name);
                draft.elements.push(ElementDraft {
                    category: element.category,
                    name: if element.category == Category::CROWD { name.to_owned() } else { element.name.clone() },
                    quantity: if element.category == Category::CROWD { quantity } else { 1 },
                    because: SHEET.to_owned(),
                    confidence: 100,
                    safety: None,
                });
            }
        }
        draft.omitted = draft.cast.is_empty() && sheet.text.to_uppercase().split(' ').next() == Some("STOCK");
    }
    breakdown.pages = pages(breakdown.scenes.iter().filter(|draft| !draft.omitted).map(|draft| draft.computed).sum());
    let minutes = sheets.iter().map(|&sheet| schedule.sheets[sheet].minutes).collect();
    Drafts { screenplay, breakdown, sheets, minutes, cast }
}

/// Where cast and elements come from.
const SHEET: &str = "the breakdown sheet";

fn in_scene(name: String, age: Option<u8>) -> CastDraft {
    let because = SHEET.to_owned();
    CastDraft { name, voice_only: false, off_screen: false, speaks: true, age, because, confidence: 100 }
}

fn pages(eighths: Eighths) -> u32 {
    u32::try_from(eighths.0.max(0)).unwrap_or(0).div_ceil(8)
}

/// `EXT. CAMP HOPE - LAKE - DAY`, as far as the sheet has the words.
fn heading(schedule: &Schedule, sheet: &Sheet) -> String {
    let of = |category: u16| {
        let words = sheet.elements.iter().map(|&element| &schedule.elements[element]);
        let mut words = words.filter(move |element| element.category == Category(category));
        words.next().map(|element| element.name.replace('\u{2019}', "'").to_uppercase())
    };
    let place = of(1).map(|word| match word.trim_matches('.') {
        "INT/EXT" | "I/E" | "EXT/INT" => format!("{}.", IntExt::Both.word()),
        word => format!("{word}."),
    });
    let set = of(0).unwrap_or_else(|| "NO SET".to_owned());
    let time = of(2).map(|time| format!("- {time}"));
    [place, Some(set), time].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The name of a cast member in capitals, without the mark of a child.
pub(super) fn name_of(element: &Element) -> String {
    let name = element.name.to_uppercase().replace('\u{2019}', "'");
    name.replace("(K)", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The age that a mark behind a name gives, with the mark: `(5 mo)` is nought, `(12)` is twelve, `(k)` some child of ten.
pub(super) fn age(name: &str) -> Option<(u8, String)> {
    let marks = name.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let ages = marks.filter_map(|mark| {
        let word = mark.trim().to_lowercase();
        let number = word.split(' ').next().and_then(|number| number.parse::<u8>().ok());
        let age = match (number, word.as_str()) {
            (Some(_), months) if months.ends_with(" mo") || months.ends_with(" months") => 0,
            (Some(years), _) if years < 18 => years,
            (None, "k") => CHILD,
            _ => return None,
        };
        Some((age, format!("({mark})")))
    });
    ages.min()
}

/// The age of a child of whom nothing is known but that it is one (assumption).
const CHILD: u8 = 10;

/// `10 ND Pedestrians` as ten of them; without a number one.
fn counted(name: &str) -> (u32, &str) {
    let counted = name.split_once(' ').and_then(|(number, rest)| Some((number.parse::<u32>().ok()?, rest)));
    counted.filter(|(number, _)| (1..=10_000).contains(number)).unwrap_or((1, name))
}

//! Papers on their way out: which there are, in which form, and where each file goes.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use model::board::Board;
use model::issue::Schedule;
use model::notice::Severity;
use model::production::{Assumption, PaperSize, Production};

use crate::error::Failure;
use crate::files;
use crate::names::nearest;

/// Width of papers as text, in characters.
const TEXT_WIDTH: usize = 132;

/// Forms of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Pages to print
    Pdf,
    /// One picture a page
    Svg,
    /// Plain text
    Txt,
    /// A page for the browser (of the board only)
    Html,
}

/// Sizes of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Size {
    /// US Letter
    Letter,
    /// A4
    A4,
}

impl From<Size> for PaperSize {
    fn from(size: Size) -> Self {
        match size {
            Size::Letter => Self::Letter,
            Size::A4 => Self::A4,
        }
    }
}

/// The paper that is the board itself: `board.html` for the browser, the board's notation as text.
const BOARD: &str = "board";
/// The paper that lists the assumptions, as text.
const ASSUMPTIONS: &str = "assumptions";

/// Width of a list of names, in characters.
const NAMES_WIDTH: usize = 100;

/// Names of all papers.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    papers::ALL.iter().map(|(name, _, _)| *name).chain([BOARD, ASSUMPTIONS])
}

/// The files of one paper, as endings of their names and contents: one, but one for each page as SVG.
pub(crate) fn print(
    production: &Production,
    schedule: &Schedule,
    name: &str,
    form: Option<Form>,
    size: PaperSize,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let one = |ending: &str, text: String| Ok(vec![(ending.to_owned(), text.into_bytes())]);
    let only = |forms: &str| {
        Err(Failure::value(format!("the paper '{name}' is not made in this form"), format!("it is made as {forms}")))
    };
    match (name, form) {
        (BOARD, None | Some(Form::Html)) => return one(".html", papers::html::board(production, schedule)),
        (BOARD, Some(Form::Txt)) => return one(".txt", notation(production, schedule)),
        (BOARD, Some(_)) => return only("html or txt"),
        (ASSUMPTIONS, None | Some(Form::Txt)) => return one(".txt", assumptions(production)),
        (ASSUMPTIONS, Some(_)) => return only("txt"),
        _ => {}
    }
    let make = papers::ALL.iter().find(|(known, _, _)| *known == name);
    let unknown = || Failure::Unknown { what: "paper", name: name.to_owned(), hint: nearest(name, names()) };
    let paper = (make.ok_or_else(unknown)?.2)(production, schedule);
    let not_set = |error: papers::typst::NotSet| {
        Failure::NotSet(
            format!("the paper '{}' cannot be set: {}", error.paper, error.why),
            "print it with --format txt".to_owned(),
        )
    };
    match form.unwrap_or(Form::Pdf) {
        Form::Pdf => Ok(vec![(".pdf".to_owned(), papers::typst::pdf(&paper, size).map_err(not_set)?)]),
        Form::Svg => {
            let pages = papers::typst::svg(&paper, size).map_err(not_set)?;
            Ok((1..).zip(pages).map(|(page, svg)| (format!("-{page}.svg"), svg.into_bytes())).collect())
        }
        Form::Txt => one(".txt", papers::text::text(&paper, TEXT_WIDTH)),
        Form::Html => only("pdf, svg or txt"),
    }
}

/// What stands in the folder of a plan: paper and form.
const FOLDER: [(&str, Form); 2] = [(BOARD, Form::Txt), (ASSUMPTIONS, Form::Txt)];

/// The files that [`folder`] writes.
pub(crate) fn files_of(folder: &Path) -> Vec<PathBuf> {
    let pdf = papers::ALL.iter().map(|(name, _, _)| folder.join(format!("{name}.pdf")));
    pdf.chain(["board.html", "board.txt", "assumptions.txt"].map(|name| folder.join(name))).collect()
}

/// Writes every paper of a schedule into a folder.
pub(crate) fn folder(production: &Production, schedule: &Schedule, folder: &Path, force: bool) -> Result<(), Failure> {
    let size = production.settings.paper;
    let pdf = papers::ALL.iter().map(|(name, _, _)| (*name, Form::Pdf));
    for (name, form) in pdf.chain([(BOARD, Form::Html)]).chain(FOLDER) {
        for (ending, bytes) in print(production, schedule, name, Some(form), size)? {
            files::write(&folder.join(format!("{name}{ending}")), &bytes, force)?;
        }
    }
    Ok(())
}

/// A board in the notation that [`read_notation`] takes back.
pub(crate) fn notation(production: &Production, schedule: &Schedule) -> String {
    model::notation::print(production, &schedule.board, Some(&schedule.plan))
}

/// A board from its notation: the board of that name as the text has it, or a new one. Remarks go to standard error.
pub(crate) fn read_notation(production: &Production, name: &str, text: &str) -> Result<Board, Failure> {
    let (read, _) = model::notation::parse(production, &Board::default(), text);
    if read.name.trim().is_empty() {
        let hint = "begin it with a line 'board NAME', as 'backlot board show --text' prints it";
        return Err(Failure::value(format!("'{name}' names no board"), hint));
    }
    let known = production.boards.iter().find(|board| board.name == read.name);
    let previous = known.cloned().unwrap_or_default();
    let (mut board, mut notices) = model::notation::parse(production, &previous, text);
    if let Some(error) = notices.iter().position(|notice| notice.severity == Severity::Error) {
        return Err(Failure::Text(name.to_owned(), notices.swap_remove(error)));
    }
    if known.is_none() {
        board.id = crate::app::new_board(production, None, &board.name).1.id;
    }
    crate::say::notices(name, &notices, true);
    Ok(board)
}

/// A board as a stripboard for the terminal.
pub(crate) fn terminal(production: &Production, schedule: &Schedule) -> String {
    papers::text::text(&papers::stripboard(production, schedule), TEXT_WIDTH)
}

/// What was assumed, under each source once, so that a hundred places of one kind are one paragraph.
fn assumptions(production: &Production) -> String {
    let mut text = format!("{}: what nobody has said yet and the program assumed\n", production.title);
    let mut sources: Vec<&str> = Vec::new();
    for one in &production.assumptions {
        if !sources.contains(&one.source.as_str()) {
            sources.push(&one.source);
        }
    }
    for source in sources {
        text.push_str(&format!("\n{source}\n"));
        let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
        for one in production.assumptions.iter().filter(|one| one.source == source) {
            let (name, rest) = subject(production, one);
            match said.iter_mut().find(|(known, names)| *known == rest && !names.is_empty() && !name.is_empty()) {
                Some((_, names)) => names.push(name),
                None => said.push((rest, if name.is_empty() { Vec::new() } else { vec![name] })),
            }
        }
        for (rest, names) in said {
            match names.as_slice() {
                [] => text.push_str(&format!("    {rest}\n")),
                [name] => text.push_str(&format!("    {name}{rest}\n")),
                names => {
                    text.push_str(&format!("    each {}:\n", rest.trim_start_matches([':', ' '])));
                    lines(&mut text, names);
                }
            }
        }
    }
    text
}

/// What an assumption is about, by name, and what it says of it; no name when it does not begin with one.
fn subject<'a>(production: &'a Production, one: &'a Assumption) -> (&'a str, &'a str) {
    let id = one.about.id;
    let place = production.places.iter().find(|place| place.id.0 == id).map(|place| place.name.as_str());
    let person = production.cast.iter().find(|person| person.id.0 == id).map(|person| person.name.as_str());
    let element = production.elements.iter().find(|element| element.id.0 == id).map(|element| element.name.as_str());
    let set = production.sets.iter().find(|set| set.id.0 == id).map(|set| set.name.as_str());
    let name = place.or(person).or(element).or(set);
    let split = name.and_then(|name| Some((name, one.text.strip_prefix(name)?)));
    split.filter(|(name, _)| !name.is_empty()).unwrap_or(("", &one.text))
}

/// Names with commas between, in lines of at most the width of a page.
fn lines(text: &mut String, names: &[&str]) {
    let mut line = String::new();
    for (index, name) in names.iter().enumerate() {
        let word = if index + 1 < names.len() { format!("{name}, ") } else { (*name).to_owned() };
        if !line.is_empty() && line.chars().count() + word.chars().count() > NAMES_WIDTH {
            text.push_str(&format!("        {}\n", line.trim_end()));
            line.clear();
        }
        line.push_str(&word);
    }
    text.push_str(&format!("        {}\n", line.trim_end()));
}

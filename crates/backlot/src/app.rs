//! Use cases: a production is loaded, the engines are called in order, changes go through the log. Only here they meet.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::civil::Date;
use model::board::Board;
use model::breakdown::Breakdown;
use model::costs::Costs;
use model::edit::{BudgetChange, Edit, Neighbour, Noun, ProductionChange, Refusal};
use model::issue::Schedule;
use model::log::{self, Row};
use model::notice::{Notice, Severity};
use model::production::{Draft, Production};
use model::screenplay::Screenplay;

use crate::cli::Reading;
use crate::error::Failure;
use crate::setup::{self, Drafts, Wanted};
use crate::store::Store;
use crate::{colours, files, fit, past, say};

/// A production that is open for one person.
pub(crate) struct Opened {
    /// Its state.
    pub(crate) production: Production,
    /// Its file.
    pub(crate) store: Store,
    author: String,
    /// The state before a group of changes, and what was changed since.
    group: Option<(Production, Vec<Edit>)>,
}

impl Opened {
    /// Opens the file.
    pub(crate) fn open(path: &Path, author: &str) -> Result<Self, Failure> {
        let (store, production) = Store::open(path)?;
        Ok(Self { production, store, author: author.to_owned(), group: None })
    }

    /// Opens the file to read it only.
    pub(crate) fn open_to_read(path: &Path, author: &str) -> Result<Self, Failure> {
        let (store, production) = Store::open_to_read(path)?;
        Ok(Self { production, store, author: author.to_owned(), group: None })
    }

    /// Makes the file of a new production, with the script it comes from, and opens it.
    pub(crate) fn create(
        path: &Path,
        production: &Production,
        read: &Read,
        author: &str,
        force: bool,
    ) -> Result<Self, Failure> {
        Store::create(path, production, force)?;
        let opened = Self::open(path, author)?;
        opened.keep(1, read)?;
        opened.store.attach(IMPORTED, &milliseconds().to_string())?;
        Ok(opened)
    }

    /// Keeps a draft of the script and its breakdown, by the number of the draft: when the import is undone, the production
    /// counts one draft less, and the one before holds again.
    pub(crate) fn keep(&self, number: usize, read: &Read) -> Result<(), Failure> {
        let failed = |error: serde_json::Error| Failure::value(format!("cannot keep the script: {error}"), "");
        let script = serde_json::to_string(&read.screenplay).map_err(failed)?;
        let breakdown = serde_json::to_string(&read.breakdown).map_err(failed)?;
        self.store.attach(&of_draft(SCRIPT, number), &script)?;
        self.store.attach(&of_draft(BREAKDOWN, number), &breakdown)
    }

    /// Who makes the changes.
    pub(crate) fn author(&self) -> &str {
        &self.author
    }

    /// The draft of the script that the scenes say, when it was kept.
    pub(crate) fn screenplay(&self) -> Result<Option<Screenplay>, Failure> {
        let kept = self.store.attached(&of_draft(SCRIPT, self.production.drafts.len()))?;
        Ok(kept.and_then(|script| serde_json::from_str(&script).ok()))
    }

    /// The breakdown of that draft as its import proposed it. Older files did not keep it: it is made again.
    pub(crate) fn breakdown(&self) -> Result<Option<Breakdown>, Failure> {
        let kept = self.store.attached(&of_draft(BREAKDOWN, self.production.drafts.len()))?;
        if let Some(breakdown) = kept.and_then(|breakdown| serde_json::from_str(&breakdown).ok()) {
            return Ok(Some(breakdown));
        }
        Ok(self.screenplay()?.map(|screenplay| script::breakdown(&screenplay, script::Words::standard())))
    }

    /// When the script was imported, in milliseconds since 1970; older files do not know.
    pub(crate) fn imported(&self) -> Result<Option<i64>, Failure> {
        Ok(self.store.attached(IMPORTED)?.and_then(|time| time.parse().ok()))
    }

    /// Applies a change, writes it to the log and returns it in words. What changes nothing is not written.
    pub(crate) fn change(&mut self, edit: Edit) -> Result<String, Failure> {
        let mut after = self.production.clone();
        after.apply(edit.clone())?;
        if after == self.production {
            return Ok(NOTHING.to_owned());
        }
        let says = edit.says(&self.production);
        self.write(edit, says.clone(), None)?;
        Ok(says)
    }

    /// Applies a change that has words of its own for the log.
    pub(crate) fn change_saying(&mut self, edit: Edit, says: String) -> Result<(), Failure> {
        self.write(edit, says, None)
    }

    /// What is changed from here on becomes one edit of the log, which is written by [`Self::close`]; without that, none is.
    pub(crate) fn group(&mut self) {
        self.group = Some((self.production.clone(), Vec::new()));
    }

    /// Writes the changes of the group as one edit with these words.
    pub(crate) fn close(&mut self, says: String) -> Result<(), Failure> {
        let Some((before, edits)) = self.group.take() else { return Ok(()) };
        let after = std::mem::replace(&mut self.production, before);
        if after == self.production { Ok(()) } else { self.write(Edit::Batch(edits), says, None) }
    }

    /// Takes the author's last change back, and returns that change and what holds now, in words. The last board with a
    /// shooting day goes only when that is wanted.
    pub(crate) fn undo(&mut self, last_plan: bool) -> Result<(String, String), Failure> {
        let rows = self.store.since(0)?;
        let (number, inverse) = log::undo(&rows, &self.author).map_err(nobodys)?;
        let planned = |production: &Production| {
            production.boards.iter().find(|board| board.days.iter().any(|day| day.kind.shoots())).cloned()
        };
        let mut after = self.production.clone();
        after.apply(inverse.clone())?;
        let said = rows.iter().find(|row| row.number == number).map_or("", |row| row.says.as_str());
        if let (Some(board), None, false) = (planned(&self.production), planned(&after), last_plan) {
            let message =
                format!("to undo '{said}' would leave no board with a shooting day: {} would be gone", board.name);
            return Err(Failure::value(
                message,
                "add --last-plan to take it off all the same; 'backlot redo' brings it back",
            ));
        }
        let now = inverse.restores(&self.production);
        // Where what holds now is long, the log tells the change that is taken back.
        let says = match &inverse {
            Edit::Batch(edits) if edits.len() > 2 => format!("taken back: {said}"),
            _ => now.clone(),
        };
        self.write(inverse, says, Some(number))?;
        Ok((said.to_owned(), now))
    }

    /// Makes the author's last undone change again, and returns it in words.
    pub(crate) fn redo(&mut self) -> Result<String, Failure> {
        let rows = self.store.since(0)?;
        let (number, edit) = log::redo(&rows, &self.author).map_err(nobodys)?;
        let undone = rows.iter().find(|row| row.number == number).and_then(|undo| undo.undoes);
        let said = rows.iter().find(|row| Some(row.number) == undone).map_or("", |row| row.says.as_str());
        self.write(edit, said.to_owned(), Some(number))?;
        Ok(said.to_owned())
    }

    fn write(&mut self, edit: Edit, says: String, undoes: Option<u64>) -> Result<(), Failure> {
        let mut after = self.production.clone();
        let inverse = after.apply(edit.clone())?;
        if let Some((_, edits)) = &mut self.group {
            edits.push(edit);
            self.production = after;
            return Ok(());
        }
        past::keep(&edit, &self.production, &after)?;
        self.production = after;
        let base = self.store.last();
        let row = Row {
            number: base + 1,
            author: self.author.clone(),
            base,
            time_ms: milliseconds(),
            edit,
            inverse,
            undoes,
            says,
        };
        self.store.append(&row, &self.production)
    }

    /// Takes a board in, new or in the place of the one with its identity, and makes it the active one.
    pub(crate) fn adopt(&mut self, board: Board) -> Result<String, Failure> {
        let (id, name) = (board.id, board.name.clone());
        let known = if self.production.board(id).is_some() { "changed" } else { "added" };
        if self.production.board(id) == Some(&board) && self.production.active == Some(id) {
            return Ok(NOTHING.to_owned());
        }
        let put = Edit::Put(Noun::Board(board), Neighbour::Last);
        let edit = Edit::Batch(vec![put, Edit::Production(ProductionChange::Active(Some(id)))]);
        let says = format!("{known} board {name} and made it the active one");
        self.write(edit, says.clone(), None)?;
        Ok(says)
    }

    /// The schedule of a board as it stands.
    pub(crate) fn schedule(&self, board: &Board) -> Schedule {
        schedule(&self.production, board.clone())
    }

    /// The schedule of the active board.
    pub(crate) fn active_schedule(&self) -> Result<Schedule, Failure> {
        let none = || Failure::value("the production has no board", "make one with 'backlot solve'");
        Ok(self.schedule(self.production.active_board().ok_or_else(none)?))
    }
}

/// The refusal of an undo or a redo; where the author has nothing of the kind, others may.
fn nobodys(refusal: Refusal) -> Failure {
    match refusal.hint.as_str() {
        "" => Failure::value(refusal.message, "'backlot log' names who changed what; say who you are with --author"),
        _ => refusal.into(),
    }
}

/// What is said when a change would change nothing.
pub(crate) const NOTHING: &str = "nothing to change";
/// Name under which the script is kept.
const SCRIPT: &str = "screenplay";
/// Name under which the breakdown that the reader proposed is kept.
const BREAKDOWN: &str = "breakdown";
/// Name under which the time of the import is kept, in milliseconds since 1970.
const IMPORTED: &str = "imported";

/// The name of what is kept with a draft: the first draft's has no number.
fn of_draft(name: &str, number: usize) -> String {
    if number < 2 { name.to_owned() } else { format!("{name} {number}") }
}

/// A board with everything that follows from it.
pub(crate) fn schedule(production: &Production, board: Board) -> Schedule {
    let plan = clock::lay(production, &board);
    let verdict = rules::judge(production, &plan);
    let estimate = budget::price(production, &plan, &verdict);
    Schedule { board, plan, verdict, estimate }
}

/// What the budget comes to on a schedule.
pub(crate) fn costs(production: &Production, schedule: &Schedule) -> Costs {
    budget::cost(production, &schedule.plan, &schedule.verdict, &schedule.estimate)
}

/// A copy of a production in which a new board stands ready to be searched: a copy of `base`, or an empty one.
pub(crate) fn new_board(production: &Production, base: Option<&Board>, name: &str) -> (Production, Board) {
    let mut copy = production.clone();
    let boneyard = production.strips.iter().map(|strip| strip.id).collect();
    let base = base.cloned().unwrap_or_else(|| Board { boneyard, ..Board::default() });
    // The identity comes first, so that days which the search adds get others.
    let board = Board { id: copy.fresh(), name: name.to_owned(), ..base };
    (copy, board)
}

/// `Plan`, or `Plan 2` and so on when there is one.
pub(crate) fn free_name(production: &Production) -> String {
    let names = (1_u32..).map(|number| if number == 1 { "Plan".to_owned() } else { format!("Plan {number}") });
    let free = |name: &String| production.boards.iter().all(|board| board.name != *name);
    names.into_iter().find(free).unwrap_or_default()
}

/// What a production is founded on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Founding<'a> {
    /// The screenplay, or another program's schedule.
    pub(crate) script: &'a Path,
    /// What is known beside it.
    pub(crate) with: Option<&'a Path>,
    /// The budget beside it.
    pub(crate) budget: Option<&'a Path>,
    /// First shooting day.
    pub(crate) start: Option<Date>,
    /// Whether every note on how it was read is told.
    pub(crate) all_notes: bool,
    /// How it is read.
    pub(crate) reading: &'a Reading,
}

/// A screenplay that was read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// The script.
    pub(crate) screenplay: Screenplay,
    /// What its scenes need.
    pub(crate) breakdown: Breakdown,
    /// What the reader had to say, no errors.
    pub(crate) notices: Vec<Notice>,
}

/// Reads a screenplay and founds a production with an empty board. Remarks of the readers go to standard error.
pub(crate) fn found(founding: Founding<'_>, days: Option<u32>) -> Result<(Production, Read), Failure> {
    let Founding { script, with, budget, start, all_notes, reading } = founding;
    let name = script.display().to_string();
    let bytes = files::read(script)?;
    let made = if exchange::uss::is_uss(&bytes) { Some(scheduled(&name, &bytes, reading)?) } else { None };
    let read = match &made {
        Some((_, drafts, notices)) => Read {
            screenplay: drafts.screenplay.clone(),
            breakdown: drafts.breakdown.clone(),
            notices: notices.clone(),
        },
        None => read(&name, &bytes, reading)?,
    };
    say::notices(&name, &read.notices, all_notes);
    let sheet = with.map(|path| Ok::<_, Failure>((path.display().to_string(), files::read_text(path)?))).transpose()?;
    let wanted = Wanted { start, days, today: today() };
    let (beside, sheet) = sheet.as_ref().map_or(("", None), |(name, text)| (name.as_str(), Some(text.as_str())));
    let located = |notice: Notice| match notice.line {
        // What has no line is about the command line, not about a file.
        0 => Failure::value(notice.message, notice.hint),
        _ => Failure::Text(beside.to_owned(), notice),
    };
    let founded = match &made {
        Some((schedule, drafts, _)) => setup::found_on_schedule(schedule, drafts, sheet, wanted),
        None => setup::found(&read.breakdown, sheet, wanted),
    };
    let (mut production, remarks) = founded.map_err(located)?;
    if let Some(path) = budget {
        production.apply(read_budget(path, &production)?)?;
    }
    let mut draft = draft_of(script, &read, &production);
    if let Some((schedule, ..)) = &made {
        draft.date = schedule.script_date;
        fit::fit(&mut production);
    }
    production.drafts.push(draft);
    // What could not be read again is refused before anything is planned or written.
    model::document::load(&model::document::save(&production))?;
    say::notices(beside, &remarks.file, all_notes);
    say::notices(&name, &remarks.script, all_notes);
    Ok((production, read))
}

/// Another program's schedule, with its scenes as drafts.
fn scheduled(
    name: &str,
    bytes: &[u8],
    reading: &Reading,
) -> Result<(exchange::uss::Schedule, Drafts, Vec<Notice>), Failure> {
    let (schedule, notices) =
        exchange::uss::read(bytes).map_err(|fault| Failure::value(format!("{name}: {}", fault.message), fault.hint))?;
    let own = reading.words()?;
    let drafts = setup::drafts(&schedule, own.as_ref().unwrap_or(script::Words::standard()));
    if drafts.breakdown.scenes.is_empty() {
        let hint = "save the schedule again with its breakdown sheets";
        return Err(Failure::value(format!("{name}: the schedule has no scenes"), hint));
    }
    Ok((schedule, drafts, notices))
}

/// The budget of a TOML file, as the edit that takes it in.
pub(crate) fn read_budget(path: &Path, production: &Production) -> Result<Edit, Failure> {
    let text = files::read_text(path)?;
    let budget = budget::read(&text, Some(production));
    let budget = budget.map_err(|notice| Failure::Text(path.display().to_string(), notice))?;
    Ok(Edit::Budget(Box::new(BudgetChange::Whole(Box::new(budget)))))
}

/// What is known of a draft by itself: the colour is the file's own, or the next in the production's order.
pub(crate) fn draft_of(script: &Path, read: &Read, production: &Production) -> Draft {
    let Read { screenplay, breakdown, .. } = read;
    let stated = screenplay.revisions.iter().find(|revision| revision.active);
    let stated = stated.and_then(|revision| colours::known(&production.settings, &[&revision.colour, &revision.name]));
    let (colour, cycle) = stated.unwrap_or_else(|| {
        let last = production.drafts.last().map(|draft| (draft.colour.as_str(), draft.cycle));
        colours::next(&production.settings, last)
    });
    let shot = breakdown.scenes.iter().filter(|scene| !scene.omitted).count();
    Draft {
        name: script.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
        colour,
        cycle,
        date: None,
        pages: breakdown.pages,
        scenes: u32::try_from(shot).unwrap_or(u32::MAX),
    }
}

/// More scenes than this are no script: the readers take any number, but nobody plans them on one board.
const MOST_SCENES: usize = 20_000;

/// A script and its breakdown, or why it cannot be used.
pub(crate) fn read(name: &str, bytes: &[u8], reading: &Reading) -> Result<Read, Failure> {
    if exchange::uss::is_uss(bytes) {
        let hint = "make a production of it: backlot import FILE.uss --output NAME.backlot";
        return Err(Failure::value(format!("'{name}' is a schedule and no script"), hint));
    }
    let own = reading.words()?;
    let words = match &own {
        Some(own) => own,
        None => script::Words::standard(),
    };
    let (mut screenplay, mut notices) = script::read(name, bytes, words);
    if let Some(error) = notices.iter().position(|notice| notice.severity == Severity::Error) {
        return Err(Failure::Text(name.to_owned(), notices.swap_remove(error)));
    }
    let scenes = screenplay.elements.iter().filter(|element| element.opens_scene()).count();
    if scenes > MOST_SCENES {
        let message = format!(
            "the text has {scenes} scenes; a feature has some 150, a year of a daily series under {MOST_SCENES}"
        );
        let hint = "check that the file is the script itself";
        return Err(Failure::Text(name.to_owned(), Notice::at(Severity::Error, 0, 0, message, hint)));
    }
    reading.settle(&mut screenplay.layout);
    let breakdown = script::breakdown(&screenplay, words);
    Ok(Read { screenplay, breakdown, notices })
}

/// Today by Greenwich: near enough for the start that is assumed when nobody gives one.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn milliseconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

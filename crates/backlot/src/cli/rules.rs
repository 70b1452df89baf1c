//! `backlot rules`: rule packs as files, worked examples, what is in force, and the questions of the floor.

mod readings;

use std::path::PathBuf;

use jiff::civil::DateTime;
use model::edit::{Edit, ProductionChange};
use model::formula::{self, Among};
use model::issue::Schedule;
use model::measure::{Cents, Moment};
use model::notice::{Notice, Severity};
use model::pack::{Pack, Status, Verified};
use model::production::Production;
use model::verdict::Who;
use serde::Serialize;

use super::{File, Format, Said, find};
use crate::app::Opened;
use crate::error::{FINDINGS, Failure, WRONG_INPUT, located};
use crate::files;
use crate::ground;
use crate::say::count;

/// What a file of worked examples looks like; it runs as it stands.
const CASES: &str = r#"A file of examples:
{"vectors": [{
  "id": "late", "pack": "us-ny-minors",
  "context": {"age": "10y", "school": "in_session", "before_school_day": true},
  "input": {
    "call": "2025-10-07T16:00", "dismiss": "2025-10-07T22:30",
    "meals": [{"start": "2025-10-07T20:00", "end": "2025-10-07T20:30"}]
  },
  "lines": [], "total": "0.00",
  "violations": [{"code": "minor.late", "over_min": 30}]
}]}
Several "cases", each with its own input and what it expects, may share the pack and the context of a vector. A pack is one of
'backlot rules list', or of --pack. Every key of an input stands in docs/handbook/rules/packs.md, "Worked examples"."#;

/// Rule packs: what an agreement, a statute or a guideline says about hours and pay
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// List the packs that come with the program, or those in force on a production, with what their open questions are worth on
    /// the active board
    List {
        /// The production
        #[arg(value_name = "NAME.backlot")]
        file: Option<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
    /// Check packs: line and column of what is wrong, and how well each row is known
    Check {
        /// Packs, in TOML
        #[arg(required = true, value_name = "PACK.toml")]
        packs: Vec<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
    /// Run worked examples; exits with 1 when one differs from what it expects
    #[command(after_help = CASES)]
    Run {
        /// Worked examples, in JSON
        #[arg(required = true, value_name = "CASES.json")]
        cases: Vec<PathBuf>,
        /// Packs to use beside, and before, those of the program
        #[arg(long = "pack", value_name = "PACK.toml")]
        packs: Vec<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
    /// Bring packs into force on a production: names of the program's packs, or files
    Use {
        #[command(flatten)]
        file: File,
        /// Packs in force from now on, instead of those before; 'none' for the house rules alone
        #[arg(required = true, value_name = "PACK")]
        packs: Vec<String>,
    },
    /// Tell until when the next meal, the wrap and the next call are, and what one more hour costs
    Deadline {
        #[command(flatten)]
        file: File,
        /// Date and time on the wall of the production, such as 2027-03-02T18:30
        #[arg(long)]
        at: DateTime,
        /// A cast member, a position or a department [default: everybody who works]
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// The board [default: the active one]
        #[arg(long)]
        board: Option<String>,
        #[command(flatten)]
        format: Format,
    },
    /// Tell the fatigue risk of each week, as advice only
    Fatigue {
        #[command(flatten)]
        file: File,
        /// The board [default: the active one]
        #[arg(long)]
        board: Option<String>,
        #[command(flatten)]
        format: Format,
    },
}

pub(super) fn run(
    command: &Command,
    open: &impl Fn(&File) -> Result<Opened, Failure>,
    look: &impl Fn(&File) -> Result<Opened, Failure>,
) -> Result<Said, Failure> {
    match command {
        Command::List { file: None, format } => list(&rules::packs::library(), None, *format),
        Command::List { file: Some(file), format } => {
            let opened = look(&File { file: file.clone() })?;
            list(&opened.production.packs, Some(&opened), *format)
        }
        Command::Check { packs, format } => check(packs, *format),
        Command::Run { cases, packs, format } => examples(cases, packs, *format),
        Command::Use { file, packs } => bring(open(file)?, file, packs),
        Command::Deadline { file, at, person, board, format } => {
            deadline(&look(file)?, *at, person.as_deref(), board.as_deref(), *format)
        }
        Command::Fatigue { file, board, format } => fatigue(&look(file)?, board.as_deref(), *format),
    }
}

/// A pack in a list.
#[derive(Serialize)]
struct Listed {
    id: String,
    title: String,
    status: String,
    ends: Option<String>,
    rows: usize,
    unverified: usize,
    open: Vec<readings::Question>,
}

fn listed(pack: &Pack, board: Option<(&Production, &Schedule)>) -> Listed {
    let trust = trust(pack);
    Listed {
        id: pack.pack.id.clone(),
        title: pack.pack.title.clone(),
        status: status(pack.pack.status).to_owned(),
        ends: pack.pack.effective.until.map(|day| day.0.to_string()),
        rows: trust.len(),
        unverified: trust.iter().filter(|(_, verified)| *verified > Verified::Secondary).count(),
        open: readings::of(pack, board),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Reviewed => "reviewed",
        Status::Retired => "retired",
    }
}

/// Every row that is checked for trust, by kind and name.
fn trust(pack: &Pack) -> Vec<(String, Verified)> {
    pack.rows()
        .into_iter()
        .map(|(kind, row)| (format!("{kind} {}", row.id()).trim_end().to_owned(), pack.verified(row)))
        .collect()
}

fn list(packs: &[Pack], opened: Option<&Opened>, format: Format) -> Result<Said, Failure> {
    let schedule = opened.and_then(|opened| Some(opened.schedule(opened.production.active_board()?)));
    let board = opened.map(|opened| &opened.production).zip(schedule.as_ref());
    let rows: Vec<Listed> = packs.iter().map(|pack| listed(pack, board)).collect();
    let line = |one: &Listed| {
        let ends = one.ends.as_ref().map_or(String::new(), |ends| format!(", ends {ends}"));
        let (rows, unverified) = (count(one.rows, "row"), one.unverified);
        format!("{:<34} {}; {}, {rows}, {unverified} unverified{ends}", one.id, one.title, one.status)
    };
    let open = |one: &Listed| -> Vec<String> {
        let told = board.into_iter().flat_map(|(production, _)| {
            one.open.iter().flat_map(move |question| readings::lines(question, &production.currency))
        });
        told.collect()
    };
    let mut lines: Vec<String> = rows.iter().flat_map(|one| std::iter::once(line(one)).chain(open(one))).collect();
    lines.push(if packs.is_empty() {
        "no pack is in force: the house rules alone decide; 'backlot rules use' brings packs into force".to_owned()
    } else {
        "drafts are nobody's word: a pack counts as reviewed when a person with the text in hand has signed each row"
            .to_owned()
    });
    Said::data(format, &rows, lines)
}

/// A file that should be a pack, and what reading it came to.
type Read = (String, Result<Pack, Vec<Notice>>);

/// The packs of files, joined with those of the program where they extend one.
fn read(paths: &[PathBuf]) -> Result<Vec<Read>, Failure> {
    let library = rules::packs::library();
    let one = |path: &PathBuf| Ok((path.display().to_string(), rules::packs::read(&files::read_text(path)?, &library)));
    paths.iter().map(one).collect()
}

/// What is told of a pack that was checked.
#[derive(Serialize)]
struct Checked {
    file: String,
    pack: Option<Listed>,
    notices: Vec<Notice>,
}

fn check(paths: &[PathBuf], format: Format) -> Result<Said, Failure> {
    let mut lines = Vec::new();
    let mut all = Vec::new();
    for (file, read) in read(paths)? {
        match read {
            Ok(pack) => {
                let told = listed(&pack, None);
                lines.push(format!(
                    "{file}: {} is sound; {}, {} unverified",
                    told.id,
                    count(told.rows, "row"),
                    told.unverified
                ));
                let doubtful = trust(&pack).into_iter().filter(|(_, verified)| *verified > Verified::Secondary);
                lines.extend(doubtful.map(|(row, _)| format!("    not verified: {row}")));
                let open = pack
                    .ambiguity
                    .iter()
                    .map(|one| format!("    open: {} (counts as '{}')", one.question, one.default));
                lines.extend(open);
                all.push(Checked { file, pack: Some(told), notices: Vec::new() });
            }
            Err(notices) => {
                for notice in &notices {
                    lines.push(format!("{}: {}", located(&file, notice), notice.message));
                    lines.push(format!("    hint: {}", notice.hint));
                }
                all.push(Checked { file, pack: None, notices });
            }
        }
    }
    let wrong = all.iter().any(|one| one.pack.is_none());
    let said = Said::data(format, &all, lines)?;
    Ok(if wrong { Said { code: WRONG_INPUT, ..said } } else { said })
}

fn examples(cases: &[PathBuf], packs: &[PathBuf], format: Format) -> Result<Said, Failure> {
    let mut known = Vec::new();
    for (file, read) in read(packs)? {
        known.push(read.map_err(|notices| Failure::Text(file, notices.into_iter().next().unwrap_or_else(nothing)))?);
    }
    known.extend(rules::packs::library());
    let mut outcomes = Vec::new();
    for path in cases {
        let told = rules::cases::run(&files::read_text(path)?, &known);
        outcomes.extend(told.map_err(|notice| Failure::Text(path.display().to_string(), notice))?);
    }
    let mut lines = Vec::new();
    for one in &outcomes {
        let name = if one.name.is_empty() { String::new() } else { format!(" ({})", one.name) };
        lines.push(format!(
            "{}{name}, {}: {}",
            one.id,
            one.pack,
            if one.differs.is_empty() { "as expected" } else { "differs" }
        ));
        for line in &one.lines {
            lines.push(format!(
                "    {:<14} {:>8} {:<9} x {:>10} x {:<5} = {:>12}",
                line.code, line.qty, line.unit, line.rate, line.mult, line.amount
            ));
        }
        lines.push(format!("    {:<55} {:>12}", "total", one.total));
        for violation in &one.violations {
            let legal = violation.legal.as_ref().map_or(String::new(), |at| format!(", legal at {at}"));
            lines.push(format!("    violation {} by {} min{legal}", violation.code, violation.over_min));
        }
        lines.extend(one.unverified.iter().map(|row| format!("    not verified: {row}")));
        lines.extend(one.unused.iter().map(|key| format!("    not used: {key}")));
        lines.extend(one.differs.iter().map(|differs| format!("    DIFFERS: {differs}")));
    }
    let wrong = outcomes.iter().filter(|one| !one.differs.is_empty()).count();
    lines.push(format!("{} as expected, {wrong} differ", count(outcomes.len() - wrong, "case")));
    let said = Said::data(format, &outcomes, lines)?;
    Ok(if wrong > 0 { Said { code: FINDINGS, ..said } } else { said })
}

fn nothing() -> Notice {
    Notice::at(Severity::Error, 0, 0, "the pack cannot be read", "")
}

fn bring(mut opened: Opened, file: &File, names: &[String]) -> Result<Said, Failure> {
    let library = rules::packs::library();
    let mut packs: Vec<Pack> = Vec::new();
    let names = if names == ["none"] { &[] } else { names };
    for name in names {
        let known = library.iter().find(|pack| pack.pack.id == *name).cloned();
        let pack = match known {
            Some(pack) => pack,
            None if name.ends_with(".toml") => {
                let (file, read) = read(&[PathBuf::from(name)])?.remove(0);
                read.map_err(|notices| Failure::Text(file, notices.into_iter().next().unwrap_or_else(nothing)))?
            }
            None => {
                let hint = crate::names::nearest(name, library.iter().map(|pack| pack.pack.id.as_str()));
                return Err(Failure::Unknown { what: "rule pack", name: name.clone(), hint });
            }
        };
        if packs.iter().any(|other| other.pack.id == pack.pack.id) {
            return Err(Failure::value(format!("'{name}' is named twice"), "name each pack once"));
        }
        packs.push(pack);
    }
    let says = opened.change(Edit::Production(ProductionChange::Packs(packs)))?;
    tell_ground(&opened.production, file);
    let classes: Vec<String> = opened.production.packs.iter().flat_map(rules::packs::classes).collect();
    let lines = [says].into_iter().chain((!classes.is_empty()).then(|| {
        format!("give people a class with 'backlot set .. cast NAME class=..'; known are {}", classes.join(", "))
    }));
    Ok(Said::lines(lines))
}

/// Tells which packs in force apply to nobody, whom those that apply do not know, and which words of the production no pack knows.
pub(super) fn tell_ground(production: &Production, file: &File) {
    let file = file.file.display().to_string();
    let way = |field: &str, value: &str| format!("backlot set {file} production {field}={value}");
    let class = |name: &str| format!("backlot set {file} cast '{name}' class=..");
    let people = ground::classless(production, class).into_iter().chain(ground::unscaled(production, class));
    let notices: Vec<Notice> =
        ground::idle(production, way).into_iter().chain(people).chain(ground::unknown(production)).collect();
    crate::say::notices(&file, &notices, true);
}

/// Somebody's deadlines, on the wall.
#[derive(Serialize)]
struct Told {
    who: String,
    heads: u32,
    gone: Option<String>,
    meal: Option<String>,
    wrap: Option<String>,
    next_call: Option<String>,
    hour: Cents,
    clauses: Vec<String>,
}

fn deadline(
    opened: &Opened,
    at: DateTime,
    person: Option<&str>,
    board: Option<&str>,
    format: Format,
) -> Result<Said, Failure> {
    let production = &opened.production;
    let whom = person.map(|name| formula::who(production, &[Among::Cast, Among::Crew], name)).transpose();
    let whom = whom.map_err(|(message, hint)| Failure::value(message, hint))?;
    let schedule = opened.schedule(find::board(production, board)?);
    let now = model::plan::moment(&production.zone, at.date(), at.time());
    let wall = |at: Moment| model::plan::wall(&production.zone, at).strftime("%Y-%m-%d %H:%M").to_string();
    let told: Vec<Told> = rules::deadline::deadlines(production, &schedule.plan, now)
        .into_iter()
        .filter(|one| whom.as_ref().is_none_or(|whom| whom.contains(&one.who)))
        .map(|one| Told {
            who: named(production, one.who),
            heads: one.heads,
            gone: one.gone.map(wall),
            meal: one.meal.map(wall),
            wrap: one.wrap.map(wall),
            next_call: one.next_call.map(wall),
            hour: one.hour,
            clauses: one.clauses,
        })
        .collect();
    if told.is_empty() {
        let hint = "backlot print one-liner NAME.backlot --format txt shows the days with their hours";
        return Err(Failure::value(format!("nobody who is asked for works at {}", wall(now)), hint));
    }
    let or = |time: &Option<String>, none: &str| time.clone().unwrap_or_else(|| none.to_owned());
    let currency = &production.currency;
    let name = |one: &Told| if one.heads == 1 { one.who.clone() } else { format!("{} ({})", one.who, one.heads) };
    let width = told.iter().map(|one| name(one).chars().count()).max().unwrap_or(0);
    let mut lines =
        vec![format!("{:width$} {:<17} {:<17} {:<17} one more hour", "", "next meal by", "wrap by", "next call from")];
    for (at, one) in told.iter().enumerate() {
        let (who, call) = (name(one), or(&one.next_call, "any time"));
        lines.push(match &one.gone {
            Some(gone) => format!("{who:width$} {:<35} {call}", format!("went home {gone}")),
            None => {
                let (meal, wrap) = (or(&one.meal, "-"), or(&one.wrap, "no limit"));
                format!("{who:width$} {meal:<17} {wrap:<17} {call:<17} {} {currency}", one.hour)
            }
        });
        // Once for all in a row who stand under the same rows.
        if told.get(at + 1).is_none_or(|next| next.clauses != one.clauses) {
            lines.extend(one.clauses.iter().map(|clause| format!("    by {clause}")));
        }
    }
    if told.len() > 1 {
        // Who is asked about for two units is paid once.
        let first = |(at, one): &(usize, &Told)| told[..*at].iter().all(|other| other.who != one.who);
        let all: Cents = told.iter().enumerate().filter(first).map(|(_, one)| one.hour).sum();
        lines.push(format!("{:<1$} {all} {currency}", "one more hour of all", width + 54));
    }
    if told.iter().any(|one| one.gone.is_none() && one.wrap.is_none()) {
        lines.push(
            "no limit: no row asks for a longest day, and no later call comes so soon that its rest ends this one"
                .to_owned(),
        );
    }
    Said::data(format, &told, lines)
}

/// A week's risk.
#[derive(Serialize)]
struct Risk {
    who: String,
    from: String,
    days: u32,
    minutes: i64,
    risk: String,
    worst: String,
}

fn fatigue(opened: &Opened, board: Option<&str>, format: Format) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = opened.schedule(find::board(production, board)?);
    let decimal = |risk: u32| format!("{}.{:02}", (risk + 5) / 1_000, (risk + 5) % 1_000 / 10);
    let rows: Vec<Risk> = rules::fatigue::weeks(production, &schedule.plan)
        .into_iter()
        .map(|week| Risk {
            who: named(production, week.who),
            from: week.from.to_string(),
            days: week.days,
            minutes: week.hours.0,
            risk: decimal(week.risk),
            worst: decimal(week.worst),
        })
        .collect();
    let line = |one: &Risk| {
        let hours = model::measure::Minutes(one.minutes);
        format!(
            "{:<28} week of {}  {}, {hours}: {} (worst day {})",
            one.who,
            one.from,
            count(one.days as usize, "day"),
            one.risk,
            one.worst
        )
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.push("risk of a duty against a standard day's; advice only, after HSE report 446, unverified".to_owned());
    Said::data(format, &rows, lines)
}

fn named(production: &Production, who: Who) -> String {
    match who {
        Who::Person(id) => production.person(id).map_or_else(String::new, |person| person.name.clone()),
        Who::Crew(id) => {
            production.position_of(id).map_or_else(String::new, |one| format!("{}: {}", one.department, one.position))
        }
        Who::Unit(id) => production.unit(id).map_or_else(String::new, |unit| format!("crew of unit {}", unit.name)),
        _ => production.title.clone(),
    }
}

//! `backlot unavailable`: a cast member cannot come on some dates.

use model::calendar::DateRange;
use model::edit::{CastChange, Edit};

use super::{File, Said, find};
use crate::app::{NOTHING, Opened};
use crate::error::Failure;
use crate::past;
use crate::say;

/// Say when a cast member cannot come
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// Character, artist or board number
    who: String,
    /// Date or dates, such as 2027-03-08..2027-03-12
    #[arg(required = true)]
    dates: Vec<String>,
    /// Why, such as ill
    #[arg(long, default_value = "", conflicts_with = "off")]
    why: String,
    /// She can come on these dates after all
    #[arg(long)]
    off: bool,
}

pub(super) fn run(args: &Args, mut opened: Opened) -> Result<Said, Failure> {
    let person = find::person(&opened.production, &args.who)?;
    let (id, name) = (person.id, person.name.clone());
    let mut away = person.unavailable.clone();
    for dates in &args.dates {
        let dates = say::range(dates, &args.why)?;
        if args.off {
            away = DateRange::without(&away, &dates);
        } else {
            away.push(dates);
        }
    }
    away.sort();
    away.dedup();
    let says = opened.change(Edit::Cast(id, CastChange::Unavailable(away)))?;
    if says == NOTHING || args.off {
        return Ok(Said::lines([says]));
    }
    let person = find::person(&opened.production, &args.who)?;
    // Told at once, since it is the reason to plan again.
    let schedule = opened.active_schedule()?;
    let plan = &schedule.plan;
    let called = |day: &&model::plan::PlanDay| day.people.iter().any(|one| one.person == id);
    let missed = plan.days.iter().filter(called).filter(|day| person.absence(day.date).is_some());
    let missed: Vec<String> = missed.map(|day| say::date(day.date)).collect();
    let dates = args.dates.join(", ");
    Ok(Said::lines([match missed.len() {
        0 => format!("{name} is not available {dates}; the board does not call for it"),
        _ => format!(
            "{name} is not available {dates}, but is called on {}; plan again with {}",
            missed.join(", "),
            past::solve(&opened.production, &schedule.board)
        ),
    }]))
}

//! How papers write dates, times and names: one place, so that all papers say the same thing alike.

use jiff::civil::{Date, Time};
use model::issue::Schedule;
use model::measure::{Eighths, Moment};
use model::notice::Severity;
use model::paper::Paper;
use model::people::CastMember;
use model::plan::PlanDay;
use model::production::Production;

/// `Wed 10 Mar 2027`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// `Wed 10 Mar`.
pub(crate) fn short_date(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

/// The clock on the wall of the day at a moment: `18:40` or `6:40 pm`; a time after midnight of the day's date has `+1`.
pub(crate) fn time(production: &Production, day: &PlanDay, moment: Moment) -> String {
    let wall = model::plan::wall(&day.zone, moment);
    let days = model::calendar::days_between(day.date, wall.date());
    let clock = clock(wall.time(), production.settings.twelve_hour_clock);
    if days == 0 { clock } else { format!("{clock} {days:+}") }
}

fn clock(time: Time, twelve: bool) -> String {
    if twelve { time.strftime("%-I:%M %P").to_string() } else { time.strftime("%H:%M").to_string() }
}

/// `call 07:00, wrap 18:40`.
pub(crate) fn hours(production: &Production, day: &PlanDay) -> String {
    format!("call {}, wrap {}", time(production, day, day.call), time(production, day, day.wrap))
}

/// `4 2/8 pp`.
pub(crate) fn pages(eighths: Eighths) -> String {
    format!("{eighths} pp")
}

/// `1 day`, `3 days`.
pub(crate) fn count(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// Whom a cast member plays, with several characters separated by `/`; the artist's name when it is nobody.
pub(crate) fn role(production: &Production, person: &CastMember) -> String {
    let plays = production.characters.iter().filter(|character| character.played_by == Some(person.id));
    let names: Vec<&str> = plays.map(|character| character.name.as_str()).collect();
    if names.is_empty() { person.name.clone() } else { names.join(" / ") }
}

/// Cast members by board number: numbers rise as numbers do, so that 10 comes after 9 and 12A after 12.
pub(crate) fn by_number(mut cast: Vec<&CastMember>) -> Vec<&CastMember> {
    let key = |person: &&CastMember| {
        let digits: String = person.number.chars().take_while(char::is_ascii_digit).collect();
        (digits.parse::<u32>().unwrap_or(u32::MAX), person.number.clone())
    };
    cast.sort_by_key(key);
    cast
}

/// Which paper of which issue this is: `issue 2 (Blue)`, `changed since issue 2 (Blue)` or `not published`.
fn issue(production: &Production, schedule: &Schedule) -> String {
    let of_board =
        |board| production.issues.iter().rev().find(|issue| !issue.withdrawn && issue.schedule.board.id == board);
    match of_board(schedule.board.id) {
        Some(issue) if issue.schedule.board == schedule.board => format!("issue {} ({})", issue.number, issue.colour),
        Some(issue) => format!("changed since issue {} ({})", issue.number, issue.colour),
        None => "not published".to_owned(),
    }
}

/// A paper with the head and the foot that all papers of a schedule share.
pub(crate) fn paper(production: &Production, schedule: &Schedule, name: &str, title: &str) -> Paper {
    let shooting = || schedule.plan.days.iter().filter(|day| day.kind.shoots());
    let dates = match (shooting().map(|day| day.date).min(), shooting().map(|day| day.date).max()) {
        (Some(first), Some(last)) => format!("{} - {}", short_date(first), date(last)),
        _ => "no shooting day yet".to_owned(),
    };
    let rules = &production.rulebook;
    let mut right = vec![count(shooting().count(), "shooting day"), dates];
    // A paper of a plan that breaks a rule says so itself: it travels further than the screen that showed the finding.
    let found =
        [Severity::Error, Severity::Warning].map(|severity| (schedule.verdict.count(severity), severity.word()));
    let found = found.into_iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(number, word));
    right.extend(Some(found.collect::<Vec<_>>().join(", ")).filter(|found| !found.is_empty()));
    Paper {
        name: name.to_owned(),
        title: title.to_owned(),
        left: vec![
            production.title.clone(),
            format!("board \"{}\", {}", schedule.board.name, issue(production, schedule)),
        ],
        right,
        foot: match production.packs.len() {
            0 => format!("Hours by {} rules: {}", rules.status, rules.id),
            packs => format!("Hours by {} rules: {}, and {}", rules.status, rules.id, count(packs, "rule pack")),
        },
        ..Paper::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_show_twelve_or_twenty_four_hours() {
        let check = |hour, minute, twelve, expected: &str| {
            assert_eq!(clock(jiff::civil::time(hour, minute, 0, 0), twelve), expected);
        };
        check(7, 0, false, "07:00");
        check(18, 40, false, "18:40");
        check(18, 40, true, "6:40 pm");
        check(0, 5, true, "12:05 am");
        check(12, 0, true, "12:00 pm");
    }

    #[test]
    fn board_numbers_rise_as_numbers_do() {
        let people = ["120X", "10", "B", "9", "12A", "12"]
            .map(|number| CastMember { number: number.to_owned(), ..CastMember::default() });
        let sorted: Vec<&str> =
            by_number(people.iter().collect()).iter().map(|person| person.number.as_str()).collect();
        assert_eq!(sorted, ["9", "10", "12", "12A", "120X", "B"]);
    }
}

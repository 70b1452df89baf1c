//! How values are told in the program's own words: money with its currency, dates with their weekday, ranges of
//! dates as people type them.

use std::io::{IsTerminal, Write};

use jiff::civil::Date;
use model::calendar::DateRange;
use model::measure::{Cents, Eighths};
use model::notice::{Notice, Severity};
use model::production::Production;

use crate::error::{Failure, located};

/// `USD 1,234.50`.
pub(crate) fn money(production: &Production, amount: Cents) -> String {
    format!("{} {amount}", production.currency)
}

/// `+3,500`, `-12.50`: a difference.
pub(crate) fn signed(amount: Cents) -> String {
    if amount.0 > 0 { format!("+{amount}") } else { amount.to_string() }
}

/// `Wed 2027-03-10`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%a %Y-%m-%d").to_string()
}

/// `1 strip`, `2 strips`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `days`, `deliveries`: of a unit as the ledger writes it.
pub(crate) fn plural(unit: &str) -> String {
    match unit.strip_suffix('y').filter(|front| !front.ends_with('a')) {
        Some(front) => format!("{front}ies"),
        None => format!("{unit}s"),
    }
}

/// `1 page`, `2 3/8 pages`.
pub(crate) fn pages(eighths: Eighths) -> String {
    format!("{eighths} page{}", if eighths.0 == 8 { "" } else { "s" })
}

/// Reads `2027-03-08..2027-03-12` or one date.
pub(crate) fn range(text: &str, why: &str) -> Result<DateRange, Failure> {
    let wrong = |part: &str| {
        Failure::value(format!("'{part}' is not a date"), "write dates as 2027-03-08 or 2027-03-08..2027-03-12")
    };
    let date = |part: &str| part.trim().parse::<Date>().map_err(|_| wrong(part));
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (date(from)?, date(to)?);
    if to < from {
        return Err(Failure::value(format!("{to} lies before {from}"), "write the earlier date first"));
    }
    Ok(DateRange { from, to, why: why.to_owned() })
}

/// Says something beside the answer, on standard error.
pub(crate) fn aside(text: &str) {
    // Nobody may be listening; there is nowhere else to say so.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says what a reader noticed, the gravest first: warnings, then notes, of these the first eight unless all are wanted.
pub(crate) fn notices(name: &str, notices: &[Notice], all: bool) {
    const MOST: usize = 10;
    const MOST_NOTES: usize = 8;
    let order = |notice: &&Notice| (std::cmp::Reverse(notice.severity), notice.line, notice.column);
    let tell = |notice: &Notice| {
        let hint = if notice.hint.is_empty() { String::new() } else { format!(" ({})", notice.hint) };
        aside(&format!("{}: {}: {}{hint}", notice.severity.word(), located(name, notice), notice.message));
    };
    let (mut grave, mut minor): (Vec<&Notice>, Vec<&Notice>) =
        notices.iter().partition(|notice| notice.severity > Severity::Note);
    for (told, most, noun) in [(&mut grave, MOST, "more warning"), (&mut minor, MOST_NOTES, "more note")] {
        told.sort_by_key(order);
        let most = if all { told.len() } else { most.min(told.len()) };
        told.iter().take(most).for_each(|notice| tell(notice));
        if told.len() > most {
            aside(&format!("{name}: {}; --notes tells all", count(told.len() - most, noun)));
        }
    }
}

/// A word in colour when it goes to a terminal that wants colours.
pub(crate) fn coloured(word: &str, colour: &str, to: &impl IsTerminal) -> String {
    let wanted = to.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { format!("\u{1b}[{colour}m{word}\u{1b}[0m") } else { word.to_owned() }
}

/// A word as a shell takes it whole: plain where it is plain.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:".contains(letter);
    match word {
        word if !word.is_empty() && word.chars().all(plain) => word.to_owned(),
        word => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

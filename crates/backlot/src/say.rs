//! How values are told in the program's own words: money with its currency, dates with their weekday, ranges of
//! dates as people type them.

use std::io::{IsTerminal, Write};

use jiff::civil::Date;
use model::calendar::DateRange;
use model::measure::Cents;
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

/// Says what a reader noticed, the gravest first; what is only worth knowing is counted.
pub(crate) fn notices(name: &str, notices: &[Notice]) {
    const MOST: usize = 10;
    let mut grave: Vec<&Notice> = notices.iter().filter(|notice| notice.severity > Severity::Note).collect();
    grave.sort_by_key(|notice| (std::cmp::Reverse(notice.severity), notice.line, notice.column));
    for notice in grave.iter().take(MOST) {
        let hint = if notice.hint.is_empty() { String::new() } else { format!(" ({})", notice.hint) };
        aside(&format!("{}: {}: {}{hint}", notice.severity.word(), located(name, notice), notice.message));
    }
    if grave.len() > MOST {
        aside(&format!("{name}: {}", count(grave.len() - MOST, "more warning")));
    }
    let minor = notices.len() - grave.len();
    if minor > 0 {
        aside(&format!("{name}: {} on how it was read", count(minor, "note")));
    }
}

/// A word in colour when it goes to a terminal that wants colours.
pub(crate) fn coloured(word: &str, colour: &str, to: &impl IsTerminal) -> String {
    let wanted = to.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { format!("\u{1b}[{colour}m{word}\u{1b}[0m") } else { word.to_owned() }
}

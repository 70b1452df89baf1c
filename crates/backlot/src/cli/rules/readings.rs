//! The open questions of packs, and what a board would cost under each of their readings.

use model::issue::Schedule;
use model::measure::Cents;
use model::pack::Pack;
use model::production::Production;
use serde::Serialize;

use crate::app;

/// A question on which good sources differ.
#[derive(Serialize)]
pub(super) struct Question {
    id: String,
    question: String,
    /// Whether rows change with the reading; else the question is only told.
    followed: bool,
    readings: Vec<Reading>,
}

/// A reading, and what the board costs under it.
#[derive(Serialize)]
struct Reading {
    is: String,
    counts: bool,
    /// Nothing without a board, and where no row follows the question.
    total: Option<String>,
    /// What it is more than under the reading that counts, less where it is negative.
    more: Option<String>,
}

/// The questions of a pack; with what the active board of a production costs under each reading.
pub(super) fn of(pack: &Pack, board: Option<(&Production, &Schedule)>) -> Vec<Question> {
    let question = |one: &model::pack::Ambiguity| {
        let chosen = board.and_then(|(production, _)| production.ground.readings.get(&one.id));
        let counts = chosen.unwrap_or(&one.default);
        let followed = rules::packs::follows(pack, &one.id);
        let reading = |is: &String| {
            let total = board.filter(|_| followed).map(|(production, schedule)| {
                if is == counts { schedule.estimate.total } else { under(production, schedule, &one.id, is) }
            });
            let more = total.zip(board).map(|(total, (_, schedule))| total - schedule.estimate.total);
            let text = |money: Cents| money.to_string();
            Reading { is: is.clone(), counts: is == counts, total: total.map(text), more: more.map(text) }
        };
        let readings = one.readings.iter().map(reading).collect();
        Question { id: one.id.clone(), question: one.question.clone(), followed, readings }
    };
    pack.ambiguity.iter().map(question).collect()
}

/// What a board costs under another reading.
fn under(production: &Production, schedule: &Schedule, question: &str, is: &str) -> Cents {
    let mut other = production.clone();
    other.ground.readings.insert(question.to_owned(), is.to_owned());
    app::schedule(&other, schedule.board.clone()).estimate.total
}

/// The same as lines.
pub(super) fn lines(question: &Question, currency: &str) -> Vec<String> {
    let mut lines = vec![format!("    open: {}: {}", question.id, question.question)];
    for one in &question.readings {
        let counts = if one.counts { " (counts)" } else { "" };
        let money = match (&one.total, &one.more) {
            (Some(total), Some(more)) if !one.counts => match more.strip_prefix('-') {
                Some(less) => format!(": {total} {currency}, {less} less"),
                None if more == "0" => format!(": {total} {currency}, the same"),
                None => format!(": {total} {currency}, {more} more"),
            },
            (Some(total), _) => format!(": {total} {currency}"),
            _ => String::new(),
        };
        lines.push(format!("        {}{counts}{money}", one.is));
    }
    if !question.followed {
        lines.push("        only told: no row changes with the reading".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use model::board::Shift;
    use model::measure::Minutes;
    use model::people::Form;
    use model::production::TimeSpan;

    use super::*;

    /// MAYA by the day at 3,000, which is above twice scale, and two scenes of six hours on one day: overtime counts from eight
    /// hours, or from ten: two hours of 375 are paid at 1.5, or as they are.
    #[test]
    fn the_other_reading_says_what_it_is_worth() {
        let mut production = model::sample::boarded(&[(Shift::Day, &["1", "12"])]);
        for scene in [0, 11] {
            let minutes = Minutes(360);
            production.scenes[scene].minutes = Some(TimeSpan { low: minutes, likely: minutes, high: minutes });
        }
        production.packs = rules::packs::library();
        production.packs.retain(|pack| pack.pack.id == "us-sag-aftra-theatrical-2023");
        production.ground.region = "us-ca".to_owned();
        production.ground.budget = Some(20_000_000);
        let contract = &mut production.cast[0].contract;
        (contract.form, contract.rate) = (Form::Daily, Cents(300_000));
        contract.class = "principal.day".to_owned();
        let schedule = app::schedule(&production, production.boards[0].clone());
        let questions = of(&production.packs[0], Some((&production, &schedule)));
        let asked = questions.iter().find(|one| one.id == "money-break").unwrap();
        let total = schedule.estimate.total;
        let told = lines(asked, "USD");
        let expected = [
            format!("        after_8 (counts): {total} USD"),
            format!("        after_10: {} USD, 375 less", total - Cents(37_500)),
        ];
        assert_eq!(told[1..], expected);
        // A reading that a person chose is the one that counts.
        production.ground.readings.insert("money-break".to_owned(), "after_10".to_owned());
        let schedule = app::schedule(&production, production.boards[0].clone());
        let questions = of(&production.packs[0], Some((&production, &schedule)));
        let asked = questions.iter().find(|one| one.id == "money-break").unwrap();
        let expected = [
            format!("        after_8: {total} USD, 375 more"),
            format!("        after_10 (counts): {} USD", total - Cents(37_500)),
        ];
        assert_eq!(lines(asked, "USD")[1..], expected);
        let told = questions.iter().find(|one| one.id == "pickup-gap").unwrap();
        assert_eq!(
            lines(told, "USD")[1..],
            ["        by_country (counts)", "        10", "        only told: no row changes with the reading"]
        );
    }
}

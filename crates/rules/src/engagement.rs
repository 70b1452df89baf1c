//! A cast member's engagement: which dates she works, is held, dropped and picked up, and what that pays.
//!
//! By the day, every working day of the calendar from the first to the last date worked is paid, the days between as
//! hold days, unless the contract lets a gap be dropped and that is cheaper; each pick-up pays travel again. By the
//! week, five working days are a week, a part of a week pays a fifth of the rate for each day, and each part of the
//! engagement at least a week. The guarantee tops up the days paid. A run of the picture is one sum. The choice of
//! drops is the cheapest there is.
//!
//! Where a pack has a `[[consecutive]]` row for somebody's class, its terms take the place of the contract's own: whether days
//! between are paid at all, by the place of the day before them, how long a gap must be to be dropped, and how often. That the
//! pick-up was agreed when she was engaged, and that all is shot at home, is taken to be so: a plan holds neither. A hiatus is
//! days off of the calendar, and pays nobody.

use model::measure::{Cents, Ratio};
use model::pack::{Consecutive, ConsecutiveMode};
use model::people::{CastMember, Form};
use model::plan::PlanDay;
use model::verdict::{DayUse, Engagement, PayCode, Who};

use crate::agreement::Held;
use crate::contracts;
use crate::drops::{Gap, Terms, choose};
use crate::force::cited;
use crate::judge::Judge;
use crate::overtime::part_of_rate;
use crate::report::{Due, Report};
use crate::span::Span;
use crate::words::counted;

pub(crate) fn derive(
    judge: &Judge<'_>,
    member: &CastMember,
    spans: &[Span<'_>],
    report: &mut impl Report,
) -> Engagement {
    let mut last: Vec<(i64, &PlanDay)> = spans.iter().map(|span| (span.date, span.day)).collect();
    last.sort_by_key(|(date, day)| (*date, std::cmp::Reverse(day.wrap)));
    last.dedup_by_key(|(date, _)| *date);
    let mut engagement = Engagement { person: member.id, dates: Vec::new(), worked: 0, held: 0, drops: 0 };
    if last.is_empty() {
        return engagement;
    }
    let terms_of = judge.contracts.of(member);
    let between = |day| contracts::between(judge, terms_of?, member, day);
    let rows: Vec<Option<Row<'_>>> = last.iter().map(|(_, day)| between(day)).collect();
    let worked: Vec<i64> = last.iter().map(|(date, _)| *date).collect();
    let pairs = worked.windows(2).zip(&rows);
    let gaps: Vec<Gap> = pairs.map(|(pair, row)| gap(judge, member, row.as_ref(), pair[0], pair[1])).collect();
    let row = rows.iter().flatten().find(|held| held.row.drop.is_some()).or(rows.iter().flatten().next());
    let (drops, paid) = choose(&gaps, &terms(member, row));
    engagement.worked = u32::try_from(worked.len()).unwrap_or(u32::MAX);
    engagement.drops = u32::try_from(drops.len()).unwrap_or(u32::MAX);
    engagement.held = gaps.iter().enumerate().filter(|(gap, _)| !drops.contains(gap)).map(|(_, gap)| gap.held).sum();
    engagement.dates = dates(judge, &worked, &gaps, &drops);
    let below = judge.cast.get(member.id).is_some_and(|own| own.contract.rate < member.contract.rate);
    pay(member, &engagement, paid, row, below, report);
    engagement
}

/// What a pack says of days between.
type Row<'t> = Held<'t, Consecutive>;

fn gap(judge: &Judge<'_>, member: &CastMember, row: Option<&Row<'_>>, from: i64, to: i64) -> Gap {
    let held = judge.days.working_between(judge.production, from, to);
    let least = match row.map(|held| held.row) {
        Some(row) if row.mode == ConsecutiveMode::PaidWhenWorked => return Gap { held: 0, droppable: false },
        Some(row) => row.drop.as_ref().map(|drop| drop.min_gap_days),
        None => member.contract.drop.map(|drop| drop.min_gap),
    };
    Gap { held, droppable: least.is_some_and(|least| to - from > i64::from(least)) }
}

fn terms(member: &CastMember, row: Option<&Row<'_>>) -> Terms {
    let contract = &member.contract;
    let max = match row.map(|held| held.row) {
        Some(row) => row.drop.as_ref().map_or(0, |drop| drop.max_uses.unwrap_or(u32::MAX)),
        None => contract.drop.map_or(0, |drop| drop.max),
    };
    let max = usize::try_from(max).unwrap_or(usize::MAX);
    // A fifth of a weekly rate need not be whole cents, so the comparison is made in fifths.
    let (least, day, travel, max) = match contract.form {
        Form::Daily => (1, contract.rate.0, contract.travel.0, max),
        Form::Weekly => (5, contract.rate.0, contract.travel.0.saturating_mul(5), max),
        Form::RunOfPicture => (1, 0, contract.travel.0, 0),
    };
    Terms { least, guarantee: i64::from(contract.guarantee), max, day, travel }
}

/// What each date is; hold days are the calendar's working days between two dates worked.
fn dates(judge: &Judge<'_>, worked: &[i64], gaps: &[Gap], drops: &[usize]) -> Vec<(jiff::civil::Date, DayUse)> {
    let mut dates = Vec::new();
    for (index, &number) in worked.iter().enumerate() {
        let picked_up = index > 0 && drops.contains(&(index - 1));
        let dropped = drops.contains(&index);
        let what = match (picked_up, dropped) {
            (false, false) => DayUse::Work,
            (false, true) => DayUse::WorkDrop,
            (true, false) => DayUse::PickUp,
            (true, true) => DayUse::PickUpDrop,
        };
        dates.push((judge.days.date(number), what));
        let next = worked.get(index + 1).copied().unwrap_or(number);
        if !dropped && gaps.get(index).is_some_and(|gap| gap.held > 0) {
            // Ten years hold every shoot; a date pinned further away holds no longer.
            let between = (number + 1..next).take(3_660).map(|number| judge.days.date(number));
            let held = between.filter(|&date| judge.production.calendar.works(date));
            dates.extend(held.map(|date| (date, DayUse::Hold)));
        }
    }
    dates
}

/// `below`: the contract says less than scale, which is paid.
fn pay(
    member: &CastMember,
    engagement: &Engagement,
    paid: i64,
    row: Option<&Row<'_>>,
    below: bool,
    report: &mut impl Report,
) {
    let contract = &member.contract;
    let by = if below { "scale, above the contract" } else { "contract" };
    let line = |code, quantity: i64, times| Due {
        who: Who::Person(member.id),
        day: None,
        code,
        quantity: Ratio::new(quantity, 1),
        rate: contract.rate,
        times,
    };
    let form = contract.form.word();
    let part = part_of_rate(contract.form).unwrap_or(Ratio::ONE);
    match contract.form {
        Form::Daily => {
            let worked = i64::from(engagement.worked);
            line(PayCode::Day, worked, part).tell(report, || format!("{by}: {form}, days worked"));
            line(PayCode::Hold, i64::from(engagement.held), part).tell(report, || {
                let said = row.map_or_else(|| format!("{by}: {form}"), |row| cited(row.clause(), None));
                format!("{said}, working days between are paid unless she is dropped")
            });
        }
        Form::Weekly => {
            let weeks = Due { quantity: Ratio::new(paid, 5), ..line(PayCode::Week, 1, Ratio::ONE) };
            weeks.tell(report, || {
                let days = counted(paid, "day");
                format!("{by}: {form}, {days} at a fifth each, at least a week for each part of the engagement")
            });
        }
        Form::RunOfPicture => {
            line(PayCode::Run, 1, Ratio::ONE).tell(report, || format!("contract: {form}, one sum"));
        }
    }
    if contract.form != Form::RunOfPicture {
        let topped = (i64::from(contract.guarantee) - paid).max(0);
        line(PayCode::Guarantee, topped, part)
            .tell(report, || format!("contract: {} guaranteed", counted(i64::from(contract.guarantee), "day")));
    }
    if contract.travel > Cents::ZERO {
        let trips = i64::from(engagement.drops) + 1;
        Due { rate: contract.travel, ..line(PayCode::Travel, trips, Ratio::ONE) }
            .tell(report, || "contract: travel for each part of the engagement".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::people::DropTerms;
    use model::production::Production;
    use model::sample;

    use super::*;
    use crate::tests::{compare, plan};

    /// Works one cast member on dates given as days after 2027-02-28, and compares her dates and pay: `W` works, `H` is
    /// held, `D` works and is dropped, `P` is picked up, `B` both.
    #[track_caller]
    fn check(name: &str, change: impl FnOnce(&mut Production), worked: &[i64], dates: &str, pay: &str) {
        let mut production = sample::small();
        change(&mut production);
        let line = |day: &i64| {
            let date = model::calendar::plus_days(date(2027, 2, 28), *day);
            format!("{date} sixth-day 07:00-16:00; {name} 07:00-16:00\n")
        };
        let verdict = crate::judge(&production, &plan(&production, &worked.iter().map(line).collect::<String>()));
        let index = production.cast.iter().position(|one| one.name == name).unwrap();
        let engagement = &verdict.engagements[index];
        let letter = |&(date, what): &(jiff::civil::Date, DayUse)| {
            let letter = match what {
                DayUse::Work => "W",
                DayUse::WorkDrop => "D",
                DayUse::PickUp => "P",
                DayUse::PickUpDrop => "B",
                DayUse::Hold => "H",
            };
            format!("{letter}{}", model::calendar::days_between(jiff::civil::date(2027, 2, 28), date))
        };
        assert_eq!(engagement.dates.iter().map(letter).collect::<Vec<_>>().join(" "), dates);
        let mut verdict = verdict.clone();
        verdict.pay.retain(|line| line.who == Who::Person(engagement.person));
        let words = ["days", "hold days", "weeks", "run of picture", "guaranteed days", "travel"];
        compare(&production, &verdict, &words, pay);
    }

    #[test]
    fn hold_days_are_the_working_days_between() {
        check(
            "DOC",
            |_| (),
            &[2, 5, 9],
            "W2 H3 H4 W5 H8 W9",
            "
                DOC: 3 day x 1,500 x 1 = 4,500
                DOC: 3 day x 1,500 x 1 = 4,500
            ",
        );
    }

    #[test]
    fn a_gap_of_ten_free_days_is_dropped() {
        check("DOC", |_| (), &[1, 12], "D1 P12", "DOC: 2 day x 1,500 x 1 = 3,000");
    }

    #[test]
    fn a_gap_of_nine_is_held() {
        check(
            "DOC",
            |_| (),
            &[1, 11],
            "W1 H2 H3 H4 H5 H8 H9 H10 W11",
            "
                DOC: 2 day x 1,500 x 1 = 3,000
                DOC: 7 day x 1,500 x 1 = 10,500
            ",
        );
    }

    #[test]
    fn of_two_gaps_the_dearer_is_dropped() {
        check(
            "DOC",
            |_| (),
            &[1, 15, 36, 37],
            "W1 H2 H3 H4 H5 H8 H9 H10 H11 H12 D15 P36 W37",
            "
                DOC: 4 day x 1,500 x 1 = 6,000
                DOC: 9 day x 1,500 x 1 = 13,500
            ",
        );
    }

    #[test]
    fn dropped_twice_where_the_contract_allows() {
        check(
            "DOC",
            |p| p.cast[3].contract.drop = Some(DropTerms { min_gap: 10, max: 2 }),
            &[1, 15, 36],
            "D1 B15 P36",
            "DOC: 3 day x 1,500 x 1 = 4,500",
        );
    }

    /// Under the packs of the program, with a budget in dollars.
    fn agreed(production: &mut Production, budget: i64) {
        production.packs = crate::packs::library();
        production.ground.region = "us-ca".to_owned();
        production.ground.budget = Some(budget);
        production.cast[3].contract.class = "principal.day".to_owned();
    }

    #[test]
    fn a_pack_s_terms_of_a_drop_take_the_place_of_the_contract_s() {
        let own = |p: &mut Production| {
            agreed(p, 20_000_000);
            p.cast[3].contract.drop = Some(DropTerms { min_gap: 3, max: 5 });
        };
        let held = "
            DOC: 2 day x 1,500 x 1 = 3,000
            DOC: 7 day x 1,500 x 1 = 10,500
        ";
        check("DOC", own, &[1, 11], "W1 H2 H3 H4 H5 H8 H9 H10 W11", held);
        let none = |p: &mut Production| {
            agreed(p, 20_000_000);
            p.cast[3].contract.drop = None;
        };
        check("DOC", none, &[1, 12], "D1 P12", "DOC: 2 day x 1,500 x 1 = 3,000");
    }

    #[test]
    fn a_pack_drops_once_only() {
        check(
            "DOC",
            |p| agreed(p, 20_000_000),
            &[1, 15, 36],
            "W1 H2 H3 H4 H5 H8 H9 H10 H11 H12 D15 P36",
            "
                DOC: 3 day x 1,500 x 1 = 4,500
                DOC: 9 day x 1,500 x 1 = 13,500
            ",
        );
    }

    #[test]
    fn low_budgets_pay_days_that_are_worked() {
        check("DOC", |p| agreed(p, 1_000_000), &[1, 5, 16], "W1 W5 W16", "DOC: 3 day x 1,500 x 1 = 4,500");
    }

    #[test]
    fn but_on_an_overnight_location_the_days_between_too() {
        let away = |p: &mut Production| {
            agreed(p, 1_000_000);
            p.places[2].distant = true;
        };
        let mut production = sample::small();
        away(&mut production);
        // The beach of scene 4 on the first day: the two days after it are paid, those after the stage are not.
        let plan = plan(
            &production,
            "
                2027-03-01 07:00-16:00; sc 4 08:00-10:00; DOC 07:00-16:00
                2027-03-04 07:00-16:00; sc 9 08:00-10:00; DOC 07:00-16:00
                2027-03-09 07:00-16:00; sc 9 08:00-10:00; DOC 07:00-16:00
            ",
        );
        let mut verdict = crate::judge(&production, &plan);
        verdict.pay.retain(|line| line.who == Who::Person(production.cast[3].id));
        compare(
            &production,
            &verdict,
            &["days", "hold days"],
            "
                DOC: 3 day x 1,500 x 1 = 4,500
                DOC: 2 day x 1,500 x 1 = 3,000
            ",
        );
        let hold = verdict.pay.iter().find(|line| line.code == PayCode::Hold).unwrap();
        assert!(hold.rule.starts_with("us-sag-aftra-low-budget sag-overnight"), "{}", hold.rule);
    }

    #[test]
    fn dear_travel_keeps_her() {
        check(
            "DOC",
            |p| p.cast[3].contract.travel = Cents(1_500_000),
            &[1, 12],
            "W1 H2 H3 H4 H5 H8 H9 H10 H11 W12",
            "
                DOC: 2 day x 1,500 x 1 = 3,000
                DOC: 8 day x 1,500 x 1 = 12,000
                DOC: 1 trip x 15,000 x 1 = 15,000
            ",
        );
    }

    #[test]
    fn the_guarantee_tops_up() {
        check(
            "DOC",
            |p| p.cast[3].contract.guarantee = 6,
            &[1, 2, 3],
            "W1 W2 W3",
            "
                DOC: 3 day x 1,500 x 1 = 4,500
                DOC: 3 day x 1,500 x 1 = 4,500
            ",
        );
    }

    #[test]
    fn what_the_guarantee_pays_anyway_is_not_dropped() {
        check(
            "DOC",
            |p| p.cast[3].contract.guarantee = 12,
            &[1, 12],
            "W1 H2 H3 H4 H5 H8 H9 H10 H11 W12",
            "
                DOC: 2 day x 1,500 x 1 = 3,000
                DOC: 8 day x 1,500 x 1 = 12,000
                DOC: 2 day x 1,500 x 1 = 3,000
            ",
        );
    }

    #[test]
    fn a_started_week_is_a_week_at_least() {
        check("MAYA", |_| (), &[1, 3], "W1 H2 W3", "MAYA: 1 week x 15,000 x 1 = 15,000");
    }

    #[test]
    fn and_then_counts_by_days() {
        check("MAYA", |_| (), &[1, 9], "W1 H2 H3 H4 H5 H8 W9", "MAYA: 1.4 week x 15,000 x 1 = 21,000");
    }

    #[test]
    fn a_week_that_is_dropped_pays_a_week_on_both_sides() {
        check(
            "MAYA",
            |p| p.cast[0].contract.drop = Some(DropTerms { min_gap: 10, max: 1 }),
            &[1, 29],
            "D1 P29",
            "MAYA: 2 week x 15,000 x 1 = 30,000",
        );
    }

    #[test]
    fn the_run_of_the_picture_is_one_sum() {
        check(
            "WU",
            |_| (),
            &[1, 29],
            "W1 H2 H3 H4 H5 H8 H9 H10 H11 H12 H15 H16 H17 H18 H19 H22 H23 H24 H25 H26 W29",
            "WU: 1 run x 20,000 x 1 = 20,000",
        );
    }

    #[test]
    fn a_day_worked_on_a_weekend_is_paid() {
        check("DOC", |_| (), &[5, 6, 8], "W5 W6 W8", "DOC: 3 day x 1,500 x 1 = 4,500");
    }
}

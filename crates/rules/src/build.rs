//! `build-early`, `build-closed`: a set is built when somebody may build, and where the place can be had.
//!
//! No build begins before the calendar's first day of preparation. A set that is built occupies its place from the first
//! day of its build to the last of its strike: none of these working days may be one on which the place is closed.
//! Shooting days on closed dates are the rule of places (`place-closed`).

use model::calendar::{days_between, plus_days};
use model::notice::Severity;
use model::places::Place;
use model::plan::Stand;
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::words::{counted, written};

pub(crate) fn check(judge: &Judge<'_>, place: &Place, stands: &[&Stand], report: &mut impl Report) {
    let calendar = &judge.production.calendar;
    for stand in stands {
        // Without a build there is nothing to do before the first shooting day.
        let early = if stand.from < stand.first { days_between(stand.from, calendar.prep) } else { 0 };
        if early > 0 {
            let (who, by) = (Who::Set(stand.set), Excess::Days(u32::try_from(early).unwrap_or(u32::MAX)));
            Breach { code: Code::BuildEarly, severity: Severity::Error, who, day: None, by }.tell(report, || {
                let (set, from, prep) = (judge.set_name(stand.set), written(stand.from), written(calendar.prep));
                let (early, first) = (counted(early, "day"), written(stand.first));
                Words {
                    text: format!("{set} is shot from {first} and must be built from {from}, {early} before {prep}"),
                    clause: format!("nobody builds before {prep} (calendar)"),
                    mend: format!("shoot {set} {early} later"),
                }
            });
        }
        closed(judge, place, stand, report);
    }
}

fn closed(judge: &Judge<'_>, place: &Place, stand: &Stand, report: &mut impl Report) {
    let Some(&set) = judge.sets.get(stand.set) else { return };
    if place.closed.is_empty() || (set.lead_days() == 0 && set.strike_days == 0) {
        return;
    }
    let length = days_between(stand.from, stand.to).clamp(0, 3_660);
    let dates = (0..=length).map(|day| plus_days(stand.from, day));
    let shut = |date: &jiff::civil::Date| {
        place.closed.iter().any(|range| range.holds(*date))
            && judge.production.calendar.works(*date)
            && !stand.shot.contains(date)
    };
    let mut hits = dates.filter(shut);
    let Some(first) = hits.next() else { return };
    let count = 1 + hits.count();
    let (who, by) = (Who::Set(stand.set), Excess::Days(u32::try_from(count).unwrap_or(u32::MAX)));
    Breach { code: Code::BuildClosed, severity: Severity::Error, who, day: None, by }.tell(report, || {
        let (set, name, on) = (&set.name, &place.name, written(first));
        let doing = match first {
            date if date < stand.first => "built",
            date if date > stand.last => "struck",
            _ => "standing",
        };
        let why = place.closure(first).unwrap_or_default();
        let days = counted(i64::try_from(count).unwrap_or(i64::MAX), "working day");
        Words {
            text: format!("{set} is {doing} at {name} on {on}, when it cannot be had: {why} ({days} in all)"),
            clause: format!("dates on which {name} is closed"),
            mend: format!("shoot {set} so that build and strike miss those dates, or at another place"),
        }
    });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::calendar::DateRange;
    use model::production::Production;

    use crate::tests::check_stands;

    /// Closes the stage on dates of March.
    fn closed(production: &mut Production, from: i8, to: i8) {
        let (from, to) = (date(2027, 3, from), date(2027, 3, to));
        production.places[0].closed.push(DateRange { from, to, why: "let to another show".to_owned() });
    }

    #[test]
    fn nobody_builds_before_prep() {
        check_stands(
            &["build-early", "build-closed"],
            |p| p.calendar.prep = date(2027, 3, 3),
            &[("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"])],
            "
                error 2: OFFICE is shot from Mon 2027-03-08 and must be built from Mon 2027-03-01, 2 days before Wed 2027-03-03
                mend: shoot OFFICE 2 days later
            ",
        );
    }

    #[test]
    fn what_is_not_built_needs_no_prep() {
        check_stands(
            &["build-early", "build-closed"],
            |p| p.calendar.prep = date(2027, 3, 3),
            &[("SHORE", ["2027-03-01", "2027-03-01", "2027-03-09", "2027-03-09"])],
            "",
        );
    }

    #[test]
    fn closed_while_building() {
        check_stands(
            &["build-early", "build-closed"],
            |p| closed(p, 3, 7),
            &[("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"])],
            "
                error 3: OFFICE is built at Stage 1 on Wed 2027-03-03, when it cannot be had: let to another show (3 working days in all)
                mend: shoot OFFICE so that build and strike miss those dates, or at another place
            ",
        );
    }

    #[test]
    fn closed_while_standing() {
        check_stands(
            &["build-early", "build-closed"],
            |p| closed(p, 10, 10),
            &[("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-12", "2027-03-15"])],
            "
                error 1: OFFICE is standing at Stage 1 on Wed 2027-03-10, when it cannot be had: let to another show (1 working day in all)
                mend: shoot OFFICE so that build and strike miss those dates, or at another place
            ",
        );
    }

    #[test]
    fn closed_on_a_weekend_harms_nobody() {
        check_stands(
            &["build-early", "build-closed"],
            |p| closed(p, 6, 7),
            &[("OFFICE", ["2027-03-01", "2027-03-08", "2027-03-09", "2027-03-10"])],
            "",
        );
    }
}

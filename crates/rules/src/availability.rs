//! `not-available`: a cast member works on a date on which she cannot come.
//!
//! Her first date, her stop date and the dates on which she is away are facts of the world; no pay mends them.

use model::calendar::{Date, plus_days};
use model::notice::Severity;
use model::people::CastMember;
use model::plan::{Happening, PlanDay};
use model::verdict::{Excess, Who};

use crate::code::Code;
use crate::judge::Judge;
use crate::report::{Breach, Report, Words};
use crate::span::Span;
use crate::words::written;

pub(crate) fn check(judge: &Judge<'_>, member: &CastMember, spans: &[Span<'_>], report: &mut impl Report) {
    for span in spans.iter().filter(|span| !can_come(member, span.day.date)) {
        let (who, by) = (Who::Person(member.id), Excess::Days(1));
        let breach = Breach { code: Code::NotAvailable, severity: Severity::Error, who, day: Some(span.day.day), by };
        breach.tell(report, || words(judge, member, span.day));
    }
}

/// Whether a cast member can work on a date.
pub(crate) fn can_come(member: &CastMember, date: Date) -> bool {
    member.from.is_none_or(|from| from <= date)
        && member.until.is_none_or(|until| date <= until)
        && !member.unavailable.iter().any(|range| range.holds(date))
}

fn words(judge: &Judge<'_>, member: &CastMember, day: &PlanDay) -> Words {
    let (name, title, date) = (&member.name, judge.title(day), day.date);
    let hers = |what: &Happening| match what {
        Happening::Strip { strip, .. } => {
            let scene = judge.strips.get(*strip).and_then(|facts| facts.scene);
            scene.is_some_and(|scene| judge.production.called(scene).contains(&member.id))
        }
        _ => false,
    };
    let strips = judge.strips_named(day, hers);
    let away = member.unavailable.iter().find(|range| range.holds(date));
    let when = match (member.from, member.until, away) {
        (Some(from), _, _) if date < from => format!("to {} or later", written(from)),
        (_, Some(until), _) if date > until => format!("to {} or earlier", written(until)),
        (_, _, Some(range)) => {
            format!("before {} or to {} or later", written(range.from), written(plus_days(range.to, 1)))
        }
        _ => "to another date".to_owned(),
    };
    Words {
        text: format!("{name} cannot work on {title}, {}: {}", written(date), member.absence(date).unwrap_or_default()),
        clause: format!("dates of {name} as entered"),
        mend: format!("move {strips} {when}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::calendar::DateRange;

    use crate::tests::check;

    #[track_caller]
    fn told(change: impl FnOnce(&mut model::production::Production), plan: &str, expected: &str) {
        check(&["not-available"], change, plan, expected);
    }

    #[test]
    fn first_date_stop_date_and_away() {
        told(
            |p| {
                p.cast[0].from = Some(date(2027, 3, 2));
                p.cast[1].until = Some(date(2027, 2, 26));
                let (from, to) = (date(2027, 3, 1), date(2027, 3, 3));
                p.cast[3].unavailable.push(DateRange { from, to, why: "on stage in London".to_owned() });
            },
            "
                2027-03-01 07:00-17:00; sc 1 08:00-10:00; sc 4 11:00-12:00; MAYA 07:00-12:00; KANE 07:00-10:00; DOC 10:00-12:00
                2027-03-04 07:00-17:00; MAYA 07:00-12:00; DOC 10:00-12:00
            ",
            "
                error 1: MAYA cannot work on day 1, Mon 2027-03-01: available from 2027-03-02
                mend: move scene 1 and scene 4 to Tue 2027-03-02 or later
                error 1: KANE cannot work on day 1, Mon 2027-03-01: stop date 2027-02-26
                mend: move scene 1 to Fri 2027-02-26 or earlier
                error 1: DOC cannot work on day 1, Mon 2027-03-01: on stage in London
                mend: move scene 4 before Mon 2027-03-01 or to Thu 2027-03-04 or later
            ",
        );
    }
}

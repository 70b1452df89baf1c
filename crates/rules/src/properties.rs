//! Properties of the whole judge: what holds for every plan, whatever its hours.

use model::board::Shift;
use model::measure::{Cents, Minutes};
use model::notice::Severity;
use model::plan::Plan;
use model::production::Production;
use model::sample;
use model::verdict::{Excess, Finding, PayLine, Verdict};
use proptest::prelude::*;

use crate::{Code, Judge, Report, Scope, judge};

/// Adds up as the search does, without a word.
#[derive(Default)]
struct Sums {
    findings: Vec<(Code, Severity, i64)>,
    paid: Cents,
}

impl Report for Sums {
    fn finding(&mut self, code: Code, severity: Severity, by: Excess, _: impl FnOnce() -> Finding) {
        self.findings.push((code, severity, by.size()));
    }
    fn pay(&mut self, amount: Cents, _: impl FnOnce() -> PayLine) {
        self.paid += amount;
    }
}

fn paid(verdict: &Verdict) -> Cents {
    verdict.pay.iter().map(|line| line.amount).sum()
}

/// The small production with its scenes dealt out to days, and the plan that the clock makes of it.
fn dealt(days: &[(u8, Vec<u8>)]) -> (Production, Plan) {
    let numbers: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
    let mut left: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut board: Vec<(Shift, Vec<&str>)> = Vec::new();
    for (shift, picks) in days {
        let take = |pick: &u8| (!left.is_empty()).then(|| left.remove(usize::from(*pick) % left.len()));
        board.push((Shift::ALL[usize::from(*shift) % 3], picks.iter().filter_map(take).collect()));
    }
    let board: Vec<(Shift, &[&str])> = board.iter().map(|(shift, scenes)| (*shift, scenes.as_slice())).collect();
    let production = sample::boarded(&board);
    let plan = clock::lay(&production, &production.boards[0]);
    (production, plan)
}

fn days() -> impl Strategy<Value = Vec<(u8, Vec<u8>)>> {
    proptest::collection::vec((any::<u8>(), proptest::collection::vec(any::<u8>(), 0..4)), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_that_only_counts_finds_and_pays_the_same(days in days()) {
        let (production, plan) = dealt(&days);
        let verdict = judge(&production, &plan);
        let (judge, mut sums) = (Judge::new(&production), Sums::default());
        for day in &plan.days {
            judge.day(day, &mut sums);
        }
        judge.unit(&plan.days.iter().collect::<Vec<_>>(), &mut sums);
        for member in &production.cast {
            let works = |day: &&model::plan::PlanDay| day.people.iter().any(|one| one.person == member.id);
            let days: Vec<_> = plan.days.iter().filter(works).collect();
            let engagement = judge.person(member.id, &days, &mut sums);
            prop_assert!(verdict.engagements.contains(&engagement));
        }
        for place in &production.places {
            let stands: Vec<_> = plan.stands.iter().filter(|stand| stand.place == place.id).collect();
            judge.place(place.id, &stands, &mut sums);
        }
        judge.board(&plan, &mut sums);
        prop_assert_eq!(sums.paid, paid(&verdict));
        let mut counted: Vec<_> =
            sums.findings.iter().map(|&(code, severity, by)| (code.as_str().to_owned(), severity, by)).collect();
        let mut told: Vec<_> =
            verdict.findings.iter().map(|one| (one.code.clone(), one.severity, one.by.size())).collect();
        counted.sort();
        told.sort();
        prop_assert_eq!(counted, told);
    }

    #[test]
    fn a_later_wrap_never_pays_less(days in days(), which in any::<usize>(), later in 0_i64..600) {
        let (production, mut plan) = dealt(&days);
        let before = paid(&judge(&production, &plan));
        if !plan.days.is_empty() {
            let index = which % plan.days.len();
            plan.days[index].wrap = plan.days[index].wrap.after(Minutes(later));
        }
        prop_assert!(paid(&judge(&production, &plan)) >= before);
    }

    #[test]
    fn longer_rest_never_adds_a_finding(days in days(), which in any::<usize>(), later in 0_i64..2_000) {
        let (production, mut plan) = dealt(&days);
        let rests = |plan: &Plan| {
            let all = judge(&production, plan).findings.into_iter();
            all.filter(|one| one.code.starts_with("rest") || one.code == "minor-rest").count()
        };
        let before = rests(&plan);
        // All days from one on move later by the clock and keep their dates: every rest before them grows.
        let from = which % (plan.days.len() + 1);
        for day in plan.days.iter_mut().skip(from) {
            day.call = day.call.after(Minutes(later));
            day.wrap = day.wrap.after(Minutes(later));
            for person in &mut day.people {
                person.report = person.report.after(Minutes(later));
                person.dismissed = person.dismissed.after(Minutes(later));
            }
        }
        prop_assert!(rests(&plan) <= before);
    }

    #[test]
    fn findings_come_worst_first_and_say_what_they_rest_on(days in days()) {
        let (production, plan) = dealt(&days);
        let verdict = judge(&production, &plan);
        prop_assert!(verdict.findings.is_sorted_by_key(|finding| std::cmp::Reverse(finding.severity)));
        for finding in &verdict.findings {
            let known = Code::ALL.iter().any(|code| code.as_str() == finding.code);
            prop_assert!(known && finding.by.size() > 0);
            prop_assert!(![&finding.text, &finding.clause, &finding.mend].iter().any(|words| words.is_empty()));
        }
    }
}

#[test]
fn every_code_has_its_own_word_and_a_caption() {
    let mut words: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len());
    assert!(Code::ALL.iter().all(|code| code.caption().ends_with('.')));
    assert_eq!(Code::Unplaced.scopes(), [Scope::Board]);
    assert_eq!(Code::RestDaily.scopes(), [Scope::Unit, Scope::Person]);
}

#[test]
fn an_empty_plan_of_an_empty_production_has_nothing_to_say() {
    assert_eq!(judge(&sample::empty(), &Plan::default()), Verdict::default());
}

//! Budgets on other charts: whatever they come to, they come to it there, to the cent, and on the way back.

use std::collections::BTreeMap;

use budget::{Unplaced, charts, cost, price, read, remap};
use model::board::Shift::{Day, Night};
use model::budget::{Account, Budget, sound};
use model::costs::{ChargeCost, Costs, FringeCost, IncentiveCost};
use model::ids::LineId;
use model::measure::Cents;
use model::production::Production;
use model::sample::boarded;
use proptest::prelude::*;

fn production() -> Production {
    boarded(&[(Day, &["1", "2"]), (Night, &["6"]), (Day, &["3"]), (Day, &["5", "4"])])
}

/// Another board of it, which books other accounts.
fn other_board() -> Production {
    boarded(&[(Night, &["6", "11"]), (Night, &["2"]), (Day, &["12", "9"]), (Day, &["8"]), (Day, &["7"])])
}

fn chart(name: &str) -> Budget {
    charts::chart(name).expect("a chart")
}

fn costed(budget: &Budget, production: Production) -> Costs {
    let production = Production { budget: budget.clone(), ..production };
    let plan = clock::lay(&production, &production.boards[0]);
    let verdict = rules::judge(&production, &plan);
    cost(&production, &plan, &verdict, &price(&production, &plan, &verdict))
}

/// What must stay: the total, each line with its fringes, the charges, the qualified spend.
type Money = (Cents, Vec<(Option<LineId>, Cents, Vec<FringeCost>)>, Vec<ChargeCost>, Vec<IncentiveCost>);

/// On one board and on another.
fn money(budget: &Budget) -> [Money; 2] {
    [production(), other_board()].map(|production| {
        let costs = costed(budget, production);
        assert_eq!(costs.problems, Vec::new());
        let lines = costs.lines.into_iter().filter(|line| line.line.is_some());
        let mut lines: Vec<_> = lines.map(|line| (line.line, line.cost, line.fringes)).collect();
        lines.sort_by_key(|(line, ..)| *line);
        (costs.total, lines, costs.charges, costs.incentives)
    })
}

fn with(text: &str) -> Budget {
    let mut budget = read(text, Some(&production())).unwrap_or_else(|notice| panic!("{notice:?}\n{text}"));
    for (at, line) in budget.lines.iter_mut().enumerate() {
        line.id = LineId(1 + u64::try_from(at).expect("a few lines"));
    }
    budget
}

#[track_caller]
fn moved(old: &Budget, to: &str, pairs: &[(&str, &str)]) -> (Budget, Vec<Unplaced>) {
    let pairs = pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    let (budget, unplaced) = remap(old, &chart(to), &pairs);
    assert_eq!(sound(&budget, Some(&production())), Ok(()), "{to}");
    (budget, unplaced)
}

/// Cast above the line, with fringes on an account of their own, a credit on one of two accounts that the commercial chart joins,
/// hours of sixty a week, a ceiling over two lines, and charges that leave parts out.
const HARD: &str = r#"
chart = "feature"
incentive = [{ name = "Credit", percent = 25, fringes = true }]
fringe = [
    { name = "FICA", percent = "6.2", cutoff = "4,000" },
    { name = "Health", hourly = "8.75" },
]
charge = [
    { name = "Overhead", percent = 3, of = "below the line" },
    { name = "Bond", percent = 2, of = ["total", "Overhead"], without = ["1100", "2600"] },
]
account = [
    { code = "2100", title = "Extra talent", section = "Production", qualifies = "Credit" },
    { code = "2500", title = "Set operations", section = "Production", qualifies = "Credit" },
    { code = "2500-01", title = "Grips" },
]
line = [
    { account = "1100", text = "Story", rate = 80000 },
    { account = "1400", text = "Coach", amount = 3, unit = "day", rate = "1000.01", fringes = ["FICA"] },
    { account = "2100", text = "Stand-ins", amount = 4, unit = "day", times = 3, rate = 200, fringes = ["FICA", "Health"] },
    { account = "2500-01", text = "Key grip", weeks = { prep = 1, shoot = 1, wrap = 1 }, rate = "1,999.99", fringes = ["FICA", "Health"] },
    { account = "2600", text = "Effects", rate = 5000, fringes = ["FICA"] },
    { account = "3300", text = "Loss", amount = "4%", rate = "account(2300) + account(2500)" },
]
[approved]
date = 2027-01-29
by = "Studio"
charges = { Overhead = 300 }
[approved.accounts]
"1900" = 7000
"2500-01" = 8000
"#;

#[test]
fn a_budget_with_fringes_credits_and_charges_keeps_its_money() {
    let old = with(HARD);
    for name in charts::NAMES {
        let (new, _) = moved(&old, name, &[]);
        assert_eq!(money(&new), money(&old), "{name}");
        assert_eq!(new.approved.as_ref().map(model::budget::Approved::total), Some(Cents(1_530_000)));
    }
    let (new, unplaced) = moved(&old, "commercial", &[]);
    let on = |text: &str| new.lines.iter().find(|line| line.text == text).map_or("", |line| line.account.as_str());
    // Cast and crowd meet on M, and only the crowd qualifies; nothing else stands on the place of set operations but the stages.
    assert_eq!((on("Coach"), on("Stand-ins"), on("Key grip")), ("M-1400", "M-2100", "F-2500-01"));
    let stay: Vec<&str> = unplaced.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(
        stay,
        ["1900", "1100", "2600", "4900"],
        "no place; effects are left out of the bond, their fringes are not"
    );
    assert_eq!(unplaced[2].why, "Bond does not count its lines as their fringes");
}

#[test]
fn there_and_back_every_line_stands_where_it_stood() {
    let old = with(HARD);
    for name in ["commercial", "uk"] {
        let (there, _) = moved(&old, name, &[]);
        let (back, unplaced) = moved(&there, "feature", &[]);
        assert_eq!(money(&back), money(&old), "{name}");
        let codes = |budget: &Budget| -> Vec<String> { budget.lines.iter().map(|line| line.account.clone()).collect() };
        assert_eq!(codes(&back), codes(&old), "{name}: {unplaced:?}");
        assert_eq!(back.lines[7].rate, old.lines[7].rate, "{name}");
    }
}

#[test]
fn a_formula_over_an_account_that_is_parted_becomes_a_sum() {
    let text = r#"
        chart = "feature"
        account = [{ code = "2300-01", title = "Sets" }, { code = "2300-02", title = "Shop" }]
        line = [
            { account = "2300-01", text = "Sets", rate = 100 },
            { account = "2300-02", text = "Shop", rate = 200 },
            { account = "6700", text = "Loss", rate = "account(2300) * 2 + account(2300-01)" },
        ]"#;
    let (new, _) = moved(&with(text), "commercial", &[("2300-01", "G"), ("2300-02", "C")]);
    assert_eq!(new.lines[2].rate, "(account(C) + account(G-230001) + account(H-2300)) * 2 + account(G-230001)");
    assert_eq!(money(&new), money(&with(text)));
}

#[test]
fn what_stands_under_an_account_of_fringes_stays_with_it() {
    let text = r#"
        chart = "feature"
        fringe = [{ name = "FICA", percent = "6.2" }]
        section = [{ name = "Animals", fringes = "9200" }, { name = "Boats", fringes = "9100" }]
        account = [
            { code = "9100", title = "Horses", section = "Animals" },
            { code = "9200", title = "Animals' fringes", section = "Animals" },
            { code = "9200-01", title = "Vets" },
            { code = "9300", title = "Boats", section = "Boats" },
        ]
        line = [
            { account = "9100", text = "Wrangler", rate = 1000, fringes = ["FICA"] },
            { account = "9200-01", text = "Vet", rate = 300 },
            { account = "9300", text = "Captain", rate = 2000, fringes = ["FICA"] },
        ]"#;
    // The fringes may also stand under one of the accounts that have them.
    let under = text
        .replace("fringes = \"9200\"", "fringes = \"9200-01\"")
        .replace("fringes = \"9100\"", "fringes = \"9200-01\"");
    for (name, text) in charts::NAMES.iter().flat_map(|name| [(name, text), (name, &under)]) {
        let (new, _) = moved(&with(text), name, &[]);
        assert_eq!(money(&new), money(&with(text)), "{name}");
    }
}

#[derive(Clone, Debug)]
struct Made {
    lines: Vec<(usize, usize, usize, usize, i64)>,
    charges: Vec<(i64, Vec<usize>, Vec<usize>)>,
    qualifies: Vec<usize>,
    asks: Vec<(usize, usize)>,
    pairs: Vec<(usize, usize)>,
}

fn made() -> impl Strategy<Value = Made> {
    let lines = prop::collection::vec((0_usize..60, 0_usize..5, 0_usize..3, 0_usize..4, 1_i64..900_000), 1..14);
    let names = || prop::collection::vec(0_usize..60, 0..4);
    let charges = prop::collection::vec((1_i64..20, names(), names()), 0..4);
    let (qualifies, asks) =
        (prop::collection::vec(0_usize..60, 0..6), prop::collection::vec((0_usize..60, 0_usize..60), 0..3));
    let pairs = prop::collection::vec((0_usize..60, 0_usize..30), 0..4);
    (lines, charges, qualifies, asks, pairs).prop_map(|(lines, charges, qualifies, asks, pairs)| Made {
        lines,
        charges,
        qualifies,
        asks,
        pairs,
    })
}

impl Made {
    /// The budget on a chart, with two sub-accounts under some accounts.
    fn budget(&self, on: &str) -> Budget {
        let mut text = format!("chart = \"{on}\"\n");
        text += "incentive = [{ name = \"Credit\", percent = 20, fringes = true }, { name = \"Fund\", percent = 7 }]\n";
        text += "fringe = [{ name = \"FICA\", percent = \"6.2\", cutoff = 3000 }, { name = \"Health\", hourly = \"8.75\" }, { name = \"Comp\", percent = \"3.3\" }]\n";
        let mut budget = with(&text);
        let tops: Vec<String> = budget.accounts.iter().map(|account| account.code.clone()).collect();
        for code in tops.iter().step_by(4) {
            for own in ["01", "02"] {
                let (code, title) = (format!("{code}-{own}"), format!("Part {own}"));
                budget.add(model::budget::Item::Account(Account { code, title, ..Account::default() }));
            }
        }
        let codes: Vec<String> = budget.accounts.iter().map(|account| account.code.clone()).collect();
        let code = |at: usize| codes[at % codes.len()].as_str();
        for (nth, at) in self.qualifies.iter().enumerate() {
            let at = at % codes.len();
            budget.accounts[at].qualifies = [vec!["Credit"], vec!["Fund"], vec!["Credit", "Fund"]][nth % 3]
                .iter()
                .map(|name| (*name).to_owned())
                .collect();
        }
        for (id, (at, fringes, person, unit, rate)) in self.lines.iter().enumerate() {
            budget.lines.push(model::budget::Detail {
                id: LineId(1 + u64::try_from(id).expect("a few")),
                account: code(*at).to_owned(),
                text: format!("Line {id}"),
                person: ["", "Ann", "cast MAYA"][*person].to_owned(),
                amount: "2".to_owned(),
                unit: ["week", "day", "month", "allow"][*unit].to_owned(),
                times: (1 + id % 3).to_string(),
                rate: format!("{}.{:02}", rate / 100, rate % 100),
                fringes: [&[][..], &["FICA"], &["FICA", "Comp"], &["Comp"], &["FICA", "Comp"]][*fringes]
                    .iter()
                    .map(|name| (*name).to_owned())
                    .chain((*unit < 2 && *fringes == 4).then(|| "Health".to_owned()))
                    .collect(),
                qualifies: [None, None, None, Some(true), Some(false)][(id * 7 + at) % 5],
                ..model::budget::Detail::default()
            });
        }
        // Asked for are accounts earlier than the line's own, so that nothing goes round in a circle.
        for (from, to) in &self.asks {
            let top = |at: usize| tops.iter().position(|top| model::budget::within(code(at), top));
            if top(*to) < top(*from) {
                let id = LineId(1 + u64::try_from(budget.lines.len()).expect("a few"));
                let (account, rate) = (code(*from).to_owned(), format!("account({})", code(*to)));
                let (amount, times) = ("5%".to_owned(), "1".to_owned());
                budget.lines.push(model::budget::Detail {
                    id,
                    account,
                    text: "Asks".to_owned(),
                    amount,
                    times,
                    rate,
                    ..Default::default()
                });
            }
        }
        let mut names: Vec<String> = model::budget::TOTALS.iter().map(|name| (*name).to_owned()).collect();
        names.extend(budget.sections.iter().map(|section| section.name.clone()));
        names.extend(codes.clone());
        for (nth, (percent, of, without)) in self.charges.iter().enumerate() {
            let pick = |all: &[usize]| all.iter().map(|at| names[at % names.len()].clone()).collect();
            let name = format!("Charge {nth}");
            budget.charges.push(model::budget::Charge {
                name: name.clone(),
                percent: model::measure::Ratio::new(*percent, 1),
                of: pick(of),
                without: pick(without),
                source: String::new(),
            });
            names.push(name);
        }
        budget
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a budget comes to on its chart, it comes to on any other, line by line with every fringe, and back again.
    #[test]
    fn no_chart_changes_what_a_budget_comes_to(made in made(), from in 0_usize..3, to in 0_usize..3) {
        let (from, to) = (charts::NAMES[from], charts::NAMES[to]);
        let old = made.budget(from);
        prop_assume!(sound(&old, Some(&production())).is_ok());
        let new = chart(to);
        let pairs: BTreeMap<String, String> = made.pairs.iter().map(|(one, other)| {
            (old.accounts[one % old.accounts.len()].code.clone(), new.accounts[other % new.accounts.len()].code.clone())
        }).collect();
        let (there, unplaced) = remap(&old, &new, &pairs);
        prop_assert_eq!(sound(&there, Some(&production())), Ok(()), "{} -> {}", from, to);
        prop_assert_eq!(money(&there), money(&old), "{} -> {} {:?} {:?}", from, to, pairs, unplaced);
        prop_assert_eq!(there.lines.len(), old.lines.len());
        let back: BTreeMap<String, String> = old.lines.iter().zip(&there.lines).filter(|(line, _)| chart(from).account(&line.account).is_some()).map(|(was, is)| (is.account.clone(), was.account.clone())).collect();
        let (again, unplaced) = remap(&there, &chart(from), &back);
        prop_assert_eq!(sound(&again, Some(&production())), Ok(()));
        prop_assert_eq!(money(&again), money(&old), "{} -> {} and back {:?} {:?}", from, to, back, unplaced);
        let stays = |code: &str| unplaced.iter().any(|one| model::budget::within(code, &one.code));
        for ((was, there), is) in old.lines.iter().zip(&there.lines).zip(&again.lines) {
            let placed = back.get(&there.account) == Some(&was.account);
            prop_assert!(!placed || stays(&there.account) || model::budget::within(&is.account, &was.account), "{} {} {} {:?}", was.account, there.account, is.account, unplaced);
        }
    }
}

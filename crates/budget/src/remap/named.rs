//! What charges and formulas of a budget say of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use model::budget::{Budget, Charge, TOTALS, within};
use model::formula::{self, Reference};

/// How often a charge counts what is booked on an account: what it is of, less what it leaves out.
pub(super) fn counts(budget: &Budget, charge: &Charge, code: &str) -> i64 {
    // The top sheet counts a sub-account in the section of its account.
    let section = budget.section_of(code.split('-').next().unwrap_or_default());
    let [above, below, total] = TOTALS;
    let holds = |name: &&String| match name.as_str() {
        name if name == above => section.is_some_and(|section| section.above),
        name if name == below => section.is_none_or(|section| !section.above),
        name if name == total => true,
        name if budget.sections.iter().any(|one| one.name == name) => section.is_some_and(|one| one.name == name),
        name => within(code, name),
    };
    let times = |names: &[String]| i64::try_from(names.iter().filter(holds).count()).unwrap_or(i64::MAX);
    times(&charge.of) - times(&charge.without)
}

/// The formulas of a budget.
pub(super) fn texts(budget: &Budget) -> impl Iterator<Item = &str> {
    let lines = budget.lines.iter().flat_map(|line| [&line.amount, &line.times, &line.rate]);
    lines.chain(budget.globals.iter().map(|global| &global.is)).map(String::as_str)
}

/// The accounts that a formula names, and where.
pub(super) fn named(text: &str) -> Vec<(String, usize)> {
    let Ok(expr) = formula::parse(text) else { return Vec::new() };
    let accounts = formula::refers(&expr).into_iter().filter_map(|(to, at)| match to {
        Reference::Account(code) => Some((code.to_owned(), at)),
        Reference::Global(_) => None,
    });
    accounts.collect()
}

/// A formula with each account that it asks for by its new code; one that went to several places is their sum.
pub(super) fn renamed(text: &str, codes: &BTreeMap<&str, String>) -> String {
    let mut renamed = text.to_owned();
    for (code, at) in named(text).into_iter().rev() {
        let new: BTreeSet<&String> = codes.iter().filter(|(old, _)| within(old, &code)).map(|(_, new)| new).collect();
        let whole = new.iter().filter(|one| !new.iter().any(|other| one != &other && within(one, other)));
        let asked: Vec<String> = whole.map(|code| format!("account({code})")).collect();
        let Some(end) = text.get(at..).and_then(|rest| rest.find(')')) else { continue };
        let asked = if asked.len() == 1 { asked[0].clone() } else { format!("({})", asked.join(" + ")) };
        renamed.replace_range(at..=at + end, &asked);
    }
    renamed
}

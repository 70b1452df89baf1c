//! The charts of accounts that come with the program, as data, and the way from one chart to another.

use std::collections::BTreeMap;

use model::budget::*;
use model::formula;
use model::notice::Notice;

/// Names of the charts.
pub const NAMES: [&str; 3] = ["feature", "commercial", "uk"];

const TEXTS: [&str; 3] = [
    include_str!("../../../packs/charts/feature.toml"),
    include_str!("../../../packs/charts/commercial.toml"),
    include_str!("../../../packs/charts/uk.toml"),
];

/// The chart of a name: sections, accounts and units, no lines.
pub fn chart(name: &str) -> Option<Budget> {
    let at = NAMES.iter().position(|known| *known == name)?;
    let read = read_chart(TEXTS.get(at)?);
    let mut budget = read.unwrap_or_else(|notice| unreachable!("packs/charts/{name}.toml: {notice:?}"));
    budget.chart = name.to_owned();
    Some(budget)
}

fn read_chart(text: &str) -> Result<Budget, Notice> {
    crate::file::read(text, None)
}

/// A budget on another chart: sections, accounts and units are the new chart's, everything else stays. `pairs` say the new
/// code of an old one; sub-accounts follow their account under it. What they do not say goes to the account that takes the
/// old code's number; what has no place there keeps its old account, and is told in a sentence.
pub fn remap(old: &Budget, new: Budget, pairs: &BTreeMap<String, String>) -> (Budget, Vec<String>) {
    let mut told = Vec::new();
    let takes = |code: &str| {
        let number: u16 = code.parse().ok()?;
        new.accounts.iter().find(|account| account.takes.contains(&number)).map(|account| account.code.clone())
    };
    let place = |code: &str| {
        let same = || (new.chart == old.chart).then(|| new.account(code).map(|account| account.code.clone())).flatten();
        pairs.get(code).cloned().or_else(|| takes(code)).or_else(same)
    };
    // What each old code becomes: its own place, or its account's place with its own ending.
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut budget = Budget {
        sections: new.sections.clone(),
        accounts: new.accounts.clone(),
        units: new.units.clone(),
        ..old.clone()
    };
    budget.chart.clone_from(&new.chart);
    let used = |code: &str| used(old, code);
    for account in &old.accounts {
        let above = account.code.rsplit_once('-').and_then(|(above, own)| Some((codes.get(above)?.clone(), own)));
        match (place(&account.code), above) {
            (Some(code), _) => drop(codes.insert(account.code.clone(), code)),
            (None, Some((above, own))) => {
                let code = format!("{above}-{own}");
                // Two accounts that become one may both have a sub-account of this name.
                let free = (0..).map(|n| if n == 0 { code.clone() } else { format!("{code}x{n}") });
                let code = free.into_iter().find(|code| budget.account(code).is_none()).unwrap_or(code);
                budget.add(Item::Account(Account { code: code.clone(), section: String::new(), ..account.clone() }));
                codes.insert(account.code.clone(), code);
            }
            (None, None) if used(&account.code) => {
                let section = budget.sections.last().map_or(String::new(), |section| section.name.clone());
                let clash = budget.account(&account.code).is_some();
                let code = if clash { format!("{}x", account.code) } else { account.code.clone() };
                told.push(format!(
                    "{} {} has no place in the new chart and stands in '{section}' as {code}",
                    account.code, account.title
                ));
                budget.add(Item::Account(Account { code: code.clone(), section, ..account.clone() }));
                codes.insert(account.code.clone(), code);
            }
            (None, None) => {}
        }
    }
    let moved = |code: &mut String| {
        if let Some(new) = codes.get(code.as_str()) {
            code.clone_from(new);
        }
    };
    for line in &mut budget.lines {
        moved(&mut line.account);
        for text in [&mut line.amount, &mut line.times, &mut line.rate] {
            *text = renamed(text, &codes);
        }
    }
    for global in &mut budget.globals {
        global.is = renamed(&global.is, &codes);
    }
    let lost = |names: &mut Vec<String>, told: &mut Vec<String>, charge: &str| {
        names.iter_mut().for_each(moved);
        names.retain(|name| {
            let known = TOTALS.contains(&name.as_str())
                || new.sections.iter().any(|section| section.name == *name)
                || codes.values().any(|code| code == name)
                || old.charges.iter().any(|charge| charge.name == *name);
            if !known {
                told.push(format!("charge {charge}: '{name}' is no part of the new chart and was left out"));
            }
            known
        });
    };
    for charge in &mut budget.charges {
        let name = charge.name.clone();
        lost(&mut charge.of, &mut told, &name);
        lost(&mut charge.without, &mut told, &name);
    }
    for figures in [&mut budget.approved, &mut budget.closed].into_iter().flatten() {
        figures.accounts.iter_mut().for_each(|one| moved(&mut one.code));
    }
    (budget, told)
}

/// Whether anything stands on an account or under it.
fn used(budget: &Budget, code: &str) -> bool {
    let figures = [&budget.approved, &budget.closed].into_iter().flatten();
    budget.lines.iter().any(|line| within(&line.account, code))
        || figures.flat_map(|one| &one.accounts).any(|one| within(&one.code, code))
}

/// A formula with the codes of `account(..)` replaced.
fn renamed(text: &str, codes: &BTreeMap<String, String>) -> String {
    let Ok(expr) = formula::parse(text) else { return text.to_owned() };
    let mut text = text.to_owned();
    for (to, _) in formula::refers(&expr) {
        if let formula::Reference::Account(code) = to
            && let Some(new) = codes.get(code)
        {
            text = text.replace(&format!("account({code})"), &format!("account({new})"));
        }
    }
    text
}

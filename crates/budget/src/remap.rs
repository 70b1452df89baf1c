//! A budget on another chart of accounts, with all its money: each total, fringe, ceiling, charge and qualified spend stays
//! what it is.
//!
//! Each account goes to its place in the new chart: alone onto the account itself, beside others onto a sub-account of it, so that
//! no two accounts ever become one. Charges, incentives and formulas can then still tell apart what they told apart before.

mod named;

use std::collections::{BTreeMap, BTreeSet};

use model::budget::*;

use crate::accounts::CHART;
use crate::sheet::booked;
use named::{counts, named, renamed, texts};

/// An account that the new chart has no place for: it stays, with its lines, in its own section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Its code in the old chart.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its code from now on.
    pub now: String,
    /// Why it stays.
    pub why: String,
}

/// A budget on another chart: sections and accounts are the new chart's, everything else stays. `pairs` say the new code of an old
/// one; sub-accounts follow their account under it. What they do not say goes to the account that takes the numbers of the board
/// which the old account takes. What has no place there keeps account and section, and is told.
pub fn remap(old: &Budget, new: &Budget, pairs: &BTreeMap<String, String>) -> (Budget, Vec<Unplaced>) {
    let mut moving = Moving::new(old, new, pairs);
    let roots = moving.roots();
    // Accounts of fringes first: what stands on the others asks for them.
    let (fringes, others): (Vec<&Root<'_>>, Vec<&Root<'_>>) =
        roots.iter().partition(|root| old.sections.iter().any(|section| root.has(&section.fringes)));
    for root in fringes.into_iter().chain(others) {
        moving.put(root, &roots);
    }
    moving.take_numbers();
    moving.rename();
    moving.charge();
    (moving.budget, moving.unplaced)
}

/// An account that has a place of its own, with the accounts under it that follow it.
struct Root<'a> {
    account: &'a Account,
    /// The account of the new chart, or why there is none.
    place: Result<&'a str, String>,
    /// Itself and what follows it, as far as anything stands there.
    members: Vec<&'a Account>,
}

impl Root<'_> {
    fn has(&self, code: &str) -> bool {
        self.account.code == code || self.members.iter().any(|member| member.code == code)
    }
}

struct Moving<'a> {
    old: &'a Budget,
    new: &'a Budget,
    pairs: &'a BTreeMap<String, String>,
    /// What it becomes.
    budget: Budget,
    /// New codes of old accounts.
    codes: BTreeMap<&'a str, String>,
    /// How often each charge has to count what is booked on an account of the new chart.
    counted: BTreeMap<String, Vec<i64>>,
    /// The account on which a section of the new chart books its fringes, once something stands there that has any.
    fringes: BTreeMap<&'a str, String>,
    unplaced: Vec<Unplaced>,
}

impl<'a> Moving<'a> {
    fn new(old: &'a Budget, new: &'a Budget, pairs: &'a BTreeMap<String, String>) -> Self {
        let mut budget = Budget {
            chart: new.chart.clone(),
            sections: new.sections.clone(),
            accounts: new.accounts.clone(),
            ..old.clone()
        };
        // How long a unit lasts is the budget's own word: fringes by the hour are paid by it.
        let known = |unit: &TimeUnit| {
            let same = |name: &str| name.trim_end_matches('s') == unit.name.trim_end_matches('s');
            old.units.iter().any(|one| same(&one.name)) || old.lines.iter().any(|line| same(&line.unit))
        };
        budget.units.extend(new.units.iter().filter(|unit| !known(unit)).cloned());
        let (codes, counted, fringes) = Default::default();
        Self { old, new, pairs, budget, codes, counted, fringes, unplaced: Vec::new() }
    }

    /// Whether anything stands on an account itself: lines, figures, money of the board, a charge or formula that names it.
    fn stands(&self, code: &str) -> bool {
        let old = self.old;
        let figures = [&old.approved, &old.closed].into_iter().flatten();
        let charged = old.charges.iter().any(|one| one.of.iter().chain(&one.without).any(|name| name == code));
        // Where nothing tells accounts apart, the money of the board may go where the new chart takes it.
        let asked = || texts(old).flat_map(named);
        let apart = !(old.charges.is_empty() && old.incentives.is_empty() && asked().next().is_none());
        old.lines.iter().any(|line| line.account == code)
            || figures.flat_map(|one| &one.accounts).any(|one| one.code == code)
            || charged
            || apart && CHART.iter().any(|(number, _)| booked(old, *number) == Some(code))
            || asked().any(|(asked, _)| asked == code)
    }

    /// The account of the new chart for an old one.
    fn place(&self, account: &Account) -> Result<&'a str, String> {
        if let Some(code) = self.pairs.get(&account.code).and_then(|code| self.new.account(code)) {
            return Ok(&code.code);
        }
        let numbers = account.takes.iter().copied().chain(account.code.parse());
        let numbers = numbers.filter(|number| booked(self.old, *number) == Some(&account.code));
        let places: BTreeSet<&str> = numbers.filter_map(|number| booked(self.new, number)).collect();
        let same = || (self.new.chart == self.old.chart).then(|| self.new.account(&account.code)).flatten();
        match places.iter().collect::<Vec<_>>().as_slice() {
            [place] => Ok(place),
            [] => {
                same().map(|same| same.code.as_str()).ok_or_else(|| "no account of the new chart takes it".to_owned())
            }
            several => {
                let several: Vec<&str> = several.iter().map(|place| **place).collect();
                Err(format!("what it takes of the board goes to several accounts: {}", several.join(", ")))
            }
        }
    }

    fn roots(&self) -> Vec<Root<'a>> {
        let old = self.old;
        let places = old.accounts.iter().map(|account| (account.code.as_str(), self.place(account)));
        let places: BTreeMap<&str, Result<&'a str, String>> = places.collect();
        let above = |code: &&'a str| code.rsplit_once('-').map(|(above, _)| above);
        let root = |code: &'a str| {
            let mut up = std::iter::successors(Some(code), above);
            up.find(|code| !code.contains('-') || places.get(code).is_some_and(Result::is_ok))
        };
        let used: BTreeSet<&str> =
            old.accounts.iter().map(|account| account.code.as_str()).filter(|code| self.stands(code)).collect();
        let follows = |code: &str, of: &str| used.iter().any(|one| within(one, code) && root(one) == Some(of));
        let mut roots = Vec::new();
        for account in old.accounts.iter().filter(|account| root(&account.code) == Some(&account.code)) {
            let code = account.code.as_str();
            let members = old.accounts.iter().filter(|one| root(&one.code) == Some(code) && follows(&one.code, code));
            let members: Vec<&Account> = members.collect();
            if !members.is_empty() {
                roots.push(Root { account, place: places[code].clone(), members });
            }
        }
        // An account of fringes follows those whose fringes it holds.
        let homes: Vec<Option<&str>> = roots.iter().map(|root| self.home(root, &roots)).collect();
        for (root, home) in roots.iter_mut().zip(homes) {
            if let (Err(_), Some(home)) = (&root.place, home) {
                root.place = Ok(home);
            }
        }
        roots
    }

    /// Where the new chart books the fringes that an old account holds.
    fn home(&self, fringes: &Root<'a>, roots: &[Root<'a>]) -> Option<&'a str> {
        let holds = |root: &&Root<'a>| {
            root.members.iter().any(|member| self.fringes_of(&member.code) == Some(&fringes.account.code))
        };
        let sections = roots.iter().filter(holds).filter_map(|root| self.new.section_of(root.place.as_ref().ok()?));
        sections.map(|section| section.fringes.as_str()).find(|code| !code.is_empty())
    }

    /// The account on which the fringes of an account's lines are booked; nothing where no line has any.
    fn fringes_of(&self, code: &'a str) -> Option<&'a str> {
        self.old.lines.iter().find(|line| line.account == code && !line.fringes.is_empty())?;
        let section = self.old.section_of(code).map(|section| section.fringes.as_str());
        Some(section.filter(|fringes| !fringes.is_empty()).unwrap_or(code))
    }

    /// How often each charge counts what is booked on an old account.
    fn counts(&self, code: &str) -> Vec<i64> {
        self.old.charges.iter().map(|charge| counts(self.old, charge, code)).collect()
    }

    fn put(&mut self, root: &Root<'a>, roots: &[Root<'a>]) {
        if self.codes.contains_key(root.account.code.as_str()) {
            return;
        }
        let put = root.place.clone().and_then(|place| {
            let alone = roots.iter().filter(|other| other.place == Ok(place)).count() == 1;
            self.put_at(root, place, alone)
        });
        if let Err(why) = put {
            self.stay(root, roots, why);
        }
    }

    /// Puts accounts on their place: alone onto the account itself, else onto a sub-account of it; or tells which charge would then
    /// count their money otherwise than it does.
    fn put_at(&mut self, root: &Root<'a>, place: &'a str, alone: bool) -> Result<(), String> {
        let base = match alone {
            true => place.to_owned(),
            false => self.free(&format!("{place}-{}", root.account.code.replace('-', ""))),
        };
        let section = self.new.section_of(place);
        let fringes = section.map_or("", |section| section.fringes.as_str());
        let name = section.map_or("", |section| section.name.as_str());
        let mut counted = self.counted.clone();
        let mut holder = self.fringes.get(name).cloned();
        for member in &root.members {
            let code = follow(&base, root, member);
            self.count(&mut counted, &code, &member.code)?;
            let Some(of) = self.fringes_of(&member.code) else { continue };
            let on = match &holder {
                _ if fringes.is_empty() => code,
                Some(holder) => holder.clone(),
                None => {
                    let own = self.codes.get(of).filter(|code| within(code, fringes)).cloned();
                    let fits = |code: &String| counted.get(code).is_none_or(|counts| *counts == self.counts(of));
                    let beside = || self.free(&format!("{fringes}-{}", of.replace('-', "")));
                    own.into_iter().chain([fringes.to_owned()]).find(fits).unwrap_or_else(beside)
                }
            };
            self.count(&mut counted, &on, of)?;
            if !fringes.is_empty() {
                holder = Some(on);
            }
        }
        self.counted = counted;
        if let Some(holder) = holder {
            self.hold(name, &holder);
            self.fringes.insert(name, holder);
        }
        self.place_at(root, &base, "");
        Ok(())
    }

    /// Notes how what is booked on a new account has to be counted: as on an old one.
    fn count(&self, counted: &mut BTreeMap<String, Vec<i64>>, code: &str, old: &str) -> Result<(), String> {
        let counts = self.counts(old);
        let known = counted.entry(code.to_owned()).or_insert_with(|| counts.clone());
        match known.iter().zip(&counts).position(|(known, counts)| known != counts) {
            None => Ok(()),
            Some(at) => Err(format!("{} does not count its lines as their fringes", self.old.charges[at].name)),
        }
    }

    /// Lets a section of the new chart book its fringes on an account.
    fn hold(&mut self, section: &str, code: &str) {
        if self.budget.account(code).is_none() {
            let title = format!("Fringes, {}", section.to_lowercase());
            self.budget.add(Item::Account(Account { code: code.to_owned(), title, ..Account::default() }));
        }
        for one in self.budget.sections.iter_mut().filter(|one| one.name == section) {
            code.clone_into(&mut one.fringes);
        }
    }

    /// Leaves accounts as they are, in their own section.
    fn stay(&mut self, root: &Root<'a>, roots: &[Root<'a>], why: String) {
        let (account, section) = (root.account, self.old.section_of(&root.account.code));
        let base = self.free(&account.code.replace('-', ""));
        self.unplaced.push(Unplaced {
            code: account.code.clone(),
            title: account.title.clone(),
            now: base.clone(),
            why,
        });
        self.codes.insert(&account.code, base.clone());
        // Known before anybody asks: the fringes of one may stand under the other.
        self.codes.extend(root.members.iter().map(|member| (member.code.as_str(), follow(&base, root, member))));
        let holder = section.and_then(|section| self.old.account(&section.fringes));
        let fringes = holder.map_or(String::new(), |holder| {
            if !self.codes.contains_key(holder.code.as_str()) {
                let why = format!("it holds the fringes of {}", account.code);
                // With what stands under it; an account on which nothing stands yet stays alone.
                let alone = Root { account: holder, place: Err(String::new()), members: vec![holder] };
                self.stay(roots.iter().find(|root| root.has(&holder.code)).unwrap_or(&alone), roots, why);
            }
            self.codes[holder.code.as_str()].clone()
        });
        let above = section.is_some_and(|section| section.above);
        let mut own = Section { name: section.map_or(String::new(), |one| one.name.clone()), above, fringes };
        if !self.budget.sections.contains(&own) {
            if self.budget.sections.iter().any(|one| one.name == own.name) {
                own.name = format!("{} ({})", own.name, self.old.chart);
            }
            self.budget.add(Item::Section(own.clone()));
        }
        for member in &root.members {
            self.counted.insert(follow(&base, root, member), self.counts(&member.code));
        }
        self.place_at(root, &base, &own.name);
    }

    /// Accounts under their new codes, with the incentives for which they qualify.
    fn place_at(&mut self, root: &Root<'a>, base: &str, section: &str) {
        for member in &root.members {
            let code = follow(base, root, member);
            let section = if code == base { section.to_owned() } else { String::new() };
            let named = |account: &'a Account| (!account.qualifies.is_empty()).then_some(&account.qualifies);
            let qualifies = self.old.up(&member.code, named).cloned().unwrap_or_default();
            let account = match self.budget.account(&code) {
                Some(there) => Account { qualifies, ..there.clone() },
                None => {
                    Account { code: code.clone(), title: member.title.clone(), section, takes: Vec::new(), qualifies }
                }
            };
            self.budget.add(Item::Account(account));
            self.codes.insert(&member.code, code);
        }
    }

    /// A code that is free.
    fn free(&self, code: &str) -> String {
        let codes = (0..).map(|n| if n == 0 { code.to_owned() } else { format!("{code}x{n}") });
        codes.into_iter().find(|code| self.budget.account(code).is_none()).unwrap_or_default()
    }

    /// What an account took of the board, its new one takes.
    fn take_numbers(&mut self) {
        let numbers = CHART.iter().map(|(number, _)| *number);
        let numbers: BTreeSet<u16> =
            numbers.chain(self.old.accounts.iter().flat_map(|one| one.takes.clone())).collect();
        for number in numbers {
            let Some(code) = booked(self.old, number).and_then(|code| self.codes.get(code)) else { continue };
            if booked(&self.budget, number) == Some(code) {
                continue;
            }
            for account in &mut self.budget.accounts {
                account.takes.retain(|one| *one != number);
                if account.code == *code {
                    account.takes.push(number);
                }
            }
        }
    }

    /// Lines, formulas and figures name the new accounts.
    fn rename(&mut self) {
        let codes = &self.codes;
        let moved = |code: &mut String| {
            if let Some(new) = codes.get(code.as_str()) {
                code.clone_from(new);
            }
        };
        let budget = &mut self.budget;
        for line in &mut budget.lines {
            moved(&mut line.account);
            for text in [&mut line.amount, &mut line.times, &mut line.rate] {
                *text = renamed(text, codes);
            }
        }
        for global in &mut budget.globals {
            global.is = renamed(&global.is, codes);
        }
        let place = |code: &str| budget.accounts.iter().position(|account| account.code == code);
        for figures in [&mut budget.approved, &mut budget.closed].into_iter().flatten() {
            figures.accounts.iter_mut().for_each(|one| moved(&mut one.code));
            figures.accounts.sort_by_key(|one| place(&one.code));
        }
    }

    /// Charges count what they counted: by the names that still hold, and account by account where those say otherwise.
    fn charge(&mut self) {
        let mut charges = self.budget.charges.clone();
        for (at, charge) in charges.iter_mut().enumerate() {
            for names in [&mut charge.of, &mut charge.without] {
                names.retain_mut(|name| {
                    if self.old.sections.iter().any(|section| section.name == *name) {
                        return self.budget.sections.iter().any(|section| section.name == *name);
                    }
                    if let Some(code) = self.codes.get(name.as_str()) {
                        name.clone_from(code);
                    }
                    true
                });
            }
            for code in self.budget.accounts.iter().map(|account| &account.code) {
                let Some(counted) = self.counted.get(code) else { continue };
                let more = counted[at] - counts(&self.budget, charge, code);
                let names = if more > 0 { &mut charge.of } else { &mut charge.without };
                names.extend((0..more.abs()).map(|_| code.clone()));
            }
        }
        self.budget.charges = charges;
    }
}

/// The code of an account that follows another one.
fn follow(base: &str, root: &Root<'_>, member: &Account) -> String {
    format!("{base}{}", member.code.strip_prefix(&root.account.code).unwrap_or_default())
}

//! Formulas before there is a plan: names are looked up, kinds are known, circles are found.

use super::*;

/// Before there is a plan: names are looked up, kinds are known, amounts only where nothing is asked of the plan.
impl Facts for Checker<'_> {
    fn global(&self, name: &str, at: usize) -> Result<Value, Fault> {
        let Some(global) = self.budget.globals.iter().find(|global| global.name == name) else {
            return Err(unknown(at, "global", name, self.budget.globals.iter().map(|global| global.name.as_str())));
        };
        // A global that is wrong by itself is told of where it stands; here only circles matter.
        self.within(name.to_owned(), at, || match parse(&global.is) {
            Ok(expr) => value(&expr, self).map_err(|fault| Fault { at, ..fault }),
            Err(_) => Err(Fault::new(at, format!("the global '{name}' cannot be read"), "mend it first")),
        })
    }

    fn ask(&self, function: Function, name: &str, at: usize) -> Result<Value, Fault> {
        let fault = |(message, hint): (String, String)| Fault::new(at, message, hint);
        match (function.takes(), self.production) {
            (Takes::Code, _) => {
                if self.budget.account(name).is_none() {
                    let known = self.budget.accounts.iter().map(|account| account.code.as_str());
                    return Err(unknown(at, "account", name, known));
                }
                self.account_lines(name, at)?;
            }
            (Takes::Name(_, true), _) if name.is_empty() => {}
            (Takes::Name(_, false), _) if name.is_empty() => {
                return Err(Fault::new(at, format!("{}() of nobody", function.name()), function.usage()));
            }
            (Takes::Name(among, _), Some(production)) => drop(who(production, among, name).map_err(fault)?),
            (Takes::Ledger, Some(production)) => drop(selector(production, name).map_err(fault)?),
            (Takes::Move, _) => drop(moves(name, at)?),
            _ => {}
        }
        Ok(Value { kind: function.kind(), amount: None })
    }

    fn week(&self) -> i128 {
        self.production.map_or(5, week)
    }
}

impl Checker<'_> {
    /// Follows the lines of an account, to find circles.
    fn account_lines(&self, code: &str, at: usize) -> Result<(), Fault> {
        for line in self.budget.lines.iter().filter(|line| within(&line.account, code)) {
            let name = format!("account {code}");
            let inner = format!("account {}", line.account);
            let open = self.open.borrow().contains(&inner);
            let name = if open { inner } else { name };
            self.within(name, at, || {
                for text in [&line.amount, &line.times, &line.rate] {
                    let Ok(expr) = parse(text) else { continue };
                    for (to, _) in refers(&expr) {
                        match to {
                            Reference::Global(name) => drop(Facts::global(self, name, at)?),
                            Reference::Account(code) => drop(self.ask(Function::Account, code, at)?),
                        }
                    }
                }
                Ok(Value { kind: Kind::Money, amount: None })
            })?;
        }
        Ok(())
    }
}

/// Working days of a week of the production, at least one.
pub fn week(production: &Production) -> i128 {
    let days = production.calendar.week.iter().filter(|works| **works).count();
    i128::try_from(days.max(1)).unwrap_or(5)
}

/// The kind of move of a name; nothing for all of them.
pub fn moves(name: &str, at: usize) -> Result<Option<crate::places::MoveKind>, Fault> {
    use crate::places::MoveKind;
    if name.is_empty() {
        return Ok(None);
    }
    let found =
        MoveKind::ALL.into_iter().find(|kind| kind.word().trim_end_matches(" move") == name || kind.word() == name);
    found.map(Some).ok_or_else(|| unknown(at, "kind of move", name, MoveKind::ALL.into_iter().map(MoveKind::word)))
}

//! What the judge's lines of pay are booked on. Amounts are the judge's; nothing is paid here that hours do not give.

use model::estimate::{Group, Line};
use model::measure::{Cents, Ratio};
use model::verdict::{PayCode, PayLine, Who};

use crate::accounts;
use crate::pricer::{Ledger, Pricer};

impl Pricer<'_> {
    /// One line of pay. Its multiple is shown in the quantity (two hours at time and a half are three at the plain rate),
    /// so that quantity times rate is the amount on every line of an estimate.
    pub fn pay<L: Ledger>(&self, pay: &PayLine, ledger: &mut L) {
        if pay.amount == Cents::ZERO {
            return;
        }
        ledger.line(pay.amount, || {
            let (name, thing, part) = self.payee(pay.who);
            let times = match pay.times {
                Ratio::ONE => String::new(),
                times => format!(" ({} x {times})", pay.quantity),
            };
            let (account, group) = self.booked(pay.who, pay.code);
            Line {
                account,
                group,
                text: format!("{name}: {}{times}", pay.code.word()),
                who: pay.who,
                day: pay.day,
                quantity: pay.quantity.by(pay.times),
                unit: pay.code.unit().to_owned(),
                rate: pay.rate,
                amount: pay.amount,
                from: self.source(&pay.rule, thing, part),
            }
        });
    }

    /// Who is paid, by name, and the part of the document that holds the rate.
    fn payee(&self, who: Who) -> (String, u64, &'static str) {
        match who {
            Who::Person(id) => {
                let name =
                    self.production.person(id).map_or_else(|| format!("cast {id}"), |person| person.name.clone());
                (name, id.0, "contract")
            }
            Who::Unit(id) => {
                let name = self.production.unit(id).map_or_else(|| id.to_string(), |unit| unit.name.clone());
                (format!("{name} unit"), id.0, "")
            }
            Who::Crew(id) => {
                let name = self.production.position_of(id).map_or_else(|| id.to_string(), |one| one.position.clone());
                (name, id.0, "")
            }
            _ => ("production".to_owned(), 0, "rulebook"),
        }
    }
}

impl Pricer<'_> {
    /// The account and group of a line of pay.
    fn booked(&self, who: Who, code: PayCode) -> (u16, Group) {
        let staff = match who {
            Who::Crew(id) => {
                self.production.position_of(id).map_or(accounts::STAFF, |one| accounts::of_department(&one.department))
            }
            _ => accounts::STAFF,
        };
        let base = matches!(code, PayCode::Day | PayCode::Week | PayCode::Hours | PayCode::Shift);
        match (who, code) {
            (Who::Person(_), PayCode::Travel) => (accounts::TRAVEL, Group::Cast),
            (Who::Person(_), _) => (accounts::CAST, Group::Cast),
            _ if !base && code != PayCode::ExtraDay => (staff, Group::Overtime),
            _ => (staff, Group::Crew),
        }
    }
}

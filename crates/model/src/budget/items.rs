//! The things of a budget, kind by kind, and how one is put in or taken out.

use serde::{Deserialize, Serialize};

use super::*;
use crate::edit::Refusal;

/// What a thing of a budget is known by.
trait Keyed {
    fn key(&self) -> String;
}

macro_rules! items {
    ($($variant:ident $noun:ident $many:ident $word:literal $key:expr;)*) => {
        /// A thing of a budget.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "each variant is the noun of that name")]
        pub enum Item { $($variant($noun),)* }

        /// A kind of thing of a budget.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "each variant is the noun of that name")]
        pub enum ItemKind { $($variant,)* }

        $(impl Keyed for $noun {
            fn key(&self) -> String {
                let key: fn(&$noun) -> String = $key;
                key(self)
            }
        })*

        impl ItemKind {
            /// All kinds, in the order in which one needs the other.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// Its word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
        impl Item {
            /// Its kind.
            pub fn kind(&self) -> ItemKind {
                match self { $(Self::$variant(_) => ItemKind::$variant,)* }
            }
            /// What it is known by: name, code, or a line's identity.
            pub fn key(&self) -> String {
                match self { $(Self::$variant(one) => one.key(),)* }
            }
        }
        impl Budget {
            /// Every thing of one kind, in order.
            pub fn items(&self, kind: ItemKind) -> Vec<Item> {
                match kind { $(ItemKind::$variant => self.$many.iter().cloned().map(Item::$variant).collect(),)* }
            }
            /// The thing of this kind and key.
            pub fn item(&self, kind: ItemKind, key: &str) -> Option<Item> {
                match kind { $(ItemKind::$variant => {
                    self.$many.iter().find(|one| one.key() == key).cloned().map(Item::$variant)
                })* }
            }
            /// Adds a thing, in the place of the one with its key, or else last; a sub-account after its siblings.
            pub fn add(&mut self, item: Item) {
                let after = match &item {
                    Item::Account(account) => {
                        let above = account.code.rsplit_once('-').map_or(account.code.as_str(), |(above, _)| above);
                        let last = self.accounts.iter().rev().find(|one| within(&one.code, above));
                        last.map_or(After::Last, |last| After::Key(last.code.clone()))
                    }
                    // A line without an identity is never another one's.
                    Item::Line(line) if line.id.0 == 0 => return self.lines.push(line.clone()),
                    _ => After::Last,
                };
                // The key that it comes after was just found.
                let _ = self.put(item, &after);
            }
            /// Puts a thing in, in the place of the one with its key or as the neighbour says. Answers with the old one.
            pub(crate) fn put(&mut self, item: Item, neighbour: &After) -> Result<Option<Item>, Refusal> {
                match item { $(Item::$variant(one) => {
                    let key = one.key();
                    if let Some(old) = self.$many.iter_mut().find(|old| old.key() == key) {
                        return Ok(Some(Item::$variant(std::mem::replace(old, one))));
                    }
                    let at = match neighbour {
                        After::First => 0,
                        After::Last => self.$many.len(),
                        After::Key(key) => 1 + self.$many.iter().position(|other| other.key() == *key)
                            .ok_or_else(|| missing($word, key))?,
                    };
                    self.$many.insert(at, one);
                    Ok(None)
                })* }
            }
            /// Takes a thing out, and answers with it and where it stood.
            pub(crate) fn take(&mut self, kind: ItemKind, key: &str) -> Result<(Item, After), Refusal> {
                match kind { $(ItemKind::$variant => {
                    let at = self.$many.iter().position(|one| one.key() == key).ok_or_else(|| missing($word, key))?;
                    let after = match at.checked_sub(1).and_then(|at| self.$many.get(at)) {
                        Some(before) => After::Key(before.key()),
                        None => After::First,
                    };
                    Ok((Item::$variant(self.$many.remove(at)), after))
                })* }
            }
        }
    };
}

items! {
    Section Section sections "section" |one| one.name.clone();
    Unit TimeUnit units "unit" |one| one.name.clone();
    Currency Currency currencies "currency" |one| one.code.clone();
    Group Switch groups "group" |one| one.name.clone();
    Fringe Fringe fringes "fringe" |one| one.name.clone();
    Incentive Incentive incentives "incentive" |one| one.name.clone();
    Account Account accounts "account" |one| one.code.clone();
    Global Global globals "global" |one| one.name.clone();
    Line Detail lines "line" |one| one.id.to_string();
    Charge Charge charges "charge" |one| one.name.clone();
}

/// Where a thing of a budget stands among its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum After {
    /// Before all others.
    First,
    /// After the thing with this key.
    Key(String),
    /// After all others; a thing that is replaced keeps its place.
    Last,
}

fn missing(word: &str, key: &str) -> Refusal {
    Refusal::new(format!("there is no {word} '{key}' in the budget"), "'backlot budget' lists what there is")
}

//! What an edit says, in one line of film words, for the log; and how things are called in messages.

mod values;

use self::values::*;
use crate::board::{Board, Item};
use crate::budget::title;
use crate::edit::*;
use crate::fields::Field;
use crate::ids::{BoardId, StripId};
use crate::production::Production;

impl Edit {
    /// The edit as one line, in front of the production as it was before: `scene 12: minutes 150 (was guessed)`.
    pub fn says(&self, production: &Production) -> String {
        self.in_words(production, false)
    }

    /// What holds again once this edit has taken another one back, in front of the production as it was before:
    /// `relation between scenes 1 and 2 is there again`.
    pub fn restores(&self, production: &Production) -> String {
        self.in_words(production, true)
    }

    fn in_words(&self, production: &Production, again: bool) -> String {
        match self {
            Self::Batch(edits) => match edits.as_slice() {
                [] => "nothing".to_owned(),
                [one, two, three, _, ..] => {
                    let first = [one, two, three].map(|edit| edit.in_words(production, again)).join("; ");
                    format!("{first}; and {} more", edits.len() - 3)
                }
                few => few.iter().map(|edit| edit.in_words(production, again)).collect::<Vec<_>>().join("; "),
            },
            Self::Put(noun, _) if again => {
                let now = if production.has(noun.name()) { "is as it was" } else { "is there again" };
                format!("{} {now}", production.title_of_noun(noun))
            }
            Self::Remove(name) if again => format!("{} is gone again", production.title_of(*name)),
            Self::Production(change) => {
                let old = change.clone().swap(&mut production.clone());
                changed(
                    "production",
                    change,
                    value_of_production(change, production),
                    value_of_production(&old, production),
                )
            }
            Self::Scene(id, change) => {
                let old = production.scene(*id).map(|scene| change.clone().swap(&mut scene.clone()));
                let old = old.map_or(String::new(), |old| value_of_scene(&old, production));
                changed(&production.title_of(Name::Scene(*id)), change, value_of_scene(change, production), old)
            }
            Self::Cast(id, change) => {
                let old = production.person(*id).map(|person| change.clone().swap(&mut person.clone()));
                let old = old.map_or(String::new(), |old| value_of_cast(&old));
                changed(&production.title_of(Name::Cast(*id)), change, value_of_cast(change), old)
            }
            Self::Set(id, change) => {
                let old = production.set(*id).map(|set| change.clone().swap(&mut set.clone()));
                let old = old.map_or(String::new(), |old| value_of_set(&old, production));
                changed(&production.title_of(Name::Set(*id)), change, value_of_set(change, production), old)
            }
            Self::Place(id, change) => {
                let old = production.place(*id).map(|place| change.clone().swap(&mut place.clone()));
                let old = old.map_or(String::new(), |old| value_of_place(&old));
                changed(&production.title_of(Name::Place(*id)), change, value_of_place(change), old)
            }
            Self::Put(noun, _) if production.has(noun.name()) => format!("changed {}", production.title_of_noun(noun)),
            Self::Put(noun, _) => format!("added {}", production.title_of_noun(noun)),
            Self::Remove(name) => format!("removed {}", production.title_of(*name)),
            Self::Reorder(name, neighbour) => {
                let place = match neighbour {
                    Neighbour::First => "first".to_owned(),
                    Neighbour::After(id) => match production.holder(*id) {
                        Some(other) => format!("after {}", production.title_of(other)),
                        None => format!("after id {id}"),
                    },
                    Neighbour::Last => "last".to_owned(),
                };
                format!("{} comes {place}", production.title_of(*name))
            }
            Self::Board(id, change) => on_board(production, *id, change),
            Self::Publish(issue) => {
                format!("published board {} as issue {} ({})", issue.schedule.board.name, issue.number, issue.colour)
            }
            Self::Withdraw(number, withdrawn) => {
                let colour = production.issues.iter().find(|issue| issue.number == *number);
                let colour = colour.map_or(String::new(), |issue| format!(" ({})", issue.colour));
                format!("{} issue {number}{colour}", if *withdrawn { "withdrew" } else { "brought back" })
            }
            Self::Budget(change) => on_budget(production, change),
            Self::Confirm(touches) => format!("confirmed {}", listed(touches, |touch| production.touch_words(touch))),
            Self::Assume(all) => format!("assumed {}", listed(all, |one| production.touch_words(&one.about))),
        }
    }
}

impl Production {
    /// How a thing of the document is called: `scene 12`, `set ALLEY`, `MAYA`.
    pub fn title_of(&self, name: Name) -> String {
        let found = match name {
            Name::Unit(id) => self.unit(id).cloned().map(Noun::Unit),
            Name::Crew(id) => self.position_of(id).cloned().map(Noun::Crew),
            Name::Episode(id) => self.episode(id).cloned().map(Noun::Episode),
            Name::Scene(id) => self.scene(id).cloned().map(Noun::Scene),
            Name::Strip(id) => self.strip(id).cloned().map(Noun::Strip),
            Name::Element(id) => self.element(id).cloned().map(Noun::Element),
            Name::Character(id) => self.character(id).cloned().map(Noun::Character),
            Name::Cast(id) => self.person(id).cloned().map(Noun::Cast),
            Name::Set(id) => self.set(id).cloned().map(Noun::Set),
            Name::Place(id) => self.place(id).cloned().map(Noun::Place),
            Name::Relation(id) => self.relations.iter().find(|one| one.id == id).cloned().map(Noun::Relation),
            Name::Board(id) => self.board(id).cloned().map(Noun::Board),
        };
        found.map_or_else(|| format!("{} with id {}", name.word(), name.id()), |noun| self.title_of_noun(&noun))
    }

    /// How a thing is called, be it in the document or not.
    pub(crate) fn title_of_noun(&self, noun: &Noun) -> String {
        let scene = |id| self.scene(id).map_or("?".to_owned(), |scene| self.scene_label(scene));
        let called = match noun {
            Noun::Unit(one) => &one.name,
            Noun::Crew(one) => &one.position,
            Noun::Episode(one) => &one.name,
            Noun::Scene(one) => &self.scene_label(one),
            Noun::Strip(one) => &self.strip_label(one),
            Noun::Element(one) => &one.name,
            Noun::Character(one) => &one.name,
            Noun::Cast(one) => return one.name.clone(),
            Noun::Set(one) => &one.name,
            Noun::Place(one) => return one.name.clone(),
            Noun::Relation(one) => &format!("between scenes {} and {}", scene(one.first), scene(one.second)),
            Noun::Board(one) => &one.name,
        };
        format!("{} {called}", noun.name().word())
    }

    /// A touch in words: `scene 12: minutes`.
    pub fn touch_words(&self, touch: &Touch) -> String {
        let part = touch.part.replace('_', " ");
        match (touch.id, self.holder(touch.id)) {
            (0, _) => part,
            (_, Some(name)) if part.is_empty() => self.title_of(name),
            (_, Some(name)) => format!("{}: {part}", self.title_of(name)),
            (id, None) => format!("id {id}: {part}"),
        }
    }
}

/// `THING: FIELD NEW (was OLD)`; only `THING: FIELD` when the values are too large for a line.
fn changed(thing: &str, change: &impl Field, new: String, old: String) -> String {
    let field = match change.field() {
        "unavailable" => "not available".to_owned(),
        "days" | "settings.days" => "shooting days".to_owned(),
        "settings.wishes" => "prices of wishes".to_owned(),
        field => field.replace('_', " "),
    };
    match (new.as_str(), old.as_str()) {
        ("", "") => format!("{thing}: {field}"),
        (new, "") => format!("{thing}: {field} {new}"),
        (new, old) => format!("{thing}: {field} {new} (was {old})"),
    }
}

fn on_budget(production: &Production, change: &BudgetChange) -> String {
    let known = |kind, key: &str| production.budget.item(kind, key);
    match change {
        BudgetChange::Put(item, _) | BudgetChange::Restore(item, _) => match known(item.kind(), &item.key()) {
            Some(_) => format!("budget: changed {}", title(item)),
            None => format!("budget: added {}", title(item)),
        },
        BudgetChange::Remove(kind, key) => {
            let gone = known(*kind, key).map_or_else(|| format!("{} {key}", kind.word()), |item| title(&item));
            format!("budget: removed {gone}")
        }
        BudgetChange::Whole(budget) | BudgetChange::RestoreAll(budget) => match budget.lines.len() {
            0 => "budget: none any more".to_owned(),
            lines => format!("budget: another one, of {lines} lines"),
        },
        BudgetChange::Approved(Some(one)) => {
            format!("budget: approved at {} by {} on {}", one.total(), one.by, one.date)
        }
        BudgetChange::Approved(None) => "budget: approved no longer".to_owned(),
        BudgetChange::Closed(Some(one)) => format!("budget: final cost {} by {} on {}", one.total(), one.by, one.date),
        BudgetChange::Closed(None) => "budget: no final cost any more".to_owned(),
    }
}

fn on_board(production: &Production, id: BoardId, change: &BoardChange) -> String {
    let Some(board) = production.board(id) else { return format!("board with id {id}") };
    let label = |strip: StripId| production.strip(strip).map_or("?".to_owned(), |strip| production.strip_label(strip));
    let day = |id| board.days.iter().position(|day| day.id == id).map_or("?".to_owned(), |at| (at + 1).to_string());
    let words = match change {
        BoardChange::Rename(name) => format!("named {name} (was {})", board.name),
        BoardChange::Move(strip, Spot::Boneyard(_)) => format!("moved {} to the boneyard", label(*strip)),
        BoardChange::Move(strip, Spot::Day(to, after)) => {
            let after = after.map_or("first".to_owned(), |after| format!("after {}", item_words(board, after, label)));
            format!("moved {} to day {} {after}", label(*strip), day(*to))
        }
        BoardChange::Pin(strip, true) => format!("pinned {} to its day", label(*strip)),
        BoardChange::Pin(strip, false) => format!("let go of {}", label(*strip)),
        BoardChange::Stand(set, Some(place)) => {
            let (set, place) = (production.title_of(Name::Set(*set)), production.title_of(Name::Place(*place)));
            format!("{set} stands at {place}")
        }
        BoardChange::Stand(set, None) => {
            format!("{} stands where it can first", production.title_of(Name::Set(*set)))
        }
        BoardChange::InsertDay(new, None) => format!("inserted a {} day before day 1", new.kind.word()),
        BoardChange::InsertDay(new, Some(after)) => {
            format!("inserted a {} day after day {}", new.kind.word(), day(*after))
        }
        BoardChange::RemoveDay(id) => format!("removed day {}", day(*id)),
        BoardChange::Day(id, change) => {
            let old = board.day(*id).map(|day| change.clone().swap(&mut day.clone()));
            let old = old.map_or(String::new(), |old| value_of_day(&old, production));
            changed(&format!("day {}", day(*id)), change, value_of_day(change, production), old)
        }
        BoardChange::PutBanner(to, Item::Banner { text, .. }, _) => format!("banner '{text}' on day {}", day(*to)),
        BoardChange::PutBanner(to, Item::Strip(_), _) => format!("banner on day {}", day(*to)),
        BoardChange::RemoveBanner(id) => format!("removed {}", item_words(board, ItemKey::Banner(*id), label)),
    };
    match production.active_board().is_some_and(|active| active.id == id) {
        true => words,
        false => format!("board {}: {words}", board.name),
    }
}

fn item_words(board: &Board, key: ItemKey, label: impl Fn(StripId) -> String) -> String {
    let id = match key {
        ItemKey::Strip(strip) => return label(strip),
        ItemKey::Banner(id) => id,
    };
    let text = board.days.iter().flat_map(|day| &day.items).find_map(|item| match item {
        Item::Banner { id: other, text, .. } if *other == id => Some(text),
        _ => None,
    });
    text.map_or("a banner".to_owned(), |text| format!("banner '{text}'"))
}

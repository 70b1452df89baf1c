//! Applies an edit to a production: all of it or nothing, and answers with the edit that takes it back.

mod boards;
mod budget;
pub(crate) mod limits;
mod measured;
mod refers;

use self::limits::Measured;
use crate::edit::{BoardChange, CastChange, Edit, Name, Neighbour, Noun, ProductionChange, Refusal, Spot, Touch};
use crate::fields::Field;
use crate::ids::StripId;
use crate::issue::Issue;
use crate::production::{Assumption, Production};

impl Production {
    /// Applies an edit and returns its inverse, or refuses it and changes nothing but the counter of identities. The
    /// inverse restores the document exactly, except that counter, and that a published issue is withdrawn, not removed.
    /// Assumptions about what the edit touches are dropped: a person has spoken. The inverse brings them back.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refusal> {
        let settled = match &edit {
            // A batch's own edits look after their assumptions, and these two are about nothing else.
            Edit::Batch(_) | Edit::Confirm(_) | Edit::Assume(_) => Vec::new(),
            edit => edit.touches(),
        };
        self.births(&edit)?;
        let inverse = self.change(edit)?;
        let met = |one: &mut Assumption| settled.iter().any(|touch| touch.meets(&one.about));
        let dropped: Vec<Assumption> = self.assumptions.extract_if(.., met).collect();
        Ok(if dropped.is_empty() { inverse } else { Edit::Batch(vec![inverse, Edit::Assume(dropped)]) })
    }

    /// Refuses an edit after which somebody is born after the first shooting day.
    fn births(&self, edit: &Edit) -> Result<(), Refusal> {
        let start = self.calendar.start;
        match edit {
            Edit::Production(ProductionChange::Calendar(calendar)) => {
                self.cast.iter().try_for_each(|person| limits::birth(person, person.born, calendar.start))
            }
            Edit::Cast(id, CastChange::Born(born)) => match self.person(*id) {
                Some(person) => limits::birth(person, *born, start),
                None => Ok(()),
            },
            Edit::Put(Noun::Cast(person), _) => limits::birth(person, person.born, start),
            _ => Ok(()),
        }
    }

    fn change(&mut self, edit: Edit) -> Result<Edit, Refusal> {
        match edit {
            Edit::Batch(edits) => self.all(edits),
            Edit::Production(change) => {
                refers::all_there(self, None, &refers::production_change(&change))?;
                swap(self, change, || "the production".to_owned()).map(Edit::Production)
            }
            Edit::Scene(id, change) => {
                refers::all_there(self, None, &refers::scene_change(&change))?;
                let called = self.title_of(Name::Scene(id));
                let scene = self.scenes.iter_mut().find(|scene| scene.id == id);
                swap(scene.ok_or_else(|| Refusal::missing("scene", id))?, change, || called)
                    .map(|old| Edit::Scene(id, old))
            }
            Edit::Cast(id, change) => {
                let called = self.title_of(Name::Cast(id));
                let person = self.cast.iter_mut().find(|person| person.id == id);
                swap(person.ok_or_else(|| Refusal::missing("cast member", id))?, change, || called)
                    .map(|old| Edit::Cast(id, old))
            }
            Edit::Set(id, change) => {
                refers::all_there(self, None, &refers::set_change(&change))?;
                let called = self.title_of(Name::Set(id));
                let set = self.sets.iter_mut().find(|set| set.id == id);
                swap(set.ok_or_else(|| Refusal::missing("set", id))?, change, || called).map(|old| Edit::Set(id, old))
            }
            Edit::Place(id, change) => {
                let called = self.title_of(Name::Place(id));
                let place = self.places.iter_mut().find(|place| place.id == id);
                swap(place.ok_or_else(|| Refusal::missing("place", id))?, change, || called)
                    .map(|old| Edit::Place(id, old))
            }
            Edit::Put(noun, neighbour) => self.add(noun, neighbour),
            Edit::Remove(name) => self.remove(name),
            Edit::Reorder(name, neighbour) => self.reorder(name, neighbour),
            Edit::Board(id, change) => boards::change(self, id, change),
            Edit::Publish(issue) => self.publish(*issue),
            Edit::Withdraw(number, withdrawn) => {
                let issue = self.issues.iter_mut().find(|issue| issue.number == number);
                let issue = issue.ok_or_else(|| Refusal::new(format!("there is no issue {number}"), ""))?;
                Ok(Edit::Withdraw(number, std::mem::replace(&mut issue.withdrawn, withdrawn)))
            }
            Edit::Budget(change) => budget::change(self, *change),
            Edit::Confirm(touches) => self.confirm(&touches),
            Edit::Assume(assumptions) => Ok(self.assume(assumptions)),
        }
    }

    /// Applies every edit or none.
    fn all(&mut self, edits: Vec<Edit>) -> Result<Edit, Refusal> {
        let before = self.clone();
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    *self = Self { next_id: self.next_id, ..before };
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }

    /// Puts a thing in. A new strip lies in the boneyard of every board.
    fn add(&mut self, mut noun: Noun, neighbour: Neighbour) -> Result<Edit, Refusal> {
        limits::check(&noun, || self.title_of_noun(&noun))?;
        refers::all_there(self, Some(noun.name()), &refers::noun(&noun))?;
        if let Noun::Board(board) = &mut noun {
            boards::settle(self, board)?;
        }
        let inverse = self.put(noun, neighbour)?;
        if let Edit::Remove(Name::Strip(strip)) = inverse {
            for board in &mut self.boards {
                board.boneyard.push(strip);
            }
        }
        Ok(inverse)
    }

    /// Puts a thing elsewhere into its list.
    fn reorder(&mut self, name: Name, neighbour: Neighbour) -> Result<Edit, Refusal> {
        refers::all_there(self, None, &[name])?;
        if neighbour == Neighbour::After(name.id()) {
            let message = format!("{} cannot come after itself", self.title_of(name));
            return Err(Refusal::new(message, "name another one"));
        }
        let Edit::Put(thing, old) = self.take(name)? else { return Ok(Edit::Batch(Vec::new())) };
        match self.put(thing.clone(), neighbour) {
            Ok(_) => Ok(Edit::Reorder(name, old)),
            Err(refusal) => {
                self.put(thing, old)?;
                Err(refusal)
            }
        }
    }

    /// Takes a thing out that nobody needs. A strip leaves the boneyards, and comes back to its very place in them.
    fn remove(&mut self, name: Name) -> Result<Edit, Refusal> {
        refers::all_there(self, None, &[name])?;
        refers::nobody_needs(self, name)?;
        let mut back = vec![self.take(name)?];
        if let Name::Strip(strip) = name {
            for board in &mut self.boards {
                let Some(at) = board.boneyard.iter().position(|&one| one == strip) else { continue };
                let before: Option<StripId> = at.checked_sub(1).and_then(|at| board.boneyard.get(at)).copied();
                board.boneyard.remove(at);
                if at < board.boneyard.len() {
                    back.push(Edit::Board(board.id, BoardChange::Move(strip, Spot::Boneyard(before))));
                }
            }
        }
        Ok(match back.len() {
            1 => back.remove(0),
            _ => Edit::Batch(back),
        })
    }

    /// Publishes a schedule under the next number. What is published stays; at most it is withdrawn.
    fn publish(&mut self, issue: Issue) -> Result<Edit, Refusal> {
        let next = self.issues.last().map_or(1, |last| last.number.saturating_add(1));
        if issue.number != next {
            let message = format!("issue {} cannot be published: the next number is {next}", issue.number);
            return Err(Refusal::new(message, "publish again; somebody was faster"));
        }
        if issue.withdrawn {
            return Err(Refusal::new(format!("issue {next} is withdrawn before it is published"), "publish it first"));
        }
        let board = &issue.schedule.board;
        refers::all_there(self, None, &[Name::Board(board.id)])?;
        refers::all_there(self, None, &refers::board(board))?;
        self.issues.push(issue);
        Ok(Edit::Withdraw(next, true))
    }

    /// Drops the assumptions of exactly these names.
    fn confirm(&mut self, touches: &[Touch]) -> Result<Edit, Refusal> {
        let assumed = |touch: &Touch| self.assumptions.iter().any(|one| one.about == *touch);
        if let Some(touch) = touches.iter().find(|touch| !assumed(touch)) {
            let message = format!("nothing is assumed about {}", self.touch_words(touch));
            return Err(Refusal::new(message, "it may have been confirmed or changed since; look at the log"));
        }
        let named = |one: &mut Assumption| touches.contains(&one.about);
        Ok(Edit::Assume(self.assumptions.extract_if(.., named).collect()))
    }

    /// Makes assumptions, each in the place of an older one about the same. They stay in order of what they are about.
    fn assume(&mut self, assumptions: Vec<Assumption>) -> Edit {
        let (mut fresh, mut older) = (Vec::new(), Vec::new());
        for one in assumptions {
            match self.assumptions.iter_mut().find(|older| older.about == one.about) {
                Some(older_one) => older.push(std::mem::replace(older_one, one)),
                None => {
                    fresh.push(one.about.clone());
                    let at = self.assumptions.partition_point(|other| other.about < one.about);
                    self.assumptions.insert(at, one);
                }
            }
        }
        match (fresh.is_empty(), older.is_empty()) {
            (_, true) => Edit::Confirm(fresh),
            (true, false) => Edit::Assume(older),
            (false, false) => Edit::Batch(vec![Edit::Assume(older), Edit::Confirm(fresh)]),
        }
    }
}

/// Puts a field's new value in, unless it is out of bounds.
fn swap<C: Field>(noun: &mut C::Noun, change: C, called: impl FnOnce() -> String) -> Result<C, Refusal>
where
    C::Noun: Measured,
{
    let old = change.swap(noun);
    match limits::check(noun, called) {
        Ok(()) => Ok(old),
        Err(refusal) => {
            old.swap(noun);
            Err(refusal)
        }
    }
}

#[cfg(test)]
mod tests;

//! The log of edits: what a row holds, whose last edit an undo takes back and a redo makes again, and when an edit made on an
//! older base still fits.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, Refusal, Touch};

/// One row of a production's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Number from 1, without gaps.
    pub number: u64,
    /// Who made the edit.
    pub author: String,
    /// Number of the last row that the author had seen; 0 before the first.
    pub base: u64,
    /// When it was applied, in milliseconds since 1970-01-01 00:00 UTC.
    pub time_ms: i64,
    /// The edit.
    pub edit: Edit,
    /// What takes it back.
    pub inverse: Edit,
    /// The row that this one undid, when it is an undo; of a redo the undo.
    pub undoes: Option<u64>,
    /// The edit in one line.
    pub says: String,
}

impl Row {
    /// What the row is about. Its inverse knows the identities that were given only when the edit was applied.
    fn touches(&self) -> Vec<Touch> {
        let mut all = self.edit.touches();
        all.extend(self.inverse.touches());
        all
    }
}

/// The rows that were undone, and whose undo was not undone itself.
fn undone<'a>(rows: impl DoubleEndedIterator<Item = &'a Row>) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for row in rows.rev().filter(|row| row.undoes.is_some()) {
        if !undone.contains(&row.number) {
            undone.extend(row.undoes);
        }
    }
    undone
}

/// The inverse of the author's last live edit, and the number of its row. An edit is live when it is no undo or redo and is
/// not undone. Refused when a later live edit of somebody else is about the same.
pub fn undo(rows: &[Row], author: &str) -> Result<(u64, Edit), Refusal> {
    let undone = undone(rows.iter());
    let live = |row: &&Row| row.undoes.is_none() && !undone.contains(&row.number);
    let Some(own) = rows.iter().rev().filter(live).find(|row| row.author == author) else {
        return Err(Refusal::new(format!("{author} has nothing left to undo"), ""));
    };
    let touches = own.touches();
    let later = rows.iter().filter(|row| row.number > own.number).filter(live);
    match later.rev().find(|row| meet(&touches, &row.touches())) {
        Some(later) => Err(Refusal::new(
            format!("{} cannot be undone: {} stands on it", told(own), told(later)),
            format!("ask {} to undo edit {} first, or change it by hand", later.author, later.number),
        )),
        None => Ok((own.number, own.inverse.clone())),
    }
}

/// The inverse of the author's last undo that stands, and the number of its row: what that undo took back is made again.
/// Refused when the author made an edit since that is live, or when what somebody else made or made again since is about the
/// same.
pub fn redo(rows: &[Row], author: &str) -> Result<(u64, Edit), Refusal> {
    let undone = undone(rows.iter());
    let row = |number: u64| rows.iter().find(|row| row.number == number);
    // An undo names an edit, a redo such an undo.
    let undid = |undo: &Row| row(undo.undoes?).filter(|edit| edit.undoes.is_none());
    let made = |one: &'_ Row| if one.undoes.is_none() { row(one.number) } else { undid(row(one.undoes?)?) };
    let stands = |row: &&Row| row.author == author && !undone.contains(&row.number);
    let undos = rows.iter().rev().filter(stands);
    let Some((undo, own)) = undos.filter_map(|undo| Some((undo, undid(undo)?))).next() else {
        return Err(Refusal::new(format!("{author} has undone nothing that is still undone"), ""));
    };
    let touches = own.touches();
    let in_the_way = |later: &&Row| match later.author == author {
        // What the author made again came before it in the first place.
        true => later.number > undo.number,
        false => meet(&touches, &later.touches()),
    };
    let later = rows.iter().rev().filter(|row| row.number > undo.number).filter_map(made);
    match later.filter(|edit| !undone.contains(&edit.number)).find(in_the_way) {
        Some(later) => {
            // An undo of what the author made since would be the one that is made again next.
            let way_out = match later.author == author {
                true => "make it again by hand: the log tells what it was".to_owned(),
                false => format!("ask {} to undo edit {} first, or change it by hand", later.author, later.number),
            };
            Err(Refusal::new(format!("{} cannot be made again: {} was made since", told(own), told(later)), way_out))
        }
        None => Ok((undo.number, undo.inverse.clone())),
    }
}

/// Whether an edit that was made when row `base` was the last one still fits on the rows that came since: none of them is
/// about the same. A row that was undone again counts for nothing. `says` is the edit in one line.
pub fn rebase(rows: &[Row], base: u64, edit: &Edit, says: &str) -> Result<(), Refusal> {
    let since: Vec<&Row> = rows.iter().filter(|row| row.number > base).collect();
    let undone = undone(since.iter().copied());
    let counts = |row: &&&Row| !undone.contains(&row.number) && row.undoes.is_none_or(|undone| undone <= base);
    let touches = edit.touches();
    match since.iter().filter(counts).rev().find(|row| meet(&touches, &row.touches())) {
        Some(other) => Err(Refusal::new(
            format!("'{says}' was made before {}", told(other)),
            "look at what stands there now, then make the edit again",
        )),
        None => Ok(()),
    }
}

fn meet(ours: &[Touch], theirs: &[Touch]) -> bool {
    ours.iter().any(|one| theirs.iter().any(|other| one.meets(other)))
}

/// `edit 7 of ana ('moved 12 to day 3 first')`.
fn told(row: &Row) -> String {
    format!("edit {} of {} ('{}')", row.number, row.author, row.says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Shift;
    use crate::edit::{BoardChange, CastChange, ItemKey, Neighbour, Noun, ProductionChange, SceneChange, Spot};
    use crate::ids::StripId;
    use crate::measure::Minutes;
    use crate::production::{Production, Scene, TimeSpan};
    use crate::sample::boarded;

    fn strip(production: &Production, label: &str) -> StripId {
        let found = production.strips.iter().find(|strip| production.strip_label(strip) == label);
        found.map_or(StripId(0), |strip| strip.id)
    }

    /// One edit of a story, in words.
    fn edit(production: &Production, words: &[&str]) -> Edit {
        let board = production.boards[0].id;
        let scene = |number: &str| production.scenes.iter().find(|scene| scene.number == number).map(|one| one.id);
        match *words {
            ["minutes", number, minutes] => {
                let minutes = Minutes(minutes.parse().unwrap_or(-1));
                let span = TimeSpan { low: minutes, likely: minutes, high: minutes };
                Edit::Scene(scene(number).unwrap_or_default(), SceneChange::Minutes(Some(span)))
            }
            ["synopsis", number, text] => {
                Edit::Scene(scene(number).unwrap_or_default(), SceneChange::Synopsis(text.to_owned()))
            }
            ["move", label, day, after] => {
                let day = day.parse::<usize>().ok().and_then(|day| production.boards[0].days.get(day - 1));
                let spot = match (day, after) {
                    (None, _) => Spot::Boneyard(None),
                    (Some(day), "first") => Spot::Day(day.id, None),
                    (Some(day), after) => Spot::Day(day.id, Some(ItemKey::Strip(strip(production, after)))),
                };
                Edit::Board(board, BoardChange::Move(strip(production, label), spot))
            }
            ["add", number] => {
                let scene = Scene { number: number.to_owned(), set: production.sets[0].id, ..Scene::default() };
                Edit::Put(Noun::Scene(scene), Neighbour::Last)
            }
            ["name", number, name] => {
                let person = production.cast.iter().find(|person| person.number == number).map(|person| person.id);
                Edit::Cast(person.unwrap_or_default(), CastChange::Name(name.to_owned()))
            }
            ["title", title] => Edit::Production(ProductionChange::Title(title.to_owned())),
            _ => Edit::Batch(Vec::new()),
        }
    }

    /// Plays a story: `ana: minutes 1 150` edits, `ana: undo` undoes, `ana: redo` makes that again, `ana@2: ..` edits on base 2. Each line is answered by
    /// what the log says of it, or by the refusal.
    fn check(story: &str, expected: &str) {
        let mut production = boarded(&[(Shift::Day, &["1", "3"]), (Shift::Night, &["2"])]);
        let mut rows: Vec<Row> = Vec::new();
        let mut told = Vec::new();
        for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (author, words) = line.split_once(": ").unwrap_or((line, ""));
            let (author, base) = author.split_once('@').unwrap_or((author, ""));
            let base = base.parse().unwrap_or(rows.len() as u64);
            let words: Vec<&str> = words.split(' ').collect();
            let made = match words.as_slice() {
                ["undo"] => undo(&rows, author).map(|(number, edit)| (Some(number), edit)),
                ["redo"] => redo(&rows, author).map(|(number, edit)| (Some(number), edit)),
                words => Ok((None, edit(&production, words))),
            };
            let row = made.and_then(|(undoes, edit)| {
                let says = edit.says(&production);
                if undoes.is_none() {
                    rebase(&rows, base, &edit, &says)?;
                }
                let inverse = production.apply(edit.clone())?;
                let number = rows.len() as u64 + 1;
                Ok(Row { number, author: author.to_owned(), base, time_ms: 0, edit, inverse, undoes, says })
            });
            match row {
                Ok(row) => {
                    told.push(format!("{} {}", row.number, row.says));
                    rows.push(row);
                }
                Err(refusal) => told.push(format!("- {}", refusal.message)),
            }
        }
        assert_eq!(told.join("\n"), expected.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim());
    }

    #[test]
    fn undo_goes_back_through_ones_own_edits() {
        let story = "
            ana: minutes 1 150
            ana: move 4 1 1
            ben: title Large
            ana: undo
            ana: undo
            ana: undo
            ben: undo";
        let expected = "
            1 scene 1: minutes 150 (was guessed)
            2 moved 4 to day 1 after 1
            3 production: title Large (was Small)
            4 moved 4 to the boneyard
            5 scene 1: minutes guessed (was 150)
            - ana has nothing left to undo
            6 production: title Small (was Large)";
        check(story, expected);
    }

    #[test]
    fn undo_is_refused_while_a_later_edit_stands_on_it() {
        let story = "
            ana: minutes 1 150
            ben: minutes 1 200
            ben: synopsis 1 Rain.
            ana: undo
            ben: undo
            ben: undo
            ana: undo";
        let expected = "
            1 scene 1: minutes 150 (was guessed)
            2 scene 1: minutes 200 (was 150)
            3 scene 1: synopsis
            - edit 1 of ana ('scene 1: minutes 150 (was guessed)') cannot be undone: edit 2 of ben ('scene 1: minutes 200 (was 150)') stands on it
            4 scene 1: synopsis
            5 scene 1: minutes 150 (was 200)
            6 scene 1: minutes guessed (was 150)";
        check(story, expected);
    }

    #[test]
    fn redo_goes_forward_again_until_something_new_is_made() {
        let story = "
            ana: redo
            ana: minutes 1 150
            ana: move 4 1 1
            ana: undo
            ana: undo
            ana: redo
            ana: redo
            ana: redo
            ana: undo
            ben: title Large
            ana: redo
            ana: undo
            ana: synopsis 1 Rain.
            ana: redo
            ana: undo
            ana: redo
            ana: undo
            ana: undo";
        let expected = "
            - ana has undone nothing that is still undone
            1 scene 1: minutes 150 (was guessed)
            2 moved 4 to day 1 after 1
            3 moved 4 to the boneyard
            4 scene 1: minutes guessed (was 150)
            5 scene 1: minutes 150 (was guessed)
            6 moved 4 to day 1 after 1
            - ana has undone nothing that is still undone
            7 moved 4 to the boneyard
            8 production: title Large (was Small)
            9 moved 4 to day 1 after 1
            10 moved 4 to the boneyard
            11 scene 1: synopsis
            - edit 2 of ana ('moved 4 to day 1 after 1') cannot be made again: edit 11 of ana ('scene 1: synopsis') was made since
            12 scene 1: synopsis
            13 scene 1: synopsis
            14 scene 1: synopsis
            15 scene 1: minutes guessed (was 150)";
        check(story, expected);
    }

    #[test]
    fn redo_is_refused_while_somebody_else_stands_there() {
        let story = "
            ana: minutes 1 150
            ana: undo
            ben: minutes 1 200
            ana: redo
            ben: redo
            ben: undo
            ana: redo
            ben: redo
            ana: undo
            ben: redo
            ana: redo";
        let expected = "
            1 scene 1: minutes 150 (was guessed)
            2 scene 1: minutes guessed (was 150)
            3 scene 1: minutes 200 (was guessed)
            - edit 1 of ana ('scene 1: minutes 150 (was guessed)') cannot be made again: edit 3 of ben ('scene 1: minutes 200 (was guessed)') was made since
            - ben has undone nothing that is still undone
            4 scene 1: minutes guessed (was 200)
            5 scene 1: minutes 150 (was guessed)
            - edit 3 of ben ('scene 1: minutes 200 (was guessed)') cannot be made again: edit 1 of ana ('scene 1: minutes 150 (was guessed)') was made since
            6 scene 1: minutes guessed (was 150)
            7 scene 1: minutes 200 (was guessed)
            - edit 1 of ana ('scene 1: minutes 150 (was guessed)') cannot be made again: edit 3 of ben ('scene 1: minutes 200 (was guessed)') was made since";
        check(story, expected);
    }

    #[test]
    fn a_thing_whose_identity_was_given_late_is_found_too() {
        let story = "
            ana: add 13
            ben: minutes 13 30
            ana: undo
            ben: undo
            ana: undo";
        let expected = "
            1 added scene 13
            2 scene 13: minutes 30 (was guessed)
            - edit 1 of ana ('added scene 13') cannot be undone: edit 2 of ben ('scene 13: minutes 30 (was guessed)') stands on it
            3 scene 13: minutes guessed (was 30)
            4 removed scene 13";
        check(story, expected);
    }

    #[test]
    fn an_edit_on_an_old_base_fits_when_nobody_was_there_since() {
        let story = "
            ana: minutes 1 150
            ben@0: synopsis 1 Rain.
            ben@0: minutes 1 90
            ana: undo
            ben@0: minutes 1 90
            cam@2: minutes 1 60
            ben: undo
            ben: redo
            cam@5: minutes 1 60";
        let expected = "
            1 scene 1: minutes 150 (was guessed)
            2 scene 1: synopsis
            - 'scene 1: minutes 90 (was 150)' was made before edit 1 of ana ('scene 1: minutes 150 (was guessed)')
            3 scene 1: minutes guessed (was 150)
            4 scene 1: minutes 90 (was guessed)
            - 'scene 1: minutes 60 (was 90)' was made before edit 4 of ben ('scene 1: minutes 90 (was guessed)')
            5 scene 1: minutes guessed (was 90)
            6 scene 1: minutes 90 (was guessed)
            - 'scene 1: minutes 60 (was 90)' was made before edit 6 of ben ('scene 1: minutes 90 (was guessed)')";
        check(story, expected);
    }

    #[test]
    fn a_neighbour_that_went_away_is_named() {
        let story = "
            ana: move 3 2 2
            ben: move 1 2 2
            ana: undo";
        let expected = "
            1 moved 3 to day 2 after 2
            2 moved 1 to day 2 after 2
            - strip 1 does not stand on day 1";
        check(story, expected);
    }
}

//! The changes that a search tries: one small file each, which proposes a change and leaves its gain to the layout.

mod eject;
mod insert;
mod place;
mod relocate;
mod reorder;
mod repack;
mod rotate;
mod set_block;
mod shift;
mod swap;
mod swap_days;

use model::board::Shift;

use crate::chance::Chance;
use crate::layout::Layout;
use crate::order;

/// One change of a layout, in terms of what is there afterwards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// Days with their new strips and shift; a day comes once.
    pub(crate) days: Vec<(usize, Vec<usize>, Shift)>,
    /// The new boneyard, when it changes.
    pub(crate) boneyard: Option<Vec<usize>>,
    /// A set that goes to stand at another place.
    pub(crate) stand: Option<(usize, usize)>,
}

/// A move: proposes a change, or nothing when chance has led it nowhere.
type Move = fn(&Layout<'_>, &mut Chance) -> Option<Change>;

/// Every move, and how often it is tried. The shares are an assumption, set by trial on generated productions.
const MOVES: [(Move, usize); 11] = [
    (relocate::propose, 24),
    (swap::propose, 20),
    (set_block::propose, 12),
    (repack::propose, 8),
    (swap_days::propose, 8),
    (rotate::propose, 6),
    (reorder::propose, 10),
    (shift::propose, 5),
    (insert::propose, 6),
    (eject::propose, 1),
    (place::propose, 2),
];

/// A change to try.
pub(crate) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    // A board that lacks strips is filled before it is made cheaper.
    if !layout.boneyard.is_empty() && chance.one_in(4) {
        return insert::propose(layout, chance);
    }
    let mut drawn = chance.below(MOVES.iter().map(|(_, share)| share).sum());
    for (propose, share) in MOVES {
        if drawn < share {
            return propose(layout, chance);
        }
        drawn -= share;
    }
    None
}

/// A day that a strip might go to: where its set is shot, where its people work, or any; one on which it can be shot.
pub(crate) fn target(layout: &Layout<'_>, strip: usize, chance: &mut Chance) -> Option<usize> {
    let facts = &layout.problem.strips[strip];
    for _ in 0..4 {
        let day = match chance.below(4) {
            0 | 1 => facts.set.and_then(|set| chance.pick(&layout.set_days[set])),
            2 => chance.pick(&facts.cast).and_then(|&person| chance.pick(&layout.person_days[person])),
            _ => chance.pick(&layout.problem.open),
        };
        if let Some(&day) = day.filter(|&&day| facts.can[day] && layout.at[strip] != Some(day)) {
            return Some(day);
        }
    }
    None
}

/// A day's strips without some.
fn without(layout: &Layout<'_>, day: usize, gone: &[usize]) -> Vec<usize> {
    layout.lists[day].iter().copied().filter(|strip| !gone.contains(strip)).collect()
}

/// A day that gets other strips: its shift is kept, or, now and then and mostly when it was empty, follows their light; their
/// order is kept with the new strips put in, or now and then arranged anew.
fn refilled(
    layout: &Layout<'_>,
    day: usize,
    gone: &[usize],
    new: &[usize],
    chance: &mut Chance,
) -> (usize, Vec<usize>, Shift) {
    let mut list = Vec::with_capacity(layout.lists[day].len() + new.len());
    list.extend(layout.lists[day].iter().filter(|strip| !gone.contains(strip)));
    let mut shift = layout.shifts[day];
    let by_light = if list.is_empty() { !chance.one_in(4) } else { chance.one_in(3) };
    if by_light {
        shift = order::shift_for(layout, list.iter().chain(new).copied()).unwrap_or(shift);
    }
    if layout.problem.ordered && chance.one_in(4) {
        list.extend(new);
        return (day, order::arrange(layout, &list, shift), shift);
    }
    for &strip in new {
        order::insert(layout, &mut list, strip, shift);
    }
    (day, list, shift)
}

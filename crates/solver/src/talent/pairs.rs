//! What two actors at a time have to wait for at least, whatever the order of the rest.
//!
//! Two seen on the same side: whoever stays longer waits in all groups that the other one has alone. Two seen on different sides
//! who have a group in common: in each group without them one of them waits (Qin, Zhang, Lim and Liang 2016, section 3). What a
//! pair needs is taken out of the pay of its two actors, group by group, those on different sides first and the dearest first; the
//! next pair finds what is spare. So the sum over pairs holds.

use super::rows::{NONE, Pair, Rows, two};
use super::view::Group;
use crate::sets::Set;

/// The most seen actors that are looked at in pairs.
const MOST: usize = 40;

/// A bound by pairs, and the pay that it does not need.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// What is paid for waiting at least.
    pub(super) least: i64,
    /// Pay that is spare, laid out as the rows are.
    pub(super) spare: Vec<i32>,
    seats: Vec<Seat>,
    /// Pairs as numbers: from above whether they were seen on different sides, what they pay by themselves, two rows.
    list: Vec<u64>,
}

/// A seen actor.
#[derive(Clone, Copy, Debug)]
struct Seat {
    row: usize,
    left: bool,
}

impl Pairs {
    /// The bound, up to `enough`, of actors seen on the left and on the right.
    pub(super) fn bound<const W: usize>(&mut self, rows: &Rows, (left, right): (Set<W>, Set<W>), enough: i64) {
        self.seats.clear();
        self.list.clear();
        for actor in (left | right).iter() {
            self.seat(rows, actor, left.contains(actor), |pair, _| pair.alike);
        }
        self.list.sort_unstable_by(|one, other| other.cmp(one));
        self.least = 0;
        self.take_all(rows, &rows.pay, None, enough);
    }

    /// The bound, up to `enough`, after a group has been placed on the left or not, when these are the ones who are seen then.
    /// `sure` is what the pairs known before and the group pay at least. Those who are new add to it what they find spare; if that
    /// is not enough all pairs are taken anew, those known before in their order.
    pub(super) fn bound_after<const W: usize>(
        &mut self,
        rows: &Rows,
        before: &Self,
        seen: Set<W>,
        (at, group, left): (usize, &Group<W>, bool),
        (sure, enough): (i64, i64),
    ) {
        self.seats.clear();
        self.seats.extend(before.seats.iter().filter(|seat| seen.contains(rows.actors[seat.row])));
        let seated = self.seats.iter().fold(0_u64, |rows, seat| rows | 1 << seat.row);
        self.list.clear();
        for actor in (group.cast & seen).iter() {
            if seated.checked_shr(u32::from(rows.of[actor])).is_none_or(|bit| bit & 1 == 1) {
                continue;
            }
            self.seat(rows, actor, left, |pair, [one, other]| {
                // What each has alone is as before, unless one of them alone is in the group.
                if group.cast.contains(rows.actors[other]) {
                    return pair.alike;
                }
                let own = |row: usize| rows.pair(row, row).common;
                rows.alike((one, own(one) - group.duration), (other, own(other)), pair.common)
            });
        }
        self.list.sort_unstable_by(|one, other| other.cmp(one));
        self.least = sure;
        self.take_all(rows, &before.spare, Some(at), enough);
        if self.least >= enough {
            return;
        }
        let new = self.list.len();
        // A pair that pays nothing pays nothing later either.
        let stays = |pair: &u64| seated >> rows_of(*pair).0 & seated >> rows_of(*pair).1 & 1 == 1;
        self.list.extend(before.list.iter().filter(|pair| stays(pair)));
        if new > 0 {
            // Stable, since two lists in order cost it little.
            self.list.sort_by(|one, other| other.cmp(one));
        }
        let sure = std::mem::take(&mut self.least);
        self.take_all(rows, &rows.pay, Some(at), enough);
        self.least = self.least.max(sure);
    }

    /// Seats an actor, and lists the pairs with those who are seated; `alike` says what two rows on the same side pay.
    fn seat(&mut self, rows: &Rows, actor: usize, left: bool, alike: impl Fn(&Pair, [usize; 2]) -> i64) {
        if rows.of[actor] == NONE || self.seats.len() >= MOST {
            return;
        }
        let row = usize::from(rows.of[actor]);
        for other in &self.seats {
            let pair = rows.pair(row, other.row);
            let same = left == other.left;
            let value = if same { alike(pair, [row, other.row]) } else { pair.apart };
            if value > 0 {
                let both = (row as u64) << 8 | other.row as u64;
                self.list.push(u64::from(!same) << 63 | (value as u64 >> rows.shift) << 16 | both);
            }
        }
        self.seats.push(Seat { row, left });
    }

    /// Takes what the listed pairs pay out of what is spare, but in one group; adds it to the bound.
    fn take_all(&mut self, rows: &Rows, spare: &[i32], but: Option<usize>, enough: i64) {
        self.spare.clear();
        self.spare.extend_from_slice(spare);
        if let Some(at) = but {
            self.spare.iter_mut().skip(at).step_by(rows.stride).for_each(|spare| *spare = 0);
        }
        for index in 0..self.list.len() {
            let pair = self.list[index];
            let (one, other) = rows_of(pair);
            let value = self.take(rows, one, other, pair >> 63 == 0);
            self.least += i64::from(value) << rows.shift;
            if self.least >= enough {
                break;
            }
        }
    }

    /// Takes what a pair pays at least out of what is spare.
    fn take(&mut self, rows: &Rows, one: usize, other: usize, same: bool) -> i32 {
        let stride = rows.stride;
        let (spare, others) = two(&mut self.spare, stride, one, other);
        if !same {
            let mut value = 0;
            for (spare, other) in spare.iter_mut().zip(others) {
                let taken = (*spare).min(*other);
                *spare -= taken;
                *other -= taken;
                value += taken;
            }
            return value;
        }
        let needs = &rows.needs[one * stride..(one + 1) * stride];
        let other_needs = &rows.needs[other * stride..(other + 1) * stride];
        let pay =
            |spare: &[i32], needs: &[i32]| spare.iter().zip(needs).map(|(spare, needs)| spare & needs).sum::<i32>();
        let (pays, other_pays) = (pay(spare, other_needs), pay(others, needs));
        let value = pays.min(other_pays);
        for (spare, needs, pays) in [(spare, other_needs, pays), (others, needs, other_pays)] {
            if pays == value {
                spare.iter_mut().zip(needs).for_each(|(spare, needs)| *spare &= !needs);
                continue;
            }
            let mut due = value;
            for (spare, needs) in spare.iter_mut().zip(needs) {
                let taken = due.min(*spare & needs);
                *spare -= taken;
                due -= taken;
                if due == 0 {
                    break;
                }
            }
        }
        value
    }
}

/// The two rows of a listed pair.
fn rows_of(pair: u64) -> (usize, usize) {
    (usize::from((pair >> 8) as u8), usize::from(pair as u8))
}

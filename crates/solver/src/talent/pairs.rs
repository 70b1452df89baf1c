//! What two actors at a time have to wait for at least, whatever the order of the rest.
//!
//! Two seen on the same side: whoever stays longer waits in all groups that the other one has alone. Two seen on different sides
//! who have a group in common: in each group without them one of them waits (Qin, Zhang, Lim and Liang 2016, section 3). What a
//! pair needs is taken out of the pay of its two actors, group by group, those on different sides first and the dearest first; the
//! next pair finds what is spare. So the sum over pairs holds.

use super::rows::{NONE, Rows, two};
use super::sets::Set;

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

#[derive(Clone, Copy, Debug)]
struct Seat {
    row: usize,
    left: bool,
    placed: bool,
    own: i64,
}

impl Pairs {
    /// The bound, up to `enough`, of actors seen on the left and on the right when one group, if any, with its cast and duration, is
    /// placed.
    pub(super) fn bound<const W: usize>(
        &mut self,
        rows: &Rows,
        (left, right): (Set<W>, Set<W>),
        placed: Option<(usize, Set<W>, i64)>,
        enough: i64,
    ) {
        let (_, cast, duration) = placed.unwrap_or((0, Set::EMPTY, 0));
        self.seats.clear();
        for actor in (left | right).iter() {
            if rows.of[actor] != NONE && self.seats.len() < MOST {
                let row = usize::from(rows.of[actor]);
                let placed = cast.contains(actor);
                let own = rows.pair(row, row).common - if placed { duration } else { 0 };
                self.seats.push(Seat { row, left: left.contains(actor), placed, own });
            }
        }
        self.list.clear();
        for (at, one) in self.seats.iter().enumerate() {
            for other in &self.seats[..at] {
                let pair = rows.pair(one.row, other.row);
                let same = one.left == other.left;
                let value = match (same, one.placed, other.placed) {
                    // What each has alone is as before.
                    (true, false, false) | (true, true, true) => pair.alike,
                    (true, true, false) => rows.alike((one.row, one.own), (other.row, other.own), pair.common),
                    (true, false, true) => rows.alike((other.row, other.own), (one.row, one.own), pair.common),
                    (false, false, false) => pair.apart - pair.cheaper * duration,
                    (false, true, true) if pair.common == duration => 0,
                    (false, ..) => pair.apart,
                };
                if value > 0 {
                    let pair = (one.row as u64) << 8 | other.row as u64;
                    self.list.push(u64::from(!same) << 63 | (value as u64 >> rows.shift) << 16 | pair);
                }
            }
        }
        self.list.sort_unstable_by(|one, other| other.cmp(one));
        self.spare.clear();
        self.spare.extend_from_slice(&rows.pay);
        if let Some((at, ..)) = placed {
            self.spare.iter_mut().skip(at).step_by(rows.stride).for_each(|spare| *spare = 0);
        }
        self.least = 0;
        for index in 0..self.list.len() {
            let pair = self.list[index];
            let value = self.take(rows, usize::from((pair >> 8) as u8), usize::from(pair as u8), pair >> 63 == 0);
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

//! Three actors at a time: every order in which they can come and go, and who of them waits in a scene then.

/// On which side an actor has been seen already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// On none: they will come and go.
    Open,
    /// At the front: they are here and will go.
    Left,
    /// At the back: they will come and stay.
    Right,
}

impl Side {
    const ALL: [Self; 3] = [Self::Open, Self::Left, Self::Right];
}

/// Sets of three actors are bits. The kind of a scene is the set of those it needs.
#[derive(Clone, Debug)]
pub(super) struct Orders {
    /// Ways to shoot a scene, by the scene's kind: the least sets of actors of whom one has to wait in it, as a set of sets.
    pub(super) ways: [Vec<u8>; 8],
    /// Each order of coming and going that no other one makes needless.
    pub(super) orders: Vec<Order>,
}

/// One order of coming and going.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Kinds of scenes that cannot be shot at all in this order, as bits.
    pub(super) impossible: u8,
    /// By the kind of a scene: a number one above the way to shoot it, or nothing where nobody has to wait.
    pub(super) way: [u8; 8],
    /// Of each actor: the kinds in which they may have to wait, as bits.
    pub(super) waits: [u8; 3],
}

/// The orders of three actors on any sides, as [`index`] finds them.
pub(super) fn all() -> Vec<Orders> {
    (0..27).map(|index| of([index % 3, index / 3 % 3, index / 9].map(|side| Side::ALL[side]))).collect()
}

/// Where [`all`] has the orders of actors on these sides.
pub(super) fn index(sides: [Side; 3]) -> usize {
    sides.iter().rev().fold(0, |index, side| 3 * index + *side as usize)
}

fn of(sides: [Side; 3]) -> Orders {
    // By kind of scene: the sets of waiting actors that are possible, with all that hold one of them.
    let mut found: Vec<[u8; 8]> = Vec::new();
    let here = (0..3).filter(|actor| sides[*actor] == Side::Left).map(|actor| 1 << actor).sum();
    come_and_go(sides, here, 0, [0; 8], &mut found);
    found.sort_unstable();
    found.dedup();
    let needless =
        |one: &[u8; 8]| found.iter().any(|other| other != one && (0..8).all(|kind| one[kind] & !other[kind] == 0));
    let kept: Vec<[u8; 8]> = found.iter().filter(|one| !needless(one)).copied().collect();

    let mut ways: [Vec<u8>; 8] = Default::default();
    let mut orders = Vec::new();
    for sets in kept {
        let mut order = Order { impossible: 0, way: [0; 8], waits: [0; 3] };
        for kind in 0..8 {
            let way = least(sets[kind]);
            // The empty set is the lowest bit: nobody has to wait.
            match way {
                0 => order.impossible |= 1 << kind,
                1 => {}
                _ => {
                    let at = ways[kind].iter().position(|known| *known == way).unwrap_or(ways[kind].len());
                    if at == ways[kind].len() {
                        ways[kind].push(way);
                    }
                    order.way[kind] = at as u8 + 1;
                    for (actor, waits) in order.waits.iter_mut().enumerate() {
                        let may = (0..8).any(|set| way >> set & 1 == 1 && set >> actor & 1 == 1);
                        *waits |= u8::from(may) << kind;
                    }
                }
            }
        }
        orders.push(order);
    }
    Orders { ways, orders }
}

/// Of a set of sets, those that hold no other one.
fn least(sets: u8) -> u8 {
    let holds_other = |set: usize| (0..8).any(|other| sets >> other & 1 == 1 && other != set && other & !set == 0);
    (0..8).filter(|set| sets >> set & 1 == 1 && !holds_other(*set)).map(|set| 1 << set).sum()
}

/// Lets the actors come and go in every order. `here` are present, `gone` have left; `sets` are as in [`of`].
fn come_and_go(sides: [Side; 3], here: usize, gone: usize, mut sets: [u8; 8], found: &mut Vec<[u8; 8]>) {
    for (kind, sets) in sets.iter_mut().enumerate().filter(|(kind, _)| kind & !here == 0) {
        let waiting = here & !kind;
        *sets |= (0..8_usize).filter(|set| waiting & !set == 0).map(|set| 1 << set).sum::<u8>();
    }
    let mut last = true;
    for (actor, side) in sides.iter().enumerate() {
        let bit = 1 << actor;
        if here & bit != 0 && *side != Side::Right {
            last = false;
            come_and_go(sides, here & !bit, gone | bit, sets, found);
        } else if (here | gone) & bit == 0 {
            last = false;
            come_and_go(sides, here | bit, gone, sets, found);
        }
    }
    if last {
        found.push(sets);
    }
}

//! Few actors at a time: every order in which they can come and go, and who of them waits in a scene then.

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

/// Sets of `N` actors as bits; `T` is two to the `N`. The kind of a scene is the set of those it needs.
#[derive(Clone, Debug)]
pub(super) struct Orders<const T: usize> {
    /// Ways to shoot a scene, by the scene's kind: the least sets of actors of whom one has to wait in it, as a set of sets.
    pub(super) ways: [Vec<u16>; T],
    /// Each order of coming and going that no other one makes needless.
    pub(super) orders: Vec<Order<T>>,
}

/// One order of coming and going.
#[derive(Clone, Debug)]
pub(super) struct Order<const T: usize> {
    /// Kinds of scenes that cannot be shot at all in this order, as bits.
    pub(super) impossible: u16,
    /// By the kind of a scene: a number one above the way to shoot it, or nothing where nobody has to wait.
    pub(super) way: [u8; T],
    /// Of each actor: the kinds in which they may have to wait, as bits.
    pub(super) waits: [u16; 3],
}

/// The orders of actors by their sides: first those of three times the side of the second plus the side of the first ...
pub(super) fn all<const N: usize, const T: usize>() -> Vec<Orders<T>> {
    let sides = |index: usize| std::array::from_fn(|actor| Side::ALL[index / 3_usize.pow(actor as u32) % 3]);
    (0..3_usize.pow(N as u32)).map(|index| of::<N, T>(sides(index))).collect()
}

/// Where [`all`] has the orders of actors on these sides.
pub(super) fn index<const N: usize>(sides: [Side; N]) -> usize {
    sides.iter().rev().fold(0, |index, side| 3 * index + *side as usize)
}

fn of<const N: usize, const T: usize>(sides: [Side; N]) -> Orders<T> {
    // By kind of scene: the sets of waiting actors that are possible, with all that hold one of them.
    let mut found: Vec<[u16; T]> = Vec::new();
    let here = (0..N).filter(|actor| sides[*actor] == Side::Left).map(|actor| 1 << actor).sum();
    come_and_go(sides, here, 0, [0; T], &mut found);
    found.sort_unstable();
    found.dedup();
    let needless =
        |one: &[u16; T]| found.iter().any(|other| other != one && (0..T).all(|kind| one[kind] & !other[kind] == 0));
    let kept: Vec<[u16; T]> = found.iter().filter(|one| !needless(one)).copied().collect();

    let least = |sets: u16| -> u16 {
        let holds_other = |set: &usize| (0..T).any(|other| sets >> other & 1 == 1 && other != *set && other & !set == 0);
        (0..T).filter(|set| sets >> set & 1 == 1 && !holds_other(set)).map(|set| 1 << set).sum()
    };
    let mut ways: [Vec<u16>; T] = std::array::from_fn(|_| Vec::new());
    let mut orders = Vec::new();
    for sets in kept {
        let mut order = Order { impossible: 0, way: [0; T], waits: [0; 3] };
        for kind in 0..T {
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
                    for actor in 0..N {
                        if (0..T).any(|set| way >> set & 1 == 1 && set >> actor & 1 == 1) {
                            order.waits[actor] |= 1 << kind;
                        }
                    }
                }
            }
        }
        orders.push(order);
    }
    Orders { ways, orders }
}

/// Lets the actors come and go in every order. `here` are present, `gone` have left.
fn come_and_go<const N: usize, const T: usize>(
    sides: [Side; N],
    here: usize,
    gone: usize,
    mut sets: [u16; T],
    found: &mut Vec<[u16; T]>,
) {
    for (kind, sets) in sets.iter_mut().enumerate() {
        if kind & !here == 0 {
            let waiting = here & !kind;
            *sets |= (0..T).filter(|set| waiting & !set == 0).map(|set| 1 << set).sum::<u16>();
        }
    }
    let mut last = true;
    for actor in 0..N {
        let bit = 1 << actor;
        if here & bit != 0 && sides[actor] != Side::Right {
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

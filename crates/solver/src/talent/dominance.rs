//! Groups that need not come next, since another one can at no more cost.

use super::problem::Problem;
use super::view::{End, View};

/// Whether another group can be placed at this end instead, at no more cost (Qin, Zhang, Lim and Liang 2016, the rules of their
/// dominance section). With `P` seen at this end only and `R` at the other end only, group `s` gives way to `t` when the cast of
/// `t` is within `P` and the cast of `s`, and either the cast of `s` is within `R` and the cast of `t`, or those whom `t` or the
/// far end needs of `P` and `s` cost as much as `P` with the cast of `t`. Groups have different casts, so no two give way to
/// each other.
pub(super) fn dominated<const W: usize>(problem: &Problem<W>, view: &View<W>, end: End, at: usize) -> bool {
    let (near, far) = view.sides(end);
    let with_near = view.groups[at].cast | near;
    let with_far = view.groups[at].cast | far;
    view.groups.iter().enumerate().any(|(index, group)| {
        let other = group.cast;
        other.within(with_near)
            && index != at
            && (with_far.within(other | far) || problem.cost(with_near & (other | far)) >= problem.cost(other | near))
    })
}

//! Who lays, judges and prices the boards of a search, scope by scope.

use crate::layout::Layout;
use crate::moves::Change;
use crate::tally::Sums;

/// One compiled problem as one walker sees it: what was laid for the board at hand, and what each scope of it adds.
pub(crate) trait Engine: Send {
    /// Moves that a worker tries between two exchanges: some tenths of a second of work.
    const EPOCH: u64;
    /// Days that are tried for a strip that needs one, the likeliest first.
    const TRIED: usize;

    /// Another walker's, with nothing on its days.
    fn fresh(&self) -> Self;

    /// How many scopes have a tally.
    fn scopes(&self) -> usize;

    /// Whether a change of a legal board surely breaks a rule: asked before anything is laid, so it may say no too often.
    fn breaks(&self, _layout: &Layout<'_>, _change: &Change) -> bool {
        false
    }

    /// Everything that was not touched by laying each day once.
    fn touch_all(&self, touched: &mut Touched);

    /// Lays a day whose strips, shift or places changed, keeps the days of people and elements true, and notes what is to be
    /// computed anew.
    fn lay(&mut self, layout: &mut Layout<'_>, day: usize, touched: &mut Touched);

    /// Looks at the boneyard, which changed.
    fn list_unplaced(&mut self, _layout: &Layout<'_>) {}

    /// Computes the touched scopes anew.
    fn evaluate(&mut self, layout: &Layout<'_>, touched: &Touched, sums: &mut Sums);

    /// Accepts what was laid since the last time.
    fn keep(&mut self);

    /// How much was laid since then.
    fn mark(&self) -> usize;

    /// Takes back what was laid since a mark.
    fn undo(&mut self, mark: usize);
}

/// What a change touched: scopes to compute anew.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) days: Vec<usize>,
    /// Units, or the joints between days.
    pub(crate) units: Vec<usize>,
    pub(crate) persons: Vec<usize>,
    pub(crate) sets: Vec<usize>,
    pub(crate) elements: Vec<usize>,
    /// Units of which the strips of a day, or their order, changed: what wishes look at.
    pub(crate) wishes: Vec<usize>,
}

impl Touched {
    fn lists(&mut self) -> [&mut Vec<usize>; 6] {
        [&mut self.days, &mut self.units, &mut self.persons, &mut self.sets, &mut self.elements, &mut self.wishes]
    }

    pub(crate) fn clear(&mut self) {
        self.lists().into_iter().for_each(Vec::clear);
    }

    /// Each scope once, in order.
    pub(crate) fn tidy(&mut self) {
        for list in self.lists() {
            list.sort_unstable();
            list.dedup();
        }
    }
}

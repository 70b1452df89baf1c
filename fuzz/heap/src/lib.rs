//! A global allocator that counts what is held, for measuring programs: never part of the product.
//!
//! It counts the bytes asked for, on all threads. Outside [`peak_of`] it only hands on, so that times stay true.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};

/// The allocator of the system, counted.
pub struct Counted;

static COUNTING: AtomicBool = AtomicBool::new(false);
/// Held since counting began; below zero where something older was given back.
static HELD: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

/// Runs `work`; answers what it answers and the most bytes it held at once beyond what was held before it.
pub fn peak_of<T>(work: impl FnOnce() -> T) -> (T, usize) {
    HELD.store(0, Relaxed);
    PEAK.store(0, Relaxed);
    COUNTING.store(true, Relaxed);
    let answer = work();
    COUNTING.store(false, Relaxed);
    (answer, usize::try_from(PEAK.load(Relaxed)).unwrap_or(0))
}

fn count(bytes: isize) {
    if COUNTING.load(Relaxed) {
        let held = HELD.fetch_add(bytes, Relaxed) + bytes;
        PEAK.fetch_max(held, Relaxed);
    }
}

/// No allocation is larger than `isize::MAX` (the promise of [`Layout`]).
fn signed(bytes: usize) -> isize {
    bytes.cast_signed()
}

// SAFETY: every call goes to the system's allocator with the same arguments; counting touches nothing of it.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { System.alloc(layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { System.alloc_zeroed(layout) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-signed(layout.size()));
        unsafe { System.dealloc(block, layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(signed(size) - signed(layout.size()));
        unsafe { System.realloc(block, layout, size) }
    }
}

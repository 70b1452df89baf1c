//! What must hold for every file, whatever stands in it: the checks that the fuzz targets run on each input.
//!
//! A check that fails panics, and libFuzzer keeps the input. Hangs are libFuzzer's own to find (`-timeout`).

use script::Words;

#[path = "../../crates/script/tests/promises/mod.rs"]
mod promises;

#[global_allocator]
static HEAP: heap::Counted = heap::Counted;

/// Reading and breaking down may hold this many times the size of the file..
const TIMES: usize = 30;
/// ..and what does not grow with the file, in bytes: tables of words and the first room of lists.
const FLOOR: usize = 512 << 10;
/// In a PDF pages are packed, up to a thousand times: this much more may be held while one is unpacked.
const UNPACKED: usize = 8 << 20;

/// Reads the bytes as a file of that name, and breaks the script down.
///
/// # Panics
/// Where a promise is broken.
pub fn hold(name: &str, bytes: &[u8]) {
    let words = Words::standard();
    let ((screenplay, notices, breakdown), peak) = heap::peak_of(|| {
        let (screenplay, notices) = script::read(name, bytes, words);
        let breakdown = script::breakdown(&screenplay, words);
        (screenplay, notices, breakdown)
    });
    let unpacked = if bytes.starts_with(b"%PDF") { UNPACKED } else { 0 };
    let most = TIMES * bytes.len() + FLOOR + unpacked;
    assert!(peak <= most, "{peak} bytes held for a file of {}: more than {most}", bytes.len());

    promises::hold(&screenplay, &notices, &breakdown);
}

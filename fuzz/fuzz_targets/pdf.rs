//! Fuzzes the reader of PDF files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backlot_fuzz::hold("fuzzed.pdf", bytes));

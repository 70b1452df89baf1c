//! Fuzzes the reader of Fountain files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backlot_fuzz::hold("fuzzed.fountain", bytes));

//! Fuzzes the reader of Final Draft files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backlot_fuzz::hold("fuzzed.fdx", bytes));

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| balena::fuzz::lines(data));

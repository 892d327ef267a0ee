//! The race of planted.c, in a program whose main is Rust's.

use std::ffi::c_char;
use std::sync::Barrier;
use std::{ptr, thread};

use balena::ffi::document::balena_json_get;

fn main() {
    let mut out: *mut c_char = ptr::null_mut();
    // As a number, since the compiler would not let threads share it.
    let place = &raw mut out as usize;
    // Else one may be over before the other begins.
    let together = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                together.wait();
                for _ in 0..1000 {
                    // SAFETY: all is as the function asks, but that the other thread writes to the same place.
                    unsafe { balena_json_get(c"[]".as_ptr(), c"".as_ptr(), place as *mut *mut c_char) };
                }
            });
        }
    });
}

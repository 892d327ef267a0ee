//! A static library in Rust of somebody else's, which a program links beside libbalena.

use std::panic::{catch_unwind, resume_unwind};
use std::thread;

/// Unwinds in a thread and says whether it caught that.
#[unsafe(no_mangle)]
pub extern "C" fn neighbour_catches() -> bool {
    let caught = thread::spawn(|| catch_unwind(|| resume_unwind(Box::new("unwinding"))).is_err()).join();
    caught.unwrap_or(false)
}
